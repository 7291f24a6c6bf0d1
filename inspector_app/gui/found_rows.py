"""What a row of things found shows: what it is, its title, the words in their surroundings, marked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyleOptionViewItem

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.pages import place_of
from inspector_app.gui.rail import WORDS
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.found_words import Query, marked
from inspector_app.visit.lines import Hit

_ICONS: Mapping[str, str] = {"evidence": "quote", "finding": "scales", "concern": "flag", "attachment": "link"}
_NAMES: Mapping[str, str] = {
    "concern": "Concern",
    "evidence": "Evidence",
    "finding": "Finding",
    "attachment": "Attachment",
}


def hit_row(hit: Hit, query: Query, framework: Framework) -> Row:
    """Return the row of something found, the words of the query marked."""
    icon = _ICONS.get(hit.entity) or WORDS[place_of(hit)[0]][1]
    side = hit.kind.capitalize() if hit.entity == "record" else _NAMES[hit.entity]
    if hit.entity in ("evidence", "attachment") and hit.kind:
        side = f"{side} · {hit.kind}"
    return Row(marked(_title(hit, framework), query), hit.snippet, side, icon)


def _title(hit: Hit, framework: Framework) -> str:
    if hit.entity == "finding":
        return next((each.label for each in framework.categories if each.id == hit.kind), "Finding")
    return hit.title or ("No reference yet" if hit.entity == "concern" else "Untitled" if hit.record else "Count")


class FoundDelegate(RowDelegate):
    """Draws what was found in two lines, and commands, of which there are many, in one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row as high as what it says."""
        size = super().sizeHint(option, index)
        row: Row | None = index.data(ROW)
        if row is not None and not row.detail:
            size.setHeight(style.measure("hit") + style.space(1))
        return size
