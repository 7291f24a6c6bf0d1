"""The lists that this program adds to a visit file, at random, as it writes them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.visit.identifiers import agreement_id, assignment_id, letter_acceptance_id

Raw = dict[str, Any]

WORDS = st.sampled_from(["", "had had", "Siân 👩🏽", "a\nb"])
INSTANT = st.none() | st.sampled_from(["2010-04-21T15:10:00+01:00", "2026-11-23T00:00:00Z"])
DAY = st.none() | st.dates().map(str)
UUID = st.uuids(version=4).map(str)


@st.composite
def own_lists(draw: st.DrawFn, framework: Framework, inspectors: list[str], findings: list[str]) -> Raw:
    """Our keys of how it was judged and of the work on the letter, in a file with these inspectors and findings."""
    someone = st.sampled_from([None, *inspectors])
    places = st.sampled_from(["part:opening", *(f"finding:{finding}" for finding in findings)])
    judging = {
        "agreements": _some(draw, _agreements(findings, inspectors)) if findings and inspectors else [],
        "moves": _some(draw, _moves(framework, findings, someone)) if findings else [],
        "assignments": _some(draw, _assignments(framework, someone)),
    }
    letter_work = {
        "next_steps": _some(draw, _entity(id=UUID, who=WORDS, what=WORDS, where=st.none() | WORDS, by=DAY)),
        "letter_acceptances": _some(draw, _letter_acceptances(places, someone)),
        "proposals": _some(draw, _proposals(places, someone)),
    }
    keeping = {"holds": _some(draw, _holds(someone))}
    whole = {
        "x-inspector-app-judging": judging,
        "x-inspector-app-letter-work": letter_work,
        "x-inspector-app-keeping": keeping,
    }
    return {key: lists for key, lists in whole.items() if any(lists.values())}


def _some(draw: st.DrawFn, entities: st.SearchStrategy[Raw]) -> list[Raw]:
    return draw(st.lists(entities, max_size=2, unique_by=lambda entity: str(entity["id"])))


def _entity(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({**fields, "extra": st.just({})})


def _agreements(findings: list[str], inspectors: list[str]) -> st.SearchStrategy[Raw]:
    whole = _entity(
        id=st.none(),
        finding=st.sampled_from(findings),
        inspector=st.sampled_from(inspectors),
        agreed=st.none() | st.booleans(),
        note=WORDS,
        judged=st.just("0" * 64),
        at=INSTANT,
    )
    return whole.map(lambda each: {**each, "id": agreement_id(each["finding"], each["inspector"])})


def _moves(framework: Framework, findings: list[str], someone: st.SearchStrategy[str | None]) -> st.SearchStrategy[Raw]:
    category = st.sampled_from([category.id for category in framework.categories])
    finding = st.sampled_from(findings)
    return _entity(
        id=UUID, finding=finding, from_category=category, to_category=category, why=WORDS, by=someone, at=INSTANT
    )


def _assignments(framework: Framework, someone: st.SearchStrategy[str | None]) -> st.SearchStrategy[Raw]:
    theme = st.sampled_from([theme.id for theme in framework.themes])
    kind = st.sampled_from([None, *RECORD_KINDS])
    whole = _entity(id=st.none(), theme=theme, kind=kind, inspector=someone, note=WORDS)
    return whole.map(lambda each: {**each, "id": assignment_id(each["theme"], each["kind"])})


def _letter_acceptances(
    places: st.SearchStrategy[str], someone: st.SearchStrategy[str | None]
) -> st.SearchStrategy[Raw]:
    check = st.just("repeated-word")
    whole = _entity(id=st.none(), check=check, about=places, words=WORDS, why=WORDS, by=someone, at=INSTANT)
    return whole.map(lambda each: {**each, "id": letter_acceptance_id(each["check"], each["about"], each["words"])})


def _proposals(places: st.SearchStrategy[str], someone: st.SearchStrategy[str | None]) -> st.SearchStrategy[Raw]:
    return _entity(
        id=UUID,
        about=places,
        text_field=st.sampled_from(["text", "points/0", "wording"]),
        start=st.integers(0, 99),
        before=WORDS,
        after=st.none() | WORDS,
        comment=WORDS,
        by=someone,
        at=INSTANT,
        answer=st.sampled_from([None, "accepted", "refused"]),
        answered_by=someone,
        answered_at=INSTANT,
    )


def _holds(someone: st.SearchStrategy[str | None]) -> st.SearchStrategy[Raw]:
    return _entity(
        id=UUID,
        reason=st.sampled_from(["A complaint", "Siân 👩🏽"]),
        placed_by=someone,
        placed_at=INSTANT,
        lifted_by=someone,
        lifted_at=INSTANT,
        lifted_because=st.none() | WORDS,
    )
