"""What verifying a signed letter says, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from inspector_app.visit.names import in_words, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """When a signature was there at the latest (in UTC), by whose clock, and who vouches for that service.

    `issued_by` is a name only, unless `vouched`.
    """

    at: datetime
    stamped_by: str
    self_made: bool
    issued_by: str
    vouched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: whose certificate made it, when by the clock of the laptop, and who vouches for that.

    `issued_by` is what the certificate says; `vouched`: that issuer's own certificate came with it and signed it.
    Whether to trust the issuer is not asked. `ends_at` counts the bytes of the file that it covers: up to there it is
    as it was signed then. `time_stamps` has None for one that does not belong to this signature.
    """

    signed_by: str
    signed_at: datetime | None
    self_made: bool
    issued_by: str
    vouched: bool
    valid_from: datetime
    valid_until: datetime
    ends_at: int
    time_stamps: tuple[TimeStamp | None, ...]

    @property
    def out_of_date(self) -> bool:
        """Whether the certificate was not valid yet, or no longer, when it signed by the clock of the laptop."""
        at = self.signed_at
        if at is None:
            return False
        # A time without its offset is read as UTC (ISO 32000-1 §7.9.4 leaves its relation to UTC unknown).
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        return not self.valid_from <= at <= self.valid_until


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
    own = [each.signed_by for each in signatures if each.self_made]
    issued = [each for each in signatures if each.vouched]
    sentences = []
    if issued:
        issuers = dict.fromkeys(each.issued_by for each in issued)
        verb = "vouches" if len(issuers) == 1 else "vouch"
        whom = "who signed" if len(issued) == len(signatures) else joined([each.signed_by for each in issued])
        sentences.append(f"{joined(list(issuers))} {verb} for {whom}.")
    sentences.extend(
        f"The certificate of {each.signed_by} names {each.issued_by} as its issuer; this was not checked."
        for each in signatures
        if not (each.self_made or each.vouched)
    )
    if own:
        whose = "" if len(own) == len(signatures) else f" of {joined(own)}"
        sentences.append(_made_by_signers(whose, len(own)))
    sentences.extend(
        f"The certificate of {each.signed_by} was not valid then, but from {in_words(each.valid_from.date())} until "
        f"{in_words(each.valid_until.date())}."
        for each in signatures
        if each.out_of_date
    )
    return " ".join(sentences)


def _made_by_signers(whose: str, count: int) -> str:
    if count == 1:
        return f"The certificate{whose} was made by the signer: it shows that nothing changed, not who holds the key."
    return f"The certificates{whose} were made by the signers: they show that nothing changed, not who holds the keys."


def _stamped(signatures: Sequence[Signature]) -> str:
    sentences = [_told(stamp, each.signed_by) for each in signatures for stamp in each.time_stamps]
    return "".join(f" {sentence}" for sentence in sentences)


def _told(stamp: TimeStamp | None, signed_by: str) -> str:
    if stamp is None:
        return f"A time stamp was put to the signature of {signed_by} that does not belong to it: do not go by it."
    when = f"{in_words(stamp.at.date())} at {stamp.at:%H:%M} UTC"
    return f"The signature of {signed_by} was time-stamped on {when} by {stamp.stamped_by}, {_of_service(stamp)}."


def _of_service(stamp: TimeStamp) -> str:
    if stamp.self_made:
        return "for which nobody else vouches"
    if stamp.vouched:
        return f"for which {stamp.issued_by} vouches"
    return f"whose certificate names {stamp.issued_by} as its issuer; this was not checked"
