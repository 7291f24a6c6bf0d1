"""The trail of one thing, whole: what it is, its chain between letter and records, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector_app.frameworks.framework import Framework
from inspector_app.letter.content import letter_content
from inspector_app.letter.standing import standing_in_letter
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.numbering import numbered_findings
from inspector_app.visit.trail import Happening, story
from inspector_app.visit.trail_chain import Station, chain
from inspector_app.visit.trail_past import Subject

_TITLES = {
    "concern": "A concern about a child",
    "next_step": "A next step",
    "addressee": "An addressee of the letter",
    "copy": "Somebody who is sent a copy",
    "inspector": "A member of the team",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What is told of a subject (None: of the whole visit)."""

    subject: Subject | None
    title: str
    stations: tuple[Station, ...]
    happenings: tuple[Happening, ...]


def trail_of(
    contents: VisitContents,
    framework: Framework,
    log: Sequence[LogEntry],
    subject: Subject | None,
    *,
    names: Mapping[str, str],
    laptop: str,
) -> Trail:
    """Return the trail of a subject; `names` tells who people are that the log does not know."""
    stations: tuple[Station, ...] = ()
    if subject is not None:
        stations = chain(contents, subject, standing_in_letter(letter_content(contents, framework)))
    return Trail(
        subject=subject,
        title=_title(contents, framework, subject),
        stations=stations,
        happenings=story(log, framework, subject, names=names, laptop=laptop),
    )


def _title(contents: VisitContents, framework: Framework, subject: Subject | None) -> str:
    if subject is None:
        return f"All that was done in the visit to {contents.visit.authority_name}"
    if subject.entity == "finding":
        found = enumerate(numbered_findings(contents, framework), start=1)
        number, category = next(((n, each.category) for n, each in found if each.id == subject.id), (0, ""))
        return f"Finding {number} · {framework.category(category).label}" if number else "A finding that was removed"
    if subject.entity == "record":
        record = contents.records_by_id().get(subject.id)
        return f"{record.kind.capitalize()} · {record.title}".rstrip(" ·") if record else "A record that was removed"
    if subject.entity == "evidence":
        return "Evidence" if subject.id in contents.evidence_by_id() else "Evidence that was removed"
    return _TITLES.get(subject.entity, "The letter")
