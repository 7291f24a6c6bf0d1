"""A program that is killed while it types, or brings a visit in: what it announced is there, and the log whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, large_visit, made_profile, one_of_everything
from quick_keys import BEGUN_QUICKLY

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

RECORD = one_of_everything().records[0].id


TYPIST = """
import sys, pathlib
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
visit = OpenVisit.open(profile, sys.argv[3])
number = 0
while True:
    number += 1
    visit.write(steps.set_field("record", sys.argv[4], "notes", "x" * number)).result()
    print(number, flush=True)
    if number % 7 == 0:
        visit.field_left()
        visit.write(steps.add("concern", f"c{number}", {"matter": "y" * number})).result()
"""


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_typing_nothing_announced_is_lost(own_profile: ProfilePlaces, seed: int) -> None:
    chance = random.Random(seed)
    with made_profile(own_profile.folder) as profile:
        visit_id = profile.new_visit(one_of_everything())
    command = [sys.executable, "-c", BEGUN_QUICKLY + TYPIST, str(own_profile.folder), PASSPHRASE, visit_id, RECORD]
    announced = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        wanted = chance.randint(3, 60)
        while announced < wanted:
            announced = int(typist.stdout.readline())
        time.sleep(chance.random() * 0.02)
        typist.kill()
        announced = max([announced, *(int(line) for line in typist.stdout.read().splitlines() if line)])
    with Profile.open(own_profile, PASSPHRASE) as profile:
        visit = OpenVisit.open(profile, visit_id)
        assert len(visit.record(RECORD).notes) in (announced, announced + 1)
        assert len(visit.concerns()) - 1 in (announced // 7, announced // 7 - (announced % 7 == 0))
        assert visit.verify_chain() is None
        visit.write(steps.set_field("record", RECORD, "notes", "after")).result(10)
        assert visit.record(RECORD).notes == "after"
        visit.close(10)


IMPORTER = """
import sys, pathlib
sys.path.insert(0, sys.argv[3])
from made_visits import large_visit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile

contents = large_visit(300)
profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
print("begun", flush=True)
profile.new_visit(contents)
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.15, 0.4])
def test_killed_while_a_visit_is_brought_in_it_is_here_whole_or_not_at_all(
    own_profile: ProfilePlaces, pause: float
) -> None:
    made_profile(own_profile.folder).close()
    tests = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", BEGUN_QUICKLY + IMPORTER, str(own_profile.folder), PASSPHRASE, tests]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as importer:
        assert importer.stdout is not None
        assert importer.stdout.readline() == "begun\n"
        time.sleep(pause)
        importer.kill()
        done = importer.stdout.read() == "done\n"
    with Profile.open(own_profile, PASSPHRASE) as profile:
        summaries = profile.visits()
        assert len(summaries) in ((1,) if done else (0, 1))
        assert [summary.fault for summary in summaries] == [""] * len(summaries)
        if not summaries:
            assert not list(own_profile.visits.iterdir())
            profile.new_visit(large_visit(300))
        visit = OpenVisit.open(profile, large_visit(1).visit.id)
        assert len(visit.cards()) == 600
        visit.close(10)
