"""Reads the council's list from an Excel workbook: a sheet at a time, values as they are shown, nothing calculated."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TypeVar

from inspector_app.errors import InspectorError
from inspector_app.exchange.office_file import check_office_file

MOST_SHEET_ROWS = 1_048_576
"""As many as Excel has."""
_MOST_CELLS = 10_000_000
"""Cells of a sheet, with the empty ones before them: one cell far to the right costs as much as a full row."""

T = TypeVar("T")


@contextmanager
def opened_workbook(content: bytes, name: str) -> Iterator[dict[str | None, Callable[[], Iterator[list[str]]]]]:
    """Give the sheets of a workbook by name, each as what yields its rows. Raises InspectorError where it is none."""
    check_office_file(content, name)
    from openpyxl import load_workbook

    book = _told(
        lambda: load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False), name, "workbook"
    )
    try:
        if not book.worksheets:
            raise InspectorError(f"{name} has no sheet with rows in it.", "Look whether it is the right file.")
        yield {sheet.title: _rows_of(sheet, name) for sheet in book.worksheets}
    finally:
        book.close()


def _rows_of(sheet: Any, name: str) -> Callable[[], Iterator[list[str]]]:
    def rows() -> Iterator[list[str]]:
        sheet.reset_dimensions()  # what the file says of its size is not what is in it
        values = _told(lambda: iter(sheet.iter_rows(values_only=True)), name, sheet.title)
        number = cells = 0
        while (row := _told(lambda: next(values, None), name, sheet.title)) is not None:
            number += 1
            cells += len(row)
            if number > MOST_SHEET_ROWS or cells > _MOST_CELLS:
                raise InspectorError(
                    f"{name} is not read: its sheet {sheet.title} is larger than a list of cases is.",
                    "Copy the list alone into a new workbook, and bring that in.",
                )
            yield ["" if value is None else cell_text(value) for value in row]

    return rows


def cell_text(value: object) -> str:
    """Return a cell's value as text: whole numbers without a point, dates as 2010-06-08."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return str(value)


def _told(work: Callable[[], T], name: str, part: str) -> T:
    """Do what openpyxl does with a stranger's file: it meets a damaged one with whatever error comes first."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and the like, which a list does not need
            return work()
    except Exception:  # noqa: BLE001
        raise InspectorError(
            f"{name} could not be read as a spreadsheet ({part}).",
            "Save it anew as .xlsx or CSV (UTF-8) in the spreadsheet program, and bring that in.",
        ) from None
