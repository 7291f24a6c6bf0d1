"""Every error that a person can meet: a sentence, and what to do next.

Anything that is not one of these classes is a fault of the program and goes to the crash dialog.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_FAULTS = 1000
"""How many faults of one file are told; a file with more of them is no file that somebody wrote."""
_LONGEST_LINE = 400
_LONGEST_PLACE = 5000
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of controls, formatting, half characters and breaks of lines."""


def shown(text: str, longest: int = 60) -> str:
    """Return a text from elsewhere as it may stand in a sentence: not too long, and nothing in it that is not seen.

    What is read from a stranger's file reaches terminals and windows; there it must not clear lines, turn the direction
    of writing round, or fill the screen.
    """
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


class InspectorError(Exception):
    """An error told to the person: what is wrong, and the next step.

    `exit_code` is what the command line ends with: 1 for the visit's fault, 2 for wrong usage.
    """

    exit_code = 1

    def __init__(self, sentence: str, next_step: str = "") -> None:
        self.sentence = "\n".join(shown(line, _LONGEST_LINE) for line in sentence.split("\n"))
        self.next_step = next_step
        super().__init__(f"{self.sentence} {next_step}".strip())


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a file that was read: the place in it, and what is wrong there, in words."""

    place: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", shown(self.place, _LONGEST_PLACE))
        object.__setattr__(self, "message", shown(self.message, _LONGEST_LINE))

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FaultyFile(InspectorError):
    """A file that is refused whole, with every fault named by its place."""

    def __init__(self, sentence: str, faults: Sequence[Fault], next_step: str = "") -> None:
        super().__init__(sentence, next_step)
        self.faults = tuple(faults[:MOST_FAULTS])
        if len(faults) > MOST_FAULTS:
            self.faults += (Fault("and so on", f"There are more faults than these {MOST_FAULTS}."),)

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(f"  {fault}" for fault in self.faults), self.next_step]).strip()


class FaultyVisitFile(FaultyFile):
    """A visit file that does not follow the format, or refers to something that is not there."""


class FaultyFramework(FaultyFile):
    """A framework folder whose files have faults; each named by file, key and what was expected."""


class FaultyList(FaultyFile):
    """A council's list of cases that cannot be drawn from; each fault named by its row or column."""


class ChangedList(FaultyFile):
    """A council's list of cases is not the one that was drawn from; each difference is named."""


class FrameworkMissing(InspectorError):
    """A visit needs a framework that is not installed here."""


class WrongPassphrase(InspectorError):
    """The passphrase does not open the profile."""


class WrongRecoveryCode(WrongPassphrase):
    """The recovery code does not open the profile."""


class RecoveryCodeMistyped(InspectorError):
    """The recovery code cannot be one: a group of it, which is named, does not fit its check letter."""


class NoRecoveryCode(InspectorError):
    """The profile has no recovery code."""


class TooManyTries(InspectorError):
    """Too many wrong tries at a passphrase or code: the next one is open in a while."""


class ProfileMissing(InspectorError):
    """There is no profile in the folder yet."""


class ProfileExists(InspectorError):
    """A profile is already in the folder and will not be overwritten."""


class ProfileInUse(InspectorError):
    """Another window holds this profile."""


class VisitMissing(InspectorError):
    """No visit of that id is on this laptop."""


class VisitExists(InspectorError):
    """The visit is already on this laptop and is not overwritten by an import."""


class VisitOnHold(InspectorError):
    """A visit that is held for a complaint or an inquiry is not destroyed."""


class NewerFile(InspectorError):
    """The file was written by a newer version of the program."""


class DamagedFile(InspectorError):
    """A database cannot be read: it is damaged, or it is not ours."""


class DiskFault(InspectorError):
    """The disk is full, read-only, or fails; nothing was changed."""


class NothingToUndo(InspectorError):
    """There is no step left to undo or redo, or something has changed since that keeps it from being undone."""


class LetterLocked(InspectorError):
    """A signed letter is never edited."""


class LabelStays(InspectorError):
    """That something was copied from paper or written from memory cannot be unsaid, only explained."""


class PaperIdMistyped(InspectorError):
    """The id on a paper form was mistyped, or the form is another visit's."""


class SigningBarred(InspectorError):
    """Checks stand against signing; each is named in the message."""


class IdentityFault(InspectorError):
    """A signing identity cannot be read: wrong password, not PKCS#12, no private key, or out of date."""


class SignatureFault(InspectorError):
    """A PDF has no signature, or cannot be read as a PDF."""


class TimeStampFault(InspectorError):
    """A time-stamp service cannot be reached, refuses, or answers with something else than the time stamp asked for."""


class SpokenWordMistyped(InspectorError):
    """A word of a passphrase or phrase that is said aloud is none of those that are used."""


class ForgedPackage(InspectorError):
    """A package whose log or signature is not what its giver signed; the entry is named."""


class PackageRefused(InspectorError):
    """A package that cannot be taken in here: another visit's, one that goes on from what is not here."""


class FilesLacking(InspectorError):
    """A visit was taken in, and files of it could not be kept: taken in again, the package brings them."""


class AttachmentRefused(InspectorError):
    """A file cannot be attached: too large, one too many, or not of a kind that can be kept here."""


class AttachmentUnreadable(InspectorError):
    """An attachment cannot be shown: it is broken, too large to be drawn, or takes too long."""


class StillBusy(InspectorError):
    """What is wanted has to wait for something that goes on and does not end."""


class NoPrinter(InspectorError):
    """No printer is installed that could be used."""


class OfficeDatabaseFault(InspectorError):
    """An office's database cannot be reached or written to, is not ours, or is of another version."""
