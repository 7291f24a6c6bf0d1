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
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

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
        profile.destroy_visit(contents.visit.id)
        visit_id = profile.new_visit(contents)
    visit = OpenVisit.open(profile, visit_id)
    try:
        return visit_document(visit.contents())
    finally:
        visit.close()


def test_the_example_of_the_format(profile: Profile) -> None:
    file = json.loads(EXAMPLE)
    assert json.dumps(through_store(profile, file), sort_keys=True) == json.dumps(file, sort_keys=True)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(file=visit_files())
def test_any_file_without_fault(profile: Profile, file: Raw) -> None:
    assert json.dumps(through_store(profile, file), sort_keys=True) == json.dumps(file, sort_keys=True)


def test_what_was_removed_leaves_a_file_that_can_be_brought_in(profile: Profile) -> None:
    file = json.loads(EXAMPLE)
    file["visit"]["id"] = "11111111-1111-4111-8111-111111111111"
    profile.new_visit(read_visit_file(json.dumps(file).encode()))
    visit = OpenVisit.open(profile, file["visit"]["id"])
    try:
        visit.write(steps.remove("record", file["records"][1]["id"])).result()
        visit.write(steps.remove("evidence", file["evidence"][1]["id"])).result()
        left = visit_document(visit.contents())
    finally:
        visit.close()
    assert len(left["records"]) == 3
    assert visit_document(read_visit_file(json.dumps(left).encode())) == left
