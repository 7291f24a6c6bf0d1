"""Whose name stands behind the entries of a package: every inspector signs for what they wrote, and for nobody else.

For the giver's own chain that is the package's signature; for a third laptop's, what its inspector signed when they
gave it, passed on with the package.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from inspector_app.errors import ForgedPackage
from inspector_app.merging.package_check import HashAt
from inspector_app.merging.signed_heads import Head, SignedHeads, check_signed_heads, from_json
from inspector_app.visit.log_chain import FIRST_HASH, first_broken
from inspector_app.visit.package import Heads, Package
from inspector_app.visit.registers import entry_name, name_of

_OWN_LASTS = (
    "Nothing was taken in. If this profile was brought back from an older copy, restore the visit from its newest "
    "backup: it is then written under a new id, and the package can be taken in. If it was not, somebody made it up."
)
_OWN_FORKS = (
    "Nothing was taken in. Go on with one of the two. On the other, restore the visit from a backup made before the "
    "profile was copied, take the package in, and write in again what came since."
)


@dataclass(slots=True)
class _New:
    """What a package holds of one laptop's chain that is not here yet, and by whom the whole of the chain is."""

    first: str
    inspectors: set[str] = field(default_factory=set)


def check_own_chain(package: Package, laptop: str, mine: Heads, hash_at: HashAt) -> None:
    """Refuse entries under the id by which this laptop writes that it has not written. Raises ForgedPackage.

    A package that is not what its giver signed is let pass: its own check says so.
    """
    seq, last = package.heads.get(laptop, (0, ""))
    held = mine.get(laptop, (0, ""))[0]
    if (seq <= held and hash_at(laptop, seq) in (last, None)) or not _is_signed(package):
        return
    other = _first_other(package, laptop, held, hash_at)
    if other is not None or seq <= held:
        raise ForgedPackage(
            "Two machines write this visit under one id, as where a profile’s folder was copied: the entry "
            f"{other or entry_name(laptop, seq)} is another one there.",
            _OWN_FORKS,
        )
    raise ForgedPackage(
        f"The package holds an entry in this laptop’s own name that was not written here: "
        f"{entry_name(laptop, held + 1)}.",
        _OWN_LASTS,
    )


def _first_other(package: Package, laptop: str, held: int, hash_at: HashAt) -> str | None:
    """The first entry of this laptop's chain that is another one here, or does not go on from what is here."""
    run = [entry for entry in package.entries if entry.laptop == laptop]
    common = [entry for entry in run if entry.seq <= held]
    if common and hash_at(laptop, common[-1].seq) != common[-1].hash:
        return next(name_of(entry) for entry in common if hash_at(laptop, entry.seq) != entry.hash)
    broken = first_broken(run, hash_at(laptop, package.after.get(laptop, 0)) or FIRST_HASH)
    return name_of(broken) if broken is not None else None


def check_chains(
    package: Package,
    signed: SignedHeads,
    mine: Heads,
    writers: Mapping[str, Collection[str]],
    hash_at: HashAt,
    known: Mapping[str, Collection[str]],
) -> tuple[SignedHeads, ...]:
    """Return what others than the giver signed that this package rests on, once every new entry is signed for.

    An inspector signs for a chain as a whole: all of its entries are theirs, here (`writers`, by laptop) and in the
    package, and its last one is what they signed. `known` are the certificates (SHA-256, hex) by which inspectors were
    confirmed here; nobody signs for one of them by another. The package was checked before. Raises ForgedPackage,
    naming the first entry that is not signed for.
    """
    others = [from_json(each) for each in package.passed_on]
    for each in others:
        _refuse_unfounded(each, package, hash_at)
    rests_on: list[SignedHeads] = []
    for laptop, new in _new_of(package, mine, writers).items():
        seq, last = package.heads[laptop]
        theirs = [each for each in (signed, *others) if _signs_for(each, Head(laptop, seq, last), new.inspectors)]
        if not theirs:
            raise ForgedPackage(
                f"The entry {new.first} is not signed by the inspector in whose name it stands.",
                "Nothing was taken in. Take a package from that inspector’s own laptop first.",
            )
        right = [each for each in theirs if each is signed or _is_known(each, known)]
        if not right:
            raise ForgedPackage(
                f"The entry {new.first} is signed by another identity than the one that was confirmed here for its "
                "inspector.",
                "Nothing was taken in. Take a package from that inspector’s own laptop first, and compare the phrase.",
            )
        if signed not in right:
            rests_on += [each for each in right if each not in rests_on]
    return tuple(rests_on)


def to_pass_on(statements: Sequence[SignedHeads], heads: Heads, laptop: str) -> list[SignedHeads]:
    """Return of what was signed what goes along with a log that ends at these heads: each other laptop's newest.

    A laptop that was restored, and has written nothing since, signs for what its inspector wrote under its former id.
    """
    newest: dict[str, tuple[tuple[int, int], list[SignedHeads]]] = {}
    for each in statements:
        own = _own(each)
        seq = own.seq if own is not None else 0
        if each.laptop == laptop or seq > heads.get(each.laptop, (0, ""))[0]:
            continue
        knows = seq, 0 if own is not None else sum(head.seq for head in each.heads)
        known, held = newest.get(each.laptop, ((-1, 0), []))
        if knows > known:
            newest[each.laptop] = knows, [each]
        elif knows == known and each not in held:
            held.append(each)
    return [each for other in sorted(newest) for each in newest[other][1]]


def _new_of(package: Package, mine: Heads, writers: Mapping[str, Collection[str]]) -> Mapping[str, _New]:
    found: dict[str, _New] = {}
    held = {laptop: seq for laptop, (seq, _) in mine.items()}
    for entry in package.entries:
        if entry.seq > held.get(entry.laptop, 0):
            first = entry_name(entry.laptop, entry.seq)
            new = found.setdefault(entry.laptop, _New(first, set(writers.get(entry.laptop, ()))))
            new.inspectors.add(entry.inspector)
    return found


def _signs_for(signed: SignedHeads, end: Head, inspectors: Collection[str]) -> bool:
    return set(inspectors) == {signed.inspector} and end in signed.heads


def _is_known(signed: SignedHeads, known: Mapping[str, Collection[str]]) -> bool:
    by = known.get(signed.inspector, ())
    return not by or signed.fingerprint in by


def _refuse_unfounded(signed: SignedHeads, package: Package, hash_at: HashAt) -> None:
    """What is passed on of a laptop is of entries that come along or are here: else nobody could look at it."""
    own = _own(signed)
    if signed.visit != package.visit:
        raise ForgedPackage("What is passed on in the package is signed for something else.", "Ask for it again.")
    if (
        own is not None
        and own.seq > package.heads.get(own.laptop, (0, ""))[0]
        and hash_at(own.laptop, own.seq) != own.hash
    ):
        raise ForgedPackage(
            f"What is passed on in the package is signed for the entry {entry_name(own.laptop, own.seq)}, which did "
            "not come along.",
            "Nothing was taken in. Ask your colleague to give it again.",
        )


def _own(signed: SignedHeads) -> Head | None:
    return next((head for head in signed.heads if head.laptop == signed.laptop), None)


def _is_signed(package: Package) -> bool:
    """Whether the heads are what the giver signed; where they are not, the package's check says so."""
    try:
        signed = from_json(package.signed)
        check_signed_heads(signed)
    except (KeyError, TypeError, ValueError, ForgedPackage):
        return False
    return {head.laptop: (head.seq, head.hash) for head in signed.heads} == dict(package.heads)
