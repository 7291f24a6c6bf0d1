"""What a signed letter says of itself, and of the visit that it rests on; for the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.letter_state import waits_for
from inspector_app.visit.names import in_words
from inspector_app.visit.since_signing import DoneSince, since_signing

if TYPE_CHECKING:
    from inspector_app.letter.verification import Verification

_OTHER_VISIT = (
    "This letter was not signed from this visit, or on a laptop from which this one has not taken in what is there."
)
_OTHER_LETTER = "This is not the letter that was signed from this visit."
_AS_IT_WAS = "By the visit’s change log, the evidence is as it was when the letter was signed."
_TO_TAKE_IN = "A signature was added to the letter after it was signed here: take the file in to keep it. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Whether a visit is as it was when a letter was signed, in sentences; `since` has each name and what they did."""

    as_it_was: bool
    sentence: str
    since: tuple[tuple[str, DoneSince], ...]


def evidence_of_letter(visit: OpenVisit, pdf: bytes, said: Verification) -> Evidence:
    """Return whether the visit is what a signed letter rests on, by the digest of the change log that it carries.

    Anyone can read that digest and sign another letter with it: the file must be the one that the visit has sealed, or
    begin with it where that waits for a signature.
    """
    sealed = [each for each in visit.signed_letters() if each.log_digest == said.log_digest]
    if not sealed:
        return _fault(_OTHER_VISIT)
    if any(_is_letter(visit, each, pdf) for each in sealed):
        return _evidence(visit, sealed)
    contents = visit.contents()
    if said.good and waits_for(contents) and pdf.startswith(visit.signed_pdf(contents.signed_letters[-1].id)):
        found = _evidence(visit, sealed)
        return replace(found, sentence=_TO_TAKE_IN + found.sentence)
    return _fault(_OTHER_LETTER)


def _is_letter(visit: OpenVisit, sealed: SignedLetter, pdf: bytes) -> bool:
    from inspector_app.letter.verification import is_same_letter

    return is_same_letter(pdf, visit.signed_pdf(sealed.id))


def evidence_of_code(visit: OpenVisit, code: str) -> Evidence:
    """Return the same by the short code of the digest at the foot of a file copy, however it was typed."""
    from inspector_app.letter.digest_code import is_code_of

    sealed = [each for each in visit.signed_letters() if is_code_of(code, each.log_digest)]
    if not sealed:
        return _fault(
            "The code is that of no letter that was signed from this visit, as far as this laptop has taken it in."
        )
    version = f"The code is that of version {sealed[0].version} of the letter. "
    found = _evidence(visit, sealed)
    return Evidence(as_it_was=found.as_it_was, sentence=version + found.sentence, since=found.since)


def _evidence(visit: OpenVisit, sealed: Sequence[SignedLetter]) -> Evidence:
    bad = visit.verify_chain()
    if bad is not None:
        return _fault(f"The visit's change log was tampered with: entry {bad} is not what was written.")
    done = since_signing(visit.history(), sealed[0])
    if done is None:
        others = "are gone, or are others now" if sealed[0].heads else "came in since, or are gone"
        return _fault(f"The visit's change log is not the one that the letter rests on: entries of that time {others}.")
    if not done:
        return Evidence(as_it_was=True, sentence=_AS_IT_WAS, since=())
    names = {person.id: person.name for person in visit.inspectors()}
    since = tuple((names.get(each.inspector, "Somebody"), each) for each in done)
    told = "; ".join(_told(name, each) for name, each in since)
    sentence = f"The visit was changed after the letter was signed: {told}."
    return Evidence(as_it_was=False, sentence=sentence, since=since)


def _told(name: str, done: DoneSince) -> str:
    last = done.last.astimezone()
    told = f"{done.in_words(name)}, last on {in_words(last.date())} at {last:%H:%M}"
    if not done.taken_in_later:
        return told
    return f"{told}, written before the letter was signed by the clock of their laptop, and taken in after it"


def _fault(sentence: str) -> Evidence:
    return Evidence(as_it_was=False, sentence=sentence, since=())
