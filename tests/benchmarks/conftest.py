"""What the benchmarks of the window share: threads as the program has them, and a bare window to measure beside."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QPlainTextEdit
    from pytestqt.qtbot import QtBot


@pytest.fixture
def threads_as_in_the_program() -> Iterator[None]:
    """Let threads take turns as the program lets them, and the collector leave alone what was imported."""
    from inspector_app.gui.app import let_the_window_come_first

    before = sys.getswitchinterval()
    let_the_window_come_first()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    sys.setswitchinterval(before)


@pytest.fixture
def bare_window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window of Qt's own, with nothing behind it."""
    from PySide6.QtWidgets import QMainWindow

    made = QMainWindow()
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def bare_editor(bare_window: QMainWindow) -> QPlainTextEdit:
    """An editor in such a window."""
    from PySide6.QtWidgets import QPlainTextEdit

    editor = QPlainTextEdit(bare_window)
    bare_window.setCentralWidget(editor)
    return editor
