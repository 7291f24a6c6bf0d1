"""One line of the letter in the second reading: how it would differ, and its words to be changed as proposals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.letter.comment_line import CommentLine
from inspector_app.gui.letter.difference_label import DifferenceLabel
from inspector_app.gui.letter.reading_places import name_of
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import field_label, heading, hint
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.letter_entities import Proposal
from inspector_app.visit.proposals import LetterPlace, of_place
from inspector_app.visit.second_reading import as_read_by, differences

COMMENT_KEY = "Ctrl+M"
_HOW = "What you change here is proposed: the letter stays as it is until that is accepted."


class ReadingForm(QWidget):
    """Says `typed` with a place and how the reader would have it, after a silence or when the field is left."""

    typed = Signal(object, str)
    """A LetterPlace with the words that the reader saw, and how the reader would have it."""
    comment_wanted = Signal(object, int, str)
    """A LetterPlace, where words are marked in it, and these words; none: nothing is marked."""
    left = Signal()
    waits = Signal(bool)

    def __init__(self, reader: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Second reading")
        self._reader = reader
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._texts: list[_OneText] = []
        self._name = ""
        self._heading = heading("Second reading", self)
        self._how = hint(_HOW, self)
        self.comment = CommentLine(self)
        self.comment.closed.connect(self.take_focus)
        self._comment = button("Comment…", self.ask_comment, key=COMMENT_KEY, parent=self)
        self._inside = QWidget(self)
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, style.space(2), 0)
        self._rows.setSpacing(style.space(2))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._comment)
        rows = QVBoxLayout(self)
        rows.setSpacing(style.space(1))
        rows.addLayout(head)
        rows.addWidget(self._how)
        rows.addWidget(scrolling(self._inside), 1)
        rows.addWidget(self.comment)

    def minimumSizeHint(self) -> QSize:
        """Leave the outline its room."""
        return QSize(style.space(60), style.space(62))

    def show_places(self, name: str, places: Sequence[LetterPlace], proposals: Sequence[Proposal], whose: str) -> None:
        """Show the texts of a line (`name`) with what is proposed for them; `whose` warns a reader who is its author.

        Words that are still being typed are not overwritten.
        """
        keys = [(place.about, place.text_field) for place in places]
        if (name, keys) != (self._name, [text.key() for text in self._texts]):
            self._build(places)
        self._name = name
        self._how.setText(f"{_HOW} {whose}".strip() if places else "There are no words here to be read again.")
        self._comment.setVisible(bool(places))
        for text, place in zip(self._texts, places, strict=True):
            text.show_place(place, of_place(proposals, place), self._reader, self._waiting.holds(_key(place)))

    def line_name(self) -> str:
        """Return the name of the line that is shown."""
        return self._name

    def take_focus(self) -> None:
        """Put the cursor where the typing goes."""
        if self._texts:
            self._texts[0].words.setFocus()

    def ask_comment(self) -> None:
        """Ask what is to be said of the words that are marked, in whichever text; nothing while none is in sight."""
        if not self.isVisible():
            return
        for text in self._texts:
            marked = text.words.selected()
            if marked is not None:
                self.comment_wanted.emit(text.place, marked[0], text.words.value()[slice(*marked)])
                return
        if self._texts:
            self.comment_wanted.emit(self._texts[0].place, 0, "")

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()
        self.comment.flush()

    def _build(self, places: Sequence[LetterPlace]) -> None:
        """Build the fields of another line."""
        while (item := self._rows.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._texts = [_OneText(place, name_of(place, places), len(places) > 1, self._inside) for place in places]
        for text in self._texts:
            self._rows.addWidget(text, 1)
            text.words.edited.connect(lambda words, text=text: self._edited(text, words))
            text.words.left.connect(self._leave)

    def _edited(self, text: _OneText, words: str) -> None:
        place = text.read
        self._waiting.put(_key(place), lambda: self.typed.emit(place, words))

    def _leave(self) -> None:
        self._waiting.flush()
        self.left.emit()


class _OneText(QWidget):
    """One text: its name where there are several, how it differs, and the field."""

    def __init__(self, place: LetterPlace, name: str, named: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.read = place
        """The place with the words that stand in the field but for what was typed: they may be others by now."""
        self._differs = DifferenceLabel(self)
        self.words = NotesEdit(f"{name} as you would have them", self)
        self.words.setMinimumHeight(style.measure("row") * 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        if named:
            rows.addWidget(field_label(name, self))
        rows.addWidget(self._differs)
        rows.addWidget(self.words, 1)

    def key(self) -> tuple[str, str]:
        return self.place.about, self.place.text_field

    def show_place(self, place: LetterPlace, proposals: Sequence[Proposal], reader: str, typing: bool) -> None:
        self.place = place
        self._differs.show_differences(differences(place, proposals))
        if not typing:
            self.read = place
            self.words.set_value(as_read_by(reader, place, proposals))


def _key(place: LetterPlace) -> str:
    return f"{place.about}/{place.text_field}"
