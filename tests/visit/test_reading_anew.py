"""The second reading of one text: what is shown, how it would read, and what typing writes down."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.letter_entities import Proposal
from inspector_app.visit.proposals import LetterPlace, Signed, comment_at, with_accepted
from inspector_app.visit.second_reading import as_read_by, differences, read_anew

BOB, CAROL = Signed("bob", "2010-06-20T10:00:00+01:00"), Signed("carol", "2010-06-20T11:00:00+01:00")
LATER = "2010-06-21T09:00:00+01:00"
TEXT = "Supervision is regular but it is mainly concerned with case management."
TEXTS = st.lists(st.sampled_from(["most", "cases", "were", "seen", ",", "in time", "few", "13"]), max_size=10).map(
    " ".join
)


def place(text: str = TEXT) -> LetterPlace:
    return LetterPlace("finding:one", "text", text)


def written(held: tuple[Proposal, ...], step: Step | None) -> tuple[Proposal, ...]:
    """The proposals once a step is on disk."""
    by_id = {each.id: each for each in held}
    for change in step.changes if step else ():
        if isinstance(change, Put):
            by_id[change.id] = replace(by_id.get(change.id, Proposal(id=change.id, about="")), **change.values)
        elif isinstance(change, Set):
            by_id[change.id] = replace(by_id[change.id], **{change.field: change.value})
    return tuple(each for each in by_id.values() if not each.deleted)


@settings(max_examples=200)
@given(text=TEXTS, typed=st.lists(TEXTS, min_size=1, max_size=4))
def test_whatever_is_typed_one_after_another_the_last_is_what_is_proposed(text: str, typed: list[str]) -> None:
    held: tuple[Proposal, ...] = ()
    for words in typed:
        held = written(held, read_anew(place(text), words, held, BOB))
        assert as_read_by("bob", place(text), held) == words
        assert read_anew(place(text), words, held, BOB) is None
    shown = differences(place(text), held)
    assert "".join(each.text for each in shown if each.kind != "put") == text
    assert "".join(each.text for each in shown if each.kind != "taken") == typed[-1]


def test_words_typed_on_at_one_phrase_change_what_is_proposed_alone() -> None:
    held = written((), read_anew(place(), TEXT.replace("mainly", "larg"), (), BOB))
    step = read_anew(place(), TEXT.replace("mainly", "largely"), held, BOB)
    assert step is not None
    assert step.typing
    assert step.changes == (Set("proposal", held[0].id, "after", "is largely concerned"),)


def test_what_another_reader_proposes_and_what_is_answered_stays_as_it_is() -> None:
    held = written((), read_anew(place(), TEXT.replace("regular", "monthly"), (), CAROL))
    held = written(held, read_anew(place(), TEXT.replace("mainly", "largely"), held, BOB))
    assert as_read_by("bob", place(), held) == TEXT.replace("mainly", "largely")
    assert [each.kind for each in differences(place(), held)] == [
        "same",
        "taken",
        "put",
        "same",
        "taken",
        "put",
        "same",
    ]
    held = written(held, read_anew(place(), TEXT, held, BOB))
    assert [(each.by, each.after) for each in held] == [("carol", "is monthly but")]


def test_after_one_was_accepted_the_others_are_shown_in_the_new_text() -> None:
    held = written(
        (), read_anew(place(), TEXT.replace("regular", "held monthly").replace("mainly", "largely"), (), BOB)
    )
    first = min(held, key=lambda each: each.start)
    now = place(with_accepted(first, TEXT, held) or "")
    held = tuple(replace(e, answer="accepted", answered_at=LATER) if e == first else e for e in held)
    assert (
        as_read_by("bob", now, held) == "Supervision is held monthly but it is largely concerned with case management."
    )
    assert [each.text for each in differences(now, held) if each.kind == "taken"] == ["mainly"]


def test_a_comment_is_shown_at_its_phrase_and_changes_no_words() -> None:
    held = (comment_at(place(), 0, 11, "Whose?", BOB),)
    assert differences(place(), held)[0].kind == "commented"
    assert as_read_by("bob", place(), held) == TEXT


def test_what_was_changed_while_a_reader_typed_is_not_taken_back() -> None:
    now = TEXT.replace("regular", "held each month")
    held = written((), read_anew(place(), TEXT.replace("mainly", "largely"), (), BOB, now=now))
    assert [(each.before, each.after) for each in held] == [("is mainly concerned", "is largely concerned")]
    assert as_read_by("bob", place(now), held) == now.replace("mainly", "largely")


def test_words_that_have_come_into_the_letter_meanwhile_are_not_proposed_once_more() -> None:
    typed = TEXT.replace("regular", "monthly").replace("mainly", "largely")
    held = written((), read_anew(place(), typed, (), BOB, now=TEXT.replace("regular", "monthly")))
    assert [each.after for each in held] == ["is largely concerned"]


def test_a_proposal_for_words_that_are_gone_is_kept_for_a_hand_to_choose() -> None:
    now = "Supervision is held each month."
    held = written((), read_anew(place(), TEXT.replace("mainly", "largely"), (), BOB, now=now))
    assert [each.after for each in held] == ["is largely concerned"]
    assert as_read_by("bob", place(now), held) == now
