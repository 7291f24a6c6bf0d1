"""Brings in the council's list of cases: a look at its sheets first, then the columns that were chosen and no other.

What is kept is a text in UTF-8: a line with the ids of its columns, then a line a row below the headings, empty for an
empty row; values are divided by tabs, and have neither tab nor break. The columns stand in the order reference, team,
status, pathway, then the others by name. So the same list has the same SHA-256 on any machine, from CSV or from .xlsx.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from inspector_app.errors import MOST_FAULTS, Fault, FaultyList, InspectorError
from inspector_app.exchange.foreign_file import read_foreign_file
from inspector_app.exchange.frame_columns import identifies
from inspector_app.exchange.frame_csv import csv_rows
from inspector_app.exchange.frame_xlsx import MOST_SHEET_ROWS, opened_workbook
from inspector_app.visit.file_entities import Frame
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.name_warnings import has_nhs_check_digit
from inspector_app.visit.sampling import KNOWN_COLUMNS, REFERENCE, FrameRow

LARGEST_LIST = 50 * 2**20
"""Bytes."""
MOST_CASES = 100_000
MOST_COLUMNS = 500
LONGEST_VALUE = 200
"""Characters of a value that is kept: a reference, a team, a status."""
_FIRST_ROWS = 8
_HEADINGS_WITHIN = 20
"""Rows among which the headings are looked for; a title may stand above them."""
_EVERY = 1000
"""Rows after which progress is told."""

Progress = Callable[[int], None]
"""Is told how many rows have been read; an error that it raises ends the reading and goes to the caller."""
_Sheets = Mapping[str | None, Callable[[], Iterator[list[str]]]]


@dataclass(frozen=True, slots=True)
class FrameSheet:
    """One sheet as it is shown before it is brought in; CSV has one without a name.

    `headings` are told apart by a number where two are alike. `first_rows` are those below the headings, empty under
    headings that identify people, which nobody needs to see here.
    """

    name: str | None
    headings: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FrameList:
    """A list as it was brought in: `kept` are the bytes to keep with the visit, `sha256` is theirs."""

    name: str
    sheet: str | None
    columns: Mapping[str, str]
    rows: tuple[FrameRow, ...] = field(repr=False)
    kept: bytes = field(repr=False)
    sha256: str
    file_sha256: str

    def frame(self, *, brought_in_at: str, brought_in_by: str, order: str) -> Frame:
        """Return what the visit says of this list; `brought_in_at` is an instant, `brought_in_by` an inspector's id.

        The same list has the same id on every laptop.
        """
        return Frame(
            id=derived_id("frame", self.sha256),
            name=self.name,
            sheet=self.sheet,
            file_sha256=self.file_sha256,
            sha256=self.sha256,
            rows=len(self.rows),
            columns=dict(self.columns),
            brought_in_at=brought_in_at,
            brought_in_by=brought_in_by,
            order=order,
        )


def preview(path: Path) -> tuple[FrameSheet, ...]:
    """Return the sheets of a list with their headings and first rows. Raises InspectorError where it cannot be read."""
    content = read_foreign_file(path, LARGEST_LIST)
    with _opened(content, path.name) as sheets:
        tops = {sheet: list(islice(rows(), _HEADINGS_WITHIN + _FIRST_ROWS)) for sheet, rows in sheets.items()}
        return tuple(_shown(path.name, sheet, rows) for sheet, rows in tops.items())


def read_frame(
    path: Path, sheet: str | None, columns: Mapping[str, str], progress: Progress | None = None
) -> FrameList:
    """Read the columns that were chosen, column id to heading, "reference" among them, of one sheet (CSV: None).

    Raises FaultyList, with the row as the spreadsheet counts it, for references that are missing or there twice, and
    InspectorError for a file, sheet or column that cannot be used.
    """
    content = read_foreign_file(path, LARGEST_LIST)
    with _opened(content, path.name) as sheets:
        if sheet not in sheets:
            raise InspectorError(f"{path.name} has no sheet of the name {sheet}.", f"It has {_named(sheets)}.")
        rows = _read_rows(sheets[sheet](), path.name, columns, progress)
    ids = _in_kept_order(columns)
    kept = kept_bytes(rows, ids)
    return FrameList(
        name=path.name,
        sheet=sheet,
        columns={column: columns[column] for column in ids},
        rows=rows,
        kept=kept,
        sha256=sha256(kept).hexdigest(),
        file_sha256=sha256(content).hexdigest(),
    )


def kept_bytes(rows: Sequence[FrameRow], columns: Sequence[str]) -> bytes:
    """Return the bytes under which rows are kept; see the head of this module."""
    lines = ["\t".join(columns)]
    for row in rows:
        lines += [""] * (row.position - len(lines))
        lines.append("\t".join(row.values[column] for column in columns))
    return "".join(f"{line}\n" for line in lines).encode()


def kept_rows(kept: bytes) -> tuple[FrameRow, ...]:
    """Return the rows of a kept list."""
    headings, *lines = kept.decode().removesuffix("\n").split("\n")
    columns = headings.split("\t")
    return tuple(
        FrameRow(position, dict(zip(columns, line.split("\t"), strict=True)))
        for position, line in enumerate(lines, start=1)
        if line
    )


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[_Sheets]:
    if content.startswith(b"PK\x03\x04"):
        with opened_workbook(content, name) as sheets:
            yield sheets
    elif content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise InspectorError(
            f"{name} is an old Excel file (.xls), protected by a password, or no spreadsheet at all.",
            "Ask for it as .xlsx without a password, or as CSV.",
        )
    else:
        yield {None: lambda: csv_rows(content, name)}


def _shown(name: str, sheet: str | None, rows: list[list[str]]) -> FrameSheet:
    start = _heading_row(rows)
    headings = _headings(rows[start], name) if rows else ()
    first = [[_clean(value) for value in row] for row in rows[start + 1 :][:_FIRST_ROWS]]
    shown = tuple(
        tuple("" if identifies(heading) or count >= len(row) else row[count] for count, heading in enumerate(headings))
        for row in first
    )
    return FrameSheet(sheet, headings, shown)


def _read_rows(
    rows: Iterator[list[str]], name: str, columns: Mapping[str, str], progress: Progress | None
) -> tuple[FrameRow, ...]:
    top = list(islice(rows, _HEADINGS_WITHIN))
    start = _heading_row(top)
    headings = _headings(top[start], name) if top else ()
    places = _places(headings, name, columns)
    reading = _Reading(places, len(headings), first_row=start + 2)
    for row in top[start + 1 :]:
        reading.take(row)
    for row in rows:
        reading.take(row)
        if progress is not None and reading.taken % _EVERY == 0:
            progress(reading.taken)
        if len(reading.rows) > MOST_CASES:
            raise InspectorError(f"{name} has more than {MOST_CASES} cases.", "Bring in a part of it.")
        if reading.taken > MOST_SHEET_ROWS:
            raise InspectorError(
                f"{name} is not read: it has more rows than a spreadsheet, most of them empty.",
                "Copy the list alone into a new file, and bring that in.",
            )
    if reading.faults:
        raise FaultyList(
            f"{name} cannot be drawn from as it is.", reading.faults, "Mend it, or ask the council for it anew."
        )
    if sum(map(_is_nhs_number, (row.reference for row in reading.rows))) * 2 > len(reading.rows):
        raise InspectorError(
            f"What stands under {columns[REFERENCE]} are NHS numbers; they are never kept.",
            "Ask the council for the reference of each case in its own system.",
        )
    if not reading.rows:
        raise InspectorError(f"{name} has no case below its headings.", "Look whether it is the right file and sheet.")
    return tuple(reading.rows)


class _Reading:
    """Takes row after row, keeps the chosen values, and notes what is wrong by the number the spreadsheet shows."""

    def __init__(self, places: Mapping[str, int], width: int, first_row: int) -> None:
        self.rows: list[FrameRow] = []
        self.faults: list[Fault] = []
        self.taken = 0
        self._places = places
        self._width = width
        self._first_row = first_row
        self._seen: dict[str, int] = {}

    def take(self, row: list[str]) -> None:
        """Take the next row; an empty one keeps its number and is no case."""
        self.taken += 1
        if not any(value and not value.isspace() for value in row) or len(self.faults) > MOST_FAULTS:
            return
        number = self.taken + self._first_row - 1
        values = {column: _clean(row[at]) if at < len(row) else "" for column, at in self._places.items()}
        reference = values[REFERENCE]
        long = next((column for column, value in values.items() if len(value) > LONGEST_VALUE), None)
        if not reference:
            self._fault(number, "there is no reference")
        elif reference in self._seen:
            self._fault(number, f"the reference {reference} stands in row {self._seen[reference]} too")
        elif long is not None:
            self._fault(number, f"the value under {long} has more than {LONGEST_VALUE} characters")
        elif any(row[self._width :]):
            self._fault(number, "it has more values than there are headings")
        self._seen.setdefault(reference, number)
        self.rows.append(FrameRow(self.taken, values))

    def _fault(self, number: int, message: str) -> None:
        self.faults.append(Fault(f"row {number}", message))


def _is_nhs_number(reference: str) -> bool:
    digits = reference.replace(" ", "").replace("-", "")
    return len(digits) == 10 and digits.isdecimal() and has_nhs_check_digit(digits)


def _places(headings: Sequence[str], name: str, columns: Mapping[str, str]) -> dict[str, int]:
    if REFERENCE not in columns:
        raise InspectorError(f"No column of {name} is chosen as the case's reference.", "Choose one.")
    for heading in columns.values():
        if heading not in headings:
            told = ", ".join(headings) or "none"
            raise InspectorError(f"{name} has no column with the heading {heading}.", f"Its headings: {told}.")
        if identifies(heading):
            raise InspectorError(
                f"The column {heading} looks as if it named people; such a column is never kept.",
                "Use one with a reference code, or change its heading if nobody is named there.",
            )
    return {column: headings.index(columns[column]) for column in _in_kept_order(columns)}


def _in_kept_order(columns: Mapping[str, str]) -> list[str]:
    known = [column for column in KNOWN_COLUMNS if column in columns]
    return known + sorted(column for column in columns if column not in KNOWN_COLUMNS)


def _heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The first row that fills at least half as many cells as the fullest one: a title above fills one or two."""
    filled = [sum(bool(value.strip()) for value in row) for row in rows[:_HEADINGS_WITHIN]]
    return next((count for count, cells in enumerate(filled) if cells and cells * 2 >= max(filled)), 0)


def _headings(row: Sequence[str], name: str) -> tuple[str, ...]:
    found: list[str] = []
    width = max((count for count, value in enumerate(row, start=1) if value.strip()), default=0)
    if width > MOST_COLUMNS:
        raise InspectorError(
            f"{name} is not read: it has more than {MOST_COLUMNS} columns.", "Look whether it is the right file."
        )
    for count, value in enumerate(row[:width], start=1):
        words = _clean(value) or f"Column {count}"
        same = sum(heading == words or heading.startswith(f"{words} (") for heading in found)
        found.append(f"{words} ({same + 1})" if words in found else words)
    return tuple(found)


def _clean(value: str) -> str:
    """The value in composed characters, on one line, without what is not seen."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    words = " ".join(value.split())
    return words if words.isprintable() else "".join(filter(_is_seen, words)).strip()


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _named(sheets: _Sheets) -> str:
    return ", ".join(str(name) for name in sheets if name is not None) or "no sheets: it is CSV"
