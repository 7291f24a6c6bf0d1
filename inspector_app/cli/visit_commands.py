"""`inspector-app visit`: the visits on this laptop, in and out as files, their checks, their record, their end."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.concern_command import concern
from inspector_app.cli.feedback_command import feedback
from inspector_app.cli.form_commands import forms
from inspector_app.cli.keeping_commands import archive, destroy, hold, unarchive
from inspector_app.cli.office_command import export_database
from inspector_app.cli.outcome import DONE, FAULT
from inspector_app.cli.safety_commands import backups, repair, restore
from inspector_app.cli.session import Session, shared_options
from inspector_app.cli.signature_commands import take_in_letter
from inspector_app.cli.table_commands import qdpx, tables
from inspector_app.cli.trail_command import trail

if TYPE_CHECKING:
    from inspector_app.visit.contents import VisitContents

_WORDS = {
    "observations": ("observation", "observations"),
    "interviews": ("interview", "interviews"),
    "cases": ("case", "cases"),
    "documents": ("document", "documents"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "findings": ("finding", "findings"),
    "concerns": ("concern", "concerns"),
}
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def visit() -> None:
    """The visits on this laptop."""


visit.add_command(archive)
visit.add_command(backups)
visit.add_command(concern)
visit.add_command(destroy)
visit.add_command(export_database)
visit.add_command(feedback)
visit.add_command(forms)
visit.add_command(hold)
visit.add_command(restore)
visit.add_command(repair)
visit.add_command(qdpx)
visit.add_command(tables)
visit.add_command(take_in_letter)
visit.add_command(trail)
visit.add_command(unarchive)


@visit.command("list")
@shared_options
@click.pass_obj
def list_visits(session: Session) -> None:
    """List the visits on this laptop."""
    from inspector_app.visit.names import visit_dates_in_words
    from inspector_app.visit.retention import due_words, is_due

    with session.profile() as profile:
        visits = profile.visits()
    today = date.today()
    answer = [
        {
            "id": each.id,
            "authority": each.authority,
            "framework": each.framework,
            "days": [day.isoformat() for day in each.days],
            "state": each.state,
            "counts": dict(each.counts),
            "retention_until": each.retention_until.isoformat() if each.retention_until else None,
            "due": is_due(each, today),
            "held_because": list(each.held_because),
            "fault": each.fault or None,
        }
        for each in visits
    ]
    lines = []
    for each in visits:
        facts = [each.framework_name, visit_dates_in_words(each.days), f"letter: {each.state}", each.fault]
        facts += [f"on hold: {reason.rstrip('.')}" for reason in each.held_because]
        lines.append(f"{each.id}  {each.authority} ({'; '.join(filter(None, facts))})")
    lines += [f"\n{due_words(each)}" for each in visits if is_due(each, today)]
    session.speaker.tell("\n".join(lines) or "There is no visit on this laptop yet.", answer)


@visit.command()
@click.option("--framework", "framework_id", required=True, help="The kind of inspection, such as ucra-2010.")
@click.option("--authority", required=True, help="The council's full name.")
@click.option("--area", required=True, help="The area's name in running text.")
@click.option("--article", type=click.Choice(["", "the"]), default="", help='"the", where it stands before the name.')
@click.option("--focus", help="What is looked at, where the kind of inspection has a choice, such as front-door.")
@click.option("--day", "days", required=True, multiple=True, type=click.DateTime(["%Y-%m-%d"]), help="A visit day.")
@click.option("--lead-name", help="The lead inspector; you, where it is not given.")
@click.option("--lead-designation", help="The lead inspector's designation; yours, where it is not given.")
@shared_options
@click.pass_obj
def new(
    session: Session,
    framework_id: str,
    authority: str,
    area: str,
    article: str,
    focus: str | None,
    days: tuple[datetime, ...],
    lead_name: str | None,
    lead_designation: str | None,
) -> None:
    """Begin a visit."""
    from inspector_app.frameworks.library import load_framework
    from inspector_app.visit.contents import VisitContents
    from inspector_app.visit.entities import Inspector, Visit
    from inspector_app.visit.identifiers import new_id
    from inspector_app.visit.letter_entities import Letter
    from inspector_app.visit.ordering import orders

    framework = load_framework(framework_id, session.places.frameworks)
    if focus is not None and framework.focus(focus) is None:
        known = ", ".join(each.id for each in framework.focuses) or "none"
        raise click.UsageError(f'"{focus}" is no focus of this kind of inspection. There are: {known}.')
    begun = Visit(
        id=new_id(),
        framework=framework.id,
        framework_source=framework.source,
        authority_name=authority,
        authority_area=area,
        authority_article=article,
        days=tuple(sorted({day.date() for day in days})),
        focus=focus,
    )
    with session.profile() as profile:
        lead = Inspector(
            id=profile.inspector_id if lead_name in (None, profile.name) else new_id(),
            name=lead_name or profile.name,
            designation=lead_designation or profile.designation,
            lead=True,
            order=orders(1)[0],
        )
        profile.new_visit(
            VisitContents(
                visit=begun,
                inspectors=(lead,),
                addressees=(),
                copies=(),
                records=(),
                evidence=(),
                findings=(),
                concerns=(),
                letter=Letter(id=begun.id, signatories=(lead.id,)),
            )
        )
    session.speaker.tell(f"A visit to {authority} has begun. Its id is {begun.id}.", {"visit": begun.id})


@visit.command("import")
@click.argument("file", type=_FILE)
@shared_options
@click.pass_obj
def bring_in(session: Session, file: Path) -> None:
    """Bring in a visit file."""
    from inspector_app.exchange.visit_file_reader import read_visit_file

    contents = read_visit_file(file, session.places.frameworks)
    with session.profile() as profile:
        visit_id = profile.new_visit(contents)
    counts = _counts(contents)
    held = ", ".join(f"{count} {_WORDS[kind][count != 1]}" for kind, count in counts.items())
    session.speaker.tell(
        f"Brought in the visit to {contents.visit.authority_name}: {held}. Its id is {visit_id}.",
        {"visit": visit_id, "authority": contents.visit.authority_name, "counts": counts},
    )


@visit.command("export")
@click.argument("visit_id", metavar="ID")
@click.argument("file", type=_FILE)
@shared_options
@click.pass_obj
def give_out(session: Session, visit_id: str, file: Path) -> None:
    """Write a visit as a visit file, which is not encrypted."""
    from inspector_app.exchange.visit_file_writer import left_behind, write_visit_file
    from inspector_app.open_visit import OpenVisit

    with session.profile() as profile:
        with OpenVisit.open(profile, visit_id) as opened:
            contents = opened.contents()
        write_visit_file(contents, file)
        profile.remember_copy(visit_id, "exported", "a visit file")
    left = left_behind(contents)
    told = f"Wrote the visit to {contents.visit.authority_name} to {file}. The file is not encrypted: keep it safe."
    session.speaker.tell(
        f"{told} {left.words}".rstrip(),
        {
            "visit": visit_id,
            "file": str(file),
            "counts": _counts(contents),
            "left_behind": {"files": left.files, "lists": left.lists},
        },
    )


@visit.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@shared_options
@click.pass_obj
def check(session: Session, file_or_id: str) -> int:
    """Say what stands against signing the letter."""
    from inspector_app.letter_signing import in_a_line, standing_problems

    contents, framework, own_words = session.contents_and_own_words(file_or_id)
    problems = standing_problems(contents, framework, own_words)
    answer = [
        {"check": each.check, "level": each.level, "about": dict(each.about), "message": f"{each.message} {each.mend}"}
        for each in problems
    ]
    lines = [
        f"{'hint' if each.hint else each.level}: {in_a_line(each, contents)}\n    {each.mend}" for each in problems
    ]
    errors = sum(each.level == "error" for each in problems)
    barring = sum(not each.hint for each in problems)
    lines.append(
        f"{errors} to mend before signing, {barring - errors} to mend or give a reason for."
        if barring
        else "Nothing stands against signing."
    )
    session.speaker.tell("\n".join(lines), {"visit": contents.visit.id, "problems": answer})
    return FAULT if errors else DONE


@visit.command()
@click.argument("visit_id", metavar="ID")
@click.option("--out", required=True, type=_FILE, help="The PDF to write.")
@shared_options
@click.pass_obj
def evidence(session: Session, visit_id: str, out: Path) -> None:
    """Write the evidence record, a PDF of the whole visit."""
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.evidence_record import evidence_record_pdf
    from inspector_app.open_visit import OpenVisit
    from inspector_app.visit.abbreviations import ABBREVIATIONS_KEY, abbreviations_from

    check_folder(out)
    with session.profile() as profile, OpenVisit.open(profile, visit_id) as opened:
        contents, log, digest = opened.contents(), opened.history(), opened.log_digest()
        short_forms = abbreviations_from(profile.setting(ABBREVIATIONS_KEY))
        profile.remember_copy(visit_id, "exported", "the evidence record")
    created = datetime.now().astimezone()
    pdf = evidence_record_pdf(
        contents, opened.framework, log, log_digest=digest, created=created, short_forms=short_forms
    )
    write_private_file(out, pdf)
    session.speaker.tell(
        f"Wrote the evidence record to {out}. It is not encrypted: keep it safe.",
        {"visit": visit_id, "file": str(out), "log_digest": digest},
    )


def _counts(contents: VisitContents) -> dict[str, int]:
    from inspector_app.frameworks.framework import RECORD_KINDS

    kinds = dict.fromkeys(RECORD_KINDS, 0)
    for record in contents.records:
        kinds[record.kind] += 1
    return {
        "observations": kinds["observation"],
        "interviews": kinds["interview"],
        "cases": kinds["case"],
        "documents": kinds["document"],
        "evidence": len(contents.evidence),
        "findings": len(contents.findings),
        "concerns": len(contents.concerns),
    }
