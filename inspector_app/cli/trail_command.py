"""`inspector-app visit trail`: how a finding, a record or a piece of evidence came to be what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import InspectorError

if TYPE_CHECKING:
    from inspector_app.frameworks.framework import Framework
    from inspector_app.letter.letter_trail import Trail
    from inspector_app.visit.contents import VisitContents
    from inspector_app.visit.trail import Happening
    from inspector_app.visit.trail_past import Subject
    from inspector_app.visit.trail_telling import Told

_SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
"""How words that went and came are marked in plain text."""


@click.command()
@click.argument("visit_id", metavar="ID")
@click.option("--finding", help="A finding, by its number in the evidence record or its id.")
@click.option("--record", help="A record, by its id.")
@click.option("--evidence", help="A piece of evidence, by its id.")
@shared_options
@click.pass_obj
def trail(session: Session, visit_id: str, finding: str | None, record: str | None, evidence: str | None) -> None:
    """Tell who changed what and when, with the words before and after; of the whole visit where nothing is named."""
    from inspector_app.letter.letter_trail import trail_of
    from inspector_app.open_visit import OpenVisit

    if sum(each is not None for each in (finding, record, evidence)) > 1:
        raise click.UsageError("Name one thing only: a finding, a record or a piece of evidence.")
    with session.profile() as profile, OpenVisit.open(profile, visit_id) as opened:
        contents, log, framework, laptop = opened.contents(), opened.history(), opened.framework, opened.laptop
        names = {profile.inspector_id: profile.name}
    subject = _subject(contents, framework, finding, record, evidence)
    told = trail_of(contents, framework, log, subject, names=names, laptop=laptop)
    if not told.happenings:
        raise InspectorError(
            "The visit knows of nothing by that id.", "The visit file and --json of other commands name ids."
        )
    session.speaker.tell("\n".join(_lines(told)), _answer(visit_id, told))


def _subject(
    contents: VisitContents, framework: Framework, finding: str | None, record: str | None, evidence: str | None
) -> Subject | None:
    from inspector_app.visit.numbering import numbered_findings
    from inspector_app.visit.trail_past import Subject

    if record is not None:
        return Subject("record", record)
    if evidence is not None:
        return Subject("evidence", evidence)
    if finding is None:
        return None
    if not finding.isdigit():
        return Subject("finding", finding)
    findings = numbered_findings(contents, framework)
    if not 1 <= int(finding) <= len(findings):
        raise InspectorError(f"There is no finding {finding}.", f"This visit has {len(findings)}, counted from 1.")
    return Subject("finding", findings[int(finding) - 1].id)


def _lines(told: Trail) -> Iterator[str]:
    yield told.title
    for station in told.stations:
        note = f" ({station.note})" if station.note else ""
        yield f"{'  ' * station.level}{station.words}{note}"
    yield ""
    for happening in told.happenings:
        yield from _happening(happening)


def _happening(happening: Happening) -> Iterator[str]:
    from inspector_app.visit.names import in_words

    at = happening.at.astimezone()
    where = f" ({happening.laptop})" if happening.laptop else ""
    when = f"{in_words(at.date())} at {at:%H:%M}, {happening.who}{where}"
    first, *rest = happening.told
    times = f", in {len(happening.parts)} goes" if happening.parts else ""
    yield f"{when} {first.sentence}{times}{_ending(first)}"
    yield from _words(first)
    for line in rest:
        yield f"  {line.sentence}{_ending(line)}"
        yield from _words(line)


def _ending(told: Told) -> str:
    return ":" if told.before or told.after else ""


def _words(told: Told) -> Iterator[str]:
    from inspector_app.visit.word_differences import shortened, word_differences

    if not told.before:
        text = told.after
    else:
        pieces = shortened(word_differences(told.before, told.after))
        text = "".join(_marked(each.kind, each.text) for each in pieces)
    yield from (f"    {line}" for line in text.splitlines() if line.strip())


def _marked(kind: str, text: str) -> str:
    """Return words between their signs, with the blanks at their end outside."""
    words = text.rstrip()
    return _SIGNS[kind].format(words) + text[len(words) :] if words else text


def _answer(visit_id: str, told: Trail) -> dict[str, object]:
    subject = told.subject
    return {
        "visit": visit_id,
        "about": {subject.entity: subject.id} if subject is not None else {},
        "title": told.title,
        "chain": [
            {
                "level": each.level,
                "kind": each.kind,
                "words": each.words,
                "note": each.note,
                "about": {each.about.entity: each.about.id},
            }
            for each in told.stations
        ],
        "happenings": [
            {
                "at": each.at.isoformat(),
                "until": each.until.isoformat(),
                "who": each.who,
                "laptop": each.laptop,
                "told": [{"sentence": line.sentence, "before": line.before, "after": line.after} for line in each.told],
                "entries": [f"{entry.laptop}:{entry.seq}" for entry in each.entries],
            }
            for each in told.happenings
        ],
    }
