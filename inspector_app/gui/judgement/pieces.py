"""One piece of evidence beside a finding, whole, with where it comes from; and the quiet frame that it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.entities import Link
from inspector_app.visit.lines import Card
from inspector_app.visit.sentence_backing import Tie
from inspector_app.visit.written_labels import LABELS


class Box(QFrame):
    """A quiet frame for lines under one another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(*(4 * (style.space(2),)))
        self._rows.setSpacing(style.space(1))

    def add(self, widget: QWidget) -> None:
        """Add something under what is there."""
        self._rows.addWidget(widget)

    def add_line(self, icon: str, tone: str, words: str, detail: str, aside: QWidget | None = None) -> None:
        """Add an icon with words, a quieter line under them, and something at the right."""
        side = style.measure("icon")
        picture = QLabel(self)
        picture.setPixmap(style.icon(icon, tone).pixmap(side, side))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(plain(words, self))
        if detail:
            said.addWidget(hint(detail, self))
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        if aside is not None:
            row.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)


class Piece(Box):
    """A piece at one place: under a sentence that it is tied to (`tie`), or under the finding as a whole.

    It takes the keyboard: Enter goes to its record, Up and Down to the piece before and after.
    """

    record_wanted = Signal()
    tie_wanted = Signal()
    focused = Signal(bool)
    stepped = Signal(int)

    def __init__(
        self,
        link: Link,
        card: Card,
        tie: Tie | None,
        framework: Framework,
        inspectors: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.link = link
        self.tie = tie
        self.setProperty("role", "piece")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        against = link.bearing == "contradicts"
        icon, tone = ("against", "error") if against else ("supports", "text_muted")
        facts = facts_line(card, framework, inspectors)
        detail = f"Contradicts · {facts}" if against else facts
        self.add_line(icon, tone, card.text, detail, self._buttons(card))
        self.setAccessibleName(f"{card.text}\n{detail}")
        self.setAccessibleDescription("T ties it to a sentence, Enter goes to its record")

    def _buttons(self, card: Card) -> QWidget:
        """Return what the keys T and Enter do, for the mouse; Tab goes from piece to piece."""
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        made = [icon_button("link", "Tie to a sentence (T)", self.tie_wanted.emit, parent=buttons)]
        if card.record is not None:
            made.append(icon_button("arrow-right", "Go to its record", self.record_wanted.emit, parent=buttons))
        for each in made:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(each)
        return buttons

    def mark(self, marked: bool) -> None:
        """Show that this is the one that is current on the board."""
        if self.property("marked") != marked:
            self.setProperty("marked", marked)
            self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard has gone."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record, Up and Down step."""
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in ways:
            self.stepped.emit(ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.record_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record."""
        self.record_wanted.emit()


def facts_line(card: Card, framework: Framework, inspectors: Mapping[str, str]) -> str:
    """Return where a card comes from: kind, record, day, author, leaning, themes, in confidence."""
    facts = [spoken.source_kind(card), card.record_title, spoken.short_day(card.day), LABELS[card.written].noted]
    facts.append(inspectors.get(card.author or "", ""))
    facts.append(style.LEANING_WORDS[card.leaning] if card.leaning else "")
    facts += [framework.theme_label(theme) for theme in card.themes]
    facts.append("said in confidence: never quoted" if card.in_confidence else "")
    facts.append(spoken.MOVED_ON if card.moved_on else "")
    return " · ".join(fact for fact in facts if fact)
