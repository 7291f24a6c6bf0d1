"""What in any text of a visit is recognised as telling who somebody is, also of those whom the letter names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.disclosure import Disclosure
from inspector_app.visit.entities import Case, Document, Interview, Observation
from inspector_app.visit.known_people import KnownPeople
from inspector_app.visit.letter_text import KnownWords

_NAMES = frozenset({"a person’s name", "a name that stands in the evidence"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage (code points) that tells who somebody is: a name, or an age, number, address and the like."""

    start: int
    end: int
    is_name: bool


class TellingWho:
    """Looks through the texts of one visit; no name may stand in them, whoever has taught the program that word.

    What it does not recognise it cannot find: an unknown name in small letters, or in other letters than Latin ones.
    """

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        nobody = _without_people(contents)
        known = KnownWords(nobody, framework, frozenset())
        self._disclosure = Disclosure(nobody, known, tuple(_labels(contents)))
        self._people = KnownPeople(contents, known.is_proper)

    def passages(self, text: str) -> list[Telling]:
        """Return what in a text tells who somebody is; passages may overlap."""
        told = [Telling(each.start, each.end, each.kind in _NAMES) for each in self._disclosure.passages(text)]
        return told + [Telling(start, end, is_name=True) for start, end in self._people.found_in(text)]


def _labels(contents: VisitContents) -> Iterator[str]:
    """Yield the short texts that say who somebody is by role, post or team, where a name may have been typed too."""
    for record in contents.records:
        match record.details:
            case Interview(role=role, team=team):
                yield from (role or "", team or "")
            case Observation(roles=roles):
                yield from roles
            case Document(supplied_by=supplied_by):
                yield supplied_by or ""
            case Case(team=team, chosen_reason=reason, left_reason=left):
                yield from (team or "", reason or "", left or "")
    yield from (person.designation for person in contents.inspectors)
    yield from (concern.raised_with or "" for concern in contents.concerns)
    for to in contents.addressees:
        yield from (to.post or "", to.organisation or "")
    for copy in contents.copies:
        yield from (copy.post or "", copy.organisation or "")


def _without_people(contents: VisitContents) -> VisitContents:
    """Return the same visit with nobody's name, post or address, so that no name in them is one that may stand."""
    return replace(
        contents,
        inspectors=tuple(replace(person, name="", designation="") for person in contents.inspectors),
        addressees=tuple(
            replace(to, name="", salutation="", post=None, organisation=None, address=(), postcode=None)
            for to in contents.addressees
        ),
        copies=tuple(replace(copy, name=None, post=None, organisation=None) for copy in contents.copies),
    )
