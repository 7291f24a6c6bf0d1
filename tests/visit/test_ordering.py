"""Order keys: things stand where they were put, and moving one leaves the others where they are, on every laptop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.visit.change import LogEntry
from inspector_app.visit.ordering import in_order, order_behind, placed_at, sets_apart
from inspector_app.visit.registers import Seen, register

KEYS = ("", "Zz", "a0", "a0001", "a00V", "a0V", "a0Vl", "a1", "b00")
IDS = [f"{number:02x}" for number in range(80)]


@dataclass(frozen=True)
class Thing:
    id: str
    order: str


def things_of(keys: Mapping[str, str]) -> tuple[Thing, ...]:
    return in_order([Thing(each, key) for each, key in keys.items()])


def ids(things: Sequence[Thing]) -> list[str]:
    return [thing.id for thing in things]


def placed(laptop: str, seq: int, thing: str, key: str) -> LogEntry:
    clock = f"2010-05-21T14:00:{seq:02}.000Z/0000"
    return LogEntry(laptop, seq, "", clock, "", seq, None, "finding", thing, "order", key, None, "")


held = st.dictionaries(st.sampled_from(IDS[:30]), st.sampled_from(KEYS), max_size=12)


@given(held, st.lists(st.sampled_from(IDS[:40]), unique=True, min_size=1, max_size=4), st.integers(0, 13))
def test_things_stand_where_they_were_put_whatever_the_keys(
    before: Mapping[str, str], moving: list[str], position: int
) -> None:
    things = things_of(before)
    keys = placed_at(things, moving, position)
    stood = [thing for thing in things[:position] if thing.id not in moving]
    behind = [thing for thing in things[position:] if thing.id not in moving]
    assert ids(things_of({**before, **keys})) == [*ids(stood), *moving, *ids(behind)]
    assert not keys.keys() & set(ids(stood))
    parted = keys.keys() - set(moving)
    assert all(before[each] == (stood[-1].order if stood else "") for each in parted)
    assert {each for each, key in keys.items() if sets_apart(placed("here", 1, each, key))} == parted


@dataclass
class Laptop:
    """One laptop's order: each key, and what decides over another: how often laptops had met, a move, the clock."""

    name: int
    keys: dict[str, tuple[tuple[int, bool, int], str]]

    def place(self, moving: Sequence[str], position: int, meeting: int, clock: int) -> None:
        for each, key in placed_at(self.things(), moving, position).items():
            self.keys[each] = ((meeting, each in moving, clock), key)

    def things(self) -> tuple[Thing, ...]:
        return things_of({each: key for each, (_, key) in self.keys.items()})

    def take(self, other: Laptop) -> None:
        for each, held in other.keys.items():
            self.keys[each] = max(held, self.keys.get(each, held))


acts = st.lists(st.tuples(st.booleans(), st.integers(0, 12), st.integers(0, 12), st.integers(1, 3)), max_size=4)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(acts, acts), min_size=1, max_size=3))
def test_two_laptops_that_place_different_things_do_not_shuffle_each_others(
    rounds: list[tuple[list[tuple[bool, int, int, int]], list[tuple[bool, int, int, int]]]],
) -> None:
    laptops, fresh, clock = (Laptop(0, {}), Laptop(1, {})), iter(IDS), 0
    for meeting, both in enumerate(rounds):
        known = ids(laptops[0].things())
        touched: tuple[set[str], set[str]] = (set(), set())
        runs: list[list[str]] = []
        for laptop, mine, its in zip(laptops, touched, both, strict=True):
            for new, which, position, count in its:
                own = [each for number, each in enumerate(known) if number % 2 == laptop.name]
                moving = [next(fresh) for _ in range(count)] if new else own[which : which + 1]
                if moving:
                    clock += 1
                    laptop.place(moving, position, meeting, clock)
                    mine.update(moving)
                    runs += [moving] if new else []
        alone = [ids(laptop.things()) for laptop in laptops]
        laptops[0].take(laptops[1])
        laptops[1].take(laptops[0])
        merged = ids(laptops[0].things())
        assert merged == ids(laptops[1].things())
        for order, others in zip(alone, reversed(touched), strict=True):
            stayed = [each for each in order if each not in others]
            assert [each for each in merged if each in stayed] == stayed
        for run in runs:
            assert [each for each in merged if each in run] == run


def test_a_new_thing_goes_behind_all_also_where_the_last_bear_one_key() -> None:
    assert order_behind([]) == "a0"
    assert order_behind([Thing("a", "a1"), Thing("b", "a1")]) == "a2"


def test_what_is_set_apart_gets_the_same_key_whatever_was_put_there() -> None:
    things = (Thing("a", "a0"), Thing("b", "a1"), Thing("c", "a1"), Thing("d", "a2"))
    one, other = placed_at(things, ["x"], 2), placed_at(things, ["y", "z"], 2)
    assert one["c"] == other["c"]
    assert one.keys() == {"x", "c"}
    assert placed_at(things, ["x"], 3).keys() == {"x"}
    assert placed_at(things, ["b"], 1) == {}


def test_who_told_a_thing_from_its_neighbours_does_not_undo_a_move_that_they_did_not_know_of() -> None:
    apart = placed_at((Thing("e", "a1"), Thing("f", "a1")), ["x"], 1)["f"]
    moved, told = placed("here", 1, "f", "a5"), placed("there", 2, "f", apart)
    assert register("order", [moved, told], Seen(())).value == "a5"
    assert register("order", [told, moved], Seen(())).value == "a5"
    taking = LogEntry("there", 1, "", "", "", 1, None, "taking", "t", None, {"heads": {"here": 1}}, None, "")
    assert register("order", [moved, told], Seen([taking])).value == apart
    assert register("order", [moved, placed("there", 2, "f", "a7")], Seen(())).value == "a7"
