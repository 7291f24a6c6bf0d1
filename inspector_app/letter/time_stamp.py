"""The time stamps that a signature bears in its unsigned attributes (RFC 3161, appendix A), as they are read."""

from __future__ import annotations

import hashlib
from datetime import UTC
from itertools import islice
from typing import Any

from asn1crypto.tsp import TSTInfo  # type: ignore[import-untyped]
from pyhanko.sign.general import extract_certificate_info, extract_signer_info, find_cms_attribute_iter
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from inspector_app.letter.certificate_issuer import is_issued_by_one_of
from inspector_app.letter.certificate_names import common_name
from inspector_app.letter.verification_words import TimeStamp

ATTRIBUTE = "signature_time_stamp_token"
"""What asn1crypto calls the unsigned attribute id-aa-timeStampToken."""
_MOST_STAMPS = 4
_DIGESTS = frozenset({"sha256", "sha384", "sha512"})
"""Digests that two different signatures cannot be made to share."""


def time_stamps(signer_info: Any) -> tuple[TimeStamp | None, ...]:
    """Return the time stamps of a signature (asn1crypto `SignerInfo`); None in the place of one that is not of it."""
    found = islice(find_cms_attribute_iter(signer_info["unsigned_attrs"], ATTRIBUTE), _MOST_STAMPS)
    return tuple(read_time_stamp(token, signer_info["signature"].native) for token in found)


def read_time_stamp(token: Any, stamped: bytes) -> TimeStamp | None:
    """Return what a token (asn1crypto `ContentInfo`) says of the bytes it is for; None where it does not stamp them.

    It does where it names their digest, is signed as it is read, and by a certificate that is for time stamps.
    """
    try:
        return _read(token, stamped)
    except Exception:  # noqa: BLE001 - what a stranger's token trips in the readers promises no class of error
        return None


def _read(token: Any, stamped: bytes) -> TimeStamp | None:
    signed_data = token["content"]
    content = signed_data["encap_content_info"]["content"]
    info = TSTInfo.load(bytes(content), strict=True)
    signer_info, certificates = extract_signer_info(signed_data), extract_certificate_info(signed_data)
    certificate = certificates.signer_cert
    usage = certificate.extended_key_usage_value
    if usage is None or "time_stamping" not in usage.native or not len(signer_info["signed_attrs"]):
        return None
    imprint = info["message_imprint"]
    if _digest(imprint["hash_algorithm"], stamped) != imprint["hashed_message"].native:
        return None
    same, signed = validate_sig_integrity(
        signer_info,
        certificate,
        expected_content_type="tst_info",
        actual_digest=_digest(signer_info["digest_algorithm"], bytes(content)),
    )
    if not (same and signed):
        return None
    return TimeStamp(
        at=info["gen_time"].native.astimezone(UTC),
        stamped_by=common_name(certificate.subject),
        self_made=bool(certificate.subject == certificate.issuer),
        issued_by=common_name(certificate.issuer),
        vouched=is_issued_by_one_of(certificate.dump(), (each.dump() for each in certificates.other_certs)),
    )


def _digest(algorithm: Any, content: bytes) -> bytes:
    name = algorithm["algorithm"].native
    if name not in _DIGESTS:
        raise ValueError(f"{name} is no digest to go by")
    return hashlib.new(name, content).digest()
