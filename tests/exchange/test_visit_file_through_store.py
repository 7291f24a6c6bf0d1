"""What is brought into the store goes out of it again, value for value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from random_visit_files import Raw, visit_files

from inspector_app.errors import VisitExists
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_document
from inspector_app.holding import lift_holds
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview
from inspector_app.visit.identifiers import derived_id

EXAMPLE = Path(__file__).with_name("example.visit.json").read_bytes()


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    places = ProfilePlaces(tmp_path_factory.mktemp("profile"))
    with Profile.create(places, "a passphrase", name="A. Inspector", designation="HMI") as made:
        yield made


def through_store(profile: Profile, file: Raw) -> Raw:
    contents = read_visit_file(json.dumps(file).encode())
    try:
        visit_id = profile.new_visit(contents)
    except VisitExists:
        if next(each for each in profile.visits() if each.id == contents.visit.id).held_because:
            lift_holds(profile, contents.visit.id, "Another comes in its place")
        profile.destroy_visit(contents.visit.id)
        visit_id = profile.new_visit(contents)
    with OpenVisit.open(profile, visit_id) as visit:
        return visit_document(visit.contents())


def test_the_example_of_the_format(profile: Profile) -> None:
    file = json.loads(EXAMPLE)
    assert json.dumps(through_store(profile, file), sort_keys=True) == json.dumps(file, sort_keys=True)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(file=visit_files())
def test_any_file_without_fault(profile: Profile, file: Raw) -> None:
    assert json.dumps(through_store(profile, file), sort_keys=True) == json.dumps(file, sort_keys=True)


@pytest.mark.parametrize(
    "entity", ["inspector", "addressee", "copy", "record", "answer", "check", "evidence", "finding", "concern"]
)
def test_what_was_removed_leaves_a_file_that_can_be_brought_in(profile: Profile, entity: str) -> None:
    file = json.loads(EXAMPLE)
    file["visit"]["id"] = derived_id(entity)
    before = read_visit_file(json.dumps(file).encode())
    profile.new_visit(before)
    with OpenVisit.open(profile, before.visit.id) as visit:
        for each in ids_of(entity, before):
            visit.write(steps.remove(entity, each)).result()
        left = visit_document(visit.contents())
    assert left != file
    assert visit_document(read_visit_file(json.dumps(left).encode())) == left


def ids_of(entity: str, contents: VisitContents) -> list[str]:
    """Return the ids of all that the visit has of a kind."""
    details = [record.details for record in contents.records]
    parts = {
        "answer": [answer for each in details if isinstance(each, Interview) for answer in each.answers],
        "check": [check for each in details if isinstance(each, Case) for check in each.checks],
        "inspector": contents.inspectors,
        "addressee": contents.addressees,
        "copy": contents.copies,
        "record": contents.records,
        "evidence": contents.evidence,
        "finding": contents.findings,
        "concern": contents.concerns,
    }
    return [each.id for each in parts[entity]]
