"""What a second reader makes of one text of the letter: how it differs, how it would read, and what to write down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.letter_entities import Proposal
from inspector_app.visit.proposals import (
    LetterPlace,
    Signed,
    proposals_between,
    propose,
    still_open,
    where_it_stands,
    without_neighbours,
)

StretchKind = Literal["same", "taken", "put", "commented"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text as it is shown: words that stay, words that would go, words that would come, a phrase that
    somebody has said something of."""

    kind: StretchKind
    text: str


def differences(place: LetterPlace, proposals: Sequence[Proposal]) -> tuple[Stretch, ...]:
    """Return a text with the open ones of the proposals at it shown in their places.

    `proposals` are all those at the text. One whose words have moved on, or overlap with those of an earlier one, is
    not in it.
    """
    shown: list[Stretch] = []
    at = 0
    for start, proposal in _standing(place, proposals, still_open(proposals)):
        end = start + len(proposal.before)
        shown.append(Stretch("same", place.text[at:start]))
        if proposal.after is None:
            shown.append(Stretch("commented", proposal.before))
        else:
            lead, goes, comes, behind = without_neighbours(proposal)
            shown += (Stretch("same", lead), Stretch("taken", goes), Stretch("put", comes), Stretch("same", behind))
        at = end
    shown.append(Stretch("same", place.text[at:]))
    return tuple(_joined(each for each in shown if each.text))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches, with neighbours of one kind as one."""
    for kind, each in groupby(stretches, key=lambda stretch: stretch.kind):
        yield Stretch(kind, "".join(stretch.text for stretch in each))


def as_read_by(reader: str, place: LetterPlace, proposals: Sequence[Proposal]) -> str:
    """Return a text as it would be with all that one reader proposes for it; `proposals` are all those at the text."""
    words, at = "", 0
    for start, proposal in _standing(place, proposals, _own(reader, proposals)):
        words += place.text[at:start] + (proposal.after or "")
        at = start + len(proposal.before)
    return words + place.text[at:]


def read_anew(
    place: LetterPlace, words: str, proposals: Sequence[Proposal], signed: Signed, now: str | None = None
) -> Step | None:
    """Return what makes a reader's open proposals at a text those that give `words`; None where they do already.

    Those that stay are left as they are, with the instant at which they were made. `place` has the text as it was
    read; where it is another `now`, what was changed meanwhile is not taken back, nor proposed once more.
    """
    standing = _standing(place, proposals, _own(signed.by, proposals))
    wanted = list(proposals_between(place, words, signed))
    if now is not None and now != place.text:
        wanted = [each for each in wanted if not _has_come(each, now, proposals)]
    held = []
    for start, proposal in standing:
        same = (start, proposal.before, proposal.after)
        kept = next((each for each in wanted if (each.start, each.before, each.after) == same), None)
        if kept is None:
            held.append(proposal)
        else:
            wanted.remove(kept)
    pairs = list(zip(held, wanted, strict=False))
    changes: list[Change] = [change for old, new in pairs for change in _changed(old, new)]
    changes += [Set("proposal", each.id, "deleted", True) for each in held[len(pairs) :]]
    new = propose(wanted[len(pairs) :])
    changes += new.changes if new else ()
    return Step("propose other words", tuple(changes), typing=True) if changes else None


def _has_come(proposal: Proposal, text: str, others: Sequence[Proposal]) -> bool:
    """Whether the words proposed stand in the text already, in place of those that were read."""
    came = replace(proposal, before=proposal.after or "")
    return where_it_stands(proposal, text, others) is None and where_it_stands(came, text, others) is not None


def _own(reader: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    return [each for each in still_open(proposals) if each.by == reader and each.after is not None]


def _standing(place: LetterPlace, others: Sequence[Proposal], wanted: Sequence[Proposal]) -> list[tuple[int, Proposal]]:
    """Return where the wanted ones stand, in the order of the text, none over another; a change before a comment."""
    found = [(at, each) for each in wanted if (at := where_it_stands(each, place.text, others)) is not None]
    taken: list[tuple[int, Proposal]] = []
    for at, each in sorted(found, key=lambda one: (one[1].after is None, one[1].at or "", one[1].order)):
        if all(at + len(each.before) <= start or start + len(other.before) <= at for start, other in taken):
            taken.append((at, each))
    return sorted(taken, key=lambda one: one[0])


def _changed(old: Proposal, new: Proposal) -> Iterator[Change]:
    """Words typed on at one phrase change what is proposed alone, so that they are one entry of the log."""
    if (old.start, old.before) == (new.start, new.before):
        yield Set("proposal", old.id, "after", new.after)
    else:
        yield Put("proposal", old.id, {"start": new.start, "before": new.before, "after": new.after, "at": new.at})
