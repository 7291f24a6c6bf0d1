"""Signing identities whose certificates name an issuer that has not issued them."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from inspector_app.letter.identity import SigningIdentity, read_identity

_PASSWORD = "p"


def names_an_issuer(name: str, issuer: str, now: datetime, *, issuer_beside: bool = False) -> SigningIdentity:
    """An identity whose own key has signed its certificate; beside it, one of that issuer that has not."""
    key, another = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    beside = [_certificate(issuer, issuer, another, now)] if issuer_beside else []
    pkcs12 = serialize_key_and_certificates(
        b"x", key, _certificate(name, issuer, key, now), beside, BestAvailableEncryption(_PASSWORD.encode())
    )
    return read_identity(pkcs12, _PASSWORD, now=now)


def _certificate(name: str, issuer: str, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=400))
        .sign(key, hashes.SHA256())
    )
