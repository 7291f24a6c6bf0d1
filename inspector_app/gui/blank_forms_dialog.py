"""Printing blank forms: which, and how many of each; then they are shown as they will look on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import NumberField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import field_label, heading, hint
from inspector_app.open_visit import OpenVisit
from inspector_app.paper_forms import FormKind, form_kinds, numbered_forms

_WHY = (
    "For the day on which a laptop dies. Each form has an id of its own at its top; copied in later by that id "
    "(Ctrl+Shift+P), it keeps the time on the form and counts as first-hand."
)
_MOST = 50


class BlankFormsDialog(QDialog):
    """A number for each form that the framework has; nothing is printed before it has been looked at."""

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Print blank forms")
        self.setMinimumWidth(style.measure("field") + style.space(20))
        self._visit = visit
        self._shell = window
        self._counts: list[tuple[FormKind, NumberField]] = []
        rows = column(self)
        rows.addWidget(heading("Blank forms", self))
        rows.addWidget(hint(_WHY, self))
        rows.addLayout(self._numbers())
        rows.addLayout(self._foot())

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(style.space(1))
        grid.setColumnStretch(0, 1)
        for row, kind in enumerate(form_kinds(self._visit.framework)):
            words = self._visit.framework.form(kind.kind).title + (f": {kind.role}" if kind.role else "")
            count = NumberField(f"How many: {words}")
            count.set_value(1)
            label = field_label(words, self)
            label.setBuddy(count)
            grid.addWidget(label, row, 0)
            grid.addWidget(count, row, 1)
            self._counts.append((kind, count))
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(button("Save as a PDF…", lambda: self._make(self._save), parent=self))
        foot.addWidget(primary_button("Print preview…", lambda: self._make(self._preview), parent=self))
        return foot

    def _make(self, done: Callable[[bytes], None]) -> None:
        from inspector_app.letter.blank_forms import blank_forms_pdf

        wanted = [kind for kind, count in self._counts for _ in range(min(count.value() or 0, _MOST))]
        if not wanted:
            self._shell.say("No form was wanted.")
            return
        visit, framework = self._visit.visit(), self._visit.framework
        forms = numbered_forms(self._shell.profile, self._visit, wanted)
        self.accept()
        self._shell.run_in_background(
            lambda: blank_forms_pdf(visit, framework, forms, created=datetime.now().astimezone()),
            done,
            "Making the blank forms",
        )

    def _preview(self, pdf: bytes) -> None:
        from inspector_app.gui.printing import print_with_preview

        print_with_preview(pdf, "Blank forms", self._shell, self.parentWidget() or self)

    def _save(self, pdf: bytes) -> None:
        path = self._shell.ask_to_save("Save the blank forms", "Blank forms.pdf", "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_private_file(path, pdf)
        except InspectorError as error:
            self._shell.tell(error)
        else:
            self._shell.say(f"Saved: {path.name}.")
