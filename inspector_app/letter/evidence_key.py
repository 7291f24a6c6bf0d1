"""What the words, labels and short forms of an evidence record mean, for somebody who was not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.record_story import RecordStory
from inspector_app.visit.abbreviations import short_forms_in
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview, Observation, Record

_WORDS = (
    ("R, E, Finding, Concern:", "their numbers are those of this copy; one made at another time may number otherwise."),
    ("Record:", "what one inspector captured on site: an observation, an interview, a case file read, or a document."),
    (
        "Evidence:",
        "one statement drawn from a record; what stands in square brackets behind it was said of it by hand.",
    ),
    ("Strength, neutral, weakness:", "which way a piece of evidence leans."),
    ("For, against:", "the findings that a piece supports or contradicts; without either it is on no finding."),
    ("In confidence:", "said in confidence: it may inform a finding, and is never quoted."),
    ("Copied from paper notes:", "the notes were made at the time on paper, and copied in later."),
    ("Written from memory:", "not written at the time; it counts for less, and is counted apart."),
    ("Written up later:", "written down more than an hour after it ended."),
    (
        "Counted, 13 of 24:",
        "so many of the sampled cases to which the question applied and in which it was looked for.",
    ),
    (
        "Working days:",
        "Monday to Friday but for the bank holidays of England; the day on which a clock starts is day 0.",
    ),
    ("SHA-256:", "a number worked out from a file or an entry; another content gives another number."),
)


def write_key(story: RecordStory, index: EvidenceIndex, short_forms: Mapping[str, str]) -> None:
    """Add what the words of the record mean, and the short forms that occur in it."""
    story.bullets(_WORDS)
    found = short_forms_in(_texts(index.contents), short_forms)
    if found:
        story.lead("Short forms that occur, as the inspectors’ list has them")
        story.bullets([(f"{form}:", words) for form, words in found.items()])


def _texts(contents: VisitContents) -> Iterator[str]:
    """Give every text that an inspector wrote."""
    for record in contents.records:
        yield from (record.title, record.notes, record.explained or "", *_details(record))
    yield from (piece.text for piece in contents.evidence)
    for finding in contents.findings:
        yield from (finding.text, *finding.points, finding.trigger or "")
        yield from (link.weighed or "" for link in finding.evidence)
        yield from (acceptance.why for acceptance in finding.accepted)
    for concern in contents.concerns:
        yield from (concern.matter, concern.response or "", concern.raised_with or "", concern.open_because or "")
    yield from (agreement.note for agreement in contents.agreements)
    yield from (assignment.note for assignment in contents.assignments)
    yield from (move.why for move in contents.moves)


def _details(record: Record) -> Iterator[str]:
    match record.details:
        case Observation() as seen:
            yield from (seen.setting or "", seen.activity or "", *seen.roles)
        case Interview() as talk:
            yield from (talk.role or "", talk.team or "", talk.views)
            for answer in talk.answers:
                yield from (answer.prompt, answer.answer)
        case Case() as case:
            yield from (case.team or "", case.chosen_reason or "", case.left_reason or "")
            yield from (check.note or "" for check in case.checks)
