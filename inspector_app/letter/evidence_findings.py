"""Findings and concerns in the evidence record: what each finding rests on, and what became of each concern."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import RECORD_KINDS
from inspector_app.letter import styles
from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_words import KIND_WORDS, amount, by_and_at, instant, warning_words
from inspector_app.letter.record_story import Item, RecordStory, Ref, Words, sentence_of
from inspector_app.visit.agreement import Standing, standings
from inspector_app.visit.concern_rules import what_is_missing
from inspector_app.visit.entities import Acceptance, Bearing, Concern, Finding, Link
from inspector_app.visit.identifiers import agreement_id
from inspector_app.visit.judging_entities import Agreement, Move
from inspector_app.visit.names import joined
from inspector_app.visit.numbering import title_of
from inspector_app.visit.sentence_backing import Tie, backing_by_sentence
from inspector_app.visit.weight import Weight, weight
from inspector_app.visit.written_labels import LABELS, counted_in_words


def write_finding(story: RecordStory, finding: Finding, index: EvidenceIndex) -> None:
    """Add one finding: its words, what it rests on and what speaks against it, who agrees, what was decided."""
    number, anchor = index.number("finding", finding.id), index.anchor("finding", finding.id)
    story.heading(3, number, anchor=anchor, opening=finding.text)
    place = index.in_letter.get(finding.id)
    story.lead(f"In the letter: {place}" if place else "Not in the letter: it has no words.", styles.MARGINAL)
    story.notes(finding.text)
    story.bullets([("", point) for point in finding.points if point.strip()])
    _risk(story, finding)
    held = weight(finding, index.evidence, index.records)
    _bearing(story, _supported(held), "supports", finding, index)
    _bearing(story, "Contradicted by", "contradicts", finding, index)
    _sentences(story, finding, index)
    story.labelled("Agreement", said_of(finding, index))
    for move in index.moves_of(finding.id):
        story.labelled("Moved", moved_words(move, index))
    for acceptance in finding.accepted:
        story.labelled(f"Stands, although {warning_words(acceptance.check)}", accepted_words(acceptance, index))


def write_concern(story: RecordStory, concern: Concern, index: EvidenceIndex) -> None:
    """Add one concern with its times."""
    about = f"about {concern.case}" if concern.case else "about a child"
    number, anchor = index.number("concern", concern.id), index.anchor("concern", concern.id)
    story.heading(3, f"{number}, {about}", anchor=anchor)
    story.labelled("Raised", sentence_of(instant(concern.raised_at), index.name(concern.raised_by)))
    story.labelled("With", concern.raised_with)
    case = index.case_of(concern)
    story.labelled("Case file", [index.ref_to_record(case)] if case else None)
    story.labelled("Matter", concern.matter)
    story.labelled("Answer", concern.response)
    story.labelled("Known to be safe", instant(concern.safe_at))
    story.labelled("Closed", instant(concern.closed_at) or "still open")
    still = concern.closed_at is None
    signed = (
        "Why the letter may be signed while it is open" if still else "While it was open the letter could be signed"
    )
    story.labelled(signed, open_words(concern, index))
    story.bullets([("", sentence) for sentence in what_is_missing(concern)])


def said_of(finding: Finding, index: EvidenceIndex) -> str:
    """Return what each inspector says of a finding, as marked, and what has changed since; empty where none has said,
    and for a team of one."""
    standing = standings(finding, index.evidence, index.agreements, index.contents.inspectors)
    if all(one.state == "not-asked" for one in standing):
        return ""
    return " ".join(_said(one, index.agreements.get(agreement_id(finding.id, one.inspector))) for one in standing)


def accepted_words(acceptance: Acceptance, index: EvidenceIndex) -> str:
    """Return why a finding stands against a warning, and who said so when; and whether the warning is gone since."""
    why = with_who(acceptance.why, index.decided("acceptance", acceptance.id, "why"))
    given = index.still_warned(acceptance.check, f"finding:{acceptance.finding}")
    return why if given else f"{why} This warning is no longer given."


def weighed_words(link: Link, index: EvidenceIndex) -> str:
    """Return how a contradiction was weighed, and who did so when; empty where nobody has."""
    return with_who(link.weighed, index.decided("link", link.id, "weighed")) if link.weighed else ""


def open_words(concern: Concern, index: EvidenceIndex) -> str:
    """Return why the letter may be signed while a concern is open, and who said so when; empty where nobody has."""
    why = concern.open_because
    return with_who(why, index.decided("concern", concern.id, "open_because")) if why else ""


def with_who(why: str, who: str) -> str:
    """Return a reason with who gave it, where that is known."""
    return f"{why.rstrip()} ({who})" if who else why


def moved_words(move: Move, index: EvidenceIndex) -> str:
    """Return that a finding was moved, when, by whom and why."""
    labels = {category.id: category.label.lower() for category in index.framework.categories}
    way = f"from {labels.get(move.from_category, '')} to {labels.get(move.to_category, '')}"
    who = by_and_at(index.name(move.by), move.at)
    return f"{way}{f' ({who})' if who else ''}. {move.why}"


def _said(standing: Standing, agreement: Agreement | None) -> str:
    if agreement is None or agreement.agreed is None:
        return f"{standing.name} has not said."
    when = f" on {instant(agreement.at)}" if agreement.at else ""
    said = f"{standing.name} {'agreed' if agreement.agreed else 'did not agree'}{when}."
    note = f" “{agreement.note.strip()}”" if agreement.note.strip() else ""
    since = f" Since then {joined(standing.changed)} changed." if standing.changed else ""
    return f"{said}{note}{since}"


def _risk(story: RecordStory, finding: Finding) -> None:
    if finding.risk:
        systemic = {True: "systemic", False: "not systemic", None: None}[finding.risk.systemic]
        said = f"{finding.risk.who} at risk of {finding.risk.of_what}"
        story.labelled("Risk", sentence_of(said, systemic))
    story.labelled("Meets", finding.trigger)


def _supported(held: Weight) -> str:
    """How heavy the evidence is: records, kinds, and what was seen against what was told."""
    kinds = ", ".join(f"{KIND_WORDS[kind].lower()}s" for kind in RECORD_KINDS if kind in held.kinds)
    labels = counted_in_words(held.from_paper, held.from_memory)
    sides = f"{held.seen} seen, {held.told} told or handed over"
    pieces = f"{held.supports} {'piece' if held.supports == 1 else 'pieces'}: {sides}"
    return "; ".join(
        [f"Supported from {amount(held.records, 'record')} ({kinds})", pieces, *([labels] if labels else [])]
    )


def _bearing(story: RecordStory, title: str, bearing: Bearing, finding: Finding, index: EvidenceIndex) -> None:
    links = [link for link in finding.evidence if link.bearing == bearing and link.evidence in index.evidence]
    if links:
        story.lead(title)
        story.items([Item(index.ref("evidence", link.evidence), _piece(link, index)) for link in links])


def _piece(link: Link, index: EvidenceIndex) -> Words:
    """A piece on a finding: its words, the record that it is from, and how a contradiction was weighed."""
    piece = index.evidence[link.evidence]
    record = index.records.get(piece.record or "")
    words: list[str | Ref] = [f"{'In confidence: ' if piece.in_confidence else ''}{piece.text}"]
    if record is not None:
        noted = LABELS[record.written].noted
        words += [" – ", index.ref_to_record(record), f": {title_of(record)}{f'; {noted}' if noted else ''}"]
    elif piece.count is not None:
        words.append(" – counted over the cases")
    if link.weighed:
        words.append(f"\nWeighed: {weighed_words(link, index)}")
    return words


def _sentences(story: RecordStory, finding: Finding, index: EvidenceIndex) -> None:
    """Which sentence rests on what, where evidence was tied to sentences."""
    held = backing_by_sentence(finding, index.evidence)
    tied = [(each.sentence.words, each.ties) for each in held.sentences]
    if not held.gone and not any(ties for _, ties in tied):
        return
    story.lead("By sentence")
    items: list[Item] = [Item("", [f"“{words}” ", *_tied(ties, index)]) for words, ties in tied]
    items += [Item("No longer in it:", [f"“{tie.before}” ", *_tied([tie], index)]) for tie in held.gone]
    whole = [link.evidence for link in held.whole]
    if whole:
        items.append(Item("The finding as a whole:", index.refs("evidence", whole)))
    story.items(items)


def _tied(ties: Sequence[Tie], index: EvidenceIndex) -> list[str | Ref]:
    if not ties:
        return ["no evidence of its own"]
    refs = index.refs("evidence", [tie.link.evidence for tie in ties])
    before = dict.fromkeys(tie.before for tie in ties if tie.changed)
    return [*refs, *(f". Changed since: it read “{words}”" for words in before)]
