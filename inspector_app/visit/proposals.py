"""The second reading: other words that a reader proposes for the letter, a phrase at a time, and what became of them.

A proposal is found again in its text by where it stood, moved by what was accepted before it; else by its words.
The texts of a list (a finding's points, the enclosures) are named by their numbers, which move: a proposal at one of
them has the whole of it in `before`, and is found by it, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile

from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import Proposal, ProposalAnswer
from inspector_app.visit.ordering import orders

_TOKEN = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
_APART = 2
"""Changes with fewer words than this between them are one: each phrase has its own neighbours."""


@dataclass(frozen=True, slots=True)
class LetterPlace:
    """One text of the letter that can be read again: `about` and `text_field` as in `Proposal`, and its `text` now."""

    about: str
    text_field: str
    text: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who says something, an inspector's id, and when, an instant."""

    by: str
    at: str


def proposals_between(place: LetterPlace, after: str, signed: Signed) -> tuple[Proposal, ...]:
    """Return what was changed from a place's text to `after`, a proposal for each phrase, in the order of the text; one
    for the whole of a text in a list."""
    if is_in_list(place.text_field):
        return (_of_whole(place, after, signed),) if after != place.text else ()
    old, new = _TOKEN.findall(place.text), _TOKEN.findall(after)
    changes = list(_phrases(old, new))
    made = []
    for order, (old_from, old_to, new_from, new_to) in zip(orders(len(changes)), changes, strict=True):
        made.append(
            Proposal(
                id=new_id(),
                about=place.about,
                text_field=place.text_field,
                start=len("".join(old[:old_from])),
                before="".join(old[old_from:old_to]),
                after="".join(new[new_from:new_to]),
                by=signed.by,
                at=signed.at,
                order=order,
            )
        )
    return tuple(made)


def is_in_list(text_field: str) -> bool:
    """Say whether a text is one of a list, which is named by its number in it."""
    return "/" in text_field


def _of_whole(place: LetterPlace, after: str, signed: Signed) -> Proposal:
    return Proposal(
        id=new_id(),
        about=place.about,
        text_field=place.text_field,
        before=place.text,
        after=after,
        by=signed.by,
        at=signed.at,
        order="a0",
    )


def comment_at(place: LetterPlace, start: int, end: int, words: str, signed: Signed) -> Proposal:
    """Return a comment at a phrase of a place's text, `start` to `end` in code points."""
    return Proposal(
        id=new_id(),
        about=place.about,
        text_field=place.text_field,
        start=start,
        before=place.text[start:end],
        comment=words,
        by=signed.by,
        at=signed.at,
        order="a0",
    )


def of_place(proposals: Sequence[Proposal], place: LetterPlace) -> tuple[Proposal, ...]:
    """Return the proposals and comments at one text."""
    return tuple(each for each in proposals if (each.about, each.text_field) == (place.about, place.text_field))


def found_again(proposals: Sequence[Proposal], places: Sequence[LetterPlace]) -> tuple[Proposal, ...]:
    """Return proposals with those at texts of a list named as these stand in it now, found by their words."""
    return tuple(_found_again(each, places) if is_in_list(each.text_field) else each for each in proposals)


def _found_again(proposal: Proposal, places: Sequence[LetterPlace]) -> Proposal:
    listed = proposal.text_field.partition("/")[0]
    fitting = [
        place.text_field
        for place in places
        if place.about == proposal.about
        and place.text_field.partition("/")[0] == listed
        and where_it_stands(proposal, place.text, ()) is not None
    ]
    if not fitting or proposal.text_field in fitting:
        return proposal
    return replace(proposal, text_field=fitting[0])


def place_now(read: LetterPlace, places: Sequence[LetterPlace]) -> LetterPlace:
    """Return where a text that was read stands now: one of a list by its words first."""
    same = [place for place in places if (place.about, place.text_field) == (read.about, read.text_field)]
    if is_in_list(read.text_field) and not any(place.text == read.text for place in same):
        listed = read.text_field.partition("/")[0]
        moved = [place for place in places if (place.about, place.text) == (read.about, read.text)]
        same = [place for place in moved if place.text_field.partition("/")[0] == listed] or same
    return same[0] if same else read


def still_open(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return those that nobody has answered."""
    return tuple(each for each in proposals if each.answer is None)


def where_it_stands(proposal: Proposal, text: str, others: Sequence[Proposal]) -> int | None:
    """Return where the words of a proposal stand in its text now, in code points; None where they have moved on.

    `others` are the proposals at the same text: those accepted since have moved what follows them.
    """
    if not proposal.before or (is_in_list(proposal.text_field) and proposal.after is not None):
        return 0 if text == proposal.before else None
    expected = proposal.start + sum(_grown_by(each) for each in others if _moved(proposal, each))
    found = [match.start() for match in re.finditer(_whole_words(proposal.before), text)]
    return min(found, key=lambda at: abs(at - expected), default=None)


def with_accepted(proposal: Proposal, text: str, others: Sequence[Proposal]) -> str | None:
    """Return the text with the words that are proposed; None where what they replace has moved on."""
    at = where_it_stands(proposal, text, others)
    if at is None or proposal.after is None:
        return None
    return text[:at] + proposal.after + text[at + len(proposal.before) :]


def without_neighbours(proposal: Proposal) -> tuple[str, str, str, str]:
    """Return the words before what differs, those that go, those that come, and the words behind it."""
    before, after = _TOKEN.findall(proposal.before), _TOKEN.findall(proposal.after or "")
    head = _same_at_start(before, after)
    tail = _same_at_start(before[head:][::-1], after[head:][::-1])
    parts = (before[:head], before[head : len(before) - tail], after[head : len(after) - tail])
    lead, goes, comes = ("".join(tokens) for tokens in parts)
    return lead, goes, comes, "".join(before[len(before) - tail :])


def _same_at_start(before: Sequence[str], after: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


# -- acts


def propose(proposals: Sequence[Proposal]) -> Step | None:
    """Write down proposals or comments; None where there are none."""
    if not proposals:
        return None
    action = "propose other words" if any(each.after is not None for each in proposals) else "comment on the letter"
    return Step(action, tuple(Put("proposal", each.id, _values(each)) for each in proposals))


def answer(proposal: Proposal, given: ProposalAnswer, signed: Signed, *, written: Sequence[Change] = ()) -> Step:
    """Accept or refuse a proposal, or answer a comment; `written` changes the text as `with_accepted` gave it."""
    said = {"accepted": "accept a proposal", "refused": "refuse a proposal"}[given]
    changes = (
        *written,
        Set("proposal", proposal.id, "answer", given),
        Set("proposal", proposal.id, "answered_by", signed.by),
        Set("proposal", proposal.id, "answered_at", signed.at),
    )
    return Step("answer a comment" if proposal.after is None else said, changes)


def _values(proposal: Proposal) -> dict[str, object]:
    return {name: value for name, value in asdict(proposal).items() if name not in ("id", "deleted", "extra")}


# -- phrases


def _phrases(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what differs as ranges of the old and the new words, each with the word before and the one behind: a phrase
    is found again by its neighbours, so that of two texts with a "not" the one is changed that was read."""
    joined: list[list[int]] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if joined and _words_in(old[joined[-1][1] : old_from]) < _APART:
            joined[-1][1], joined[-1][3] = old_to, new_to
        else:
            joined.append([old_from, old_to, new_from, new_to])
    for old_from, old_to, new_from, new_to in joined:
        before, behind = _reach(old[:old_from][::-1]), _reach(old[old_to:])
        yield old_from - before, old_to + behind, new_from - before, new_to + behind


def _reach(tokens: Sequence[str]) -> int:
    """Return how many tokens it takes to have a word with them, or all where there is none."""
    return next((at + 1 for at, token in enumerate(tokens) if _is_word(token[0])), len(tokens))


def _whole_words(words: str) -> str:
    """Return a pattern of where these words begin, not as a part of others: an "a" is not looked for in "say"."""
    first = r"(?<![\w’'-])" if _is_word(words[0]) else ""
    last = r"(?![\w’'-])" if _is_word(words[-1]) else ""
    return f"{first}(?={re.escape(words)}{last})"


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_’'-"


def _words_in(tokens: Sequence[str]) -> int:
    return sum(1 for token in tokens if token[0].isalnum())


def _moved(proposal: Proposal, other: Proposal) -> bool:
    """Whether another proposal was accepted since this one was made, and stands before it."""
    accepted = other.answer == "accepted" and other.after is not None and other.id != proposal.id
    return accepted and other.start < proposal.start and (other.answered_at or "") >= (proposal.at or "")


def _grown_by(proposal: Proposal) -> int:
    return len(proposal.after or "") - len(proposal.before)
