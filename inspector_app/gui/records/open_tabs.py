"""The open records of all kinds as the tabs of one page: what is opened, left, gone to and put away."""

from __future__ import annotations

from PySide6.QtCore import QObject

from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.open_records import PAGES, OpenRecord, OpenRecords
from inspector_app.gui.records.record_model import record_line
from inspector_app.gui.records.record_tabs import RecordTabs
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Record


class OpenTabs(QObject):
    """Keeps a page's tabs as the open records are."""

    def __init__(self, visit: OpenVisit, window: PageWindow, tabs: RecordTabs) -> None:
        super().__init__(tabs)
        self._window = window
        self._tabs = tabs
        self._open = OpenRecords(window, visit)
        self._shown: str | None = None
        tabs.chosen.connect(self._go_to)
        tabs.closed.connect(self.close)

    def show(self, record: Record | None) -> None:
        """Show the tabs with this record's as the one at hand."""
        self._shown = record.id if record is not None else None
        self._show_all()

    def open(self, record: Record, place: str) -> None:
        """Open a record: it is being written in."""
        if self._open.has(record.id):
            self._tabs.name(record.id, _title(record))
            return
        self._open.put(OpenRecord(record.id, record.kind, place))
        self.show(record)

    def left(self, record: Record, place: str) -> None:
        """Take note of where the cursor was in a record that is left, if it is open."""
        if self._open.has(record.id):
            self._open.put(OpenRecord(record.id, record.kind, place))

    def close(self, record_id: str) -> None:
        """Put a record away; from the one at hand the person is led to the one before."""
        before = self._open.before(record_id)
        self._open.close(record_id)
        if record_id == self._shown and before is not None:
            self._go_to(before)
        self._show_all()

    def close_shown(self) -> None:
        """Put the record at hand away."""
        if self._shown is not None:
            self.close(self._shown)

    def forget(self, record_id: str) -> None:
        """Let go of a record that is removed."""
        self._open.close(record_id)

    def _go_to(self, record: OpenRecord) -> None:
        self._window.go(PAGES[record.kind], record.place)

    def _show_all(self) -> None:
        held = self._open.all()
        self._tabs.show_open([each for each, _ in held], [_title(record) for _, record in held], self._shown)


def _title(record: Record) -> str:
    line = record_line(record, 0)
    return line.title.strip() or line.label or line.opening or f"New {record.kind}"
