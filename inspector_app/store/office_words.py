"""Which words of a visit may go to an office's database: none that tells who somebody is, none told in confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.confidence import Confidence, unmarked_copies
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.disclosure import Disclosure
from inspector_app.visit.entities import Evidence, Finding
from inspector_app.visit.letter_text import KnownWords, OwnText

Reason = Literal["in-confidence", "tells-who"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that go (None where there are none), and why those that are there do not."""

    text: str | None
    left_out: Reason | None = None


class OfficeWords:
    """Looks through the texts of one visit.

    Nobody's name may stand here, also not of those whom the letter names. What looks like a name is left out whether or
    not somebody has taught the program that word: who writes a database cannot look at each.
    """

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        unnamed = _without_names(contents)
        self._known = KnownWords(unnamed, framework, frozenset())
        self._disclosure = Disclosure(unnamed, self._known)
        self._confidence = Confidence(contents, framework)
        self._copies = unmarked_copies(contents)
        self._people = self._pattern(tuple(_names(contents)))

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
        if self._people.search(text) or self._disclosure.passages(text):
            return Words(None, "tells-who")
        if any(self._confidence.problems(OwnText({}, text))):
            return Words(None, "in-confidence")
        return Words(text or None)

    def _pattern(self, names: tuple[str, ...]) -> re.Pattern[str]:
        """Return what finds these names, whole or by a surname that is no other word."""
        surnames = {name.split()[-1] for name in names}
        telling = [rf"(?i:{re.escape(name)})" for name in names if " " in name]
        telling += [re.escape(surname) for surname in surnames if len(surname) > 1 and self._known.is_proper(surname)]
        return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(telling))})(?!\w)" if telling else r"(?!)")


def _without_names(contents: VisitContents) -> VisitContents:
    """Return the same visit with nobody's name, so that no name is taken for one that may stand."""
    return replace(
        contents,
        inspectors=tuple(replace(person, name="") for person in contents.inspectors),
        addressees=tuple(replace(to, name="", salutation="") for to in contents.addressees),
        copies=tuple(replace(copy, name=None) for copy in contents.copies),
    )


def _names(contents: VisitContents) -> Iterator[str]:
    held = [person.name for person in contents.inspectors]
    held += [name for to in contents.addressees for name in (to.name, to.salutation)]
    held += [copy.name or "" for copy in contents.copies]
    yield from filter(None, (" ".join(name.split()) for name in held))
