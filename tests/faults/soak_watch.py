"""The parent: follows a child's notices, kills it with SIGKILL at the drawn instant, and says where the kill fell."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from dataclasses import dataclass, field

from soak_course import IDLE, OPENING, SIGNING, WRITE, Course
from soak_disk import LaneDisk
from soak_sitting import Child

LONGEST = 30.0
"""Seconds after which a child that did not come to its kill is killed all the same."""
_FIRST_GUESS = {WRITE: 0.004, IDLE: 0.002, OPENING: 0.015, SIGNING: 0.01}


@dataclass
class Durations:
    """How long each phase takes on this machine, learned as the soak goes."""

    known: dict[str, float] = field(default_factory=lambda: dict(_FIRST_GUESS))

    def learn(self, phase: str, seconds: float) -> None:
        before = self.known.get(phase, seconds)
        self.known[phase] = 0.9 * before + 0.1 * seconds

    def of(self, phase: str) -> float:
        return self.known.get(phase, 0.03)


@dataclass
class Watched:
    """What a child had told when it was killed. `handed` and `acked` are the highest acts, -1 for none."""

    handed: int = -1
    acked: int = -1
    passphrase_changed: bool = False
    phase: str | None = None
    writing: bool = False
    ended: bool = False
    writes: int = 0
    errors: list[str] = field(default_factory=list)
    refused: int = 0
    failing_disk: str = ""
    exit_status: int = 0

    @property
    def fell_in(self) -> str:
        """The phase in which the kill fell."""
        return self.phase or (WRITE if self.writing else IDLE)


class Watch:
    """Follows one child to its end."""

    def __init__(
        self, child: Child, course: Course, disk: LaneDisk, durations: Durations, chance: random.Random
    ) -> None:
        self.child = child
        self.course = course
        self.disk = disk
        self.durations = durations
        self.chance = chance
        self.seen = Watched()
        self.kill_at: float | None = None
        self.mend_at: float | None = None
        self._held = b""
        self._began = self._write_began = time.perf_counter()

    def to_the_end(self) -> Watched:
        """Follow the notices, kill, and gather what was told until then."""
        last = time.perf_counter() + LONGEST
        if self.course.aim == "any":
            self._kill_within(self.durations.of("any"))
        open_pipe = True
        while open_pipe:
            now = time.perf_counter()
            if now >= min(last, self.kill_at or last):
                break
            if self.mend_at is not None and now >= self.mend_at:
                self.disk.mend()
                self.mend_at = None
            until = min(at for at in (last, self.kill_at, self.mend_at) if at is not None)
            if select.select([self.child.pipe], [], [], max(0.0, until - now))[0]:
                open_pipe = self._read()
        self._kill()
        while self._read():
            pass
        os.close(self.child.pipe)
        return self.seen

    def _kill(self) -> None:
        os.kill(self.child.pid, signal.SIGKILL)
        _, self.seen.exit_status = os.waitpid(self.child.pid, 0)
        self.disk.killed()
        if not os.WIFSIGNALED(self.seen.exit_status):
            self.seen.errors.append("the child ended by itself")

    def _read(self) -> bool:
        data = os.read(self.child.pipe, 65536)
        lines = (self._held + data).split(b"\n")
        self._held = lines.pop()
        for line in lines:
            self._take(*line.decode().partition(" ")[::2])
        return bool(data)

    def _take(self, what: str, about: str) -> None:
        seen, now = self.seen, time.perf_counter()
        if what == "h":
            seen.handed = int(about)
        elif what in ("a", "c"):
            seen.acked = max(seen.acked, int(about))
            if what == "a" and seen.writing:
                self.durations.learn(WRITE, now - self._write_began)
                seen.writing = False
        elif what == "k":
            seen.passphrase_changed = True
        elif what == "p":
            seen.phase, self._began = about, now
            self._aim(about)
        elif what == "e":
            self.durations.learn(seen.phase or "", now - self._began)
            seen.phase = None
        elif what == "w":
            seen.writing, self._write_began = True, now
            self._write_begins()
        elif what == "s":
            seen.writing = False
        elif what == "x":
            self._error(about)
        elif what == "end":
            seen.ended = True
            self._kill_within(self.durations.of(IDLE))

    def _write_begins(self) -> None:
        course, seen = self.course, self.seen
        in_seal = course.in_seal and seen.phase == SIGNING
        if in_seal or (course.aim == WRITE and seen.writes == course.nth and not course.disk):
            self._kill_within(self.durations.of(WRITE), anew=in_seal)
        if course.disk and not seen.failing_disk and seen.writes >= course.disk_nth:
            self._fail_disk()
        seen.writes += 1

    def _aim(self, phase: str) -> None:
        if phase == self.course.aim and not (self.course.in_seal and phase == SIGNING):
            self._kill_within(self.durations.of(phase))
        if (
            self.course.disk
            and not self.seen.failing_disk
            and phase not in (OPENING, WRITE)
            and self.chance.random() < 0.3
        ):
            self._fail_disk()

    def _fail_disk(self) -> None:
        """The disk fails for a while; then the child is killed, on the failing disk or on the mended one."""
        self.seen.failing_disk = self.disk.fail(self.course.disk, self.child.pid, self.course.disk_room)
        failing = self.chance.uniform(0.0, 0.12)
        now = time.perf_counter()
        if self.course.disk_back:
            self.mend_at = now + failing
            failing += self.chance.uniform(0.0, 0.25)
        if self.course.aim in (WRITE, "any") or self.kill_at is None:
            self.kill_at = now + failing

    def _kill_within(self, seconds: float, *, anew: bool = False) -> None:
        if self.kill_at is None or anew:
            self.kill_at = time.perf_counter() + self.course.at * seconds * 1.1

    def _error(self, text: str) -> None:
        if text.startswith("DiskFault") and self.seen.failing_disk:
            self.seen.refused += 1
        else:
            self.seen.errors.append(text)


def kill_while_opening(child: Child, seconds: float) -> list[str]:
    """Kill a child that opens the visit again, so many seconds after it began; return the errors that it told."""
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    told = b""
    while data := os.read(child.pipe, 65536):
        told += data
    os.close(child.pipe)
    return [line[2:] for line in told.decode().splitlines() if line.startswith("x ")]
