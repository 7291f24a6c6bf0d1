"""Signing and verifying: who signed, when, and every way in which a signed letter can be changed afterwards."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import DIGEST, PASSWORD, SIGNED_AT, complaints, finding, letter_of, pdf_text, squeezed, ucra, york
from made_certificates import names_an_issuer
from PIL import Image, ImageDraw
from tampering import with_byte_changed, with_changed_word, with_other_title, with_page, with_space_in_signature

from inspector_app.errors import IdentityFault, SignatureFault, SigningBarred
from inspector_app.letter.content import letter_content
from inspector_app.letter.digest_code import is_code_of, short_code
from inspector_app.letter.identity import SigningIdentity, make_identity, read_identity
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.signature_picture import signature_picture
from inspector_app.letter.signing import sign_letter
from inspector_app.letter.verification import verify_pdf


def test_a_signed_letter_says_by_whom_and_when_and_on_what_it_rests(signed: bytes) -> None:
    said = verify_pdf(signed)
    assert said.good and said.self_made
    assert (said.signed_by, said.signed_at, said.log_digest) == ("Joan Dennis", SIGNED_AT, DIGEST)
    assert said.sentence.startswith("Signed by Joan Dennis on 21 May 2010 at 14:02. Nothing was changed since.")


def test_the_signature_is_seen_above_the_typed_name(signed: bytes) -> None:
    text = squeezed(pdf_text(signed))
    line = squeezed(
        "Yours sincerely Signed by Joan Dennis, on 21 May 2010 at 14:02 Joan Dennis Her Majesty's Inspector"
    )
    assert line in text
    with pikepdf.open(BytesIO(signed)) as document:
        assert len(document.pages[-1].get_images()) == 1


def test_the_checkers_find_nothing_after_signing(signed: bytes, identity: SigningIdentity, tmp_path: Path) -> None:
    assert complaints(signed, tmp_path) == []
    plain = sign_letter(york(), ucra(), identity, signature_image=None, signed_at=SIGNED_AT, log_digest="")
    assert complaints(plain, tmp_path) == []
    assert verify_pdf(plain).log_digest is None


def test_the_signature_certifies_and_allows_no_change(signed: bytes) -> None:
    with pikepdf.open(BytesIO(signed)) as document:
        reference = document.Root.Perms.DocMDP.Reference[0]
        assert reference.TransformMethod == "/DocMDP" and reference.TransformParams.P == 1
        assert document.Root.Perms.DocMDP.SubFilter == "/ETSI.CAdES.detached"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_finds_the_signature_valid(signed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said and "Total document signed" in said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (with_page, "something was added or changed in it since"),
        (with_other_title, "something was added or changed in it since"),
        (lambda pdf: pdf + b"\n% more", "something was added or changed in it since"),
        (with_changed_word, "it was changed, or it was damaged"),
        (lambda pdf: with_byte_changed(pdf, 5000), "it was changed, or it was damaged"),
        (lambda pdf: pdf + b" ", "something was added or changed in it since"),
        (with_space_in_signature, "it was changed, or it was damaged"),
        (lambda pdf: pdf[:-1], "it was changed, or it was damaged"),
    ],
    ids=[
        "a page appended",
        "metadata changed",
        "bytes appended",
        "a word changed",
        "a byte changed",
        "a space appended",
        "a space in the signature's room",
        "cut short",
    ],
)
def test_tampering_is_said_in_a_sentence(signed: bytes, change: object, sentence: str) -> None:
    said = verify_pdf(change(signed))  # type: ignore[operator]
    assert not said.good
    assert sentence in said.sentence and "Joan Dennis" in said.sentence


@given(where=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255), twice=st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_changed_byte_goes_unnoticed(signed: bytes, signed_twice: bytes, where: float, by: int, twice: bool) -> None:
    """Whatever byte is changed: a sentence, never another error; the digits of the signature may change their case."""
    pdf = signed_twice if twice else signed
    at = int(where * len(pdf))
    changed = pdf[:at] + bytes([pdf[at] ^ by]) + pdf[at + 1 :]
    if changed.lower() == pdf.lower():
        return
    try:
        said = verify_pdf(changed)
    except SignatureFault:
        return
    assert not said.good


def test_half_a_file_is_refused(signed: bytes) -> None:
    for part in (signed[: len(signed) // 2], signed[:2000]):
        with pytest.raises(SignatureFault):
            verify_pdf(part)


def test_what_is_not_a_signed_pdf_is_refused_with_a_next_step() -> None:
    draft = letter_pdf(letter_content(york(), ucra()), draft=True, created=SIGNED_AT)
    for content, sentence in (
        (draft, "The PDF has no signature."),
        (b"", "The file is not a PDF."),
        (b"%PDF-1.7\nnothing more", "damaged"),
    ):
        with pytest.raises(SignatureFault, match=sentence) as fault:
            verify_pdf(content)
        assert fault.value.next_step


def test_a_letter_that_cannot_be_printed_is_not_signed(identity: SigningIdentity) -> None:
    contents = letter_of([finding("strengths", "Work is 😀.")])
    with pytest.raises(SigningBarred, match="grinning face"):
        sign_letter(contents, ucra(), identity, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST)


def test_the_second_signatory_signs_in_the_second_place(pkcs12: bytes, identity: SigningIdentity) -> None:
    base = york()
    first = replace(base.inspectors[0], id="other", name="A. Nother")
    contents = letter_of(base.findings, inspectors=[first, base.inspectors[0]])
    pdf = sign_letter(contents, ucra(), identity, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST)
    text = squeezed(pdf_text(pdf))
    assert text.index("A.Nother") < text.index("SignedbyJoanDennis") < text.rindex("JoanDennis")


def test_a_picture_that_is_none_is_refused(identity: SigningIdentity) -> None:
    with pytest.raises(IdentityFault, match="picture"):
        sign_letter(york(), ucra(), identity, signature_image=b"GIF?", signed_at=SIGNED_AT, log_digest=DIGEST)


def test_the_time_is_told_as_it_was_on_the_laptop(identity: SigningIdentity) -> None:
    summer = datetime(2010, 5, 21, 15, 2, tzinfo=timezone(timedelta(hours=1)))
    pdf = sign_letter(york(), ucra(), identity, signature_image=None, signed_at=summer, log_digest=DIGEST)
    assert "on 21 May 2010 at 15:02" in " ".join(pdf_text(pdf).split())
    assert verify_pdf(pdf).signed_at == summer


def test_an_identity_says_who_and_for_how_long(identity: SigningIdentity) -> None:
    assert (identity.name, identity.designation, identity.self_made) == ("Joan Dennis", "Her Majesty's Inspector", True)
    assert identity.valid_until - SIGNED_AT == timedelta(days=3 * 365)
    assert PASSWORD not in repr(identity)


@pytest.mark.parametrize("name", ["Ștefan Łukasz-Őrsi", "x" * 200, "Name, with = and + signs"])
def test_odd_names_can_sign(name: str) -> None:
    made = read_identity(make_identity(name, "", password="p", now=SIGNED_AT), "p", now=SIGNED_AT)
    pdf = sign_letter(york(), ucra(), made, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST)
    assert verify_pdf(pdf).signed_by == made.name == name[:64]


def test_identities_that_cannot_be_read_are_refused(pkcs12: bytes) -> None:
    for content, password, now, sentence in (
        (pkcs12, "wrong", SIGNED_AT, "password"),
        (pkcs12, "", SIGNED_AT, "password"),
        (b"nothing", PASSWORD, SIGNED_AT, "PKCS#12"),
        (b"", PASSWORD, SIGNED_AT, "PKCS#12"),
        (without_key(), PASSWORD, SIGNED_AT, "no private key"),
        (pkcs12, PASSWORD, SIGNED_AT + timedelta(days=4 * 365), "valid until"),
        (pkcs12, PASSWORD, SIGNED_AT - timedelta(days=1), "not valid before"),
    ):
        with pytest.raises(IdentityFault, match=sentence) as fault:
            read_identity(content, password, now=now)
        assert fault.value.next_step


def test_an_organisations_certificate_signs_and_is_named() -> None:
    made = read_identity(organisations(), PASSWORD, now=SIGNED_AT)
    assert not made.self_made and made.issued_by == "An Authority"
    pdf = sign_letter(york(), ucra(), made, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST)
    said = verify_pdf(pdf)
    assert said.good and not said.self_made
    assert "An Authority vouches for who signed." in said.sentence


def test_an_issuer_that_only_the_certificate_names_vouches_for_nobody() -> None:
    for beside in (False, True):
        made = names_an_issuer("Mallory", "An Authority", SIGNED_AT, issuer_beside=beside)
        said = verify_pdf(
            sign_letter(york(), ucra(), made, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST)
        )
        assert said.good and not said.signatures[-1].vouched and "vouches" not in said.sentence
        assert "The certificate of Mallory names An Authority as its issuer; this was not checked." in said.sentence


def test_a_certificate_that_was_out_of_date_at_signing_is_told(identity: SigningIdentity, signed: bytes) -> None:
    later = SIGNED_AT + timedelta(days=4 * 365)
    said = verify_pdf(sign_letter(york(), ucra(), identity, signature_image=None, signed_at=later, log_digest=DIGEST))
    assert said.good and said.signatures[-1].out_of_date
    told = "The certificate of Joan Dennis was not valid then, but from 21 May 2010 until 20 May 2013."
    assert told in said.sentence
    assert not verify_pdf(signed).signatures[-1].out_of_date and "not valid then" not in verify_pdf(signed).sentence


def organisations() -> bytes:
    """An identity of another kind, with an elliptic curve, that a certificate authority issued."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate("An Inspectorate", "An Authority", key, authority)
    issuer = _certificate("An Authority", "An Authority", authority, authority)
    return serialize_key_and_certificates(b"x", key, certificate, [issuer], BestAvailableEncryption(PASSWORD.encode()))


def without_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate("Nobody", "Nobody", key, key)
    return serialize_key_and_certificates(b"x", None, certificate, None, BestAvailableEncryption(PASSWORD.encode()))


def _certificate(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2010, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2012, 1, 1, tzinfo=UTC))
        .sign(signer, hashes.SHA256())
    )


def test_a_photographed_signature_loses_its_paper() -> None:
    paper = Image.new("RGB", (900, 500), (196, 192, 180))
    ImageDraw.Draw(paper).line([(200, 300), (400, 150), (700, 330)], fill=(20, 30, 110), width=9)
    written = BytesIO()
    paper.save(written, "JPEG")
    with Image.open(BytesIO(signature_picture(written.getvalue()))) as picture:
        assert picture.width < 600 and picture.crop((0, 0, 5, 5)).getextrema()[3] == (0, 0)
        alphas = picture.getchannel("A").histogram()
        assert alphas[0] > alphas[255] > 500
    blank = BytesIO()
    Image.new("RGB", (90, 50), (196, 192, 180)).save(blank, "PNG")
    with pytest.raises(IdentityFault, match="Nothing is to be seen"):
        signature_picture(blank.getvalue())


def test_the_digest_s_code_is_known_however_it_is_typed() -> None:
    code = short_code(DIGEST)
    assert code == "04HM-ASW9" and code != short_code("f" * 64)
    for typed in (code, "04hmasw9", "o4hm asw9", " O4HM - ASW9 "):
        assert is_code_of(typed, DIGEST)
    assert not is_code_of("04HM-ASW8", DIGEST) and not is_code_of("", DIGEST)
