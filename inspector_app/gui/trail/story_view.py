"""The story as running text: who did what and when, words that went struck out and words that came underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from inspector_app.gui import style
from inspector_app.gui.trail.story_words import NEWEST, StoryWords
from inspector_app.visit.names import in_words
from inspector_app.visit.trail import Happening
from inspector_app.visit.trail_telling import Told
from inspector_app.visit.word_differences import Words

_OPENING = 900
"""Characters of a text that was written at once that are shown; its thing holds the rest."""
_EARLIER, _EACH = "earlier", "each"


class StoryView(QTextBrowser):
    """Shows happenings; a link unfolds the bursts of typing of one, another what happened before those shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What happened")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self._happenings: Sequence[Happening] = ()
        self._compared = StoryWords()
        self._unfolded: set[int] = set()
        self._from = 0
        self.anchorClicked.connect(self._follow)

    def show_story(self, happenings: Sequence[Happening], nothing: str, compared: StoryWords | None = None) -> None:
        """Show these happenings, the oldest first, with their words as they were `compared`; `nothing` is said where
        there are none."""
        self._happenings = happenings
        self._compared = compared or StoryWords()
        self._unfolded.clear()
        self._from = max(0, len(happenings) - NEWEST)
        self._write()
        if not happenings:
            self.setPlainText(nothing)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if self._from else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the text to a readable measure, not to the window's width."""
        super().resizeEvent(event)
        measure = style.measure("notes") + style.space(20)
        wide = self.viewport().width() > measure
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth if wide else QTextEdit.LineWrapMode.WidgetWidth)
        if wide:
            self.setLineWrapColumnOrWidth(measure)

    def _follow(self, link: QUrl) -> None:
        word, _, number = link.toString().partition(":")
        place = self.verticalScrollBar().value()
        if word == _EARLIER:
            self._from = 0
        else:
            self._unfolded ^= {int(number)}
        self._write()
        self.verticalScrollBar().setValue(place)

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._from:
            cursor.insertText(f"{self._from:,} things happened before. Show them", _link(_EARLIER))
        for number, happening in enumerate(self._happenings[self._from :], start=self._from):
            self._happening(cursor, number, happening)
        cursor.endEditBlock()

    def _happening(self, cursor: QTextCursor, number: int, happening: Happening) -> None:
        first, *rest = happening.told
        self._opening(cursor, happening, first)
        if happening.parts:
            shown = number in self._unfolded
            cursor.insertText("   ", _plain())
            times = f"{len(happening.parts)} times in {_minutes(happening)}"
            cursor.insertText(f"{times}: {'fold' if shown else 'show each'}", _link(f"{_EACH}:{number}"))
        self._words(cursor, first)
        for told in rest:
            cursor.insertBlock(_block(2))
            cursor.insertText(_sentence(told), _plain())
            self._words(cursor, told)
        for part in happening.parts if number in self._unfolded else ():
            cursor.insertBlock(_block(6, above=1))
            at = part.at.astimezone()
            cursor.insertText(f"{at:%H:%M:%S}  {_sentence(part.told[0])}", _muted())
            self._words(cursor, part.told[0], deep=10)

    def _opening(self, cursor: QTextCursor, happening: Happening, told: Told) -> None:
        block = _block(0, above=3)
        if cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        at = happening.at.astimezone()
        where = f" on {happening.laptop}" if happening.laptop else ""
        cursor.insertText(f"{in_words(at.date())}, {at:%H:%M}{where}\u2028", _muted())
        bold = _plain()
        bold.setFontWeight(QFont.Weight.DemiBold)
        cursor.insertText(happening.who, bold)
        cursor.insertText(f" {_sentence(told)}", _plain())

    def _words(self, cursor: QTextCursor, told: Told, deep: int = 4) -> None:
        """Add the words before and after as one text."""
        if not told.before and not told.after:
            return
        pieces: tuple[Words, ...]
        if told.before:
            pieces = self._compared.of(told)
        else:
            cut = f"{told.after[:_OPENING]} …" if len(told.after) > _OPENING else told.after
            pieces = (Words("same", cut),)
        cursor.insertBlock(_block(deep, above=0.5))
        for piece in pieces:
            cursor.insertText(piece.text.strip("\n") if len(pieces) == 1 else piece.text, _FORMATS[piece.kind]())


def _sentence(told: Told) -> str:
    return f"{told.sentence}:" if told.before or told.after else f"{told.sentence}."


def _minutes(happening: Happening) -> str:
    minutes = round((happening.until - happening.at).total_seconds() / 60)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


def _block(indent: float, above: float = 1) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLeftMargin(style.space(indent))
    made.setTopMargin(style.space(above))
    made.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _plain() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(style.font())
    made.setForeground(style.colour("text"))
    return made


def _muted() -> QTextCharFormat:
    made = _plain()
    made.setFont(style.font("small"))
    made.setForeground(style.colour("text_muted"))
    return made


def _gone() -> QTextCharFormat:
    made = _plain()
    made.setFontStrikeOut(True)
    made.setForeground(style.colour("error"))
    return made


def _new() -> QTextCharFormat:
    made = _plain()
    made.setFontUnderline(True)
    made.setForeground(style.colour("good"))
    return made


def _link(where: str) -> QTextCharFormat:
    made = _plain()
    made.setAnchor(True)
    made.setAnchorHref(where)
    made.setFontUnderline(True)
    made.setForeground(style.colour("accent"))
    return made


_FORMATS = {"same": _plain, "gone": _gone, "new": _new}
