"""The words of a letter that are the author's own, and those that may stand in it as names and numbers.

The framework's fixed words are the same in every letter, and nobody's to answer for here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from inspector_app.frameworks.framework import Framework
from inspector_app.spelling.speller import dictionary_words
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.writing_lists import writing_lists

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_SAID = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text of the author's: `about` leads to its place, as in a Problem."""

    about: Mapping[str, str]
    text: str


def own_texts(contents: VisitContents, in_letter: Container[str]) -> tuple[OwnText, ...]:
    """Return what the author wrote for the letter: findings, own wording, next steps, enclosures.

    `in_letter` are the parts that are printed (`letter_wording.generated_wording`): own words for another wait, unread,
    until it is printed again.
    """
    return tuple(each for each in _texts(contents, in_letter) if each.text.strip())


def _texts(contents: VisitContents, in_letter: Container[str]) -> Iterator[OwnText]:
    for finding in contents.findings:
        for text in (finding.text, *finding.points):
            yield OwnText({"finding": finding.id}, text)
    for part, words in contents.letter.wording.items():
        if part in in_letter:
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
        people, lines = tuple(_names(contents)), tuple(_posts_and_addresses(contents))
        of_people = frozenset(words_of("\n".join(people)))
        surnames = (word for name in people for word in _without_given_names(name))
        self.names = frozenset((*surnames, *words_of("\n".join(lines))))
        """In small letters, the words of names that may stand in the letter: those of whom it names, but for a given
        name, which may well be a child's too."""
        self._framework = framework_words(framework)
        self._spelt = own_words | of_people | self.names | self._framework
        office = (*framework.letter.letterhead.office, *framework.letter.letterhead.direct)
        self._numbers = _run_together("\n".join((*lines, *office)))

    def is_right(self, word: str) -> bool:
        """Say whether a word is spelt as somebody would spell it."""
        plain = word.replace("’", "'").casefold()
        return plain in self._spelt or plain.removesuffix("'s") in self._spelt or dictionary_words().is_right(word)

    def is_proper(self, word: str) -> bool:
        """Say whether a word is right with a capital only, or not at all: a name, as far as a dictionary can tell."""
        small = word.casefold()
        return small not in self.names and small not in self._framework and not dictionary_words().is_right(small)

    def is_an_offices(self, number: str) -> bool:
        """Say whether a number, postcode or mail address stands in the letterhead or in one of the addresses."""
        return _NOT_SAID.sub("", number).casefold() in self._numbers


def _names(contents: VisitContents) -> Iterator[str]:
    yield from (inspector.name for inspector in contents.inspectors)
    for to in contents.addressees:
        yield from (to.name, to.salutation)
    yield from (copy.name or "" for copy in contents.copies)


def _posts_and_addresses(contents: VisitContents) -> Iterator[str]:
    yield from (contents.visit.authority_name, contents.visit.authority_area)
    yield from (inspector.designation for inspector in contents.inspectors)
    for to in contents.addressees:
        yield from (to.post or "", to.organisation or "", *to.address, to.postcode or "")
    for copy in contents.copies:
        yield from (copy.post or "", copy.organisation or "")


def _without_given_names(name: str) -> list[str]:
    """Return the words of a name but those that are given names; the last one is a surname."""
    words = list(words_of(name))
    return [word for word in words[:-1] if word not in _given_names()] + words[-1:]


@cache
def _given_names() -> frozenset[str]:
    lists = writing_lists()
    return frozenset(name.casefold() for name in lists.given | lists.also_words)


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
