"""The letter is sent: when, and to whom of those whom it names, or anybody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from inspector_app.gui import style
from inspector_app.gui.letter.state_words import sent, sent_in_words
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import ListField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.gui.widgets.instant_field import InstantField, now
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Copy
from inspector_app.visit.names import joined

_MOST_ROWS = 7


class IssueAsk(QDialog):
    """Says `issued` with the instant and those to whom it went, and closes."""

    issued = Signal(str, object)

    def __init__(self, contents: VisitContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Issue the letter")
        self.setMinimumWidth(style.measure("notes") + style.space(30))
        self.when = InstantField("Sent at")
        self.when.set_value(now())
        self.people = _people(recipients(contents), self)
        self.others = ListField("Others to whom it was sent", "Anybody else, one on each line")
        self.issue = primary_button("Write down that it was sent", self._issue, parent=self)
        form = FormRows(self)
        form.add("Sent at", self.when)
        form.add("To", self.people)
        form.add("Others", self.others)
        rows = column(self)
        before = sent(contents.issuings, contents.signed_letters)
        if before:
            said = "\n".join(f"{sent_in_words(each)}: {joined(each.to)}." for each in before)
            rows.addWidget(plain(said, self))
        rows.addWidget(form)
        rows.addWidget(hint("The program sends nothing: it keeps when and to whom you sent the signed letter.", self))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(self.issue)
        rows.addLayout(foot)
        self.people.itemChanged.connect(lambda _item: self._allow())
        for field in (self.when, self.others):
            field.edited.connect(lambda _value: self._allow())
        self.when.changed.connect(lambda _value: self._allow())
        self._allow()
        self.people.setFocus()

    def to(self) -> list[str]:
        """Return those to whom it is said to have gone."""
        items = [self.people.item(row) for row in range(self.people.count())]
        return [each.text() for each in items if each.checkState() == Qt.CheckState.Checked] + self.others.value()

    def _allow(self) -> None:
        self.issue.setEnabled(self.when.value() is not None and bool(self.to()))

    def _issue(self) -> None:
        when = self.when.value()
        if when is not None:
            self.issued.emit(when, self.to())
            self.accept()


def recipients(contents: VisitContents) -> tuple[str, ...]:
    """Return whom the letter names, a line each: its addressees, then the copies."""
    people: tuple[Addressee | Copy, ...] = (*contents.addressees, *contents.copies)
    lines = (", ".join(filter(None, (each.name, each.post, each.organisation))) for each in people)
    return tuple(dict.fromkeys(line for line in lines if line))


def _people(lines: Sequence[str], parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName("To whom it was sent")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for line in lines:
        item = QListWidgetItem(line, made)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
    made.setCurrentRow(0)
    made.setFixedHeight(style.measure("hit") * min(max(2, len(lines)), _MOST_ROWS) + style.space(3))
    return made
