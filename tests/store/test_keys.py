"""The two ways in: passphrase and recovery code, each on its own; wrong tries slow down."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened

from inspector_app.errors import (
    DiskFault,
    NoRecoveryCode,
    ProfileExists,
    ProfileMissing,
    RecoveryCodeMistyped,
    TooManyTries,
    WrongPassphrase,
    WrongRecoveryCode,
)
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.store.recovery_code import GROUPS, LETTERS, groups_of, new_code
from inspector_app.store.wrong_tries import FREE_TRIES, LONGEST_PAUSE, pause_after


def with_code(places: ProfilePlaces) -> str:
    with made_profile(places.folder) as profile:
        return profile.keys.new_recovery_code()


def test_the_code_opens_the_profile_and_sets_a_new_passphrase(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        code = profile.keys.new_recovery_code()
        with opened(profile, one_of_everything()) as visit:
            contents = visit.contents()
    with Profile.open_by_code(own_profile, code) as profile:
        profile.keys.set_passphrase("another one altogether")
    with pytest.raises(WrongPassphrase):
        Profile.open(own_profile, PASSPHRASE)
    with (
        Profile.open(own_profile, "another one altogether") as profile,
        OpenVisit.open(profile, contents.visit.id) as visit,
    ):
        assert visit.contents() == contents
    Profile.open_by_code(own_profile, code).close()


def test_a_new_code_leaves_the_passphrase_and_ends_the_old_code(own_profile: ProfilePlaces) -> None:
    old = with_code(own_profile)
    with Profile.open(own_profile, PASSPHRASE) as profile:
        new = profile.keys.new_recovery_code()
    with pytest.raises(WrongRecoveryCode):
        Profile.open_by_code(own_profile, old)
    Profile.open_by_code(own_profile, new).close()
    Profile.open(own_profile, PASSPHRASE).close()


def test_either_opens_what_the_loss_of_the_other_leaves(own_profile: ProfilePlaces) -> None:
    code = with_code(own_profile)
    own_profile.passphrase_key.unlink()
    with pytest.raises(WrongPassphrase, match="recovery code"):
        Profile.open(own_profile, PASSPHRASE)
    with pytest.raises(ProfileExists):
        made_profile(own_profile.folder)
    with Profile.open_by_code(own_profile, code) as profile:
        assert not profile.keys.passphrase_stands()
        profile.keys.set_passphrase(PASSPHRASE)
        assert profile.keys.passphrase_stands()
    own_profile.recovery_key.unlink()
    Profile.open(own_profile, PASSPHRASE).close()
    with pytest.raises(NoRecoveryCode):
        Profile.open_by_code(own_profile, code)


def test_without_a_profile_the_code_opens_nothing(own_profile: ProfilePlaces) -> None:
    with pytest.raises(ProfileMissing):
        Profile.open_by_code(own_profile, new_code())


def test_a_code_is_proved_by_what_opens_the_profile_and_by_nothing_else(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        assert profile.keys.recovery_state() == "none"
        code = profile.keys.new_recovery_code()
        assert profile.keys.recovery_state() == "not-proved"
        with pytest.raises(WrongRecoveryCode):
            profile.keys.prove_recovery_code(new_code())
        assert profile.keys.recovery_state() == "not-proved"
        profile.keys.prove_recovery_code(code)
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert profile.keys.recovery_state() == "proved"
        own_profile.recovery_key.write_bytes(own_profile.recovery_key.read_bytes()[:-1] + b"x")
        assert profile.keys.recovery_state() == "altered"
        profile.keys.new_recovery_code()
        assert profile.keys.recovery_state() == "not-proved"


@given(some.integers(0, 7), some.integers(0, 4), some.sampled_from(LETTERS))
def test_one_wrong_letter_names_its_group(group: int, place: int, letter: str) -> None:
    groups = list(groups_of(new_code()))
    before = groups[group]
    groups[group] = before[:place] + letter + before[place + 1 :]
    if groups[group] == before:
        assert groups_of("-".join(groups)) == tuple(groups)
        return
    with pytest.raises(RecoveryCodeMistyped, match=f"Group {group + 1} "):
        groups_of(" ".join(groups).lower())


@given(some.integers(0, 6), some.data())
def test_letters_or_groups_exchanged_are_found(group: int, data: some.DataObject) -> None:
    groups = list(groups_of(new_code()))
    if data.draw(some.booleans()):
        groups[group], groups[group + 1] = groups[group + 1], groups[group]
        changed = True
    else:
        place = data.draw(some.integers(0, 3))
        letters = list(groups[group])
        changed = letters[place] != letters[place + 1]
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        groups[group] = "".join(letters)
    if changed:
        with pytest.raises(RecoveryCodeMistyped, match=f"Group {group + 1} "):
            groups_of("-".join(groups))


@pytest.mark.parametrize("apart", ["", " ", "-", " – ", "\n"])
def test_a_code_may_be_typed_in_any_spacing_and_case(apart: str) -> None:
    groups = groups_of(new_code())
    assert len(groups) == GROUPS
    assert groups_of(f"  {apart.join(groups).lower()} ") == groups


def test_too_few_letters_are_counted() -> None:
    with pytest.raises(RecoveryCodeMistyped, match="39 were typed"):
        groups_of(new_code().replace("-", "")[:-1])


def test_a_mistyped_code_is_no_try(own_profile: ProfilePlaces) -> None:
    with_code(own_profile)
    for _ in range(FREE_TRIES + 2):
        with pytest.raises(RecoveryCodeMistyped):
            Profile.open_by_code(own_profile, "ABCDE")
    assert not own_profile.wrong_tries.exists()


def test_wrong_tries_slow_down_over_restarts_and_a_right_one_begins_anew(own_profile: ProfilePlaces) -> None:
    code = with_code(own_profile)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongPassphrase):
            Profile.open(own_profile, "wrong")
    with pytest.raises(WrongPassphrase, match="open in 2 seconds"):
        Profile.open(own_profile, "wrong")
    for open_it in (lambda: Profile.open(own_profile, PASSPHRASE), lambda: Profile.open_by_code(own_profile, code)):
        with pytest.raises(TooManyTries, match=r"4 wrong tries .* open in \d second"):
            open_it()
    _make_older(own_profile, 3)
    Profile.open(own_profile, PASSPHRASE).close()
    assert not own_profile.wrong_tries.exists()


def test_a_clock_put_back_makes_nobody_wait_longer(own_profile: ProfilePlaces) -> None:
    made_profile(own_profile.folder).close()
    own_profile.wrong_tries.write_text(json.dumps({"wrong": 5, "last": time.time() + 1e6}))
    with pytest.raises(TooManyTries, match="open in 4 seconds"):
        Profile.open(own_profile, PASSPHRASE)
    own_profile.wrong_tries.write_text("not JSON")
    Profile.open(own_profile, PASSPHRASE).close()


def test_the_pause_grows_and_ends_growing() -> None:
    pauses = [pause_after(wrong) for wrong in range(200)]
    assert pauses == sorted(pauses)
    assert pauses[FREE_TRIES] == 0.0
    assert pauses[-1] == LONGEST_PAUSE


def test_a_disk_that_takes_no_new_key_leaves_the_old_one(own_profile: ProfilePlaces) -> None:
    resource = pytest.importorskip("resource", reason="writes cannot be made to fail on Windows")
    with made_profile(own_profile.folder) as profile:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        try:
            with pytest.raises(DiskFault):
                profile.keys.change_passphrase(PASSPHRASE, "new words")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    Profile.open(own_profile, PASSPHRASE).close()


def _make_older(places: ProfilePlaces, seconds: float) -> None:
    held = json.loads(places.wrong_tries.read_text())
    places.wrong_tries.write_text(json.dumps({**held, "last": held["last"] - seconds}))
