"""Every entity goes in and comes out as it was."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_visits import empty_visit, large_visit, made_profile, one_of_everything, opened, opened_for_once

from inspector_app.errors import VisitExists
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.plain import checked, entity_of, row_of
from inspector_app.store.profile import Profile
from inspector_app.store.tables import TABLES
from inspector_app.visit.entities import ASSEMBLED_FIELDS, ENTITIES, Finding, Record
from inspector_app.visit.letter_entities import Letter

some.register_type_strategy(date, some.dates(date(1990, 1, 1), date(2030, 1, 1)))
some.register_type_strategy(time, some.builds(time, some.integers(0, 23), some.integers(0, 59)))

LEAVES = some.one_of(some.none(), some.booleans(), some.integers(-9, 9), some.text(max_size=5))
EXTRA = some.dictionaries(some.text(max_size=5), some.one_of(LEAVES, some.lists(LEAVES, max_size=2)), max_size=2)


def made_of(entity: str) -> some.SearchStrategy[object]:
    """Any value of an entity, its assembled fields at their defaults."""
    assembled = ASSEMBLED_FIELDS.get(entity, frozenset())
    fields = {}
    for field in dataclasses.fields(ENTITIES[entity]):
        if field.name in ("extra", "framework_source"):
            fields[field.name] = EXTRA
        elif field.name not in assembled:
            fields[field.name] = some.from_type(typing.get_type_hints(ENTITIES[entity])[field.name])
    return some.builds(ENTITIES[entity], **fields)


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_any_value_of_an_entity_survives_as_plain_values(entity: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(made_of(entity))
    def survives(value: object) -> None:
        name, row = row_of(value)
        assert name == entity
        assembled = {field: getattr(value, field) for field in ASSEMBLED_FIELDS.get(entity, ())}
        assert entity_of(entity, row, **assembled) == value
        for field, plain in row.items():
            if field != "id":
                assert checked(entity, field, plain) == plain

    survives()


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_the_columns_of_a_table_are_the_fields_of_its_entity(entity: str) -> None:
    stored = set(ENTITIES[entity].__dataclass_fields__) - ASSEMBLED_FIELDS.get(entity, frozenset())
    assert set(TABLES[entity].columns.keys()) == stored


def test_a_visit_with_one_of_everything_comes_out_as_it_went_in(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        frozen = visit.visit().framework_source
        assert frozen["framework"]["id"] == "ucra-2010"
        wanted = replace(contents, visit=replace(contents.visit, framework_source=frozen))
        assert visit.contents() == wanted
        assert visit.record(wanted.records[2].id) == wanted.records[2]
        assert visit.finding(wanted.findings[0].id) == wanted.findings[0]
        assert visit.evidence(wanted.records[1].id) == wanted.evidence[:1]
        assert visit.evidence_piece(wanted.evidence[1].id) == wanted.evidence[1]
        assert visit.framework.id == "ucra-2010"


def test_everything_is_there_again_after_closing_and_unlocking(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile, opened(profile, one_of_everything()) as visit:
        before = visit.contents()
    with Profile.open(own_profile, "four words to remember") as profile:
        again = OpenVisit.open(profile, before.visit.id)
        assert again.contents() == before
        again.close()


def test_what_is_given_in_an_order_keeps_it_also_without_order_keys(profile: Profile) -> None:
    given = one_of_everything()
    findings = tuple(Finding(id=name, category="strengths", text=name) for name in ("zebra", "ant", "mole"))
    with opened(profile, replace(given, findings=findings, agreements=(), moves=())) as visit:
        assert [finding.id for finding in visit.findings()] == ["zebra", "ant", "mole"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(finding=made_of("finding"), letter=made_of("letter"), record=made_of("record"))
def test_random_entities_come_through_the_file(
    profile: Profile, finding: Finding, letter: Letter, record: Record
) -> None:
    contents = replace(
        empty_visit(),
        findings=(replace(finding, deleted=False, order="a0"),),
        letter=letter,
        records=(replace(record, deleted=False, order="a0"),),
    )
    with opened_for_once(profile, contents) as visit:
        assert visit.findings() == contents.findings
        assert visit.letter() == contents.letter
        assert visit.record(record.id) == contents.records[0]


def test_a_visit_that_is_here_already_is_not_overwritten(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        with pytest.raises(VisitExists):
            profile.new_visit(empty_visit())
        assert len(visit.contents().records) == 4


def test_a_large_visit_keeps_its_counts(profile: Profile) -> None:
    with opened(profile, large_visit(50, words=20)) as visit:
        assert len(visit.record_lines()) == 50
        assert len(visit.cards()) == 100
        assert sum(line.evidence for line in visit.record_lines()) == 100
        assert sum(len(card.links) for card in visit.cards()) == 60 * 20
