"""The texts of the letter that a second reader can change, each with the line of the outline in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.gui.letter.outline_lines import DETAILS, NEXT_STEPS, OutlineLine
from inspector_app.visit.change import Change, Set
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.proposals import LetterPlace

_POINTS = "points/"
_ENCLOSURES = "enclosures/"
_STEP = "next_step:"
_OF_A_STEP = {"who": "who", "what": "what", "where": "to where"}


def places_of(line: OutlineLine, contents: VisitContents) -> tuple[LetterPlace, ...]:
    """Return the texts of a line: a finding's words and its points, next steps, enclosures, or the words of a part."""
    if line.finding is not None:
        about = f"finding:{line.finding.id}"
        points = (LetterPlace(about, f"{_POINTS}{at}", words) for at, words in enumerate(line.finding.points))
        return (LetterPlace(about, "text", line.finding.text), *points)
    if line.name == NEXT_STEPS:
        return tuple(
            LetterPlace(f"{_STEP}{step.id}", field, words)
            for step in contents.next_steps
            for field in _OF_A_STEP
            if (words := getattr(step, field))
        )
    if line.name == DETAILS:
        listed = enumerate(contents.letter.enclosures)
        return tuple(LetterPlace("part:enclosures", f"{_ENCLOSURES}{at}", words) for at, words in listed)
    if line.wording:
        return (LetterPlace(f"part:{line.wording}", "wording", contents.letter.wording.get(line.wording) or line.text),)
    return ()


def name_of(place: LetterPlace, places: Sequence[LetterPlace]) -> str:
    """Return what a place of a line is called beside its field; `places` are all of the line."""
    if place.about.startswith(_STEP):
        steps = list(dict.fromkeys(each.about for each in places))
        return f"Step {steps.index(place.about) + 1}, {_OF_A_STEP[place.text_field]}"
    if place.text_field.startswith(_POINTS):
        return f"Point {int(place.text_field.removeprefix(_POINTS)) + 1}"
    if place.text_field.startswith(_ENCLOSURES):
        return f"Enclosure {int(place.text_field.removeprefix(_ENCLOSURES)) + 1}"
    return "Words"


def words_written(place: LetterPlace, words: str, line: OutlineLine, contents: VisitContents) -> Change:
    """Return the change that puts other words at a place; those of the framework again are no wording of one's own."""
    if line.name == NEXT_STEPS:
        return Set("next_step", place.about.removeprefix(_STEP), place.text_field, words)
    if line.name == DETAILS:
        return Set("letter", contents.letter.id, "enclosures", _with_at(contents.letter.enclosures, place, words))
    if line.finding is None:
        own = words if words.strip() and words.strip() != line.generated else None
        return Set("letter", contents.letter.id, f"wording/{line.wording}", own)
    if place.text_field.startswith(_POINTS):
        return Set("finding", line.finding.id, "points", _with_at(line.finding.points, place, words))
    return Set("finding", line.finding.id, place.text_field, words)


def _with_at(listed: Sequence[str], place: LetterPlace, words: str) -> list[str]:
    """Return a list with other words at the place in it that ends the name of the text."""
    at = int(place.text_field.rpartition("/")[2])
    return [words if number == at else each for number, each in enumerate(listed)]
