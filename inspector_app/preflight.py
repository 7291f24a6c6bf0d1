"""The evening before: does everything that tomorrow needs work on this laptop? Each line is tried, not asked after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector_app.errors import InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.names import in_words

LEAST_FREE = 500 * 2**20
"""Bytes that must be free: a visit with its backups, letters and room to spare."""
_CLOCK_MAY_DIFFER = timedelta(minutes=1)
_SHORTEST_WORD = 4

Printers = Callable[[], Sequence[str]]
"""Gives the names of the printers that are set up. Raises InspectorError where they cannot be looked for."""


@dataclass(frozen=True, slots=True)
class PreflightLine:
    """One line of the card: what was tried, whether it is good, what was found, and the remedy where it is not."""

    name: str
    title: str
    good: bool
    words: str
    remedy: str = ""


class _NotGood(Exception):
    def __init__(self, words: str, remedy: str) -> None:
        self.words, self.remedy = words, remedy
        super().__init__(words)


def preflight(profile: Profile, printers: Printers, now: datetime) -> Iterator[PreflightLine]:
    """Try everything, and give each line as it is done. No visit may be open; takes some seconds.

    `now` is this instant, with its offset.
    """
    tries: tuple[tuple[str, str, Callable[[], str]], ...] = (
        ("saving", "What is typed survives a crash", lambda: _saving(profile)),
        ("backup", "The last backups can be restored", lambda: _backup(profile)),
        ("disk", "There is room on the disk", lambda: _disk(profile)),
        ("clock", "The clock is right", lambda: _clock(profile, now)),
        ("keys", "Passphrase and recovery code", lambda: _keys(profile)),
        ("identity", "Letters can be signed", lambda: _identity(profile)),
        ("search", "Every visit opens, and search finds", lambda: _search(profile)),
        ("printer", "There is a printer", lambda: _printer(printers)),
    )
    for name, title, do in tries:
        try:
            yield PreflightLine(name, title, True, do())
        except _NotGood as fault:
            yield PreflightLine(name, title, False, fault.words, fault.remedy)
        except InspectorError as error:
            yield PreflightLine(name, title, False, error.sentence, error.next_step)


def _saving(profile: Profile) -> str:
    from inspector_app.store.crash_rehearsal import rehearse_crash

    saved = rehearse_crash(profile.places.scratch)
    return f"Killed while it typed, the program brought back all {saved} words that it had called saved."


def _backup(profile: Profile) -> str:
    visits = profile.visits()
    newest: datetime | None = None
    for visit in visits:
        try:
            made = profile.safekeeping.rehearse_restore(visit.id).at
        except InspectorError as error:
            raise _NotGood(
                f"{visit.authority or 'A visit'}: {error.sentence}",
                "Open the visit and close it: that makes a new one.",
            ) from error
        newest = max(newest or made, made)
    if newest is None:
        return "There is no visit yet."
    return f"The newest was made on {in_words(newest.date())} at {newest:%H:%M}."


def _disk(profile: Profile) -> str:
    free = shutil.disk_usage(profile.places.folder).free
    words = f"{free // 2**20:,} MB are free."
    if free < LEAST_FREE:
        raise _NotGood(words, f"Free some space: at least {LEAST_FREE // 2**20} MB.")
    return words


def _clock(profile: Profile, now: datetime) -> str:
    clocks = [profile.safekeeping.last_entry(visit.id) for visit in profile.visits() if not visit.fault]
    written = [datetime.fromisoformat(clock.split("/")[0]) for clock in clocks if clock]
    here = f"It is {now:%H:%M} on {in_words(now.date())}"
    if written and max(written) > now + _CLOCK_MAY_DIFFER:
        last = max(written).astimezone()
        raise _NotGood(
            f"{here} by this laptop, but the last change was written on {in_words(last.date())} at {last:%H:%M}.",
            "Set the laptop's clock.",
        )
    return f"{here}, after everything that was written."


def _keys(profile: Profile) -> str:
    if not profile.keys.passphrase_stands():
        raise _NotGood("The passphrase's key file is not as it was.", "Set the passphrase anew in the settings.")
    new = "Make a new recovery code in the settings, or with: inspector-app profile recovery-code."
    state = profile.keys.recovery_state()
    if state == "none":
        raise _NotGood("There is no recovery code.", new)
    if state == "not-proved":
        raise _NotGood("The recovery code was never asked back.", "Show in the settings that you kept it.")
    if state == "altered":
        raise _NotGood("The recovery code's file is not as it was.", new)
    return "The passphrase opens the profile, and the recovery code was shown to be kept."


def _identity(profile: Profile) -> str:
    from inspector_app.own_identity import own_identity

    identity = own_identity(profile)
    return f"{identity.name}, valid until {in_words(identity.valid_until.date())}."


def _search(profile: Profile) -> str:
    visits = profile.visits()
    for visit in visits:
        name = visit.authority or "A visit"
        try:
            with OpenVisit.open(profile, visit.id) as opened:
                missed = _missed(opened)
        except InspectorError as error:
            raise _NotGood(f"{name}: {error.sentence}", error.next_step) from error
        if missed:
            raise _NotGood(f"{name}: a word that is there was not found.", "Restore the visit's last backup.")
    return f"{len(visits)} opened and searched." if visits else "There is no visit yet."


def _missed(visit: OpenVisit) -> bool:
    """Say whether search misses one of the newest pieces of evidence, or of the newest concerns."""
    texts = [(piece.id, piece.text) for piece in visit.evidence()[-3:]]
    texts += [(concern.id, concern.matter) for concern in visit.concerns()[-3:]]
    for thing, text in texts:
        words = [word for word in text.split() if len(word) >= _SHORTEST_WORD and word.isalpha()][:5]
        if words and thing not in {hit.id for hit in visit.search(f'"{words[0]}" {" ".join(words[1:])}', 500)}:
            return True
    return False


def _printer(printers: Printers) -> str:
    names = printers()
    if not names:
        raise _NotGood("No printer is set up on this laptop.", "Add one in the system's settings, or export PDF files.")
    return f"{names[0]} is there." if len(names) == 1 else f"{names[0]} and {len(names) - 1} more are there."
