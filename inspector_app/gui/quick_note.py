"""The quick note: a strip over any page that keeps each word at once, and is filed later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector_app.errors import DamagedFile, DiskFault
from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.beginning import Beginning
from inspector_app.gui.records.filing import ADD_KEY, KINDS, Filing, FilingBar
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.strip import Strip
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.fields import TextField
from inspector_app.gui.widgets.form_rows import column, in_order
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import VisitChange
from inspector_app.visit.identifiers import new_id

_AS: RecordKind = "observation"
"""What a quick note is until it is filed: what was seen or heard."""
_HOW = "Kept as you type. Esc or Ctrl+Enter puts it away, to be filed later; Ctrl+Shift+N begins another."


class QuickNote(Strip):
    """Begins a record at the first letter; put away, the cursor is where it was before."""

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget) -> None:
        super().__init__("Quick note", parent)
        self._visit = visit
        self._shell = window
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(window.tell)
        self._beginning = Beginning(visit)
        self._record: str | None = None
        self._filing = Filing(visit, window, self)
        self._filing.handed_over.connect(lambda *_: self._put_away())
        self._filing.filed.connect(self._filed)
        self._heading = heading("Quick note", self)
        self._text = TextField("Words of the quick note", lines=3, most=8)
        self._text.edited.connect(lambda words: self._typed(str(words or "")))
        self._text.left.connect(self._saver.left)
        self._bar = FilingBar("File as", self)
        self._bar.wanted.connect(self._file)
        self._lay_out()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self._key(key, self.close_note)
        for kind, _name, _letter, key in KINDS:
            self._key(key, partial(self._file, kind))
        self._key(ADD_KEY, partial(self._file, None))

    def open_note(self) -> None:
        """Begin a quick note; one that is open is kept, and another begun."""
        if self.isVisible() and not self._stands():
            return
        self.take_cursor()
        self._forget()
        self._beginning.read()
        self._heading.setText(f"Quick note, {datetime.now():%H:%M}")
        self.show()
        self.focus()

    def focus(self) -> None:
        """Put the cursor in the note."""
        self._text.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._saver.left()

    def close_note(self) -> None:
        """Keep the note and put the strip away; a note without a word is none."""
        if not self._stands():
            return
        if self._record is not None:
            if not self._text.value():
                self._saver.act(steps.remove("record", self._record))
            elif self._visit.save_state().state == "not-saved":
                self._shell.say("The quick note is not on disk yet. It is written once the disk takes it.")
            else:
                self._shell.say("The quick note is kept. The overview lists it until it is filed.")
        self._put_away()

    def changed(self, change: VisitChange) -> None:
        """Show what the note has become elsewhere: undo, another page."""
        if change.origin is not self and change.touches("visit", "record"):
            self._beginning.outdated()
        if self._record is None or change.origin is self or self._record not in change.changed.get("record", ()):
            return
        try:
            notes = self._visit.record(self._record).notes
        except KeyError:  # taken back by undo
            self._forget()
            return
        if not self._saver.waits(self._typing()):
            self._text.set_value(notes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_note()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str) -> None:
        if self._record is None:
            if not words:
                return
            record_id = new_id()
            self._saver.act(self._beginning.step(record_id, _AS, {"unfiled": True}))
            self._record = record_id
        self._saver.typed(self._typing(), steps.set_field("record", self._record, "notes", words))

    def _stands(self) -> bool:
        """Hand over what is typed, and say whether its record is there; where it is not, the words begin another."""
        self.leave()
        words = str(self._text.value() or "")
        if not words:
            return True
        try:
            if self._record is not None:
                self._visit.record(self._record)
                return True
        except (DiskFault, DamagedFile):  # it is handed over; it only cannot be read
            return True
        except KeyError:
            self._record = None
        self._typed(words)
        self._shell.say("The quick note was not kept, and is handed over again. Its words are still here.")
        return False

    def _typing(self) -> str:
        return f"record/{self._record}/notes"

    def _file(self, kind: RecordKind | None) -> None:
        if not self._stands():
            return
        if self._record is None or not self._text.value():
            self._shell.say("There is no word in the quick note yet.")
        elif kind is not None:
            self._filing.file_as(self._record, kind)
        else:
            self._filing.ask_where(self._record)

    def _filed(self, kind: RecordKind) -> None:
        self._shell.say(f"The quick note is filed: {style.KIND_WORDS[kind].lower()}. Ctrl+Z takes it back.")

    def _forget(self) -> None:
        self._record = None
        self._text.set_value("")
        self._text.forget()

    def _put_away(self) -> None:
        self._forget()
        self.give_back_cursor()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addWidget(hint(_HOW, self), 1)
        top.addWidget(icon_button("cross", "Put the quick note away (Esc)", self.close_note, parent=self))
        rows = column(self, margin=3, spacing=1.5)
        rows.addLayout(top)
        rows.addWidget(self._text)
        rows.addWidget(self._bar)
        in_order(self._text, *self._bar.findChildren(QPushButton))

    def _key(self, key: str, do: Callable[[], None]) -> None:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(do)
