"""A PostgreSQL server of the tests' own: in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "office", "a word or two"
_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
"""PostgreSQL refuses to be run by root, as whom the tests may run."""
AWAY = "127.0.0.2"
"""An address of this machine that is not called by its own name, as a server elsewhere is."""
_FAST = f"-c fsync=off -c full_page_writes=off -c listen_addresses={AWAY} -c max_connections=8 -c shared_buffers=4MB"


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases, without the password."""
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    def url_away(self, database: str) -> str:
        """The same as it is reached over a network; the server has no certificate, and encrypts nothing."""
        return f"postgresql://{USER}@{AWAY}:{self.port}/{database}"


def server_programs() -> Path | None:
    """The folder of the newest server's programs: Debian keeps them off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parent.parent.name))
    found = str(kept[-1]) if kept else shutil.which("pg_ctl")
    return Path(found).parent if found else None


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A server that asks for the password, and stops at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_root = os.geteuid() == 0
    run_by = _NOBODY if as_root else ()
    word = folder / "word"
    word.write_text(PASSWORD, encoding="utf-8")
    if as_root:
        for path in (folder, word):
            shutil.chown(path, "nobody", "nogroup")
    data = str(folder / "data")
    with socket.create_server((AWAY, 0)) as asked:
        port = asked.getsockname()[1]

    def run(program: str, *words: str) -> None:
        command = [*run_by, str(programs / program), "-D", data, *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        run(
            "initdb", "-U", USER, "--pwfile", str(word), "-A", "scram-sha-256", "-E", "UTF8", "--no-sync", "--no-locale"
        )
        # Its words go to a file: a server that holds this process's pipe would be waited for.
        run("pg_ctl", "-l", str(folder / "log"), "-w", "-s", "-o", f"{_FAST} -k {folder} -p {port}", "start")
        try:
            yield Server(folder, port)
        finally:
            run("pg_ctl", "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(folder)
