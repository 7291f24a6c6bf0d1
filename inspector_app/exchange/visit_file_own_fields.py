"""What this program keeps of a visit that the visit file has no name for, under `x-...` keys of its own.

The contract lets every program add such keys, and has the others keep and give them back. A key of ours that holds
what we would not have written is another program's, and stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, TypeVar

import cattrs

from inspector_app.exchange.visit_file_shape import Raw
from inspector_app.visit.entities import Case, Interview, Record
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.ordering import orders

SAMPLING = "x-sampling"
"""At the file's top: the frames and draws. The rows of a frame are not in the file, only their digest."""

_DIGEST = re.compile("[0-9a-f]{64}")
_OWN: Mapping[type, Mapping[str, str]] = {
    Record: {"x-unfiled": "unfiled", "x-paper-id": "paper_id", "x-explained": "explained"},
    Interview: {"x-views": "views"},
    Case: {"x-draw": "draw", "x-position": "position", "x-replaces": "replaces", "x-left-reason": "left_reason"},
}
_TYPES: Mapping[str, type] = {"unfiled": bool, "position": int}

T = TypeVar("T", Record, Interview, Case)


def with_own_fields(value: T) -> T:
    """Return a record, an interview or a case with its `x-...` keys that are ours as the fields they stand for."""
    kept = dict(value.extra)
    found: dict[str, Any] = {}
    for key, name in _OWN[type(value)].items():
        if key in kept and type(kept[key]) is _TYPES.get(name, str) and kept[key] != _default(value, name):
            found[name] = kept.pop(key)
    return replace(value, **found, extra=kept) if found else value


def with_own_keys_added(value: Record | Interview | Case) -> Mapping[str, object]:
    """Return the `x-...` keys of a record, an interview or a case, with those for our fields that say something."""
    said = {key: getattr(value, name) for key, name in _OWN[type(value)].items()}
    ours = {key: held for key, held in said.items() if held != _default(value, _OWN[type(value)][key])}
    return {**value.extra, **ours} if ours else value.extra


def sampling_of(raw: object) -> tuple[tuple[Frame, ...], tuple[Draw, ...]] | None:
    """Return the frames and draws that stand under `x-sampling`, or None where it is not ours."""
    if not isinstance(raw, dict) or set(raw) != {"frames", "draws"} or not raw["frames"]:
        return None
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    try:
        frames = converter.structure(_placed(raw["frames"]), tuple[Frame, ...])
        draws = converter.structure(_placed(raw["draws"]), tuple[Draw, ...])
    except (ValueError, TypeError, KeyError, AttributeError, cattrs.ForbiddenExtraKeysError):
        return None
    known = {frame.id for frame in frames}
    whole = len(known) == len(frames) and len({draw.id for draw in draws}) == len(draws)
    sound = all(map(_is_frame, frames)) and all(draw.frame in known and _is_draw(draw) for draw in draws)
    return (frames, draws) if whole and sound else None


def sampling_key(frames: tuple[Frame, ...], draws: tuple[Draw, ...]) -> Raw:
    """Return what stands under `x-sampling`, as an object with that one key; empty where there is no frame."""
    if not frames:
        return {}
    return {SAMPLING: {"frames": [_written(frame) for frame in frames], "draws": [_written(draw) for draw in draws]}}


_PLACE = ("order", "deleted")


def _placed(raws: list[Raw]) -> list[Raw]:
    if any(name in raw for raw in raws for name in _PLACE):
        raise ValueError("an order of its own")
    return [{**raw, "order": order} for raw, order in zip(raws, orders(len(raws)), strict=True)]


def _is_frame(frame: Frame) -> bool:
    digests = all(_DIGEST.fullmatch(digest) for digest in (frame.sha256, frame.file_sha256))
    return digests and frame.rows >= 0 and _is_instant(frame.brought_in_at)


def _is_draw(draw: Draw) -> bool:
    """Whether it is one that could have been drawn: each stratum gives as many positions as it says."""
    sizes = [stratum.size for stratum in draw.strata]
    named = {stratum.name for stratum in draw.strata}
    counted = min(sizes, default=0) >= 0 and sum(sizes) == len(draw.positions) == draw.size
    return counted and len(named) == len(sizes) and min(draw.positions, default=1) >= 1 and _is_instant(draw.drawn_at)


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _written(entity: Frame | Draw) -> Raw:
    held = {name: value for name, value in asdict(entity).items() if name not in _PLACE}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in held.items()}


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is not {kind.__name__}")
    return value


def _default(value: object, name: str) -> object:
    return next(each.default for each in fields(value) if each.name == name)  # type: ignore[arg-type]
