"""Taking in what colleagues wrote: their entries of the log, and the tables made again from it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import insert, select, text
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.engine import Connection

from inspector_app.errors import ForgedPackage
from inspector_app.store import change_log
from inspector_app.store.arriving import know
from inspector_app.store.plain import checked, field_types
from inspector_app.store.rows_of_log import make_again
from inspector_app.store.tables import TABLES, log, signed_pdf, statement
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.package import Package
from inspector_app.visit.registers import name_of

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
        _check_value(entry)
    for batch in _batches(new):
        connection.execute(insert(log), [asdict(entry) for entry in batch])
    for digest, pdf in letters.items():
        connection.execute(insert_or(signed_pdf).values(sha256=digest, pdf=pdf).on_conflict_do_nothing())
    touched = {(entry.entity, entry.id) for entry in new}
    try:
        make_again(connection, touched)
    except ValueError as error:
        raise _forged(new[0], "is about something that was never made") from error
    _refuse_missing_letters(connection, new)
    return touched


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


def _check_value(entry: LogEntry) -> None:
    """Refuse what no program of ours writes: it would be read back as a fault of the file."""
    if entry.entity not in TABLES:
        raise _forged(entry, "is about something that this version does not know")
    if entry.field is not None:
        _check_field(entry, entry.field, entry.value)
    elif isinstance(entry.value, Mapping):
        for name, value in entry.value.items():
            _check_field(entry, str(name), value)
    else:
        raise _forged(entry, "makes something out of nothing")


def _check_field(entry: LogEntry, field: str, value: Plain) -> None:
    try:
        kept = checked(entry.entity, field, value)
    except ValueError as error:
        raise _forged(entry, "holds what cannot be kept") from error
    if kept != value or ("/" not in field and value is None and not _may_be_none(entry.entity, field)):
        raise _forged(entry, "holds what cannot be kept")


def _may_be_none(entity: str, field: str) -> bool:
    return type(None) in getattr(field_types(entity)[field], "__args__", ())


def _refuse_missing_letters(connection: Connection, new: Sequence[LogEntry]) -> None:
    for entry in new:
        if entry.entity == "signed_letter" and entry.field is None and isinstance(entry.value, Mapping):
            mine = signed_pdf.c.sha256 == entry.value.get("pdf_sha256")
            if connection.execute(select(signed_pdf.c.sha256).where(mine)).first() is None:
                raise _forged(entry, "names a signed letter that did not come along")


def _forged(entry: LogEntry, what: str) -> ForgedPackage:
    return ForgedPackage(
        f"The package is not as it was given: its entry {name_of(entry)} {what}.",
        "Nothing was taken in. Ask your colleague to give it again.",
    )


def _batches(entries: Sequence[LogEntry]) -> Iterable[list[LogEntry]]:
    source = iter(entries)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch
