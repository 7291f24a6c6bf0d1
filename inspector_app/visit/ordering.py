"""Order that merges: each thing carries a key, and a new key can always be made between any two.

Moving one thing changes one key, so two laptops that move different things do not shuffle each other's order. Two
laptops that each put something at one place give it one key; the ids then settle the order. Nothing can be put between
two such things until the second is set apart: it is given a key of its own, made of the common one and its id. So every
laptop that sets it apart gives it the same key, whatever else stands there, and what it does so is no move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, takewhile
from typing import Protocol, TypeVar

from fractional_indexing import generate_key_between, generate_n_keys_between

from inspector_app.visit.change import LogEntry


class Ordered(Protocol):
    """Anything with an id and an order key."""

    @property
    def id(self) -> str:
        """The id, which settles ties."""

    @property
    def order(self) -> str:
        """The order key."""


T = TypeVar("T", bound=Ordered)


def in_order(things: Sequence[T]) -> tuple[T, ...]:
    """Return the things in their order."""
    return tuple(sorted(things, key=lambda thing: (thing.order, thing.id)))


def placed_at(things: Sequence[Ordered], moving: Sequence[str], position: int) -> Mapping[str, str]:
    """Return the keys to give, by id, so that the moving ones stand in their sequence at a place among things in order.

    `position` counts all of the things, those that move too: the moving ones land before the one that stands there.
    They may be new, or some of the things. Besides them only things of one key that are parted by them are given one;
    nothing where the things stand so already.
    """
    going = set(moving)
    position = max(0, position)
    before = [thing for thing in things[:position] if thing.id not in going]
    after = [thing for thing in things[position:] if thing.id not in going]
    arranged = [*(thing.id for thing in before), *moving, *(thing.id for thing in after)]
    if arranged == [thing.id for thing in things]:
        return {}
    apart = _keys_apart(things)
    shared = before[-1].order if before else ""
    parted = list(takewhile(lambda thing: thing.order == shared, after))
    lower = apart[before[-1].id] if before else None
    upper = apart[after[0].id] if parted else after[0].order if after else None
    keys = map(str, generate_n_keys_between(lower, upper, n=len(moving)))
    return dict(zip(moving, keys, strict=True)) | {thing.id: apart[thing.id] for thing in parted}


def sets_apart(entry: LogEntry) -> bool:
    """Say whether a change gives a thing a key of its own, to tell it from others of one key: it is not moved by it."""
    return entry.field == "order" and str(entry.value).endswith(_own_end(entry.id))


def _keys_apart(things: Sequence[Ordered]) -> Mapping[str, str]:
    """Return a key for each of the things in order, its own where no other has that; all differ, in the same order."""
    keys: dict[str, str] = {}
    groups = [(key, [thing.id for thing in same]) for key, same in groupby(things, key=lambda thing: thing.order)]
    for (key, same), (following, _) in pairwise([*groups, (None, [])]):
        if key and len(same) == 1:
            keys[same[0]] = key
        else:
            start = key or str(generate_key_between(None, following))
            keys |= dict(zip(same, _own_keys(start, same, following), strict=True))
    return keys


def _own_keys(start: str, things: Sequence[str], following: str | None) -> list[str]:
    """Return a key for each, so near behind `start` that there is hardly ever a key between: the id behind noughts.

    There is one nought, and more only where the key that follows begins with `start` and noughts itself.
    """
    last, tried = _own_end(things[-1]), range(len(following or "1"))
    more = next("0" * more for more in tried if following is None or f"{start}{'0' * more}{last}" < following)
    return [f"{start}{more}{_own_end(thing)}" for thing in things]


def _own_end(thing: str) -> str:
    """Return digits of a key that stand in the order of the ids; the last is not a nought, as no key ends in one."""
    return f"0{thing.encode().hex()}1"


def order_between(before: str | None, after: str | None) -> str:
    """Return a key after `before` and before `after`; None stands for the start and the end."""
    return str(generate_key_between(before or None, after or None))


def order_behind(things: Sequence[Ordered]) -> str:
    """Return a key that puts a new thing behind all of these, which are in order."""
    return order_between(things[-1].order if things else None, None)


def orders(count: int) -> list[str]:
    """Return that many keys in order, for things that are made together."""
    return [str(key) for key in generate_n_keys_between(None, None, n=count)]


def orders_after(last: str | None, count: int) -> list[str]:
    """Return that many keys in order after the last one that there is (None: there is none)."""
    return [str(key) for key in generate_n_keys_between(last or None, None, n=count)]
