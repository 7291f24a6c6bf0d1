"""A rehearsal of a crash: a program of its own types into a scratch file and is killed; what it was told is saved must
be there.

It is the same writer, the same files and the same way back as for a visit, encrypted under a key that is thrown away.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from datetime import date
from pathlib import Path

from inspector_app.errors import DamagedFile, DiskFault
from inspector_app.own_program import start_apart
from inspector_app.store import integrity
from inspector_app.store.cipher import KEY_BYTES
from inspector_app.store.new_visit import make_visit_file
from inspector_app.store.search_results import search
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector, Visit
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import Letter

COMMAND = "rehearse-saving"
"""The hidden command that types."""
_TYPED = 25
"""So many times something was acknowledged as saved before the program is killed."""
_PATIENCE = 12.0
_LAPTOP, _RECORD, _WORD = "rehearsal", "rehearsed", "quince"
_FILE = "scratch.db"


def rehearse_crash(folder: Path) -> int:
    """Let a program apart (it calls `type_until_killed`) type in a folder of its own, kill it, and compare.

    Returns how many times it was told that something is saved. Raises DiskFault where it could not type, DamagedFile
    where something that was saved is not there. The folder is taken away in the end.
    """
    key = os.urandom(KEY_BYTES)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        saved = _typed_and_killed(folder, key)
        _compare(folder, key, saved)
    except OSError as error:
        raise DiskFault(f"A scratch file could not be written: {error.strerror}.", "Look at the disk.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return saved


def type_until_killed(folder: Path, key: bytes) -> None:
    """Type into a scratch file and print the number of each saving that was acknowledged; never returns by itself."""
    begun = Visit(id=new_id(), framework="rehearsal", framework_source={}, days=(date(2010, 6, 8),), authority_name="")
    contents = VisitContents(
        visit=begun,
        inspectors=(),
        addressees=(),
        copies=(),
        records=(),
        evidence=(),
        findings=(),
        concerns=(),
        letter=Letter(id=begun.id),
    )
    path = folder / _FILE
    make_visit_file(path, key, contents, laptop=_LAPTOP, inspector=_LAPTOP)
    store = VisitStore(path, key, me=Inspector(id=_LAPTOP, name="", designation=""), laptop=_LAPTOP)
    store.write(
        steps.new_record(
            _RECORD, "observation", author=_LAPTOP, day=date(2010, 6, 8), start="09:00", written_at="", order="a0"
        )
    )
    number = 0
    while True:
        number += 1
        store.write(steps.set_field("record", _RECORD, "notes", f"{_WORD} " * number)).result(_PATIENCE / 2)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def _typed_and_killed(folder: Path, key: bytes) -> int:
    saved = 0
    with start_apart(COMMAND, str(folder.absolute())) as typing:
        assert typing.stdin is not None and typing.stdout is not None
        impatience = threading.Timer(_PATIENCE, typing.kill)
        impatience.start()
        try:
            typing.stdin.write(key.hex().encode() + b"\n")
            typing.stdin.flush()
            while saved < _TYPED and (line := typing.stdout.readline()).strip().isdigit():
                saved = int(line)
            typing.kill()
            rest = typing.stdout.read().splitlines(keepends=True)
            saved = max([saved, *(int(line) for line in rest if line.strip().isdigit() and line.endswith(b"\n"))])
        except BrokenPipeError:
            pass
        finally:
            impatience.cancel()
            impatience.join()
            typing.kill()
    if saved < _TYPED:
        raise DiskFault("Words typed into a scratch file were not saved in time.", "Look at the disk: is there room?")
    return saved


def _compare(folder: Path, key: bytes, saved: int) -> None:
    path = folder / _FILE
    integrity.check_file(path, key)
    store = VisitStore(path, key, me=Inspector(id=_LAPTOP, name="", designation=""), laptop=_LAPTOP)
    try:
        with store.reading() as reader:
            words = reader.record(_RECORD).notes.split()
            found = search(reader, _WORD, 5)
        bad = store.first_bad_entry()
    finally:
        store.close(None)
    if len(words) < saved or bad is not None or not found:
        raise DamagedFile(
            f"Of {saved} words that were saved, {len(words)} came back after a crash.", "Look at the disk; use another."
        )
