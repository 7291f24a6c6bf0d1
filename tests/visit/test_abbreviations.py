"""Short forms stand for words while one types, in the case that they were typed in."""

from __future__ import annotations

import pytest

from inspector_app.visit.abbreviations import (
    abbreviations_from,
    abbreviations_in,
    lines_of,
    pairs_of,
    shipped_abbreviations,
    written_out,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the sw", "the social worker"),
        ("Sw", "Social worker"),
        ("(sw", "(social worker"),
        ("sw/tm", "sw/team manager"),
        ("an s47", "an section 47"),
        ("SW", None),
        ("CAF", None),
        ("EX-sw", None),
        ("answ", None),
        ("a.sw", None),
        ("swift", None),
        ("", None),
        ("sw ", None),
    ],
)
def test_a_short_form_is_written_out_at_the_end_of_what_was_typed(before: str, after: str | None) -> None:
    found = written_out(before, shipped_abbreviations())
    assert (before[: found[0]] + found[1] if found else None) == after


def test_the_usual_ones_are_shipped() -> None:
    assert {"sw", "sv", "tm", "ia", "ca", "s47", "cp", "cin", "caf", "lac", "iro", "lscb"} <= set(
        shipped_abbreviations()
    )


def test_a_list_of_ones_own_is_read_as_it_is_written() -> None:
    made, faulty = abbreviations_in("sw = social worker\nFd: front door\nhq : headquarters\n\nnothing\nx-y = no")
    assert made == {"sw": "social worker", "fd": "front door", "hq": "headquarters"}
    assert faulty == ["nothing", "x-y = no"]
    assert abbreviations_in(lines_of(made)) == (made, [])
    assert abbreviations_from(list(pairs_of(made))) == made
    assert abbreviations_from(None) == shipped_abbreviations()
    assert abbreviations_from([]) == {}
