"""The work of `cases draw`: which columns of the list are meant, the draw itself, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector_app.drawing_cases import draw_from, next_order, now, recognised
from inspector_app.errors import InspectorError
from inspector_app.exchange.frame_columns import REMEMBERED_COLUMNS, suggest_columns
from inspector_app.exchange.frame_file import FrameList, FrameSheet, preview, read_frame
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.sampling import (
    REFERENCE,
    FrameRow,
    new_seed,
    references_in_sample,
    strata_drawn,
)
from inspector_app.visit.sampling_steps import bring_in_frame, sample_drawn

_TOLD_EVERY = 10_000
"""Rows of a long list after which it is said how far the reading has got."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; columns are given by heading, or by the name that the program has for them ("team")."""

    file: Path
    sheet: str | None
    reference: str | None
    size: int
    strata: tuple[str, ...]
    proportion: str
    seed: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, and whether it had been drawn before, in which case nothing was written."""

    frame: Frame
    draw: Draw
    rows: tuple[FrameRow, ...]
    before: bool


def draw_cases(profile: Profile, visit: OpenVisit, wanted: Wanted, remark: Callable[[str], None]) -> Drawn:
    """Bring in the list, draw from it, and put the cases into the visit.

    Raises FaultyList, ChangedList where it is not the list that was drawn from before, and other InspectorErrors.
    """
    found, strata = _read(profile, wanted, remark)
    contents = visit.contents()
    seed = wanted.seed or new_seed()
    frame = found.frame(brought_in_at=now(), brought_in_by=visit.me, order=next_order(contents.frames))
    old = recognised(visit, contents.frames, contents.draws, frame, found.rows, seed)
    frame = old or frame
    made = draw_from(
        visit,
        contents.draws,
        frame,
        found.rows,
        size=wanted.size,
        stratum_columns=strata,
        proportion=wanted.proportion,
        seed=seed,
    )
    visit.keep_file(found.kept)
    again = next((draw for draw in contents.draws if draw.id == made.id), None)
    if again is not None:
        return Drawn(frame, again, found.rows, before=True)
    if old is None:
        visit.write(bring_in_frame(frame)).result()
    present = references_in_sample(each.details for each in contents.records if isinstance(each.details, Case))
    last = contents.records[-1].order if contents.records else None
    visit.write(sample_drawn(made, found.rows, visit.framework, present=present, last_order=last)).result()
    profile.set_setting(REMEMBERED_COLUMNS, dict(found.columns))
    return Drawn(frame, made, found.rows, before=False)


def in_lines(done: Drawn, contents: VisitContents, slip: Path | None) -> str:
    """Return what was done, for a person."""
    draw, frame = done.draw, done.frame
    by_position = {row.position: row.reference for row in done.rows}
    start = "Had been drawn before, and nothing was changed:" if done.before else "Drew"
    lines = [
        f"{start} {draw.size:,} of {frame.rows:,} cases from {frame.name}, seed {draw.seed}, {draw.algorithm}.",
        f"SHA-256 of the file: {frame.file_sha256}",
        f"SHA-256 of what is kept of it: {frame.sha256}",
    ]
    sizes = {stratum.name: stratum.rows for stratum in draw.strata}
    for name, positions in strata_drawn(draw).items():
        picks = ", ".join(f"{position} {by_position[position]}" for position in positions)
        lines.append(f"{name}, {len(positions):,} of {sizes[name]:,}: {picks or 'none'}")
    lines.append(f"{_amount(len(_cases_of(done, contents)))} of this draw in the visit.")
    if slip is not None:
        lines.append(f"Wrote the draw slip to {slip}.")
    return "\n".join(lines)


def told(done: Drawn, contents: VisitContents, slip: Path | None) -> dict[str, object]:
    """Return what was done, for a program."""
    draw, frame = done.draw, done.frame
    sizes = {stratum.name: stratum.rows for stratum in draw.strata}
    return {
        "visit": contents.visit.id,
        "frame": {
            "id": frame.id,
            "name": frame.name,
            "sheet": frame.sheet,
            "rows": frame.rows,
            "columns": dict(frame.columns),
            "sha256": frame.sha256,
            "file_sha256": frame.file_sha256,
        },
        "draw": {
            "id": draw.id,
            "algorithm": draw.algorithm,
            "seed": draw.seed,
            "size": draw.size,
            "proportion": draw.proportion,
            "strata": [
                {"name": name, "rows": sizes[name], "positions": list(positions)}
                for name, positions in strata_drawn(draw).items()
            ],
            "drawn_before": done.before,
        },
        "cases": [{"position": case.position, "reference": case.reference} for case in _cases_of(done, contents)],
        "slip": str(slip) if slip is not None else None,
    }


def _read(profile: Profile, wanted: Wanted, remark: Callable[[str], None]) -> tuple[FrameList, list[str]]:
    """Return the list, and the ids of the columns that it is divided by."""
    sheet = _sheet(preview(wanted.file), wanted)
    columns = suggest_columns(sheet.headings, profile.setting(REMEMBERED_COLUMNS))
    if wanted.reference is not None:
        columns[REFERENCE] = _heading(sheet, wanted.reference)
    if REFERENCE not in columns:
        raise InspectorError(
            f"Which column of {wanted.file.name} holds the case's reference is not clear.",
            f"Name it with --reference. Its headings: {', '.join(sheet.headings) or 'none'}.",
        )
    strata = []
    for named in wanted.strata:
        heading = _heading_of(sheet, named) or _heading(sheet, columns.get(named, named))
        column = next((column for column, held in columns.items() if held == heading), heading)
        columns[column] = heading
        strata.append(column)

    def progress(rows: int) -> None:
        if rows % _TOLD_EVERY == 0:
            remark(f"{rows:,} rows read")

    return read_frame(wanted.file, sheet.name, columns, progress), strata


def _sheet(sheets: Sequence[FrameSheet], wanted: Wanted) -> FrameSheet:
    filled = [sheet for sheet in sheets if sheet.headings]
    named = ", ".join(str(sheet.name) for sheet in filled if sheet.name is not None)
    if wanted.sheet is not None:
        chosen = next((sheet for sheet in filled if sheet.name == wanted.sheet), None)
        if chosen is None:
            raise InspectorError(
                f"{wanted.file.name} has no sheet {wanted.sheet} with a list.", f"Its sheets: {named or 'none'}."
            )
        return chosen
    if len(filled) != 1:
        what = "several sheets" if filled else "no headings"
        raise InspectorError(
            f"{wanted.file.name} has {what}.",
            f"Name one with --sheet: {named}." if filled else "Look whether it is the right file.",
        )
    return filled[0]


def _heading(sheet: FrameSheet, named: str) -> str:
    found = _heading_of(sheet, named)
    if found is None:
        raise InspectorError(
            f"The list has no column with the heading {named}.", f"Its headings: {', '.join(sheet.headings)}."
        )
    return found


def _heading_of(sheet: FrameSheet, named: str) -> str | None:
    return next((heading for heading in sheet.headings if heading.casefold() == named.casefold()), None)


def _cases_of(done: Drawn, contents: VisitContents) -> list[Case]:
    details = (record.details for record in contents.records)
    return [case for case in details if isinstance(case, Case) and case.draw == done.draw.id]


def _amount(cases: int) -> str:
    return f"{cases:,} case" if cases == 1 else f"{cases:,} cases"
