"""A case's reference is found however it is spelt, and nothing else is taken for one."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit.case_references import CaseReferences

LETTERS = st.text(string.ascii_uppercase, min_size=2, max_size=4).filter(
    lambda letters: (
        letters.casefold() not in {"age", "and", "at", "by", "for", "from", "in", "is", "it", "no", "of"}
        and letters.casefold() not in {"on", "or", "part", "step", "team", "the", "to", "year", "may", "june", "july"}
    )
)
NUMBER = st.integers(1, 99999)
BETWEEN = st.sampled_from(["", " ", "-", "–", "/", ".", " - ", ": "])
ZEROS = st.integers(0, 3)


@given(letters=LETTERS, number=NUMBER, zeros=ZEROS, spelt_zeros=ZEROS, between=BETWEEN, small=st.booleans())
def test_any_spelling_is_found(letters, number, zeros, spelt_zeros, between, small) -> None:
    reference = f"{letters}-{'0' * zeros}{number}"
    spelt = f"{letters.lower() if small else letters}{between}{'0' * spelt_zeros}{number}"
    text = f"We saw that {spelt} was late."
    (found,) = CaseReferences([reference]).found_in(text)
    assert (text[found.start : found.end], found.reference) == (spelt, reference)


@given(letters=LETTERS, number=NUMBER, other=NUMBER)
def test_another_number_or_a_longer_word_is_none(letters, number, other) -> None:
    references = CaseReferences([f"{letters}-{number}"])
    if other != number:
        assert not list(references.found_in(f"We saw that {letters}-{other} was late."))
    assert not list(references.found_in(f"We saw that Q{letters}-{number} and {letters}-{number}7 were late."))
    assert not list(references.found_in(f"We saw {letters} and {other} more."))


@given(text=st.text(max_size=60))
def test_no_references_find_nothing(text: str) -> None:
    assert not list(CaseReferences(["", " ", "-"]).found_in(text))
