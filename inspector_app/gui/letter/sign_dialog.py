"""Before signing: what bars it, who signs, with which identity, and the signature above the typed name.

Where another has signed already, what they signed is not asked about again: a signature is added to it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from inspector_app.errors import InspectorError
from inspector_app.exchange.foreign_file import LARGEST_IDENTITY, LARGEST_PICTURE, read_foreign_file
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import heading, hint, plain, say, trouble
from inspector_app.gui.widgets.signature_pad import SignaturePad, on_paper
from inspector_app.letter_signing import why_not_mine
from inspector_app.own_identity import bring_in_identity, kept_identity, make_own_identity, soon_out_of_date
from inspector_app.visit.agreement import team_agreement, team_in_words
from inspector_app.visit.checks import against_signing
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_state import is_locked, waits_for
from inspector_app.visit.names import in_words, joined
from inspector_app.visit.problem import Problem

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity


T = TypeVar("T")


class SignDialog(QDialog):
    """Accepted when the letter is to be signed; then `new_picture` has what was drawn or chosen."""

    def __init__(
        self,
        contents: VisitContents,
        problems: Sequence[Problem],
        me: str,
        window: PageWindow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sign the letter")
        self.setMinimumWidth(style.measure("notes"))
        self._window = window
        self._chosen: bytes | None = None
        person = contents.inspector(me)
        self._who = plain(f"{person.name}, {person.designation}" if person else window.profile.name, self)
        self._identity = plain("", self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Password of the PKCS#12 file")
        self.password.setPlaceholderText("Password of the file")
        self.password.returnPressed.connect(lambda: self.bring_in() if self.password.text() else None)
        self.fault = trouble("", self)
        self.pad = SignaturePad(self)
        self._kept = QLabel(self)
        self._kept.setAccessibleName("Signature that is kept")
        added = is_locked(contents.letter)
        barring = () if added else against_signing(problems)
        self.sign = primary_button(
            "Add your signature" if added else "Sign and lock the letter", self.accept, parent=self
        )
        self._make = button("Make a new one", self._make_identity, parent=self)
        self._not_mine = why_not_mine(contents, me)
        self._may_sign = not barring and not self._not_mine
        team = team_agreement(contents)
        self._agreed = plain(team_in_words(team), self) if team is not None else None
        self._lay_out(barring, _left_open(contents), _others(contents, me))
        self._show_identity()
        self._show_kept()

    def new_picture(self) -> bytes | None:
        """Return the signature that was drawn or chosen now; None: the one that is kept stands, if there is one."""
        return self.pad.picture() or self._chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter sign on the button alone: signing cannot be taken back, and Enter after the password means that."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _lay_out(self, barring: Sequence[Problem], left_open: str, others: str) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(4 * (style.space(4),)))
        rows.setSpacing(style.space(3))
        if barring:
            rows.addWidget(heading("These stand against signing", self))
            reasons = QListWidget(self)
            reasons.setAccessibleName("What stands against signing")
            reasons.setWordWrap(True)
            reasons.setProperty("role", "paragraphs")
            for problem in barring:
                reasons.addItem(f"{problem.message}\n{problem.mend}")
            reasons.setMaximumHeight(style.space(44))
            rows.addWidget(reasons)
            rows.addWidget(hint("Mend them, or say on the page, among the checks, why a warning may stand (W).", self))
        form = FormRows(self)
        form.add("Signed by", self._who)
        if others:
            form.add("And by", plain(others, self))
        form.add("Identity", self._identity)
        if self._agreed is not None:
            form.add("Agreement", self._agreed)
        if left_open:
            form.add("Still open", plain(left_open, self))
        rows.addWidget(form)
        bring = QHBoxLayout()
        bring.setSpacing(style.space(2))
        bring.addWidget(self.password, 1)
        bring.addWidget(button("Use a PKCS#12 file…", self.bring_in, parent=self))
        bring.addWidget(self._make)
        rows.addLayout(bring)
        rows.addWidget(self.fault)
        rows.addWidget(heading("Signature", self))
        rows.addWidget(self._kept)
        rows.addWidget(self.pad)
        drawn = QHBoxLayout()
        drawn.setSpacing(style.space(2))
        drawn.addWidget(button("Clear", self.pad.clear, parent=self))
        drawn.addWidget(button("Choose a picture…", self._choose_picture, parent=self))
        drawn.addStretch(1)
        rows.addLayout(drawn)
        rows.addWidget(
            hint("The PDF is made, checked, signed, verified and kept. After that the letter is never edited.", self)
        )
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(self.sign)
        rows.addLayout(foot)

    def _show_identity(self) -> None:
        """Say with what is signed; one that is out of date signs nothing, and a new one is offered."""
        profile = self._window.profile
        self._usable = False
        self._identity.setText("It is being looked at.")
        self._make.hide()

        def show(identity: SigningIdentity | None) -> None:
            self._usable = True
            self._identity.setText(_identity_words(identity))

        def faulty(error: InspectorError) -> None:
            say(self.fault, str(error))
            self._identity.setText("The one that is kept cannot be used.")
            self._make.show()

        self._work(lambda: kept_identity(profile), show, "Looking at the signing identity", faulty)

    def _make_identity(self) -> None:
        profile = self._window.profile
        self._work(lambda: make_own_identity(profile), lambda _none: self._show_identity(), "Making a signing identity")

    def bring_in(self) -> None:
        """Ask for a PKCS#12 file and use it with the password that was typed."""
        path = self._window.ask_to_open("Choose your signing identity", "PKCS#12 (*.p12 *.pfx)")
        if path is None:
            return
        profile, password = self._window.profile, self.password.text()

        def taken(_none: None) -> None:
            self.password.clear()
            self._show_identity()

        self._work(
            lambda: bring_in_identity(profile, read_foreign_file(path, LARGEST_IDENTITY), password),
            taken,
            "Reading the signing identity",
        )

    def _choose_picture(self) -> None:
        path = self._window.ask_to_open("Choose a picture of your signature", "Pictures (*.png *.jpg *.jpeg)")
        if path is None:
            return

        def read() -> bytes:
            from inspector_app.letter.signature_picture import signature_picture

            return signature_picture(read_foreign_file(path, LARGEST_PICTURE))

        def show(picture: bytes) -> None:
            self._chosen = picture
            self.pad.clear()
            self._show(picture)

        self._work(read, show, "Reading the picture")

    def _work(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        faulty: Callable[[InspectorError], None] | None = None,
    ) -> None:
        """Do what takes a second or two off the main thread; nothing is signed meanwhile. The dialog may be gone by
        the time that it is done."""
        self.sign.setEnabled(False)

        def ended(result: T) -> None:
            if isValid(self):
                say(self.fault, self._not_mine)
                done(result)
                self._allow()

        def failed(error: InspectorError) -> None:
            if isValid(self):
                (faulty or (lambda one: say(self.fault, str(one))))(error)
                self._allow()
            elif faulty is None:
                self._window.tell(error)

        self._window.run_in_background(work, ended, what, failed, self._given_up)

    def _given_up(self) -> None:
        if isValid(self):
            self._allow()

    def _allow(self) -> None:
        self.sign.setEnabled(self._usable and self._may_sign)

    def _show_kept(self) -> None:
        kept = self._window.profile.signature_image()
        self._kept.setVisible(kept is not None)
        if kept is not None:
            self._show(kept)

    def _show(self, picture: bytes) -> None:
        self._kept.setPixmap(on_paper(picture, style.space(14)))
        self._kept.setVisible(True)


def _identity_words(identity: SigningIdentity | None) -> str:
    if identity is None:
        return "None is kept yet: the program makes one now, in your name."
    vouched = "made by this program" if identity.self_made else f"issued by {identity.issued_by}"
    soon = " (soon: ask for another)" if soon_out_of_date(identity) else ""
    return f"{identity.name}, {vouched}, valid until {in_words(identity.valid_until.date())}{soon}"


def _others(contents: VisitContents, me: str) -> str:
    """Return who else signs: who has done so already, and who does so after this one."""
    signatories = contents.letter.signatories
    waiting = waits_for(contents) if is_locked(contents.letter) else signatories
    have, later = [each for each in signatories if each not in waiting], [each for each in waiting if each != me]
    names = {person.id: person.name for person in contents.inspectors}
    parts = [f"{joined([names[each] for each in have])}, already"] if have else []
    if later:
        parts.append(f"{joined([names[each] for each in later])}, after you, on the signed file")
    return "; ".join(parts)


def _left_open(contents: VisitContents) -> str:
    """Return which concerns are still open while the letter is signed, a line each, and why."""
    return "\n".join(
        f"A concern{f' about case {concern.case}' if concern.case else ''}: {concern.open_because}"
        for concern in contents.concerns
        if concern.closed_at is None and concern.open_because
    )
