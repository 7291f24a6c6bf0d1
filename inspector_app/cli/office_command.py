"""`inspector-app visit export-database`: many visits in one database, for those who look across them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import VisitMissing

if TYPE_CHECKING:
    from inspector_app.store.office_database import OfficeDatabase
    from inspector_app.store.office_rows import OfficeRows
    from inspector_app.store.profile import Profile
    from inspector_app.visit.lines import VisitSummary

_WHAT_GOES = (
    "There now, not encrypted: visit days, records by kind, day, role and team, cases by reference with their dates,"
    " time limits and answers, evidence and findings with their themes and links, times of concerns, the letter's state"
    " and digests. Not there: notes, answers, titles, comments, what a concern says, files, the change log, words that"
    " were said in confidence, and texts in which a name, age, address or number of a person is recognised. Names that"
    " are not recognised, such as unknown ones in small letters, may be there.\n"
    "Destroying a visit on this laptop does not take it out there; its keep_until says when that is due."
)


@click.command("export-database")
@click.argument("visit_ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "all_visits", is_flag=True, help="All visits on this laptop.")
@click.option(
    "--to",
    "where",
    required=True,
    metavar="FILE-OR-URL",
    help="A SQLite file, or a PostgreSQL database: postgresql://user@host/database, with no password in it.",
)
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the database's password; else PGPASSFILE and the like say it.",
)
@shared_options
@click.pass_obj
def export_database(
    session: Session, visit_ids: tuple[str, ...], all_visits: bool, where: str, password_file: Path | None
) -> None:
    """Write visits to one database, for looking across them: references and roles, not encrypted.

    A visit that is there already is written anew; others stay. A PostgreSQL database is reached over the network that
    its address names, encrypted unless the address says otherwise (sslmode); nothing else is.
    """
    from inspector_app.store.office_database import open_office_database

    if bool(visit_ids) == all_visits:
        raise click.UsageError("Name the visits by their ids, or give --all.")
    password = session.secret("The database's password", password_file, "PGPASSWORD") if password_file else None
    with session.profile() as profile:
        chosen = _chosen(profile, visit_ids)
        with open_office_database(where, password) as database:
            answer = [_told(session, each, rows) for each, rows in _written(profile, chosen, database)]
            place = database.place
    what = f"{len(answer)} visit{'s are' if len(answer) != 1 else ' is'} in the database {place}."
    session.speaker.tell(f"{what} {_WHAT_GOES}", {"database": place, "visits": answer})


def _chosen(profile: Profile, visit_ids: Sequence[str]) -> list[VisitSummary]:
    """Return the visits of these ids, all where there are none. Raises VisitMissing."""
    here = {each.id: each for each in profile.visits()}
    for visit_id in visit_ids:
        if visit_id not in here:
            raise VisitMissing(
                f"No visit of the id {visit_id} is on this laptop.", "See which there are: inspector-app visit list."
            )
    if not here:
        raise VisitMissing("There is no visit on this laptop yet.")
    return [here[visit_id] for visit_id in dict.fromkeys(visit_ids or here)]


def _written(
    profile: Profile, chosen: Sequence[VisitSummary], database: OfficeDatabase
) -> Iterator[tuple[VisitSummary, OfficeRows]]:
    """Write one visit after the other, and give each once it is in the database."""
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.office_rows import office_rows

    for each in chosen:
        with OpenVisit.open(profile, each.id) as opened:
            contents, framework, log_digest = opened.contents(), opened.framework, opened.log_digest()
        now = datetime.now().astimezone()
        rows = office_rows(contents, framework, log_digest=log_digest, keep_until=each.retention_until, written_at=now)
        database.write(rows)
        profile.remember_copy(each.id, "database", database.place)
        yield each, rows


def _told(session: Session, visit: VisitSummary, rows: OfficeRows) -> dict[str, object]:
    """Say that a visit is written, and return the same for a program."""
    counts = rows.counts()
    left = [
        f"{counts[why]} without the words, {what}"
        for why, what in (("in-confidence", "said in confidence"), ("tells-who", "which may tell who somebody is"))
        if counts[why]
    ]
    held = f"{counts['record']} records, {counts['evidence']} pieces of evidence, {counts['finding']} findings"
    session.speaker.remark(f"Wrote the visit to {visit.authority}: {'; '.join([held, *left])}.")
    return {
        "visit": visit.id,
        "authority": visit.authority,
        "counts": counts,
        "left_out": [{"kind": kind, "id": entity_id, "why": why} for kind, entity_id, why in rows.left_out],
    }
