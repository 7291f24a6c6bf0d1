"""`inspector-app cases`: the sampled cases, their clocks and how they are drawn."""

from __future__ import annotations

from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options

_FILE = click.Path(dir_okay=False, path_type=Path)


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
@click.argument("visit_id", metavar="ID")
@click.option("--frame", "file", required=True, type=_FILE, metavar="FILE", help="The council's list: CSV or .xlsx.")
@click.option("--sheet", help="The sheet of the list, where it has several.")
@click.option("--reference", metavar="COLUMN", help="The column of the case's reference, where it is not recognised.")
@click.option("--size", required=True, type=click.IntRange(min=1), help="How many cases to draw.")
@click.option("--strata", "strata", multiple=True, metavar="COLUMN", help="A column that the draw is divided by.")
@click.option(
    "--proportion",
    type=click.Choice(["in-proportion", "equal"]),
    default="in-proportion",
    show_default=True,
    help="How the size is shared out among the strata.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), help="The seed, so that the draw can be done again; else by chance."
)
@click.option("--slip", type=_FILE, metavar="FILE.pdf", help="Write the draw slip for the council.")
@shared_options
@click.pass_obj
def draw(
    session: Session,
    visit_id: str,
    file: Path,
    sheet: str | None,
    reference: str | None,
    size: int,
    strata: tuple[str, ...],
    proportion: str,
    seed: int | None,
    slip: Path | None,
) -> None:
    """Draw a sample of cases from the council's list; the same list, seed and settings give the same cases."""
    from inspector_app.cli.drawing import Wanted, draw_cases, in_lines, told
    from inspector_app.drawing_cases import save_slip
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.open_visit import OpenVisit

    if slip is not None:
        check_folder(slip)
    wanted = Wanted(file, sheet, reference, size, strata, proportion, None if seed is None else str(seed))
    with session.profile() as profile, OpenVisit.open(profile, visit_id) as visit:
        done = draw_cases(profile, visit, wanted, session.speaker.remark)
        contents = visit.contents()
        if slip is not None:
            save_slip(visit, done.draw, slip)
            profile.remember_copy(visit_id, "exported", "a draw slip")
    session.speaker.tell(in_lines(done, contents, slip), told(done, contents, slip))
