"""The two ways to the profile's random key: the passphrase and the recovery code. Each is a small SQLCipher file."""

from __future__ import annotations

from inspector_app.errors import NoRecoveryCode, ProfileMissing, WrongPassphrase, WrongRecoveryCode
from inspector_app.places import ProfilePlaces
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.recovery_code import groups_of
from inspector_app.store.wrong_tries import one_try


def has_profile(places: ProfilePlaces) -> bool:
    """Say whether there is a profile in the folder: something that opens it."""
    return places.has_profile()


def key_by_passphrase(places: ProfilePlaces, passphrase: str) -> bytes:
    """Return the profile's key. Raises ProfileMissing, WrongPassphrase, TooManyTries, DamagedFile, DiskFault."""
    if not places.passphrase_key.exists() and places.recovery_key.exists():
        raise WrongPassphrase("The passphrase's key file is not there any more.", "Open it with the recovery code.")
    _refuse_nothing(places)
    with one_try(places.wrong_tries):
        return read_key(places.passphrase_key, passphrase)


def key_by_code(places: ProfilePlaces, code: str) -> bytes:
    """Return the profile's key.

    Raises RecoveryCodeMistyped, which counts as no try, WrongRecoveryCode, NoRecoveryCode, TooManyTries,
    ProfileMissing, DiskFault.
    """
    spelled = spelled_code(code)
    _refuse_nothing(places)
    if not places.recovery_key.exists():
        raise NoRecoveryCode("This profile has no recovery code.", "Only its passphrase opens it.")
    with one_try(places.wrong_tries):
        try:
            return read_key(places.recovery_key, spelled)
        except WrongPassphrase as error:
            raise WrongRecoveryCode(
                "This is not the profile's recovery code.", "A new code makes the one before it worthless."
            ) from error


def spelled_code(code: str) -> str:
    """Return a code as it is spelled in its file. Raises RecoveryCodeMistyped."""
    return "-".join(groups_of(code))


def _refuse_nothing(places: ProfilePlaces) -> None:
    if not has_profile(places):
        raise ProfileMissing("There is no profile in this folder yet.", "Make one, or choose another folder.")
