"""The receipt of what two laptops have exchanged of one visit: in a window it is made in the background."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.merging.receipt import receipt_of
from inspector_app.merging.receipt_text import receipt_text
from inspector_app.merging.signed_heads import newest
from inspector_app.open_visit import OpenVisit


@dataclass(frozen=True, slots=True)
class ExchangeReceipt:
    """A receipt: its text, which both laptops make byte for byte alike, and how many changes are here that it does not
    reach, for they were not given yet."""

    text: str
    not_given: int


def receipt(visit: OpenVisit, colleague: str | None = None) -> ExchangeReceipt | None:
    """Return the receipt of what this laptop and a colleague's (a laptop's id; None: the one whose package was taken in
    last) have exchanged, None until both a package was given and one of theirs taken in.

    Both laptops make it byte for byte alike once each has taken what the other gave.
    """
    taken = visit.exchange.statements("taken")
    other = colleague or (str(taken[-1]["laptop"]) if taken else "")
    given = newest(visit.exchange.statements("given"))
    theirs = newest(each for each in taken if each["laptop"] == other)
    if given is None or theirs is None:
        return None
    upto: dict[str, tuple[int, str]] = {}
    for head in (*given.heads, *theirs.heads):
        upto[head.laptop] = max(upto.get(head.laptop, (0, "")), (head.seq, head.hash))
    text = receipt_text(receipt_of((given, theirs), visit.exchange.entries(upto, {})))
    return ExchangeReceipt(text, visit.exchange.not_given({laptop: seq for laptop, (seq, _) in upto.items()}))
