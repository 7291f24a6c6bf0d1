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
    """What was destroyed, and the certificate of it (PDF bytes, empty where it could not be made).

    `trouble` says why the certificate is not where it was to be kept, empty where it is.
    """

    note: DestructionNote
    certificate: bytes
    trouble: str = ""


def destroy(profile: Profile, visit_id: str, certificate: Path | None = None) -> Destroyed:
    """Destroy a visit, and write the certificate where it is wanted.

    What could keep it from being signed or written is looked at beforehand; once the key is gone nothing is raised any
    more. Raises VisitMissing, VisitOnHold, IdentityFault, DiskFault; nothing is destroyed then.
    """
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.destruction_certificate import destruction_certificate_pdf

    identity, image = own_identity(profile), profile.signature_image()
    if certificate is not None:
        check_folder(certificate)
    note = profile.destroy_visit(visit_id)
    made = b""
    try:
        made = destruction_certificate_pdf(note, identity, signature_image=image)
        if certificate is not None:
            write_private_file(certificate, made)
    except InspectorError as error:
        return Destroyed(note, made, f"The visit is destroyed, but its certificate was not kept: {error}")
    return Destroyed(note, made)
