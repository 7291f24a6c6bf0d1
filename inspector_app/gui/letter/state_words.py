"""The letter's state in a word and a line, as the top of the letter page says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import Issuing, Letter, LetterState, SignedLetter
from inspector_app.visit.letter_state import is_locked, waits_for
from inspector_app.visit.names import in_words, joined

ICONS: dict[LetterState, str] = {
    "draft": "pen",
    "quality-assured": "tick",
    "signed": "signature",
    "issued": "send-out",
}
_WORDS: dict[LetterState, str] = {
    "draft": "Draft",
    "quality-assured": "Quality assured",
    "signed": "Signed",
    "issued": "Issued",
}


def state_in_a_word(contents: VisitContents) -> str:
    """Return the state; of a letter that corrects another, with the number of its version."""
    word, number = _WORDS[contents.letter.state], version(contents.letter, contents.signed_letters)
    return f"{word}, version {number}" if number > 1 else word


def version(letter: Letter, signed: Sequence[SignedLetter]) -> int:
    """Return the number of the version that is being written, or was signed last."""
    last = max((each.version for each in signed), default=0)
    return last if is_locked(letter) else last + 1


def state_in_a_line(contents: VisitContents) -> str:
    """Return what the state means just now: who has read it, who is still to sign, when and to whom it was sent."""
    letter = contents.letter
    if letter.state == "draft":
        return "Marked as a draft on every page."
    if letter.state == "quality-assured":
        reader = contents.inspector(letter.assured_by)
        by = f" by {reader.name}" if reader else ""
        on = f" on {_day(letter.assured_at)}" if letter.assured_at else ""
        return f"Read{by}{on}; it waits to be signed." if by or on else "It waits to be signed."
    if waiting := still_to_sign(contents):
        return f"Locked. It waits for the signature of {waiting}."
    last = sent(contents.issuings, contents.signed_letters)[-1:]
    if letter.state == "issued" and last:
        return f"Locked. {sent_in_words(last[0])}."
    return "Locked: a signed letter is never edited."


def still_to_sign(contents: VisitContents) -> str:
    """Return who has not signed this version yet, in words; nothing where all have."""
    people = (contents.inspector(each) for each in waits_for(contents))
    return joined([person.name for person in people if person is not None])


def sent(issuings: Sequence[Issuing], signed: Sequence[SignedLetter]) -> tuple[Issuing, ...]:
    """Return when and to whom the newest version was sent, the first first."""
    newest = {each.id for each in signed if each.version == max(one.version for one in signed)}
    return tuple(sorted((e for e in issuings if e.signed_letter in newest), key=lambda each: _moment(each.issued_at)))


def sent_in_words(issuing: Issuing) -> str:
    """Return one sending: the day, and to how many."""
    return f"Sent on {_day(issuing.issued_at)} to {len(issuing.to)} {'person' if len(issuing.to) == 1 else 'people'}"


def _day(instant: str) -> str:
    return in_words(_moment(instant).date())


def _moment(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone()
