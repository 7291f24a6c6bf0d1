"""`inspector-app visit archive|unarchive|hold|destroy`: what becomes of a visit in the years after (`domain.md` §8)."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.outcome import DONE, FAULT
from inspector_app.cli.session import RECOVERY_CODE_VARIABLE, Session, shared_options
from inspector_app.errors import InspectorError

if TYPE_CHECKING:
    from inspector_app.destroying import Destroyed
    from inspector_app.store.archive import ArchiveNote

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("visit_id", metavar="ID")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@shared_options
@click.pass_obj
def archive(session: Session, visit_id: str, file: Path, replace: bool) -> None:
    """Write a visit, its letters and its evidence record into one encrypted file that lasts.

    It opens with a recovery code, made for it and shown once, in this program or in any that knows SQLCipher.
    """
    from inspector_app.archiving import archive as write_archive
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.store.recovery_code import new_code

    check_folder(file, replace=replace)
    code = new_code()
    with session.profile() as profile:
        note = write_archive(profile, visit_id, file, code)
    session.speaker.tell(
        f"{code}\nThis is the recovery code of {file}, shown this once. Write it down and keep it apart from the file: "
        f"without it nobody can open the archive.\n{_held(note)}",
        {
            "visit": visit_id,
            "file": str(file),
            "recovery_code": code,
            "bytes": note.size,
            "entries": note.entries,
            "letters": note.letters,
            "documents": note.documents,
            "files": note.files,
            "missing": list(note.missing),
        },
    )
    if sys.stdin is not None and sys.stdin.isatty() and not session.speaker.as_json:
        _ask_back(code)


def _held(note: ArchiveNote) -> str:
    from inspector_app.archiving import held_words, missing_words

    held = f"It was opened again and holds {held_words(note)}."
    return f"{held} {missing_words(note)}".rstrip()


def _ask_back(code: str) -> None:
    """Ask two groups of the code back until they are right: what was not written down is lost from here on."""
    from inspector_app.store.recovery_code import asked_back

    groups = code.split("-")
    for number in asked_back():
        while click.prompt(f"Group {number + 1} of the code", err=True).strip().upper() != groups[number]:
            click.echo(f"Group {number + 1} is another. The code is {code}.", err=True)
    click.echo("The code has been kept.", err=True)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--code-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the archive's recovery code; else it is asked for.",
)
@shared_options
@click.pass_obj
def unarchive(session: Session, file: Path, code_file: Path | None) -> None:
    """Bring the visit of an archive back onto this laptop, under a new key."""
    with session.profile() as profile:
        code = session.secret("Recovery code of the archive", code_file, RECOVERY_CODE_VARIABLE)
        visit_id = profile.archives.bring_back(file, code)
        authority = next(each.authority for each in profile.visits() if each.id == visit_id)
    session.speaker.tell(
        f"The visit to {authority} is back. Its id is {visit_id}.", {"visit": visit_id, "authority": authority}
    )


@click.command()
@click.argument("visit_id", metavar="ID")
@click.option("--reason", required=True, help="Why: a complaint, an inquiry; with --lift, why no more.")
@click.option("--lift", is_flag=True, help="Lift the holds that stand.")
@shared_options
@click.pass_obj
def hold(session: Session, visit_id: str, reason: str, lift: bool) -> None:
    """Keep a visit from being destroyed as long as somebody may ask for it; lift that, with a reason."""
    from inspector_app.holding import hold_visit, lift_holds

    if not reason.strip():
        raise click.UsageError("Give a reason.")
    with session.profile() as profile:
        (lift_holds if lift else hold_visit)(profile, visit_id, reason)
        waits = bool(profile.holds.of(visit_id))
    session.speaker.tell(
        "The visit is not on hold any more."
        if lift
        else "The visit is on hold: it cannot be destroyed until the hold "
        f"is lifted, with a reason: inspector-app visit hold {visit_id} --lift --reason REASON."
        + (" It cannot be opened now; the hold goes into its change log once it can." if waits else ""),
        {"visit": visit_id, "on_hold": not lift, "in_its_log": not waits},
    )


@click.command()
@click.argument("visit_id", metavar="ID")
@click.option("--certificate", type=_FILE, help="The PDF to write: a signed certificate of what was destroyed.")
@click.option("--yes", is_flag=True, help="Do not ask for the authority's name first.")
@shared_options
@click.pass_obj
def destroy(session: Session, visit_id: str, certificate: Path | None, yes: bool) -> int:
    """Destroy a visit for ever: its key first, then its files and backups."""
    from inspector_app.destroying import destroy as destroy_whole
    from inspector_app.errors import VisitMissing
    from inspector_app.visit.retention import refuse_held

    with session.profile() as profile:
        about = next((each for each in profile.visits() if each.id == visit_id), None)
        if about is None:
            raise VisitMissing(
                "No visit of that id is on this laptop.", "See which there are: inspector-app visit list."
            )
        refuse_held(about)
        if not yes:
            typed = click.prompt(f'This cannot be taken back. Type "{about.authority}" to destroy the visit', err=True)
            if typed.strip() != about.authority:
                raise InspectorError("That is not the authority's name.", "Nothing was destroyed.")
        done = destroy_whole(profile, visit_id, certificate)
    _tell_destroyed(session, done)
    return FAULT if done.trouble else DONE


def _tell_destroyed(session: Session, done: Destroyed) -> None:
    from inspector_app.visit.destruction_words import copies_in_words
    from inspector_app.visit.names import in_words

    note = done.note
    copies = copies_in_words(note)
    at = datetime.fromisoformat(note.at)
    when = f"{in_words(at.date())} at {at:%H:%M}"
    lines = [f"Destroyed the visit to {note.authority} on {when}: its key and {len(note.files)} files."]
    lines += [done.trouble] if done.trouble else [f"The certificate is in {done.kept}."] if done.kept else []
    session.speaker.tell(
        "\n".join([*lines, *copies]),
        {
            "visit": note.id,
            "authority": note.authority,
            "at": note.at,
            "by": note.by,
            "files": dict(note.files),
            "left": list(note.left),
            "log_digest": note.log_digest,
            "copies": list(copies),
            "certificate": str(done.kept) if done.kept else None,
            "trouble": done.trouble or None,
        },
    )
