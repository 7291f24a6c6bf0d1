"""A record as one plain text, and where each passage of it stands there: what is coded in other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector_app.exchange.table import fit_for_xml
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.entities import Case, Evidence, Interview, Record
from inspector_app.visit.numbering import title_of
from inspector_app.visit.withholding import Kept, Withholding, place_of


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text, and where the fields that evidence is taken from begin in it, with what is kept of each."""

    text: str
    fields: dict[str, tuple[int, Kept]]

    def place(self, piece: Evidence, record: Record) -> tuple[int, int] | None:
        """Return where a piece of evidence stands, in code points from start to end; None where it does not."""
        found = place_of(piece, record)
        if found is None or piece.source is None or piece.source.field not in self.fields:
            return None
        begin, kept = self.fields[piece.source.field]
        start, end = kept.place(*found)
        return begin + start, begin + end


def record_text(record: Record, framework: Framework, withholding: Withholding) -> RecordText:
    """Return the text of a record: its title, its notes, what was asked and answered, or its checks and their notes."""
    lines = [f"{record.kind.capitalize()}: {withholding.shown(title_of(record), record.id)}\n\n"]
    fields: dict[str, tuple[int, Kept]] = {}
    length = len(lines[0])
    for heading, field, words in _parts(record, framework):
        kept = withholding.kept(words, record.id, field)
        above = withholding.kept(heading, record.id).text
        fields[field] = (length + len(above), kept)
        lines.append(f"{above}{kept.text}\n\n")
        length += len(lines[-1])
    return RecordText(plain("".join(lines)), fields)


def plain(text: str) -> str:
    """Return a text that a plain file and XML hold alike, of the same length: line breaks are LF, and what XML cannot
    hold is replaced."""
    return fit_for_xml(text).replace("\r\n", " \n").replace("\r", "\n")


def _parts(record: Record, framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Yield each part of a record that has words: what stands before it, its field as a source names it, its words."""
    if record.notes.strip():
        yield "", "notes", record.notes
    match record.details:
        case Interview() as interview:
            for answer in interview.answers:
                if answer.answer.strip():
                    yield f"{answer.prompt}\n", f"answers/{answer.id}", answer.answer
            if interview.views.strip():
                yield "What the inspector makes of it:\n", "views", interview.views
        case Case() as case:
            questions = {check.id: check.question for check in framework.checks}
            answers = {answer.id: answer.label for answer in framework.answers}
            for check in case.checks:
                answered = answers.get(check.answer or "", check.answer or "not answered")
                heading = f"{questions.get(check.check, check.check)} {answered}\n"
                yield heading, f"checks/{check.id}", check.note or ""
