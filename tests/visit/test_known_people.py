"""Those whom a visit knows are found by name however it is typed, and what is no name of theirs is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_visits import one_of_everything

from inspector_app.spelling.speller import dictionary_words
from inspector_app.visit.entities import Copy
from inspector_app.visit.known_people import KnownPeople

TEAM = ("Siobhán van der Berg", "Amy Brown", "Will Marsh-Okafor")


@pytest.fixture(scope="module")
def people() -> KnownPeople:
    made = one_of_everything()
    (inspector,), (addressee,) = made.inspectors, made.addressees
    known = replace(
        made,
        inspectors=tuple(replace(inspector, id=name, name=name) for name in TEAM),
        addressees=(replace(addressee, name="The Director", salutation="Dear Director"),),
        copies=(Copy(id="copy", role="lead-member", name="Cllr Ann O’Neill"),),
    )
    return KnownPeople(known, lambda word: not dictionary_words().is_right(word))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Asked by SIOBHAN VAN DER BERG, then siobha\u0301n", ["SIOBHAN VAN DER BERG", "siobha\u0301n"]),
        ("with van der  berg 😀 and Siob\u200bhán’s notes", ["van der  berg", "Siob\u200bhán"]),
        ("oneill, O`Neill and O'NEILL’s post", ["oneill", "O`Neill", "O'NEILL"]),
        ("will marsh okafor and okafor-like Marsh-Okafor", ["will marsh okafor", "okafor", "Marsh-Okafor"]),
        ("Both Amy and Brown checked; amy brown too", ["Amy", "Brown", "amy brown"]),
        ("A brown envelope will go to the director by the marsh; the Brown Street office", []),
        ("The Director reads every audit. Annual figures; annex.", []),
        ("", []),
    ],
)
def test_names_are_found_where_they_stand(people: KnownPeople, text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in sorted(people.found_in(text))] == names
