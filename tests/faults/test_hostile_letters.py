"""Signed PDFs and signing identities from strangers: told in words, soon, and never more trusted than they deserve."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from hostile import assert_readable, damaged, read_or_refused
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from inspector_app.errors import IdentityFault, SignatureFault
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.letter.identity import SigningIdentity, make_identity, read_identity
from inspector_app.letter.signing import sign_letter
from inspector_app.letter.verification import Verification, verify_pdf

YORK = Path(__file__).parent.parent / "examples" / "york-2010-letter.visit.json"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def identity_file() -> bytes:
    return make_identity("A. Inspector", "His Majesty's Inspector", password="secret", now=NOW)


@pytest.fixture(scope="module")
def signed(identity_file: bytes) -> bytes:
    return signed_by(read_identity(identity_file, "secret", now=NOW))


def signed_by(identity: SigningIdentity) -> bytes:
    visit = read_visit_file(YORK)
    framework = framework_from_source(visit.visit.framework_source)
    return sign_letter(visit, framework, identity, signature_image=None, signed_at=NOW, log_digest=DIGEST)


def fault_of(pdf: bytes) -> SignatureFault:
    with pytest.raises(SignatureFault) as caught:
        verify_pdf(pdf)
    assert_readable(caught.value)
    return caught.value


# -- PDFs, by chance


@pytest.fixture(scope="module")
def skeleton(signed: bytes) -> tuple[int, ...]:
    """The places of a signed PDF that are not inside a compressed stream: its objects, tables and signature."""
    outside = re.finditer(rb"(?s)(?:%PDF|endstream).*?(?:stream|%%EOF)", signed)
    return tuple(place for found in outside for place in range(*found.span()))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_never_good_and_is_told_in_words(
    signed: bytes, skeleton: tuple[int, ...], data: st.DataObject
) -> None:
    pdf = bytearray(signed)
    for place in sorted(data.draw(st.lists(st.sampled_from(skeleton), min_size=1, max_size=4)), reverse=True):
        stroke = data.draw(st.sampled_from(["flip", "cut", "put in"]))
        if stroke == "flip":
            pdf[place] ^= 1 << data.draw(st.integers(0, 7))
        elif stroke == "cut":
            del pdf[place : place + data.draw(st.integers(1, 40))]
        else:
            pdf[place:place] = data.draw(
                st.sampled_from([b"[", b"<<", b">>", b"/", b"9" * 20, b" 0 R", b"-", b"(", b"\0", b"null", b"true"])
            )
    said = read_or_refused(lambda: verify_pdf(bytes(pdf)))
    assert bytes(pdf) == signed or said is None or not said.good


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_of_any_kind_are_told_in_words(signed: bytes, data: st.DataObject) -> None:
    pdf = data.draw(damaged(signed) | st.binary(max_size=200).map(b"%PDF-1.7\n".__add__) | st.binary(max_size=50))
    said = read_or_refused(lambda: verify_pdf(pdf))
    assert pdf == signed or said is None or not said.good


# -- PDFs, made with care


def small_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out),
    )  # fmt: skip


ROOT = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]/SigFlags 3>>>>"
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
FIELD = b"<</FT/Sig/T(a)/V 4 0 R>>"

LOOPS_AND_LIES = {
    "a header alone": b"%PDF-1.7",
    "no form": small_pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES),
    "a field that is its own child": small_pdf(ROOT, PAGES, b"<</T(a)/Kids[3 0 R]>>"),
    "a field that is its own signature": small_pdf(ROOT, PAGES, b"<</T(a)/FT/Sig/V 3 0 R/Kids[3 0 R]>>"),
    "a field that is its own parent": small_pdf(ROOT, PAGES, b"<</T(a)/Parent 3 0 R/V 4 0 R>>", b"<<>>"),
    "an object that is itself": small_pdf(b"1 0 R", PAGES),
    "two objects that are each other": small_pdf(b"2 0 R", b"1 0 R"),
    "lists without an end": small_pdf(b"[" * 100_000, PAGES),
    "dictionaries without an end": small_pdf(b"<</a" * 100_000, PAGES),
    "a trailer without an end": small_pdf(ROOT, PAGES, b"<<>>", trailer=b"/X " + b"[" * 100_000),
    "an earlier table inside an object": small_pdf(ROOT, PAGES, b"<<>>", trailer=b"/Prev 9"),
    "a table of a hundred thousand million": small_pdf(ROOT, PAGES).replace(b"xref\n0 3", b"xref\n0 99999999999"),
    "fields that are a number": small_pdf(ROOT.replace(b"[3 0 R]", b"7"), PAGES),
    "a signature that is a text": small_pdf(ROOT, PAGES, FIELD, b"(x)"),
    "a signature of noughts": small_pdf(ROOT, PAGES, FIELD, b"<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"),
    "a signature beyond the file": small_pdf(
        ROOT,
        PAGES,
        FIELD,
        b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 999999999999 2 -3]/Contents<3003020100>>>",
    ),
}


@pytest.mark.parametrize("pdf", LOOPS_AND_LIES.values(), ids=LOOPS_AND_LIES.keys())
def test_loops_and_lies_are_told_in_words(pdf: bytes) -> None:
    fault_of(pdf)


def test_a_table_that_is_its_own_predecessor_is_told_in_words() -> None:
    pdf = small_pdf(ROOT, PAGES, b"<<>>", trailer=b"/Prev 0000000000")
    fault_of(pdf.replace(b"/Prev 0000000000", b"/Prev %010d" % pdf.index(b"xref\n")))


def updated(pdf: bytes, number: int, content: bytes) -> bytes:
    """Return the PDF with a later version of one object appended, as anybody can append one."""
    before = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    root = re.findall(rb"/Root (\d+) 0 R", pdf)[-1]
    place = len(pdf) + 1
    out = pdf + b"\n%d 0 obj\n%b\nendobj\n" % (number, content)
    return out + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 999/Root %b 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, place, root, before, len(out),
    )  # fmt: skip


def test_a_digit_of_the_signature_in_another_case_is_seen(signed: bytes) -> None:
    start = signed.index(b"/Contents <") + 11 if b"/Contents <" in signed else signed.index(b"/Contents<") + 10
    letter = re.compile(rb"[A-F]").search(signed, start)
    assert letter is not None
    changed = signed[: letter.start()] + letter[0].lower() + signed[letter.end() :]
    assert not verify_pdf(changed).intact


def number_of(pdf: bytes, key: str) -> int:
    return int(IncrementalPdfFileWriter(BytesIO(pdf)).prev.root.raw_get(key).idnum)


def test_what_was_added_after_signing_is_seen(signed: bytes) -> None:
    said = verify_pdf(updated(signed, number_of(signed, "/Pages"), b"<</Type/Pages/Kids[]/Count 0>>"))
    assert not said.good
    assert said.changed_since


def test_an_added_log_digest_is_not_believed(signed: bytes) -> None:
    packet = b"urn:inspector-app:log:sha256:" + b"f" * 64
    stream = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream" % (len(packet), packet)
    said = verify_pdf(updated(signed, number_of(signed, "/Metadata"), stream))
    assert not said.good


BOMB = """
import resource, sys
from pathlib import Path
from inspector_app.errors import SignatureFault
from inspector_app.letter.verification import verify_pdf
pdf = Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    assert not verify_pdf(pdf).good
except SignatureFault as error:
    assert error.next_step
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("filters", [1, 2])
def test_a_decompression_bomb_is_not_unpacked(signed: bytes, tmp_path: Path, filters: int) -> None:
    packed = b"\0" * 300_000_000
    for _ in range(filters):
        packed = zlib.compress(packed, 6)
    stream = b"<</Type/Metadata/Subtype/XML/Filter[%b]/Length %d>>\nstream\n%b\nendstream" % (
        b"/FlateDecode " * filters, len(packed), packed,
    )  # fmt: skip
    path = tmp_path / "bomb.pdf"
    path.write_bytes(updated(signed, number_of(signed, "/Metadata"), stream))

    done = subprocess.run([sys.executable, "-c", BOMB, str(path)], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 150, "megabytes"
    assert not done.stderr


def test_an_encrypted_pdf_is_told_so() -> None:
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O(%b)/U(%b)>>" % (b"o" * 32, b"u" * 32)
    pdf = small_pdf(ROOT, PAGES, b"<<>>", lock, trailer=b"/Encrypt 4 0 R/ID[(0123456789abcdef)(0123456789abcdef)]")
    assert "password" in fault_of(pdf).sentence


def test_a_pdf_too_large_to_be_a_letter_is_not_read() -> None:
    assert "MB" in fault_of(b"%PDF-1.7" + bytes(26 * 2**20)).sentence


def test_a_stranger_who_signs_is_named_as_one_who_vouches_for_himself(signed: bytes) -> None:
    said = verify_pdf(signed)
    assert said.good
    assert said.self_made
    assert "not who holds the key" in said.sentence


def test_a_strangers_name_moves_no_cursor() -> None:
    said = said_of_name("\x1b[2J\u202eA. Director of Everything and of a great deal besides it")
    assert said.good
    assert not {"\x1b", "\u202e"} & set(said.sentence)


def said_of_name(name: str) -> Verification:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())
    stranger = read_identity(file, "", now=NOW)
    return verify_pdf(signed_by(replace(stranger, name="A. Inspector")))


# -- signing identities


def read(content: bytes, password: str = "secret") -> SigningIdentity:
    return read_identity(content, password, now=NOW)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_identity_is_read_or_refused_in_words(identity_file: bytes, data: st.DataObject) -> None:
    content = data.draw(damaged(identity_file) | st.binary(max_size=100))
    read_or_refused(lambda: read(content))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_open_identity_is_read_or_refused_in_words(open_identity: bytes, data: st.DataObject) -> None:
    content = data.draw(damaged(open_identity))
    read_or_refused(lambda: read(content, ""))


@pytest.fixture(scope="module")
def open_identity(identity_file: bytes) -> bytes:
    """A PKCS#12 file without encryption and without a digest over it: every byte of it is read as it stands."""
    held = load_pkcs12(identity_file, b"secret")
    assert held.cert is not None
    content = serialize_key_and_certificates(b"x", held.key, held.cert.certificate, None, NoEncryption())
    file = Pfx.load(content)
    file["mac_data"] = None
    return bytes(file.dump(force=True))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20) | st.sampled_from(["a\0b", "\0", "\ud800", "x" * 100_000]))
def test_any_password_opens_it_or_is_refused_in_words(identity_file: bytes, password: str) -> None:
    assert read_or_refused(lambda: read(identity_file, password)) is None or password == "secret"


@pytest.mark.parametrize("rounds", [10**7, 2**31 - 1, 2**62, -1])
def test_an_identity_that_asks_for_hours_of_work_is_refused_at_once(identity_file: bytes, rounds: int) -> None:
    file = Pfx.load(identity_file)
    file["mac_data"]["iterations"] = rounds
    with pytest.raises(IdentityFault) as caught:
        read(file.dump(force=True))
    assert_readable(caught.value)
