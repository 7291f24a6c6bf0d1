"""Amounts, moments and what a colleague's laptop lacks, in words."""

from __future__ import annotations

from datetime import datetime

from inspector_app.team_exchange import Colleague


def amount(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def moment(at: datetime) -> str:
    """Return an instant as it is read here: "20 April, 18:40"; with the year where that is another than now."""
    local = at.astimezone()
    year = f" {local.year}" if local.year != datetime.now().year else ""
    return f"{local.day} {local:%B}{year}, {local:%H:%M}"


def lacks(colleague: Colleague) -> str:
    """Return what a colleague's laptop lacks: "lacks 48 changes since 20 April, 18:40"."""
    if not colleague.lacks:
        return "has all that is here"
    since = f" since {moment(colleague.knows_until)}" if colleague.knows_until is not None else ""
    return f"lacks {amount(colleague.lacks, 'change')}{since}"


def whose(colleague: Colleague) -> str:
    """Return the laptop in words: "R. Colleague’s laptop"."""
    return f"{colleague.name or 'A colleague'}’s laptop"
