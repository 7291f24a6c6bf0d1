"""Set everything up in `.venv` beside this checkout, then run the program or its tests.

    python3 packaging/start.py demo        the York demonstration: a signed letter; the window where there is a display
    python3 packaging/start.py test        the tests; further words go to pytest
    python3 packaging/start.py             the program; further words go to its command line

Plain Python 3.11 or newer with pip is all that it needs; what a bare Linux lacks besides is said in words, with the
command that installs it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import system_parts

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
OLDEST_PYTHON = (3, 11)


def main(words: list[str]) -> int:
    """Set up, say what is missing, and run; return the exit code of what was run."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    testing = words[:1] == ["test"]
    missing = _missing(words, testing)
    if missing:
        print(missing)
        return 1
    if not _set_up(testing):
        return 1
    if testing:
        os.chdir(CHECKOUT)
        return _run("-m", "pytest", *words[1:])
    return _run("-m", "inspector_app", *words)


def _missing(words: list[str], testing: bool) -> str:
    """Say what the machine lacks for this run; empty where it lacks nothing."""
    if testing:
        missing = system_parts.missing_libraries() + system_parts.missing_programs()
        return system_parts.explain(missing, "the test run") if missing else ""
    opens_window = not words or (words[0] == "demo" and _has_display())
    missing = system_parts.missing_libraries() if opens_window else []
    return system_parts.explain(missing, "the window") if missing else ""


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _python() -> Path:
    if sys.platform == "win32":
        return ENVIRONMENT / "Scripts" / "python.exe"
    return ENVIRONMENT / "bin" / "python"


def _set_up(testing: bool) -> bool:
    """Make `.venv` and install what the run needs, unless that was done for this very `pyproject.toml`."""
    extras = "[test,window-test]" if testing else ""
    done = ENVIRONMENT / f"installed{'-for-tests' if testing else ''}.sha256"
    wanted = hashlib.sha256((CHECKOUT / "pyproject.toml").read_bytes()).hexdigest()
    if done.is_file() and done.read_text(encoding="ascii") == wanted:
        return True
    if not _python().is_file() and not _make_environment():
        return False
    print("Installing what the program needs (a few minutes the first time) …", flush=True)
    if _run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f"{CHECKOUT}{extras}") != 0:
        print("The packages could not be installed; pip's words above say why. Mend that and run this again.")
        return False
    done.write_text(wanted, encoding="ascii")
    return True


def _make_environment() -> bool:
    print(f"Making {ENVIRONMENT.name} …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return True
    print(made.stdout + made.stderr)
    print("Python's venv module does not work here. On Debian and Ubuntu: apt-get install -y python3-venv")
    return False


def _run(*words: str) -> int:
    return subprocess.run([str(_python()), *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
