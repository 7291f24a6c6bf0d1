"""An editor for notes: plain text set to a readable measure, with highlighted passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMetaMethod, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.code_points import from_qt, to_qt
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.underlines import Underlines
from inspector_app.gui.widgets.writing_keys import LookUp, WritingKeys

_LINE_ENDS = ("\u2029", "\u2028", "\ufdd0", "\ufdd1")
"""The characters that Qt keeps a line's end as."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage from `start` to before `end` in code points; `id` is given back when it is clicked."""

    id: str
    start: int
    end: int
    ground: str = "highlight"
    tip: str = ""


class NotesEdit(QPlainTextEdit):
    """Plain text; says `edited` with the text at each key, `left` when the cursor goes elsewhere.

    Positions in and out are in code points. Ctrl+Z is the editor's own for what was typed since the cursor came,
    then it is the window's: were the editor to go on, the window would take back its taking back, and words would come
    and go.
    """

    edited = Signal(str)
    touched = Signal()
    """A key has changed the text; for who reads it later, since a long text is not read at each key for nothing."""
    left = Signal()
    laid_out = Signal()
    """The lines may be others now: the width has changed."""
    highlight_opened = Signal(str)
    """A highlight was clicked with Ctrl, or double-clicked: its id."""
    pasted = Signal(int, bool)
    """So many characters were put in from the clipboard or by a drop; true: they come from this program."""
    files_given = Signal(QMimeData)
    """Files or a picture were pasted or dropped: what holds them, as long as the signal lasts."""
    menu_asked = Signal(object, int)
    """The context menu (QMenu) is about to be shown for a position in units of Qt."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._highlights: list[Highlight] = []
        self._lit: list[QTextEdit.ExtraSelection] = []
        self._found: list[QTextEdit.ExtraSelection] = []
        self._setting = False
        self._read_paste: Callable[[QMimeData], str] | None = None
        self._dropped_from_here = False
        self._keys = WritingKeys(self)
        self._foot: ElidedLabel | None = None
        self.underlines = Underlines(self)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "notes")
        self.textChanged.connect(self._text_changed)

    def value(self) -> str:
        """Return the text, with line feeds; blanks that keep words together stay, which `toPlainText` makes plain."""
        text = self.document().toRawText()
        for end in _LINE_ENDS:  # at each key, in notes of any length: a table of characters would take 60 ms
            text = text.replace(end, "\n")
        return text

    def set_value(self, text: str) -> None:
        """Show a text; where it is the one shown already, cursor, scroll and undo stay as they are."""
        if text == self.value():
            return
        at = self.cursor_place()
        scroll = self.verticalScrollBar().value()
        self._setting = True
        try:
            self.setPlainText(text)
        finally:
            self._setting = False
        self.set_cursor_place(min(at, len(text)))
        self.verticalScrollBar().setValue(scroll)

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing that was typed before: another thing's text is shown next."""
        self.document().clearUndoRedoStacks()

    def write_out(self, look_up: LookUp, ends: frozenset[str]) -> None:
        """Write out short forms when one of the characters `ends` is typed behind them."""
        self._keys.write_out(look_up, ends)

    def read_pastes_with(self, reader: Callable[[QMimeData], str]) -> None:
        """Let this make text of what is pasted."""
        self._read_paste = reader

    def set_footnote(self, words: str) -> None:
        """Show a line under the text, inside the frame; empty: none."""
        if self._foot is None:
            if not words:
                return
            self._foot = ElidedLabel("", self)
            self._foot.setProperty("role", "hint")
        self._foot.set_text(words)
        if self._foot.isHidden() != (not words):
            self._foot.setVisible(bool(words))
            self._lay_out_margins()
            self.laid_out.emit()

    def cursor_place(self) -> int:
        """Return where the cursor stands."""
        return from_qt(self.value(), self.textCursor().position())

    def set_cursor_place(self, place: int) -> None:
        """Put the cursor somewhere and bring it into sight."""
        cursor = self.textCursor()
        text = self.value()
        cursor.setPosition(to_qt(text, max(0, min(place, len(text)))))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def selected(self) -> tuple[int, int] | None:
        """Return start and end of the marked words, without blanks at their ends; None where none are marked."""
        cursor = self.textCursor()
        text = self.value()
        start, end = from_qt(text, cursor.selectionStart()), from_qt(text, cursor.selectionEnd())
        passage = text[start:end]
        if not passage.strip():
            return None
        return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))

    def select(self, start: int, end: int) -> None:
        """Mark a passage and bring it into sight."""
        text = self.value()
        cursor = self.textCursor()
        cursor.setPosition(to_qt(text, start))
        cursor.setPosition(to_qt(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Show these passages highlighted, and no others; they move with the text as it is typed."""
        self._highlights = list(highlights)
        text = self.value()
        self._lit = [
            self._dressed(text, highlight.start, highlight.end, highlight.ground, "highlight_text")
            for highlight in self._highlights
        ]
        self.setExtraSelections([*self._lit, *self._found])

    def show_found(self, passages: Sequence[tuple[int, int]]) -> None:
        """Show passages as those that were looked for, until something is typed."""
        text = self.value()
        self._found = [self._dressed(text, start, end, "selection", "selection_text") for start, end in passages]
        for selection in self._found:
            look: QTextCharFormat = selection.format
            look.setFontUnderline(True)
        self.setExtraSelections([*self._lit, *self._found])

    def _dressed(self, text: str, start: int, end: int, ground: str, ink: str) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_qt(text, min(start, len(text))))
        cursor.setPosition(to_qt(text, min(end, len(text))), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(style.colour(ground))
        look.setForeground(style.colour(ink))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = look
        return selection

    def highlight_at(self, place: int) -> Highlight | None:
        """Return the first highlight that holds a place of the text as it stands, or None."""
        unit = to_qt(self.value(), place)
        for highlight, selection in zip(self._highlights, self._lit, strict=True):
            cursor: QTextCursor = selection.cursor
            if cursor.selectionStart() <= unit < cursor.selectionEnd():
                return highlight
        return None

    def lines_height(self, least: int, most: int) -> int:
        """Return the height in pixels that shows all lines as they are wrapped, but `least` to `most` of them."""
        line = self.fontMetrics().lineSpacing()
        high, block = 0.0, self.document().firstBlock()
        while block.isValid() and high < most * line:
            high += self.document().documentLayout().blockBoundingRect(block).height()
            block = block.next()
        margin = round(self.document().documentMargin())
        frame = 2 * (style.space(2) + 1 + margin) + 1 + self._foot_height()
        return round(max(least * line, min(high - margin, most * line))) + frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines at a readable length, whatever the window's width."""
        super().resizeEvent(event)
        if self._lay_out_margins():
            super().resizeEvent(QResizeEvent(self.viewport().size(), QSize()))  # lines are laid out anew
        self.laid_out.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field has been left, but not for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.document().clearUndoRedoStacks()
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where the editor itself has nothing to take back; take Tab in lists."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._keys.tab(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let lists go on and short forms be written out."""
        self._keys.press(event, super().keyPressEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is underlined over the text."""
        super().paintEvent(event)
        self.underlines.paint(event.rect())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu, to which others may have added."""
        menu = self.createStandardContextMenu()
        self.menu_asked.emit(menu, self.cursorForPosition(event.pos()).position())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def dropEvent(self, event: QDropEvent) -> None:
        """Know whether what is dropped comes from this program."""
        self._dropped_from_here = event.source() is not None
        super().dropEvent(event)
        self._dropped_from_here = False

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and pictures as well, which go elsewhere."""
        return _is_no_text(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in what is pasted or dropped, as text, and say so; what is no text is handed on."""
        if _is_no_text(source):
            self.files_given.emit(source)
            return
        own = self._dropped_from_here or QApplication.clipboard().ownsClipboard()
        text = source.text() if own or self._read_paste is None else self._read_paste(source)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        self.pasted.emit(len(text), own)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a highlight that is clicked with Ctrl."""
        super().mouseReleaseEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            at = from_qt(self.value(), self.cursorForPosition(event.position().toPoint()).position())
            highlight = self.highlight_at(at)
            if highlight is not None:
                self.highlight_opened.emit(highlight.id)

    def _lay_out_margins(self) -> bool:
        """Keep the text to its measure and the footnote under it; say whether that changes anything."""
        measure = self.fontMetrics().averageCharWidth() * style.measure("notes_characters")
        right = max(0, self.width() - measure - 2 * style.space(4))
        foot = self._foot_height()
        if self._foot is not None and foot:
            left = self.contentsRect().left() + style.space(2)
            self._foot.setGeometry(left, self.height() - foot - style.space(1), self.width() - 2 * left, foot)
        margins = self.viewportMargins()
        changed = (margins.right(), margins.bottom()) != (right, foot)
        if changed:
            self.setViewportMargins(0, 0, right, foot)
        return changed

    def _foot_height(self) -> int:
        return 0 if self._foot is None or self._foot.isHidden() else self._foot.sizeHint().height()

    def _text_changed(self) -> None:
        if self._found:
            self.show_found(())
        if self._setting:
            return
        self.touched.emit()
        if is_heard(self, "edited"):
            self.edited.emit(self.value())


def is_heard(sender: QObject, signal: str) -> bool:
    """Say whether anything is connected to a signal."""
    return sender.isSignalConnected(QMetaMethod.fromSignal(getattr(sender, signal)))


def _is_no_text(held: QMimeData) -> bool:
    """Say whether it is files, or a picture without words: what is copied from a document is words first."""
    return any(url.isLocalFile() for url in held.urls()) or (held.hasImage() and not held.hasText())
