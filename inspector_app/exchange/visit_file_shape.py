"""The optional keys of the visit file and what they stand for when they are absent.

Import and export give the same file value for value, also where it spells out what could have been left out. So what
the file spelled out is kept as `given` (see `visit/entities.py`): "post" for a key that holds its default,
"title=null" for a null where the default is something else, "case/dates" for an object that stood there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Raw = dict[str, Any]
"""A JSON object."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object inside an object.

    `kind` is "always" where the program has its fields whether or not the file has it, "optional" where its absence
    means something, and "map" where its keys are names of the framework and null means that a key is absent.
    """

    kind: Literal["always", "optional", "map"]
    fields: Shape = field(default_factory=dict)


Shape = Mapping[str, object]
"""The optional keys of an object: the default of each, or the Part that stands there."""

_MAP = Part("map")

TOP: Shape = {"records": [], "evidence": [], "findings": [], "concerns": [], "letter": Part("always")}
VISIT: Shape = {
    "authority": Part("always", {"area": "", "article": ""}),
    "inspectors": [],
    "addressees": [],
    "copies": [],
    "time_limits": _MAP,
}
INSPECTOR: Shape = {"designation": "", "lead": False}
ADDRESSEE: Shape = {"salutation": "", "post": None, "organisation": None, "address": [], "postcode": None}
COPY: Shape = {"name": None, "post": None, "organisation": None}
ANSWER: Shape = {"answer": ""}
CHECK: Shape = {"answer": None, "note": None}
OBSERVATION: Shape = {"setting": None, "activity": None, "roles": []}
INTERVIEW: Shape = {"role": None, "team": None, "people": None, "answers": []}
CASE: Shape = {
    "reference": "",
    "pathway": None,
    "status": None,
    "team": None,
    "chosen": Part("always", {"how": None, "stratum": None, "reason": None}),
    "dates": _MAP,
    "child_seen": Part("always", {"on": None, "alone": None}),
    "manager_sign_off": None,
    "ethnicity_recorded": None,
    "quality": None,
    "checks": [],
}
DOCUMENT: Shape = {"type": None, "dated": None, "supplied_by": None}
DETAILS: Mapping[str, Shape] = {
    "observation": OBSERVATION,
    "interview": INTERVIEW,
    "case": CASE,
    "document": DOCUMENT,
}
_RECORD: Shape = {
    "author": None,
    "day": None,
    "start": None,
    "end": None,
    "written_at": None,
    "written": "at-the-time",
    "title": "",
    "themes": [],
    "notes": "",
    **dict.fromkeys(DETAILS),
}
RECORD: Mapping[str, Shape] = {kind: {**_RECORD, kind: Part("always", shape)} for kind, shape in DETAILS.items()}
"""The shape of a record of each kind: the parts of the other kinds can only be null."""
EVIDENCE: Shape = {
    "record": None,
    "author": None,
    "source": Part("optional", {"start": None, "end": None}),
    "count": Part("optional"),
    "themes": [],
    "leaning": None,
    "in_confidence": False,
}
LINK: Shape = {"bearing": "supports", "weighed": None}
FINDING: Shape = {
    "points": [],
    "themes": [],
    "evidence": [],
    "accepted": [],
    "risk": Part("optional", {"who": "", "of_what": "", "systemic": None}),
}
CONCERN: Shape = {
    "case": None,
    "raised_at": None,
    "raised_by": None,
    "raised_with": None,
    "matter": "",
    "response": None,
    "safe_at": None,
    "closed_at": None,
}
LETTER: Shape = {"date": None, "signatories": [], "wording": _MAP}


def spelled_out(raw: Raw, shape: Shape, above: str = "") -> tuple[str, ...]:
    """Return the optional keys that the object spells out although the program would know them without."""
    return tuple(sorted(_spelled_out(raw, shape, above)))


def _spelled_out(raw: Raw, shape: Shape, above: str) -> Iterator[str]:
    for key, value in raw.items():
        if key not in shape:
            continue
        path, standing = f"{above}{key}", shape[key]
        if not isinstance(standing, Part):
            if value is None and standing is not None:
                yield f"{path}=null"
            elif value == standing:
                yield path
        elif value is None:
            yield path if standing.kind == "optional" else f"{path}=null"
        elif standing.kind == "map":
            yield path
            yield from (f"{path}/{name}" for name, held in value.items() if held is None and not is_own_key(name))
        else:
            if standing.kind == "always":
                yield path
            yield from _spelled_out(value, standing.fields, f"{path}/")


def as_given(whole: Raw, shape: Shape, given: Collection[str] | None, above: str = "") -> Raw:
    """Return the object as its file had it: of the keys that hold their default, those that were spelled out.

    `whole` has every key; `given` None keeps them all.
    """
    if given is None:
        return whole
    kept: Raw = {}
    for key, value in whole.items():
        path, standing = f"{above}{key}", shape.get(key, _REQUIRED)
        if standing is _REQUIRED:
            kept[key] = value
        elif not isinstance(standing, Part):
            if f"{path}=null" in given and value == standing:
                kept[key] = None
            elif path in given or value != standing:
                kept[key] = value
        elif value is None:
            if path in given:
                kept[key] = None
        else:
            inner = _with_nulls(value, given, path) if standing.kind == "map" else value
            inner = as_given(inner, standing.fields, given, f"{path}/")
            if inner or path in given or standing.kind == "optional":
                kept[key] = inner
            elif f"{path}=null" in given:
                kept[key] = None
    return kept


def own_keys(raw: Raw, *parts: str) -> dict[str, object]:
    """Return the `x-...` keys of an object and of these parts of it, by path."""
    own = {key: value for key, value in raw.items() if is_own_key(key)}
    for part in parts:
        inner = raw.get(part)
        if isinstance(inner, dict):
            own.update({f"{part}/{key}": value for key, value in inner.items() if is_own_key(key)})
    return own


def with_own_keys(whole: Raw, own: Mapping[str, object]) -> Raw:
    """Return the object with its `x-...` keys in their places; those of a part that is gone go with it."""
    for path, value in own.items():
        if is_own_key(path):
            whole[path] = value
            continue
        part, _, key = path.partition("/")
        if isinstance(whole.get(part), dict):
            whole[part][key] = value
    return whole


def is_own_key(key: str) -> bool:
    """Say whether a key is one that another program may use as it likes."""
    return key.startswith("x-")


def own_key(name: str) -> str:
    """Return the key under which this program keeps what the visit file has no name for."""
    return f"x-inspector-app-{name.replace('_', '-')}"


def _with_nulls(held: Raw, given: Collection[str], path: str) -> Raw:
    names = sorted(entry.removeprefix(f"{path}/") for entry in given if entry.startswith(f"{path}/"))
    return {**held, **{name: None for name in names if name not in held}}


_REQUIRED = object()
