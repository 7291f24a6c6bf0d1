"""Drawing cases from a list, as window and command line both do it: the list recognised, the draw, its slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.ordering import order_between
from inspector_app.visit.sampling import FrameRow, check_unchanged, draw_sample, drawn_from_before


def now() -> str:
    """Return this moment as RFC 3339 text, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def next_order(things: Sequence[Frame] | Sequence[Draw]) -> str:
    """Return the order key of what comes behind these."""
    return order_between(things[-1].order if things else None, None)


def kept_rows_of(visit: OpenVisit, frame: Frame) -> tuple[FrameRow, ...] | None:
    """Return the rows of a list; None where this laptop has them not."""
    from inspector_app.exchange.frame_file import kept_rows

    try:
        return kept_rows(visit.kept_file(frame.sha256))
    except KeyError:
        return None


def recognised(
    visit: OpenVisit, frames: Sequence[Frame], draws: Sequence[Draw], frame: Frame, rows: Sequence[FrameRow], seed: str
) -> Frame | None:
    """Return which of these lists this one is, where it was drawn from before; None where it is new.

    Raises ChangedList where it is another state of a list that was drawn from with this seed, or under this name.
    """
    old = drawn_from_before(frames, draws, frame, seed)
    if old is not None:
        check_unchanged(old, kept_rows_of(visit, old), frame, rows)
    return old


def draw_from(
    visit: OpenVisit,
    draws: Sequence[Draw],
    frame: Frame,
    rows: Sequence[FrameRow],
    *,
    size: int,
    stratum_columns: Sequence[str],
    proportion: str | Mapping[str, int],
    seed: str,
) -> Draw:
    """Draw now, in the name of who works here, behind the draws there are; nothing is written."""
    return draw_sample(
        rows,
        frame,
        seed=seed,
        size=size,
        stratum_columns=stratum_columns,
        proportion=proportion,
        drawn_at=now(),
        drawn_by=visit.me,
        order=next_order(draws),
    )


def slip_of(visit: OpenVisit, draw: Draw) -> bytes:
    """Return the draw slip for the council as a PDF."""
    from inspector_app.letter.draw_slip import draw_slip_pdf

    return draw_slip_pdf(visit.contents(), visit.framework, draw, created=datetime.now().astimezone())


def save_slip(visit: OpenVisit, draw: Draw, path: Path) -> None:
    """Write the draw slip to a file. Raises DiskFault."""
    from inspector_app.exchange.private_file import write_private_file

    write_private_file(path, slip_of(visit, draw))
