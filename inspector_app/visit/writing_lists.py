"""The lists by which a note is looked through for names of people, read once from `resources/writing`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from inspector_app.places import resources_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingLists:
    """Given names (`also_words`: those that are words or places too), and the other signs of a name."""

    given: frozenset[str]
    also_words: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    relations: frozenset[str]
    speaking: frozenset[str]
    public: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    lower: frozenset[str]
    between: frozenset[str]
    postcode_areas: frozenset[str]


@cache
def writing_lists() -> WritingLists:
    """Return the lists."""
    folder = resources_folder() / "writing"
    with (folder / "name-signs.toml").open("rb") as file:
        signs = tomllib.load(file)
    lines = (folder / "given-names.txt").read_text(encoding="utf-8").splitlines()
    areas = frozenset(signs.pop("postcode_areas").split())
    return WritingLists(
        given=frozenset(name for line in lines if line[:1] not in ("#", "?") for name in line.split()),
        also_words=frozenset(name for line in lines if line[:1] == "?" for name in line[1:].split()),
        postcode_areas=areas,
        **{name: frozenset(words) for name, words in signs.items()},
    )
