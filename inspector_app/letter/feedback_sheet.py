"""The feedback sheet for the meeting on the second afternoon: draft findings with their main evidence, provisional."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector_app.frameworks.framework import Framework, Tone
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, PageFurniture, flow
from inspector_app.letter.evidence_words import instant
from inspector_app.letter.record_story import Item, RecordStory
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.agreement import agreed_by_all, standings
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.feedback import FindingToTell, MainEvidence, Told, findings_to_tell
from inspector_app.visit.names import joined, visit_dates_in_words

PROVISIONAL = "PROVISIONAL – draft findings, not the letter"
MOST_PAGES = 2

_LABELS: dict[Told, str] = {
    "counted": "Counted",
    "observation": "Seen",
    "document": "Read",
    "interview": "Told",
}
_MOST_PIECES = 3
_GRAVEST_FIRST: tuple[Tone, ...] = ("priority", "development", "neutral", "satisfactory", "strength")
_NOT_THE_LETTER = (
    "Provisional. These are the inspectors’ draft findings, for talking over. They may change; what counts is the "
    "signed letter."
)
_LEFT_OUT = (
    "Left out: what was said in confidence or tells who somebody is, what was seen in one child’s case alone, and "
    "counts so small that they could tell which child it is."
)


def feedback_sheet_pdf(contents: VisitContents, framework: Framework, *, created: datetime) -> bytes:
    """Return the sheet as a tagged PDF/UA-1 file of two pages at most, where the findings' own words leave it so.

    Each finding has up to three pieces of evidence, as many as there is room for: one for each before a second for
    any, and the gravest findings first. The same values give the same bytes; `created` is an instant with its offset.
    """
    told = findings_to_tell(contents, framework)
    gravest = sorted(told, key=lambda each: _GRAVEST_FIRST.index(framework.category(each.category).tone))
    places = [each.id for nth in range(_MOST_PIECES) for each in gravest if len(each.evidence) > nth]

    def sheet(filled: int) -> _Sheet:
        return _sheet(contents, framework, created, told, Counter(places[:filled]))

    whole = sheet(len(places))
    if whole.pages <= MOST_PAGES:
        return whole.pdf
    too_many = bisect_right(range(len(places)), MOST_PAGES, key=lambda filled: sheet(filled).pages)
    return sheet(max(too_many - 1, 0)).pdf


@dataclass(frozen=True, slots=True)
class _Sheet:
    pdf: bytes
    pages: int


def _sheet(
    contents: VisitContents,
    framework: Framework,
    created: datetime,
    told: Sequence[FindingToTell],
    pieces: Mapping[str, int],
) -> _Sheet:
    visit = contents.visit
    title = f"Draft findings: {visit.authority_name}"
    facts = DocumentFacts(
        title=f"Provisional: {title}",
        author=", ".join(person.name for person in contents.inspectors),
        subject=framework.name,
        language=framework.letter.language,
        created=created,
    )
    with BUILDING:
        canvas = TaggedCanvas(facts, PageFurniture(running=f"Provisional. {title}", mark=PROVISIONAL))
        story = RecordStory(canvas.structure)
        story.paragraph(_NOT_THE_LETTER, styles.DRAFT)
        story.heading(1, title, styles.FEEDBACK_TITLE)
        stood = f"As it stood on {instant(created.isoformat())}."
        facts_line = f"{framework.name}, {visit_dates_in_words(visit.days)}. {stood}"
        story.paragraph(facts_line, styles.MARGINAL)
        in_order = [each for category in framework.categories for each in told if each.category == category.id]
        story.paragraph(_agreed_in_words(contents, [each.id for each in in_order]), styles.FEEDBACK_NOTE)
        _findings(story, framework, in_order, pieces)
        story.paragraph(_LEFT_OUT, styles.FEEDBACK_NOTE)
        flow(story.finish(), canvas)
        pages = canvas.getPageNumber() - 1
        return _Sheet(canvas.finish(), pages)


def _findings(
    story: RecordStory, framework: Framework, told: Sequence[FindingToTell], pieces: Mapping[str, int]
) -> None:
    before = ""
    for number, each in enumerate(told, start=1):
        if each.category != before:
            before = each.category
            story.heading(2, framework.category(before).label, styles.FEEDBACK_SECTION)
        main = _labelled(each.evidence[: pieces[each.id]])
        text, *points = [words for words in (each.text, *each.points) if words.strip()]
        write = story.lead if main or points else story.paragraph
        write(f"{number}. {text}", styles.FEEDBACK_FINDING)
        story.items([Item("", point) for point in points], styles.FEEDBACK_POINT, "–")
        story.labelled_together(main, styles.FEEDBACK_EVIDENCE)
    if not told:
        story.paragraph("There is no finding yet.")


def _agreed_in_words(contents: VisitContents, told: Sequence[str]) -> str:
    """Return with which findings not all inspectors agree yet, by their numbers and without a name; a team of one has
    nobody to agree with: nothing."""
    if len(contents.inspectors) < 2 or not told:
        return ""
    evidence, said = contents.evidence_by_id(), {each.id: each for each in contents.agreements}
    findings = {finding.id: finding for finding in contents.findings}
    still_open = [
        str(number)
        for number, each in enumerate(told, start=1)
        if not agreed_by_all(standings(findings[each], evidence, said, contents.inspectors))
    ]
    if not still_open:
        return "All inspectors agree with these draft findings."
    if len(still_open) == len(told):
        return "The inspectors have not agreed on these draft findings yet."
    findings_said = "finding" if len(still_open) == 1 else "findings"
    return f"Not agreed by all inspectors yet: {findings_said} {joined(still_open)}."


def _labelled(evidence: Sequence[MainEvidence]) -> list[tuple[str, str | None]]:
    """Pieces of one kind stand behind one label."""
    labelled: dict[str, list[str]] = {}
    for piece in evidence:
        labelled.setdefault(_LABELS[piece.told], []).append(piece.text.rstrip(" ."))
    said: list[tuple[str, str | None]] = [(label, "; ".join(texts)) for label, texts in labelled.items()]
    return [*said[:-1], *((label, f"{words}.") for label, words in said[-1:])]
