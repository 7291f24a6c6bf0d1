"""How a record was written down: at the time, copied from paper, or from memory; and why that cannot be unsaid.

Text that was lost and rewritten from memory once stood as evidence like any other (`domain.md` §2). So what is copied
from paper notes keeps the time on the paper and counts as first-hand, what is written from memory is shown as such
wherever it is shown or counted, and neither label is taken away again: it can only be explained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector_app.errors import LabelStays
from inspector_app.visit.entities import Written


@dataclass(frozen=True, slots=True)
class WrittenLabel:
    """The words of a label: `said` on a form, `short` on a card, `tag` on a row, `noted` in a line of facts."""

    said: str
    short: str
    tag: str
    noted: str


LABELS: Mapping[Written, WrittenLabel] = {
    "at-the-time": WrittenLabel("Written at the time", "", "", ""),
    "from-paper": WrittenLabel("Copied from paper", "from paper", "paper", "copied from paper notes"),
    "from-memory": WrittenLabel("Written from memory", "from memory", "memory", "written from memory"),
}
"""The labels, from the one that says least against what is written to the one that says most."""

_RANK = {written: rank for rank, written in enumerate(LABELS)}


def is_first_hand(written: Written) -> bool:
    """Say whether it was written while it happened, on paper or here."""
    return written != "from-memory"


def may_become(before: Written, after: Written) -> bool:
    """Say whether a record's label may be changed so: never to one that says less (own reading of `domain.md` §2).

    What was taken for a copy from paper may still be owned up to as written from memory.
    """
    return _RANK[after] >= _RANK[before]


def label_in_words(written: Written, paper_id: str | None = None, explained: str | None = None) -> str:
    """Return the label in a line of facts, with the form that it was copied from and why; empty: at the time."""
    noted = LABELS[written].noted
    if noted and paper_id:
        noted = f"{noted}, form {paper_id}"
    why = (explained or "").strip()
    return f"{noted} ({why})" if noted and why else noted


def counted_in_words(from_paper: int, from_memory: int) -> str:
    """Return what a count must say of its labels ("2 from memory, 1 from paper"), or nothing."""
    amounts = ((from_memory, LABELS["from-memory"]), (from_paper, LABELS["from-paper"]))
    return ", ".join(f"{count} {label.short}" for count, label in amounts if count)


def refuse_milder(before: Written, after: Written) -> None:
    """Raise LabelStays where a record's label would be taken away."""
    if not may_become(before, after):
        said = LABELS[before].said.lower()
        raise LabelStays(
            f"This record is marked as {said}; that stays with it.",
            "Say beside the label how it came about. Where it was chosen by mistake just now, undo takes it back.",
        )


def refuse_mixing(written: Written, into: Written) -> None:
    """Raise LabelStays where words of one record would go into another, whose label says less of them."""
    if not may_become(written, into):
        said = LABELS[written].said.lower()
        raise LabelStays(
            f"What is marked as {said} does not go into a record that is not: nobody could tell it from the rest.",
            "File it as a record of its own.",
        )
