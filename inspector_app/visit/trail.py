"""The trail: who did what to a finding, a record or a piece of evidence, and when, told from the change log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.change import LogEntry
from inspector_app.visit.ordering import sets_apart
from inspector_app.visit.trail_past import Changed, Past, Subject
from inspector_app.visit.trail_telling import Told, holds_words
from inspector_app.visit.trail_values import in_the_past
from inspector_app.visit.trail_words import told_of_step

BURST = timedelta(minutes=5)
"""Typing in one field is one happening as long as no pause in it is longer [own]."""
_TYPING = ("edit ", "write ", "answer ")
"""How the acts begin that are typing (`visit/steps.py`): splitting and merging change words as well."""
_MOST_LINES = 8
"""What a step did in more lines than these is told in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One act of one person: what it came to in a sentence or more, and the entries of the log that it is made of.

    `laptop` is empty where all was done on one. `parts` are the bursts of typing that it was folded from, if any.
    """

    at: datetime
    until: datetime
    who: str
    laptop: str
    told: tuple[Told, ...]
    entries: tuple[LogEntry, ...]
    parts: tuple[Happening, ...] = ()


def story(
    entries: Sequence[LogEntry],
    framework: Framework,
    subject: Subject | None = None,
    *,
    names: Mapping[str, str] | None = None,
    laptop: str = "",
) -> tuple[Happening, ...]:
    """Return what happened to a subject (None: to everything), the oldest first.

    `entries` is the whole log; `names` tells who people are that it does not know, `laptop` is the one at hand. What
    belongs to one step is one happening; typing in one field without a long pause is folded into one.
    """
    past = Past(entries, framework, subject)
    laptops = _laptop_words(entries, laptop)
    happenings: list[Happening] = []
    for step in _steps(entries):
        past.take(step)
        about = [past.changed(entry) for entry in step if past.is_about(entry) and not sets_apart(entry)]
        if not about:
            continue
        made = _happening(about, past, {**(names or {}), **past.people}, laptops)
        before = happenings[-1] if happenings else None
        if before is not None and _is_one_burst(before, made):
            happenings[-1] = _folded(before, made, past)
        else:
            happenings.append(made)
    return tuple(happenings)


def _steps(entries: Iterable[LogEntry]) -> list[list[LogEntry]]:
    """Put the entries of one step together, the steps in the order of their first entries."""
    steps: dict[tuple[str, int], list[LogEntry]] = {}
    for entry in entries:
        steps.setdefault((entry.laptop, entry.step), []).append(entry)
    return list(steps.values())


def _happening(
    changes: Sequence[Changed], past: Past, names: Mapping[str, str], laptops: Mapping[str, str]
) -> Happening:
    first, last = changes[0].entry, changes[-1].entry
    return Happening(
        at=first.at,
        until=last.at,
        who=names.get(first.inspector, "Somebody who is not on the team"),
        laptop=laptops[first.laptop],
        told=_told(changes, past),
        entries=tuple(change.entry for change in changes),
    )


def _told(changes: Sequence[Changed], past: Past) -> tuple[Told, ...]:
    first = changes[0].entry
    lines = told_of_step(changes, past)
    if len(lines) > _MOST_LINES:
        kept = lines[:1] if past.subject is not None else ()
        lines = (*kept, Told(f"{in_the_past(first.action)}: {past.counted(changes[len(kept) :])}"))
    if first.undoes:
        again, action = past.taken_back(first.undoes)
        lines = (Told(f"{'did again' if again else 'took back'}: {action}"), *lines)
    return lines or (Told(in_the_past(first.action)),)


def _is_one_burst(before: Happening, after: Happening) -> bool:
    first, then = before.entries[-1], after.entries[0]
    return (
        len(after.entries) == 1
        and len(before.entries) == max(1, len(before.parts))
        and not first.undoes
        and not then.undoes
        and then.parent == f"{first.laptop}:{first.seq}"
        and (first.laptop, first.inspector) == (then.laptop, then.inspector)
        and (first.entity, first.id, first.field) == (then.entity, then.id, then.field)
        and holds_words(then.entity, then.field)
        and first.action == then.action
        and then.action.startswith(_TYPING)
        and after.at - before.until <= BURST
    )


def _folded(before: Happening, after: Happening, past: Past) -> Happening:
    """Return both as one, with the words before the first and after the last."""
    (last,) = after.entries
    whole = Changed(last, past.changed(before.entries[0]).before)
    return replace(
        before,
        until=after.until,
        told=_told([whole], past),
        entries=(*before.entries, last),
        parts=(*(before.parts or (before,)), after),
    )


def _laptop_words(entries: Sequence[LogEntry], here: str) -> Mapping[str, str]:
    """Return what each laptop is called, nothing where there is but one."""
    known = list(dict.fromkeys(entry.laptop for entry in entries))
    if len(known) < 2:
        return dict.fromkeys(known, "")
    others = [each for each in known if each != here]
    words = {here: "this laptop"} if here in known else {}
    for number, each in enumerate(others, start=1):
        words[each] = "the other laptop" if here in known and len(others) == 1 else f"laptop {number}"
    return words
