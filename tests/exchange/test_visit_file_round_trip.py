"""What is brought in goes out again, value for value."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_visit_files import Raw, corrupted, visit_files

from inspector_app.errors import DiskFault, FaultyVisitFile, FrameworkMissing
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_document, visit_file, write_visit_file
from inspector_app.visit.entities import Interview

EXAMPLE = Path(__file__).with_name("example.visit.json")
UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def same(one: object, other: object) -> bool:
    """Compare as JSON does: true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_the_example_of_the_format_goes_out_as_it_came_in() -> None:
    written = visit_file(read_visit_file(EXAMPLE))
    assert same(json.loads(written), json.loads(EXAMPLE.read_bytes()))


def test_keys_stand_in_the_order_of_the_format() -> None:
    document = visit_document(read_visit_file(EXAMPLE))
    assert list(document) == list(json.loads(EXAMPLE.read_bytes()))
    assert list(document["records"][0]) == list(json.loads(EXAMPLE.read_bytes())["records"][0])


@UNHURRIED
@given(visit_files())
def test_any_file_without_fault_goes_out_as_it_came_in(file: Raw) -> None:
    content = json.dumps(file).encode()
    contents = read_visit_file(content)
    assert same(visit_document(contents), file)
    assert read_visit_file(visit_file(contents)) == contents


@UNHURRIED
@given(visit_files().flatmap(corrupted))
def test_a_damaged_file_is_refused_in_words_or_still_whole(file: Raw) -> None:
    content = json.dumps(file).encode()
    try:
        contents = read_visit_file(content)
    except FaultyVisitFile as refusal:
        assert refusal.faults
    except FrameworkMissing as refusal:
        assert refusal.sentence
    else:
        assert json.loads(visit_file(contents)) == file


@UNHURRIED
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_that_are_no_visit_file_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(FaultyVisitFile):
        read_visit_file(content)


def test_a_visit_made_here_is_written_with_every_key() -> None:
    contents = read_visit_file(EXAMPLE)
    made_here = replace(contents, concerns=(replace(contents.concerns[0], given=None, response=None, safe_at=None),))
    concern = visit_document(made_here)["concerns"][0]
    assert concern["response"] is None
    assert concern["safe_at"] is None


def test_what_was_edited_since_it_was_brought_in_is_written() -> None:
    file = json.loads(EXAMPLE.read_bytes())
    file["letter"]["date"] = None
    contents = read_visit_file(json.dumps(file).encode())
    record = replace(contents.records[0], title="Duty desk, second hour", themes=(), notes="")
    written = visit_document(replace(contents, records=(record, *contents.records[1:])))
    assert written["records"][0]["title"] == "Duty desk, second hour"
    assert "themes" not in written["records"][0]
    assert written["letter"]["date"] is None


def test_what_refers_to_something_removed_is_written_without_it_and_can_be_brought_in() -> None:
    contents = read_visit_file(EXAMPLE)
    interview = contents.records[1]
    assert isinstance(interview.details, Interview)
    removed = replace(
        contents,
        inspectors=(),
        records=(replace(interview, details=replace(interview.details, answers=())), contents.records[2]),
        evidence=contents.evidence[:2],
    )
    written = visit_document(removed)
    assert "source" not in written["evidence"][0]
    assert "record" not in written["evidence"][1]
    assert len(written["findings"][0]["evidence"]) == 2
    assert "signatories" not in written["letter"]
    assert read_visit_file(visit_file(removed)).inspectors == ()


def test_a_passage_that_its_text_no_longer_holds_is_named_by_its_field() -> None:
    contents = read_visit_file(EXAMPLE)
    shortened = replace(contents.records[3], notes="Seven of nine.")
    written = visit_document(replace(contents, records=(*contents.records[:3], shortened)))
    assert written["evidence"][1]["source"] == {"field": "notes"}


def test_the_file_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.visit.json"
    path.write_text("what stood there")
    write_visit_file(read_visit_file(EXAMPLE), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["out.visit.json"]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(DiskFault, match="could not be written"):
        write_visit_file(read_visit_file(EXAMPLE), tmp_path / "no-such-folder" / "out.visit.json")


def test_a_full_disk_is_told_in_words() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")
    with pytest.raises(DiskFault, match="no space left"):
        write_visit_file(read_visit_file(EXAMPLE), full)
    assert full.is_char_device()


def test_a_link_stays_a_link_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_visit_file(read_visit_file(EXAMPLE), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "real").read_bytes()) == json.loads(EXAMPLE.read_bytes())
