"""Which signing identities are known on this laptop to be which inspector's: their phrases were compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_app.merging.identity_phrase import identity_phrase
from inspector_app.merging.signed_heads import SignedHeads
from inspector_app.merging.told_by_log import name_in
from inspector_app.store.profile import Profile
from inspector_app.visit.change import LogEntry

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity

CONFIRMED_KEY = "colleagues"
"""Under this setting: the identities that were confirmed by their phrase, by the SHA-256 (hex) of the certificate; each
with the names of the inspectors, by their ids, for whom it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """An inspector whose identity was not confirmed on this laptop, and the phrase by which it can be."""

    name: str
    phrase: str


def phrase_of(identity: SigningIdentity) -> str:
    """Return the four words of an identity, which its owner reads aloud when a colleague first takes a package in."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    certificate = load_pkcs12(identity.pkcs12, identity.password.encode() or None).cert
    assert certificate is not None, "an identity that was read has its certificate"
    return identity_phrase(certificate.certificate.public_bytes(Encoding.DER))


def is_confirmed(profile: Profile, signed: SignedHeads) -> bool:
    """Say whether it was confirmed that who signed this is the inspector as whom they signed."""
    return signed.inspector in _inspectors_of(profile, signed.fingerprint)


def confirm(profile: Profile, signed: SignedHeads, name: str) -> None:
    """Remember that the identity is this inspector's: the phrase was compared."""
    confirmed = profile.setting(CONFIRMED_KEY, {})
    inspectors = {**_inspectors_of(profile, signed.fingerprint), signed.inspector: name}
    at = datetime.now().astimezone().isoformat("T", "seconds")
    entry = {"confirmed_at": at, "inspectors": inspectors}
    profile.set_setting(CONFIRMED_KEY, {**confirmed, signed.fingerprint: entry})


def known_certificates(profile: Profile) -> Mapping[str, frozenset[str]]:
    """Return the certificates (SHA-256, hex) by which each inspector (by id) was confirmed."""
    known: dict[str, frozenset[str]] = {}
    for certificate in profile.setting(CONFIRMED_KEY, {}):
        for inspector in _inspectors_of(profile, certificate):
            known[inspector] = known.get(inspector, frozenset()) | {certificate}
    return known


def what_to_confirm(profile: Profile, signed: SignedHeads, name: str) -> str:
    """Return why the phrase has to be compared, in a sentence; empty where it was.

    It says so where the identity was known as somebody else's, and where the inspector had another one.
    """
    others = _inspectors_of(profile, signed.fingerprint)
    if signed.inspector in others:
        return ""
    if others:
        return f"This identity was confirmed as that of {' and '.join(others.values())}; now it signs as {name}."
    if signed.inspector in known_certificates(profile):
        return f"{name} comes with another identity than the one that was confirmed before."
    return "You take in something that bears this identity for the first time."


def strangers(profile: Profile, signed: Iterable[SignedHeads], told: Collection[LogEntry]) -> tuple[Stranger, ...]:
    """Return those who signed one of these and were not confirmed here, called as these entries of the log tell."""
    found = {(each.fingerprint, each.inspector): each for each in signed if not is_confirmed(profile, each)}
    return tuple(
        Stranger(name=name_in(told, each), phrase=identity_phrase(each.certificate)) for each in found.values()
    )


def _inspectors_of(profile: Profile, certificate: str) -> Mapping[str, str]:
    held = profile.setting(CONFIRMED_KEY, {}).get(certificate, {})
    inspectors: Mapping[str, str] = held.get("inspectors", {})
    return inspectors
