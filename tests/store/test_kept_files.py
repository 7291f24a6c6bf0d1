"""Files kept with a visit: encrypted one by one, the same bytes back or a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.errors import DamagedFile
from inspector_app.store.cipher import KEY_BYTES
from inspector_app.store.kept_files import KeptFiles

KEY = bytes(range(KEY_BYTES))
PAPER = b"%PDF-1.7 the supervision policy " * 50_000


@settings(max_examples=20)
@given(content=st.binary(max_size=5000))
def test_what_is_kept_is_read_again(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    files = KeptFiles(tmp_path_factory.mktemp("kept") / "visit.files", KEY)
    assert files.read(files.keep(content)) == content


def test_kept_twice_it_lies_there_once_and_unreadable(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "visit.files", KEY)
    digest = files.keep(PAPER)
    assert files.keep(PAPER) == digest
    (path,) = files.folder.iterdir()
    assert b"supervision" not in path.read_bytes()
    assert digest not in path.name
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_one_is_told_and_can_be_kept_anew(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "visit.files", KEY)
    digest = files.keep(PAPER)
    (path,) = files.folder.iterdir()
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(DamagedFile):
        files.read(digest)
    assert not files.holds(digest)
    files.keep(PAPER)
    assert files.read(digest) == PAPER


def test_one_that_is_not_here_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        KeptFiles(tmp_path / "visit.files", KEY).read("0" * 64)
