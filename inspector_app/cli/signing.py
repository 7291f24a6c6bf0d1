"""Signs a letter by command: whether it may be signed, by whom, and with which identity."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.errors import LetterLocked, SigningBarred

if TYPE_CHECKING:
    from inspector_app.frameworks.framework import Framework
    from inspector_app.letter.identity import SigningIdentity
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile
    from inspector_app.visit.checks import Problem
    from inspector_app.visit.contents import VisitContents

_OPENING = 8
"""How many words of a finding are shown, so that it is known again."""


def standing_problems(contents: VisitContents, framework: Framework) -> list[Problem]:
    """Return the problems of a visit that no reason has been given for, errors first."""
    from inspector_app.visit.checks import against_signing, problems

    return sorted(against_signing(problems(contents, framework)), key=lambda each: each.level != "error")


def in_a_line(problem: Problem, contents: VisitContents) -> str:
    """Return a problem as a line: its message, what it is about, and the name of its check."""
    finding = next((each for each in contents.findings if each.id == problem.about.get("finding")), None)
    words = finding.text.split() if finding is not None else []
    opening = " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
    return f"{problem.message}{f' “{opening}”' if words else ''} ({problem.check})"


def sign_opened(profile: Profile, visit: OpenVisit) -> bytes:
    """Sign the letter of an open visit, and seal the signed letter in it.

    Raises LetterLocked where it is signed already, SigningBarred, IdentityFault.
    """
    from inspector_app.letter.signing import sign_letter

    contents = visit.contents()
    if contents.letter.state in {"signed", "issued"}:
        raise LetterLocked("The letter of this visit is signed already.", "Write it again as it is, without --sign.")
    _check(contents, visit.framework)
    if visit.me not in contents.letter.signatories:
        raise _not_a_signatory(profile.name, contents)
    digest, now = visit.log_digest(), _now()
    identity, image = signing_identity(profile, now), profile.signature_image()
    pdf = sign_letter(contents, visit.framework, identity, signature_image=image, signed_at=now, log_digest=digest)
    visit.seal(pdf, signed_by=visit.me, signed_at=now.isoformat(), log_digest=digest)
    return pdf


def sign_from_file(profile: Profile, contents: VisitContents, framework: Framework) -> bytes:
    """Sign the letter of a visit file, which has no change log to rest on. Raises SigningBarred, IdentityFault."""
    from inspector_app.letter.signing import sign_letter

    _check(contents, framework)
    if profile.name not in _signatories(contents):
        raise _not_a_signatory(profile.name, contents)
    now = _now()
    identity, image = signing_identity(profile, now), profile.signature_image()
    return sign_letter(contents, framework, identity, signature_image=image, signed_at=now, log_digest="")


def signing_identity(profile: Profile, now: datetime) -> SigningIdentity:
    """Return the profile's signing identity; one is made where there is none yet. Raises IdentityFault."""
    from inspector_app.letter.identity import make_identity, read_identity

    held = profile.signing_identity()
    if held is None:
        password = secrets.token_urlsafe(24)
        held = make_identity(profile.name, profile.designation, password=password, now=now)
        profile.set_signing_identity(held, password)
    return read_identity(held, profile.signing_password(), now=now)


def _check(contents: VisitContents, framework: Framework) -> None:
    errors = [each for each in standing_problems(contents, framework) if each.level == "error"]
    if errors:
        listed = "\n".join(f"  {in_a_line(each, contents)}" for each in errors)
        raise SigningBarred(f"The letter cannot be signed yet:\n{listed}", "Mend these first; visit check shows them.")


def _signatories(contents: VisitContents) -> list[str]:
    people = (contents.inspector(signatory) for signatory in contents.letter.signatories)
    return [person.name for person in people if person is not None]


def _not_a_signatory(name: str, contents: VisitContents) -> SigningBarred:
    return SigningBarred(
        f"{name} is not a signatory of this letter; it is signed by {', '.join(_signatories(contents))}.",
        "Sign it with the profile of a signatory.",
    )


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)
