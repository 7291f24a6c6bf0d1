"""The evidence record: all that a visit holds as one tagged PDF, from the notes to what each finding rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, PageFurniture, flow
from inspector_app.letter.draw_slip import write_draw
from inspector_app.letter.evidence_findings import write_concerns, write_findings
from inspector_app.letter.evidence_words import KIND_WORDS, Numbers, instant, weekday
from inspector_app.letter.evidence_writing import write_counts, write_record
from inspector_app.letter.record_story import RecordStory
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.sampling_steps import DRAWN, REPLACEMENT
from inspector_app.visit.weight import written_of
from inspector_app.visit.written_labels import counted_in_words


def evidence_record_pdf(
    contents: VisitContents,
    framework: Framework,
    log: Sequence[LogEntry],
    *,
    log_digest: str,
    created: datetime,
) -> bytes:
    """Return the evidence record as a tagged PDF/UA-1 file with bookmarks; the same values give the same bytes.

    `log_digest` is the SHA-256 (hex) of the change log; `created` an instant with its offset.
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
    numbers = Numbers(contents)
    with BUILDING:
        canvas = TaggedCanvas(facts, furniture)
        story = RecordStory(canvas.structure)
        _cover(story, contents, framework, log, log_digest, created)
        _sampling(story, contents)
        _records(story, contents, framework, numbers)
        write_counts(story, contents, framework, numbers)
        write_findings(story, contents, framework, numbers)
        write_concerns(story, contents)
        _log(story, contents, log, log_digest)
        flow(story.finish(), canvas)
        return canvas.finish()


def _cover(
    story: RecordStory,
    contents: VisitContents,
    framework: Framework,
    log: Sequence[LogEntry],
    log_digest: str,
    created: datetime,
) -> None:
    visit = contents.visit
    story.heading(1, "Evidence record")
    story.paragraph(
        "What was seen, heard and read on this visit, and what each finding of the letter rests on. "
        "It is confidential: keep it as the case files themselves are kept.",
        styles.MARGINAL,
    )
    story.labelled("Authority", visit.authority_name)
    story.labelled("Inspection", framework.name)
    story.labelled("Framework", f"{framework.id}, version {framework.version}")
    story.labelled("Visit days", visit_dates_in_words(visit.days))
    for person in contents.inspectors:
        role = "Lead inspector" if person.lead else "Inspector"
        story.labelled(role, ", ".join(word for word in (person.name, person.designation) if word))
    story.labelled("Holds", _amounts(contents))
    story.labelled("Letter", _letter_said(contents))
    story.labelled("Change log", f"{len(log)} entries, SHA-256 {log_digest}" if log_digest else f"{len(log)} entries")
    story.labelled("Written", instant(created.isoformat()))


def _amounts(contents: VisitContents) -> str:
    kinds = Counter(record.kind for record in contents.records)
    words = [_amount(kinds[kind], KIND_WORDS[kind].lower()) for kind in RECORD_KINDS]
    records = contents.records_by_id()
    written = Counter(written_of(piece, records) for piece in contents.evidence)
    labels = counted_in_words(written["from-paper"], written["from-memory"])
    pieces = f"{len(contents.evidence)} {'piece' if len(contents.evidence) == 1 else 'pieces'} of evidence"
    words.append(f"{pieces} ({labels})" if labels else pieces)
    words += [_amount(len(contents.findings), "finding"), _amount(len(contents.concerns), "concern")]
    return ", ".join(words)


def _amount(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _letter_said(contents: VisitContents) -> str:
    if not contents.signed_letters:
        return {"quality-assured": "quality assured, not signed"}.get(contents.letter.state, "not signed")
    last = contents.signed_letters[-1]
    digest = f"PDF SHA-256 {last.pdf_sha256}"
    return f"version {last.version}, signed by {last.signed_by} on {instant(last.signed_at)}; {digest}"


def _sampling(story: RecordStory, contents: VisitContents) -> None:
    cases = [record.details for record in contents.records if isinstance(record.details, Case)]
    if not cases:
        return
    story.heading(2, "How the cases were chosen")
    drawn = [case for case in cases if case.chosen_how == DRAWN]
    instead = [case for case in cases if case.chosen_how == REPLACEMENT]
    picked = [case for case in cases if case.chosen_how not in (None, DRAWN, REPLACEMENT)]
    unsaid = len(cases) - len(drawn) - len(instead) - len(picked)
    said = [f"{len(drawn)} drawn at random"] if drawn else []
    said += [f"{len(instead)} in place of one that could not be read"] if instead else []
    said += [f"{len(picked)} picked on purpose"] if picked else []
    said += [f"{unsaid} without a note of how"] if unsaid else []
    story.paragraph(f"{_amount(len(cases), 'case')}: {', '.join(said)}.")
    left = sum(case.left_reason is not None for case in cases)
    story.labelled("Left the sample without being read", _amount(left, "case") if left else None)
    strata = Counter(case.chosen_stratum for case in cases if case.chosen_stratum)
    story.labelled("Strata", ", ".join(f"{stratum} {count}" for stratum, count in sorted(strata.items())))
    story.bullets([(case.reference, case.chosen_reason) for case in picked if case.chosen_reason])
    for draw in contents.draws:
        story.heading(3, f"Draw of {instant(draw.drawn_at)}")
        write_draw(story, contents, draw)


def _records(story: RecordStory, contents: VisitContents, framework: Framework, numbers: Numbers) -> None:
    """Each day with its records in the order in which they happened; those without a day come last."""
    days = sorted({record.day for record in contents.records if record.day is not None})
    for day in [*days, None]:
        of_day = [record for record in contents.records if record.day == day]
        if not of_day:
            continue
        story.heading(2, weekday(day) if day else "Without a day")
        timed = sorted((record for record in of_day if record.start is not None), key=lambda record: str(record.start))
        for record in [*timed, *(record for record in of_day if record.start is None)]:
            write_record(story, record, contents, framework, numbers)


def _log(story: RecordStory, contents: VisitContents, log: Sequence[LogEntry], log_digest: str) -> None:
    """Who changed what how often: the record's own history in counts, and what ties it to the store."""
    if not log:
        return
    story.heading(2, "Change log")
    names = {person.id: person.name for person in contents.inspectors}
    by_author = Counter((names.get(entry.inspector, "unknown"), entry.laptop) for entry in log)
    story.bullets(
        [
            (name, f"{_amount(count, 'change')} on laptop {laptop}")
            for (name, laptop), count in sorted(by_author.items())
        ]
    )
    by_entity = Counter(entry.entity.replace("_", " ") for entry in log)
    story.labelled("Changes by kind", ", ".join(f"{entity} {count}" for entity, count in sorted(by_entity.items())))
    story.labelled("SHA-256 of the log", log_digest)
