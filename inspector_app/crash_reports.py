"""What is kept of a fault of the program: where it happened, without a word of evidence; sent nowhere."""

from __future__ import annotations

import os
import platform
import threading
import traceback
from datetime import datetime
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def report_of(fault: BaseException, *parts: str) -> str:
    """Return what may be kept of a fault: versions, types, files, lines and functions; never a value or message.

    `parts` names versions of other parts at work, such as "Qt 6.11".
    """
    lines = [
        ", ".join([f"Python {platform.python_version()}", *parts, f"{platform.system()} {platform.machine()}"]),
        f"thread {threading.current_thread().name.split('_', 1)[0]}",
    ]
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__qualname__)
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def keep_report(report: str, folder: Path) -> Path | None:
    """Write a report into the folder of crashes; None where that cannot be done (the disk may be the fault)."""
    path = folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(report)
    except OSError:
        return None
    return path


def _short(file_name: str) -> str:
    path = Path(file_name)
    try:
        return path.resolve().relative_to(_CHECKOUT).as_posix()
    except ValueError:
        return path.name
