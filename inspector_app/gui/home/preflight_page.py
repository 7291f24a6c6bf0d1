"""Ready for tomorrow? The card with a line for each thing that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.printers import printer_names
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import column, scrolling
from inspector_app.gui.widgets.headings import field_label, hint, plain, title
from inspector_app.preflight import PreflightLine, preflight


class PreflightPage(QWidget):
    """Tries everything when it is begun; says `done` when the person goes back."""

    done = Signal()

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Ready for tomorrow?")
        self._window = window
        self._lines: tuple[PreflightLine, ...] = ()
        inner = QWidget(self)
        inner.setAccessibleName("Ready for tomorrow?")
        self._verdict = title("Ready for tomorrow?", inner)
        self._again = button("Try again", self.begin, parent=inner)
        head = QHBoxLayout()
        head.addWidget(self._verdict, 1)
        head.addWidget(self._again)
        head.addWidget(primary_button("Back to the visits", self.done.emit, parent=inner))
        self._card = QWidget(inner)
        self._card.setProperty("role", "card")
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = column(self._card, margin=5, spacing=4)
        rows = column(inner, margin=6, spacing=4)
        rows.addLayout(head)
        rows.addWidget(self._card)
        rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self.setFocusProxy(self._again)

    def begin(self) -> None:
        """Try everything, off the GUI thread."""
        self._again.setEnabled(False)
        self._verdict.setText("Looking whether all is ready…")
        self._show(())
        names = tuple(printer_names())
        profile, now = self._window.profile, datetime.now().astimezone()
        self._window.run_in_background(
            lambda: tuple(preflight(profile, lambda: names, now)), self._tried, "Looking whether all is ready"
        )

    def lines(self) -> tuple[PreflightLine, ...]:
        """Return what was found; empty while it is being looked for."""
        return self._lines

    def _tried(self, lines: tuple[PreflightLine, ...]) -> None:
        bad = sum(not line.good for line in lines)
        self._verdict.setText("Ready for tomorrow" if not bad else f"Not ready yet: {bad} to be seen to")
        self._again.setEnabled(True)
        self._show(lines)

    def _show(self, lines: Sequence[PreflightLine]) -> None:
        self._lines = tuple(lines)
        while (item := self._rows.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        for line in lines:
            self._rows.addWidget(_row(line, self._card))
        self._card.setVisible(bool(lines))


def _row(line: PreflightLine, parent: QWidget) -> QWidget:
    row = QWidget(parent)
    state = "Good" if line.good else "Not ready"
    row.setAccessibleName(f"{state}: {line.title}. {line.words} {line.remedy}".strip())
    icon = QLabel(row)
    side = style.measure("icon")
    tone = "tone_strength" if line.good else "error"
    icon.setPixmap(style.icon("tick" if line.good else "warning", tone).pixmap(QSize(side, side)))
    icon.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(plain(f"{state}: {line.title}", row))
    words.addWidget(hint(line.words, row))
    if line.remedy:
        words.addWidget(field_label(f"→ {line.remedy}", row))
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(style.space(3))
    across.addWidget(icon)
    across.addLayout(words, 1)
    return row
