"""A package on a stick: never without words, and nothing is left there for long of one that was not finished."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector_app.errors import WrongPassphrase
from inspector_app.store.package_file import SUFFIX, packed_files, read_package, write_package
from inspector_app.visit.package import Package

WORDS = "amber kettle orbit walnut candle meadow"
PACKAGE = Package(
    visit="v",
    authority="Exampleshire",
    days=(),
    giver="l",
    inspector="i",
    name="An Inspector",
    given_at="2010-06-08T18:00:00+01:00",
    heads={},
    after={},
    entries=(),
    signed={},
    files=("one", "two"),
)


def test_a_package_on_a_stick(tmp_path: Path) -> None:
    file, left, fresh = (
        tmp_path / f"{name}{SUFFIX}{ending}" for name, ending in (("a", ""), ("b", ".new"), ("c", ".new"))
    )
    for unfinished in (left, fresh):
        unfinished.write_bytes(b"x")
    os.utime(left, (0, 0))
    held = {"one": b"1" * 3_000_000, "two": b""}
    write_package(file, WORDS, PACKAGE, held.__getitem__)
    assert sorted(tmp_path.iterdir()) == [file, fresh]
    assert read_package(file, WORDS) == PACKAGE
    with packed_files(file, WORDS) as packed:
        assert {digest: packed(digest) for digest in held} == held
    for empty in ("", "  "):
        with pytest.raises(WrongPassphrase) as refused:
            write_package(tmp_path / "d", empty, PACKAGE, held.__getitem__)
        assert refused.value.next_step
        with pytest.raises(WrongPassphrase):
            read_package(file, empty)
    assert not (tmp_path / "d").exists()
