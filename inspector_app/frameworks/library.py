"""The frameworks that are here: those that the program ships, and those installed beside them in the profile."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from inspector_app.errors import FaultyFramework, FrameworkMissing, shown
from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.reader import read_framework
from inspector_app.places import resources_folder


def installed_frameworks(extra_folder: Path | None = None) -> tuple[Framework, ...]:
    """Return the frameworks that can be used, by name; see `faulty_frameworks` for those that cannot.

    `extra_folder` is the profile's folder of frameworks; one there replaces a shipped one of the same id.
    """
    found, _ = _read_all(extra_folder)
    return tuple(sorted(found, key=lambda framework: (framework.name, framework.id)))


def faulty_frameworks(extra_folder: Path | None = None) -> tuple[FaultyFramework, ...]:
    """Return what is wrong with the installed frameworks that cannot be used, one error a folder."""
    return tuple(_read_all(extra_folder)[1])


def load_framework(framework_id: str, extra_folder: Path | None = None) -> Framework:
    """Return one framework by its id. Raises FrameworkMissing, which says what is installed, and FaultyFramework."""
    folders = _folders(extra_folder)
    if framework_id in folders:
        return _read(folders[framework_id])
    here = ", ".join(sorted(folders)) or "none"
    raise FrameworkMissing(
        f'The framework "{shown(framework_id)}" is not installed. Installed here: {here}.',
        "Install the framework in the profile's folder of frameworks, then try again.",
    )


def _read_all(extra_folder: Path | None) -> tuple[list[Framework], list[FaultyFramework]]:
    found: list[Framework] = []
    faulty: list[FaultyFramework] = []
    for folder in _folders(extra_folder).values():
        try:
            found.append(_read(folder))
        except FaultyFramework as error:
            faulty.append(error)
    return found, faulty


def _folders(extra_folder: Path | None) -> dict[str, Path]:
    """Return the folder of each framework by its id, which is the folder's name."""
    places = [_shipped(), *([extra_folder] if extra_folder is not None else [])]
    return {
        folder.name: folder
        for place in places
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if folder.is_dir() and not folder.name.startswith((".", "_"))
    }


def _read(folder: Path) -> Framework:
    return _read_shipped(folder) if folder.parent == _shipped() else read_framework(folder)


@cache
def _read_shipped(folder: Path) -> Framework:
    """Read a framework that the program ships, once: its files do not change while it runs."""
    return read_framework(folder)


def _shipped() -> Path:
    return resources_folder() / "frameworks"
