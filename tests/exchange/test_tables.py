"""A visit as tables: what a spreadsheet program reads from them is what the visit holds, and never a formula."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_visits import one_of_everything
from openpyxl import load_workbook

from inspector_app.exchange.qdpx import write_qdpx
from inspector_app.exchange.table import Column, Table, fit_for_xml, opens_a_formula, visible
from inspector_app.exchange.tables import visit_tables, write_tables
from inspector_app.exchange.tables_csv import table_csv
from inspector_app.exchange.tables_xlsx import CUT, MOST_IN_A_CELL, tables_xlsx
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.places import resources_folder
from inspector_app.visit.clocks import visit_clocks
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Interview, Link, Source
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.weight import weights
from inspector_app.visit.withholding import CUT_OUT, LEFT_OUT, NAME, Withholding

MADE_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TEXT = st.text(max_size=8) | st.sampled_from(
    ["=1+1", "\t=1", "\x00=1", "\u200b=1", "\x1b[31m\u202e", "+44 1904", "-", "- irregular", "@SUM", "a\r\nb", "“x”, y"]
)


@pytest.fixture(scope="module")
def york() -> VisitContents:
    return read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")


def tables_of(contents: VisitContents, *, in_confidence: bool = False) -> dict[str, Table]:
    source = contents.visit.framework_source
    framework = framework_from_source(source) if source else load_framework("ucra-2010")
    withholding = Withholding(contents, framework, in_confidence=in_confidence)
    return {table.name: table for table in visit_tables(contents, framework, withholding, MADE_AT)}


def by_heading(table: Table) -> list[dict[str, object]]:
    return [{column.heading: cell for column, cell in zip(table.columns, row, strict=True)} for row in table.rows]


def in_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_evidence_findings_and_cases_are_those_of_the_visit(york: VisitContents) -> None:
    tables = tables_of(york)
    assert list(tables) == ["Evidence", "Findings", "Cases", "About"]
    evidence, findings, cases = (by_heading(tables[name]) for name in ("Evidence", "Findings", "Cases"))
    confided = {piece.id for piece in york.evidence if piece.in_confidence}
    assert [row["Text"] for row in evidence] == [
        LEFT_OUT if piece.id in confided else piece.text for piece in york.evidence
    ]
    assert {row["Id"] for row in evidence if row["In confidence"] == "yes"} == confided
    supported = {
        (link.evidence, finding.id)
        for finding in york.findings
        for link in finding.evidence
        if link.bearing == "supports"
    }
    numbers = {str(row["Finding"]): row["Id"] for row in findings}
    told = {(row["Id"], numbers[name]) for row in evidence for name in str(row["Supports"]).split("; ") if name}
    assert told == supported
    weighed = weights(york)
    for row in findings:
        weight = weighed[str(row["Id"])]
        assert (row["Records"], row["Pieces that support it"]) == (weight.records, weight.supports)
        assert row["Kinds of source"] == "; ".join(weight.kinds)
    framework = framework_from_source(york.visit.framework_source)
    read = {(each.record, each.label): (each.working_days, each.limit) for each in visit_clocks(york, framework)}
    for row in cases:
        for clock in framework.clocks:
            told_of = (row[f"{clock.label}: working days"], row[f"{clock.label}: limit"])
            assert told_of == read.get((str(row["Id"]), clock.label), (None, None))
    details = {record.id: record.details for record in york.records if isinstance(record.details, Case)}
    assert [row["Referral"] for row in cases] == [case.dates.get("referral") for case in details.values()]
    assert cases[0]["Case"] == "YK-102" and cases[0]["Quality"] == "Satisfactory"
    assert cases[0]["How chosen"] == "drawn at random" and cases[0]["Check: Analysis of risk"] == "Partly"


@pytest.mark.parametrize("demo", ["york-2010", "focused-visit"])
def test_no_two_columns_have_one_heading(demo: str) -> None:
    for table in tables_of(read_visit_file(resources_folder() / "demo" / f"{demo}.visit.json")).values():
        headings = [column.heading for column in table.columns]
        assert len(set(headings)) == len(headings)


def test_nobody_is_named_and_what_was_confided_is_there_only_where_asked_for(york: VisitContents) -> None:
    (confided, *_) = [piece.text for piece in york.evidence if piece.in_confidence]
    without = "\n".join(table_csv(table).decode() for table in tables_of(york).values())
    assert confided not in without
    assert "left out: the words of 3 pieces of evidence" in without
    assert not any(person.name in without for person in york.inspectors)
    assert not any(concern.matter in without for concern in york.concerns)
    asked = tables_of(york, in_confidence=True)
    assert confided in table_csv(asked["Evidence"]).decode()
    assert "may inform, never be quoted" in table_csv(asked["About"]).decode()


SHOUTED = "she was shouted at by the head of service in front of the duty team"
DRINKS = "The principal officer is drinking at work and all know it"


def confiding() -> VisitContents:
    """A visit in which what was confided, and names, stand in every kind of text."""
    made = one_of_everything()
    seen, talked, read, supplied = made.records
    talk, case = talked.details, read.details
    assert isinstance(talk, Interview) and isinstance(case, Case)
    notes = f"siobhán van der berg and I sat with Tracey. The manager told me that {SHOUTED}. Not safe."
    start = notes.index(SHOUTED)
    told = Evidence(
        id=derived_id("confided"),
        record=seen.id,
        author=made.inspectors[0].id,
        text=SHOUTED,
        source=Source(field="notes", start=start, end=start + len(SHOUTED)),
        in_confidence=True,
    )
    known = Evidence(id=derived_id("known"), text=DRINKS, in_confidence=True)
    copied = replace(known, id=derived_id("copied"), text=f"Told twice: {DRINKS.lower()}.", in_confidence=False)
    said = replace(made.evidence[0], text="Tracey Sparrow said that thresholds are unclear.", source=None)
    (finding, *_) = made.findings
    links = (
        Link(id="one", finding=finding.id, evidence=told.id),
        Link(id="two", finding=finding.id, evidence=said.id, bearing="contradicts", weighed=f"But {SHOUTED}."),
    )
    return replace(
        made,
        inspectors=(replace(made.inspectors[0], name="Siobhan van der Berg"),),
        records=(
            replace(seen, title=f"Desk: {SHOUTED}", notes=notes),
            replace(talked, notes=f"Also heard that {SHOUTED}.", details=replace(talk, role="Janet Whitlock, duty")),
            replace(read, details=replace(case, team="Kelly's team", left_reason=f"{DRINKS}; Tracey is off sick")),
            supplied,
        ),
        evidence=(told, known, copied, said),
        findings=(replace(finding, text=f"The manager said that {SHOUTED}.", points=(DRINKS,), evidence=links),),
    )


def test_confided_words_and_names_stand_in_no_text_that_leaves(tmp_path: Path) -> None:
    contents, framework = confiding(), load_framework("ucra-2010")
    names = ("van der berg", "Tracey", "Sparrow", "Whitlock", "Janet", "Kelly")
    write_tables(contents, framework, tmp_path / "t.zip", made_at=MADE_AT, as_csv=True)
    written = write_qdpx(contents, framework, tmp_path / "t.qdpx", made_at=MADE_AT)
    for file in ("t.zip", "t.qdpx"):
        with zipfile.ZipFile(tmp_path / file) as archive:
            whole = "\n".join(archive.read(name).decode() for name in archive.namelist())
        assert not [each for each in (SHOUTED, DRINKS, *names) if each.casefold() in whole.casefold()], file
        assert "Names that are not recognised" in whole
    assert written.left_out == 2 and written.left_out_as_telling == 5
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        heading, told, *_ = in_csv(archive.read("evidence.csv"))
        (case,) = in_csv(archive.read("cases.csv"))[1:]
    of_told = dict(zip(heading, told, strict=True))
    withheld = ("Record", "Title of the record", "Case", "Role", "Day", "Start", "Inspector", "Written", "Taken from")
    assert {of_told[each] for each in withheld} == {""} and of_told["Supports"] == "Finding 1"
    assert any(NAME in cell for cell in case) and any(CUT_OUT in cell for cell in case)
    with zipfile.ZipFile(tmp_path / "t.qdpx") as archive:
        project = archive.read("project.qde").decode()
    (coded,) = re.findall(rf'<PlainTextSelection guid="{contents.evidence[0].id}"[^>]*>', project)
    assert "creatingUser" not in coded


def test_two_thousand_pieces_of_one_record_take_no_minutes() -> None:
    contents = one_of_everything()
    one = contents.records[0].id
    pieces = tuple(
        Evidence(id=f"piece-{n}", record=one, text=f"w{n} w{n + 1} w{n + 2} w{n + 3}", in_confidence=n % 8 == 0)
        for n in range(0, 8000, 4)
    )
    began = perf_counter()
    table = tables_of(replace(contents, evidence=pieces, findings=()))["Evidence"]
    assert len(table.rows) == 2000 and perf_counter() - began < 15


def test_the_workbook_has_a_sheet_a_table_and_real_dates(york: VisitContents, tmp_path: Path) -> None:
    framework = framework_from_source(york.visit.framework_source)
    few = replace(york, evidence=york.evidence[:3])
    written = write_tables(few, framework, tmp_path / "york.xlsx", made_at=MADE_AT)
    assert written.words == "3 pieces of evidence, 14 findings and 24 cases"
    book = load_workbook(tmp_path / "york.xlsx")
    assert book.sheetnames == ["Evidence", "Findings", "Cases", "About"]
    sheet = book["Cases"]
    assert sheet.freeze_panes == "B2"
    (column,) = (cell.column for cell in sheet[1] if cell.value == "Referral")
    referral = sheet.cell(2, column)
    assert referral.is_date and referral.value == datetime(2010, 3, 22)
    text = book["Evidence"]["B2"]
    assert text.value == york.evidence[0].text and text.alignment.wrap_text
    assert book["Evidence"].column_dimensions["B"].width == 60
    write_tables(few, framework, tmp_path / "york.zip", made_at=MADE_AT, as_csv=True)
    with zipfile.ZipFile(tmp_path / "york.zip") as archive:
        assert archive.namelist() == ["evidence.csv", "findings.csv", "cases.csv", "about.csv"]
        assert [row[1] for row in in_csv(archive.read("evidence.csv"))][1:] == [each.text for each in few.evidence]


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(TEXT, st.none() | st.integers() | st.dates() | st.times() | TEXT), min_size=1, max_size=3))
def test_text_stays_text_in_both(rows: list[tuple[str, object]]) -> None:
    table = Table("Evidence", (Column("Text"), Column("=Any")), tuple(rows))  # type: ignore[arg-type]
    for row, read in zip(rows, in_csv(table_csv(table))[1:], strict=True):
        for cell, field in zip(row, read, strict=True):
            if isinstance(cell, str):
                assert not opens_a_formula(field)
                assert field.removeprefix("'") == visible(cell).removeprefix("'").encode("utf-8", "replace").decode()
            elif isinstance(cell, date):
                assert date.fromisoformat(field) == cell
    sheet = load_workbook(BytesIO(tables_xlsx((table,))))["Evidence"]
    assert sheet["B1"].data_type == "s"
    for number, (text, other) in enumerate(rows, start=2):
        cell = sheet.cell(number, 1)
        assert cell.data_type in ("s", "inlineStr", "n") and (cell.value or "") == fit_for_xml(text)
        assert bool(cell.quotePrefix) is opens_a_formula(text)
        if isinstance(other, time):
            assert isinstance(sheet.cell(number, 2).value, time)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    words = "\U0001f469" * MOST_IN_A_CELL
    sheet = load_workbook(BytesIO(tables_xlsx((Table("A", (Column("A"),), ((words,),)),))))["A"]
    text = sheet["A2"].value
    assert text.endswith(CUT) and len(text.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    assert words.startswith(text.removesuffix(CUT))
