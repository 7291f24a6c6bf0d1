"""Giving a visit to a colleague's laptop, and taking theirs in; for the window and the command line.

All of it reads and writes files: in a window it is work for the background.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_app.errors import PackageRefused
from inspector_app.merging.identity_phrase import identity_phrase
from inspector_app.merging.meeting import would_meet
from inspector_app.merging.package_account import PackageAccount, account_of
from inspector_app.merging.package_check import check_package
from inspector_app.merging.receipt import receipt_of
from inspector_app.merging.receipt_text import receipt_text
from inspector_app.merging.signed_heads import Head, SignedHeads, from_json, sign_heads, to_json
from inspector_app.open_visit import OpenVisit
from inspector_app.store.package_file import read_package, read_packed_file, read_visit_id, write_package
from inspector_app.store.profile import Profile
from inspector_app.visit.both_wrote import BothWrote
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.package import Heads, Package

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity

CONFIRMED_KEY = "colleagues"
"""Under this setting: the identities that were confirmed by their phrase, by the SHA-256 (hex) of the certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A package that was written: how many changes and files it holds; `lacking` files are not on this laptop either.

    `phrase` is that of my identity, which the colleague hears read aloud the first time.
    """

    file: Path
    passphrase: str = field(repr=False)
    phrase: str
    whole: bool
    changes: int
    files: int
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Another laptop of the visit: whose it is, up to which entries it knows the log, and how many changes it lacks.

    `last_taken` is when (an instant in UTC) its newest entry here was written, `knows_until` when the newest change of
    this laptop that it knows was; None where it knows none.
    """

    laptop: str
    name: str
    knows: Mapping[str, int]
    lacks: int
    last_taken: datetime
    knows_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package that was read and found to be what its giver signed; nothing of it is taken in yet.

    `confirmed` says whether the giver's identity was confirmed on this laptop before; its `phrase` is to be compared
    with the one on theirs. `joins`: the visit is not on this laptop yet. `meeting` are fields that both wrote.
    """

    file: Path
    passphrase: str = field(repr=False)
    package: Package = field(repr=False)
    signed: SignedHeads = field(repr=False)
    phrase: str
    confirmed: bool
    joins: bool
    new: tuple[LogEntry, ...] = field(repr=False)
    account: PackageAccount
    meeting: tuple[BothWrote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken in: how many changes and files; `both_wrote` waits for a choice."""

    changes: int
    files: int
    lacking: int
    both_wrote: tuple[BothWrote, ...]


def give(
    profile: Profile, visit: OpenVisit, identity: SigningIdentity, file: Path, passphrase: str, *, to: str | None = None
) -> Given:
    """Write a package for a colleague: the whole visit, or what one laptop (`to`) lacks.

    Raises DiskFault; nothing is there then.
    """
    heads = visit.exchange.heads()
    after = _known_here(known_by(visit, to), heads) if to is not None else {}
    entries = visit.exchange.entries(heads, after)
    here, lacking = visit.exchange.files(entries)
    signed = _signed(visit, identity, heads)
    described = visit.visit()
    package = Package(
        visit=visit.id,
        authority=described.authority_name,
        days=tuple(day.isoformat() for day in described.days),
        giver=visit.laptop,
        inspector=visit.me,
        name=profile.name,
        given_at=datetime.now().astimezone().isoformat("T", "seconds"),
        heads=heads,
        after=after,
        entries=entries,
        signed=to_json(signed),
        passed_on=tuple(_newest_of_each(visit)),
        letters=visit.exchange.letters(entries),
        files=here,
        lacking=lacking,
    )
    write_package(file, passphrase, package, visit.exchange.file)
    visit.exchange.keep_statement("given", package.signed)
    profile.remember_copy(visit.id, "given", _name_of(visit, to))
    return Given(
        file=file,
        passphrase=passphrase,
        phrase=identity_phrase(signed.certificate),
        whole=package.is_whole,
        changes=_changes(entries),
        files=len(here),
        lacking=len(lacking),
    )


def colleagues(visit: OpenVisit) -> tuple[Colleague, ...]:
    """Return the other laptops that have written in this visit, the one heard of last first."""
    names = {person.id: person.name for person in visit.inspectors()}
    found = []
    for entry in visit.exchange.last_entries():
        if entry.laptop != visit.laptop:
            knows = known_by(visit, entry.laptop)
            found.append(
                Colleague(
                    laptop=entry.laptop,
                    name=names.get(entry.inspector, ""),
                    knows=knows,
                    lacks=visit.exchange.not_given(knows),
                    last_taken=entry.at,
                    knows_until=_written_at(visit, knows.get(visit.laptop, 0)),
                )
            )
    return tuple(sorted(found, key=lambda each: each.last_taken, reverse=True))


def unacknowledged(visit: OpenVisit) -> int:
    """Return how many changes of this laptop were given of which no other laptop is known yet to have them."""
    given = visit.exchange.statements("given")
    if not given:
        return 0
    others = [entry.laptop for entry in visit.exchange.last_entries() if entry.laptop != visit.laptop]
    known = max((known_by(visit, laptop).get(visit.laptop, 0) for laptop in others), default=0)
    last = max(head.seq for each in given for head in from_json(each).heads if head.laptop == visit.laptop)
    return _changes(visit.exchange.entries({visit.laptop: (last, "")}, {visit.laptop: known}))


def phrase_of(identity: SigningIdentity) -> str:
    """Return the four words of an identity, which its owner reads aloud when a colleague first takes a package in."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    certificate = load_pkcs12(identity.pkcs12, identity.password.encode() or None).cert
    assert certificate is not None, "an identity that was read has its certificate"
    return identity_phrase(certificate.certificate.public_bytes(Encoding.DER))


def known_by(visit: OpenVisit, laptop: str) -> Mapping[str, int]:
    """Return the number of each laptop's last entry that another laptop is known to have."""
    known: dict[str, int] = {}
    for heads in (*_signed_by(visit, laptop), *_taken_by(visit, laptop)):
        for each, seq in heads.items():
            known[each] = max(known.get(each, 0), seq)
    own = visit.exchange.heads().get(laptop)
    if own is not None:
        known[laptop] = own[0]
    return known


def visit_in(file: Path, passphrase: str) -> str:
    """Return the id of the visit that a package is of, to look into it with that visit where it is here.

    Raises WrongPassphrase, PackageRefused, DamagedFile, DiskFault.
    """
    return read_visit_id(file, passphrase)


def look_into(profile: Profile, visit: OpenVisit | None, file: Path, passphrase: str) -> Offer:
    """Read a package and say what it brings to a visit, or to this laptop (None: the visit is not here yet).

    Raises WrongPassphrase, PackageRefused, ForgedPackage, NewerFile, DamagedFile, DiskFault.
    """
    package = read_package(file, passphrase)
    if visit is not None and visit.id != package.visit:
        raise PackageRefused(
            f"The package is of another visit: {package.authority}.", "Open that visit first, or take it from the list."
        )
    if visit is None and not package.is_whole:
        raise PackageRefused(
            "The package holds only what another laptop lacked of the visit.", "Ask your colleague for the whole visit."
        )
    mine = visit.exchange.heads() if visit is not None else {}
    signed = check_package(package, mine, visit.exchange.hash_at if visit is not None else lambda _laptop, _seq: None)
    new = tuple(entry for entry in package.entries if entry.seq > mine.get(entry.laptop, (0, ""))[0])
    about: tuple[LogEntry, ...] = ()
    if visit is not None:
        about = visit.exchange.entries_about({(entry.entity, entry.id) for entry in new})
        about += tuple(each for each in visit.exchange.entries_of("taking") if each not in about)
    return Offer(
        file=file,
        passphrase=passphrase,
        package=package,
        signed=signed,
        phrase=identity_phrase(signed.certificate),
        confirmed=_fingerprint(signed) in profile.setting(CONFIRMED_KEY, {}),
        joins=visit is None,
        new=new,
        account=account_of(new, about),
        meeting=would_meet(about, new),
    )


def confirm(profile: Profile, offer: Offer) -> None:
    """Remember that the giver's identity is theirs: the phrase was compared."""
    name, at = offer.package.name, datetime.now().astimezone().isoformat("T", "seconds")
    confirmed = profile.setting(CONFIRMED_KEY, {})
    profile.set_setting(CONFIRMED_KEY, {**confirmed, _fingerprint(offer.signed): {"name": name, "confirmed_at": at}})


def take(profile: Profile, visit: OpenVisit, offer: Offer, origin: object | None = None) -> Taken:
    """Take in what a package brings, in one transaction after a backup; killed at any instant, all of it or nothing.

    Raises PackageRefused where the giver's identity was not confirmed, ForgedPackage, DamagedFile, DiskFault.
    """
    _refuse_unconfirmed(profile, offer)
    visit.settle(timeout=30)
    profile.safekeeping.back_up(visit.id, chain=False)
    files = _keep_files(visit, offer)
    visit.exchange.take(offer.package, origin).result()
    return Taken(
        changes=_changes(offer.new),
        files=files,
        lacking=len(offer.package.lacking),
        both_wrote=visit.both_wrote(),
    )


def join(profile: Profile, offer: Offer) -> str:
    """Make the visit of a whole package a visit of this laptop, and return its id.

    Raises PackageRefused, ForgedPackage, VisitExists, DamagedFile, DiskFault; nothing is left then, but files that did
    not come along can be taken in again with the same package.
    """
    _refuse_unconfirmed(profile, offer)
    visit_id = profile.join_visit(offer.package)
    with OpenVisit.open(profile, visit_id) as visit:
        _keep_files(visit, offer)
    return visit_id


def receipt(visit: OpenVisit, colleague: str | None = None) -> str | None:
    """Return the receipt of what this laptop and a colleague's (a laptop's id; None: the one whose package was taken in
    last) have exchanged, None until both a package was given and one of theirs taken in.

    Both laptops make it byte for byte alike once each has taken what the other gave.
    """
    taken = visit.exchange.statements("taken")
    other = colleague or (str(taken[-1]["laptop"]) if taken else "")
    given = _newest(visit.exchange.statements("given"))
    theirs = _newest(each for each in taken if each["laptop"] == other)
    if given is None or theirs is None:
        return None
    upto: dict[str, tuple[int, str]] = {}
    for head in (*given.heads, *theirs.heads):
        upto[head.laptop] = max(upto.get(head.laptop, (0, "")), (head.seq, head.hash))
    return receipt_text(receipt_of((given, theirs), visit.exchange.entries(upto, {})))


def _name_of(visit: OpenVisit, laptop: str | None) -> str:
    return next((each.name for each in colleagues(visit) if each.laptop == laptop), "")


def _keep_files(visit: OpenVisit, offer: Offer) -> int:
    kept = 0
    for digest in offer.package.files:
        with suppress(KeyError):
            visit.exchange.file(digest)
            continue
        visit.exchange.keep_file(digest, read_packed_file(offer.file, offer.passphrase, digest))
        kept += 1
    return kept


def _refuse_unconfirmed(profile: Profile, offer: Offer) -> None:
    if _fingerprint(offer.signed) not in profile.setting(CONFIRMED_KEY, {}):
        raise PackageRefused(
            f"Nobody has confirmed yet that this package is {offer.package.name}’s: its phrase is “{offer.phrase}”.",
            "Ask for the phrase on their laptop. If it is the same, confirm it; if not, do not take the package in.",
        )


def _fingerprint(signed: SignedHeads) -> str:
    return sha256(signed.certificate).hexdigest()


def _signed(visit: OpenVisit, identity: SigningIdentity, heads: Heads) -> SignedHeads:
    """Sign the log as it stands; what was signed before is signed once, so that a receipt has one signature."""
    ends = [Head(laptop, seq, last) for laptop, (seq, last) in heads.items()]
    signed = sign_heads(visit.id, visit.laptop, visit.me, ends, pkcs12=identity.pkcs12, password=identity.password)
    before = _newest(visit.exchange.statements("given"))
    if before is not None and (before.statement, before.certificate) == (signed.statement, signed.certificate):
        return before
    return signed


def _newest(statements: Iterable[Mapping[str, Plain]]) -> SignedHeads | None:
    """The one of a laptop's statements that knows most: also where an older one was taken in after it."""
    read = [from_json(each) for each in statements]
    return max(read, key=lambda each: sum(head.seq for head in each.heads), default=None)


def _known_here(known: Mapping[str, int], heads: Heads) -> Mapping[str, int]:
    """What another laptop knows of this log: of a third laptop's chain it can know more than is here."""
    return {laptop: min(seq, heads[laptop][0]) for laptop, seq in known.items() if seq and laptop in heads}


def _changes(entries: tuple[LogEntry, ...]) -> int:
    return sum(entry.entity != "taking" for entry in entries)


def _written_at(visit: OpenVisit, seq: int) -> datetime | None:
    """When an entry of this laptop was written."""
    entries = visit.exchange.entries({visit.laptop: (seq, "")}, {visit.laptop: seq - 1}) if seq else ()
    return entries[0].at if entries else None


def _signed_by(visit: OpenVisit, laptop: str) -> list[Mapping[str, int]]:
    read = [from_json(each) for each in visit.exchange.statements()]
    return [{head.laptop: head.seq for head in each.heads} for each in read if each.laptop == laptop]


def _taken_by(visit: OpenVisit, laptop: str) -> list[Mapping[str, int]]:
    takings = [each.value for each in visit.exchange.entries_of("taking") if each.laptop == laptop]
    return [dict(value["heads"]) for value in takings if isinstance(value, Mapping)]


def _newest_of_each(visit: OpenVisit) -> list[Mapping[str, object]]:
    """What other laptops signed of their own chains, the newest of each."""
    newest = {from_json(each).laptop: each for each in visit.exchange.statements() if each["laptop"] != visit.laptop}
    return [newest[laptop] for laptop in sorted(newest)]
