"""Where resources, settings, logs and visits are: in a source tree, installed, and frozen."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from inspector_app.errors import DiskFault

APP_NAME = "inspector-app"
PROFILE_VARIABLE = "INSPECTOR_APP_PROFILE"


def resources_folder() -> Path:
    """Return the folder that holds frameworks, schemas, fonts, icons and the demonstration visit."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_profile_folder() -> Path:
    """Return the profile folder: `INSPECTOR_APP_PROFILE` where it is set, else the platform's data folder."""
    named = os.environ.get(PROFILE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def refuse_file_of_profile(path: Path) -> None:
    """Raise DiskFault where a file that is to be written would take the place of one of a profile, whosever it is."""
    path = path.resolve()
    if path.is_file() and any(ProfilePlaces(folder).has_profile() for folder in path.parents):
        raise DiskFault(
            f"{path.name} is a file of a profile of this program; it is not written over.", "Choose another folder."
        )


@dataclass(frozen=True, slots=True)
class ProfilePlaces:
    """The files of one profile folder (`design.md` §2)."""

    folder: Path

    @property
    def passphrase_key(self) -> Path:
        """The small SQLCipher file, opened by the passphrase, that holds the profile's random key."""
        return self.folder / "passphrase.key"

    @property
    def recovery_key(self) -> Path:
        """The small SQLCipher file, opened by the recovery code, that holds the same key."""
        return self.folder / "recovery.key"

    @property
    def wrong_tries(self) -> Path:
        """How many wrong tries at passphrase or code there were in a row, and when the last one was."""
        return self.folder / "wrong-tries.json"

    @property
    def profile_db(self) -> Path:
        """Who I am, this laptop, settings, phrase bank, signing identity, one key a visit."""
        return self.folder / "profile.db"

    @property
    def profile_copy(self) -> Path:
        """A copy of `profile.db`, encrypted like it, should that be damaged."""
        return self.folder / "profile.db.copy"

    @property
    def visits(self) -> Path:
        """The folder of the visits' databases."""
        return self.folder / "visits"

    @property
    def backups(self) -> Path:
        """The folder of encrypted backups."""
        return self.folder / "backups"

    @property
    def rescue(self) -> Path:
        """The folder of rescue copies: encrypted, of what the disk had not taken when the window was closed."""
        return self.folder / "rescue"

    @property
    def frameworks(self) -> Path:
        """The folder of frameworks installed beside those that the program ships."""
        return self.folder / "frameworks"

    @property
    def log(self) -> Path:
        """The log: ids and counts only."""
        return self.folder / "inspector.log"

    @property
    def crashes(self) -> Path:
        """The folder of crash reports, without evidence text."""
        return self.folder / "crashes"

    @property
    def scratch(self) -> Path:
        """The folder in which a crash is rehearsed; it is there only meanwhile."""
        return self.folder / "scratch"

    @property
    def restored_scratch(self) -> Path:
        """The folder into which a backup is restored to be looked at; it is there only meanwhile."""
        return self.folder / "scratch-restored"

    @property
    def lock(self) -> Path:
        """The file that a running program holds, so that a second one is refused."""
        return self.folder / "in-use.lock"

    def has_profile(self) -> bool:
        """Say whether there is a profile in the folder: something that opens it."""
        return self.passphrase_key.exists() or self.recovery_key.exists()

    def visit_db(self, visit_id: str) -> Path:
        """Return the database of one visit."""
        return self.visits / f"{visit_id}.db"

    def visit_files(self, visit_id: str) -> Path:
        """Return the folder of the files that are kept with one visit, each encrypted."""
        return self.visits / f"{visit_id}.files"
