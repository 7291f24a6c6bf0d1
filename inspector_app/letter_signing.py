"""Signing a visit's letter whole: checks, PDF, signature, verification, seal; for the window and the command line.

Of several signatories each signs what the one before has signed: in the visit where it is theirs as well, else the
file, on their own laptop, from which it is then taken in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.errors import LetterLocked, SignatureFault, SigningBarred, shown
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import digest_of_heads
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.letter_state import is_locked, waits_for
from inspector_app.visit.names import joined
from inspector_app.visit.problem import Problem
from inspector_app.visit.roles import why_not_lead

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
    """Sign the letter as the visit stands, as the inspector who sits here, and lock it; or the one that waits for them.

    `signed_at` is an instant with its offset, `signature_image` a picture (PNG or JPEG bytes). Raises SigningBarred
    where checks stand against it or the letter is not this inspector's to sign, IdentityFault, LetterLocked, DiskFault.
    """
    from inspector_app.letter.signing import bar_another_name, sign_letter
    from inspector_app.letter.verification import verify_pdf

    visit.settle(timeout=30)
    contents, log_heads = visit.contents(), visit.exchange.heads()
    if is_locked(contents.letter):
        return _sign_what_waits(visit, contents, identity, signed_at, signature_image)
    bar_what_stands_against(contents, visit.framework, visit.own_words())
    if not_mine := why_not_mine(contents, visit.me):
        raise SigningBarred(not_mine, "Sign it on the laptop of who does, or choose who signs.")
    bar_another_name(identity, _name_of(contents, visit.me))
    digest = digest_of_heads((laptop, seq, last) for laptop, (seq, last) in log_heads.items())
    pdf = sign_letter(
        contents,
        visit.framework,
        identity,
        signature_image=signature_image,
        signed_at=signed_at,
        log_digest=digest,
        signatory=_name_of(contents, visit.me),
    )
    at = signed_at.isoformat(timespec="seconds")
    heads = {laptop: seq for laptop, (seq, _) in log_heads.items()}
    sealed = visit.seal(pdf, signed_by=visit.me, signed_at=at, log_digest=digest, heads=heads, made_from=contents)
    return Signed(sealed, pdf, verify_pdf(pdf))


def _sign_what_waits(
    visit: OpenVisit,
    contents: VisitContents,
    identity: SigningIdentity,
    signed_at: datetime,
    signature_image: bytes | None,
) -> Signed:
    from inspector_app.letter.signing import add_signature

    if not_mine := why_not_mine(contents, visit.me):
        raise LetterLocked(not_mine, "Write it again as it is, without signing.")
    pdf = add_signature(
        visit.signed_pdf(contents.signed_letters[-1].id),
        identity,
        signatory=_name_of(contents, visit.me),
        signature_image=signature_image,
        signed_at=signed_at,
    )
    return _keep_added(visit, contents.signed_letters[-1], pdf, visit.me)


def take_in(visit: OpenVisit, pdf: bytes) -> Signed:
    """Keep the letter of a visit as it came back from those who signed it on their own laptops.

    Raises SignatureFault for a file that is not the letter that was signed here with nothing but signatures added, in
    the names of those for whom it waits.
    """
    from inspector_app.letter.verification import verify_pdf

    visit.settle(timeout=30)
    contents = visit.contents()
    held = visit.signed_pdf(contents.signed_letters[-1].id) if waits_for(contents) else b""
    if not held:
        raise SignatureFault("The letter of this visit waits for nobody's signature.", "There is nothing to take in.")
    said = verify_pdf(pdf)
    if not said.good:
        raise SignatureFault(said.sentence, "Do not rely on this file; ask for it again.")
    if not pdf.startswith(held):
        raise SignatureFault(
            "This is not the letter that was signed here, with a signature added.",
            "Send the signed letter again, to be signed as it is.",
        )
    kept = None
    for end in [each.ends_at for each in said.signatures if each.ends_at > len(held)]:
        before, held = held, pdf[:end]
        signer = _who_signed(visit.contents(), before, held)
        kept = _keep_added(visit, visit.signed_letters()[-1], held, signer)
    if kept is None:
        raise SignatureFault("Nobody has signed this file since.", "Choose the file that came back.")
    return kept


def _who_signed(contents: VisitContents, before: bytes, after: bytes) -> str:
    """Return whose place (an inspector's id) was filled between two stages of a letter.

    By a certificate in their own name, or one that another truly issued, such as the organisation's.
    """
    from inspector_app.letter.certificate_names import NAME_LENGTH, name_in_certificate
    from inspector_app.letter.verification import verify_pdf

    said = verify_pdf(after)
    filled = {each.name for each in verify_pdf(before).waits_for} - {each.name for each in said.waits_for}
    for person in waits_for(contents):
        name = _name_of(contents, person)
        own = said.signed_by_last == name_in_certificate(name)
        if shown(name, NAME_LENGTH) in filled and (own or said.signatures[-1].vouched):
            return person
    raise SignatureFault(
        f"{said.signed_by_last} signed in the place of {joined(sorted(filled))}."
        if filled
        else f"{said.signed_by_last} signed where nobody was to sign.",
        "Ask who signs the letter to sign it themselves.",
    )


def _keep_added(visit: OpenVisit, last: SignedLetter, pdf: bytes, signer: str) -> Signed:
    from inspector_app.letter.verification import verify_pdf

    said = verify_pdf(pdf)
    at = said.signed_at.isoformat(timespec="seconds") if said.signed_at else ""
    sealed = visit.seal(
        pdf, signed_by=signer, signed_at=at, log_digest=last.log_digest, heads=last.heads, adds_to=last.id
    )
    return Signed(sealed, pdf, said)


def why_not_mine(contents: VisitContents, me: str) -> str:
    """Return why an inspector cannot sign this letter now, in a sentence; nothing where it is theirs to sign."""
    if is_locked(contents.letter):
        return _why_not_next(contents, me)
    if me in contents.letter.signatories:
        return why_not_lead(contents, me)
    names = _names_of(contents, contents.letter.signatories)
    return f"You are not among those who sign this letter: {names}." if names else "Nobody is named to sign the letter."


def _why_not_next(contents: VisitContents, me: str) -> str:
    waiting = waits_for(contents)
    if not waiting:
        return "The letter of this visit is signed already."
    if waiting[0] == me:
        return ""
    if me in waiting:
        return f"{_names_of(contents, waiting[: waiting.index(me)])} signs before you."
    return f"The letter of this visit is signed already, and waits for {_names_of(contents, waiting)}."


def _names_of(contents: VisitContents, people: Sequence[str]) -> str:
    return joined([name for name in (_name_of(contents, each) for each in people) if name])


def _name_of(contents: VisitContents, person_id: str) -> str:
    person = contents.inspector(person_id)
    return person.name if person is not None else ""


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
        raise SigningBarred(not_mine, "Sign it with the profile of who does, or choose who signs.")
    return sign_letter(
        contents,
        framework,
        identity,
        signature_image=signature_image,
        signed_at=signed_at,
        log_digest="",
        signatory=signer,
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
