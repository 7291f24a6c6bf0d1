"""A copy of the framework of 2010 under a name of its own, that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector_app.places import resources_folder

SHIPPED = resources_folder() / "frameworks" / "ucra-2010"


def copied_framework(folder: Path, framework_id: str = "copied") -> Path:
    """Copy the shipped framework into this folder and give the copy its own id; return the copy's folder."""
    copy = folder / framework_id
    shutil.copytree(SHIPPED, copy)
    change(copy, "framework.toml", 'id = "ucra-2010"', f'id = "{framework_id}"')
    return copy


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence of some words in a file, which must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has changed: {old}"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
