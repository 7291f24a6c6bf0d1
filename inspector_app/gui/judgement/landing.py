"""Where something dragged over a column would land, and how that is shown before the button is let go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap

from inspector_app.gui import style
from inspector_app.gui.judgement.model import BoardRole
from inspector_app.gui.judgement.rows import UNSORTED, CardRow, FindingRow
from inspector_app.gui.judgement.rows_view import RowsView
from inspector_app.visit.entities import Bearing


@dataclass(frozen=True, slots=True)
class Landing:
    """A place of landing: on a column or a finding (`onto`), at a place among its findings or cards (-1: last).

    `area` is drawn, or a line where it is flat.
    """

    onto: QModelIndex
    at: int
    words: str
    area: QRect
    bearing: Bearing | None = None


def card_landing(view: RowsView, column: str, point: QPoint, *, against: bool) -> Landing:
    """Return where cards dropped at a point of the viewport land; `against`: they are meant to contradict."""
    root = view.rootIndex()
    ground = view.viewport().rect()
    if column == UNSORTED:
        return Landing(root, -1, "Take off the finding", ground)
    index = view.indexAt(point)
    row = index.data(BoardRole.ROW)
    if isinstance(row, FindingRow):
        return _on_finding(view, index, point, against)
    if isinstance(row, CardRow):
        rect = view.visualRect(index)
        below = point.y() > rect.center().y()
        line = QRect(rect.x(), rect.bottom() if below else rect.y(), rect.width(), 0)
        words = "Contradicts" if against else "Place here"
        finding = view.board.finding_of(index)
        at = index.row() - finding.row() - 1 + below
        return Landing(finding, at, words, line, "contradicts" if against else None)
    return Landing(root, -1, "New finding", _below_all(view))


def finding_landing(view: RowsView, column: str, point: QPoint) -> Landing | None:
    """Return where findings dropped at a point land, or None: they cannot lie unsorted."""
    if column == UNSORTED:
        return None
    index = view.indexAt(point)
    if not index.isValid():
        return Landing(view.rootIndex(), -1, "Move here", _below_all(view))
    finding = view.board.finding_of(index)
    below = finding != index or point.y() > view.visualRect(index).center().y()
    at = view.board.place_among_findings(finding) + below
    y = _edge_under(view, finding) if below else view.visualRect(finding).y()
    return Landing(view.rootIndex(), at, "Move here", QRect(0, y, view.viewport().width(), 0))


def paint_landing(painter: QPainter, landing: Landing) -> None:
    """Draw the place of landing: a frame or a line, with what would happen in words."""
    ink = style.colour("error" if landing.bearing == "contradicts" else "accent")
    pen = QPen(ink)
    pen.setWidth(style.measure("focus"))
    painter.setPen(pen)
    area = landing.area
    if area.height() > 0:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -2, -2))
    else:
        painter.drawLine(area.x(), area.y(), area.right(), area.y())
    font = style.font("small", bold=True)
    metrics = QFontMetrics(font)
    tag = QRect(0, 0, metrics.horizontalAdvance(landing.words) + style.space(4), metrics.height() + style.space(1))
    tag.moveTopRight(QPoint(area.right() - 1, area.y() if area.height() > 0 else max(0, area.y() - tag.height())))
    painter.fillRect(tag, ink)
    painter.setFont(font)
    painter.setPen(style.colour("surface"))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), landing.words)


def carried(words: str, ratio: float) -> QPixmap:
    """Return a small tag that goes with the pointer, for a screen of this pixel ratio.

    A whole card under the pointer would hide the place on which it lands.
    """
    font = style.font("small", bold=True)
    metrics = QFontMetrics(font)
    size = QSize(metrics.horizontalAdvance(words) + style.space(4), metrics.height() + style.space(2))
    tag = QPixmap(size * ratio)
    tag.setDevicePixelRatio(ratio)
    tag.fill(style.colour("accent"))
    painter = QPainter(tag)
    painter.setFont(font)
    painter.setPen(style.colour("surface"))
    painter.drawText(QRect(QPoint(), size), int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    return tag


def _on_finding(view: RowsView, index: QModelIndex, point: QPoint, against: bool) -> Landing:
    """On a finding the right third contradicts, the rest supports; above its edge a new finding is made."""
    rect = view.visualRect(index)
    if point.y() < rect.y() + style.space(1.5):
        at = view.board.place_among_findings(index)
        return Landing(view.rootIndex(), at, "New finding", QRect(rect.x(), rect.y(), rect.width(), 0))
    third = rect.width() // 3
    if against or point.x() > rect.right() - third:
        area = rect if against else rect.adjusted(2 * third, 0, 0, 0)
        return Landing(index, -1, "Contradicts", area, "contradicts")
    return Landing(index, -1, "Supports", rect.adjusted(0, 0, -third, 0), "supports")


def _edge_under(view: RowsView, finding: QModelIndex) -> int:
    """Return the lower edge of a finding with all its cards."""
    row, last = view.board.row(finding), finding
    if isinstance(row, FindingRow) and not view.board.is_folded(row.key):
        last = finding.siblingAtRow(finding.row() + len(row.cards))
    return view.visualRect(last).bottom() + 1


def _below_all(view: RowsView) -> QRect:
    """Return the empty ground under the last row, at least a row's height of it."""
    ground = view.viewport().rect()
    rows = view.board.rowCount(view.rootIndex())
    top = view.visualRect(view.board.index(rows - 1, 0, view.rootIndex())).bottom() + 1 if rows else 0
    least = ground.bottom() - style.measure("hit")
    return QRect(ground.x(), min(top, least), ground.width(), ground.bottom() - min(top, least))
