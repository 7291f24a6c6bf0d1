"""A line on a record or a finding that says that several laptops wrote here, and leads to the choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import plain
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.both_wrote import WaitingPlace
from inspector_app.visit.entities import Finding, Record
from inspector_app.visit.team_checks import choice_name
from inspector_app.visit.trail_values import field_words

CHOICE_KEY = "F12"


class BothLine(QWidget):
    """Hidden where nothing waits for a choice."""

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Both wrote here")
        self._visit = visit
        self._window = window
        self._all: tuple[WaitingPlace, ...] = ()
        self._shown: Collection[str] = ()
        self._choice: str | None = None
        self._words = plain("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._words, 1)
        row.addWidget(button("Choose", self.choose, icon="merge", key=CHOICE_KEY, parent=self))
        self.hide()

    def read(self) -> None:
        """Read again what waits for a choice; what is shown is taken from that, so that no key waits for a disk."""
        before, self._all = self._all, self._visit.waiting_places()
        if self._all != before:
            self._show_things(self._shown)

    def show_record(self, record: Record | None) -> None:
        """Look what was written several times in a record, its answers and checks."""
        self._show_things({record.id, *_parts(record)} if record is not None else ())

    def show_finding(self, finding: Finding | None) -> None:
        """Look what was written several times in a finding and what lies on it."""
        if finding is None:
            self._show_things(())
        else:
            parts = (*(link.id for link in finding.evidence), *(each.id for each in finding.accepted))
            self._show_things({finding.id, *parts})

    def choose(self) -> None:
        """Go to the choice."""
        if self._choice is not None:
            self._window.go("team", f"both:{self._choice}")

    def _show_things(self, ids: Collection[str]) -> None:
        self._shown = ids
        waiting = [both for both in self._all if both.id in ids]
        self._choice = choice_name(waiting[0]) if waiting else None
        fields = dict.fromkeys("removed or kept" if each.was_removed else field_words(each.field) for each in waiting)
        self._words.setText(f"Several laptops wrote different things here: {', '.join(fields)}.")
        self.setVisible(bool(waiting))


def _parts(record: Record) -> Iterator[str]:
    for part in (*getattr(record.details, "answers", ()), *getattr(record.details, "checks", ())):
        yield part.id
