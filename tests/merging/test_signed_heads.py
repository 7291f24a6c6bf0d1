"""What a laptop signs when it gives: nothing in it can be another, and it comes back from plain values as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from made_identities import PASSWORD, made_pkcs12

from inspector_app.errors import ForgedPackage, IdentityFault
from inspector_app.merging.signed_heads import (
    Head,
    SignedHeads,
    check_signed_heads,
    from_json,
    sign_heads,
    statement_bytes,
    to_json,
)

HEADS = (Head("laptop-b", 7, "b" * 64), Head("laptop-a", 41, "a" * 64))


def signed_by(kind: str = "curve", *, beside: bool = False) -> SignedHeads:
    pkcs12 = made_pkcs12("A. Inspector", kind, beside=beside)  # type: ignore[arg-type]
    return sign_heads("visit-1", "laptop-a", "inspector-1", HEADS, pkcs12=pkcs12, password=PASSWORD)


@pytest.mark.parametrize("kind", ["rsa", "curve"])
def test_what_was_signed_fits_and_nothing_else_does(kind: str) -> None:
    signed = signed_by(kind)
    check_signed_heads(signed)
    assert [head.laptop for head in signed.heads] == ["laptop-a", "laptop-b"]
    first, second = signed.heads
    forged = [
        replace(signed, visit="visit-2"),
        replace(signed, laptop="laptop-b"),
        replace(signed, inspector="inspector-2"),
        replace(signed, heads=(first,)),
        replace(signed, heads=(first, replace(second, seq=8))),
        replace(signed, heads=(first, replace(second, hash="c" * 64))),
        replace(signed, heads=(*signed.heads, Head("laptop-c", 1, "c" * 64))),
        replace(signed, signature=signed.signature[:-1] + bytes([signed.signature[-1] ^ 1])),
        replace(signed, signature=b""),
        replace(signed, certificate=signed_by("rsa" if kind == "curve" else "curve").certificate),
        replace(signed, certificate=b"no certificate"),
    ]
    for each in forged:
        with pytest.raises(ForgedPackage) as refused:
            check_signed_heads(each)
        assert refused.value.next_step


def test_a_key_that_cannot_sign_it_is_refused_in_a_sentence() -> None:
    with pytest.raises(IdentityFault):
        signed_by("edwards")


def test_the_statement_is_one_line_whatever_the_order_of_the_heads() -> None:
    one = statement_bytes("v", "l", "i", HEADS)
    assert one == statement_bytes("v", "l", "i", HEADS[::-1])
    assert one.count(b"\n") == 1
    assert one.endswith(b"\n")
    assert json.loads(one)["format"] == "inspector-heads/1"


def test_it_comes_back_from_plain_values() -> None:
    signed = signed_by(beside=True)
    assert len(signed.others) == 1
    kept = json.loads(json.dumps(to_json(signed)))
    assert from_json(kept) == signed
    check_signed_heads(from_json(kept))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "inspector-heads/2"),
        ("visit", 1),
        ("heads", {"a": 1}),
        ("heads", [["laptop-a", True, "a" * 64]]),
        ("heads", [["laptop-a", -1, "a" * 64]]),
        ("heads", [["laptop-a", 1, "A" * 64]]),
        ("heads", [["laptop-a", 1]]),
        ("heads", [["laptop-a", 1, "a" * 64], ["laptop-a", 2, "a" * 64]]),
        ("heads", [["laptop-b", 1, "a" * 64], ["laptop-a", 2, "a" * 64]]),
        ("certificate", "é"),
        ("certificate", "AAA"),
        ("signature", "A" * 40_000),
        ("others", ["AAAA"] * 21),
        ("others", None),
    ],
)
def test_other_values_are_refused(name: str, value: object) -> None:
    values = to_json(signed_by())
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({**values, name: value})
    with pytest.raises(KeyError):
        from_json({key: kept for key, kept in values.items() if key != name})
