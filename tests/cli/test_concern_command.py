"""`visit concern` writes the record of a concern, named by its id or its case's reference."""

from __future__ import annotations

import stat
from pathlib import Path


def test_the_record_of_a_concern_is_written_privately(command, visit_id: str, tmp_path: Path) -> None:
    out = tmp_path / "concern.pdf"
    ran = command("visit", "concern", visit_id, "EX-014", "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.answer["file"] == str(out)
    assert out.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    by_id = command("visit", "concern", visit_id, ran.answer["concern"], "--out", tmp_path / "again.pdf")
    assert by_id.code == 0, by_id.err
    refused = command("visit", "concern", visit_id, "EX-999", "--out", tmp_path / "none.pdf")
    assert refused.code == 1
    assert ran.answer["concern"] in refused.err
    assert not (tmp_path / "none.pdf").exists()
