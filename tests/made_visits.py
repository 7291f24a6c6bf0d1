"""Visits made for tests: small ones with one of everything, and large ones for measuring."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Acceptance,
    Addressee,
    Answer,
    Case,
    CaseCheck,
    Concern,
    Copy,
    Document,
    Evidence,
    Finding,
    Inspector,
    Interview,
    Link,
    Observation,
    Record,
    Risk,
    Source,
    Visit,
)
from inspector_app.visit.identifiers import (
    acceptance_id,
    agreement_id,
    answer_id,
    assignment_id,
    case_check_id,
    derived_id,
    letter_acceptance_id,
    link_id,
)
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.letter_entities import Letter, LetterAcceptance, NextStep, Proposal
from inspector_app.visit.ordering import orders

PASSPHRASE = "four words to remember"
VISIT_ID = derived_id("visit", "example")


def empty_visit() -> VisitContents:
    """A visit that has just been begun."""
    visit = Visit(
        id=VISIT_ID,
        framework="ucra-2010",
        authority_name="Exampleshire County Council",
        days=(date(2010, 6, 8), date(2010, 6, 9)),
    )
    return VisitContents(
        visit=visit,
        inspectors=(),
        addressees=(),
        copies=(),
        records=(),
        evidence=(),
        findings=(),
        concerns=(),
        letter=Letter(id=derived_id("letter", "example")),
    )


def one_of_everything() -> VisitContents:
    """A visit with at least one of every kind of entity."""
    first, second, third, fourth = (derived_id("record", name) for name in ("first", "second", "third", "fourth"))
    told, seen, finding = derived_id("told"), derived_id("seen"), derived_id("finding")
    inspector = derived_id("inspector")
    records = (
        Record(
            id=first,
            kind="observation",
            author=inspector,
            day=date(2010, 6, 8),
            start=time_of_day(9, 40),
            title="Duty desk",
            notes="Two calls taken.\nBoth checked.",
            themes=("front-door",),
            order="a0",
            details=Observation(id=first, setting="Duty desk", roles=("customer contact worker",)),
        ),
        Record(
            id=second,
            kind="interview",
            author=inspector,
            title="Social worker",
            order="a1",
            details=Interview(
                id=second,
                role="social worker",
                people=2,
                answers=(
                    Answer(
                        id=answer_id(second, "How often?"),
                        record=second,
                        prompt="How often?",
                        answer="Monthly, mostly cases.",
                        order="a0",
                    ),
                ),
            ),
        ),
        Record(
            id=third,
            kind="case",
            title="EX-014",
            order="a2",
            details=Case(
                id=third,
                reference="EX-014",
                dates={"referral": date(2010, 5, 4), "decision": date(2010, 5, 5)},
                child_seen_on=date(2010, 5, 11),
                manager_sign_off=True,
                checks=(
                    CaseCheck(
                        id=case_check_id(third, "analysis-of-risk"),
                        record=third,
                        check="analysis-of-risk",
                        answer="partly",
                        note="Thin.",
                        order="a0",
                    ),
                ),
            ),
        ),
        Record(
            id=fourth,
            kind="document",
            title="Supervision file",
            order="a3",
            details=Document(id=fourth, type="supervision file", dated=date(2010, 5, 28)),
        ),
    )
    evidence = (
        Evidence(
            id=told,
            record=second,
            author=inspector,
            text="Monthly, mostly cases.",
            source=Source(field=f"answers/{answer_id(second, 'How often?')}", start=0, end=22),
            themes=("supervision",),
            leaning="weakness",
            order="a0",
        ),
        Evidence(id=seen, record=first, text="Both checked.", leaning="strength", order="a1"),
    )
    findings = (
        Finding(
            id=finding,
            category="areas-for-development",
            text="Supervision is mainly concerned with case management.",
            points=("Reflection is missing.",),
            risk=Risk(who="children", of_what="drift", systemic=False),
            order="a0",
            evidence=(
                Link(id=link_id(finding, told), finding=finding, evidence=told, order="a0"),
                Link(
                    id=link_id(finding, seen),
                    finding=finding,
                    evidence=seen,
                    bearing="contradicts",
                    weighed="Concerns calls only.",
                    order="a1",
                ),
            ),
            accepted=(
                Acceptance(
                    id=acceptance_id(finding, "finding-contradicted"),
                    finding=finding,
                    check="finding-contradicted",
                    why="Weighed.",
                    order="a0",
                ),
            ),
        ),
    )
    begun = empty_visit()
    return VisitContents(
        visit=begun.visit,
        inspectors=(Inspector(id=inspector, name="A. Inspector", designation="HMI", lead=True, order="a0"),),
        addressees=(Addressee(id=derived_id("addressee"), name="Ms Director", address=("County Hall",), order="a0"),),
        copies=(Copy(id=derived_id("copy"), role="chief-executive", name="C. Executive", order="a0"),),
        records=records,
        evidence=evidence,
        findings=findings,
        concerns=(Concern(id=derived_id("concern"), case="EX-014", matter="Not seen since.", order="a0"),),
        letter=Letter(id=begun.letter.id, date=date(2010, 7, 6), signatories=(inspector,), wording={"subject": "X"}),
        agreements=(
            Agreement(
                id=agreement_id(finding, inspector), finding=finding, inspector=inspector, agreed=True, order="a0"
            ),
        ),
        moves=(
            Move(
                id=derived_id("move"),
                finding=finding,
                from_category="areas-for-priority-action",
                to_category="areas-for-development",
                why="No child was at immediate risk.",
                by=inspector,
                order="a0",
            ),
        ),
        assignments=(
            Assignment(
                id=assignment_id("supervision", "document"),
                theme="supervision",
                kind="document",
                inspector=inspector,
                order="a0",
            ),
        ),
        next_steps=(NextStep(id=derived_id("next step"), who="The council", what="Sends a plan.", order="a0"),),
        letter_acceptances=(
            LetterAcceptance(
                id=letter_acceptance_id("repeated-word", f"finding:{finding}", "had had"),
                check="repeated-word",
                about=f"finding:{finding}",
                words="had had",
                why="It is meant so.",
                order="a0",
            ),
        ),
        proposals=(
            Proposal(
                id=derived_id("proposal"),
                about=f"finding:{finding}",
                start=15,
                before="mainly",
                after="largely",
                by=inspector,
                order="a0",
            ),
        ),
    )


def large_visit(records: int, *, seed: int = 1, words: int = 170) -> VisitContents:
    """A visit with so many records of about 1 kB, twice as much evidence, and sixty findings on twenty pieces each."""
    chance = random.Random(seed)
    known = [f"word{number}" for number in range(5000)]

    def text(count: int) -> str:
        return " ".join(chance.choice(known) for _ in range(count))

    def interview(number: int, order: str) -> Record:
        record_id = derived_id("large record", str(number))
        return Record(
            id=record_id,
            kind="interview",
            title=f"Interview {number}",
            notes=text(words),
            themes=("supervision",),
            order=order,
            details=Interview(id=record_id, role="social worker"),
        )

    made = tuple(interview(number, order) for number, order in enumerate(orders(records)))
    evidence = tuple(
        Evidence(
            id=derived_id("large evidence", str(number)),
            record=chance.choice(made).id,
            text=text(12),
            themes=("supervision",),
            leaning="weakness",
            order=order,
        )
        for number, order in enumerate(orders(2 * records))
    )

    def finding(number: int) -> Finding:
        finding_id = derived_id("large finding", str(number))
        pieces = chance.sample(evidence, min(20, len(evidence)))
        links = tuple(Link(id=link_id(finding_id, piece.id), finding=finding_id, evidence=piece.id) for piece in pieces)
        return Finding(id=finding_id, category="areas-for-development", text=text(40), evidence=links)

    begun = empty_visit()
    return VisitContents(
        visit=begun.visit,
        inspectors=(),
        addressees=(),
        copies=(),
        records=made,
        evidence=evidence,
        findings=tuple(finding(number) for number in range(60)),
        concerns=(),
        letter=begun.letter,
    )


def made_profile(folder: Path) -> Profile:
    """A profile in this folder."""
    return Profile.create(ProfilePlaces(folder), PASSPHRASE, name="A. Inspector", designation="HMI")


@contextmanager
def opened(profile: Profile, contents: VisitContents | None = None) -> Iterator[OpenVisit]:
    """A visit brought into a profile (an empty one where none is given) and opened; closed at the end."""
    visit = OpenVisit.open(profile, profile.new_visit(contents or empty_visit()))
    try:
        yield visit
    finally:
        visit.close(30)


@contextmanager
def opened_for_once(profile: Profile, contents: VisitContents) -> Iterator[OpenVisit]:
    """The same, and destroyed at the end, for tests that try many."""
    try:
        with opened(profile, contents) as visit:
            yield visit
    finally:
        profile.destroy_visit(contents.visit.id)


def key_of(places: ProfilePlaces, visit_id: str) -> bytes:
    """The raw key of a visit's file, as someone with the passphrase and a database tool would find it."""
    profile_key = read_key(places.passphrase_key, PASSPHRASE)
    with closing(open_by_key(places.profile_db, profile_key)) as raw:
        (key,) = raw.execute("SELECT key FROM visits WHERE id = ?", (visit_id,)).fetchone()
    return bytes(key)


@contextmanager
def raw_file(places: ProfilePlaces, visit_id: str) -> Iterator[Any]:
    """The visit's file behind the program's back."""
    with closing(open_by_key(places.visit_db(visit_id), key_of(places, visit_id))) as raw:
        yield raw


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something holds; fail where it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.005)
