"""Tab goes through a page as it is read, and changes nothing on its way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_hands import visit_of

from inspector_app.gui.main_window import MainWindow


def names_reached(window: MainWindow, key: Qt.Key) -> list[str]:
    """Go on from the field with the cursor until it is reached again; return what was passed, by name."""
    first = QApplication.focusWidget()
    assert first is not None
    reached = []
    field: object = None
    while field is not first:
        field = QApplication.focusWidget()
        assert field is not None and window.isAncestorOf(field)
        reached.append(field.accessibleName())
        QTest.keyClick(field, key)
        field = QApplication.focusWidget()
    return reached


def test_tab_goes_as_it_is_read_and_round_and_writes_nothing(
    open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    visit = visit_of(window)
    before = visit.last_entry()
    window.go("interviews")
    reached = names_reached(window, Qt.Key.Key_Tab)
    answers = [at for at, name in enumerate(reached) if name.startswith("Answer: ")]
    form = ["Title", "Day it happened", "Start", "End", "How it was written down", "Team or agency", "People present"]
    assert answers == list(range(answers[0], answers[0] + len(answers)))
    assert [name for name in reached if name in form] == form
    assert reached.index("Notes beside the answers") < answers[0] < reached.index("What you make of it")
    assert reached.index("Keys (F1)") < reached.index("Filter interviews") < reached.index("Title")
    assert len(set(reached)) >= len(reached) - 1  # the rail's page and its list may have one name

    window.go("interviews")
    backwards = names_reached(window, Qt.Key.Key_Backtab)
    assert [name for name in backwards if name in form] == form[::-1]
    visit.settle(30)
    assert visit.last_entry() == before
    assert visit.undo_action() is None
