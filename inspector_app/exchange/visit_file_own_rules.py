"""What must hold of our own lists in a visit file: their ids, what they refer to, and what can have happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from inspector_app.exchange.visit_file_schema import is_instant
from inspector_app.exchange.visit_file_shape import Raw
from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.identifiers import agreement_id, assignment_id, letter_acceptance_id
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.letter_entities import LetterAcceptance, Proposal

_DIGEST = re.compile("[0-9a-f]{64}")
_FINDING = "finding:"

Lists = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _There:
    """What a file or a visit holds that a list of ours may refer to."""

    inspectors: Collection[str]
    findings: Collection[str]

    @classmethod
    def in_file(cls, document: Raw) -> _There:
        return cls(_ids(document["visit"].get("inspectors")), _ids(document.get("findings")))

    @classmethod
    def in_visit(cls, contents: VisitContents) -> _There:
        return cls({each.id for each in contents.inspectors}, {each.id for each in contents.findings})

    def someone(self, inspector: str | None) -> str | None:
        """Return the inspector where the team has such a one."""
        return inspector if inspector in self.inspectors else None

    def known(self, *inspectors: str | None) -> bool:
        """Say whether each is an inspector of the team, or nobody."""
        return all(each is None or each in self.inspectors for each in inspectors)

    def has_place(self, about: str) -> bool:
        """Say whether a place of the letter can be there: a finding must be."""
        return not about.startswith(_FINDING) or about.removeprefix(_FINDING) in self.findings


def still_there(contents: VisitContents) -> VisitContents:
    """Return the visit with what our lists say of things that stand; an inspector who is gone is named no more."""
    there = _There.in_visit(contents)
    return replace(
        contents,
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
    )


def _sampling_holds(lists: Lists, _: Raw, __: Framework) -> bool:
    frames: tuple[Frame, ...] = lists["frames"]
    draws: tuple[Draw, ...] = lists["draws"]
    known = {frame.id for frame in frames}
    whole = _no_two_alike(frames) and _no_two_alike(draws)
    return whole and all(map(_is_frame, frames)) and all(draw.frame in known and _is_draw(draw) for draw in draws)


def _is_frame(frame: Frame) -> bool:
    digests = all(_DIGEST.fullmatch(digest) for digest in (frame.sha256, frame.file_sha256))
    return digests and frame.rows >= 0 and is_instant(frame.brought_in_at)


def _is_draw(draw: Draw) -> bool:
    """Whether it is one that could have been drawn: each stratum gives as many positions as it says."""
    sizes = [stratum.size for stratum in draw.strata]
    named = {stratum.name for stratum in draw.strata}
    counted = min(sizes, default=0) >= 0 and sum(sizes) == len(draw.positions) == draw.size
    return counted and len(named) == len(sizes) and min(draw.positions, default=1) >= 1 and is_instant(draw.drawn_at)


def _judging_holds(lists: Lists, document: Raw, framework: Framework) -> bool:
    agreements: tuple[Agreement, ...] = lists["agreements"]
    moves: tuple[Move, ...] = lists["moves"]
    assignments: tuple[Assignment, ...] = lists["assignments"]
    there = _There.in_file(document)
    categories = {category.id for category in framework.categories}
    themes = {theme.id for theme in framework.themes}
    return (
        all(map(_no_two_alike, lists.values()))
        and all(_is_agreement(each, there) for each in agreements)
        and all(_is_move(each, there, categories) for each in moves)
        and all(_is_assignment(each, there, themes) for each in assignments)
    )


def _is_agreement(agreement: Agreement, there: _There) -> bool:
    named = agreement.id == agreement_id(agreement.finding, agreement.inspector)
    held = agreement.finding in there.findings and agreement.inspector in there.inspectors
    return named and held and _may_be_instants(agreement.at)


def _is_move(move: Move, there: _There, categories: Collection[str]) -> bool:
    held = move.finding in there.findings and {move.from_category, move.to_category} <= set(categories)
    return held and _is_uuid(move.id) and there.known(move.by) and _may_be_instants(move.at)


def _is_assignment(assignment: Assignment, there: _There, themes: Collection[str]) -> bool:
    named = assignment.id == assignment_id(assignment.theme, assignment.kind)
    held = assignment.theme in themes and assignment.kind in (None, *RECORD_KINDS)
    return named and held and there.known(assignment.inspector)


def _letter_work_holds(lists: Lists, document: Raw, _: Framework) -> bool:
    there = _There.in_file(document)
    return (
        all(map(_no_two_alike, lists.values()))
        and all(_is_uuid(each.id) for each in lists["next_steps"])
        and all(_is_letter_acceptance(each, there) for each in lists["letter_acceptances"])
        and all(_is_proposal(each, there) for each in lists["proposals"])
    )


def _is_letter_acceptance(acceptance: LetterAcceptance, there: _There) -> bool:
    named = acceptance.id == letter_acceptance_id(acceptance.check, acceptance.about, acceptance.words)
    return (
        named and there.has_place(acceptance.about) and there.known(acceptance.by) and _may_be_instants(acceptance.at)
    )


def _is_proposal(proposal: Proposal, there: _There) -> bool:
    people = there.known(proposal.by, proposal.answered_by)
    times = _may_be_instants(proposal.at, proposal.answered_at)
    return _is_uuid(proposal.id) and there.has_place(proposal.about) and proposal.start >= 0 and people and times


RULES: Mapping[str, Callable[[Lists, Raw, Framework], bool]] = {
    "x-sampling": _sampling_holds,
    "x-judging": _judging_holds,
    "x-letter-work": _letter_work_holds,
}
"""For each key of ours, what must hold of its lists in a document without fault."""


def _ids(raws: Any) -> frozenset[str]:
    return frozenset(raw["id"] for raw in raws or ())


def _no_two_alike(entities: Iterable[Any]) -> bool:
    ids = [entity.id for entity in entities]
    return len(set(ids)) == len(ids)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _may_be_instants(*moments: str | None) -> bool:
    return all(moment is None or is_instant(moment) for moment in moments)
