"""The log of concerns: list left, open ones first; form right; saved while typing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.concerns.concern_form import ConcernForm, field_names
from inspector_app.gui.concerns.concern_list import ConcernList, in_list_order, raised
from inspector_app.gui.concerns.paper import ConcernPaper
from inspector_app.gui.page import Page, PageWindow
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import say, title, trouble
from inspector_app.gui.widgets.instant_field import now
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import VisitChange
from inspector_app.visit.concern_rules import what_is_missing
from inspector_app.visit.entities import Concern
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_behind


class ConcernsPage(Page):
    """The concerns of the visit. `show_place` takes "concern:<id>", and "new:<case reference>" to begin one."""

    title = "Concerns"
    rail_icon = "flag"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._concerns: tuple[Concern, ...] = ()
        self._shown: str | None = None
        self._left_at = ""
        self._saver = Saver(visit, self, self)
        self._saver.handed_over.connect(lambda: self.show_read(self._list_concerns))
        self._saver.refused.connect(window.tell)
        self._list = ConcernList(self)
        self._list.chosen.connect(self._chosen)
        self._form = ConcernForm(visit.inspectors(), self._references())
        self._form.typed.connect(self._typed)
        self._form.chose.connect(self._chose)
        self._form.left.connect(self._saver.left)
        self._missing = trouble("", self)
        self._paper = ConcernPaper(visit, window, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.command("New concern", "Ctrl+N", self._new)
        self.command("Raised now", "Ctrl+1", lambda: self._now("raised_at"))
        self.command("Child known to be safe now", "Ctrl+2", lambda: self._now("safe_at"))
        self.command("Close the concern now", "Ctrl+Return", lambda: self._now("closed_at"))
        self.command("Preview the record for the council", "Ctrl+P", self._preview)
        self.command("Save the record for the council", "Ctrl+Shift+S", self._save)
        self.refresh(None)

    def refresh(self, change: VisitChange | None) -> None:
        """Show list and form again where a concern has changed."""
        if change is None or change.touches("concern"):
            self._list_concerns()
            self._show_form()

    def show_place(self, place: str | None) -> None:
        """Go to "concern:<id>", and to the field and cursor after the "@"; "new:<case reference>" begins one."""
        kind, _, rest = (place or "").partition(":")
        if kind == "new":
            self._new(rest)
            return
        concern_id, _, at = rest.partition("@")
        self._read()
        if any(concern.id == concern_id for concern in self._concerns):
            self._saver.left()
            self._shown = concern_id
            self._list_concerns()
            self._show_form()
        self._left_at = place or ""
        if at:
            name, _, cursor = at.partition(":")
            self._form.focus(name, int(cursor) if cursor else None)
        else:
            self._list.setFocus()

    def current_place(self) -> str:
        """Return the concern shown and the field that has the cursor, or had it when the page was left."""
        if self._shown is None:
            return ""
        within = QApplication.focusWidget()
        if within is not None and self.isAncestorOf(within):
            self._left_at = f"concern:{self._shown}"
            if at := self._form.focused():
                self._left_at += f"@{at}"
        return self._left_at if self._left_at.startswith(f"concern:{self._shown}") else f"concern:{self._shown}"

    def leave(self) -> None:
        """Hand over what is being typed, and know where the cursor was."""
        self._left_at = self.current_place()
        self._saver.left()

    # -- reading

    def _read(self) -> None:
        """Read the concerns; where the disk cannot be read, those that are known stay, and it is tried again."""

        def read() -> None:
            self._concerns = self.visit.concerns()

        self.show_read(read)

    def _references(self) -> list[str]:
        return sorted({line.label for line in self.visit.record_lines("case") if line.label})

    def _current(self) -> Concern | None:
        return next((concern for concern in self._concerns if concern.id == self._shown), None)

    # -- showing

    def _list_concerns(self) -> None:
        self._read()
        concerns = in_list_order(self._concerns)
        gone = self._shown not in {concern.id for concern in concerns}
        if gone:
            self._shown = concerns[0].id if concerns else None
        self._list.show_concerns(concerns, self._shown)
        self._stack.setCurrentIndex(1 if concerns else 0)
        self._show_missing()
        if gone:
            self._show_form()

    def _show_form(self) -> None:
        concern = self._current()
        if concern is not None:
            unsaved = [name for name in field_names() if self._saver.waits(f"{concern.id}/{name}")]
            self._form.show_concern(concern, raised(concern).date(), unsaved)
        self._show_missing()

    def _show_missing(self) -> None:
        concern = self._current()
        say(self._missing, " ".join(what_is_missing(concern)) if concern is not None else "")

    # -- what is done

    def _chosen(self, concern_id: str) -> None:
        if concern_id != self._shown:
            self._saver.left()
            self._shown = concern_id
            self._show_form()

    def _typed(self, field: str, value: object) -> None:
        if self._shown is not None:
            kept = _kept(field, value)
            self._note(field, kept)
            self._saver.typed(f"{self._shown}/{field}", steps.set_field("concern", self._shown, field, kept))

    def _chose(self, field: str, value: object) -> None:
        if self._shown is not None:
            self._note(field, value)
            self._saver.act(steps.set_field("concern", self._shown, field, value))

    def _note(self, field: str, value: object) -> None:
        """Know what has just been written, should the disk not be read after it."""
        self._concerns = tuple(
            replace(each, **{field: value}) if each.id == self._shown else each  # type: ignore[arg-type]
            for each in self._concerns
        )

    def _new(self, case: str = "") -> None:
        self._saver.left()
        self._read()
        order = order_behind(self._concerns)
        made = Concern(id=new_id(), case=case or None, raised_at=now(), raised_by=self.visit.me, order=order)
        values = {name: getattr(made, name) for name in ("case", "raised_at", "raised_by", "order")}
        self._shown, self._concerns = made.id, (*self._concerns, made)
        self._saver.act(steps.add("concern", made.id, values))
        self._show_form()
        self._form.focus("matter" if case else "case")

    def _now(self, field: str) -> None:
        if self._shown is not None:
            self._chose(field, now())
            self._show_form()

    def _remove(self) -> None:
        if self._shown is None:
            return
        gone = self._shown
        self._concerns = tuple(each for each in self._concerns if each.id != gone)
        self._saver.act(steps.remove("concern", gone))
        self._show_form()
        self.shell.say("The concern has been removed. Ctrl+Z brings it back.")

    def _preview(self) -> None:
        self._saver.left()
        concern = self._current()
        if concern is not None:
            self._paper.preview(concern)

    def _save(self) -> None:
        self._saver.left()
        concern = self._current()
        if concern is not None:
            self._paper.save(concern)

    # -- looks

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
            "Ctrl+N starts one; Ctrl+Shift+C does so from any page.",
        )
        self._stack.addWidget(empty)
        self._stack.addWidget(self._right())
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.addWidget(left)
        panes.addWidget(self._stack)
        panes.setStretchFactor(1, 1)
        panes.setChildrenCollapsible(False)
        self.keep_widths(panes, "concerns/panes", (360, 800))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)

    def _right(self) -> QWidget:
        right = QWidget(self)
        foot = QVBoxLayout(right)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(scrolling(self._form), 1)
        told = QHBoxLayout()
        told.setContentsMargins(style.space(4), 0, style.space(4), style.space(2))
        told.addWidget(self._missing)
        foot.addLayout(told)
        bar = QHBoxLayout()
        bar.setContentsMargins(style.space(4), 0, style.space(4), style.space(3))
        bar.setSpacing(style.space(2))
        safe, closed = (lambda: self._now("safe_at")), (lambda: self._now("closed_at"))
        bar.addWidget(button("Child safe now", safe, icon="shield", key="Ctrl+2", parent=right))
        bar.addWidget(button("Closed now", closed, icon="tick", key="Ctrl+Return", parent=right))
        bar.addStretch(1)
        bar.addWidget(button("For the council …", self._preview, icon="printer", key="Ctrl+P", parent=right))
        bar.addWidget(icon_button("send-out", "Save the record for the council", self._save, parent=right))
        bar.addWidget(icon_button("bin", "Remove this concern", self._remove, parent=right))
        foot.addLayout(bar)
        return right


def _kept(field: str, value: object) -> object:
    """Return the value as the visit keeps it: the matter is always a text, the others may be absent."""
    return value or "" if field == "matter" else value
