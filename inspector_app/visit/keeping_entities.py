"""What a visit has of its keeping together: what a laptop has taken in, and what keeps the visit from destruction.

Entities of the change log, as those of `visit/entities.py`, which lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """That a laptop took in what others had written; from then on its changes know of that.

    `heads` maps each laptop to the number of its last entry that is there then; `giver` is the laptop that it came from
    (None: the laptop began a new chain on what was there, after joining or restoring), `at` an instant, `by` an
    inspector. Takings are not part of what the visit says: no export and no count has them.
    """

    id: str
    heads: Mapping[str, int] = field(default_factory=dict)
    giver: str | None = None
    at: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why the visit must not be destroyed: a complaint, an inquiry (`domain.md` §8); lifted with a reason.

    `placed_at` and `lifted_at` are instants, `placed_by` and `lifted_by` inspectors.
    """

    id: str
    reason: str
    placed_by: str | None = None
    placed_at: str | None = None
    lifted_by: str | None = None
    lifted_at: str | None = None
    lifted_because: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)
