"""Tables as an Excel workbook: a sheet each, real dates, and text that stays text."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from inspector_app.exchange.table import Cell, Table, fit_for_xml, opens_a_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_IN_A_CELL = 32_767
"""UTF-16 code units that a cell of Excel holds."""
CUT = " [cut here: the text is longer than a cell of a spreadsheet holds]"
_FIRST_YEAR = 1900
"""Excel knows no earlier dates."""


def tables_xlsx(tables: Sequence[Table]) -> bytes:
    """Return the workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        _write_sheet(book.create_sheet(table.name), table)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def _write_sheet(sheet: Any, table: Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 100
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(value: Cell) -> Any:
        made = WriteOnlyCell(sheet)
        made.alignment = wrapped
        match value:
            case str():
                made.value = _fitting(fit_for_xml(value))
                made.data_type = "s"
                made.quotePrefix = opens_a_formula(value)
            case date() if value.year < _FIRST_YEAR:
                made.value = value.isoformat()
            case _:
                made.value = value
                if isinstance(value, date):
                    made.number_format = "d mmm yyyy"
                elif isinstance(value, time):
                    made.number_format = "hh:mm"
        return made

    headings = [cell(column.heading) for column in table.columns]
    for heading in headings:
        heading.font = bold
    sheet.append(headings)
    for row in table.rows:
        sheet.append([cell(value) for value in row])
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _fitting(text: str) -> str:
    """Return a text that is no longer than a cell may be, and says so where it had to be cut."""
    if len(text.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL:
        return text
    units = text.encode("utf-16-le")[: 2 * (MOST_IN_A_CELL - len(CUT))]
    return units.decode("utf-16-le", "ignore") + CUT
