"""The evidence record: all that a visit holds as one tagged PDF, from what each finding rests on to the notes.

It is read when the laptop is gone, by somebody who has a question about one sentence of the letter: so the findings
come first, every number leads to its place, and what the words and short forms mean stands at its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reportlab.platypus.flowables import Flowable

from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, PageFurniture, flow, give_way
from inspector_app.letter.evidence_decisions import decisions, write_assignments, write_decisions
from inspector_app.letter.evidence_findings import write_concern, write_finding
from inspector_app.letter.evidence_holds import write_holds
from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_key import write_key
from inspector_app.letter.evidence_proof import write_letter, write_proof
from inspector_app.letter.evidence_sampling import write_sampling
from inspector_app.letter.evidence_words import KIND_WORDS, LETTER_STATES, amount, instant, weekday
from inspector_app.letter.evidence_writing import write_pieces, write_record
from inspector_app.letter.record_story import RecordStory
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.abbreviations import abbreviations_from
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.weight import written_of
from inspector_app.visit.written_labels import counted_in_words


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of the record, and what writes its entries, in order."""

    title: str
    entries: Sequence[Callable[[], None]]


def evidence_record_pdf(
    contents: VisitContents,
    framework: Framework,
    log: Sequence[LogEntry],
    *,
    log_digest: str,
    created: datetime,
    short_forms: Mapping[str, str] | None = None,
) -> bytes:
    """Return the evidence record as a tagged PDF/UA-1 file with bookmarks; the same values give the same bytes.

    `log_digest` is the SHA-256 (hex) of the change log; `created` an instant with its offset; `short_forms` are those
    of the person (`visit/abbreviations.py`), by default the usual ones.
    """
    visit = contents.visit
    facts = DocumentFacts(
        title=f"Evidence record: {visit.authority_name}, {visit_dates_in_words(visit.days)}",
        author=", ".join(person.name for person in contents.inspectors),
        subject=framework.name,
        language=framework.letter.language,
        created=created,
        log_digest=log_digest,
    )
    furniture = PageFurniture(
        running=f"Evidence record: {visit.authority_name}", code=f"Change log {log_digest[:16]}" if log_digest else ""
    )
    index = EvidenceIndex(contents, framework, log)
    known = abbreviations_from(None) if short_forms is None else short_forms
    with BUILDING:
        canvas = TaggedCanvas(facts, furniture)
        story = RecordStory(canvas.structure)
        sections = [
            *_judged(story, index),
            *_recorded(story, index),
            _Section("The letter", [partial(write_letter, story, index)]),
            _Section("Holds", [partial(write_holds, story, index)] if contents.holds else []),
            _Section("Hashes and change log", [partial(write_proof, story, index, log, log_digest)]),
            _Section("Words, labels and short forms", [partial(write_key, story, index, known)]),
        ]
        _cover(story, index, log, log_digest, created)
        parts = _in_parts(story, [section for section in sections if section.entries])
        flow(parts, canvas, top=styles.RECORD_TOP, bottom=styles.RECORD_BOTTOM)
        return canvas.finish()


def _in_parts(story: RecordStory, sections: Sequence[_Section]) -> Iterator[Flowable]:
    """Give the record piece by piece: a large one is never held whole."""
    story.lead("What stands where")
    story.contents([(section.title, f"section-{number}") for number, section in enumerate(sections)])
    for number, section in enumerate(sections):
        story.heading(2, section.title, anchor=f"section-{number}")
        for write in section.entries:
            write()
            yield from story.taken()
            give_way()
    yield from story.finish()


def _judged(story: RecordStory, index: EvidenceIndex) -> Iterator[_Section]:
    for category in index.framework.categories:
        findings = [finding for finding in index.findings if finding.category == category.id]
        entries = [partial(write_finding, story, finding, index) for finding in findings]
        yield _Section(f"Findings: {category.label.lower()}", entries)
    made = decisions(index)
    yield _Section("Decisions", [partial(write_decisions, story, made)] if made else [])
    concerns = [partial(write_concern, story, concern, index) for concern in index.contents.concerns]
    yield _Section("Concerns about a child’s safety", concerns)


def _recorded(story: RecordStory, index: EvidenceIndex) -> Iterator[_Section]:
    contents = index.contents
    cases = any(isinstance(record.details, Case) for record in contents.records)
    yield _Section("How the cases were chosen", [partial(write_sampling, story, contents)] if cases else [])
    for day, records in index.records_of_day.items():
        title = f"Records of {weekday(day)}" if day else "Records without a day"
        yield _Section(title, [partial(write_record, story, record, index) for record in records])
    alone = index.pieces_of(None)
    wide = [partial(write_pieces, story, alone, index)] if alone else []
    yield _Section("Evidence that stands for several records", wide)
    gaps = [partial(write_assignments, story, index)] if contents.assignments else []
    yield _Section("What was to be looked at, and by whom", gaps)


def _cover(
    story: RecordStory, index: EvidenceIndex, log: Sequence[LogEntry], log_digest: str, created: datetime
) -> None:
    contents, framework = index.contents, index.framework
    visit, focus = contents.visit, framework.focus(contents.visit.focus)
    story.heading(1, "Evidence record")
    story.paragraph(
        "What was seen, heard and read on this visit, and what each finding of the letter rests on. "
        "It is confidential: keep it as the case files themselves are kept.",
        styles.MARGINAL,
    )
    story.labelled("Authority", visit.authority_name)
    story.labelled("Inspection", framework.name)
    story.labelled("Looked at", focus.label if focus else None)
    story.labelled("Framework", f"{framework.id}, version {framework.version}")
    story.labelled("Visit days", visit_dates_in_words(visit.days))
    for person in contents.inspectors:
        role = "Lead inspector" if person.lead else "Inspector"
        story.labelled(role, ", ".join(word for word in (person.name, person.designation) if word))
    story.labelled("Holds", _amounts(contents))
    story.labelled("Letter", LETTER_STATES[contents.letter.state])
    digest = f", SHA-256 {log_digest}" if log_digest else ""
    story.labelled("Change log", f"{len(log):,} entries{digest}")
    story.labelled("Written", instant(created.isoformat()))
    story.paragraph(
        "Each record has a number (R1), each piece of evidence too (E1). On a screen each number leads to its place: "
        "from a finding to the evidence under it, to the record that it was drawn from, and back."
    )


def _amounts(contents: VisitContents) -> str:
    kinds = Counter(record.kind for record in contents.records)
    words = [amount(kinds[kind], KIND_WORDS[kind].lower()) for kind in RECORD_KINDS]
    records = contents.records_by_id()
    written = Counter(written_of(piece, records) for piece in contents.evidence)
    labels = counted_in_words(written["from-paper"], written["from-memory"])
    count = len(contents.evidence)
    pieces = f"{count:,} {'piece' if count == 1 else 'pieces'} of evidence"
    words.append(f"{pieces} ({labels})" if labels else pieces)
    words += [amount(len(contents.findings), "finding"), amount(len(contents.concerns), "concern")]
    return ", ".join(words)
