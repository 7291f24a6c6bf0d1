"""A locked window covers all there is and all that comes; sleep locks; copied words go; no dialog holds words."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, comes, named, visit_of

import inspector_app.gui
from inspector_app.errors import DiskFault
from inspector_app.gui.clipboard import CLEAR_AFTER, ClipboardCare
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.sleep_watch import LEAP, LOOK_EVERY, SleepWatch
from inspector_app.settings import SETTINGS_KEY, settings_from, settings_to
from inspector_app.store.profile import Profile


def in_sight(window: MainWindow) -> list[QWidget]:
    return [top for top in QApplication.topLevelWidgets() if top is not window and top.isVisible()]


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(named(window, QLineEdit, "Passphrase"), PASSPHRASE)
    named(window, QLineEdit, "Passphrase").returnPressed.emit()
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)


def test_what_opens_while_it_is_locked_is_covered_until_it_is_unlocked(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    window.lock()
    window.tell(DiskFault("The letter of City of York Council cannot be written there.", "Choose another folder."))
    qtbot.waitUntil(lambda: not in_sight(window), timeout=WAIT)
    unlock(qtbot, window)
    (told,) = in_sight(window)
    assert "York" in " ".join(label.text() for label in told.findChildren(QWidget) if hasattr(label, "text"))
    told.close()


def test_a_question_that_waits_is_answered_with_no_and_does_not_come_back(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    QTimer.singleShot(100, window.lock)
    assert not window.ask("Remove City of York Council?", "It cannot be undone.", "Remove")
    assert window.is_locked()
    unlock(qtbot, window)
    assert in_sight(window) == []


def test_menus_and_tips_are_gone_at_once(qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str) -> None:
    window = open_window(york)
    menu = QMenu("Findings of York", window)
    menu.addAction("A finding on York")
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert comes(lambda: menu.isVisible())
    QToolTip.showText(window.mapToGlobal(window.rect().center()), "A tip on York", window)
    window.lock()
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=WAIT)


def test_a_lock_saves_what_is_being_typed_first(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    window.go("concerns")
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    qtbot.keyClicks(matter, "half a word ")
    window.lock()
    visit_of(window).settle(20)
    assert any("half a word" in concern.matter for concern in visit_of(window).concerns())


def test_sleep_is_noticed_by_the_leap_of_the_clock_and_locks(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    now = [1_000_000.0]
    watch = SleepWatch(window, lambda: now[0])
    watch.woken.connect(window.lock)
    now[0] += LOOK_EVERY + LEAP - 1
    watch.look()
    assert not window.is_locked()
    now[0] += 8 * 3600
    watch.look()
    assert window.is_locked()


def test_copied_words_are_cleared_after_a_minute(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    care = ClipboardCare(clipboard, mine=lambda: True)
    care.want(True)
    clipboard.setText("words of a visit")
    assert care.waiting()
    assert CLEAR_AFTER == 60_000
    care.clear()
    assert clipboard.text() == ""
    care.want(False)
    clipboard.setText("words of a visit")
    assert not care.waiting()
    care.deleteLater()


def test_copied_words_are_cleared_only_where_that_is_set(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], profile: Profile, york: str
) -> None:
    window = open_window(york)
    care = window.findChild(ClipboardCare)
    assert isinstance(care, ClipboardCare)
    assert not care.wanted()
    profile.set_setting(SETTINGS_KEY, settings_to(replace(settings_from({}), clear_clipboard=True)))
    window.take_settings()
    assert care.wanted()


def test_what_somebody_else_copied_is_not_cleared(qtbot: QtBot) -> None:
    mine = [True]
    clipboard = QGuiApplication.clipboard()
    care = ClipboardCare(clipboard, mine=lambda: mine[0])
    care.want(True)
    clipboard.setText("words of a visit")
    mine[0] = False
    clipboard.setText("somebody else's")
    assert not care.waiting()
    care.clear()
    assert clipboard.text() == "somebody else's"
    clipboard.clear()
    care.deleteLater()


_HOLDS_NO_WORDS = {
    "SignDialog": "the password of a PKCS#12 file, which must not be kept",
    "DestroyDialog": "the authority's name, typed again to prove that it is meant",
    "RecoveryCodeDialog": "the recovery code, typed again to prove that it was kept",
    "ProveDialog": "the recovery code, typed again to prove that it was kept",
    "ArchiveCodeDialog": "the recovery code of an archive, typed from paper",
    "HoldDialog": "a line that says why a visit is held: asked again as long as nothing has been placed or lifted",
}


def dialogs() -> list[type[QDialog]]:
    """All dialogs of the window."""
    found: dict[str, type[QDialog]] = {}
    for module in pkgutil.walk_packages(inspector_app.gui.__path__, "inspector_app.gui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__.startswith("inspector_app."):
                found[name] = kind
    return list(found.values())


@pytest.mark.parametrize("kind", dialogs(), ids=lambda kind: kind.__name__)
def test_no_dialog_has_a_field_that_holds_the_only_copy_of_words(kind: type[QDialog]) -> None:
    """What is written at length is written on pages, which save it while it is typed."""
    source = inspect.getsource(inspect.getmodule(kind))  # type: ignore[arg-type]
    own = inspect.getsource(kind)
    fields = [word for word in ("LineField(", "TextField(", "NotesEdit(", "QLineEdit(", "code_line(") if word in own]
    editors = own.count("QPlainTextEdit(")
    if kind.__name__ in _HOLDS_NO_WORDS:
        return
    assert fields == [], f"{kind.__name__} asks for words: make it a page, or keep them in the visit while typed"
    assert editors <= source.count("setReadOnly(True)")
    assert QTextEdit.__name__ not in own
