"""Time stamps: added in the room of the last signature, told by verifying, and refused where they are not of it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from asn1crypto.cms import CMSAttributes, ContentInfo
from asn1crypto.core import ParsableOctetString
from asn1crypto.tsp import PKIStatusInfo, TimeStampReq
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import DIGEST, SIGNED_AT, complaints, letter_of, ucra, york
from pyhanko.sign.general import simple_cms_attribute
from time_stamp_service import AUTHORITY, SERVICE, STAMPED_AT, Answer, service, stamper, stamps

from inspector_app.errors import InspectorError, SignatureFault, TimeStampFault
from inspector_app.letter.content import letter_content
from inspector_app.letter.identity import SigningIdentity, make_identity, read_identity
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.signing import add_signature, sign_letter
from inspector_app.letter.time_stamp import ATTRIBUTE
from inspector_app.letter.time_stamping import with_time_stamp
from inspector_app.letter.verification import last_signature, verify_pdf
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector

OTHER = Inspector(id="5f3c1a58-6f0f-4d0e-9d43-0d8f1c2f7a11", name="A. Nother", designation="HMI")


def identity_of(name: str) -> SigningIdentity:
    return read_identity(make_identity(name, "HMI", password="a password", now=SIGNED_AT), "a password", now=SIGNED_AT)


@pytest.fixture(scope="module")
def identity() -> SigningIdentity:
    return identity_of("Joan Dennis")


def signed_by(identity: SigningIdentity, contents: VisitContents | None = None) -> bytes:
    return sign_letter(
        contents or york(), ucra(), identity, signature_image=None, signed_at=SIGNED_AT, log_digest=DIGEST
    )


@pytest.fixture(scope="module")
def signed(identity: SigningIdentity) -> bytes:
    return signed_by(identity)


@pytest.fixture(scope="module")
def stamped(signed: bytes) -> bytes:
    with service() as url:
        return with_time_stamp(signed, url)


def fault_of(pdf: bytes, answer: Answer = stamps) -> InspectorError:
    with service(answer) as url, pytest.raises(InspectorError) as caught:
        with_time_stamp(pdf, url)
    assert caught.value.next_step
    return caught.value


def test_a_stamped_letter_says_when_and_by_whom(stamped: bytes) -> None:
    said = verify_pdf(stamped)
    (stamp,) = said.signatures[-1].time_stamps
    assert said.good and stamp is not None
    assert (stamp.at, stamp.stamped_by, stamp.issued_by) == (STAMPED_AT, SERVICE, AUTHORITY)
    assert said.sentence.endswith(
        "The signature of Joan Dennis was time-stamped on 22 May 2010 at 08:30 UTC by Made-up Stamps, "
        "for which Made-up Authority vouches."
    )


def test_nothing_but_the_room_of_the_signature_changes(signed: bytes, stamped: bytes, tmp_path: Path) -> None:
    assert len(stamped) == len(signed)
    changed = [at for at, (before, after) in enumerate(zip(signed, stamped, strict=True)) if before != after]
    room = signed.index(b"/Contents <") + len(b"/Contents <")
    end = signed.index(b">", room)
    assert room <= changed[0] and changed[-1] < end
    assert end - room <= 16 * 2**10
    assert verify_pdf(stamped).log_digest == DIGEST
    assert complaints(stamped, tmp_path) == []


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_finds_the_stamped_signature_valid(stamped: bytes, tmp_path: Path) -> None:
    file = tmp_path / "stamped.pdf"
    file.write_bytes(stamped)
    said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said and "Total document signed" in said


def test_there_is_room_for_a_stamp_of_six_thousand_bytes_and_none_for_a_longer_one(signed: bytes) -> None:
    asked_for = stamper().request_cms(bytes(32), "sha256")[1]
    usual = len(stamper().request_tsa_response(asked_for)["time_stamp_token"].dump())

    def long(size: int) -> Answer:
        made = stamper(longer_by=size - usual)
        return lambda asked: (200, made.request_tsa_response(TimeStampReq.load(asked)).dump())

    with service(long(6000)) as url:
        assert verify_pdf(with_time_stamp(signed, url)).good
    fault = fault_of(signed, long(8000))
    assert isinstance(fault, SignatureFault) and "has no room for this time stamp" in fault.sentence


def test_of_two_signatures_the_last_is_stamped_when_both_are_there(identity: SigningIdentity) -> None:
    of_two = letter_of(york().findings, inspectors=[*york().inspectors, OTHER])
    first = signed_by(identity, of_two)
    assert "waits for the signature of A. Nother" in fault_of(first).sentence
    both = add_signature(
        first, identity_of("A. Nother"), signatory="A. Nother", signature_image=None, signed_at=SIGNED_AT
    )
    with service() as url:
        said = verify_pdf(with_time_stamp(both, url))
    assert said.good and [len(each.time_stamps) for each in said.signatures] == [0, 1]
    assert "signature of A. Nother was time-stamped" in said.sentence


def with_stamp(pdf: bytes, token: ContentInfo) -> bytes:
    """The file with a token put to its last signature, whatever the token stamps."""
    signature = last_signature(pdf)
    message = signature.signed_data
    message["signer_infos"][0]["unsigned_attrs"] = CMSAttributes([simple_cms_attribute(ATTRIBUTE, token)])
    content = ContentInfo({"content_type": "signed_data", "content": message}).dump()
    _, start, end, _ = map(int, signature.byte_range)
    return pdf[: start + 1] + content.hex().encode().ljust(end - start - 2, b"0") + pdf[end - 1 :]


def token_in(pdf: bytes) -> ContentInfo:
    return last_signature(pdf).signer_info["unsigned_attrs"][0]["values"][0]


def test_a_stamp_that_does_not_belong_to_the_signature_is_told(identity: SigningIdentity, stamped: bytes) -> None:
    other = signed_by(identity, letter_of(york().findings[:1]))
    token = token_in(stamped)
    assert with_stamp(stamped, token) == stamped
    moved_on = token.copy()
    content = moved_on["content"]["encap_content_info"]["content"]
    at = b"20100522083000Z"
    assert at in bytes(content)
    moved_on["content"]["encap_content_info"]["content"] = ParsableOctetString(
        bytes(content).replace(at, b"20100521083000Z")
    )
    for false in (with_stamp(other, token), with_stamp(stamped, moved_on)):
        said = verify_pdf(false)
        assert said.intact and not said.changed_since and not said.good
        assert said.signatures[-1].time_stamps == (None,)
        assert said.sentence.endswith("that does not belong to it: do not go by it.")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_no_damage_makes_another_stamp_of_it(stamped: bytes, data: st.DataObject) -> None:
    _, start, end, _ = map(int, last_signature(stamped).byte_range)
    at = data.draw(st.integers(start + 1, end - 2))
    digit = data.draw(st.sampled_from(b"0123456789abcdef"))
    try:
        said = verify_pdf(stamped[:at] + bytes([digit]) + stamped[at + 1 :])
    except SignatureFault:
        return
    (stamp,) = verify_pdf(stamped).signatures[-1].time_stamps
    assert stamp is not None
    # Of the authority's own certificate, which nothing signs, damage leaves the name alone.
    assert not said.good or said.signatures[-1].time_stamps in ((), (stamp,), (replace(stamp, vouched=False),))


def fault_with(pdf: bytes, url: str) -> InspectorError:
    with pytest.raises(InspectorError) as caught:
        with_time_stamp(pdf, url)
    return caught.value


def test_a_file_that_cannot_be_stamped_is_refused_before_anybody_is_asked(signed: bytes, stamped: bytes) -> None:
    def asked(_request: bytes) -> tuple[int, bytes]:
        raise AssertionError("the service was asked")

    unsigned = letter_pdf(letter_content(york(), ucra()), draft=False, created=SIGNED_AT)
    assert "has no signature" in fault_of(unsigned, asked).sentence
    assert "is not a PDF" in fault_of(b"words", asked).sentence
    assert "was changed" in fault_of(signed.replace(b"/Lang", b"/Lung", 1), asked).sentence
    assert "has a time stamp already" in fault_of(stamped, asked).sentence


def refuses(_asked: bytes) -> tuple[int, bytes]:
    status = PKIStatusInfo({"status": "rejection", "status_string": ["not today."]}).dump()
    return 200, b"\x30" + bytes([len(status)]) + status


def stamps_another(_asked: bytes) -> tuple[int, bytes]:
    _, other = stamper().request_cms(bytes(32), "sha256")
    return 200, stamper().request_tsa_response(other).dump()


def stamps_other_bytes(asked: bytes) -> tuple[int, bytes]:
    request = TimeStampReq.load(asked)
    request["message_imprint"]["hashed_message"] = bytes(32)
    return 200, stamper().request_tsa_response(request).dump()


def damages(asked: bytes) -> tuple[int, bytes]:
    status, answer = stamps(asked)
    return status, answer[:-1] + bytes([answer[-1] ^ 1])


def is_no_service(asked: bytes) -> tuple[int, bytes]:
    other = stamper(usage=ExtendedKeyUsageOID.CODE_SIGNING)
    return 200, other.request_tsa_response(TimeStampReq.load(asked)).dump()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refuses, "refuses: not today."),
        (stamps_another, "of another request"),
        (stamps_other_bytes, "no time stamp of this signature"),
        (damages, "no time stamp of this signature"),
        (is_no_service, "no time stamp of this signature"),
        (lambda _asked: (200, b"<html>Welcome</html>"), "is no time stamp"),
        (lambda _asked: (200, b""), "is no time stamp"),
        (lambda _asked: (200, b"0" * 100_000), "is no time stamp"),
        (lambda _asked: (503, b"busy"), "answers 503"),
        (lambda _asked: (302, b""), "answers 302"),
    ],
)
def test_what_a_service_does_wrong_is_told(signed: bytes, answer: Answer, words: str) -> None:
    fault = fault_of(signed, answer)
    assert isinstance(fault, TimeStampFault) and words in fault.sentence


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://stamps.example.org/",
        "stamps.example.org",
        "http://",
        "https://[x/",
        "http://a b/",
    ],
)
def test_what_is_no_address_is_told(signed: bytes, url: str) -> None:
    assert "no address" in fault_with(signed, url).sentence


def test_a_service_that_is_not_there_is_told(signed: bytes) -> None:
    with service() as url:
        pass
    assert "cannot be reached" in fault_with(signed, url).sentence
    assert "cannot be reached" in fault_with(signed, "http://127.0.0.1:port/").sentence
