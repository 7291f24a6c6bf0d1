"""What is left out of a visit that other programs get: what was said in confidence, and what tells who somebody is.

The words of a confided piece are left out unless they are asked for: its own, the passage of its record that it was
taken from, and its words wherever else they stand. So is where it comes from, since a role and a day may be one person.
What is recognised as telling who somebody is is left out always. A cut passage does not tell which of the two it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.confidence import Confidence, Said, unmarked_copies
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Interview, Record
from inspector_app.visit.passages import find_passage
from inspector_app.visit.telling_who import TellingWho

LEFT_OUT = "[said in confidence: left out]"
"""Stands in place of the words of a piece of evidence that was said in confidence."""
CUT_OUT = "[left out]"
"""Stands in place of a passage of any text."""
NAME = "[name]"
"""Stands in place of what is recognised as somebody's name."""

_NO_RECORD = "none"
"""In place of the record's id of evidence that is of none, which is no id."""

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage of a text (code points) that is left out, and what stands in its place."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A text without some passages of it; `cuts` are those passages in the whole text, in order and apart.

    `telling` counts those that tell who somebody is. `confided` says that some were said in confidence, `whole` that
    all was left out, since words that were said in confidence are no longer found in it.
    """

    text: str
    cuts: tuple[Cut, ...] = ()
    telling: int = 0
    confided: bool = False
    whole: bool = False

    def place(self, start: int, end: int) -> _Span:
        """Return where a passage of the whole text stands in what is kept of it; a cut part as what replaces it."""
        return self._moved(start, after=False), self._moved(end, after=True)

    def _moved(self, at: int, *, after: bool) -> int:
        shift = 0
        for cut in self.cuts:
            if at <= cut.start:
                break
            if at < cut.end:
                return cut.start + shift + (len(cut.instead) if after else 0)
            shift += len(cut.instead) - (cut.end - cut.start)
        return at + shift


class Withholding:
    """Which evidence of a visit is given without its words, and what is kept of every other text.

    `pieces` are those said in confidence; none where their words are asked for.
    """

    def __init__(self, contents: VisitContents, framework: Framework, *, in_confidence: bool) -> None:
        confided = [piece for piece in contents.evidence if piece.in_confidence]
        withheld = [] if in_confidence else confided
        self.pieces = frozenset(piece.id for piece in withheld)
        self._any_confided = bool(confided)
        self._confidence = Confidence(contents, framework) if withheld else None
        self._copies = unmarked_copies(contents) if withheld else frozenset()
        self._who = TellingWho(contents, framework)
        self._of_record: defaultdict[str, list[Evidence]] = defaultdict(list)
        for piece in withheld:
            self._of_record[piece.record or _NO_RECORD].append(piece)
        self._said = {record: Said(piece.text for piece in pieces) for record, pieces in self._of_record.items()}
        self._looked_at: dict[tuple[str, str | None, str], Kept] = {}

    def words(self, piece: Evidence) -> str:
        """Return the words of a piece of evidence, or what stands in their place: in one that is not marked, in place
        of those that it shares with a confided one of its record."""
        return LEFT_OUT if piece.id in self.pieces else self.kept(piece.text, piece.record or _NO_RECORD).text

    def hides_origin(self, piece: Evidence) -> bool:
        """Say whether it is left out which record a piece is from, and who wrote it: so for confided words."""
        if not self.pieces:
            return False
        marked = piece.id in self.pieces or piece.id in self._copies
        return marked or self.kept(piece.text, piece.record or _NO_RECORD).confided

    def shown(self, text: str | None, record_id: str | None = None) -> str | None:
        """Return what is kept of a text, None of none; `record_id` names the record that it was written of."""
        return text if text is None else self.kept(text, record_id).text

    def kept(self, text: str, record_id: str | None = None, field: str = "") -> Kept:
        """Return what is kept of a text; `field` names it as a source of evidence does, if it can.

        Left out are the passages that confided evidence was taken from, its words wherever they stand, and what is
        recognised as telling who somebody is.
        """
        looked_at = (text, record_id, field)
        if looked_at not in self._looked_at:
            self._looked_at[looked_at] = self._kept(text, record_id, field)
        return self._looked_at[looked_at]

    def sentence(self) -> str:
        """Return whether something that was said in confidence is in the texts that were looked at so far."""
        if not self.pieces:
            told = "What was said in confidence is in it: it may inform, never be quoted."
            return told if self._any_confided else "Nothing in it was said in confidence."
        count = len(self.pieces)
        pieces = "1 piece of evidence" if count == 1 else f"{count} pieces of evidence"
        said = f"What was said in confidence is left out: the words of {pieces}, and who said them."
        whole = sum(kept.whole for kept in self._looked_at.values())
        texts = "1 text of a record is" if whole == 1 else f"{whole} texts of records are"
        return f"{said} {texts} left out whole: words were taken from it that it no longer has." if whole else said

    def names_sentence(self) -> str:
        """Return what was done about names in the texts that were looked at so far, and what was not."""
        count = self.left_out_as_telling()
        places = "1 passage" if count == 1 else f"{count} passages"
        return (
            f"What is recognised as a person’s name, age, address or number is left out ({places}). Names that are not"
            " recognised, such as unknown ones in small letters, may be in it: look through it before it goes on."
        )

    def left_out_as_telling(self) -> int:
        """Return how many passages were left out that tell who somebody is, of the texts that were looked at so far."""
        return sum(kept.telling for kept in self._looked_at.values())

    def _kept(self, text: str, record_id: str | None, field: str) -> Kept:
        if not text.strip():
            return Kept(text)
        taken = self._taken_from(text, record_id, field)
        if None in taken:
            return Kept(CUT_OUT, (Cut(0, len(text), CUT_OUT),), confided=True, whole=True)
        confided = [Cut(*span, CUT_OUT) for span in self._confided(text, record_id)]
        confided += [Cut(*span, CUT_OUT) for span in taken if span is not None and span[0] < span[1]]
        telling = [Cut(each.start, each.end, NAME if each.is_name else CUT_OUT) for each in self._who.passages(text)]
        cuts = _apart([*confided, *telling])
        words, begin = [], 0
        for cut in cuts:
            words += [text[begin : cut.start], cut.instead]
            begin = cut.end
        return Kept("".join([*words, text[begin:]]), cuts, len(_apart(telling)), confided=bool(confided))

    def _confided(self, text: str, record_id: str | None) -> Iterator[_Span]:
        if record_id in self._said:
            yield from self._said[record_id or ""].spans(text)
        if self._confidence is not None:
            yield from self._confidence.passages(text)

    def _taken_from(self, text: str, record_id: str | None, field: str) -> list[_Span | None]:
        """Return where words stand that confided evidence was taken from, each time; None: they are no longer there."""
        places: list[_Span | None] = []
        for piece in self._of_record.get(record_id or "", ()):
            if piece.source and piece.source.field == field:
                places.append(find_passage(text, piece.text, piece.source.start, piece.source.end))
                words = [re.escape(word) for word in piece.text.split()]
                if len(words) > 1:
                    places += [found.span() for found in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]
        return places


def text_of_source(record: Record, field: str) -> str | None:
    """Return the text of a record that a source's `field` names; None where it is gone."""
    if field == "notes":
        return record.notes
    _kind, _, part = field.partition("/")
    match record.details:
        case Interview(answers=answers):
            return next((each.answer for each in answers if each.id == part), None)
        case Case(checks=checks):
            return next((each.note or "" for each in checks if each.id == part), None)
    return None


def place_of(piece: Evidence, record: Record) -> _Span | None:
    """Return where the words of a piece stand in the text that it was taken from (code points), or None: not there."""
    text = text_of_source(record, piece.source.field) if piece.source else None
    if piece.source is None or not text:
        return None
    return find_passage(text, piece.text, piece.source.start, piece.source.end)


def _apart(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """Return cuts in order with those that touch made one, which tells a name where all of it is names."""
    apart: list[Cut] = []
    for cut in sorted(cuts, key=lambda each: (each.start, each.end)):
        if apart and cut.start <= apart[-1].end:
            before = apart.pop()
            instead = NAME if before.instead == cut.instead == NAME else CUT_OUT
            cut = Cut(before.start, max(before.end, cut.end), instead)
        apart.append(cut)
    return tuple(apart)
