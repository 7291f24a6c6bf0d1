"""Giving a visit to a colleague's laptop, and taking theirs in: in a window it is work for the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_app.confirmed_colleagues import Stranger, is_confirmed, known_certificates, strangers, what_to_confirm
from inspector_app.confirmed_colleagues import confirm as confirm_identity
from inspector_app.errors import DamagedFile, DiskFault, FilesLacking, InspectorError, PackageRefused
from inspector_app.merging.identity_phrase import identity_phrase
from inspector_app.merging.meeting import would_meet
from inspector_app.merging.package_account import PackageAccount, account_of
from inspector_app.merging.package_check import check_package
from inspector_app.merging.signed_chains import check_chains, check_own_chain, to_pass_on
from inspector_app.merging.signed_heads import Head, SignedHeads, from_json, newest, sign_heads, to_json
from inspector_app.merging.told_by_log import name_in, text_in_log
from inspector_app.open_visit import OpenVisit
from inspector_app.store.kept_along import named_in_entries
from inspector_app.store.package_file import packed_files, read_package, read_visit_id, write_package
from inspector_app.store.profile import Profile
from inspector_app.visit.both_wrote import BothWrote
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.package import Heads, Package

if TYPE_CHECKING:
    from inspector_app.letter.identity import SigningIdentity


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

    The package's `name` and `authority` are those that its log tells. `confirmed` says whether the giver's identity was
    confirmed on this laptop as that inspector's; else its `phrase` is to be compared with the one on theirs, and `why`
    says so in a sentence. `unconfirmed` are the others whose signatures it rests on and that nobody has confirmed here.
    `joins`: the visit is not on this laptop yet. `meeting` are fields that both wrote. `missing` counts the files that
    the log names and that neither came along, nor are here, nor are said to lack.
    """

    file: Path
    passphrase: str = field(repr=False)
    package: Package = field(repr=False)
    signed: SignedHeads = field(repr=False)
    phrase: str
    confirmed: bool
    why: str
    unconfirmed: tuple[Stranger, ...]
    joins: bool
    new: tuple[LogEntry, ...] = field(repr=False)
    account: PackageAccount
    meeting: tuple[BothWrote, ...]
    missing: int


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
    after = _known_here(known_by(visit, to), heads) if to else {}
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
        passed_on=_passed_on(visit, heads),
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


def known_by(visit: OpenVisit, laptop: str) -> Mapping[str, int]:
    """Return the number of each laptop's last entry that another laptop is known to have."""
    known: dict[str, int] = {}
    for heads in (*_signed_by(visit, laptop), *_taken_by(visit, laptop)):
        for each, seq in heads.items():
            known[each] = max(known.get(each, 0), seq)
    if own := visit.exchange.heads().get(laptop):
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
            f"The package is of another visit: {package.authority}.",
            "Leave this visit, open that one, and take the package in on its page Team. "
            "Where that one is not on this laptop, take the package in on the page of all visits.",
        )
    if visit is None and not package.is_whole:
        raise PackageRefused(
            "The package holds only what another laptop lacked of the visit.", "Ask your colleague for the whole visit."
        )
    mine = visit.exchange.heads() if visit is not None else {}
    _refuse_own(visit, package, mine)
    signed, rests_on = _checked(profile, visit, package, mine)
    new = tuple(entry for entry in package.entries if entry.seq > mine.get(entry.laptop, (0, ""))[0])
    about = _about(visit, package, new)
    told = (*about, *new)
    authority = text_in_log(told, "visit", package.visit, "authority_name")
    package = replace(package, name=name_in(told, signed), authority=authority)
    return Offer(
        file=file,
        passphrase=passphrase,
        package=package,
        signed=signed,
        phrase=identity_phrase(signed.certificate),
        confirmed=is_confirmed(profile, signed),
        why=what_to_confirm(profile, signed, package.name),
        unconfirmed=strangers(profile, rests_on, told),
        joins=visit is None,
        new=new,
        account=account_of(new, about),
        meeting=would_meet(about, new),
        missing=len(_missing(visit, package, new)),
    )


def confirm(profile: Profile, offer: Offer) -> None:
    """Remember that the giver's identity is theirs: the phrase was compared."""
    confirm_identity(profile, offer.signed, offer.package.name)


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

    Raises PackageRefused, ForgedPackage, VisitExists, DiskFault, and nothing is left then; FilesLacking where the visit
    is here now, and files that came along could not be kept.
    """
    _refuse_unconfirmed(profile, offer)
    visit_id = profile.join_visit(offer.package)
    with OpenVisit.open(profile, visit_id) as visit:
        try:
            _keep_files(visit, offer)
        except (DamagedFile, DiskFault) as fault:
            raise _files_lacking(visit, fault) from fault
    return visit_id


def _passed_on(visit: OpenVisit, heads: Heads) -> tuple[Mapping[str, Plain], ...]:
    statements = [from_json(each) for each in visit.exchange.statements()]
    return tuple(map(to_json, to_pass_on(statements, heads, visit.laptop)))


def _name_of(visit: OpenVisit, laptop: str | None) -> str:
    return next((each.name for each in colleagues(visit) if each.laptop == laptop), "")


def _checked(
    profile: Profile, visit: OpenVisit | None, package: Package, mine: Heads
) -> tuple[SignedHeads, tuple[SignedHeads, ...]]:
    """What the giver signed, and what others signed that the package rests on."""

    def hash_at(laptop: str, seq: int) -> str | None:
        return visit.exchange.hash_at(laptop, seq) if visit is not None else None

    if visit is not None:
        check_own_chain(package, visit.laptop, mine, hash_at)
    signed = check_package(package, mine, hash_at)
    writers = visit.exchange.writers() if visit is not None else {}
    return signed, check_chains(package, signed, mine, writers, hash_at, known_certificates(profile))


def _refuse_own(visit: OpenVisit | None, package: Package, mine: Heads) -> None:
    """What this laptop gave itself is refused, unless it knows more than is here: this laptop was restored since."""
    here = all(seq <= mine.get(laptop, (0, ""))[0] for laptop, (seq, _) in package.heads.items())
    if visit is not None and package.giver == visit.laptop and here:
        raise PackageRefused("This is your own package: it is for your colleague.", "Carry it over, and say its words.")


def _about(visit: OpenVisit | None, package: Package, new: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """What is here about the things that a package is about, and about who its writers are."""
    if visit is None:
        return ()
    people = {package.inspector, *(entry.inspector for entry in new)}
    return visit.exchange.entries_met_by(new, {("visit", visit.id), *(("inspector", each) for each in people)})


def _missing(visit: OpenVisit | None, package: Package, new: tuple[LogEntry, ...]) -> list[str]:
    """The files that the log names and that there is no telling where they are."""
    named = named_in_entries(new) - {*package.files, *package.lacking}
    return [each for each in named if visit is None or not visit.exchange.holds_file(each)]


def _keep_files(visit: OpenVisit, offer: Offer) -> int:
    """Keep what came along and is not here, or is damaged here; return how many."""
    lacking = [digest for digest in offer.package.files if not visit.exchange.holds_file(digest)]
    if not lacking:
        return 0
    with packed_files(offer.file, offer.passphrase) as packed:
        for digest in lacking:
            visit.exchange.keep_file(digest, packed(digest))
    return len(lacking)


def _files_lacking(visit: OpenVisit, fault: InspectorError) -> FilesLacking:
    names = ", ".join(each.name for each in visit.attachments() if not visit.exchange.holds_file(each.sha256))
    return FilesLacking(
        f"The visit is on this laptop now, but not all its files: {names or 'a list of cases'}. {fault.sentence}",
        "Open the visit, and take in the same package once they can be kept: it brings them."
        if isinstance(fault, DiskFault)
        else "Ask your colleague to give it again, and take that in: it brings them.",
    )


def _refuse_unconfirmed(profile: Profile, offer: Offer) -> None:
    if not is_confirmed(profile, offer.signed):
        raise PackageRefused(
            f"Nobody has confirmed yet that this package is {offer.package.name}’s: its phrase is “{offer.phrase}”. "
            f"{offer.why}",
            "Ask for the phrase on their laptop. If it is the same, confirm it; if not, do not take the package in.",
        )


def _signed(visit: OpenVisit, identity: SigningIdentity, heads: Heads) -> SignedHeads:
    """Sign the log as it stands; what was signed before is signed once, so that a receipt has one signature."""
    ends = [Head(laptop, seq, last) for laptop, (seq, last) in heads.items()]
    signed = sign_heads(visit.id, visit.laptop, visit.me, ends, pkcs12=identity.pkcs12, password=identity.password)
    before = newest(visit.exchange.statements("given"))
    if before is not None and (before.statement, before.certificate) == (signed.statement, signed.certificate):
        return before
    return signed


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
