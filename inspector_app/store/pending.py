"""What has been handed over for writing and is not on disk yet, laid over what is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inspector_app.store.plain import Row, defaults, field_types, may_be_made, with_field
from inspector_app.visit.change import Change, Put, Step

Rows = dict[str, Row]
"""Rows of one entity by id."""


class Pending:
    """The pending changes, by entity, in the order in which they were handed over."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._changes: dict[str, list[Change]] = {}
        for step in steps:
            for change in step.changes:
                self._changes.setdefault(change.entity, []).append(change)

    def ids(self, entity: str) -> Sequence[str]:
        """Return the ids of this entity's things that have pending changes."""
        return sorted({change.id for change in self._changes.get(entity, ())})

    def lay_over(self, entity: str, rows: Rows) -> Rows:
        """Return the rows as they will be; `rows` must hold those of `ids` that are on disk."""
        for change in self._changes.get(entity, ()):
            _apply(change, rows)
        return rows


def _apply(change: Change, rows: Rows) -> None:
    values: Mapping[str, object] = change.values if isinstance(change, Put) else {change.field: change.value}
    row = rows.get(change.id)
    if row is None:
        row = {**defaults(change.entity), "id": change.id}
        if not may_be_made(change) or field_types(change.entity).keys() - row.keys() - values.keys():
            return
        rows[change.id] = row
    elif isinstance(change, Put) and "deleted" in row:
        row["deleted"] = False
    for name, value in values.items():
        with_field(row, name, value)
