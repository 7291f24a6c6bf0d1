"""A copy of a shipped framework, that of 2010 where none is named, under a name of its own, that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector_app.places import resources_folder

SHIPPED = resources_folder() / "frameworks"


def copied_framework(folder: Path, framework_id: str = "copied", shipped: str = "ucra-2010") -> Path:
    """Copy the shipped framework into this folder and give the copy its own id; return the copy's folder."""
    copy = folder / framework_id
    shutil.copytree(SHIPPED / shipped, copy)
    change(copy, "framework.toml", f'id = "{shipped}"', f'id = "{framework_id}"')
    return copy


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence of some words in a file, which must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has changed: {old}"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
