"""Notes from elsewhere as plain text: Word, plain text, Markdown, web pages; paragraphs, lists and accents intact."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError
from zlib import error as ZlibError

from inspector_app.errors import InspectorError
from inspector_app.exchange.foreign_file import read_foreign_file
from inspector_app.exchange.office_file import check_office_file
from inspector_app.exchange.text_of_html import text_of_html

KINDS = "Notes (*.docx *.txt *.md *.html *.htm)"
"""The kinds of file that are read, as a filter of Qt's."""
LARGEST_FILE = 25 * 2**20
LARGEST_XML = 32 * 2**20
"""More bytes than the parts of a Word file of 100,000 words have when they are unpacked."""
LARGEST_PAGE = 3_000_000
"""Characters of the longest web page that is read."""
_TRIPPED = (
    ExpatError, LookupError, AttributeError, ValueError, TypeError, RecursionError, OSError, EOFError,
    zipfile.BadZipFile, ZlibError,
)  # fmt: skip
"""What reading a stranger's Word file trips over where its parts are not as they should be."""
_BULLET = re.compile(r"^([ \t]*)[*+•‣▪–][ \t]+", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_CHARSET = re.compile(rb"<meta[^>]{0,100}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")


def read_notes_file(path: Path) -> str:
    """Return the text of a file of notes, by its ending: .docx, .txt, .md, .html.

    Raises InspectorError where it cannot be read, is of another kind, is too large, or is not what its name says.
    """
    kind = path.suffix.lower()
    if kind not in (".docx", ".txt", ".md", ".markdown", ".html", ".htm"):
        raise InspectorError(
            f"{path.name} is not read: notes are brought in from .docx, .txt, .md and .html files.",
            "Save it as one of these in the program that made it, or copy its words and paste them.",
        )
    content = read_foreign_file(path, LARGEST_FILE)
    if kind == ".docx":
        return text_of_docx(content, path.name)
    text = _decoded(content, path.name)
    if kind in (".html", ".htm"):
        if len(text) > LARGEST_PAGE:
            raise InspectorError(f"{path.name} is not read: it is too long a web page.", "Save its words as .txt.")
        return plain(text_of_html(text))
    return plain(text_of_markdown(text) if kind in (".md", ".markdown") else text)


def text_of_docx(content: bytes, name: str) -> str:
    """Return the text of a Word file. Raises InspectorError where it is none, or none that should be unpacked."""
    _refuse_bomb(content, name)
    import mammoth

    try:
        made = mammoth.convert_to_html(
            BytesIO(content), convert_image=lambda _image: [], ignore_empty_paragraphs=False, id_prefix=""
        )
    except _TRIPPED as error:
        raise InspectorError(
            f"{name} cannot be read as a Word file ({type(error).__name__}).",
            "Open it in Word and save it anew as .docx, or copy its words and paste them.",
        ) from None
    return plain(text_of_html(made.value))


def text_of_markdown(text: str) -> str:
    """Return Markdown as notes have it: bullets are "- ", headings lines; all else stays as it was written."""
    return _HEADING.sub(r"\1", _BULLET.sub(r"\1- ", text))


def plain(text: str) -> str:
    """Return a text with line feeds only, without control characters, and without empty lines at its ends."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text)).replace("\xa0", " ").strip("\n")


def _refuse_bomb(content: bytes, name: str) -> None:
    """Refuse what is no sound zip, unpacks to far more than words need, or declares entities of its own."""
    check_office_file(content, name)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [part for part in packed.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > LARGEST_XML:
        raise InspectorError(f"{name} is not read: it unpacks to more than notes have.", "Save its words as .txt.")


def _decoded(content: bytes, name: str) -> str:
    """Return text in the encodings that Windows and the web write; the web's own word for it comes first."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        said = _CHARSET.search(content[:4096])
        encodings = ([said[1].decode("ascii", "ignore")] if said else []) + ["utf-8-sig", "cp1252", "latin-1"]
    if encodings != ["utf-16"] and b"\x00" in content:
        raise InspectorError(f"{name} is no text.", "Look whether it is the right file.")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise InspectorError(f"{name} cannot be read as text.", "Save it anew as plain text (UTF-8).")
