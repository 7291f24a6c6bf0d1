"""Where sentences end and where they do not, and that each word of a text is in just one of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit.entities import Finding
from inspector_app.visit.sentences import Sentence, finding_sentences, sentence_spans


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


# Each text with " | " where a sentence is to end.
TEXTS = [
    "Supervision is regular. | It lacks reflection.",
    "Is it safe? | Yes! | It is.",
    "Enquiries under s. 47 are prompt. | Most are thorough.",
    "Duties, e.g. those of the council, i.e. City of York, are met. | They are clear.",
    "Recording of ethnicity, language etc. is weak. | It is improving.",
    "Not all was seen: plans, chronologies, etc. | Managers know this.",
    "Mr. Smith and Dr. A. B. Jones were told. | They acted.",
    "J. K. Smith signed off No. 5 and p. 12. | All were good.",
    "Is it safe to say no. | There are doubts.",
    "In 3.5 days on average, i.e. within 7.0 days. | That is prompt.",
    "They met at 4 p.m. in York. | Nobody was late.",
    "It is so in team A. | The desk is calm.",
    "This follows U.K. | The law is clear.",
    "This follows U.K. law closely.",
    "Staff said 'we cope.' | They do not.",
    "Staff said “we cope.” | (Managers agree.) | They act.",
    "He asked (was it safe?) and acted.",
    "Calls ring out ... and nobody answers. | That is new.",
    "Calls ring out ... | Nobody answers.",
    "1. Calls are answered. | They are logged.",
    "Made on 24.5.2010. | It was late.",
    "In 13 of 24 cases. | 7 were late.",
    "Nothing else",
    "Calls.Checked at once",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert split(marked.replace(" | ", " ")) == marked.split(" | ")


def test_a_new_line_ends_a_sentence_and_blank_lines_are_none() -> None:
    assert split("Staff say:\n- calls ring out\r\n\n  - nobody answers. Ever. \n...\n") == [
        "Staff say:",
        "- calls ring out",
        "- nobody answers.",
        "Ever.",
    ]


def test_a_findings_points_follow_its_text_each_with_its_place() -> None:
    finding = Finding(id="f", category="c", text=" One. Two.", points=("Three.", "", "Four. Five."))
    assert finding_sentences(finding) == (
        Sentence(field="text", start=1, end=5, words="One."),
        Sentence(field="text", start=6, end=10, words="Two."),
        Sentence(field="points/0", start=0, end=6, words="Three."),
        Sentence(field="points/2", start=0, end=5, words="Four."),
        Sentence(field="points/2", start=6, end=11, words="Five."),
    )


PIECES = st.sampled_from(
    [*"abAZé7 \n\t\r.!?…,;\"'’”)(“-", ". ", "etc. ", "s. ", "No. ", "J. ", "The ", "\U0001f600", "\u2028"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_hold_all_words_in_order_and_nothing_twice(text: str) -> None:
    spans = sentence_spans(text)
    outside = list(text)
    before = 0
    for span in spans:
        assert before <= span.start < span.end <= len(text)
        words = text[span.start : span.end]
        assert words == words.strip()
        assert not set(words) & set("\n\r\u2028")
        outside[span.start : span.end] = [""] * (span.end - span.start)
        before = span.end
    assert not any(character.isalnum() for character in "".join(outside))


@pytest.mark.parametrize("part", [".", "a. ", "! ", "1. ", "J. ", "(", "...’", " "])
def test_no_text_takes_long(part: str) -> None:
    begun = time.process_time()
    sentence_spans(part * (200_000 // len(part)) + "A")
    assert time.process_time() - begun < 2
