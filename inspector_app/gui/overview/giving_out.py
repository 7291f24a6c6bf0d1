"""The visit for other programs: as tables for a spreadsheet, and as a project for qualitative analysis programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_app.gui.page import PageWindow
from inspector_app.open_visit import OpenVisit

if TYPE_CHECKING:
    from inspector_app.exchange.given_out import GivenOut


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of file: the words of its command, how its name ends, what it is called, and what writes it."""

    command: str
    named: str
    called: str
    write: Callable[[OpenVisit, Path], GivenOut]


class GivingOut:
    """Asks where to, and writes the file beside the window."""

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        self._visit = visit
        self._window = window

    def write(self, kind: FileKind) -> None:
        """Write the visit as a file of this kind, after a word on who can read it."""
        if not self._window.ask(
            "Export a file that anyone can read?",
            "It is not encrypted: whoever has it can read the evidence in it. What was said in confidence, concerns "
            "about single children, and what is recognised as a person’s name are left out. Names that are not "
            "recognised may be in it: look through it. Keep it where only those who may read it can get at it, and "
            "delete it when it is no longer needed.",
            "Export",
        ):
            return
        path = self._window.ask_to_save(kind.command.rstrip("…"), f"{self._name()} - {kind.named}", kind.called)
        if path is not None:
            visit = self._visit

            def done(written: GivenOut) -> None:
                self._window.profile.remember_copy(visit.id, "exported", kind.named)
                self._window.say(f"Exported. {written.left_out_in_short} {path.name} has {written.words}.")

            self._window.run_in_background(lambda: kind.write(visit, path), done, "Exporting")

    def _name(self) -> str:
        visit = self._visit.visit()
        day = visit.days[0].isoformat() if visit.days else ""
        return " ".join(f"{visit.authority_area or visit.authority_name} {day}".replace("/", "-").split())


def _workbook(visit: OpenVisit, path: Path) -> GivenOut:
    from inspector_app.exchange.tables import write_tables

    return write_tables(visit.contents(), visit.framework, path, made_at=_now())


def _csv_files(visit: OpenVisit, path: Path) -> GivenOut:
    from inspector_app.exchange.tables import write_tables

    return write_tables(visit.contents(), visit.framework, path, made_at=_now(), as_csv=True)


def _project(visit: OpenVisit, path: Path) -> GivenOut:
    from inspector_app.exchange.qdpx import write_qdpx

    return write_qdpx(visit.contents(), visit.framework, path, made_at=_now())


def _now() -> datetime:
    return datetime.now().astimezone()


FILE_KINDS = (
    FileKind(
        command="Export tables for Excel (.xlsx)…",
        named="tables.xlsx",
        called="Excel workbook (*.xlsx)",
        write=_workbook,
    ),
    FileKind(
        command="Export tables as CSV (.zip)…",
        named="tables.zip",
        called="CSV files in a zip archive (*.zip)",
        write=_csv_files,
    ),
    FileKind(
        command="Export for qualitative analysis programs (.qdpx)…",
        named="evidence.qdpx",
        called="REFI-QDA project (*.qdpx)",
        write=_project,
    ),
)
