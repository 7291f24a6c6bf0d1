"""Sentences of letters, half of them innocent, with the checks that each must raise, and York's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
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
REFERENCES = ("EX-014", "EX-0120", "4711/23", "2", "MK7731A", "A", "QZ", "Kestrel", "Case G", "No 1")
CONFIDED = (
    "Two more of them would sink us all by Christmas.",
    "Three would drown us.",
    "All of the staff have been there.",
    "One vacancy, covered. Four would sink us.",
    "The assistant director bullies the managers in front of staff.",
)
PERSON, REFERENCE, CONFIDENCE, CELL = "discloses-person", "discloses-reference", "quotes-confidence", "small-cell"
SPELLING, REPEATED, LONG = "spelling", "repeated-word", "sentence-too-long"


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
            address=("Elm House",),
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


TELLING = [
    # references in any spelling
    ("In EX-014 the analysis was thin.", {REFERENCE}, "EX-014"),
    ("In ex014 the analysis was thin.", {REFERENCE}, "ex014"),
    ("The work on EX 14 was prompt.", {REFERENCE}, "EX 14"),
    ("The work on EX–14 was prompt.", {REFERENCE}, "EX–14"),
    ("In case 14 the analysis was thin.", {REFERENCE}, "14"),
    ("Child no. 120 was seen.", {REFERENCE}, "120"),
    ("The record (ex/0120) is thin.", {REFERENCE}, "ex/0120"),
    ("A decision in 4711/23 was late.", {REFERENCE}, "4711/23"),
    ("The contact mk-7731-a was closed.", {REFERENCE}, "mk-7731-a"),
    ("The work on E X-14 was prompt.", {REFERENCE}, "E X-14"),
    ("In ZQ5-1 the council acted.", {REFERENCE}, "ZQ5-1"),
    ("Case 2 was closed too soon.", {REFERENCE}, "2"),
    ("EX-014A was late.", {REFERENCE}, "EX-014A"),
    ("The work on EX014b was late.", {REFERENCE}, "EX014b"),
    ("The work on cases EX-014 and 120 was late.", {REFERENCE}, "120"),
    ("Cases 14, 120 were late.", {REFERENCE}, "120"),
    ("Files 9, 14 and 33 were thin.", {REFERENCE}, "14"),
    ("Files 14 and 33 were thin.", {REFERENCE}, "14"),
    ("In case A the analysis was thin.", {REFERENCE}, "A"),
    ("In case G the analysis was thin.", {REFERENCE}, "G"),
    ("In case 1 the analysis was thin.", {REFERENCE}, "1"),
    ("The work on QZ began at once.", {REFERENCE}, "QZ"),
    ("The work on Kestrel was prompt.", {REFERENCE}, "Kestrel"),
    # ages
    ("A 4-year-old boy was not seen.", {PERSON}, "4-year-old"),
    ("The visit to a four year old was late.", {PERSON}, "four year old"),
    ("A six-month-old baby was not seen.", {PERSON}, "six-month-old"),
    ("A child aged 7 was not seen alone.", {PERSON}, "child aged 7"),
    ("The girl, who was aged just three, was safe.", {PERSON}, "girl, who was aged just three"),
    ("One of two brothers aged 4 and 7 was seen.", {PERSON, CELL}, "brothers aged 4 and 7"),
    ("A boy, 14, was not spoken to.", {PERSON}, "boy, 14,"),
    ("A young person (16) was turned away.", {PERSON}, "young person (16)"),
    ("The child is 9 years old.", {PERSON}, "child is 9 years old"),
    ("A 15yo boy was turned away.", {PERSON}, "15yo"),
    ("Her 20-month-old was not weighed.", {PERSON}, "20-month-old"),
    ("A toddler aged eighteen months was safe.", {PERSON}, "toddler aged eighteen months"),
    ("The mother (19) was alone.", {PERSON}, "mother (19)"),
    ("A child of seven was seen alone.", {PERSON}, "child of seven"),
    ("A Year 9 pupil was not listened to.", {PERSON}, "Year 9 pupil"),
    ("The child was born in March 2009.", {PERSON}, "March 2009"),
    ("The baby, born 3 May 2010, was seen.", {PERSON}, "3 May 2010"),
    # names, initials, numbers
    ("Assessments on Jessica were thin.", {PERSON}, "Jessica"),
    ("Joan was not seen alone.", {PERSON}, "Joan"),
    ("Mrs Harker was not told.", {PERSON}, "Mrs Harker"),
    ("The report by Tom Wright is thin.", {PERSON}, "Tom Wright"),
    ("The call from Ofwenu was not returned.", {PERSON}, "Ofwenu"),
    ("Staff at Thornbeck were not told.", {PERSON}, "Thornbeck"),
    ("J.S. was seen the same day.", {PERSON}, "J.S."),
    ("Child B was seen the same day.", {PERSON}, "B"),
    ("JB was seen the same day.", {PERSON}, "JB"),
    ("JB's mother was not told.", {PERSON}, "JB"),
    ("The NHS number 943 476 5919 was used.", {PERSON}, "943 476 5919"),
    ("Calls to 01904 551550 were not answered.", {PERSON}, "01904 551550"),
    ("Referrals from YO24 4AA were late.", {PERSON}, "YO24 4AA"),
    ("Mail to duty.desk@example.org went unread.", {PERSON}, "duty.desk@example.org"),
    # confidence
    (
        "It was put to us that two more of them would sink us all by Christmas.",
        {CONFIDENCE},
        "sink us all by Christmas",
    ),
    ("They said that two would sink them, and that “three would drown us”.", {CONFIDENCE}, "three would drown us"),
    ("Managers say that “four would sink us”.", {CONFIDENCE}, "four would sink us"),
    (
        "The assistant director bullies managers in front of staff.",
        {CONFIDENCE},
        "assistant director bullies managers in front of staff",
    ),
    # wording
    ("Work is sub-optimel.", {SPELLING}, "optimel"),
    ("Supervison is regular.", {SPELLING}, "Supervison"),
    ("Staff recieve regular supervision.", {SPELLING}, "recieve"),
    ("Supervision is organized well in the center.", {SPELLING}, "center"),
    ("Supervision is is regular.", {REPEATED}, "is is"),
    ("The the council acts promptly.", {REPEATED}, "The the"),
    ("Decisions " + "and records " * 20 + "are clear.", {LONG}, "Decisions and records"),
    # so few that a child may be known
    ("In one case no visit was made.", {CELL}, "one case"),
    ("In two of the eight cases read no visit was made.", {CELL}, "two of the eight cases"),
    ("Two families waited for a month.", {CELL}, "Two families"),
    ("In 2 of the 24 cases read no visit was made.", {CELL}, "2 of the 24 cases"),
    ("In 1 of 24 records the child was not seen.", {CELL}, "1 of 24 records"),
    ("1 child was left at risk.", {CELL}, "1 child"),
    ("It was found that 2 children were left at risk.", {CELL}, "2 children"),
    ("One young person was homeless.", {CELL}, "One young person"),
    ("Two young people were not seen.", {CELL}, "Two young people"),
    ("One care leaver was homeless.", {CELL}, "One care leaver"),
    ("One vulnerable child was not seen.", {CELL}, "One vulnerable child"),
    ("One very young looked-after child was not seen.", {CELL}, "One very young looked-after child"),
    ("One father was not told.", {CELL}, "One father"),
    ("In one case record the child is not heard.", {CELL}, "one case record"),
    ("No more than one case was late.", {CELL}, "one case"),
    ("One child in the sample was not seen.", {CELL}, "One child"),
    ("In one child in 24 a visit was missed.", {CELL}, "one child"),
    # more than one
    ("In EX-014 Jessica was not seen.", {REFERENCE, PERSON}, "EX-014"),
]


@pytest.mark.parametrize(("text", "checks", "words"), TELLING, ids=[text[:40] for text, _, _ in TELLING])
def test_what_a_sentence_raises(text: str, checks: set[str], words: str) -> None:
    found = raised(letter_with(text))
    assert {problem.check for problem in found} == checks
    assert any(words in problem.words for problem in found)
    for problem in found:
        assert problem.place == "finding:f"
        assert problem.message.endswith((".", "”.")) and problem.mend.endswith(".")


INNOCENT = [
    "Core assessments are completed within the 35 working day limit.",
    "Children are seen within 10 working days of referral.",
    "A York councillor sits on the board.",
    "Enquiries under section 47 are prompt.",
    "Section 17 is well understood, and s47 enquiries are timely.",
    "The council purchases aged care for adults from the same budget.",
    "Callers ring 0300 1231231 at any hour.",
    "Our number is 0117 945 6333.",
    "The EX postcode area is served by one team.",
    "Letters go to Elm House, EX1 1AA.",
    "The work of Ms Okafor and her managers is well regarded.",
    "Joan Dennis spoke to managers on both days.",
    "16 and 17 year olds who are homeless are assessed promptly.",
    "Children aged five to eleven are seen at school.",
    "Young people aged 16 or over are referred on.",
    "Children under five are a priority, and so are the under-fives on plans.",
    "A three-year-old protocol is still in use.",
    "The system is two years old.",
    "In year 2 of the plan, in case 30 days pass, the manager is told.",
    "In 14 cases the analysis was thin.",
    "In 2 days each referral had been decided.",
    "There were 120 contacts in the week.",
    "The 2009/10 plan and the 2010 audit agree.",
    "Team A and team B share the duty desk.",
    "The CAF, the LSCB and the IROs are well known, e.g. to schools.",
    "A child protection conference is held in good time.",
    "The child CP plan is clear.",
    "Mothers and fathers are included; a mother of three is helped as any other.",
    "Grace periods are short, and mark the end of delay.",
    "In May and in March will grew to summer work.",
    "Polish and Urdu speakers have an interpreter on Thursday.",
    "All of the staff have been there for a year.",
    "Staff would sink without more of them.",
    "Those who had had supervision were content, and we found that that team is stable.",
    "Social workers are well supported: colocation helps, and safeguarding comes first.",
    "Two customer contact workers and a senior practitioner have been added.",
    "Two children's centres and one family support worker help.",
    "There is one point of contact for all referrals.",
    "The U.K. and the N.H.S. have guidance on this.",
    "Lord Laming's report and the Munro review are acted on.",
    "The CAFs are shared, and IT is slow; the GP has had no reply under S.I. 462.",
    "Practice follows Working Together and the London procedures.",
    "A single case record is used by all agencies.",
    "Each child has one file.",
    "There is one record for each child.",
    "Two records of supervision were read.",
    "One child in five is on a plan, and one in two children waits.",
    "More than one case was late.",
    "There was not a single case without a plan, and not one child without a worker.",
    "No one child is the same, and every one child matters.",
    "One father told us that he felt respected.",
    "One family, one plan: this is well understood.",
    "At least one child in each team was spoken to.",
    "One child at a time is discussed.",
    "Two young people's homes and one mother and baby unit help.",
    "Level 2 cases and tier 1 families are helped early.",
    "In 2 of 24 teams supervision is late.",
    "A plan is made in case a worker is away; a worker has a plan. A child in need has a case file.",
    "There is no 1 to 1 work, and team A is strong.",
    "A kestrel is on the badge of the service.",
    "The team records 14 contacts a day, and most families 14 weeks of help.",
    "Staff work well with children.\nChildren are seen alone.",
    "Plans are co-ordinated and co-produced; re-assessments are prompt.",
    "Barnardo's and Barnardo’s helpline are known; so is Coram.",
    "The LA's LADO and the IROs' manager are strong.",
    "Workers know what to do; they have it written down; they do it; and they are supported in it by their managers.",
]


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
