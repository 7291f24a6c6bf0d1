"""What was decided, in the evidence record: each decision in a line with its reason, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector_app.letter.evidence_findings import accepted_words, moved_words, open_words, said_of, weighed_words
from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_words import KIND_WORDS, by_and_at, warning_words
from inspector_app.letter.record_story import Item, RecordStory, Ref
from inspector_app.visit.agreement import agreed_by_all, standings
from inspector_app.visit.concern_rules import subject
from inspector_app.visit.entities import Concern
from inspector_app.visit.letter_entities import LetterAcceptance, Proposal

_FINDING = "finding:"
_GONE = " – no longer in the letter"
_ANSWERS = {"accepted": "Accepted", "refused": "Refused", None: "Not answered"}
_ANSWERS_TO_COMMENTS = {"accepted": "Taken up", "refused": "Not taken up", None: "Not answered"}


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions of one kind."""

    lead: str
    items: tuple[Item, ...]


def decisions(index: EvidenceIndex) -> tuple[Decided, ...]:
    """Return the decisions that were made, by kind, each with its reason and the place that it is about."""
    contents = index.contents
    kinds = (
        ("Moved to or from priority action", _moves(index)),
        ("Findings that stand against a warning", _accepted(index)),
        ("Contradictions that were weighed", _weighed(index)),
        ("Whether the team agrees", _agreed(index)),
        ("Concerns that were open at the letter", _left_open(index)),
        (
            "Words of the letter that stand against a warning",
            (_words(one, index) for one in contents.letter_acceptances),
        ),
        ("Proposed by a second reader", (_proposed(one, index) for one in contents.proposals)),
        ("The letter’s own wording in place of the framework’s", _wording(index)),
    )
    found = [Decided(lead, tuple(items)) for lead, items in kinds]
    return tuple(each for each in found if each.items)


def write_decisions(story: RecordStory, made: Sequence[Decided]) -> None:
    """Add the decisions by kind."""
    for kind in made:
        story.lead(kind.lead)
        story.items(kind.items)


def write_assignments(story: RecordStory, index: EvidenceIndex) -> None:
    """Add which gaps were to be looked at by whom."""
    story.bullets(
        [
            (
                f"{index.framework.theme_label(gap.theme)}{f', {KIND_WORDS[gap.kind].lower()}s' if gap.kind else ''}:",
                f"{index.name(gap.inspector) or 'nobody named'}{f'. {gap.note}' if gap.note else ''}",
            )
            for gap in index.contents.assignments
        ]
    )


def _moves(index: EvidenceIndex) -> Iterator[Item]:
    for finding in index.findings:
        for move in index.moves_of(finding.id):
            yield Item(index.ref("finding", finding.id), moved_words(move, index))


def _accepted(index: EvidenceIndex) -> Iterator[Item]:
    for finding in index.findings:
        for acceptance in finding.accepted:
            words = f"although {warning_words(acceptance.check)}: {accepted_words(acceptance, index)}"
            yield Item(index.ref("finding", finding.id), words)


def _weighed(index: EvidenceIndex) -> Iterator[Item]:
    for finding in index.findings:
        for link in finding.evidence:
            if link.bearing == "contradicts" and link.weighed and link.evidence in index.evidence:
                words: list[str | Ref] = [
                    "against ",
                    index.ref("evidence", link.evidence),
                    f": {weighed_words(link, index)}",
                ]
                yield Item(index.ref("finding", finding.id), words)


def _agreed(index: EvidenceIndex) -> Iterator[Item]:
    """What each says of a finding with which one does not agree, or did when it was another; the rest by number."""
    agreed, awaited, unsaid = [], [], []
    for finding in index.findings:
        standing = standings(finding, index.evidence, index.agreements, index.contents.inspectors)
        states = {one.state for one in standing}
        if agreed_by_all(standing):
            agreed.append(finding.id)
        elif states & {"not-agreed", "open-again"}:
            yield Item(index.ref("finding", finding.id), said_of(finding, index))
        elif "agreed" in states:
            awaited.append(finding.id)
        elif standing:
            unsaid.append(finding.id)
    by_number = (
        ("All agree with", agreed),
        ("Some agree, the others have not said:", awaited),
        ("Nobody has said:", unsaid),
    )
    for label, findings in by_number:
        if findings:
            yield Item(label, index.refs("finding", findings))


def _left_open(index: EvidenceIndex) -> Iterator[Item]:
    for concern in index.contents.concerns:
        if concern.open_because and _was_open(concern, index):
            words = f"about {subject(concern)}. The letter may be signed, because: {open_words(concern, index)}"
            yield Item(index.ref("concern", concern.id), words)


def _was_open(concern: Concern, index: EvidenceIndex) -> bool:
    """Whether a concern is open, or was closed only after a letter had been signed."""
    if concern.closed_at is None:
        return True
    closed = datetime.fromisoformat(concern.closed_at)
    return any(datetime.fromisoformat(letter.signed_at) < closed for letter in index.contents.signed_letters)


def _words(acceptance: LetterAcceptance, index: EvidenceIndex) -> Item:
    place, who = _place(acceptance.about, index), by_and_at(index.name(acceptance.by), acceptance.at)
    quoted = f"“{acceptance.words}” stands" if acceptance.words else "stands"
    said = f"{quoted}, although {warning_words(acceptance.check)}: {acceptance.why}"
    gone = "" if index.still_warned(acceptance.check, acceptance.about, acceptance.words) else _GONE
    return Item(place, f"{said}{f' ({who})' if who else ''}{gone}")


def _proposed(proposal: Proposal, index: EvidenceIndex) -> Item:
    change = f"“{proposal.before}”" + (f" to become “{proposal.after}”" if proposal.after is not None else "")
    comment = f" – {proposal.comment}" if proposal.comment.strip() else ""
    who = by_and_at(index.name(proposal.by), proposal.at)
    answered = by_and_at(index.name(proposal.answered_by), proposal.answered_at)
    answers = _ANSWERS if proposal.after is not None else _ANSWERS_TO_COMMENTS
    answer = f"{answers[proposal.answer]}{f' ({answered})' if answered else ''}."
    said = f"{change}{comment}{f' ({who})' if who else ''}."
    return Item(_place(proposal.about, index), f"{said} {answer}")


def _wording(index: EvidenceIndex) -> Iterator[Item]:
    for part, words in index.contents.letter.wording.items():
        yield Item(f"{_named(part, index)}:", words)


def _place(about: str, index: EvidenceIndex) -> str | Ref:
    """Return a place of the letter (`Problem.about`) as what an item begins with."""
    finding = about.removeprefix(_FINDING)
    if about.startswith(_FINDING):
        return index.ref("finding", finding) if index.holds("finding", finding) else "A finding that was removed:"
    return f"{_named(about.removeprefix('part:'), index)}:"


def _named(part: str, index: EvidenceIndex) -> str:
    """Name a part of the letter, a heading by its label and a next step by its number."""
    kind, _, name = part.partition(":")
    framework = index.framework
    if kind == "next_step":
        steps = [step.id for step in index.contents.next_steps]
        return f"Next step {steps.index(name) + 1}" if name in steps else "A next step that was removed"
    labels = {
        "heading": {category.id: category.heading or category.label for category in framework.categories},
        "subheading": {theme.id: theme.label for theme in framework.themes},
    }
    if kind in labels:
        return f"Heading “{labels[kind].get(name, name)}”"
    return part.replace("-", " ").capitalize()
