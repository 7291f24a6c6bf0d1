"""A disk that takes its time, for one process: its own calls to sync a file are held up by strace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEVER = 3600.0
"""Seconds that no test waits for."""
_WRITERS = ("visit-writer", "settings")


@contextmanager
def commits_take(seconds: float) -> Iterator[None]:
    """Let each sync of this process's writing threads take so long. Only those threads are traced: others stay fast."""
    if not sys.platform.startswith("linux"):
        pytest.skip("system calls are held up on Linux only")
    if shutil.which("strace") is None:
        pytest.fail("This test holds up system calls with strace, which is not installed.")
    threads = [
        str(thread.native_id)
        for thread in threading.enumerate()
        if thread.name.startswith(_WRITERS) and thread.native_id is not None
    ]
    command = ["strace", "-q", "-o", os.devnull, "-e", "trace=fdatasync,fsync"]
    command += ["-e", f"inject=fdatasync,fsync:delay_enter={round(seconds * 1_000_000)}"]
    tracer = subprocess.Popen([*command, *(part for thread in threads for part in ("-p", thread))])
    try:
        _wait_until_traced(threads)
        yield
    finally:
        tracer.terminate()
        tracer.wait(10)


def _wait_until_traced(threads: list[str]) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        traced = [_tracer(thread) for thread in threads]
        if all(traced):
            return
        time.sleep(0.01)
    pytest.fail("strace could not attach: this test needs the right to trace its own process.")


def _tracer(thread: str) -> bool:
    lines = Path(f"/proc/self/task/{thread}/status").read_text(encoding="ascii").splitlines()
    return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in lines)
