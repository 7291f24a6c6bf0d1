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
from letters import DIGEST, SIGNED_AT, complaints, finding, letter_of, pdf_text, squeezed, ucra, york
from made_certificates import names_an_issuer
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from inspector_app.errors import IdentityFault, SignatureFault, SigningBarred
from inspector_app.letter.content import letter_content
from inspector_app.letter.digest_code import is_code_of, short_code
from inspector_app.letter.identity import SigningIdentity, make_identity, read_identity
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.preview import page_count, page_images
from inspector_app.letter.signature_picture import signature_picture
from inspector_app.letter.signing import add_signature, sign_letter
from inspector_app.letter.verification import verify_pdf
from inspector_app.visit.contents import VisitContents

PASSWORD = "a password"


@pytest.fixture(scope="module")
def pkcs12() -> bytes:
    return make_identity("Joan Dennis", "Her Majesty's Inspector", password=PASSWORD, now=SIGNED_AT)


@pytest.fixture(scope="module")
def identity(pkcs12: bytes) -> SigningIdentity:
    return read_identity(pkcs12, PASSWORD, now=SIGNED_AT)


@pytest.fixture(scope="module")
def signed(identity: SigningIdentity) -> bytes:
    return sign_letter(york(), ucra(), identity, signature_image=drawn(), signed_at=SIGNED_AT, log_digest=DIGEST)


def drawn() -> bytes:
    """A signature drawn on nothing, as PNG."""
    picture = Image.new("RGBA", (600, 160), (0, 0, 0, 0))
    strokes = [(20, 120), (60, 30), (90, 130), (300, 60), (560, 90)]
    ImageDraw.Draw(picture).line(strokes, fill=(20, 30, 90, 255), width=5)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


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


def with_page(pdf: bytes) -> bytes:
    """The file with a page appended in an update of its own, as a PDF editor saves it."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, pdf_name

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    box = ArrayObject([NumberObject(edge) for edge in (0, 0, 595, 842)])
    pages = writer.root["/Pages"]
    page = DictionaryObject({pdf_name("/Type"): NameObject("/Page"), pdf_name("/MediaBox"): box})
    page["/Parent"] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_other_title(pdf: bytes) -> bytes:
    """The file with its metadata changed in an update of its own."""
    from pyhanko.pdf_utils.generic import TextStringObject

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = TextStringObject("fr")
    writer.update_root()
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_other_look(pdf: bytes) -> bytes:
    """The file with the first signature's field made as large as the page, where it could cover the letter."""
    from pyhanko.pdf_utils.generic import ArrayObject, NumberObject

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0).get_object()
    field["/Rect"] = ArrayObject([NumberObject(edge) for edge in (0, 0, 595, 842)])
    writer.update_container(field)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_changed_word(pdf: bytes) -> bytes:
    """The file written anew with another page content, the signature taken along."""
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[1]
        page.Contents.write(page.Contents.read_bytes()[:-40] + b" " * 40)
        written = BytesIO()
        document.save(written)
    return written.getvalue()


def with_space_in_signature(pdf: bytes) -> bytes:
    """The file with white space among the noughts that fill the room of the signature."""
    at = pdf.rindex(b"0" * 100)
    return pdf[:at] + b"\t" + pdf[at + 1 :]


def with_byte_changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


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


# -- two signatories, one after the other


@pytest.fixture(scope="module")
def another() -> SigningIdentity:
    made = make_identity("A. Nother", "His Majesty's Inspector", password=PASSWORD, now=SIGNED_AT)
    return read_identity(made, PASSWORD, now=SIGNED_AT)


def of_two() -> VisitContents:
    base = york()
    other = replace(base.inspectors[0], id="other", name="A. Nother", designation="His Majesty's Inspector")
    return letter_of(base.findings, inspectors=[base.inspectors[0], other])


@pytest.fixture(scope="module")
def signed_once(identity: SigningIdentity) -> bytes:
    return sign_letter(of_two(), ucra(), identity, signature_image=drawn(), signed_at=SIGNED_AT, log_digest=DIGEST)


@pytest.fixture(scope="module")
def signed_twice(signed_once: bytes, another: SigningIdentity) -> bytes:
    later = SIGNED_AT + timedelta(days=3)
    return add_signature(signed_once, another, signatory="A. Nother", signature_image=drawn(), signed_at=later)


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
