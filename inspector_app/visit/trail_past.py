"""What stood before each entry of the log, what things were called then, and what an entry is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.entities import ENTITIES
from inspector_app.visit.identifiers import link_id

_OF_FINDING = frozenset({"link", "acceptance", "agreement", "move"})
_OF_RECORD = frozenset({"answer", "check", "attachment"})
_OF_LETTER = frozenset({"signed_letter", "issuing"})
_DETAILS = frozenset({"observation", "interview", "case", "document"})
_SHAKES = frozenset({"text", "count", "deleted"})
"""What may change in a piece of evidence so that the findings on it are touched."""

_COUNTED: Mapping[str, tuple[str, str]] = {
    "record": ("record", "records"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "finding": ("finding", "findings"),
    "link": ("piece of evidence on a finding", "pieces of evidence on findings"),
    "answer": ("answer", "answers"),
    "check": ("case check", "case checks"),
    "concern": ("concern", "concerns"),
    "attachment": ("attachment", "attachments"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a trail is of: a finding, a piece of evidence, a record, a concern, or a part of the letter (`field`)."""

    entity: str
    id: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry, and what its field held before."""

    entry: LogEntry
    before: Plain

    @property
    def values(self) -> Mapping[str, Plain]:
        """The fields that a made entity was given; nothing for a field that was set."""
        return self.entry.value if self.entry.field is None and isinstance(self.entry.value, Mapping) else {}


class Past:
    """The visit as it stood at each step, taken in one after another."""

    def __init__(self, entries: Sequence[LogEntry], framework: Framework, subject: Subject | None) -> None:
        self.framework = framework
        self.subject = subject
        self.people: dict[str, str] = {}
        self._entries = {f"{entry.laptop}:{entry.seq}": entry for entry in entries}
        self._held: dict[tuple[str, str], dict[str, Plain]] = {}
        for entry in entries:
            if entry.entity == "inspector":
                name = entry.value if entry.field == "name" else _mapping(entry.value).get("name")
                if isinstance(name, str):
                    self.people[entry.id] = name

    def take(self, step: Iterable[LogEntry]) -> None:
        """Let a step have been done."""
        for entry in step:
            held = self._held.setdefault((entry.entity, entry.id), {})
            if entry.field is None:
                held.update(_mapping(entry.value))
            else:
                _set(held, entry.field, entry.value)

    def held(self, entity: str, entity_id: Plain) -> Mapping[str, Plain]:
        """Return the fields of a thing as they stand now; nothing for what is not known."""
        return self._held.get((entity, str(entity_id)), {})

    def text(self, entity: str, entity_id: Plain, field: str = "text") -> str:
        """Return a text of a thing as it stands now."""
        value = self.held(entity, entity_id).get(field)
        return value if isinstance(value, str) else ""

    def changed(self, entry: LogEntry) -> Changed:
        """Return an entry with what its field held before: what its author saw, whatever came from elsewhere since.

        Before a choice where both wrote that is the version that was shown.
        """
        parent = self._entries.get((entry.parent or "").partition(" ")[0])
        if parent is None or entry.field is None:
            return Changed(entry, None)
        if parent.field == entry.field:
            return Changed(entry, parent.value)
        name, _, key = entry.field.partition("/")
        whole = parent.value if parent.field == name else _mapping(parent.value).get(name, _default(entry.entity, name))
        return Changed(entry, _mapping(whole).get(key) if key else whole)

    def taken_back(self, undoes: str) -> tuple[bool, str]:
        """Return whether the step that takes this one back is a redo, and what the act was in the end."""
        first = self._entries.get(undoes)
        again = False
        while first is not None and first.undoes and first.undoes in self._entries:
            again = not again
            first = self._entries[first.undoes]
        return again, first.action if first is not None else "something"

    def counted(self, changes: Sequence[Changed]) -> str:
        """Return in words how many things of each kind changes are about: "2 findings, 30 pieces of evidence"."""
        amounts = Counter(entity for entity, _id in {(each.entry.entity, each.entry.id) for each in changes})
        named = [(_COUNTED[entity], count) for entity, count in amounts.items() if entity in _COUNTED]
        others = sum(count for entity, count in amounts.items() if entity not in _COUNTED)
        words = [f"{count} {names[count != 1]}" for names, count in sorted(named, key=lambda each: -each[1])]
        return ", ".join([*words, *([f"{others} other thing{'s' if others > 1 else ''}"] if others else [])])

    def is_about(self, entry: LogEntry) -> bool:
        """Say whether an entry belongs to the trail of the subject."""
        subject = self.subject
        if subject is None:
            return True
        if (entry.entity, entry.id) == (subject.entity, subject.id):
            return not subject.field or entry.field in (None, subject.field)
        held = self.held(entry.entity, entry.id)
        if subject.entity == "finding":
            return self._is_about_finding(entry, held, subject.id)
        if subject.entity == "evidence":
            gone = _takes_a_record(entry) and self.held("evidence", subject.id).get("record") == entry.id
            return gone or (entry.entity == "link" and held.get("evidence") == subject.id)
        if subject.entity == "record":
            of_it = entry.entity in _DETAILS and entry.id == subject.id
            part = entry.entity in _OF_RECORD and held.get("record") == subject.id
            taken = entry.entity == "evidence" and held.get("record") == subject.id
            return of_it or part or (taken and entry.field in (None, "deleted"))
        if subject.entity == "letter" and subject.field:
            return held.get("about") == f"part:{subject.field.partition('/')[2]}"
        return subject.entity == "letter" and entry.entity in _OF_LETTER

    def _is_about_finding(self, entry: LogEntry, held: Mapping[str, Plain], finding: str) -> bool:
        if entry.entity in _OF_FINDING:
            return held.get("finding") == finding
        if entry.entity == "evidence" and entry.field in _SHAKES:
            link = self.held("link", link_id(finding, entry.id))
            return bool(link) and not link.get("deleted")
        if _takes_a_record(entry):
            return any(
                entity == "evidence"
                and piece.get("record") == entry.id
                and self.held("link", link_id(finding, each)).get("deleted") is False
                for (entity, each), piece in self._held.items()
            )
        return held.get("about") == f"finding:{finding}"


def _takes_a_record(entry: LogEntry) -> bool:
    """Whether a record is removed, or brought back: its evidence goes and comes with it."""
    return (entry.entity, entry.field) == ("record", "deleted")


def _default(entity: str, name: str) -> Plain:
    """Return what a field holds that its entity was made without."""
    kind: Any = ENTITIES[entity]
    default = next((each.default for each in fields(kind) if each.name == name), None)
    return list(default) if isinstance(default, tuple) else default if isinstance(default, str | bool | int) else None


def _mapping(value: Plain) -> Mapping[str, Plain]:
    return value if isinstance(value, Mapping) else {}


def _set(held: dict[str, Plain], field: str, value: Plain) -> None:
    name, _, key = field.partition("/")
    if not key:
        held[name] = value
        return
    keys = dict(_mapping(held.get(name)))
    if value is None:
        keys.pop(key, None)
    else:
        keys[key] = value
    held[name] = keys
