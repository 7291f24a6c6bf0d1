"""Undo and redo as laws over random work, over restarts, and where somebody changed something since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_visits import VISIT_ID, empty_visit, one_of_everything, opened, opened_for_once

from inspector_app.errors import NothingToUndo
from inspector_app.holding import hold_visit, lift_holds
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Interview, Record

RECORDS, EVIDENCE, FINDINGS = ("r1", "r2"), ("e1", "e2"), ("f1", "f2")
LETTER = empty_visit().letter.id
words = some.text("ab ", min_size=1, max_size=4)


def _begun() -> VisitContents:
    return replace(
        empty_visit(),
        records=tuple(Record(id=name, kind="interview", details=Interview(id=name)) for name in RECORDS),
        evidence=tuple(Evidence(id=name, record="r1", text=name) for name in EVIDENCE),
        findings=tuple(Finding(id=name, category="strengths") for name in FINDINGS),
    )


some_step = some.one_of(
    some.builds(steps.set_field, some.just("record"), some.sampled_from(RECORDS), some.just("notes"), words),
    some.builds(
        steps.set_field, some.just("record"), some.sampled_from(RECORDS), some.just("themes"), some.lists(words)
    ),
    some.builds(steps.set_field, some.just("letter"), some.just(LETTER), some.just("wording/subject"), words),
    some.builds(
        steps.set_field,
        some.just("visit"),
        some.just(VISIT_ID),
        some.just("time_limits/initial-assessment"),
        some.one_of(some.none(), some.integers(1, 9)),
    ),
    some.builds(steps.write_answer, some.sampled_from(RECORDS), some.sampled_from(("p", "q")), words, some.just("a0")),
    some.builds(
        steps.move_card,
        some.sampled_from(EVIDENCE),
        some.sampled_from(FINDINGS),
        some.one_of(some.none(), some.sampled_from(FINDINGS)),
        some.sampled_from(("a0", "a1")),
    ).filter(lambda step: step.changes[0].__class__.__name__ == "Put"),
    some.builds(steps.link_evidence, some.sampled_from(FINDINGS), some.sampled_from(EVIDENCE), some.just("a2")),
    some.builds(steps.remove, some.just("evidence"), some.sampled_from(EVIDENCE)),
    some.builds(steps.remove, some.just("record"), some.sampled_from(RECORDS)),
    some.builds(
        steps.move_finding, some.sampled_from(FINDINGS), some.sampled_from(("strengths", "x")), some.just("a3")
    ),
)
LAWS = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _done(visit: OpenVisit, work: list[Step]) -> list[VisitContents]:
    """The states before each step that changed something, and the last."""
    states = [visit.contents()]
    for step in work:
        change = visit.write(step).result(10)
        visit.field_left()
        if set(change.changed) != {"inspector"} and change.changed:
            states.append(visit.contents())
    return states


def _without_team(contents: VisitContents) -> VisitContents:
    return replace(contents, inspectors=())


@LAWS
@given(work=some.lists(some_step, max_size=8))
def test_undoing_all_walks_back_through_every_state_and_redo_forward_again(profile: Profile, work: list[Step]) -> None:
    with opened_for_once(profile, _begun()) as visit:
        states = [_without_team(state) for state in _done(visit, work)]
        for state in reversed(states[:-1]):
            visit.undo().result(10)
            assert _without_team(visit.contents()) == state
        assert visit.undo_action() is None
        for state in states[1:]:
            visit.redo().result(10)
            assert _without_team(visit.contents()) == state
        assert visit.redo_action() is None
        for state in reversed(states[:-1]):
            visit.undo().result(10)
            assert _without_team(visit.contents()) == state
        assert visit.verify_chain() is None


@LAWS
@given(work=some.lists(some.one_of(some_step, some.sampled_from(("undo", "redo"))), max_size=10))
def test_undo_goes_on_after_a_restart_where_it_was(profile: Profile, work: list[object]) -> None:
    with opened_for_once(profile, _begun()) as visit:
        begun = visit.contents()
        for act in work:
            if isinstance(act, Step):
                visit.write(act).result(10)
                visit.field_left()
            elif getattr(visit, f"{act}_action")() is not None:
                getattr(visit, str(act))().result(10)
        remembered = visit.undo_action(), visit.redo_action()
        visit.close(10)
        again = OpenVisit.open(profile, VISIT_ID)
        assert (again.undo_action(), again.redo_action()) == remembered
        while again.undo_action() is not None:
            again.undo().result(10)
        assert _without_team(again.contents()) == _without_team(begun)
        again.close(10)


def test_nothing_to_undo_is_said(visit: OpenVisit) -> None:
    assert visit.undo_action() is None
    assert visit.redo_action() is None
    for act in (visit.undo, visit.redo):
        with pytest.raises(NothingToUndo):
            act().result(10)


def test_bringing_in_a_visit_is_not_undone(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        assert visit.undo_action() is None


def test_a_hold_is_not_undone_by_a_key(profile: Profile) -> None:
    visit_id = profile.new_visit(one_of_everything())
    hold_visit(profile, visit_id, "A complaint.")
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.undo_action() is None
        assert [hold.reason for hold in visit.holds()] == ["A complaint."]
    lift_holds(profile, visit_id, "Answered.")
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.undo_action() is None
        (lifted,) = visit.holds()
        assert (lifted.lifted_because, lifted.lifted_by, lifted.placed_by) == ("Answered.", visit.me, visit.me)
        assert lifted.lifted_at and lifted.placed_at


def test_a_new_step_clears_redo(visit: OpenVisit) -> None:
    visit.write(steps.add("concern", "c1", {"matter": "one"})).result(10)
    visit.undo().result(10)
    assert visit.redo_action() == "add a concern"
    visit.write(steps.add("concern", "c2", {"matter": "two"})).result(10)
    assert visit.redo_action() is None
    assert [concern.id for concern in visit.concerns()] == ["c2"]


def test_undo_names_what_waits_to_be_written(visit: OpenVisit) -> None:
    visit.write(steps.add("concern", "c1", {"matter": "one"}))
    assert visit.undo_action() == "add a concern"
    visit.undo().result(10)
    assert visit.concerns() == ()


def test_an_undo_is_announced_with_its_origin(visit: OpenVisit) -> None:
    visit.write(steps.add("concern", "c1", {"matter": "one"})).result(10)
    origin = object()
    change = visit.undo(origin).result(10)
    assert change.origin is origin
    assert change.changed["concern"] == {"c1"}
