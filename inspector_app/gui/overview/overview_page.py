"""Overview: what to do next, both days by time, and the grid of themes and kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.overview.coverage_grid import CoverageGrid
from inspector_app.gui.overview.day_list import DayList
from inspector_app.gui.overview.exchanged import not_exchanged
from inspector_app.gui.overview.gap_panel import GapPanel, Gaps
from inspector_app.gui.overview.giving_out import FILE_KINDS, GivingOut
from inspector_app.gui.overview.glance import Day, Glance
from inspector_app.gui.overview.glance_reader import GlanceReader
from inspector_app.gui.overview.next_steps import NextStep
from inspector_app.gui.overview.unfiled_list import UnfiledList
from inspector_app.gui.page import UNREADABLE, Page, PageWindow
from inspector_app.gui.records.beginning import Beginning
from inspector_app.gui.records.filing import Filing
from inspector_app.gui.records.open_records import PAGES
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, hint, say, title
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.assigning import GapLine
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.identifiers import new_id

_STEPS_SHOWN = 5
_STILL = 700
"""Milliseconds without a change after which it is read again: a quick note is typed over it without a pause."""
_PATIENCE = 0.25
"""Seconds that the page waits for what it shows when it comes into sight: a visit of the usual size takes less."""
_LOOKED_AT = (
    "What has been looked at",
    (
        "Pieces of evidence by theme and source; under each number how it leans: solid strengths, thin neutral, "
        "dashed weaknesses. ○ records without evidence, * some of it written from memory."
    ),
)
_NOT_YET = (
    "Not looked at yet",
    "Sources without evidence on a theme, the emptiest themes first.",
)


class OverviewPage(Page):
    """The visit at a glance."""

    title = "Overview"
    rail_icon = "overview"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._name = title("", self)
        self._counts = hint("", self)
        self._exchanged = hint("", self)
        self._exchanged.hide()
        self._give = button("Give …", lambda: window.go("team"), icon="people", parent=self)
        self._give.hide()
        self._steps = QListWidget(self)
        self._steps.setAccessibleName("What to do next")
        self._steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._steps.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        self._steps.itemActivated.connect(self._go_to_step)
        self._unfiled = UnfiledList(self)
        self._filing = Filing(visit, window, self)
        self._timeline = QToolButton(self)
        self._export = QPushButton("Export", self)
        self._glance = QWidget(self)
        self._right = QWidget(self)
        self._days: list[DayList] = []
        self._day_row = QHBoxLayout()
        self._day_row.setSpacing(style.space(3))
        self._grid = CoverageGrid(self)
        self._gaps = GapPanel(self)
        self._beginning = Beginning(visit)
        self._saver = Saver(visit, self, self)
        self._only_gaps = QToolButton(self)
        self._looked = QStackedWidget(self)
        self._side_heading = heading(_LOOKED_AT[0], self._right)
        self._side_hint = hint(_LOOKED_AT[1], self._right)
        self._reader = GlanceReader(visit, self)
        self._lay_out()
        self._connect()
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL)
        self._still.timeout.connect(self._read_again)
        self._name.setText(visit.visit().authority_name or "New visit")
        self._counts.setText("Reading the visit…")
        self.refresh(None)

    def refresh(self, change: VisitChange | None) -> None:
        """Read everything again, for a glance is of the whole; while things change, once they keep still."""
        self._beginning.outdated()
        if change is None or change.touches("taking"):
            self._read_exchange()
        if change is not None:
            self._still.start()
            return
        self._reader.ask(_PATIENCE)

    def stop(self) -> None:
        """Read nothing more."""
        self._still.stop()
        self._reader.close()

    def _read_exchange(self) -> None:
        """Say what colleagues lack: it is read from the log, which waits for all that is being written."""
        visit = self.visit
        if not visit.save_state().waiting:
            self.shell.run_in_background(
                lambda: not_exchanged(visit),
                self._show_exchanged,
                "Looking what colleagues lack",
                lambda _fault: None,
            )

    def _show_exchanged(self, words: str) -> None:
        say(self._exchanged, words)
        self._give.setVisible(bool(words))

    def _read_again(self) -> None:
        if self.isVisible():
            self._reader.ask()
        else:
            self._stale = True

    def _show(self, glance: Glance) -> None:
        awaited = not self._days and self._timeline.hasFocus()
        self._name.setText(glance.name)
        self._counts.setText(glance.counted)
        self._show_steps(glance.steps)
        filing = self._unfiled.isAncestorOf(QApplication.focusWidget() or self)
        self._unfiled.show_lines(glance.unfiled)
        self._show_days(glance.days, glance.authors)
        self._grid.show_rows(glance.coverage)
        team = {**glance.authors}
        team.setdefault(self.visit.me, self.shell.profile.name)
        gaps = Gaps(rows=glance.coverage, assignments=glance.assignments, team=team, me=self.visit.me)
        self._gaps.show_gaps(gaps)
        last_filed = filing and self._unfiled.isHidden()
        if last_filed or awaited:
            self.show_place(None)

    def _count_gaps(self, count: int) -> None:
        self._only_gaps.setText(f"{_NOT_YET[0]} ({count})")
        words = QFontMetrics(style.font(bold=True)).horizontalAdvance(self._only_gaps.text())
        self._only_gaps.setMinimumWidth(words + style.space(10))  # pressed, its words are bold

    def _look_at(self, line: GapLine) -> None:
        """Begin a record on a theme that nothing is on yet; else go to what there is, cases come from the sample."""
        gap = line.gap
        if gap.kind == "case" or gap.records:
            self.shell.go(PAGES[gap.kind])
            return
        record = new_id()
        self._beginning.read()
        self.visit.write(self._beginning.step(record, gap.kind, {"themes": [gap.theme]}))
        self.shell.go(PAGES[gap.kind], f"record:{record}")

    def _assign(self, step: Step) -> None:
        self._saver.act(step)
        self._reader.overtake()

    def leave(self) -> None:
        """Hand over a note that is being typed."""
        self._saver.left()

    def _tell_unread(self, fault: InspectorError) -> None:
        if not isinstance(fault, (DiskFault, DamagedFile)):
            raise fault
        self._stale = True
        self.shell.say(UNREADABLE)

    def show_place(self, place: str | None) -> None:
        """Put the cursor on what to do next, or among the day's records where only the days are shown."""
        if not self._timeline.isChecked():
            self._steps.setFocus()
        elif self._days:
            self._days[0].focus_rows()
        else:
            self._timeline.setFocus()  # until the days have been read

    def _lay_out(self) -> None:
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, style.space(2), 0)
        rows.setSpacing(style.space(2))
        glance = QVBoxLayout(self._glance)
        glance.setContentsMargins(0, 0, 0, 0)
        glance.setSpacing(style.space(2))
        glance.addWidget(heading("What to do next", left))
        glance.addWidget(self._steps)
        rows.addWidget(self._glance)
        rows.addWidget(self._unfiled)
        days = QWidget(left)
        days.setLayout(self._day_row)
        self._day_row.setContentsMargins(0, style.space(2), 0, 0)
        rows.addWidget(days, 1)
        right = self._right
        side = QVBoxLayout(right)
        side.setContentsMargins(style.space(2), 0, 0, 0)
        side.setSpacing(style.space(2))
        side.addWidget(self._side_heading)
        side.addWidget(self._side_hint)
        self._looked.addWidget(self._grid)
        self._looked.addWidget(self._gaps)
        side.addWidget(self._looked, 1)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.addWidget(left)
        panes.addWidget(right)
        panes.setChildrenCollapsible(False)
        self.keep_widths(panes, "overview/panes", (600, 600))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(4 * (style.space(4),)))
        whole.setSpacing(style.space(2))
        self._timeline.setText("Timeline only")
        self._timeline.setToolTip("Both days by the hour over the whole page (Ctrl+T)")
        self._timeline.setCheckable(True)
        self._timeline.setProperty("role", "segment")
        self._only_gaps.setText(_NOT_YET[0])
        self._only_gaps.setToolTip("What has not been looked at yet as a list, and who looks at it (Ctrl+G)")
        self._only_gaps.setCheckable(True)
        self._only_gaps.setProperty("role", "segment")
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._only_gaps)
        top.addWidget(self._timeline)
        top.addWidget(self._export)
        whole.addLayout(top)
        whole.addWidget(self._counts)
        exchanged = QHBoxLayout()
        exchanged.addWidget(self._exchanged, 1)
        exchanged.addWidget(self._give)
        whole.addLayout(exchanged)
        whole.addWidget(panes, 1)

    def _connect(self) -> None:
        self._reader.glanced.connect(self._show)
        self._reader.failed.connect(self._tell_unread)
        self._unfiled.wanted.connect(self._file)
        self._unfiled.opened.connect(lambda note: self.shell.go("observations", f"record:{note}"))
        self._filing.handed_over.connect(lambda note, _record, _kind: self._unfiled.drop(note))
        self._filing.handed_over.connect(lambda *_: self._reader.overtake())
        self._filing.refused.connect(lambda _error: self._read_again())
        self._timeline.toggled.connect(self._show_timeline)
        self._timeline.setChecked(self.shell.remembered("overview/timeline") is True)
        self._gaps.wanted.connect(self._look_at)
        self._gaps.counted.connect(self._count_gaps)
        self._gaps.asked.connect(self._assign)
        self._gaps.typed.connect(self._saver.typed)
        self._gaps.left.connect(self._saver.left)
        self._saver.handed_over.connect(self._reader.overtake)
        self._saver.refused.connect(self.shell.tell)
        self._only_gaps.toggled.connect(self._show_gaps)
        self.command("Not looked at yet, or the grid", "Ctrl+G", self._only_gaps.toggle)
        self.command("Timeline of both days, or everything", "Ctrl+T", self._timeline.toggle)
        self.command("Go to the quick notes to file", "Ctrl+Shift+A", self._unfiled.focus_rows)
        self._offer_exports()

    def _offer_exports(self) -> None:
        giving = GivingOut(self.visit, self.shell)
        menu = QMenu("Export", self._export)
        menu.setAccessibleName("Export")
        for kind in FILE_KINDS:
            menu.addAction(self.command(kind.command, "", partial(giving.write, kind)))
        self._export.setAccessibleName("Export")
        self._export.setMenu(menu)

    def _file(self, note: str, kind: RecordKind | None) -> None:
        if kind is None:
            self._filing.ask_where(note)
        else:
            self._filing.file_as(note, kind)

    def _show_timeline(self, only: bool) -> None:
        self._glance.setVisible(not only)
        self._right.setVisible(not only)
        self._only_gaps.setVisible(not only)
        self.shell.remember("overview/timeline", only)
        if self.isVisible():
            self.show_place(None)

    def _show_gaps(self, only: bool) -> None:
        self._timeline.setChecked(False)
        title_words, explained = _NOT_YET if only else _LOOKED_AT
        self._side_heading.setText(title_words)
        self._side_hint.setText(explained)
        shown = self._gaps if only else self._grid
        self._looked.setCurrentWidget(shown)
        shown.setFocus()

    def _show_steps(self, steps: Sequence[NextStep]) -> None:
        self._steps.clear()
        for step in steps[:_STEPS_SHOWN]:
            item = QListWidgetItem(style.icon(step.icon), step.words)
            item.setData(Qt.ItemDataRole.UserRole, step)
            item.setToolTip(step.words)
            self._steps.addItem(item)
        self._steps.setCurrentRow(0)
        height = max(1, self._steps.count()) * style.measure("hit") + style.space(2)
        self._steps.setFixedHeight(height)

    def _show_days(self, days: Sequence[Day], authors: Mapping[str, str]) -> None:
        while len(self._days) < len(days):
            made = DayList(self)
            made.opened.connect(lambda kind, record: self.shell.go(PAGES[kind], f"record:{record}"))
            self._days.append(made)
            self._day_row.addWidget(made, 1)
        for at, day_list in enumerate(self._days):
            day_list.setVisible(at < len(days))
            if at < len(days):
                day_list.show_day(days[at], authors)

    def _go_to_step(self, item: QListWidgetItem) -> None:
        step: NextStep = item.data(Qt.ItemDataRole.UserRole)
        if step.page == "overview":
            (self._gaps if self._only_gaps.isChecked() else self._grid).setFocus()
        else:
            self.shell.go(step.page, step.place)
