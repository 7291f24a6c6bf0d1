"""Passphrase and recovery code by command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def kept(tmp_path: Path, name: str, secret: str) -> Path:
    path = tmp_path / name
    path.write_text(secret + "\n", encoding="utf-8")
    return path


def test_a_forgotten_passphrase_is_replaced_with_the_code(command, visit_id: str, tmp_path: Path) -> None:
    code = command("profile", "recovery-code", "--json").answer["recovery_code"]
    assert re.fullmatch(r"([A-Z]{5}-){7}[A-Z]{5}", code)
    file = kept(tmp_path, "code", code.lower())
    new = kept(tmp_path, "new", "marmalade on the ninth step")
    assert command("profile", "recovery-code", "--prove", "--recovery-code-file", file).code == 0
    ran = command("profile", "passphrase", "--recovery-code-file", file, "--new-passphrase-file", new)
    assert ran.code == 0, ran.err
    assert command("visit", "list").code == 1
    assert command("visit", "list", "--passphrase-file", new).code == 0


def test_the_passphrase_is_changed_with_the_old_one(
    command, visit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_APP_NEW_PASSPHRASE", "marmalade on the ninth step")
    assert command("profile", "passphrase").code == 0
    assert command("visit", "list").code == 1
    monkeypatch.setenv("INSPECTOR_APP_PASSPHRASE", "marmalade on the ninth step")
    assert command("visit", "list").code == 0


def test_a_mistyped_group_is_named_and_changes_nothing(command, visit_id: str, tmp_path: Path) -> None:
    code = command("profile", "recovery-code", "--json").answer["recovery_code"]
    spoiled = code[:12] + ("A" if code[12] != "A" else "B") + code[13:]
    file = kept(tmp_path, "code", spoiled)
    new = kept(tmp_path, "new", "marmalade on the ninth step")
    ran = command("profile", "passphrase", "--recovery-code-file", file, "--new-passphrase-file", new)
    assert ran.code == 1
    assert "Group 3" in ran.err
    assert command("visit", "list").code == 0


def test_without_a_code_that_is_said(command, visit_id: str, tmp_path: Path) -> None:
    from inspector_app.store.recovery_code import new_code

    ran = command("profile", "passphrase", "--recovery-code-file", kept(tmp_path, "code", new_code()))
    assert ran.code == 1
    assert "no recovery code" in ran.err


def test_wrong_tries_are_told_to_wait(command, visit_id: str, tmp_path: Path) -> None:
    wrong = kept(tmp_path, "wrong", "not this one")
    for _ in range(4):
        assert command("visit", "list", "--passphrase-file", wrong).code == 1
    ran = command("visit", "list", "--json")
    assert ran.code == 1
    assert "4 wrong tries" in ran.answer["error"]
    assert "second" in ran.answer["next_step"]
