"""What in the author's words for a letter tells who somebody is: references, names, ages, numbers (`domain.md` §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector_app.visit.case_references import case_references
from inspector_app.visit.child_details import child_details
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview
from inspector_app.visit.letter_text import KnownWords, OwnText
from inspector_app.visit.name_warnings import WarningKind, name_warnings
from inspector_app.visit.problem import Level, Problem
from inspector_app.visit.writing_lists import writing_lists

_CAPITAL = re.compile(r"(?<![\w@.])[A-Z](?!['’A-Z]*s?\b)[^\W\d_]*[a-zà-ÿ][^\W\d_]*(?:-[A-Z][^\W\d_]+)*")
_OF_MANY = re.compile(r"(?:ish|ese|ian|ians|ean|ic|im|ims|day|days)\Z")
"""Endings of what is said of many people, and of days: "Polish", "Nigerian", "Muslim", "Monday"."""
_NEVER: frozenset[WarningKind] = frozenset({"an NHS number", "a date of birth"})
"""What no letter ever has, whatever its author says."""
_PLACES_NUMBER: frozenset[WarningKind] = frozenset({"a postcode", "a telephone number", "a mail address"})


@dataclass(frozen=True, slots=True)
class TellingPassage:
    """A passage (code points) that tells who somebody is; `kind` says what it looks like."""

    start: int
    end: int
    kind: str
    level: Level = "warning"

    def problem(self, own: OwnText) -> Problem:
        """Return it as a problem of the text in which it stands, by the name discloses-person."""
        words = own.text[self.start : self.end]
        return Problem(
            check="discloses-person",
            level=self.level,
            about=own.about,
            words=words,
            message=f"“{words}” looks like {self.kind}.",
            mend="Take it out." if self.level == "error" else "Say it without, or say why it may stand.",
        )


class Disclosure:
    """Looks through texts with what is known of one visit."""

    def __init__(self, contents: VisitContents, known: KnownWords, also_written: Sequence[str] = ()) -> None:
        """`also_written` are texts beside notes and evidence whose names are looked for too."""
        self._also_written = also_written
        self._known = known
        self._references = case_references(contents)
        self._contents = contents
        self._written: tuple[str, ...] | None = None

    def of_references(self, own: OwnText) -> Iterator[Problem]:
        """Yield each reference of a case in a text, by the name discloses-reference."""
        for found in self._references.found_in(own.text):
            words = own.text[found.start : found.end]
            yield Problem(
                check="discloses-reference",
                level="error",
                about=own.about,
                words=words,
                message=f"“{words}” is the reference of a case, {found.reference}.",
                mend="Take it out: the letter has no references.",
            )

    def passages(self, text: str) -> list[TellingPassage]:
        """Return what in a text tells who somebody is, in order, nothing twice."""
        found = [*self._numbers_and_names(text), *self._details(text), *self._names_of_the_notes(text)]
        kept: list[TellingPassage] = []
        for passage in sorted(found, key=lambda each: (each.start, -each.end)):
            if not kept or passage.start >= kept[-1].end:
                kept.append(passage)
        return kept

    def _numbers_and_names(self, text: str) -> Iterator[TellingPassage]:
        for each in name_warnings(text, self._known.names, self._known.is_right):
            if each.kind not in _PLACES_NUMBER or not self._known.is_an_offices(text[each.start : each.end]):
                level: Level = "error" if each.kind in _NEVER else "warning"
                yield TellingPassage(each.start, each.end, each.kind, level)

    def _details(self, text: str) -> Iterator[TellingPassage]:
        for each in child_details(text):
            if each.kind != "an address" or not self._known.is_an_offices(text[each.start : each.end]):
                yield TellingPassage(each.start, each.end, each.kind)

    def _names_of_the_notes(self, text: str) -> Iterator[TellingPassage]:
        """Names that no list has, but the visit's notes and evidence have too."""
        for found in _CAPITAL.finditer(text):
            word = found[0].removesuffix("'s").removesuffix("’s")
            if self._is_a_name(word) and self._is_written_down(word):
                yield TellingPassage(found.start(), found.start() + len(word), "a name that stands in the evidence")

    def _is_a_name(self, word: str) -> bool:
        lists = writing_lists()
        common = _OF_MANY.search(word) or word in lists.public or word in lists.common
        return not common and self._known.is_proper(word)

    def _is_written_down(self, word: str) -> bool:
        if self._written is None:
            self._written = tuple(filter(None, (*_written(self._contents), *self._also_written)))
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return any(word in text and whole.search(text) for text in self._written)


def _written(contents: VisitContents) -> Iterator[str]:
    """Yield all that was written down on site."""
    for record in contents.records:
        yield from (record.title, record.notes)
        if isinstance(record.details, Interview):
            yield from (answer.answer for answer in record.details.answers)
        elif isinstance(record.details, Case):
            yield from (check.note or "" for check in record.details.checks)
    yield from (piece.text for piece in contents.evidence)
    for concern in contents.concerns:
        yield from (concern.matter, concern.response or "")
