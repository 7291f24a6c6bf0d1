"""The words of a letter that are the author's own, and those that may stand in it as names and numbers.

The framework's fixed words are the same in every letter, and nobody's to answer for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspector_app.frameworks.framework import Framework
from inspector_app.spelling.speller import dictionary_words
from inspector_app.visit.contents import VisitContents

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_SAID = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text of the author's: `about` leads to its place, as in a Problem."""

    about: Mapping[str, str]
    text: str


def own_texts(contents: VisitContents) -> tuple[OwnText, ...]:
    """Return what the author wrote for the letter: findings, own wording, next steps, enclosures."""
    return tuple(each for each in _texts(contents) if each.text.strip())


def _texts(contents: VisitContents) -> Iterator[OwnText]:
    for finding in contents.findings:
        for text in (finding.text, *finding.points):
            yield OwnText({"finding": finding.id}, text)
    for part, words in contents.letter.wording.items():
        yield OwnText({"part": part}, words)
    for step in contents.next_steps:
        for text in (step.who, step.what, step.where or ""):
            yield OwnText({"next_step": step.id}, text)
    for words in contents.letter.enclosures:
        yield OwnText({"part": "enclosures"}, words)


class KnownWords:
    """Which words are spelt right in a letter, which names may stand in it, and which numbers are the offices' own."""

    def __init__(self, contents: VisitContents, framework: Framework, own_words: frozenset[str]) -> None:
        """`own_words` are what somebody has taught the program to be spelt right, in small letters."""
        lines = tuple(_lines_of_people(contents))
        self.people = frozenset(words_of("\n".join(lines)))
        """In small letters, the words of those whom the letter names, and of their addresses."""
        self._spelt = own_words | self.people | framework_words(framework)
        office = (*framework.letter.letterhead.office, *framework.letter.letterhead.direct)
        self._numbers = _run_together("\n".join((*lines, *office)))

    def is_right(self, word: str) -> bool:
        """Say whether a word is spelt as somebody would spell it."""
        plain = word.replace("’", "'").casefold()
        return plain in self._spelt or plain.removesuffix("'s") in self._spelt or dictionary_words().is_right(word)

    def is_proper(self, word: str) -> bool:
        """Say whether a word is right with a capital only, or not at all: a name, as far as a dictionary can tell."""
        return word.casefold() not in self._spelt and not dictionary_words().is_right(word.lower())

    def is_an_offices(self, number: str) -> bool:
        """Say whether a number, postcode or mail address stands in the letterhead or in one of the addresses."""
        return _NOT_SAID.sub("", number).casefold() in self._numbers


def _lines_of_people(contents: VisitContents) -> Iterator[str]:
    visit = contents.visit
    yield from (visit.authority_name, visit.authority_area)
    for inspector in contents.inspectors:
        yield from (inspector.name, inspector.designation)
    for to in contents.addressees:
        yield from (to.name, to.salutation, to.post or "", to.organisation or "", *to.address, to.postcode or "")
    for copy in contents.copies:
        yield from (copy.name or "", copy.post or "", copy.organisation or "")


def framework_words(framework: Framework) -> frozenset[str]:
    """Return the words of a framework's letter, themes and categories, in small letters."""
    form = framework.letter
    texts = [framework.name, form.title, *form.letterhead.office, *form.letterhead.direct]
    texts += [part.text for part in form.parts]
    texts += [theme.label for theme in framework.themes]
    texts += [category.label for category in framework.categories]
    return frozenset(words_of("\n".join(texts)))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, without the 's of an owner."""
    return (word[0].replace("’", "'").casefold().removesuffix("'s") for word in _WORD.finditer(text))


def _run_together(text: str) -> str:
    """Return a text's lines with nothing but letters and figures in each."""
    return "\n".join(_NOT_SAID.sub("", line) for line in text.splitlines()).casefold()
