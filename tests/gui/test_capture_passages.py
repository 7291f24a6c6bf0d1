"""Which passage becomes evidence, where it is found again, and which questions an interview shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector_app.frameworks.framework import Prompt
from inspector_app.gui.capture.asked import asked_in
from inspector_app.visit.entities import Answer, Interview
from inspector_app.visit.identifiers import answer_id
from inspector_app.visit.passages import find_passage, passage_for

LONG = "First paragraph about the desk.\n\n  Second one, on supervision.  \nThird. " + "More words. " * 40


def test_marked_words_are_taken_as_marked() -> None:
    assert passage_for("Seen twice.", (0, 4), 9) == (0, 4)


def test_a_short_text_is_taken_whole_without_blanks() -> None:
    assert passage_for("  Thin. \n", None, 0) == (2, 7)
    assert passage_for("  \n ", None, 0) is None


def test_in_a_long_text_the_paragraph_with_the_cursor_is_taken() -> None:
    start, end = passage_for(LONG, None, LONG.index("supervision")) or (0, 0)
    assert LONG[start:end] == "Second one, on supervision."
    start, end = passage_for(LONG, None, LONG.index("\n\n") + 1) or (0, 0)
    assert LONG[start:end] == "First paragraph about the desk."


@given(before=st.text(), words=st.text(min_size=1), after=st.text(), typed=st.text(max_size=20))
def test_a_passage_is_found_again_after_words_typed_before_it(before: str, words: str, after: str, typed: str) -> None:
    start = len(before)
    found = find_passage(typed + before + words + after, words, start, start + len(words))
    assert found is not None
    assert (typed + before + words + after)[found[0] : found[1]] == words


def test_words_that_are_gone_are_not_found() -> None:
    assert find_passage("Not seen.", "Seen weekly.", 0, 12) is None
    assert find_passage("Whole note, changed.", "Whole note.", None, None) is None
    assert find_passage("Whole note.\n", "Whole note.", None, None) == (0, 11)


PROMPTS = (
    Prompt(text="All?"),
    Prompt(text="Worker?", roles=("social worker",)),
    Prompt(text="Manager?", roles=("manager",)),
)


def _interview(role: str | None, *answers: Answer) -> Interview:
    return Interview(id="r", role=role, answers=answers)


def test_questions_of_the_role_come_before_those_for_everyone_and_others_are_counted() -> None:
    shown, left = asked_in(_interview("Social worker"), PROMPTS, (), others=False)
    assert [each.prompt for each in shown] == ["Worker?", "All?"]
    assert left == 1
    shown, left = asked_in(_interview("Social worker"), PROMPTS, (), others=True)
    assert [each.prompt for each in shown] == ["Worker?", "All?", "Manager?"]
    assert left == 0


def test_nothing_that_was_answered_is_left_out_and_none_is_shown_twice() -> None:
    own = Answer(id="x", record="r", prompt="Own?", answer="Yes")
    other = Answer(id=answer_id("r", "Manager?"), record="r", prompt="Manager?", answer="No")
    shown, left = asked_in(_interview("social worker", other, own), PROMPTS, ("Own too?",), others=False)
    assert [each.prompt for each in shown] == ["Manager?", "Own?", "Worker?", "All?", "Own too?"]
    assert left == 0


def test_a_group_is_asked_the_questions_of_each_of_its_roles() -> None:
    shown, left = asked_in(_interview("manager, Social worker"), PROMPTS, (), others=False)
    assert [each.prompt for each in shown] == ["Worker?", "Manager?", "All?"]
    assert left == 0
