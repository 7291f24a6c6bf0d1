"""What may be attached: told by content, named safely, held to limits; words and pages read apart from the program."""

from __future__ import annotations

import time
import unicodedata

import pytest
from attachments_made import HOSTILE, excel, packed, pdf, picture, word
from hypothesis import given, settings
from hypothesis import strategies as some

from inspector_app.errors import AttachmentRefused, AttachmentUnreadable
from inspector_app.exchange.apart import PATIENCE, ReadApart
from inspector_app.visit.attaching import (
    MOST_BYTES,
    MOST_IN_A_VISIT,
    MOST_TEXT,
    PDF,
    TEXT,
    clean_name,
    kind_of,
    refuse_too_much,
)
from inspector_app.visit.file_entities import Attachment


def test_a_kind_is_told_by_what_is_in_a_file() -> None:
    found = {
        "PDF": pdf("a"),
        "Word file": word("a"),
        "Spreadsheet": excel("a"),
        "Table as text": b"ref;team\r\nEX-1;North\r\nEX-2;South\r\n",
        "Text": "Siân said: no.".encode("cp1252"),
    }
    assert {words: kind_of(content).words for words, content in found.items()} == {words: words for words in found}
    pictures = ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"]
    assert [kind_of(picture(kind=kind)).media_type for kind in pictures] == [
        f"image/{kind.lower()}" for kind in pictures
    ]
    for refused in (b"", b"MZ\x90\0program", packed(), b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken", b"\x7fELF\0"):
        with pytest.raises(AttachmentRefused):
            kind_of(refused)


@settings(max_examples=100)
@given(name=some.text(max_size=200))
def test_a_name_leads_nowhere_and_hides_nothing(name: str) -> None:
    clean = clean_name(name, PDF)
    assert clean.lower().endswith(".pdf") and len(clean) <= 120
    assert not set(clean) & set('/\\:*?"<>|') and not clean.startswith((".", " "))
    assert all(unicodedata.category(character)[0] != "C" for character in clean)


def test_names_of_ordinary_files_stay_and_tricks_do_not() -> None:
    assert clean_name("Supervision policy (2010).PDF", PDF) == "Supervision policy (2010).PDF"
    assert clean_name("../../etc/passwd", TEXT) == "passwd.txt"
    assert clean_name("C:\\notes\\policy\u202efdp.exe", PDF) == "policyfdp.exe.pdf"
    assert clean_name("con.txt", TEXT) == "_con.txt"


def test_more_than_may_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(AttachmentRefused, match="25 MB"):
        refuse_too_much(MOST_BYTES + 1, "new", "r", (), {})
    attached = [Attachment(id="a", record="r", name="a", media_type="", size=5, sha256="held")]
    nearly = {"held": 5, "removed": MOST_IN_A_VISIT - 15}
    refuse_too_much(10, "new", "r", attached, nearly)
    with pytest.raises(AttachmentRefused, match="500 MB"):
        refuse_too_much(11, "new", "r", attached, nearly)
    with pytest.raises(AttachmentRefused, match="room for none"):
        refuse_too_much(11, "new", "r", attached, {**nearly, "more": 10})
    for digest in ("held", "removed"):
        refuse_too_much(MOST_BYTES, digest, "another record", attached, nearly)
    with pytest.raises(AttachmentRefused, match="already"):
        refuse_too_much(5, "held", "r", attached, nearly)


def words_of(content: bytes) -> str:
    with ReadApart(content, kind_of(content).media_type) as apart:
        return apart.text()


def test_words_are_read_from_each_kind_and_not_without_end() -> None:
    assert words_of(pdf("Supervision", "Reflection")).split() == ["Supervision", "Reflection"]
    assert words_of(word("Siân agreed.", "Łukasz did not.")) == "Siân agreed.\nŁukasz did not.\n"
    assert words_of(excel("North team", "EX-014")).split("\n")[:2] == ["North team", "EX-014"]
    assert "written in the cell" in words_of(excel())
    assert words_of("a;b\nc;d".encode("utf-16")) == "a;b\nc;d"
    assert len(words_of(b"word " * 100_000)) == MOST_TEXT


def test_pages_and_pictures_are_drawn_no_larger_than_may_be() -> None:
    with ReadApart(pdf("one", "two", "three"), "application/pdf") as apart:
        sizes = apart.sizes()
        page = apart.page(1, 0.5)
        huge = apart.page(2, 500.0)
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 842)] * 3
    assert (page.width, page.height) == (298, 421) and len(page.rgb) == 3 * 298 * 421
    assert page.rgb != b"\xff" * len(page.rgb)
    assert huge.width * huge.height < 13_000_000
    with ReadApart(picture(96, 48, "JPEG"), "image/jpeg") as apart:
        assert apart.sizes() == ((72, 36),)
        drawn = apart.page(0, 2.0)
    assert (drawn.width, drawn.height) == (144, 72) and drawn.rgb[0] > 240 and drawn.rgb[1] < 16


BOUNDED = {"a PDF whose pages go round", "a page as large as a country", "a Word file that unpacks to much"}
"""What may as well be read, as long as that is held to limits."""


@pytest.mark.parametrize("what", HOSTILE)
def test_what_a_stranger_has_made_is_a_sentence_and_nothing_worse(what: str) -> None:
    content = HOSTILE[what]()
    kind = kind_of(content)
    began = time.monotonic()
    with ReadApart(content, kind.media_type) as apart:
        try:
            if kind.pages:
                for number, _size in enumerate(apart.sizes()[:2]):
                    apart.page(number, 1.0)
            else:
                assert len(apart.text()) <= MOST_TEXT
        except AttachmentUnreadable as error:
            assert error.next_step
        else:
            assert what in BOUNDED
    assert time.monotonic() - began < 3 * PATIENCE + 5, "it is given up, whatever it is"
