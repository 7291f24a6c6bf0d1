"""What every command shares: the profile that it works in, the passphrase, and the visit that it was given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from inspector_app.cli.outcome import Speaker
from inspector_app.errors import WrongPassphrase
from inspector_app.places import ProfilePlaces, default_profile_folder

if TYPE_CHECKING:
    from inspector_app.frameworks.framework import Framework
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile
    from inspector_app.visit.contents import VisitContents

PASSPHRASE_VARIABLE = "INSPECTOR_APP_PASSPHRASE"
NEW_PASSPHRASE_VARIABLE = "INSPECTOR_APP_NEW_PASSPHRASE"
RECOVERY_CODE_VARIABLE = "INSPECTOR_APP_RECOVERY_CODE"
IDENTITY_PASSWORD_VARIABLE = "INSPECTOR_APP_IDENTITY_PASSWORD"


@dataclass
class Session:
    """One run of the command line."""

    speaker: Speaker = field(default_factory=Speaker)
    folder: Path = field(default_factory=default_profile_folder)
    passphrase_file: Path | None = None

    @property
    def places(self) -> ProfilePlaces:
        """The files of the profile."""
        return ProfilePlaces(self.folder)

    def passphrase(self, *, new: bool = False) -> str:
        """Return the passphrase of the profile; a `new` one is asked for twice. Raises as `secret` does."""
        return self.secret("Passphrase", self.passphrase_file, PASSPHRASE_VARIABLE, twice=new)

    def secret(self, what: str, file: Path | None, variable: str, *, twice: bool = False) -> str:
        """Return a passphrase from its file, the environment, or the person.

        Raises WrongPassphrase where the file cannot be read, click.UsageError where there is none at all.
        """
        if file is not None:
            return _from_file(file)
        held = os.environ.get(variable)
        if held:
            return held
        if sys.stdin is not None and sys.stdin.isatty():
            return str(click.prompt(what, hide_input=True, confirmation_prompt=twice, err=True))
        piped = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
        if not piped:
            raise click.UsageError(f"{what}: not given. Name a file that holds it, set {variable}, or use a terminal.")
        return piped

    @contextmanager
    def profile(self) -> Iterator[Profile]:
        """Open the profile, held against other programs, and close it after."""
        from inspector_app.store.profile import Profile
        from inspector_app.store.unlocking import has_profile

        places = self.places
        with Profile.open(places, self.passphrase() if has_profile(places) else "") as profile:
            yield profile

    @contextmanager
    def visit(self, visit_id: str, *, gives_out: str = "") -> Iterator[OpenVisit]:
        """Open one visit of the profile, and close both after; `gives_out` says as what it is exported, to remember."""
        from inspector_app.open_visit import OpenVisit

        with self.profile() as profile, OpenVisit.open(profile, visit_id) as visit:
            yield visit
            if gives_out:
                profile.remember_copy(visit_id, "exported", gives_out)

    def contents(self, file_or_id: str, *, gives_out: str = "") -> tuple[VisitContents, Framework]:
        """Return the visit of a visit file or of the store, with its framework; `gives_out` says as what it is going to
        be exported, which is remembered."""
        contents, framework, _own_words = self.contents_and_own_words(file_or_id, gives_out=gives_out)
        return contents, framework

    def contents_and_own_words(
        self, file_or_id: str, *, gives_out: str = ""
    ) -> tuple[VisitContents, Framework, tuple[str, ...]]:
        """Return the visit of a visit file or of the store, its framework, and the words that the profile's person has
        taught the program: none for a file, which is anybody's."""
        from inspector_app.frameworks.reader import framework_from_source

        if is_id(file_or_id):
            from inspector_app.open_visit import OpenVisit

            with self.profile() as profile, OpenVisit.open(profile, file_or_id) as visit:
                if gives_out:
                    profile.remember_copy(file_or_id, "exported", gives_out)
                return visit.contents(), visit.framework, visit.own_words()
        from inspector_app.exchange.visit_file_reader import read_visit_file

        contents = read_visit_file(Path(file_or_id), self.places.frameworks)
        return contents, framework_from_source(contents.visit.framework_source), ()


def is_id(file_or_id: str) -> bool:
    """Say whether this is the id of a visit, not a file."""
    try:
        UUID(file_or_id)
    except ValueError:
        return False
    return not Path(file_or_id).exists()


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all commands have, and the session as its first argument."""
    for option in (
        click.option(
            "--json",
            "_json",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_keep_json,
            help="Answer in JSON.",
        ),
        click.option(
            "--profile",
            "_profile",
            type=click.Path(file_okay=False, path_type=Path),
            expose_value=False,
            callback=_keep_folder,
            help="The profile's folder.",
        ),
        click.option(
            "--passphrase-file",
            "_passphrase_file",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            expose_value=False,
            callback=_keep_passphrase_file,
            help="A file that holds the passphrase.",
        ),
    ):
        command = option(command)
    return command


def _keep_json(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Session).speaker.as_json = True


def _keep_folder(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Session).folder = value


def _keep_passphrase_file(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Session).passphrase_file = value


def _from_file(path: Path) -> str:
    try:
        held = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise WrongPassphrase(
            f"The passphrase file {path.name} cannot be read.", "It must be a text file that you may read."
        ) from None
    if not held:
        raise WrongPassphrase(
            f"The passphrase file {path.name} is empty.", "Write the passphrase into it, on one line."
        )
    return held
