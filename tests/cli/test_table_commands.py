"""Files for other programs by command line: each says what it holds, that it is not encrypted, and what is left out."""

from __future__ import annotations

import json
import stat
from pathlib import Path


def test_a_visit_of_the_store_and_one_of_a_file_become_tables_and_a_project(
    command, visit_id: str, example: Path, tmp_path: Path
) -> None:
    file = json.loads(example.read_bytes())
    file["evidence"][0]["in_confidence"] = True
    confided = tmp_path / "confided.visit.json"
    confided.write_text(json.dumps(file))
    ran = command("visit", "tables", visit_id, tmp_path / "visit.xlsx")
    assert ran.code == 0, ran.err
    assert "3 pieces of evidence, 1 finding and 1 case" in ran.out
    assert "not encrypted: keep it safe. Nothing in it was said in confidence." in ran.out
    assert stat.S_IMODE((tmp_path / "visit.xlsx").stat().st_mode) == 0o600
    ran = command("visit", "tables", confided, tmp_path / "visit.zip", "--json")
    assert ran.answer["counts"] == {"pieces of evidence": 3, "findings": 1, "cases": 1}
    assert ran.answer["left_out_as_said_in_confidence"] == 1
    ran = command("visit", "qdpx", confided, tmp_path / "visit.qdpx", "--in-confidence", "--json")
    assert ran.answer["left_out_as_said_in_confidence"] == 0
    assert ran.answer["counts"]["passages"] == 3
    ran = command("visit", "qdpx", visit_id, tmp_path / "project.xml")
    assert ran.code == 2 and ".qdpx" in ran.err
    ran = command("visit", "tables", visit_id, tmp_path / "visit.ods")
    assert ran.code == 2 and ".xlsx" in ran.err
    ran = command("visit", "tables", visit_id, tmp_path / "none" / "visit.xlsx")
    assert ran.code == 1 and "could not be written" in ran.err
