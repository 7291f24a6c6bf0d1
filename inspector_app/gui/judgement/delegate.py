"""How cards and findings are drawn; a row's height follows from the length of its words and the column's width."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector_app.frameworks.framework import Tone
from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.gui.judgement.model import BoardModel, BoardRole
from inspector_app.gui.judgement.rows import CardRow, FindingRow
from inspector_app.gui.widgets.chips import Chip, chip_height, chip_width, paint_chips
from inspector_app.gui.widgets.wrapped_text import paint_wrapped
from inspector_app.visit.written_labels import LABELS

CARD_LINES = 3
FINDING_LINES = 5
_SAMPLE = "Supervision takes place every six weeks; the notes are mainly about cases, with little on reflection."
FOLDED_LINES = 2
_LOST = 5
"""Characters of a line that a word which no longer fits leaves empty; wide letters are reckoned with it."""

Index = QModelIndex | QPersistentModelIndex


class BoardDelegate(QStyledItemDelegate):
    """Draws the rows of one column."""

    def __init__(self, board: BoardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._framework = board.framework
        self._tones: dict[str, Tone] = {category.id: category.tone for category in board.framework.categories}

    def heights(self, rows: Sequence[CardRow | FindingRow], width: int) -> list[int]:
        """Return the heights of rows in a column so many pixels wide.

        They follow from how many characters a text has: to measure ten thousand texts takes longer than a hand waits.
        """
        loose = _heights_by_length(width - style.space(5), CARD_LINES)
        linked = _heights_by_length(width - style.space(5) - style.space(4), CARD_LINES)
        room = width - _finding_text_left() - style.space(3)
        whole, folded = _heights_by_length(room, FINDING_LINES), _heights_by_length(room, FOLDED_LINES)
        heights = []
        for row in rows:
            if isinstance(row, CardRow):
                table, length = (linked if row.link else loose), len(row.card.text)
            elif isinstance(row, FindingRow):
                table, length = (folded if self._board.is_folded(row.key) else whole), len(_finding_text(row))
            heights.append(table[length] if length < len(table) else table[-1])
        return heights

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card or a finding."""
        row = index.data(BoardRole.ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, CardRow):
            self._paint_card(painter, rect, state, row)
        elif isinstance(row, FindingRow):
            self._paint_finding(painter, rect, state, row)
        painter.restore()

    # -- cards

    def _paint_card(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: CardRow) -> None:
        against = row.link is not None and row.link.bearing == "contradicts"
        box = rect.adjusted(_card_left(row), 0, -style.space(1), -style.space(1))
        ink = _paint_box(painter, box, state, "surface", "error" if against else "line")
        inside = box.adjusted(style.space(2), style.space(2), -style.space(2), -style.space(2))
        painter.setFont(style.font())
        painter.setPen(style.colour(ink))
        text = QRect(inside.x(), inside.y(), inside.width(), inside.height() - _meta_height() - style.space(1))
        paint_wrapped(painter, text, row.card.text, _lines_in(painter, text))
        line = QRect(inside.x(), inside.bottom() - _meta_height() + 1, inside.width(), _meta_height())
        self._paint_card_facts(painter, line, row, "text_muted" if ink == "text" else ink)

    def _paint_card_facts(self, painter: QPainter, line: QRect, row: CardRow, ink: str) -> None:
        card = row.card
        x = line.x()
        marks: list[tuple[str, str]] = []
        if row.link is not None and row.link.bearing == "contradicts":
            marks.append(("against", "error"))
        marks.append(("table" if card.counted else style.KIND_ICONS[card.kind] if card.kind else "dot", ink))
        if card.leaning:
            tone = ink if ink == "selection_text" else style.LEANING_TONES[card.leaning]
            marks.append((style.LEANING_ICONS[card.leaning], tone))
        if card.in_confidence:
            marks.append(("confidence", ink))
        if card.moved_on:
            marks.append(("split", ink if ink == "selection_text" else "warning"))
        for name, tone in marks:
            x = _paint_mark(painter, x, line, name, tone)
        author = self._board.inspectors.get(card.author or "", "")
        facts = [LABELS[card.written].short, spoken.also_on(row)]
        facts += [spoken.short_day(card.day), spoken.initials(author)]
        facts.append(", ".join(self._framework.theme_label(theme) for theme in card.themes))
        _paint_fact_line(painter, QRect(x, line.y(), line.right() - x, line.height()), facts, ink)

    # -- findings

    def _paint_finding(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: FindingRow) -> None:
        tone = self._tones.get(row.finding.category, "satisfactory")
        box = rect.adjusted(0, style.space(1), -style.space(1), -style.space(1))
        ink = _paint_box(painter, box, state, f"tone_{tone}_soft", f"tone_{tone}")
        painter.fillRect(QRect(box.x(), box.y(), style.space(1), box.height()), style.tone_colour(tone))
        inside = QRect(_finding_text_left(), box.y() + style.space(1.5), 0, box.height() - style.space(3))
        inside.setRight(box.right() - style.space(2))
        if row.finding.evidence:
            fold = "chevron-right" if self._board.is_folded(row.key) else "chevron-down"
            style.paint_icon(painter, QRectF(fold_rect(rect)), fold, style.colour(ink))
        painter.setFont(style.font())
        painter.setPen(style.colour(ink if row.finding.text else "text_muted"))
        text = QRect(inside.x(), inside.y(), inside.width(), inside.height() - _meta_height() - style.space(1))
        paint_wrapped(painter, text, _finding_text(row), _lines_in(painter, text))
        line = QRect(inside.x(), inside.bottom() - _meta_height() + 1, inside.width(), _meta_height())
        self._paint_finding_facts(painter, line, row, ink)

    def _paint_finding_facts(self, painter: QPainter, line: QRect, row: FindingRow, ink: str) -> None:
        chips = problem_chips(row)
        width = 0
        if chips:
            width = min(line.width() // 2, sum(_chip_room(chip) for chip in chips))
            paint_chips(painter, QRect(line.right() - width, line.y(), width + 1, line.height()), chips)
        x = line.x()
        for kind in row.weight.kinds if row.weight else ():
            x = _paint_mark(painter, x, line, style.KIND_ICONS[kind], ink)
        room = QRect(x, line.y(), line.right() - width - x, line.height())
        metrics = QFontMetrics(style.font("small"))
        words = spoken.weight_in_words(row)
        while " · " in words and metrics.horizontalAdvance(words) > room.width():
            words = words.rpartition(" · ")[0]
        _paint_fact_line(painter, room, [words], ink)


def _heights_by_length(width: int, most: int) -> list[int]:
    """Return the heights of rows whose texts have so many characters, from none up; longer ones are as the last.

    At the end of a line a word is lost to wrapping: of York's cards one in a hundred gets a line too few.
    """
    line = QFontMetrics(style.font()).height()
    around = _meta_height() + 2 * style.space(2) + 2 * style.space(1)
    characters = max(1.0, width / _character_width())
    limits = [round(count * characters - _LOST * max(1, count - 1)) for count in range(1, most)]
    longest = max(0, *limits) + 1
    return [around + line * (bisect_left(limits, length) + 1) for length in range(longest + 1)]


def _character_width() -> float:
    """Return how wide a character of English text is on average, in pixels."""
    return QFontMetricsF(style.font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE)


def _lines_in(painter: QPainter, area: QRect) -> int:
    return max(1, area.height() // painter.fontMetrics().height())


def problem_chips(row: FindingRow) -> list[Chip]:
    """Return the tags for how many inspectors agree, once one has spoken, and for what stands against a finding:
    evidence, errors, warnings that nobody has answered."""
    errors = sum(1 for problem in row.problems if problem.level == "error")
    warnings = sum(1 for problem in row.problems if problem.level == "warning" and not problem.accepted)
    chips = []
    if any(one.state != "not-asked" for one in row.standing):
        agreed = sum(1 for one in row.standing if one.state == "agreed")
        chips.append(Chip(f"{agreed}/{len(row.standing)}", "people"))
    if row.weight is not None and row.weight.contradicts:
        chips.append(Chip(str(row.weight.contradicts), "against"))
    if errors:
        chips.append(Chip(str(errors), "cross", "priority"))
    if warnings:
        chips.append(Chip(str(warnings), "warning", "development"))
    return chips


def fold_rect(rect: QRect) -> QRect:
    """Return where in a finding's row its fold mark is drawn."""
    side = style.measure("icon")
    return QRect(rect.x() + style.space(1.5), rect.y() + style.space(2.5), side, side)


def _paint_box(painter: QPainter, box: QRect, state: QStyle.StateFlag, ground: str, edge: str) -> str:
    """Draw the ground of a row and return the name of the ink that goes on it."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    pen = QPen(style.colour("focus" if focused else edge))
    pen.setWidth(style.measure("focus") if focused else 1)
    painter.setPen(pen)
    painter.setBrush(style.colour("selection" if chosen else ground))
    painter.drawRoundedRect(
        QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), style.measure("radius"), style.measure("radius")
    )
    return "selection_text" if chosen else "text"


def _paint_mark(painter: QPainter, x: int, line: QRect, name: str, tone: str) -> int:
    side = style.space(4)
    style.paint_icon(painter, QRectF(x, line.y() + (line.height() - side) / 2, side, side), name, style.colour(tone))
    return x + side + style.space(1)


def _paint_fact_line(painter: QPainter, line: QRect, facts: list[str], ink: str) -> None:
    painter.setFont(style.font("small"))
    painter.setPen(style.colour(ink))
    words = " · ".join(fact for fact in facts if fact)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _finding_text(row: FindingRow) -> str:
    return row.finding.text or "No words yet: press E to write them."


def _card_left(row: CardRow) -> int:
    return style.space(4) if row.link is not None else 0


def _finding_text_left() -> int:
    return style.space(2.5) + style.measure("icon")


def _meta_height() -> int:
    return max(QFontMetrics(style.font("small")).height(), chip_height())


def _chip_room(chip: Chip) -> int:
    return chip_width(chip) + style.space(1)
