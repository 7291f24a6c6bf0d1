"""The evidence record says what was decided, by whom and why, and what ties it to the log and the signed letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from letters import DIGEST, SIGNED_AT, complaints, pdf_text, squeezed, ucra
from made_visits import one_of_everything

from inspector_app.letter.content import Bullet, Bullets, Origin, Text, letter_content
from inspector_app.letter.evidence_record import evidence_record_pdf
from inspector_app.letter.standing import standing_in_letter
from inspector_app.visit.agreement import say
from inspector_app.visit.change import LogEntry, Put
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Finding, Inspector
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.judging_entities import Agreement
from inspector_app.visit.letter_entities import Issuing, SignedLetter

LEAD, SECOND = derived_id("inspector"), derived_id("second inspector")
AT = "2010-04-21T15:10:00+01:00"


def printed(contents: VisitContents, log: tuple[LogEntry, ...] = (), **more: object) -> str:
    """The words of the record, on one line."""
    pdf = evidence_record_pdf(contents, ucra(), log, log_digest=DIGEST, created=SIGNED_AT, **more)  # type: ignore[arg-type]
    return " ".join(pdf_text(pdf).split())


def team_of_two() -> VisitContents:
    contents = one_of_everything()
    second = Inspector(id=SECOND, name="B. Inspector", designation="HMI", order="a1")
    return replace(contents, inspectors=(*contents.inspectors, second))


def agreement(contents: VisitContents, finding: Finding, inspector: str, agreed: bool, note: str = "") -> Agreement:
    (put,) = say(finding, contents.evidence_by_id(), inspector, agreed, note, AT).changes
    assert isinstance(put, Put)
    return Agreement(id=put.id, order="a0", **put.values)  # type: ignore[arg-type]


def test_who_agreed_is_told_as_it_was_marked_with_what_changed_since(tmp_path: Path) -> None:
    contents = team_of_two()
    (finding,) = contents.findings
    said = (
        agreement(contents, finding, LEAD, True),
        agreement(contents, finding, SECOND, False, "One file in six is enough."),
    )
    marked = replace(contents, agreements=said)
    words = printed(marked)
    assert "A. Inspector agreed on 21 April 2010 at 15:10." in words
    assert "B. Inspector did not agree on 21 April 2010 at 15:10. “One file in six is enough.”" in words
    changed = replace(marked, findings=(replace(finding, text="Supervision is irregular."),))
    assert "A. Inspector agreed on 21 April 2010 at 15:10. Since then its words changed." in printed(changed)
    both = replace(contents, agreements=(said[0], agreement(contents, finding, SECOND, True)))
    assert "All agree with Finding 1" in printed(both)
    assert "has not said" not in printed(one_of_everything()), "a team of one has nobody to ask"
    pdf = evidence_record_pdf(changed, ucra(), (), log_digest=DIGEST, created=SIGNED_AT)
    assert complaints(pdf, tmp_path) == []


def test_each_decision_stands_with_its_reason_and_the_place_that_it_is_about() -> None:
    contents = one_of_everything()
    (move,), (concern,), (proposal,) = contents.moves, contents.concerns, contents.proposals
    answered = replace(proposal, at=AT, answer="accepted", answered_by=LEAD, answered_at=AT, comment="Softer.")
    words = printed(
        replace(
            contents,
            moves=(replace(move, at=AT),),
            concerns=(replace(concern, open_because="The council traces the family today."),),
            proposals=(answered,),
        )
    )
    decisions = words[words.index("Decisions Moved") :]
    moved = "from areas for priority action to areas for development (A. Inspector, 21 April 2010 at 15:10)."
    for said in (
        f"Finding 1 {moved} No child was at immediate risk.",
        "Finding 1 although evidence contradicts it: Weighed.",
        "Finding 1 against E2: Concerns calls only.",
        "Concern 1 about case EX-014. The letter may be signed, because: The council traces the family today.",
        "Finding 1 “had had” stands, although a word is repeated: It is meant so.",
        "Finding 1 “mainly” to become “largely” – Softer. (A. Inspector, 21 April 2010 at 15:10). Accepted (",
        "Subject: X",
    ):
        assert said in decisions
    assert f"Moved: {moved}" in words
    assert "Risk: children at risk of drift · not systemic" in words
    assert "Supervision, documents: A. Inspector" in words


def test_the_log_tells_who_gave_a_reason_and_when_but_not_who_brought_the_visit_in() -> None:
    contents = one_of_everything()
    (finding,) = contents.findings
    why = LogEntry(
        *("laptop-1", 1, LEAD, "2010-04-21T14:10:00.000Z/0000", "let a finding stand", 1, None),
        *("acceptance", finding.accepted[0].id, None, {}, None, "a" * 64),
    )
    weighed = replace(why, seq=2, entity="link", id=finding.evidence[1].id, field="weighed", action="edit evidence")
    words = printed(contents, (why, weighed))
    assert "evidence contradicts it: Weighed. (A. Inspector, 21 April 2010)" in words
    assert "Weighed: Concerns calls only. (A. Inspector, 21 April 2010)" in words
    brought_in = replace(why, action="bring in the visit")
    assert "evidence contradicts it: Weighed. (A." not in printed(contents, (brought_in,))


def test_a_finding_says_where_it_stands_in_the_letter() -> None:
    assert "Finding 1 In the letter: bullet 1 under “Area for development” Supervision is" in printed(
        one_of_everything()
    )


def test_a_concern_leads_to_its_case_and_the_case_to_its_concern() -> None:
    contents = one_of_everything()
    case = contents.records[2]
    assert isinstance(case.details, Case)
    unseen = replace(case, details=replace(case.details, child_seen_on=None, child_seen_alone=False))
    words = printed(replace(contents, records=(*contents.records[:2], unseen, contents.records[3])))
    assert "Concern 1, about EX-014 Case file: R3 case" in words
    assert "Raised with the council: Concern 1" in words
    assert "child seen on a day not recorded, not alone" in words


def test_sentences_show_the_evidence_that_is_tied_to_them_and_what_was_changed_since() -> None:
    contents = one_of_everything()
    (finding,) = contents.findings
    told, seen = finding.evidence
    tied = replace(told, ties={"a": "Supervision is mostly concerned with case management."})
    gone = replace(seen, ties={"b": "Nothing like it stands there."})
    words = printed(replace(contents, findings=(replace(finding, evidence=(tied, gone)),)))
    assert (
        "“Supervision is mainly concerned with case management.” E1. Changed since: it read “Supervision is mostly"
        in (words)
    )
    assert "“Reflection is missing.” no evidence of its own" in words
    assert "No longer in it: “Nothing like it stands there.” E2" in words
    assert "By sentence" not in printed(contents)


def test_a_priority_finding_says_which_trigger_it_meets() -> None:
    contents = one_of_everything()
    (finding,) = contents.findings
    priority = replace(
        finding, category="areas-for-priority-action", trigger="A shortfall of front-line social workers"
    )
    assert "Meets: A shortfall of front-line social workers" in printed(replace(contents, findings=(priority,)))


def test_the_signed_letter_stands_with_its_hashes_and_to_whom_it_went() -> None:
    contents = one_of_everything()
    signed = SignedLetter(id="s", version=2, signed_at=AT, signed_by=LEAD, pdf_sha256="1" * 64, log_digest="2" * 64)
    issued = Issuing(id="i", signed_letter="s", issued_at=AT, to=("the director", "the lead member"), by=LEAD)
    step = replace(contents.next_steps[0], where="the regional office", by=date(2010, 6, 30))
    letter = replace(contents.letter, state="issued", enclosures=("A list of the cases read",))
    words = printed(replace(contents, letter=letter, signed_letters=(signed,), issuings=(issued,), next_steps=(step,)))
    assert "Version 2, signed 21 April 2010 at 15:10 Signed by: A. Inspector" in words
    assert "Issued: 21 April 2010 at 15:10 to the director and the lead member, noted by A. Inspector" in words
    assert {squeezed("1" * 64), squeezed("2" * 64)} <= {squeezed(word) for word in words.split()}
    assert "The council Sends a plan.; to the regional office; by 30 June 2010" in words
    assert "A list of the cases read" in words


def test_the_head_of_each_laptops_chain_stands_with_its_hash() -> None:
    entry = LogEntry("laptop-1", 1, LEAD, "c", "a", 1, None, "record", "r", None, {}, None, "a" * 64)
    log = (entry, replace(entry, seq=12, hash="b" * 64), replace(entry, laptop="laptop-2", hash="c" * 64))
    words = printed(one_of_everything(), log)
    assert f"Laptop laptop-1, entry 12: {'b' * 64}" in words
    assert f"Laptop laptop-2, entry 1: {'c' * 64}" in words


def test_words_in_confidence_are_marked_wherever_they_stand() -> None:
    contents = one_of_everything()
    (told, seen) = contents.evidence
    words = printed(replace(contents, evidence=(replace(told, in_confidence=True), seen)))
    assert "E1 In confidence: Monthly, mostly cases." in words
    assert "E1, in confidence: Monthly, mostly cases. [" in words


def test_words_in_confidence_are_marked_in_the_answer_and_in_each_item_of_the_notes() -> None:
    contents = one_of_everything()
    (told, seen), (desk, talk, *others) = contents.evidence, contents.records
    seen = replace(seen, record=desk.id, text="One rings. - Two wait.", in_confidence=True, source=None)
    words = printed(
        replace(
            contents,
            evidence=(replace(told, in_confidence=True), seen),
            records=(replace(desk, notes="- One rings.\n- Two wait.\nAll well."), talk, *others),
        )
    )
    assert "Said in confidence: E2" in words and "Said in confidence: E1" in words
    assert "[in confidence: Monthly, mostly cases.]" in words
    assert "• [in confidence: One rings.] • [in confidence: Two wait.] All well." in words
    assert "Said in confidence" not in printed(contents)


def test_only_a_concern_that_was_open_at_the_signing_is_among_those_that_were() -> None:
    contents = one_of_everything()
    (concern,) = contents.concerns
    closed = replace(concern, open_because="The family is being traced.", closed_at="2010-04-21T14:20:00Z")
    lead = "Concerns that were open at the letter"
    assert lead not in printed(replace(contents, concerns=(closed,)))
    signed = SignedLetter(id="s", version=1, signed_at=AT, signed_by=LEAD, pdf_sha256="1" * 64, log_digest="2" * 64)
    before = replace(signed, signed_at="2010-04-21T15:30:00+01:00")
    assert lead in printed(replace(contents, concerns=(closed,), signed_letters=(signed,)))
    assert lead not in printed(replace(contents, concerns=(closed,), signed_letters=(before,)))
    assert lead in printed(replace(contents, concerns=(replace(closed, closed_at=None),)))


def test_what_stands_against_a_warning_that_is_gone_says_so() -> None:
    contents = one_of_everything()
    (finding,), (acceptance,) = contents.findings, contents.letter_acceptances
    twice = replace(contents, letter_acceptances=(replace(acceptance, words="the the"),))
    words = printed(replace(twice, findings=(replace(finding, text="Supervision lacks the the plan."),)))
    assert "“the the” stands, although a word is repeated: It is meant so." in words
    assert "no longer in the letter" not in words and "no longer given" not in words
    mended = replace(finding, text="Supervision lacks the plan.", evidence=finding.evidence[:1])
    changed = printed(replace(twice, findings=(mended,)))
    assert "It is meant so. – no longer in the letter" in changed
    assert changed.count("Weighed. This warning is no longer given.") == 2


def test_places_of_the_letter_are_named_as_a_reader_knows_them() -> None:
    contents = one_of_everything()
    (step, *_), (acceptance,) = contents.next_steps, contents.letter_acceptances
    second = replace(step, id=derived_id("second step"), order="a1")
    places = (
        f"next_step:{second.id}",
        "part:heading:strengths",
        "subheading:supervision",
        "part:opening",
        "next_step:gone",
    )
    words = printed(
        replace(
            contents,
            next_steps=(step, second),
            letter=replace(contents.letter, wording={"heading:strengths": "What goes well"}),
            letter_acceptances=tuple(replace(acceptance, about=about) for about in places),
        )
    )
    for place in (
        "• Next step 2: “had had” stands",
        "• Heading “Strengths”: “had had” stands",
        "• Heading “Supervision”: “had had” stands",
        "• Opening: “had had” stands",
        "• A next step that was removed: “had had” stands",
        "• Heading “Strengths”: What goes well",
    ):
        assert place in words
    assert second.id not in words


def test_paragraphs_of_findings_are_counted_as_they_stand_and_their_points_are_not() -> None:
    def paragraph(finding: str, text: str) -> Text:
        return Text(kind="paragraph", text=text, origin=Origin("finding", finding))

    def points(finding: str, *texts: str) -> Bullets:
        return Bullets(items=tuple(Bullet(text=text, points=(), origin=Origin("finding", finding)) for text in texts))

    heading = Text(kind="heading", text="Strengths", origin=Origin("heading", "strengths"))
    body = (
        heading,
        paragraph("a", "One."),
        paragraph("a", "Two."),
        points("a", "i", "ii"),
        paragraph("b", "Three."),
        points("c", "iii"),
    )
    content = replace(letter_content(one_of_everything(), ucra()), body=body)
    assert standing_in_letter(content) == {
        "a": "paragraph 1 under “Strengths”",
        "b": "paragraph 3 under “Strengths”",
        "c": "bullet 3 under “Strengths”",
    }


def test_line_breaks_stay_in_evidence_answers_and_reasons() -> None:
    contents = one_of_everything()
    (told, seen), (concern,) = contents.evidence, contents.concerns
    pdf = evidence_record_pdf(
        replace(
            contents,
            evidence=(replace(told, text="First line.\nSecond line."), seen),
            concerns=(replace(concern, matter="Not seen since.\nAsked: who has?"),),
        ),
        ucra(),
        (),
        log_digest=DIGEST,
        created=SIGNED_AT,
    )
    lines = [line.strip() for line in pdf_text(pdf).splitlines()]
    assert "Asked: who has?" in lines
    assert sum(line.startswith("Second line.") for line in lines) == 2


def test_short_forms_that_occur_are_explained() -> None:
    contents = one_of_everything()
    record = replace(
        contents.records[0], notes="CAF not used. SW says the CAFs are with the HV; hv rings, GP does not."
    )
    words = printed(replace(contents, records=(record, *contents.records[1:])))
    assert "CAF: common assessment framework" in words
    assert "GP: general practitioner" in words
    assert "SW: social worker" in words
    assert "LSCB:" not in words
    own = printed(replace(contents, records=(record, *contents.records[1:])), short_forms={"hv": "home visit"})
    assert "HV: home visit" in own or "hv: home visit" in own
    assert "SW:" not in own
