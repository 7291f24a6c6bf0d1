"""Whether entries of another laptop's log say what a program of ours can have written; else the first one is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import func, select, tuple_
from sqlalchemy.engine import Connection

from inspector_app.errors import ForgedPackage
from inspector_app.store.change_log import named_entry
from inspector_app.store.plain import checked, field_types
from inspector_app.store.tables import REFERENCES, TABLES, log
from inspector_app.visit.both_wrote import REMOVED
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.registers import name_of, parents_of

_AT_ONCE = 400
_ONE_OF_A_VISIT = ("visit", "letter")
_NEVER_ALTERED = frozenset({"signed_letter", "taking"})


def forged(entry: LogEntry, what: str) -> ForgedPackage:
    """Return the error that names an entry."""
    return ForgedPackage(
        f"The package is not as it was given: its entry {name_of(entry)} {what}.",
        "Nothing was taken in. Ask your colleague to give it again.",
    )


def check_entry(entry: LogEntry) -> None:
    """Refuse what no program of ours writes: it would be read back as a fault of the file. Raises ForgedPackage."""
    if entry.entity not in TABLES:
        raise forged(entry, "is about something that this version does not know")
    if entry.field is not None:
        if entry.entity in _NEVER_ALTERED:
            raise forged(entry, "alters what is never altered")
        _check_field(entry, entry.field, entry.value)
    elif isinstance(entry.value, Mapping):
        for name, value in entry.value.items():
            _check_field(entry, str(name), value)
    else:
        raise forged(entry, "makes something out of nothing")


def _check_field(entry: LogEntry, field: str, value: Plain) -> None:
    try:
        kept = checked(entry.entity, field, value)
    except ValueError as error:
        raise forged(entry, "holds what cannot be kept") from error
    if kept != value or ("/" not in field and value is None and not _may_be_none(entry.entity, field)):
        raise forged(entry, "holds what cannot be kept")


def _may_be_none(entity: str, field: str) -> bool:
    return type(None) in getattr(field_types(entity)[field], "__args__", ())


def check_parents(connection: Connection, new: Sequence[LogEntry]) -> None:
    """Refuse an entry that goes on from none that is in the log about the same thing. Raises ForgedPackage.

    A choice whether a thing is removed goes on from the writing that kept it, which may be in a part of it.
    """
    things = {name_of(entry): (entry.entity, entry.id) for entry in new}
    wanted = {name: entry for entry in new for name in parents_of(entry)}
    for chunk in _chunks([named_entry(name) for name in wanted if name not in things]):
        query = select(log.c.laptop, log.c.seq, log.c.entity, log.c.id).where(
            tuple_(log.c.laptop, log.c.seq).in_(chunk)
        )
        things.update({f"{row.laptop}:{row.seq}": (row.entity, row.id) for row in connection.execute(query)})
    for name, entry in wanted.items():
        if name not in things or (things[name] != (entry.entity, entry.id) and entry.field != REMOVED):
            raise forged(entry, "goes on from something that was never written")


def things_without_what_they_name(
    connection: Connection, touched: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Return those of these things (entity and id) that belong to something that is not there."""
    by_entity: dict[str, list[str]] = {}
    for entity, entity_id in sorted(touched):
        by_entity.setdefault(entity, []).append(entity_id)
    for (entity, field), owner in REFERENCES.items():
        part, whole = TABLES[entity], TABLES[owner].alias()
        for chunk in _chunks(by_entity.get(entity, [])):
            lacking = part.c[field].is_not(None) & whole.c.id.is_(None)
            query = select(part.c.id).outerjoin(whole, part.c[field] == whole.c.id)
            for found in connection.execute(query.where(part.c.id.in_(chunk), lacking)).scalars():
                yield entity, str(found)


def check_there_is_one(connection: Connection, new: Sequence[LogEntry]) -> None:
    """Refuse a second visit or letter, and a signed letter that adds to itself. Raises ForgedPackage."""
    for entity in _ONE_OF_A_VISIT:
        made = [entry for entry in new if entry.entity == entity and entry.field is None]
        if made and connection.execute(select(func.count()).select_from(TABLES[entity])).scalar_one() != 1:
            raise forged(made[-1], f"makes another {entity}")
    signed = TABLES["signed_letter"].c
    before = {row.id: row.adds_to for row in connection.execute(select(signed.id, signed.adds_to))}
    for entry in new:
        if entry.entity == "signed_letter" and _goes_round(entry.id, before):
            raise forged(entry, "adds a signature to itself")


def _goes_round(signed: str, before: Mapping[str, str | None]) -> bool:
    passed: set[str] = set()
    at: str | None = signed
    while at is not None and at not in passed:
        passed.add(at)
        at = before.get(at)
    return at is not None


def _chunks(things: Iterable[tuple[str, int] | str]) -> Iterator[list[tuple[str, int] | str]]:
    source = iter(things)
    while chunk := list(islice(source, _AT_ONCE)):
        yield chunk
