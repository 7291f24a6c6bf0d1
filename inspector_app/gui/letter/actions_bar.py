"""The letter's state, and what can be done with it: assure, sign, print, export, verify."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from inspector_app.gui import style
from inspector_app.gui.letter.state_words import ICONS, sent_in_words, state_in_a_line, state_in_a_word
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.headings import heading
from inspector_app.gui.widgets.instant_field import moment_in_words
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import Issuing, SignedLetter
from inspector_app.visit.letter_state import is_locked, waits_for
from inspector_app.visit.names import joined

_OF_A_VERSION = (
    ("Save a copy…", "save"),
    ("Print…", "print"),
    ("Print the file copy, with the code of its evidence…", "file-copy"),
    ("Verify", "verify"),
)


class ActionsBar(QWidget):
    """Says what is wanted; shows the letter's state."""

    quality_assured = Signal(bool)
    """The letter is to be marked quality assured, or made a draft again."""
    reading_wanted = Signal(bool)
    """The second reading is to begin, or to end."""
    sign_wanted = Signal()
    take_in_wanted = Signal()
    """The letter is to be taken in as it came back from another signatory."""
    issue_wanted = Signal()
    correct_wanted = Signal()
    preview_wanted = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    text_wanted = Signal()
    word_file_wanted = Signal()
    verify_wanted = Signal()
    version_wanted = Signal(object, str)
    """A SignedLetter, and what is wanted of it: "save", "print", "file-copy" or "verify"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The letter")
        self._picture = QLabel(self)
        self._state = heading("", self)
        self._what = ElidedLabel("", self)
        self._what.setProperty("role", "hint")
        self._assure = button("Mark quality assured", self.assure, parent=self)
        self._assures = True
        self.reading = button("Second reading", lambda: None, key="Ctrl+R", parent=self)
        self.reading.setCheckable(True)
        self.reading.toggled.connect(self._toggled)
        self._versions = _menu_button("Signed versions", self)
        export = _menu_button("Export", self)
        _add(export, "PDF…", self.pdf_wanted.emit)
        _add(export, "For Word (.docx)…", self.word_file_wanted.emit)
        _add(export, "Plain text…", self.text_wanted.emit)
        paper = _menu_button("Print", self)
        _add(paper, "With preview…", self.preview_wanted.emit, "Ctrl+P")
        _add(paper, "At once…", self.print_wanted.emit)
        verify = button("Verify a file…", self.verify_wanted.emit, parent=self)
        self._sign = primary_button("Sign…", self.sign_wanted.emit, parent=self)
        self._take_in = primary_button("Take in their signature…", self.take_in_wanted.emit, parent=self)
        self._correct = button("Correct…", self.correct_wanted.emit, parent=self)
        self._issue = primary_button("Issued…", self.issue_wanted.emit, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(1), 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._picture)
        row.addWidget(self._state)
        row.addWidget(self._what, 1)
        asks = (self.reading, self._assure, self._correct, self._take_in, self._sign, self._issue)
        for each in (verify, export, paper, self._versions, *asks):
            row.addWidget(each)

    def read_again(self) -> None:
        """Begin or end the second reading, as long as there is one."""
        if self.reading.isVisible():
            self.reading.toggle()

    def assure(self) -> None:
        """Ask for what the button offers, as long as it does."""
        if self._assure.isVisible():
            self.quality_assured.emit(self._assures)

    def show_letter(self, contents: VisitContents, me: str) -> None:
        """Show the state, what can be done in it by the inspector `me`, and the versions that have been signed."""
        state, signed, locked = contents.letter.state, contents.signed_letters, is_locked(contents.letter)
        side = style.measure("icon")
        self._picture.setPixmap(style.icon(ICONS[state], "accent").pixmap(side, side))
        self._state.setText(state_in_a_word(contents))
        self._what.set_text(state_in_a_line(contents))
        waiting = waits_for(contents)
        self._assures = state == "draft"
        self._assure.setText("Mark quality assured" if self._assures else "Back to draft")
        self._assure.setAccessibleName(self._assure.text())
        self._assure.setVisible(not locked)
        self.reading.setVisible(not locked)
        if locked:
            self.reading.setChecked(False)
        self._sign.setVisible(not locked or me in waiting)
        self._take_in.setVisible(bool(waiting) and waiting[0] != me)
        self._issue.setVisible(locked and not waiting)
        self._issue.setText("Sent again…" if state == "issued" else "Issued…")
        self._issue.setAccessibleName(self._issue.text())
        self._correct.setVisible(locked)
        self._versions.setVisible(bool(signed))
        self._list_versions(signed, contents.issuings)

    def _list_versions(self, signed: Sequence[SignedLetter], issuings: Sequence[Issuing]) -> None:
        """List the signed letters, the newest first: what can be done with each, and to whom it was sent."""
        menu = self._versions.menu()
        menu.clear()
        added_to = {each.adds_to for each in signed}
        for letter in reversed([each for each in signed if each.id not in added_to]):
            about = menu.addMenu(f"Version {letter.version}, signed {moment_in_words(letter.signed_at)}")
            for words, wanted in _OF_A_VERSION:
                about.addAction(words).triggered.connect(partial(self._want_version, letter, wanted))
            sendings = [each for each in issuings if each.signed_letter == letter.id]
            if sendings:
                about.addSeparator()
            for each in sendings:
                about.addAction(f"{sent_in_words(each)}: {joined(each.to)}").setEnabled(False)

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
