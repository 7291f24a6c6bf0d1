"""The words of an attached file, by which it is found: PDF, Word, spreadsheet, text. No more than so many characters.

It runs in the process that reads strangers' files (`apart.py`).
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, cast
from xml.etree import ElementTree

from inspector_app.visit.attaching import CSV, EXCEL, MOST_TEXT, PDF, TEXT, WORD, text_of

SECONDS = 10.0
"""After so long no further page is read; what was found by then is kept."""
_LARGEST_PART = 200 * 2**20
"""Bytes of one unpacked part of a Word file or spreadsheet that are read at most."""
_READ_AT_ONCE = 1 << 16
_BREAKS = frozenset({"p", "br", "tab", "tr", "row", "si", "is", "v"})


def attachment_text(content: bytes, media_type: str) -> str:
    """Return the words of a file of this media type, empty for one that has none. Broken files raise anything."""
    read = _READERS.get(media_type)
    if read is None:
        return ""
    end = time.monotonic() + SECONDS
    found: list[str] = []
    length = 0
    for part in read(content):
        found.append(part)
        length += len(part)
        if length > MOST_TEXT or time.monotonic() > end:
            break
    words = "".join(found).replace("\0", " ")
    return words.encode("utf-8", "replace").decode()[:MOST_TEXT]


def _pdf(content: bytes) -> Iterator[str]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    for page in document:
        text = page.get_textpage()
        yield f"{text.get_text_bounded()}\n"
        text.close()
        page.close()


def _word(content: bytes) -> Iterator[str]:
    yield from _packed(content, lambda name: name == "word/document.xml")


def _excel(content: bytes) -> Iterator[str]:
    yield from _packed(content, lambda name: name == "xl/sharedStrings.xml")
    yield from _packed(content, lambda name: name.startswith("xl/worksheets/"), only="is")


def _packed(content: bytes, wanted: Callable[[str], bool], only: str = "") -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as held:
        for name in filter(wanted, held.namelist()):
            with held.open(name) as part:
                yield from _words_of_xml(part, only)


def _words_of_xml(part: IO[bytes], only: str) -> Iterator[str]:
    """The texts (`t`) of a part as they stand, within elements called `only` where that is given."""
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(("start", "end"))
    within, read = 0, 0
    while (piece := part.read(_READ_AT_ONCE)) and read < _LARGEST_PART:
        read += len(piece)
        parser.feed(piece)
        for event, element in cast("Iterator[tuple[str, ElementTree.Element]]", parser.read_events()):
            name = element.tag.rpartition("}")[2]
            if name == only:
                within += 1 if event == "start" else -1
            if event == "end":
                if name == "t" and element.text and (within or not only):
                    yield element.text
                if name in _BREAKS:
                    yield "\n"
                element.clear()


def _plain(content: bytes) -> Iterator[str]:
    yield text_of(content) or ""


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    PDF.media_type: _pdf,
    WORD.media_type: _word,
    EXCEL.media_type: _excel,
    CSV.media_type: _plain,
    TEXT.media_type: _plain,
}
