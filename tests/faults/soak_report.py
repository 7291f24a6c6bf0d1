"""What a soak came to: its state file, one line a visit, and its report in JSON and in words."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from soak_course import PHASES


@dataclass
class Result:
    """One visit: where its kill fell, what was acknowledged, lost, kept; `faults` are sentences."""

    number: int
    fell_in: str
    aim: str
    in_write: bool = False
    disk: str = ""
    refused: int = 0
    killed_again: bool = False
    acknowledged: int = 0
    lost: int = 0
    tail: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Terms:
    """What a soak is run with; the state file of one is not gone on with under another."""

    visits: int
    seed: int


class State:
    """The state file: terms in its first line, then one line a visit that is done."""

    def __init__(self, path: Path, terms: Terms, *, resume: bool) -> None:
        self.results: list[Result] = []
        if resume and path.exists():
            self._take_up(path, terms)
            self._file = path.open("a", encoding="utf-8")
        else:
            self._file = path.open("w", encoding="utf-8")
            self._line({"seed": terms.seed})

    def _take_up(self, path: Path, terms: Terms) -> None:
        text = path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            path.write_text(whole, encoding="utf-8")
        first, *lines = [json.loads(line) for line in whole.splitlines()]
        if first["seed"] != terms.seed:
            raise SystemExit(f"{path} was begun with the seed {first['seed']}; go on with that one")
        self.results = [Result(**line) for line in lines if line["number"] < terms.visits]

    def add(self, result: Result) -> None:
        """Keep one more result."""
        self.results.append(result)
        self._line(asdict(result))

    def _line(self, content: dict[str, Any]) -> None:
        self._file.write(json.dumps(content) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def report_of(results: list[Result], terms: Terms, *, own_disk: bool, where: str, workers: int) -> dict[str, Any]:
    """The report as JSON values."""
    fell = Counter(result.fell_in for result in results)
    return {
        "visits": len(results),
        "visits_wanted": terms.visits,
        "seed": terms.seed,
        "kills": {phase: fell[phase] for phase in PHASES},
        "kills_in_a_transaction_of_another_phase": sum(
            result.in_write and result.fell_in != "a write" for result in results
        ),
        "killed_again_while_opening": sum(result.killed_again for result in results),
        "failing_disk_visits": dict(sorted(Counter(result.disk for result in results if result.disk).items())),
        "refusals_told": sum(result.refused for result in results),
        "changes_acknowledged": sum(result.acknowledged for result in results),
        "evidence_lost": sum(result.lost for result in results),
        "unacknowledged_tail": sum(result.tail for result in results),
        "visits_with_faults": [asdict(result) for result in results if result.faults],
        "seconds_of_work": round(sum(result.seconds for result in results), 1),
        "workers": workers,
        "where": where,
        "full_disks_are_real": own_disk,
        "notes": [
            "Every kill is SIGKILL by another process.",
            "Files in memory (/dev/shm) know no fsync; a kill of a process needs none. Loss of power is tested apart.",
            "Key derivation from the passphrase was shortened; nothing else of the program was changed.",
            "The upgrade is a sample schema step laid after the program's own.",
        ],
    }


def in_words(report: dict[str, Any]) -> str:
    """The report as text."""
    failing, seconds = report["failing_disk_visits"], report["seconds_of_work"]
    lines = [
        f"Visits           {report['visits']} of {report['visits_wanted']} (seed {report['seed']})",
        f"Evidence lost    {report['evidence_lost']} of {report['changes_acknowledged']} acknowledged changes",
        f"Other faults     {len(report['visits_with_faults'])} visits",
        f"Not acknowledged {report['unacknowledged_tail']} changes missing, never said to be saved",
        "Kills by SIGKILL, by where they fell:",
        *(f"  {phase:20} {count}" for phase, count in report["kills"].items()),
        f"  (inside a transaction of another phase: {report['kills_in_a_transaction_of_another_phase']})",
        f"  (killed once more while opening: {report['killed_again_while_opening']})",
        f"Failing disks    {sum(failing.values())} visits {failing}, {report['refusals_told']} refusals told in words",
        f"Work             {seconds} s over {report['workers']} lanes, {seconds / (report['visits'] or 1):.3f} s each",
        *(f"Note: {note}" for note in report["notes"]),
    ]
    for result in report["visits_with_faults"][:20]:
        lines.append(
            f"FAULT in visit {result['number']} (killed in {result['fell_in']}): {'; '.join(result['faults'])}"
        )
    return "\n".join(lines) + "\n"


def write_report(report: dict[str, Any], path: Path) -> None:
    """Write the report as JSON, and as text beside it."""
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    path.with_suffix(".txt").write_text(in_words(report), encoding="utf-8")
