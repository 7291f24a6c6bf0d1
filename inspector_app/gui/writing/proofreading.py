"""Lines of notes looked through for misspelt words and for what looks like a name, off the GUI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from inspector_app.gui.widgets.code_points import from_qt, to_qt
from inspector_app.gui.widgets.underlines import Underline
from inspector_app.spelling.speller import Speller
from inspector_app.visit.name_warnings import name_warnings

_BMP = "\uffff"


def proofread(line: str, speller: Speller, allowed: Container[str]) -> tuple[Underline, ...]:
    """Return what is to be underlined in a line: names first, for a name need not stand in a dictionary."""
    found = [
        Underline(each.start, each.end, "dots", each.sentence())
        for each in name_warnings(line, allowed, speller.is_right)
    ]
    for start, end in speller.misspelt(line):
        if not any(each.start < end and start < each.end for each in found):
            found.append(Underline(start, end, "wave"))
    found.sort(key=lambda each: each.start)
    if max(line, default="") <= _BMP:
        return tuple(found)
    return tuple(Underline(to_qt(line, each.start), to_qt(line, each.end), each.look, each.why) for each in found)


class Proofreading(QObject):
    """Looks lines through on a thread of its own and says what it `found`: underlines by the line's words."""

    found = Signal(object, dict)
    """For whom, and what."""

    def __init__(self, speller: Speller, allowed: Container[str], parent: QObject) -> None:
        super().__init__(parent)
        self._speller = speller
        self._allowed = allowed
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="proofreading")
        self._closed = False
        self._thread.submit(speller.is_right, "warm")  # the dictionary is read before somebody types

    def look_through(self, lines: Iterable[str], whom: object) -> None:
        """Look lines through for somebody; nothing more once it is closed."""
        if not self._closed:
            self._thread.submit(self._work, tuple(lines), whom)

    def now(self, line: str) -> tuple[Underline, ...]:
        """Look a line through at once."""
        return proofread(line, self._speller, self._allowed)

    def is_of_a_person(self, line: str, underline: Underline) -> bool:
        """Say whether a word of a line looks like a person's name, whatever somebody has said of it before."""
        start, end = from_qt(line, underline.start), from_qt(line, underline.end)
        return any(each.start < end and start < each.end for each in name_warnings(line, (), self._speller.is_right))

    def close(self) -> None:
        """Look nothing through any more."""
        self._closed = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _work(self, lines: tuple[str, ...], whom: object) -> None:
        made = {}
        for line in lines:
            if self._closed:
                return
            made[line] = proofread(line, self._speller, self._allowed)
        with contextlib.suppress(RuntimeError):  # the window may be gone by now, and nobody left to tell
            self.found.emit(whom, made)
