"""One thing that stands against signing, as all checks tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands against signing; `about` leads to its place, such as {"finding": id}.

    `message` says what is wrong and `mend` what would put it right, a sentence each. `words` are those of the letter
    that it is about, where it is about words. A warning that its author has accepted with a reason is kept, with
    `accepted` true, and no longer stands against signing, as does an open concern of which the lead said why. A `hint`
    is a warning that needs no answer.
    """

    check: str
    level: Level
    about: Mapping[str, str]
    message: str
    mend: str
    words: str = ""
    accepted: bool = False
    hint: bool = False

    @property
    def place(self) -> str:
        """The place as a text: "finding:<id>", "part:<id>"."""
        return next((f"{kind}:{name}" for kind, name in self.about.items()), "")
