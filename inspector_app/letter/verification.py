"""Verifying a signed PDF: who signed, when, whether anything changed since, and which evidence it rests on."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from inspector_app.errors import InspectorError, SignatureFault, shown
from inspector_app.letter.certificate_issuer import is_issued_by_one_of
from inspector_app.letter.certificate_names import NAME_LENGTH, common_name
from inspector_app.letter.signature_fields import signatory_of
from inspector_app.letter.time_stamp import time_stamps
from inspector_app.letter.verification_words import Signature, said_of
from inspector_app.letter.xmp import log_digest_in
from inspector_app.visit.names import joined

_DIGITS = re.compile(rb"<(?:[0-9A-F]*|[0-9a-f]*)>")
LARGEST = 25 * 2**20
"""How many bytes a signed letter may have: a hundred times those of a long one with a picture."""
_MOST_SIGNATURES = 20
_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=32 * 2**20),
    document_budget=DocumentDecodeBudget(base_allowance=64 * 2**20, max_ratio=4),
)
"""How much of a stranger's file is unpacked at most, in bytes."""

# What pyHanko makes of a stranger's file is said in our words; by itself it prints it, call stacks and all.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A signatory who has not signed yet, and the field that is kept for the signature."""

    name: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a signed PDF says, and whether it is to be believed.

    `intact`: the signed bytes are those that were signed. `changed_since`: they are, but something was added after.
    `log_digest` is the SHA-256 (hex) of the change log at the time of signing, or None. `sentence` says it all.
    `signatures` in the order in which they were made; `waits_for` who is still to sign, in theirs. What is told of one
    signature is told of the last.
    """

    signatures: tuple[Signature, ...]
    waits_for: tuple[Waiting, ...]
    signed_by: str
    signed_at: datetime | None
    intact: bool
    changed_since: bool
    self_made: bool
    issued_by: str
    valid_until: datetime
    log_digest: str | None
    sentence: str

    @property
    def signed_by_last(self) -> str:
        """Who signed last."""
        return self.signatures[-1].signed_by

    @property
    def good(self) -> bool:
        """Whether the file is just as it was signed, and bears no time stamp that is not of its signatures."""
        stamps = (stamp for each in self.signatures for stamp in each.time_stamps)
        return self.intact and not self.changed_since and None not in stamps


def verify_pdf(pdf: bytes) -> Verification:
    """Return what a PDF's signature says; with several, all must hold, and the last one's time is given.

    Whom to trust is not asked, and nothing is fetched. Raises SignatureFault for what is not a PDF, has no signature,
    or has one that cannot be read.
    """
    with _damage_told():
        signatures = _signatures(pdf)
        intact = all(_is_intact(signature, pdf) for signature in signatures)
        changed = intact and not _nothing_added(signatures)
        return _verification(signatures, intact, changed)


def last_signature(pdf: bytes) -> EmbeddedPdfSignature:
    """Return the signature that was made last, as pyHanko reads it. Raises SignatureFault as `verify_pdf` does."""
    with _damage_told():
        return _signatures(pdf)[-1]


def is_same_letter(pdf: bytes, sealed: bytes) -> bool:
    """Return whether two signed files are one, byte for byte, but for what was put to the last signature unsigned.

    A time stamp is. Raises SignatureFault as `verify_pdf` does.
    """
    return _as_signed(pdf) == _as_signed(sealed)


def _as_signed(pdf: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return a file around the room of its last signature, with that signature's value and its certificate.

    The certificate is compared too: another one may hold the same key in another name.
    """
    signature = last_signature(pdf)
    _, before, after, _ = map(int, signature.byte_range)
    value = signature.signer_info["signature"].native
    return pdf[:before], pdf[after:], value, signature.signer_cert.dump()


def _verification(found: Sequence[EmbeddedPdfSignature], intact: bool, changed: bool) -> Verification:
    signatures = tuple(map(_described, found))
    waiting = tuple(_waiting(found[-1].reader))
    last = signatures[-1]
    return Verification(
        signatures=signatures,
        waits_for=waiting,
        signed_by=joined([each.signed_by for each in signatures]),
        signed_at=last.signed_at,
        intact=intact,
        changed_since=changed,
        self_made=last.self_made,
        issued_by=last.issued_by,
        valid_until=last.valid_until,
        log_digest=_log_digest(found[0].reader.root),
        sentence=said_of(signatures, [each.name for each in waiting], intact=intact, changed=changed),
    )


def _described(signature: EmbeddedPdfSignature) -> Signature:
    certificate = signature.signer_cert
    return Signature(
        signed_by=common_name(certificate.subject),
        signed_at=signature.self_reported_timestamp,
        self_made=bool(certificate.subject == certificate.issuer),
        issued_by=common_name(certificate.issuer),
        vouched=is_issued_by_one_of(certificate.dump(), (each.dump() for each in signature.other_embedded_certs)),
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        ends_at=int(signature.byte_range[2]) + int(signature.byte_range[3]),
        time_stamps=time_stamps(signature.signer_info),
    )


def _waiting(reader: PdfFileReader) -> Iterator[Waiting]:
    """Give the fields of ours that nobody has filled yet."""
    for name, value, reference in islice(enumerate_sig_fields(reader), _MOST_SIGNATURES):
        whose = signatory_of(str(reference.get_object().get("/TU", "")))
        if value is None and whose:
            yield Waiting(name=shown(whose, NAME_LENGTH), field=name)


def _signatures(pdf: bytes) -> Sequence[EmbeddedPdfSignature]:
    if b"%PDF-" not in pdf[:1024]:
        raise SignatureFault("The file is not a PDF.", "Choose the signed letter as it was saved or received.")
    if len(pdf) > LARGEST:
        raise SignatureFault(
            f"The PDF has more than {LARGEST // 2**20} MB, which no letter has.", "Choose the signed letter."
        )
    reader = PdfFileReader(BytesIO(pdf), decode_limits=_LIMITS)
    if reader.encrypted:
        raise SignatureFault("The PDF is locked with a password.", "Ask for the signed letter as it was signed.")
    signatures = list(islice(reader.embedded_regular_signatures, _MOST_SIGNATURES + 1))
    if len(signatures) > _MOST_SIGNATURES:
        raise SignatureFault(
            f"The PDF has more than {_MOST_SIGNATURES} signatures, which no letter has.", "Choose the signed letter."
        )
    if not signatures:
        raise SignatureFault("The PDF has no signature.", "Ask for the signed letter: this is a draft or a print.")
    return signatures


@contextmanager
def _damage_told() -> Iterator[None]:
    """Tell whatever a stranger's file trips in the readers as damage of the file.

    They promise no class of error: recursion, a failed assertion and a missing attribute are met besides their own.
    """
    try:
        yield
    except InspectorError:
        raise
    except Exception:  # noqa: BLE001
        raise SignatureFault(
            "The PDF or its signature is damaged and cannot be read.",
            "Ask for the file again, or open another copy of it.",
        ) from None


def _is_intact(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """The bytes that the signature covers have the digest that was signed, and its key signed it."""
    same, signed = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return same and signed and _is_filled_plainly(signature, pdf)


def _nothing_added(signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    """The last signature covers the whole file, and after the others came nothing but what they allow.

    That is less than certification leaves open: no field more, and the same metadata, in which the log's digest is.
    """
    if signatures[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return False
    reader = signatures[0].reader
    for earlier in signatures[:-1]:
        earlier.compute_integrity_info()  # type: ignore[no-untyped-call]
        if not earlier.summarise_integrity_info()["docmdp_ok"]:
            return False
        then = reader.get_historical_resolver(earlier.signed_revision)
        if _fields(then) != _fields(reader) or _metadata(then.root) != _metadata(reader.root):
            return False
    return True


def _fields(handler: PdfHandler) -> set[str]:
    return {name for name, _, _ in enumerate_sig_fields(handler)}


def _is_filled_plainly(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """The only room that a signature does not cover is its own: it holds digits, and noughts where it is not filled."""
    _, before, after, _ = signature.byte_range
    if not _DIGITS.fullmatch(pdf, int(before), int(after)):
        return False
    content = signature.pkcs7_content
    return not content[der_length(content) :].strip(b"\0")


def der_length(content: bytes) -> int:
    """How many bytes a value in DER takes with its tag and its length (X.690 §8.1.3)."""
    if content[1] < 128:
        return 2 + content[1]
    octets = content[1] & 127
    return 2 + octets + int.from_bytes(content[2 : 2 + octets])


def _log_digest(catalog: DictionaryObject) -> str | None:
    return log_digest_in(_metadata(catalog))


def _metadata(catalog: DictionaryObject) -> bytes:
    return bytes(catalog["/Metadata"].data) if "/Metadata" in catalog else b""
