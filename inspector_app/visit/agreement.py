"""Whether the team stands behind a finding: what each inspector says of it, and whether it has changed since.

What was judged is kept as three digests, of the words, the category with its risk, and the evidence, so that what has
changed since can be named without keeping any of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector_app.visit.change import Put, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Inspector
from inspector_app.visit.identifiers import agreement_id
from inspector_app.visit.judging_entities import Agreement
from inspector_app.visit.names import joined
from inspector_app.visit.problem import Problem

State = Literal["not-asked", "agreed", "not-agreed", "open-again"]

_PARTS = ("its words", "its category or risk", "its evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one inspector says of one finding as it is now; `changed` names what is another since they said it."""

    inspector: str
    name: str
    state: State = "not-asked"
    note: str = ""
    changed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether an answer of this inspector is still awaited."""
        return self.state in ("not-asked", "open-again")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAgreement:
    """How far the team has got: the ids of the findings that all agree with as they stand, and of the others; and with
    how many each inspector agrees, by name, in the order of the team."""

    agreed: tuple[str, ...]
    open: tuple[str, ...]
    of_each: tuple[tuple[str, int], ...]


def judged_digest(finding: Finding, evidence: Mapping[str, Evidence]) -> str:
    """Return the digests of what an inspector judges, joined by "-": words and points; category, risk and trigger; and
    the evidence with its bearing and text. Evidence that is no longer there counts for nothing, its order neither."""
    risk = finding.risk
    held = sorted(
        (link.evidence, link.bearing, evidence[link.evidence].text)
        for link in finding.evidence
        if link.evidence in evidence
    )
    parts: tuple[object, ...] = (
        (finding.text, finding.points),
        (finding.category, (risk.who, risk.of_what, risk.systemic) if risk else None, finding.trigger),
        held,
    )
    return "-".join(hashlib.sha256(json.dumps(part).encode()).hexdigest()[:32] for part in parts)


def standings(
    finding: Finding,
    evidence: Mapping[str, Evidence],
    said: Mapping[str, Agreement],
    inspectors: Sequence[Inspector],
) -> tuple[Standing, ...]:
    """Return where each inspector stands on a finding, in the order of the team; `said` holds agreements by id.

    A visit with one inspector has nobody to agree with: nothing is returned.
    """
    if len(inspectors) < 2:
        return ()
    given = [said.get(agreement_id(finding.id, person.id)) for person in inspectors]
    now = judged_digest(finding, evidence) if any(one and one.agreed is not None for one in given) else ""
    return tuple(_standing(person, one, now) for person, one in zip(inspectors, given, strict=True))


def say(finding: Finding, evidence: Mapping[str, Evidence], inspector: str, agreed: bool, note: str, at: str) -> Step:
    """Let an inspector agree with a finding as it stands, or not; `at` is the instant, `note` says why not."""
    action = "agree with a finding" if agreed else "not agree with a finding"
    return Step(action, (_answer(finding, evidence, inspector, agreed, note, at),))


def take_back(finding: Finding, inspector: str) -> Step:
    """Let an inspector have said nothing of a finding."""
    values = {"finding": finding.id, "inspector": inspector, "agreed": None, "note": "", "judged": "", "at": None}
    return Step(
        "take back what was said of a finding", (Put("agreement", agreement_id(finding.id, inspector), values),)
    )


def team_agreement(contents: VisitContents) -> TeamAgreement | None:
    """Return how far the team has got with all findings; None where there is one inspector alone."""
    if len(contents.inspectors) < 2:
        return None
    evidence, said = contents.evidence_by_id(), {one.id: one for one in contents.agreements}
    standing = {each.id: standings(each, evidence, said, contents.inspectors) for each in contents.findings}
    of_each = [
        (person.name, sum(stands[place].state == "agreed" for stands in standing.values()))
        for place, person in enumerate(contents.inspectors)
    ]
    return TeamAgreement(
        agreed=tuple(each for each, stands in standing.items() if agreed_by_all(stands)),
        open=tuple(each for each, stands in standing.items() if not agreed_by_all(stands)),
        of_each=tuple(of_each),
    )


def team_in_words(team: TeamAgreement) -> str:
    """Return how far the team has got, as the letter page says it: "Agreed by all: 3 of 14 findings"."""
    number = len(team.agreed) + len(team.open)
    findings = "1 finding" if number == 1 else f"{number} findings"
    each = ", ".join(f"{name} with {count}" for name, count in team.of_each)
    return f"Agreed by all: {len(team.agreed)} of {findings} ({each})"


def agreed_by_all(standing: Sequence[Standing]) -> bool:
    """Say whether every inspector agrees with a finding as it stands."""
    return bool(standing) and all(one.state == "agreed" for one in standing)


def in_words(standing: Standing) -> str:
    """Return where an inspector stands, in words that follow their name: "agrees", "does not agree: ..."."""
    if standing.state == "agreed":
        return "agrees" + (f": {standing.note}" if standing.note else "")
    if standing.state == "not-agreed":
        return "does not agree" + (f": {standing.note}" if standing.note else "")
    if standing.state == "open-again":
        return f"open again: {joined(standing.changed)} changed"
    return "has not said"


def agreement_problems(finding: Finding, standing: Sequence[Standing]) -> Iterator[Problem]:
    """Warn of a finding with which an inspector does not agree as it stands."""
    against = [one for one in standing if one.state == "not-agreed"]
    if against:
        verb = "does" if len(against) == 1 else "do"
        notes = " ".join(f"“{one.note}”" for one in against if one.note)
        yield Problem(
            check="finding-not-agreed",
            level="warning",
            about={"finding": finding.id},
            message=f"{joined([one.name for one in against])} {verb} not agree with this finding. {notes}".strip(),
            mend="Talk it over and change it until all agree, or say why it may stand.",
        )


def _answer(
    finding: Finding, evidence: Mapping[str, Evidence], inspector: str, agreed: bool, note: str, at: str
) -> Put:
    values = {
        "finding": finding.id,
        "inspector": inspector,
        "agreed": agreed,
        "note": note,
        "judged": judged_digest(finding, evidence),
        "at": at,
    }
    return Put("agreement", agreement_id(finding.id, inspector), values)


def _standing(person: Inspector, said: Agreement | None, now: str) -> Standing:
    if said is None or said.agreed is None:
        return Standing(inspector=person.id, name=person.name)
    if said.judged == now:
        state: State = "agreed" if said.agreed else "not-agreed"
        return Standing(inspector=person.id, name=person.name, state=state, note=said.note)
    before, parts = said.judged.split("-"), now.split("-")
    same_kind = len(before) == len(parts)
    changed = [name for name, old, new in zip(_PARTS, before, parts, strict=False) if same_kind and old != new]
    return Standing(
        inspector=person.id,
        name=person.name,
        state="open-again",
        note=said.note,
        changed=tuple(changed) or ("it",),
    )
