"""Which records a list shows, in which order, and under which heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from inspector_app.visit.happened import written_later
from inspector_app.visit.lines import RecordLine

Order = Literal["time", "latest", "label", "title", "author", "evidence"]
Grouping = Literal["none", "day", "author", "theme"]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group of records ("Day 1"), and how many there are."""

    words: str
    records: int


Rows = list[Head | RecordLine]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Order, groups, and what alone is shown: one day, author or theme, what is unfiled, what was written later."""

    order: Order = "time"
    group: Grouping = "day"
    day: date | None = None
    author: str | None = None
    theme: str | None = None
    unfiled: bool = False
    later: bool = False

    def leaves_out(self) -> bool:
        """Say whether anything is left out."""
        return self.unfiled or self.later or (self.day, self.author, self.theme) != (None, None, None)

    def shows(self, line: RecordLine) -> bool:
        """Say whether a record is among those wanted."""
        return (
            (self.day is None or line.day == self.day)
            and (self.author is None or line.author == self.author)
            and (self.theme is None or self.theme in line.themes)
            and (not self.unfiled or line.unfiled)
            and (not self.later or is_later(line))
        )


@dataclass(frozen=True, slots=True)
class Names:
    """The words for what records name by id: the visit's days, its inspectors, and the framework's themes."""

    days: tuple[date, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)

    def day(self, day: date | None) -> str:
        """Return a day in words, with its number in the visit."""
        if day is None:
            return "No day"
        words = f"{day:%A} {day.day} {day:%B %Y}"
        return f"Day {self.days.index(day) + 1} · {words}" if day in self.days else words

    def author(self, author: str | None) -> str:
        """Return the name of who wrote something."""
        return self.authors.get(author, "Another inspector") if author is not None else "No author"


def is_later(line: RecordLine) -> bool:
    """Say whether a record was written up later than it happened, or from memory."""
    return line.written == "from-memory" or (
        line.written == "at-the-time" and written_later(line.day, line.start, line.end, line.written_at)
    )


def arranged(
    lines: Collection[RecordLine], wanted: Arrangement, names: Names, words: str = "", found: Collection[str] = ()
) -> Rows:
    """Return heads and records as the arrangement asks; `words` must all stand in a record's line, unless it is one of
    the `found` ids, which hold them elsewhere. Under themes a record stands once for each of its themes."""
    asked = words.casefold().split()
    shown = [
        line
        for line in lines
        if wanted.shows(line) and (not asked or line.id in found or all(word in _searched(line) for word in asked))
    ]
    shown.sort(key=_sorting(wanted.order, names), reverse=wanted.order == "latest")
    return _grouped(shown, wanted, names)


def places_for(line: RecordLine, rows: Rows, wanted: Arrangement, names: Names) -> list[int] | None:
    """Return the rows of an arrangement before which a new record comes to stand, the first first: as `arranged` would
    put it, without sorting the others again. None where the groups are others with it, or come in another order."""
    if not wanted.shows(line):
        return []
    if wanted.group == "none":
        return [_place_among(line, rows, 0, len(rows), wanted.order, names)]
    heads = [(at, row) for at, row in enumerate(rows) if isinstance(row, Head)]
    places = []
    for group in _groups_of(line, wanted.group):
        words = _words_for(group, wanted.group, names)
        nth = next((n for n, (_at, head) in enumerate(heads) if head.words == words), None)
        if nth is None:
            return None
        first, members = heads[nth][0] + 1, heads[nth][1].records
        place = _place_among(line, rows, first, first + members, wanted.order, names)
        if place == first and nth > 0 and wanted.group != "theme":  # groups stand as the first of each would
            before = rows[heads[nth - 1][0] + 1]
            assert isinstance(before, RecordLine)
            if _place_among(line, [before], 0, 1, wanted.order, names) == 0:
                return None
        places.append(place)
    return sorted(places)


def _place_among(line: RecordLine, rows: Rows, first: int, behind: int, order: Order, names: Names) -> int:
    key = _sorting(order, names)
    members = [row for row in rows[first:behind] if isinstance(row, RecordLine)]
    if order == "latest":
        return behind - bisect_left(members[::-1], key(line), key=key)
    return first + bisect_left(members, key(line), key=key)


def _sorting(order: Order, names: Names) -> Callable[[RecordLine], tuple[object, ...]]:
    keys: Mapping[Order, Callable[[RecordLine], tuple[object, ...]]] = {
        "time": _when,
        "latest": _when,
        "label": lambda line: (not line.label, line.label, line.id),
        "title": lambda line: (not line.title, line.title.casefold(), *_when(line)),
        "author": lambda line: (names.author(line.author).casefold(), *_when(line)),
        "evidence": lambda line: (-line.evidence, *_when(line)),
    }
    return keys[order]


def _when(line: RecordLine) -> tuple[object, ...]:
    return line.day or date.max, line.start or time.min, line.written_at or "", line.id


def _grouped(lines: Sequence[RecordLine], wanted: Arrangement, names: Names) -> Rows:
    if wanted.group == "none":
        return list(lines)
    groups: dict[date | str | None, list[RecordLine]] = {}
    if wanted.group == "theme":  # in the framework's order, whatever comes first
        groups = {theme: [] for theme in names.themes}
    for line in lines:
        for group in _groups_of(line, wanted.group):
            groups.setdefault(group, []).append(line)
    rows: Rows = []
    for group, members in groups.items():
        if members:
            rows.append(Head(_words_for(group, wanted.group, names), len(members)))
            rows.extend(members)
    return rows


def _groups_of(line: RecordLine, group: Grouping) -> Sequence[date | str | None]:
    if group == "day":
        return (line.day,)
    return (line.author,) if group == "author" else line.themes or (None,)


def _words_for(group: date | str | None, grouping: Grouping, names: Names) -> str:
    if grouping == "author":
        return names.author(str(group) if group is not None else None)
    if isinstance(group, str):
        return names.themes.get(group, group)
    return names.day(group) if grouping == "day" else "No theme"


def _searched(line: RecordLine) -> str:
    return f"{line.title} {line.label} {line.opening}".casefold()
