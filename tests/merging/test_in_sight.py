"""What a person sees when they write decides what their words take the place of; and who is told what, when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_visits import VISIT_ID, one_of_everything
from stores import StoreLaptop, begin, copied

from inspector_app.errors import NothingToUndo
from inspector_app.store.change_log import next_clock
from inspector_app.visit import steps
from inspector_app.visit.change import own_time
from inspector_app.visit.letter_state import assure

VISIT = one_of_everything()
FINDING, RECORD = VISIT.findings[0], VISIT.records[0]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[StoreLaptop, StoreLaptop]]:
    base = tmp_path / "base.db"
    begin(base, VISIT, "laptop-a")
    made = (copied(base, tmp_path, "laptop-a", VISIT_ID), copied(base, tmp_path, "laptop-b", VISIT_ID))
    yield made
    for each in made:
        each.close()


def meet(one: StoreLaptop, other: StoreLaptop) -> None:
    for _ in range(2):
        one.take(other.package())
        other.take(one.package())


def notes_of(laptop: StoreLaptop) -> list[object]:
    return [version.value for both in laptop.both_wrote() for version in both.versions]


@pytest.mark.parametrize("wrote_before", [False, True])
def test_words_that_came_in_while_a_field_was_typed_in_stand_beside_it(
    two: tuple[StoreLaptop, StoreLaptop], wrote_before: bool
) -> None:
    mine, theirs = two
    if wrote_before:
        mine.write(steps.set_field("record", RECORD.id, "notes", "Mine, before."))
    theirs.write(steps.set_field("record", RECORD.id, "notes", "Child seen alone, afraid."))
    began = mine.store.shown_taking
    mine.take(theirs.package())
    mine.write(replace(steps.set_field("record", RECORD.id, "notes", "Mine, typed meanwhile."), sight=began))
    assert sorted(map(str, notes_of(mine))) == ["Child seen alone, afraid.", "Mine, typed meanwhile."]
    typed_on = replace(steps.set_field("record", RECORD.id, "notes", "Mine, typed on."), sight=mine.store.shown_taking)
    mine.write(typed_on)
    meet(mine, theirs)
    assert notes_of(mine) == notes_of(theirs) == ["Mine, typed on.", "Child seen alone, afraid."]
    assert mine.tables() == mine.made_again()


def test_words_typed_on_are_looked_at_anew_and_keep_what_was_removed_meanwhile(
    two: tuple[StoreLaptop, StoreLaptop],
) -> None:
    mine, theirs = two
    theirs.write(steps.set_field("record", RECORD.id, "notes", "Yes"))
    began = mine.store.shown_taking
    mine.take(theirs.package())
    for text, beside in (("Ye", ["Ye", "Yes"]), ("Yes", []), ("Yes.", ["Yes.", "Yes"])):
        typed = steps.set_field("record", RECORD.id, "notes", text)
        mine.write(replace(typed, typing=True, sight=began))
        assert notes_of(mine) == beside
    meet(mine, theirs)
    began = mine.store.shown_taking
    theirs.write(steps.remove("record", RECORD.id))
    mine.take(theirs.package())
    mine.write(replace(steps.set_field("record", RECORD.id, "notes", "Typed meanwhile."), sight=began))
    meet(mine, theirs)
    for each in two:
        assert each.record(RECORD.id).notes == "Typed meanwhile."
        assert RECORD.id in {record.id for record in each.contents().records}
        assert each.tables() == each.made_again()


def test_a_letter_is_a_draft_where_its_words_changed_unknown_to_who_assured_it(
    two: tuple[StoreLaptop, StoreLaptop],
) -> None:
    reader, writer = two
    reader.write(assure(reader.letter(), by=reader.me.id, at="2010-06-20T10:00:00+01:00"))
    writer.write(steps.set_field("record", RECORD.id, "notes", "No word of the letter."))
    meet(reader, writer)
    assert reader.letter().state == writer.letter().state == "quality-assured"
    reader.write(assure(reader.letter(), by=reader.me.id, at="2010-06-20T11:00:00+01:00"))
    writer.write(steps.set_field("finding", FINDING.id, "text", "Words that nobody has read."))
    meet(reader, writer)
    for each in two:
        assert (each.letter().state, each.letter().assured_by) == ("draft", None)
        assert each.tables() == each.made_again()
    reader.write(assure(reader.letter(), by=reader.me.id, at="2010-06-21T10:00:00+01:00"))
    meet(reader, writer)
    assert reader.letter().state == writer.letter().state == "quality-assured"


def test_what_a_colleague_hung_on_a_thing_keeps_it_from_being_unmade(two: tuple[StoreLaptop, StoreLaptop]) -> None:
    mine, theirs = two
    mine.write(steps.add("finding", "made-here", {"category": FINDING.category, "text": "New.", "order": "z0"}))
    theirs.take(mine.package())
    theirs.write(steps.link_evidence("made-here", VISIT.evidence[0].id, "a0"))
    mine.take(theirs.package())
    with pytest.raises(NothingToUndo):
        mine.store.undo().result(20)


def test_a_laptop_whose_clock_is_right_tells_its_own_time_after_taking_from_one_that_is_fast() -> None:
    now = datetime(2010, 4, 20, 9, tzinfo=UTC)
    fast = next_clock(None, now + timedelta(days=3))
    after = next_clock(fast, now)
    later = next_clock(after, now + timedelta(minutes=1))
    assert fast < after < later
    assert datetime.fromisoformat(own_time(after)) == now
    assert datetime.fromisoformat(own_time(later)) == now + timedelta(minutes=1)
    assert "~" not in next_clock(later, now + timedelta(days=4))
    assert own_time(fast) == "2010-04-23T09:00:00.000Z"
    full = after.replace("/0001", "/9999")
    assert full < next_clock(full, now)
