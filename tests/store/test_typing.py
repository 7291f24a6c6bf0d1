"""Typing: one entry a burst, and what was typed is never seen to vanish."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_visits import one_of_everything, opened, raw_file, wait_until

from inspector_app.open_visit import OpenVisit
from inspector_app.store import visit_store
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

TEXT = "Supervision is every six weeks"


def typed(visit: OpenVisit, record: str, text: str = TEXT) -> None:
    for end in range(1, len(text) + 1):
        visit.write(steps.set_field("record", record, "notes", text[:end]))


def entries(visit: OpenVisit, record: str) -> list[object]:
    return [entry.value for entry in visit.history("record", record) if entry.field == "notes"]


@pytest.fixture
def record() -> str:
    return one_of_everything().records[0].id


@pytest.fixture
def visit(profile: Profile):
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit


def test_a_burst_is_one_entry_and_one_step_of_undo(visit: OpenVisit, record: str) -> None:
    before = visit.record(record).notes
    for end in (5, 12, len(TEXT)):
        visit.write(steps.set_field("record", record, "notes", TEXT[:end])).result(10)
    assert entries(visit, record) == [TEXT]
    assert visit.verify_chain() is None
    visit.undo().result(10)
    assert visit.record(record).notes == before
    visit.redo().result(10)
    assert visit.record(record).notes == TEXT


def test_every_future_of_a_burst_is_answered(visit: OpenVisit, record: str) -> None:
    futures = [visit.write(steps.set_field("record", record, "notes", TEXT[:end])) for end in range(1, 20)]
    for future in futures:
        assert future.result(10).changed["record"] == {record}


def test_leaving_the_field_closes_the_entry(visit: OpenVisit, record: str) -> None:
    typed(visit, record)
    visit.field_left()
    typed(visit, record, TEXT + " at least")
    visit.settle(10)
    assert entries(visit, record) == [TEXT, TEXT + " at least"]


@pytest.mark.parametrize("read", ["history", "log_digest", "verify_chain"])
def test_reading_the_log_closes_the_entry(visit: OpenVisit, record: str, read: str) -> None:
    typed(visit, record)
    visit.settle(10)
    getattr(visit, read)()
    visit.write(steps.set_field("record", record, "notes", "more")).result(10)
    assert entries(visit, record) == [TEXT, "more"]


def test_another_field_closes_the_entry(visit: OpenVisit, record: str) -> None:
    typed(visit, record)
    visit.write(steps.set_field("record", record, "title", "Elsewhere"))
    visit.write(steps.set_field("record", record, "notes", "back")).result(10)
    assert entries(visit, record) == [TEXT, "back"]


def test_a_minute_closes_the_entry(visit: OpenVisit, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_store, "LONGEST_BURST", 0.0)
    visit.write(steps.set_field("record", record, "notes", "first")).result(10)
    visit.write(steps.set_field("record", record, "notes", "second")).result(10)
    assert entries(visit, record) == ["first", "second"]


def test_what_is_no_typing_is_never_joined(visit: OpenVisit, record: str) -> None:
    visit.write(steps.set_field("record", record, "themes", ["a"])).result(10)
    visit.write(steps.set_field("record", record, "themes", ["a", "b"])).result(10)
    assert [entry.value for entry in visit.history("record", record)[1:]] == [["a"], ["a", "b"]]


def test_an_answer_typed_from_nothing_is_one_entry(visit: OpenVisit) -> None:
    interview = one_of_everything().records[1].id
    for end in (3, 9, len(TEXT)):
        visit.write(steps.write_answer(interview, "What?", TEXT[:end], "a1")).result(10)
    made = [entry for entry in visit.history("answer") if entry.action == "write an answer"]
    assert [entry.value["answer"] for entry in made] == [TEXT]
    visit.undo().result(10)
    assert len(visit.record(interview).details.answers) == 1
    visit.redo().result(10)
    assert visit.record(interview).details.answers[1].answer == TEXT
    assert visit.verify_chain() is None


def test_reading_sees_what_was_just_handed_over(visit: OpenVisit, record: str) -> None:
    for end in range(1, 200):
        text = (TEXT * 9)[:end]
        visit.write(steps.set_field("record", record, "notes", text))
        assert visit.record(record).notes == text


def test_lists_hold_what_waits_to_be_written(visit: OpenVisit, profile: Profile, record: str) -> None:
    contents = one_of_everything()
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN IMMEDIATE")
        visit.write(steps.set_field("record", record, "notes", "Waiting words " * 50))
        visit.write(steps.add("evidence", "new", {"record": record, "text": "x", "order": "a9"}))
        visit.write(steps.remove("evidence", contents.evidence[0].id))
        visit.write(steps.set_field("evidence", contents.evidence[1].id, "record", contents.records[3].id))
        visit.write(steps.remove("record", contents.records[2].id))
        lines = {line.id: line for line in visit.record_lines()}
        assert lines[record].opening.startswith("Waiting words")
        assert {line.title: line.evidence for line in lines.values()} == {
            "Duty desk": 1,
            "Social worker": 0,
            "Supervision file": 1,
        }
        assert [card.id for card in visit.cards()] == [contents.evidence[1].id, "new"]
        assert [line.id for line in visit.record_lines("observation")] == [record]
        assert visit.evidence(record)[0].id == "new"
        seen = visit.contents()
        raw.execute("ROLLBACK")
    visit.settle(10)
    assert visit.contents() == replace(seen, inspectors=visit.inspectors())


# -- what is called saved


def states_until(visit: OpenVisit, states: list[str], last: str) -> list[str]:
    wait_until(lambda: states[-1:] == [last] and visit.save_state().state == last)
    return states


def test_nothing_is_called_saved_while_typed_words_are_not_handed_over(visit: OpenVisit, record: str) -> None:
    states: list[str] = []
    visit.typing_waits("a field", True)
    visit.on_save_state(lambda state: states.append(state.state))
    visit.write(steps.add("concern", "c", {"matter": "meanwhile"})).result(10)
    visit.typing_waits("another field", True)
    visit.typing_waits("another field", False)
    visit.settle(10)
    assert "saved" not in states
    assert visit.save_state().state == "saving"
    visit.write(steps.set_field("record", record, "notes", TEXT)).result(10)
    visit.settle(10)
    assert "saved" not in states
    visit.typing_waits("a field", False)
    assert states_until(visit, states, "saved").count("saved") == 1
    assert visit.save_state().at is not None


def test_a_step_that_a_fault_of_the_program_kept_back_is_not_called_saved(
    visit: OpenVisit, record: str, caplog: pytest.LogCaptureFixture
) -> None:
    states: list[str] = []
    visit.on_save_state(lambda state: states.append(state.state))
    assert visit.write(steps.add("evidence", "new", {"text": "of nothing", "record": "no such record"})).exception(10)
    states_until(visit, states, "not-saved")
    assert "saved" not in states
    assert visit.save_state().why.startswith("A fault of the program")
    visit.write(steps.set_field("record", record, "notes", TEXT)).result(10)
    states_until(visit, states, "saved")
    caplog.clear()
