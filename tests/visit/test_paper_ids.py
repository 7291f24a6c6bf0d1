"""Ids of paper forms: read back as printed, refused when mistyped, and never the same twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from inspector_app.errors import PaperIdMistyped
from inspector_app.frameworks.framework import RECORD_KINDS, RecordKind
from inspector_app.visit.change import Put
from inspector_app.visit.paper import (
    CHARACTERS,
    MOST_FORMS,
    copied_record_id,
    copy_from_paper,
    paper_id,
    read_paper_id,
)

kinds = some.sampled_from(RECORD_KINDS)
numbers = some.one_of(some.integers(0, 900), some.integers(0, MOST_FORMS - 1))
ids = some.uuids().map(str)


@given(ids, ids, kinds, numbers)
def test_an_id_is_read_back_however_it_is_typed(visit: str, laptop: str, kind: RecordKind, number: int) -> None:
    made = paper_id(visit, laptop, kind, number)
    bare = made.text.replace("-", "")
    for typed in (made.text, bare.lower(), f" {bare[:2]} {bare[2:5]}–{bare[5:]} "):
        assert read_paper_id(visit, typed) == made


@given(ids, ids, kinds, numbers, some.data())
def test_one_wrong_character_or_two_exchanged_are_refused(
    visit: str, laptop: str, kind: RecordKind, number: int, data: some.DataObject
) -> None:
    text = paper_id(visit, laptop, kind, number).text
    at = data.draw(some.sampled_from([place for place, each in enumerate(text) if each != "-"]))
    other = data.draw(some.sampled_from([each for each in CHARACTERS if each != text[at]]))
    with pytest.raises(PaperIdMistyped):
        read_paper_id(visit, text[:at] + other + text[at + 1 :])
    bare = text.replace("-", "")
    first = data.draw(some.integers(0, len(bare) - 2))
    exchanged = bare[:first] + bare[first + 1] + bare[first] + bare[first + 2 :]
    if exchanged != bare:
        with pytest.raises(PaperIdMistyped):
            read_paper_id(visit, exchanged)


@pytest.mark.parametrize("typed", ["", "W", "WK7M-23", "WK7M-2345R", "WO7M-23R", "Ärger", "0000000"])
def test_what_is_no_id_is_refused_with_what_to_look_at(typed: str) -> None:
    with pytest.raises(PaperIdMistyped) as refused:
        read_paper_id("visit", typed)
    assert refused.value.sentence and refused.value.next_step


def test_no_form_of_two_laptops_is_the_same_and_hardly_one_of_another_visit_is_taken() -> None:
    printed = [paper_id("visit", laptop, kind, n).text for laptop in "ab" for kind in RECORD_KINDS for n in range(900)]
    assert len(set(printed)) == len(printed)
    taken = 0
    for text in printed:
        try:
            read_paper_id("another visit", text)
        except PaperIdMistyped:
            continue
        taken += 1
    assert taken < len(printed) / 10


def test_two_laptops_copy_a_form_into_one_record_with_the_time_on_the_form() -> None:
    form = paper_id("visit", "a", "interview", 4)
    step = copy_from_paper(
        "visit",
        form,
        author="ann",
        day=date(2010, 6, 8),
        start="09:40",
        end=None,
        written_at="2010-06-09T20:00:00+01:00",
        order="a0",
    )
    record, details = step.changes
    assert isinstance(record, Put) and isinstance(details, Put)
    assert record.id == details.id == copied_record_id("visit", form)
    assert (record.values["written"], record.values["paper_id"]) == ("from-paper", form.text)
    assert (record.values["day"], record.values["start"]) == ("2010-06-08", "09:40")
