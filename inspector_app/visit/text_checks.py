"""What is wrong with each text of the author's in a letter, looked through again only where it can say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.confidence import Confidence
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.disclosure import Disclosure
from inspector_app.visit.letter_entities import Letter
from inspector_app.visit.letter_text import KnownWords, OwnText
from inspector_app.visit.problem import Problem
from inspector_app.visit.wording_checks import wording_problems

_Text = tuple[frozenset[tuple[str, str]], str]
"""A text with its place: as in OwnText, but such as a dictionary takes."""


class TextChecks:
    """Remembers what it found in each text until anything around the author's words is another; for one thread."""

    def __init__(self) -> None:
        self._around: tuple[VisitContents, Framework, frozenset[str]] | None = None
        self._looker: _Looker | None = None
        self._found: dict[_Text, tuple[Problem, ...]] = {}

    def problems(
        self, texts: Iterable[OwnText], contents: VisitContents, framework: Framework, own_words: Collection[str]
    ) -> Iterator[Problem]:
        """Yield the problems of these texts of a visit's letter, in their order; those of other texts are forgotten.

        `own_words` are those that somebody has taught the program to be spelt right.
        """
        around = (_around_the_words(contents), framework, frozenset(word.casefold() for word in own_words))
        if self._looker is None or self._around != around:
            self._around, self._looker, self._found = around, _Looker(*around), {}
        before, self._found = self._found, {}
        for own in texts:
            text = (frozenset(own.about.items()), own.text)
            found = self._found[text] = before[text] if text in before else tuple(self._looker.problems(own))
            yield from found


class _Looker:
    """Looks through texts with what is known of one visit, but of nothing that the author writes in the letter."""

    def __init__(self, around: VisitContents, framework: Framework, own_words: frozenset[str]) -> None:
        self._known = KnownWords(around, framework, own_words)
        self._disclosure = Disclosure(around, self._known)
        self._confidence = Confidence(around, framework)

    def problems(self, own: OwnText) -> Iterator[Problem]:
        telling = self._disclosure.passages(own.text)
        yield from self._disclosure.of_references(own)
        yield from (passage.problem(own) for passage in telling)
        yield from self._confidence.problems(own)
        yield from wording_problems(own, self._known, [(passage.start, passage.end) for passage in telling])


def _around_the_words(contents: VisitContents) -> VisitContents:
    """Return a visit without its letter and findings: the checks are given no more, so what they remember of a text
    cannot depend on what is typed elsewhere."""
    return VisitContents(
        visit=contents.visit,
        inspectors=contents.inspectors,
        addressees=contents.addressees,
        copies=contents.copies,
        records=contents.records,
        evidence=contents.evidence,
        findings=(),
        concerns=contents.concerns,
        letter=Letter(id=contents.letter.id),
    )
