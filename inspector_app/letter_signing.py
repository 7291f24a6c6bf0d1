"""Signing a visit's letter whole: checks, PDF, signature, verification, seal; for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.errors import SigningBarred
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import SignedLetter
from inspector_app.visit.names import joined

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
    signed_at: datetime,
    signature_image: bytes | None = None,
) -> Signed:
    """Sign the letter as the visit stands, as the inspector who sits here, and lock it.

    `signed_at` is an instant with its offset, `signature_image` a picture (PNG or JPEG bytes). Raises SigningBarred
    where checks stand against it or the letter is not this inspector's to sign, IdentityFault, LetterLocked, DiskFault.
    """
    from inspector_app.letter.signing import sign_letter
    from inspector_app.letter.verification import verify_pdf

    visit.settle(timeout=30)
    contents, digest = visit.contents(), visit.log_digest()
    barring = against_signing(problems(contents, visit.framework))
    if barring:
        named = "\n".join(f"  {problem.check}: {problem.message}" for problem in barring)
        raise SigningBarred(f"The letter cannot be signed yet:\n{named}", "Mend these, or say why a warning may stand.")
    if not_mine := why_not_mine(contents, visit.me):
        raise SigningBarred(not_mine, "Sign it on the laptop of a signatory, or choose who signs.")
    pdf = sign_letter(
        contents,
        visit.framework,
        identity,
        signature_image=signature_image,
        signed_at=signed_at,
        log_digest=digest,
    )
    sealed = visit.seal(pdf, signed_by=visit.me, signed_at=signed_at.isoformat(timespec="seconds"), log_digest=digest)
    return Signed(sealed, pdf, verify_pdf(pdf))


def why_not_mine(contents: VisitContents, me: str) -> str:
    """Return why an inspector cannot sign this letter, in a sentence; nothing where it is theirs to sign."""
    if me in contents.letter.signatories:
        return ""
    people = (contents.inspector(one) for one in contents.letter.signatories)
    names = joined([person.name for person in people if person is not None])
    return f"You are not among those who sign this letter: {names}." if names else "Nobody is named to sign the letter."
