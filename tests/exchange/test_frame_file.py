"""The council's list: read from what spreadsheets write, kept without personal columns, refused by row where faulty."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from council_lists import HEADINGS, case_rows, csv_bytes, written, xlsx_bytes
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.errors import FaultyList, InspectorError
from inspector_app.exchange.frame_columns import identifies, looks_personal, suggest_columns
from inspector_app.exchange.frame_file import FrameList, kept_bytes, kept_rows, preview, read_frame
from inspector_app.exchange.frame_xlsx import MOST_SHEET_ROWS
from inspector_app.visit.sampling import FrameRow

COLUMNS = {"reference": "Case ref", "team": "Team", "status": "Status", "pathway": "Case type"}


def read(path: Path, sheet: str | None = None, columns: dict[str, str] | None = None) -> FrameList:
    return read_frame(path, sheet, columns or COLUMNS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_every_usual_encoding_and_delimiter_gives_the_same_list(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [*case_rows(30), ("EX-é", "x", "", "Équipe, “A”; B", "Open", "a|b", "", "")]
    found = read(written(tmp_path, "list.csv", csv_bytes(rows, delimiter=delimiter, encoding=encoding)))
    assert found.rows[-1].values == {"reference": "EX-é", "team": "Équipe, “A”; B", "status": "Open", "pathway": "a|b"}
    plain = read(written(tmp_path, "plain.csv", csv_bytes(rows)))
    assert (found.sha256, found.rows) == (plain.sha256, plain.rows)


def test_a_line_that_names_the_delimiter_is_none_of_the_list(tmp_path: Path) -> None:
    content = b"sep=;\r\n" + csv_bytes(case_rows(3), delimiter=";")
    assert [row.reference for row in read(written(tmp_path, "l.csv", content)).rows] == [
        "EX-00001",
        "EX-00002",
        "EX-00003",
    ]


def test_csv_and_xlsx_of_the_same_list_are_kept_alike_and_without_what_is_personal(tmp_path: Path) -> None:
    rows = case_rows(50)
    one = read(written(tmp_path, "list.csv", csv_bytes(rows)))
    book = xlsx_bytes({"Notes": [["Made by the data team"]], "Open": [["Open cases, June"], [], HEADINGS, *rows]})
    path = written(tmp_path, "list.xlsx", book)
    two = read(path, "Open")
    assert one.sha256 == two.sha256 == sha256(two.kept).hexdigest()
    assert two.file_sha256 == sha256(book).hexdigest() != one.file_sha256
    assert kept_rows(two.kept) == one.rows
    assert not [word for word in (b"Surname", b"2005", b"Worker", b"Unsaid") if word in two.kept]
    notes, cases = preview(path)
    assert (notes.name, cases.name, cases.headings) == ("Notes", "Open", HEADINGS)
    assert cases.first_rows[0] == ("EX-00001", "", "", "North", "Closed", "Initial assessment", "Unsaid", "")


def test_cells_of_a_workbook_are_read_as_they_are_shown(tmp_path: Path) -> None:
    heads = ["Ref", "Team", "Opened", "Hours", "Seen"]
    rows = [[1204.0, "Duty", datetime(2010, 6, 8), 1.5, True], [17, None, date(2010, 6, 9), "=1+1", False]]
    path = written(tmp_path, "l.xlsx", xlsx_bytes({"S": [heads, *rows]}))
    first, second = read(path, "S", {"reference": "Ref", **{name: name for name in heads[1:]}}).rows
    assert first.values == {"reference": "1204", "Team": "Duty", "Opened": "2010-06-08", "Hours": "1.5", "Seen": "TRUE"}
    # A formula that no spreadsheet has calculated has no value; it is not calculated here.
    assert second.values == {"reference": "17", "Team": "", "Opened": "2010-06-09", "Hours": "", "Seen": "FALSE"}


def test_empty_rows_keep_their_place_and_values_are_made_of_one_line(tmp_path: Path) -> None:
    content = b'Ref,Team\r\nEX-1,Duty\r\n\r\n , \r\n"EX-\xc2\xa02\n b",\xe2\x80\x8bNo\xcc\x88rth\x07\r\n,\r\n'
    found = read(written(tmp_path, "l.csv", content), columns={"reference": "Ref", "team": "Team"})
    assert [(row.position, row.reference, row.values["team"]) for row in found.rows] == [
        (1, "EX-1", "Duty"),
        (4, "EX- 2 b", "Nörth"),
    ]
    assert kept_rows(found.kept) == found.rows
    assert found.kept == "reference\tteam\nEX-1\tDuty\n\n\nEX- 2 b\tNörth\n".encode()


def test_faults_are_named_by_the_row_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    lines = ["A title", "Ref,Team,Status", "EX-1,Duty,Open", ",Duty,Open", "EX-2,Duty,Open", "EX-1,North,Open"]
    lines += ["EX-3,Duty,Open,extra", f"EX-4,{'x' * 201},Open"]
    path = written(tmp_path, "l.csv", "\n".join(lines).encode())
    with pytest.raises(FaultyList) as caught:
        read(path, columns={"reference": "Ref", "team": "Team"})
    assert [str(fault) for fault in caught.value.faults] == [
        "row 4: there is no reference",
        "row 6: the reference EX-1 stands in row 3 too",
        "row 7: it has more values than there are headings",
        "row 8: the value under team has more than 200 characters",
    ]


def test_headings_without_words_or_of_the_same_words_are_told_apart(tmp_path: Path) -> None:
    (sheet,) = preview(written(tmp_path, "l.csv", b"Ref,Team,,Team,Team\r\nEX-1,a,b,c,d\r\n"))
    assert sheet.headings == ("Ref", "Team", "Column 3", "Team (2)", "Team (3)")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"team": "Team"}, "reference"),
        ({"reference": "Ref"}, "no column with the heading Ref"),
        ({"reference": "Child name"}, "never kept"),
        ({"reference": "Case ref", "D.O.B.": "D.O.B."}, "never kept"),
    ],
)
def test_a_column_that_cannot_be_used_is_refused(tmp_path: Path, columns: dict[str, str], words: str) -> None:
    path = written(tmp_path, "l.csv", csv_bytes(case_rows(3)))
    with pytest.raises(InspectorError, match=words):
        read(path, columns=columns)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "no column with the heading"),
        ("headings.csv", csv_bytes([]), "no case below its headings"),
        ("quotes.csv", csv_bytes(case_rows(2)) + b'EX-9,"open quote,,,,,,\r\n', "quotation marks in line"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "no text"),
        ("list.xlsx", b"PK\x03\x04" + bytes(50), "damaged, or protected"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(InspectorError, match=words):
        read(written(tmp_path, name, content))


def test_empty_rows_have_a_bound_in_csv_too(tmp_path: Path) -> None:
    path = written(tmp_path, "l.csv", b"Case ref\nEX-1\n" + b"\n" * (MOST_SHEET_ROWS + 1))
    with pytest.raises(InspectorError, match="more rows than a spreadsheet"):
        read(path, columns={"reference": "Case ref"})


def test_nhs_numbers_are_no_references(tmp_path: Path) -> None:
    path = written(tmp_path, "l.csv", b"ID,Team\n943 476 5919,Duty\n9434765870,North\nEX-1,North\n")
    with pytest.raises(InspectorError, match="NHS numbers"):
        read(path, columns={"reference": "ID"})


def test_a_sheet_that_is_not_there_is_refused_and_those_that_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "l.xlsx", xlsx_bytes({"Open": [HEADINGS], "Closed": [HEADINGS]}))
    with pytest.raises(InspectorError, match="It has Open, Closed"):
        read(path, "Stepped down")


def test_progress_is_told_and_what_it_raises_ends_the_reading(tmp_path: Path) -> None:
    path = written(tmp_path, "l.csv", csv_bytes(case_rows(2500)))
    told: list[int] = []
    read_frame(path, None, COLUMNS, told.append)
    assert told == [1000, 2000]

    def stop(_rows: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_frame(path, None, COLUMNS, stop)


def test_columns_are_suggested_and_what_was_chosen_last_time_wins() -> None:
    assert suggest_columns(HEADINGS) == COLUMNS
    headings = ["Locality", "Team", "Our number", "Client Name", "Status"]
    assert suggest_columns(headings) == {"team": "Team", "status": "Status"}
    remembered = {"reference": "Our number", "team": "Locality", "status": "Gone", "pathway": "Client Name"}
    assert suggest_columns(headings, remembered) == {"reference": "Our number", "team": "Locality", "status": "Status"}


def test_personal_columns_are_recognised() -> None:
    named = "Name|Child Name|FirstName|first_name|DOB|D.O.B.|Date of birth|NHS No.|N.H.S. number|Post code|Address 1"
    named += "|Home Tel|E-mail|Social worker|UPN|Mother|Child|Young person|YP|YP name|Known as|Also known as|Case name"
    named += "|Name of child / status|Client service name|Parent service user name|Service user name|Address area"
    named += "|Postcode area|Allocated SW|SW (allocated team)|Case holder|Caseholder|Allocated to|Team member name"
    assert [heading for heading in named.split("|") if not identifies(heading)] == []
    said = ["Ethnicity", "Gender", "Age at referral", "School", "Notes"]
    assert all(looks_personal(heading) and not identifies(heading) for heading in said)
    kept = [
        "Case ref",
        "Child ID",
        "Team name",
        "Team",
        "Status",
        "Case type",
        "Locality",
        "Referral date",
        "Person ID",
        "Name of team",
        "Service area",
        "Service name",
        "File status",
        "File name",
        "Case status",
        "Allocated team",
        "Client ID",
    ]
    assert [heading for heading in kept if looks_personal(heading)] == []


values = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=6)


@given(st.lists(st.tuples(st.integers(1, 3), values), max_size=20))
def test_what_is_kept_is_read_again_as_it_was(drawn: list[tuple[int, str]]) -> None:
    rows, position = [], 0
    for number, (gap, value) in enumerate(drawn):
        position += gap
        rows.append(FrameRow(position, {"reference": f"EX-{number}", "team": value}))
    assert kept_rows(kept_bytes(rows, ["reference", "team"])) == tuple(rows)
