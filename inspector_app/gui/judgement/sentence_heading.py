"""A sentence of a finding over the evidence tied to it; changed since then, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.sentence_backing import SentenceBacking, Tie
from inspector_app.visit.word_differences import word_differences


class SentenceHeading(QWidget):
    """A quiet heading of one group of evidence; `confirmed` with the Ties that a person has looked at again."""

    confirmed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._locked = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, style.space(2), 0, 0)
        self._rows.setSpacing(style.space(1))

    def lock(self, locked: bool) -> None:
        """Let what is shown from now on be confirmed, or not."""
        self._locked = locked

    def show_sentence(self, number: int, held: SentenceBacking) -> None:
        """Show a sentence by its number; where it was changed after evidence was tied to it, both as it was and is."""
        words = held.sentence.words
        changed = [tie for tie in held.ties if tie.changed]
        if not changed:
            self._add_quiet(f"{number}  {words}", f"Sentence {number}: {words}")
            if not held.ties:
                self._rows.addWidget(hint("Nothing is tied to it.", self))
            return
        self._add_warning(f"Sentence {number} was changed after its evidence was tied to it.")
        for before in dict.fromkeys(tie.before for tie in changed):
            self._rows.addWidget(_difference(before, words, self))
        self._add_button("It still holds (Ctrl+Enter)", changed)

    def show_gone(self, ties: Sequence[Tie]) -> None:
        """Show sentences that are no longer in the finding."""
        self._add_warning("No longer in the finding, but evidence is tied to it:")
        for before in dict.fromkeys(tie.before for tie in ties):
            self._rows.addWidget(_quiet(f"“{before}”", f"Sentence that is gone: {before}", self))
        self._add_button("Let it back the finding as a whole", ties)

    def show_whole(self, *, nothing_tied: bool) -> None:
        """Show that what follows backs the finding as a whole."""
        self._add_quiet("The finding as a whole", "What follows backs the finding as a whole")
        if nothing_tied:
            self._rows.addWidget(hint("T ties a piece to one of its sentences.", self))

    def _add_quiet(self, words: str, name: str) -> None:
        self._rows.addWidget(_quiet(words, name, self))

    def _add_warning(self, words: str) -> None:
        side = style.measure("icon")
        picture = QLabel(self)
        picture.setPixmap(style.icon("warning", "error").pixmap(side, side))
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain(words, self), 1)
        self._rows.addLayout(row)

    def _add_button(self, words: str, ties: Sequence[Tie]) -> None:
        made = button(words, lambda: self.confirmed.emit(tuple(ties)), icon="tick", parent=self)
        made.setEnabled(not self._locked)
        self.setFocusProxy(made)  # so that the heading has its place where Tab leads
        self._rows.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def _quiet(words: str, name: str, parent: QWidget) -> QLabel:
    made = plain(words, parent)
    made.setProperty("role", "sentence")
    made.setAccessibleName(name)
    return made


def _difference(before: str, now: str, parent: QWidget) -> QLabel:
    """Return a label that shows both as one: words that have gone struck out, new ones underlined and heavier."""
    gone, new = style.colour("error").name(), style.colour("good").name()
    dress = {
        "same": "{}",
        "gone": f'<s style="color:{gone}">{{}}</s>',
        "new": f'<u style="color:{new}; font-weight:600">{{}}</u>',
    }
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setProperty("role", "plain")
    parts = [(dress[part.kind], part.text) for part in word_differences(before, now)]
    made.setText("".join(_dressed(text, look) for look, text in parts))
    made.setAccessibleName(f"It was: {before} It is now: {now}")
    return made


def _dressed(text: str, look: str) -> str:
    """Return words in HTML; the blanks behind them are neither struck out nor underlined."""
    words = text.rstrip()
    return look.format(escape(words)) + text[len(words) :]
