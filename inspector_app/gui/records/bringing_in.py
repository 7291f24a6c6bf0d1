"""Text from elsewhere in a record: files of notes, large pastes, and the question when it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.writing.origin_strip import OriginStrip
from inspector_app.visit.entities import Interview, Record, Written
from inspector_app.visit.text_from_elsewhere import ASKED_FROM, origin_of_text

_REMEMBERED = "records/from-elsewhere"
"""Under this name the window remembers of which records (ids) it is still to be asked."""


class RecordsPageParts(Protocol):
    """What is asked of the page."""

    shown: Record | None
    saver: Saver

    def new_record(self) -> str:
        """Begin a record with the cursor in it."""

    def enter_record(self) -> None:
        """Put the cursor where the writing goes on."""

    def near(self) -> date:
        """Return the day near which days are taken."""


class BringingIn(QObject):
    """Watches the texts of one page; its `strip` asks, and stands until it is answered."""

    def __init__(self, page: RecordsPageParts, shell: PageWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._shell = shell
        self._watched: list[NotesEdit] = []
        self.strip = OriginStrip(page.near())
        self.strip.setVisible(False)
        self.strip.answered.connect(self._answered)
        self.strip.moved_only.connect(self._settled)
        self.strip.left.connect(page.enter_record)

    def show_record(self, sources: Sequence[SourceField]) -> None:
        """Ask of the record shown what is still to be asked, and notice what is pasted into its texts."""
        for source in sources:
            if source.editor not in self._watched:
                self._watched.append(source.editor)
                source.editor.pasted.connect(self._pasted)
        record = self._page.shown
        asked = record is not None and record.id in self._waiting()
        if asked and record is not None and self.strip.isHidden():
            self.strip.begin(record.day or self._page.near())
        self.strip.setVisible(asked)

    def add_commands(self, add: Callable[[str, str, Callable[[], None]], object], one: str) -> None:
        """Add the page's commands; `one` is what a record is called there."""
        add(f"Bring in notes from a file as a new {one}…", "Ctrl+O", self.as_new_record)
        add(f"Add notes from a file to this {one}…", "Ctrl+Shift+O", self.into_record)
        add("Say when text from elsewhere was written", "Ctrl+Shift+W", self.go_in)

    def as_new_record(self) -> None:
        """Bring in a file of notes as a record of its own."""
        self._read_file(self._put_into_new)

    def into_record(self) -> None:
        """Add a file of notes to the record shown."""
        if self._page.shown is None:
            self.as_new_record()
            return
        wanted = self._page.shown.id
        self._read_file(lambda text: self._add_to(wanted, text))

    def go_in(self) -> None:
        """Go to the question, where there is one."""
        if self.strip.isVisible():
            self.strip.go_in()
        else:
            self._shell.say("Nothing is asked: no text from elsewhere was put into this record.")

    def _read_file(self, done: Callable[[str], None]) -> None:
        from inspector_app.exchange.text_import import KINDS, read_notes_file

        path = self._shell.ask_to_open("Bring in notes from a file", KINDS)
        if path is not None:
            self._shell.run_in_background(lambda: read_notes_file(path), done, "Reading the notes")

    def _put_into_new(self, text: str) -> None:
        self._page.new_record()
        self._put_in(text)

    def _add_to(self, wanted: str, text: str) -> None:
        if self._page.shown is None or self._page.shown.id != wanted:
            self._shell.say("Not added: another record is shown now. Go back to it and bring the file in again.")
            return
        self._put_in(text)

    def _put_in(self, text: str) -> None:
        record, editor = self._page.shown, self._watched[0]
        if record is None:
            return
        if not text.strip():
            self._shell.say("The file has no words.")
            return
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f"\n\n{text}" if editor.value().strip() else text)
        editor.setTextCursor(cursor)
        self._ask_of(record)
        self._page.saver.flush()

    def _pasted(self, characters: int, own: bool) -> None:
        record = self._page.shown
        if record is not None and characters > ASKED_FROM and not own:
            self._ask_of(record)

    def _ask_of(self, record: Record) -> None:
        self._remember({record.id: not _has_words(record), **self._waiting()})
        self.show_record(())

    def _answered(self, written: Written, moment: datetime) -> None:
        record = self._page.shown
        if record is not None:
            self._page.saver.flush()
            was_empty = self._waiting().get(record.id, False)
            self._page.saver.act(origin_of_text(record, written, moment, was_empty=was_empty))
        self._settled()

    def _settled(self) -> None:
        if self._page.shown is not None:
            self._remember({each: empty for each, empty in self._waiting().items() if each != self._page.shown.id})
        self.show_record(())
        self._page.enter_record()

    def _waiting(self) -> dict[str, bool]:
        """Return of which records it is still to be asked, and whether each was empty before."""
        kept = self._shell.remembered(_REMEMBERED)
        return {str(each): bool(empty) for each, empty in kept.items()} if isinstance(kept, dict) else {}

    def _remember(self, waiting: dict[str, bool]) -> None:
        self._shell.remember(_REMEMBERED, waiting)


def _has_words(record: Record) -> bool:
    answers = record.details.answers if isinstance(record.details, Interview) else ()
    return bool(record.notes.strip()) or any(each.answer.strip() for each in answers)
