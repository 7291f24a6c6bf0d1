"""A question beside the board that takes the panel's place until it is answered or given up: never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import heading, say, trouble
from inspector_app.visit.entities import Finding


class AskPane(QWidget):
    """A question about findings; Enter answers it, Escape leaves everything as it is.

    A subclass fills `left` and `right`, puts the cursor in place with `begin`, and answers in `answer`.
    """

    closed = Signal()
    """It was answered or given up."""

    def __init__(self, question: str, does: str, about: tuple[Finding, ...]) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self.about = about
        """The findings as they were when it was asked."""
        self.does: QPushButton = primary_button(does, self.answer, parent=self)
        self._cancel = button("Cancel", self.closed.emit, key="Esc", parent=self)
        self._lacking = trouble("", self)
        top = QHBoxLayout()
        top.setSpacing(style.space(2))
        asked = heading(question, self)
        asked.setWordWrap(True)
        top.addWidget(asked, 1)
        top.addWidget(self._lacking, 1)
        top.addWidget(self.does)
        top.addWidget(self._cancel)
        inner = QWidget(self)
        inner.setAccessibleName(question)
        self.halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self.halves.setContentsMargins(0, 0, style.space(2), 0)
        self.halves.setSpacing(style.space(4))
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for half in (self.left, self.right):
            half.setSpacing(style.space(2))
            self.halves.addLayout(half, 1)
        # The buttons stand above, where they are in sight whatever the height, and are read behind the fields.
        rows = QBoxLayout(QBoxLayout.Direction.BottomToTop, self)
        rows.setContentsMargins(*(4 * (style.space(3),)))
        rows.setSpacing(style.space(2))
        rows.addWidget(scrolling(inner), 1)
        rows.addLayout(top)

    def begin(self) -> None:
        """Put the cursor where the answer begins."""
        raise NotImplementedError

    def answer(self) -> None:
        """Answer, or say what is lacking."""
        raise NotImplementedError

    def holds_words(self) -> bool:
        """Say whether something was typed that would be lost were it given up."""
        return False

    def flush(self) -> None:
        """Keep now what was typed and would be lost were it given up."""

    def lacks(self, words: str, field: QWidget) -> None:
        """Say what is lacking and go to its field."""
        say(self._lacking, words)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def lie(self, orientation: Qt.Orientation) -> None:
        """Lie beside the board (halves under one another) or under it."""
        beside = orientation == Qt.Orientation.Horizontal
        way = QBoxLayout.Direction.TopToBottom if beside else QBoxLayout.Direction.LeftToRight
        self.halves.setDirection(way)
        self.halves.setStretch(0, 0 if beside else 1)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from what lies around the question."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Escape gives it up; on Cancel Enter gives it up too."""
        if event.key() == Qt.Key.Key_Escape or (_is_enter(event) and self._cancel.hasFocus()):
            self.closed.emit()
        elif _is_enter(event):
            self.answer()
        else:
            super().keyPressEvent(event)


class Aside(QStackedWidget):
    """The panel, or the question that is being asked in its place."""

    closed = Signal()

    def __init__(self, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Beside the board")
        self._panel = panel
        self._asked: AskPane | None = None
        self._lies = Qt.Orientation.Vertical
        self.addWidget(panel)

    def minimumSizeHint(self) -> QSize:
        """Leave the board its room."""
        return self._panel.minimumSizeHint()

    def asked(self) -> AskPane | None:
        """Return the question that is being asked, or None."""
        return self._asked

    def ask(self, pane: AskPane) -> None:
        """Ask in the panel's place; what was asked before is given up."""
        self._drop()
        self._asked = pane
        pane.lie(self._lies)
        pane.closed.connect(self.give_up)
        self.addWidget(pane)
        self.setCurrentWidget(pane)
        pane.begin()

    def give_up(self) -> None:
        """Ask no longer, and show the panel again."""
        if self._asked is not None:
            self._drop()
            self.closed.emit()

    def lie(self, orientation: Qt.Orientation) -> None:
        """Lie beside the board or under it."""
        self._lies = orientation
        if self._asked is not None:
            self._asked.lie(orientation)

    def _drop(self) -> None:
        pane, self._asked = self._asked, None
        if pane is not None:
            pane.flush()
            self.setCurrentWidget(self._panel)
            self.removeWidget(pane)
            pane.deleteLater()


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
