"""Every inspector signs for what they wrote, and for nobody else; three laptops whose logs come by one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace

import pytest
from histories import Laptop
from made_identities import PASSWORD, made_pkcs12

from inspector_app.errors import ForgedPackage
from inspector_app.merging.package_check import check_package
from inspector_app.merging.signed_chains import check_chains, check_own_chain, to_pass_on
from inspector_app.merging.signed_heads import Head, SignedHeads, from_json, sign_heads, to_json
from inspector_app.merging.told_by_log import name_in
from inspector_app.visit.change import LogEntry
from inspector_app.visit.log_chain import FIRST_HASH, entry_hash
from inspector_app.visit.package import Heads, Package

NAMES = {"laptop-a": "A. Inspector", "laptop-b": "B. Inspector", "laptop-c": "C. Inspector"}
NOBODY: Mapping[str, Collection[str]] = {}


def written(laptop: str, count: int, inspector: str = "") -> list[LogEntry]:
    """A chain of one laptop's: its inspector, and records."""
    made = Laptop(laptop)
    made.make("inspector", inspector or laptop, {"name": NAMES[laptop]})
    for number in range(1, count):
        made.make("record", f"{laptop}-{number}", {"kind": "observation", "title": f"{laptop} {number}"})
    return chained([replace(entry, inspector=inspector or laptop) for entry in made.log.values()])


def chained(entries: Collection[LogEntry]) -> list[LogEntry]:
    before, found = FIRST_HASH, []
    for entry in entries:
        before = entry_hash(asdict(entry), before)
        found.append(replace(entry, hash=before))
    return found


def heads_of(entries: Collection[LogEntry]) -> Heads:
    return {entry.laptop: (entry.seq, entry.hash) for entry in entries}


def signed(laptop: str, heads: Heads, *, by: str = "", inspector: str = "") -> SignedHeads:
    """What a laptop's inspector, or another (`by`) in their name, signs."""
    ends = [Head(each, seq, last) for each, (seq, last) in heads.items()]
    pkcs12 = made_pkcs12(NAMES[by or laptop])
    return sign_heads("visit-1", laptop, inspector or laptop, ends, pkcs12=pkcs12, password=PASSWORD)


def package(giver: str, entries: Collection[LogEntry], *passed_on: SignedHeads, inspector: str = "") -> Package:
    heads = heads_of(entries)
    return Package(
        visit="visit-1",
        authority="",
        days=(),
        giver=giver,
        inspector=inspector or giver,
        name="",
        given_at="",
        heads=heads,
        after={},
        entries=tuple(entries),
        signed=to_json(signed(giver, heads, inspector=inspector)),
        passed_on=tuple(map(to_json, passed_on)),
    )


def rests_on(
    given: Package, here: Collection[LogEntry] = (), known: Mapping[str, Collection[str]] = NOBODY
) -> tuple[SignedHeads, ...]:
    hashes = {(entry.laptop, entry.seq): entry.hash for entry in here}
    by: dict[str, set[str]] = {}
    for entry in here:
        by.setdefault(entry.laptop, set()).add(entry.inspector)

    def hash_at(laptop: str, seq: int) -> str | None:
        return hashes.get((laptop, seq))

    giver = check_package(given, heads_of(here), hash_at)
    return check_chains(given, giver, heads_of(here), by, hash_at, known)


A, B, C = (written(f"laptop-{name}", 4) for name in "abc")
C_SIGNED = signed("laptop-c", heads_of(C))
FALSE_C = chained([*C[:-1], replace(C[-1], value={"kind": "observation", "title": "C never wrote this"})])


def test_a_third_laptops_chain_is_taken_in_with_what_its_inspector_signed() -> None:
    assert rests_on(package("laptop-b", [*A, *B, *C], C_SIGNED), here=A) == (C_SIGNED,)
    assert rests_on(package("laptop-b", [*A, *B, *C]), here=[*A, *C]) == ()
    known = {"laptop-c": {C_SIGNED.fingerprint}}
    assert rests_on(package("laptop-b", [*B, *C], C_SIGNED), known=known) == (C_SIGNED,)
    assert name_in([*B, *C], C_SIGNED) == "C. Inspector"
    assert name_in(B, signed("laptop-c", {}, by="laptop-a")) == "A. Inspector"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (package("laptop-b", [*B, *C]), "laptop-c:1 is not signed by the inspector"),
        (package("laptop-b", [*B, *FALSE_C], signed("laptop-c", heads_of(C[:-1]))), "laptop-c:1 is not signed"),
        (package("laptop-b", [*B, *C[:-1]], C_SIGNED), "laptop-c:4, which did not come along"),
        (package("laptop-b", chained([*B[:-1], replace(B[-1], inspector="laptop-c")])), "laptop-b:1 is not signed"),
        (package("laptop-b", [*B, *FALSE_C], signed("laptop-c", heads_of(FALSE_C), by="laptop-b")), "another identity"),
    ],
    ids=["nobody signed", "signed up to another end", "signed further on", "in another's name", "another signed"],
)
def test_in_nobody_elses_name(given: Package, sentence: str) -> None:
    with pytest.raises(ForgedPackage, match=sentence):
        rests_on(given, known={"laptop-c": {C_SIGNED.fingerprint}})


def test_older_laptops_of_the_giver_and_of_a_third() -> None:
    """A backup was restored: the inspector writes under a new id, and signs for the old one as well."""
    old = written("laptop-a", 3, inspector="laptop-c")
    assert rests_on(package("laptop-c", [*old, *C])) == ()
    both = signed("laptop-c", heads_of([*old, *C]))
    assert rests_on(package("laptop-b", [*old, *B, *C], both)) == (both,)


def test_under_this_laptops_own_id_nothing_is_taken_in_that_it_did_not_write() -> None:
    def look(given: Package, here: Collection[LogEntry]) -> None:
        hashes = {(entry.laptop, entry.seq): entry.hash for entry in here}
        check_own_chain(given, "laptop-c", heads_of(here), lambda laptop, seq: hashes.get((laptop, seq)))

    look(package("laptop-b", [*B, *C[:2]]), C)
    look(package("laptop-b", B), C)
    with pytest.raises(ForgedPackage, match="not written here: laptop-c:4"):
        look(package("laptop-b", [*B, *C]), C[:3])
    other = chained([*C[:2], *(replace(each, action="other") for each in C[2:])])
    for here in (other, other[:3]):
        with pytest.raises(ForgedPackage, match=r"Two machines .* laptop-c:3") as refused:
            look(package("laptop-b", [*B, *C]), here)
        assert "Go on with one of the two" in refused.value.next_step


def test_what_is_passed_on_is_the_newest_of_each_up_to_what_goes_along() -> None:
    older, newest = signed("laptop-c", heads_of(C[:2])), C_SIGNED
    lie = signed("laptop-c", heads_of(C), by="laptop-b")
    mine = signed("laptop-b", heads_of(B))
    assert to_pass_on([newest, mine, older, lie], heads_of([*B, *C]), "laptop-b") == [newest, lie]
    assert to_pass_on([newest, older], heads_of(C[:3]), "laptop-b") == [older]
    assert from_json(to_json(newest)).fingerprint == newest.fingerprint
