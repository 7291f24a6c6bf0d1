"""Which words of a visit go to an office's database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_visits import one_of_everything

from inspector_app.frameworks.library import load_framework
from inspector_app.store.office_words import OfficeWords, Words
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Copy

IN_CONFIDENCE = "My manager tells us to close them unread."


@pytest.fixture(scope="module")
def contents() -> VisitContents:
    made = one_of_everything()
    (addressee,) = made.addressees
    (inspector,) = made.inspectors
    told, seen = made.evidence
    return replace(
        made,
        inspectors=(
            replace(inspector, name="Joan Dennis"),
            replace(inspector, id="second", name="Siobhán van der Berg"),
        ),
        addressees=(replace(addressee, name="Mr Pete Dwyer", salutation="Mr Dwyer", post="Director (Jo Maddern)"),),
        copies=(Copy(id="copy", role="lead-member", name="Cllr Ann O’Neill", organisation="O'Neill & Co"),),
        evidence=(told, replace(seen, text=IN_CONFIDENCE, in_confidence=True)),
    )


@pytest.fixture(scope="module")
def words(contents: VisitContents) -> OfficeWords:
    return OfficeWords(contents, load_framework("ucra-2010"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Supervision is monthly; EX-014 was not discussed.", None),
        ("The Director of Exampleshire reads every audit.", None),
        ("Asked by Joan Dennis about it.", "tells-who"),
        ("Dwyer has read it.", "tells-who"),
        ("The letter went to Mr Dwyer.", "tells-who"),
        ("asked by joan, then DWYER", "tells-who"),
        ("SIOBHAN VAN DER BERG has read it.", "tells-who"),
        ("Siobha\u0301n checked it.", "tells-who"),
        ("van der berg has read it.", "tells-who"),
        ("oneill said so, and O`Neill again", "tells-who"),
        ("Seen by Maddern.", "tells-who"),
        ("Mrs Brown was not told.", "tells-who"),
        ("A three-year-old boy was not seen alone.", "tells-who"),
        ("They are told to close them unread by managers.", None),
        ("One said: my manager tells us to close them unread.", "in-confidence"),
    ],
)
def test_a_findings_words_go_unless_they_tell_who_or_quote(
    contents: VisitContents, words: OfficeWords, text: str, why: str | None
) -> None:
    (finding,) = contents.findings
    said = words.of_finding(replace(finding, text=text, points=()))
    assert said == Words(None if why else text, why)
    assert words.of_finding(replace(finding, points=(text,))).left_out == why
    assert words.plain(text) == said.text


def test_no_name_goes_by_the_posts_and_organisations_of_whom_the_letter_names(
    contents: VisitContents, words: OfficeWords
) -> None:
    assert words.plain(contents.addressees[0].post) is None
    assert words.plain(contents.copies[0].organisation) is None
    assert words.plain("Director of Children's Services") == "Director of Children's Services"


def test_what_was_said_in_confidence_has_no_words_nor_has_its_copy(contents: VisitContents, words: OfficeWords) -> None:
    told, seen = contents.evidence
    assert words.of_evidence(seen) == Words(None, "in-confidence")
    assert words.of_evidence(told) == Words(told.text)
    copied = replace(contents, evidence=(replace(told, text=IN_CONFIDENCE, record=seen.record), seen))
    again = OfficeWords(copied, load_framework("ucra-2010"))
    assert again.of_evidence(copied.evidence[0]) == Words(None, "in-confidence")
