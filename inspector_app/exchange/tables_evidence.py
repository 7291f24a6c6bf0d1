"""The table of evidence: a row a piece, with what its record says of it and the findings that it bears on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from inspector_app.exchange.table import NARROW, USUAL, WIDE, Cell, Column, Table, listed, yes_no
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Bearing, Case, Evidence, Interview, Link, Record
from inspector_app.visit.numbering import References, numbered_findings, title_of
from inspector_app.visit.weight import source_kind
from inspector_app.visit.withholding import Withholding
from inspector_app.visit.written_labels import LABELS

_COLUMNS = (
    Column("Evidence", NARROW),
    Column("Text", WIDE),
    Column("In confidence", NARROW),
    Column("Leaning", NARROW),
    Column("Themes", 30),
    Column("Kind of record", NARROW),
    Column("Record", NARROW),
    Column("Title of the record", 30),
    Column("Case", NARROW),
    Column("Role", USUAL),
    Column("Day", NARROW),
    Column("Start", NARROW),
    Column("Inspector", USUAL),
    Column("Written", USUAL),
    Column("Taken from", 30),
    Column("Counted", NARROW),
    Column("Of", NARROW),
    Column("What was counted", 30),
    Column("Supports", USUAL),
    Column("Contradicts", USUAL),
    Column("How a contradiction was weighed", 40),
    Column("Id", 38),
)


def evidence_table(
    contents: VisitContents, framework: Framework, references: References, withholding: Withholding
) -> Table:
    """Return the table of evidence, in the order of the evidence."""
    rows = _Rows(contents, framework, references, withholding)
    return Table("Evidence", _COLUMNS, tuple(rows.row(piece) for piece in contents.evidence))


class _Rows:
    def __init__(
        self, contents: VisitContents, framework: Framework, references: References, withholding: Withholding
    ) -> None:
        self._framework = framework
        self._references = references
        self._withholding = withholding
        self._records = contents.records_by_id()
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for finding in numbered_findings(contents, framework):
            for link in finding.evidence:
                self._links[link.evidence].append(link)

    def row(self, piece: Evidence) -> tuple[Cell, ...]:
        hidden, shown = self._withholding.hides_origin(piece), self._withholding.shown
        record = None if hidden else self._records.get(piece.record or "")
        count, links = piece.count, self._links[piece.id]
        return (
            self._references.evidence(piece.id),
            self._withholding.words(piece),
            yes_no(piece.in_confidence),
            piece.leaning,
            listed(self._framework.theme_label(theme) for theme in piece.themes),
            source_kind(piece, self._records),
            *self._of_record(record),
            None if hidden else self._references.inspector(piece.author),
            LABELS[record.written].said if record else None,
            self._taken_from(piece, record),
            count.n if count else None,
            count.of if count else None,
            shown(count.what, piece.record) if count else None,
            self._findings(links, "supports"),
            self._findings(links, "contradicts"),
            self._weighed(links, piece),
            piece.id,
        )

    def _of_record(self, record: Record | None) -> tuple[Cell, ...]:
        if record is None:
            return (None,) * 6
        case = record.details.reference if isinstance(record.details, Case) else None
        role = record.details.role if isinstance(record.details, Interview) else None
        told = (self._withholding.shown(text, record.id) for text in (title_of(record), case, role))
        return (self._references.record(record.id), *told, record.day, record.start)

    def _taken_from(self, piece: Evidence, record: Record | None) -> str | None:
        if piece.source is None or record is None:
            return None
        kind, _, part = piece.source.field.partition("/")
        match record.details:
            case Interview(answers=answers) if kind == "answers":
                prompt = next((f"answer: {each.prompt}" for each in answers if each.id == part), None)
                return self._withholding.shown(prompt, record.id)
            case Case(checks=checks) if kind == "checks":
                labels = {check.id: check.label for check in self._framework.checks}
                return next(
                    (f"check: {labels.get(each.check, each.check)}" for each in checks if each.id == part), None
                )
        return "notes"

    def _findings(self, links: Iterable[Link], bearing: Bearing) -> str:
        return listed(self._references.finding(link.finding) for link in links if link.bearing == bearing)

    def _weighed(self, links: Iterable[Link], piece: Evidence) -> str:
        weighed = ((link.weighed or "").strip() for link in links if link.bearing == "contradicts")
        words = "\n".join(each for each in weighed if each)
        return self._withholding.kept(words, piece.record).text
