"""Packages that are not as they were given: each refused, the entry named where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from made_visits import VISIT_ID, one_of_everything
from stores import StoreLaptop, begin, copied, resigned

from inspector_app.errors import DamagedFile, ForgedPackage, InspectorError, NewerFile, PackageRefused, WrongPassphrase
from inspector_app.store.cipher import open_by_passphrase
from inspector_app.store.package_file import read_package, read_visit_id, write_package
from inspector_app.visit import steps
from inspector_app.visit.change import LogEntry
from inspector_app.visit.log_chain import FIRST_HASH, entry_hash
from inspector_app.visit.package import Package

WORDS = "amber kettle orbit walnut candle meadow"
VISIT = one_of_everything()
FINDING, RECORD = VISIT.findings[0].id, VISIT.records[0].id
LATER = "2100-01-01T00:00:00.000Z/0000"


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three laptops: a's is where it is taken in; b gives, and has taken in what c gave."""
    folder = tmp_path_factory.mktemp("laptops")
    begin(folder / "base.db", VISIT, "laptop-a")
    a, b, c = (copied(folder / "base.db", folder, f"laptop-{name}", VISIT_ID) for name in "abc")
    c.write(steps.set_field("record", RECORD, "title", "By c"))
    b.take(c.package())
    for word in ("One", "Two", "Three"):
        b.write(steps.set_field("finding", FINDING, "text", word))
        b.store.field_left()
    yield a, b, c
    for each in (a, b, c):
        each.close()


def altered(package: Package, name: str, **values: object) -> Package:
    """One entry is another, and nothing else."""
    laptop, seq = name.split(":")
    return replace(
        package,
        entries=tuple(
            replace(each, **values) if (each.laptop, each.seq) == (laptop, int(seq)) else each  # type: ignore[arg-type]
            for each in package.entries
        ),
    )


def remade(package: Package) -> Package:
    """All hashes made anew, and the log signed anew by who gives it: as a colleague could who means harm."""
    entries: list[LogEntry] = []
    heads = dict(package.heads)
    for laptop, run in groupby(package.entries, key=lambda each: each.laptop):
        before = FIRST_HASH
        for entry in run:
            before = entry_hash(asdict(entry), before)
            entries.append(replace(entry, hash=before))
        heads[laptop] = (entries[-1].seq, before)
    return resigned(replace(package, entries=tuple(entries), heads=heads))


def added(package: Package, **values: object) -> Package:
    """An entry is added to the giver's own chain, and all is made anew."""
    own = [each for each in package.entries if each.laptop == package.giver]
    fields: dict[str, object] = {
        "seq": own[-1].seq + 1,
        "step": own[-1].seq + 1,
        "clock": LATER,
        "undoes": None,
        "parent": None,
        "entity": "finding",
        "id": FINDING,
        "field": "text",
        "value": "Inserted",
        **values,
    }
    entry = replace(own[-1], **fields)  # type: ignore[arg-type]
    place = package.entries.index(own[-1]) + 1
    return remade(replace(package, entries=(*package.entries[:place], entry, *package.entries[place:])))


def without(package: Package, *names: str) -> Package:
    return replace(package, entries=tuple(each for each in package.entries if f"{each.laptop}:{each.seq}" not in names))


def swapped(package: Package) -> Package:
    entries = list(package.entries)
    place = next(place for place, each in enumerate(entries) if (each.laptop, each.seq) == ("laptop-b", 3))
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    return replace(package, entries=tuple(entries))


def rewritten_chain_of_c(package: Package) -> Package:
    forged = remade(altered(package, "laptop-c:3", value="Never said"))
    return replace(forged, passed_on=package.passed_on)


CASES: Mapping[str, tuple[Callable[[Package], Package], str]] = {
    "a value is another": (lambda p: altered(p, "laptop-b:4", value="Other"), "laptop-b:4 was altered"),
    "an entry is removed": (lambda p: without(p, "laptop-b:4"), "laptop-b:4 is missing"),
    "the first is removed": (lambda p: without(p, "laptop-a:1"), "laptop-a:1 is missing"),
    "the end is cut": (lambda p: without(p, "laptop-b:5"), "laptop-b:5 is missing"),
    "a chain is left out": (lambda p: without(p, "laptop-c:1", "laptop-c:2", "laptop-c:3"), "laptop-c:1 is missing"),
    "the end is cut, heads too": (
        lambda p: replace(without(p, "laptop-b:5"), heads={**p.heads, "laptop-b": (4, _at(p, "laptop-b:4").hash)}),
        "laptop-b:4 is not the one that the giver signed",
    ),
    "two are swapped": (swapped, "laptop-b:3 is missing or out of its place"),
    "chains are mixed": (lambda p: replace(p, entries=(*p.entries[1:], p.entries[0])), "is out of its place"),
    "one is inserted, the rest as it was": (
        lambda p: replace(p, entries=(*p.entries, replace(_at(p, "laptop-c:3"), seq=4))),
        "laptop-c:4",
    ),
    "what is here is rewritten": (
        lambda p: remade(altered(p, "laptop-a:2", value={**_value(p, "laptop-a:2"), "name": "Other"})),
        "the entry laptop-a:2 is another one",
    ),
    "a third laptop's chain is rewritten": (
        rewritten_chain_of_c,
        "laptop-c:3 is not the one that its own laptop signed",
    ),
    "the same, without what it signed": (
        lambda p: replace(rewritten_chain_of_c(p), passed_on=()),
        "laptop-c:1 is not signed by the inspector",
    ),
    "hashes are made anew, and not signed": (
        lambda p: replace(remade(altered(p, "laptop-b:4", value="Other")), signed=p.signed),
        "laptop-b:5 is not the one that the giver signed",
    ),
    "another's signature": (
        lambda p: replace(p, signed={**p.signed, "signature": p.signed["certificate"]}),
        "not the one that its giver signed",
    ),
    "what was signed cannot be read": (lambda p: replace(p, signed={"format": "x"}), "cannot be read"),
    "another visit's": (lambda p: replace(p, visit="another"), "signed for another visit"),
    "another laptop's": (lambda p: replace(p, giver="laptop-c"), "signed for another visit, or by another laptop"),
    "no visit": (lambda p: resigned(replace(p, visit="../escaped")), "no visit"),
    "a clock that goes back": (
        lambda p: remade(altered(p, "laptop-b:4", clock="2010-01-01T00:00:00.000Z/0000")),
        "laptop-b:4 is not as",
    ),
    "a clock that is none": (
        lambda p: remade(altered(p, "laptop-b:5", clock="2100-13-01T00:00:00.000Z/0000")),
        "laptop-b:5 is not as",
    ),
    "the last clock there is": (lambda p: added(p, clock="9999-12-31T23:59:59.999Z/9999"), "laptop-b:6 is not as"),
    "a taking of what is not there": (
        lambda p: added(p, entity="taking", id="t", field=None, value={"heads": {"laptop-a": 10**6}}),
        "laptop-b:6 is not as",
    ),
    "a step that is to come": (lambda p: added(p, step=9), "laptop-b:6 is not as"),
    "a parent that is no entry": (lambda p: added(p, parent="laptop-b:x"), "laptop-b:6 is not as"),
    "a parent that was never written": (lambda p: added(p, parent="laptop-b:77"), "laptop-b:6 goes on from something"),
    "a parent of another thing": (lambda p: added(p, parent="laptop-c:3"), "laptop-b:6 goes on from something"),
    "an unknown entity": (lambda p: added(p, entity="weather"), "laptop-b:6 is about something that this version"),
    "an unknown field": (lambda p: added(p, field="mood"), "laptop-b:6 holds what cannot be kept"),
    "no map": (lambda p: added(p, field="text/x"), "laptop-b:6 holds what cannot be kept"),
    "a value of another type": (lambda p: added(p, value=["a list"]), "laptop-b:6 holds what cannot be kept"),
    "a value that is not among the choices": (
        lambda p: added(p, entity="link", id=VISIT.findings[0].evidence[0].id, field="bearing", value="hints"),
        "laptop-b:6 holds",
    ),
    "nothing where something must be": (lambda p: added(p, value=None), "laptop-b:6 holds what cannot be kept"),
    "the id is another": (lambda p: added(p, field="id"), "laptop-b:6 holds what cannot be kept"),
    "something is made of nothing": (
        lambda p: added(p, field=None, id="new", value="x"),
        "laptop-b:6 makes something out of",
    ),
    "a thing that was never made": (
        lambda p: added(p, id="never"),
        "laptop-b:6 is about something that was never made",
    ),
    "a thing that lacks what it must have": (
        lambda p: added(p, entity="link", id="new", field=None, value={"finding": FINDING}),
        "laptop-b:6 is about something",
    ),
    "a part of what was never made": (
        lambda p: added(
            p, entity="link", id="new", field=None, value={"finding": "never", "evidence": VISIT.evidence[0].id}
        ),
        "laptop-b:6 names something that was never made",
    ),
    "a second letter": (
        lambda p: added(p, entity="letter", id="second", field=None, value={}),
        "laptop-b:6 makes another letter",
    ),
    "a letter that did not come along": (
        lambda p: added(p, entity="signed_letter", id="s", field=None, value=_signed(b"x")),
        "laptop-b:6 names a signed letter",
    ),
    "a letter with another's bytes": (
        lambda p: replace(
            added(p, entity="signed_letter", id="s", field=None, value=_signed(b"x")),
            letters={sha256(b"x").hexdigest(): b"y"},
        ),
        "signed letter in the package was altered",
    ),
    "a letter that adds to itself": (
        lambda p: replace(
            added(p, entity="signed_letter", id="s", field=None, value={**_signed(b"x"), "adds_to": "s"}),
            letters={sha256(b"x").hexdigest(): b"x"},
        ),
        "laptop-b:6 adds a signature to itself",
    ),
    "a taking that is altered": (
        lambda p: added(p, entity="taking", id=_at(p, "laptop-b:1").id, field="giver", value="x"),
        "laptop-b:6",
    ),
    "it goes on from what is not here": (
        lambda p: replace(without(p, "laptop-b:1", "laptop-b:2"), after={"laptop-b": 2}),
        "goes on from a package",
    ),
}


def _at(package: Package, name: str) -> LogEntry:
    return next(each for each in package.entries if f"{each.laptop}:{each.seq}" == name)


def _value(package: Package, name: str) -> Mapping[str, object]:
    value = _at(package, name).value
    assert isinstance(value, Mapping)
    return value


def _signed(pdf: bytes) -> dict[str, object]:
    return {
        "version": 1,
        "signed_at": "2010-07-06T10:00:00+01:00",
        "signed_by": "x",
        "pdf_sha256": sha256(pdf).hexdigest(),
        "log_digest": "",
    }


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_and_nothing_is_applied(
    laptops: tuple[StoreLaptop, ...], tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    mine, giver, _ = laptops
    alter, sentence = CASES[name]
    before = (mine.exported(tmp_path), mine.history(), mine.tables())
    file = tmp_path / "one.visit-package"
    write_package(file, WORDS, alter(giver.package()), giver.exchange.file)
    with pytest.raises((ForgedPackage, PackageRefused)) as refused:
        mine.take(read_package(file, WORDS))
    assert sentence in refused.value.sentence
    assert refused.value.next_step
    assert (mine.exported(tmp_path), mine.history(), mine.tables()) == before
    caplog.clear()


def test_the_package_itself_is_taken_in(laptops: tuple[StoreLaptop, ...], tmp_path: Path) -> None:
    """What the cases above alter is well otherwise: made anew without a change it is taken in."""
    _, giver, _ = laptops
    with closing(copied(giver.path.parent / "base.db", tmp_path, "laptop-d", VISIT_ID)) as other:
        other.take(remade(giver.package()))
        other.take(added(giver.package()))
        assert other.finding(FINDING).text == "Inserted"
        with pytest.raises(ForgedPackage, match="laptop-b:6 is another one"):
            other.take(added(giver.package(), value="Another story"))


def test_a_file_that_is_none_or_was_damaged(laptops: tuple[StoreLaptop, ...], tmp_path: Path) -> None:
    _, giver, _ = laptops
    file = tmp_path / "one.visit-package"
    package, refused = giver.package(), 0
    write_package(file, WORDS, package, giver.exchange.file)
    whole = file.read_bytes()
    for place in range(100, len(whole), len(whole) // 9):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            assert read_package(file, WORDS) == package, "a page of which nothing is read"
        except (WrongPassphrase, DamagedFile):
            refused += 1
    assert refused > 5
    for cut in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        with pytest.raises((WrongPassphrase, DamagedFile, PackageRefused)):
            read_package(file, WORDS)
    file.write_bytes(whole)
    with pytest.raises(WrongPassphrase):
        read_package(file, WORDS.replace("amber", "acorn"))
    assert read_visit_id(file, WORDS) == VISIT_ID


ODD: Mapping[str, tuple[str, type[InspectorError]]] = {
    "no tables": ("DROP TABLE entry; DROP TABLE header", PackageRefused),
    "a view": ("CREATE VIEW x AS SELECT 1", PackageRefused),
    "another table": ("CREATE TABLE x (y)", PackageRefused),
    "a header that is no object": ("UPDATE header SET value = '[]'", PackageRefused),
    "a header that is deep": (f"UPDATE header SET value = '{'[' * 100_000}'", PackageRefused),
    "another format": ("UPDATE header SET value = json_set(value, '$.format', 'x')", PackageRefused),
    "a newer schema": ("UPDATE header SET value = json_set(value, '$.schema', 99)", NewerFile),
    "a schema that is no number": ("UPDATE header SET value = json_set(value, '$.schema', 'x')", PackageRefused),
    "a list for an object": ("UPDATE header SET value = json_set(value, '$.after', json('[1]'))", PackageRefused),
    "a number for a name": ("UPDATE header SET value = json_set(value, '$.name', 1)", PackageRefused),
    "heads that are none": ("UPDATE header SET value = json_set(value, '$.heads', json('{\"x\": 1}'))", PackageRefused),
    "passed on is a number": ("UPDATE header SET value = json_set(value, '$.passed_on', json('[1]'))", PackageRefused),
    "a number that is none": ("UPDATE entry SET value = 'NaN' WHERE seq = 2", PackageRefused),
    "a number without end": (f"UPDATE entry SET value = '{'9' * 5000}' WHERE seq = 2", PackageRefused),
    "a value that is deep": (f"UPDATE entry SET value = '{'[' * 100_000}' WHERE seq = 2", PackageRefused),
    "a value that is no JSON": ("UPDATE entry SET value = 'x' WHERE seq = 2", PackageRefused),
    "bytes for a text": ("UPDATE entry SET action = x'00ff' WHERE seq = 2", PackageRefused),
    "bytes that are no text": ("UPDATE entry SET action = CAST(x'ff' AS TEXT) WHERE seq = 2", PackageRefused),
    "a number for a parent": ("UPDATE entry SET parent = 3 WHERE seq = 2", PackageRefused),
    "a text for a number": ("UPDATE entry SET step = 'x' WHERE seq = 2", PackageRefused),
}


@pytest.mark.parametrize("name", ODD)
def test_a_package_that_no_program_of_ours_wrote(laptops: tuple[StoreLaptop, ...], tmp_path: Path, name: str) -> None:
    _, giver, _ = laptops
    file = tmp_path / "one.visit-package"
    write_package(file, WORDS, giver.package(), giver.exchange.file)
    alter, error = ODD[name]
    with closing(open_by_passphrase(file, WORDS)) as connection:
        connection.executescript(alter)
    with pytest.raises(error) as refused:
        read_package(file, WORDS)
    assert refused.value.next_step


def test_half_a_character_is_named(laptops: tuple[StoreLaptop, ...], tmp_path: Path) -> None:
    """JSON can spell it, and no file can hold it."""
    mine, giver, _ = laptops
    file = tmp_path / "one.visit-package"
    write_package(file, WORDS, giver.package(), giver.exchange.file)
    with closing(open_by_passphrase(file, WORDS)) as connection:
        connection.execute("UPDATE entry SET value = ? WHERE laptop = 'laptop-b' AND seq = 4", ('"\\ud800"',))
    with pytest.raises(ForgedPackage, match="laptop-b:4 was altered"):
        mine.take(read_package(file, WORDS))
