"""Reads the council's list from CSV, in the encodings and with the delimiters that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from inspector_app.errors import InspectorError

_DELIMITERS = ",;\t|"
_SAMPLE = 20
"""Rows by which the delimiter is recognised."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def csv_rows(content: bytes, name: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, empty ones among them. Raises InspectorError where it is none.

    The encoding is told by a byte order mark; without one it is UTF-8, UTF-16 where every other byte is empty, and
    else Windows-1252, which Excel writes in this country. The delimiter is comma, semicolon, tab or vertical bar:
    the one named by a first line `sep=;`, else the one that gives most rows the same number of columns.
    """
    text = _decoded(content, name)
    if text[:4].casefold() == "sep=" and text[4:5] in _DELIMITERS and text[5:6] in ("\r", "\n"):
        yield from _parsed(text[5:].removeprefix("\r").removeprefix("\n"), text[4], name)
        return
    yield from _parsed(text, _delimiter(text), name)


def _decoded(content: bytes, name: str) -> str:
    bom = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), None)
    tries = [bom] if bom else [*_wide_encoding(content), "utf-8", "windows-1252"]
    for encoding in tries:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InspectorError(
        f"{name} is no text that could be read as a list.",
        "Save it as CSV (UTF-8) or .xlsx in the spreadsheet program, and bring that in.",
    )


def _wide_encoding(content: bytes) -> list[str]:
    """UTF-16 without its mark: text of this country then has an empty byte at every other place."""
    start = content[:1000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start):
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _delimiter(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the same number of columns, where it is more than one; and how many columns."""
    widths: Counter[int] = Counter()
    try:
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE):
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(0, 0))
    return (count, width) if width > 1 else (0, 0)


def _parsed(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise InspectorError(
                f"{name} is not read: the quotation marks in line {reader.line_num} do not pair.",
                "Save it anew as CSV, or as .xlsx, in the spreadsheet program.",
            ) from None
        if row is None:
            return
        yield row
