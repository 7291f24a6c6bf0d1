"""After the kill: is all there that was acknowledged, and is nothing half done?"""

from __future__ import annotations

import time
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256

from soak_course import UPGRADE, Course
from soak_model import Model, Rows, rows_of
from soak_upgrade import SAMPLE_TABLE, next_version
from soak_watch import Watched

from inspector_app.errors import TooManyTries, WrongPassphrase
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.backups import backups_of, check_backup
from inspector_app.store.cipher import open_by_key
from inspector_app.store.integrity import is_sound
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

ACTS_WITH_EFFECT = frozenset({"import", "write", "undo", "redo", "seal", "sign"})


@dataclass
class Verdict:
    """What the check came to: `lost` counts acknowledged changes that are gone, `tail` gone ones never acknowledged."""

    passphrase: str = ""
    acknowledged: int = 0
    lost: int = 0
    tail: int = 0
    faults: list[str] = field(default_factory=list)


def checked(course: Course, seen: Watched, places: ProfilePlaces, passphrase: str) -> Verdict:
    """Open everything again, compare it with what was told, and clear the visit away for the next."""
    verdict = Verdict(passphrase)
    done = course.acts[: seen.acked + 1]
    verdict.acknowledged = sum(act.what in ACTS_WITH_EFFECT for act in done) + seen.passphrase_changed
    opened = _opened_profile(course, seen, places, verdict)
    if opened is None:
        verdict.lost = verdict.acknowledged
        return verdict
    with opened as profile, next_version() if _upgraded(course, seen) else nullcontext():
        _check_visit(course, seen, profile, verdict)
        if not verdict.faults:
            _clear(profile, course, verdict)
    return verdict


def _opened_profile(course: Course, seen: Watched, places: ProfilePlaces, verdict: Verdict) -> Profile | None:
    """The profile by the passphrase that was promised; where a change was cut short, by either."""
    candidates = [verdict.passphrase]
    for act in course.acts[: seen.handed + 1]:
        if act.what == "passphrase":
            candidates = [act.text] if seen.passphrase_changed else [act.text, verdict.passphrase]
    for candidate in candidates:
        try:
            profile = _patiently_opened(places, candidate)
        except WrongPassphrase:
            continue
        verdict.passphrase = candidate
        return profile
    verdict.faults.append("the profile does not open by its passphrase")
    return None


def _patiently_opened(places: ProfilePlaces, passphrase: str) -> Profile:
    """A kill while a passphrase is tried counts as a wrong try; after several the next has to wait."""
    while True:
        try:
            return Profile.open(places, passphrase)
        except TooManyTries:
            time.sleep(0.2)


def _check_visit(course: Course, seen: Watched, profile: Profile, verdict: Verdict) -> None:
    visit_id = course.contents.visit.id
    listed = [summary for summary in profile.visits() if summary.id == visit_id]
    verdict.faults += [f"the visit cannot be opened: {summary.fault}" for summary in listed if summary.fault]
    if verdict.faults:
        verdict.lost = verdict.acknowledged
        return
    if not listed:
        if seen.acked >= 0:
            verdict.lost = verdict.acknowledged
            verdict.faults.append("the visit that was brought in is not there")
        verdict.faults += [f"left of an import: {path.suffixes}" for path in profile.places.visits.iterdir()]
        return
    with closing(OpenVisit.open(profile, visit_id)) as visit:
        _compare(course, seen, visit, profile, verdict)
    _check_files(course, seen, profile, verdict)


def _upgraded(course: Course, seen: Watched) -> bool:
    return course.aim == UPGRADE and any(act.what == "open" for act in course.acts[: seen.handed + 1])


def _compare(course: Course, seen: Watched, visit: OpenVisit, profile: Profile, verdict: Verdict) -> None:
    bad = visit.verify_chain()
    if bad is not None:
        verdict.faults.append(f"the log's chain is broken at {bad.rpartition(':')[2]}")
    found, sealed = rows_of(visit.contents()), _sealed(visit)
    model = Model.of(course.contents)
    first = None
    for number, act in enumerate(course.acts[: max(seen.handed, 0) + 1]):
        lay_on(model, course, number)
        if number < max(seen.acked, 0):
            continue
        difference = _difference(model, found, sealed, profile.inspector_id)
        first = first or difference
        if difference is None:
            after = course.acts[number + 1 : seen.handed + 1]
            verdict.tail = sum(act.what in ACTS_WITH_EFFECT for act in after)
            _search_and_write(course, number, model, visit, verdict)
            return
    verdict.lost = _lost(course, seen, found, sealed, profile.inspector_id)
    verdict.faults.append(f"the visit is not as it was after any act from {seen.acked} to {seen.handed}: {first}")


def lay_on(model: Model, course: Course, number: int) -> None:
    """Lay one act on the model."""
    act = course.acts[number]
    if act.what == "write" and act.step is not None:
        model.write(act.step)
    elif act.what in ("undo", "redo"):
        model.take_back()
    elif act.what in ("seal", "sign"):
        model.seal(course.contents.letter.id, act.pdf)


def _sealed(visit: OpenVisit) -> list[bytes]:
    letters = visit.signed_letters()
    pdfs = [visit.signed_pdf(letter.id) for letter in letters]
    assert all(sha256(pdf).hexdigest() == letter.pdf_sha256 for pdf, letter in zip(pdfs, letters, strict=True))
    return pdfs


def _difference(model: Model, found: Rows, sealed: list[bytes], me: str) -> str | None:
    if len(sealed) != (model.sealed is not None):
        return f"{len(sealed)} signed letters"
    if model.sealed and sealed != [model.sealed]:
        return "the signed letter differs"
    if sealed and not model.sealed:
        from inspector_app.letter.verification import verify_pdf

        if not verify_pdf(sealed[0]).good:
            return "the signed letter does not verify"
    return model.difference(found, me)


def _lost(course: Course, seen: Watched, found: Rows, sealed: list[bytes], me: str) -> int:
    """How many acknowledged changes are missing: counted back to the act after which the visit was as it is now."""
    for last in range(seen.acked - 1, -1, -1):
        model = Model.of(course.contents)
        for number in range(last + 1):
            lay_on(model, course, number)
        if _difference(model, found, sealed, me) is None:
            return sum(act.what in ACTS_WITH_EFFECT for act in course.acts[last + 1 : seen.acked + 1])
    return max(1, sum(act.what in ACTS_WITH_EFFECT for act in course.acts[: seen.acked + 1]))


def _search_and_write(course: Course, number: int, model: Model, visit: OpenVisit, verdict: Verdict) -> None:
    """What was typed last is found by search, and work goes on."""
    for act in reversed(course.acts[: number + 1]):
        change = act.step.changes[0] if act.step and act.step.typing else None
        value = getattr(change, "value", None)
        if change and change.entity == "record" and isinstance(value, str):
            row = model.rows[change.entity, change.id]
            hits = visit.search(value.split()[0], 1_000) if row[change.field] == value else None
            if hits is not None and change.id not in {hit.id for hit in hits}:
                verdict.faults.append("what was typed is not found by search")
            break
    record = course.contents.records[0].id
    title = f"after the kill {course.number}"
    visit.write(steps.set_field("record", record, "title", title)).result(timeout=20)
    if visit.record(record).title != title:
        verdict.faults.append("a change after the kill is not kept")


def _check_files(course: Course, seen: Watched, profile: Profile, verdict: Verdict) -> None:
    """The file and its newest backup are sound, page by page, and an upgrade is whole."""
    visit_id = course.contents.visit.id
    key = _visit_key(profile, verdict.passphrase, visit_id)
    path = profile.places.visit_db(visit_id)
    with closing(open_by_key(path, key)) as connection:
        if not is_sound(connection):
            verdict.faults.append("the visit's file is not sound")
    for backup in backups_of(profile.places.backups / visit_id):
        check_backup(backup, key)
    if _upgraded(course, seen):
        with closing(open_by_key(path, key)) as connection:
            (copied,) = connection.execute(f"SELECT count(*) FROM {SAMPLE_TABLE}").fetchone()
            counted = {row[0] for row in connection.execute("SELECT id FROM record WHERE soak_count IS NOT NULL")}
        uncounted = {record.id for record in course.contents.records} - counted
        if copied < len(course.contents.evidence) or uncounted:
            verdict.faults.append("an upgrade is half done")


def _visit_key(profile: Profile, passphrase: str, visit_id: str) -> bytes:
    key = read_key(profile.places.passphrase_key, passphrase)
    with closing(open_by_key(profile.places.profile_db, key)) as connection:
        (found,) = connection.execute("SELECT key FROM visits WHERE id = ?", (visit_id,)).fetchone()
    return bytes(found)


def _clear(profile: Profile, course: Course, verdict: Verdict) -> None:
    visit_id = course.contents.visit.id
    if any(summary.id == visit_id for summary in profile.visits()):
        profile.destroy_visit(visit_id)
    verdict.faults += [f"left behind: {path.suffixes}" for path in profile.places.visits.iterdir()]
