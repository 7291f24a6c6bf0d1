"""Signing a visit's letter whole: checks, PDF, signature, verification, seal; for the window and the command line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.errors import LetterLocked, SigningBarred
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.names import joined
from inspector_app.visit.problem import Problem

if TYPE_CHECKING:
    from inspector_app.frameworks.framework import Framework
    from inspector_app.letter.identity import SigningIdentity
    from inspector_app.letter.verification import Verification

_OPENING = 8
"""How many words of a finding are shown, so that it is known again."""


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
    if contents.letter.state in {"signed", "issued"}:
        raise LetterLocked("The letter of this visit is signed already.", "Write it again as it is, without signing.")
    bar_what_stands_against(contents, visit.framework, visit.own_words())
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
    at = signed_at.isoformat(timespec="seconds")
    sealed = visit.seal(pdf, signed_by=visit.me, signed_at=at, log_digest=digest, made_from=contents)
    return Signed(sealed, pdf, verify_pdf(pdf))


def why_not_mine(contents: VisitContents, me: str) -> str:
    """Return why an inspector cannot sign this letter, in a sentence; nothing where it is theirs to sign."""
    if me in contents.letter.signatories:
        return ""
    people = (contents.inspector(one) for one in contents.letter.signatories)
    names = joined([person.name for person in people if person is not None])
    return f"You are not among those who sign this letter: {names}." if names else "Nobody is named to sign the letter."


def sign_visit_file(
    contents: VisitContents,
    framework: Framework,
    identity: SigningIdentity,
    *,
    signer: str,
    signed_at: datetime,
    signature_image: bytes | None = None,
) -> bytes:
    """Sign the letter of a visit file, which has no change log to rest on and nothing to be sealed in.

    `signer` is the name of the one whose identity it is. Raises SigningBarred, IdentityFault.
    """
    from inspector_app.letter.signing import sign_letter

    bar_what_stands_against(contents, framework)
    mine = next((person.id for person in contents.inspectors if person.name == signer), "")
    if not_mine := why_not_mine(contents, mine):
        raise SigningBarred(not_mine, "Sign it with the profile of a signatory.")
    return sign_letter(
        contents, framework, identity, signature_image=signature_image, signed_at=signed_at, log_digest=""
    )


def standing_problems(contents: VisitContents, framework: Framework, own_words: Collection[str] = ()) -> list[Problem]:
    """Return the problems of a visit that no reason has been given for: errors, warnings, hints."""
    found = problems(contents, framework, own_words)
    return sorted((each for each in found if not each.accepted), key=lambda each: (each.level != "error", each.hint))


def bar_what_stands_against(contents: VisitContents, framework: Framework, own_words: Collection[str] = ()) -> None:
    """Raise SigningBarred, naming each, where an error or a warning without a reason stands against signing."""
    barring = against_signing(standing_problems(contents, framework, own_words))
    if barring:
        listed = "\n".join(f"  {in_a_line(each, contents)}" for each in barring)
        raise SigningBarred(
            f"The letter cannot be signed yet:\n{listed}",
            "Mend these, or say on the letter page why a warning may stand.",
        )


def in_a_line(problem: Problem, contents: VisitContents) -> str:
    """Return a problem as a line: its message, what it is about, and the name of its check."""
    finding = next((each for each in contents.findings if each.id == problem.about.get("finding")), None)
    words = finding.text.split() if finding is not None else []
    opening = " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
    return f"{problem.message}{f' “{opening}”' if words else ''} ({problem.check})"
