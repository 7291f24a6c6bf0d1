"""Writing a whole visit at once: one file, one transaction, one entry of the log for each thing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from inspector_app.store import change_log, search
from inspector_app.store.cipher import engine_for, make_private_file, open_by_key
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.plain import Row, row_of
from inspector_app.store.schema_steps import bring_up_to_date
from inspector_app.store.tables import TABLES
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview
from inspector_app.visit.ordering import orders

ACTION = "bring in the visit"
_BATCH = 1000

T = TypeVar("T")


def make_visit_file(path: Path, key: bytes, contents: VisitContents, *, laptop: str, inspector: str) -> None:
    """Write the file of a visit that begins here, or was brought in. Raises DiskFault."""
    fill_visit_file(path, key, lambda connection: _write(connection, contents, laptop, inspector))


def with_frozen_framework(contents: VisitContents, folder: Path) -> VisitContents:
    """Return a visit with its framework frozen in it, out of this folder where it has none yet.

    Raises FrameworkMissing.
    """
    if contents.visit.framework_source:
        return contents
    from inspector_app.frameworks.library import load_framework

    framework = load_framework(contents.visit.framework, folder)
    return replace(contents, visit=replace(contents.visit, framework_source=framework.source))


def fill_visit_file(path: Path, key: bytes, fill: Callable[[Connection], None]) -> None:
    """Write a visit's file beside its place and rename it there, so that it is there whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    make_private_file(beside)
    engine = engine_for(beside, key, begin="IMMEDIATE")
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
            fill(connection)
    finally:
        engine.dispose()
    _keep_a_write_ahead_log(beside, key)
    beside.replace(path)
    sync_folder(path.parent)


def _keep_a_write_ahead_log(path: Path, key: bytes) -> None:
    """Let the file have a write-ahead log from now on: not before, for the log of a file that is renamed stays behind.

    A full disk keeps what is in such a log from going into its file when that is closed, and nobody is told.
    """
    with closing(open_by_key(path, key)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _write(connection: Connection, contents: VisitContents, laptop: str, inspector: str) -> None:
    things = list(_in_order(contents))
    rows = [row_of(thing) for thing in things]
    for entity, table in TABLES.items():
        own = [row for kind, row in rows if kind == entity]
        if own:
            connection.execute(insert(table), own)
    end = change_log.ChainEnd.read(connection, laptop)
    for batch in _batches(rows):
        change_log.append(connection, [_entry(end, inspector, entity, row) for entity, row in batch])
    search.add(connection, list(_search_words(rows)))


def _entry(end: change_log.ChainEnd, inspector: str, entity: str, row: Row) -> dict[str, Any]:
    value = {name: item for name, item in row.items() if name != "id"}
    return end.next_entry(
        inspector=inspector,
        action=ACTION,
        step=1,
        undoes=None,
        entity=entity,
        id=row["id"],
        field=None,
        value=value,
        parent=None,
    )


def _in_order(contents: VisitContents) -> Iterator[Any]:
    """Every entity of a visit, what is referred to first, each kind with orders that keep its order."""
    yield contents.visit
    for kind in (contents.inspectors, contents.addressees, contents.copies):
        yield from _ordered(kind)
    for record in _ordered(contents.records):
        yield record
        if record.details is not None:
            yield record.details
        if isinstance(record.details, Interview):
            yield from _ordered(record.details.answers)
        if isinstance(record.details, Case):
            yield from _ordered(record.details.checks)
    yield from _ordered(contents.evidence)
    for finding in _ordered(contents.findings):
        yield finding
        yield from _ordered(finding.evidence)
        yield from _ordered(finding.accepted)
    yield from _ordered(contents.concerns)
    yield contents.letter
    for files in (contents.attachments, contents.frames, contents.draws):
        yield from _ordered(files)
    for judging in (contents.agreements, contents.moves, contents.assignments):
        yield from _ordered(judging)
    for letter in (contents.next_steps, contents.letter_acceptances, contents.proposals):
        yield from _ordered(letter)
    yield from _ordered(contents.holds)


def _ordered(things: tuple[T, ...]) -> list[T]:
    """The things with orders that stand for the order in which they are given."""
    given: list[Any] = list(things)
    keys = [str(thing.order) for thing in given]
    if all(keys) and all(before < after for before, after in pairwise(keys)):
        return given
    return [replace(thing, order=order) for thing, order in zip(given, orders(len(given)), strict=True)]


def _search_words(rows: list[tuple[str, Row]]) -> Iterator[tuple[str, str, search.Words]]:
    details = {row["id"]: row for entity, row in rows if entity in ("observation", "interview", "case", "document")}
    parts: dict[object, list[Row]] = {}
    for entity, row in rows:
        if entity in ("answer", "check") and not row["deleted"]:
            parts.setdefault(row["record"], []).append(row)
    for entity, row in rows:
        if row.get("deleted"):
            continue
        if entity == "record":
            yield entity, str(row["id"]), search.record_words(row, details.get(row["id"]), parts.get(row["id"], []))
        elif entity in ("evidence", "finding", "concern"):
            yield entity, str(row["id"]), search.own_words(entity, row)
        elif entity == "attachment":
            yield entity, str(row["id"]), search.attachment_words(row, "")


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    source = iter(things)
    while batch := list(islice(source, _BATCH)):
        yield batch
