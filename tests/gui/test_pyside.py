"""PySide6 itself: a release that loses references to None (6.12.0 on Python 3.11) must not be what we run on."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot


def test_calls_that_return_nothing_leave_none_alone(qtbot: QtBot) -> None:
    font = QFont()
    before = sys.getrefcount(None)
    for _ in range(1000):
        font.setBold(True)
    assert sys.getrefcount(None) > before - 500
