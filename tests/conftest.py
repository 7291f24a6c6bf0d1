"""What every test shares: a profile folder of its own, and no warning or thread left unnoticed."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quick_keys import IN_FULL, QUICKLY, derive_with

from inspector_app.places import PROFILE_VARIABLE, ProfilePlaces

if TYPE_CHECKING:
    from inspector_app.store.profile import Profile

EXAMPLES = Path(__file__).parent / "examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows that are tested")
    parser.addoption("--measure", action="store_true", help="hold the benchmarks to their own limits (with -n 0)")
    parser.addoption("--histories", default="150", help="so many random histories are merged (20000: some minutes)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "other_process: starts programs that open the test's profile by its passphrase")
    keep_what_is_compiled()
    if config.getoption("--measure"):
        os.environ["INSPECTOR_APP_MEASURE"] = "1"
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def keep_what_is_compiled() -> None:
    """Let Python keep what it compiles, in the folders that it has for that, even where the machine says otherwise.

    Each of the hundred programs that tests start would compile the whole program anew, and each run all the tests.
    """
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a passphrase open a file in a millisecond, not in a quarter of a second, where this process alone opens it.

    A test with the mark `other_process` starts programs that open its profiles as the program does: there a key is
    derived in full.
    """
    derive_with(IN_FULL if item.get_closest_marker("other_process") else QUICKLY)


@pytest.fixture(autouse=True, scope="session")
def quick_identities() -> None:
    """Let a signing identity be made and read with a key of 2,048 bits, a third of the work; programs that tests start
    make theirs in full."""
    from inspector_app.letter import identity

    identity.KEY_BITS = 2048


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProfilePlaces:
    """Point the program at a profile folder of this test's own, and away from the machine's passphrase."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(PROFILE_VARIABLE, str(folder))
    monkeypatch.delenv("INSPECTOR_APP_PASSPHRASE", raising=False)
    return ProfilePlaces(folder)


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    """A profile that is unlocked."""
    from made_visits import made_profile

    with made_profile(own_profile.folder) as made:
        yield made


@pytest.fixture(autouse=True)
def no_unexpected_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which the program logged a warning that the test did not take away with `caplog.clear()`."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, "logged: " + "; ".join(record.getMessage() for record in loud)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    for thread in left:
        thread.join(timeout=2)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"left running: {still}"
