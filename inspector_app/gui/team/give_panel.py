"""Giving: six words to be said, a file to be carried, and what went with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount, lacks, whose
from inspector_app.gui.packages.spoken_words import SpokenWords
from inspector_app.gui.packages.take_form import KIND, SUFFIX
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.cursor import put_cursor
from inspector_app.gui.widgets.headings import heading, hint, plain, say, trouble
from inspector_app.merging.spoken_words import new_spoken_passphrase
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import own_identity
from inspector_app.store.profile_file import disk_faults_told
from inspector_app.team_exchange import Colleague, Given, give


@dataclass(slots=True, eq=False)
class _Writing:
    """A package that is being written, or lies there."""

    file: Path
    is_there: bool = False


class GivePanel(QWidget):
    """Says `given` once a package lies where it was to be, and `put_away` when the person is done."""

    given = Signal()
    put_away = Signal()
    giving = Signal()
    """A package is about to be made: what is being typed is to be handed over before."""

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Give")
        self._visit = visit
        self._window = window
        self._to: Colleague | None = None
        self._passphrase = ""
        self._writing: _Writing | None = None
        self._number = 1
        self._shown = True
        self._heading = heading("", self)
        self._what = plain("", self)
        self.words = SpokenWords("The six words of the package", self)
        self._hide = button("Hide the words", self._turn, parent=self)
        self._phrase = plain("", self)
        self._done = plain("", self)
        self._trouble = trouble("", self)
        self.save = primary_button("Save the package …", self._save, parent=self)
        self._away = button("Cancel", self._put_away, parent=self)
        self._away.setAutoDefault(True)  # Enter presses it where the cursor is put on it
        self._lay_out()

    def begin(self, to: Colleague | None, packages_before: int) -> None:
        """Make new words for a package to a colleague's laptop; None: the whole visit, for any."""
        self._to, self._number, self._writing = to, packages_before + 1, None
        self._passphrase = new_spoken_passphrase()
        name = to.name or "a colleague" if to is not None else ""
        self._heading.setText(f"Give to {name}" if to is not None else "Give the whole visit")
        self._what.setText(
            f"{whose(to)} {lacks(to)}. The package holds just that."
            if to is not None
            else "The package holds everything. Whoever takes it in needs nothing else to join the visit."
        )
        self._show_words(True)
        say(self._done, "")
        say(self._phrase, "")
        say(self._trouble, "")
        self.save.setVisible(True)
        self.save.setEnabled(True)
        self._call_away("Cancel")
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the next step is; no Enter puts words away that still have to be said."""
        (self._hide if self._writing is not None else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_words(self) -> bool:
        """Say whether the words of a package that is written, or being written, are still to be put away."""
        return self._writing is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; what nobody could open without the words is not put away by it."""
        if event.key() == Qt.Key.Key_Escape and self.save.isHidden():
            self._window.say("Nobody can open the package without the six words: put them away once they are said.")
        elif event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        name = f"{date.today().isoformat()}-{self._number}{SUFFIX}"
        path = self._window.ask_to_save("Save the package", name, KIND)
        if path is None:
            return
        self.giving.emit()
        say(self._trouble, "")
        put_cursor(self._hide, self)
        self.save.setEnabled(False)
        profile, visit, passphrase = self._window.profile, self._visit, self._passphrase
        to = self._to.laptop if self._to is not None else None

        writing = self._writing = _Writing(path)

        def work() -> Given:
            made = give(profile, visit, own_identity(profile), path, passphrase, to=to)
            writing.is_there = True
            return made

        self._window.run_in_background(
            work,
            lambda made: self._written(writing, made),
            "Writing the package",
            lambda error: self._failed(writing, error),
            lambda: self._given_up(writing),
        )

    def _written(self, writing: _Writing, given: Given) -> None:
        if self._writing is not writing:
            return  # cancelled meanwhile
        self.save.hide()
        self._call_away("Done: put the words away")
        files = f", {amount(given.files, 'file')}" if given.files else ""
        lacking = f" {amount(given.lacking, 'attached file')} could not go along: not here." if given.lacking else ""
        say(
            self._done,
            f"{given.file.name} is written: {amount(given.changes, 'change')}{files}.{lacking} "
            "Carry it over, and say the six words.",
        )
        say(self._phrase, f"If it is the first time: your colleague’s screen shows the words “{given.phrase}”.")
        put_cursor(self._hide, self)
        self.given.emit()

    def _failed(self, writing: _Writing, error: InspectorError) -> None:
        if self._writing is writing:
            self._writing = None
            self.save.setEnabled(True)
            say(self._trouble, f"{error.sentence} {error.next_step}".strip())

    def _given_up(self, writing: _Writing) -> None:
        if self._writing is writing:
            self._writing = None
            self.save.setEnabled(True)
            self._leave_nothing(writing)

    def _leave_nothing(self, writing: _Writing) -> None:
        """Remove what is written all the same, once it is: work in the background is done one after another."""

        def remove() -> None:
            if writing.is_there:
                with disk_faults_told("The package that was cancelled"):
                    writing.file.unlink(missing_ok=True)

        self._window.run_in_background(
            remove, lambda _none: self._window.say("Giving was cancelled: no package is left."), "Cancelling"
        )

    def _turn(self) -> None:
        self._show_words(not self._shown)

    def _show_words(self, shown: bool) -> None:
        self._shown = shown
        if shown:
            self.words.show_words(self._passphrase)
        else:
            self.words.hide_words()
        self._hide.setText("Hide the words" if shown else "Show the words")
        self._hide.setAccessibleName(self._hide.text())

    def _call_away(self, words: str) -> None:
        self._away.setText(words)
        self._away.setAccessibleName(words)

    def _put_away(self) -> None:
        """Forget the words: they are kept nowhere. A package that nobody could open is not left behind."""
        writing, self._writing = self._writing, None
        if writing is not None and not self.save.isHidden():
            self._leave_nothing(writing)
        self._passphrase = ""
        self._show_words(True)
        self.put_away.emit()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(3))
        rows.addWidget(self._heading)
        rows.addWidget(self._what)
        rows.addWidget(self.words)
        rows.addWidget(self._hide, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(
            hint(
                "Say these words across the room; do not write them beside the file. They are kept nowhere: once put "
                "away, a package can be opened only by whoever remembers them.",
                self,
            )
        )
        rows.addWidget(self._done)
        rows.addWidget(self._phrase)
        rows.addWidget(self._trouble)
        acts = QHBoxLayout()
        acts.setSpacing(style.space(2))
        acts.addWidget(self.save)
        acts.addWidget(self._away)
        acts.addStretch(1)
        rows.addLayout(acts)
        rows.addStretch(1)
