"""Cards say when the text that they were taken from says it no longer."""

from __future__ import annotations

from pathlib import Path

from made_visits import made_profile, one_of_everything, opened

from inspector_app.visit import steps


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
