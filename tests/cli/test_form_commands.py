"""`visit forms`: blank forms by command line, each with an id that is never printed again."""

from __future__ import annotations

from pathlib import Path

from inspector_app.visit.paper import read_paper_id


def test_forms_are_written_and_no_id_comes_twice(command, visit_id: str, tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    first = command("visit", "forms", visit_id, "--out", out, "--json")
    assert first.code == 0, first.err
    assert out.read_bytes().startswith(b"%PDF")
    kinds = [(form["kind"], form["role"]) for form in first.answer["forms"]]
    assert kinds == [
        ("observation", None),
        *(("interview", role) for role in ("social worker", "manager", "administrative", "partner", "out-of-hours")),
        ("case", None),
        ("document", None),
    ]
    again = command(
        "visit", "forms", visit_id, "--out", out, "--kind", "case", "--kind", "interview", "--role", "partner",
        "--copies", "3", "--json",
    )  # fmt: skip
    assert [(form["kind"], form["role"]) for form in again.answer["forms"]] == [("case", None)] * 3 + [
        ("interview", "partner")
    ] * 3
    ids = [form["id"] for ran in (first, again) for form in ran.answer["forms"]]
    assert len(set(ids)) == len(ids)
    assert [read_paper_id(visit_id, each).kind for each in ids[:1]] == ["observation"]
    assert "Wrote 1 blank form" in command("visit", "forms", visit_id, "--out", out, "--kind", "document").out


def test_a_role_that_nobody_has_is_wrong_usage(command, visit_id: str, tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    ran = command("visit", "forms", visit_id, "--out", out, "--role", "poet")
    assert ran.code == 2
    assert "social worker" in ran.err
    assert not out.exists()
