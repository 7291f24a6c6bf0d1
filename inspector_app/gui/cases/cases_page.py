"""The cases page: the case files one by one, the sample that they come from, and the summary over all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.cases.case_form import CaseForm
from inspector_app.gui.cases.case_row import case_row
from inspector_app.gui.cases.sample_rows import is_begun, sample_rows
from inspector_app.gui.cases.sampling_desk import SamplingDesk
from inspector_app.gui.cases.sampling_view import ACTS, SamplingView
from inspector_app.gui.cases.summary_view import SummaryView
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.records_page import RecordsPage
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.case_summary import SummaryCell, SummaryLine
from inspector_app.visit.change import Set, Step, VisitChange
from inspector_app.visit.clocks import ClockReading, case_clocks
from inspector_app.visit.contents import CaseContents
from inspector_app.visit.entities import Case, Record
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import RecordLine

_CASES, _SAMPLE, _SUMMARY = range(3)
_PLACES = ("", "sample", "summary")
"""What stands after the "@" of a place in a view."""
_VIEWS = (("Cases", "Ctrl+T or Ctrl+Shift+T"), ("Sample", "Ctrl+Shift+T"), ("Summary", "Ctrl+T"))


class CasesPage(RecordsPage):
    """Cases by their reference; a second view says how they were chosen, a third counts them."""

    kind = "case"
    page_name = "cases"
    title = "Cases"
    rail_icon = "folder"
    one = "case"
    belongs = "The case files that are read: by reference code, never by name."
    order = "label"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        self._cases: dict[str, Case] = {}
        self._clocks: dict[str, tuple[ClockReading, ...]] = {}
        self._summary = SummaryView(visit.framework, visit.case_contents)
        self._sample = SamplingView()
        self._views = QStackedWidget()
        self._switches: list[QToolButton] = []
        super().__init__(visit, window)
        self._sampling = SamplingDesk(visit, window, self._sample, self)
        self._sampling.changed.connect(self._sample_changed)
        self._sampling.picked.connect(self._sample.choose)
        self._sample.opened.connect(self._open_case)
        self._summary.taken.connect(self._take_count)
        self._summary.case_wanted.connect(self._open_case)
        self.saver.handed_over.connect(lambda: self.show_read(self._case_changed))
        self._view_acts = [self._sample_act(key, words) for key, words, _ in ACTS]

    def make_form(self) -> CaseForm:
        """Return the case form, with the keys that go to its parts."""
        form = CaseForm(self.visit, self.saver, self.near())
        form.touched.connect(self._begin_to_read)
        self.command("Go to the case's first field", "Ctrl+1", form.to_first)
        self.command("Go to the dates", "Ctrl+2", form.to_dates)
        self.command("Go to the checks", "Ctrl+3", form.to_checks)
        self.command("Go to the notes", "Ctrl+4", form.to_notes)
        self.command("Cases or their summary", "Ctrl+T", lambda: self._other_view(_SUMMARY))
        self.command("Cases or the sample", "Ctrl+Shift+T", lambda: self._other_view(_SAMPLE))
        return form

    def arrange(self, panes: QWidget) -> QWidget:
        """Return the three views under their switches."""
        page = QWidget(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(style.space(2), style.space(1.5), style.space(2), style.space(1.5))
        bar.setSpacing(style.space(1))
        for place, (words, key) in enumerate(_VIEWS):
            made = QToolButton(page)
            made.setText(words)
            made.setAccessibleName(f"View: {words.lower()}")
            made.setToolTip(f"{words} ({key})")
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.clicked.connect(lambda _checked=False, place=place: self._show_view(place))
            bar.addWidget(made)
            self._switches.append(made)
        bar.addStretch(1)
        for view in (panes, self._sample, self._summary):
            self._views.addWidget(view)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self._views, 1)
        self._switches[_CASES].setChecked(True)
        return page

    def commands(self) -> list[QAction]:
        """Return the page's commands, and the keys of the sample, which work in its view."""
        return [*super().commands(), *self._view_acts]

    def describe(self, line: RecordLine) -> Row:
        """Return what a row of the list shows."""
        case = self._cases.get(line.id)
        return case_row(line, case, self._clocks.get(line.id, ()), self.visit.framework)

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what has changed, the clocks, the sample and the counts among it."""
        if change is None or change.touches("visit", "record", "case", "check", "frame", "draw"):
            self._read_cases()
        super().refresh(change)
        self.list.model.describe_again()

    def show_place(self, place: str | None) -> None:
        """Go to a case, which stands in the first view, or to the view that the place names."""
        head, _, tail = (place or self._left_at).partition("@")
        view = next((n for n, name in enumerate(_PLACES) if tail == name), _CASES)
        if view != _CASES:
            self._show_view(view)
            self._sample.choose(head.removeprefix("record:"))
            return
        if place:
            self._show_view(_CASES)
        super().show_place(place)

    def current_place(self) -> str:
        """Return the case and the cursor in it, or the view; in that of the sample, the case with the cursor."""
        view = self._views.currentIndex()
        if view == _CASES:
            return super().current_place()
        row = self._sample.current() if view == _SAMPLE else None
        return f"record:{row.case.id if row is not None else ''}@{_PLACES[view]}"

    def show_begun(self, record: Record) -> None:
        """Show a case that has just been handed over in the first view, with the cursor in its reference."""
        self._show_view(_CASES)
        super().show_begun(record)

    def enter_record(self) -> None:
        """Put the cursor in the first field of the case that is empty."""
        if self.shown is not None:
            self.form.begin()

    def _open_case(self, record: str) -> None:
        self.show_place(f"record:{record}")
        self.enter_record()

    def _leave_record(self) -> None:
        if self._views.currentIndex() == _CASES:
            super()._leave_record()
        else:
            self.saver.left()

    def _delete(self) -> None:
        """A case of the sample is never deleted: it leaves with a reason."""
        row = next((each for each in sample_rows(self.visit.case_contents()) if self._is_shown(each.case)), None)
        if row is None or (row.case.draw is None and row.case.chosen_how is None):
            super()._delete()
            return
        self._show_view(_SAMPLE)
        self._sample.choose(row.case.id)
        self._sampling.leave(row)

    def _is_shown(self, case: Case) -> bool:
        return self.shown is not None and case.id == self.shown.id

    def _read_cases(self) -> None:
        contents = self.visit.case_contents()
        framework = self.visit.framework
        self._cases = {r.id: r.details for r in contents.records if isinstance(r.details, Case)}
        self._clocks = {key: case_clocks(case, framework, contents.visit) for key, case in self._cases.items()}
        self._show_in_view(contents)

    def _show_in_view(self, contents: CaseContents) -> None:
        if self._views.currentIndex() == _SUMMARY:
            self._summary.count(contents)
        elif self._views.currentIndex() == _SAMPLE:
            self._sample.show_sample(contents)

    def _sample_changed(self) -> None:
        """Show what has been handed over for writing: its announcement is of this page itself."""
        self.show_read(lambda: self.refresh(None))

    def _case_changed(self) -> None:
        if self.shown is None or not isinstance(self.shown.details, Case):
            return
        case = self.shown.details
        self._cases[case.id] = case
        self._clocks[case.id] = case_clocks(case, self.visit.framework, self.visit.visit())
        row = self.list.model.index_of(case.id)
        self.list.model.dataChanged.emit(row, row)

    def _begin_to_read(self) -> None:
        """Give a drawn case its reader, day and time when the first thing is written of it."""
        if self.shown is None or is_begun(self.shown):
            return
        moment = datetime.now().astimezone()
        begun = {
            "author": self.visit.me,
            "day": self.near().isoformat(),
            "start": f"{moment:%H:%M}",
            "written_at": moment.isoformat(timespec="seconds"),
        }
        changes = tuple(Set("record", self.shown.id, field, value) for field, value in begun.items())
        self.visit.write(Step("begin to read a case", changes), origin=self)
        self.shown = replace(self.shown, author=self.visit.me)  # the rest is read with what is written next

    def _show_view(self, place: int) -> None:
        self.saver.left()
        for n, made in enumerate(self._switches):
            made.setChecked(n == place)
        self._views.setCurrentIndex(place)
        if place == _CASES:
            self.list.focus_rows()
            return
        self.show_read(lambda: self._show_in_view(self.visit.case_contents()))
        if place == _SAMPLE:
            self._sample.focus_table()
        else:
            self._summary.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _sample_act(self, key: str, words: str) -> QAction:
        """Return an act of the sample as a command; its key is told, and taken by the view itself."""
        action = QAction(f"Sample: {words[:1].lower()}{words[1:]}", self)
        action.setShortcut(QKeySequence(key))

        def do() -> None:
            self._show_view(_SAMPLE)
            self._sample.act(key)

        action.triggered.connect(lambda _checked=False: do())
        return action

    def _other_view(self, view: int) -> None:
        self._show_view(_CASES if self._views.currentIndex() == view else view)

    def _take_count(self, line: SummaryLine, cell: SummaryCell) -> None:
        count = line.count(cell)
        if not count.of:
            self.shell.say("Nothing is counted here yet, so there is nothing to make evidence of.")
            return
        if any(piece.count == count for piece in self.visit.evidence()):
            self.shell.say(f"Already evidence: {line.sentence(cell)}")
            return
        check = next((each for each in self.visit.framework.checks if each.id == line.id), None)
        values = {
            "author": self.visit.me,
            "text": line.sentence(cell),
            "count": {"n": count.n, "of": count.of, "what": count.what},
            "themes": list(check.themes if check is not None else ()),
            "order": self.desk.next_order(),
        }
        self.saver.act(steps.add("evidence", new_id(), values))
        self.shell.say(f"Evidence made, unsorted on the board: {line.sentence(cell)}")
