"""Each check by name, through `visit check FILE --json`: one visit file that has it, and one that nearly has it."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = Path(__file__).parent.parent / "examples" / "checks"
ERRORS = {
    "finding-without-evidence",
    "priority-without-risk",
    "open-concern",
    "contradiction-unanswered",
    "discloses-reference",
    "letter-incomplete",
    "proposal-open",
    "quotes-confidence",
    "sentence-changed",
    "two-leads",
    "lead-does-not-sign",
}
NAMES = sorted(path.name.removesuffix(".visit.json") for path in FILES.glob("*.visit.json"))
CHECKS = [name for name in NAMES if not name.endswith("-nearly")]


def problems(command, file: Path) -> list[dict]:
    ran = command("visit", "check", file, "--json")
    found = ran.answer["problems"]
    assert ran.code == (1 if any(problem["level"] == "error" for problem in found) else 0)
    return found


def test_each_check_has_its_pair() -> None:
    assert set(NAMES) == {f"{check}{ending}" for check in CHECKS for ending in ("", "-nearly")}
    assert set(CHECKS) >= ERRORS | {
        "finding-single-record",
        "finding-single-kind",
        "finding-told-not-seen",
        "finding-contradicted",
        "finding-from-memory",
        "finding-not-agreed",
        "sentence-without-evidence",
        "proportion-word",
        "discloses-person",
        "spelling",
        "repeated-word",
        "sentence-too-long",
        "wording-overridden",
        "small-cell",
    }


@pytest.mark.parametrize("check", CHECKS)
def test_a_visit_that_has_it_and_one_that_nearly_has_it(command, check: str) -> None:
    (problem,) = problems(command, FILES / f"{check}.visit.json")
    assert problem["check"] == check
    assert problem["level"] == ("error" if check in ERRORS else "warning")
    assert problem["about"]
    said, mend = problem["message"].rstrip(".").rsplit(". ", 1)
    assert said and mend, "what is wrong, and what would mend it"
    assert problems(command, FILES / f"{check}-nearly.visit.json") == []
