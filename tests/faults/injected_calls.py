"""Real system calls of this process's writing threads made to fail or to take their time, by strace."""

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


@contextmanager
def injected(*rules: str, threads: tuple[str, ...] = ("visit-writer",)) -> Iterator[None]:
    """Let strace meddle as its `inject=` rules say ("pwrite64:error=EIO:when=7"), in threads of these names only."""
    if not sys.platform.startswith("linux"):
        pytest.skip("system calls are meddled with on Linux only")
    if shutil.which("strace") is None:
        pytest.fail("This test makes system calls fail with strace: install it.")
    ids = [str(thread.native_id) for thread in threading.enumerate() if thread.name.startswith(threads)]
    assert ids, "none of the threads is there"
    traced = ",".join(rule.partition(":")[0] for rule in rules)
    command = ["strace", "-qq", "-o", os.devnull, "-e", f"trace={traced}"]
    for rule in rules:
        command += ["-e", f"inject={rule}"]
    for thread in ids:
        command += ["-p", thread]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        try:
            _wait_until(tracer, ids)
            yield
        finally:
            tracer.terminate()


def _wait_until(tracer: subprocess.Popen[str], ids: list[str]) -> None:
    deadline = time.monotonic() + 20
    while not all(_is_traced(thread) for thread in ids):
        if tracer.poll() is not None or time.monotonic() > deadline:
            tracer.kill()
            said = tracer.stderr.read() if tracer.stderr else ""
            pytest.fail(f"strace cannot trace this process, which this test needs: {said}")
        time.sleep(0.005)


def _is_traced(thread: str) -> bool:
    status = Path(f"/proc/self/task/{thread}/status").read_text(encoding="ascii")
    return "TracerPid:\t0\n" not in status
