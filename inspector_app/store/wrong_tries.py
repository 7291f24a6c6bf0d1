"""Wrong tries at the passphrase or the recovery code: counted in the profile's folder, and slowed down.

This holds up a person at the keyboard. Whoever has the files can guess elsewhere: against that stands SQLCipher's key
derivation, which makes each guess slow, and a passphrase that is long enough.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from inspector_app.errors import TooManyTries, WrongPassphrase
from inspector_app.store.passphrase_key import sync_folder

FREE_TRIES = 3
"""So many wrong tries cost no pause: anyone mistypes."""
LONGEST_PAUSE = 300.0
_LARGEST = 1000


def pause_after(wrong: int) -> float:
    """Return how long (seconds) to wait after so many wrong tries in a row: doubled with each, up to five minutes."""
    if wrong <= FREE_TRIES:
        return 0.0
    return min(2.0 ** min(wrong - FREE_TRIES, 30), LONGEST_PAUSE)


@contextmanager
def one_try(path: Path) -> Iterator[None]:
    """Count a try, which is wrong where it ends in WrongPassphrase; a right one begins anew. Raises TooManyTries.

    It is counted before it is made, so that nobody gains a try by ending the program.
    """
    wrong, last = _read(path)
    _refuse_too_early(wrong, last)
    _write(path, wrong + 1)
    try:
        yield
    except WrongPassphrase as error:
        pause = pause_after(wrong + 1)
        if pause:
            raise type(error)(error.sentence, f"{error.next_step} The next try is open in {_words(pause)}.") from error
        raise
    except BaseException:
        _write(path, wrong)
        raise
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _refuse_too_early(wrong: int, last: float) -> None:
    pause = pause_after(wrong)
    # A clock that was put back, or forward and back, makes nobody wait longer than the whole pause.
    left = min(last + pause - time(), pause)
    if left > 0:
        raise TooManyTries(f"There were {wrong} wrong tries in a row.", f"The next try is open in {_words(left)}.")


def _words(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < 100:
        return "1 second" if whole == 1 else f"{whole} seconds"
    return f"{round(whole / 60)} minutes"


def _read(path: Path) -> tuple[int, float]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return 0, 0.0
        held = json.loads(path.read_text(encoding="utf-8"))
        return max(0, int(held["wrong"])), float(held["last"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return 0, 0.0


def _write(path: Path, wrong: int) -> None:
    """A disk that takes nothing keeps nobody out."""
    beside = path.with_name(f"{path.name}.new")
    with contextlib.suppress(OSError):
        descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"wrong": wrong, "last": time()}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
