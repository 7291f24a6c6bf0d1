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
    "given": "It was given to {whom} on {when}.",
    "exported": "It was exported as a file that is not encrypted, {what}, on {when}.",
    "database": "Its references and roles were written to the database {what}, not encrypted, on {when}.",
}
UNKNOWN = (
    "Of other copies the program does not know, and it cannot know of all: letters that were sent, prints, files that were "
    "copied on from those named here, copies of this laptop’s disk made by other programs, and what a colleague’s "
    "laptop holds. Those have to be destroyed where they are."
)


def files_by_kind(note: DestructionNote) -> dict[str, dict[str, str]]:
    """Return the names of the files that were destroyed, with their SHA-256 (hex), by what they were."""
    found: dict[str, dict[str, str]] = {kind: {} for _folder, _end, kind in _KINDS}
    for place, digest in note.files.items():
        kind = next(kind for folder, end, kind in _KINDS if place.startswith(folder) and place.endswith(end))
        found[kind][place.rpartition("/")[2]] = digest
    return {kind: files for kind, files in found.items() if files}


def copies_in_words(note: DestructionNote) -> tuple[str, ...]:
    """Return a sentence for each copy that is known to be elsewhere, and one on those that cannot be known."""
    told = [_copy(copy) for copy in note.copies]
    if note.second_folder == "away":
        told.append(
            "The second folder for backups was not there: its backups of this visit, and their key under this "
            "profile’s passphrase, stay in it until it is connected to this laptop again."
        )
    elif note.second_folder == "cleared":
        told.append("In the second folder for backups its backups and its key were removed as well.")
    if note.left:
        told.append(
            f"The disk did not let go of {joined(list(note.left))}. Nobody can decipher that: its key is destroyed."
        )
    return (*told, UNKNOWN)


def _copy(copy: KnownCopy) -> str:
    at = datetime.fromisoformat(copy.at)
    when = f"{in_words(at.date())} at {at:%H:%M}"
    return _HOW[copy.how].format(when=when, whom=copy.to or "a colleague", what=copy.to or "of the whole visit")
