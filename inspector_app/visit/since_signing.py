"""What was added or changed in a visit since its letter was signed, by whom: read from the change log alone.

What concerns the letter itself (that it was signed, sent, corrected, to whom it goes) is not evidence and is left out,
as are what laptops took in of one another, a hold, and what was told from its neighbours without being moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspector_app.visit.change import LogEntry, digest_of_heads
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.names import joined
from inspector_app.visit.ordering import sets_apart

Act = Literal["added", "changed", "removed"]

_OF_THE_LETTER = frozenset(
    {"letter", "signed_letter", "issuing", "proposal", "letter_acceptance", "next_step", "addressee", "copy"}
)
_OF_KEEPING = frozenset({"taking", "hold"})
_NOUNS: Mapping[str, tuple[str, str]] = {
    "record": ("record", "records"),
    "answer": ("answer of an interview", "answers of interviews"),
    "check": ("check of a case", "checks of cases"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "finding": ("finding", "findings"),
    "link": ("link of evidence to a finding", "links of evidence to findings"),
    "acceptance": ("reason why a finding may stand", "reasons why findings may stand"),
    "concern": ("concern", "concerns"),
    "attachment": ("attached file", "attached files"),
    "attachment_text": ("attached file’s words", "attached files’ words"),
    "frame": ("list of cases", "lists of cases"),
    "draw": ("draw of cases", "draws of cases"),
    "agreement": ("agreement with a finding", "agreements with findings"),
    "move": ("reason for a move", "reasons for moves"),
    "assignment": ("gap somebody was to look at", "gaps somebody was to look at"),
    "inspector": ("member of the team", "members of the team"),
    "visit": ("visit’s own details", "visits’ own details"),
}
_KINDS_OF_RECORD = frozenset({"observation", "interview", "case", "document"})
"""A record's own part, under the record's id."""
_MOST_BESIDE = 1000
"""How many entries may have been written between the letter's making and its sealing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSince:
    """What one inspector did since: how many things of a kind (an entity's name) were added, changed, removed.

    `taken_in_later`: by its clock it was written before the letter was signed, on a laptop from which the one that
    signed had not taken it in.
    """

    inspector: str
    counts: Mapping[tuple[Act, str], int]
    last: datetime
    taken_in_later: bool = False

    def in_words(self, name: str) -> str:
        """Return who did what, such as "Joan Dennis added 2 records and changed 1 finding"."""
        acts = [self._act(act) for act in ("added", "changed", "removed")]
        return f"{name} {joined([each for each in acts if each])}"

    def _act(self, act: Act) -> str:
        things = [_amount(kind, count) for (done, kind), count in self.counts.items() if done == act]
        return f"{act} {joined(things)}" if things else ""


def since_signing(log: Sequence[LogEntry], signed: SignedLetter) -> tuple[DoneSince, ...] | None:
    """Return what was done since a letter was signed, an item for each inspector in the order of their first act; two
    where an inspector also wrote something before, that was taken in after it.

    `log` is the whole log, oldest first. None where it does not hold what the letter's digest was made of: entries of
    then are gone or others, or came in since, where the letter does not say how far each laptop's went.
    """
    sealed = next((each for each in log if each.entity == "signed_letter" and each.id == signed.id), None)
    covered = _covered(log, sealed, signed) if sealed is not None else None
    if sealed is None or covered is None:
        return None
    of: dict[tuple[str, bool], list[LogEntry]] = {}
    for entry in log:
        if entry.seq > covered.get(entry.laptop, 0) and _is_told(entry):
            taken_in_later = entry.laptop != sealed.laptop and entry.at < sealed.at
            of.setdefault((entry.inspector, taken_in_later), []).append(entry)
    return tuple(
        DoneSince(
            inspector=inspector,
            counts=_counts(entries),
            last=max(each.at for each in entries),
            taken_in_later=taken_in_later,
        )
        for (inspector, taken_in_later), entries in of.items()
    )


def _is_told(entry: LogEntry) -> bool:
    return entry.entity not in _OF_THE_LETTER | _OF_KEEPING and not sets_apart(entry)


def _covered(log: Sequence[LogEntry], sealed: LogEntry, signed: SignedLetter) -> Mapping[str, int] | None:
    """Return the number of each laptop's last entry that the letter's digest covers."""
    if not signed.heads:
        return _covered_by_trying(log, sealed, signed.log_digest)
    last = [each for each in log if each.seq == signed.heads.get(each.laptop)]
    digest = digest_of_heads((each.laptop, each.seq, each.hash) for each in last)
    return signed.heads if digest == signed.log_digest else None


def _covered_by_trying(log: Sequence[LogEntry], sealed: LogEntry, log_digest: str) -> Mapping[str, int] | None:
    """Return the same for a letter that names the digest alone: that was taken a little before it was sealed."""
    before = log[: log.index(sealed)]
    heads = {each.laptop: each for each in before}
    own = [each for each in reversed(before) if each.laptop == sealed.laptop][:_MOST_BESIDE]
    for head in own:
        heads[sealed.laptop] = head
        if digest_of_heads([(each.laptop, each.seq, each.hash) for each in heads.values()]) == log_digest:
            return {laptop: each.seq for laptop, each in heads.items()}
    return None


def _counts(entries: Sequence[LogEntry]) -> Mapping[tuple[Act, str], int]:
    """Count each thing once: as added where it is new, else as removed where it is gone."""
    acts: dict[tuple[str, str], Act] = {}
    for entity, thing, act in _acts(entries):
        known = acts.get((entity, thing))
        acts[(entity, thing)] = known if known == "added" or (act == "changed" and known) else act
    return Counter((act, entity) for (entity, _), act in acts.items())


def _acts(entries: Sequence[LogEntry]) -> Iterator[tuple[str, str, Act]]:
    for entry in entries:
        entity = "record" if entry.entity in _KINDS_OF_RECORD else entry.entity
        if entry.field is None:
            yield entity, entry.id, "added"
        elif entry.field == "deleted" and entry.value:
            yield entity, entry.id, "removed"
        else:
            yield entity, entry.id, "changed"


def _amount(kind: str, count: int) -> str:
    one, many = _NOUNS.get(kind, (kind.replace("_", " "), f"{kind.replace('_', ' ')}s"))
    return f"{count:,} {one if count == 1 else many}"
