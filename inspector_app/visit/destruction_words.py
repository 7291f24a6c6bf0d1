"""What a certificate of destruction says in words: which files, and what copies may exist elsewhere."""

from __future__ import annotations

from datetime import datetime

from inspector_app.visit.destroyed import CopyKind, DestructionNote, KnownCopy
from inspector_app.visit.names import in_words, joined

_KINDS = (
    ("visits/", ".db", "The visit itself"),
    ("visits/", ".kept", "Attached files"),
    ("visits/", "", "Beside the visit"),
    ("backups/", ".db", "Backups"),
    ("backups/", ".kept", "Copies of attached files"),
    ("backups/", "", "Kept aside"),
    ("rescue/", "", "Rescue copies"),
)
"""Where in a profile files lie, how they end, and what they are."""
_HOW: dict[CopyKind, str] = {
    "archived": "An archive of it was written on {when}; it opens with the recovery code that was shown then.",
    "brought-back": "It came back from an archive on {when}; that file may still be there, and opens with its code.",
    "given": "It was given to {whom} on {when}.",
    "exported": "This was written as a file that is not encrypted: {what}, on {when}.",
    "database": "Its references and roles were written to the database {what}, not encrypted, on {when}.",
}
UNKNOWN = (
    "Of other copies the program does not know, and it cannot know of all: letters that were sent, prints, files that "
    "were copied on from those named here, copies of this laptop’s disk made by other programs, and what a colleague’s "
    "laptop holds. Those have to be destroyed where they are."
)


def files_by_kind(note: DestructionNote) -> dict[str, dict[str, str]]:
    """Return the names of the files that were destroyed, with their SHA-256 (hex), by what they were."""
    found: dict[str, dict[str, str]] = {kind: {} for _folder, _end, kind in _KINDS}
    for place, digest in note.files.items():
        kind = next(kind for folder, end, kind in _KINDS if place.startswith(folder) and place.endswith(end))
        found[kind][place.rpartition("/")[2]] = digest
    return {kind: files for kind, files in found.items() if files}


def opening_words(note: DestructionNote) -> str:
    """Return what the certificate begins with: how the visit was destroyed, and whether its key is anywhere still."""
    if note.folders_away:
        return (
            "The records of an inspection visit were destroyed on one laptop. Their key was destroyed first, then the "
            "files themselves were removed there, and their backups. A copy of the key may still be in a folder for "
            "backups that was not there, as is said below: until that is cleared, the visit can be read from it."
        )
    return (
        "The records of an inspection visit were destroyed for good. Their key was destroyed first: without it nobody "
        "can decipher any of their files. Then the files themselves were removed, and their backups."
    )


def copies_in_words(note: DestructionNote) -> tuple[str, ...]:
    """Return a sentence for each copy that is known to be elsewhere, and one on those that cannot be known."""
    told = [_copies(alike) for alike in _alike(note.copies)]
    if note.folders_away:
        told.append(_away(note.folders_away))
    if note.folders_cleared:
        told.append(f"In {_folders(note.folders_cleared)} its backups and its key were removed as well.")
    if note.left:
        told.append(
            f"The disk did not let go of {joined(list(note.left))}. That is still encrypted, and its key on this "
            "laptop is destroyed."
        )
    return (*told, UNKNOWN)


def _away(folders: tuple[str, ...]) -> str:
    them, are = ("it", "is") if len(folders) == 1 else ("one of them", "are")
    return (
        f"Not there, or not to be written to: {_folders(folders)}. Backups of this visit and its key may be in {them} "
        f"still: whoever has that, and the passphrase or the recovery code of then, can read the visit. They are "
        f"removed once the program finds {'it' if are == 'is' else 'them'} on this laptop again."
    )


def _folders(folders: tuple[str, ...]) -> str:
    return f"the second folder{'' if len(folders) == 1 else 's'} for backups {joined(list(folders))}"


def _alike(copies: tuple[KnownCopy, ...]) -> list[list[KnownCopy]]:
    """The copies that left in one way for one receiver, together; in the order of the first of each."""
    found: dict[tuple[CopyKind, str], list[KnownCopy]] = {}
    for copy in copies:
        found.setdefault((copy.how, copy.to), []).append(copy)
    return list(found.values())


def _copies(alike: list[KnownCopy]) -> str:
    first = alike[0]
    told = _HOW[first.how].format(when=_when(first), whom=first.to or "a colleague", what=first.to or "a file")
    if len(alike) == 1:
        return told
    return f"{told} That was done {len(alike)} times, the last time on {_when(alike[-1])}."


def _when(copy: KnownCopy) -> str:
    at = datetime.fromisoformat(copy.at)
    return f"{in_words(at.date())} at {at:%H:%M}"
