"""Framework folders from strangers: read whole or refused in words, soon, and read nowhere but in their folder."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE_TEXTS, assert_readable, damaged, files_in, read_or_refused
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.errors import FaultyFramework, FrameworkMissing
from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.library import faulty_frameworks, installed_frameworks, load_framework
from inspector_app.frameworks.reader import framework_from_source, read_framework
from inspector_app.places import resources_folder

SHIPPED = resources_folder() / "frameworks" / "ucra-2010"
FILES = sorted(path.name for path in SHIPPED.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "frameworks" / "ucra-2010"))


@pytest.fixture(scope="module")
def one_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("frameworks") / "ucra-2010"))


def read_with(folder: Path, file: str, content: bytes) -> Framework | None:
    """Read the framework with one of its files replaced, and put that file back."""
    try:
        (folder / file).write_bytes(content)
        before = files_in(folder)
        framework = read_or_refused(lambda: read_framework(folder))
        assert files_in(folder) == before
        return framework
    finally:
        (folder / file).write_bytes((SHIPPED / file).read_bytes())


def faults_of(folder: Path) -> dict[str, str]:
    with pytest.raises(FaultyFramework) as caught:
        read_framework(folder)
    assert_readable(caught.value)
    return {fault.place: fault.message for fault in caught.value.faults}


# -- the law, by random files


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_read_or_refused_in_words(one_folder: Path, file: str, data: st.DataObject) -> None:
    read_with(one_folder, file, data.draw(damaged((SHIPPED / file).read_bytes()) | st.binary(max_size=200)))


TOML_VALUES = st.recursive(
    st.sampled_from(
        ["0", "-1", "2.0", "nan", "-inf", "1e400", "9" * 5000, "0x" + "f" * 5000, "true", "07:32:00", "2010-04-01",
         "0001-01-01", "9999-12-31T23:59:59Z", "2010-04-01T07:32:00-23:59", "''", '"\\u0000"', '"\\u202E{"', '"{area}"',
         '"{}"', '"{{{"', '"../../x"', '"ucra-2010"', '"x-y"', '"line"', "'0000-01-01'", "'9999-12-31'", "[]", "{}"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda held: f"[{', '.join(held)}]") | inner.map("{{id = {}}}".format)
    ),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), TOML_VALUES, st.randoms(use_true_random=False))
def test_a_wrong_value_anywhere_is_read_or_refused_in_words(
    one_folder: Path, file: str, value: str, random: Any
) -> None:
    lines = (SHIPPED / file).read_text(encoding="utf-8").splitlines()
    chosen = random.choice([number for number, line in enumerate(lines) if " = " in line and line[:1].isalpha()])
    lines[chosen] = f"{lines[chosen].partition(' = ')[0]} = {value}"
    framework = read_with(one_folder, file, "\n".join(lines).encode())
    if framework is not None:
        assert framework_from_source(framework.source) == framework


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_hostile_texts_are_read_or_refused_in_words(one_folder: Path, file: str, data: st.DataObject) -> None:
    content = (SHIPPED / file).read_text(encoding="utf-8")
    values = tomllib.loads(content)
    texts = sorted(set(_texts(values)), key=len)
    old, new = data.draw(st.sampled_from(texts)), data.draw(HOSTILE_TEXTS)
    spelled = "".join(f"\\U{ord(character):08X}" for character in new)
    read_with(one_folder, file, content.replace(f'"{old}"', f'"{spelled}"').encode())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]


# -- the smallest counter-examples met so far


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "[" * 300 + "]" * 300,
        "a = " + "{a = " * 300 + "1" + "}" * 300,
        "a" + ".a" * 3000 + " = 1",
        "a = " + "9" * 5000,
        "[" * 100_000,
        "a = '" + "x" * 2_000_000 + "'",
        "\n".join(f"k{number} = 1" for number in range(20_000)),
    ],
    ids=["lists", "fewer lists", "tables", "dotted", "a long number", "brackets", "too large", "keys"],
)
def test_a_file_that_is_too_much_is_named(folder: Path, content: str) -> None:
    (folder / "themes.toml").write_text(content, encoding="utf-8")
    assert all(place.startswith(("themes.toml", "and so on")) for place in faults_of(folder))


def test_a_year_that_is_none_is_named(folder: Path) -> None:
    content = (folder / "clocks.toml").read_text(encoding="utf-8")
    (folder / "clocks.toml").write_text(content.replace("from = 2010-04-01", 'from = "0000-01-01"'), encoding="utf-8")
    assert faults_of(folder) == {
        "clocks.toml, clocks[1].limits[1].from": 'is "0000-01-01"; expected a date, as 2010-04-01.'
    }


def test_more_categories_than_sentences_can_be_asked_for_are_refused_at_once(folder: Path) -> None:
    with (folder / "categories.toml").open("a", encoding="utf-8") as file:
        for number in range(40):
            file.write(
                f'[[categories]]\nid = "c{number}"\nlabel = "x"\nlabel_singular = "x"\ndefinition = "x"\n'
                'source = "own"\ntone = "strength"\nin_sentence = "x"\nnone_in_sentence = "x"\n'
            )
    assert faults_of(folder) == {"categories.toml, categories": "has 44 entries; expected 8 at most."}


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_framework(folder) == read_framework(SHIPPED)


@pytest.mark.parametrize("name", [b"\xff.toml", b"\x1b[2J.toml", "\u202e.toml".encode(), b"a.b.toml", b".toml"])
def test_a_file_with_an_odd_name_is_named_in_words(folder: Path, name: bytes) -> None:
    os.close(os.open(os.fsencode(folder) + b"/" + name, os.O_CREAT | os.O_WRONLY))
    assert all("not known here" in message for message in faults_of(folder).values())


# -- links, pipes, and ways out of the folder


def test_files_that_are_none_are_named_and_never_waited_for(folder: Path) -> None:
    for name in ("themes", "checks", "cases", "clocks", "forms"):
        (folder / f"{name}.toml").unlink()
    os.mkfifo(folder / "themes.toml")
    (folder / "checks.toml").symlink_to("checks.toml")
    (folder / "cases.toml").symlink_to("/nowhere")
    (folder / "clocks.toml").mkdir()
    (folder / "forms.toml").symlink_to("/dev/zero")

    assert set(faults_of(folder)) == {"themes.toml", "checks.toml", "cases.toml", "clocks.toml", "forms.toml"}


def test_what_a_link_leads_to_is_not_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("canary-zanzibar: a file that is not TOML\n", encoding="utf-8")
    (folder / "themes.toml").unlink()
    (folder / "themes.toml").symlink_to(tmp_path / "secret")
    assert "zanzibar" not in str(faults_of(folder))


@pytest.mark.parametrize(
    "name", ["../outside", "..", ".", "/etc", "a\0b", "outside/", "../frameworks/ucra-2010", "", "~"]
)
def test_an_id_that_is_a_path_finds_nothing(tmp_path: Path, folder: Path, name: str) -> None:
    shutil.copytree(SHIPPED, tmp_path / "outside")
    with pytest.raises(FrameworkMissing) as caught:
        load_framework(name, folder.parent)
    assert_readable(caught.value)


def test_a_framework_whose_id_is_a_path_is_refused(folder: Path) -> None:
    content = (folder / "framework.toml").read_text(encoding="utf-8")
    (folder / "framework.toml").write_text(content.replace('"ucra-2010"', '"../../x"'), encoding="utf-8")
    assert "framework.toml, id" in faults_of(folder)


def test_one_hostile_folder_hides_no_other(folder: Path) -> None:
    others = folder.parent
    (others / "broken-link").symlink_to("/nowhere")
    (others / "loop").symlink_to("loop")
    os.mkfifo(others / "pipe")
    (others / "bad").mkdir()
    (others / "bad" / "framework.toml").write_bytes(b"\xff")
    (others / os.fsdecode(b"\xff\xfe")).mkdir()

    assert [framework.id for framework in installed_frameworks(others)] == ["ucra-2010", "focused-visit"]
    for error in faulty_frameworks(others):
        assert_readable(error)


def test_a_file_where_the_folder_of_frameworks_should_be(tmp_path: Path) -> None:
    (tmp_path / "frameworks").write_text("", encoding="utf-8")
    assert [framework.id for framework in installed_frameworks(tmp_path / "frameworks")] == [
        "ucra-2010",
        "focused-visit",
    ]
