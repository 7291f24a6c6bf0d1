"""What the sampling view has done off the main thread, on frozen values: reading a list, drawing, replacing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector_app.drawing_cases import draw_from, kept_rows_of, next_order, now, recognised
from inspector_app.errors import InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Plain, Step
from inspector_app.visit.contents import CaseContents
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Frame
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_between
from inspector_app.visit.sampling import (
    ALL_CASES,
    REFERENCE,
    FrameRow,
    next_in_order,
    positions_used,
    references_in_sample,
)
from inspector_app.visit.sampling_steps import details_of, pick_on_purpose, replace_case, sample_drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWanted:
    """Which columns, id to heading, of which sheet of which file are brought in."""

    path: Path
    sheet: str | None
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawWanted:
    """What is to be drawn from a list; `proportion` as `draw_sample` takes it."""

    frame: Frame
    rows: tuple[FrameRow, ...]
    size: int
    stratum_columns: tuple[str, ...]
    proportion: str | Mapping[str, int]
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTaken:
    """A list whose rows are kept; `known` says that the visit has it already."""

    frame: Frame
    rows: tuple[FrameRow, ...]
    known: bool


def take_list(
    visit: OpenVisit, contents: CaseContents, wanted: ListWanted, progress: Callable[[int], None]
) -> ListTaken:
    """Read a list and keep its rows. Raises FaultyList, ChangedList where it was drawn from in another state, and
    other InspectorErrors; nothing is kept then."""
    from inspector_app.exchange.frame_file import read_frame

    found = read_frame(wanted.path, wanted.sheet, wanted.columns, progress)
    frame = found.frame(brought_in_at=now(), brought_in_by=visit.me, order=next_order(contents.frames))
    old = recognised(visit, contents.frames, contents.draws, frame, found.rows, seed="")
    visit.keep_file(found.kept)
    return ListTaken(frame=old or frame, rows=found.rows, known=old is not None)


def rows_of(visit: OpenVisit, frame: Frame) -> tuple[FrameRow, ...]:
    """Return the rows of a list. Raises InspectorError where this laptop has them not."""
    rows = kept_rows_of(visit, frame)
    if rows is None:
        raise InspectorError(
            f"The rows of {frame.name} are not on this laptop.", "Bring the list in again: the same one is recognised."
        )
    return rows


def make_draw(visit: OpenVisit, contents: CaseContents, wanted: DrawWanted) -> Step:
    """Return the step that puts a draw and its cases into the visit.

    Raises InspectorError where it was made before, and ChangedList where the list is another state of one that was
    drawn from with this seed, or under this name.
    """
    _check_list(visit, contents, wanted)
    draw = draw_from(
        visit,
        contents.draws,
        wanted.frame,
        wanted.rows,
        size=wanted.size,
        stratum_columns=wanted.stratum_columns,
        proportion=wanted.proportion,
        seed=wanted.seed,
    )
    if any(each.id == draw.id for each in contents.draws):
        raise InspectorError(
            "This draw has been made before: the same list, seed and settings give the same cases.",
            "Use another seed for a draw of its own.",
        )
    present = references_in_sample(_cases(contents))
    return sample_drawn(draw, wanted.rows, visit.framework, present=present, last_order=visit.last_order("record"))


def make_replacement(visit: OpenVisit, contents: CaseContents, case: Case, reason: str) -> tuple[Step, str]:
    """Return the step by which the next case in the drawn order stands in for one, and that case's reference.

    Raises InspectorError where it has left the sample, the stratum has no other, or the visit came without the draw.
    """
    if not in_sample(contents, case.id):
        raise InspectorError(f"{case.reference} has left the sample already.", "Choose another case.")
    draw = next((draw for draw in contents.draws if draw.id == case.draw), None)
    if draw is None:
        raise InspectorError(
            f"The draw that {case.reference} comes from is not in this visit.",
            "Leave it out with its reason, or pick another case on purpose.",
        )
    rows = rows_of(visit, next(frame for frame in contents.frames if frame.id == draw.frame))
    used = positions_used(rows, draw, _cases(contents))
    position = next_in_order(rows, draw, used, case.chosen_stratum or ALL_CASES)
    if position is None:
        raise InspectorError(
            f"The list has no other case in {case.chosen_stratum or ALL_CASES}.",
            f"Leave {case.reference} out with its reason, or pick another case on purpose.",
        )
    row = next(row for row in rows if row.position == position)
    details = details_of(row, visit.framework)
    step = replace_case(case, new_id(), details, reason=reason, order=order_between(visit.last_order("record"), None))
    return step, row.reference


def make_pick(visit: OpenVisit, contents: CaseContents, reference: str, reason: str) -> tuple[Step, str]:
    """Return the step that adds a case on purpose, with what the last list says of it where it is there, and the id
    of its record. Raises InspectorError where the sample has the case."""
    if any(case.reference.casefold() == reference.casefold() for case in _cases(contents)):
        raise InspectorError(f"{reference} is in the sample already.", "Choose it in the list of cases.")
    rows = kept_rows_of(visit, contents.frames[-1]) if contents.frames else None
    row = next((row for row in rows or () if row.reference.casefold() == reference.casefold()), None)
    details: Mapping[str, Plain] = {REFERENCE: reference} if row is None else details_of(row, visit.framework)
    record = new_id()
    order = order_between(visit.last_order("record"), None)
    return pick_on_purpose(record, details, reason=reason, order=order), record


def in_sample(contents: CaseContents, case_id: str) -> bool:
    """Say whether a case is in the sample, and has not left it."""
    return any(case.id == case_id and case.left_reason is None for case in _cases(contents))


def same_sample(before: CaseContents, now: CaseContents) -> bool:
    """Say whether lists, draws and cases are the same; what was read of the cases is no part of it."""
    return _sample(before) == _sample(now)


def _check_list(visit: OpenVisit, contents: CaseContents, wanted: DrawWanted) -> None:
    """A list that is drawn from for the first time must not be an earlier one, changed, under another name."""
    if any(draw.frame == wanted.frame.id for draw in contents.draws):
        return
    others = [frame for frame in contents.frames if frame.id != wanted.frame.id]
    recognised(visit, others, contents.draws, wanted.frame, wanted.rows, wanted.seed)


def _sample(contents: CaseContents) -> frozenset[tuple[str | None, ...]]:
    cases = {(case.id, case.reference, case.left_reason) for case in _cases(contents)}
    return frozenset({*cases, *((each.id,) for each in contents.frames), *((each.id,) for each in contents.draws)})


def _cases(contents: CaseContents) -> list[Case]:
    return [record.details for record in contents.records if isinstance(record.details, Case)]
