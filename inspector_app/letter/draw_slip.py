"""The draw slip: how the cases were drawn, on half a page that can be given to the council, to work it out again.

It names positions in the council's own list, and no case but those that were picked on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from inspector_app.frameworks.framework import Framework
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, PageFurniture, flow
from inspector_app.letter.evidence_words import instant
from inspector_app.letter.record_story import RecordStory
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.names import joined, visit_dates_in_words
from inspector_app.visit.sampling import ALGORITHM, ALGORITHM_TOLD, EQUAL, GIVEN, IN_PROPORTION, not_added, strata_drawn
from inspector_app.visit.sampling_steps import ON_PURPOSE, REPLACEMENT

_LEAD = replace(styles.RECORD, before=6, after=2)
_PROPORTIONS = {
    IN_PROPORTION: "in proportion to the cases in each",
    EQUAL: "as many from each",
    GIVEN: "numbers given for each",
}


def draw_slip_pdf(contents: VisitContents, framework: Framework, draw: Draw, *, created: datetime) -> bytes:
    """Return the slip of one draw as a tagged PDF/UA-1 file; the same values give the same bytes.

    `created` is an instant with its offset. Raises KeyError where the visit has not the list that was drawn from.
    """
    visit = contents.visit
    title = f"Draw of cases: {visit.authority_name}, {visit_dates_in_words(visit.days)}"
    facts = DocumentFacts(
        title=title,
        author=", ".join(person.name for person in contents.inspectors),
        subject=framework.name,
        language=framework.letter.language,
        created=created,
    )
    with BUILDING:
        canvas = TaggedCanvas(facts, PageFurniture(running=title))
        story = RecordStory(canvas.structure)
        story.heading(1, "Draw of cases")
        story.paragraph(f"{visit.authority_name}, {visit_dates_in_words(visit.days)}. {framework.name}.")
        write_draw(story, contents, draw)
        write_picks(story, contents)
        flow(story.finish(), canvas)
        return canvas.finish()


def write_draw(story: RecordStory, contents: VisitContents, draw: Draw) -> None:
    """Add one draw: from which list, how, which positions, and what became of them."""
    frame = _frame(contents, draw)
    person = contents.inspector(draw.drawn_by)
    sheet = f", sheet “{frame.sheet}”" if frame.sheet else ""
    story.labelled_together(
        [("List", f"{frame.name}{sheet}"), ("Cases in it", f"{frame.rows:,}"), ("Kept of it", _columns(frame))]
    )
    story.paragraph(f"SHA-256 of the file: {frame.file_sha256}", styles.MARGINAL)
    story.paragraph(f"SHA-256 of what is kept of it: {frame.sha256}", styles.MARGINAL)
    by = f" by {person.name}" if person else ""
    story.labelled_together(
        [
            ("Drawn", f"{draw.size:,} cases, {instant(draw.drawn_at)}{by}"),
            ("Seed", draw.seed),
            ("Strata", _how(draw, frame)),
        ]
    )
    told = f": {ALGORITHM_TOLD}" if draw.algorithm == ALGORITHM else ""
    story.labelled("Algorithm", f"{draw.algorithm}{told}")
    story.lead("Positions in the order of drawing; 1 is the first row below the headings:", _LEAD)
    sizes = {stratum.name: stratum.rows for stratum in draw.strata}
    story.bullets(
        [
            (f"{name}, {len(positions):,} of {sizes[name]:,}:", ", ".join(map(str, positions)) or "none")
            for name, positions in strata_drawn(draw).items()
        ]
    )
    held = _held_already(contents, draw)
    if held:
        story.lead("In the sample already when this was drawn, and not added again:", _LEAD)
        story.bullets(held)
    cases = [case for case in _cases(contents) if case.draw == draw.id]
    replaced = _replaced(cases)
    if replaced:
        story.lead("Not read, and why:", _LEAD)
        story.bullets(replaced)


def write_picks(story: RecordStory, contents: VisitContents) -> None:
    """Add the cases that were picked on purpose, each with its reason; nothing where there are none."""
    picked = [case for case in _cases(contents) if case.chosen_how == ON_PURPOSE]
    if picked:
        story.lead("Picked on purpose, and why:", _LEAD)
        story.bullets([(f"{case.reference}:", _reasons(case)) for case in picked])


def _held_already(contents: VisitContents, draw: Draw) -> list[tuple[str, str]]:
    """The positions that made no case, by how their cases came into the sample."""
    seeds = {each.id: each.seed for each in contents.draws}
    by_way: dict[str, list[int]] = {}
    for position, case in not_added(draw, contents.frames, contents.draws, _cases(contents)).items():
        by_way.setdefault(_way(case, seeds), []).append(position)
    return [(f"{', '.join(map(str, positions))}:", way) for way, positions in by_way.items()]


def _way(case: Case | None, seeds: Mapping[str, str]) -> str:
    """How a case of another draw, or of none, came into the sample, and why it was not read, where that is so."""
    if case is None:
        return "by another list"
    left = f". Not read: {case.left_reason}" if case.left_reason else ""
    if case.draw is None:
        return f"picked on purpose{left}"
    how = "in place of another, in the draw" if case.chosen_how == REPLACEMENT else "drawn"
    return f"{how} with seed {seeds[case.draw]}{left}"


def _replaced(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """What left the sample, in the order of the list of cases, and what was read in its place."""
    instead = {case.replaces: case for case in cases if case.chosen_how == REPLACEMENT}
    lines = []
    for case in cases:
        if case.left_reason:
            other = instead.get(case.id)
            next_one = f", replaced by {_place(other)}" if other else ", not replaced"
            lines.append((f"{_place(case)}{next_one}:", case.left_reason))
    return lines


def _reasons(case: Case) -> str:
    left = f" Not read: {case.left_reason}" if case.left_reason else ""
    return f"{case.chosen_reason or 'no reason recorded'}{left}"


def _place(case: Case) -> str:
    return str(case.position) if case.position is not None else case.reference


def _how(draw: Draw, frame: Frame) -> str:
    if not draw.stratum_columns:
        return "none"
    headings = joined([frame.columns.get(column, column) for column in draw.stratum_columns])
    return f"{headings}, {_PROPORTIONS.get(draw.proportion, draw.proportion)}"


def _columns(frame: Frame) -> str:
    return joined(list(frame.columns.values()))


def _frame(contents: VisitContents, draw: Draw) -> Frame:
    return {frame.id: frame for frame in contents.frames}[draw.frame]


def _cases(contents: VisitContents) -> list[Case]:
    return [record.details for record in contents.records if isinstance(record.details, Case)]
