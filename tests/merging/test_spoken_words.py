"""Words that are said across a room: what their list promises, and that they are the same however they are typed."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.errors import SpokenWordMistyped
from inspector_app.merging.identity_phrase import identity_phrase, same_phrase
from inspector_app.merging.spoken_words import new_spoken_passphrase, spoken_words, tidy_spoken

WORDS = spoken_words()


def test_the_list_keeps_what_it_promises() -> None:
    assert len(set(WORDS)) == len(WORDS) == 1024
    assert list(WORDS) == sorted(WORDS)
    assert all(word.isascii() and word.islower() and word.isalpha() and 4 <= len(word) <= 8 for word in WORDS)
    assert len({word[:4] for word in WORDS}) == 1024
    starts = {word[:4] for word in WORDS}
    in_two = [word for word in WORDS for cut in range(4, len(word) - 3) if word[cut : cut + 4] in starts]
    assert in_two == [], "read as two words, each cut short"


def test_two_letters_at_least_differ_between_any_two_words() -> None:
    # Words that differ in one letter have something in common among what is left of them without one letter.
    without: dict[str, set[str]] = {}
    for word in WORDS:
        for kept in {word, *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))}:
            without.setdefault(kept, set()).add(word)
    pairs = {pair for alike in without.values() for pair in combinations(sorted(alike), 2)}
    assert [pair for pair in sorted(pairs) if _differ_in_one(*pair)] == []


def _differ_in_one(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) < 2
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:cut] + longer[cut + 1 :] == shorter for cut in range(len(longer)))


@settings(max_examples=40)
@given(st.data())
def test_however_the_words_are_typed_they_are_the_same(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    typed = ""
    for word in words:
        said = word[: data.draw(st.integers(4, len(word)))]
        for letter in said:
            typed += data.draw(st.sampled_from((letter, letter.upper())))
        typed += data.draw(st.sampled_from((" ", "-", ". ", "  ", "\n", ", ", " – ")))
    assert tidy_spoken(typed) == " ".join(words)
    assert tidy_spoken(tidy_spoken(typed)) == tidy_spoken(typed)


def test_a_word_that_was_heard_in_two_or_ended_otherwise_is_still_that_word() -> None:
    assert tidy_spoken("blue bell TEA-POT hay stack lanterns kettel") == "bluebell teapot haystack lantern kettle"
    assert tidy_spoken(" ") == ""


@pytest.mark.parametrize(
    ("typed", "named", "nearest"),
    [
        ("cnadle", "cnadle", "candle"),
        ("amber tea", "tea", "teapot"),
        ("orbit compass", "compass", "compost"),
        ("lanternfish", "lanternfish", "lantern"),
    ],
)
def test_a_word_that_is_none_is_named_with_the_nearest(typed: str, named: str, nearest: str) -> None:
    with pytest.raises(SpokenWordMistyped) as refused:
        tidy_spoken(typed)
    assert f"“{named}”" in refused.value.sentence
    assert f"“{nearest}”" in refused.value.next_step


def test_a_passphrase_is_six_words_drawn_anew() -> None:
    passphrase = new_spoken_passphrase()
    assert tidy_spoken(passphrase) == passphrase
    assert len(passphrase.split()) == 6
    assert len({new_spoken_passphrase() for _ in range(50)}) == 50
    assert len(new_spoken_passphrase(words=4).split()) == 4


def test_an_identity_has_a_phrase_that_is_the_same_everywhere() -> None:
    phrase = identity_phrase(b"a certificate")
    assert phrase == identity_phrase(bytes(bytearray(b"a certificate")))
    assert phrase == "treetop invite dynamo narrow", "phrases that were read aloud and confirmed must stay the same"
    assert identity_phrase(b"another") != phrase
    assert same_phrase(phrase.upper().replace(" ", "-"), phrase)
    assert not same_phrase("amber kettle orbit walnut", phrase)
    with pytest.raises(SpokenWordMistyped):
        same_phrase("zzzz", phrase)
