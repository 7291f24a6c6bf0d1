"""What several laptops wrote in one place, in words: what it is about, what each version says, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.both_wrote import BothWrote
from inspector_app.visit.change import Plain
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Answer, CaseCheck, Record
from inspector_app.visit.trail_values import as_words, field_words, shown

_CALLED: Mapping[str, str] = {
    "visit": "Visit details",
    "letter": "Letter",
    "evidence": "Evidence",
    "finding": "Finding",
    "concern": "Concern",
    "inspector": "Inspector",
    "addressee": "Addressee",
    "copy": "Copy",
    "link": "Evidence on a finding",
    "acceptance": "Warning on a finding",
    "agreement": "Agreement on a finding",
    "move": "Move of a finding",
    "assignment": "Gap that somebody looks at",
    "next_step": "Next step",
    "letter_acceptance": "Words of the letter that may stand",
    "proposal": "Proposal of a second reader",
    "issuing": "Sending of the letter",
    "attachment": "Attached file",
    "attachment_text": "Words of an attached file",
    "frame": "Council’s list",
    "draw": "Draw of cases",
    "hold": "Hold",
}
_KINDS: Mapping[str, str] = {
    "observation": "Observation",
    "interview": "Interview",
    "case": "Case",
    "document": "Document",
}
_OF_RECORD = frozenset({"record", *_KINDS, "answer", "check"})
_NAMES = ("name", "text", "title", "reference", "case", "what", "before", "words", "reason", "theme")
"""Fields by which a thing is known again, the best first."""
_SHORT = 70


class BothInWords:
    """Tells choices of one visit as it stands."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self._contents = contents
        self._records = contents.records_by_id()
        self._people = {person.id: person.name for person in contents.inspectors}
        self._labels = {
            **{theme.id: theme.label for theme in framework.themes},
            **{category.id: category.label for category in framework.categories},
        }

    def about(self, both: BothWrote) -> str:
        """Return what a choice is about: "Interview “Team manager”", "Finding “Supervision is …”"."""
        record = self.record_of(both)
        if record is not None:
            return f"{_KINDS[record.kind]} {_quoted(record.title or _reference(record))}".rstrip()
        called = _CALLED.get(both.entity, both.entity.replace("_", " ").capitalize())
        return f"{called} {_quoted(self._name(both))}".rstrip()

    def field(self, both: BothWrote) -> str:
        """Return which of its fields: "words", "title"; "removed or kept" for a removal that was overruled."""
        if both.was_removed:
            return "removed or kept"
        part = self._part(both)
        prompt = f" to “{part.prompt}”" if isinstance(part, Answer) and both.field == "answer" else ""
        return f"{field_words(both.field)}{prompt}"

    def value(self, both: BothWrote, value: Plain) -> str:
        """Return what a version says, as it is read: labels of themes and categories, names of people."""
        if both.was_removed:
            return "Removed" if value else "Kept, with what was written since"
        words = as_words(value)
        if words and words not in self._labels and words not in self._people:
            if isinstance(value, list | tuple):
                return "\n".join(self._known(each) for each in value)
            return words if " " in words else self._known(words)
        if value in (None, "", []):
            return "Nothing"
        return self._known(value)

    def finding_of(self, both: BothWrote) -> str | None:
        """Return the finding (an id) on which a choice is to be told."""
        if both.entity == "finding":
            return both.id
        for finding in self._contents.findings:
            if both.id in {*(link.id for link in finding.evidence), *(each.id for each in finding.accepted)}:
                return finding.id
        return None

    def record_of(self, both: BothWrote) -> Record | None:
        """Return the record on which a choice is to be told."""
        if both.entity in ("answer", "check"):
            part = self._part(both)
            return self._records.get(part.record) if isinstance(part, Answer | CaseCheck) else None
        return self._records.get(both.id) if both.entity in _OF_RECORD else None

    def who(self, inspector: str) -> str:
        """Return the name of whoever wrote a version."""
        return self._people.get(inspector) or "a colleague"

    def _known(self, value: Plain) -> str:
        if isinstance(value, str):
            return self._labels.get(value) or self._people.get(value) or shown(value.replace("-", " "))
        return shown(value)

    def _part(self, both: BothWrote) -> Answer | CaseCheck | None:
        for record in self._contents.records:
            parts = (*getattr(record.details, "answers", ()), *getattr(record.details, "checks", ()))
            for part in parts:
                if part.id == both.id:
                    return part if isinstance(part, Answer | CaseCheck) else None
        return None

    def _name(self, both: BothWrote) -> str:
        for each in fields(self._contents):
            things = getattr(self._contents, each.name)
            for thing in things if isinstance(things, tuple) else ():
                if getattr(thing, "id", None) == both.id:
                    return next((as_words(getattr(thing, name, "")) for name in _NAMES if getattr(thing, name, "")), "")
        return ""


def _reference(record: Record) -> str:
    return str(getattr(record.details, "reference", "") or "")


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return ""
    return f"“{line if len(line) <= _SHORT else line[:_SHORT].rsplit(' ', 1)[0] + ' …'}”"
