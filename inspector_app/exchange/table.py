"""A table as it leaves for another program: columns with their headings, and rows of plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

Cell = str | int | date | time | None
"""None: not recorded."""

NARROW, USUAL, WIDE = 12, 20, 60
"""Widths of columns, in characters."""

APOSTROPHE = "An apostrophe was put before a text that a spreadsheet program could take for a formula."
"""What is told of `opens_a_formula` in CSV files."""

_OPENS_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and its width in characters."""

    heading: str
    width: int = USUAL


@dataclass(frozen=True, slots=True)
class Table:
    """One table; each row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def listed(words: Iterable[str]) -> str:
    """Return several things in one cell: "Supervision; Workforce"."""
    return "; ".join(each for each in words if each)


def yes_no(answer: bool | None) -> str | None:
    """Return "yes" or "no", None for what was not recorded."""
    return None if answer is None else "yes" if answer else "no"


def opens_a_formula(text: str) -> bool:
    """Say whether a spreadsheet program could take a text for a formula (OWASP, "CSV Injection")."""
    return _OPENS_A_FORMULA.match(visible(text)) is not None


def visible(text: str) -> str:
    """Return a text without control characters but tab and line breaks, and without invisible ones (Unicode Cc, Cf):
    programs pass them over, or let them change what a reader sees."""
    return "".join(each for each in text if each in "\t\n\r" or unicodedata.category(each) not in ("Cc", "Cf"))


def fit_for_xml(text: str) -> str:
    """Return a text with each character that XML 1.0 cannot hold replaced by one that says so (U+FFFD), none moved."""
    return _NO_XML.sub("\ufffd", text)
