"""One piece of evidence: its words, themes by one letter each, leaning, in confidence. Nothing modal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.fields import TextField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, hint, say, trouble
from inspector_app.gui.widgets.leaning_picker import LeaningPicker
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.tick_list import TickList
from inspector_app.visit.entities import Evidence

LEANING_KEYS = {"+": "strength", "=": "strength", "0": "neutral", "-": "weakness"}
CONFIDENCE_KEY = "."
KEYS = "Letter: theme.  + strength, 0 neutral, - weakness.  . in confidence.  Del removes.  Enter or Esc: back."


class PieceEditor(QWidget):
    """Shows a piece and says what the person does to it; with the cursor in the themes, one key each does it."""

    text_edited = Signal(str)
    text_left = Signal()
    themes_changed = Signal(object)
    leaning_changed = Signal(object)
    confidence_changed = Signal(bool)
    removed = Signal()
    done = Signal()
    """Back to the text."""
    board_wanted = Signal()

    def __init__(self, themes: Sequence[Option]) -> None:
        super().__init__()
        self.setAccessibleName("Piece of evidence")
        self._shown = ""
        self._text = TextField("Words of the evidence", lines=2)
        self._leaning = LeaningPicker(self)
        self._confidence = QCheckBox("In confidence ( . )", self)
        self._confidence.setAccessibleName("Said in confidence: may inform, is never quoted")
        self._confidence.setToolTip("May inform a finding; is never quoted.")
        self._moved = trouble("", self)
        self._board = button("On no finding yet", self.board_wanted.emit, parent=self)
        self._themes = TickList(themes, "Themes of the evidence", self)
        self._lay_out()
        self._text.edited.connect(lambda words: self.text_edited.emit(words or ""))
        self._text.left.connect(self.text_left)
        self._leaning.changed.connect(self.leaning_changed)
        self._confidence.clicked.connect(self.confidence_changed)
        self._themes.changed.connect(self.themes_changed)
        self._themes.other_key.connect(self._key)

    def show_piece(self, piece: Evidence, on_findings: Sequence[str], *, moved_on: bool, keep_text: bool) -> None:
        """Show a piece, the findings it is on, and whether its source has moved on.

        `keep_text`: the words are being typed and stay as they are.
        """
        if piece.id != self._shown:
            self._shown = piece.id
            self._text.forget()
        if not keep_text:
            self._text.set_value(piece.text)
        self._leaning.set_value(piece.leaning)
        self._confidence.setChecked(piece.in_confidence)
        self._themes.set_value(piece.themes)
        say(self._moved, "The source has moved on: these words no longer stand in it." if moved_on else "")
        many = len(on_findings)
        self._board.setText("On no finding yet" if not many else "On 1 finding" if many == 1 else f"On {many} findings")
        self._board.setToolTip("\n".join(on_findings) or "Open it on the board (Enter in the list)")
        self._board.setAccessibleName(f"{self._board.text()}: open on the board")

    def focus_keys(self) -> None:
        """Put the cursor where one key each sets theme and leaning."""
        self._themes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._themes.currentRow() < 0:
            self._themes.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the text from anywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading("This evidence", self), 1)
        top.addWidget(icon_button("bin", "Remove this evidence (Del)", self.removed.emit, parent=self))
        side = QHBoxLayout()
        side.addWidget(self._confidence, 1)
        side.addWidget(self._board)
        rows = column(self, margin=2, spacing=1.5)
        rows.addLayout(top)
        rows.addWidget(self._text)
        rows.addWidget(self._moved)
        rows.addWidget(self._leaning)
        rows.addLayout(side)
        rows.addWidget(self._themes, 1)
        rows.addWidget(hint(KEYS, self))
        self._themes.setMinimumHeight(style.measure("hit") * 4)

    def _key(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif text in LEANING_KEYS:
            wanted = LEANING_KEYS[text]
            self._leaning.set_value(wanted)
            self.leaning_changed.emit(wanted)
        elif text == CONFIDENCE_KEY:
            self._confidence.setChecked(not self._confidence.isChecked())
            self.confidence_changed.emit(self._confidence.isChecked())
