"""The signing identity of an inspector: made here, or brought in as PKCS#12 from the organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from inspector_app.errors import IdentityFault
from inspector_app.visit.names import in_words

VALID_FOR = timedelta(days=3 * 365)
_KEY_BITS = 3072
_NAME_LENGTH = 64
"""The longest common name or title of a certificate (RFC 5280, appendix A.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity:
    """Who signs: the certificate's names, when it is valid, and the key in PKCS#12 with its password.

    `self_made` says that nobody but its holder vouches for the certificate; `issued_by` is who does.
    """

    name: str
    designation: str
    valid_from: datetime
    valid_until: datetime
    self_made: bool
    issued_by: str
    pkcs12: bytes = field(repr=False)
    password: str = field(repr=False)


def make_identity(name: str, designation: str, *, password: str, now: datetime) -> bytes:
    """Return a new identity as PKCS#12 in DER: an RSA key and a certificate that is valid for three years from now."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
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
    try:
        held = load_pkcs12(pkcs12, password.encode() if password else None)
    except ValueError as fault:
        raise _unreadable(fault) from None
    if held.key is None or held.cert is None:
        raise IdentityFault(
            "The file holds no private key with its certificate.",
            "Export it again together with the private key, as a .p12 or .pfx file.",
        )
    certificate = held.cert.certificate
    if now < certificate.not_valid_before_utc:
        day = in_words(certificate.not_valid_before_utc.date())
        raise IdentityFault(f"The certificate is not valid before {day}.", "Check the clock of this laptop.")
    if now > certificate.not_valid_after_utc:
        day = in_words(certificate.not_valid_after_utc.date())
        raise IdentityFault(f"The certificate was valid until {day}.", "Make or bring in a new signing identity.")
    return SigningIdentity(
        name=_first(certificate.subject, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string(),
        designation=_first(certificate.subject, NameOID.TITLE),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        self_made=certificate.issuer == certificate.subject,
        issued_by=_first(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        pkcs12=pkcs12,
        password=password,
    )


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


def _unreadable(fault: ValueError) -> IdentityFault:
    if "password" in str(fault).lower():
        return IdentityFault("The password does not open the signing identity.", "Type the file's own password again.")
    return IdentityFault(
        "The file is not a signing identity (PKCS#12).",
        "Choose a .p12 or .pfx file, exported with its key.",
    )
