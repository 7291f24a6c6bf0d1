"""Faults of the store found by reading it: what the log says, what is sealed, what an error's message holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from injected_calls import injected
from made_visits import one_of_everything, opened, raw_file
from sqlalchemy.exc import IntegrityError

from inspector_app.errors import DamagedFile, DiskFault, SigningBarred
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

RECORD = one_of_everything().records[0].id
FINDING = one_of_everything().findings[0].id


@pytest.fixture
def visit(profile: Profile):
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit


def test_an_entry_that_was_read_is_not_rewritten_by_typing_that_waited(visit: OpenVisit, profile: Profile) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", "one")).result(10)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN IMMEDIATE")
        visit.write(steps.set_field("record", RECORD, "notes", "one two"))
        seen = visit.history()
        raw.execute("ROLLBACK")
    visit.settle(10)
    assert visit.history()[: len(seen)] == seen
    assert visit.record(RECORD).notes == "one two"
    assert visit.verify_chain() is None


def sealed(visit: OpenVisit, **made: object) -> None:
    me = one_of_everything().inspectors[0].id
    visit.seal(b"%PDF", signed_by=me, signed_at="2010-07-06T10:00:00+01:00", log_digest=visit.log_digest(), **made)


def test_a_letter_that_was_changed_while_it_was_signed_is_not_sealed(visit: OpenVisit, profile: Profile) -> None:
    before = visit.contents()
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN IMMEDIATE")
        visit.write(steps.set_field("finding", FINDING, "text", "Typed while it was signed."))
        raw.execute("ROLLBACK")
    with pytest.raises(SigningBarred):
        sealed(visit, made_from=before)
    assert visit.letter().state == "draft"
    assert visit.signed_letters() == ()
    sealed(visit, made_from=visit.contents())
    assert visit.letter().state == "signed"


def test_a_note_typed_while_the_letter_is_signed_does_not_stand_against_it(visit: OpenVisit) -> None:
    before = visit.contents()
    visit.write(steps.set_field("record", RECORD, "notes", "Something else")).result(10)
    sealed(visit, made_from=replace(before, inspectors=visit.inspectors()))
    assert visit.letter().state == "signed"


def test_a_disk_that_once_could_not_be_read_is_read_again(visit: OpenVisit) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", "one")).result(10)
    with injected("pread64:error=EIO", threads=("MainThread",)), pytest.raises((DamagedFile, DiskFault)):
        visit.record(RECORD)
    assert visit.record(RECORD).notes == "one"
    assert visit.history("record", RECORD)[-1].value == "one"


def test_a_fault_of_the_database_holds_no_word_of_the_visit(visit: OpenVisit, caplog: pytest.LogCaptureFixture) -> None:
    piece = {"record": "not there", "text": "violet harbours", "order": "a9"}
    fault = visit.write(steps.add("evidence", "new", piece)).exception(10)
    assert isinstance(fault, IntegrityError)
    assert "violet" not in str(fault)
    caplog.clear()
