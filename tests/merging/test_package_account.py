"""What a package brings, by kind, before anything of it is taken in."""

from __future__ import annotations

from histories import Laptop

from inspector_app.merging.kinds import KINDS, Things, is_whole
from inspector_app.merging.package_account import KindAccount, PackageAccount, account_of
from inspector_app.visit.change import LogEntry
from inspector_app.visit.entities import ENTITIES


def brought(giver: Laptop, taker: Laptop) -> PackageAccount:
    """The account of what one laptop has that the other lacks, from what the other has about the same things."""
    new = [entry for name, entry in giver.log.items() if name not in taker.log]
    about = {(entry.entity, entry.id) for entry in new}
    return account_of(new, [entry for entry in taker.log.values() if (entry.entity, entry.id) in about])


def begun() -> tuple[Laptop, Laptop]:
    """Two laptops with the same visit: an interview with an answer, a case, evidence, and two findings."""
    first, second = Laptop("laptop-a"), Laptop("laptop-b")
    first.make("visit", "visit-1", {"authority_name": "Exampleshire"})
    first.make("record", "talk", {"kind": "interview", "title": "Social worker"})
    first.make("interview", "talk", {})
    first.make("answer", "often", {"record": "talk", "prompt": "How often?", "answer": ""})
    first.make("record", "file", {"kind": "case", "title": "a case"})
    first.make("case", "file", {"reference": "EX-014"})
    first.make("evidence", "e1", {"record": "talk", "text": "Monthly."})
    first.make("finding", "f1", {"text": "Supervision is regular."})
    first.make("finding", "f2", {"text": "Calls are checked."})
    second.take(first.log)
    return first, second


def test_a_thing_is_called_as_its_latest_entry_calls_it_also_where_that_is_here() -> None:
    first, second = begun()
    second.set("finding", "f1", "text", "Theirs, written first.")
    first.set("finding", "f1", "category", "strengths")
    for number in range(3):
        first.set("finding", "f1", "text", f"Ours, written later {number}.")
    assert [line.name for line in brought(second, first).lines] == ["Ours, written later 2."]


def test_parts_count_with_their_thing_and_each_thing_once() -> None:
    first, second = begun()
    first.set("answer", "often", "answer", "Monthly.")
    first.set("record", "talk", "title", "Social worker, 18 months in post")
    first.make("check", "risk", {"record": "file", "check": "analysis-of-risk", "answer": "met"})
    first.make("record", "desk", {"kind": "observation", "title": "Duty\ndesk"})
    first.make("observation", "desk", {})
    first.make("link", "l1", {"finding": "f1", "evidence": "e1"})
    first.set("finding", "f2", "deleted", True)
    first.make("attachment", "a1", {"record": "desk", "name": "rota.pdf"})
    first.make("attachment_text", "a1", {"text": "…"})
    first.make("concern", "c1", {"case": "EX-014", "matter": "Not seen since."})
    first.make("draw", "d1", {"frame": "x"})
    account = brought(first, second)
    assert [(line.kind, line.what, line.name) for line in account.lines] == [
        ("observation", "new", "Duty desk"),
        ("interview", "changed", "Social worker, 18 months in post"),
        ("case", "changed", ""),
        ("attachment", "new", "rota.pdf"),
        ("finding", "changed", ""),
        ("finding", "removed", "Calls are checked."),
        ("concern", "new", "EX-014"),
        ("sampling", "new", ""),
    ]
    assert account.by_kind["finding"] == KindAccount(changed=1, removed=1)
    assert set(account.by_kind) < set(KINDS)


def test_what_is_here_already_is_not_new_and_what_came_and_went_is_not_told() -> None:
    first, second = begun()
    first.make("record", "gone", {"kind": "document", "title": "Never mind"})
    first.set("record", "gone", "deleted", True)
    first.set("finding", "f1", "deleted", True)
    first.set("finding", "f1", "deleted", False)
    first.set("record", "file", "kind", "document")
    first.make("check", "risk", {"record": "file", "check": "analysis-of-risk", "answer": "met"})
    second.make("check", "risk", {"record": "file", "check": "analysis-of-risk", "answer": "partly"})
    account = brought(first, second)
    assert [(line.kind, line.id, line.what) for line in account.lines] == [
        ("document", "file", "changed"),
        ("finding", "f1", "changed"),
    ]
    assert brought(second, second).lines == ()
    assert {line.what for line in brought(first, Laptop("laptop-c")).lines} == {"new"}


def test_every_entity_counts_as_something_but_what_was_taken_in() -> None:
    made = {
        entity: LogEntry("a", 1, "a", "", "", 1, None, entity, "x", None, {"record": "r", "finding": "f"}, None, "")
        for entity in ENTITIES
    }
    assert [entity for entity, entry in made.items() if Things([entry]).of(entry) is None] == ["record", "taking"]
    assert is_whole("record")
    assert not is_whole("observation")
    assert not is_whole("link")
    strange = LogEntry("a", 1, "a", "", "", 1, None, "record", "x", None, {"kind": ["case"]}, None, "")
    assert "case" not in account_of([strange], []).by_kind
