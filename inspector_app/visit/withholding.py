"""What was said in confidence is left out of what other programs get, unless it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from inspector_app.visit.confidence import quoted_spans
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Interview, Record
from inspector_app.visit.passages import find_passage

LEFT_OUT = "[said in confidence: left out]"
"""Stands in place of words that are left out."""

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A text without some passages of it; `cuts` are those passages in the whole text, in order and apart."""

    text: str
    cuts: tuple[_Span, ...] = ()

    def place(self, start: int, end: int) -> _Span:
        """Return where a passage of the whole text stands in what is kept of it; a cut part as what replaces it."""
        return self._moved(start, after=False), self._moved(end, after=True)

    def _moved(self, at: int, *, after: bool) -> int:
        shift = 0
        for start, end in self.cuts:
            if at <= start:
                break
            if at < end:
                return start + shift + (len(LEFT_OUT) if after else 0)
            shift += len(LEFT_OUT) - (end - start)
        return at + shift


class Withholding:
    """Which evidence of a visit is given without its words, and what is kept of what else was written of its record.

    That is what was said in confidence; nothing where its words are asked for. `sentence` says which.
    """

    def __init__(self, contents: VisitContents, *, in_confidence: bool) -> None:
        confided = frozenset(piece.id for piece in contents.evidence if piece.in_confidence)
        self.pieces = frozenset() if in_confidence else confided
        self.sentence = _told(len(self.pieces), bool(confided))
        self._of_record: defaultdict[str, list[Evidence]] = defaultdict(list)
        for piece in contents.evidence:
            if piece.id in self.pieces and piece.record is not None:
                self._of_record[piece.record].append(piece)

    def words(self, piece: Evidence) -> str:
        """Return the words of a piece of evidence, or what stands in their place: in one that is not marked, in place
        of those that it shares with a confided one of its record."""
        return LEFT_OUT if piece.id in self.pieces else self.kept(piece.text, piece.record).text

    def kept(self, text: str, record_id: str | None, field: str = "") -> Kept:
        """Return what is kept of a text that was written of a record; `field` names it as a source does, if it can.

        The passages left out are those that the evidence was taken from, and wherever its words stand in the text.
        """
        pieces = self._of_record.get(record_id or "", [])
        spans = quoted_spans(text, [piece.text for piece in pieces])
        spans += [_taken_from(text, piece) for piece in pieces if piece.source and piece.source.field == field]
        cuts = _apart(span for span in spans if span[0] < span[1])
        words, begin = [], 0
        for start, end in cuts:
            words += [text[begin:start], LEFT_OUT]
            begin = end
        return Kept("".join([*words, text[begin:]]), cuts)


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


def _told(left_out: int, confided: bool) -> str:
    if left_out:
        pieces = "1 piece of evidence" if left_out == 1 else f"{left_out} pieces of evidence"
        return f"What was said in confidence is left out: the words of {pieces}."
    if confided:
        return "What was said in confidence is in it: it may inform, never be quoted."
    return "Nothing in it was said in confidence."


def _taken_from(text: str, piece: Evidence) -> _Span:
    """Return the passage that evidence was taken from; where its words have been edited, that which they were in."""
    source = piece.source
    start, end = (source.start, source.end) if source else (None, None)
    found = find_passage(text, piece.text, start, end)
    if found is not None:
        return found
    return (0, len(text)) if start is None or end is None else (min(start, len(text)), min(end, len(text)))


def _apart(spans: Iterable[_Span]) -> tuple[_Span, ...]:
    apart: list[_Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return tuple(apart)
