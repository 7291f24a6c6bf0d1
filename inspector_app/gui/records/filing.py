"""Filing quick notes from wherever they are seen: by one key as a kind of record, or into a record."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.errors import DamagedFile, DiskFault, InspectorError, LabelStays
from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.record_chooser import RecordChooser
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import field_label
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import filing
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.written_labels import refuse_mixing

KINDS: tuple[tuple[RecordKind, str, str, str], ...] = (
    ("observation", "Observation", "O", "F2"),
    ("interview", "Interview", "I", "F3"),
    ("document", "Document", "D", "F4"),
)
"""What a quick note is filed as, with its letter in a list of notes, and its key in a text."""
ADD_LETTER = "A"
ADD_KEY = "F5"


class Filing(QObject):
    """Files a note, or asks into which record it goes; every page that shows it reads it again."""

    handed_over = Signal(str, str, str)
    """Handed over for writing: the note's id, and the id and kind of the record in which its words stand now."""
    filed = Signal(str)
    """On disk: the kind of the record that holds the note now."""
    refused = Signal(object)
    """The visit would not take it (the InspectorError, which is told): the note stays as it was."""

    def __init__(self, visit: OpenVisit, window: PageWindow, over: QWidget) -> None:
        super().__init__(over)
        self._visit = visit
        self._shell = window
        self._over = over
        self.refused.connect(window.tell)

    def file_as(self, note_id: str, kind: RecordKind) -> None:
        """File a note as a record of a kind."""
        with self._readable():
            self._write(note_id, filing.file_as(self._visit.record(note_id), kind), note_id, kind)

    def ask_where(self, note_id: str) -> None:
        """Let the person choose the record to which a note is added."""
        with self._readable():
            lines = [line for line in self._visit.record_lines() if line.id != note_id and not line.unfiled]
            RecordChooser("Add the quick note to", lines, partial(self._add, note_id), self._over).show()

    def _add(self, note_id: str, target_id: str) -> None:
        with self._readable():
            note, target = self._visit.record(note_id), self._visit.record(target_id)
            refuse_mixing(note.written, target.written)
            step = filing.add_to(note, target, self._visit.evidence(note_id), self._visit.attachments(note_id))
            self._write(note_id, step, target_id, target.kind)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Let nothing be filed that is not there any more, or cannot be read just now, and say so."""
        try:
            yield
        except KeyError:
            self._shell.say("The quick note, or the record for it, is not there any more.")
        except (DiskFault, DamagedFile):
            self._shell.say("The disk cannot be read just now, so the quick note is not filed. Try again in a moment.")
        except LabelStays as refused:
            self._shell.tell(refused)

    def _write(self, note_id: str, step: Step, record_id: str, kind: RecordKind) -> None:
        future = self._visit.write(step)
        if not (future.done() and future.exception() is not None):
            self.handed_over.emit(note_id, record_id, kind)
        future.add_done_callback(partial(self._written, kind))

    def _written(self, kind: RecordKind, future: Future[VisitChange]) -> None:
        if future.cancelled():
            return
        fault = future.exception()
        if fault is None:
            self.filed.emit(kind)
        elif isinstance(fault, InspectorError):
            self.refused.emit(fault)


class FilingBar(QWidget):
    """A band over a note that is not filed yet: a button for each way to file it."""

    wanted = Signal(object)
    """File it as this kind; None adds it to a record."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(field_label(words, self))
        for kind, name, _letter, key in KINDS:
            row.addWidget(button(f"{name} ({key})", partial(self.wanted.emit, kind), parent=self))
        row.addWidget(button(f"Add to a record… ({ADD_KEY})", partial(self.wanted.emit, None), parent=self))
        row.addStretch(1)
