"""Tables as CSV files that spreadsheet programs open by a double click, in one zip archive."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO

from inspector_app.exchange.table import Cell, Table, opens_a_formula, visible


def tables_zip(tables: Sequence[Table], made_at: datetime) -> bytes:
    """Return the archive: "evidence.csv" and so on, each as `table_csv` has it."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            part = zipfile.ZipInfo(f"{table.name.lower()}.csv", made_at.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, table_csv(table))
    return whole.getvalue()


def table_csv(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, by which Excel knows it, and days as 2010-06-08.

    A text that a spreadsheet program could take for a formula has an apostrophe before it, and none has characters that
    cannot be seen.
    """
    lines = StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([_text(column.heading) for column in table.columns])
    writer.writerows([_text(value) for value in row] for row in table.rows)
    return lines.getvalue().encode("utf-8-sig", "replace")


def _text(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{visible(value)}" if opens_a_formula(value) else visible(value)
        case time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
    return str(value)
