"""The soak: simulated visits by the thousand, each killed at a random instant, then opened and compared.

    python tests/faults/soak.py --visits 26431 --seed 191 --workers 2 --report soak.json [--resume]

Each visit brings in a visit file, types, marks evidence, sorts, takes back, seals its letter, closes (which backs up)
and changes the passphrase, as drawn from the seed and its number; a child process does it, and tells through a pipe
what it hands over and what it was told to be on disk. The parent kills it with SIGKILL, opens the visit again and
compares: everything that was acknowledged is there, nothing is half done. Some visits have a disk that fills up or
refuses to grow. Beside the report lies a state file, from which `--resume` goes on. Linux only.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from soak_check import Verdict, checked
from soak_course import OPENING, Course, course_of, small_source, york_source
from soak_disk import LaneDisk
from soak_report import Result, State, Terms, in_words, report_of, write_report
from soak_sitting import forked
from soak_watch import Durations, Watch, Watched, kill_while_opening
from sqlcipher3 import dbapi2

from inspector_app.letter.identity import make_identity
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

FIRST_PASSPHRASE = "four words to remember"
_NEW_PROFILE_AFTER = 500


def main(arguments: list[str] | None = None) -> int:
    """Run a soak; the exit code is 1 where evidence was lost or anything else was not as it must be."""
    options = _options(arguments)
    if not sys.platform.startswith("linux"):
        sys.exit("The soak forks and kills processes as Linux does; run it there.")
    terms = Terms(options.visits, options.seed)
    state = State(options.report.with_suffix(".state.jsonl"), terms, resume=options.resume)
    base = options.folder or (Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir()))
    done = {result.number for result in state.results}
    left = [number for number in range(terms.visits) if number not in done]
    own_disk = True
    began, before = time.monotonic(), len(done)
    try:
        for result, own in _from_lanes(left, terms, options.workers, base, options.report.parent):
            state.add(result)
            own_disk = own_disk and own
            _show(state, terms, began, before)
    except KeyboardInterrupt:
        print("\nCut short; --resume goes on.", file=sys.stderr)
    finally:
        state.close()
        report = report_of(state.results, terms, own_disk=own_disk, where=str(base), workers=options.workers)
        write_report(report, options.report)
    print("\n" + in_words(report))
    short = len(state.results) < terms.visits
    return 1 if report["evidence_lost"] or report["visits_with_faults"] or short else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Kill simulated visits and see what is left.")
    parser.add_argument("--visits", type=int, required=True)
    parser.add_argument("--seed", type=int, default=191)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report", type=Path, default=Path("soak-report.json"))
    parser.add_argument("--folder", type=Path, help="where the profiles lie while they are tried; memory by default")
    parser.add_argument("--resume", action="store_true", help="go on from the state file beside the report")
    return parser.parse_args(arguments)


def _from_lanes(
    numbers: list[int], terms: Terms, workers: int, base: Path, keep: Path
) -> Iterator[tuple[Result, bool]]:
    small_source(), york_source()
    context = multiprocessing.get_context("fork")
    lanes, pipes = [], []
    for lane in range(workers):
        reading, writing = context.Pipe(duplex=False)
        process = context.Process(target=_lane, args=(numbers[lane::workers], terms, base, keep, writing))
        process.start()
        writing.close()
        lanes.append(process)
        pipes.append(reading)
    try:
        while pipes:
            for pipe in wait(pipes):
                assert isinstance(pipe, Connection)
                try:
                    yield pipe.recv()
                except EOFError:
                    pipes.remove(pipe)
        for process in lanes:
            process.join()
            if process.exitcode:
                raise RuntimeError("a lane of the soak broke off; what it said stands above")
    finally:
        for process in lanes:
            process.terminate()
            process.join()


def _lane(numbers: list[int], terms: Terms, base: Path, keep: Path, results: Connection) -> None:
    """One lane: forks a child a visit, so it has no threads of its own while it does."""
    shorten_key_derivation()
    identity = make_identity("Joan Dennis", "HMI", password="soak", now=datetime.now(UTC))
    disk = LaneDisk(base)
    durations = Durations()
    places = passphrase = None
    try:
        for count, number in enumerate(numbers):
            if places is None or count % _NEW_PROFILE_AFTER == 0:
                places, passphrase = _new_profile(disk, identity), FIRST_PASSPHRASE
            began = time.perf_counter()
            course = course_of(terms.seed, number)
            seen, verdict = _one_visit(course, places, passphrase, disk, durations)
            passphrase = verdict.passphrase
            result = _result(course, seen, verdict, time.perf_counter() - began)
            if result.faults:
                _keep(places, keep / f"soak-failed-{terms.seed}-{number}", passphrase)
                places = None
            results.send((result, disk.own))
    finally:
        disk.remove()


def shorten_key_derivation(rounds: int = 400) -> None:
    """Let this process and its children open files by passphrase in a millisecond; all else stays as it is."""
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA cipher_default_kdf_iter = {rounds}").close()


def _new_profile(disk: LaneDisk, identity: bytes) -> ProfilePlaces:
    folder = disk.folder / "profile"
    shutil.rmtree(folder, ignore_errors=True)
    places = ProfilePlaces(folder)
    with Profile.create(places, FIRST_PASSPHRASE, name="Joan Dennis", designation="HMI") as profile:
        profile.set_signing_identity(identity, "soak")
    return places


def _one_visit(
    course: Course, places: ProfilePlaces, passphrase: str, disk: LaneDisk, durations: Durations
) -> tuple[Watched, Verdict]:
    chance = random.Random(course.number)
    began = time.perf_counter()
    seen = Watch(forked(course, places, passphrase), course, disk, durations, chance).to_the_end()
    if seen.ended:
        durations.learn("any", time.perf_counter() - began)
    verdict = Verdict(passphrase)
    if course.killed_again:
        again = forked(course, places, _likely(course, seen, passphrase), only_open=True)
        seen.errors += kill_while_opening(again, chance.random() * 4 * durations.of(OPENING))
    try:
        verdict = checked(course, seen, places, passphrase)
    except Exception as error:  # noqa: BLE001 - whatever keeps a visit from being opened is what the soak looks for
        verdict.faults.append(f"{type(error).__name__} on opening after the kill: {error}")
        verdict.lost = max(1, seen.acked)
    return seen, verdict


def _likely(course: Course, seen: Watched, passphrase: str) -> str:
    """The passphrase as far as it was acknowledged."""
    changed = [act.text for act in course.acts if act.what == "passphrase"]
    return changed[-1] if seen.passphrase_changed else passphrase


def _result(course: Course, seen: Watched, verdict: Verdict, seconds: float) -> Result:
    return Result(
        number=course.number,
        fell_in=seen.fell_in,
        aim=course.aim,
        in_write=seen.writing,
        disk=seen.failing_disk,
        refused=seen.refused,
        killed_again=course.killed_again,
        acknowledged=verdict.acknowledged,
        lost=verdict.lost,
        tail=verdict.tail,
        seconds=round(seconds, 4),
        faults=seen.errors + verdict.faults,
    )


def _keep(places: ProfilePlaces, folder: Path, passphrase: str) -> None:
    """Keep what a failure left, with the words that open it, to be looked into."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(places.folder, folder)
    (folder / "passphrase.txt").write_text(passphrase)


def _show(state: State, terms: Terms, began: float, before: int) -> None:
    done = len(state.results)
    if not sys.stderr.isatty() and done % 50 and done != terms.visits:
        return
    rate = (done - before) / max(0.001, time.monotonic() - began)
    bar = "█" * (30 * done // terms.visits)
    lost = sum(result.lost for result in state.results)
    faulty = sum(bool(result.faults) for result in state.results)
    left = (terms.visits - done) / max(0.01, rate) / 60
    line = f"{bar:30} {done}/{terms.visits}  lost {lost}  faults {faulty}  {rate:.1f} a second, {left:.0f} min left"
    print(line, end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
