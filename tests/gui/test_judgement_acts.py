"""What acts on the board mean, held against the visit itself: each is one step that undo takes back whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from board_of_cards import CARDS, FINDING, OTHER, opened, visit_to_judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector_app.gui.judgement import acts
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.visit.change import Put
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import in_order


@pytest.fixture
def visit(own_profile: ProfilePlaces):
    with opened(own_profile, visit_to_judge()) as (visit, _profile):
        yield visit


def picked(visit: OpenVisit, *places: tuple[int, str | None]) -> list[acts.Picked]:
    cards = {card.id: card for card in visit.cards()}
    return [acts.Picked(cards[CARDS[number]], finding) for number, finding in places]


def on(visit: OpenVisit, finding: str) -> list[tuple[int, str]]:
    return [(CARDS.index(link.evidence), link.bearing) for link in visit.finding(finding).evidence]


def test_unsorted_cards_land_between_those_that_are_there(visit):
    step = acts.put_on_finding(picked(visit, (2, None), (4, None)), visit.finding(FINDING), 1)
    visit.write(step).result()
    assert on(visit, FINDING) == [(0, "supports"), (2, "supports"), (4, "supports"), (1, "contradicts")]
    visit.undo().result()
    assert on(visit, FINDING) == [(0, "supports"), (1, "contradicts")]


def test_a_card_taken_from_one_finding_to_another_leaves_the_first_and_can_be_kept_there(visit):
    visit.write(acts.put_on_finding(picked(visit, (0, FINDING)), visit.finding(OTHER))).result()
    assert (on(visit, FINDING), on(visit, OTHER)) == ([(1, "contradicts")], [(0, "supports")])
    visit.write(acts.put_on_finding(picked(visit, (1, FINDING)), visit.finding(OTHER), keep=True)).result()
    assert on(visit, FINDING) == [(1, "contradicts")]
    assert on(visit, OTHER) == [(0, "supports"), (1, "supports")]


def test_a_card_moved_within_its_finding_keeps_its_bearing(visit):
    visit.write(acts.put_on_finding(picked(visit, (1, FINDING)), visit.finding(FINDING), 0)).result()
    assert on(visit, FINDING) == [(1, "contradicts"), (0, "supports")]


def test_putting_a_card_where_it_is_already_is_no_step(visit):
    assert acts.put_on_finding(picked(visit, (0, FINDING)), visit.finding(FINDING)) is None
    assert acts.set_bearing(picked(visit, (0, FINDING)), "supports") is None
    assert acts.unsort(picked(visit, (2, None))) is None


def test_many_cards_between_two_have_short_order_keys_and_each_in_its_place(visit):
    (one,) = picked(visit, (2, None))
    many = [acts.Picked(replace(one.card, id=f"{number:04}"), None) for number in range(500)]
    step = acts.put_on_finding(many, visit.finding(FINDING), 1)
    keys = [change.values["order"] for change in step.changes]
    assert keys[0] > "a0" and keys == sorted(set(keys)) and keys[-1] < "a1"
    assert max(map(len, keys)) < 10


def test_what_was_weighed_goes_along_to_the_finding_that_is_contradicted_next(visit):
    visit.write(acts.weigh(visit.finding(FINDING).evidence[1], "one team only")).result()
    visit.write(acts.put_on_finding(picked(visit, (1, FINDING)), visit.finding(OTHER), None, "contradicts")).result()
    assert [(link.bearing, link.weighed) for link in visit.finding(OTHER).evidence] == [
        ("contradicts", "one team only")
    ]


def test_a_new_finding_takes_its_words_from_a_card_but_never_from_one_in_confidence(visit):
    finding = new_id()
    visit.write(acts.new_finding(finding, "strengths", picked(visit, (3, None), (2, None)), (), 0)).result()
    made = visit.finding(finding)
    assert made.text == "Calls checked at once."
    assert made.themes == ("workforce", "front-door")
    assert on(visit, finding) == [(3, "supports"), (2, "supports")]
    assert acts.new_finding(new_id(), "strengths", picked(visit, (3, None)), (), 0).changes[0].values["text"] == ""


def test_a_removed_finding_lets_its_cards_go(visit):
    visit.write(acts.remove_findings([visit.finding(FINDING)])).result()
    assert [card.id for card in visit.cards() if not card.links] == list(CARDS)
    visit.undo().result()
    assert on(visit, FINDING) == [(0, "supports"), (1, "contradicts")]


def test_a_contradiction_is_answered_and_the_answer_can_be_taken_back(visit):
    link = visit.finding(FINDING).evidence[1]
    visit.write(acts.weigh(link, "of one team only")).result()
    assert visit.finding(FINDING).evidence[1].weighed == "of one team only"
    visit.write(acts.weigh(link, "")).result()
    assert visit.finding(FINDING).evidence[1].weighed is None


@given(order=st.permutations(range(4)), moved=st.sets(st.integers(0, 3), min_size=1), position=st.integers(0, 4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_findings_moved_to_a_position_stand_there_in_their_order(order, moved, position):
    alike = [
        replace(visit_to_judge().findings[1], id=f"f{number}", order=f"a{place // 2}")
        for place, number in enumerate(order)
    ]
    among = in_order(alike)
    chosen = [finding for number, finding in enumerate(among) if number in moved]
    step = acts.move_findings(chosen, among[0].category, among, position)
    orders = {finding.id: finding.order for finding in among}
    for change in step.changes if step else ():
        if change.field == "order":
            orders[change.id] = change.value
    before = [f.id for f in among[:position] if f not in chosen]
    after = [f.id for f in among[position:] if f not in chosen]
    assert sorted(orders, key=lambda each: (orders[each], each)) == [*before, *(f.id for f in chosen), *after]


def test_a_card_lands_between_two_that_bear_one_key(visit):
    finding = visit.finding(FINDING)
    links = in_order([replace(link, order="a1") for link in finding.evidence])
    step = acts.put_on_finding(picked(visit, (2, None)), replace(finding, evidence=links), 1)
    orders = {link.id: link.order for link in links}
    for change in step.changes:
        orders[change.id] = change.values["order"] if isinstance(change, Put) else change.value
    arranged = sorted(orders, key=lambda each: (orders[each], each))
    assert [arranged[0], *arranged[2:]] == [link.id for link in links]
    assert arranged[1] not in {link.id for link in links}


def test_a_finding_from_words_said_in_confidence_begins_without_them(visit):
    (one,) = picked(visit, (0, None))
    assert not acts.begins_without_words(acts.new_finding("f", "strengths", [one], (), 0))
    told = acts.Picked(replace(one.card, in_confidence=True), None)
    assert acts.begins_without_words(acts.new_finding("f", "strengths", [told], (), 0))
