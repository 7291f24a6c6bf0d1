"""What a bare Linux lacks for the window and the tests, and the command that installs it.

The window is Qt, whose wheels bring everything but these libraries; the tests look at PDF files with other people's
tools as well. Windows and macOS have all that is needed for the window.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SystemPart:
    """A library (by its file name) or a program, what it is for, and the packages that bring it."""

    name: str
    purpose: str
    debian: str
    fedora: str


WINDOW_LIBRARIES = (
    SystemPart("libEGL.so.1", "drawing", "libegl1", "libglvnd-egl"),
    SystemPart("libGL.so.1", "drawing", "libgl1", "libglvnd-glx"),
    SystemPart("libfontconfig.so.1", "finding fonts", "libfontconfig1", "fontconfig"),
    SystemPart("libfreetype.so.6", "drawing letters", "libfreetype6", "freetype"),
    SystemPart("libglib-2.0.so.0", "Qt's event loop", "libglib2.0-0", "glib2"),
    SystemPart("libdbus-1.so.3", "talking to the desktop", "libdbus-1-3", "dbus-libs"),
    SystemPart("libxkbcommon.so.0", "the keyboard", "libxkbcommon0", "libxkbcommon"),
    SystemPart("libX11.so.6", "windows", "libx11-6", "libX11"),
    SystemPart("libX11-xcb.so.1", "windows", "libx11-xcb1", "libX11-xcb"),
    SystemPart("libxcb-cursor.so.0", "windows", "libxcb-cursor0", "xcb-util-cursor"),
    SystemPart("libxcb-icccm.so.4", "windows", "libxcb-icccm4", "xcb-util-wm"),
    SystemPart("libxcb-image.so.0", "windows", "libxcb-image0", "xcb-util-image"),
    SystemPart("libxcb-keysyms.so.1", "windows", "libxcb-keysyms1", "xcb-util-keysyms"),
    SystemPart("libxcb-randr.so.0", "windows", "libxcb-randr0", "libxcb"),
    SystemPart("libxcb-render-util.so.0", "windows", "libxcb-render-util0", "xcb-util-renderutil"),
    SystemPart("libxcb-shape.so.0", "windows", "libxcb-shape0", "libxcb"),
    SystemPart("libxcb-sync.so.1", "windows", "libxcb-sync1", "libxcb"),
    SystemPart("libxcb-xfixes.so.0", "windows", "libxcb-xfixes0", "libxcb"),
    SystemPart("libxcb-xkb.so.1", "windows", "libxcb-xkb1", "libxcb"),
    SystemPart("libxkbcommon-x11.so.0", "the keyboard", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    SystemPart("libcups.so.2", "printing", "libcups2", "cups-libs"),
)
"""In the order in which a person would ask for them; each is loaded to see whether it is there."""

TEST_PROGRAMS = (
    SystemPart("pdfsig", "checking signatures", "poppler-utils", "poppler-utils"),
    SystemPart("pdftotext", "reading letters back", "poppler-utils", "poppler-utils"),
    SystemPart("qpdf", "checking PDF files", "qpdf", "qpdf"),
)
LINUX_TEST_PROGRAMS = (
    SystemPart("Xvfb", "a screen for the window's tests", "xvfb", "xorg-x11-server-Xvfb"),
    SystemPart("strace", "faults of the disk, made on purpose", "strace", "strace"),
    SystemPart("fc-list", "a font for the tests", "fontconfig fonts-dejavu-core", "fontconfig dejavu-sans-fonts"),
)

PROGRAMS_OF_SOME_TESTS = (
    SystemPart("pg_ctl", "a PostgreSQL server of the tests' own", "postgresql", "postgresql-server"),
)
"""Without these some tests are skipped, and say so."""


def missing_libraries() -> list[SystemPart]:
    """Return the libraries of the window that this Linux lacks; none elsewhere."""
    return [part for part in WINDOW_LIBRARIES if not _loads(part.name)] if sys.platform == "linux" else []


def missing_programs() -> list[SystemPart]:
    """Return the programs that the tests call and that are not on the path."""
    wanted = TEST_PROGRAMS + (LINUX_TEST_PROGRAMS if sys.platform == "linux" else ())
    return [part for part in wanted if shutil.which(part.name) is None]


def missing_programs_of_some_tests() -> list[SystemPart]:
    """Return the programs without which some tests are skipped; Debian keeps PostgreSQL's server off the path."""
    kept = [str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin")]
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *kept])
    return [part for part in PROGRAMS_OF_SOME_TESTS if shutil.which(part.name, path=path) is None]


def explain(missing: list[SystemPart], wanted_for: str) -> str:
    """Say in words what is missing and give the command that installs it."""
    lines = [f"This machine lacks what {wanted_for} needs:"]
    lines += [f"  {part.name} ({part.purpose})" for part in missing]
    if sys.platform != "linux":
        return "\n".join([*lines, "Install them, put them on the path, and run this command again."])
    debian = " ".join(dict.fromkeys(" ".join(part.debian for part in missing).split()))
    fedora = " ".join(dict.fromkeys(" ".join(part.fedora for part in missing).split()))
    lines.append("Install it, as root, and run this command again:")
    if Path("/etc/fedora-release").exists() or (shutil.which("dnf") and not shutil.which("apt-get")):
        return "\n".join([*lines, f"  dnf install -y {fedora}"])
    if shutil.which("apt-get"):
        return "\n".join([*lines, f"  apt-get update && apt-get install -y {debian}"])
    return "\n".join([*lines, f"  (packages in Debian: {debian}; in Fedora: {fedora})"])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
