"""The states of a letter: draft, quality assured, signed, issued; and what each lets be changed.

A signed letter is never edited. It can be issued, and corrected by a new version that names the one it replaces
(`domain.md` §3). A quality-assured letter whose words change is a draft again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import Letter, SignedLetter
from inspector_app.visit.letter_wording import REPLACES

LOCKED_STATES = frozenset({"signed", "issued"})
_STATE_FIELDS = frozenset({"state", "assured_by", "assured_at", "replaces", "correction"})
_OF_A_NEW_VERSION = frozenset({"date", f"wording/{REPLACES}"})
"""It waits for a date of its own, and names the letter that it replaces."""
_WORDS: Mapping[str, frozenset[str]] = {
    "finding": frozenset({"text", "points", "category", "order", "deleted", "themes"}),
    "letter": frozenset({"date", "signatories", "wording", "enclosures"}),
    "addressee": frozenset(),
    "copy": frozenset(),
    "next_step": frozenset(),
    "visit": frozenset({"authority_name", "authority_area", "authority_article", "days", "focus"}),
    "inspector": frozenset({"name", "designation"}),
}
"""What the letter's words are made of, by entity; no fields: all of them, and each one that is made or removed."""


def is_locked(letter: Letter) -> bool:
    """Say whether the letter has been signed, by one signatory at least."""
    return letter.state in LOCKED_STATES


def waits_for(contents: VisitContents) -> tuple[str, ...]:
    """Return the signatories (ids) of a signed letter who have not signed this version of it yet, in their order."""
    if not is_locked(contents.letter) or not contents.signed_letters:
        return ()
    version = contents.signed_letters[-1].version
    have = {each.signed_by for each in contents.signed_letters if each.version == version}
    return tuple(person for person in contents.letter.signatories if person not in have)


def assure(letter: Letter, *, by: str, at: str) -> Step:
    """Mark a draft quality assured by its second reader, an inspector's id, at an instant."""
    values = {"state": "quality-assured", "assured_by": by, "assured_at": at}
    return Step("mark the letter quality assured", _set(letter, values))


def back_to_draft(letter: Letter) -> Step:
    """Make a quality-assured letter a draft again."""
    return Step("make the letter a draft", back_to_draft_changes(letter.id))


def back_to_draft_changes(letter_id: str) -> tuple[Set, ...]:
    """Return what makes a quality-assured letter a draft again."""
    fields = {"state": "draft", "assured_by": None, "assured_at": None}
    return tuple(Set("letter", letter_id, name, value) for name, value in fields.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """That a letter was sent: at which instant, to whom (as they read), written down by which inspector."""

    at: str
    to: Sequence[str]
    by: str
    order: str


def issue(letter: Letter, signed: SignedLetter, sent: Sent) -> Step:
    """Write down that a signed letter was sent; it can be sent more than once."""
    values = {"signed_letter": signed.id, "issued_at": sent.at, "to": list(sent.to), "by": sent.by, "order": sent.order}
    return Step("issue the letter", (Put("issuing", new_id(), values), *_set(letter, {"state": "issued"})))


def correct(letter: Letter, signed: SignedLetter, why: str, *, named: str | None = None) -> Step:
    """Begin a new version of a signed letter, which replaces it; `why` is kept. It waits for a date of its own.

    `named` are its words for the letter that it replaces, None for the framework's. Raises ValueError without a reason.
    """
    if not why.strip():
        raise ValueError("a correction has a reason")
    values = {"state": "draft", "assured_by": None, "assured_at": None, "replaces": signed.id, "correction": why}
    return Step("correct the letter", _set(letter, {**values, "date": None, f"wording/{REPLACES}": named}))


def is_of_the_state(changed: Collection[tuple[str, str | None]]) -> bool:
    """Say whether a step changes nothing but a letter's state: issues it, or begins a new version, with what that says
    of itself; pairs of entity and field, None for a thing that is made."""
    begins = {("letter", "state"), ("letter", "replaces")} <= {*changed}
    fields = _STATE_FIELDS | _OF_A_NEW_VERSION if begins else _STATE_FIELDS
    return bool(changed) and all(
        entity == "issuing" or (entity == "letter" and field in fields) for entity, field in changed
    )


def unlocks(changes: Sequence[Change]) -> bool:
    """Say whether a step may be done to a signed letter: one that issues it, or one that begins a new version."""
    if not is_of_the_state([(each.entity, each.field if isinstance(each, Set) else None) for each in changes]):
        return False
    said = {change.field: change.value for change in changes if isinstance(change, Set) and change.entity == "letter"}
    if said.get("state") == "draft":
        reason = str(said.get("correction") or "").strip()
        return said.get("date") is None and bool(said.get("replaces") and reason)
    return said == {"state": "issued"} and any(isinstance(change, Put) for change in changes)


def is_of_the_words(entity: str, field: str | None) -> bool:
    """Say whether a change of this field is one of the letter's words; None: the thing is made."""
    fields = _WORDS.get(entity)
    if fields is None:
        return False
    if not fields:
        return True
    return entity == "finding" if field is None else field.split("/", 1)[0] in fields


def _set(letter: Letter, values: Mapping[str, str | None]) -> tuple[Set, ...]:
    return tuple(Set("letter", letter.id, name, value) for name, value in values.items())
