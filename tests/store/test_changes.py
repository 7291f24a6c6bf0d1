"""What a step does: rows, announcement, log entry, all or nothing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from made_visits import one_of_everything, opened

from inspector_app.errors import LetterLocked
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Set, Step, VisitChange
from inspector_app.visit.identifiers import answer_id, case_check_id, link_id, new_id


def added_finding(visit: OpenVisit, finding_id: str = "f1") -> None:
    values = {"category": "strengths", "text": "Good.", "order": "a0"}
    visit.write(steps.add("finding", finding_id, values)).result(10)


def test_a_step_is_on_disk_before_it_is_announced_and_says_what_and_who(visit: OpenVisit) -> None:
    told: list[tuple[VisitChange, int]] = []
    visit.on_change(lambda change: told.append((change, len(visit.history("finding")))))
    origin = object()
    visit.write(steps.add("finding", "f1", {"category": "strengths"}), origin).result(10)
    visit.settle(10)
    [(change, entries)] = told
    assert entries == 1
    assert change.changed["finding"] == {"f1"}
    assert change.origin is origin
    assert change.action == "add a finding"


def test_a_listener_that_left_is_not_told_any_more(visit: OpenVisit) -> None:
    told: list[VisitChange] = []
    leave = visit.on_change(told.append)
    leave()
    added_finding(visit)
    assert told == []


def test_a_link_is_announced_with_its_finding_and_evidence(profile: Profile) -> None:
    contents = one_of_everything()
    finding, piece = contents.findings[0].id, contents.evidence[0].id
    with opened(profile, contents) as visit:
        change = visit.write(steps.unlink_evidence(finding, piece)).result(10)
        assert change.changed["finding"] == {finding}
        assert change.changed["evidence"] == {piece}
        assert change.changed["link"] == {link_id(finding, piece)}


@pytest.mark.parametrize("part", ["observation", "interview", "case", "document", "answer", "check"])
def test_a_part_of_a_record_is_announced_with_its_record(profile: Profile, part: str) -> None:
    contents = one_of_everything()
    by_kind = {record.kind: record.id for record in contents.records}
    changes = {
        "observation": steps.set_field("observation", by_kind["observation"], "setting", "Team room"),
        "interview": steps.set_field("interview", by_kind["interview"], "role", "manager"),
        "case": steps.set_field("case", by_kind["case"], "dates/referral", "2010-05-06"),
        "document": steps.set_field("document", by_kind["document"], "type", "policy"),
        "answer": steps.write_answer(by_kind["interview"], "How often?", "Weekly", "a0"),
        "check": steps.answer_check(by_kind["case"], "analysis-of-risk", "answer", "met", "a0"),
    }
    kind = {"answer": "interview", "check": "case"}.get(part, part)
    with opened(profile, contents) as visit:
        change = visit.write(changes[part]).result(10)
        assert change.changed["record"] == {by_kind[kind]}
        assert change.changed[part]


def test_each_change_has_its_entry_in_the_log(profile: Profile) -> None:
    contents = one_of_everything()
    finding = contents.findings[0].id
    with opened(profile, contents) as visit:
        made = visit.history("finding", finding)
        assert [(entry.field, entry.parent) for entry in made] == [(None, None)]
        visit.write(steps.move_finding(finding, "strengths", "a5")).result(10)
        category, order = visit.history("finding", finding)[1:]
        assert (category.field, category.value) == ("category", "strengths")
        assert (order.field, order.value) == ("order", "a5")
        assert category.step == order.step == category.seq
        assert category.parent == order.parent == f"{visit.laptop}:{made[0].seq}"
        assert category.inspector == visit.me
        assert category.action == "move a finding"
        visit.write(steps.move_finding(finding, "strengths", "a6")).result(10)
        [again] = visit.history("finding", finding)[3:]
        assert (again.field, again.value, again.parent) == ("order", "a6", f"{visit.laptop}:{order.seq}")
        assert visit.verify_chain() is None


def test_a_change_that_changes_nothing_writes_and_announces_nothing(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        visit.write(steps.set_field("letter", contents.letter.id, "date", "2010-07-07")).result(10)
        before = visit.history()
        told: list[VisitChange] = []
        visit.on_change(told.append)
        change = visit.write(steps.set_field("letter", contents.letter.id, "date", "2010-07-07")).result(10)
        assert not change.changed
        assert visit.history() == before
        assert told == []


def test_one_key_of_a_map_is_changed_by_itself_and_none_takes_it_away(profile: Profile) -> None:
    contents = one_of_everything()
    case = contents.records[2].id
    with opened(profile, contents) as visit:
        visit.write(steps.set_field("case", case, "dates/referral", "2010-05-20")).result(10)
        visit.write(steps.set_field("case", case, "dates/decision", None)).result(10)
        details = visit.record(case).details
        assert details is not None
        assert {key: day.isoformat() for key, day in details.dates.items()} == {"referral": "2010-05-20"}
        assert [entry.field for entry in visit.history("case", case)[1:]] == ["dates/referral", "dates/decision"]


def test_a_whole_map_is_logged_key_by_key(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        values = {"subject": "Y", "closing": "Z"}
        visit.write(Step("edit the letter", (Set("letter", contents.letter.id, "wording", values),))).result(10)
        fields = {entry.field: entry.value for entry in visit.history("letter")[1:]}
        assert fields == {"wording/closing": "Z", "wording/subject": "Y"}
        assert visit.letter().wording == values


def test_putting_a_link_again_revives_it(profile: Profile) -> None:
    contents = one_of_everything()
    finding, piece = contents.findings[0].id, contents.evidence[0].id
    with opened(profile, contents) as visit:
        visit.write(steps.unlink_evidence(finding, piece)).result(10)
        assert [link.evidence for link in visit.finding(finding).evidence] == [contents.evidence[1].id]
        visit.write(steps.link_evidence(finding, piece, "a9")).result(10)
        links = {link.evidence: link.order for link in visit.finding(finding).evidence}
        assert links[piece] == "a9"


def test_evidence_goes_and_comes_with_its_record(profile: Profile) -> None:
    contents = one_of_everything()
    record, piece = contents.records[1].id, contents.evidence[0].id
    with opened(profile, contents) as visit:
        change = visit.write(steps.remove("record", record)).result(10)
        assert change.changed["evidence"] == {piece}
        assert change.changed["finding"] == {contents.findings[0].id}
        assert piece not in {card.id for card in visit.cards()}
        assert piece not in {found.id for found in visit.evidence()}
        assert piece not in {link.evidence for link in visit.findings()[0].evidence}
        for read in (visit.record, visit.evidence_piece):
            with pytest.raises(KeyError):
                read({visit.record: record, visit.evidence_piece: piece}[read])
        visit.undo().result(10)
        assert visit.evidence_piece(piece) == contents.evidence[0]


@pytest.mark.parametrize(
    "step",
    [
        Step("x", (Put("ghost", "g", {}),)),
        Step("x", (Set("finding", "f1", "colour", "red"),)),
        Step("x", (Set("finding", "f1", "text", 7),)),
        Step("x", (Set("finding", "f1", "id", "f2"),)),
        Step("x", (Set("finding", "nowhere", "text", "x"),)),
        Step("x", (Put("finding", "f2", {"text": "no category"}),)),
        Step("x", (Set("finding", "f1", "text", "half"), Set("finding", "nowhere", "text", "x"))),
        steps.link_evidence("f1", "no such evidence", "a0"),
        steps.write_answer("no such record", "How?", "So.", "a0"),
    ],
)
def test_a_step_that_cannot_be_fails_alone_and_leaves_nothing(
    visit: OpenVisit, step: Step, caplog: pytest.LogCaptureFixture
) -> None:
    faults: list[BaseException] = []
    visit.on_fault(faults.append)
    added_finding(visit)
    before, entries = visit.contents(), visit.history()
    with pytest.raises(Exception):  # noqa: B017 - what the database or the check says of it
        visit.write(step).result(10)
    visit.settle(10)
    assert visit.contents() == before
    assert visit.history() == entries
    assert len(faults) == 1
    visit.write(steps.set_field("finding", "f1", "text", "Still here.")).result(10)
    assert visit.finding("f1").text == "Still here."
    caplog.clear()


def test_a_listener_that_fails_stops_nobody(visit: OpenVisit, caplog: pytest.LogCaptureFixture) -> None:
    faults: list[BaseException] = []
    told: list[VisitChange] = []
    visit.on_fault(faults.append)
    visit.on_change(_fails)
    visit.on_change(told.append)
    added_finding(visit)
    visit.settle(10)
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert len(told) == 1
    caplog.clear()


def _fails(change: VisitChange) -> None:
    raise ZeroDivisionError(change.action)


def test_text_that_no_file_can_hold_is_mended_not_lost(visit: OpenVisit) -> None:
    added_finding(visit)
    visit.write(steps.set_field("finding", "f1", "text", "before \ud800 after \x00 end")).result(10)
    assert visit.finding("f1").text == "before � after \x00 end"
    assert visit.verify_chain() is None


def test_who_is_not_in_the_team_joins_it_with_the_first_step(visit: OpenVisit, profile: Profile) -> None:
    assert visit.inspectors() == ()
    assert visit.me == profile.inspector_id
    added_finding(visit)
    [member] = visit.inspectors()
    assert (member.id, member.name, member.designation) == (visit.me, "A. Inspector", "HMI")
    assert visit.undo_action() == "add a finding"


def test_whoever_has_my_name_in_the_team_is_me(profile: Profile) -> None:
    contents = one_of_everything()
    team = (replace(contents.inspectors[0], name="a.  INSPECTOR"),)
    with opened(profile, replace(contents, inspectors=team)) as visit:
        assert visit.me == contents.inspectors[0].id
        visit.write(steps.set_field("finding", contents.findings[0].id, "text", "x")).result(10)
        assert visit.inspectors() == team


def test_steps_of_many_threads_are_written_one_after_another(visit: OpenVisit) -> None:
    added_finding(visit)
    chains = [threading.Thread(target=_write_points, args=(visit, name)) for name in "abcd"]
    for chain in chains:
        chain.start()
    for chain in chains:
        chain.join()
    visit.settle(30)
    assert len(visit.history("concern")) == 4 * 25
    assert visit.verify_chain() is None


def _write_points(visit: OpenVisit, name: str) -> None:
    for number in range(25):
        visit.write(steps.add("concern", f"{name}{number}", {"matter": "x"}))
        visit.concerns()


def test_a_signed_letter_is_locked_and_records_go_on(profile: Profile) -> None:
    contents = one_of_everything()
    finding, piece = contents.findings[0], contents.evidence[0].id
    locked = [
        steps.set_field("finding", finding.id, "text", "x"),
        steps.add("finding", new_id(), {"category": "strengths"}),
        steps.unlink_evidence(finding.id, piece),
        steps.accept_warning(finding.id, "another", "x", "a1"),
        steps.remove("letter_acceptance", contents.letter_acceptances[0].id),
        steps.set_field("letter", contents.letter.id, "date", "2011-01-01"),
        steps.set_field("letter", contents.letter.id, "state", "draft"),
        steps.set_field("visit", contents.visit.id, "authority_name", "x"),
        steps.set_field("addressee", contents.addressees[0].id, "name", "x"),
        steps.set_field("copy", contents.copies[0].id, "name", "x"),
        steps.set_field("inspector", contents.inspectors[0].id, "name", "x"),
        steps.set_field("evidence", piece, "text", "x"),
        steps.remove("evidence", piece),
    ]
    with opened(profile, contents) as visit:
        visit.write(steps.set_field("finding", finding.id, "text", "last words")).result(10)
        digest = visit.log_digest()
        signed = visit.seal(b"%PDF", signed_by=visit.me, signed_at="2010-07-06T10:00:00+01:00", log_digest=digest)
        assert visit.letter().state == "signed"
        assert visit.signed_letters() == (signed,)
        assert visit.signed_pdf(signed.id) == b"%PDF"
        assert (signed.version, signed.log_digest) == (1, digest)
        before = visit.contents()
        for step in locked:
            with pytest.raises(LetterLocked):
                visit.write(step).result(10)
        with pytest.raises(LetterLocked):
            visit.undo().result(10)
        with pytest.raises(LetterLocked):
            visit.seal(b"%PDF2", signed_by=visit.me, signed_at="2010-07-07T10:00:00+01:00", log_digest=digest)
        assert visit.contents() == before
        record = contents.records[1].id
        visit.write(steps.set_field("record", record, "notes", "added after")).result(10)
        visit.write(steps.write_answer(record, "And?", "Yes.", "a1")).result(10)
        visit.write(steps.add("evidence", new_id(), {"text": "new", "record": record})).result(10)
        assert visit.record(record).details.answers[-1].id == answer_id(record, "And?")
        visit.write(steps.answer_check(contents.records[2].id, "plan-clear", "note", "x", "a1")).result(10)
        assert case_check_id(contents.records[2].id, "plan-clear") in {
            check.id for check in visit.record(contents.records[2].id).details.checks
        }
        with pytest.raises(LetterLocked):
            visit.write(steps.set_field("letter", contents.letter.id, "state", "draft")).result(10)
        assert visit.verify_chain() is None
