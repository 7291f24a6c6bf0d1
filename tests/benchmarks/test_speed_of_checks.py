"""The checks on York's letter are made anew while it is typed: they keep within what a hand does not feel."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from limits import ROOM

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.places import resources_folder
from inspector_app.visit.checks import problems

LONGEST = 20.0
"""Milliseconds for all checks of York's letter."""


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
