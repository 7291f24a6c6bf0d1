"""`inspector-app preflight`: is this laptop ready for tomorrow? And the program that is killed to find out."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.outcome import DONE, FAULT
from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import NoPrinter


@click.command()
@shared_options
@click.pass_obj
def preflight(session: Session) -> int:
    """Try what tomorrow needs: saving over a crash, backups, disk, clock, keys, identity, search, printer."""
    from inspector_app.preflight import preflight as try_all

    with session.profile() as profile:
        lines = list(try_all(profile, _printers, datetime.now().astimezone()))
    ready = all(line.good for line in lines)
    told = []
    for line in lines:
        told.append(f"{'green' if line.good else 'RED':<6} {line.title}: {line.words}")
        if line.remedy:
            told.append(f"{'':<6} → {line.remedy}")
    told.append("Ready for tomorrow." if ready else f"{sum(not line.good for line in lines)} to be seen to.")
    answer = {
        "ready": ready,
        "lines": [
            {"line": line.name, "good": line.good, "words": line.words, "remedy": line.remedy or None} for line in lines
        ],
    }
    session.speaker.tell("\n".join(told), answer)
    return DONE if ready else FAULT


@click.command("rehearse-saving", hidden=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def rehearse_saving(folder: Path) -> None:
    """Type into a scratch file until killed; the key of that file comes through standard input."""
    from inspector_app.store.crash_rehearsal import type_until_killed

    type_until_killed(folder, bytes.fromhex(sys.stdin.readline()))


def _printers() -> Sequence[str]:
    if importlib.util.find_spec("PySide6") is None:
        raise NoPrinter("Printers cannot be looked for here.", "That needs PySide6, as the window does.")
    from inspector_app.gui.printers import printer_names

    return printer_names()
