"""Signing a visit's letter whole: checks, PDF, signature, verification, seal; for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.errors import SigningBarred
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.entities import SignedLetter

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity
    from inspector_app.letter.verification import Verification


@dataclass(frozen=True, slots=True)
class Signed:
    """A letter that has been signed and sealed, its file, and what verifying that file says."""

    letter: SignedLetter
    pdf: bytes
    verification: Verification


def sign_and_seal(
    visit: OpenVisit,
    identity: SigningIdentity,
    *,
    signed_by: str,
    signed_at: datetime,
    signature_image: bytes | None = None,
) -> Signed:
    """Sign the letter as the visit stands, and lock it.

    `signed_by` is the id of an inspector, `signed_at` an instant with its offset, `signature_image` a picture (PNG or
    JPEG bytes). Raises SigningBarred where checks stand against it, IdentityFault, LetterLocked, DiskFault.
    """
    from inspector_app.letter.signing import sign_letter
    from inspector_app.letter.verification import verify_pdf

    visit.settle(timeout=30)
    contents, digest = visit.contents(), visit.log_digest()
    barring = against_signing(problems(contents, visit.framework))
    if barring:
        named = "\n".join(f"  {problem.check}: {problem.message}" for problem in barring)
        raise SigningBarred(f"The letter cannot be signed yet:\n{named}", "Mend these, or say why a warning may stand.")
    pdf = sign_letter(
        contents,
        visit.framework,
        identity,
        signature_image=signature_image,
        signed_at=signed_at,
        log_digest=digest,
    )
    sealed = visit.seal(pdf, signed_by=signed_by, signed_at=signed_at.isoformat(timespec="seconds"), log_digest=digest)
    return Signed(sealed, pdf, verify_pdf(pdf))
