"""The receipt of an exchange as plain text: lines that end with LF, and nothing that depends on who writes them."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from inspector_app.merging.kinds import KINDS
from inspector_app.merging.receipt import Counts, Giver, Receipt
from inspector_app.visit.names import in_words, visit_dates_in_words

_ORDINALS = ("First laptop", "Second laptop")
_COLUMNS = ("first only", "second only", "both", "otherwise", "in all")
_WIDE, _NARROW = 26, 13
_WIDTH = 100
_BASE64_WIDTH = 76
_CHECKING = """\
Each laptop signed a statement of where the chains of the log ended when it gave. To check a signature, save from
below, as three files: the statement (the line that begins with a brace, with its line’s end) as statement.txt, the
signature as signature.txt, and the certificate with its first and last line as certificate.pem. Then:

openssl base64 -d -in signature.txt -out signature.bin
openssl x509 -in certificate.pem -noout -pubkey > key.pem
openssl dgst -sha256 -verify key.pem -signature signature.bin statement.txt
"""


def receipt_text(receipt: Receipt) -> str:
    """Return the receipt in words, with the signatures at its end."""
    return "\n".join(line.rstrip() for line in _lines(receipt)) + "\n"


def _lines(receipt: Receipt) -> Iterator[str]:
    yield "RECEIPT"
    yield "What two laptops hold of one visit, each having taken in what the other gave."
    yield ""
    yield _labelled("Visit", ", ".join(filter(None, (receipt.authority, visit_dates_in_words(receipt.days)))))
    yield _labelled("Its id", receipt.visit_id)
    yield from _hash_lines("Digest of the log", receipt.digest)
    for ordinal, giver in zip(_ORDINALS, receipt.givers, strict=True):
        yield ""
        yield ordinal.upper()
        yield from _giver_lines(giver)
    yield ""
    yield "WHERE EACH THING WAS WRITTEN"
    yield from _table(receipt)
    yield ""
    yield "A thing counts wherever it was begun, changed or removed; “otherwise”: on a third laptop, with or without"
    yield "one of the two."
    yield ""
    yield from textwrap.wrap(_both_wrote(receipt), _WIDTH)
    yield ""
    yield "THE SIGNATURES"
    yield from _CHECKING.split("\n")
    for ordinal, giver in zip(_ORDINALS, receipt.givers, strict=True):
        yield f"SIGNED BY THE {ordinal.upper()}"
        yield giver.signed.statement.decode().removesuffix("\n")
        yield ""
        yield from _base64_lines(giver.signed.signature)
        yield ""
        yield "-----BEGIN CERTIFICATE-----"
        yield from textwrap.wrap(b64encode(giver.signed.certificate).decode(), 64)
        yield "-----END CERTIFICATE-----"
        if giver is not receipt.givers[-1]:
            yield ""


def _giver_lines(giver: Giver) -> Iterator[str]:
    yield _labelled("Inspector", giver.name or "not in the team of the visit yet")
    yield _labelled("Laptop", giver.laptop[:8])
    yield _labelled("Phrase of identity", giver.phrase)
    when = giver.last_at
    if when is None:
        yield _labelled("Last entry", "none: nothing was written on it")
    else:
        instant = f"{in_words(when.date())}, {when:%H:%M:%S} UTC by its own clock"
        yield _labelled("Last entry", f"number {giver.head.seq}, written {instant}")
        yield from _hash_lines("Its hash", giver.head.hash)
    yield _labelled("Its signature", _in_fours(sha256(giver.signed.signature).hexdigest()[:16]))


def _table(receipt: Receipt) -> Iterator[str]:
    yield _row("", _COLUMNS)
    for kind, words in KINDS.items():
        yield _counts_row(words, receipt.counts[kind])
    counts = receipt.counts.values()
    yield _counts_row(
        "in all",
        Counts(
            sum(each.only_first for each in counts),
            sum(each.only_second for each in counts),
            sum(each.both for each in counts),
            sum(each.others for each in counts),
        ),
    )


def _counts_row(words: str, counts: Counts) -> str:
    amounts = (counts.only_first, counts.only_second, counts.both, counts.others, counts.all)
    return _row(words, [str(amount) for amount in amounts])


def _row(words: str, cells: tuple[str, ...] | list[str]) -> str:
    return words.ljust(_WIDE) + "".join(cell.rjust(_NARROW) for cell in cells)


def _both_wrote(receipt: Receipt) -> str:
    waiting, chosen = receipt.both_wrote_open, receipt.both_wrote_chosen
    if not waiting and not chosen:
        return "Nothing was written in one place on several laptops without their having seen one another’s words."
    return (
        "Places in which several laptops wrote without having seen one another’s words: "
        f"{waiting} waiting for a choice, {chosen} chosen."
    )


def _in_fours(digest: str) -> str:
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _hash_lines(label: str, digest: str) -> Iterator[str]:
    yield _labelled(label, _in_fours(digest[:32]))
    yield _labelled("", _in_fours(digest[32:]))


def _labelled(label: str, words: str) -> str:
    return f"{label:<{_WIDE}}{words}"


def _base64_lines(content: bytes) -> list[str]:
    return textwrap.wrap(b64encode(content).decode(), _BASE64_WIDTH)
