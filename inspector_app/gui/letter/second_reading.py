"""The second reading on the letter page: words are proposed, listed, accepted and refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector_app.gui.letter.outline_lines import OutlineLine
from inspector_app.gui.letter.part_editor import PartEditor
from inspector_app.gui.letter.problem_list import ProblemList
from inspector_app.gui.letter.proposal_list import ProposalLine, ProposalList
from inspector_app.gui.letter.reading_form import ReadingForm
from inspector_app.gui.letter.reading_places import name_of, places_of, words_written
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import Proposal, ProposalAnswer
from inspector_app.visit.names import in_words
from inspector_app.visit.proposals import (
    LetterPlace,
    Signed,
    answer,
    comment_at,
    found_again,
    is_in_list,
    of_place,
    place_now,
    propose,
    where_it_stands,
    with_accepted,
)
from inspector_app.visit.second_reading import read_anew

_MOVED_ON = "These words have changed since: choose by hand what stands there, then refuse the proposal."
_CHANGED_MEANWHILE = "These words were changed meanwhile: what you propose is set against those that you read."
_OPENING = 40
"""Characters of a line that are shown, so that it is known again."""


class SecondReading(QObject):
    """Shows the form and the list in place of the editor and the checks while the letter is read again.

    Says `asked` with a Step, `line_wanted` with the name of a line, and `said` what a person should know.
    """

    asked = Signal(object)
    line_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, me: str, editor: PartEditor, checks: ProblemList, page: QWidget) -> None:
        super().__init__(page)
        self._me = me
        self._contents: VisitContents | None = None
        self._places: dict[tuple[str, str], tuple[OutlineLine, LetterPlace]] = {}
        self.form = ReadingForm(me, page)
        self.list = ProposalList(page)
        self._editor = editor
        self.work = _stacked(editor, self.form, page)
        self.answers = _stacked(checks, self.list, page)
        self.form.typed.connect(self._typed)
        self.form.comment_wanted.connect(self._ask_comment)
        self.form.comment.written.connect(self._comment)
        self.list.looked_at.connect(self._look_at)
        self.list.chosen.connect(self._choose)
        self.list.answered.connect(self._answer)

    def show_letter(self, contents: VisitContents, lines: Sequence[OutlineLine], current: OutlineLine | None) -> None:
        """Show what is proposed for a letter, and the line that is read."""
        self._places = {
            (place.about, place.text_field): (line, place) for line in lines for place in places_of(line, contents)
        }
        proposals = found_again(contents.proposals, [place for _line, place in self._places.values()])
        self._contents = contents = replace(contents, proposals=proposals)
        if current is not None:
            self.show_line(current)
        # last, for the one that is current now may lead to another line
        self.list.show_proposals(
            [self._line(each, contents) for each in sorted(contents.proposals, key=self._standing)]
        )

    def show_line(self, line: OutlineLine) -> None:
        """Show the line that is read."""
        if line.name != self.form.line_name():
            self.form.flush()
        contents = self._contents
        if contents is not None and self.is_on():
            signs = "You sign it yourself: another sees more."
            whose = signs if self._me in contents.letter.signatories else ""
            self.form.show_places(line.name, places_of(line, contents), contents.proposals, whose)

    def begin(self, on: bool) -> None:
        """Begin the second reading, or end it; what is being typed is handed over before."""
        self.flush()
        for stack in (self.work, self.answers):
            stack.setCurrentIndex(1 if on else 0)

    def take_focus(self) -> None:
        """Put the cursor where the typing goes, in the second reading or outside it."""
        (self.form if self.is_on() else self._editor).take_focus()

    def go_on(self) -> None:
        """Go from the words to the list, or back."""
        if self.is_on() and not self.list.list.hasFocus():
            self.list.list.setFocus()
        else:
            self.take_focus()

    def show_in_list(self, about: str, phrase: str) -> None:
        """Go to the open proposal at a phrase of a place, in the list."""
        self.list.go_to(about, phrase)

    def is_on(self) -> bool:
        """Say whether the letter is being read again."""
        return self.work.currentWidget() is self.form

    def flush(self) -> None:
        """Hand over what is still being typed, in the second reading and outside it."""
        self._editor.flush()
        self.form.flush()

    # -- inside

    def _signed(self) -> Signed:
        return Signed(self._me, datetime.now().astimezone().isoformat(timespec="milliseconds"))

    def _held(self, place: LetterPlace) -> tuple[LetterPlace, tuple[Proposal, ...]]:
        """Return a place as it stands now, and all that is proposed at it."""
        assert self._contents is not None
        now = place_now(place, [each for _line, each in self._places.values()])
        return now, of_place(self._contents.proposals, now)

    def _typed(self, read: LetterPlace, words: str) -> None:
        """Propose words in place of those that were read; what was changed elsewhere meanwhile stays changed."""
        now, proposals = self._held(read)
        step = read_anew(read, words, proposals, self._signed(), now=now.text)
        if step is not None:
            self.asked.emit(step)
        if now.text != read.text:
            self.said.emit(_CHANGED_MEANWHILE)

    def _ask_comment(self, place: LetterPlace, at: int, phrase: str) -> None:
        """Ask for a comment at a phrase: it is sought near where it was marked, in the text as it stands now."""
        now, _proposals = self._held(place)
        if not phrase:
            self.said.emit("Mark the words that the comment is about.")
            return
        comment = comment_at(now, at, at + len(phrase), "", self._signed())
        start = where_it_stands(replace(comment, before=phrase), now.text, ())
        if start is None:
            self.said.emit("These words are proposed only: mark words that stand in the letter.")
        else:
            self.form.comment.ask(comment_at(now, start, start + len(phrase), "", self._signed()))

    def _comment(self, comment: Proposal, words: str) -> None:
        assert self._contents is not None
        if words.strip():
            step = propose((replace(comment, comment=words),))
            assert step is not None
            self.asked.emit(replace(step, typing=True))
        elif any(each.id == comment.id for each in self._contents.proposals):
            self.asked.emit(steps.remove("proposal", comment.id))

    def _look_at(self, proposal: Proposal) -> None:
        found = self._places.get((proposal.about, proposal.text_field))
        if found is not None:
            self.line_wanted.emit(found[0].name)

    def _choose(self, proposal: Proposal) -> None:
        self._look_at(proposal)
        self.form.take_focus()
        self.form.go_to(proposal.text_field)

    def _answer(self, proposal: Proposal, said: str) -> None:
        """Accept or refuse; words that have moved on are for a hand to choose."""
        given: ProposalAnswer = next(each for each in get_args(ProposalAnswer) if each == said)
        self.form.flush()
        found = self._places.get((proposal.about, proposal.text_field))
        if given == "refused" or proposal.after is None:
            self.asked.emit(answer(proposal, given, self._signed()))
        elif found is None or self._contents is None:
            self.said.emit(_MOVED_ON)
        else:
            line, place = found
            words = with_accepted(proposal, place.text, of_place(self._contents.proposals, place))
            if words is None:
                self.said.emit(_MOVED_ON)
            else:
                change = words_written(place, words, line, self._contents)
                self.asked.emit(answer(proposal, given, self._signed(), written=(change,)))

    def _standing(self, proposal: Proposal) -> tuple[int, int]:
        """Return a key that puts proposals into the order of the letter; what is no longer in it comes last."""
        keys = list(self._places)
        key = (proposal.about, proposal.text_field)
        return keys.index(key) if key in self._places else len(keys), proposal.start

    def _line(self, proposal: Proposal, contents: VisitContents) -> ProposalLine:
        found = self._places.get((proposal.about, proposal.text_field))
        person = contents.inspector(proposal.by)
        when = datetime.fromisoformat(proposal.at) if proposal.at else None
        who = ", ".join(filter(None, (person.name if person else "", _at(when) if when else "")))
        if found is None:
            lines = [line for line, place in self._places.values() if place.about == proposal.about]
            return ProposalLine(proposal, _where(lines[0]) if lines else "", who, moved_on=True)
        line, place = found
        stands = where_it_stands(proposal, place.text, of_place(contents.proposals, place))
        where = _where(line)
        if is_in_list(place.text_field) and (stands is not None or proposal.answer is not None):
            name = name_of(place, places_of(line, contents))
            where = f"{where}, {name[:1].lower()}{name[1:]}"
        return ProposalLine(proposal, where, who, moved_on=stands is None)


def _stacked(outside: QWidget, inside: QWidget, page: QWidget) -> QStackedWidget:
    stack = QStackedWidget(page)
    for pane in (outside, inside):
        stack.addWidget(pane)
    return stack


def _at(when: datetime) -> str:
    return f"{in_words(when.date())}, {when:%H:%M}"


def _where(line: OutlineLine) -> str:
    words = " ".join(line.text.split())
    return f"{line.label} “{words[:_OPENING].rstrip()}{'…' if len(words) > _OPENING else ''}”" if words else line.label
