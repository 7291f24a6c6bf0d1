"""Killed at any instant of giving, joining or taking in: all of it or nothing, and once done again the same end."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, large_visit, made_profile, opened
from quick_keys import BEGUN_QUICKLY, QUICKLY, derive_with

from inspector_app.attaching import attach_file
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import own_identity
from inspector_app.places import ProfilePlaces
from inspector_app.store.package_file import read_package
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import confirm, give, join, look_into, take
from inspector_app.visit.change import Set, Step

WORDS = "amber kettle orbit walnut candle meadow"
PICTURE = b"\xff\xd8\xff" + bytes(2_000_000)
VISIT = large_visit(60)

PROGRAM = """
import sys, pathlib
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import own_identity
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import give, join, look_into, take

what, folder, passphrase, visit_id, file, words = sys.argv[1:7]
file = pathlib.Path(file)
profile = Profile.open(ProfilePlaces(pathlib.Path(folder)), passphrase)
visit = OpenVisit.open(profile, visit_id) if what != "join" else None
if what == "give":
    identity = own_identity(profile)
else:
    offer = look_into(profile, visit, file, words)
print("begun", flush=True)
if what == "give":
    give(profile, visit, identity, file, words)
elif what == "join":
    join(profile, offer)
else:
    take(profile, visit, offer)
print("done", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Template:
    """A folder with the profile of who gave (`a`), that of who joined (`b`), and the packages: whole, and what was
    written since; `after` is the visit as it is once that was taken in."""

    folder: Path
    visit_id: str

    @property
    def whole(self) -> Path:
        return self.folder / "whole.visit-package"

    @property
    def more(self) -> Path:
        return self.folder / "more.visit-package"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    derive_with(QUICKLY)
    made = Template(tmp_path_factory.mktemp("template"), VISIT.visit.id)
    with made_profile(made.folder / "a") as a, opened(a, VISIT) as visit:
        give(a, visit, own_identity(a), made.whole, WORDS)
        with made_profile(made.folder / "b") as b:
            offer = look_into(b, None, made.whole, WORDS)
            confirm(b, offer)
            b.close()
        with Profile.open(ProfilePlaces(made.folder / "b"), PASSPHRASE) as b:
            shutil.copytree(made.folder / "b", made.folder / "before", ignore=shutil.ignore_patterns("*lock*"))
            join(b, offer)
        changes = [Set("record", each.id, "notes", f"{each.notes} On.") for each in VISIT.records]
        changes += [Set("evidence", each.id, "text", f"{each.text} On.") for each in VISIT.evidence]
        visit.write(Step("write on", tuple(changes))).result(60)
        attach_file(visit, VISIT.records[0].id, "whiteboard.jpg", PICTURE)[1].result(60)
        give(a, visit, own_identity(a), made.more, WORDS)
    return made


def killed(template: Template, what: str, profile: Path, file: Path, chance: random.Random, longest: float) -> bool:
    """Let a program do this and kill it within so many seconds; return whether it was done before."""
    arguments = [what, str(profile), PASSPHRASE, template.visit_id, str(file), WORDS]
    command = [sys.executable, "-c", BEGUN_QUICKLY + PROGRAM, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        time.sleep(chance.random() * longest)
        program.kill()
        return program.stdout.read() == "done\n"


@pytest.mark.parametrize("seed", range(2))
def test_killed_while_taking_in_all_of_it_is_there_or_nothing(template: Template, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "b"
    shutil.copytree(template.folder / "b", folder)
    done = killed(template, "take", folder, template.more, random.Random(seed), 1.5)
    with (
        Profile.open(ProfilePlaces(folder), PASSPHRASE) as profile,
        OpenVisit.open(profile, template.visit_id) as visit,
    ):
        assert visit.verify_chain() is None
        notes = {each.notes.endswith(" On.") for each in visit.contents().records}
        texts = {each.text.endswith(" On.") for each in visit.evidence()}
        assert notes == texts and len(notes) == 1
        assert not done or notes == {True}
        assert len(visit.attachments()) == (notes == {True})
        assert len(visit.exchange.statements("taken")) == 1 + (notes == {True})
        again = take(profile, visit, look_into(profile, visit, template.more, WORDS))
        assert (again.changes == 0) == (notes == {True})
        (attached,) = visit.attachments()
        assert visit.kept_file(attached.sha256) == PICTURE
        assert all(each.notes.endswith(" On.") for each in visit.contents().records)
        assert visit.verify_chain() is None
        assert visit.search("On", 5)


@pytest.mark.parametrize("seed", range(1))
def test_killed_while_joining_the_visit_is_here_whole_or_not_at_all(
    template: Template, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "b"
    shutil.copytree(template.folder / "before", folder)
    done = killed(template, "join", folder, template.more, random.Random(seed), 1.5)
    with Profile.open(ProfilePlaces(folder), PASSPHRASE) as profile:
        here = profile.visits()
        assert [each.fault for each in here] == [""] * len(here)
        assert len(here) == 1 or not done
        if not here:
            assert not list(profile.places.visits.iterdir())
            join(profile, look_into(profile, None, template.more, WORDS))
        with OpenVisit.open(profile, template.visit_id) as visit:
            if here:
                take(profile, visit, look_into(profile, visit, template.more, WORDS))
            assert len(visit.contents().records) == len(VISIT.records)
            (attached,) = visit.attachments()
            assert visit.kept_file(attached.sha256) == PICTURE
            assert visit.verify_chain() is None


@pytest.mark.parametrize("seed", range(1))
def test_killed_while_giving_the_package_is_whole_or_not_there(template: Template, tmp_path: Path, seed: int) -> None:
    folder, file = tmp_path / "a", tmp_path / "given.visit-package"
    shutil.copytree(template.folder / "a", folder)
    killed(template, "give", folder, file, random.Random(seed), 0.4)
    if file.exists():
        assert len(read_package(file, WORDS).entries) > 500
    with (
        Profile.open(ProfilePlaces(folder), PASSPHRASE) as profile,
        OpenVisit.open(profile, template.visit_id) as visit,
    ):
        given = give(profile, visit, own_identity(profile), file, WORDS)
        assert given.whole and given.files == 1
        assert visit.verify_chain() is None
    assert len(read_package(file, WORDS).entries) > 500
    assert [each.name for each in tmp_path.glob("*.new")] == []
