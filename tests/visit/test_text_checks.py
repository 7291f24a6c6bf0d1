"""What is remembered of a letter's texts is what would be found anew, whatever has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_visit import finding, piece, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Concern
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.letter_entities import NextStep
from inspector_app.visit.text_checks import TextChecks

FRAMEWORK = load_framework("ucra-2010")
TELLING = "Ofwenu said that two more would sink us all by Christmas, as ZQ-51 shows and Workhub too."
BASE = visit_of(
    records=[record("desk", "observation"), record("talk", "interview")],
    evidence=[piece("desk", "desk"), replace(piece("talk", "talk"), text="Two more would sink us all by Christmas.")],
    findings=[replace(finding("desk", "talk"), text=TELLING), replace(finding("desk"), id="g", text="It is done wel.")],
)
TEXTS = ("", "It is done well.", "It is is done wel.", TELLING, "Mr Haddock of 4 Elm Road, EX1 1AA.")

Change = Callable[[VisitContents], VisitContents]


def with_text(which: int, text: str) -> Change:
    def change(contents: VisitContents) -> VisitContents:
        findings = list(contents.findings)
        findings[which] = replace(findings[which], text=text)
        return replace(contents, findings=tuple(findings))

    return change


def with_confidence(told: bool) -> Change:
    return lambda all_of_it: replace(
        all_of_it, evidence=(all_of_it.evidence[0], replace(all_of_it.evidence[1], in_confidence=told))
    )


def with_notes(notes: str) -> Change:
    return lambda all_of_it: replace(
        all_of_it, records=(all_of_it.records[0], replace(all_of_it.records[1], notes=notes))
    )


TO = Addressee(id="to", name="Mr Haddock", address=("4 Elm Road",), postcode="EX1 1AA")
CHANGES = st.one_of(
    st.builds(with_text, st.integers(0, 1), st.sampled_from(TEXTS)),
    st.builds(with_confidence, st.booleans()),
    st.builds(with_notes, st.sampled_from(("", "Ofwenu rang."))),
    st.sampled_from(
        [
            lambda it: replace(it, addressees=()),
            lambda it: replace(it, addressees=(TO,)),
            lambda it: replace(it, concerns=()),
            lambda it: replace(it, concerns=(Concern(id="c", case="ZQ-51"),)),
            lambda it: replace(it, findings=it.findings[::-1]),
            lambda it: replace(it, next_steps=(NextStep(id="n", who="Mr Haddock", what="writte to us"),)),
            lambda it: replace(it, letter=replace(it.letter, wording={"salutation": "Deer Ofwenu"})),
        ]
    ),
)


@settings(max_examples=50)
@given(st.lists(st.tuples(CHANGES, st.sampled_from([(), ("Workhub",), ("WEL",)])), min_size=2, max_size=6))
def test_what_is_remembered_is_what_is_found_anew(changes: list[tuple[Change, tuple[str, ...]]]) -> None:
    contents, remembered = BASE, TextChecks()
    for change, own_words in changes:
        contents = change(contents)
        found = letter_problems(contents, FRAMEWORK, own_words, remembered)
        assert found == letter_problems(contents, FRAMEWORK, own_words)


def test_the_texts_are_such_as_are_warned_of() -> None:
    contents = with_confidence(True)(replace(BASE, concerns=(Concern(id="c", case="ZQ-51"),)))
    checks = {problem.check for problem in letter_problems(with_notes("Ofwenu rang.")(contents), FRAMEWORK)}
    assert checks >= {"spelling", "quotes-confidence", "discloses-reference", "discloses-person"}
