"""Two laptops' stores: findings put in one place by both, and a letter signed by one while the other goes on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from made_visits import PASSPHRASE, one_of_everything, opened

from inspector_app.gui.judgement.acts import move_findings, new_finding
from inspector_app.letter.digest_code import short_code
from inspector_app.letter_verifying import evidence_of_code
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Step, digest_of_heads
from inspector_app.visit.entities import Finding
from inspector_app.visit.package import Package
from inspector_app.visit.since_signing import since_signing

CATEGORY = one_of_everything().findings[0].category
RECORD = one_of_everything().records[0].id


def package_of(visit: OpenVisit, after: Mapping[str, int]) -> Package:
    heads = visit.exchange.heads()
    entries = visit.exchange.entries(heads, after)
    ends = [[laptop, seq, last] for laptop, (seq, last) in sorted(heads.items())]
    return Package(
        visit=visit.id,
        authority="",
        days=(),
        giver=visit.laptop,
        inspector=visit.me,
        name="",
        given_at="2010-04-20T17:00:00+01:00",
        heads=heads,
        after=after,
        entries=entries,
        signed={"laptop": visit.laptop, "heads": ends, "signature": digest_of_heads(map(tuple, ends))},
        letters=visit.exchange.letters(entries),
    )


def meet(one: OpenVisit, other: OpenVisit) -> None:
    given = [package_of(each, {}) for each in (one, other)]
    one.exchange.take(given[1]).result(20)
    other.exchange.take(given[0]).result(20)


def findings_of(visit: OpenVisit) -> list[Finding]:
    return [finding for finding in visit.contents().findings if finding.category == CATEGORY]


def order_of(visit: OpenVisit) -> list[str]:
    return [finding.id for finding in findings_of(visit)]


def write(visit: OpenVisit, step: Step | None) -> None:
    assert step is not None
    visit.write(step).result(20)


def test_findings_keep_their_order_and_a_signed_letter_knows_what_it_covers(tmp_path: Path) -> None:
    with ExitStack() as stack:
        profiles = [
            stack.enter_context(Profile.create(ProfilePlaces(tmp_path / each), PASSPHRASE, name=each, designation=""))
            for each in ("A. Inspector", "B. Inspector")
        ]
        mine = stack.enter_context(opened(profiles[0], one_of_everything()))
        theirs = OpenVisit.open(profiles[1], profiles[1].join_visit(package_of(mine, {})))
        stack.callback(theirs.close, 30)
        first = order_of(mine)[0]

        for visit, made in ((mine, "x"), (theirs, "y")):
            write(visit, new_finding(made, CATEGORY, [], findings_of(visit), 1))
        meet(mine, theirs)
        assert order_of(mine) == order_of(theirs) == [first, "x", "y", *order_of(mine)[3:]]
        assert len({finding.order for finding in findings_of(mine)[1:3]}) == 1, "both are at one place"

        write(mine, new_finding("z", CATEGORY, [], findings_of(mine), 2))
        write(theirs, move_findings([findings_of(theirs)[0]], CATEGORY, findings_of(theirs), 2))
        keys = {finding.id: finding.order for finding in findings_of(mine)}
        mine.undo().result(20)
        assert order_of(mine)[:3] == [first, "x", "y"]
        mine.redo().result(20)
        assert {finding.id: finding.order for finding in findings_of(mine)} == keys
        assert order_of(mine)[:4] == [first, "x", "z", "y"]
        assert order_of(theirs)[:3] == ["x", first, "y"]
        meet(mine, theirs)
        assert order_of(mine) == order_of(theirs)
        left = [each for each in order_of(mine) if each != first]
        assert left[:3] == ["x", "z", "y"]
        assert order_of(mine).index("x") < order_of(mine).index(first) < order_of(mine).index("y")

        write(theirs, steps.set_field("record", RECORD, "notes", "Two calls taken."))
        heads = mine.exchange.heads()
        digest = digest_of_heads((laptop, seq, last) for laptop, (seq, last) in heads.items())
        assert digest == mine.log_digest()
        known = {laptop: seq for laptop, (seq, _) in heads.items()}
        at = "2010-07-06T10:00:00+01:00"
        mine.seal(b"%PDF", signed_by=mine.me, signed_at=at, log_digest=digest, heads=known)
        write(theirs, steps.set_field("finding", "y", "text", "Supervision is irregular."))
        (signed,) = mine.signed_letters()
        assert since_signing(mine.history(), signed) == ()
        assert evidence_of_code(mine, short_code(digest)).as_it_was
        assert "as far as this laptop has taken it in" in evidence_of_code(theirs, short_code(digest)).sentence
        meet(mine, theirs)
        for visit in (mine, theirs):
            done = since_signing(visit.history(), visit.signed_letters()[0])
            assert done is not None
            told = {each.taken_in_later: (each.inspector, dict(each.counts)) for each in done}
            assert told[True] == (theirs.me, {("changed", "record"): 1})
            assert told[False] == (theirs.me, {("changed", "finding"): 1})
            said = evidence_of_code(visit, short_code(digest)).sentence
            assert "B. Inspector changed 1 record, last on" in said
            assert (
                ", written before the letter was signed by the clock of their laptop, and taken in after it; "
                "B. Inspector changed 1 finding" in said
            )
