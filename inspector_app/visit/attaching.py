"""What may be attached to a record, and the step that attaches it: kinds told by content, limits, clean names."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from inspector_app.errors import AttachmentRefused
from inspector_app.visit.change import Put, Step
from inspector_app.visit.file_entities import Attachment

MOST_BYTES = 25 * 2**20
"""Bytes of one attachment."""
MOST_IN_A_VISIT = 500 * 2**20
"""Bytes of all attachments of a visit together, also of those removed; one that is attached twice counts once."""
MOST_TEXT = 100_000
"""Characters of an attachment's text that are kept, to find it by."""

_LONGEST_NAME = 120
_LOOKED_AT = 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_PIECE = 1 << 16
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be attached: what it is called, and the endings its name may have, the usual one first.

    `pages`: it can be shown page by page, as a picture.
    """

    media_type: str
    words: str
    endings: tuple[str, ...]
    pages: bool = False


PDF = FileKind("application/pdf", "PDF", (".pdf",), pages=True)
WORD = FileKind(f"{_OFFICE}.wordprocessingml.document", "Word file", (".docx",))
EXCEL = FileKind(f"{_OFFICE}.spreadsheetml.sheet", "Spreadsheet", (".xlsx",))
CSV = FileKind("text/csv", "Table as text", (".csv", ".tsv", ".txt"))
TEXT = FileKind("text/plain", "Text", (".txt", ".text", ".md", ".log", ".csv"))
_PICTURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileKind("image/png", "Picture", (".png",), pages=True)),
    (b"\xff\xd8\xff", FileKind("image/jpeg", "Picture", (".jpg", ".jpeg"), pages=True)),
    (b"GIF8", FileKind("image/gif", "Picture", (".gif",), pages=True)),
    (b"II*\0", FileKind("image/tiff", "Picture", (".tif", ".tiff"), pages=True)),
    (b"MM\0*", FileKind("image/tiff", "Picture", (".tif", ".tiff"), pages=True)),
    (b"BM", FileKind("image/bmp", "Picture", (".bmp",), pages=True)),
)
_WEBP = FileKind("image/webp", "Picture", (".webp",), pages=True)
_KINDS = {kind.media_type: kind for kind in (PDF, WORD, EXCEL, CSV, TEXT, _WEBP, *(each for _, each in _PICTURES))}


def kind_named(media_type: str) -> FileKind:
    """Return the kind of a media type; what came by a visit file may be of one that is not known here."""
    return _KINDS.get(media_type, FileKind(media_type, "File", ("",)))


def kind_of(content: bytes) -> FileKind:
    """Return what a file is by what is in it; its name is not asked. Raises AttachmentRefused."""
    if not content:
        raise AttachmentRefused("The file is empty.", "Attach the one that was meant.")
    if b"%PDF-" in content[:_LOOKED_AT]:
        return PDF
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _WEBP
    for beginning, kind in _PICTURES:
        if content.startswith(beginning):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise AttachmentRefused(
            "This is a Word or Excel file of the old kind, or one with a password.",
            "Save it as .docx, .xlsx or PDF without a password, then attach that.",
        )
    text = text_of(content)
    if text is None:
        raise AttachmentRefused(
            "This is no PDF, picture, spreadsheet, Word or text file.", "Save it as one of these, then attach that."
        )
    return CSV if _is_table(text) else TEXT


def text_of(content: bytes) -> str | None:
    """Return what a text file says, in the usual encodings; None where it is none."""
    for encoding, marks in (("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("utf-8-sig", (b"",)), ("cp1252", (b"",))):
        if content.startswith(marks):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if _has_controls(text) else text
    return None


def clean_name(name: str, kind: FileKind) -> str:
    """Return the name under which a file is kept: no folders, nothing unseen, and an ending that says what it is."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    seen = "".join(character for character in last if unicodedata.category(character) not in _UNSEEN)
    plain = " ".join(_NOT_IN_NAMES.sub("_", seen).split()).strip(". ")
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    ending = PurePosixPath(plain).suffix
    if ending.lower() in kind.endings:
        return plain[: -len(ending)][: _LONGEST_NAME - len(ending)] + ending if ending else plain[:_LONGEST_NAME]
    usual = kind.endings[0]
    return f"{(plain or 'attachment')[: _LONGEST_NAME - len(usual)]}{usual}"


def refuse_too_much(
    size: int, digest: str, record: str, attached: Collection[Attachment], held: Mapping[str, int]
) -> None:
    """Raise AttachmentRefused where a file of so many bytes is more than may be attached beside what is there.

    `held`: the bytes of each file that stands or was removed; that one stays too, for it can be brought back.
    """
    refuse_too_large(size)
    if any(each.sha256 == digest and each.record == record for each in attached):
        raise AttachmentRefused("This file is attached here already.", "Open it from the list of attachments.")
    room = MOST_IN_A_VISIT - sum(held.values())
    if size > room and digest not in held:
        left = size_words(room) if room > 0 else "none"
        raise AttachmentRefused(
            f"A visit holds {size_words(MOST_IN_A_VISIT)} of attachments, removed ones too; there is room for {left}.",
            "Attach the pages that matter, or a smaller copy.",
        )


def refuse_too_large(size: int) -> None:
    """Raise AttachmentRefused where a file of so many bytes is too large by itself."""
    if size > MOST_BYTES:
        raise AttachmentRefused(
            f"The file has {size_words(size)}; {size_words(MOST_BYTES)} is the most that one attachment may have.",
            "Attach the pages that matter, or a smaller copy.",
        )


def attach(attachment: Attachment, text: str) -> Step:
    """Attach a file that is kept already (`OpenVisit.keep_file`), with the words by which it is found."""
    values = {
        "record": attachment.record,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "order": attachment.order,
    }
    words = Put("attachment_text", attachment.id, {"text": text[:MOST_TEXT]})
    return Step("attach a file", (Put("attachment", attachment.id, values), words))


def size_words(size: int) -> str:
    """Return a number of bytes as it is read: "1.4 MB"."""
    if size < 2**20:
        return f"{max(1, round(size / 1024))} kB"
    megabytes = size / 2**20
    return f"{megabytes:.0f} MB" if megabytes >= 10 and megabytes == round(megabytes) else f"{megabytes:.1f} MB"


def _has_controls(text: str) -> bool:
    """Say whether there are characters that no text has; in pieces, so that other threads have their turn."""
    return any(_CONTROLS.search(text, start, start + _PIECE) for start in range(0, len(text), _PIECE))


def _office_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as held:
            names = set(held.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        raise AttachmentRefused("The file is broken: it cannot be unpacked.", "Ask for another copy.") from error
    for part, kind in (("word/document.xml", WORD), ("xl/workbook.xml", EXCEL)):
        if part in names:
            return kind
    raise AttachmentRefused(
        "This is a packed file, not a Word file or spreadsheet.", "Unpack it, and attach what is in it one by one."
    )


def _is_table(text: str) -> bool:
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    return len(lines) > 1 and any(_alike(line.count(separator) for line in lines) for separator in ",;\t|")


def _alike(counts: Iterable[int]) -> bool:
    found = set(counts)
    return len(found) == 1 and found != {0}
