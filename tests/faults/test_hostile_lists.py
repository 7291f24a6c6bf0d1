"""Lists of cases from strangers: brought in whole or refused in words, soon, in little memory; nothing is written."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from council_lists import HEADINGS, case_rows, csv_bytes, written, xlsx_bytes
from hostile import HOSTILE_TEXTS, assert_readable, damaged, files_in, read_or_refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector_app.errors import FaultyList, InspectorError
from inspector_app.exchange.frame_columns import suggest_columns
from inspector_app.exchange.frame_file import FrameList, kept_rows, preview, read_frame

CSV = csv_bytes(case_rows(12))
XLSX = xlsx_bytes({"Open": [HEADINGS, *case_rows(6)], "Closed": [HEADINGS, *case_rows(3)]})
ROOT = "xl/worksheets/sheet1.xml"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Case ref</t></is></c></row>{}</sheetData></worksheet>'
)
MOST_SECONDS = 60.0

brought = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def all_of(path: Path) -> list[FrameList]:
    """What a person would do with a list: look at it, take the columns that are suggested, bring in every sheet."""
    found = []
    for sheet in preview(path):
        columns = suggest_columns(sheet.headings)
        if "reference" in columns:
            found.append(read_frame(path, sheet.name, columns))
    return found


def read_or_refuse(folder: Path, content: bytes) -> None:
    path = written(folder, "list", content)
    for one in read_or_refused(lambda: all_of(path)) or []:
        assert kept_rows(one.kept) == one.rows
    assert list(files_in(folder)) == ["list"]


def refused(folder: Path, content: bytes) -> InspectorError:
    path = written(folder, "list.xlsx", content)
    started = time.monotonic()
    with pytest.raises(InspectorError) as caught:
        all_of(path)
    assert time.monotonic() - started < MOST_SECONDS
    assert_readable(caught.value)
    return caught.value


@brought
@given(content=st.binary(max_size=300) | damaged(CSV) | damaged(CSV.decode().encode("utf-16")))
def test_damaged_text_is_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    read_or_refuse(tmp_path, content)


@brought
@given(content=damaged(XLSX))
def test_a_damaged_workbook_is_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    read_or_refuse(tmp_path, content)


@brought
@given(part=st.sampled_from(sorted(zipfile.ZipFile(BytesIO(XLSX)).namelist())), data=st.data())
def test_a_workbook_with_a_damaged_part_is_read_or_refused_in_words(
    tmp_path: Path, part: str, data: st.DataObject
) -> None:
    read_or_refuse(tmp_path, with_part(part, data.draw(damaged(part_of(XLSX, part)))))


@brought
@given(cells=st.lists(st.lists(HOSTILE_TEXTS | st.text(max_size=5), max_size=4), max_size=6))
def test_hostile_values_are_read_or_refused_in_words(tmp_path: Path, cells: list[list[str]]) -> None:
    lines = ["Case ref,Team,Status,Type", *(",".join(f'"{cell}"' for cell in row) for row in cells)]
    read_or_refuse(tmp_path, "\r\n".join(lines).encode("utf-8", "replace"))


def part_of(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return archive.read(name)


def with_part(name: str, content: bytes) -> bytes:
    """The workbook with one part replaced."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(XLSX)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for other in archive.namelist():
            out.writestr(other, content if other == name else archive.read(other))
    return held.getvalue()


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR_DOWN = f'<row r="{10**12}"><c><v>1</v></c></row>'
FAR_RIGHT = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 4000))


BOMBS = {
    "unpacked it would have more": lambda: with_part(ROOT, b"<a>" + bytes(201 * 2**20) + b"</a>"),
    "far more in it": lambda: with_part(ROOT, b"<a>" + b"<b/>" * 12_100_000 + b"</a>"),
    "declares a document type": lambda: with_part(ROOT, (BILLION + SHEET.format("&b;")).encode("utf-16")),
    "its XML declares": lambda: with_part("xl/styles.xml", (BILLION + "<a>&b;</a>").encode()),
    "has no sheet": lambda: with_part("xl/workbook.xml", b"<workbook/>"),
    "could not be read as a spreadsheet": lambda: with_part("xl/workbook.xml", b"<a><b>"),
    "larger than a list": lambda: with_part(ROOT, SHEET.format(FAR_DOWN).encode()),
    "is larger than": lambda: with_part(ROOT, SHEET.format(FAR_RIGHT).encode()),
    "more than 500 columns": lambda: csv_bytes([]) + b"x," * 600 + b"\r\n",
}


@pytest.mark.parametrize("words", BOMBS)
def test_a_bomb_is_refused_soon(tmp_path: Path, words: str) -> None:
    assert words in refused(tmp_path, BOMBS[words]()).sentence


def test_a_list_of_one_reference_is_refused_with_so_many_faults_and_no_more(tmp_path: Path) -> None:
    path = written(tmp_path, "list.csv", b"Case ref\n" + b"EX-1\n" * 60_000)
    with pytest.raises(FaultyList) as caught:
        read_frame(path, None, {"reference": "Case ref"})
    assert_readable(caught.value)


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(InspectorError) as caught:
            preview(path)
        assert_readable(caught.value)
