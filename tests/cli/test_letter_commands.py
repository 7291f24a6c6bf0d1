"""The letter by command: its words, its kinds, what bars signing, and what verifying says."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.letter.digest_code import short_code
from inspector_app.letter.identity import make_identity, read_identity
from inspector_app.letter.signing import sign_letter
from inspector_app.letter.verification import verify_pdf
from inspector_app.places import ProfilePlaces, resources_folder

YORK = resources_folder() / "demo" / "york-2010.visit.json"
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def lead(command) -> None:
    """A profile of York's lead inspector."""
    assert command("profile", "new", "--name", "Joan Dennis", "--designation", "Her Majesty's Inspector").code == 0


@pytest.fixture
def york_id(command, lead: None) -> str:
    return str(command("visit", "import", YORK, "--json").answer["visit"])


def words_of_the_body(text: str) -> list[str]:
    plain = text.translate(str.maketrans("‘’“”", "''\"\""))
    return [word for word in plain[plain.index("Dear Mr Dwyer") :].split() if word not in {"-", "•"}]


def test_the_york_letter_word_for_word(command) -> None:
    given = (EXAMPLES / "york-letter-2010.txt").read_text(encoding="utf-8")
    for file in (EXAMPLES / "york-2010-letter.visit.json", YORK):
        ran = command("letter", file, "--text")
        assert ran.code == 0
        assert words_of_the_body(ran.out) == words_of_the_body(given)


def test_text_to_a_file_and_as_json(command, tmp_path: Path) -> None:
    out = tmp_path / "letter.txt"
    assert command("letter", YORK, "--text", "--out", out).code == 0
    printed = command("letter", YORK, "--text").out
    assert out.read_text(encoding="utf-8") == printed
    assert command("letter", YORK, "--text", "--json").answer["text"] == printed


def test_a_file_for_word(command, tmp_path: Path) -> None:
    out = tmp_path / "letter.docx"
    said = command("letter", YORK, "--draft", "--out", out, "--json")
    assert said.answer["letter"] == "docx"
    assert Document(str(out)).paragraphs[0].text == "Draft – not yet signed"
    assert command("letter", YORK, "--sign", "--out", out).code == 2


def test_a_draft_from_the_store_says_so_unasked(command, york_id: str, tmp_path: Path) -> None:
    word, pdf = tmp_path / "letter.docx", tmp_path / "letter.pdf"
    assert command("letter", york_id, "--out", word).code == 0
    assert Document(str(word)).paragraphs[0].text == "Draft – not yet signed"
    assert command("letter", york_id, "--out", pdf, "--json").answer["letter"] == "draft"
    assert command("letter", york_id, "--sign", "--out", pdf).code == 0
    assert command("letter", york_id, "--out", word).code == 0
    assert Document(str(word)).paragraphs[0].text != "Draft – not yet signed"


@pytest.mark.parametrize("kind", ["--draft", None])
def test_an_unsigned_letter_needs_no_profile(command, tmp_path: Path, kind: str | None) -> None:
    out = tmp_path / "letter.pdf"
    ran = command("letter", YORK, "--out", out, *([kind] if kind else []))
    assert ran.code == 0, ran.err
    assert out.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    verified = command("verify", out, "--json")
    assert verified.code == 1
    assert "no signature" in verified.answer["error"]


@pytest.mark.parametrize(
    "options",
    [[], ["--draft"], ["--draft", "--sign", "--out", "x.pdf"], ["--text", "--sign"]],
)
def test_wrong_usage_writes_nothing(
    command, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("letter", YORK, *options).code == 2
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_is_not_there_is_told_before_the_letter_is_sealed(command, york_id: str, tmp_path: Path) -> None:
    ran = command("letter", york_id, "--sign", "--out", tmp_path / "none" / "letter.pdf")
    assert ran.code == 1
    assert "could not be written" in ran.err
    assert command("visit", "list", "--json").answer[0]["state"] == "draft"


def test_the_evidence_record(command, york_id: str, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    ran = command("visit", "evidence", york_id, "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert re.fullmatch(r"[0-9a-f]{64}", ran.answer["log_digest"])
    assert out.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_signing_from_a_file(command, lead: None, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    ran = command("letter", YORK, "--sign", "--out", out)
    assert ran.code == 0, ran.err
    assert verify_pdf(out.read_bytes()).good
    assert command("visit", "list", "--json").answer == []


def test_signing_from_the_store_seals_the_letter(command, york_id: str, tmp_path: Path) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    assert command("letter", york_id, "--sign", "--out", first).code == 0
    assert command("visit", "list", "--json").answer[0]["state"] == "signed"
    twice = command("letter", york_id, "--sign", "--out", again)
    assert twice.code == 1
    assert "signed already" in twice.err
    assert not again.exists()
    assert command("letter", york_id, "--out", again).code == 0
    assert again.read_bytes() == first.read_bytes()


def test_verifying_against_the_visit(command, york_id: str, tmp_path: Path) -> None:
    from_store, from_file = tmp_path / "store.pdf", tmp_path / "file.pdf"
    command("letter", york_id, "--sign", "--out", from_store)
    command("letter", YORK, "--sign", "--out", from_file)
    good = command("verify", from_store, "--visit", york_id, "--json")
    assert good.code == 0
    assert good.answer["signed_by"] == "Joan Dennis"
    assert good.answer["evidence"]["as_it_was"] is True
    other = command("verify", from_file, "--visit", york_id)
    assert other.code == 1
    assert "not signed from this visit" in other.out


def test_evidence_that_was_changed_after_signing_is_told(
    command, york_id: str, tmp_path: Path, own_profile: ProfilePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile
    from inspector_app.visit import steps

    signed = tmp_path / "signed.pdf"
    command("letter", york_id, "--sign", "--out", signed)
    with (
        Profile.open(own_profile, os.environ["INSPECTOR_APP_PASSPHRASE"]) as profile,
        OpenVisit.open(profile, york_id) as visit,
    ):
        record = visit.record_lines()[0].id
        visit.write(steps.set_field("record", record, "notes", "Added later.")).result()
    ran = command("verify", signed, "--visit", york_id)
    assert ran.code == 1
    assert "changed after the letter was signed: Joan Dennis changed 1 record, last on" in ran.out
    (since,) = command("verify", signed, "--visit", york_id, "--json").answer["evidence"]["since"]
    assert since["inspector"] == "Joan Dennis" and since["done"] == [{"act": "changed", "kind": "record", "count": 1}]
    assert since["taken_in_later"] is False


def test_another_letter_with_the_digest_of_the_real_one_is_told(command, york_id: str, tmp_path: Path) -> None:
    signed, forged = tmp_path / "signed.pdf", tmp_path / "forged.pdf"
    command("letter", york_id, "--sign", "--out", signed)
    york = read_visit_file(YORK)
    first, *others = york.findings
    now = datetime.now(UTC)
    forged.write_bytes(
        sign_letter(
            replace(york, findings=(replace(first, text="All is well."), *others)),
            framework_from_source(york.visit.framework_source),
            read_identity(make_identity("Joan Dennis", "", password="p", now=now), "p", now=now),
            signature_image=None,
            signed_at=now,
            log_digest=verify_pdf(signed.read_bytes()).log_digest or "",
        )
    )
    assert command("verify", forged).code == 0
    ran = command("verify", forged, "--visit", york_id)
    assert ran.code == 1 and "not the letter that was signed from this visit" in ran.out
    assert command("verify", signed, "--visit", york_id).code == 0


def test_the_code_of_a_file_copy_is_compared_with_the_visit(command, york_id: str, tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    command("letter", york_id, "--sign", "--out", signed)
    code = short_code(verify_pdf(signed.read_bytes()).log_digest)
    ran = command("verify", "--code", code.lower(), "--visit", york_id)
    assert ran.code == 0
    assert "version 1 of the letter. By the visit’s change log, the evidence is as it was" in ran.out
    other = command("verify", "--code", "0000-0000", "--visit", york_id)
    assert other.code == 1 and "that of no letter" in other.out
    for wrong in (["verify"], ["verify", "--code", code], ["verify", signed, "--code", code]):
        assert command(*wrong).code == 2


def test_a_changed_byte_is_told(command, lead: None, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    command("letter", YORK, "--sign", "--out", out)
    signed = bytearray(out.read_bytes())
    signed[len(signed) // 3] ^= 1
    out.write_bytes(signed)
    assert command("verify", out).code == 1


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\nbroken"])
def test_what_is_no_signed_letter(command, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.pdf"
    path.write_bytes(content)
    ran = command("verify", path)
    assert ran.code == 1
    assert ran.err
    assert command("verify", tmp_path / "none.pdf").code == 1


def test_errors_bar_signing_and_are_listed(command, lead: None, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    ran = command("letter", EXAMPLES / "york-2010-letter.visit.json", "--sign", "--out", out)
    assert ran.code == 1
    assert len(re.findall(r"finding-without-evidence", ran.err)) == 14
    assert not out.exists()


def test_an_open_concern_bars_signing(command, lead: None, tmp_path: Path) -> None:
    file = json.loads(YORK.read_bytes())
    file["concerns"][0]["closed_at"] = None
    path, out = tmp_path / "open.visit.json", tmp_path / "letter.pdf"
    path.write_text(json.dumps(file))
    ran = command("letter", path, "--sign", "--out", out)
    assert ran.code == 1
    assert "open-concern" in ran.err
    assert not out.exists()


def test_only_a_signatory_signs(command, tmp_path: Path) -> None:
    command("profile", "new", "--name", "Another Person", "--designation", "HMI")
    visit_id = command("visit", "import", YORK, "--json").answer["visit"]
    for file_or_id in (YORK, visit_id):
        ran = command("letter", file_or_id, "--sign", "--out", tmp_path / "letter.pdf")
        assert ran.code == 1
        assert "not among those who sign" in ran.err
    assert command("visit", "list", "--json").answer[0]["state"] == "draft"


def test_a_signing_identity_with_the_wrong_password(command, lead: None, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from inspector_app.letter.identity import make_identity

    own, password = tmp_path / "own.p12", tmp_path / "password"
    own.write_bytes(make_identity("Example Inspectorate", "", password="right", now=datetime.now(UTC)))
    password.write_text("wrong")
    refused = command("profile", "identity", own, "--identity-password-file", password)
    assert refused.code == 1
    assert "password" in refused.err
    password.write_text("right")
    assert command("profile", "identity", own, "--identity-password-file", password).code == 0
    out = tmp_path / "letter.pdf"
    assert command("letter", YORK, "--sign", "--out", out).code == 0
    assert verify_pdf(out.read_bytes()).signed_by == "Example Inspectorate"
    assert "signed as Example Inspectorate, made by this program, until" in command("profile", "identity").out
    assert command("profile", "identity", own, "--new").code == 2
    assert command("profile", "identity", "--new", "--json").answer["name"] == "Joan Dennis"


def test_the_demonstration_ends_with_a_signed_letter(
    command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_profile: ProfilePlaces
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ran = command("demo", "--out", tmp_path / "demo")
    assert ran.code == 0, ran.err
    (letter,) = (tmp_path / "demo").iterdir()
    assert str(letter) in ran.out
    assert verify_pdf(letter.read_bytes()).good
    assert not own_profile.folder.exists()
