"""Destroying a visit whole: its key, its files, and the signed certificate; for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector_app.errors import InspectorError
from inspector_app.own_identity import own_identity
from inspector_app.store.profile import Profile
from inspector_app.visit.destroyed import DestructionNote


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was destroyed, the certificate of it (PDF bytes, empty where it could not be made), and where that is.

    `trouble` says why it is not where it was wanted, empty where it is.
    """

    note: DestructionNote
    certificate: bytes
    kept: Path | None = None
    trouble: str = ""


def destroy(profile: Profile, visit_id: str, certificate: Path | None = None) -> Destroyed:
    """Destroy a visit, and write the certificate where it is wanted, or into the profile's folder where it cannot be.

    What could keep it from being signed or written is looked at beforehand; once the key is gone nothing is raised any
    more. Raises VisitMissing, VisitOnHold, IdentityFault, DiskFault; nothing is destroyed then.
    """
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.letter.destruction_certificate import destruction_certificate_pdf

    identity, image = own_identity(profile), profile.signature_image()
    if certificate is not None:
        check_folder(certificate)
    note = profile.destroy_visit(visit_id)
    if certificate is None:
        return Destroyed(note, b"")
    try:
        made = destruction_certificate_pdf(note, identity, signature_image=image)
    except InspectorError as error:
        return Destroyed(note, b"", None, f"The visit is destroyed, but its certificate could not be made: {error}")
    instead = f"certificate-{visit_id}-{note.at.replace(':', '')}.pdf"
    return _kept(Destroyed(note, made), certificate, profile.places.folder / instead)


def _kept(destroyed: Destroyed, wanted: Path, instead: Path) -> Destroyed:
    """Write the certificate, else where nobody has asked for it: it cannot be made again."""
    from inspector_app.exchange.private_file import write_private_file

    note, made = destroyed.note, destroyed.certificate
    try:
        write_private_file(wanted, made)
        return Destroyed(note, made, wanted)
    except InspectorError as error:
        trouble = f"The visit is destroyed, but its certificate is not where you wanted it: {error.sentence}"
    try:
        write_private_file(instead, made)
    except InspectorError:
        return Destroyed(note, made, None, f"{trouble} It could not be kept elsewhere either.")
    return Destroyed(note, made, instead, f"{trouble} It is in {instead}.")
