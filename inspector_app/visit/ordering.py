"""Order that merges: each thing carries a key, and a new key can always be made between any two.

Moving one thing changes one key, so two laptops that move different things do not shuffle each other's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from fractional_indexing import generate_key_between, generate_n_keys_between


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


def order_between(before: str | None, after: str | None) -> str:
    """Return a key after `before` and before `after`; None stands for the start and the end.

    Two neighbours may bear the same key after a merge; the new key then stands after both.
    """
    if before and after and before >= after:
        after = None
    return str(generate_key_between(before or None, after or None))


def order_at(things: Sequence[Ordered], position: int) -> str:
    """Return a key that puts a new thing at this position among things already in order."""
    position = max(0, min(position, len(things)))
    before = things[position - 1].order if position > 0 else None
    after = things[position].order if position < len(things) else None
    return order_between(before, after)


def orders_between(before: str | None, after: str | None, count: int) -> list[str]:
    """Return that many keys in order between two, as `order_between` does one: short ones, however many there are."""
    if before and after and before >= after:
        after = None
    return [str(key) for key in generate_n_keys_between(before or None, after or None, n=count)]


def orders(count: int) -> list[str]:
    """Return that many keys in order, for things that are made together."""
    return [str(key) for key in generate_n_keys_between(None, None, n=count)]


def orders_after(last: str | None, count: int) -> list[str]:
    """Return that many keys in order after the last one that there is (None: there is none)."""
    return [str(key) for key in generate_n_keys_between(last or None, None, n=count)]
