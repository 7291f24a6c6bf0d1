"""The cases page: the sampled cases one by one, and the summary over all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.cases.case_form import CaseForm
from inspector_app.gui.cases.case_row import case_row
from inspector_app.gui.cases.summary_view import SummaryView
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.records_page import RecordsPage
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.case_summary import SummaryCell, SummaryLine
from inspector_app.visit.change import VisitChange
from inspector_app.visit.clocks import ClockReading, case_clocks
from inspector_app.visit.entities import Case
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import RecordLine


class CasesPage(RecordsPage):
    """Cases by their reference; a second view counts them."""

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
        self._summary = SummaryView(visit.framework, visit.contents)
        self._views = QStackedWidget()
        self._switches: list[QToolButton] = []
        super().__init__(visit, window)
        self._summary.taken.connect(self._take_count)
        self._summary.case_wanted.connect(lambda record: self.show_place(f"record:{record}"))
        self.saver.handed_over.connect(self._case_changed)

    def make_form(self) -> CaseForm:
        """Return the case form, with the keys that go to its parts."""
        form = CaseForm(self.visit, self.saver, self.near())
        self.command("Go to the case's first field", "Ctrl+1", form.to_first)
        self.command("Go to the dates", "Ctrl+2", form.to_dates)
        self.command("Go to the checks", "Ctrl+3", form.to_checks)
        self.command("Go to the notes", "Ctrl+4", form.to_notes)
        self.command("Cases or their summary", "Ctrl+T", self._other_view)
        return form

    def arrange(self, panes: QWidget) -> QWidget:
        """Return the two views under their switches."""
        page = QWidget(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(style.space(2), style.space(1.5), style.space(2), style.space(1.5))
        bar.setSpacing(style.space(1))
        for place, words in enumerate(("Cases", "Summary")):
            made = QToolButton(page)
            made.setText(words)
            made.setAccessibleName(f"View: {words.lower()}")
            made.setToolTip(f"{words} (Ctrl+T)")
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.clicked.connect(lambda _checked=False, place=place: self._show_view(place))
            bar.addWidget(made)
            self._switches.append(made)
        bar.addStretch(1)
        self._views.addWidget(panes)
        self._views.addWidget(self._summary)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self._views, 1)
        self._switches[0].setChecked(True)
        return page

    def describe(self, line: RecordLine) -> Row:
        """Return what a row of the list shows."""
        case = self._cases.get(line.id)
        return case_row(line, case, self._clocks.get(line.id, ()), self.visit.framework)

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what has changed, the clocks and counts among it."""
        if change is None or change.touches("visit", "record", "case", "check"):
            self._read_cases()
        super().refresh(change)
        self.list.model.describe_again()

    def show_place(self, place: str | None) -> None:
        """Go to a case, which stands in the first view."""
        if place:
            self._show_view(0)
        super().show_place(place)

    def _read_cases(self) -> None:
        contents = self.visit.contents()
        framework = self.visit.framework
        self._cases = {r.id: r.details for r in contents.records if isinstance(r.details, Case)}
        self._clocks = {key: case_clocks(case, framework, contents.visit) for key, case in self._cases.items()}
        if self._views.currentIndex() == 1:
            self._summary.count(contents)

    def _case_changed(self) -> None:
        if self.shown is None or not isinstance(self.shown.details, Case):
            return
        case = self.shown.details
        self._cases[case.id] = case
        self._clocks[case.id] = case_clocks(case, self.visit.framework, self.visit.visit())
        self.list.model.describe_again()

    def _show_view(self, place: int) -> None:
        self.saver.left()
        for n, made in enumerate(self._switches):
            made.setChecked(n == place)
        if place == 1:
            self._summary.count(self.visit.contents())
        self._views.setCurrentIndex(place)
        if place == 1:
            self._summary.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.list.focus_rows()

    def _other_view(self) -> None:
        self._show_view(1 - self._views.currentIndex())

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
