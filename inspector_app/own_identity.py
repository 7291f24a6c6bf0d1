"""The signing identity of the person of this profile: made by the program, or brought in."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity

_SOON = timedelta(days=30)


def new_profile(places: ProfilePlaces, name: str, designation: str, passphrase: str) -> Profile:
    """Make a profile, with an identity to sign with, and return it open. Raises ProfileExists, DiskFault."""
    profile = Profile.create(places, passphrase, name=name, designation=designation)
    make_own_identity(profile)
    return profile


def make_own_identity(profile: Profile) -> None:
    """Make a signing identity for the person and keep it in the profile, under a password that nobody has to know."""
    from inspector_app.letter.identity import make_identity

    password = secrets.token_urlsafe(24)
    made = make_identity(profile.name, profile.designation, password=password, now=datetime.now(UTC))
    profile.set_signing_identity(made, password)


def bring_in_identity(profile: Profile, pkcs12: bytes, password: str) -> None:
    """Keep an identity from a PKCS#12 file, once it has been read. Raises IdentityFault; nothing is changed then."""
    from inspector_app.letter.identity import read_identity

    read_identity(pkcs12, password, now=datetime.now(UTC))
    profile.set_signing_identity(pkcs12, password)


def own_identity(profile: Profile) -> SigningIdentity:
    """Return the identity of the profile, made by the program where there is none yet. Raises IdentityFault."""
    if not profile.signing_identity():
        make_own_identity(profile)
    identity = kept_identity(profile)
    assert identity is not None
    return identity


def kept_identity(profile: Profile) -> SigningIdentity | None:
    """Return the identity of the profile, or None where there is none. Raises IdentityFault (out of date)."""
    from inspector_app.letter.identity import read_identity

    kept = profile.signing_identity()
    return read_identity(kept, profile.signing_password(), now=datetime.now(UTC)) if kept is not None else None


def soon_out_of_date(identity: SigningIdentity) -> bool:
    """Say whether an identity is valid for a month at most: time to ask the organisation for another."""
    return identity.valid_until - datetime.now(UTC) <= _SOON
