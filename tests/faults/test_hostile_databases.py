"""A profile whose files were damaged or swapped: every file of it, told in words, with nothing more lost than was."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import assert_readable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened, raw_file

from inspector_app.errors import DamagedFile, InspectorError, ProfileInUse, VisitExists, VisitMissing
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import new_id

PAGE = 4096


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile's folder as it lies on disk after a visit was made, closed and backed up."""
    folder = tmp_path_factory.mktemp("template") / "profile"
    with made_profile(folder) as profile:
        with opened(profile, one_of_everything()):
            pass
        profile.keys.new_recovery_code()
    return folder


@pytest.fixture
def places(template: Path, tmp_path: Path) -> ProfilePlaces:
    return ProfilePlaces(Path(shutil.copytree(template, tmp_path / "copy")))


def everything_of(places: ProfilePlaces) -> VisitContents:
    """Open the profile and its visit, read all there is, and close them."""
    with Profile.open(places, PASSPHRASE) as profile:
        (summary,) = profile.visits()
        visit = OpenVisit.open(profile, summary.id)
        try:
            visit.search("supervision"), visit.history(), visit.verify_chain(), visit.cards(), visit.record_lines()
            return visit.contents()
        finally:
            visit.close(5)


def read_or_told(places: ProfilePlaces) -> VisitContents | None:
    try:
        return everything_of(places)
    except InspectorError as error:
        assert_readable(error)
        return None


@pytest.fixture(scope="module")
def whole(template: Path, tmp_path_factory: pytest.TempPathFactory) -> VisitContents:
    copy = tmp_path_factory.mktemp("whole") / "profile"
    return everything_of(ProfilePlaces(Path(shutil.copytree(template, copy))))


# -- what stands in a file's place


def plain_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE held (key BLOB); CREATE TABLE visit (id); PRAGMA user_version = 1;")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def random_bytes(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size or PAGE))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def sixty_megabytes_more(path: Path) -> None:
    os.truncate(path, path.stat().st_size + 60 * 2**20)


def a_text(path: Path) -> None:
    path.write_text("SQLite format 3\0 or so" * 500, encoding="utf-8")


IN_ITS_PLACE: list[Callable[[Path], None]] = [
    plain_database,
    nothing,
    random_bytes,
    a_folder,
    a_pipe,
    a_link_to_nowhere,
    a_link_to_itself,
    sixty_megabytes_more,
    a_text,
]


@pytest.mark.parametrize("damage", IN_ITS_PLACE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("file", ["passphrase_key", "profile_db", "visit", "lock"])
def test_something_else_in_a_files_place_is_told(
    places: ProfilePlaces,
    whole: VisitContents,
    file: str,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (visit,) = places.visits.glob("*.db")
    path = visit if file == "visit" else getattr(places, file)
    (backup,) = places.backups.rglob("*.db")
    good = backup.read_bytes()
    damage(path)

    read = read_or_told(places)

    assert read in (None, whole)
    assert backup.read_bytes() == good
    assert "Exampleshire" not in caplog.text
    caplog.clear()


@pytest.mark.parametrize("damage", [nothing, random_bytes, a_folder, a_link_to_itself, sixty_megabytes_more, a_text])
@pytest.mark.parametrize("file", ["recovery_key", "wrong_tries"])
def test_something_else_beside_the_passphrase_keeps_nobody_out(
    places: ProfilePlaces, whole: VisitContents, file: str, damage: Callable[[Path], None]
) -> None:
    path: Path = getattr(places, file)
    path.touch()
    damage(path)
    assert everything_of(places) == whole


@pytest.mark.parametrize(
    "content", [b"[" * 900, b'{"wrong": 1e400, "last": 0}', b'{"wrong": -1, "last": NaN}', b'{"wrong": [], "last": {}}']
)
def test_a_hostile_count_of_wrong_tries_keeps_nobody_out(
    places: ProfilePlaces, whole: VisitContents, content: bytes
) -> None:
    places.wrong_tries.write_bytes(content)
    assert everything_of(places) == whole


# -- damage inside the files


@pytest.fixture(scope="module")
def one_profile(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    copy = Path(shutil.copytree(template, tmp_path_factory.mktemp("one") / "profile"))
    with Profile.open(ProfilePlaces(copy), PASSPHRASE) as profile:
        yield profile


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_visit_damaged_anywhere_is_refused_or_whole(
    one_profile: Profile, whole: VisitContents, data: st.DataObject, caplog: pytest.LogCaptureFixture
) -> None:
    path = one_profile.places.visit_db(whole.visit.id)
    good = path.read_bytes()
    path.write_bytes(data.draw(damaged_pages(good)))
    try:
        visit = OpenVisit.open(one_profile, whole.visit.id)
        try:
            assert visit.contents() == whole
        finally:
            visit.close(5)
    except InspectorError as error:
        assert_readable(error)
    finally:
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
        path.write_bytes(good)
        caplog.clear()


def test_a_bit_flipped_in_any_page_is_never_read_as_words(
    one_profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    """The last page of a long text is read as NULs without a word from SQLCipher: opening must look at every page."""
    long = replace(one_of_everything(), visit=replace(one_of_everything().visit, id=new_id()))
    records = (replace(long.records[0], notes="Two calls taken. " * 3000), *long.records[1:])
    with opened(one_profile, replace(long, records=records)) as visit:
        whole = visit.contents()
    path = one_profile.places.visit_db(visit.id)
    good = path.read_bytes()
    for page in range(len(good) // PAGE):
        place = page * PAGE + PAGE // 3
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        try:
            damaged_visit = OpenVisit.open(one_profile, visit.id)
        except DamagedFile as error:
            assert_readable(error)
            continue
        try:
            assert damaged_visit.contents() == whole, page
        finally:
            damaged_visit.close(5)
    caplog.clear()
    path.write_bytes(good)
    one_profile.destroy_visit(visit.id)


@st.composite
def damaged_pages(draw: st.DrawFn, content: bytes) -> bytes:
    """The file with a page zeroed, replaced by another or by noise, with a bit flipped, or with its end cut or torn."""
    pages = len(content) // PAGE
    start = draw(st.integers(0, pages - 1)) * PAGE
    match draw(st.sampled_from(["zero", "another", "noise", "flip", "cut", "torn"])):
        case "zero":
            return content[:start] + bytes(PAGE) + content[start + PAGE :]
        case "another":
            other = draw(st.integers(0, pages - 1)) * PAGE
            return content[:start] + content[other : other + PAGE] + content[start + PAGE :]
        case "noise":
            return content[:start] + draw(st.randoms()).randbytes(PAGE) + content[start + PAGE :]
        case "flip":
            place = start + draw(st.integers(0, PAGE - 1))
            return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        case "cut":
            return content[: start + draw(st.integers(0, PAGE))]
        case _:
            return content[:start] + bytes(draw(st.integers(1, PAGE))) + content[start:]


# -- ids are no paths


@pytest.mark.parametrize("visit_id", ["../../x", "..", "", "/etc/passwd", "a\0b", "profile", "x" * 5000, "*"])
def test_an_id_that_is_a_path_leads_to_no_file(one_profile: Profile, visit_id: str) -> None:
    for act in (
        lambda: OpenVisit.open(one_profile, visit_id),
        lambda: one_profile.destroy_visit(visit_id),
    ):
        with pytest.raises(VisitMissing) as caught:
            act()
        assert_readable(caught.value)
    assert one_profile.places.visit_db(one_profile.visits()[0].id).exists()


def test_ids_that_differ_in_case_alone_never_share_a_file(one_profile: Profile) -> None:
    contents = one_of_everything()
    shouted = replace(contents, visit=replace(contents.visit, id=contents.visit.id.upper()))
    assert shouted.visit.id != contents.visit.id
    with pytest.raises(VisitExists):
        one_profile.new_visit(shouted)
    with OpenVisit.open(one_profile, contents.visit.id) as visit:
        assert visit.visit().id == contents.visit.id


@pytest.mark.parametrize("spoilt", ['["2010-06-08"', "[" * 100_000])
def test_a_row_that_holds_no_json_is_told_as_damage(places: ProfilePlaces, spoilt: str) -> None:
    with Profile.open(places, PASSPHRASE) as profile:
        visit_id = profile.visits()[0].id
        with raw_file(places, visit_id) as raw:
            raw.execute("UPDATE record SET themes = ?", (spoilt,))
        visit = OpenVisit.open(profile, visit_id)
        with pytest.raises(DamagedFile) as caught:
            visit.contents()
        assert_readable(caught.value)
        visit.close(5)


def test_a_second_program_is_refused_in_words(one_profile: Profile) -> None:
    with pytest.raises(ProfileInUse) as caught:
        Profile.open(one_profile.places, PASSPHRASE)
    assert_readable(caught.value)
