"""The words before and after of what happened, as one text with what went and what came."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.visit.trail import Happening
from inspector_app.visit.trail_telling import Told
from inspector_app.visit.word_differences import Words, shortened, word_differences

NEWEST = 200
"""Happenings that are shown at first: of a story longer than these the newest."""


class StoryWords:
    """Compares each two texts once: those that are shown at first beside the window, for long ones take a second."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Words, ...]] = {}

    def of(self, told: Told) -> tuple[Words, ...]:
        """Return the words before and after as one text, shortened where they stayed."""
        both = (told.before, told.after)
        if both not in self._known:
            self._known[both] = shortened(word_differences(*both))
        return self._known[both]

    def compare(self, happenings: Sequence[Happening]) -> None:
        """Compare beforehand what is shown at first of a story, and the goes that it unfolds to."""
        for happening in happenings[-NEWEST:]:
            for told in (*happening.told, *(part.told[0] for part in happening.parts)):
                if told.before:
                    self.of(told)
