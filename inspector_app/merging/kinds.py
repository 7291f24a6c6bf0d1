"""What the entries of a log are about, in the words of an inspector: an answer is its interview, a link its finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector_app.visit.change import LogEntry, Plain

KINDS: Mapping[str, str] = {
    "observation": "observations",
    "interview": "interviews",
    "case": "cases",
    "document": "documents",
    "attachment": "attached files",
    "evidence": "evidence",
    "finding": "findings",
    "concern": "concerns",
    "letter": "parts of the letter",
    "sampling": "lists and draws",
    "visit": "the visit and its team",
}
"""The kinds of things that are counted, in their order, with the word for several of them."""

_OF_OWNER: Mapping[str, tuple[str, str]] = {
    "answer": ("interview", "record"),
    "check": ("case", "record"),
    "link": ("finding", "finding"),
    "acceptance": ("finding", "finding"),
    "agreement": ("finding", "finding"),
    "move": ("finding", "finding"),
}
"""Parts: the kind of the thing that they belong to, and the field that names it."""
_OF_ITSELF: Mapping[str, str] = {
    **{kind: kind for kind in ("attachment", "evidence", "finding", "concern", "letter", "visit")},
    **dict.fromkeys(("frame", "draw"), "sampling"),
    "attachment_text": "attachment",
    **dict.fromkeys(
        ("addressee", "copy", "next_step", "letter_acceptance", "proposal", "signed_letter", "issuing"), "letter"
    ),
    **dict.fromkeys(("inspector", "assignment", "hold"), "visit"),
}
_RECORDS = ("observation", "interview", "case", "document")


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """What an inspector would call one thing: its kind (of `KINDS`), and its id."""

    kind: str
    id: str


class Things:
    """Which thing each of these entries is about; what the entries do not tell is not known."""

    def __init__(self, entries: Iterable[LogEntry]) -> None:
        self._records: dict[str, str] = {}
        self._owners: dict[tuple[str, str], str] = {}
        said: dict[str, str] = {}
        for entry in sorted(entries, key=lambda each: (each.clock, each.laptop, each.seq)):
            if entry.entity in _RECORDS:
                self._records[entry.id] = entry.entity
            elif entry.entity == "record":
                kind = value_given(entry, "kind")
                if kind in _RECORDS:
                    said[entry.id] = str(kind)
            elif entry.entity in _OF_OWNER:
                owner = value_given(entry, _OF_OWNER[entry.entity][1])
                if isinstance(owner, str):
                    self._owners[entry.entity, entry.id] = owner
        self._records.update(said)

    def of(self, entry: LogEntry) -> Thing | None:
        """Return what an entry is about; None where it says nothing of the visit, or is not known."""
        if entry.entity == "record" or entry.entity in _RECORDS:
            return self._record(entry.id)
        if entry.entity in _OF_ITSELF:
            return Thing(_OF_ITSELF[entry.entity], entry.id)
        owner = self._owners.get((entry.entity, entry.id))
        if owner is None:
            return None
        kind, _ = _OF_OWNER[entry.entity]
        return Thing(self._records.get(owner, kind), owner)

    def _record(self, record_id: str) -> Thing | None:
        kind = self._records.get(record_id)
        return Thing(kind, record_id) if kind is not None else None


def is_whole(entity: str) -> bool:
    """Say whether what is made or removed of this entity is a thing itself, and not a part of one."""
    return entity == "record" or (entity in _OF_ITSELF and entity != "attachment_text")


def value_given(entry: LogEntry, field: str) -> Plain:
    """Return what an entry gives a field; None where it says nothing of it."""
    if entry.field is None:
        return entry.value.get(field) if isinstance(entry.value, Mapping) else None
    return entry.value if entry.field == field else None
