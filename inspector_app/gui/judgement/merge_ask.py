"""Asked when findings are merged: in which order their words stand under one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement.ask_pane import AskPane
from inspector_app.gui.widgets.fields import CalmCombo
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.entities import Finding


class MergeAsk(AskPane):
    """Says the findings to `answered`, in the order of their words; the first takes in the others.

    `others` are those that may be merged with them, to be chosen from a list.
    """

    def __init__(
        self,
        framework: Framework,
        findings: Sequence[Finding],
        others: Sequence[Finding],
        answered: Callable[[list[Finding]], None],
    ) -> None:
        super().__init__("Merge findings into one", "Merge", tuple(findings))
        self._framework = framework
        self._answered = answered
        self._findings = {finding.id: finding for finding in (*findings, *others)}
        self._list = _OrderList(self)
        self._more = CalmCombo(self)
        self._more.setAccessibleName("Merge it with")
        self._more.addItem("Choose another finding …", None)
        for finding in others:
            self._more.addItem(self._icon(finding), _line(finding), finding.id)
        for finding in findings:
            self._add(finding)
        self._list.setCurrentRow(0)
        self._words = plain("", self)
        self._where = hint("", self)
        self.left.addWidget(self._more)
        self.left.addWidget(self._list, 1)
        self.left.addWidget(hint("Their order: Ctrl+Up and Ctrl+Down, or drag.", self))
        self.right.addWidget(self._where)
        self.right.addWidget(self._words)
        self.right.addStretch(1)
        self._more.activated.connect(self._choose)
        self._list.model().rowsMoved.connect(lambda *_moved: self._show())
        self._show()

    def begin(self) -> None:
        """Put the cursor on the order, or on what it is to be merged with."""
        (self._list if self._list.count() > 1 else self._more).setFocus()

    def answer(self) -> None:
        """Merge them in this order."""
        ordered = self._ordered()
        if len(ordered) < 2:
            self.lacks("Choose the other finding.", self._more)
            return
        self.closed.emit()
        self._answered(ordered)

    def _choose(self, at: int) -> None:
        """Take another finding in among those that are merged."""
        chosen = self._more.itemData(at)
        if chosen is None:
            return
        self._more.removeItem(at)
        self._more.setCurrentIndex(0)
        self.about = (*self.about, self._findings[chosen])
        self._add(self._findings[chosen])
        self._show()

    def _add(self, finding: Finding) -> None:
        item = QListWidgetItem(self._icon(finding), _line(finding), self._list)
        item.setData(Qt.ItemDataRole.UserRole, finding.id)

    def _icon(self, finding: Finding) -> QIcon:
        tone = self._framework.category(finding.category).tone
        return style.icon(style.TONE_ICONS[tone], f"tone_{tone}")

    def _ordered(self) -> list[Finding]:
        rows = range(self._list.count())
        return [self._findings[self._list.item(row).data(Qt.ItemDataRole.UserRole)] for row in rows]

    def _show(self) -> None:
        ordered = self._ordered()
        pieces = len({link.evidence for finding in ordered for link in finding.evidence})
        evidence = "1 piece of evidence" if pieces == 1 else f"{pieces} pieces of evidence"
        label = self._framework.category(ordered[0].category).label
        self._where.setText(f"One finding under “{label}”, with {evidence}:")
        self._words.setText("\n".join(finding.text for finding in ordered if finding.text.strip()))


def _line(finding: Finding) -> str:
    return " ".join(finding.text.split()) or "No words yet"


class _OrderList(QListWidget):
    """Rows that are put into order by keys or by dragging."""

    def __init__(self, parent: AskPane) -> None:
        super().__init__(parent)
        self.setAccessibleName("Findings in their order")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumHeight(style.space(22))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)

    def sizeHint(self) -> QSize:
        """Leave the words that come of it their room."""
        return QSize(super().sizeHint().width(), style.space(22))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with Up or Down moves the current row."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not ctrl or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        at = self.currentRow()
        to = at + (1 if event.key() == Qt.Key.Key_Down else -1)
        if at >= 0 and 0 <= to < self.count():
            # A whole move of the model, as a drag makes it, so that who listens hears of both alike.
            self.model().moveRow(self.rootIndex(), at, self.rootIndex(), to + (to > at))
