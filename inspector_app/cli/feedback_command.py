"""The feedback sheet for the meeting on the second afternoon."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options


@click.command()
@click.argument("visit_id", metavar="ID")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@shared_options
@click.pass_obj
def feedback(session: Session, visit_id: str, out: Path) -> None:
    """Write the feedback sheet: the draft findings with their main evidence, marked as provisional."""
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.feedback_sheet import feedback_sheet_pdf

    check_folder(out)
    with session.visit(visit_id, gives_out="the feedback sheet") as opened:
        contents = opened.contents()
    pdf = feedback_sheet_pdf(contents, opened.framework, created=datetime.now().astimezone())
    write_private_file(out, pdf)
    session.speaker.tell(
        f"Wrote the feedback sheet to {out}. Read it before you hand it over. It is not encrypted: keep it safe.",
        {"visit": visit_id, "file": str(out), "findings": len(contents.findings)},
    )
