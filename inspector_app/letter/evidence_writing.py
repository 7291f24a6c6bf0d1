"""One record in the evidence record: when, by whom, what was noted, and the evidence drawn from it."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.letter import styles
from inspector_app.letter.evidence_confidence import marked
from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_words import KIND_WORDS, LEANING_WORDS, instant, span, yes_no
from inspector_app.letter.record_story import Item, RecordStory, Ref, sentence_of
from inspector_app.visit.attaching import kind_named, size_words
from inspector_app.visit.clocks import ClockReading, case_clocks
from inspector_app.visit.entities import Case, Document, Evidence, Interview, Observation, Record
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.happened import written_later
from inspector_app.visit.names import in_words
from inspector_app.visit.numbering import title_of
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT
from inspector_app.visit.written_labels import LABELS, label_in_words

_CLOCK_WORDS = {"met": "met", "not-met": "not met", "running": "still running", "overdue": "overdue"}
_CHOSEN_WORDS = {DRAWN: "at random", ON_PURPOSE: "on purpose", REPLACEMENT: "in place of another"}


def write_record(story: RecordStory, record: Record, index: EvidenceIndex) -> None:
    """Add one record with everything that it holds."""
    number, when = index.number("record", record.id), span(record.start, record.end)
    named = f"{KIND_WORDS[record.kind]}: {title_of(record)}"
    story.heading(3, sentence_of(number, when, named), anchor=index.anchor("record", record.id))
    pieces = index.pieces_of(record.id)
    story.lead(_margin(record, index), styles.MARGINAL)
    story.labelled("Said in confidence", index.refs("evidence", [each.id for each in pieces if each.in_confidence]))
    match record.details:
        case Observation() as seen:
            story.labelled("Seen", sentence_of(seen.setting, seen.activity, ", ".join(seen.roles)))
        case Interview() as talk:
            _interview(story, talk, pieces)
        case Case() as case:
            _case(story, case, index, pieces)
        case Document() as paper:
            dated = f"dated {in_words(paper.dated)}" if paper.dated else None
            supplied = f"handed over by {paper.supplied_by}" if paper.supplied_by else None
            story.labelled("Document", sentence_of(paper.type, dated, supplied))
    if isinstance(record.details, Interview) and record.notes.strip():
        story.lead("Notes")
    story.notes(marked(record.notes, pieces))
    _attachments(story, index.files_of(record.id))
    write_pieces(story, pieces, index)


def write_pieces(story: RecordStory, pieces: Sequence[Evidence], index: EvidenceIndex) -> None:
    """Add the evidence drawn from one record, or from none, with the findings that it is on."""
    story.items(
        [
            Item(_label(piece, index), [piece.text, _about(piece, index), *_used(piece, index)], anchor)
            for piece in pieces
            for anchor in [index.anchor("evidence", piece.id)]
        ]
    )


def _label(piece: Evidence, index: EvidenceIndex) -> str:
    number = index.number("evidence", piece.id)
    return f"{number}, in confidence:" if piece.in_confidence else number


def _about(piece: Evidence, index: EvidenceIndex) -> str:
    """What was said of a piece of evidence: leaning, themes, its count, its label."""
    record = index.records.get(piece.record or "")
    about = sentence_of(
        LEANING_WORDS[piece.leaning] if piece.leaning else None,
        ", ".join(index.framework.theme_label(theme) for theme in piece.themes),
        f"counted: {piece.count.n} of {piece.count.of}" if piece.count else None,
        LABELS[record.written].noted if record else None,
    )
    return f" [{about}]" if about else ""


def _used(piece: Evidence, index: EvidenceIndex) -> list[str | Ref]:
    """The findings that a piece is on, those that it speaks against behind the others."""
    said: list[str | Ref] = []
    for bearing, words in (("supports", "For"), ("contradicts", "Against")):
        links = [link for link in index.used(piece.id) if link.bearing == bearing]
        for position, link in enumerate(links):
            number, anchor = index.number("finding", link.finding), index.anchor("finding", link.finding)
            said += [", " if position else " ", Ref(number if position else f"{words} {number}", anchor)]
        if links:
            said.append(".")
    return said


def _attachments(story: RecordStory, attachments: Sequence[Attachment]) -> None:
    """What is attached, with the SHA-256 by which each file is known again."""
    if attachments:
        story.lead("Attached")
        story.bullets([(f"{each.name}:", _file(each)) for each in attachments])


def _file(attachment: Attachment) -> str:
    kind, size = kind_named(attachment.media_type).words, size_words(attachment.size)
    return f"{kind}, {size}, SHA-256 {attachment.sha256}"


def _margin(record: Record, index: EvidenceIndex) -> str:
    later = record.written == "at-the-time" and written_later(record.day, record.start, record.end, record.written_at)
    written = f"written {'up later, ' if later else ''}{instant(record.written_at)}" if record.written_at else None
    return sentence_of(
        index.name(record.author),
        written,
        label_in_words(record.written, record.paper_id, record.explained),
        ", ".join(index.framework.theme_label(theme) for theme in record.themes),
    )


def _interview(story: RecordStory, talk: Interview, pieces: Sequence[Evidence]) -> None:
    people = f"{talk.people} people" if talk.people is not None and talk.people != 1 else None
    story.labelled("Talked to", sentence_of(talk.role, talk.team, people))
    for answer in talk.answers:
        if answer.answer.strip():
            story.lead(answer.prompt)
            story.notes(marked(answer.answer, pieces))
    if talk.views.strip():
        story.lead("What the inspector makes of it")
        story.notes(marked(talk.views, pieces))


def _how_chosen(case: Case) -> str | None:
    return _CHOSEN_WORDS.get(case.chosen_how, case.chosen_how) if case.chosen_how else None


def _case(story: RecordStory, case: Case, index: EvidenceIndex, pieces: Sequence[Evidence]) -> None:
    """A case as a few full paragraphs, so that it is taken in at a glance and short lines fill no pages."""
    framework = index.framework
    dates = [
        f"{choice.label.lower()} {in_words(case.dates[choice.id])}"
        for choice in framework.case_dates
        if choice.id in case.dates
    ]
    facts = (
        ("reference", case.reference),
        ("", _words(framework.pathways, case.pathway).lower()),
        ("", _words(framework.statuses, case.status).lower()),
        ("team", case.team),
        ("chosen", sentence_of(_how_chosen(case), case.chosen_stratum, case.chosen_reason)),
        ("left the sample:", case.left_reason),
        ("child seen", _child_seen(case)),
        ("manager's sign-off", yes_no(case.manager_sign_off)),
        ("ethnicity recorded", yes_no(case.ethnicity_recorded)),
    )
    story.labelled("Case", "; ".join(f"{label} {fact}".strip() for label, fact in facts if fact))
    story.labelled("Dates", "; ".join(dates))
    concerns = index.concerns_about(case)
    story.labelled("Raised with the council", index.refs("concern", concerns) if concerns else None)
    story.bullets([(f"{one.label}:", _clock(one)) for one in case_clocks(case, framework, index.contents.visit)])
    story.labelled_together(
        [("Quality of practice", _words(framework.qualities, case.quality).lower()), *_checks(case, framework, pieces)]
    )


def _child_seen(case: Case) -> str:
    """When the child was seen and whether alone; a day that is not recorded is said to be so beside the other."""
    alone = {True: "alone", False: "not alone", None: ""}[case.child_seen_alone]
    day = in_words(case.child_seen_on) if case.child_seen_on else "on a day not recorded" if alone else ""
    return ", ".join(word for word in (day, alone) if word)


def _checks(case: Case, framework: Framework, pieces: Sequence[Evidence]) -> list[tuple[str, str]]:
    """The case's checks by answer, with their notes; what was only noted comes last."""
    questions = {check.id: check.label for check in framework.checks}
    answers = [(answer.id, answer.label) for answer in framework.answers]
    return [
        (
            label,
            "; ".join(
                _check(questions.get(one.check, one.check), marked(one.note or "", pieces))
                for one in case.checks
                if one.answer == answer and (answer or one.note)
            ),
        )
        for answer, label in [*answers, (None, "Noted")]
    ]


def _clock(one: ClockReading) -> str:
    stopped = f" to {in_words(one.to)}" if one.to else ", not stopped"
    days = "working day" if one.working_days == 1 else "working days"
    said = f"{one.working_days} {days}, limit {one.limit}: {_CLOCK_WORDS[one.state]}"
    return f"{said} ({in_words(one.from_)}{stopped})"


def _check(question: str, note: str) -> str:
    return f"{question.lower()} ({note.strip()})" if note.strip() else question.lower()


def _words(choices: Sequence[Choice], chosen: str | None) -> str:
    return next((choice.label for choice in choices if choice.id == chosen), chosen or "")
