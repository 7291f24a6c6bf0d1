"""Reading what strangers have made, PDF files and pictures among it, in a process of its own.

Whatever such a file does there, the window stays: the process may fail, is held to so much memory and time, and can
write nowhere. The file goes to it through a pipe and lies on no disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
import threading
from collections.abc import Mapping
from typing import IO

from inspector_app.errors import AttachmentUnreadable
from inspector_app.exchange.attachment_pages import Pages, Pixels, Size, TooLarge, open_pages
from inspector_app.exchange.attachment_text import attachment_text
from inspector_app.own_program import start_apart

COMMAND = "read-apart"
"""The hidden command that reads."""
PATIENCE = 20.0
"""Seconds after which a file is given up."""
_MEMORY = 1536 * 2**20
"""Bytes of memory that the process may have, where the system can hold it to that."""
_LENGTH = struct.Struct(">Q")


class ReadApart:
    """One file in the hands of a process of its own. For one thread at a time.

    Each call may take as long as PATIENCE (seconds), and raises AttachmentUnreadable; the process is gone then.
    """

    def __init__(self, content: bytes, media_type: str) -> None:
        try:
            self._process = start_apart(COMMAND)
        except OSError as error:
            raise _broken() from error
        self._content: bytes | None = content
        self._media_type = media_type

    def text(self) -> str:
        """Return the words of the file."""
        return self._ask({"do": "text"})[1].decode()

    def sizes(self) -> tuple[Size, ...]:
        """Return the sizes of its pages, in points."""
        return tuple((float(width), float(height)) for width, height in json.loads(self._ask({"do": "sizes"})[1]))

    def page(self, number: int, scale: float) -> Pixels:
        """Return a page, counted from 0, at so many pixels a point, or as many as may be."""
        said, rgb = self._ask({"do": "page", "number": number, "scale": scale})
        return Pixels(int(str(said["width"])), int(str(said["height"])), rgb)

    def kill(self) -> None:
        """End the process, from any thread: whoever waits for an answer gets AttachmentUnreadable."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process, and let go of it."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> ReadApart:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, question: Mapping[str, object]) -> tuple[Mapping[str, object], bytes]:
        assert self._process.stdin is not None and self._process.stdout is not None
        impatience = threading.Timer(PATIENCE, self._process.kill)
        impatience.daemon = True
        impatience.start()
        try:
            if self._content is not None:
                _send(self._process.stdin, {"media_type": self._media_type}, self._content)
                self._content = None
            _send(self._process.stdin, question, b"")
            said, content = _receive(self._process.stdout)
        except (OSError, ValueError, EOFError) as error:
            raise _broken() from error
        finally:
            impatience.cancel()
        if said.get("fault"):
            raise _broken()
        return said, content


def answer_until_closed() -> None:
    """Take a file and answer questions about it until nobody asks any more: what the process apart does."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _hold_back()
    with contextlib.suppress(EOFError, OSError):
        said, content = _receive(asked)
        file = _File(content, str(said["media_type"]))
        while True:
            question, _ = _receive(asked)
            try:
                answer, made = file.answer(question)
            except Exception:  # noqa: BLE001 - a stranger's file may be broken in any way
                answer, made = {"fault": True}, b""
            _send(answers, answer, made)


class _File:
    def __init__(self, content: bytes, media_type: str) -> None:
        self._content = content
        self._media_type = media_type
        self._pages: Pages | None = None

    def answer(self, question: Mapping[str, object]) -> tuple[Mapping[str, object], bytes]:
        if question["do"] == "text":
            return {}, attachment_text(self._content, self._media_type).encode()
        if self._pages is None:
            self._pages = open_pages(self._content, self._media_type)
        if not self._pages.sizes:
            raise TooLarge
        if question["do"] == "sizes":
            return {}, json.dumps(self._pages.sizes).encode()
        drawn = self._pages.draw(int(str(question["number"])), float(str(question["scale"])))
        return {"width": drawn.width, "height": drawn.height}, drawn.rgb


def _broken() -> AttachmentUnreadable:
    return AttachmentUnreadable(
        "This file cannot be shown: it is broken, or wants too much memory or time.",
        "Save a copy outside and open it with another program, or ask for a better one.",
    )


def _hold_back() -> None:
    """Let this process have so much memory, and write no file."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; pages and pictures are bounded all the same
        return
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _send(pipe: IO[bytes], said: Mapping[str, object], content: bytes) -> None:
    words = json.dumps(said).encode()
    pipe.write(_LENGTH.pack(len(words)) + words + _LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[Mapping[str, object], bytes]:
    said = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
    return said, _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    read = pipe.read(size)
    if len(read) < size:
        raise EOFError
    return read
