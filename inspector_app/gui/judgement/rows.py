"""What stands on the board, as plain values: columns, their findings and cards, narrowed by the filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from inspector_app.frameworks.framework import Framework, RecordKind
from inspector_app.visit.agreement import Standing, agreed_by_all
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
    key: str = field(init=False)
    """What names this place of the card on the board; one card may lie on several findings."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"card:{self.card.id}@{self.finding or ''}")

    @property
    def finding(self) -> str | None:
        """The finding that it lies on here, or None."""
        return self.link.finding if self.link else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding with the cards shown on it, its weight, what is wrong with it, and where the team stands on it."""

    finding: Finding
    cards: tuple[CardRow, ...] = ()
    weight: Weight | None = None
    problems: tuple[Problem, ...] = ()
    standing: tuple[Standing, ...] = ()

    @property
    def key(self) -> str:
        """What names the finding on the board."""
        return f"finding:{self.finding.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRows:
    """One column: unsorted cards, or the findings of a category.

    `total` counts also what filters hide, and `findings` has them, in order.
    """

    id: str
    rows: tuple[CardRow, ...] | tuple[FindingRow, ...] = ()
    total: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """What names the column on the board."""
        return f"column:{self.id}"


Row = CardRow | FindingRow | ColumnRows


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilter:
    """Which cards are shown; None and empty mean: all. `unsettled` leaves the findings on which not all agree."""

    theme: str | None = None
    day: date | None = None
    inspector: str | None = None
    kind: RecordKind | None = None
    leaning: Leaning | None = None
    words: str = ""
    unsettled: bool = False

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


def board_columns(
    framework: Framework, cards: Iterable[CardRow], findings: Sequence[FindingRow], shown: BoardFilter
) -> tuple[ColumnRows, ...]:
    """Return the columns from left to right: unsorted, then the framework's categories.

    `cards` are all cards as rows of the unsorted column, of which those that lie on a finding are left out; `findings`
    hold all their cards. Rows that the filter leaves whole are handed on as they are.
    """
    unsorted = [row for row in cards if not row.card.links]
    left = [row for row in unsorted if shown.shows(row.card)] if shown.narrows else unsorted
    columns = [ColumnRows(id=UNSORTED, rows=tuple(left), total=len(unsorted))]
    for category in framework.categories:
        of_category = [row for row in findings if row.finding.category == category.id]
        rows = [_narrowed(row, shown) for row in of_category] if shown.narrows else of_category
        columns.append(
            ColumnRows(
                id=category.id,
                rows=tuple(row for row in rows if row is not None),
                total=len(of_category),
                findings=tuple(row.finding for row in of_category),
            )
        )
    return tuple(columns)


def _narrowed(row: FindingRow, shown: BoardFilter) -> FindingRow | None:
    """Return a finding with the cards that the filter leaves it; None where nothing of it is sought."""
    if shown.unsettled and agreed_by_all(row.standing):
        return None
    cards = tuple(card for card in row.cards if shown.shows(card.card))
    if len(cards) == len(row.cards) > 0:
        return row
    return replace(row, cards=cards) if cards or shown.shows_by_itself(row.finding) else None
