"""What a step did to the keeping of a visit, in sentences that follow a name: took in a colleague's, placed a hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from inspector_app.visit.trail_past import Changed, Past
from inspector_app.visit.trail_telling import Told
from inspector_app.visit.trail_values import as_words


def _of_taking(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    giver = past.held("taking", changes[0].entry.id).get("giver")
    if giver is None:
        yield Told("began to write on another laptop")
    else:
        yield Told("took in what a colleague’s laptop gave")


def _of_hold(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("hold", changes[0].entry.id)
    said = {change.entry.field: change for change in changes}
    if held.get("deleted"):
        yield Told("removed a hold on the visit")
    elif "lifted_because" in said and held.get("lifted_because"):
        before = as_words(said["lifted_because"].before)
        yield Told("lifted the hold on the visit, because", before, as_words(held.get("lifted_because")))
    elif said.keys() & {"lifted_because", "lifted_at", "deleted"}:
        yield Told("placed the hold on the visit again, because", "", as_words(held.get("reason")))
    else:
        before = as_words(said["reason"].before) if "reason" in said else ""
        yield Told("placed a hold on the visit, because", before, as_words(held.get("reason")))


KEEPING_TELLERS: Mapping[str, Callable[[Sequence[Changed], Past], Iterator[Told]]] = {
    "taking": _of_taking,
    "hold": _of_hold,
}
