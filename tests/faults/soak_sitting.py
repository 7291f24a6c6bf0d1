"""The child: sits at one visit, does its acts, and tells the parent what begins, what is promised, what is over.

A notice is one line: `h 7` act 7 is handed over next; `a 7` it is said to be on disk (its future is done, or its call
came back), and so are all before it; `c 7` its change was announced; `k` the passphrase is changed; `p NAME` a phase
begins; `e` it is over; `w` the writer begins a write; `s STATE` what the status line says; `x TEXT` an error that a
person would read; `end` all is done.
"""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future
from contextlib import nullcontext, suppress
from dataclasses import dataclass

from soak_course import BACKUP, IMPORT, OPENING, PASSPHRASE, SIGNING, UPGRADE, Act, Course
from soak_disk import die_with_parent
from soak_upgrade import next_version

from inspector_app.errors import DiskFault, TooManyTries, WrongPassphrase
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.change import SaveState, VisitChange

AGAIN = 0.02
"""Seconds after which what the disk refused is tried again."""


class Sitting:
    """One person at one laptop, until the kill."""

    def __init__(self, course: Course, places: ProfilePlaces, passphrase: str, pipe: int) -> None:
        self.course = course
        self.places = places
        self.passphrase = passphrase
        self.pipe = pipe
        self.profile: Profile | None = None
        self.visit: OpenVisit | None = None

    def tell(self, notice: str) -> None:
        """One line in one write, so that the kill takes it whole or not at all."""
        os.write(self.pipe, f"{notice}\n".encode())

    def go_through(self) -> None:
        """Do the whole course, then wait for the kill."""
        self._phase(OPENING, lambda: setattr(self, "profile", Profile.open(self.places, self.passphrase)))
        for number, act in enumerate(self.course.acts):
            self.tell(f"h {number}")
            self._do(number, act)
        self.tell("end")
        signal.pause()

    def only_open(self) -> None:
        """Open profile and visit after a kill, to be killed in that."""
        self.tell(f"p {OPENING}")
        with next_version() if self.course.aim == UPGRADE else nullcontext():
            self._open_again()
        self.tell("end")
        signal.pause()

    def _open_again(self) -> None:
        """Open it by the passphrase; the kill may have fallen between its change and the word of it."""
        changed = [act.text for act in self.course.acts if act.what == "passphrase"]
        for passphrase in (self.passphrase, *changed):
            with suppress(WrongPassphrase, TooManyTries):
                profile = Profile.open(self.places, passphrase)
                if profile.visits():
                    OpenVisit.open(profile, self.course.contents.visit.id)
                return

    def _do(self, number: int, act: Act) -> None:
        if act.what in ("write", "undo", "redo"):
            future = self._hand_over(number, act)
            if act.wait:
                future.result()
            return
        phases = {"import": IMPORT, "close": BACKUP, "passphrase": PASSPHRASE, "seal": SIGNING, "sign": SIGNING}
        if act.what == "open":
            self._phase(UPGRADE if self.course.aim == UPGRADE else OPENING, self._open)
        elif act.what in phases:
            self._phase(phases[act.what], lambda: getattr(self, f"_{act.what}")(act))
        else:
            getattr(self, f"_{act.what}")(act)
            return
        self.tell("k" if act.what == "passphrase" else f"a {number}")

    def _hand_over(self, number: int, act: Act) -> Future[VisitChange]:
        assert self.visit is not None
        if act.what == "write":
            assert act.step is not None
            future = self.visit.write(act.step, origin=number)
        else:
            future = self.visit.undo(number) if act.what == "undo" else self.visit.redo(number)
        future.add_done_callback(lambda done: self._told(number, done))
        return future

    def _told(self, number: int, done: Future[VisitChange]) -> None:
        error = done.exception()
        self.tell(f"a {number}" if error is None else f"x {type(error).__name__} {error}")

    def _phase(self, name: str, work: object) -> None:
        """Do something that the disk may refuse; then it is tried again, as a person would."""
        assert callable(work)
        while True:
            self.tell(f"p {name}")
            try:
                work()
            except DiskFault as fault:
                self.tell(f"x DiskFault {fault.sentence}")
                time.sleep(AGAIN)
            else:
                break
        self.tell("e")

    def _open(self) -> None:
        assert self.profile is not None
        with next_version() if self.course.aim == UPGRADE else nullcontext():
            self.visit = OpenVisit.open(self.profile, self.course.contents.visit.id)
        self.visit.on_save_state(self._state)
        self.visit.on_change(self._announced)

    def _state(self, state: SaveState) -> None:
        self.tell("w" if state.state == "saving" else f"s {state.state}")

    def _announced(self, change: VisitChange) -> None:
        if change.origin is not None:
            self.tell(f"c {change.origin}")

    def _import(self, _: Act) -> None:
        assert self.profile is not None
        self.profile.new_visit(read_visit_file(self.course.source))

    def _close(self, _: Act) -> None:
        assert self.visit is not None
        self.visit.close(30)

    def _passphrase(self, act: Act) -> None:
        assert self.profile is not None
        self.profile.keys.change_passphrase(self.passphrase, act.text)
        self.passphrase = act.text

    def _seal(self, act: Act) -> None:
        assert self.visit is not None
        self.visit.seal(act.pdf, signed_by=self.visit.me, signed_at="2010-07-06T12:00:00+01:00", log_digest="0" * 64)

    def _sign(self, _: Act) -> None:
        from datetime import datetime

        from inspector_app.letter.identity import read_identity
        from inspector_app.letter_signing import sign_and_seal

        assert self.visit is not None and self.profile is not None
        now = datetime.now().astimezone()
        held = self.profile.signing_identity()
        assert held is not None
        identity = read_identity(held, self.profile.signing_password(), now=now)
        sign_and_seal(self.visit, identity, signed_at=now)

    def _leave(self, _: Act) -> None:
        assert self.visit is not None
        self.visit.field_left()

    def _read(self, _: Act) -> None:
        assert self.visit is not None
        self.visit.contents()


@dataclass
class Child:
    """A forked sitting: its process, and where its notices come from."""

    pid: int
    pipe: int


def forked(course: Course, places: ProfilePlaces, passphrase: str, *, only_open: bool = False) -> Child:
    """Fork a sitting; this process must have no threads."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    os.close(reading)
    die_with_parent()
    sitting = Sitting(course, places, passphrase, writing)
    try:
        sitting.only_open() if only_open else sitting.go_through()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is to know it
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        sitting.tell(f"x {type(error).__name__} {str(error)[:200]} ({place.name}:{place.lineno})".replace("\n", " "))
    finally:
        os._exit(1)
