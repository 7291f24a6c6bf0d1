"""Which evidence the council is told with the draft findings, and which comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Concern, Count, Evidence, Finding, Link, Record, Visit
from inspector_app.visit.feedback import FindingToTell, findings_to_tell
from inspector_app.visit.letter_entities import Letter, LetterAcceptance

RECORDS = (
    Record(id="seen", kind="observation"),
    Record(id="told", kind="interview"),
    Record(id="read", kind="document"),
    Record(id="one", kind="case", details=Case(id="one", reference="EX-014")),
)


def told(
    finding: Finding, *evidence: Evidence, framework: str = "ucra-2010", accepted: Sequence[LetterAcceptance] = ()
) -> FindingToTell:
    links = tuple(Link(id=each.id, finding=finding.id, evidence=each.id) for each in evidence)
    contents = VisitContents(
        visit=Visit(id="v", framework=framework, days=(date(2010, 4, 20),)),
        inspectors=(),
        addressees=(),
        copies=(),
        records=RECORDS,
        evidence=evidence,
        findings=(replace(finding, evidence=finding.evidence or links),),
        concerns=(Concern(id="c", case="EX-099"),),
        letter=Letter(id="v"),
        letter_acceptances=tuple(accepted),
    )
    [made] = findings_to_tell(contents, load_framework(framework))
    return made


def weakness(
    name: str, record: str | None, text: str, count: tuple[int, int] | None = None, **more: object
) -> Evidence:
    counted = Count(n=count[0], of=count[1], what="cases") if count else None
    return replace(Evidence(id=name, record=record, text=text, leaning="weakness", count=counted), **more)  # type: ignore[arg-type]


WEAK = Finding(id="f", category="areas-for-development", text="Supervision is thin.")


def texts(finding: FindingToTell) -> list[str]:
    return [each.text for each in finding.evidence]


def test_what_may_not_be_told_is_left_out() -> None:
    made = told(
        WEAK,
        weakness("a", "told", "Said in confidence.", in_confidence=True),
        weakness("b", "one", "What one case shows."),
        weakness("c", None, "In 5 of 9.", (5, 9)),
        weakness("d", None, "In 2 of 18.", (2, 18)),
        weakness("e", None, "In 17 of 18.", (17, 18)),
        weakness("f", "seen", "The record of ex-014 was open."),
        weakness("g", "seen", "EX-099 was talked about."),
        weakness("h", "told", "Mrs Smith takes the calls."),
        weakness("i", None, "Nobody knows where from."),
        weakness("j", "seen", "  "),
        weakness("k", None, "In 5 of 10.", (5, 10)),
        weakness("l", None, "In 18 of 18.", (18, 18)),
        weakness("m", None, "In 3 of 18.", (3, 18)),
        weakness("n", "seen", "EX-0145 is a form of theirs."),
    )
    assert sorted(texts(made)) == ["EX-0145 is a form of theirs.", "In 18 of 18.", "In 3 of 18.", "In 5 of 10."]


def test_what_contradicts_is_not_evidence_for_it() -> None:
    against = Link(id="l", finding="f", evidence="a", bearing="contradicts")
    assert texts(told(replace(WEAK, evidence=(against,)), weakness("a", "seen", "Monthly."))) == []


def test_the_leaning_comes_first_then_one_of_each_seen_before_told() -> None:
    made = told(
        WEAK,
        weakness("a", "told", "told 1"),
        weakness("b", "told", "told 2"),
        weakness("c", "read", "read"),
        weakness("d", "seen", "seen, leaning the other way", leaning="strength"),
        weakness("e", "seen", "seen " * 60),
        weakness("f", "seen", "seen"),
        weakness("g", None, "counted", (12, 24)),
    )
    expected = ["counted", "seen", "read", "told 1", "told 2", "seen " * 60, "seen, leaning the other way"]
    assert texts(made) == expected
    assert [each.told for each in made.evidence][:4] == ["counted", "observation", "document", "interview"]


def test_no_case_reference_stands_in_a_findings_words() -> None:
    made = told(replace(WEAK, text="As in EX-014, nobody asked.", points=("And in ex-099.", " ")))
    assert (made.text, made.points) == ("As in [a case], nobody asked.", ("And in [a case].",))


CONFIDED = weakness("a", "told", "Two more of them would sink us all by Christmas.", in_confidence=True)


def test_neither_a_confidence_nor_who_somebody_is_stands_in_a_findings_words() -> None:
    said = "Staff said that two more of them would sink us all by Christmas. Jessica, a 4-year-old girl, waited."
    made = told(replace(WEAK, text=said, points=("Joan waited; in EX-014 Joan waited.",)), CONFIDED)
    assert made.text == "Staff said that [left out]. [left out], a [left out] girl, waited."
    assert made.points == ("[left out] waited; in [a case] [left out] waited.",)


def test_a_name_that_may_stand_in_the_letter_may_be_told() -> None:
    stands = LetterAcceptance(id="l", check="discloses-person", about="finding:f", words="Jessica", why="A lake.")
    assert told(replace(WEAK, text="Jessica is new."), accepted=[stands]).text == "Jessica is new."
    assert told(replace(WEAK, text="Jessica is new."), accepted=[replace(stands, about="finding:g")]).text != (
        "Jessica is new."
    )


def test_an_unmarked_copy_of_a_confidence_is_not_told() -> None:
    copied = weakness("b", "told", "We are few: two more of them would sink us all by Christmas.")
    elsewhere = weakness("c", "told", "We are few.")
    assert texts(told(WEAK, CONFIDED, copied, elsewhere)) == ["We are few."]


def test_under_a_neutral_heading_no_leaning_comes_first() -> None:
    neutral = Finding(id="f", category="main-findings", text="Decisions are recorded.")
    made = told(
        neutral,
        weakness("a", "told", "told, of neither kind", leaning="neutral"),
        weakness("b", "seen", "seen, a weakness"),
        framework="focused-visit",
    )
    assert texts(made) == ["seen, a weakness", "told, of neither kind"]


def test_a_finding_that_has_only_points_is_told() -> None:
    made = told(replace(WEAK, text=" ", points=("Supervision is thin.",)))
    assert (made.text.strip(), made.points) == ("", ("Supervision is thin.",))
