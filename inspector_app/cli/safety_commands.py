"""`inspector-app visit backups|restore|repair`: what is kept of a visit, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from inspector_app.cli.session import Session, shared_options

if TYPE_CHECKING:
    from inspector_app.store.backups import Backup


@click.command()
@click.argument("visit_id", metavar="ID")
@shared_options
@click.pass_obj
def backups(session: Session, visit_id: str) -> None:
    """List a visit's backups, the newest first: when, how large, what is in each."""
    with session.profile() as profile:
        found = profile.safekeeping.backups(visit_id)
    answer = [
        {
            "backup": each.name,
            "at": each.at.isoformat("T", "seconds"),
            "bytes": each.size,
            "state": each.state or None,
            "counts": dict(each.counts),
            "files_missing": each.files_missing,
            "fault": each.fault or None,
        }
        for each in found
    ]
    lines = [_backup_line(each) for each in found]
    session.speaker.tell("\n".join(lines) or "There is no backup of this visit yet.", answer)


@click.command()
@click.argument("visit_id", metavar="ID")
@click.argument("backup", metavar="BACKUP")
@shared_options
@click.pass_obj
def restore(session: Session, visit_id: str, backup: str) -> None:
    """Let a backup be the visit again. What is there now is kept as a backup; a hold stays."""
    from inspector_app.holding import restore_backup

    with session.profile() as profile:
        held = restore_backup(profile, visit_id, backup)
    told = f"The visit is as it was in the backup {backup}; what was there is kept among the backups."
    session.speaker.tell(
        f"{told} {held}".rstrip(), {"visit": visit_id, "backup": backup, "still_on_hold": held or None}
    )


@click.command()
@click.argument("visit_id", metavar="ID")
@shared_options
@click.pass_obj
def repair(session: Session, visit_id: str) -> None:
    """Repair a damaged visit: its newest good backup, and what its change log still holds beyond that."""
    from inspector_app.holding import repair_visit
    from inspector_app.store.repair import sentences

    with session.profile() as profile:
        note, held = repair_visit(profile, visit_id)
    answer = {
        "visit": note.visit,
        "backup_at": note.backup_at.isoformat("T", "seconds") if note.backup_at else None,
        "came_back": dict(note.came_back),
        "not_back": dict(note.not_back),
        "last": note.last or None,
        "not_back_last": note.not_back_last or None,
        "broken_at": list(note.broken_at),
        "aside": note.aside or None,
        "files_back": note.files_back,
        "files_lost": list(note.files_lost),
        "still_on_hold": held or None,
    }
    session.speaker.tell("\n".join(filter(None, (*sentences(note), held))), answer)


def _backup_line(backup: Backup) -> str:
    missing = f", {backup.files_missing} attached files missing" if backup.files_missing else ""
    facts = backup.fault or _counted(backup.counts) + missing
    return f"{backup.name}  {backup.at:%d %B %Y %H:%M:%S}, {backup.size / 2**20:.1f} MB: {facts}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing yet"
