"""Attends to the editors of notes of one open visit as the cursor comes to them; no page knows of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.underlines import Underline
from inspector_app.gui.writing.next_mark import NextMark
from inspector_app.gui.writing.own_words import OwnWords
from inspector_app.gui.writing.proofreading import Proofreading
from inspector_app.gui.writing.text_of_mime import text_of_mime
from inspector_app.open_visit import OpenVisit
from inspector_app.spelling.speller import Speller
from inspector_app.visit.abbreviations import ENDS_A_WORD, written_out

SILENCE = 300
"""Milliseconds without a key after which the lines in sight are looked through."""
KEY = "F7"


class Writing(QObject):
    """Spelling, short forms, warnings of names, and text from elsewhere, in the editors within a widget."""

    def __init__(self, visit: OpenVisit, window: PageWindow, within: QWidget) -> None:
        super().__init__(within)
        self._within = within
        self._window = window
        self._own = OwnWords(window.profile, visit)
        self._speller = Speller(self._own.known())
        self._reading = Proofreading(self._speller, self._own, self)
        self._reading.found.connect(self._take)
        self._next = NextMark(self._reading.now, self)
        self._next.found.connect(self._show_mark)
        self._next.nothing.connect(lambda: window.say("Nothing is underlined in this text."))
        self._attended: list[NotesEdit] = []
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENCE)
        self._silence.timeout.connect(self._look_through)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        self._app = app

    def stop(self) -> None:
        """Attend to nothing any more."""
        self._app.focusChanged.disconnect(self._focus_changed)
        self._silence.stop()
        self._next.stop()
        self._reading.close()

    def next_mark(self) -> None:
        """Go to the next underlined word of the editor with the cursor, and show what can be done about it."""
        editor = QApplication.focusWidget()
        if not isinstance(editor, NotesEdit) or editor not in self._attended:
            self._window.say("Put the cursor into a note first; F7 then goes from one underlined word to the next.")
            return
        self._next.seek(editor)

    def _show_mark(self, editor: NotesEdit, line: int, underline: Underline) -> None:
        block = editor.document().findBlockByNumber(line)
        _select(editor, block, underline)
        menu = QMenu(editor)
        menu.aboutToHide.connect(menu.deleteLater)
        first = self._fill(editor, menu, block, underline)
        menu.popup(editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft()))
        menu.setActiveAction(first)

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, NotesEdit) and not now.isReadOnly() and self._within.isAncestorOf(now):
            if now not in self._attended:
                self._attend(now)
            self._silence.start()

    def _attend(self, editor: NotesEdit) -> None:
        self._attended = [each for each in self._attended if isValid(each)]
        self._attended.append(editor)
        editor.textChanged.connect(self._silence.start)
        editor.laid_out.connect(self._silence.start)
        editor.verticalScrollBar().valueChanged.connect(self._silence.start)
        editor.menu_asked.connect(lambda menu, place: self._add_to_menu(editor, menu, place))
        editor.write_out(lambda before: written_out(before, self._own.abbreviations()), ENDS_A_WORD)
        editor.read_pastes_with(text_of_mime)

    def _look_through(self) -> None:
        for editor in self._attended:
            if isValid(editor) and editor.isVisible():
                lines = editor.underlines.unknown_in_sight()
                if lines:
                    self._reading.look_through(lines, editor)
                else:
                    self._show_foot(editor)

    def _take(self, editor: NotesEdit, found: dict[str, tuple[Underline, ...]]) -> None:
        if isValid(editor):
            editor.underlines.take(found)
            self._show_foot(editor)

    def _show_foot(self, editor: NotesEdit) -> None:
        names = [each for each in editor.underlines.in_sight() if each[1].look == "dots"]
        if not names:
            editor.set_footnote("")
            return
        block, first = names[0]
        more = f" And {len(names) - 1} more." if len(names) > 1 else ""
        editor.set_footnote(f"“{_words(block, first)}” {first.why[:1].lower()}{first.why[1:]}{more} ({KEY})")

    def _add_to_menu(self, editor: NotesEdit, menu: QMenu, place: int) -> None:
        block = editor.document().findBlock(place)
        for underline in editor.underlines.of(block):
            if underline.start <= place - block.position() <= underline.end:
                before = menu.actions()[0] if menu.actions() else None
                made = QMenu(menu)
                self._fill(editor, made, block, underline)
                menu.insertActions(before, made.actions())  # type: ignore[arg-type]
                menu.insertSeparator(before)  # type: ignore[arg-type]
                return

    def _fill(self, editor: NotesEdit, menu: QMenu, block: QTextBlock, underline: Underline) -> QAction:
        """Fill a menu with what can be done about a word, and return the action that stands first to be chosen."""
        words = _words(block, underline)
        if underline.look == "dots":
            told = menu.addAction(underline.why)
            told.setEnabled(False)
            leave = menu.addAction(f"Leave “{words}” as it is, in this visit")
            leave.triggered.connect(lambda: self._dismiss(words))
            return leave
        actions = []
        for suggestion in self._speller.suggestions(words):
            action = menu.addAction(suggestion)
            action.triggered.connect(
                lambda _checked=False, new=suggestion: _replace(editor, block, underline, words, new)
            )
            actions.append(action)
        if not actions:
            menu.addAction("No suggestion").setEnabled(False)
        menu.addSeparator()
        actions.append(self._offer_to_learn(menu, block.text(), underline, words))
        return actions[0]

    def _offer_to_learn(self, menu: QMenu, line: str, underline: Underline, words: str) -> QAction:
        """Let a word be added to one's own, unless it is a name: these words are kept beyond the visit."""
        if self._reading.is_of_a_person(line, underline):
            told = menu.addAction("Looks like a person’s name: not for your words")
            told.setEnabled(False)
            return told
        add = menu.addAction(f"Add “{words}” to my words")
        add.triggered.connect(lambda: self._add(words))
        return add

    def _add(self, word: str) -> None:
        self._own.add(word)
        self._speller.learn([word])
        self._look_anew()
        self._window.say("Added to your words. Settings has the list.")

    def _dismiss(self, words: str) -> None:
        self._own.dismiss(words)
        self._look_anew()

    def _look_anew(self) -> None:
        for editor in self._attended:
            if isValid(editor):
                editor.underlines.forget()
        self._look_through()


def _words(block: QTextBlock, underline: Underline) -> str:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + underline.start)
    cursor.setPosition(block.position() + underline.end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _select(editor: NotesEdit, block: QTextBlock, underline: Underline) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(block.position() + underline.start)
    cursor.setPosition(block.position() + underline.end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def _replace(editor: NotesEdit, block: QTextBlock, underline: Underline, before: str, new: str) -> None:
    """Put another word in the place of one that still stands there."""
    if not block.isValid() or _words(block, underline) != before:
        return
    _select(editor, block, underline)
    editor.textCursor().insertText(new)
