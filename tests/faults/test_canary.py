"""Nothing readable: canary words in every field of every page are nowhere on the disk; no socket is ever opened."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
import signal
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from made_visits import one_of_everything
from searched_places import Search, of_process, search, spellings

from inspector_app.exchange.visit_file_writer import write_visit_file
from inspector_app.places import resources_folder
from inspector_app.visit.identifiers import new_id

WINDOW = Path(__file__).with_name("canary_window.py")
EVERY_PAGE = ("details", "observations", "interviews", "cases", "documents", "concerns", "judgement", "letter")
OPENED = re.compile(r'\bopen(at)?\((AT_FDCWD, )?"(?P<path>[^"]*)", (?P<flags>[A-Z_|]+)')
WRITING = re.compile("O_WRONLY|O_RDWR|O_CREAT")
DEVICES = (Path("/dev/null"), Path("/dev/tty"))

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc and strace are of Linux")


class Laptop:
    """A home folder, a temporary folder and a profile that nobody else uses, and a folder outside for exports."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.stem = stem
        self.home, self.temporary, self.outside = (folder / name for name in ("home", "temporary", "outside"))
        for made in (self.home, self.temporary, self.outside, self.home / "run"):
            made.mkdir(parents=True, mode=0o700)
        self.visit_file = self.outside / "brought-in.visit.json"
        self.began = time.time() - 1

    def environment(self) -> dict[str, str]:
        xdg = {name: str(self.home / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        return {
            **kept,
            **xdg,
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "TMPDIR": str(self.temporary),
            "INSPECTOR_APP_PROFILE": str(self.home / "profile"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(WINDOW.parents[2]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def places(self) -> dict[str, Path]:
        """Where words might lie: `home` holds profile, logs, crash reports, settings and caches. That nothing else is
        ever written is seen by the trace of the window's journey."""
        return {"home": self.home, "temporary folder": self.temporary, "/dev/shm": Path("/dev/shm")}

    def searched(self) -> Search:
        """Search everywhere, but in what was brought out on purpose."""
        return search(self.places(), self.stem, since=self.began, but=[self.outside])


def found(what: str, done: Search, record_property: Callable[[str, object], None]) -> list[str]:
    """Say what was searched; return where words were."""
    record_property(what, str(done))
    print(f"\n{what}: {done}")
    assert done.files["home"] >= 5
    return done.hits


def made_laptop(folder: Path) -> Laptop:
    """A laptop of its own below a folder, with a visit file to bring in."""
    made = Laptop(folder / "laptop", "kn" + "".join(random.SystemRandom().choices(string.ascii_lowercase, k=10)))
    contents = one_of_everything()
    marked = replace(contents.records[0], notes=f"{made.stem}in", title=f"{made.stem}title")
    visit = replace(contents.visit, id=new_id(), authority_name=f"{made.stem}shire")
    write_visit_file(replace(contents, visit=visit, records=(marked, *contents.records[1:])), made.visit_file)
    return made


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return made_laptop(tmp_path)


@contextmanager
def journey(laptop: Laptop, *before: str) -> Iterator[tuple[subprocess.Popen[str], Callable[[str], dict[str, Any]]]]:
    """Let the window make its journey; what is returned waits for what it says next."""
    command = [*before, sys.executable, str(WINDOW), laptop.stem, str(laptop.outside), str(laptop.visit_file)]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=laptop.environment(),
        cwd=laptop.home,
    )

    def says(event: str) -> dict[str, Any]:
        assert child.stdout is not None
        line = child.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {}
        if said.get("event") != event:
            child.kill()
            pytest.fail(f"the window did not come to {event!r}: {child.communicate()[1][-2000:]}")
        return said

    try:
        yield child, says
    finally:
        child.kill()
        child.communicate()


def test_the_search_finds_what_lies_readable_in_any_spelling(tmp_path: Path) -> None:
    word = "knabcdefgh"
    for number, (name, spelled) in enumerate(spellings(word).items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(b"before " + spelled + b" behind")
        assert any(name in hit for hit in search({"": folder}, word).hits), name
    for padded in ("", "x", "xy"):
        folder = tmp_path / f"base64{padded}"
        folder.mkdir()
        (folder / "file").write_bytes(base64.b64encode(f"{padded}{word} and more".encode()))
        assert search({"": folder}, word).hits


@dataclass(frozen=True)
class Journeyed:
    """A whole journey by window under strace: what it planted, what was found while it was locked and once closed."""

    laptop: Laptop
    trace: Path
    planted: dict[str, Any]
    title: str
    readable: bytes
    locked: Search
    closed: Search


@pytest.fixture(scope="module")
def journeyed(tmp_path_factory: pytest.TempPathFactory) -> Journeyed:
    folder = tmp_path_factory.mktemp("journeyed")
    laptop, trace = made_laptop(folder), folder / "trace"
    with journey(laptop, *traced(trace)) as (child, says):
        program = says("process")["id"]
        planted = says("planted")
        title = says("locked")["title"]
        readable, locked = of_process(program), laptop.searched()
        assert child.stdin is not None
        child.stdin.write("close\n")
        child.stdin.flush()
        says("closed")
        assert child.wait(120) == 0
    return Journeyed(laptop, trace, planted, title, readable, locked, laptop.searched())


def test_words_typed_into_every_field_are_nowhere_readable_after_a_journey(
    journeyed: Journeyed, record_property: Callable[[str, object], None]
) -> None:
    laptop, planted = journeyed.laptop, journeyed.planted
    for page in EVERY_PAGE:
        stored = set(planted["stored"]) & set(planted["fields"][page])
        assert len(stored) >= 4, f"of {page} only {len(stored)} canaries came into the visit"
    record_property("canaries", f"{len(planted['stored'])} in the visit")
    print(f"\n{len(planted['stored'])} canaries in the visit, in {len(planted['fields'])} places of the window")
    assert journeyed.title == "Inspector"
    assert laptop.stem.encode() not in journeyed.readable.replace(command_line(laptop), b"")
    assert found("locked", journeyed.locked, record_property) == []
    assert found("closed", journeyed.closed, record_property) == []
    assert [path.name for path in laptop.outside.iterdir() if path != laptop.visit_file] == ["exported-0.pdf"]


def test_words_are_nowhere_readable_after_a_kill(
    laptop: Laptop, record_property: Callable[[str, object], None]
) -> None:
    with journey(laptop) as (child, says):
        says("process")
        says("planted")
        child.send_signal(signal.SIGKILL)
        child.wait(30)
    assert found("killed", laptop.searched(), record_property) == []


def command_line(laptop: Laptop) -> bytes:
    """The stem is given to the journey on its command line, by the test itself."""
    return f"{laptop.stem}\0".encode()


def traced(trace: Path) -> list[str]:
    """Return the command that lets strace note each call about sockets, and each opening of a file."""
    if shutil.which("strace") is None:
        pytest.fail("This test looks at system calls with strace: install it.")
    calls = "trace=socket,connect,bind,sendto,sendmsg,socketpair,open,openat,creat"
    return ["strace", "-f", "-qq", "-s", "4096", "--seccomp-bpf", "-e", calls, "-o", str(trace)]


def internet_calls(trace: Path) -> list[str]:
    """Return the traced calls of the internet families."""
    return [line for line in trace.read_text(errors="replace").splitlines() if "AF_INET" in line or "NETLINK" in line]


def written_files(trace: Path) -> set[Path]:
    """Return the files that were opened for writing, or made."""
    found = set()
    for line in trace.read_text(errors="replace").splitlines():
        opened = OPENED.search(line)
        if opened and WRITING.search(opened["flags"]) and "= -1 " not in line:
            found.add(Path(opened["path"]))
    return found


def test_the_trace_sees_a_socket_where_there_is_one(tmp_path: Path) -> None:
    opened = "import socket; socket.socket(socket.AF_INET).close()"
    subprocess.run([*traced(tmp_path / "trace"), sys.executable, "-c", opened], check=True, timeout=60)
    assert internet_calls(tmp_path / "trace")


def test_a_journey_by_window_opens_no_socket_and_writes_nowhere_else(
    journeyed: Journeyed, record_property: Callable[[str, object], None]
) -> None:
    laptop, trace = journeyed.laptop, journeyed.trace
    record_property("window", f"{len(internet_calls(trace))} sockets of the internet families")
    assert internet_calls(trace) == []
    written = {path for path in written_files(trace) if path not in DEVICES}
    own = (laptop.home, laptop.temporary, laptop.outside)
    strangers = sorted(str(path) for path in written if not any(path.is_relative_to(folder) for folder in own))
    print(f"\n{len(written)} files written by the journey, 0 sockets; elsewhere: {strangers}")
    assert laptop.home / "profile" / "profile.db" in written
    assert strangers == []


def test_a_journey_by_command_line_opens_no_socket(
    laptop: Laptop, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    york = resources_folder() / "demo" / "york-2010.visit.json"
    letter = laptop.outside / "letter.pdf"
    visit = json.loads(york.read_bytes())["visit"]["id"]
    environment = {**laptop.environment(), "INSPECTOR_APP_PASSPHRASE": "a passphrase for York"}
    journey_by_command: tuple[tuple[str, ...], ...] = (
        ("profile", "new", "--name", "Joan Dennis", "--designation", "Her Majesty's Inspector"),
        ("visit", "import", str(york)),
        ("visit", "check", visit),
        ("cases", "clocks", visit),
        ("letter", visit, "--sign", "--out", str(letter)),
        ("verify", str(letter), "--visit", visit),
        ("visit", "export", visit, str(laptop.outside / "again.visit.json")),
        ("visit", "destroy", visit, "--yes"),
    )
    calls = []
    for number, arguments in enumerate(journey_by_command):
        trace = tmp_path / f"trace-{number}"
        command = [*traced(trace), sys.executable, "-m", "inspector_app", *arguments]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert ran.returncode == 0, f"{arguments}: {ran.stdout}{ran.stderr}"
        calls += internet_calls(trace)
    record_property("command line", f"{len(calls)} sockets of the internet families")
    assert calls == []


def test_the_program_leaves_no_core_dump() -> None:
    """A program that the system brings down would else leave all that it held in a file."""
    asked = (
        "import resource, sys; from inspector_app import __main__; sys.argv[1:] = ['--version']\n"
        "try: __main__.main()\n"
        "except SystemExit: print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.splitlines()[-1] == "(0, 0)"
