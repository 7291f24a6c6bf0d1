"""Killed at any instant of a change of passphrase or code, the profile opens by the old one or by the new one."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from made_visits import PASSPHRASE, made_profile
from quick_keys import BEGUN_QUICKLY

from inspector_app.errors import WrongPassphrase
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

CHANGER = """
import sys, pathlib
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
number = 0
while True:
    number += 1
    print("begun", number, flush=True)
    profile.keys.set_passphrase(f"passphrase {number}")
    print("done", number, flush=True)
    print("code", profile.keys.new_recovery_code(), flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_while_the_passphrase_changes_the_old_or_the_new_is_valid(own_profile: ProfilePlaces, seed: int) -> None:
    chance = random.Random(seed)
    with made_profile(own_profile.folder) as profile:
        code = profile.keys.new_recovery_code()
    command = [sys.executable, "-c", BEGUN_QUICKLY + CHANGER, str(own_profile.folder), PASSPHRASE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as changer:
        assert changer.stdout is not None
        said = [changer.stdout.readline() for _ in range(1 + 3 * chance.randint(0, 2))]
        time.sleep(chance.random() * 0.7)
        changer.kill()
        said += changer.stdout.read().splitlines()
    begun = max(int(line.split()[1]) for line in said if line.startswith("begun"))
    done = max((int(line.split()[1]) for line in said if line.startswith("done")), default=0)
    codes = [code, *(line.split()[1] for line in said if line.startswith("code"))]
    valid = [number for number in {begun, done} if _opens(own_profile, number)]
    assert len(valid) == 1
    if done == begun:
        assert valid == [done]
    if len(codes) - 1 == begun or begun > done:
        Profile.open_by_code(own_profile, codes[-1]).close()
    with Profile.open(own_profile, _spelled(valid[0])) as profile:
        profile.keys.set_passphrase("after the kill")
    Profile.open(own_profile, "after the kill").close()
    assert [path.name for path in own_profile.folder.glob("passphrase.key*")] == ["passphrase.key"]


def _spelled(number: int) -> str:
    return f"passphrase {number}" if number else PASSPHRASE


def _opens(places: ProfilePlaces, number: int) -> bool:
    try:
        Profile.open(places, _spelled(number)).close()
    except WrongPassphrase:
        return False
    return True
