"""The head of a record's form: title, when it happened, how it was written down, themes."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.bindings import Bindings
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.fields import CalmCombo, DateField, LineField
from inspector_app.gui.widgets.headings import field_label
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.theme_picker import ThemePicker
from inspector_app.gui.widgets.time_field import TimeField
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Record
from inspector_app.visit.happened import written_later
from inspector_app.visit.written_labels import LABELS, may_become

_STAYS = "That it was copied or written from memory stays with it; beside it, say how that came about."


class RecordHead(QWidget):
    """Three rows: title; day and times; themes beside how it was written. `marks` is placed by the form."""

    def __init__(self, visit: OpenVisit, bindings: Bindings, title_hint: str, near: date) -> None:
        super().__init__()
        self._visit = visit
        self._bindings = bindings
        self.title = LineField("Title", title_hint)
        self.title.setProperty("role", "record-title")
        self._day = DateField("Day it happened", near=near)
        self._start = TimeField("Start")
        self._end = TimeField("End")
        self._written = CalmCombo(self)
        self._written.setAccessibleName("How it was written down")
        self._written.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToContents)
        for value, label in LABELS.items():
            self._written.addItem(label.said, value)
        self._written.setToolTip(_STAYS)
        self._explained = LineField("Why it was copied or written from memory", "How did that come about?")
        self._themes = ThemePicker([Option(t.id, t.label, t.key) for t in visit.framework.themes], parent=self)
        self._themes.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.marks = ElidedLabel()
        self.marks.setProperty("role", "hint")
        self.marks.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._day.setMinimumWidth(self._day.fontMetrics().horizontalAdvance("Wed 28 March 2010") + style.space(5))
        self._bind()
        self._lay_out()

    def show_record(self, record: Record) -> None:
        """Show what is not a field: who wrote it, and whether it was written up later; offer no milder label."""
        self.marks.set_text(" · ".join(self._marks(record)))
        self._explained.setVisible(record.written != "at-the-time")
        offered = self._written.model()
        assert isinstance(offered, QStandardItemModel)
        for row, value in enumerate(LABELS):
            offered.item(row).setEnabled(may_become(record.written, value))

    def _marks(self, record: Record) -> list[str]:
        marks = []
        if written_later(record.day, record.start, record.end, record.written_at) and record.written_at:
            written = datetime.fromisoformat(record.written_at)
            paper = f"Copied from form {record.paper_id}" if record.paper_id else "Copied from paper"
            how = paper if record.written == "from-paper" else "Written up later"
            marks.append(f"{how}: {written:%H:%M} on {written.day} {written:%b %Y}")
        if record.author is not None and record.author != self._visit.me:
            names = {inspector.id: inspector.name for inspector in self._visit.inspectors()}
            marks.append(f"by {names.get(record.author, 'another inspector')}")
        return marks

    def _bind(self) -> None:
        bind = self._bindings.bind
        bind("record", "title", self.title, lambda record: record.title)
        bind("record", "day", self._day, lambda record: record.day)
        bind("record", "start", self._start, lambda record: record.start)
        bind("record", "end", self._end, lambda record: record.end)
        self._bindings.bind_choice(
            "record",
            "written",
            lambda value: self._written.setCurrentIndex(self._written.findData(value)),
            lambda record: record.written,
        )
        self._written.activated.connect(
            lambda _index: self._bindings.act("record", "written", self._written.currentData())
        )
        bind("record", "explained", self._explained, lambda record: record.explained)
        self._bindings.bind_choice(
            "record",
            "themes",
            lambda value: self._themes.set_value(value if isinstance(value, list) else ()),
            lambda record: record.themes,
        )
        self._themes.changed.connect(lambda themes: self._bindings.act("record", "themes", list(themes)))

    def _lay_out(self) -> None:
        when = QHBoxLayout()
        when.setSpacing(style.space(2))
        for words, field in (("Day", self._day), ("from", self._start), ("to", self._end)):
            label = field_label(words, self)
            label.setBuddy(field)
            when.addWidget(label)
            when.addWidget(field)
        when.addStretch(1)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(style.space(2))
        rows.setVerticalSpacing(style.space(1.5))
        rows.addWidget(self.title, 0, 0, 1, 3)
        rows.addLayout(when, 1, 0, 1, 3)
        label = field_label("Themes", self)
        label.setBuddy(self._themes)
        rows.addWidget(label, 2, 0)
        rows.addWidget(self._themes, 2, 1)
        rows.addWidget(self._written, 2, 2)
        rows.addWidget(self._explained, 3, 0, 1, 3)
        rows.setColumnStretch(1, 1)
