"""`inspector-app cases`: the sampled cases, their clocks and how they are drawn."""

from __future__ import annotations

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import NotYet


@click.group()
def cases() -> None:
    """The sampled cases."""


@cases.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@shared_options
@click.pass_obj
def clocks(session: Session, file_or_id: str) -> None:
    """Show every clock of every case: from, to, working days, limit in force, and how it stands."""
    from inspector_app.visit.clocks import visit_clocks

    contents, framework = session.contents(file_or_id)
    readings = visit_clocks(contents, framework)
    answer = [
        {
            "case": each.case,
            "clock": each.clock,
            "from": each.from_.isoformat(),
            "to": each.to.isoformat() if each.to else None,
            "working_days": each.working_days,
            "limit": each.limit,
            "limit_from": each.limit_from,
            "state": each.state,
        }
        for each in readings
    ]
    lines = [
        f"{each.case}  {each.label}: {each.from_} to {each.to or 'the last visit day'}, {each.working_days} of "
        f"{each.limit} working days: {each.state.replace('-', ' ')}"
        for each in readings
    ]
    session.speaker.tell("\n".join(lines) or "No clock has started in any case.", answer)


@cases.command()
@click.argument("visit_id", metavar="ID", expose_value=False)
@click.option("--frame", required=True, metavar="FILE", expose_value=False, help="The council's list of cases.")
@click.option("--size", required=True, type=click.IntRange(min=1), expose_value=False, help="How many cases to draw.")
@click.option("--strata", metavar="COLUMN", expose_value=False, help="The column that the draw is divided by.")
@click.option("--seed", type=int, expose_value=False, help="The seed, so that the draw can be done again.")
@shared_options
def draw() -> None:
    """Draw a sample of cases (comes with a later version)."""
    raise NotYet(
        "This version does not draw samples of cases yet; it comes with a later one.",
        "Until then, draw them by hand and record how each case was chosen.",
    )
