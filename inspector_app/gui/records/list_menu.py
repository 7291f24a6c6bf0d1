"""The menu that sorts, groups and narrows a list of records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from inspector_app.gui.records.arranging import Arrangement, Grouping, Names, Order

ORDERS: Mapping[Order, str] = {
    "time": "Time",
    "latest": "Time, latest first",
    "title": "Title",
    "author": "Author",
    "evidence": "Most evidence first",
}
GROUPS: Mapping[Grouping, str] = {"day": "Day", "author": "Author", "theme": "Theme", "none": "No groups"}


class ListMenu(QMenu):
    """Shows what is chosen now and says what is wanted instead; made anew each time it is opened."""

    def __init__(
        self, now: Arrangement, names: Names, own_order: Order, want: Callable[[Arrangement], None], parent: QWidget
    ) -> None:
        super().__init__("How the list is arranged", parent)
        self.setAccessibleName("How the list is arranged")
        self._now = now
        self._want = want
        orders = {own_order: "Reference"} | dict(ORDERS) if own_order == "label" else ORDERS
        self._choices("Sort by", {words: replace(now, order=order) for order, words in orders.items()})
        self._choices("Group by", {words: replace(now, group=group) for group, words in GROUPS.items()})
        self.addSeparator()
        days = {names.day(day): replace(now, day=day) for day in names.days}
        authors = {name: replace(now, author=author) for author, name in names.authors.items()}
        themes = {label: replace(now, theme=theme) for theme, label in names.themes.items()}
        self._choices("Only the day", {"Any": replace(now, day=None)} | days)
        self._choices("Only the author", {"Any": replace(now, author=None)} | authors)
        self._choices("Only the theme", {"Any": replace(now, theme=None)} | themes)
        self._tick("Only what is not filed yet", now.unfiled, replace(now, unfiled=not now.unfiled))
        self._tick("Only what was written later", now.later, replace(now, later=not now.later))
        self.addSeparator()
        everything = self.addAction("Show everything")
        everything.setEnabled(now.leaves_out())
        self._leads_to(everything, Arrangement(now.order, now.group))

    def _choices(self, title: str, choices: Mapping[str, Arrangement]) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for words, wanted in choices.items():
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(wanted == self._now)
            group.addAction(action)
            self._leads_to(action, wanted)

    def _tick(self, words: str, ticked: bool, wanted: Arrangement) -> None:
        action = self.addAction(words)
        action.setCheckable(True)
        action.setChecked(ticked)
        self._leads_to(action, wanted)

    def _leads_to(self, action: QAction, wanted: Arrangement) -> None:
        action.triggered.connect(lambda _checked=False: self._want(wanted))


def narrowed_words(now: Arrangement, names: Names) -> str:
    """Return what a list is narrowed to, in words; empty where nothing is left out."""
    parts = [
        names.day(now.day) if now.day is not None else "",
        names.author(now.author) if now.author is not None else "",
        names.themes.get(now.theme, now.theme) if now.theme is not None else "",
        "not filed yet" if now.unfiled else "",
        "written later" if now.later else "",
    ]
    return " · ".join(part for part in parts if part)
