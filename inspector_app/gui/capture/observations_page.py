"""The page of observations, where quick notes stand too until they are filed."""

from __future__ import annotations

from functools import partial

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui.capture.capture_page import CapturePage
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.filing import ADD_KEY, KINDS, Filing, FilingBar
from inspector_app.gui.records.open_records import PAGES
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Record


class ObservationsPage(CapturePage):
    """What was seen and heard."""

    kind = "observation"
    page_name = "observations"
    title = "Observations"
    rail_icon = "eye"
    one = "observation"
    belongs = "What you see and hear beside people at their work."

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        self._bar = FilingBar("Quick note. File as")
        super().__init__(visit, window)
        self.frame.add_band(self._bar)
        self._show_bar()
        self._filing = Filing(visit, window, self)
        self._filing.handed_over.connect(self._lead_on)
        self._filing.filed.connect(lambda _kind: self.shell.say("The quick note is filed. Ctrl+Z takes it back."))
        self._bar.wanted.connect(self._file)
        for kind, name, _letter, key in KINDS:
            words = f"File this quick note: {name.lower()}"
            self.command(words, key, partial(self._file, kind))
        self.command("Add this quick note to a record", ADD_KEY, partial(self._file, None))

    def show_record(self, record_id: str | None) -> None:
        """Show a record; over one that is not filed yet, how it is filed."""
        super().show_record(record_id)
        self._show_bar()

    def show_begun(self, record: Record) -> None:
        """Show a record just handed over: it is filed already."""
        super().show_begun(record)
        self._show_bar()

    def _show_bar(self) -> None:
        self._bar.setVisible(self.shown is not None and self.shown.unfiled)

    def _file(self, kind: RecordKind | None) -> None:
        self.saver.left()
        if self.shown is None or not self.shown.unfiled:
            self.shell.say("This note is filed already.")
        elif kind is not None:
            self._filing.file_as(self.shown.id, kind)
        else:
            self._filing.ask_where(self.shown.id)

    def _lead_on(self, _note: str, record_id: str, kind: RecordKind) -> None:
        if kind == self.kind:
            self.show_read(lambda: self.refresh(None))
        self.shell.go(PAGES[kind], f"record:{record_id}")
