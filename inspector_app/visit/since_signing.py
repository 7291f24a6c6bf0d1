"""What was added or changed in a visit since its letter was signed, by whom: read from the change log alone.

What concerns the letter itself (that it was signed, sent, corrected, to whom it goes) is not evidence and is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspector_app.visit.change import LogEntry, digest_of_heads
from inspector_app.visit.names import joined

Act = Literal["added", "changed", "removed"]

_OF_THE_LETTER = frozenset(
    {"letter", "signed_letter", "issuing", "proposal", "letter_acceptance", "next_step", "addressee", "copy"}
)
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
    """What one inspector did since: how many things of a kind (an entity's name) were added, changed, removed."""

    inspector: str
    counts: Mapping[tuple[Act, str], int]
    last: datetime

    def in_words(self, name: str) -> str:
        """Return it as a sentence without its full stop: "Joan Dennis added 2 records and changed 1 finding"."""
        acts = [self._act(act) for act in ("added", "changed", "removed")]
        return f"{name} {joined([each for each in acts if each])}"

    def _act(self, act: Act) -> str:
        things = [_amount(kind, count) for (done, kind), count in self.counts.items() if done == act]
        return f"{act} {joined(things)}" if things else ""


def since_signing(log: Sequence[LogEntry], signed_letter: str, log_digest: str) -> tuple[DoneSince, ...] | None:
    """Return what was done since a letter was signed, an item for each inspector in the order of their first act.

    `log` is the whole log, oldest first, `log_digest` what the letter carries. None where no state of the log before
    the letter was sealed has that digest: entries of then came in since, or are gone.
    """
    later = _later(log, signed_letter, log_digest)
    if later is None:
        return None
    of: dict[str, list[LogEntry]] = {}
    for entry in later:
        if entry.entity not in _OF_THE_LETTER:
            of.setdefault(entry.inspector, []).append(entry)
    return tuple(
        DoneSince(inspector=inspector, counts=_counts(entries), last=max(each.at for each in entries))
        for inspector, entries in of.items()
    )


def _later(log: Sequence[LogEntry], signed_letter: str, log_digest: str) -> list[LogEntry] | None:
    """Return the entries that the digest does not cover; it was taken a little before the letter was sealed."""
    sealed = next((each for each in log if each.entity == "signed_letter" and each.id == signed_letter), None)
    if sealed is None:
        return None
    before = log[: log.index(sealed)]
    heads = {each.laptop: each for each in before}
    own = [each for each in reversed(before) if each.laptop == sealed.laptop][:_MOST_BESIDE]
    for head in own:
        heads[sealed.laptop] = head
        if digest_of_heads([(each.laptop, each.seq, each.hash) for each in heads.values()]) == log_digest:
            covered = {laptop: each.seq for laptop, each in heads.items()}
            return [each for each in log if each.seq > covered.get(each.laptop, 0)]
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
