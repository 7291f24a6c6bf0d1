"""What verifying a signed letter says, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector_app.visit.names import in_words, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """When a signature was there at the latest (in UTC), by whose clock, and who vouches for that service."""

    at: datetime
    stamped_by: str
    self_made: bool
    issued_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: whose certificate made it, when by the clock of the laptop, and who vouches for that.

    `ends_at` counts the bytes of the file that it covers: up to there it is as it was signed then. `time_stamps` has
    None for one that does not belong to this signature.
    """

    signed_by: str
    signed_at: datetime | None
    self_made: bool
    issued_by: str
    valid_until: datetime
    ends_at: int
    time_stamps: tuple[TimeStamp | None, ...]


def said_of(signatures: Sequence[Signature], waits_for: Sequence[str], *, intact: bool, changed: bool) -> str:
    """Return who signed and when, whether it still is what they signed, who vouches for them, and who is to sign."""
    signed = joined([f"{each.signed_by}{_when(each)}" for each in signatures])
    if not intact:
        return f"The file is not what was signed by {signed}: it was changed, or it was damaged."
    if changed:
        return f"The file was signed by {signed}, but something was added or changed in it since."
    waits = f" It waits for the signature of {joined(list(waits_for))}." if waits_for else ""
    return f"Signed by {signed}. Nothing was changed since.{waits} {_vouched(signatures)}{_stamped(signatures)}"


def _when(signature: Signature) -> str:
    at = signature.signed_at
    return f" on {in_words(at.date())} at {at:%H:%M}" if at else ""


def _vouched(signatures: Sequence[Signature]) -> str:
    issuers = dict.fromkeys(each.issued_by for each in signatures if not each.self_made)
    own = [each.signed_by for each in signatures if each.self_made]
    sentences = []
    if issuers:
        verb = "vouches" if len(issuers) == 1 else "vouch"
        whom = joined([each.signed_by for each in signatures if not each.self_made]) if own else "who signed"
        sentences.append(f"{joined(list(issuers))} {verb} for {whom}.")
    if own and not issuers:
        subject = "certificate was made by the signer" if len(own) == 1 else "certificates were made by the signers"
    elif own:
        subject = (
            f"certificate of {joined(own)} was made by the signer"
            if len(own) == 1
            else (f"certificates of {joined(own)} were made by the signers")
        )
    if own:
        them, holds = ("it shows", "the key") if len(own) == 1 else ("they show", "the keys")
        sentences.append(f"The {subject}: {them} that nothing changed, not who holds {holds}.")
    return " ".join(sentences)


def _stamped(signatures: Sequence[Signature]) -> str:
    sentences = [_told(stamp, each.signed_by) for each in signatures for stamp in each.time_stamps]
    return "".join(f" {sentence}" for sentence in sentences)


def _told(stamp: TimeStamp | None, signed_by: str) -> str:
    if stamp is None:
        return f"A time stamp was put to the signature of {signed_by} that does not belong to it: do not go by it."
    whom = "nobody else vouches" if stamp.self_made else f"{stamp.issued_by} vouches"
    when = f"{in_words(stamp.at.date())} at {stamp.at:%H:%M} UTC"
    return f"The signature of {signed_by} was time-stamped on {when} by {stamp.stamped_by}, for which {whom}."
