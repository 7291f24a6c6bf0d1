"""One thing of several to choose from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """Its id, its words, and the letter that chooses it in an open list."""

    id: str
    label: str
    key: str = ""
