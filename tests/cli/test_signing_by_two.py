"""A letter that two sign, each on their own laptop: by file there and back, into the visit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_certificates import names_an_issuer

from inspector_app.cli.session import IDENTITY_PASSWORD_VARIABLE
from inspector_app.letter.identity import make_identity
from inspector_app.letter.signing import add_signature
from inspector_app.letter.verification import verify_pdf
from inspector_app.places import resources_folder

YORK = resources_folder() / "demo" / "york-2010.visit.json"


@pytest.fixture
def of_two(command, tmp_path: Path) -> str:
    """York's visit, whose letter a colleague signs as well, on the lead's laptop."""
    file = json.loads(YORK.read_bytes())
    colleague = {"id": "5f3c1a58-6f0f-4d0e-9d43-0d8f1c2f7a11", "name": "A. Nother", "designation": "HMI", "lead": False}
    file["visit"]["inspectors"].append(colleague)
    file["letter"]["signatories"].append(colleague["id"])
    path = tmp_path / "two.visit.json"
    path.write_text(json.dumps(file))
    assert command("profile", "new", "--name", "Joan Dennis", "--designation", "Her Majesty's Inspector").code == 0
    ran = command("visit", "import", path, "--json")
    assert ran.code == 0, ran.err
    return str(ran.answer["visit"])


def another_laptop(command, folder: Path, name: str) -> tuple[str, Path]:
    assert command("profile", "new", "--name", name, "--designation", "HMI", "--profile", folder).code == 0
    return "--profile", folder


def test_there_and_back(command, of_two: str, tmp_path: Path) -> None:
    first, both, kept = tmp_path / "first.pdf", tmp_path / "both.pdf", tmp_path / "kept.pdf"
    signed = command("letter", of_two, "--sign", "--out", first)
    assert signed.code == 0 and "waits for the signature of A. Nother" in signed.err
    again = command("letter", of_two, "--sign", "--out", kept)
    assert again.code == 1 and "waits for A. Nother" in again.err
    assert "waits for the signature of A. Nother" in command("verify", first, "--visit", of_two).out

    refused = command("visit", "take-in-letter", of_two, first)
    assert refused.code == 1 and "Nobody has signed this file since" in refused.err
    there = another_laptop(command, tmp_path / "there", "A. Nother")
    ran = command("sign-also", first, "--out", both, *there, "--json")
    assert ran.code == 0, ran.err
    assert ran.answer["signed_by"] == "Joan Dennis and A. Nother" and ran.answer["waits_for"] == []
    twice = command("sign-also", both, "--out", kept, *there)
    assert twice.code == 1 and "All who sign this letter have signed it" in twice.err and not kept.exists()

    waiting = command("verify", both, "--visit", of_two)
    assert waiting.code == 0 and "take the file in" in waiting.out
    assert command("visit", "take-in-letter", of_two, both).code == 0
    assert command("letter", of_two, "--out", kept).code == 0
    assert kept.read_bytes() == both.read_bytes()
    for pdf in (first, both):
        assert command("verify", pdf, "--visit", of_two, "--json").answer["evidence"]["as_it_was"] is True
    over = command("visit", "take-in-letter", of_two, both)
    assert over.code == 1 and "waits for nobody's signature" in over.err


def test_a_certificate_that_only_says_who_issued_it_fills_nobodys_place(command, of_two: str, tmp_path: Path) -> None:
    first, out = tmp_path / "first.pdf", tmp_path / "out.pdf"
    command("letter", of_two, "--sign", "--out", first)
    now = datetime.now(UTC)
    as_if = replace(names_an_issuer("Mallory", "An Authority", now), name="A. Nother")
    out.write_bytes(
        add_signature(first.read_bytes(), as_if, signatory="A. Nother", signature_image=None, signed_at=now)
    )
    ran = command("visit", "take-in-letter", of_two, out)
    assert ran.code == 1 and "Mallory signed in the place of A. Nother" in ran.err


def test_what_could_not_be_taken_in_is_not_signed(command, of_two: str, tmp_path: Path, monkeypatch) -> None:
    first, out, identity = tmp_path / "first.pdf", tmp_path / "out.pdf", tmp_path / "other.p12"
    identity.write_bytes(make_identity("B. Maidenname", "", password="p", now=datetime.now(UTC)))
    monkeypatch.setenv(IDENTITY_PASSWORD_VARIABLE, "p")
    assert command("profile", "identity", identity).code == 0
    refused = command("letter", of_two, "--sign", "--out", first)
    assert refused.code == 1 and "is in the name of B. Maidenname, and here Joan Dennis is to sign" in refused.err
    assert not first.exists()
    assert command("profile", "identity", "--new").code == 0
    assert command("letter", of_two, "--sign", "--out", first).code == 0
    there = another_laptop(command, tmp_path / "there", "A. Nother")
    assert command("profile", "identity", identity, *there).code == 0
    refused = command("sign-also", first, "--out", out, *there)
    assert refused.code == 1 and "Make a signing identity in the name of A. Nother" in refused.err
    assert not out.exists()


def test_what_is_not_the_letter_or_not_theirs_to_sign_is_not_taken_in(command, of_two: str, tmp_path: Path) -> None:
    first, out = tmp_path / "first.pdf", tmp_path / "out.pdf"
    command("letter", of_two, "--sign", "--out", first)
    stranger = another_laptop(command, tmp_path / "stranger", "Another Person")
    refused = command("sign-also", first, "--out", out, *stranger)
    assert refused.code == 1 and "A. Nother signs next" in refused.err
    changed = bytearray(first.read_bytes())
    changed[5000] ^= 1
    out.write_bytes(changed)
    assert command("visit", "take-in-letter", of_two, out).code == 1
    there = another_laptop(command, tmp_path / "there", "A. Nother")
    assert command("sign-also", out, "--out", tmp_path / "signed.pdf", *there).code == 1
    assert command("letter", tmp_path / "two.visit.json", "--sign", "--out", out).code == 0
    command("sign-also", out, "--out", out, *there)
    assert len(verify_pdf(out.read_bytes()).signatures) == 2
    ran = command("visit", "take-in-letter", of_two, out)
    assert ran.code == 1 and "not the letter that was signed here" in ran.err
