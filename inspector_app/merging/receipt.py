"""The receipt of an exchange: what two laptops hold once each has taken what the other gave.

Both make it from the same entries and the same signatures, and so byte for byte alike; nothing in it depends on who
makes it, or when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from inspector_app.merging.both_counts import both_counts
from inspector_app.merging.identity_phrase import identity_phrase
from inspector_app.merging.kinds import KINDS, Thing, Things
from inspector_app.merging.signed_heads import Head, SignedHeads
from inspector_app.visit.change import LogEntry, digest_of_heads
from inspector_app.visit.log_chain import FIRST_HASH
from inspector_app.visit.registers import Seen, registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """One of the two laptops: its inspector's name and the phrase of their identity, and what it signed.

    `last_at` is when its last entry was written, in UTC by its own clock; None where it wrote nothing.
    """

    name: str
    phrase: str
    last_at: datetime | None
    signed: SignedHeads = field(repr=False)

    @property
    def laptop(self) -> str:
        """The laptop's id."""
        return self.signed.laptop

    @property
    def head(self) -> Head:
        """Where the laptop's own chain ended when it gave."""
        own = (head for head in self.signed.heads if head.laptop == self.laptop)
        return next(own, Head(self.laptop, 0, FIRST_HASH))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things were written in on the first laptop only, on the second only, on both, or otherwise."""

    only_first: int = 0
    only_second: int = 0
    both: int = 0
    others: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.only_first + self.only_second + self.both + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What two laptops hold in common; `givers` are in the order of their laptops' ids, `counts` by kind (`KINDS`).

    `both_wrote_open` fields wait for a choice between what was written on several laptops, `both_wrote_chosen` had one.
    `digest` is that of the log of both, over the last entry of each laptop's chain (SHA-256, hex).
    """

    visit_id: str
    authority: str
    days: tuple[date, ...]
    givers: tuple[Giver, Giver]
    counts: Mapping[str, Counts]
    both_wrote_open: int
    both_wrote_chosen: int
    digest: str


def receipt_of(signed: Iterable[SignedHeads], entries: Sequence[LogEntry]) -> Receipt:
    """Return the receipt of what two laptops signed when they gave.

    `entries` are all entries of the log up to the heads that either of them signed, in any order.
    """
    first, second = sorted(signed, key=lambda each: each.laptop)
    heads = {
        head.laptop: head for head in sorted((*first.heads, *second.heads), key=lambda head: (head.seq, head.hash))
    }
    seen = Seen(entry for entry in entries if entry.entity == "taking")
    visit = _fields("visit", first.visit, entries, seen)
    waiting, chosen = both_counts(entries)
    return Receipt(
        visit_id=first.visit,
        authority=_line(visit.get("authority_name")),
        days=_days(visit.get("days")),
        givers=(_giver(first, entries, seen), _giver(second, entries, seen)),
        counts=_counts(entries, first.laptop, second.laptop),
        both_wrote_open=waiting,
        both_wrote_chosen=chosen,
        digest=digest_of_heads((head.laptop, head.seq, head.hash) for head in heads.values()),
    )


def _giver(signed: SignedHeads, entries: Sequence[LogEntry], seen: Seen) -> Giver:
    own = {head.seq for head in signed.heads if head.laptop == signed.laptop}
    last = next((entry for entry in entries if entry.laptop == signed.laptop and entry.seq in own), None)
    return Giver(
        name=_line(_fields("inspector", signed.inspector, entries, seen).get("name")),
        phrase=identity_phrase(signed.certificate),
        last_at=last.at if last is not None else None,
        signed=signed,
    )


def _counts(entries: Sequence[LogEntry], first: str, second: str) -> dict[str, Counts]:
    things = Things(entries)
    laptops: dict[Thing, set[str]] = {}
    for entry in entries:
        thing = things.of(entry)
        if thing is not None:
            laptops.setdefault(thing, set()).add(entry.laptop)
    found = {kind: {"only_first": 0, "only_second": 0, "both": 0, "others": 0} for kind in KINDS}
    for thing, wrote in laptops.items():
        found[thing.kind][_where(wrote, first, second)] += 1
    return {kind: Counts(**counts) for kind, counts in found.items()}


def _where(wrote: set[str], first: str, second: str) -> str:
    if {first, second} <= wrote:
        return "both"
    if wrote == {first}:
        return "only_first"
    return "only_second" if wrote == {second} else "others"


def _fields(entity: str, entity_id: str, entries: Sequence[LogEntry], seen: Seen) -> dict[str, object]:
    about = [entry for entry in entries if entry.entity == entity and entry.id == entity_id]
    return {name: register.value for name, register in registers(about, seen).items()}


def _line(value: object) -> str:
    return " ".join(str(value or "").split())


def _days(value: object) -> tuple[date, ...]:
    return tuple(date.fromisoformat(str(day)) for day in value) if isinstance(value, list) else ()
