"""One line of the letter in the second reading: how it would differ, and its words to be changed as proposals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
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
from inspector_app.visit.identifiers import new_id
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
        self._lay(places, self._fields_for(places) if name == self._name else [None] * len(places))
        self._name = name
        self._how.setText(f"{_HOW} {whose}".strip() if places else "There are no words here to be read again.")
        self._comment.setVisible(bool(places))
        for text, place in zip(self._texts, places, strict=True):
            text.show_place(place, of_place(proposals, place), self._reader, self._waiting.holds(text.name))

    def line_name(self) -> str:
        """Return the name of the line that is shown."""
        return self._name

    def take_focus(self) -> None:
        """Put the cursor where the typing goes: into the text in which it was, else into the first."""
        last = [text for text in self._texts if text.words is self.focusWidget()]
        for text in (last or self._texts)[:1]:
            text.words.setFocus()

    def go_to(self, text_field: str) -> None:
        """Put the cursor into one of the line's texts, named as in `Proposal`."""
        for text in self._texts:
            if text.place.text_field == text_field:
                text.words.setFocus()

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

    def _fields_for(self, places: Sequence[LetterPlace]) -> list[_OneText | None]:
        """Return the field in which each text stands already, of a list the one that shows its words."""
        left = list(self._texts)
        found: dict[LetterPlace, _OneText] = {}
        for same in (_same_words, _same_place):
            for place in places:
                field = next((text for text in left if same(text, place)), None)
                if place not in found and field is not None:
                    found[place] = field
                    left.remove(field)
        return [found.get(place) for place in places]

    def _lay(self, places: Sequence[LetterPlace], fields: Sequence[_OneText | None]) -> None:
        """Lay the fields in the order of the texts, and make those that lack; the cursor stays in its own.

        Where its text went it is in none of the others: the next key would propose something for one of them.
        """
        gone = [text for text in self._texts if text not in fields]
        had_cursor = any(text.words.hasFocus() for text in gone)
        self._texts = [field or self._made(place) for field, place in zip(fields, places, strict=True)]
        for at, (text, place) in enumerate(zip(self._texts, places, strict=True)):
            text.set_name(name_of(place, places), len(places) > 1)
            if self._rows.indexOf(text) != at:
                self._rows.insertWidget(at, text, 1)
        if had_cursor:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for text in gone:
            self._rows.removeWidget(text)
            text.hide()
            text.deleteLater()

    def _made(self, place: LetterPlace) -> _OneText:
        text = _OneText(place, self._inside)
        text.words.edited.connect(lambda words: self._edited(text, words))
        text.words.left.connect(self._leave)
        return text

    def _edited(self, text: _OneText, words: str) -> None:
        place = text.read
        self._waiting.put(text.name, lambda: self.typed.emit(place, words))

    def _leave(self) -> None:
        self._waiting.flush()
        self.left.emit()


class _OneText(QWidget):
    """One text: its name where there are several, how it differs, and the field."""

    def __init__(self, place: LetterPlace, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = new_id()
        """Of the field, whichever text stands in it: that of a text in a list goes with its number."""
        self.place = place
        self.read = place
        """The place with the words that stand in the field but for what was typed: they may be others by now."""
        self._differs = DifferenceLabel(self)
        self._label = field_label("", self)
        self.words = NotesEdit("", self)
        self.words.setMinimumHeight(style.measure("row") * 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._label)
        rows.addWidget(self._differs)
        rows.addWidget(self.words, 1)

    def set_name(self, name: str, shown: bool) -> None:
        self._label.setText(name)
        self._label.setVisible(shown)
        self.words.setAccessibleName(f"{name} as you would have them")

    def show_place(self, place: LetterPlace, proposals: Sequence[Proposal], reader: str, typing: bool) -> None:
        self.place = place
        self._differs.show_differences(differences(place, proposals))
        if not typing:
            self.read = place
            self.words.set_value(as_read_by(reader, place, proposals))


def _same_words(text: _OneText, place: LetterPlace) -> bool:
    """Whether a field shows this text already, under whatever number."""
    of_list = text.read.text_field.partition("/")[0] == place.text_field.partition("/")[0]
    return text.read.about == place.about and of_list and text.read.text == place.text


def _same_place(text: _OneText, place: LetterPlace) -> bool:
    return (text.read.about, text.read.text_field) == (place.about, place.text_field)
