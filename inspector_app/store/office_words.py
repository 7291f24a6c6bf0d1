"""Which words of a visit may go to an office's database: none recognised as telling who somebody is, none confided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.confidence import Confidence, unmarked_copies
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding
from inspector_app.visit.telling_who import TellingWho

Reason = Literal["in-confidence", "tells-who"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that go (None where there are none), and why those that are there do not."""

    text: str | None
    left_out: Reason | None = None


class OfficeWords:
    """Looks through the texts of one visit.

    A text in which a name is recognised is left out whole: who writes a database cannot look at each.
    """

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self._who = TellingWho(contents, framework)
        self._confidence = Confidence(contents, framework)
        self._copies = unmarked_copies(contents)

    def of_evidence(self, piece: Evidence) -> Words:
        """Return the words of a piece of evidence that go, with what was counted where it stands for many cases."""
        if piece.in_confidence or piece.id in self._copies:
            return Words(None, "in-confidence")
        return self._words(f"{piece.text} ({piece.count.what})" if piece.count and piece.count.what else piece.text)

    def of_finding(self, finding: Finding) -> Words:
        """Return the words of a finding that go, each of its points on a line of its own."""
        return self._words("\n".join((finding.text, *(f"• {point}" for point in finding.points))))

    def plain(self, text: str | None) -> str | None:
        """Return a short text, such as a role, a team or a reference; None where it is empty or does not go."""
        return self._words(text or "").text

    def _words(self, text: str) -> Words:
        text = text.strip()
        if self._who.passages(text):
            return Words(None, "tells-who")
        if any(self._confidence.passages(text)):
            return Words(None, "in-confidence")
        return Words(text or None)
