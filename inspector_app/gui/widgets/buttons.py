"""Buttons: each with words, or an icon with a name that is spoken and shown as a tip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from inspector_app.gui import style


def button(
    words: str, do: Callable[[], None], *, icon: str = "", key: str = "", parent: QWidget | None = None
) -> QPushButton:
    """Return an ordinary button; `key` is only told in its tip, the page's command owns it."""
    made = QPushButton(words, parent)
    made.setAccessibleName(words.replace("&", ""))
    made.setAutoDefault(False)
    if icon:
        made.setIcon(style.icon(icon))
        made.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
    if key:
        made.setToolTip(f"{words} ({key})")
    made.clicked.connect(lambda _checked=False: do())
    return made


def primary_button(words: str, do: Callable[[], None], *, parent: QWidget | None = None) -> QPushButton:
    """Return the button for what the page is mainly there for; Enter presses it in a dialog."""
    made = button(words, do, parent=parent)
    made.setProperty("role", "primary")
    made.setAutoDefault(True)
    return made


def danger_button(words: str, do: Callable[[], None], *, parent: QWidget | None = None) -> QPushButton:
    """Return a button for what cannot be taken back."""
    made = button(words, do, parent=parent)
    made.setProperty("role", "danger")
    return made


def icon_button(icon: str, name: str, do: Callable[[], None], *, parent: QWidget | None = None) -> QToolButton:
    """Return a button that is an icon only; its name is its tip and is spoken."""
    made = QToolButton(parent)
    made.setIcon(style.icon(icon, "text_muted"))
    made.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoRaise(True)
    made.clicked.connect(lambda _checked=False: do())
    return made
