"""What every page of records does: list left, form in the middle, evidence right; new, delete, save, go to a place."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.attachments.attached_files import AttachedFiles
from inspector_app.gui.page import Page, PageName, PageWindow
from inspector_app.gui.records.arranging import Arrangement, Order
from inspector_app.gui.records.beginning import Beginning
from inspector_app.gui.records.both_line import CHOICE_KEY, BothLine
from inspector_app.gui.records.bringing_in import BringingIn
from inspector_app.gui.records.evidence_desk import EvidenceDesk
from inspector_app.gui.records.list_reader import names_of, read_lines, remembered_arrangement
from inspector_app.gui.records.open_tabs import OpenTabs
from inspector_app.gui.records.place import Place, read_place
from inspector_app.gui.records.record_form import RecordForm
from inspector_app.gui.records.record_frame import RecordFrame
from inspector_app.gui.records.record_list import RecordList
from inspector_app.gui.records.record_row import record_row
from inspector_app.gui.records.reminders import Reminders
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import VisitChange
from inspector_app.visit.entities import Record
from inspector_app.visit.happened import day_for_new, written_anew
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import RecordLine


class RecordsPage(Page):
    """A page on the records of one kind; subclasses make the form."""

    kind: RecordKind
    page_name: PageName
    one = "record"
    belongs = ""
    order: Order = "time"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self.shown: Record | None = None
        self._left_at = ""
        self.saver = Saver(visit, self, self)
        self._beginning = Beginning(visit)
        first = Arrangement(self.order, "none" if self.order == "label" else "day")
        arrangement = remembered_arrangement(window.remembered(self._arranged_as()), first)
        self.list = RecordList(
            self.title, "New", names_of(visit), self.describe, visit.records_with, arrangement, self.order
        )
        self.form = self.make_form()
        self.desk = EvidenceDesk(visit, self.saver, self._reminders())
        self._middle = QStackedWidget(self)
        self._middle.addWidget(
            EmptyState(self.rail_icon, self.belongs, self._how_to_begin(), f"New {self.one}", self._new, self)
        )
        self.frame = RecordFrame(self.form.widget(), self)
        self.tabs = OpenTabs(visit, window, self.frame.tabs)
        self._middle.addWidget(self.frame)
        self.attached = AttachedFiles(visit, window, self, self.enter_record, always=self.kind == "document")
        self.frame.add_below(self.attached.strip)
        self.bringing_in = BringingIn(self, window, self)
        self.frame.add_band(self.bringing_in.strip)
        self.both = BothLine(visit, window, self)
        self.frame.add_band(self.both)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()
        self._add_commands()
        self.refresh(None)

    def make_form(self) -> RecordForm:
        """Return the form of this kind of record."""
        raise NotImplementedError

    def describe(self, line: RecordLine) -> Row:
        """Return what a row of the list shows."""
        return record_row(line)

    def how_with_reminders(self) -> str:
        """Return what stands above the reminders."""
        return "Ctrl+R, then Enter (or a click) puts one into the notes."

    def arrange(self, panes: QWidget) -> QWidget:
        """Return what the page holds: the panes, or the panes among other things."""
        return panes

    def reminders(self) -> tuple[str, ...]:
        """Return the framework's prompts for this kind, to stand beside the notes."""
        return tuple(prompt.text for prompt in self.visit.framework.form(self.kind).prompts)

    def texts(self) -> list[SourceField]:
        """Return the texts in which the cursor may stand: those that evidence is taken from, and others."""
        return self.form.sources()

    def take_evidence(self) -> None:
        """Make evidence of what is marked, and go to the keys that sort it."""
        self.desk.take()

    def take_and_stay(self) -> None:
        """Make evidence of what is marked and stay in the text: for many in a row."""
        self.desk.take(stay=True)

    # -- what the window asks

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what has changed."""
        self.both.read()
        if change is None or change.touches("visit", "inspector"):
            self.list.model.set_names(names_of(self.visit))
        if change is None or change.touches("visit", "record"):
            self._beginning.outdated()
        if change is None or change.touches("visit", "record", "evidence", self.kind):
            read_lines(self.visit, self.kind, self.list, change)
        gone = self.list.current() if self.list.current() is not None else self.list.model.first()
        if gone is not None and not self.list.model.has(gone):
            gone = self.list.model.first()
        self.list.keep(gone)
        self.show_record(gone)
        if change is None or change.touches("finding", "link"):
            self.desk.refresh(findings=True)
        if change is None:
            self._beginning.read()  # while much is read, so that Ctrl+N does not wait for it

    def own_written(self) -> None:
        """What was begun before a colleague's words came in can stand beside them now."""
        self.both.read()

    def show_place(self, place: str | None) -> None:
        """Go to a record, and to the text and cursor that the place names; nowhere: to where the record was left."""
        wanted = read_place(place)
        if not place and (left_at := read_place(self._left_at)).record == self.list.current():
            wanted = left_at
        record = wanted.record
        if wanted.evidence is not None:
            record = self.visit.evidence_piece(wanted.evidence).record
        if record is None or not self._knows(record):
            record = self.list.current()
        self._leave_record()
        self.list.choose(record)
        self.show_record(record)
        if self.shown is None:
            self.list.focus_rows()
            return
        self._focus_text(wanted.field, wanted.cursor)
        if wanted.attachment is not None:
            self.attached.show(wanted.attachment)
        if wanted.evidence is not None:
            self.desk.choose(wanted.evidence)

    def current_place(self) -> str:
        """Return the record shown, and the text with its cursor."""
        if self.shown is None:
            return ""
        texts = self.texts()
        source = next((each for each in texts if each.editor.hasFocus()), texts[0])
        return str(Place(self.shown.id, source.field, source.editor.cursor_place()))

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._left_at = self.current_place()
        self._leave_record()

    def new_record(self) -> str:
        """Begin a record with day, time and author in place and the cursor in it; return its id."""
        self._leave_record()
        self._beginning.read()
        step = self._beginning.step(new_id(), self.kind)
        self.shown = None  # what is left is not shown once more
        self.saver.act(step)
        self.show_begun(begun := steps.record_begun(step))
        return begun.id

    def show_begun(self, record: Record) -> None:
        """Show a record just handed over from its own values, with the cursor in it: the next key is meant for it."""
        self.desk.show_record(None, ())
        self.attached.show_record(None)
        self.list.model.update_record(record, 0)
        self.list.choose(record.id)
        self.shown = record
        self.show_read(lambda: self.form.show_record(record))
        self._middle.setCurrentIndex(1)
        self.form.begin()
        with suppress(KeyError):  # it is refused already, which is told
            self.show_read(lambda: self._open_begun(record))

    def _open_begun(self, record: Record) -> None:
        self.shown = self.visit.record(record.id)
        self._show_beside(self.shown)
        self.tabs.open(record, self.current_place())

    # -- what the form and the list ask

    def near(self) -> date:
        """Return the day that days without year or month are taken near to."""
        return day_for_new(date.today(), self.visit.visit().days)

    def show_record(self, record_id: str | None) -> None:
        """Show a record in the form, or, where there is none, how one is begun."""
        self.shown = self._standing(record_id)
        if self.shown is None:
            self._middle.setCurrentIndex(0)
            self.desk.show_record(None, ())
            self.attached.show_record(None)
            return
        self.form.show_record(self.shown)
        self._middle.setCurrentIndex(1)
        self._show_beside(self.shown)
        self.tabs.show(self.shown)

    def _standing(self, record_id: str | None) -> Record | None:
        """Return a record of the list; None for one whose beginning was refused since the list was read."""
        if record_id is None or not self.list.model.has(record_id):
            return None
        try:
            return self.visit.record(record_id)
        except KeyError:
            self.list.model.drop(record_id)
            return None

    def _show_beside(self, record: Record) -> None:
        """Show what a record's form does not hold itself: its evidence, what is attached, whether a text may come."""
        self.desk.show_record(record, self.form.sources())
        self.both.show_record(record)
        self.attached.show_record(record.id, [source.editor for source in self.form.sources()])
        self.bringing_in.show_record(self.form.sources())

    def enter_record(self) -> None:
        """Put the cursor where the writing in the record shown goes on."""
        if self.shown is not None:
            self._focus_text("notes", None)

    def into_notes(self, words: str) -> None:
        """Put a reminder as a line of its own into the notes, and the cursor behind it."""
        editor = self.form.sources()[0].editor
        before = editor.value()[: editor.cursor_place()]
        cursor = editor.textCursor()
        cursor.insertText(("" if not before or before.endswith("\n") else "\n") + words + " ")
        editor.setTextCursor(cursor)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside

    def _knows(self, record_id: str) -> bool:
        """Say whether a record stands here; one that has come since the lines were read is taken among them."""
        if not self.list.model.has(record_id):
            try:
                record = self.visit.record(record_id)
            except KeyError:
                return False
            if record.kind == self.kind:
                self.list.model.update_record(record, len(self.visit.evidence(record_id)))
        return self.list.model.has(record_id)

    def _leave_record(self) -> None:
        """Hand over what is being typed, and take note of where the cursor is."""
        self.saver.left()
        if self.shown is not None:
            self.tabs.left(self.shown, self.current_place())

    def _arranged_as(self) -> str:
        return f"{self.page_name}/arranged"

    def _arranged(self, wanted: Arrangement) -> None:
        self.shell.remember(self._arranged_as(), [wanted.order, wanted.group])

    def _new(self) -> None:
        self.new_record()

    def _chosen(self, record_id: str) -> None:
        self._leave_record()
        self.show_record(record_id)

    def _delete(self) -> None:
        if self.shown is None:
            return
        self.saver.left()
        amount = self.desk.amount()
        if amount:
            rests = "1 piece of evidence rests" if amount == 1 else f"{amount} pieces of evidence rest"
            self.shell.say(f"Not deleted: {rests} on this {self.one}. Remove that first, then press Delete again.")
            return
        gone, self.shown = self.shown.id, None
        after = self.list.model.next_to(gone)
        self.tabs.forget(gone)
        self.saver.act(steps.remove("record", gone))
        self.list.model.drop(gone)
        self.list.choose(after)
        self.show_record(after)
        self.list.focus_rows()
        self.shell.say(f"The {self.one} is deleted. Ctrl+Z brings it back.")

    def _handed_over(self) -> None:
        before = self.shown
        if before is None or not self.list.model.has(before.id):
            return
        with suppress(KeyError):  # taken back by undo; the announcement is on its way
            self.show_read(lambda: self._show_handed_over(before))

    def _show_handed_over(self, before: Record) -> None:
        record = self.shown = self.visit.record(before.id)
        if written_at := written_anew(before, record, datetime.now().astimezone()):
            self.visit.write(steps.set_field("record", record.id, "written_at", written_at), origin=self)
            record = self.visit.record(before.id)
            self.shown = record
        self.form.show_record(record)
        self.desk.show_record(record, self.form.sources())
        self.list.model.update_record(record, self.desk.amount())
        if record != before:
            self.tabs.open(record, self.current_place())

    def _focus_text(self, field: str, cursor: int | None) -> None:
        texts = self.texts()
        source = next((each for each in texts if each.field == field), texts[0])
        source.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if cursor is not None:
            source.editor.set_cursor_place(cursor)

    def _reminders(self) -> Reminders:
        words = self.reminders()
        made = Reminders("Reminders" if words else "Keys", words, self.how_with_reminders())
        made.picked.connect(self.into_notes)
        made.left.connect(lambda: self._focus_text("notes", None))
        return made

    def _how_to_begin(self) -> str:
        return f"Ctrl+N begins a new {self.one}, with day, time and your name in place."

    def _lay_out(self) -> None:
        self.panes.setChildrenCollapsible(False)
        for pane in (self.list, self._middle, self.desk):
            self.panes.addWidget(pane)
        for place, part in enumerate((1, 4, 2)):
            self.panes.setStretchFactor(place, part)
        self.list.setMinimumWidth(style.space(48))
        self.desk.setMinimumWidth(style.space(64))
        desk = max(style.space(82), 50 * self.fontMetrics().horizontalAdvance("x"))
        self.keep_widths(self.panes, f"{self.page_name}/panes", (style.space(66), style.space(160), desk))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.attached.around(self.arrange(self.panes), self.list, self.desk))

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(self.enter_record)
        self.list.wanted.connect(self._new)
        self.list.unwanted.connect(self._delete)
        self.list.arranged.connect(self._arranged)
        self.saver.handed_over.connect(self._handed_over)
        self.saver.refused.connect(self.shell.tell)
        self.desk.back_to_text.connect(lambda field: self._focus_text(field, None))
        self.desk.board_wanted.connect(self._to_board)
        self.desk.said.connect(self.shell.say)
        self.desk.amount_changed.connect(self._handed_over)

    def _to_board(self, piece: str) -> None:
        self.shell.go("judgement", f"evidence:{piece}")

    def _add_commands(self) -> None:
        self.command(f"New {self.one}", "Ctrl+N", self._new)
        self.command("Make evidence of the marked words", "Ctrl+E", self.take_evidence)
        self.command("Make evidence and stay in the text", "Ctrl+M", self.take_and_stay)
        self.command("Show the evidence at the cursor", "Ctrl+J", self.desk.show_at_cursor)
        self.command("Go to the evidence of this record", "Ctrl+Shift+E", self.desk.focus_list)
        self.command("Go to the reminders", "Ctrl+R", self.desk.focus_reminders)
        self.command(f"Filter the {self.title.lower()}", "Ctrl+F", self.list.focus_filter)
        self.command("Sort, group or narrow the list", "Ctrl+Shift+F", self.list.open_menu)
        self.command(f"Next {self.one}", "Ctrl+PgDown", lambda: self.list.step(1))
        self.command(f"{self.one.capitalize()} before", "Ctrl+PgUp", lambda: self.list.step(-1))
        self.command(f"Put this {self.one} away from the tabs", "Ctrl+W", self.tabs.close_shown)
        self.command(f"Choose where both wrote in this {self.one}", CHOICE_KEY, self.both.choose)
        self.command(f"Delete this {self.one}", "", self._delete)
        self.command("Go from list to text to evidence", "F6", self._next_pane)
        self.attached.add_commands(self.command)
        self.bringing_in.add_commands(self.command, self.one)

    def _next_pane(self) -> None:
        if self.list.isAncestorOf(self.focusWidget() or self):
            self._focus_text("notes", None) if self.shown else None
        elif self.desk.isAncestorOf(self.focusWidget() or self):
            self.list.focus_rows()
        else:
            self.desk.focus_list()
