"""One hundred attachments beside none, in the same run: opening, saving a note, backing up, memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from limits import MEASURING, ROOM
from made_visits import PASSPHRASE, large_visit, made_profile, wait_until
from quick_keys import BEGUN_QUICKLY
from test_store import median_ms

from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.attaching import attach
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.identifiers import new_id

FILES, SIZE = 100 if MEASURING else 25, 1 << 20
WORDS = "supervision reflection assessment " * 300
BARE, FULL = "bare", "full"
Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    """A profile with the same visit of 300 records twice: as it is, and with a hundred attachments."""
    with made_profile(tmp_path_factory.mktemp("attached") / "profile") as made:
        contents = large_visit(300)
        for visit_id in (BARE, FULL):
            made.new_visit(replace(contents, visit=replace(contents.visit, id=visit_id)))
        fill(made, contents)
        yield made


def fill(profile: Profile, contents: VisitContents) -> None:
    with OpenVisit.open(profile, FULL) as visit:
        for number in range(FILES):
            digest = visit.keep_file(os.urandom(SIZE))
            record = contents.records[number % 50].id
            made = Attachment(
                id=new_id(), record=record, name=f"{number}.pdf", media_type="", size=SIZE, sha256=digest, order="a0"
            )
            visit.write(attach(made, WORDS))
        visit.settle(60)
    OpenVisit.open(profile, BARE).close()


def compare(what: str, full: float, bare: float, unit: str, note: Note, *, at_most: float, floor: float) -> None:
    """Keep the figures; fail where a hundred attachments cost more than they may, and that is more than noise."""
    note(what, f"{full:.1f} {unit} with {FILES} attachments, {bare:.1f} {unit} without")
    print(f"\n{what}: {full:.1f} {unit} with {FILES} attachments of {SIZE / 2**20:.0f} MB, {bare:.1f} {unit} without")
    assert full < ROOM * max(floor, at_most * bare)


def test_opening(profile: Profile, record_property: Note) -> None:
    times = {}
    for visit_id in (BARE, FULL):
        opened: list[OpenVisit] = []
        begun = []
        for _ in range(5):
            begun.append(median_ms(lambda: opened.append(OpenVisit.open(profile, visit_id)), rounds=1))  # noqa: B023
            opened.pop().close()
        times[visit_id] = sorted(begun)[2]
    compare("opening", times[FULL], times[BARE], "ms", record_property, at_most=2.5, floor=100)


def test_saving_a_note_while_the_files_are_looked_at_and_after(profile: Profile, record_property: Note) -> None:
    times: dict[str, float] = {}
    numbers = iter(range(10_000))

    def saving(visit: OpenVisit, record: str) -> Callable[[], object]:
        def save() -> object:
            return visit.write(steps.set_field("record", record, "notes", f"note {next(numbers)}")).result(10)

        return save

    for visit_id in (BARE, FULL):
        with OpenVisit.open(profile, visit_id) as visit:
            save = saving(visit, visit.record_lines()[7].id)
            times[f"{visit_id} at once"] = median_ms(save)
            wait_until(lambda visit=visit: visit.lacking_files() == (), 60)  # type: ignore[misc]
            times[visit_id] = median_ms(save)
    compare("saving", times[FULL], times[BARE], "ms", record_property, at_most=3, floor=20)
    compare(
        "saving while files are looked at",
        times[f"{FULL} at once"],
        times[f"{BARE} at once"],
        "ms",
        record_property,
        at_most=5,
        floor=40,
    )


def test_backing_up_again(profile: Profile, record_property: Note) -> None:
    times = {
        visit_id: median_ms(lambda visit_id=visit_id: profile.safekeeping.back_up(visit_id, chain=False), rounds=3)  # type: ignore[misc]
        for visit_id in (BARE, FULL)
    }
    compare("backing up", times[FULL], times[BARE], "ms", record_property, at_most=3, floor=200)


PEAK = """
import pathlib, resource, sys, time
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

with Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2]) as profile:
    with OpenVisit.open(profile, sys.argv[3]) as visit:
        while visit.lacking_files() is None:
            time.sleep(0.01)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak of a process in this way")
def test_memory(profile: Profile, tmp_path: Path, record_property: Note) -> None:
    shutil.copytree(profile.places.folder, tmp_path / "again", ignore=lambda _folder, _names: {"backups"})
    peaks = {visit_id: peak(tmp_path / "again", visit_id) for visit_id in (BARE, FULL)}
    compare("memory", peaks[FULL], peaks[BARE], "MB", record_property, at_most=1.5, floor=0)


def peak(folder: Path, visit_id: str) -> float:
    command = [sys.executable, "-c", BEGUN_QUICKLY + PEAK, str(folder), PASSPHRASE, visit_id]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)
