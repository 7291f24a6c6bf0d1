"""Taking in a colleague's package, a question at a time: the file, the words, whose it is, what it brings.

Used on the page of the team for a visit that is here, and at home for one that is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError, PackageRefused
from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount
from inspector_app.gui.packages.offer_view import OfferView
from inspector_app.gui.packages.spoken_line import SpokenLine
from inspector_app.gui.packages.spoken_words import SpokenWords
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.cursor import has_cursor
from inspector_app.gui.widgets.headings import field_label, heading, hint, plain, say, trouble
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import Offer, Taken, confirm, join, look_into, take, visit_in
from inspector_app.visit.both_words import BothInWords, ChoiceInWords
from inspector_app.visit.names import visit_dates_in_words

SUFFIX = ".visit-package"
KIND = f"Packages of colleagues (*{SUFFIX})"
_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Looked:
    """What looking into a package gave."""

    offer: Offer
    choices: tuple[ChoiceInWords, ...]


class TakeForm(QWidget):
    """Says `taken` with the Taken, or with the id of a visit that was joined; `put_away` where nothing is to be."""

    taken = Signal(object)
    put_away = Signal()
    taking = Signal()
    """A package is about to be taken in: what is being typed is to be handed over before."""

    def __init__(self, window: PageWindow, visit: OpenVisit | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Take in a package")
        self._window = window
        self._visit = visit
        self._file: Path | None = None
        self._looked: _Looked | None = None
        self._tries = 0
        self._name = plain("", self)
        self.words = SpokenLine("The six words", _WORDS, self)
        self.words.setMaximumWidth(style.measure("notes"))
        self._whose = heading("", self)
        self._first_time = plain("", self)
        self.phrase = SpokenWords("Phrase of the giver’s identity", self)
        self._asked = heading("", self)
        self._brings = heading("", self)
        self._said = plain("", self)
        self.offer = OfferView(self)
        self._trouble = trouble("", self)
        self._look = primary_button("Look into it", self._look_into, parent=self)
        self.phrase.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._same = button("Yes, the same four words", self._confirmed, parent=self)
        self._take = primary_button("Take in", self._take_in, parent=self)
        self._steps = QStackedWidget(self)
        self._lay_out()
        self.words.entered.connect(self._look_into)

    def begin(self, file: Path) -> None:
        """Ask for the words of a package."""
        self._file, self._looked = file, None
        self._name.setText(file.name)
        self._tries += 1
        self._ready()
        self.words.forget()
        self._show_step(0)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the question that is shown wants it."""
        self._place().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes nothing in."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    # -- the questions

    def _look_into(self) -> None:
        words, file, visit, profile = self.words.words(), self._file, self._visit, self._window.profile
        if words is None or file is None:
            self.words.setFocus()
            return
        self._tries += 1
        number = self._tries

        def work() -> _Looked:
            if visit is None:
                _refuse_known(profile, visit_in(file, words))
            offer = look_into(profile, visit, file, words)
            if visit is None or not offer.meeting:
                return _Looked(offer, ())
            telling = BothInWords(visit.contents(), visit.framework)
            people = {offer.package.inspector: offer.package.name}
            return _Looked(offer, tuple(telling.choice(each, visit.laptop, people) for each in offer.meeting))

        self._wait(self._look)
        self._window.run_in_background(
            work,
            lambda looked: self._show_looked(looked) if number == self._tries else None,
            "Looking into the package",
            lambda error: self._failed(error) if number == self._tries else None,
            self._ready,
        )

    def _show_looked(self, looked: _Looked) -> None:
        self._ready()
        self._looked = looked
        name = looked.offer.package.name
        if looked.offer.confirmed:
            self._show_offer()
            return
        self._whose.setText(f"Is this really {name}’s?")
        self._first_time.setText(
            f"{looked.offer.why} Each laptop shows four words for its own, on the page Team. Ask {name} to read "
            "theirs to you, from their screen."
        )
        self.phrase.show_words(looked.offer.phrase)
        self._asked.setText(f"Does {name}’s laptop show these four words?")
        self._show_step(1)

    def _confirmed(self) -> None:
        if self._looked is not None:
            confirm(self._window.profile, self._looked.offer)
            self._show_offer()

    def _refused(self) -> None:
        """The phrase is another: nothing is taken in, and what that means is said."""
        self._put_away()
        self._window.say("Nothing was taken in: the package does not bear your colleague’s identity. Ask for it anew.")

    def _show_offer(self) -> None:
        assert self._looked is not None
        offer = self._looked.offer
        self._brings.setText(f"What {offer.package.name}’s package brings")
        self._said.setText(_brings(offer))
        self.offer.show_offer(offer.account, self._looked.choices)
        self._take.setText("Take the visit in" if offer.joins else "Take in")
        self._take.setAccessibleName(self._take.text())
        self._show_step(2)

    def _take_in(self) -> None:
        if self._looked is None:
            return
        offer, visit, profile = self._looked.offer, self._visit, self._window.profile
        self.taking.emit()
        self._wait(self._take)
        number = self._tries

        def work() -> Taken | str:
            return join(profile, offer) if visit is None else take(profile, visit, offer)

        self._window.run_in_background(
            work,
            self._taken,
            "Taking in the package",
            lambda error: self._failed(error) if number == self._tries else self._window.say(error.sentence),
            self._given_up,
        )

    def _taken(self, taken: Taken | str) -> None:
        self._ready()
        self._forget()
        self.taken.emit(taken)

    # -- inside

    def _put_away(self) -> None:
        self._forget()
        self.put_away.emit()

    def _forget(self) -> None:
        """Keep neither the words nor what the package holds."""
        self._tries += 1
        self._file = self._looked = None
        self.words.forget()

    def _failed(self, error: InspectorError) -> None:
        self._ready()
        say(self._trouble, f"{error.sentence} {error.next_step}".strip())

    def _given_up(self) -> None:
        self._ready()
        self._window.say("Nobody waits for it any more; had it begun, it is taken in whole.")

    def _wait(self, pressed: QWidget) -> None:
        say(self._trouble, "")
        pressed.setEnabled(False)

    def _ready(self) -> None:
        for each in (self._look, self._take):
            each.setEnabled(True)

    def _show_step(self, step: int) -> None:
        say(self._trouble, "")
        here = has_cursor(self)
        self._steps.setCurrentIndex(step)
        if here:
            self.take_focus()

    def _place(self) -> QWidget:
        """Whose the package is is answered by nobody's Enter: the cursor is on the words to be compared."""
        return (self.words, self.phrase, self._take)[self._steps.currentIndex()]

    def _lay_out(self) -> None:
        self._steps.addWidget(
            self._step(
                heading("Take in a colleague’s package", self),
                field_label("File", self),
                self._name,
                field_label("The six words that your colleague says", self),
                self.words,
                hint("Nothing is changed yet: you see first what the package brings.", self),
                acts=(self._look, button("Cancel", self._put_away, parent=self)),
            )
        )
        self._steps.addWidget(
            self._step(
                self._whose,
                self._first_time,
                self.phrase,
                self._asked,
                hint(
                    "If they are others, somebody else may have made the package: nothing is taken in. Tab goes to the "
                    "answers, Space gives one; Enter alone gives none.",
                    self,
                ),
                acts=(self._same, button("No, others", self._refused, parent=self)),
            )
        )
        self._steps.addWidget(
            self._step(
                self._brings,
                self._said,
                self.offer,
                acts=(self._take, button("Not now", self._put_away, parent=self)),
                fills=self.offer,
            )
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(self._steps, 1)
        rows.addWidget(self._trouble)

    def _step(self, *parts: QWidget, acts: tuple[QWidget, ...], fills: QWidget | None = None) -> QWidget:
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        for part in parts:
            rows.addWidget(part, 1 if part is fills else 0)
        foot = QHBoxLayout()
        foot.setSpacing(style.space(2))
        for act in acts:
            foot.addWidget(act)
        foot.addStretch(1)
        rows.addLayout(foot)
        if fills is None:
            rows.addStretch(1)
        return page


def _refuse_known(profile: Profile, visit_id: str) -> None:
    """A visit that is here is opened first: what waits to be written in it belongs into the exchange."""
    if any(each.id == visit_id for each in profile.visits()):
        raise PackageRefused(
            "The visit of this package is on this laptop already.", "Open it, and take the package in on its page Team."
        )


def _brings(offer: Offer) -> str:
    changes = sum(entry.entity != "taking" for entry in offer.new)
    parts = []
    if offer.joins:
        when = visit_dates_in_words([date.fromisoformat(day) for day in offer.package.days])
        parts.append(f"The visit to {offer.package.authority}{f', {when},' if when else ''} is not on this laptop yet.")
    if not changes:
        parts.append("It brings nothing that is not here already. Taken in, it shows that both laptops hold the same.")
    else:
        files = len(offer.package.files)
        along = f", with {amount(files, 'file')}" if files else ""
        parts.append(f"{amount(changes, 'change')}{along}.")
    if offer.meeting:
        places = amount(len(offer.meeting), "place")
        parts.append(f"In {places} both of you wrote: everything stays, side by side, until somebody chooses.")
    if offer.package.lacking:
        parts.append(f"{amount(len(offer.package.lacking), 'file')} did not come along: that laptop lacks them too.")
    if offer.missing:
        parts.append(f"{amount(offer.missing, 'file')} of it did not come along: ask for the package anew.")
    for each in offer.unconfirmed:
        parts.append(
            f"It brings what {each.name} signed, whose identity nobody confirmed on this laptop: its four words are "
            f"“{each.phrase}”."
        )
    return " ".join(parts)
