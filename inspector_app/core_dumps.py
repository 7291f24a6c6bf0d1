"""No memory on disk: where the program is brought down by the system, no copy of what it held is left behind."""

from __future__ import annotations

import contextlib


def forbid_core_dumps() -> None:
    """Let the system write no core dump of this program, nor of what it starts; Windows writes none by itself."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
