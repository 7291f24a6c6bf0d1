"""The keys of an editor of notes that do more than write a character: lists go on, short forms are written out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from inspector_app.gui.widgets.list_keys import indented, item_of, outdented

LookUp = Callable[[str], tuple[int, str] | None]
"""Takes what stands before the cursor; gives where a short form in it begins, and what that stands for."""
_SEEN = 30
"""Characters before the cursor in which a short form is looked for."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WritingKeys:
    """Takes the keys of one editor before the editor does."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._look_up: LookUp | None = None
        self._ends: frozenset[str] = frozenset()
        self._written_out: tuple[int, str] | None = None
        self._taken_back: tuple[int, str] | None = None

    def write_out(self, look_up: LookUp, ends: frozenset[str]) -> None:
        """Write out short forms from now on, when one of the characters `ends` is typed behind them."""
        self._look_up = look_up
        self._ends = ends

    def press(self, event: QKeyEvent, pass_on: Callable[[QKeyEvent], None]) -> None:
        """Take a key; `pass_on` lets the editor do what it does with it."""
        if event.matches(QKeySequence.StandardKey.Undo):
            pass_on(event)
            self._note_what_was_taken_back()
            return
        short = self._short_form() if self._ends_a_word(event) else None
        if not self._in_a_list(event):
            pass_on(event)
        if short is not None:
            self._replace(*short)

    def _ends_a_word(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held or self._look_up is None or self._editor.isReadOnly() or self._editor.textCursor().hasSelection():
            return False
        return event.key() in _ENTER or event.text() in self._ends

    def _short_form(self) -> tuple[int, str, str] | None:
        """Return place, short form and words of the one right before the cursor, in units of Qt."""
        assert self._look_up is not None
        cursor = self._editor.textCursor()
        place = cursor.position()
        cursor.setPosition(max(cursor.block().position(), place - _SEEN), QTextCursor.MoveMode.KeepAnchor)
        before = cursor.selectedText()
        found = self._look_up(before)
        if found is None:
            return None
        short = before[found[0] :]
        start = place - len(short)
        return None if (start, short) == self._taken_back else (start, short, found[1])

    def _replace(self, start: int, short: str, words: str) -> None:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(start + len(short), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self._written_out = (start, short)

    def _note_what_was_taken_back(self) -> None:
        """One Ctrl+Z takes the words back, and then the short form stays."""
        if self._written_out is None:
            return
        start, short = self._written_out
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(min(start, self._last()))
        cursor.setPosition(min(start + len(short), self._last()), QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == short:
            self._taken_back, self._written_out = self._written_out, None
            cursor.setPosition(min(start + len(short) + 1, self._last()))  # behind what was typed after it
            self._editor.setTextCursor(cursor)

    def _last(self) -> int:
        return self._editor.document().characterCount() - 1

    def _in_a_list(self, event: QKeyEvent) -> bool:
        """Go on with the list that the cursor is in; False: the key is none of a list's."""
        if self._editor.isReadOnly():
            return False
        cursor = self._editor.textCursor()
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return not cursor.hasSelection() and self._enter(cursor)
        return False

    def tab(self, event: QKeyEvent) -> bool:
        """Take Tab or Shift+Tab where it moves an item of a list in or out; False: it goes to the next field."""
        if self._editor.isReadOnly():
            return False
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            return self._change_lines(lambda block: indented(block.text(), block.previous().text()))
        if event.key() == Qt.Key.Key_Backtab:
            return self._change_lines(lambda block: outdented(block.text()))
        return False

    def _enter(self, cursor: QTextCursor) -> bool:
        item = item_of(cursor.block().text())
        if item is None or cursor.positionInBlock() < len(item.indent) + len(item.sign):
            return False
        if item.words.strip():
            cursor.insertText(f"\n{item.following()}")
        else:  # an empty item ends the list, or this level of it
            _put(cursor.block(), outdented(cursor.block().text()) or "")
        self._editor.ensureCursorVisible()
        return True

    def _change_lines(self, change: Callable[[QTextBlock], str | None]) -> bool:
        """Change the items that are marked, or the cursor's; False: none of them can be."""
        document, cursor = self._editor.document(), self._editor.textCursor()
        block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
        changed = False
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            line = change(block)
            if line is not None:
                if not changed:  # an edit of nothing would be told as one
                    cursor.beginEditBlock()
                    changed = True
                _put(block, line)
            block = block.next()
        if changed:
            cursor.endEditBlock()
        return changed


def _put(block: QTextBlock, line: str) -> None:
    """Change only the beginning of a line, in which its indent and sign stand: the cursor behind them stays."""
    before = block.text()
    same = 0
    while same < min(len(before), len(line)) and before[-1 - same] == line[-1 - same]:
        same += 1
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + len(before[: len(before) - same]), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(line[: len(line) - same])
