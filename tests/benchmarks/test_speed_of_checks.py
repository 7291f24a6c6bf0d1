"""The checks on a letter are made again while it is typed: they keep within what a hand does not feel."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from time import perf_counter

from limits import ROOM
from long_letter import nine_pages

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.places import resources_folder
from inspector_app.visit.checks import problems
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.text_checks import TextChecks

LONGEST = 20.0
"""Milliseconds for all checks of York's letter."""
LONGEST_AGAIN = 10.0
"""Milliseconds for those of a letter of nine pages, of which a sentence has changed since they were made."""


def test_all_checks_of_york() -> None:
    contents = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")
    framework = framework_from_source(contents.visit.framework_source)
    problems(contents, framework)  # the dictionary is read
    taken = []
    for _ in range(9):
        begun = perf_counter()
        problems(contents, framework)
        taken.append((perf_counter() - begun) * 1000)
    print(f"all checks of York: {median(taken):.1f} ms")
    assert median(taken) < LONGEST * ROOM


def test_the_checks_of_nine_pages_again() -> None:
    contents, text_checks = nine_pages(), TextChecks()
    framework = framework_from_source(contents.visit.framework_source)
    letter_problems(contents, framework, (), text_checks)
    first, *others = contents.findings
    taken = []
    for turn in range(9):
        typed = replace(contents, findings=(replace(first, text=f"{first.text}{' more' * turn}"), *others))
        begun = perf_counter()
        letter_problems(typed, framework, (), text_checks)
        taken.append((perf_counter() - begun) * 1000)
    print(f"the checks of nine pages again: {median(taken):.1f} ms")
    assert median(taken) < LONGEST_AGAIN * ROOM
