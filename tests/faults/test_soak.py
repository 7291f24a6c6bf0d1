"""A short soak: the long one is run by hand (`soak.py --visits 26431`)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parent / "soak.py"


def soaked(report: Path, visits: int, *more: str) -> dict:
    command = [sys.executable, str(SOAK), "--visits", str(visits), "--workers", "1", "--report", str(report), *more]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(report.read_text())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the soak forks and kills as Linux does")
def test_no_acknowledged_word_is_lost_to_kills_and_failing_disks(tmp_path: Path) -> None:
    report = soaked(tmp_path / "soak.json", 30)
    assert report["visits"] == sum(report["kills"].values()) == 30
    assert report["evidence_lost"] == 0
    assert report["visits_with_faults"] == []
    assert report["changes_acknowledged"] > 100
    assert report["kills"]["a write"] and report["kills"]["an import"] and report["failing_disk_visits"]
    state = tmp_path / "soak.state.jsonl"
    lines = state.read_text().splitlines()
    state.write_text("\n".join(lines[:-3]) + '\n{"number": 29, "fel')
    again = soaked(tmp_path / "soak.json", 31, "--resume")
    assert again["visits"] == 31
    assert state.read_text().splitlines()[:20] == lines[:20]
    assert "Evidence lost    0" in (tmp_path / "soak.txt").read_text()
