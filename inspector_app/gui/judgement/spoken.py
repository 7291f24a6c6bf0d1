"""Rows of the board in words: what a screen reader says, what a tool tip shows, what stands under a card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement.rows import UNSORTED, CardRow, FindingRow, Row
from inspector_app.visit.agreement import in_words
from inspector_app.visit.lines import Card
from inspector_app.visit.written_labels import LABELS, counted_in_words


def short_text(row: Row, framework: Framework) -> str:
    """Return the row's own words: the card's, the finding's, the column's label."""
    if isinstance(row, CardRow):
        return row.card.text
    if isinstance(row, FindingRow):
        return row.finding.text
    return column_label(row.id, framework)


def column_label(column: str, framework: Framework) -> str:
    """Return what stands over a column."""
    return "Unsorted" if column == UNSORTED else framework.category(column).label


def row_in_words(row: Row, framework: Framework, inspectors: Mapping[str, str]) -> str:
    """Return everything that the drawing of a row says by icons and colours."""
    if isinstance(row, CardRow):
        return _card_in_words(row, framework, inspectors)
    if isinstance(row, FindingRow):
        return _finding_in_words(row)
    return f"{column_label(row.id, framework)}, {row.total}"


def source_kind(card: Card) -> str:
    """Return the kind of source in words: a kind of record, or counted over cases."""
    if card.counted:
        return "Counted over cases"
    return style.KIND_WORDS[card.kind] if card.kind else "On its own"


def short_day(day: date | None) -> str:
    """Return a day as "20 Apr"; nothing where there is none."""
    return f"{day.day} {day:%b}" if day else ""


def initials(name: str) -> str:
    """Return the initials of an inspector's name."""
    return "".join(word[0] for word in name.split() if word[0].isalpha()).upper()


def weight_in_words(row: FindingRow) -> str:
    """Return how much holds a finding up: pieces and records."""
    weight = row.weight
    if weight is None or not weight.supports:
        return "no evidence yet" if weight is None or not weight.contradicts else "nothing for it"
    labels = counted_in_words(weight.from_paper, weight.from_memory)
    said = (number_of(weight.supports, "piece"), number_of(weight.records, "record"), labels)
    return " · ".join(fact for fact in said if fact)


def also_on(row: CardRow) -> str:
    """Return on how many other findings a card lies; nothing where it lies on no other."""
    others = len(row.card.links) - (row.link is not None)
    return f"also on {number_of(others, 'other')}" if others > 0 else ""


MOVED_ON = "its source has moved on: these words no longer stand in it"


def _card_in_words(row: CardRow, framework: Framework, inspectors: Mapping[str, str]) -> str:
    card = row.card
    facts = [source_kind(card)]
    if card.record_title:
        facts.append(card.record_title)
    facts += [short_day(card.day), inspectors.get(card.author or "", ""), LABELS[card.written].noted]
    if card.leaning:
        facts.append(style.LEANING_WORDS[card.leaning])
    facts.append(", ".join(framework.theme_label(theme) for theme in card.themes))
    if row.link is not None:
        facts.append("contradicts" if row.link.bearing == "contradicts" else "supports")
    if card.in_confidence:
        facts.append("said in confidence, never to be quoted")
    if card.moved_on:
        facts.append(MOVED_ON)
    facts.append(also_on(row))
    return f"{card.text}\n{' · '.join(fact for fact in facts if fact)}"


def _finding_in_words(row: FindingRow) -> str:
    said = [row.finding.text or "Finding without words", weight_in_words(row)]
    if row.weight is not None and row.weight.contradicts:
        said.append(f"{row.weight.contradicts} against")
    said += [f"{one.name} {in_words(one)}" for one in row.standing]
    said += [problem.message for problem in row.problems if not problem.accepted]
    return "\n".join(said)


def number_of(count: int, what: str) -> str:
    """Return "1 card", "2 cards"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
