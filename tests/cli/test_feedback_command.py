"""`visit feedback` writes the feedback sheet."""

from __future__ import annotations

import stat
from pathlib import Path


def test_the_feedback_sheet_is_written_privately(command, visit_id: str, tmp_path: Path) -> None:
    out = tmp_path / "feedback.pdf"
    ran = command("visit", "feedback", visit_id, "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.answer["file"] == str(out)
    assert out.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    refused = command("visit", "feedback", visit_id, "--out", tmp_path / "nowhere" / "feedback.pdf")
    assert refused.code == 1
