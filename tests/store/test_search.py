"""Search finds what was written, at once, and no text breaks it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_visits import VISIT_ID, one_of_everything, opened, raw_file

from inspector_app.open_visit import OpenVisit
from inspector_app.store import search_results
from inspector_app.store.profile import Profile
from inspector_app.visit import steps


@pytest.fixture
def visit(profile: Profile):
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit


def found(visit: OpenVisit, words: str) -> list[tuple[str, str]]:
    return [(hit.entity, hit.id) for hit in visit.search(words)]


def test_everything_that_holds_words_is_found_where_it_belongs(visit: OpenVisit) -> None:
    contents = one_of_everything()
    observation, interview, case, document = (record.id for record in contents.records)
    assert found(visit, "calls taken") == [("record", observation)]
    assert found(visit, "customer contact") == [("record", observation)]
    assert ("record", interview) in found(visit, "monthly")
    assert ("evidence", contents.evidence[0].id) in found(visit, "monthly")
    assert found(visit, "thin") == [("record", case)]
    assert found(visit, "supervision file") == [("record", document)]
    assert found(visit, "reflection") == [("finding", contents.findings[0].id)]
    assert found(visit, "since") == [("concern", contents.concerns[0].id)]
    assert found(visit, "nowhere") == []
    assert found(visit, "  ") == []


def test_a_hit_says_what_it_is_and_marks_the_words(visit: OpenVisit) -> None:
    contents = one_of_everything()
    [hit] = [hit for hit in visit.search("mostly") if hit.entity == "evidence"]
    assert (hit.kind, hit.title, hit.record) == ("interview", "Social worker", contents.records[1].id)
    assert "\x02mostly\x03" in hit.snippet


def test_accents_and_case_do_not_matter_and_the_last_word_may_be_begun(visit: OpenVisit) -> None:
    record = one_of_everything().records[0].id
    visit.write(steps.set_field("record", record, "notes", "Siân and Łukasz agreed")).result(10)
    assert found(visit, "SIAN agr") == [("record", record)]
    assert found(visit, "si agreed") == []
    assert found(visit, '"and łukasz"') == [("record", record)]
    assert found(visit, '"łukasz and"') == []


def test_the_newest_comes_first(visit: OpenVisit) -> None:
    for number in range(3):
        visit.write(steps.add("evidence", f"e{number}", {"text": "zebra crossing"})).result(10)
    assert [hit.id for hit in visit.search("zebra")] == ["e2", "e1", "e0"]
    assert [hit.id for hit in visit.search("zebra", limit=2)] == ["e2", "e1"]


def test_the_best_comes_first_and_pages_go_on_where_the_last_one_ended(visit: OpenVisit) -> None:
    record = one_of_everything().records[3].id
    visit.write(steps.set_field("record", record, "title", "Quagga file")).result(10)
    for number in range(5):
        text = "quagga quagga, drift" if number == 1 else f"quagga {'and other words about much else ' * 4}"
        visit.write(steps.add("evidence", f"q{number}", {"text": text})).result(10)
    whole = found(visit, "quagga")
    assert whole[:2] == [("record", record), ("evidence", "q1")]
    assert whole[2:] == [("evidence", f"q{number}") for number in (4, 3, 2, 0)]
    pages = [visit.search("quagga", limit=4, start=start) for start in (0, 4, 8)]
    assert [(hit.entity, hit.id) for page in pages for hit in page] == whole
    assert [len(page) for page in pages] == [4, 2, 0]


def test_an_old_thing_is_found_by_its_title_among_more_than_are_ranked(
    visit: OpenVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = one_of_everything().records[0].id
    visit.write(steps.set_field("record", record, "title", "Quagga file")).result(10)
    for number in range(6):
        visit.write(steps.add("evidence", f"q{number}", {"text": "quagga"})).result(10)
    monkeypatch.setattr(search_results, "RANKED", 4)
    assert found(visit, "quagga") == [("record", record), *(("evidence", f"q{number}") for number in (5, 4, 3, 2))]


def test_what_waits_for_the_disk_is_found_as_it_will_be(profile: Profile) -> None:
    contents = one_of_everything()
    observation, interview, case, _ = (record.id for record in contents.records)
    with opened(profile, contents) as visit, raw_file(profile.places, VISIT_ID) as raw:
        raw.execute("BEGIN IMMEDIATE")
        visit.write(steps.set_field("record", observation, "notes", "An okapi was seen"))
        visit.write(steps.write_answer(interview, "What else?", "Okapis, mostly", "a5"))
        visit.write(steps.answer_check(case, "analysis-of-risk", "note", "No okapi", "a0"))
        visit.write(steps.add("evidence", "new", {"text": "okapi", "record": observation}))
        visit.write(steps.remove("finding", contents.findings[0].id))
        assert {each[1] for each in found(visit, "okapi")} == {observation, interview, case, "new"}
        assert visit.records_with("okapi") == {observation, interview, case}
        assert found(visit, "calls taken") == found(visit, "reflection") == []
        [hit] = [hit for hit in visit.search("okapi") if hit.id == observation]
        assert (hit.title, hit.snippet) == (
            "Duty desk",
            "An \x02okapi\x03 was seen · Duty desk · customer contact worker",
        )
        raw.execute("ROLLBACK")
        visit.settle(10)
        assert {each[1] for each in found(visit, "okapi")} == {observation, interview, case, "new"}


def test_what_went_with_its_record_is_not_found(visit: OpenVisit) -> None:
    interview, evidence = one_of_everything().records[1].id, one_of_everything().evidence[0].id
    visit.write(steps.remove("record", interview)).result(10)
    assert found(visit, "mostly") == []
    visit.undo().result(10)
    assert set(found(visit, "mostly")) == {("record", interview), ("evidence", evidence)}


def test_what_was_changed_or_removed_is_not_found_any_more_and_comes_back_with_undo(visit: OpenVisit) -> None:
    finding = one_of_everything().findings[0].id
    visit.write(steps.set_field("finding", finding, "text", "Otters")).result(10)
    assert found(visit, "mainly") == []
    visit.write(steps.remove("finding", finding)).result(10)
    assert found(visit, "otters") == []
    visit.undo().result(10)
    assert found(visit, "otters") == [("finding", finding)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=some.one_of(some.text(max_size=20), some.text("\"*-^:(){}+ANDORNEAR \0'", max_size=20)))
def test_no_text_breaks_the_search(visit: OpenVisit, words: str) -> None:
    visit.search(words.encode("utf-8", "replace").decode())
