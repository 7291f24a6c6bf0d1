"""What a letter's state lets be written: assured, signed by one and by two, issued, corrected by a new version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from made_visits import one_of_everything, opened

from inspector_app.errors import LetterLocked
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import letter_state, steps
from inspector_app.visit.change import Set, Step
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.roles import hand_over

CONTENTS = one_of_everything()
LEAD = CONTENTS.inspectors[0].id
SECOND = derived_id("second inspector")
FINDING = CONTENTS.findings[0].id
AT = "2010-07-06T10:00:00+01:00"


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    team = (*CONTENTS.inspectors, Inspector(id=SECOND, name="B. Inspector", order="a1"))
    letter = replace(CONTENTS.letter, signatories=(LEAD, SECOND))
    with opened(profile, replace(CONTENTS, inspectors=team, letter=letter)) as open_visit:
        yield open_visit


def write(visit: OpenVisit, step: Step) -> None:
    visit.write(step).result(10)


def sign(visit: OpenVisit, who: str, pdf: bytes = b"%PDF one", adds_to: str | None = None) -> SignedLetter:
    return visit.seal(pdf, signed_by=who, signed_at=AT, log_digest=visit.log_digest(), adds_to=adds_to)


def test_words_that_change_make_an_assured_letter_a_draft_and_undo_brings_its_state_back(visit: OpenVisit) -> None:
    write(visit, letter_state.assure(visit.letter(), by=SECOND, at=AT))
    assert (visit.letter().state, visit.letter().assured_by) == ("quality-assured", SECOND)
    write(visit, steps.set_field("record", CONTENTS.records[0].id, "notes", "More."))
    write(visit, steps.set_field("finding", FINDING, "risk", None))
    assert visit.letter().state == "quality-assured"
    write(visit, steps.set_field("finding", FINDING, "text", "Other words."))
    assert (visit.letter().state, visit.letter().assured_by, visit.letter().assured_at) == ("draft", None, None)
    visit.undo().result(10)
    assert visit.finding(FINDING).text == CONTENTS.findings[0].text
    assert (visit.letter().state, visit.letter().assured_by) == ("quality-assured", SECOND)


def test_two_sign_one_after_the_other_and_nobody_else(visit: OpenVisit) -> None:
    assert letter_state.waits_for(visit.contents()) == ()
    first = sign(visit, LEAD)
    assert letter_state.waits_for(visit.contents()) == (SECOND,)
    with pytest.raises(LetterLocked):
        sign(visit, SECOND, b"%PDF anew")
    with pytest.raises(LetterLocked):
        sign(visit, LEAD, b"%PDF again", adds_to=first.id)
    second = sign(visit, SECOND, b"%PDF one two", adds_to=first.id)
    assert (second.version, second.adds_to) == (first.version, first.id)
    assert letter_state.waits_for(visit.contents()) == ()
    assert [visit.signed_pdf(each.id) for each in visit.signed_letters()] == [b"%PDF one", b"%PDF one two"]


def test_a_signed_letter_is_issued_as_often_as_it_is_sent_and_that_can_be_taken_back(visit: OpenVisit) -> None:
    signed = sign(visit, LEAD)
    for order, to in (("a0", "Ms Director"), ("a1", "Chief executive")):
        sent = letter_state.Sent(at=AT, to=(to,), by=LEAD, order=order)
        write(visit, letter_state.issue(visit.letter(), signed, sent))
    assert visit.letter().state == "issued"
    assert [each.to for each in visit.issuings()] == [("Ms Director",), ("Chief executive",)]
    visit.undo().result(10)
    visit.undo().result(10)
    assert (visit.letter().state, visit.issuings()) == ("signed", ())


def test_a_correction_is_a_new_version_that_names_the_one_it_replaces(visit: OpenVisit) -> None:
    first = sign(visit, LEAD)
    with pytest.raises(LetterLocked):
        write(visit, steps.set_field("finding", FINDING, "text", "Corrected."))
    before = visit.letter()
    write(visit, letter_state.correct(before, first, "A date was wrong.", named="It replaces the one of July."))
    begun = visit.letter()
    assert (begun.date, begun.wording["replaces"]) == (None, "It replaces the one of July.")
    visit.undo().result(10)
    assert visit.letter() == before, "one step takes all of it back"
    visit.redo().result(10)
    assert visit.letter() == begun
    write(visit, steps.set_field("finding", FINDING, "text", "Corrected."))
    second = sign(visit, LEAD, b"%PDF two")
    assert (second.version, second.replaces, second.correction) == (2, first.id, "A date was wrong.")
    assert letter_state.waits_for(visit.contents()) == (SECOND,)
    assert visit.signed_pdf(first.id) == b"%PDF one"
    with pytest.raises(LetterLocked):
        visit.undo().result(10)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "draft"},
        {"state": "draft", "replaces": "one", "correction": " "},
        {"state": "issued"},
        {"state": "draft", "replaces": "one", "correction": "why", "date": "2010-07-07"},
        {"correction": "another"},
    ],
)
def test_nothing_else_unlocks_a_signed_letter(visit: OpenVisit, changes: dict[str, str]) -> None:
    sign(visit, LEAD)
    step = Step("x", tuple(Set("letter", CONTENTS.letter.id, name, value) for name, value in changes.items()))
    with pytest.raises(LetterLocked):
        write(visit, step)
    assert visit.letter().state == "signed"
    with pytest.raises(ValueError, match="reason"):
        letter_state.correct(visit.letter(), visit.signed_letters()[0], " ")


def test_a_record_on_which_a_signed_letter_rests_stays_and_others_may_go(visit: OpenVisit) -> None:
    sign(visit, LEAD)
    before = visit.finding(FINDING)
    rested_on = {visit.evidence_piece(link.evidence).record for link in before.evidence}
    for record in CONTENTS.records:
        if record.id in rested_on:
            with pytest.raises(LetterLocked):
                write(visit, steps.remove("record", record.id))
        else:
            write(visit, steps.remove("record", record.id))
    assert visit.finding(FINDING) == before
    assert {line.id for line in visit.record_lines()} == rested_on


def test_the_lead_of_a_signed_letter_is_handed_over_and_names_stay(visit: OpenVisit) -> None:
    sign(visit, LEAD)
    write(visit, hand_over(visit.inspectors(), SECOND))
    assert [each.id for each in visit.inspectors() if each.lead] == [SECOND]
    visit.undo().result(10)
    assert [each.id for each in visit.inspectors() if each.lead] == [LEAD]
    with pytest.raises(LetterLocked):
        write(visit, steps.set_field("inspector", SECOND, "name", "Another"))
