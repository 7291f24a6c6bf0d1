"""One finding and its evidence side by side over the whole page; Escape goes back to the same row of the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.judgement.board import Board
from inspector_app.gui.judgement.panel import JudgementPanel
from inspector_app.gui.judgement.rows import CardRow, FindingRow
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.headings import hint

_KEY = "Z"


class Zoom(QWidget):
    """The bar over the finding while it is looked at closely; the panel itself is what fills the page.

    Nothing is built twice: the board and the page's bar are hidden, so that what is being typed in the panel stays.
    """

    turned = Signal()
    """It was opened or closed: the finding is to be shown again."""
    refused = Signal(str)
    """There is no finding to look at: why, in a sentence."""
    commands: list[QAction]

    def __init__(self, board: Board, panel: JudgementPanel, page: QWidget, others: Sequence[QWidget]) -> None:
        super().__init__(page)
        self._board = board
        self._panel = panel
        self._others = (board, *others)
        self.setProperty("role", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("One finding")
        self._where = hint("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(4 * (style.space(1),)))
        row.setSpacing(style.space(2))
        row.addWidget(button("Back to the board", self.close_up, icon="arrow-left", key="Esc", parent=self))
        row.addWidget(self._where, 1)
        before, after = (lambda: self._go(-1)), (lambda: self._go(1))
        row.addWidget(icon_button("arrow-up", "Finding before (Ctrl+PgUp)", before, parent=self))
        row.addWidget(icon_button("arrow-down", "Next finding (Ctrl+PgDown)", after, parent=self))
        wanted = icon_button("zoom-in", f"Finding and evidence side by side ({_KEY})", self.open_up, parent=panel)
        panel.form.add_aside(wanted)
        self._others = (*self._others, wanted)
        self._toggle = self._command("Finding and evidence side by side", _KEY, self._turn)
        for place in (board, panel.backing):
            place.addAction(self._toggle)
        self._within = [
            self._command("Back to the board", "Esc", self.close_up),
            self._command("Next finding", "Ctrl+PgDown", after),
            self._command("Finding before", "Ctrl+PgUp", before),
        ]
        for action in self._within:
            action.setEnabled(False)
            page.addAction(action)
        self.commands = [self._toggle]
        board.current_changed.connect(self._show_where)
        self.hide()

    def is_open(self) -> bool:
        """Say whether one finding fills the page."""
        return not self.isHidden()

    def open_up(self) -> None:
        """Let the current finding, or that of the current card, fill the page."""
        if self._finding() is None:
            self.refused.emit("Choose a finding first, or a card that lies on one.")
            return
        self._set(True)
        self.take_focus()

    def close_up(self) -> None:
        """Go back to the board, to the row that is current there."""
        if self.is_open():
            self._set(False)
            self._board.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the current piece of evidence, or on the board while that fills the page."""
        if self.is_open():
            row = self._board.current_row()
            self._on_piece(row.card.id if isinstance(row, CardRow) else None)
        else:
            self._board.take_focus()

    def _turn(self) -> None:
        if self.is_open():
            self.close_up()
        else:
            self.open_up()

    def _set(self, is_open: bool) -> None:
        for other in self._others:
            other.setVisible(not is_open)
        self.setVisible(is_open)
        for action in self._within:
            action.setEnabled(is_open)
        self._panel.fill_page(is_open)
        self._show_where()
        self.turned.emit()

    def _go(self, way: int) -> None:
        findings = [finding.id for finding in self._board.model.all_findings()]
        here = self._finding()
        at = findings.index(here) + way if here in findings else 0
        if not 0 <= at < len(findings):
            return
        in_words = self._panel.form.text.hasFocus()
        self._board.go_to(f"finding:{findings[at]}")
        if not in_words:
            self._on_piece(None)

    def _on_piece(self, card: str | None) -> None:
        if not self._panel.backing.take_focus(card):
            self._panel.form.text.setFocus()

    def _finding(self) -> str | None:
        row = self._board.current_row()
        if isinstance(row, FindingRow):
            return row.finding.id
        return row.finding if isinstance(row, CardRow) else None

    def _show_where(self) -> None:
        if self.is_open() and self._finding() is None:
            self.close_up()
        elif self.is_open():
            findings = [finding.id for finding in self._board.model.all_findings()]
            here = self._finding()
            at = f"Finding {findings.index(here) + 1} of {len(findings)}" if here in findings else ""
            self._where.setText(at)

    def _command(self, words: str, key: str, do: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: do())
        return action
