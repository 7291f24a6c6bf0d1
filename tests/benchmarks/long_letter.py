"""A letter of nine pages: York's, with each finding five times."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import derived_id

EXAMPLE = Path(__file__).parent.parent / "examples" / "york-2010-letter.visit.json"


def nine_pages() -> VisitContents:
    base = read_visit_file(EXAMPLE)
    findings = [
        replace(one, id=derived_id(one.id, str(turn)), evidence=()) for turn in range(5) for one in base.findings
    ]
    return replace(base, findings=tuple(findings))
