"""The log of concerns: list left, open ones first; form right; saved while typing."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.concerns.concern_form import ConcernForm, field_names
from inspector_app.gui.page import Page, PageWindow
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import title
from inspector_app.gui.widgets.instant_field import moment_in_words, now
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import VisitChange
from inspector_app.visit.entities import Concern
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_at

_ID = Qt.ItemDataRole.UserRole + 2


class ConcernsPage(Page):
    """The concerns of the visit."""

    title = "Concerns"
    rail_icon = "flag"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._shown: str | None = None
        self._saver = Saver(visit, self, self)
        self._saver.handed_over.connect(lambda: self.show_read(self._list_concerns))
        self._saver.refused.connect(window.tell)
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName("Concerns")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        self._form = ConcernForm(visit.inspectors(), self._references())
        self._form.typed.connect(self._typed)
        self._form.chose.connect(self._chose)
        self._form.left.connect(self._saver.left)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.command("New concern", "Ctrl+N", self._new)
        self.command("Close the concern now", "Ctrl+Return", self._close_now)
        self.refresh(None)

    def refresh(self, change: VisitChange | None) -> None:
        """Show list and form again where a concern has changed."""
        if change is None or change.touches("concern"):
            self._list_concerns()
            self._show_form()

    def show_place(self, place: str | None) -> None:
        """Go to "concern:<id>", and to the field and cursor after the "@"."""
        wanted, _, at = (place or "").partition("@")
        concern_id = wanted.removeprefix("concern:")
        if any(concern.id == concern_id for concern in self.visit.concerns()):
            self._saver.left()
            self._shown = concern_id
            self._list_concerns()
            self._show_form()
        if at:
            name, _, cursor = at.partition(":")
            self._form.focus(name, int(cursor) if cursor else None)
        else:
            self._list.setFocus()

    def current_place(self) -> str:
        """Return the concern shown and the field that has the cursor."""
        if self._shown is None:
            return ""
        at = self._form.focused()
        return f"concern:{self._shown}" + (f"@{at}" if at else "")

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._saver.left()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(title("Concerns", self), 1)
        head.addWidget(button("New concern", self._new, icon="plus", key="Ctrl+N", parent=self))
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(style.space(3), style.space(3), style.space(2), style.space(3))
        rows.addLayout(head)
        rows.addWidget(self._list, 1)
        empty = EmptyState(
            "flag",
            "No concern has been raised",
            "A worry about one child's safety that you take to the council's managers belongs here, with the times. "
            "Ctrl+N starts one.",
        )
        right = QWidget(self)
        foot = QVBoxLayout(right)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(scrolling(self._form), 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(style.space(4), 0, style.space(4), style.space(3))
        bar.addWidget(button("Closed now", self._close_now, icon="tick", key="Ctrl+Return", parent=right))
        bar.addStretch(1)
        bar.addWidget(icon_button("bin", "Remove this concern", self._remove, parent=right))
        foot.addLayout(bar)
        self._stack.addWidget(empty)
        self._stack.addWidget(right)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.addWidget(left)
        panes.addWidget(self._stack)
        panes.setStretchFactor(1, 1)
        panes.setChildrenCollapsible(False)
        self.keep_widths(panes, "concerns/panes", (360, 800))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)

    def _concerns(self) -> list[Concern]:
        latest = sorted(self.visit.concerns(), key=_raised, reverse=True)
        return sorted(latest, key=lambda concern: concern.closed_at is not None)

    def _list_concerns(self) -> None:
        concerns = self._concerns()
        gone = self._shown not in {concern.id for concern in concerns}
        if gone:
            self._shown = concerns[0].id if concerns else None
        selection = self._list.selectionModel()
        selection.blockSignals(True)
        self._model.setRowCount(min(len(concerns), self._model.rowCount()))
        for at, concern in enumerate(concerns):
            if at >= self._model.rowCount():
                item = QStandardItem()
                item.setEditable(False)
                self._model.appendRow(item)
            item = self._model.item(at)
            item.setText(_row(concern).spoken())
            item.setData(_row(concern), ROW)
            item.setData(concern.id, _ID)
            if concern.id == self._shown:
                self._list.setCurrentIndex(self._model.index(at, 0))
        selection.blockSignals(False)
        self._list.viewport().update()
        self._stack.setCurrentIndex(1 if concerns else 0)
        if gone:
            self._show_form()

    def _show_form(self) -> None:
        concern = next((each for each in self.visit.concerns() if each.id == self._shown), None)
        if concern is not None:
            unsaved = [name for name in field_names() if self._saver.waits(f"{concern.id}/{name}")]
            self._form.show_concern(concern, _day_of(concern), unsaved)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        concern_id = index.data(_ID)
        if concern_id is not None and concern_id != self._shown:
            self._saver.left()
            self._shown = concern_id
            self._show_form()

    def _typed(self, field: str, value: object) -> None:
        if self._shown is not None:
            self._saver.typed(
                f"{self._shown}/{field}", steps.set_field("concern", self._shown, field, _kept(field, value))
            )

    def _chose(self, field: str, value: object) -> None:
        if self._shown is not None:
            self._saver.act(steps.set_field("concern", self._shown, field, value))

    def _new(self) -> None:
        self._saver.left()
        concern_id = new_id()
        order = order_at(self.visit.concerns(), len(self.visit.concerns()))
        values = {"raised_at": now(), "raised_by": self.visit.me, "order": order}
        self._shown = concern_id
        self._saver.act(steps.add("concern", concern_id, values))
        self._show_form()
        self._form.focus("case")

    def _close_now(self) -> None:
        if self._shown is not None:
            self._saver.act(steps.set_field("concern", self._shown, "closed_at", now()))
            self._show_form()

    def _remove(self) -> None:
        if self._shown is not None:
            self._saver.act(steps.remove("concern", self._shown))
            self._show_form()
            self.shell.say("The concern has been removed. Ctrl+Z brings it back.")

    def _references(self) -> list[str]:
        return sorted({line.label for line in self.visit.record_lines("case") if line.label})


def _row(concern: Concern) -> Row:
    chip = Chip("Closed", "tick", "neutral") if concern.closed_at else Chip("Open", "flag", "priority")
    side = moment_in_words(concern.raised_at).split(" ", 1)[1] if concern.raised_at else ""
    return Row(concern.case or "No reference yet", concern.matter or "Nothing written yet", side, "flag", chips=(chip,))


def _raised(concern: Concern) -> datetime:
    return datetime.fromisoformat(concern.raised_at) if concern.raised_at else datetime.now().astimezone()


def _day_of(concern: Concern) -> date:
    return _raised(concern).date()


def _kept(field: str, value: object) -> object:
    """Return the value as the visit keeps it: the matter is always a text, the others may be absent."""
    return value or "" if field == "matter" else value
