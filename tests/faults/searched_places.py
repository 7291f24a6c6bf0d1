"""Looking for words on a disk as someone who finds the laptop would: raw bytes, in the spellings that programs use."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Search:
    """What was searched, and where a word was found."""

    files: dict[str, int] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{place}: {number}" for place, number in self.files.items())
        return f"{sum(self.files.values())} files searched ({counted}); {len(self.hits)} hits"


def spellings(word: str) -> dict[str, bytes]:
    """Return the bytes under which a word may lie: in its encodings, and in the hexadecimal and base64 of those."""
    raw = {"utf-8": word.encode(), "utf-16-le": word.encode("utf-16-le"), "utf-16-be": word.encode("utf-16-be")}
    found = dict(raw)
    for name, spelled in raw.items():
        found[f"hex of {name}"] = spelled.hex().encode()
        found[f"HEX of {name}"] = spelled.hex().upper().encode()
        for shift in range(3):
            found[f"base64 of {name}, {shift}"] = _base64_inside(spelled, shift)
    return found


def _base64_inside(spelled: bytes, shift: int) -> bytes:
    """The part of a base64 text that is the same whatever stands before and behind the bytes."""
    text = base64.b64encode(bytes(shift) + spelled)
    whole = (shift + len(spelled)) // 3 * 4
    return text[(0, 2, 3)[shift] : whole]


def search(places: dict[str, Path], word: str, *, since: float = 0.0, but: Iterable[Path] = ()) -> Search:
    """Search all files of some folders that were changed after an instant, their names too."""
    wanted = spellings(word)
    left_out = [path.resolve() for path in but]
    done = Search()
    for place, folder in places.items():
        done.files[place] = 0
        for path in _files(folder, since, left_out):
            try:
                content = path.read_bytes()
            except OSError:
                continue
            done.files[place] += 1
            if word in path.name:
                done.hits.append(f"{path} (its name)")
            done.hits += [f"{path} ({name})" for name, spelled in wanted.items() if spelled in content]
    return done


def _files(folder: Path, since: float, left_out: list[Path]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        at = Path(where)
        folders[:] = [name for name in folders if (at / name).resolve() not in left_out]
        for name in names:
            path = at / name
            try:
                new = path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since
            except OSError:
                continue
            if new:
                yield path


def of_process(process: int) -> bytes:
    """Return what any program can read of a running one: its command line and name, and its environment."""
    folder = Path(f"/proc/{process}")
    return b"\n".join((folder / name).read_bytes() for name in ("cmdline", "comm", "environ"))
