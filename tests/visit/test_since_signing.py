"""What was done since a letter was signed: counted by kind and by inspector, from a log cut by its digest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.visit.change import LogEntry, digest_of_heads
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.ordering import placed_at
from inspector_app.visit.since_signing import DoneSince
from inspector_app.visit.since_signing import since_signing as done_since


@dataclass(frozen=True)
class At:
    id: str
    order: str = "a1"


KINDS = ("record", "evidence", "finding", "link", "signed_letter", "letter")


def entry(seq: int, entity: str, thing: str, field: str | None = "text", value: object = "x", who: str = "me"):
    return LogEntry(
        laptop="here" if who == "me" else "there",
        seq=seq,
        inspector=who,
        clock=f"2010-05-21T14:{seq // 60:02}:{seq % 60:02}.000000Z/0",
        action="write",
        step=seq,
        undoes=None,
        entity=entity,
        id=thing,
        field=field,
        value=value,
        parent=None,
        hash=f"{who} {seq}",
    )


def digest(log) -> str:
    heads = {each.laptop: (each.laptop, each.seq, each.hash) for each in log}
    return digest_of_heads(heads.values())


def since_signing(log, signed_letter: str, log_digest: str, heads=None) -> tuple[DoneSince, ...] | None:
    signed = SignedLetter(
        id=signed_letter, version=1, signed_at="", signed_by="", pdf_sha256="", log_digest=log_digest, heads=heads or {}
    )
    return done_since(log, signed)


def sealed(seq: int) -> LogEntry:
    return entry(seq, "signed_letter", "signed", None, {})


def test_each_thing_is_counted_once_by_what_became_of_it() -> None:
    before = [entry(1, "record", "r", None, {}), entry(2, "finding", "f", None, {})]
    later = [
        entry(4, "record", "r"),
        entry(5, "record", "r", "label"),
        entry(6, "interview", "n", None, {}),
        entry(7, "record", "n", None, {}),
        entry(8, "record", "n", "notes"),
        entry(9, "finding", "f", "text"),
        entry(10, "finding", "f", "deleted", True),
        entry(11, "letter", "l", "state", "issued"),
        entry(12, "issuing", "i", None, {}),
    ]
    (done,) = since_signing([*before, sealed(3), *later], "signed", digest(before))
    assert done.counts == {("changed", "record"): 1, ("added", "record"): 1, ("removed", "finding"): 1}
    assert done.in_words("Joan Dennis") == "Joan Dennis added 1 record, changed 1 record and removed 1 finding"
    assert done.last == later[6].at


def test_what_was_written_while_the_letter_was_being_made_came_after_it() -> None:
    before = [entry(1, "record", "r", None, {})]
    meanwhile = [entry(2, "record", "r")]
    (done,) = since_signing([*before, *meanwhile, sealed(3)], "signed", digest(before))
    assert done.counts == {("changed", "record"): 1}


def test_entries_that_came_in_from_another_laptop_or_are_gone_are_found() -> None:
    before = [entry(1, "record", "r", None, {}), entry(2, "record", "r")]
    log = [*before, sealed(3)]
    assert since_signing(log, "signed", digest(before)) == ()
    assert since_signing([entry(1, "record", "t", None, {}, "you"), *log], "signed", digest(before)) is None
    assert since_signing([before[0], replace(before[1], hash="other"), sealed(3)], "signed", digest(before)) is None
    assert since_signing(log, "other", digest(before)) is None


def test_what_a_colleague_wrote_without_knowing_is_told_by_when_it_was_written() -> None:
    before = [entry(1, "record", "r", None, {}), entry(1, "record", "t", None, {}, "you")]
    early = entry(2, "record", "u", None, {}, "you")
    late = [
        entry(4, "taking", "k", None, {}),
        entry(5, "record", "t", "notes", "x", "you"),
        entry(6, "hold", "h", None),
    ]
    late.append(entry(7, "finding", "f", "order", placed_at([At("e"), At("f")], ["n"], 1)["f"]))
    known = {"here": 1, "there": 1}
    log = [*before, early, sealed(3), *late]
    changed, added = sorted(since_signing(log, "signed", digest(before), known), key=lambda done: done.taken_in_later)
    assert (changed.inspector, changed.counts, changed.taken_in_later) == ("you", {("changed", "record"): 1}, False)
    assert (added.inspector, added.counts, added.taken_in_later) == ("you", {("added", "record"): 1}, True)
    assert since_signing([*before, sealed(3)], "signed", digest(before), known) == ()
    assert since_signing([before[0], sealed(3)], "signed", digest(before), known) is None
    assert since_signing(log, "signed", digest(before), {"here": 1, "there": 2}) is None
    assert since_signing([replace(before[0], hash="other"), *log[1:]], "signed", digest(before), known) is None


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"), st.booleans()), max_size=12), st.data())
@settings(max_examples=50)
def test_nothing_is_told_only_where_nothing_but_the_letter_was_touched(acts, data) -> None:
    log = [
        entry(seq, kind, thing, None if made else "text")
        for seq, (kind, thing, made) in enumerate([("record", "r", True), *acts], 1)
        if (kind, made) != ("signed_letter", True)
    ]
    log = [replace(each, seq=seq) for seq, each in enumerate(log, 1)]
    cut = data.draw(st.integers(1, len(log)))
    whole = [*log[:cut], replace(sealed(cut + 1)), *(replace(each, seq=each.seq + 1) for each in log[cut:])]
    done = since_signing(whole, "signed", digest(log[:cut]))
    touched = {each.entity for each in log[cut:]} - {"letter", "signed_letter"}
    assert (done == ()) == (not touched)
    assert {kind for each in done for _, kind in each.counts} == touched
