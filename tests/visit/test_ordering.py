"""Order keys: a new one can be made between any two, and moving one thing leaves the others where they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit.ordering import in_order, order_at, order_between, orders


@dataclass(frozen=True)
class Thing:
    id: str
    order: str


@given(st.lists(st.integers(0, 30), max_size=60))
def test_things_stand_where_they_were_put(positions: list[int]) -> None:
    things: list[Thing] = []
    expected: list[str] = []
    for number, position in enumerate(positions):
        position = min(position, len(things))
        new = Thing(f"{number:03}", order_at(things, position))
        expected.insert(position, new.id)
        things = list(in_order([*things, new]))
    assert [thing.id for thing in things] == expected


@given(st.integers(1, 30), st.data())
def test_moving_one_leaves_the_others_in_their_order(count: int, data: st.DataObject) -> None:
    things = [Thing(f"{n:03}", key) for n, key in enumerate(orders(count))]
    moved = things.pop(data.draw(st.integers(0, count - 1)))
    position = data.draw(st.integers(0, len(things)))
    placed = in_order([*things, replace(moved, order=order_at(things, position))])
    assert [thing.id for thing in placed if thing.id != moved.id] == [thing.id for thing in things]
    assert placed[position].id == moved.id


def test_neighbours_that_bear_the_same_key_after_a_merge_do_not_break_the_order() -> None:
    assert order_between("a1", "a1") > "a1"
    assert order_between("", "a1") < "a1"
    assert in_order([Thing("b", "a1"), Thing("a", "a1")]) == (Thing("a", "a1"), Thing("b", "a1"))
