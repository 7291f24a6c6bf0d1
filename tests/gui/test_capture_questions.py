"""Questions and reminders of the framework on the pages of interviews and observations, in a real window."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from records_room import OpenWindow, begin_visit, named, only_record, page_in, press, type_text, visit_in
from window_hands import comes

from inspector_app.places import ProfilePlaces, resources_folder
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

WORDS = "seventeen violet harbours"
NOTES = "What you see and hear"


def test_questions_of_the_role_come_first_and_an_empty_answer_is_not_stored(
    open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "interviews")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    record = only_record(visit, "interview")
    visit.write(steps.set_field("interview", record.id, "role", "social worker")).result(timeout=10)
    page.leave()
    page.refresh(None)
    sources = page.form.sources()
    assert sources[1].editor.accessibleName() == "Answer: How many cases do you hold, and is that manageable?"
    press(Qt.Key.Key_Down, ctrl=True)
    assert comes(sources[1].editor.hasFocus)
    type_text("Twenty-two")
    press(Qt.Key.Key_Down, ctrl=True)
    (answer,) = only_record(visit, "interview").details.answers
    assert (answer.prompt, answer.answer) == ("How many cases do you hold, and is that manageable?", "Twenty-two")
    press(Qt.Key.Key_Up, ctrl=True)
    press(Qt.Key.Key_A, ctrl=True)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Down, ctrl=True)
    assert only_record(visit, "interview").details.answers == ()


def test_an_answer_becomes_evidence_with_the_theme_of_its_question(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    answer = named(page, "Answer: What works well at the front door?")
    answer.setFocus()
    type_text("One number.")
    press(Qt.Key.Key_E, ctrl=True)
    (piece,) = visit_in(window).evidence()
    (stored,) = only_record(visit_in(window), "interview").details.answers
    assert piece.source is not None
    assert piece.source.field == f"answers/{stored.id}"
    assert piece.themes == ("front-door",)
    press(Qt.Key.Key_Return)
    assert comes(answer.hasFocus)


def test_a_question_of_ones_own_is_asked_and_kept(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    press(Qt.Key.Key_Q, ctrl=True, shift=True)
    type_text("Who holds the key?")
    press(Qt.Key.Key_Return)
    type_text("Nobody knows.")
    window.desk().leave()
    (answer,) = only_record(visit_in(window), "interview").details.answers
    assert (answer.prompt, answer.answer) == ("Who holds the key?", "Nobody knows.")


def test_a_question_added_to_a_copied_framework_shows_without_change_of_code(
    open_window: OpenWindow, profile: Profile, own_profile: ProfilePlaces
) -> None:
    copied = framework_with_one_question_more(own_profile.frameworks)
    window = open_window(begin_visit(profile, copied, own_profile.frameworks))
    page = page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    assert named(page, "Answer: Is the kettle ever cold?")


def test_a_reminder_becomes_a_line_of_the_notes(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("First.")
    press(Qt.Key.Key_R, ctrl=True)
    press(Qt.Key.Key_Return)
    type_text("The duty officer.")
    assert named(page, NOTES).value() == ("First.\nWho takes the first call, and what do they ask? The duty officer.")


def framework_with_one_question_more(folder: Path) -> str:
    """Copy the framework into a profile's folder, add a question there, and return the copy's id."""
    copied = folder / "ucra-copy"
    shutil.copytree(resources_folder() / "frameworks" / "ucra-2010", copied)
    head = copied / "framework.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('"ucra-2010"', '"ucra-copy"'), encoding="utf-8")
    forms = copied / "forms.toml"
    own = '[[interview.prompts]]\ntext = "Is the kettle ever cold?"\n'
    forms.write_text(forms.read_text(encoding="utf-8") + "\n" + own, encoding="utf-8")
    return copied.name
