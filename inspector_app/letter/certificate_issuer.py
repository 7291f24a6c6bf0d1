"""Whether a certificate was issued by another: not by what it says, but by who signed it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from itertools import islice

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

_MOST_CERTIFICATES = 20
_NO_ISSUER = (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.InvalidVersion)
"""What reading or asking a certificate ends in that did not issue another."""


def is_issued_by_one_of(certificate: bytes, others: Iterable[bytes]) -> bool:
    """Return whether one of the certificates that came with another one (all DER) is its issuer's and signed it.

    The issuer's name alone says nothing: anyone may write any name there (RFC 5280 §6.1.3). One that names itself as
    its issuer is not issued by another.
    """
    with warnings.catch_warnings():
        # What is odd in a stranger's certificate, and no reason to refuse it, is warned of.
        warnings.simplefilter("ignore")
        try:
            own = x509.load_der_x509_certificate(certificate)
            itself = own.issuer == own.subject
        except _NO_ISSUER:
            return False
        return not itself and any(_signed(own, other) for other in islice(others, _MOST_CERTIFICATES))


def _signed(own: x509.Certificate, other: bytes) -> bool:
    try:
        own.verify_directly_issued_by(x509.load_der_x509_certificate(other))
    except _NO_ISSUER:
        return False
    return True
