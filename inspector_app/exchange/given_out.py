"""What was written for another program: how much of what, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector_app.visit.names import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """What a file holds: `counts` by its words in the plural; sentences on what was said in confidence and on names;
    `left_out`, the pieces of evidence that are in it without their words as said in confidence, and
    `left_out_as_telling`, the passages that are not in it since they tell who somebody is."""

    counts: Mapping[str, int]
    confidence: str
    names: str
    left_out: int
    left_out_as_telling: int

    @property
    def words(self) -> str:
        """What it holds: "175 pieces of evidence, 14 findings and 1 case"."""
        return joined(
            [f"{count} {_ONE.get(what, what) if count == 1 else what}" for what, count in self.counts.items()]
        )

    @property
    def left_out_in_short(self) -> str:
        """What was left out, in half a line: the sentences say more."""
        pieces, passages = self.left_out, self.left_out_as_telling
        confided = f"{pieces} confided {'piece' if pieces == 1 else 'pieces'}"
        telling = f"{passages} {'passage that tells' if passages == 1 else 'passages that tell'} who somebody is"
        return f"Left out: {confided}, {telling}."


_ONE = {
    "pieces of evidence": "piece of evidence",
    "findings": "finding",
    "cases": "case",
    "texts": "text",
    "codes": "code",
    "passages": "passage",
}
