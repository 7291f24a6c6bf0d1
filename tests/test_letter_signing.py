"""What bars a letter from being signed, and what of it was answered, by the road that window and command line share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_visits import made_profile, opened

from inspector_app.errors import SigningBarred
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.letter_signing import bar_what_stands_against, standing_problems
from inspector_app.places import ProfilePlaces, resources_folder
from inspector_app.spelling.speller import OWN_WORDS_KEY
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.problem_answers import answer, with_answers


def york_with(text: str, *, open_concern: bool = False) -> VisitContents:
    york = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")
    first, *others = york.findings
    concerns = tuple(replace(each, closed_at=None) for each in york.concerns[:1]) if open_concern else york.concerns
    return replace(york, findings=(replace(first, text=text), *others), concerns=concerns)


def test_own_words_of_the_profile_are_right_and_reasons_let_the_letter_be_signed(own_profile: ProfilePlaces) -> None:
    contents = york_with("The workhub of Jessica opened in the spring.", open_concern=True)
    with made_profile(own_profile.folder) as profile:
        profile.set_setting(OWN_WORDS_KEY, ["Workhub"])
        with opened(profile, contents) as visit:
            lead = visit.contents().inspectors[0].id

            def standing() -> list[str]:
                return [each.check for each in standing_problems(visit.contents(), visit.framework, visit.own_words())]

            assert visit.own_words() == ("Workhub",)
            assert standing() == ["open-concern", "discloses-person"]
            for each in standing_problems(visit.contents(), visit.framework, visit.own_words()):
                with pytest.raises(SigningBarred, match=each.check):
                    bar_what_stands_against(visit.contents(), visit.framework, visit.own_words())
                step = answer(each, "A reason.", visit.contents(), by=lead, at="2010-05-21T10:00:00+01:00")
                visit.write(step).result(20)
            assert standing() == []
            bar_what_stands_against(visit.contents(), visit.framework, visit.own_words())
            assert {entry.value for entry in visit.history("concern") if entry.field == "open_because"} == {"A reason."}
            with pytest.raises(SigningBarred, match="spelling"):
                bar_what_stands_against(visit.contents(), visit.framework)


def test_who_may_answer_what() -> None:
    contents = york_with(f"In YK-101 {'very often ' * 20} the the boy, 4, was seen.", open_concern=True)
    framework_problems = standing_problems(contents, framework_from_source(contents.visit.framework_source))
    lead = contents.inspectors[0].id
    of_lead = {each.problem.check: each.may_answer for each in with_answers(framework_problems, contents, lead)}
    of_other = {each.problem.check: each.may_answer for each in with_answers(framework_problems, contents, "another")}
    assert of_lead == {
        "open-concern": True,
        "discloses-reference": False,
        "discloses-person": True,
        "repeated-word": True,
        "sentence-too-long": False,
    }
    assert of_other == {**of_lead, "open-concern": False}
