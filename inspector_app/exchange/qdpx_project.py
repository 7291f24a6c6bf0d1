"""The project of a visit in the exchange format of qualitative analysis programs (REFI-QDA 1.0, `Project.xsd`).

Inspectors are its users, records its sources, evidence its coded passages. Evidence that stands in no text, or in one
that has changed since, is a source of its own; so is what was said in confidence, without its record. Concerns about
single children are not in it. Positions count Unicode code points, the end being that of the first character after the
passage. Passages, and texts of which that is not known, bear the time of the file: there are programs that open no
project in which a time is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree

from inspector_app.exchange.qdpx_codes import Code, CodeBook
from inspector_app.exchange.qdpx_texts import plain, record_text
from inspector_app.exchange.table import fit_for_xml
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Document, Evidence, Interview, Observation, Record
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.numbering import References, title_of
from inspector_app.visit.withholding import Withholding
from inspector_app.visit.written_labels import LABELS

NAMESPACE = "urn:QDA-XML:project:1.0"
_ORIGIN = "inspector-app"
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')
_LONGEST_NAME = 100
_VARIABLES = {"Kind of record": "Text", "Day": "Date", "Written": "Text"}


@dataclass
class Project:
    """The XML of a project, and the texts of its sources by the names of their files."""

    xml: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)
    codes: int = 0
    passages: int = 0


def qdpx_project(contents: VisitContents, framework: Framework, withholding: Withholding, made_at: datetime) -> Project:
    """Return the project of a visit, without the words that are withheld."""
    writer = _Writer(contents, framework, withholding, made_at)
    root = ElementTree.Element(
        "Project",
        {
            "xmlns": NAMESPACE,
            "name": _line(f"{contents.visit.authority_name} {visit_dates_in_words(contents.visit.days)}"),
            "origin": _ORIGIN,
            "creationDateTime": _in_utc(made_at),
        },
    )
    writer.write_users(root)
    writer.write_codes(root)
    _write_variables(root)
    writer.write_sources(root)
    _text_below(root, "Description", f"{framework.name}. {withholding.sentence()} {withholding.names_sentence()}")
    writer.project.xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return writer.project


class _Writer:
    def __init__(
        self, contents: VisitContents, framework: Framework, withholding: Withholding, made_at: datetime
    ) -> None:
        self._made_at = _in_utc(made_at)
        self.project = Project()
        self._contents = contents
        self._framework = framework
        self._withholding = withholding
        self._references = References(contents, framework)
        self._book = CodeBook(contents, framework, self._references, withholding)
        self._team = {person.id for person in contents.inspectors}

    def write_users(self, root: ElementTree.Element) -> None:
        users = ElementTree.Element("Users")
        for person in self._contents.inspectors:
            ElementTree.SubElement(users, "User", guid=person.id, name=self._references.inspector(person.id))
        _append_filled(root, users)

    def write_codes(self, root: ElementTree.Element) -> None:
        codes = ElementTree.SubElement(ElementTree.SubElement(root, "CodeBook"), "Codes")
        for code in self._book.codes:
            self._write_code(codes, code)

    def write_sources(self, root: ElementTree.Element) -> None:
        pieces: dict[str, list[Evidence]] = {record.id: [] for record in self._contents.records}
        alone: list[Evidence] = []
        for piece in self._contents.evidence:
            hidden = self._withholding.hides_origin(piece)
            (alone if hidden else pieces.get(piece.record or "", alone)).append(piece)
        sources = ElementTree.Element("Sources")
        for record in self._contents.records:
            alone += self._write_record(sources, record, pieces[record.id])
        for piece in alone:
            self._write_alone(sources, piece)
        _append_filled(root, sources)

    def _write_code(self, above: ElementTree.Element, code: Code) -> None:
        self.project.codes += code.codable
        codable = "true" if code.codable else "false"
        below = ElementTree.SubElement(above, "Code", guid=code.id, name=_line(code.name), isCodable=codable)
        if code.description:
            _text_below(below, "Description", code.description)
        for each in code.under:
            self._write_code(below, each)

    def _write_record(self, sources: ElementTree.Element, record: Record, pieces: Iterable[Evidence]) -> list[Evidence]:
        """Write the source that a record is, and return those of its pieces that stand nowhere in it."""
        text = record_text(record, self._framework, self._withholding)
        title = self._withholding.shown(title_of(record), record.id)
        name = f"{self._references.record(record.id)} {record.kind}, {title}"
        source = self._source(sources, record.id, name, text.text, record.author, record.written_at)
        _text_below(source, "Description", self._withholding.kept(_facts(record), record.id).text)
        alone = []
        for piece in pieces:
            place = text.place(piece, record)
            if place is None:
                alone.append(piece)
            else:
                self._write_passage(source, piece, place)
        self._code(source, record.id, self._book.of_themes(record.themes), record.author)
        _write_values(source, record)
        return alone

    def _write_alone(self, sources: ElementTree.Element, piece: Evidence) -> None:
        words = plain(self._withholding.words(piece))
        name = f"{self._references.evidence(piece.id)} evidence"
        author = self._author(piece)
        source = self._source(sources, derived_id("qdpx", "alone", piece.id), name, words, author, None)
        _text_below(source, "Description", self._where_from(piece))
        if words:
            self._write_passage(source, piece, (0, len(words)))

    def _author(self, piece: Evidence) -> str | None:
        return None if self._withholding.hides_origin(piece) else piece.author

    def _where_from(self, piece: Evidence) -> str:
        if piece.count is not None:
            what = self._withholding.shown(piece.count.what, piece.record)
            return f"Counted over the sampled cases: {piece.count.n} of {piece.count.of}, {what}."
        if self._withholding.hides_origin(piece):
            return "Said in confidence: which record it is from is left out."
        record = self._references.record(piece.record)
        return f"From {record}, in whose text these words do not stand." if record else "Stands alone."

    def _source(
        self, sources: ElementTree.Element, source_id: str, name: str, text: str, author: str | None, at: str | None
    ) -> ElementTree.Element:
        file = f"{source_id}.txt"
        self.project.texts[file] = text
        made = {"guid": source_id, "name": _as_of_a_file(name), "plainTextPath": f"internal://{file}"}
        made["creationDateTime"] = _written(at) or self._made_at
        return ElementTree.SubElement(sources, "TextSource", made | self._by(author))

    def _write_passage(self, source: ElementTree.Element, piece: Evidence, place: tuple[int, int]) -> None:
        self.project.passages += 1
        author = self._author(piece)
        start, end = place
        made = {
            "guid": piece.id,
            "name": self._references.evidence(piece.id),
            "startPosition": str(start),
            "endPosition": str(end),
            "creationDateTime": self._made_at,
        }
        passage = ElementTree.SubElement(source, "PlainTextSelection", made | self._by(author))
        self._code(passage, piece.id, self._book.of_piece(piece), author)

    def _code(self, coded: ElementTree.Element, coded_id: str, codes: Iterable[str], author: str | None) -> None:
        for code in codes:
            coding_id = derived_id("qdpx", "coding", coded_id, code)
            coding = ElementTree.SubElement(coded, "Coding", {"guid": coding_id} | self._by(author))
            ElementTree.SubElement(coding, "CodeRef", targetGUID=code)

    def _by(self, author: str | None) -> dict[str, str]:
        return {"creatingUser": author} if author in self._team and author is not None else {}


def _write_variables(root: ElementTree.Element) -> None:
    variables = ElementTree.SubElement(root, "Variables")
    for name, kind in _VARIABLES.items():
        ElementTree.SubElement(variables, "Variable", guid=_variable_id(name), name=name, typeOfVariable=kind)


def _write_values(source: ElementTree.Element, record: Record) -> None:
    day = record.day.isoformat() if record.day else ""
    given = {"Kind of record": record.kind, "Day": day, "Written": LABELS[record.written].said}
    for name, value in given.items():
        if value:
            held = ElementTree.SubElement(source, "VariableValue")
            ElementTree.SubElement(held, "VariableRef", targetGUID=_variable_id(name))
            ElementTree.SubElement(held, f"{_VARIABLES[name]}Value").text = value


def _variable_id(name: str) -> str:
    return derived_id("qdpx", "variable", name)


def _facts(record: Record) -> str:
    """Return what is known of a record beside its text, in a line."""
    match record.details:
        case Observation(setting=setting, activity=activity, roles=roles):
            known = [setting, activity, *roles]
        case Interview(role=role, team=team, people=people):
            known = [role, team, f"{people} people" if people and people > 1 else None]
        case Case(reference=reference, pathway=pathway, status=status, team=team, quality=quality):
            known = [reference, pathway, status, team, quality]
        case Document(type=kind, dated=dated, supplied_by=supplied_by):
            known = [kind, dated.isoformat() if dated else None, f"from {supplied_by}" if supplied_by else None]
        case None:
            known = []
    when = [record.day.isoformat() if record.day else None, f"{record.start:%H:%M}" if record.start else None]
    return " · ".join(each for each in [record.kind.capitalize(), *known, *when] if each)


def _append_filled(above: ElementTree.Element, below: ElementTree.Element) -> None:
    """Append an element that has something in it: the format knows no empty lists."""
    if len(below):
        above.append(below)


def _text_below(above: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(above, name).text = plain(text)


def _line(text: str) -> str:
    return " ".join(fit_for_xml(text).split())


def _as_of_a_file(name: str) -> str:
    """Return the name of a source, by which some programs keep its text as a file."""
    return _NOT_IN_FILE_NAMES.sub("-", _line(name))[:_LONGEST_NAME].strip()


def _written(instant: str | None) -> str | None:
    """Return when something was written down; UTC may lie before the first year that a calendar here knows."""
    with suppress(OverflowError):
        return _in_utc(datetime.fromisoformat(instant)) if instant is not None else None
    return None


def _in_utc(moment: datetime) -> str:
    """Return a moment as XML has it: it knows no offset as long as some that RFC 3339 allows."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
