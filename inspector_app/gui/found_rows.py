"""What a row of things found shows: what it is, its title, the words in their surroundings, marked."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.pages import place_of
from inspector_app.gui.rail import WORDS
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.visit.found_words import Query, marked
from inspector_app.visit.lines import Hit

_ICONS: Mapping[str, str] = {"evidence": "quote", "finding": "scales", "concern": "flag", "attachment": "link"}
_NAMES: Mapping[str, str] = {"concern": "Concern", "evidence": "Evidence", "attachment": "Attachment"}


def hit_row(hit: Hit, query: Query, framework: Framework) -> Row:
    """Return the row of something found, the words of the query marked."""
    icon = _ICONS.get(hit.entity) or WORDS[place_of(hit)[0]][1]
    title = marked(hit.title, query) if hit.title else hit.snippet
    return Row(title, hit.snippet if hit.title else "", _what(hit, framework), icon)


def _what(hit: Hit, framework: Framework) -> str:
    """Return what was found in words: "Interview", "Evidence · interview", "Finding · Areas for development"."""
    if hit.entity == "record":
        return hit.kind.capitalize()
    if hit.entity == "finding":
        label = next((category.label for category in framework.categories if category.id == hit.kind), "")
        return f"Finding · {label}" if label else "Finding"
    return f"{_NAMES[hit.entity]} · {hit.kind}" if hit.kind else _NAMES[hit.entity]
