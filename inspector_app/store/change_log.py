"""The change log: append-only, one hash chain a laptop (`design.md` §2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.engine import Connection

from inspector_app.store import tables
from inspector_app.visit.change import LogEntry, Plain, digest_of_heads
from inspector_app.visit.log_chain import FIRST_HASH, HASHED, entry_hash
from inspector_app.visit.registers import Seen, entry_name, name_of, registers

_log = tables.log
_MOST_MADE = 8
_AT_ONCE = 400
_AHEAD = timedelta(seconds=1)


def next_clock(last: str | None, now: datetime) -> str:
    """Return the hybrid logical clock after `last`: the time in UTC to the millisecond, and a counter.

    It never goes back, also where the laptop's clock does, and sorts as text. Where it runs ahead of the laptop's own
    time, as after taking in what a laptop wrote whose clock is fast, that time stands behind it ("…/0003~2010-…").
    """
    own = _instant(now)
    if last is None or f"{own}/0000" > last:
        return f"{own}/0000"
    instant, counter = last.partition("~")[0].split("/")
    ahead = datetime.fromisoformat(instant)
    if counter == "9999":
        ahead, counter = ahead + timedelta(milliseconds=1), "-1"
    clock = f"{_instant(ahead)}/{int(counter) + 1:04d}"
    return f"{clock}~{own}" if ahead - now > _AHEAD else clock


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def named_entry(name: str) -> tuple[str, int]:
    """Return the laptop and seq of such a name."""
    laptop, _, seq = name.rpartition(":")
    return laptop, int(seq)


@dataclass
class ChainEnd:
    """Where a laptop's chain ends: the state from which its next entry is made."""

    laptop: str
    seq: int
    hash: str
    clock: str | None

    @classmethod
    def read(cls, connection: Connection, laptop: str) -> ChainEnd:
        """Read the end of a laptop's chain; the clock is the latest of all laptops'."""
        last = connection.execute(
            select(_log.c.seq, _log.c.hash).where(_log.c.laptop == laptop).order_by(_log.c.seq.desc()).limit(1)
        ).first()
        clock = connection.execute(select(func.max(_log.c.clock))).scalar_one()
        return cls(laptop, last.seq if last else 0, last.hash if last else FIRST_HASH, clock)

    def next_entry(self, **fields: Plain) -> dict[str, Plain]:
        """Return the next entry, hashed, and move the end on to it; `step` 0 begins a step."""
        self.seq += 1
        self.clock = next_clock(self.clock, datetime.now(UTC))
        entry = {**fields, "laptop": self.laptop, "seq": self.seq, "clock": self.clock}
        entry["step"] = entry["step"] or self.seq
        self.hash = entry["hash"] = entry_hash(entry, self.hash)
        return entry


def append(connection: Connection, entries: Iterable[Mapping[str, Plain]]) -> None:
    """Write entries made by `ChainEnd.next_entry`."""
    connection.execute(insert(_log), [dict(entry) for entry in entries])


def rewrite_last(connection: Connection, laptop: str, seq: int, value: Plain) -> None:
    """Give the entry that is still being typed its new value; the database refuses any but a laptop's last."""
    entry = read_entry(connection, laptop, seq)
    before = connection.execute(
        select(_log.c.hash).where(_log.c.laptop == laptop, _log.c.seq == seq - 1)
    ).scalar_one_or_none()
    latest = connection.execute(select(func.max(_log.c.clock))).scalar_one()
    changed = {"value": value, "clock": next_clock(latest, datetime.now(UTC))}
    content = {name: getattr(entry, name) for name in HASHED} | changed
    changed["hash"] = entry_hash(content, before or FIRST_HASH)
    connection.execute(update(_log).where(_log.c.laptop == laptop, _log.c.seq == seq).values(changed))


def read_entry(connection: Connection, laptop: str, seq: int) -> LogEntry:
    """Return one entry; it must be there."""
    row = connection.execute(select(_log).where(_log.c.laptop == laptop, _log.c.seq == seq)).one()
    return LogEntry(**row._mapping)


def named_entries(connection: Connection, names: Collection[str]) -> dict[str, LogEntry]:
    """Return the entries of these names, by name; they must be there."""
    numbers: dict[str, list[int]] = {}
    for laptop, seq in map(named_entry, names):
        numbers.setdefault(laptop, []).append(seq)
    found: dict[str, LogEntry] = {}
    for laptop, seqs in numbers.items():
        for start in range(0, len(seqs), _AT_ONCE):
            query = select(_log).where(_log.c.laptop == laptop, _log.c.seq.in_(seqs[start : start + _AT_ONCE]))
            for row in connection.execute(query):
                found[entry_name(row.laptop, row.seq)] = LogEntry(**row._mapping)
    return found


def parent_of(connection: Connection, entity: str, entity_id: str, field: str) -> str | None:
    """Return the name of the entry that gave this field its present value, or None for an entity not yet made."""
    base = field.split("/", 1)[0]
    rows = connection.execute(
        select(_log.c.laptop, _log.c.seq, _log.c.field, _log.c.value)
        .where(_log.c.entity == entity, _log.c.id == entity_id)
        .where(or_(_log.c.field.is_(None), _log.c.field.in_((field, base))))
        .order_by(_log.c.clock.desc(), _log.c.laptop.desc())
        .limit(_MOST_MADE)
    ).all()
    # Two laptops can have made one thing (a link, an answer), each with other fields; what was written over on one
    # is then not shown again because it was made later on the other.
    saying = [row for row in rows if row.field is not None or base in (row.value or {})]
    row = next(iter(saying or rows), None)
    if row is None:
        return None
    if row.field is None and len(saying) > 1:
        shown = registers(entries(connection, entity, entity_id), Seen(entries(connection, "taking"))).get(field)
        if shown is not None:
            return name_of(shown.heads[0])
    return entry_name(row.laptop, row.seq)


def parent_in_sight(
    connection: Connection, entity: str, entity_id: str, field: str, *, laptop: str, sight: int
) -> str | None:
    """Return the same as it was shown on this laptop after its taking of this number; None where nothing was."""
    known = known_after(connection, laptop, sight)
    shown = [
        each
        for each in entries(connection, entity, entity_id)
        if each.laptop == laptop or each.seq <= known.get(each.laptop, 0)
    ]
    found = registers(shown, Seen(entries(connection, "taking"))).get(field)
    return name_of(found.heads[0]) if found is not None else None


def known_after(connection: Connection, laptop: str, taking: int) -> Mapping[str, int]:
    """Return the number of each other laptop's last entry that a laptop knew after its taking of this number."""
    takings = [each for each in entries(connection, "taking") if each.laptop == laptop and each.seq <= taking]
    held = takings[-1].value if takings else {}
    known: Mapping[str, int] = held.get("heads", {}) if isinstance(held, Mapping) else {}
    return known


def heads(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return the number and hash of the last entry of each laptop's chain."""
    last = select(_log.c.laptop, func.max(_log.c.seq).label("seq")).group_by(_log.c.laptop).subquery()
    rows = connection.execute(
        select(_log.c.laptop, _log.c.seq, _log.c.hash).join(
            last, (_log.c.laptop == last.c.laptop) & (_log.c.seq == last.c.seq)
        )
    )
    return {row.laptop: (row.seq, row.hash) for row in rows}


def entries(connection: Connection, entity: str | None = None, entity_id: str | None = None) -> tuple[LogEntry, ...]:
    """Return the entries in the order of their clocks, of one kind of entity or of one entity where they are given."""
    query = select(_log).order_by(_log.c.clock, _log.c.laptop, _log.c.seq)
    if entity is not None:
        query = query.where(_log.c.entity == entity)
    if entity_id is not None:
        query = query.where(_log.c.id == entity_id)
    return tuple(LogEntry(**row._mapping) for row in connection.execute(query))


def digest(connection: Connection) -> str:
    """Return the SHA-256 (hex) over the heads of all laptops' chains."""
    return digest_of_heads((laptop, seq, last) for laptop, (seq, last) in heads(connection).items())


def first_bad_entry(connection: Connection) -> str | None:
    """Return the name of the first entry that is missing, altered or out of its place in its chain, or None."""
    seq, before, laptop = 0, FIRST_HASH, None
    for row in connection.execute(select(_log).order_by(_log.c.laptop, _log.c.seq)):
        if row.laptop != laptop:
            seq, before, laptop = 0, FIRST_HASH, row.laptop
        seq += 1
        if row.seq != seq:
            return entry_name(row.laptop, seq)
        if entry_hash(row._asdict(), before) != row.hash:
            return entry_name(row.laptop, row.seq)
        before = row.hash
    return None
