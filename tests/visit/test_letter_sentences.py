"""Sentences of letters, half of them innocent, with the checks that each must raise, and York's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letter_sentences import CELL, CONFIDENCE, INNOCENT, LONG, PERSON, REFERENCE, REPEATED, SPELLING, TELLING
from made_up_visit import finding, piece, record, visit_of

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.places import resources_folder
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Case, Concern, Count, Finding, Inspector, Record
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.letter_entities import LetterAcceptance, NextStep
from inspector_app.visit.problem import Problem
from inspector_app.visit.problem_answers import answer, with_answers

FRAMEWORK = load_framework("ucra-2010")
REFERENCES = ("EX-014", "EX-0120", "4711/23", "2", "MK7731A", "A", "QZ", "Kestrel", "Case G", "No 1", "EDT")
CONFIDED = (
    "Two more of them would sink us all by Christmas.",
    "Three would drown us.",
    "All of the staff have been there.",
    "One vacancy, covered. Four would sink us.",
    "The assistant director bullies the managers in front of staff.",
)


def case(reference: str, notes: str = "") -> Record:
    details = Case(id=reference, reference=reference, team="Northgate team")
    return Record(id=reference, kind="case", title=reference, notes=notes, details=details)


BASE = replace(
    visit_of(
        records=[
            record("desk", "observation"),
            replace(record("talk", "interview"), notes="Ofwenu rang from Thornbeck school. Polish. Thursday. CAFs."),
            *(case(reference, "Grandmother's house, hospital bed.") for reference in REFERENCES),
        ],
        evidence=[
            piece("desk", "desk"),
            piece("talk", "talk"),
            piece("counted", count=Count(n=13, of=24, what="x")),
            *(piece(reference, reference) for reference in REFERENCES),
            replace(
                piece("confided", "talk"), text="Two more of them would sink us all by Christmas", in_confidence=True
            ),
            replace(piece("short", "talk"), text="Three would drown us.", in_confidence=True),
            replace(piece("dull", "talk"), text="All of the staff have been there.", in_confidence=True),
            replace(piece("end", "talk"), text="One vacancy, covered. Four would sink us.", in_confidence=True),
            replace(
                piece("articles", "talk"),
                text="The assistant director bullies the managers in front of staff.",
                in_confidence=True,
            ),
        ],
        concerns=[Concern(id="c", case="ZQ 5-1", closed_at="2010-06-09T15:10:00+01:00")],
    ),
    addressees=(
        Addressee(
            id="to",
            name="Ms Grace Okafor",
            salutation="Ms Okafor",
            address=("Elm House", "4 Elm Road"),
            postcode="EX1 1AA",
        ),
    ),
    inspectors=(Inspector(id="ann", name="Joan Dennis", lead=True), Inspector(id="bob", name="B. Inspector")),
)


def letter_with(text: str, *supports: str, points: tuple[str, ...] = ()) -> VisitContents:
    held = replace(finding(*(supports or ("desk", "talk"))), text=text, points=points)
    return replace(BASE, findings=(held,))


def raised(contents: VisitContents) -> list[Problem]:
    return list(letter_problems(contents, FRAMEWORK))


@pytest.mark.parametrize(("text", "checks", "words"), TELLING, ids=[text[:40] for text, _, _ in TELLING])
def test_what_a_sentence_raises(text: str, checks: set[str], words: str) -> None:
    found = raised(letter_with(text))
    assert {problem.check for problem in found} == checks
    assert any(words in problem.words for problem in found)
    for problem in found:
        assert problem.place == "finding:f"
        assert problem.message.endswith((".", "”.")) and problem.mend.endswith(".")


@pytest.mark.parametrize("text", INNOCENT, ids=[text[:40] for text in INNOCENT])
def test_what_an_innocent_sentence_raises(text: str) -> None:
    assert raised(letter_with(text)) == []


def test_the_table_is_large_enough() -> None:
    assert len(TELLING) + len(INNOCENT) >= 60
    assert len(INNOCENT) >= 30


def test_nothing_in_york_s_own_words_is_warned_of() -> None:
    york = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")
    assert letter_problems(york, FRAMEWORK) == ()


@pytest.mark.parametrize(("from_record", "quotes"), [("talk", True), ("desk", False)])
def test_a_copy_that_nobody_marked_does_not_open_a_confidence(from_record: str, quotes: bool) -> None:
    copy = replace(piece("copy", from_record), text="Somebody said: four would sink us.")
    contents = letter_with("Managers say that “four would sink us”.")
    contents = replace(contents, evidence=(*contents.evidence, copy))
    assert [problem.check for problem in raised(contents)] == ([CONFIDENCE] if quotes else [])


def test_errors_warnings_and_hints() -> None:
    levels = {
        problem.check: (problem.level, problem.hint)
        for text, _checks, _words in TELLING
        for problem in raised(letter_with(text))
        if problem.check != PERSON
    }
    assert levels == {
        REFERENCE: ("error", False),
        CONFIDENCE: ("error", False),
        SPELLING: ("warning", False),
        REPEATED: ("warning", False),
        LONG: ("warning", True),
        CELL: ("warning", False),
    }
    of_people = {text: raised(letter_with(text))[0].level for text, checks, _ in TELLING if checks == {PERSON}}
    assert [text for text, level in of_people.items() if level == "error"] == [
        "The baby, born 3 May 2010, was seen.",
        "The NHS number 943 476 5919 was used.",
    ]


def test_all_of_the_author_s_words_are_read_with_their_places() -> None:
    contents = replace(
        letter_with("Fine.", points=("Also about EX-014.",)),
        letter=replace(BASE.letter, wording={"opening": "Thanks from Jessica.", "closing": " "}, enclosures=("Lsit.",)),
        next_steps=(
            NextStep(id="n", who="The council", what="send send the plan"),
            NextStep(id="m", who="The council", what=" "),
        ),
    )
    assert sorted((problem.check, problem.place) for problem in raised(contents)) == [
        ("discloses-person", "part:opening"),
        ("discloses-reference", "finding:f"),
        ("letter-incomplete", "next_step:m"),
        ("repeated-word", "next_step:n"),
        ("spelling", "part:enclosures"),
        ("wording-overridden", "part:opening"),
    ]


def test_words_that_somebody_taught_the_program_are_right() -> None:
    contents = letter_with("The workhub is new.")
    assert [problem.words for problem in raised(contents)] == ["workhub"]
    assert letter_problems(contents, FRAMEWORK, ["Workhub"]) == ()


@pytest.mark.parametrize(
    ("supports", "words"),
    [
        (("EX-014",), "grandmother"),
        (("EX-014", "4711/23"), None),
        (("EX-014", "4711/23", "2"), None),
        (("EX-014", "talk"), None),
        (("EX-014", "counted"), None),
    ],
)
def test_a_finding_on_one_or_two_cases_says_what_could_give_them_away(
    supports: tuple[str, ...], words: str | None
) -> None:
    notes = {"EX-014": "At grandmother's, hospital bed.", "4711/23": "Nothing.", "2": "Nothing."}
    contents = letter_with("Children at a grandmother are not seen.", *supports)
    records = tuple(replace(each, notes=notes.get(each.id, "")) for each in contents.records)
    found = raised(replace(contents, records=records))
    few = len(supports) < 3 and not {"talk", "counted"} & set(supports)
    assert [problem.check for problem in found] == ([CELL] if few else [])
    if words:
        assert f"“{words}” could give it away" in found[0].message


WARNED = letter_with("Assessments on Jessica were thin.")


def standing(contents: VisitContents) -> list[str]:
    return [problem.check for problem in raised(contents) if not problem.accepted]


def let_stand(words: str, why: str = "A public name.", about: str = "finding:f", check: str = PERSON) -> VisitContents:
    acceptance = LetterAcceptance(id="a", check=check, about=about, words=words, why=why)
    return replace(WARNED, letter_acceptances=(acceptance,))


def test_a_warning_is_let_stand_for_its_words_at_its_place() -> None:
    assert standing(WARNED) == [PERSON]
    assert standing(let_stand("Jessica")) == []
    for other in (
        let_stand("Jessica", why=" "),
        let_stand("Jessica", about="finding:other"),
        let_stand("Jessica", check=SPELLING),
        let_stand("Thomas"),
    ):
        assert standing(other) == [PERSON]
    changed: Finding = replace(WARNED.findings[0], text="Assessments on Thomas were thin.")
    assert standing(replace(let_stand("Jessica"), findings=(changed,))) == [PERSON]


def test_a_finding_s_own_acceptance_counts_too_and_an_error_cannot_be_accepted() -> None:
    (one,) = WARNED.findings
    accepted = finding("desk", "talk", accepted=[(CELL, "It is common."), (REFERENCE, "Why not?")]).accepted
    on_one_case = replace(letter_with("Children are not seen.", "EX-014").findings[0], accepted=accepted)
    assert standing(replace(BASE, findings=(on_one_case,))) == []
    telling = replace(on_one_case, text="Children at a grandmother are not seen.")
    notes = tuple(replace(each, notes=each.notes if each.id == "EX-014" else "") for each in BASE.records)
    [problem] = raised(replace(BASE, records=notes, findings=(telling,)))
    assert (problem.check, problem.words, problem.accepted) == (CELL, "grandmother", False), "words were not accepted"
    [shown] = with_answers([problem], replace(BASE, records=notes, findings=(telling,)), "ann")
    assert shown.why == ""
    reference = replace(one, text="In EX-014.", accepted=accepted)
    assert standing(replace(WARNED, findings=(reference,))) == [REFERENCE]


def worded(contents: VisitContents, wording: dict[str, str]) -> VisitContents:
    return replace(contents, letter=replace(contents.letter, wording=wording))


def test_own_words_for_what_is_not_printed_are_not_in_the_letter() -> None:
    """A part that goes with its findings takes no part in signing, until it is printed again."""
    contents = worded(letter_with("Fine."), {"heading:strengths": "What EX-014 shows", "closing": "Thank you."})
    assert raised(replace(contents, findings=(replace(contents.findings[0], category="strengths"),))) != []
    others = replace(contents, findings=(replace(contents.findings[0], category="areas-for-priority-action"),))
    assert raised(others) == []


def test_own_words_are_asked_for_again_once_the_framework_says_something_else() -> None:
    wording = {"category-sentence": "No areas for priority action were found."}
    own = worded(letter_with("Supervision is thin."), wording)
    [problem] = raised(own)
    assert problem.words.startswith("No areas for priority action were found. [in place of: The inspection identified ")
    step = answer(problem, "Better English.", own, by="ann", at="2010-07-06T09:00:00+01:00")
    values = step.changes[0].values  # type: ignore[union-attr]
    kept = LetterAcceptance(id="a", **{key: values[key] for key in ("check", "about", "words", "why")})
    accepted = replace(own, letter_acceptances=(kept,))
    assert standing(accepted) == []
    moved = replace(accepted.findings[0], category="areas-for-priority-action")
    assert standing(replace(accepted, findings=(moved,))) == ["wording-overridden"]
