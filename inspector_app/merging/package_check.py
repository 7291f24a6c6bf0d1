"""Whether a package is what its giver signed, and goes on from what is here; looked at before anything is taken in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from inspector_app.errors import ForgedPackage, PackageRefused
from inspector_app.merging.signed_heads import SignedHeads, check_signed_heads, from_json
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.log_chain import FIRST_HASH, first_broken
from inspector_app.visit.package import Heads, Package
from inspector_app.visit.registers import entry_name, name_of, parents_of

HashAt = Callable[[str, int], str | None]
"""Gives the hash of an entry (laptop, number) that is here, None where it is not."""

_INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z"
_CLOCK = re.compile(f"({_INSTANT})/[0-9]{{4}}(?:~({_INSTANT}))?")
_VISIT = re.compile(r"[A-Za-z0-9-]{1,64}")
"""A visit's id names its file."""
_LAST_YEAR = 9000
_AGAIN = "Nothing was taken in. Ask your colleague to give it again."


def check_package(package: Package, mine: Heads, hash_at: HashAt) -> SignedHeads:
    """Return what the giver signed, once the whole package was found to be it.

    `mine` are the heads of the log here, empty where the visit is not here yet. Raises ForgedPackage, naming the first
    entry that is missing, altered, out of its place, or signed otherwise; PackageRefused where the package goes on from
    entries that are not here.
    """
    if not _VISIT.fullmatch(package.visit):
        raise ForgedPackage("The package is of something that is no visit.", _AGAIN)
    runs = {laptop: list(run) for laptop, run in groupby(package.entries, key=lambda entry: entry.laptop)}
    if sum(map(len, runs.values())) != len(package.entries):
        raise _forged(_out_of_place(package.entries), "is out of its place")
    for laptop in sorted({*package.heads, *runs}):
        _check_run(laptop, runs.get(laptop, []), package, mine, hash_at)
    for digest, pdf in package.letters.items():
        if sha256(pdf).hexdigest() != digest:
            raise ForgedPackage("A signed letter in the package was altered.", _AGAIN)
    signed = _signed(package.signed, package)
    if tuple((head.laptop, head.seq, head.hash) for head in signed.heads) != _as_signed(package.heads):
        raise _forged(_head_name(package, package.giver), "is not the one that the giver signed")
    for each in package.passed_on:
        _check_passed_on(_signed(each, None), package, hash_at)
    return signed


def _check_run(laptop: str, run: Sequence[LogEntry], package: Package, mine: Heads, hash_at: HashAt) -> None:
    after = package.after.get(laptop, 0)
    if laptop not in package.heads:
        raise _forged(name_of(run[0]), "is of a laptop that the giver did not sign for")
    seq, last = package.heads[laptop]
    before = hash_at(laptop, after) if after else FIRST_HASH
    if before is None:
        raise PackageRefused(
            "The package goes on from a package that was not taken in here yet.",
            "Take that one in first, or ask your colleague for the whole visit.",
        )
    last_clock = ""
    for number, entry in enumerate(run, start=after + 1):
        if entry.seq != number:
            raise _forged(entry_name(laptop, number), "is missing or out of its place")
        if not _is_as_written(entry, package) or entry.clock <= last_clock:
            raise _forged(name_of(entry), "is not as the program writes it")
        last_clock = entry.clock
    broken = first_broken(run, before)
    if broken is not None:
        raise _forged(name_of(broken), "was altered, or does not go on from the one before it")
    end = run[-1].seq if run else after
    if end != seq:
        raise _forged(entry_name(laptop, end + 1), "is missing")
    if (run[-1].hash if run else before) != last:
        raise _forged(entry_name(laptop, seq), "is not the one that the giver signed")
    _refuse_a_fork(laptop, run, mine, hash_at)


def _refuse_a_fork(laptop: str, run: Sequence[LogEntry], mine: Heads, hash_at: HashAt) -> None:
    """What is here already of a laptop's chain must be the same there."""
    held = mine.get(laptop, (0, ""))[0]
    common = [entry for entry in run if entry.seq <= held]
    if common and hash_at(laptop, common[-1].seq) != common[-1].hash:
        first = next(entry for entry in common if hash_at(laptop, entry.seq) != entry.hash)
        raise _forged(name_of(first), "is another one than the one that is here")


def _signed(values: Mapping[str, Plain], package: Package | None) -> SignedHeads:
    try:
        signed = from_json(values)
    except (KeyError, TypeError, ValueError) as error:
        raise ForgedPackage("What the giver signed of the package cannot be read.", _AGAIN) from error
    check_signed_heads(signed)
    if package is not None and (signed.visit, signed.laptop, signed.inspector) != (
        package.visit,
        package.giver,
        package.inspector,
    ):
        raise ForgedPackage("The package is signed for another visit, or by another laptop.", _AGAIN)
    return signed


def _check_passed_on(signed: SignedHeads, package: Package, hash_at: HashAt) -> None:
    """What a third laptop signed of its own chain holds whoever passes that chain on."""
    hashes = {(entry.laptop, entry.seq): entry.hash for entry in package.entries if entry.laptop == signed.laptop}
    for head in signed.heads:
        if head.laptop != signed.laptop or signed.visit != package.visit:
            continue
        found = hashes.get((head.laptop, head.seq)) or hash_at(head.laptop, head.seq)
        if found is not None and found != head.hash:
            raise _forged(entry_name(head.laptop, head.seq), "is not the one that its own laptop signed")


def _out_of_place(entries: Sequence[LogEntry]) -> str:
    done: set[str] = set()
    before = ""
    for entry in entries:
        if entry.laptop != before and entry.laptop in done:
            return name_of(entry)
        done.add(entry.laptop)
        before = entry.laptop
    return name_of(entries[-1])


def _is_as_written(entry: LogEntry, package: Package) -> bool:
    """Whether a program of ours can have written this, whatever it says."""
    names = [*parents_of(entry), *([entry.undoes] if entry.undoes else [])]
    return (
        _is_clock(entry.clock)
        and 1 <= entry.step <= entry.seq
        and all(name.rpartition(":")[2].isdecimal() for name in names)
        and (entry.entity != "taking" or _is_taking(entry, package))
    )


def _is_clock(clock: str) -> bool:
    """Whether a clock is one behind which another can come: laptops may be wrong by years, and by no more."""
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return False
    try:
        return all(datetime.fromisoformat(instant).year < _LAST_YEAR for instant in found.groups() if instant)
    except ValueError:
        return False


def _is_taking(entry: LogEntry, package: Package) -> bool:
    """Whether what a laptop says that it had taken in is in the log of whoever gives its entries on."""
    held = entry.value.get("heads") if isinstance(entry.value, Mapping) else None
    if entry.field is not None or not isinstance(held, Mapping):
        return False
    return (
        all(type(seq) is int and 0 < seq <= package.heads.get(str(laptop), (0, ""))[0] for laptop, seq in held.items())
        and held.get(entry.laptop, 0) < entry.seq
    )


def _as_signed(heads: Heads) -> tuple[tuple[str, int, str], ...]:
    return tuple((laptop, *heads[laptop]) for laptop in sorted(heads))


def _head_name(package: Package, laptop: str) -> str:
    return entry_name(laptop, package.heads.get(laptop, (0, ""))[0])


def _forged(name: str, what: str) -> ForgedPackage:
    return ForgedPackage(f"The package is not as it was given: its entry {name} {what}.", _AGAIN)
