"""`inspector-app visit tables` and `visit qdpx`: a visit for spreadsheets, and for qualitative analysis programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.session import Session, shared_options

if TYPE_CHECKING:
    from inspector_app.exchange.given_out import GivenOut
    from inspector_app.visit.contents import VisitContents

_FILE = click.Path(dir_okay=False, path_type=Path)
_IN_CONFIDENCE = click.option(
    "--in-confidence", is_flag=True, help="With the words of what was said in confidence, which else are left out."
)


@click.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@click.argument("out", metavar="FILE.xlsx|FILE.zip", type=_FILE)
@_IN_CONFIDENCE
@shared_options
@click.pass_obj
def tables(session: Session, file_or_id: str, out: Path, in_confidence: bool) -> None:
    """Write evidence, findings and cases as tables: an Excel workbook, or CSV files in a zip archive.

    The name's ending says which. Neither is encrypted. What is recognised as a person's name, age, address or number is
    left out; names that are not recognised may be in them.
    """
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.exchange.tables import write_tables

    as_csv = out.suffix.lower() == ".zip"
    if not as_csv and out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out.name} must end in .xlsx (an Excel workbook) or .zip (CSV files).")
    check_folder(out)
    contents, framework = session.contents(file_or_id, gives_out="tables")
    made_at = datetime.now().astimezone()
    written = write_tables(contents, framework, out, made_at=made_at, as_csv=as_csv, in_confidence=in_confidence)
    _tell(session, contents, out, written)


@click.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@click.argument("out", metavar="FILE.qdpx", type=_FILE)
@_IN_CONFIDENCE
@shared_options
@click.pass_obj
def qdpx(session: Session, file_or_id: str, out: Path, in_confidence: bool) -> None:
    """Write records, evidence, themes and findings as a REFI-QDA project for qualitative analysis programs.

    It is not encrypted, and has no concerns. What is recognised as a person's name, age, address or number is left out;
    names that are not recognised may be in it.
    """
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.exchange.qdpx import write_qdpx

    if out.suffix.lower() != ".qdpx":
        raise click.UsageError(f"{out.name} must end in .qdpx, by which these programs know it.")
    check_folder(out)
    contents, framework = session.contents(file_or_id, gives_out="a REFI-QDA project")
    written = write_qdpx(contents, framework, out, made_at=datetime.now().astimezone(), in_confidence=in_confidence)
    _tell(session, contents, out, written)


def _tell(session: Session, contents: VisitContents, out: Path, written: GivenOut) -> None:
    session.speaker.tell(
        f"Wrote {written.words} to {out}. The file is not encrypted: keep it safe. {written.confidence}"
        f" {written.names}",
        {
            "visit": contents.visit.id,
            "file": str(out),
            "counts": dict(written.counts),
            "left_out_as_said_in_confidence": written.left_out,
            "left_out_as_telling_who": written.left_out_as_telling,
        },
    )
