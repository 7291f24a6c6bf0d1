"""Notes from elsewhere come in with paragraphs, lists, tables and accents as they were; a faulty file is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_docx import docx, paragraph, table

from inspector_app.errors import InspectorError
from inspector_app.exchange.text_import import LARGEST_XML, read_notes_file, text_of_docx
from inspector_app.exchange.text_of_html import text_of_html

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal>The caf&eacute; at the
 <b>front&nbsp;door</b>.</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>Late</p>
<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>o<span>&nbsp;</span>
</span></span><![endif]>by a week</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Second</p>
<table><tr><td><p>Case</p></td><td><p>Seen</p><p>alone</p></td></tr>
<tr><td>EX-014</td><td>no</td></tr></table><!--EndFragment--></body></html>"""


def test_a_word_file_keeps_paragraphs_lists_tables_and_accents(tmp_path: Path) -> None:
    file = tmp_path / "notes.docx"
    file.write_bytes(
        docx(
            paragraph("Duty desk, first morning."),
            paragraph(""),
            paragraph("Siân said: “naïve”.\nNext line of it."),
            paragraph("thresholds unclear", numbering=1),
            paragraph("to schools", numbering=1, level=1),
            paragraph("no step-down", numbering=1),
            paragraph("read six files", numbering=2),
            paragraph("two were late", numbering=2),
            table(("Case", "Days"), ("EX-014", "12")),
            paragraph("Łódź, 😀, Ffïon."),
        )
    )
    assert read_notes_file(file).splitlines() == [
        "Duty desk, first morning.",
        "",
        "Siân said: “naïve”.",
        "Next line of it.",
        "- thresholds unclear",
        "  - to schools",
        "- no step-down",
        "1. read six files",
        "2. two were late",
        "Case | Days",
        "EX-014 | 12",
        "Łódź, 😀, Ffïon.",
    ]


def test_words_pasted_from_a_word_processor_keep_their_lists_and_tables() -> None:
    assert text_of_html(FROM_WORD).splitlines() == [
        "The café at the front door.",
        "",
        "- Late",
        "  - by a week",
        "2. Second",
        "Case | Seen / alone",
        "EX-014 | no",
    ]


def test_a_web_page_is_read_as_it_is_seen() -> None:
    html = (
        "<title>no</title><script>no()</script><h2>Thresholds</h2><p>one<br>two</p><ol start=3><li>three<ul>"
        "<li>inner</li></ul></li><li><p>four</p><p>more of it</p></li></ol><pre>  as\n    is</pre>"
    )
    assert text_of_html(html).splitlines() == [
        "Thresholds",
        "one",
        "two",
        "3. three",
        "  - inner",
        "4. four",
        "  more of it",
        "  as",
        "    is",
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Siân\r\n- caf\u00e9\r\n".encode(), "Siân\n- café"),
        ("\ufeffSiân".encode(), "Siân"),
        ("Siân – “so”".encode("cp1252"), "Siân – “so”"),
        ("Siân".encode("utf-16"), "Siân"),
        (b"one\x0b\x07two\n\n", "one\ntwo"),
    ],
)
def test_plain_text_is_read_in_the_encodings_that_there_are(tmp_path: Path, content: bytes, text: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    assert read_notes_file(file) == text


def test_markdown_becomes_what_notes_have(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("## Duty desk\n\n* one\n  + two\n- three\n1. four\n\n5 * 6 is *thirty*\n")
    assert read_notes_file(file) == "Duty desk\n\n- one\n  - two\n- three\n1. four\n\n5 * 6 is *thirty*"


def test_an_html_file_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    file = tmp_path / "notes.html"
    file.write_bytes("<meta charset='windows-1252'><p>Siân</p><ul><li>Zoë</ul>".encode("cp1252"))
    assert read_notes_file(file) == "Siân\n- Zoë"


@pytest.mark.parametrize("name", ["old.doc", "picture.png", "notes"])
def test_other_kinds_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InspectorError, match="are brought in from"):
        read_notes_file(tmp_path / name)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def _bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (LARGEST_XML + 1))
    return made.getvalue()


def _cut() -> bytes:
    whole = docx(paragraph("words"))
    return whole[: len(whole) // 2]


def _broken_inside() -> bytes:
    """A Word file whose main part cannot be unpacked."""
    content = bytearray(docx(paragraph("words " * 200)))
    begins = content.index(b"word/document.xml") + len("word/document.xml")
    content[begins : begins + 20] = b"\xff" * 20
    return bytes(content)


def _in_utf_16() -> bytes:
    """A Word file with entities of its own, which UTF-16 hides."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(paragraph("&b;")))) as sound, zipfile.ZipFile(made, "w") as packed:
        for part in sound.namelist():
            packed.writestr(part, sound.read(part))
        packed.writestr("word/comments.xml", (ENTITIES + "<c>&b;</c>").encode("utf-16"))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        _cut(),
        _bomb(),
        docx(paragraph("&b;"), prolog=ENTITIES),
        docx("<w:p><w:r>"),
        _broken_inside(),
        _in_utf_16(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_a_hostile_or_broken_word_file_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(InspectorError) as refused:
        text_of_docx(content, "notes.docx")
    assert "notes.docx" in refused.value.sentence
    assert refused.value.next_step


def test_a_binary_file_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"\x89PNG\r\n\x00\x00")
    with pytest.raises(InspectorError, match="no text"):
        read_notes_file(tmp_path / "notes.txt")


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="<>/ab lipotrdhbn=\"'&;!-[]\n", max_size=120))
def test_no_piece_of_html_trips_the_reader(html: str) -> None:
    assert isinstance(text_of_html(html), str)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<![foo bar]>two", "onetwo"),
        ("<p>one</p><![CDATA[x]]>", "one"),
        ("<p>one</p>two<![ x", "one\ntwo<![ x"),
        ("<p>one</p>two <!-- x", "one\ntwo <!-- x"),
        ("a &lt; b &eacute", "a < b é"),
    ],
)
def test_broken_html_keeps_its_words(html: str, text: str) -> None:
    assert text_of_html(html) == text


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<!", "<![", "</", "<?", "&"])
def test_tags_that_never_end_take_no_longer_than_words(piece: str) -> None:
    begun = process_time()
    text_of_html(piece * (200_000 // len(piece)))
    assert process_time() - begun < 2


def test_html_that_takes_the_square_of_its_length_is_given_up(tmp_path: Path) -> None:
    tangled = "<!--a>" * 40_000
    begun = process_time()
    with pytest.raises(InspectorError):
        text_of_html(tangled, 0.1)
    assert process_time() - begun < 2
    (tmp_path / "page.html").write_text("<p>" * 1_100_000)
    with pytest.raises(InspectorError, match="too long"):
        read_notes_file(tmp_path / "page.html")
