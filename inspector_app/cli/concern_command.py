"""The record of one concern, for the council."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import InspectorError


@click.command()
@click.argument("visit_id", metavar="ID")
@click.argument("wanted", metavar="CONCERN")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@shared_options
@click.pass_obj
def concern(session: Session, visit_id: str, wanted: str, out: Path) -> None:
    """Write the record of a concern for the council; CONCERN is its id, or the reference of its case."""
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.concern_record import concern_record_pdf

    check_folder(out)
    with session.visit(visit_id, gives_out="the record of a concern") as opened:
        found = [each for each in opened.concerns() if wanted in (each.id, each.case)]
        if len(found) != 1:
            known = ", ".join(f"{each.id} ({each.case or 'no reference'})" for each in opened.concerns())
            said = "No concern of this visit has" if not found else "More than one concern of this visit has"
            raise InspectorError(f"{said} that id or case reference.", f"There are: {known or 'none'}.")
        visit, team = opened.visit(), {person.id: person for person in opened.inspectors()}
    [one] = found
    raised_by = team.get(one.raised_by or "")
    pdf = concern_record_pdf(one, visit, raised_by, opened.framework, created=datetime.now().astimezone())
    write_private_file(out, pdf)
    session.speaker.tell(
        f"Wrote the record of the concern to {out}. It is not encrypted: keep it safe.",
        {"visit": visit_id, "concern": one.id, "file": str(out)},
    )
