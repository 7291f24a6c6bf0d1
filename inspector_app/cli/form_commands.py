"""`inspector-app visit forms`: blank forms to write on by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.frameworks.framework import RECORD_KINDS, RecordKind


@click.command()
@click.argument("visit_id", metavar="ID")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(RECORD_KINDS), help="Only forms of this kind.")
@click.option("--role", help="Of interviews, only that for this role.")
@click.option("--copies", type=click.IntRange(1, 100), default=1, help="How many of each form, each with its own id.")
@shared_options
@click.pass_obj
def forms(
    session: Session, visit_id: str, out: Path, kinds: tuple[RecordKind, ...], role: str | None, copies: int
) -> None:
    """Write blank forms with ids, for the day on which a laptop dies."""
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.blank_forms import blank_forms_pdf
    from inspector_app.open_visit import OpenVisit
    from inspector_app.paper_forms import form_kinds, numbered_forms

    check_folder(out)
    with session.profile() as profile, OpenVisit.open(profile, visit_id) as visit:
        known = form_kinds(visit.framework, kinds or RECORD_KINDS)
        wanted = [each for each in known if role is None or each.role in ("", role)]
        if role is not None and role not in {each.role for each in known}:
            roles = ", ".join(f'"{each.role}"' for each in known if each.role) or "none"
            raise click.UsageError(f"No interview is asked for the role {role!r}; there are: {roles}.")
        made = numbered_forms(profile, visit, [each for each in wanted for _ in range(copies)])
        pdf = blank_forms_pdf(visit.visit(), visit.framework, made, created=datetime.now().astimezone())
    write_private_file(out, pdf)
    answer = [{"id": each.paper.text, "kind": each.paper.kind, "role": each.role or None} for each in made]
    count = "1 blank form" if len(made) == 1 else f"{len(made)} blank forms"
    lines = [f"{each.paper.text}  {each.paper.kind}{f', {each.role}' if each.role else ''}" for each in made]
    session.speaker.tell(
        "\n".join([f"Wrote {count} to {out}.", *lines]), {"visit": visit_id, "file": str(out), "forms": answer}
    )
