"""A framework's folder is read whole, or refused with every fault by file, key and what was expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from copied_framework import SHIPPED, change, copied_framework

from inspector_app.errors import FaultyFramework
from inspector_app.frameworks.reader import framework_from_source, read_framework


def faults_of(folder: Path) -> dict[str, str]:
    with pytest.raises(FaultyFramework) as caught:
        read_framework(folder)
    return {fault.place: fault.message for fault in caught.value.faults}


def test_a_copy_with_a_renamed_category_and_a_new_question_is_another_framework_by_data_alone(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    change(folder, "categories.toml", 'label = "Areas for development"', 'label = "Areas for improvement"')
    change(folder, "forms.toml", "[case]", '[[interview.prompts]]\ntext = "What have I not asked?"\n\n[case]')

    framework = read_framework(folder)

    assert framework.category("areas-for-development").label == "Areas for improvement"
    assert framework.form("interview").prompts[-1].text == "What have I not asked?"
    assert framework.form("interview").prompts[-1].roles == ()


def test_what_a_visit_froze_gives_the_same_framework_again() -> None:
    framework = read_framework(SHIPPED / "ucra-2010")
    frozen = json.loads(json.dumps(framework.source))

    assert framework_from_source(frozen) == framework
    assert framework_from_source(frozen).source == framework.source


SCHEMA_FAULTS = [
    ("framework.toml", "visit_days = 2", 'visit_days = "two"', "framework.toml, visit_days", "a whole number"),
    ("framework.toml", "visit_days = 2", "visit_days = 0", "framework.toml, visit_days", "expected 1 or more"),
    ("framework.toml", "visit_days = 2", "visit_days = 2\ncolour = 1", "framework.toml, colour", "not known here"),
    ("framework.toml", 'version = "3"', "", "framework.toml, version", "is missing; expected text"),
    ("themes.toml", 'id = "workforce"', 'id = "Work Force"', "themes.toml, themes[1].id", "lower-case"),
    ("themes.toml", 'key = "w"', 'key = "ww"', "themes.toml, themes[1].key", "one lower-case letter"),
    ("categories.toml", 'label = "Strengths"', 'label = " "', "categories.toml, categories[0].label", "expected text"),
    ("categories.toml", 'tone = "strength"', 'tone = "red"', "categories.toml, categories[0].tone", "expected one of"),
    ("forms.toml", 'id = "setting"', 'id = "colour"', "forms.toml, observation.fields[0].id", "setting, activity"),
    ("forms.toml", 'kind = "list"', 'kind = "tree"', "forms.toml, observation.fields[2].kind", "line, text, choice"),
    ("clocks.toml", "from = 2010-04-01", 'from = "April"', "clocks.toml, clocks[1].limits[1].from", "a date, as"),
    ("clocks.toml", 'starts = ["referral"]', "starts = []", "clocks.toml, clocks[1].starts", "at least one"),
    ("proportions.toml", "high = 49", "high = 490", "proportions.toml, proportions[2].high", "100 or less"),
    ("checks.toml", 'themes = ["recording", "front-door"]', 'themes = ["recording", "recording"]',
     "checks.toml, checks[0].themes", "twice"),
    ("letter.toml", 'kind = "subject"', 'kind = "poem"', "letter.toml, parts[0].kind", "paragraph"),
    ("letter.toml", 'organisation = "Ofsted"', "organisation = 3", "letter.toml, letterhead.organisation", "text"),
]  # fmt: skip

CROSS_FAULTS = [
    ("framework.toml", 'id = "copied"', 'id = "other"', "framework.toml, id", '"copied"'),
    ("themes.toml", 'id = "workforce"', 'id = "front-door"', "themes.toml, themes[1].id", '"front-door"'),
    ("themes.toml", 'key = "w"', 'key = "f"', "themes.toml, themes[1].key", '"f" is the key of another theme'),
    ("checks.toml", '["assessments"]', '["poetry"]', "checks.toml, checks[1].themes", '"poetry" is not a theme'),
    ("forms.toml", 'themes = ["workforce"]', 'themes = ["x"]', "forms.toml, interview.prompts[0].themes", '"x"'),
    ("forms.toml", 'roles = ["social worker"]', 'roles = ["poet"]', "forms.toml, interview.prompts[4].roles", "poet"),
    ("forms.toml", 'choices = ["random", "on-purpose", "replacement"]', "choices = []",
     "forms.toml, case.fields[4].choices", "mis"),
    ("forms.toml", "What would you change first?", "What works well at the front door?",
     "forms.toml, interview.prompts[2].text", "asked twice"),
    ("clocks.toml", 'stops = ["decision"]', 'stops = ["tea"]', "clocks.toml, clocks[0].stops", '"tea"'),
    ("clocks.toml", 'starts = ["referral"]', 'starts = ["tea"]', "clocks.toml, clocks[1].starts", "contact, referral"),
    ("clocks.toml", 'pathway = "contact"', 'pathway = "tea"', "clocks.toml, clocks[1].not_due[0].pathway", '"tea"'),
    ("clocks.toml", 'status = "closed"', 'status = "tea"', "clocks.toml, clocks[1].not_due[0].status", '"tea"'),
    ("clocks.toml", ", from = 2010-04-01", "", "clocks.toml, clocks[1].limits[1].from", "is missing"),
    ("clocks.toml", "limits = [\n", "limits = [{ working_days = 5, from = 2011-01-01 },\n",
     "clocks.toml, clocks[1].limits[1].from", "is missing"),
    ("proportions.toml", "high = 15", "high = 15\n[[proportions]]\nwords = ['x']\nlow = 9\nhigh = 8",
     "proportions.toml, proportions[2].high", "at least the low end, 9"),
    ("proportions.toml", "low = 75", "low = 45", "proportions.toml, proportions[4].low", "least first"),
    ("proportions.toml", '"usually"', '"a few"', "proportions.toml, proportions[4].words", '"a few"'),
    ("letter.toml", 'id = "evidence"', 'id = "opening"', "letter.toml, parts[2].id", '"opening"'),
    ("letter.toml", 'categories = ["strengths", ', 'categories = ["poems", ',
     "letter.toml, parts[5].categories", "poem"),
    ("letter.toml", 'categories = ["strengths", ', "categories = [", "letter.toml, parts", '"strengths"'),
    ("letter.toml", 'when = ["strengths", ', 'when = ["poems", ', "letter.toml, parts[4].when", "poems"),
    ("letter.toml", "on {visit_dates}", "on {weather}", "letter.toml, parts[1].text", "{weather} cannot be filled in"),
    ("letter.toml", "Dear {salutation}", "Dear {friend}", "letter.toml, salutation", "{friend}"),
    ("letter.toml", "areas of {strengths} or", "areas of {poems} or",
     "letter.toml, category_sentences[0].text", "{poems} names no category"),
    ("letter.toml", 'present = ["strengths"]', "present = []", "letter.toml, category_sentences[1].present", "same"),
    ("letter.toml", 'present = ["strengths"]', "present = []", "letter.toml, category_sentences", "no sentence for"),
    ("letter.toml", 'id = "lead-member"', 'id = "department"', "letter.toml, copy_roles[3].id", '"department"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), SCHEMA_FAULTS + CROSS_FAULTS)
def test_each_fault_is_named_by_file_key_and_what_was_expected(
    tmp_path: Path, file: str, old: str, new: str, place: str, words: str
) -> None:
    folder = copied_framework(tmp_path)
    change(folder, file, old, new)

    faults = faults_of(folder)

    assert place in faults, faults
    assert words in faults[place]


FOCUSED_FAULTS = [
    ("framework.toml", '"thresholds", "partnership"', '"poetry", "partnership"', "framework.toml, focuses[0].themes",
     '"poetry" is not a theme'),
    ("framework.toml", 'id = "need-and-protection"', 'id = "front-door"', "framework.toml, focuses[1].id", "stands"),
    ("framework.toml", "in_sentence", "in_words", "framework.toml, focuses[0].in_words", "not known here"),
    ("letter.toml", "{by:draft-plan}", "{by:Easter}", "letter.toml, parts[9].text", "{by:Easter} cannot be filled in"),
    ("letter.toml", 'id = "final-plan"', 'id = "draft-plan"', "letter.toml, deadlines[1].id", "another one"),
    ("letter.toml", "working_days = 20", "working_days = 0", "letter.toml, deadlines[0].working_days", "1 or more"),
    ("letter.toml", "{who} should", "{she} should", "letter.toml, next_step.sentence", "{she} cannot be filled in"),
    ("letter.toml", 'where = " to {where}"', 'where = " to {who}"', "letter.toml, next_step.where", "{who}"),
    ("letter.toml", 'text = "Next steps"', "", "letter.toml, parts[8].text", "the text of this heading"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), FOCUSED_FAULTS)
def test_faults_of_a_focused_visit_s_own_parts_are_named_as_well(
    tmp_path: Path, file: str, old: str, new: str, place: str, words: str
) -> None:
    folder = copied_framework(tmp_path, shipped="focused-visit")
    change(folder, file, old, new)

    faults = faults_of(folder)

    assert place in faults, faults
    assert words in faults[place]


def test_next_steps_need_their_sentence_and_a_phrase_by_number_its_words(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path, shipped="focused-visit")
    letter = (folder / "letter.toml").read_text(encoding="utf-8")
    (folder / "letter.toml").write_text(letter[: letter.index("[next_step]")], encoding="utf-8")
    assert faults_of(folder) == {"letter.toml, next_step": "is missing; expected how a next step is said."}
    other = copied_framework(tmp_path, "other")
    change(other, "categories.toml", 'one_in_sentence = "an area of strength"\n', "")
    assert "{number:strengths} names no category" in faults_of(other)["letter.toml, category_sentences[1].text"]


@pytest.mark.parametrize(
    "value",
    [
        "nan",
        "inf",
        "99999999999999999999",
        "true",
        '"\\u0000"',
        "[[]]",
        "{ a = 1 }",
        "[" * 5000,
    ],
)
@pytest.mark.parametrize("key", ["visit_days = ", "designations = ", "description = "])
def test_values_of_any_kind_are_refused_and_no_surprise(tmp_path: Path, key: str, value: str) -> None:
    folder = copied_framework(tmp_path)
    lines = (folder / "framework.toml").read_text(encoding="utf-8").splitlines()
    changed = [f"{key}{value}" if line.startswith(key) else line for line in lines]
    (folder / "framework.toml").write_text("\n".join(changed), encoding="utf-8")
    assert all(place.startswith("framework.toml") for place in faults_of(folder))


@pytest.mark.parametrize("value", ["10:00:00", "2010-04-01T10:00:00Z", "2010-04-01"])
def test_a_day_or_a_time_is_no_number(tmp_path: Path, value: str) -> None:
    folder = copied_framework(tmp_path)
    change(folder, "framework.toml", "visit_days = 2", f"visit_days = {value}")
    assert list(faults_of(folder)) == ["framework.toml, visit_days"]


def test_a_text_part_without_text_is_a_fault(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    change(folder, "letter.toml", 'kind = "category-sentence"', 'kind = "closing"')
    assert faults_of(folder) == {"letter.toml, parts[3].text": "is missing; expected the text of this closing."}


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    for file, old, new, _, _ in SCHEMA_FAULTS[:1] + SCHEMA_FAULTS[4:5] + SCHEMA_FAULTS[-1:]:
        change(folder, file, old, new)
    assert sorted(faults_of(folder)) == [
        "framework.toml, visit_days",
        "letter.toml, letterhead.organisation",
        "themes.toml, themes[1].id",
    ]


def test_files_that_are_no_toml_or_no_text_are_named(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    (folder / "themes.toml").write_text("themes = [", encoding="utf-8")
    (folder / "checks.toml").write_bytes(b"\xff\xfe")
    faults = faults_of(folder)
    assert faults["themes.toml"].startswith("is not TOML")
    assert faults["checks.toml"] == "is not UTF-8 text."


def test_a_missing_file_and_an_unknown_file_are_faults(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    (folder / "clocks.toml").rename(folder / "watches.toml")
    faults = faults_of(folder)
    assert faults["clocks.toml"] == "the file is missing."
    assert "not known here" in faults["watches.toml"]


def test_the_error_is_read_as_a_sentence_and_a_next_step(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    change(folder, "framework.toml", "visit_days = 2", "visit_days = 0")
    with pytest.raises(FaultyFramework) as caught:
        read_framework(folder)
    assert str(caught.value).splitlines() == [
        'The framework in the folder "copied" cannot be used.',
        "  framework.toml, visit_days: is 0; expected 1 or more.",
        "Mend the files named, or take the folder away. Nothing was changed.",
    ]
