"""The texts of the letter that a second reader can change, each with the line of the outline in which it stands."""

from __future__ import annotations

from inspector_app.gui.letter.outline_lines import OutlineLine
from inspector_app.visit.change import Change, Set
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.proposals import LetterPlace

_POINTS = "points/"


def places_of(line: OutlineLine, contents: VisitContents) -> tuple[LetterPlace, ...]:
    """Return the texts of a line: a finding's words and each of its points, or the words of a part."""
    if line.finding is not None:
        about = f"finding:{line.finding.id}"
        points = (LetterPlace(about, f"{_POINTS}{at}", words) for at, words in enumerate(line.finding.points))
        return (LetterPlace(about, "text", line.finding.text), *points)
    if line.wording:
        return (LetterPlace(f"part:{line.wording}", "wording", contents.letter.wording.get(line.wording) or line.text),)
    return ()


def name_of(place: LetterPlace) -> str:
    """Return what a place is called beside its field."""
    if place.text_field.startswith(_POINTS):
        return f"Point {int(place.text_field.removeprefix(_POINTS)) + 1}"
    return "Words"


def words_written(place: LetterPlace, words: str, line: OutlineLine, contents: VisitContents) -> Change:
    """Return the change that puts other words at a place; those of the framework again are no wording of one's own."""
    if line.finding is None:
        own = words if words.strip() and words.strip() != line.generated else None
        return Set("letter", contents.letter.id, f"wording/{line.wording}", own)
    if place.text_field.startswith(_POINTS):
        points = list(line.finding.points)
        points[int(place.text_field.removeprefix(_POINTS))] = words
        return Set("finding", line.finding.id, "points", points)
    return Set("finding", line.finding.id, place.text_field, words)
