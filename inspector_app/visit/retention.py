"""How long a visit is kept: by its framework from the day of issue, and longer while it is held (`domain.md` §8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspector_app.errors import VisitOnHold
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.names import in_words


def keep_until(issued_on: date, months: int) -> date:
    """Return the same day that many months later, or the last of that month."""
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    for day in (issued_on.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def is_due(visit: VisitSummary, today: date) -> bool:
    """Say whether the time to keep a visit is over and nothing holds it: it is to be decided what becomes of it."""
    return visit.retention_until is not None and visit.retention_until < today and not visit.held_because


def due_words(visit: VisitSummary) -> str:
    """Return what is said of a visit whose time is over; nothing happens to it by itself."""
    assert visit.retention_until is not None
    return (
        f"{visit.authority} was to be kept until {in_words(visit.retention_until)}. Keep it, place a hold, archive it, "
        "or destroy it: nothing happens to it by itself."
    )


def standing(holds: Sequence[Hold]) -> tuple[Hold, ...]:
    """Return the holds that have not been lifted."""
    return tuple(hold for hold in holds if not hold.deleted and hold.lifted_at is None)


def reasons_in_words(reasons: Sequence[str]) -> str:
    """Return the reasons of holds as the end of a sentence, with its full stop: "A complaint; An inquiry."."""
    return "; ".join(reason.strip().rstrip(".;") for reason in reasons) + "."


def refuse_held(visit: VisitSummary) -> None:
    """Raise VisitOnHold where a hold stands."""
    if visit.held_because:
        raise VisitOnHold(
            f"The visit is on hold: {reasons_in_words(visit.held_because)}",
            "Nothing was destroyed. It can be destroyed once the hold has been lifted, with a reason.",
        )
