"""The log beside the profile: rotating; ids and counts only, never what was typed."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LONGEST = 512 * 1024
_KEPT = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_package_log = logging.getLogger("inspector_app")


def start_log(path: Path) -> None:
    """Write the program's log to this file from now on, and to no other."""
    stop_log()
    handler = _PrivateLog(path, maxBytes=_LONGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_FORMAT))
    _package_log.addHandler(handler)
    _package_log.setLevel(logging.INFO)


def stop_log() -> None:
    """Close the log's file."""
    for handler in [handler for handler in _package_log.handlers if isinstance(handler, _PrivateLog)]:
        _package_log.removeHandler(handler)
        handler.close()


class _PrivateLog(RotatingFileHandler):
    """A log that only this user can read, and that a full disk cannot make noise about."""

    def _open(self):  # type: ignore[no-untyped-def]
        return open(
            self.baseFilename,
            self.mode,
            encoding=self.encoding,
            opener=lambda path, flags: os.open(path, flags, 0o600),
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """Let a line go that cannot be written."""
