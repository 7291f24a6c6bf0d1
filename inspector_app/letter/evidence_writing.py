"""One record in the evidence record: when, by whom, what was noted, and the evidence drawn from it."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.letter import styles
from inspector_app.letter.evidence_words import KIND_WORDS, LEANING_WORDS, Numbers, instant, span, yes_no
from inspector_app.letter.record_story import RecordStory, sentence_of
from inspector_app.visit.attaching import kind_named, size_words
from inspector_app.visit.clocks import ClockReading, case_clocks
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Document, Evidence, Interview, Observation, Record
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.happened import written_later
from inspector_app.visit.names import in_words
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT
from inspector_app.visit.written_labels import LABELS, label_in_words

_CLOCK_WORDS = {"met": "met", "not-met": "not met", "running": "still running", "overdue": "overdue"}
_CHOSEN_WORDS = {DRAWN: "at random", ON_PURPOSE: "on purpose", REPLACEMENT: "in place of another"}


def write_record(
    story: RecordStory, record: Record, contents: VisitContents, framework: Framework, numbers: Numbers
) -> None:
    """Add one record with everything that it holds."""
    title = record.title or (record.details.reference if isinstance(record.details, Case) else "") or "Without a title"
    when = span(record.start, record.end)
    story.heading(3, f"{when} {KIND_WORDS[record.kind]}: {title}".strip())
    story.lead(_margin(record, contents, framework), styles.MARGINAL)
    match record.details:
        case Observation() as seen:
            story.labelled("Seen", sentence_of(seen.setting, seen.activity, ", ".join(seen.roles)))
        case Interview() as talk:
            _interview(story, talk)
        case Case() as case:
            _case(story, case, contents, framework)
        case Document() as paper:
            dated = f"dated {in_words(paper.dated)}" if paper.dated else None
            supplied = f"handed over by {paper.supplied_by}" if paper.supplied_by else None
            story.labelled("Document", sentence_of(paper.type, dated, supplied))
    story.notes(record.notes)
    _attachments(story, [each for each in contents.attachments if each.record == record.id])
    _evidence(story, [piece for piece in contents.evidence if piece.record == record.id], record, framework, numbers)


def write_counts(story: RecordStory, contents: VisitContents, framework: Framework, numbers: Numbers) -> None:
    """Add the evidence that stands for many cases, or alone."""
    pieces = [piece for piece in contents.evidence if piece.record is None]
    if pieces:
        story.heading(2, "Evidence that stands for several records")
        _evidence(story, pieces, None, framework, numbers)


def evidence_words(piece: Evidence, record: Record | None, framework: Framework) -> str:
    """Return a piece of evidence with what was said of it: leaning, themes, in confidence, its count, its label."""
    about = sentence_of(
        LEANING_WORDS[piece.leaning] if piece.leaning else None,
        ", ".join(framework.theme_label(theme) for theme in piece.themes),
        f"counted: {piece.count.n} of {piece.count.of}" if piece.count else None,
        "in confidence" if piece.in_confidence else None,
        LABELS[record.written].noted if record else None,
    )
    return f"{piece.text} [{about}]" if about else piece.text


def _attachments(story: RecordStory, attachments: Sequence[Attachment]) -> None:
    """What is attached, with the SHA-256 by which each file is known again."""
    if attachments:
        story.lead("Attached")
        story.bullets([(f"{each.name}:", _file(each)) for each in attachments])


def _file(attachment: Attachment) -> str:
    kind, size = kind_named(attachment.media_type).words, size_words(attachment.size)
    return f"{kind}, {size}, SHA-256 {attachment.sha256}"


def _margin(record: Record, contents: VisitContents, framework: Framework) -> str:
    author = contents.inspector(record.author)
    later = record.written == "at-the-time" and written_later(record.day, record.start, record.end, record.written_at)
    written = f"written {'up later, ' if later else ''}{instant(record.written_at)}" if record.written_at else None
    return sentence_of(
        author.name if author else None,
        written,
        label_in_words(record.written, record.paper_id, record.explained),
        ", ".join(framework.theme_label(theme) for theme in record.themes),
    )


def _interview(story: RecordStory, talk: Interview) -> None:
    people = f"{talk.people} people" if talk.people is not None and talk.people != 1 else None
    story.labelled("Talked to", sentence_of(talk.role, talk.team, people))
    for answer in talk.answers:
        if answer.answer.strip():
            story.lead(answer.prompt)
            story.notes(answer.answer)
    if talk.views.strip():
        story.lead("What the inspector makes of it")
        story.notes(talk.views)


def _how_chosen(case: Case) -> str | None:
    return _CHOSEN_WORDS.get(case.chosen_how, case.chosen_how) if case.chosen_how else None


def _case(story: RecordStory, case: Case, contents: VisitContents, framework: Framework) -> None:
    """A case as a few full paragraphs, so that it is taken in at a glance and short lines fill no pages."""
    seen = in_words(case.child_seen_on) if case.child_seen_on else ""
    dates = [
        f"{choice.label.lower()} {in_words(case.dates[choice.id])}"
        for choice in framework.case_dates
        if choice.id in case.dates
    ]
    facts = (
        ("reference", case.reference),
        ("", _label(framework.pathways, case.pathway).lower()),
        ("", _label(framework.statuses, case.status).lower()),
        ("team", case.team),
        ("chosen", sentence_of(_how_chosen(case), case.chosen_stratum, case.chosen_reason)),
        ("left the sample:", case.left_reason),
        ("child seen", seen + {True: ", alone", False: ", not alone", None: ""}[case.child_seen_alone]),
        ("manager's sign-off", yes_no(case.manager_sign_off)),
        ("ethnicity recorded", yes_no(case.ethnicity_recorded)),
    )
    story.labelled("Case", "; ".join(f"{label} {fact}".strip() for label, fact in facts if fact))
    story.labelled("Dates", "; ".join(dates))
    story.bullets([(f"{one.label}:", _clock(one)) for one in case_clocks(case, framework, contents.visit)])
    story.labelled_together(
        [("Quality of practice", _label(framework.qualities, case.quality).lower()), *_checks(case, framework)]
    )


def _checks(case: Case, framework: Framework) -> list[tuple[str, str]]:
    """The case's checks by answer, with their notes; what was only noted comes last."""
    questions = {check.id: check.label for check in framework.checks}
    answers = [(answer.id, answer.label) for answer in framework.answers]
    return [
        (
            label,
            "; ".join(
                _check(questions.get(one.check, one.check), one.note)
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


def _check(question: str, note: str | None) -> str:
    return f"{question.lower()} ({note.strip()})" if note and note.strip() else question.lower()


def _evidence(
    story: RecordStory, pieces: Sequence[Evidence], record: Record | None, framework: Framework, numbers: Numbers
) -> None:
    story.bullets([(numbers.of(piece.id), evidence_words(piece, record, framework)) for piece in pieces])


def _label(choices: Sequence[Choice], chosen: str | None) -> str:
    return next((choice.label for choice in choices if choice.id == chosen), chosen or "")
