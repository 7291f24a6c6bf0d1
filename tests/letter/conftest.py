"""Letters signed once and twice, made once for the tests that look at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from letters import DIGEST, PASSWORD, SIGNED_AT, letter_of, ucra, york
from tampering import drawn

from inspector_app.letter.identity import SigningIdentity, make_identity, read_identity
from inspector_app.letter.signing import add_signature, sign_letter
from inspector_app.visit.contents import VisitContents


@pytest.fixture(scope="session")
def pkcs12() -> bytes:
    return make_identity("Joan Dennis", "Her Majesty's Inspector", password=PASSWORD, now=SIGNED_AT)


@pytest.fixture(scope="session")
def identity(pkcs12: bytes) -> SigningIdentity:
    return read_identity(pkcs12, PASSWORD, now=SIGNED_AT)


@pytest.fixture(scope="session")
def signed(identity: SigningIdentity) -> bytes:
    return sign_letter(york(), ucra(), identity, signature_image=drawn(), signed_at=SIGNED_AT, log_digest=DIGEST)


@pytest.fixture(scope="session")
def another() -> SigningIdentity:
    made = make_identity("A. Nother", "His Majesty's Inspector", password=PASSWORD, now=SIGNED_AT)
    return read_identity(made, PASSWORD, now=SIGNED_AT)


def of_two() -> VisitContents:
    base = york()
    other = replace(base.inspectors[0], id="other", name="A. Nother", designation="His Majesty's Inspector")
    return letter_of(base.findings, inspectors=[base.inspectors[0], other])


@pytest.fixture(scope="session")
def signed_once(identity: SigningIdentity) -> bytes:
    return sign_letter(of_two(), ucra(), identity, signature_image=drawn(), signed_at=SIGNED_AT, log_digest=DIGEST)


@pytest.fixture(scope="session")
def signed_twice(signed_once: bytes, another: SigningIdentity) -> bytes:
    later = SIGNED_AT + timedelta(days=3)
    return add_signature(signed_once, another, signatory="A. Nother", signature_image=drawn(), signed_at=later)
