"""What several laptops wrote in one place, side by side: the words that differ are underlined, on another ground."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.packages.in_words import moment
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.both_words import ChoiceInWords, VersionInWords
from inspector_app.visit.word_differences import word_differences


class VersionsView(QWidget):
    """Says `taken` with the number of a version, from 0, where it may be chosen."""

    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, choosing: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName("Versions")
        self._choosing = choosing
        self._shown: ChoiceInWords | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.space(3))

    def show_choice(self, choice: ChoiceInWords | None) -> None:
        """Show the versions of a choice, or none."""
        if choice == self._shown:
            return
        self._shown = choice
        while (item := self._row.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        versions = choice.versions if choice is not None else ()
        for number, version in enumerate(versions):
            self._row.addWidget(self._column(number, version, versions), 1)

    def _column(self, number: int, version: VersionInWords, versions: Sequence[VersionInWords]) -> QWidget:
        column = QWidget(self)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(plain(f"{number + 1}  {version.who}", column))
        rows.addWidget(hint(where_and_when(version) + (", shown meanwhile" if not number else ""), column))
        text = _Words(column)
        other = versions[0 if number else 1] if len(versions) > 1 else version
        text.setAccessibleName(f"Version {number + 1}, by {version.who}")
        if self._shown is not None and self._shown.both.was_removed:
            text.setPlainText(version.text)
        else:
            text.setHtml(_marked(version.text, other.text))
        rows.addWidget(text, 1)
        if self._choosing and self._shown is not None and not self._shown.both.was_removed:
            words = f"Take version {number + 1}"
            rows.addWidget(button(words, lambda: self.taken.emit(number), key=str(number + 1), parent=column))
        return column


class _Words(QTextBrowser):
    """Words to read: keys that it has no use for are the page's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and digits to the page."""
        if event.text().strip() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


def where_and_when(version: VersionInWords) -> str:
    """Return on which laptop and when a version was written: "on this laptop, 20 April, 18:40"."""
    return f"{'on this laptop' if version.here else 'on their laptop'}, {moment(version.at)}"


def _marked(text: str, other: str) -> str:
    """Return a version as HTML, with the words that the other one lacks marked."""
    pieces = [each for each in word_differences(other, text) if each.kind != "gone"]
    marks = f"background-color: {_hex('highlight')}; color: {_hex('highlight_text')}; text-decoration: underline"
    html = "".join(escape(each.text) if each.kind == "same" else _spanned(each.text, marks) for each in pieces)
    return f'<div style="line-height: 130%; white-space: pre-wrap">{html}</div>'


def _spanned(text: str, look: str) -> str:
    words = text.rstrip()
    return f'<span style="{look}">{escape(words)}</span>{escape(text[len(words) :])}'


def _hex(colour: str) -> str:
    return style.colour(colour).name()
