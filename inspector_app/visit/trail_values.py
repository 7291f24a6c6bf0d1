"""Values, fields and things of the change log in words; those that have no words of their own are told plainly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from inspector_app.visit.change import Plain
from inspector_app.visit.names import in_words

MANY_WORDS: Mapping[str, frozenset[str]] = {
    "visit": frozenset({"authority_name", "authority_area"}),
    "inspector": frozenset({"name", "designation"}),
    "addressee": frozenset({"name", "salutation", "post", "organisation", "address", "postcode"}),
    "copy": frozenset({"name", "post", "organisation"}),
    "record": frozenset({"title", "notes", "explained"}),
    "observation": frozenset({"setting", "activity"}),
    "interview": frozenset({"role", "team", "views"}),
    "answer": frozenset({"answer", "prompt"}),
    "case": frozenset({"reference", "team", "chosen_reason", "left_reason"}),
    "check": frozenset({"note"}),
    "document": frozenset({"type", "supplied_by"}),
    "evidence": frozenset({"text"}),
    "finding": frozenset({"text", "points"}),
    "link": frozenset({"weighed"}),
    "acceptance": frozenset({"why"}),
    "concern": frozenset({"matter", "response", "raised_with", "open_because"}),
    "agreement": frozenset({"note"}),
    "move": frozenset({"why"}),
    "assignment": frozenset({"note"}),
    "next_step": frozenset({"who", "what", "where"}),
    "letter_acceptance": frozenset({"words", "why"}),
    "proposal": frozenset({"comment", "before", "after"}),
    "letter": frozenset({"wording", "enclosures", "correction"}),
    "attachment_text": frozenset({"text"}),
    "hold": frozenset({"reason", "lifted_because"}),
}
"""The fields in which a person types words, by entity: of these the words before and after are told."""

_THINGS: Mapping[str, str] = {
    "visit": "the visit",
    "finding": "a finding",
    "record": "a record",
    "evidence": "a piece of evidence",
    "link": "evidence on a finding",
    "inspector": "a member of the team",
    "addressee": "an addressee of the letter",
    "copy": "somebody who is sent a copy",
    "answer": "an answer",
    "check": "a case check",
    "concern": "a concern",
    "letter": "the letter",
    "signed_letter": "the signed letter",
    "attachment": "an attached file",
    "attachment_text": "the words of an attached file",
    "frame": "a list of the council’s",
    "draw": "a draw of cases",
    "assignment": "who looks at a gap",
    "next_step": "a next step",
    "letter_acceptance": "why words of the letter may stand",
    "proposal": "what a second reader proposes",
    "issuing": "to whom the letter went",
    "taking": "what was taken in",
    "hold": "a hold on the visit",
}
_FIELDS: Mapping[str, str] = {
    "text": "words",
    "points": "points below the words",
    "in_confidence": "mark of confidence",
    "written_at": "time of writing",
    "written": "label on how it was written",
    "paper_id": "form that it was copied from",
    "explained": "explanation of how it was written",
    "time_limits": "time limit",
    "open_because": "reason why it may stay open",
    "raised_at": "time at which it was raised",
    "safe_at": "time at which the child was known to be safe",
    "closed_at": "time of closing",
    "wording": "own words for a part",
    "order": "place",
}
_PAST: Mapping[str, str] = {
    "bring": "brought",
    "choose": "chose",
    "draw": "drew",
    "leave": "left",
    "let": "let",
    "make": "made",
    "new": "began a new",
    "not": "did not",
    "put": "put",
    "say": "said",
    "set": "set",
    "split": "split",
    "take": "took",
    "undo": "took back what was done before",
    "write": "wrote",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*")
_NAMING = ("title", "name", "prompt", "check", "case", "who", "file_name")
"""Fields by which a thing is called."""


def thing_words(entity: str, held: Mapping[str, Plain]) -> str:
    """Return what a thing is, and its name where it has one."""
    words = _THINGS.get(entity, f"a thing called {entity.replace('_', ' ')}")
    name = next((as_words(held.get(each)) for each in _NAMING if held.get(each)), "")
    return f"{words} ({name.replace('-', ' ') if entity == 'check' else name})" if name else words


def field_words(field: str) -> str:
    """Return what a field is called, with its key where it is one of many."""
    name, _, key = field.partition("/")
    words = _FIELDS.get(name, name.replace("_", " "))
    return f"{words} “{key}”" if key and name != "ties" else words


def as_words(value: Plain) -> str:
    """Return typed text; lists line by line."""
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    return value if isinstance(value, str) else ""


def shown(value: Plain) -> str:
    """Return any value in words."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        held = {str(key): part for key, part in value.items() if part is not None}
        return "; ".join(f"{key.replace('_', ' ')}: {shown(part)}" for key, part in held.items()) or "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    text = str(value)
    if _DAY.fullmatch(text):
        return in_words(date.fromisoformat(text))
    if _INSTANT.fullmatch(text):
        at = datetime.fromisoformat(text)
        return f"{in_words(at.date())} at {at:%H:%M}"
    return text


def in_the_past(action: str) -> str:
    """Return an act as the log names it ("move a finding") as what somebody did: "moved a finding"."""
    verb, _, rest = action.partition(" ")
    if verb in _PAST:
        past = _PAST[verb]
    else:
        past = f"{verb}d" if verb.endswith("e") else f"{verb[:-1]}ied" if verb.endswith("py") else f"{verb}ed"
    return f"{past} {rest}".rstrip()
