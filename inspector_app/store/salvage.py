"""What a damaged file's log still holds beyond a backup: the entries whose chain holds, brought into a copy of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from inspector_app.store import search
from inspector_app.store.damaged_pages import Value, rows_in
from inspector_app.store.plain import defaults, with_field
from inspector_app.store.rows import insert_row, read_row, update_row
from inspector_app.store.tables import TABLES, log, signed_pdf
from inspector_app.visit.change import LogEntry
from inspector_app.visit.log_chain import FIRST_HASH, entry_hash
from inspector_app.visit.registers import entry_name

_COLUMNS = tuple(column.name for column in log.columns)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Salvaged:
    """What was brought into the copy, what could be read and was not, and where the chain broke."""

    came_back: list[LogEntry] = field(default_factory=list)
    left_out: list[LogEntry] = field(default_factory=list)
    broken_at: list[str] = field(default_factory=list)
    """Names of the entries ("laptop:seq") that are missing or altered, after which nothing of that laptop was taken."""


def readable_entries(path: Path, key: bytes, logs: Sequence[Path]) -> list[LogEntry]:
    """Return every image of an entry of the log that can be read, older ones of the entry being typed among them."""
    return list(
        {entry.hash: entry for row in rows_in(path, key, len(_COLUMNS), logs) for entry in _entry(row)}.values()
    )


def readable_letters(path: Path, key: bytes, logs: Sequence[Path]) -> dict[str, bytes]:
    """Return the signed letters that can be read whole, by their SHA-256 (hex)."""
    return {
        digest: pdf
        for digest, pdf in rows_in(path, key, 2, logs)
        if isinstance(digest, str) and isinstance(pdf, bytes) and _DIGEST.fullmatch(digest)
        if sha256(pdf).hexdigest() == digest
    }


def bring_back(connection: Connection, entries: Iterable[LogEntry], letters: Mapping[str, bytes]) -> Salvaged:
    """Bring the entries that go on from where the copy's chains end into it, in the order of their clocks."""
    result = Salvaged()
    chains: list[LogEntry] = []
    by_laptop: dict[str, list[LogEntry]] = {}
    for entry in entries:
        by_laptop.setdefault(entry.laptop, []).append(entry)
    for laptop in sorted(by_laptop):
        own = _Chain(connection, laptop, by_laptop[laptop])
        chains += own.taken
        result.left_out += own.left_out
        result.broken_at += own.broken_at
    _apply(connection, sorted(chains, key=lambda entry: (entry.clock, entry.laptop, entry.seq)), letters, result)
    return result


class _Chain:
    """One laptop's entries that follow on the copy's last one."""

    def __init__(self, connection: Connection, laptop: str, entries: list[LogEntry]) -> None:
        self.taken: list[LogEntry] = []
        by_number: dict[int, list[LogEntry]] = {}
        for entry in entries:
            by_number.setdefault(entry.seq, []).append(entry)
        head = connection.execute(select(func.max(log.c.seq)).where(log.c.laptop == laptop)).scalar_one() or 0
        # The copy's last entry may have been typed on in the file: it is looked for again with those after it.
        number, before = (head, _hash_of(connection, laptop, head - 1)) if head else (1, FIRST_HASH)
        kept = _entry_at(connection, laptop, head) if head else None
        if kept is not None:
            by_number[head] = [kept, *(image for image in by_number.get(head, ()) if _typed_on(kept, image))]
        while (following := _following(by_number, number, before)) is not None:
            if kept is None or following.hash != kept.hash:
                self.taken.append(following)
            number, before = number + 1, following.hash
        later = {seq: images for seq, images in by_number.items() if seq >= number}
        self.left_out = [max(images, key=lambda image: image.clock) for _, images in sorted(later.items())]
        self.broken_at = [entry_name(laptop, number)] if later else []


def _following(by_number: Mapping[int, list[LogEntry]], number: int, before: str) -> LogEntry | None:
    """The entry of this number that goes on from the hash before it: the one that another goes on from, else the last
    image of what was being typed."""
    fitting = [entry for entry in by_number.get(number, ()) if entry_hash(asdict(entry), before) == entry.hash]
    if len(fitting) > 1:
        gone_on = [entry for entry in fitting if _goes_on(by_number, entry)]
        fitting = gone_on or fitting
    return max(fitting, key=lambda entry: entry.clock, default=None)


def _goes_on(by_number: Mapping[int, list[LogEntry]], entry: LogEntry) -> bool:
    return any(entry_hash(asdict(later), entry.hash) == later.hash for later in by_number.get(entry.seq + 1, ()))


def _typed_on(kept: LogEntry, later: LogEntry) -> bool:
    """Whether the later image is the kept entry, with more typed: all but value, clock and hash are the same."""
    return replace(later, value=kept.value, clock=kept.clock, hash=kept.hash) == kept


def _apply(connection: Connection, entries: list[LogEntry], letters: Mapping[str, bytes], result: Salvaged) -> None:
    stopped: set[str] = set()
    for (laptop, _), group in groupby(entries, key=lambda entry: (entry.laptop, entry.step)):
        step = list(group)
        if laptop in stopped:
            result.left_out += step
            continue
        try:
            with connection.begin_nested():
                for entry in step:
                    _apply_entry(connection, entry, letters)
                search.index_owners(connection, {(entry.entity, entry.id) for entry in step})
        except (IntegrityError, LookupError, ValueError):
            # What it is about is not there, for another laptop's entries are missing; its own later ones need it.
            stopped.add(laptop)
            result.broken_at.append(entry_name(laptop, step[0].seq))
            result.left_out += step
        else:
            result.came_back += step


def _apply_entry(connection: Connection, entry: LogEntry, letters: Mapping[str, bytes]) -> None:
    row = read_row(connection, entry.entity, entry.id)
    if entry.field is not None:
        if row is None:
            raise LookupError(entry.id)
        with_field(row, entry.field, entry.value)
        column = entry.field.split("/", 1)[0]
        update_row(connection, entry.entity, entry.id, {column: row[column]})
    elif isinstance(entry.value, dict):
        if entry.entity == "signed_letter":
            _keep_letter(connection, str(entry.value["pdf_sha256"]), letters)
        if row is None:
            insert_row(connection, entry.entity, {**defaults(entry.entity), "id": entry.id, **entry.value})
        else:
            update_row(connection, entry.entity, entry.id, entry.value)
    _keep_entry(connection, entry)


def _keep_letter(connection: Connection, digest: str, letters: Mapping[str, bytes]) -> None:
    if connection.execute(select(signed_pdf.c.sha256).where(signed_pdf.c.sha256 == digest)).first() is None:
        connection.execute(insert(signed_pdf).values(sha256=digest, pdf=letters[digest]))


def _keep_entry(connection: Connection, entry: LogEntry) -> None:
    """Append an entry as it stands, or give the copy's last one what was typed on in it."""
    mine = (log.c.laptop == entry.laptop) & (log.c.seq == entry.seq)
    if connection.execute(select(log.c.seq).where(mine)).first() is None:
        connection.execute(insert(log).values(asdict(entry)))
    else:
        typed = {"value": entry.value, "clock": entry.clock, "hash": entry.hash}
        connection.execute(update(log).where(mine).values(typed))


def things_by_kind(entries: Iterable[LogEntry]) -> dict[str, int]:
    """Return how many different things of each kind the entries are about."""
    return dict(sorted(Counter(entity for entity, _ in {(entry.entity, entry.id) for entry in entries}).items()))


def _entry(row: tuple[Value, ...]) -> Iterator[LogEntry]:
    values: dict[str, object] = dict(zip(_COLUMNS, row, strict=True))
    texts = ("laptop", "inspector", "clock", "action", "entity", "id", "hash", "value")
    if not all(isinstance(values[name], str) for name in texts) or values["entity"] not in TABLES:
        return
    if not isinstance(values["seq"], int) or not isinstance(values["step"], int):
        return
    try:
        values["value"] = json.loads(str(values["value"]))
    except ValueError:
        return
    yield LogEntry(**values)  # type: ignore[arg-type]


def _hash_of(connection: Connection, laptop: str, seq: int) -> str:
    query = select(log.c.hash).where(log.c.laptop == laptop, log.c.seq == seq)
    return str(connection.execute(query).scalar_one_or_none() or FIRST_HASH)


def _entry_at(connection: Connection, laptop: str, seq: int) -> LogEntry:
    row = connection.execute(select(log).where(log.c.laptop == laptop, log.c.seq == seq)).one()
    return LogEntry(**row._mapping)
