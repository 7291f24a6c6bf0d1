"""The trail, read from the log of a real visit: each entry once, the last words those that stand, told as a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_visits import made_profile, one_of_everything, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.visit import agreement, steps
from inspector_app.visit.assigning import assign
from inspector_app.visit.change import LogEntry, Put, Set, Step
from inspector_app.visit.finding_steps import merge_findings, split_finding
from inspector_app.visit.identifiers import derived_id, link_id
from inspector_app.visit.ordering import placed_at
from inspector_app.visit.trail import Happening, story
from inspector_app.visit.trail_past import Subject

FINDING, OTHER, TOLD, SEEN = (derived_id(name) for name in ("finding", "another finding", "told", "seen"))
FIRST = derived_id("record", "first")
AREAS, PRIORITY = "areas-for-development", "areas-for-priority-action"


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[OpenVisit]:
    with made_profile(tmp_path / "p") as profile, opened(profile, one_of_everything()) as opened_visit:
        yield opened_visit


def _done(visit: OpenVisit, *acts: Step) -> None:
    for act in acts:
        visit.write(act).result()
        visit.field_left()


def _sentences(happenings: Sequence[Happening]) -> list[str]:
    return [told.sentence for happening in happenings for told in happening.told]


def _of_finding(visit: OpenVisit, finding: str = FINDING) -> tuple[Happening, ...]:
    return story(visit.history(), visit.framework, Subject("finding", finding))


def test_a_finding_is_told_from_its_card_to_its_last_word(visit: OpenVisit) -> None:
    link = link_id(OTHER, SEEN)
    _done(
        visit,
        steps.finding_from_card(OTHER, AREAS, "Supervision is iregular.", "b0", SEEN),
        steps.set_field("finding", OTHER, "text", "Supervision is irregular."),
        steps.set_field("finding", OTHER, "text", "Supervision is irregular and lacks reflection."),
        steps.link_evidence(OTHER, TOLD, "b0", "contradicts"),
        steps.set_field("link", link_id(OTHER, TOLD), "weighed", "one manager spoke for herself"),
        steps.set_field("link", link, "bearing", "contradicts"),
        steps.accept_warning(OTHER, "finding-single-record", "the file is the policy itself", "a0"),
        steps.set_field("evidence", SEEN, "text", "Three of the files hold no note."),
        steps.unlink_evidence(OTHER, TOLD),
    )
    visit.undo().result()
    visit.redo().result()
    told = _of_finding(visit, OTHER)
    piece = "the evidence “Three of the files hold no note.”"
    said = _sentences(told)
    assert said[0] == "made the finding from a card under Areas for development"
    assert "changed its words" in said
    assert f"let {piece} contradict it" not in said, "what it was called then is what is told"
    assert "let it stand against the warning “single record”, because" in said
    assert "changed the words of " + piece in said
    assert [each for each in said if each.startswith(("took back", "did again"))] == [
        "took back: take evidence off a finding",
        "did again: take evidence off a finding",
    ]
    (words,) = [each for each in told if each.told[0].sentence == "changed its words"]
    assert len(words.parts) == 2
    assert (words.told[0].before, words.told[0].after) == (
        "Supervision is iregular.",
        "Supervision is irregular and lacks reflection.",
    )
    assert words.parts[0].told[0].after == "Supervision is irregular."
    weighed = [line for each in told for line in each.told if line.sentence.startswith("weighed")]
    assert [line.after for line in weighed] == ["one manager spoke for herself"]
    assert {each.who for each in told} == {"A. Inspector"}
    assert {each.laptop for each in told} == {""}, "one laptop needs no name"


def test_judging_is_told_in_the_words_of_the_judgement(visit: OpenVisit) -> None:
    finding, pieces = visit.finding(FINDING), {piece.id: piece for piece in visit.evidence()}
    sentence = finding.text
    _done(
        visit,
        Step(
            "move a finding",
            (
                Set("finding", FINDING, "category", PRIORITY),
                Set("finding", FINDING, "order", "z9"),
                Put(
                    "move",
                    derived_id("a move"),
                    {
                        "finding": FINDING,
                        "from_category": AREAS,
                        "to_category": PRIORITY,
                        "why": "two children were left at risk",
                        "by": visit.me,
                    },
                ),
            ),
        ),
        Step("tie", (Set("link", finding.evidence[0].id, "ties/k", sentence),)),
        Step("confirm", (Set("link", finding.evidence[0].id, "ties/k", f"{sentence} Still."),)),
        Step("untie", (Set("link", finding.evidence[0].id, "ties/k", None),)),
        agreement.say(finding, pieces, visit.me, True, "", "2010-06-09T15:00:00+01:00"),
        steps.set_field("finding", FINDING, "trigger", "systemic failure"),
        Step("mystery", (Set("finding", FINDING, "extra", {"x-page": 4}),)),
    )
    told = _of_finding(visit)
    said = _sentences(told)
    assert told[0].told[0].after.startswith(finding.text), "of what was brought in whole the words are told"
    assert "moved it from Areas for development to Areas for priority action, because" in said
    assert not [each for each in said if each.endswith("to Areas for priority action")], "told once, with its reason"
    piece = next(each for each in said if each.startswith("tied "))
    assert piece.endswith("to the sentence")
    assert any(each.startswith("confirmed that ") for each in said)
    assert any(each.startswith("untied ") for each in said)
    assert "agreed with it as it stands now" in said, "it was agreed before, when it read otherwise"
    assert any("extra" in each for each in said), "what has no words of its own is told plainly"


def test_splitting_and_merging_are_told_on_both_sides(visit: OpenVisit) -> None:
    text = "Supervision is irregular. Files hold no note of it."
    _done(visit, steps.finding_from_card(OTHER, AREAS, text, "b00", SEEN))
    half, new = text.index("Files"), derived_id("a half")
    _done(visit, split_finding(visit.finding(OTHER), new, [visit.finding(OTHER)], half, {}))
    _done(visit, merge_findings((visit.finding(OTHER), visit.finding(new))))
    assert _sentences(_of_finding(visit, OTHER))[-2:] == ["split a part off it", "merged others into it"]
    said = _sentences(_of_finding(visit, new))
    assert said[0] == "split the finding off another under Areas for development"
    assert said[-1] == "merged it into another finding"


def test_a_finding_that_is_only_told_from_another_of_its_place_was_not_moved(visit: OpenVisit) -> None:
    alike = sorted((OTHER, derived_id("another of its place")))
    for each in alike:
        _done(visit, steps.finding_from_card(each, AREAS, "Supervision is irregular.", "b00", SEEN))
    last = derived_id("the last")
    _done(visit, steps.finding_from_card(last, AREAS, "Files hold no note of it.", "b01", SEEN))
    told = [_sentences(_of_finding(visit, each)) for each in (*alike, last)]
    among = [finding for finding in visit.contents().findings if finding.category == AREAS]
    _done(visit, steps.move("finding", placed_at(among, [last], len(among) - 2)))
    assert [finding.id for finding in visit.contents().findings if finding.category == AREAS][-3:] == [
        alike[0],
        last,
        alike[1],
    ]
    visit.undo().result()
    assert [_sentences(_of_finding(visit, each)) for each in alike] == told[:2]
    moved = _sentences(_of_finding(visit, last))
    assert moved[: len(told[2])] == told[2]
    assert moved[len(told[2])].startswith("moved it to another place")


def test_a_record_and_a_piece_of_evidence_have_their_own_trails(visit: OpenVisit) -> None:
    _done(
        visit,
        steps.set_field("record", FIRST, "notes", "Two calls taken.\nBoth checked twice."),
        steps.set_field("record", FIRST, "day", "2010-06-09"),
        steps.set_field("observation", FIRST, "setting", "The duty desk"),
        steps.set_field("evidence", SEEN, "leaning", "neutral"),
        steps.set_field("evidence", SEEN, "in_confidence", True),
    )
    log = visit.history()
    said = _sentences(story(log, visit.framework, Subject("record", FIRST)))
    assert said[0] == "brought in the observation “Duty desk”"
    assert {"changed its notes", "changed its day from 8 June 2010 to 9 June 2010", "changed its setting"} <= set(said)
    piece = _sentences(story(log, visit.framework, Subject("evidence", SEEN)))
    assert {"let it lean towards neutral", "marked it as given in confidence"} <= set(piece)


def test_evidence_that_goes_with_its_record_is_told_of_finding_and_piece(visit: OpenVisit) -> None:
    record = visit.evidence_piece(SEEN).record or ""
    _done(visit, steps.remove("record", record))
    told = (_of_finding(visit), story(visit.history(), visit.framework, Subject("evidence", SEEN)))
    assert all(_sentences(each)[-1].startswith("removed the observation") for each in told)


def test_a_reason_and_a_risk_that_are_typed_are_one_entry_each(visit: OpenVisit) -> None:
    before = len(visit.history())
    for words in ("the", "the policy", "the policy itself"):
        visit.write(steps.accept_warning(FINDING, "finding-single-kind", words, "a5")).result()
    visit.field_left()
    for who in ("Chi", "Children in n", "Children in need"):
        visit.write(steps.set_field("finding", FINDING, "risk", {"who": who, "of_what": "drift"})).result()
    assert len(visit.history()) == before + 2


def test_the_letter_its_proposals_and_who_looks_at_what_are_told(visit: OpenVisit) -> None:
    letter, words, proposal = visit.letter().id, "was mainly seen", derived_id("a proposal")
    about = {"about": f"finding:{FINDING}", "by": visit.me, "order": "b0"}
    stands = {**about, "check": "repeated-word", "words": words, "why": "It is meant so."}
    _done(
        visit,
        steps.set_field("letter", letter, "wording/salutation", "Dear colleague"),
        Step("propose", (Put("proposal", proposal, {**about, "before": words, "after": "was seen"}),)),
        Step(
            "answer",
            (Set("proposal", proposal, "answer", "refused"), Set("proposal", proposal, "answered_by", visit.me)),
        ),
        Step("let words stand", (Put("letter_acceptance", derived_id("an acceptance"), stands),)),
        assign("workforce", "document", visit.me, "The newest file.", "b0"),
        steps.set_field("letter", letter, "state", "quality-assured"),
    )
    visit.seal(b"a letter", signed_by=visit.me, signed_at="2010-06-20T12:00:00+01:00", log_digest=visit.log_digest())
    log = visit.history()
    whole = [(told.sentence, told.before, told.after) for each in story(log, visit.framework) for told in each.told]
    finding = whole[2][0].removeprefix("proposed other words for ")
    assert whole[1:] == [
        ("wrote own words for the letter’s part “salutation”", "", "Dear colleague"),
        (f"proposed other words for {finding}", words, "was seen"),
        (f"refused what was proposed for {finding}", words, "was seen"),
        (f"let “{words}” in {finding} stand against the warning “repeated word”, because", "", "It is meant so."),
        ("asked A. Inspector to look at Workforce (document)", "", "The newest file."),
        ("marked the letter as quality assured", "", ""),
        ("signed the letter, version 1", "", ""),
    ]
    assert {"refused what was proposed for it"} <= set(_sentences(_of_finding(visit))), "also once it is signed"
    salutation = story(log, visit.framework, Subject("letter", letter, "wording/salutation"))
    assert _sentences(salutation)[-1].startswith("wrote ")
    assert "signed the letter, version 1" in _sentences(story(log, visit.framework, Subject("letter", letter)))


def test_who_wrote_on_which_laptop_is_told_and_a_long_pause_ends_a_burst(visit: OpenVisit) -> None:
    _done(visit, *(steps.set_field("finding", FINDING, "text", f"Words {number}.") for number in range(3)))
    log = visit.history()
    typed = [entry for entry in log if entry.field == "text"]

    def later(entry: LogEntry, minutes: int) -> LogEntry:
        at = story([entry], visit.framework)[0].at + timedelta(minutes=minutes)
        return replace(entry, clock=f"{at.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}/0000")

    paused = [*log[: -len(typed)], typed[0], later(typed[1], 4), later(typed[2], 20)]
    amounts = [len(each.entries) for each in story(paused, visit.framework, Subject("finding", FINDING))]
    assert amounts[-2:] == [2, 1]

    elsewhere = [*log[:-1], replace(typed[2], laptop="elsewhere", seq=1, step=1)]
    last = story(elsewhere, visit.framework, Subject("finding", FINDING), laptop=visit.laptop)
    assert [each.laptop for each in last][-2:] == ["this laptop", "the other laptop"]
    assert (last[-1].told[0].before, last[-1].told[0].after) == ("Words 1.", "Words 2.")


_WORDS = st.text("ab .\n", max_size=12)
_ACTS = st.one_of(
    st.tuples(st.just("text"), _WORDS),
    st.tuples(st.just("points"), st.lists(_WORDS, max_size=2)),
    st.tuples(st.just("move"), st.sampled_from([AREAS, PRIORITY])),
    st.tuples(st.just("tie"), st.one_of(st.none(), _WORDS)),
    st.tuples(st.just("link"), st.sampled_from(["supports", "contradicts", "off"])),
    st.tuples(st.just("weighed"), _WORDS),
    st.tuples(st.just("why"), _WORDS),
    st.tuples(st.just("evidence"), _WORDS),
    st.tuples(st.just("undo"), st.booleans()),
    st.tuples(st.just("left"), st.none()),
)


def _step(kind: str, value: object) -> Step:
    link = link_id(FINDING, TOLD)
    return {
        "text": lambda: steps.set_field("finding", FINDING, "text", value),
        "points": lambda: steps.set_field("finding", FINDING, "points", value),
        "move": lambda: steps.move_finding(FINDING, str(value), "c0"),
        "tie": lambda: Step("tie", (Set("link", link, "ties/k", value),)),
        "link": lambda: (
            steps.unlink_evidence(FINDING, TOLD) if value == "off" else steps.link_evidence(FINDING, TOLD, "c0", value)  # type: ignore[arg-type]
        ),
        "weighed": lambda: steps.set_field("link", link, "weighed", value),
        "why": lambda: steps.accept_warning(FINDING, "finding-contradicted", str(value), "a0"),
        "evidence": lambda: steps.set_field("evidence", TOLD, "text", value),
    }[kind]()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_ACTS, max_size=12))
def test_every_entry_is_told_once_and_the_last_words_are_those_that_stand(
    visit: OpenVisit, acts: list[tuple[str, object]]
) -> None:
    for kind, value in acts:
        if kind == "undo":
            took = visit.undo() if value else visit.redo()
            took.exception()
        elif kind == "left":
            visit.field_left()
        else:
            visit.write(_step(kind, value)).exception()
    visit.settle()
    log = visit.history()
    whole = story(log, visit.framework)
    assert sorted((e.laptop, e.seq) for each in whole for e in each.entries) == [(e.laptop, e.seq) for e in log]
    assert all(each.told and each.at <= each.until for each in whole)

    told = _of_finding(visit)
    seqs = [(entry.laptop, entry.seq) for each in told for entry in each.entries]
    assert len(seqs) == len(set(seqs))
    finding = visit.finding(FINDING)
    assert _last_words(told, "finding", FINDING, "text") == finding.text
    assert _last_words(told, "finding", FINDING, "category") == finding.category
    about_words = [line for each in told for line in each.told if line.sentence.endswith(" its words")]
    if about_words:
        assert about_words[-1].after == finding.text
    for earlier, later in pairwise(about_words):
        assert later.before == earlier.after, "each change begins where the one before ended"


def _last_words(happenings: Iterable[Happening], entity: str, entity_id: str, field: str) -> object:
    """Return what the story leaves in a field; None where it never says."""
    held: object = None
    for happening in happenings:
        for entry in happening.entries:
            if (entry.entity, entry.id) != (entity, entity_id):
                continue
            if entry.field == field:
                held = entry.value
            elif entry.field is None and isinstance(entry.value, Mapping):
                held = entry.value.get(field)
    return held
