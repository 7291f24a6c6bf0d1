"""Names, dates of birth and numbers of people are noticed in notes; what only looks like them is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit.name_warnings import has_nhs_check_digit, name_warnings

INNOCENT = (
    "York councillor met the team manager on duty.",
    "Section 47 enquiries begin within 35 working days.",
    "Mary's day centre is full on Fridays.",
    "The children’s centre at St Mary’s takes referrals.",
    "St. John's Road contact centre, room 4.",
    "Elizabeth House has the emergency duty team.",
    "The Victoria Climbié inquiry is on the shelf.",
    "Lord Laming's second report is known to all.",
    "Professor Munro wants fewer targets.",
    "Fraser guidelines and Gillick competence are understood.",
    "Sarah's Law checks are slow; Clare's Law ones are not.",
    "Child A was seen alone; Mr B was not spoken to.",
    "EX-014: no strategy discussion before 4 June 2010.",
    "Will managers see this? They may in April or June.",
    "Hope is not a plan. Grace periods are common.",
    "Grant agreed by the board; Mark sheets are kept.",
    "Rose to forty cases. Frank talk about thresholds.",
    "Chelsea Road and Jordan Street are the two patches.",
    "Mother's boyfriend has moved in; father's views not sought.",
    "The Team Manager and the Deputy Director of Children’s Services.",
    "North Yorkshire Police and York Teaching Hospital attend.",
    "Every Child Matters; Working Together to Safeguard Children.",
    "CAF, LSCB, CAMHS and the YOT were not told.",
    "Dr on call did not answer; GP has no record.",
    "Policy dated 12/03/2008, reviewed 1 April 2010.",
    "Referral 04/05/2010, decision 05/05/2010.",
    "Case 1234567890 was closed; ref 9434765918 is the council's.",
    "Childline 0800 1111, police 101, helpline 0300 123 4567.",
    "35 working days, 15 days, 45 days; 7 of 10 within time.",
    "Room B12, form CP1, box A4 and M25 traffic.",
    "s47 2nd June and s17 3rd June.",
    "duty@council.example answers within a day.",
    "Monday to Friday, 8.30 to 17.00; Good Friday excepted.",
    "Poppy room and Jasmine ward are used for contact.",
    "In Preston and Lincoln they do it otherwise.",
    "Strategy discussions: irregular. Supervision: monthly.",
    "Born out by the audit of May 2010.",
    "Social Worker 3 said that Manager 2 agrees.",
    "Edward Street office: 40 staff.",
    "Independent Reviewing Officer told the panel.",
    "Version 2.0 of 14.02.2009 - not in use",
    "The Martha Gellhorn Nursery closed in March.",
)
GUILTY = (
    ("Talked to Aisha about thresholds.", "Aisha"),
    ("Spoke with Piotr Kowalski at the desk.", "Piotr Kowalski"),
    ("Mrs Patel rang twice.", "Mrs Patel"),
    ("Seen with Dr Okafor on the ward.", "Dr Okafor"),
    ("Ms. Jones is the manager.", "Ms. Jones"),
    ("Cllr Smith is lead member.", "Cllr Smith"),
    ("Sister Grace was at school.", "Grace"),
    ("a boy named Ashley, aged four", "Ashley"),
    ("Jack said that he is hungry.", "Jack"),
    ("Rose Taylor was spoken to.", "Rose Taylor"),
    ("J. Smith signed the assessment.", "J. Smith"),
    ("Mohammed’s mother has left.", "Mohammed"),
    ("Chloe school attendance is 60%.", "Chloe"),
    ("Siân Llinos Davies is on leave", "Siân Llinos Davies"),
    ("- Declan: seen alone", "Declan"),
    ("Mr Pete Dwyer, director", "Mr Pete Dwyer"),
    ("child of Oluwaseun and Funmi", "Oluwaseun"),
    ("DOB 3/2/2004", "3/2/2004"),
    ("(d.o.b. 03.02.04) seen", "03.02.04"),
    ("Date of birth: 3 February 2004.", "3 February 2004"),
    ("born on 3rd Feb 2004", "3rd Feb 2004"),
    ("NHS 943 476 5919", "943 476 5919"),
    ("no. 9434765919 on file", "9434765919"),
    ("NHS number 943-476-5919.", "943-476-5919"),
    ("lives at YO24 4AB now", "YO24 4AB"),
    ("moved to SW1A 1AA", "SW1A 1AA"),
    ("YO17EP is the flat", "YO17EP"),
    ("rang 01904 551234 twice", "01904 551234"),
    ("mobile 07700 900123.", "07700 900123"),
    ("on +44 7700 900123", "+44 7700 900123"),
    ("(020) 7946 0958 is hers", "(020) 7946 0958"),
    ("wrote to jane.doe@example.org today", "jane.doe@example.org"),
    ("😀 Chloe was tired", "Chloe"),
)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert [text[each.start : each.end] for each in name_warnings(text)] == []


@pytest.mark.parametrize(("text", "passage"), GUILTY)
def test_what_tells_who_somebody_is_is_noticed(text: str, passage: str) -> None:
    assert passage in [text[each.start : each.end] for each in name_warnings(text)]


def test_what_was_dismissed_is_left_alone() -> None:
    assert not name_warnings("Aisha Khan, YO24 4AB", allowed={"aisha", "yo24 4ab"})


def test_two_words_that_no_dictionary_has_are_a_name() -> None:
    known = {"spoke", "to", "the", "Liquidlogic"}
    assert name_warnings("Spoke to Zbygniew Wojtasik", known=lambda word: word in known)
    assert not name_warnings("Spoke to Liquidlogic Wojtasik", known=lambda word: word in known)


def test_the_sentence_says_what_evidence_has_instead() -> None:
    (warning,) = name_warnings("Talked to Aisha.")
    assert warning.sentence() == "Looks like a person’s name: evidence has roles and references."


@given(st.integers(min_value=0, max_value=999_999_999))
def test_at_most_one_last_digit_makes_an_nhs_number(nine: int) -> None:
    right = [digit for digit in range(10) if has_nhs_check_digit(f"{nine:09}{digit}")]
    assert len(right) <= 1


@given(st.text(max_size=80))
def test_warnings_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for each in name_warnings(text):
        assert end <= each.start < each.end <= len(text)
        end = each.end
