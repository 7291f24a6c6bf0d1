"""What takes the letter from one state to the next: assured, issued, corrected; and what makes it a draft again."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.gui.letter.correct_ask import CorrectAsk
from inspector_app.gui.letter.issue_ask import IssueAsk
from inspector_app.gui.letter.state_words import still_to_sign, version
from inspector_app.gui.widgets.instant_field import now
from inspector_app.letter.wording import replaces_wording
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.change import Set, Step, VisitChange
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_state import (
    Sent,
    assure,
    back_to_draft,
    back_to_draft_changes,
    correct,
    is_locked,
    is_of_the_words,
    issue,
)
from inspector_app.visit.ordering import order_between
from inspector_app.visit.proposals import still_open
from inspector_app.visit.roles import why_not_lead


class LetterStates(QObject):
    """Asks what has to be asked; says `asked` with a Step, `correction_asked` with one that begins a new version and of
    which the page says what becomes (`follow_correction`), `said` what a person should know, and `reading_wanted` where
    proposals wait for an answer first."""

    asked = Signal(object)
    correction_asked = Signal(object)
    said = Signal(str)
    reading_wanted = Signal()
    _correction_written = Signal(object)
    """What became of a correction: the Future."""

    def __init__(self, visit: OpenVisit, profile: Profile, page: QWidget) -> None:
        super().__init__(page)
        self._visit = visit
        self._profile = profile
        self._begun_reason = f"letter/correction/{visit.id}"
        """Under this name the profile keeps a reason that is being written; it goes when the visit is destroyed."""
        self._page = page
        self._correction_written.connect(self._corrected, Qt.ConnectionType.QueuedConnection)

    def assure(self, contents: VisitContents) -> None:
        """Mark a draft quality assured by who sits here, unless something waits for an answer."""
        if still_open(contents.proposals):
            self.reading_wanted.emit()
            self.said.emit("Answer what a second reader proposes; then the letter can be marked quality assured.")
            return
        self.asked.emit(assure(contents.letter, by=self._visit.me, at=now()))
        if self._visit.me in contents.letter.signatories:
            self.said.emit("Quality assured, by one who signs it as well: a second reader sees more.")

    def draft_again(self, contents: VisitContents) -> None:
        """Make an assured letter a draft."""
        self.asked.emit(back_to_draft(contents.letter))

    def issue(self, contents: VisitContents) -> None:
        """Ask when and to whom a signed letter went."""
        if not is_locked(contents.letter) or not contents.signed_letters:
            self.said.emit("A letter is issued once it is signed.")
        elif not_lead := why_not_lead(contents, self._visit.me):
            self.said.emit(not_lead)
        elif waiting := still_to_sign(contents):
            self.said.emit(f"It waits for the signature of {waiting}, then it can be issued.")
        else:
            ask = IssueAsk(contents, self._page)
            ask.issued.connect(lambda at, to: self._issued(contents, at, to))
            ask.open()

    def correct(self, contents: VisitContents) -> None:
        """Ask why a signed letter is corrected, and begin its next version."""
        if not is_locked(contents.letter) or not contents.signed_letters:
            self.said.emit("It is not signed yet: its words can be changed as they stand.")
            return
        if not_lead := why_not_lead(contents, self._visit.me):
            self.said.emit(not_lead)
            return
        profile, name = self._profile, self._begun_reason
        number = version(contents.letter, contents.signed_letters) + 1
        kept = str(profile.setting(name) or "")
        ask = CorrectAsk(number, kept, lambda why: profile.set_setting(name, why), self._page)
        ask.begun.connect(lambda why: self._begin_correction(contents, why))
        ask.open()

    def _issued(self, contents: VisitContents, at: str, to: list[str]) -> None:
        sent = Sent(at=at, to=to, by=self._visit.me, order=order_between(self._visit.last_order("issuing"), None))
        self.asked.emit(issue(contents.letter, contents.signed_letters[-1], sent))

    def follow_correction(self, future: Future[VisitChange]) -> None:
        """Let a reason go, and say that the new version is begun, once it is written."""
        future.add_done_callback(self._correction_written.emit)

    def _begin_correction(self, contents: VisitContents, why: str) -> None:
        """Begin the new version: it names the one that it replaces by its date, and waits for a date of its own."""
        letter, signed = contents.letter, contents.signed_letters[-1]
        named = replaces_wording(letter.date, signed, self._visit.framework)
        self.correction_asked.emit(correct(letter, signed, why, named=named))

    def _corrected(self, future: Future[VisitChange]) -> None:
        if not future.cancelled() and future.exception() is None:
            self._profile.set_setting(self._begun_reason, None)
            self.said.emit("The new version is begun: it waits for its date and for what is to be corrected.")


def with_state(step: Step, contents: VisitContents) -> Step:
    """Return a step as it is written: one that changes the words of an assured letter makes it a draft as well."""
    changed = ((each.entity, each.field if isinstance(each, Set) else None) for each in step.changes)
    if contents.letter.state != "quality-assured" or not any(is_of_the_words(*each) for each in changed):
        return step
    return replace(step, changes=(*step.changes, *back_to_draft_changes(contents.letter.id)), typing=False)
