"""What is read of a visit's log to be given to a colleague, and what is taken in from one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from itertools import islice

from sqlalchemy import and_, func, or_, select

from inspector_app.errors import DamagedFile
from inspector_app.store import change_log, rows_of_log, taking_in
from inspector_app.store.kept_along import named_in_entries
from inspector_app.store.tables import log, signed_pdf
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit.both_wrote import REMOVED
from inspector_app.visit.change import LogEntry, Plain, VisitChange
from inspector_app.visit.family import owners_in
from inspector_app.visit.package import Heads, Package

_AT_ONCE = 400


class Exchanging:
    """The exchange of one open visit with other laptops; all of it is for a thread in the background."""

    def __init__(self, visit_id: str, store: VisitStore) -> None:
        self._visit = visit_id
        self._store = store

    def heads(self) -> Heads:
        """Return the number and hash of the last entry of each laptop's chain, with all handed over so far in them."""
        with self._store.whole_log() as connection:
            return change_log.heads(connection)

    def entries(self, heads: Heads, after: Mapping[str, int]) -> tuple[LogEntry, ...]:
        """Return each laptop's entries behind those of `after` and up to those of `heads`, laptop by laptop."""
        spans = [
            and_(log.c.laptop == laptop, log.c.seq > after.get(laptop, 0), log.c.seq <= seq)
            for laptop, (seq, _) in heads.items()
        ]
        with self._store.whole_log() as connection:
            query = select(log).where(or_(*spans)).order_by(log.c.laptop, log.c.seq)
            return tuple(LogEntry(**row._mapping) for row in connection.execute(query))

    def hash_at(self, laptop: str, seq: int) -> str | None:
        """Return the hash of an entry, None where it is not here."""
        with self._store.whole_log() as connection:
            mine = (log.c.laptop == laptop) & (log.c.seq == seq)
            found: str | None = connection.execute(select(log.c.hash).where(mine)).scalar_one_or_none()
            return found

    def writers(self) -> dict[str, frozenset[str]]:
        """Return the ids of the inspectors in whose names the entries of each laptop's chain stand."""
        found: dict[str, frozenset[str]] = {}
        with self._store.whole_log() as connection:
            for row in connection.execute(select(log.c.laptop, log.c.inspector).distinct()):
                found[row.laptop] = found.get(row.laptop, frozenset()) | {row.inspector}
        return found

    def entries_about(self, things: Collection[tuple[str, str]]) -> tuple[LogEntry, ...]:
        """Return the entries about these things (entity and id)."""
        found: list[LogEntry] = []
        by_entity: dict[str, list[str]] = {}
        for entity, entity_id in sorted(things):
            by_entity.setdefault(entity, []).append(entity_id)
        with self._store.whole_log() as connection:
            for entity, ids in by_entity.items():
                for chunk in _chunks(ids):
                    query = select(log).where(log.c.entity == entity, log.c.id.in_(chunk))
                    found += [LogEntry(**row._mapping) for row in connection.execute(query)]
        return tuple(found)

    def entries_met_by(self, new: Collection[LogEntry], also: Collection[tuple[str, str]]) -> tuple[LogEntry, ...]:
        """Return what is here about the things that new entries are about and about others (entity and id), all that
        was written in what either side removed of them or of what they belong to, and all takings."""
        things = {*also, *((entry.entity, entry.id) for entry in new if entry.entity != "taking")}
        removed = {(entry.entity, entry.id) for entry in new if entry.field == REMOVED and entry.value}
        with self._store.whole_log() as connection:
            among = rows_of_log.that_were_removed(connection, {*things, *owners_in(new)})
            removed.update((entity, each) for entity, ids in among for each in ids)
            in_removed = tuple(rows_of_log.in_families(connection, removed))
        return (*self.entries_about(things), *in_removed, *self.entries_of("taking"))

    def entries_of(self, entity: str) -> tuple[LogEntry, ...]:
        """Return the entries about all things of one entity."""
        with self._store.whole_log() as connection:
            return change_log.entries(connection, entity)

    def last_entries(self) -> tuple[LogEntry, ...]:
        """Return the last entry of each laptop's chain."""
        with self._store.whole_log() as connection:
            heads = change_log.heads(connection)
            return tuple(change_log.read_entry(connection, laptop, seq) for laptop, (seq, _) in sorted(heads.items()))

    def not_given(self, known: Mapping[str, int]) -> int:
        """Return how many changes another laptop lacks that knows the log up to these numbers; takings do not count."""
        with self._store.whole_log() as connection:
            count = 0
            for laptop, (seq, _) in change_log.heads(connection).items():
                mine = (log.c.laptop == laptop) & (log.c.seq > known.get(laptop, 0)) & (log.c.seq <= seq)
                query = select(func.count()).select_from(log).where(mine, log.c.entity != "taking")
                count += int(connection.execute(query).scalar_one())
            return count

    def letters(self, entries: Collection[LogEntry]) -> dict[str, bytes]:
        """Return the signed letters that these entries name, by SHA-256 (hex)."""
        digests = {
            str(entry.value["pdf_sha256"])
            for entry in entries
            if entry.entity == "signed_letter" and entry.field is None and isinstance(entry.value, Mapping)
        }
        with self._store.whole_log() as connection:
            query = select(signed_pdf).where(signed_pdf.c.sha256.in_(digests))
            return {row.sha256: bytes(row.pdf) for row in connection.execute(query)}

    def files(self, entries: Collection[LogEntry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the kept files (SHA-256, hex) that these entries name: those that are here, and those that are not."""
        named = sorted(named_in_entries(entries))
        here = tuple(digest for digest in named if self.holds_file(digest))
        return here, tuple(digest for digest in named if digest not in here)

    def holds_file(self, digest: str) -> bool:
        """Say whether a kept file is here and sound."""
        return self._store.files.holds(digest)

    def file(self, digest: str) -> bytes:
        """Return a kept file. Raises KeyError, DamagedFile, DiskFault."""
        return self._store.files.read(digest)

    def keep_file(self, digest: str, content: bytes) -> None:
        """Keep a file that came along. Raises DamagedFile where it is not the one that is named, DiskFault."""
        if self._store.files.keep(content) != digest:
            raise DamagedFile("An attached file in the package is damaged.", "Ask your colleague to give it again.")

    def take(self, package: Package, origin: object | None = None) -> Future[VisitChange]:
        """Take in a package that was checked, all or nothing. The future may raise ForgedPackage."""
        return self._store.take_in(package, origin)

    def keep_statement(self, way: str, signed: Mapping[str, Plain]) -> None:
        """Keep what a laptop signed of its log, `way` "given", "taken", "passed-on" or "archived". Raises DiskFault."""
        self._store.keep_statement(way, signed)

    def statements(self, way: str | None = None) -> list[Mapping[str, Plain]]:
        """Return what laptops signed of their logs, of one way or all, in the order in which it was kept."""
        with self._store.whole_log() as connection:
            return taking_in.statements(connection, way)


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    source = iter(ids)
    while chunk := list(islice(source, _AT_ONCE)):
        yield chunk
