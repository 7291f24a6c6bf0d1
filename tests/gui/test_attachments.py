"""Attachments on the page of documents: attached by key, drop and paste, shown beside the notes, copied outside."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

pytest.importorskip("PySide6")
sys.path.append(str(Path(__file__).parents[1] / "exchange"))

from attachments_made import excel, pdf, picture
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPlainTextEdit
from records_room import WAIT, OpenWindow, cursor_in, named, page_in, press, visit_in
from window_hands import PASSPHRASE, button, line

from inspector_app.attaching import attach_file
from inspector_app.gui import questions
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.notice import Notice
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "from the council"
    folder.mkdir()
    (folder / "policy.pdf").write_bytes(pdf("Supervision policy", "Quarterly audit"))
    (folder / "whiteboard.jpg").write_bytes(picture(400, 300, "JPEG"))
    (folder / "rota.xlsx").write_bytes(excel("Monday", "EX-014"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 this is none")
    (folder / "program.exe").write_bytes(b"MZ\x90\0\3\0\0\0")
    return folder


def documents(window: MainWindow) -> Any:
    page = page_in(window, "documents")
    page.new_record()
    visit_in(window).settle(20)
    return page


def attached(window: MainWindow) -> list[str]:
    return [each.name for each in visit_in(window).attachments()]


def attach(qtbot: Any, window: MainWindow, page: Any, paths: list[Path]) -> None:
    """Drop files on the strip."""
    before = len(attached(window))
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    strip = named(page, "Attachments")
    held_down = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, held, *held_down)
    QApplication.sendEvent(strip, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(strip, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, held, *held_down))
    qtbot.waitUntil(lambda: len(attached(window)) == before + len(paths) and not window.busy(), timeout=WAIT)


def shown_page(page: Any) -> QLabel:
    return named(page, "Page of the attachment").widget()


def has_page(page: Any) -> bool:
    return not shown_page(page).pixmap().isNull()


def facts(page: Any, words: str) -> bool:
    viewer = named(page, "Attachment")
    return any(words in label.text() for label in viewer.findChildren(QLabel) if label.isVisible())


def unlock(qtbot: Any, window: MainWindow) -> None:
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)


def test_attached_shown_and_removed_by_keyboard_alone(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(york)
    page = documents(window)
    monkeypatch.setattr(questions, "ask_to_open", lambda *_: files / "policy.pdf")
    next(action for action in page.actions() if action.shortcut().toString() == "F8").trigger()
    qtbot.waitUntil(lambda: attached(window) == ["policy.pdf"] and not window.busy(), timeout=WAIT)
    next(action for action in page.actions() if action.shortcut().toString() == "F9").trigger()
    qtbot.waitUntil(lambda: isinstance(cursor_in(), QListView), timeout=WAIT)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: facts(page, "2 pages") and has_page(page), timeout=WAIT)
    assert facts(page, f"SHA-256 {visit_in(window).attachments()[0].sha256}")
    first = shown_page(page).pixmap().toImage()
    press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: facts(page, "2 of 2") and shown_page(page).pixmap().toImage() != first, timeout=WAIT)
    width = shown_page(page).width()
    press(Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: shown_page(page).width() > width, timeout=WAIT)
    button(page, "Words or pages").click()
    assert "Quarterly audit" in named(page, "Words of the attachment").toPlainText()
    words = named(page, "Words of the attachment")
    qtbot.waitUntil(words.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not named(page, "Attachment").isVisible(), timeout=WAIT)
    qtbot.waitUntil(lambda: isinstance(cursor_in(), QPlainTextEdit) and cursor_in() is not words, timeout=WAIT)
    page.attached.focus()
    press(Qt.Key.Key_Delete)
    assert attached(window) == []
    desk = window.desk()
    assert desk is not None
    desk.undo()
    qtbot.waitUntil(lambda: named(page, "Attachments of this record").isVisible(), timeout=WAIT)
    assert attached(window) == ["policy.pdf"]


def test_what_is_dropped_and_pasted_is_attached_and_each_kind_is_shown(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path
) -> None:
    window = open_window(york)
    page = documents(window)
    attach(qtbot, window, page, [files / name for name in ("whiteboard.jpg", "rota.xlsx", "broken.pdf")])
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    assert isinstance(cursor_in(), NotesEdit)
    press(Qt.Key.Key_V, ctrl=True)
    qtbot.waitUntil(lambda: len(attached(window)) == 4 and not window.busy(), timeout=WAIT)
    image.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(image)
    page.attached.focus()
    press(Qt.Key.Key_V, ctrl=True)
    qtbot.waitUntil(lambda: len(attached(window)) == 5 and not window.busy(), timeout=WAIT)
    QGuiApplication.clipboard().clear()
    assert page.shown is not None and visit_in(window).record(page.shown.id).notes == ""
    by_name = {each.name: each.id for each in visit_in(window).attachments()}
    pasted = next(each.id for each in visit_in(window).attachments() if each.media_type == "image/png")
    for attachment, colour in ((by_name["whiteboard.jpg"], "red"), (pasted, "blue")):
        page.attached.show(attachment)
        qtbot.waitUntil(lambda: has_page(page), timeout=WAIT)
        middle = shown_page(page).pixmap().toImage().pixelColor(20, 20)
        assert (middle.red() > 200, middle.blue() > 200) == (colour == "red", colour == "blue")
    page.attached.show(by_name["rota.xlsx"])
    assert "EX-014" in named(page, "Words of the attachment").toPlainText()
    page.attached.show(by_name["broken.pdf"])
    qtbot.waitUntil(lambda: facts(page, "cannot be shown"), timeout=WAIT)


def test_the_lock_and_another_record_take_it_out_of_sight_and_memory(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path
) -> None:
    window = open_window(york)
    page = documents(window)
    attach(qtbot, window, page, [files / "policy.pdf"])
    page.attached.show(visit_in(window).attachments()[0].id)
    qtbot.waitUntil(lambda: has_page(page), timeout=WAIT)
    press(Qt.Key.Key_End)
    window.lock()
    assert shown_page(page).pixmap().isNull()
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: facts(page, "2 of 2") and has_page(page), timeout=WAIT)
    page_of = page.list.model.first()
    page.show_place(f"record:{page_of}")
    assert named(page, "Attachment").isHidden()


def test_words_in_an_attachment_are_found_and_lead_to_it(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path
) -> None:
    from inspector_app.gui.pages import place_of

    window = open_window(york)
    page = documents(window)
    attach(qtbot, window, page, [files / "policy.pdf"])
    (hit,) = [hit for hit in visit_in(window).search("quarterly audit") if hit.entity == "attachment"]
    window.go("overview")
    window.go(*place_of(hit))
    qtbot.waitUntil(lambda: has_page(page), timeout=WAIT)
    assert page.shown is not None and page.shown.id == hit.record


def test_refusals_are_sentences_and_nothing_is_kept(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(questions, "tell", lambda error, _parent: told.append(str(error)))
    window = open_window(york)
    page = documents(window)
    with (files / "huge.pdf").open("wb") as file:
        file.truncate(26 * 2**20)
    for number, path in enumerate((files / "program.exe", files / "huge.pdf", files, files / "gone.pdf"), 1):
        page.attached.attach([path])
        qtbot.waitUntil(lambda number=number: len(told) == number, timeout=WAIT)
    assert [word in said for word, said in zip(("no PDF", "25 MB", "folder", "read"), told, strict=True)] == [True] * 4
    assert attached(window) == []
    assert not ProfilePlaces(window.profile.places.folder).visit_files(york).exists()


def test_what_is_cancelled_is_not_attached(qtbot: Any, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    page = documents(window)
    begun, answers = Event(), Event()

    def slow() -> bytes:
        begun.set()
        answers.wait(WAIT / 1000)
        return b"Supervision policy"

    page.attached.attach_content("policy.txt", slow)
    qtbot.waitUntil(begun.is_set, timeout=WAIT)
    cancel = button(window, "Cancel")
    qtbot.waitUntil(cancel.isVisible, timeout=WAIT)
    cancel.click()
    assert not window.busy()
    answers.set()
    page.attached.attach_content("rota.txt", lambda: b"The duty rota")
    qtbot.waitUntil(lambda: attached(window) == ["rota.txt"] and not window.busy(), timeout=WAIT)


def test_the_viewer_closes_at_once_while_the_disk_does_not_answer(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(york)
    page = documents(window)
    attach(qtbot, window, page, [files / "policy.pdf"])
    begun, answers = Event(), Event()
    read = OpenVisit.kept_file

    def slow(visit: OpenVisit, digest: str) -> bytes:
        begun.set()
        answers.wait(WAIT / 1000)
        return read(visit, digest)

    monkeypatch.setattr(OpenVisit, "kept_file", slow)
    page.attached.show(visit_in(window).attachments()[0].id)
    qtbot.waitUntil(begun.is_set, timeout=WAIT)
    page.attached.put_away()
    assert not answers.is_set() and not named(page, "Attachment").isVisible()
    answers.set()


def test_a_copy_goes_outside_only_where_that_is_wanted(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(york)
    page = documents(window)
    attach(qtbot, window, page, [files / "policy.pdf"])
    copy = tmp_path / "copy.pdf"
    asked: list[str] = []
    monkeypatch.setattr(questions, "ask_to_save", lambda *_: copy)
    for answer in (False, True):
        monkeypatch.setattr(questions, "ask", lambda *words, answer=answer: asked.append(words[1]) or answer)
        page.attached.copy_outside(visit_in(window).attachments()[0].id)
        qtbot.waitUntil(lambda answer=answer: not window.busy() and copy.exists() == answer, timeout=WAIT)
    assert copy.read_bytes() == (files / "policy.pdf").read_bytes()
    assert "not" in asked[0] and "encrypted" in asked[0]
    readable = [path for path in window.profile.places.folder.rglob("*") if path.is_file()]
    assert not any(b"%PDF-1" in path.read_bytes() for path in readable)


def test_a_file_that_is_nowhere_any_more_is_named_when_the_visit_is_opened(
    qtbot: Any, open_window: OpenWindow, york: str, files: Path, profile: Profile
) -> None:
    with OpenVisit.open(profile, york) as visit:
        record = visit.record_lines("document")[0].id
        attach_file(visit, record, "policy.pdf", (files / "policy.pdf").read_bytes())[1].result(20)
    for folder in (profile.places.visit_files(york), profile.places.backups / york / "files"):
        shutil.rmtree(folder)
    window = open_window(york)
    qtbot.waitUntil(lambda: any("policy.pdf" in each.words for each in window.findChildren(Notice)), timeout=WAIT)
    page = page_in(window, "documents")
    page.show_place(f"record:{record}")
    page.attached.show(visit_in(window).attachments()[0].id)
    qtbot.waitUntil(lambda: facts(page, "not on this laptop"), timeout=WAIT)
