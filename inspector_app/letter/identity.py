"""The signing identity of an inspector: made here, or brought in as PKCS#12 from the organisation."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asn1crypto.algos import EncryptionAlgorithm  # type: ignore[import-untyped]
from asn1crypto.pkcs12 import Pfx, SafeContents  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
    serialize_key_and_certificates,
)
from cryptography.x509.oid import NameOID

from inspector_app.errors import IdentityFault
from inspector_app.letter.certificate_issuer import is_issued_by_one_of
from inspector_app.visit.names import in_words

VALID_FOR = timedelta(days=3 * 365)
KEY_BITS = 3072
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, UnsupportedAlgorithm, x509.InvalidVersion)
"""What reading a stranger's file ends in, besides the classes that promise it."""
_MOST_ROUNDS = 5_000_000
"""How often the password is hashed at most: eight times what is advised today, a second or two."""
_NAME_LENGTH = 64
"""The longest common name or title of a certificate (RFC 5280, appendix A.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity:
    """Who signs: the certificate's names, when it is valid, and the key in PKCS#12 with its password.

    `self_made` says that nobody but its holder vouches for the certificate; `issued_by` is who does, by its own words;
    `vouched`: that issuer's certificate is in the file and signed it.
    """

    name: str
    designation: str
    valid_from: datetime
    valid_until: datetime
    self_made: bool
    issued_by: str
    vouched: bool
    pkcs12: bytes = field(repr=False)
    password: str = field(repr=False)


def make_identity(name: str, designation: str, *, password: str, now: datetime) -> bytes:
    """Return a new identity as PKCS#12 in DER: an RSA key and a certificate that is valid for three years from now."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name[:_NAME_LENGTH])]
    if designation:
        names.append(x509.NameAttribute(NameOID.TITLE, designation[:_NAME_LENGTH]))
    subject = x509.Name(names)
    start = now.astimezone(UTC).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(minutes=5))
        .not_valid_after(start + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_documents(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    protection = BestAvailableEncryption(password.encode())
    return serialize_key_and_certificates(name.encode(), key, certificate, None, protection)


def read_identity(pkcs12: bytes, password: str, *, now: datetime) -> SigningIdentity:
    """Return the identity in a PKCS#12 file.

    Raises IdentityFault for a wrong password, a file that is not PKCS#12, one without key or certificate, a key that
    does not sign, and a certificate that is not valid yet or no longer.
    """
    held = _opened(pkcs12, password)
    if held.key is None or held.cert is None:
        raise IdentityFault(
            "The file holds no private key with its certificate.",
            "Export it again together with the private key, as a .p12 or .pfx file.",
        )
    try:
        others = [each.certificate for each in held.additional_certs]
        identity = _described(held.cert.certificate, others, pkcs12, password)
    except _UNREADABLE as fault:
        raise _unreadable(fault) from None
    if now < identity.valid_from:
        day = in_words(identity.valid_from.date())
        raise IdentityFault(f"The certificate is not valid before {day}.", "Check the clock of this laptop.")
    if now > identity.valid_until:
        day = in_words(identity.valid_until.date())
        raise IdentityFault(f"The certificate was valid until {day}.", "Make or bring in a new signing identity.")
    return identity


def _opened(pkcs12: bytes, password: str) -> PKCS12KeyAndCertificates:
    if "\0" in password:
        raise _wrong_password()
    try:
        if max(_rounds(pkcs12), default=0) > _MOST_ROUNDS:
            raise IdentityFault(
                "The file asks for more work than any signing identity does, and is not opened.",
                "Export the signing identity again, or ask for it again.",
            )
        with warnings.catch_warnings():
            # An older spelling of the same (BER) is warned of; it is no less good.
            warnings.simplefilter("ignore")
            return load_pkcs12(pkcs12, password.encode("utf-8", "surrogatepass") if password else None)
    except _UNREADABLE as fault:
        raise _unreadable(fault) from None


def _rounds(pkcs12: bytes) -> Iterator[int]:
    """Give how often each lock of the file hashes the password: a stranger's may ask for hours of it."""
    file = Pfx.load(pkcs12)
    if file["mac_data"].native:
        yield file["mac_data"]["iterations"].native
    for part in file.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            yield from _rounds_of(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        elif part["content_type"].native == "data":
            for bag in SafeContents.load(part["content"].native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield from _rounds_of(bag["bag_value"]["encryption_algorithm"])


def _rounds_of(lock: EncryptionAlgorithm) -> Iterator[int]:
    parameters = lock["parameters"].native
    if lock["algorithm"].native == "pbes2":
        parameters = parameters["key_derivation_func"]["parameters"]
        yield parameters["iteration_count"]
    else:
        yield parameters["iterations"]


def _described(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], pkcs12: bytes, password: str
) -> SigningIdentity:
    return SigningIdentity(
        name=_first(certificate.subject, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string(),
        designation=_first(certificate.subject, NameOID.TITLE),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        self_made=certificate.issuer == certificate.subject,
        issued_by=_first(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        vouched=is_issued_by_one_of(_der(certificate), (_der(each) for each in others)),
        pkcs12=pkcs12,
        password=password,
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _signs_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def _unreadable(fault: Exception) -> IdentityFault:
    if "password" in str(fault).lower():
        return _wrong_password()
    return IdentityFault(
        "The file is not a signing identity (PKCS#12).",
        "Choose a .p12 or .pfx file, exported with its key.",
    )


def _wrong_password() -> IdentityFault:
    return IdentityFault("The password does not open the signing identity.", "Type the file's own password again.")
