"""What a laptop signs when it gives: where the chain of each laptop ends in its log (`design.md` §2)."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from inspector_app.errors import ForgedPackage, IdentityFault
from inspector_app.visit.change import Plain

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

FORMAT = "inspector-heads/1"
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_CERTIFICATES = 20
_LONGEST = 20_000
"""Bytes of a certificate or a signature: no real one comes near it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of one laptop's chain: its number, and its hash (SHA-256, hex)."""

    laptop: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHeads:
    """The heads of a log, by laptop, and the signature of the inspector whose laptop gave it.

    `certificate` is the signer's, `others` those that came along with it (all DER).
    """

    visit: str
    laptop: str
    inspector: str
    heads: tuple[Head, ...]
    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    others: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def statement(self) -> bytes:
        """What the signature is over."""
        return statement_bytes(self.visit, self.laptop, self.inspector, self.heads)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 (hex) of the signer's certificate."""
        return sha256(self.certificate).hexdigest()


def statement_bytes(visit: str, laptop: str, inspector: str, heads: Iterable[Head]) -> bytes:
    """Return what is signed: one line of JSON with its line's end, the same for the same heads in whatever order."""
    statement = {
        "format": FORMAT,
        "visit": visit,
        "laptop": laptop,
        "inspector": inspector,
        "heads": [[head.laptop, head.seq, head.hash] for head in _in_order(heads)],
    }
    return (json.dumps(statement, sort_keys=True, separators=(",", ":")) + "\n").encode("ascii")


def sign_heads(
    visit: str, laptop: str, inspector: str, heads: Iterable[Head], *, pkcs12: bytes, password: str
) -> SignedHeads:
    """Sign the heads of a log by an inspector's signing identity, given as PKCS#12 that opens by the password.

    Raises IdentityFault where its key is neither RSA nor of an elliptic curve.
    """
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    held = load_pkcs12(pkcs12, password.encode() if password else None)
    if held.key is None or held.cert is None:
        raise ValueError("a signing identity without its key or certificate")
    ordered = _in_order(heads)
    return SignedHeads(
        visit=visit,
        laptop=laptop,
        inspector=inspector,
        heads=ordered,
        certificate=held.cert.certificate.public_bytes(Encoding.DER),
        signature=_signature(held.key, statement_bytes(visit, laptop, inspector, ordered)),
        others=tuple(each.certificate.public_bytes(Encoding.DER) for each in held.additional_certs),
    )


def check_signed_heads(signed: SignedHeads) -> None:
    """Raise ForgedPackage where the signature is not over these heads by the key of the certificate.

    Whose certificate it is, is not looked at: colleagues compare its phrase (`merging/identity_phrase.py`).
    """
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        key = x509.load_der_x509_certificate(signed.certificate).public_key()
        fits = _fits(key, signed.signature, signed.statement)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, InvalidSignature):
        fits = False
    if not fits:
        raise ForgedPackage(
            "The package's log is not the one that its giver signed.",
            "Nothing was taken in. Ask your colleague to give it again, and take it from their own hands.",
        )


def to_json(signed: SignedHeads) -> dict[str, Plain]:
    """Return the same as plain values, to be kept and passed on; bytes as base64."""
    return {
        "format": FORMAT,
        "visit": signed.visit,
        "laptop": signed.laptop,
        "inspector": signed.inspector,
        "heads": [[head.laptop, head.seq, head.hash] for head in signed.heads],
        "certificate": b64encode(signed.certificate).decode(),
        "signature": b64encode(signed.signature).decode(),
        "others": [b64encode(other).decode() for other in signed.others],
    }


def from_json(values: Mapping[str, Plain]) -> SignedHeads:
    """Return what `to_json` gave; the signature is not checked.

    Raises KeyError, TypeError or ValueError for values that it did not give.
    """
    if values["format"] != FORMAT:
        raise ValueError("not the heads of a log, or of a newer version")
    others = _list(values["others"])
    if len(others) > _MOST_CERTIFICATES:
        raise ValueError("too many certificates")
    heads = tuple(_head(each) for each in _list(values["heads"]))
    if [head.laptop for head in heads] != sorted({head.laptop for head in heads}):
        raise ValueError("heads out of order, or two of one laptop")
    return SignedHeads(
        visit=_text(values["visit"]),
        laptop=_text(values["laptop"]),
        inspector=_text(values["inspector"]),
        heads=heads,
        certificate=_bytes(values["certificate"]),
        signature=_bytes(values["signature"]),
        others=tuple(map(_bytes, others)),
    )


def _in_order(heads: Iterable[Head]) -> tuple[Head, ...]:
    return tuple(sorted(heads, key=lambda head: head.laptop))


def _signature(key: PrivateKeyTypes, statement: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(statement, padding.PKCS1v15(), SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(statement, ec.ECDSA(SHA256()))
    raise IdentityFault(
        "The key of the signing identity is of a kind that cannot sign what is given to a colleague.",
        "Bring in an identity with an RSA key or one of an elliptic curve, or make one here.",
    )


def _fits(key: PublicKeyTypes, signature: bytes, statement: bytes) -> bool:
    """Raises InvalidSignature where it does not fit."""
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, statement, padding.PKCS1v15(), SHA256())
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, statement, ec.ECDSA(SHA256()))
    else:
        return False
    return True


def _head(value: Plain) -> Head:
    laptop, seq, entry_hash = _list(value)
    if type(seq) is not int or seq < 0:
        raise TypeError("not the number of an entry")
    if not _HASH.fullmatch(_text(entry_hash)):
        raise ValueError("not a hash")
    return Head(_text(laptop), seq, _text(entry_hash))


def _bytes(value: Plain) -> bytes:
    found = b64decode(_text(value), validate=True)
    if len(found) > _LONGEST:
        raise ValueError("longer than any certificate or signature")
    return found


def _text(value: Plain) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _list(value: Plain) -> list[Plain]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def newest(statements: Iterable[Mapping[str, Plain]]) -> SignedHeads | None:
    """Return the one of a laptop's statements that knows most: also where an older one was taken in after it."""
    read = [from_json(each) for each in statements]
    return max(read, key=lambda each: sum(head.seq for head in each.heads), default=None)
