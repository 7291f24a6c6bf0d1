"""The keys for evidence and sentences: T ties, Ctrl+Enter confirms; on the board, in the words, on a piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from inspector_app.gui import style
from inspector_app.gui.judgement.board import Board
from inspector_app.gui.judgement.panel import JudgementPanel

_TIE_KEY = "T"
_CONFIRM_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class SentenceKeys(QObject):
    """Lets the keys act on what the keyboard is on; `commands` are for the keys sheet."""

    def __init__(self, board: Board, panel: JudgementPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._board = board
        self._panel = panel
        tie = self._command("Tie the evidence to a sentence…", [_TIE_KEY], self._tie)
        confirm = self._command("The evidence still backs the changed sentences", _CONFIRM_KEYS, self._confirm)
        for place in (board, panel.backing):
            place.addActions([tie, confirm])
        panel.form.addAction(confirm)
        self.commands = [tie, confirm]

    def _tie(self) -> None:
        piece = self._panel.backing.focused_piece()
        if piece is not None:
            self._panel.tie_piece(piece)
            return
        at = self._board.mapToGlobal(QPoint(style.space(10), style.space(10)))
        self._panel.sentences.tie(self._cards(), at)

    def _confirm(self) -> None:
        piece = self._panel.backing.focused_piece()
        if piece is not None:
            self._panel.sentences.confirm([piece.link.evidence])
            return
        self._panel.flush()
        field = QApplication.focusWidget()
        on_board = field is not None and self._board.isAncestorOf(field)
        self._panel.sentences.confirm((self._cards() or None) if on_board else None)

    def _cards(self) -> Sequence[str]:
        return [one.card.id for one in self._board.picked() if one.finding is not None]

    def _command(self, words: str, keys: Sequence[str], do: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: do())
        return action
