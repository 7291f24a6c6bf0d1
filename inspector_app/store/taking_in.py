"""Taking in what colleagues wrote: their entries of the log, and the tables made again from it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import insert, select, text
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.engine import Connection

from inspector_app.store import change_log
from inspector_app.store.arriving import know
from inspector_app.store.entry_check import (
    check_entry,
    check_parents,
    check_there_is_one,
    forged,
    things_without_what_they_name,
)
from inspector_app.store.rows_of_log import NeverMade, make_again
from inspector_app.store.tables import log, signed_pdf, statement
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.package import Package

ACTION = "take in what a colleague wrote"
_AT_ONCE = 1000


def take_in(connection: Connection, package: Package, *, laptop: str, inspector: str) -> set[tuple[str, str]]:
    """Take in a package that was checked (`merging/package_check.py`); return what it touched.

    What is here already is passed over. Raises ForgedPackage, naming the entry; nothing may be kept then.
    """
    touched = add_entries(connection, package.entries, package.letters)
    if any(entity != "taking" for entity, _ in touched):
        touched |= know(connection, laptop=laptop, inspector=inspector, action=ACTION, giver=package.giver)
    keep_statements(connection, package)
    return touched


def keep_statements(connection: Connection, package: Package) -> None:
    """Keep what the giver of a package signed of its log, and what it passed on of others."""
    keep_statement(connection, "taken", package.signed)
    for each in package.passed_on:
        keep_statement(connection, "passed-on", each)


def add_entries(
    connection: Connection, entries: Iterable[LogEntry], letters: Mapping[str, bytes]
) -> set[tuple[str, str]]:
    """Add the entries that the log lacks, and make the tables again from it; return what they are about."""
    held = change_log.heads(connection)
    new = [entry for entry in entries if entry.seq > held.get(entry.laptop, (0, ""))[0]]
    for entry in new:
        check_entry(entry)
    for batch in _batches(new):
        connection.execute(insert(log), [_row(entry) for entry in batch])
    named = {_pdf_of(entry) for entry in new}
    for digest, pdf in letters.items():
        if digest in named:
            connection.execute(insert_or(signed_pdf).values(sha256=digest, pdf=pdf).on_conflict_do_nothing())
    touched = {(entry.entity, entry.id) for entry in new}
    check_parents(connection, new)
    try:
        touched |= make_again(connection, touched)
    except NeverMade as error:
        raise forged(_first_about(new, error.thing), "is about something that was never made") from error
    for entity, entity_id in things_without_what_they_name(connection, touched):
        raise forged(_first_about(new, (entity, entity_id)), "names something that was never made")
    for entry in new:
        if _pdf_of(entry) is not None and not _is_kept(connection, _pdf_of(entry)):
            raise forged(entry, "names a signed letter that did not come along")
    check_there_is_one(connection, new)
    return touched


def _first_about(new: Sequence[LogEntry], thing: tuple[str, str]) -> LogEntry:
    return next((entry for entry in new if (entry.entity, entry.id) == thing), new[0])


def _pdf_of(entry: LogEntry) -> str | None:
    if entry.entity != "signed_letter" or entry.field is not None or not isinstance(entry.value, Mapping):
        return None
    return str(entry.value.get("pdf_sha256"))


def _is_kept(connection: Connection, digest: str | None) -> bool:
    return connection.execute(select(signed_pdf.c.sha256).where(signed_pdf.c.sha256 == digest)).first() is not None


def _row(entry: LogEntry) -> dict[str, Plain]:
    return {name: getattr(entry, name) for name in LogEntry.__dataclass_fields__}


def keep_statement(connection: Connection, way: str, signed: Mapping[str, Plain], digest: str = "") -> None:
    """Keep what a laptop signed of its log, once."""
    laptop, seq = str(signed["laptop"]), _own_seq(signed)
    values = {
        "digest": digest or str(signed["signature"]),
        "way": way,
        "laptop": laptop,
        "seq": seq,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "signed": dict(signed),
    }
    connection.execute(insert_or(statement).values(values).on_conflict_do_nothing())


def statements(connection: Connection, way: str | None = None) -> list[Mapping[str, Plain]]:
    """Return what laptops signed of their logs, in the order in which it was kept here."""
    query = select(statement.c.signed).order_by(text("rowid"))
    return list(connection.execute(query if way is None else query.where(statement.c.way == way)).scalars())


def _own_seq(signed: Mapping[str, Plain]) -> int:
    heads = signed["heads"]
    assert isinstance(heads, Sequence)
    return next((int(seq) for laptop, seq, _ in heads if laptop == signed["laptop"]), 0)


def _batches(entries: Sequence[LogEntry]) -> Iterable[list[LogEntry]]:
    source = iter(entries)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch
