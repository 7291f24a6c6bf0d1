"""Lists of cases as councils give them, for tests: the rows, and files of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

HEADINGS = ("Case ref", "Child name", "D.O.B.", "Team", "Status", "Case type", "Ethnicity", "Allocated worker")
TEAMS = ("Duty", "North", "Children with disabilities")


def case_rows(count: int) -> list[tuple[str, ...]]:
    """That many cases in three teams of unequal size; the names and dates in them must never be kept."""
    return [
        (
            f"EX-{number:05}",
            f"Forename{number} Surname{number}",
            "2005-01-31",
            TEAMS[number % 7 % 3],
            ("Open", "Closed")[number % 2],
            ("Referral", "Initial assessment", "Section 47 enquiry")[number % 3],
            "Unsaid",
            "A. Worker",
        )
        for number in range(1, count + 1)
    ]


def csv_bytes(rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([HEADINGS, *rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, Iterable[Sequence[object]]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
