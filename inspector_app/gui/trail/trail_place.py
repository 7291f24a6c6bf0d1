"""Places of the trail: what it is of, and where the person was before."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.gui.page import PageName
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.trail_past import Subject

_BACK = "|"
_ENTITIES = {
    "finding": "finding",
    "evidence": "evidence",
    "record": "record",
    "case": "record",
    "concern": "concern",
    "next_step": "next_step",
    "addressee": "addressee",
    "copy": "copy",
    "inspector": "inspector",
}
"""Which entity a place of a page names, by the word before its colon."""
_LETTER = ("part", "heading", "letter")


@dataclass(frozen=True, slots=True)
class TrailPlace:
    """What a trail is of, as a place of a page names it, and the page and place to come back to."""

    head: str
    page: PageName
    place: str

    def __str__(self) -> str:
        return f"{self.head}@{self.page}{_BACK}{self.place}"

    def subject(self, visit: OpenVisit) -> Subject | None:
        """Return what it is of; None: of the whole visit. A part of the letter is known by its own words."""
        kind, _, entity_id = self.head.partition(":")
        if kind in _ENTITIES and entity_id:
            return Subject(_ENTITIES[kind], entity_id)
        if kind not in _LETTER:
            return None
        field = {"part": f"wording/{entity_id}", "heading": f"wording/{self.head}"}.get(kind, "")
        return Subject("letter", visit.letter().id, field)


def read_trail_place(place: str | None) -> TrailPlace:
    """Return what a place says; without any it is the trail of the whole visit, with the overview to come back to."""
    head, _, tail = (place or "").partition("@")
    page, _, back = tail.partition(_BACK)
    known: PageName = page or "overview"  # type: ignore[assignment]
    return TrailPlace(head, known, back)


def there_or_back(page: PageName, place: str) -> tuple[PageName, str]:
    """Return the trail of what is at hand on a page; on the trail itself, where it was asked for."""
    if page == "trail":
        asked = read_trail_place(place)
        return asked.page, asked.place
    return "trail", str(TrailPlace(place.partition("@")[0], page, place))
