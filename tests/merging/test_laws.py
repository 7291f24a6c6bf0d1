"""The laws of merging, over random histories on two to four laptops (`--histories 20000` for many of them)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

import pytest
from histories import Laptop, Log, Thing, broken_chain, state_of

from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, is_automatic, name_of, parents_of, written_value

SEED = 26431
FINDINGS, PIECES = ("f1", "f2"), ("e1", "e2")
WORDS = ("a", "b", "c", "d")


def happen(laptops: list[Laptop], chance: random.Random, acts: int) -> None:
    """Let so many random acts happen on the laptops."""
    for _ in range(acts):
        laptop = chance.choice(laptops)
        finding, word = chance.choice(FINDINGS), chance.choice(WORDS)
        things = laptop.state()
        act = chance.choices(
            ("make", "text", "category", "order", "link", "weigh", "remove", "choose", "undo", "take", "old"),
            (2, 6, 2, 2, 3, 2, 2, 6, 4, 4, 1),
        )[0]
        if act == "make":
            laptop.make("finding", finding, {"text": word, "category": "strengths", "order": "a0"})
        elif act == "take":
            laptop.take(chance.choice(laptops).log)
        elif act == "old":
            other = chance.choice(laptops)
            heads = other.heads()
            laptop.take(other.log, _package_of_long_ago(other, heads, chance))
        elif ("finding", finding) in things:
            _act_on(laptop, things, finding, act, word, chance)


def _act_on(
    laptop: Laptop, things: Mapping[tuple[str, str], Thing], finding: str, act: str, word: str, chance: random.Random
) -> None:
    piece = chance.choice(PIECES)
    link = f"{finding}-{piece}"
    standing = not things["finding", finding].removal.removed
    if act == "link" and standing:
        laptop.make("link", link, {"finding": finding, "evidence": piece, "bearing": "supports", "order": "a0"})
    elif act == "weigh" and ("link", link) in things:
        laptop.set("link", link, "weighed", word)
    elif act == "remove":
        laptop.set("finding", finding, "deleted", True)
    elif act in ("text", "category", "order") and standing:
        laptop.set("finding", finding, act, word)
    elif act == "undo":
        laptop.undo("finding", finding, chance.choice(("text", "category")))
    elif act == "choose":
        for name in ("text", "category"):
            if len(things["finding", finding].heads(name)) > 1:
                laptop.choose("finding", finding, name, word)


def _package_of_long_ago(other: Laptop, heads: Mapping[str, int], chance: random.Random) -> Mapping[str, int]:
    """What the other laptop had when it wrote one of its entries, up to that entry: what a package of then held."""
    own = [name for name in other.knew if name in other.log]
    if not own:
        return heads
    then = chance.choice(own)
    known = [other.log[name] for name in (*other.knew[then], then)]
    upto: dict[str, int] = {}
    for entry in known:
        upto[entry.laptop] = max(upto.get(entry.laptop, 0), entry.seq)
    return upto


def histories(count: int) -> list[tuple[int, list[Laptop]]]:
    """So many random histories, each with the number by which it can be made again."""
    made = []
    for number in range(count):
        chance = random.Random(SEED + number)
        wrong = [0, chance.randint(-72, 72), chance.randint(-72, 72), 1]
        laptops = [Laptop(f"laptop-{name}", hours) for name, hours in zip("abcd", wrong, strict=True)]
        laptops = laptops[: chance.randint(2, 4)]
        _begin(laptops, chance)
        happen(laptops, chance, chance.randint(6, 40))
        made.append((number, laptops))
    return made


def _begin(laptops: list[Laptop], chance: random.Random) -> None:
    """Mostly a visit begins on one laptop and the others join it; some bring in the same file each by themselves."""
    for laptop in laptops if chance.random() < 0.2 else laptops[:1]:
        for finding in FINDINGS:
            laptop.make("finding", finding, {"text": "a", "category": "strengths", "order": "a0"})
    for laptop in laptops[1:]:
        if chance.random() < 0.8:
            laptop.take(laptops[0].log)


@pytest.fixture(scope="module")
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--histories"))


def test_the_laws_of_merging(count: int) -> None:
    for number, laptops in histories(count):
        union: Log = {}
        for laptop in laptops:
            assert broken_chain(laptop.log) is None, number
            union |= laptop.log
        _what_was_known_is_known(laptops, union, number)
        _nothing_acknowledged_is_missing(laptops, union, number)
        _writing_wins_over_a_removal_that_did_not_know_it(laptops, union, number)
        _all_orders_of_taking_end_alike(laptops, number)


def _what_was_known_is_known(laptops: list[Laptop], union: Log, number: int) -> None:
    """What the rules say that a laptop had seen is what it had; of takings alone nobody takes note."""
    seen = Seen(entry for entry in union.values() if entry.entity == "taking")
    for laptop in laptops:
        for name, knew in laptop.knew.items():
            for other in (each for each in union.values() if each.entity != "taking"):
                assert seen.by(union[name], other) == (name_of(other) in knew), (number, name, name_of(other))


def _nothing_acknowledged_is_missing(laptops: list[Laptop], union: Log, number: int) -> None:
    """What anyone wrote in a field stands in it, or was written over by who had it before them."""
    knew = {name: known for laptop in laptops for name, known in laptop.knew.items()}
    state = state_of(union.values())
    for name, entry in union.items():
        if entry.entity == "taking" or entry.field in (None, "deleted") or is_automatic(entry.entity, str(entry.field)):
            continue
        thing = state[entry.entity, entry.id]
        values = [written_value(union[head], str(entry.field)) for head in thing.heads(str(entry.field))]
        if entry.value in values:
            continue
        over = [each for each in union.values() if name in parents_of(each)]
        assert all(name in knew[name_of(each)] for each in over), (number, name)
        assert over or any(_says_what_was_written_over(entry, each, knew, union) for each in union.values()), (
            number,
            name,
        )


def _says_what_was_written_over(
    entry: LogEntry, later: LogEntry, knew: Mapping[str, frozenset[str]], union: Log
) -> bool:
    """Whether who wrote the later one had seen this one, and wrote over another that said the same."""
    alike = [union[name] for name in parents_of(later) if union[name].field in (None, entry.field)]
    said = [
        written_value(each, str(entry.field)) for each in alike if (each.entity, each.id) == (entry.entity, entry.id)
    ]
    return name_of(entry) in knew[name_of(later)] and later.field == entry.field and entry.value in said


def _writing_wins_over_a_removal_that_did_not_know_it(laptops: list[Laptop], union: Log, number: int) -> None:
    knew = {name: known for laptop in laptops for name, known in laptop.knew.items()}
    for (entity, thing), found in state_of(union.values()).items():
        if entity != "finding" or not found.removal.removed:
            continue
        removals = [
            name
            for name, each in union.items()
            if (each.entity, each.id, each.field, each.value) == (entity, thing, "deleted", True)
        ]
        wrote = [
            name
            for name, each in union.items()
            if (each.entity, each.id) == (entity, thing) and each.field in ("text", "category")
        ]
        assert any(
            all(writing in knew[removed] or removed in knew[writing] for writing in wrote) for removed in removals
        ), (number, thing)


def _all_orders_of_taking_end_alike(laptops: list[Laptop], number: int) -> None:
    """Commutative, associative, idempotent: whoever takes from whom in which order, however often."""
    logs = [dict(laptop.log) for laptop in laptops]
    ends = []
    for order in itertools.islice(itertools.permutations(range(len(logs))), 4):
        merged: Log = {}
        for place in order:
            merged |= logs[place]
            merged |= logs[order[0]]
        ends.append(state_of(merged.values()))
        shuffled = list(merged.values())
        random.Random(number).shuffle(shuffled)
        ends.append(state_of(shuffled))
    assert all(end == ends[0] for end in ends), number
    first = Laptop("late")
    for laptop in laptops:
        first.take(laptop.log)
        first.take(laptop.log)
    assert first.state() == ends[0], number
    _after_everyone_has_taken(laptops, ends[0], number)


def _after_everyone_has_taken(laptops: list[Laptop], end: Mapping[tuple[str, str], Thing], number: int) -> None:
    for _ in range(2):
        for one, other in itertools.permutations(laptops, 2):
            one.take(other.log)
    for laptop in laptops:
        assert laptop.state() == end, (number, laptop.name)
        assert broken_chain(laptop.log) is None, number
