"""The letter's state, and what can be done with it: assure, sign, print, export, verify."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.visit.letter_entities import LetterState, SignedLetter

_STATES: dict[LetterState, tuple[str, str, str]] = {
    "draft": ("pen", "Draft", "Marked as a draft on every page."),
    "quality-assured": ("tick", "Quality assured", "No longer marked as a draft; it waits to be signed."),
    "signed": ("signature", "Signed", "Locked: a signed letter is never edited."),
    "issued": ("send-out", "Issued", "Locked: a signed letter is never edited."),
}


class ActionsBar(QWidget):
    """Says what is wanted; shows the letter's state."""

    quality_assured = Signal(bool)
    """The letter is to be marked quality assured, or made a draft again."""
    reading_wanted = Signal(bool)
    """The second reading is to begin, or to end."""
    sign_wanted = Signal()
    preview_wanted = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    text_wanted = Signal()
    verify_wanted = Signal()
    version_wanted = Signal(object, str)
    """A SignedLetter, and what is wanted of it: "save", "print" or "verify"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The letter")
        self._picture = QLabel(self)
        self._state = heading("", self)
        self._what = hint("", self)
        self._what.setWordWrap(False)
        self._assure = button("Mark quality assured", lambda: self.quality_assured.emit(self._assures), parent=self)
        self._assures = True
        self.reading = button("Second reading", lambda: None, key="Ctrl+R", parent=self)
        self.reading.setCheckable(True)
        self.reading.toggled.connect(self._toggled)
        self._versions = _menu_button("Signed versions", self)
        export = _menu_button("Export", self)
        _add(export, "PDF…", self.pdf_wanted.emit)
        _add(export, "Plain text…", self.text_wanted.emit)
        paper = _menu_button("Print", self)
        _add(paper, "With preview…", self.preview_wanted.emit, "Ctrl+P")
        _add(paper, "At once…", self.print_wanted.emit)
        verify = button("Verify a file…", self.verify_wanted.emit, parent=self)
        self._sign = primary_button("Sign…", self.sign_wanted.emit, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(1), 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._picture)
        row.addWidget(self._state)
        row.addWidget(self._what)
        row.addStretch(1)
        for each in (verify, export, paper, self._versions, self.reading, self._assure, self._sign):
            row.addWidget(each)

    def show_state(self, state: LetterState, signed: Sequence[SignedLetter]) -> None:
        """Show the state, and the versions that have been signed."""
        icon, word, what = _STATES[state]
        side = style.measure("icon")
        self._picture.setPixmap(style.icon(icon, "accent").pixmap(side, side))
        self._state.setText(word)
        self._what.setText(what)
        locked = state in ("signed", "issued")
        self._assures = state == "draft"
        self._assure.setText("Mark quality assured" if self._assures else "Back to draft")
        self._assure.setAccessibleName(self._assure.text())
        self._assure.setVisible(not locked)
        self.reading.setVisible(not locked)
        if locked:
            self.reading.setChecked(False)
        self._sign.setVisible(not locked)
        self._versions.setVisible(bool(signed))
        menu = self._versions.menu()
        menu.clear()
        for letter in reversed(signed):
            about = menu.addMenu(f"Version {letter.version}, signed {letter.signed_at[:10]}")
            for words, wanted in (("Save a copy…", "save"), ("Print…", "print"), ("Verify", "verify")):
                about.addAction(words).triggered.connect(partial(self._want_version, letter, wanted))

    def _toggled(self, on: bool) -> None:
        self.reading.setText("End the reading" if on else "Second reading")
        self.reading_wanted.emit(on)

    def _want_version(self, letter: SignedLetter, wanted: str, _checked: bool = False) -> None:
        self.version_wanted.emit(letter, wanted)


def _menu_button(words: str, parent: QWidget) -> QPushButton:
    made = QPushButton(words, parent)
    made.setAccessibleName(words)
    made.setAutoDefault(False)
    menu = QMenu(words, made)
    menu.setAccessibleName(words)
    made.setMenu(menu)
    return made


def _add(to: QPushButton, words: str, do: Callable[[], None], key: str = "") -> None:
    action = to.menu().addAction(f"{words}\t{key}" if key else words)
    action.triggered.connect(lambda _checked=False: do())
