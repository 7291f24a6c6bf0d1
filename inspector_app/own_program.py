"""This program started once more, apart: nothing that lies where the person works is run or handed to it."""

from __future__ import annotations

import os
import subprocess
import sys

from inspector_app.places import resources_folder

_OWN_VARIABLES = "INSPECTOR_APP_"
"""How our variables begin; a passphrase may be among them."""


def start_apart(command: str, *words: str) -> subprocess.Popen[bytes]:
    """Start a hidden command, with pipes for its input and output. Paths among the words are absolute.

    It stands in a folder of the program, for where the person stands lies what a browser has put there: a `click.py` in
    that folder is no part of the program (hence -P as well). Raises OSError.
    """
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "inspector_app"]
    return subprocess.Popen(
        [*program, command, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=resources_folder(),
        env={name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
