"""One thing that stands against signing, as all checks tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands against signing; `about` leads to its place, such as {"finding": id}.

    `message` says what is wrong and `mend` what would put it right, a sentence each. A warning that its author has
    accepted with a reason is kept, with `accepted` true, and no longer stands against signing.
    """

    check: str
    level: Level
    about: Mapping[str, str]
    message: str
    mend: str
    accepted: bool = False
