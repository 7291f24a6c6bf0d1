"""Two signatories, one after the other: what the second adds, and what nobody can hide."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from letters import DIGEST, SIGNED_AT, complaints
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tampering import with_byte_changed, with_changed_word, with_other_look, with_other_title, with_page

from inspector_app.errors import SignatureFault
from inspector_app.letter.identity import SigningIdentity
from inspector_app.letter.preview import page_count, page_images
from inspector_app.letter.signing import add_signature
from inspector_app.letter.verification import verify_pdf


def test_the_second_adds_to_what_the_first_signed(signed_once: bytes, signed_twice: bytes) -> None:
    first, both = verify_pdf(signed_once), verify_pdf(signed_twice)
    assert first.good and [each.name for each in first.waits_for] == ["A. Nother"]
    assert "It waits for the signature of A. Nother." in first.sentence
    assert both.good and both.waits_for == () and both.log_digest == DIGEST
    assert both.sentence.startswith("Signed by Joan Dennis on 21 May 2010 at 14:02 and A. Nother on 24 May 2010 at")
    assert signed_twice.startswith(signed_once)


def test_both_signatures_are_seen_and_the_checkers_find_nothing(
    signed_once: bytes, signed_twice: bytes, tmp_path: Path
) -> None:
    assert complaints(signed_once, tmp_path) == complaints(signed_twice, tmp_path) == []
    last = page_count(signed_once) - 1
    (before,), (after,) = page_images(signed_once, [last], 1), page_images(signed_twice, [last], 1)
    changed = [at for at in range(0, len(before.pixels), 4) if before.pixels[at : at + 3] != after.pixels[at : at + 3]]
    rows = {at // 4 // before.width for at in changed}
    assert 20 < max(rows) - min(rows) < 60, "the second signature, picture and line, and nothing else"


def test_the_first_of_two_lets_the_field_be_filled_and_the_last_locks_the_file(signed_twice: bytes) -> None:
    with pikepdf.open(BytesIO(signed_twice)) as document:
        assert document.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2
        added = document.Root.AcroForm.Fields[1]
        methods = {str(reference.TransformMethod): reference.TransformParams for reference in added.V.Reference}
        assert methods["/FieldMDP"].Action == "/All"
        assert added.Lock.Action == "/All" and added.Lock.P == 1


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_finds_each_signature_valid(signed_once: bytes, signed_twice: bytes, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    for pdf, valid in ((signed_once, 1), (signed_twice, 2)):
        file.write_bytes(pdf)
        said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid.") == valid and said.count("  - Total document signed") == 1


def with_field_filled(pdf: bytes, identity: SigningIdentity) -> bytes:
    """The file with one more signature in a field that the letter never had."""
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

    signer = SimpleSigner.load_pkcs12_data(identity.pkcs12, [], identity.password.encode())
    written = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), PdfSignatureMetadata(field_name="Other"), signer)
    return bytes(written.getbuffer())


@pytest.mark.parametrize("stage", ["signed_once", "signed_twice"])
def test_tampering_is_said_at_each_stage(stage: str, another: SigningIdentity, request: pytest.FixtureRequest) -> None:
    pdf: bytes = request.getfixturevalue(stage)
    added, changed = "something was added or changed in it since", "it was changed, or it was damaged"
    for tampered, sentence in (
        (with_page(pdf), added),
        (with_other_title(pdf), added),
        (pdf + b" ", added),
        (with_changed_word(pdf), changed),
        (with_byte_changed(pdf, 5000), changed),
        (with_field_filled(pdf, another), added),
    ):
        said = verify_pdf(tampered)
        assert not said.good and sentence in said.sentence


def test_a_second_signature_hides_nothing_that_was_changed_before_it(
    signed_once: bytes, another: SigningIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes the file between the two and has it signed all the same is found out."""
    later = SIGNED_AT + timedelta(days=3)
    changes = (with_page, with_other_title, with_other_look, lambda pdf: with_byte_changed(pdf, 5000))
    for tampered in [change(signed_once) for change in changes]:
        with pytest.raises(SignatureFault):
            add_signature(tampered, another, signatory="A. Nother", signature_image=None, signed_at=later)
        with monkeypatch.context() as blind:
            said = replace(verify_pdf(signed_once), log_digest=None)
            blind.setattr("inspector_app.letter.signing.verify_pdf", lambda _pdf, said=said: said)
            blind.setattr("inspector_app.letter.signing.prove_added", lambda *_: None)
            hidden = add_signature(tampered, another, signatory="A. Nother", signature_image=None, signed_at=later)
        assert not verify_pdf(hidden).good


def test_only_who_comes_next_adds_a_signature(
    signed: bytes, signed_once: bytes, signed_twice: bytes, identity: SigningIdentity
) -> None:
    for pdf, sentence in (
        (signed_once, "waits for the signature of A. Nother"),
        (signed_twice, "All who sign this letter have signed it"),
        (signed, "All who sign this letter have signed it"),
    ):
        with pytest.raises(SignatureFault, match=sentence):
            add_signature(pdf, identity, signatory="Joan Dennis", signature_image=None, signed_at=SIGNED_AT)
