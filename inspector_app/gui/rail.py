"""The rail on the left: the pages, by mouse, by Alt and a number, by arrows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PAGE_NAMES, PageName

WORDS: dict[PageName, tuple[str, str]] = {
    "overview": ("Overview", "overview"),
    "observations": ("Observations", "eye"),
    "interviews": ("Interviews", "speech"),
    "cases": ("Cases", "folder"),
    "documents": ("Documents", "page"),
    "concerns": ("Concerns", "flag"),
    "judgement": ("Judgement", "scales"),
    "letter": ("Letter", "letter"),
    "team": ("Team", "people"),
}


class Rail(QWidget):
    """One button a page; says `chosen` with the page's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(2), style.space(3), style.space(2), style.space(3))
        rows.setSpacing(style.space(1))
        for number, name in enumerate(PAGE_NAMES, start=1):
            made = self._button(name, number)
            rows.addWidget(made)
        rows.addStretch(1)

    def show_chosen(self, name: str) -> None:
        """Show which page is shown; none for a page that is not on the rail."""
        self._group.setExclusive(name in self._buttons)
        for each, made in self._buttons.items():
            made.setChecked(each == name)

    def show_waiting(self, name: PageName, count: int) -> None:
        """Show how many things wait on a page."""
        words = WORDS[name][0]
        made = self._buttons[name]
        made.setText(f" {words} ({count})" if count else f" {words}")
        made.setAccessibleDescription(f"{count} waiting" if count else "")

    def _button(self, name: PageName, number: int) -> QToolButton:
        words, icon = WORDS[name]
        made = QToolButton(self)
        made.setText(f" {words}")
        made.setIcon(style.icon(icon, chosen="selection_text"))
        made.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setMinimumHeight(style.measure("hit") + style.space(1))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setAccessibleName(words)
        made.setToolTip(f"{words} (Alt+{number})")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(name))
        self._group.addButton(made)
        self._buttons[name] = made
        return made
