"""The program started apart runs itself alone: nothing of the folder where the person stands, nor their secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector_app.exchange.apart import ReadApart
from inspector_app.own_program import start_apart
from inspector_app.store.crash_rehearsal import rehearse_crash


def test_what_lies_where_the_person_works_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("click", "inspector_app", "sqlcipher3"):
        (tmp_path / f"{module}.py").write_text(f"open({str(tmp_path / 'was-run')!r}, 'w').close()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with ReadApart(b"Supervision policy", "text/plain") as apart:
        assert apart.text() == "Supervision policy"
    assert rehearse_crash(Path("scratch")) >= 25
    assert not (tmp_path / "was-run").exists()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="a program's variables are not in /proc here")
def test_no_passphrase_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_APP_PASSPHRASE", "canary")
    with start_apart("read-apart") as process:
        assert b"canary" not in Path(f"/proc/{process.pid}/environ").read_bytes()
        assert Path(f"/proc/{process.pid}/cwd").readlink() != Path.cwd()
        process.kill()
