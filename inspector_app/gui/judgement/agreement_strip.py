"""Who stands behind the finding that is shown: my own answer by a key, and what the others say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.headings import field_label, hint
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.agreement import Standing, in_words


class AgreementStrip(QWidget):
    """Hidden where there is one inspector alone."""

    said = Signal(str, object, object)
    """Of the finding: I agree (True), do not (False), or have said nothing after all (None); and why, or None: as
    before."""
    left = Signal()
    waits = Signal(bool)
    """Words begin to wait for a silence, or have been handed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agreement")
        self._me = ""
        self._finding = ""
        self._shown: tuple[Standing, ...] | None = None
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._mine = field_label("", self)
        self._agree = self._segment("Agree", "A", True)
        self._not = self._segment("Do not agree", "Shift+A", False)
        self.note = LineField("Why you do not agree", "Why not, for the others")
        self._others = hint("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._mine)
        row.addWidget(self._agree)
        row.addWidget(self._not)
        row.addWidget(self.note, 2)
        row.addWidget(self._others, 3)
        self.note.edited.connect(self._typed)
        self.note.left.connect(self._waiting.flush)
        self.note.left.connect(self.left)

    def show_standing(self, finding: str, standing: Sequence[Standing], me: str) -> None:
        """Show where everyone stands on a finding; a note that is being typed is left alone."""
        if finding != self._finding:
            self.flush()
            self.note.forget()
        shown = tuple(standing)
        self.setVisible(bool(shown))
        if (finding, shown) == (self._finding, self._shown):
            return
        self._finding, self._shown, self._me = finding, shown, me
        mine = next((one for one in shown if one.inspector == self._me), None)
        state = mine.state if mine is not None else "not-asked"
        self._agree.setChecked(state == "agreed")
        self._not.setChecked(state == "not-agreed")
        self._mine.setText(f"You: {in_words(mine)}" if mine is not None and mine.state == "open-again" else "You:")
        kept = mine is not None and state == "open-again" and bool(mine.note)
        self.note.setVisible(state == "not-agreed" or kept)
        if not self._waiting.holds("note"):
            self.note.set_value(mine.note if mine is not None else None)
        self._others.setText(" · ".join(f"{one.name} {in_words(one)}" for one in shown if one.inspector != self._me))

    def ask_why(self) -> None:
        """Put the cursor into the note of why I do not agree."""
        self.note.setFocus()

    def lock(self, locked: bool) -> None:
        """Let nothing be changed once the letter is signed."""
        for part in (self._agree, self._not, self.note):
            part.setEnabled(not locked)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def _segment(self, words: str, key: str, agreed: bool) -> QToolButton:
        made = QToolButton(self)
        made.setText(words)
        made.setAccessibleName(words)
        made.setToolTip(f"{words} with this finding as it stands ({key}); pressed again, it is taken back")
        made.setCheckable(True)
        made.setProperty("role", "segment")
        made.clicked.connect(lambda checked: self._pressed(agreed if checked else None))
        return made

    def _typed(self, words: object) -> None:
        finding, note = self._finding, str(words or "")
        self._waiting.put("note", lambda: self.said.emit(finding, False, note))

    def _pressed(self, agreed: bool | None) -> None:
        self.flush()
        self.said.emit(self._finding, agreed, None)
        if agreed is False:
            self.ask_why()
