"""Cards say when the text that they were taken from says it no longer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_visits import made_profile, one_of_everything, opened

from inspector_app.visit import steps
from inspector_app.visit.entities import Case, Evidence, Source
from inspector_app.visit.identifiers import derived_id


def test_a_card_says_that_its_source_has_moved_on_and_not_when_only_its_own_words_were_mended(tmp_path: Path) -> None:
    with made_profile(tmp_path / "p") as profile, opened(profile, one_of_everything()) as visit:
        told = next(card for card in visit.cards() if card.text == "Monthly, mostly cases.")
        answer = visit.evidence_piece(told.id).source
        assert answer is not None
        answer_id = answer.field.partition("/")[2]

        def moved_on() -> bool:
            return next(card.moved_on for card in visit.cards() if card.id == told.id)

        assert not any(card.moved_on for card in visit.cards())
        visit.write(steps.set_field("evidence", told.id, "text", "Supervision is monthly.")).result(20)
        assert not moved_on(), "the source is as it was"
        visit.write(steps.set_field("answer", answer_id, "answer", "She said: Monthly, mostly cases. And so on."))
        assert not moved_on(), "the words stand elsewhere in the source"
        visit.write(steps.set_field("answer", answer_id, "answer", "Weekly.")).result(20)
        assert moved_on()
        assert [card.text for card in visit.cards() if card.moved_on] == ["Supervision is monthly."]


@pytest.mark.parametrize("waits", [True, False])
def test_notes_checks_and_whole_fields_are_looked_at_on_disk_and_while_they_wait(tmp_path: Path, waits: bool) -> None:
    contents = one_of_everything()
    seen, case = contents.records[0], contents.records[2]
    assert isinstance(case.details, Case)
    check = case.details.checks[0].id
    taken = (
        ("passage", seen.id, "Both", Source(field="notes", start=17, end=21)),
        ("whole", seen.id, seen.notes, Source(field="notes")),
        ("check", case.id, "Thin", Source(field=f"checks/{check}", start=0, end=4)),
        ("alone", seen.id, "Said by nobody.", None),
    )
    pieces = tuple(
        Evidence(id=derived_id("taken", name), record=record, text=text, source=source, order=f"b{at}")
        for at, (name, record, text, source) in enumerate(taken)
    )
    without = replace(contents, evidence=pieces, findings=(), agreements=(), moves=())
    with made_profile(tmp_path / "p") as profile, opened(profile, without) as v:

        def moved_on() -> list[str]:
            return [taken[int(card.order[1:])][0] for card in v.cards() if card.moved_on]

        def write(entity: str, entity_id: str, field: str, text: str) -> None:
            written = v.write(steps.set_field(entity, entity_id, field, text))
            if not waits:
                written.result(20)

        assert moved_on() == []
        write("record", seen.id, "notes", f" {seen.notes}\n")
        assert moved_on() == [], "only the space around it is another"
        write("record", seen.id, "notes", f"{seen.notes} More.")
        assert moved_on() == ["whole"]
        write("check", check, "note", "")
        write("record", seen.id, "notes", "both of them")
        assert moved_on() == ["passage", "whole", "check"]
        write("record", seen.id, "notes", seen.notes)
        assert moved_on() == ["check"]
