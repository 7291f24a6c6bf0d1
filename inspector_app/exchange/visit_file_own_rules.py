"""What must hold of our own lists in a visit file: their ids, what they refer to, and what can have happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from inspector_app.errors import shown
from inspector_app.exchange.visit_file_references import objects
from inspector_app.exchange.visit_file_schema import is_instant
from inspector_app.exchange.visit_file_shape import Raw, own_key
from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.identifiers import agreement_id, assignment_id, letter_acceptance_id
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.letter_entities import LetterAcceptance, NextStep, Proposal

_DIGEST = re.compile("[0-9a-f]{64}")
_FINDING = "finding:"
_NO_INSTANT = "This must be an instant with its offset, such as 2010-05-21T15:02:00+01:00."

Faults = Iterator[tuple[str, str]]
"""Fields of an entity, each with what is wrong there."""


@dataclass(frozen=True, slots=True)
class There:
    """What a file or a visit holds that a list of ours may refer to; without a framework its names are not known."""

    inspectors: Collection[str]
    findings: Collection[str]
    frames: Collection[str]
    framework: Framework | None = None

    @classmethod
    def in_file(cls, document: Raw, framework: Framework | None) -> There:
        """Return what a document holds, which may have faults."""
        return cls(
            _ids(document, "visit", "inspectors"),
            _ids(document, "findings"),
            _ids(document, own_key("sampling"), "frames"),
            framework,
        )

    @classmethod
    def in_visit(cls, contents: VisitContents) -> There:
        """Return what a visit holds."""
        inspectors, findings, frames = (
            {each.id for each in held} for held in (contents.inspectors, contents.findings, contents.frames)
        )
        return cls(inspectors, findings, frames)

    def someone(self, inspector: str | None) -> str | None:
        """Return the inspector where the team has such a one."""
        return inspector if inspector in self.inspectors else None

    def has_place(self, about: str) -> bool:
        """Say whether a place of the letter can be there: a finding must be."""
        return not about.startswith(_FINDING) or about.removeprefix(_FINDING) in self.findings

    def unknown_people(self, **fields: str | None) -> Faults:
        """Give the fields that name somebody who is not on the team."""
        for field, inspector in fields.items():
            if inspector is not None and inspector not in self.inspectors:
                yield field, f"No inspector of the visit has the id {shown(inspector)}."

    def unknown_finding(self, field: str, finding: str) -> Faults:
        """Give the field where it names a finding that is not there."""
        if finding not in self.findings:
            yield field, f"No finding of the file has the id {shown(finding)}."


def still_there(contents: VisitContents) -> VisitContents:
    """Return the visit with what our lists say of things that stand; an inspector who is gone is named no more."""
    there = There.in_visit(contents)
    return replace(
        contents,
        draws=tuple(each for each in contents.draws if each.frame in there.frames),
        agreements=tuple(
            each
            for each in contents.agreements
            if each.finding in there.findings and each.inspector in there.inspectors
        ),
        moves=tuple(
            replace(each, by=there.someone(each.by)) for each in contents.moves if each.finding in there.findings
        ),
        assignments=tuple(replace(each, inspector=there.someone(each.inspector)) for each in contents.assignments),
        letter_acceptances=tuple(
            replace(each, by=there.someone(each.by))
            for each in contents.letter_acceptances
            if there.has_place(each.about)
        ),
        proposals=tuple(
            replace(each, by=there.someone(each.by), answered_by=there.someone(each.answered_by))
            for each in contents.proposals
            if there.has_place(each.about)
        ),
        holds=tuple(
            replace(each, placed_by=there.someone(each.placed_by), lifted_by=there.someone(each.lifted_by))
            for each in contents.holds
        ),
    )


def _frame(frame: Frame, _: There) -> Faults:
    for field, digest in (("sha256", frame.sha256), ("file_sha256", frame.file_sha256)):
        if not _DIGEST.fullmatch(digest):
            yield field, "This must be a SHA-256 in hexadecimal figures."
    if frame.rows < 0:
        yield "rows", f"This must be a number of rows, not {frame.rows}."
    yield from _moments(brought_in_at=frame.brought_in_at)


def _draw(draw: Draw, there: There) -> Faults:
    """A draw is one that could have been drawn: each stratum gives as many positions as it says."""
    if draw.frame not in there.frames:
        yield "frame", f"No frame of the file has the id {shown(draw.frame)}."
    sizes = [stratum.size for stratum in draw.strata]
    if len({stratum.name for stratum in draw.strata}) < len(sizes):
        yield "strata", "Two strata bear the same name."
    if min(sizes, default=0) < 0 or sum(sizes) != draw.size:
        yield "strata", f"The sizes of the strata do not make up the {draw.size} of the draw."
    if len(draw.positions) != draw.size or min(draw.positions, default=1) < 1:
        yield "positions", f"These must be {draw.size} positions, counted from 1."
    yield from _moments(drawn_at=draw.drawn_at)


def _agreement(agreement: Agreement, there: There) -> Faults:
    yield from _named(agreement.id, agreement_id(agreement.finding, agreement.inspector))
    yield from there.unknown_finding("finding", agreement.finding)
    yield from there.unknown_people(inspector=agreement.inspector)
    yield from _moments(at=agreement.at)


def _move(move: Move, there: There) -> Faults:
    yield from _uuid(move.id)
    yield from there.unknown_finding("finding", move.finding)
    if there.framework is not None:
        known = {category.id for category in there.framework.categories}
        for field, category in (("from_category", move.from_category), ("to_category", move.to_category)):
            if category not in known:
                yield field, f'The framework {there.framework.id} has no category "{shown(category)}".'
    yield from there.unknown_people(by=move.by)
    yield from _moments(at=move.at)


def _assignment(assignment: Assignment, there: There) -> Faults:
    yield from _named(assignment.id, assignment_id(assignment.theme, assignment.kind))
    if there.framework is not None and assignment.theme not in {theme.id for theme in there.framework.themes}:
        yield "theme", f'The framework {there.framework.id} has no theme "{shown(assignment.theme)}".'
    if assignment.kind not in (None, *RECORD_KINDS):
        yield "kind", f'There is no kind of record "{shown(assignment.kind or "")}".'
    yield from there.unknown_people(inspector=assignment.inspector)


def _next_step(step: NextStep, _: There) -> Faults:
    yield from _uuid(step.id)


def _letter_acceptance(acceptance: LetterAcceptance, there: There) -> Faults:
    yield from _named(acceptance.id, letter_acceptance_id(acceptance.check, acceptance.about, acceptance.words))
    if not there.has_place(acceptance.about):
        yield from there.unknown_finding("about", acceptance.about.removeprefix(_FINDING))
    yield from there.unknown_people(by=acceptance.by)
    yield from _moments(at=acceptance.at)


def _proposal(proposal: Proposal, there: There) -> Faults:
    yield from _uuid(proposal.id)
    if not there.has_place(proposal.about):
        yield from there.unknown_finding("about", proposal.about.removeprefix(_FINDING))
    if proposal.start < 0:
        yield "start", f"This must be a place in the text, counted from 0, not {proposal.start}."
    yield from there.unknown_people(by=proposal.by, answered_by=proposal.answered_by)
    yield from _moments(at=proposal.at, answered_at=proposal.answered_at)


def _hold(hold: Hold, there: There) -> Faults:
    yield from _uuid(hold.id)
    if not hold.reason.strip():
        yield "reason", "A hold is placed with a reason."
    yield from there.unknown_people(placed_by=hold.placed_by, lifted_by=hold.lifted_by)
    yield from _moments(placed_at=hold.placed_at, lifted_at=hold.lifted_at)


RULES: Mapping[str, Callable[[Any, There], Faults]] = {
    "frames": _frame,
    "draws": _draw,
    "agreements": _agreement,
    "moves": _move,
    "assignments": _assignment,
    "next_steps": _next_step,
    "letter_acceptances": _letter_acceptance,
    "proposals": _proposal,
    "holds": _hold,
}
"""For each list of ours, what is wrong with one of its entities, whose fields have the right form."""


def _ids(document: Raw, *path: str) -> frozenset[str]:
    return frozenset(held["id"] for _, held in objects(document, *path) if isinstance(held.get("id"), str))


def _named(given: str, wanted: str) -> Faults:
    """An id that is made of what the entity is about is that and no other."""
    if given != wanted:
        yield "id", f"This must be {wanted}, not {shown(given)}."


def _uuid(text: str) -> Faults:
    try:
        is_one = str(UUID(text)) == text
    except ValueError:
        is_one = False
    if not is_one:
        yield "id", f"This must be a UUID, not {shown(text)}."


def _moments(**fields: str | None) -> Faults:
    for field, moment in fields.items():
        if moment is not None and not is_instant(moment):
            yield field, _NO_INSTANT
