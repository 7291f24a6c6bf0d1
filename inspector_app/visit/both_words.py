"""What several laptops wrote in one place, in words: what it is about, what each version says, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from inspector_app.frameworks.framework import Framework, RecordKind
from inspector_app.visit.both_wrote import REMOVED, BothWrote, both_texts
from inspector_app.visit.change import Plain
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Answer, CaseCheck, Record
from inspector_app.visit.team_checks import choice_name
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


@dataclass(frozen=True, slots=True)
class VersionInWords:
    """What one laptop wrote: who, whether on this laptop, when (an instant in UTC), and what it says."""

    who: str
    here: bool
    at: datetime
    text: str
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceInWords:
    """One place where several laptops wrote, ready to be shown; `name` is that of `team_checks.choice_name`.

    `finding` and `record` (an id, and its kind) are those on which it is told; `joined` are all versions as
    one text, None where they are no texts.
    """

    both: BothWrote
    name: str
    about: str
    field: str
    versions: tuple[VersionInWords, ...]
    joined: str | None = None
    finding: str | None = None
    record: tuple[str, RecordKind] | None = None


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

    def choice(self, both: BothWrote, laptop: str, people: Mapping[str, str] | None = None) -> ChoiceInWords:
        """Return a choice in words, as it is seen on a laptop; `people` are names that the visit may not have yet."""
        record = self.record_of(both)
        names = {**(people or {}), **self._people}
        return ChoiceInWords(
            both=both,
            name=choice_name(both),
            about=self.about(both),
            field=self.field(both),
            versions=tuple(
                VersionInWords(
                    names.get(version.entry.inspector) or "A colleague",
                    version.entry.laptop == laptop,
                    version.entry.at,
                    self._removal(both, number) if both.was_removed else self.value(version.value),
                    version.value,
                )
                for number, version in enumerate(both.versions)
            ),
            joined=both_texts(both),
            finding=self.finding_of(both),
            record=(record.id, record.kind) if record is not None else None,
        )

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

    def value(self, value: Plain) -> str:
        """Return what a version says, as it is read: labels of themes and categories, names of people."""
        if value in (None, "", []):
            return "Nothing"
        if isinstance(value, list | tuple):
            return "\n".join(self._known(each) for each in value)
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

    def _removal(self, both: BothWrote, number: int) -> str:
        """The first version is the writing that kept the thing, the others are removals."""
        entry = both.versions[number].entry
        if number:
            return "Removed it."
        if entry.field is None or entry.field == REMOVED:
            return "Wrote in it."
        return f"Wrote in it: {field_words(entry.field)}\n\n{self.value(entry.value)}"

    def _known(self, value: Plain) -> str:
        if isinstance(value, str):
            return self._labels.get(value) or self._people.get(value) or (value if " " in value else shown(value))
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
