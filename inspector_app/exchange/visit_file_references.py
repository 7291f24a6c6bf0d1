"""What a visit file refers to: its own ids, the passages of its texts, and the names of its framework.

The checks read the document as it stands, so that these faults are told together with those against the schema:
what has not the form it should have is passed over here, for it is a fault already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from inspector_app.errors import Fault, shown
from inspector_app.exchange.json_text import Place, json_path
from inspector_app.exchange.visit_file_shape import is_own_key
from inspector_app.frameworks.framework import RECORD_KINDS, Framework

_ONE_OF_MANY = re.compile(r"(answers|checks)/([0-9]{1,9})")

Raw = Mapping[str, Any]
Found = Iterator[tuple[Place, Any]]


def reference_faults(document: Raw, framework: Framework | None) -> Iterator[Fault]:
    """Give every fault of what the document refers to; without a framework its names are not checked."""
    ids = _Ids.of(document)
    yield from _ids_twice(document)
    yield from _unknown_ids(document, ids)
    yield from _day_faults(document)
    yield from _record_faults(document)
    yield from _evidence_faults(document)
    if framework is not None:
        yield from _unknown_names(document, framework)


@dataclass(frozen=True, slots=True)
class _Ids:
    inspectors: frozenset[str]
    records: frozenset[str]
    evidence: frozenset[str]

    @classmethod
    def of(cls, document: Raw) -> _Ids:
        return cls(
            inspectors=_all_ids(objects(document, "visit", "inspectors")),
            records=_all_ids(objects(document, "records")),
            evidence=_all_ids(objects(document, "evidence")),
        )


def _all_ids(objects: Found) -> frozenset[str]:
    return frozenset(held["id"] for _, held in objects if isinstance(held.get("id"), str))


def _ids_twice(document: Raw) -> Iterator[Fault]:
    lists: tuple[tuple[str, ...], ...] = (
        ("visit", "inspectors"),
        ("records",),
        ("evidence",),
        ("findings",),
        ("concerns",),
    )
    for path in lists:
        yield from _twice(objects(document, *path), "id", "This id stands twice; each id is used once.")
    for place, finding in objects(document, "findings"):
        links = objects_in(finding, place, "evidence")
        yield from _twice(links, "id", "This piece of evidence is already on the finding.")


def _twice(objects: Found, key: str, sentence: str) -> Iterator[Fault]:
    met: set[str] = set()
    for place, held in objects:
        name = held.get(key)
        if isinstance(name, str):
            if name.lower() in met:
                yield Fault(json_path((*place, key)), sentence)
            met.add(name.lower())


def _unknown_ids(document: Raw, ids: _Ids) -> Iterator[Fault]:
    for kind in ("records", "evidence"):
        yield from _unknown(_values(objects(document, kind), "author"), ids.inspectors, "No inspector of the visit")
    yield from _unknown(_values(objects(document, "evidence"), "record"), ids.records, "No record of the file")
    raised_by = _values(objects(document, "concerns"), "raised_by")
    yield from _unknown(raised_by, ids.inspectors, "No inspector of the visit")
    yield from _unknown(_strings(document, "letter", "signatories"), ids.inspectors, "No inspector of the visit")
    for place, finding in objects(document, "findings"):
        links = objects_in(finding, place, "evidence")
        yield from _unknown(_values(links, "id"), ids.evidence, "No piece of evidence of the file")


def _unknown(found: Found, known: Collection[str], what: str) -> Iterator[Fault]:
    for place, wanted in found:
        if wanted not in known:
            yield Fault(json_path(place), f"{what} has the id {shown(wanted)}.")


def _day_faults(document: Raw) -> Iterator[Fault]:
    previous = ""
    for place, day in _strings(document, "visit", "days"):
        if day <= previous:
            yield Fault(json_path(place), "The days of the visit stand in order, each once.")
        previous = max(day, previous)


def _record_faults(document: Raw) -> Iterator[Fault]:
    for place, record in objects(document, "records"):
        kind = record.get("kind")
        for other in RECORD_KINDS:
            if kind in RECORD_KINDS and other != kind and record.get(other) is not None:
                article = "An" if kind[0] in "aeiou" else "A"
                yield Fault(json_path((*place, other)), f'{article} {kind} has no part "{other}".')


def _evidence_faults(document: Raw) -> Iterator[Fault]:
    records = {record.get("id"): record for _, record in objects(document, "records") if _is_id(record.get("id"))}
    for place, piece in objects(document, "evidence"):
        yield from _count_faults(piece, place)
        source = piece.get("source")
        if not isinstance(source, dict):
            continue
        if piece.get("record") is None:
            yield Fault(json_path((*place, "source")), "Evidence that is drawn from no record has no source in one.")
        elif _is_id(piece["record"]) and piece["record"] in records:
            yield from _passage_faults(source, records[piece["record"]], (*place, "source"))


def _is_id(value: object) -> bool:
    return isinstance(value, str)


def _count_faults(piece: Raw, place: Place) -> Iterator[Fault]:
    count = piece.get("count")
    if isinstance(count, dict):
        n, of = count.get("n"), count.get("of")
        if _is_number(n) and _is_number(of) and n > of:
            yield Fault(json_path((*place, "count", "n")), f"More cases are counted ({n}) than there are ({of}).")


def _passage_faults(source: Raw, record: Raw, place: Place) -> Iterator[Fault]:
    field, start, end = source.get("field"), source.get("start"), source.get("end")
    if not isinstance(field, str):
        return
    text = _field_text(record, field)
    if text is None:
        yield Fault(json_path((*place, "field")), f"The record has no {shown(field)}.")
        return
    if start is None and end is None:
        return
    if start is None or end is None:
        missing = "start" if start is None else "end"
        yield Fault(json_path((*place, missing)), "A passage has both a start and an end, or neither.")
    elif _is_number(start) and _is_number(end):
        if end > len(text):
            yield Fault(json_path((*place, "end")), f"The passage ends after its text ({len(text)} characters).")
        if start > end:
            yield Fault(json_path((*place, "start")), "The passage starts after its end.")


def _field_text(record: Raw, field: str) -> str | None:
    """Return the text of `notes`, `answers/N` or `checks/N`; None where the record lacks it."""
    if field == "notes":
        return _text(record.get("notes"))
    one = _ONE_OF_MANY.fullmatch(field)
    if one is None:
        return None
    name, position = one[1], int(one[2])
    part = record.get({"answers": "interview", "checks": "case"}[name])
    held = part.get(name) if isinstance(part, dict) else None
    if not isinstance(held, list) or position >= len(held) or not isinstance(held[position], dict):
        return None
    return _text(held[position].get("answer" if name == "answers" else "note"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unknown_names(document: Raw, framework: Framework) -> Iterator[Fault]:
    def check(found: Found, known: Iterable[Any], what: str) -> Iterator[Fault]:
        names = {each if isinstance(each, str) else each.id for each in known}
        for place, name in found:
            if name not in names:
                sentence = f'The framework {framework.id} has no {what} "{shown(name)}".'
                yield Fault(json_path(place), sentence)

    for kind in ("records", "evidence", "findings"):
        for place, held in objects(document, kind):
            yield from check(_strings_in(held, place, "themes"), framework.themes, "theme")
    yield from check(_values(objects(document, "findings"), "category"), framework.categories, "category")
    yield from check(_values(objects(document, "visit", "copies"), "role"), framework.copy_roles, "copy role")
    yield from check(_keys(document, ("visit", "time_limits")), framework.clocks, "time limit")
    yield from check(_keys(document, ("letter", "wording")), _wording_keys(framework), "part of the letter")
    for place, record in objects(document, "records"):
        case, inside = record.get("case"), (*place, "case")
        if not isinstance(case, dict):
            continue
        one = [(inside, case)]
        yield from check(_values(iter(one), "pathway"), framework.pathways, "pathway")
        yield from check(_values(iter(one), "status"), framework.statuses, "status")
        yield from check(_values(iter(one), "quality"), framework.qualities, "quality")
        yield from check(_keys_in(case, inside, "dates"), framework.case_dates, "date of a case")
        checks = list(objects_in(case, inside, "checks"))
        yield from check(_values(iter(checks), "check"), framework.checks, "check")
        yield from check(_values(iter(checks), "answer"), framework.answers, "answer to a check")


def _wording_keys(framework: Framework) -> Iterator[str]:
    """Give the names under which the author's own wording can stand."""
    yield from ("salutation", "replaces")
    yield from (part.id for part in framework.letter.parts)
    yield from (f"heading:{category.id}" for category in framework.categories)
    yield from (f"subheading:{theme.id}" for theme in framework.themes)


def objects(document: Raw, *path: str) -> Found:
    """Give the objects of a list, with their places."""
    holder, place = _holder(document, path)
    yield from objects_in(holder, place, path[-1])


def objects_in(holder: Raw, place: Place, key: str) -> Found:
    """Give the objects of a list of `holder`, which stands at this place, with their own places."""
    held = holder.get(key)
    for index, each in enumerate(held if isinstance(held, list) else ()):
        if isinstance(each, dict):
            yield (*place, key, index), each


def _strings(document: Raw, *path: str) -> Found:
    holder, place = _holder(document, path)
    yield from _strings_in(holder, place, path[-1])


def _strings_in(holder: Raw, place: Place, key: str) -> Found:
    held = holder.get(key)
    for index, each in enumerate(held if isinstance(held, list) else ()):
        if isinstance(each, str):
            yield (*place, key, index), each


def _values(objects: Found, key: str) -> Found:
    """Give what stands under a key of each object, where it is text."""
    for place, held in objects:
        value = held.get(key)
        if isinstance(value, str):
            yield (*place, key), value


def _keys(document: Raw, path: tuple[str, ...]) -> Found:
    holder, place = _holder(document, path)
    yield from _keys_in(holder, place, path[-1])


def _keys_in(holder: Raw, place: Place, key: str) -> Found:
    held = holder.get(key)
    for name in held if isinstance(held, dict) else ():
        if not is_own_key(name):
            yield (*place, key, name), name


def _holder(document: Raw, path: tuple[str, ...]) -> tuple[Raw, Place]:
    holder: Any = document
    for key in path[:-1]:
        holder = holder.get(key) if isinstance(holder, dict) else None
    return (holder if isinstance(holder, dict) else {}), path[:-1]
