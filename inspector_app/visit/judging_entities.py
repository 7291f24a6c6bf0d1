"""How a team comes to its judgement: who agrees with a finding, why one was moved, who looks at a gap.

Entities of the change log, as those of `visit/entities.py`, which lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether one inspector agrees with one finding, as it stood `at` that instant; `agreed` None: not said.

    `judged` is the digest of the finding's words and evidence then (`visit/agreement.py`): once it is another, the
    question is open again.
    """

    id: str
    finding: str
    inspector: str
    agreed: bool | None = None
    note: str = ""
    judged: str = ""
    at: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """That a finding was moved to the priority category, or away from it, and why; `at` is an instant."""

    id: str
    finding: str
    from_category: str
    to_category: str
    why: str
    by: str | None = None
    at: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who looks at a theme in one kind of source, where there was a gap; `kind` None: in any kind."""

    id: str
    theme: str
    kind: str | None = None
    inspector: str | None = None
    note: str = ""
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)
