"""One piece of evidence beside a finding, whole, with where it comes from; and the quiet frame that it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.headings import hint, plain, say
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

    def add_line(self, aside: QWidget | None = None) -> Line:
        """Add a line that shows nothing yet, with something at its right."""
        made = Line(self)
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        row.addWidget(made.picture, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(made.words)
        said.addWidget(made.detail)
        row.addLayout(said, 1)
        if aside is not None:
            row.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)
        return made


class Line:
    """An icon with words, and a quieter line under them."""

    def __init__(self, box: QWidget) -> None:
        self.picture = QLabel(box)
        self.words = plain("", box)
        self.detail = hint("", box)
        self._drawn = ("", "")

    def show(self, icon: str, tone: str, words: str, detail: str) -> None:
        """Show these; the icon is drawn anew only where it is another one."""
        if (icon, tone) != self._drawn:
            self._drawn = (icon, tone)
            side = style.measure("icon")
            self.picture.setPixmap(style.icon(icon, tone).pixmap(side, side))
        self.words.setText(words)
        say(self.detail, detail)


class Piece(Box):
    """A piece at one place: under a sentence that it is tied to (`tie`), or under the finding as a whole.

    It takes the keyboard: Enter goes to its record, Up and Down to the piece before and after.
    """

    record_wanted = Signal()
    tie_wanted = Signal()
    focused = Signal(bool)
    stepped = Signal(int)

    def __init__(self, framework: Framework, inspectors: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._framework = framework
        self._inspectors = inspectors
        self._answered = False
        self.setProperty("role", "piece")
        self.setProperty("marked", False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription("T ties it to a sentence, Enter goes to its record")
        tie = self._button("link", "Tie to a sentence (T)", self.tie_wanted)
        self._to_record = self._button("arrow-right", "Go to its record", self.record_wanted)
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(tie)
        row.addWidget(self._to_record)
        self._line = self.add_line(buttons)

    def show_piece(self, link: Link, card: Card, tie: Tie | None) -> None:
        """Show a piece in place of the one that was shown: to make all this anew takes far longer."""
        self.link, self.card, self.tie = link, card, tie
        against = link.bearing == "contradicts"
        icon, tone = ("against", "error") if against else ("supports", "text_muted")
        facts = facts_line(card, self._framework, self._inspectors)
        detail = f"Contradicts · {facts}" if against else facts
        self._line.show(icon, tone, card.text, detail)
        self._to_record.setVisible(card.record is not None)
        self.setAccessibleName(f"{card.text}\n{detail}")

    def answer_in(self, line: QWidget) -> None:
        """Add the line in which it is answered; from then on this one shows no other piece."""
        self._answered = True
        self.add(line)

    def is_answered(self) -> bool:
        """Say whether it has a line in which it is answered."""
        return self._answered

    def _button(self, icon: str, name: str, pressed: SignalInstance) -> QToolButton:
        """Return what a key does, for the mouse; Tab goes from piece to piece."""
        made = icon_button(icon, name, pressed.emit, parent=self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

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
