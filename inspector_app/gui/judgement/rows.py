"""What stands on the board, as plain values: columns, their findings and cards, narrowed by the filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inspector_app.frameworks.framework import Framework, RecordKind
from inspector_app.visit.entities import Finding, Leaning
from inspector_app.visit.lines import Card, CardLink
from inspector_app.visit.problem import Problem
from inspector_app.visit.weight import Weight

UNSORTED = "unsorted"
"""The key of the column for cards that lie on no finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card at one place: unsorted, or on a finding through a link."""

    card: Card
    link: CardLink | None = None

    @property
    def finding(self) -> str | None:
        """The finding that it lies on here, or None."""
        return self.link.finding if self.link else None

    @property
    def key(self) -> str:
        """What names this place of the card on the board; one card may lie on several findings."""
        return f"card:{self.card.id}@{self.finding or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding with the cards shown on it, its weight and what is wrong with it."""

    finding: Finding
    cards: tuple[CardRow, ...] = ()
    weight: Weight | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What names the finding on the board."""
        return f"finding:{self.finding.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRows:
    """One column: unsorted cards, or the findings of a category; `total` counts also what filters hide."""

    id: str
    rows: tuple[CardRow, ...] | tuple[FindingRow, ...] = ()
    total: int = 0

    @property
    def key(self) -> str:
        """What names the column on the board."""
        return f"column:{self.id}"


Row = CardRow | FindingRow | ColumnRows


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilter:
    """Which cards are shown; None and empty mean: all."""

    theme: str | None = None
    day: date | None = None
    inspector: str | None = None
    kind: RecordKind | None = None
    leaning: Leaning | None = None
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything may be hidden."""
        return self != BoardFilter()

    def shows(self, card: Card) -> bool:
        """Say whether a card is shown; counted evidence counts as drawn from cases."""
        kind = "case" if card.counted else card.kind
        return (
            (self.theme is None or self.theme in card.themes)
            and (self.day is None or card.day == self.day)
            and (self.inspector is None or card.author == self.inspector)
            and (self.kind is None or kind == self.kind)
            and (self.leaning is None or card.leaning == self.leaning)
            and self._has_words(card.text)
        )

    def shows_by_itself(self, finding: Finding) -> bool:
        """Say whether a finding is shown even if none of its cards is: its own words or themes are what is sought."""
        if self.day or self.inspector or self.kind or self.leaning:
            return False
        return (self.theme is None or self.theme in finding.themes) and self._has_words(finding.text)

    def _has_words(self, text: str) -> bool:
        if not self.words.strip():
            return True
        found = text.casefold()
        return all(word in found for word in self.words.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules say of the findings, by finding."""

    weights: Mapping[str, Weight] = field(default_factory=dict)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def board_columns(
    framework: Framework,
    cards: Sequence[CardRow],
    findings: Sequence[Finding],
    judged: Judged,
    shown: BoardFilter,
) -> tuple[ColumnRows, ...]:
    """Return the columns from left to right: unsorted, then the framework's categories.

    `cards` are all cards as rows of the unsorted column; those that do not lie there make rows of their own.
    """
    by_finding: dict[str, list[CardRow]] = {finding.id: [] for finding in findings}
    unsorted: list[CardRow] = []
    unsorted_total = 0
    everything = not shown.narrows
    for row in cards:
        links = row.card.links
        if not links:
            unsorted_total += 1
        if everything or shown.shows(row.card):
            if not links:
                unsorted.append(row)
            for link in links:
                by_finding[link.finding].append(CardRow(card=row.card, link=link))
    columns = [ColumnRows(id=UNSORTED, rows=tuple(unsorted), total=unsorted_total)]
    for category in framework.categories:
        of_category = [finding for finding in findings if finding.category == category.id]
        rows = tuple(_finding_row(finding, by_finding[finding.id], judged) for finding in of_category)
        if shown.narrows:
            rows = tuple(row for row in rows if row.cards or shown.shows_by_itself(row.finding))
        columns.append(ColumnRows(id=category.id, rows=rows, total=len(of_category)))
    return tuple(columns)


def _finding_row(finding: Finding, cards: list[CardRow], judged: Judged) -> FindingRow:
    in_order = sorted(cards, key=lambda row: (row.link.order if row.link else "", row.card.id))
    return FindingRow(
        finding=finding,
        cards=tuple(in_order),
        weight=judged.weights.get(finding.id),
        problems=judged.problems.get(finding.id, ()),
    )
