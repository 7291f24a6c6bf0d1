"""The receipt of an exchange: the same bytes on both laptops, right counts, and signatures that openssl verifies."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from histories import Laptop
from hypothesis import given, settings
from hypothesis import strategies as st
from made_identities import PASSWORD, made_pkcs12

from inspector_app.merging.receipt import Counts, receipt_of
from inspector_app.merging.receipt_text import receipt_text
from inspector_app.merging.signed_heads import Head, SignedHeads, sign_heads
from inspector_app.visit.change import LogEntry, digest_of_heads
from inspector_app.visit.registers import name_of

NAMES = {"laptop-a": "A. Inspector", "laptop-b": "B. Inspector", "laptop-c": "C. Inspector"}


def begun(name: str = "laptop-a") -> Laptop:
    """A laptop on which a visit was begun, with one observation."""
    laptop = Laptop(name)
    laptop.make("visit", "visit-1", {"authority_name": "Exampleshire", "days": ["2010-06-08", "2010-06-09"]})
    laptop.make("inspector", name, {"name": NAMES[name]})
    laptop.make("record", "desk", {"kind": "observation", "title": "Duty desk", "notes": ""})
    laptop.make("observation", "desk", {})
    return laptop


def joined(name: str, other: Laptop) -> Laptop:
    """A laptop that joins the visit from another one's package."""
    laptop = Laptop(name, wrong_by=-30)
    laptop.take(other.log)
    laptop.make("inspector", name, {"name": NAMES[name]})
    return laptop


def gives(laptop: Laptop, kind: str = "curve") -> SignedHeads:
    """What a laptop signs when it gives now."""
    heads = [Head(each, seq, laptop.log[f"{each}:{seq}"].hash) for each, seq in laptop.heads().items()]
    pkcs12 = made_pkcs12(NAMES[laptop.name], kind)  # type: ignore[arg-type]
    return sign_heads("visit-1", laptop.name, laptop.name, heads, pkcs12=pkcs12, password=PASSWORD)


def common(laptop: Laptop, *signed: SignedHeads) -> list[LogEntry]:
    """The entries that both laptops have: those up to the heads that either signed."""
    upto: dict[str, int] = {}
    for head in (head for each in signed for head in each.heads):
        upto[head.laptop] = max(upto.get(head.laptop, 0), head.seq)
    return [entry for entry in laptop.log.values() if entry.seq <= upto.get(entry.laptop, 0)]


def exchanged() -> tuple[Laptop, Laptop, SignedHeads, SignedHeads]:
    """Two laptops that have given to each other, after a third one had joined: both wrote in one field."""
    first = begun()
    second, third = joined("laptop-b", first), joined("laptop-c", first)
    first.set("record", "desk", "notes", "Two calls.")
    first.make("finding", "f1", {"category": "strengths", "text": "Calls are checked."})
    second.set("record", "desk", "notes", "Three calls.")
    second.make("record", "talk", {"kind": "interview", "title": "Social worker"})
    second.make("interview", "talk", {})
    second.make("answer", "often", {"record": "talk", "prompt": "How often?", "answer": "Monthly."})
    third.make("concern", "c1", {"case": "EX-014", "matter": "Not seen since."})
    first.take(third.log)
    one = gives(first)
    second.take(first.log)
    second.choose("record", "desk", "notes", "Two calls.\nThree calls.")
    second.make("link", "l1", {"finding": "f1", "evidence": "e1"})
    other = gives(second)
    first.take(second.log)
    first.set("record", "desk", "title", "Duty desk, afterwards")
    return first, second, one, other


def test_both_laptops_make_the_same_receipt_and_it_counts_rightly() -> None:
    first, second, one, other = exchanged()
    receipt = receipt_of((one, other), common(first, one, other))
    text = receipt_text(receipt)
    assert text == receipt_text(receipt_of((other, one), common(second, one, other)))
    assert receipt.authority == "Exampleshire"
    assert [giver.name for giver in receipt.givers] == ["A. Inspector", "B. Inspector"]
    assert {kind: counts for kind, counts in receipt.counts.items() if counts.all} == {
        "observation": Counts(both=1),
        "interview": Counts(only_second=1),
        "finding": Counts(both=1),
        "concern": Counts(others=1),
        "visit": Counts(only_first=2, only_second=1, others=1),
    }
    assert (receipt.both_wrote_open, receipt.both_wrote_chosen) == (0, 1)
    heads = {each: (seq, first.log[f"{each}:{seq}"].hash) for each, seq in second.heads().items()}
    assert receipt.digest == digest_of_heads((each, *head) for each, head in heads.items())
    assert "Exampleshire, 8 and 9 June 2010" in text
    assert receipt.givers[0].phrase in text
    assert text.endswith("-----END CERTIFICATE-----\n")
    assert "\r" not in text
    assert not any(line != line.rstrip() or "mine" in line.split() for line in text.split("\n"))


def test_what_waits_for_a_choice_is_counted_a_removal_that_was_overruled_too() -> None:
    first = begun()
    second = joined("laptop-b", first)
    first.set("record", "desk", "notes", "Two calls.")
    second.set("record", "desk", "notes", "Three calls.")
    first.make("record", "talk", {"kind": "interview", "title": "Social worker"})
    second.take(first.log)
    first.set("record", "talk", "deleted", True)
    second.make("answer", "often", {"record": "talk", "prompt": "How often?", "answer": "Monthly."})
    one, other = gives(first), gives(second)
    first.take(second.log)
    receipt = receipt_of((one, other), common(first, one, other))
    assert (receipt.both_wrote_open, receipt.both_wrote_chosen) == (2, 0)
    assert "2 waiting for a choice, 0 chosen" in " ".join(receipt_text(receipt).split())


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_who_makes_it_and_in_which_order_the_log_came_together_does_not_matter(data: st.DataObject) -> None:
    first = begun()
    laptops = {"laptop-a": first, "laptop-b": joined("laptop-b", first), "laptop-c": joined("laptop-c", first)}
    signed: dict[str, SignedHeads] = {}
    for number, (name, act) in enumerate(
        data.draw(st.lists(st.tuples(st.sampled_from(sorted(laptops)), st.integers(0, 5)), max_size=12))
    ):
        laptop, thing = laptops[name], ("record", "desk")
        other = data.draw(st.sampled_from(sorted(laptops.keys() - {name})))
        match act:
            case 0:
                laptop.set(*thing, "notes", f"note {number}")
            case 1:
                laptop.set(*thing, "deleted", bool(number % 2))
            case 2:
                laptop.make("finding", f"f{number % 3}", {"text": f"text {number}"})
            case 3 if len(laptop.state()[thing].heads("notes")) > 1:
                laptop.choose(*thing, "notes", f"chosen {number}")
            case _:
                laptop.take(laptops[other].log)
    a, b = laptops["laptop-a"], laptops["laptop-b"]
    signed["a"] = gives(a)
    b.take(a.log)
    signed["b"] = gives(b)
    a.take(b.log)
    a.set("record", "desk", "notes", "later")
    pair = (signed["a"], signed["b"])
    theirs = data.draw(st.permutations(common(b, *pair)))
    assert {name_of(entry) for entry in theirs} == {name_of(entry) for entry in common(a, *pair)}
    assert receipt_text(receipt_of(pair, common(a, *pair))) == receipt_text(receipt_of(pair[::-1], theirs))


def test_a_laptop_that_wrote_nothing_and_a_name_of_several_lines_are_no_trouble() -> None:
    first = begun()
    first.set("inspector", "laptop-a", "name", "A.\nInspector")
    one = gives(first)
    other = replace(one, laptop="laptop-z", inspector="nobody")
    receipt = receipt_of((other, one), common(first, one))
    assert [giver.name for giver in receipt.givers] == ["A. Inspector", ""]
    assert receipt.givers[1].head == Head("laptop-z", 0, "0" * 64)
    assert "nothing was written on it" in receipt_text(receipt)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_verifies_the_signatures_as_the_receipt_says(tmp_path: Path) -> None:
    first = begun()
    second = joined("laptop-b", first)
    one, other = gives(first, "rsa"), gives(second)
    text = receipt_text(receipt_of((one, other), common(second, one, other)))
    signed = re.findall(r"(\{.*\}\n)\n([A-Za-z0-9+/=\n]+?)\n\n(-----BEGIN[^#]+?END CERTIFICATE-----\n)", text)
    assert len(signed) == 2
    for statement, signature, certificate in signed:
        (tmp_path / "statement.txt").write_text(statement, newline="")
        (tmp_path / "signature.txt").write_text(signature + "\n", newline="")
        (tmp_path / "certificate.pem").write_text(certificate, newline="")
        commands = [line for line in text.split("\n") if line.startswith("openssl ")]
        assert len(commands) == 3
        ended = [subprocess.run(each, shell=True, cwd=tmp_path, capture_output=True, text=True) for each in commands]
        assert [each.returncode for each in ended] == [0, 0, 0], [each.stderr for each in ended]
        assert "Verified OK" in ended[-1].stdout
        (tmp_path / "statement.txt").write_text(statement.replace("visit-1", "visit-2"), newline="")
        assert subprocess.run(commands[-1], shell=True, cwd=tmp_path, capture_output=True).returncode != 0
