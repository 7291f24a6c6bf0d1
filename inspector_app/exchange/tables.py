"""Evidence, findings and cases of a visit as tables, without what was confided and the names that are recognised."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from inspector_app.exchange.given_out import GivenOut
from inspector_app.exchange.private_file import write_private_file
from inspector_app.exchange.table import APOSTROPHE, WIDE, Column, Table
from inspector_app.exchange.tables_cases import cases_table
from inspector_app.exchange.tables_evidence import evidence_table
from inspector_app.exchange.tables_findings import findings_table
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.names import in_words, visit_dates_in_words
from inspector_app.visit.numbering import References
from inspector_app.visit.withholding import Withholding


def write_tables(
    contents: VisitContents,
    framework: Framework,
    path: Path,
    *,
    made_at: datetime,
    as_csv: bool = False,
    in_confidence: bool = False,
) -> GivenOut:
    """Write the tables of a visit for their owner alone: an Excel workbook, or CSV files in a zip archive.

    Nothing in it is encrypted. Raises DiskFault.

    What was said in confidence is in them without its words, unless `in_confidence` asks for them.
    """
    withholding = Withholding(contents, framework, in_confidence=in_confidence)
    tables = visit_tables(contents, framework, withholding, made_at)
    if as_csv:
        from inspector_app.exchange.tables_csv import tables_zip

        written = tables_zip(tables, made_at)
    else:
        from inspector_app.exchange.tables_xlsx import tables_xlsx

        written = tables_xlsx(tables)
    write_private_file(path, written)
    evidence, findings, cases, _about = (len(table.rows) for table in tables)
    return GivenOut(
        counts={"pieces of evidence": evidence, "findings": findings, "cases": cases},
        confidence=withholding.sentence(),
        names=withholding.names_sentence(),
        left_out=len(withholding.pieces),
        left_out_as_telling=withholding.left_out_as_telling(),
    )


def visit_tables(
    contents: VisitContents, framework: Framework, withholding: Withholding, made_at: datetime
) -> tuple[Table, ...]:
    """Return the tables of a visit: evidence, findings, cases, and what they are."""
    references = References(contents, framework)
    tables = (
        evidence_table(contents, framework, references, withholding),
        findings_table(contents, framework, references, withholding),
        cases_table(contents, framework, references, withholding),
    )
    return (*tables, _about(contents, framework, withholding, made_at))


def _about(contents: VisitContents, framework: Framework, withholding: Withholding, made_at: datetime) -> Table:
    visit = contents.visit
    rows = (
        ("Visit", visit.authority_name),
        ("Days", visit_dates_in_words(visit.days)),
        ("Kind of inspection", framework.name),
        ("Made", f"{in_words(made_at.date())} at {made_at:%H:%M}"),
        ("Keep it safe", "This file is not encrypted: whoever has it can read what is in it."),
        ("In confidence", withholding.sentence()),
        ("People", "Inspectors stand in it by number, children by the reference of their case, all others by role."),
        ("Names", withholding.names_sentence()),
        ("In CSV files", f"{APOSTROPHE} Characters that cannot be seen are left out."),
        ("References", "R3, E12 and Finding 4 are those of the visit's evidence record made of the same state."),
        ("Concerns", "Concerns about single children are not in it."),
        ("Visit's id", visit.id),
    )
    return Table("About", (Column("About this file"), Column("", WIDE)), rows)
