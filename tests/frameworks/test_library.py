"""Which frameworks are here, and which one a visit gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from copied_framework import change, copied_framework

from inspector_app.errors import FaultyFramework, FrameworkMissing
from inspector_app.frameworks.library import faulty_frameworks, installed_frameworks, load_framework


def test_what_is_shipped_is_installed() -> None:
    assert [framework.id for framework in installed_frameworks()] == ["ucra-2010", "focused-visit"]
    assert load_framework("ucra-2010") is load_framework("ucra-2010")


def test_a_framework_in_the_profile_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    copied_framework(tmp_path)
    assert {framework.id for framework in installed_frameworks(tmp_path)} == {"ucra-2010", "focused-visit", "copied"}
    assert load_framework("copied", tmp_path).id == "copied"


def test_a_framework_in_the_profile_replaces_a_shipped_one_of_its_id(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path, "ucra-2010")
    change(folder, "letter.toml", 'organisation = "Ofsted"', 'organisation = "An inspectorate"')
    assert load_framework("ucra-2010", tmp_path).letter.letterhead.organisation == "An inspectorate"
    assert load_framework("ucra-2010").letter.letterhead.organisation == "Ofsted"


def test_a_change_in_the_profile_is_seen_at_the_next_reading(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    assert load_framework("copied", tmp_path).visit_days == 2
    change(folder, "framework.toml", "visit_days = 2", "visit_days = 3")
    assert load_framework("copied", tmp_path).visit_days == 3


def test_a_faulty_framework_does_not_hide_the_others_and_is_told(tmp_path: Path) -> None:
    folder = copied_framework(tmp_path)
    (folder / "letter.toml").unlink()
    assert [framework.id for framework in installed_frameworks(tmp_path)] == ["ucra-2010", "focused-visit"]
    (error,) = faulty_frameworks(tmp_path)
    assert [fault.place for fault in error.faults] == ["letter.toml"]
    with pytest.raises(FaultyFramework):
        load_framework("copied", tmp_path)


def test_a_folder_of_another_name_than_its_framework_is_told_and_a_hidden_one_is_none(tmp_path: Path) -> None:
    copied_framework(tmp_path).rename(tmp_path / "My framework")
    (tmp_path / ".cache").mkdir()
    (error,) = faulty_frameworks(tmp_path)
    assert [fault.place for fault in error.faults] == ["framework.toml, id"]


@pytest.mark.parametrize("name", ["focused-visit-2090", "../frameworks/ucra-2010", "", "."])
def test_a_framework_that_is_not_here_is_refused_with_what_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(FrameworkMissing, match=r"Installed here: focused-visit, ucra-2010\.") as caught:
        load_framework(name, tmp_path / "nothing")
    assert caught.value.next_step
