"""The words of a piece of HTML as plain text: paragraphs and line breaks, lists as "- " and "1. ", tables as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from time import monotonic

from inspector_app.errors import InspectorError

PATIENCE = 5.0
"""Seconds after which HTML is given up, where nobody waits for it; sound HTML of a million characters takes one."""

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "summary",
        "details",
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"head", "script", "style", "template", "title", "noscript", "object", "svg", "select"})
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_NUMBER = re.compile(r"\(?(\d{1,4}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
_MSO_LEVEL = re.compile(r"mso-list:[^;]*level(\d)", re.IGNORECASE)
_MSO_LABEL = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_INDENT = "  "


def text_of_html(html: str, patience: float = PATIENCE) -> str:
    """Return the text of some HTML, as from the clipboard or a web page; what cannot be made out is left out.

    A paragraph is a line, a heading has an empty line before it, an item of a list begins with "- " or its number,
    two blanks further in for each level; a row of a table is a line with " | " between its cells.
    Raises InspectorError after so many seconds of `patience`: there is HTML that takes the square of its length.
    """
    after_tags = html.rfind(">") + 1
    reader = _Reader(monotonic() + patience)
    reader.feed(html[:after_tags])
    reader.close()
    reader.handle_data(unescape(html[after_tags:]))
    return reader.text()


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, or None where items have bullets."""

    number: int | None


@dataclass(slots=True)
class _Table:
    """A table that is open: the cells of its row so far."""

    cells: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Writes lines; inside a table's cell it writes the cell instead."""

    def __init__(self, until: float) -> None:
        super().__init__(convert_charrefs=True)
        self._until = until
        self._lines: list[str] = []
        self._line = ""
        self._label = ""
        self._beside = ""
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._held: list[list[str]] = []
        self._unseen = 0
        self._as_is = 0
        self._mso_label: int | None = None
        self._spans = 0

    def text(self) -> str:
        """Return what was read."""
        self._end_line()
        text = "\n".join(line.rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an opening tag."""
        style = next((value or "" for name, value in attrs if name == "style"), "")
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._break()
        elif tag == "span":
            self._begin_span(style)
        elif tag in ("ul", "ol"):
            self._end_line()
            self._lists.append(_List(_start_of(attrs) if tag == "ol" else None))
        elif tag == "li":
            self._end_line()
            self._begin_item()
        elif tag == "table":
            self._end_line()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].cells = []
        elif tag in ("td", "th") and self._tables:
            self._held.append(self._lines)
            self._lines = []
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._begin_block(tag, style)

    def handle_endtag(self, tag: str) -> None:
        """Take a closing tag."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "span":
            self._end_span()
        elif tag in ("ul", "ol"):
            self._end_line()
            if self._lists:
                self._lists.pop()
        elif tag == "li":
            self._end_line()
            self._label = self._beside = ""
        elif tag in ("td", "th") and self._tables and self._held:
            self._end_cell()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self._unseen:
            return
        if self._mso_label is not None:
            self._label += data.strip()
            return
        if self._as_is:
            first, *rest = data.split("\n")
            self._line += first
            for line in rest:
                self._end_line(even_empty=True)
                self._line = line
            return
        words = _BLANKS.sub(" ", data)
        self._line += words.lstrip(" ") if not self._line or self._line.endswith(" ") else words

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - so the library calls it
        """Pass by what Word puts between lists, "<![if !supportLists]>", and whatever else begins so.

        The library fails where it does not know the word; browsers pass all of it by (HTML standard, 13.2.5.42).
        """
        return self.rawdata.find(">", i) + 1 or -1

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - so the library calls it
        """Go on to the next piece of the HTML, as long as there is patience; nobody asks in which line it stands."""
        if monotonic() > self._until:
            raise InspectorError(
                "This HTML is not read: its tags are broken.", "Copy its words, and paste them as plain text."
            )
        return j

    def _begin_block(self, tag: str, style: str) -> None:
        self._end_line()
        if tag in _HEADINGS and self._lines and self._lines[-1]:
            self._lines.append("")
        level = _MSO_LEVEL.search(style)
        if level is not None:
            self._beside = _INDENT * (int(level[1]) - 1)
        self._as_is += tag == "pre"

    def _end_block(self, tag: str) -> None:
        if self._beside and not self._lists:
            self._label = _mso_item(self._beside, self._label)
            self._beside = ""
        elif self._label and not self._lists and not self._held:
            self._label = _mso_item("", self._label)
        self._end_line(even_empty=tag == "p" and not self._line.strip() and not self._lists and not self._held)
        self._as_is = max(0, self._as_is - (tag == "pre"))

    def _begin_span(self, style: str) -> None:
        self._spans += 1
        if self._mso_label is None and _MSO_LABEL.search(style):
            self._mso_label = self._spans
            self._label = ""

    def _end_span(self) -> None:
        if self._mso_label == self._spans:
            self._mso_label = None
        self._spans = max(0, self._spans - 1)

    def _begin_item(self) -> None:
        inner = self._lists[-1] if self._lists else _List(None)
        self._beside = _INDENT * max(0, len(self._lists) - 1)
        if inner.number is None:
            self._label = f"{self._beside}- "
        else:
            self._label = f"{self._beside}{inner.number}. "
            inner.number += 1

    def _end_cell(self) -> None:
        self._end_line()
        cell = " / ".join(line.strip() for line in self._lines if line.strip())
        self._lines = self._held.pop()
        self._tables[-1].cells.append(cell)

    def _end_row(self) -> None:
        cells = self._tables[-1].cells
        if any(cells):
            self._lines.append(" | ".join(cells))
        self._tables[-1].cells = []

    def _break(self) -> None:
        self._end_line(even_empty=True)

    def _end_line(self, *, even_empty: bool = False) -> None:
        words = self._line if self._as_is else self._line.strip()
        self._line = ""
        if words.strip():
            lead = self._label or (f"{self._beside}{_INDENT}" if self._lists else "")
            self._lines.append(f"{lead}{words}")
            self._label = ""
        elif even_empty:
            self._lines.append("")


def _start_of(attrs: list[tuple[str, str | None]]) -> int:
    given = next((value or "" for name, value in attrs if name == "start"), "")
    return int(given) if given.isdecimal() and len(given) < 6 else 1


def _mso_item(beside: str, label: str) -> str:
    """Return how an item of Word's begins, by the bullet or number that Word writes as words before it."""
    if _NUMBER.fullmatch(label):
        return f"{beside}{label} "
    return f"{beside}- "
