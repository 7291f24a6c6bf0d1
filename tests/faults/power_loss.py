"""Files as they stood at any instant of a traced run, by the kernel's own account: what a loss of power may leave.

`traced` runs a course of the soak under strace; `Replay` goes through the trace and gives the files after any system
call, either as a killed process leaves them, or as a disk may that lost its power: what was synced for certain, of the
rest any part, in any order, its last write torn.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
_LINE = re.compile(r"^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$")
_DESCRIPTOR = re.compile(r"^(\d+)<(.*?)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_SECTOR = 512


def traced(command: list[str], notices: Path, trace: Path) -> None:
    """Run a command under strace until it has written the notice `end`, then kill it."""
    if shutil.which("strace") is None:
        pytest.fail("This test follows the program's writes with strace: install it.")
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "16000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    notices.touch()
    with subprocess.Popen([*strace, *command]) as running:
        deadline = time.monotonic() + 120
        while b"\nend\n" not in notices.read_bytes():
            assert running.poll() is None, "the traced program ended by itself"
            assert time.monotonic() < deadline, "the traced program did not come to its end"
            time.sleep(0.02)
        pid = int(notices.read_text().split("\n", 1)[0])
        subprocess.run(["kill", "-KILL", str(pid)], check=True)
        running.wait(timeout=30)


@dataclass(frozen=True)
class Call:
    """One system call that came back well: its name, the file, and what it did there."""

    name: str
    path: str
    data: bytes = b""
    at: int = -1
    to: str = ""


def calls(trace: Path) -> Iterator[Call]:
    """The calls of a trace in the order in which they came back."""
    begun: dict[str, tuple[str, str]] = {}
    with trace.open(encoding="utf-8") as lines:
        for line in lines:
            found = _LINE.match(line.rstrip("\n"))
            if not found:
                continue
            thread, resumed, name, rest = found.groups()
            if rest.endswith("<unfinished ...>"):
                begun[thread] = (name, rest.removesuffix("<unfinished ...>"))
                continue
            if resumed:
                name, before = begun.pop(thread)
                rest = before + rest
            call = _call(name, rest)
            if call is not None:
                yield call


def _call(name: str, rest: str) -> Call | None:
    arguments, _, result = rest.rpartition(" = ")
    if not result or result.startswith(("-", "?")):
        return None
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    if name.startswith("rename"):
        return Call("rename", texts[0].decode(), to=texts[1].decode())
    if name.startswith("unlink"):
        return Call("unlink", texts[0].decode())
    descriptor = _DESCRIPTOR.match(arguments)
    if descriptor is None:
        return None
    path = descriptor[2]
    path = _bytes(path).decode() if path.startswith("\\x") else path
    numbers = re.findall(r", (\d+)", re.sub(_TEXT, "", arguments))
    if name in ("write", "pwrite64"):
        at = int(numbers[-1]) if name == "pwrite64" else -1
        return Call("write", path, texts[0][: int(result.split()[0])] if texts else b"", at)
    if name == "ftruncate":
        return Call("truncate", path, at=int(numbers[0]))
    return Call("sync", path)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass
class _File:
    now: bytearray
    synced: bytes
    since: list[Call] = field(default_factory=list)

    def take(self, call: Call) -> None:
        _apply(self.now, call)
        self.since.append(call)

    def sync(self) -> None:
        self.synced, self.since = bytes(self.now), []

    def after_power_loss(self, chance: random.Random) -> bytes:
        content = bytearray(self.synced)
        kept = [call for call in self.since if chance.random() < 0.6]
        chance.shuffle(kept)
        for call in kept:
            torn = chance.random() < 0.3 and call.name == "write"
            data = call.data[: _SECTOR * chance.randint(0, len(call.data) // _SECTOR)] if torn else call.data
            _apply(content, Call(call.name, call.path, data, call.at))
        return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.name == "truncate":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.data)] = call.data


class Replay:
    """The files below a folder, from how they stood before the trace, through each call of it."""

    def __init__(self, folder: Path, before: Path, notices: Path) -> None:
        self._root = str(folder) + "/"
        self._notices = str(notices)
        self._files = {
            str(folder / path.relative_to(before)): _File(bytearray(path.read_bytes()), path.read_bytes())
            for path in before.rglob("*")
            if path.is_file()
        }
        self._undone: dict[str, list[tuple[str, _File | None]]] = {}
        self.told = b""

    def take(self, call: Call) -> bool:
        """Go on by one call; say whether it changed a file that counts."""
        if call.path == self._notices:
            self.told += call.data
            return False
        if not call.path.startswith(self._root[:-1]) or call.path.endswith((".log", ".lock", "-shm")):
            return False
        if call.name == "rename":
            self._note(call.path, call.to)
            self._files[call.to] = self._files.pop(call.path)
        elif call.name == "unlink":
            self._note(call.path)
            self._files.pop(call.path, None)
        elif call.name == "sync":
            self._sync(call.path)
        else:
            self._files.setdefault(call.path, _File(bytearray(), b"")).take(call)
        return True

    def _note(self, *paths: str) -> None:
        undone = self._undone.setdefault(str(Path(paths[0]).parent), [])
        undone += [(path, self._files.get(path)) for path in paths]

    def _sync(self, path: str) -> None:
        self._undone.pop(path, None)
        if path in self._files:
            self._files[path].sync()

    def write_out(self, folder: Path, chance: random.Random | None) -> None:
        """Write the files as they stand: as a kill leaves them, or by chance as a loss of power may."""
        files = dict(self._files)
        if chance is not None:
            for changes in self._undone.values():
                forgotten = changes if chance.random() < 0.5 else []
                files |= dict(reversed(forgotten))
        shutil.rmtree(folder, ignore_errors=True)
        for path, file in files.items():
            if file is None:
                continue
            place = folder / path.removeprefix(self._root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bytes(file.now) if chance is None else file.after_power_loss(chance))


def main() -> None:
    """Sit at a visit as the soak does: the folder, the file for notices, seed and number are given."""
    from soak import FIRST_PASSPHRASE, shorten_key_derivation
    from soak_course import course_of
    from soak_sitting import Sitting

    from inspector_app.places import ProfilePlaces

    folder, notices, seed, number = sys.argv[1:]
    shorten_key_derivation()
    import os

    descriptor = os.open(notices, os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    course = course_of(int(seed), int(number))
    Sitting(course, ProfilePlaces(Path(folder)), FIRST_PASSPHRASE, descriptor).go_through()


if __name__ == "__main__":
    main()
