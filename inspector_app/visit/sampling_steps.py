"""What is written when a list is brought in and cases enter or leave the sample; none leaves without a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from inspector_app.errors import InspectorError
from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.visit.change import Change, Plain, Put, Set, Step
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.ordering import orders_after
from inspector_app.visit.sampling import ALL_CASES, REFERENCE, FrameRow, strata_drawn

DRAWN = "random"
ON_PURPOSE = "on-purpose"
REPLACEMENT = "replacement"
"""How a case came into the sample (`Case.chosen_how`)."""


def bring_in_frame(frame: Frame) -> Step:
    """Bring in the council's list; its rows are kept beforehand, under `Frame.sha256` (`OpenVisit.keep_file`)."""
    return Step("bring in the council's list", (Put("frame", frame.id, _plain(frame)),))


def sample_drawn(
    draw: Draw, rows: Sequence[FrameRow], framework: Framework, *, present: Collection[str], last_order: str | None
) -> Step:
    """Put what was drawn into the sample: the draw, and a case for each position whose reference is not there yet.

    `present` are the references of the cases that are in the sample now (`references_in_sample`): one that left an
    earlier draw is to be read, or replaced, under this one. `last_order` is the order of the visit's last record. The
    cases have no author, day or time yet: they come when the file is read.
    """
    by_position = {row.position: row for row in rows}
    picks = [
        (name, by_position[position])
        for name, positions in strata_drawn(draw).items()
        for position in positions
        if by_position[position].reference not in present
    ]
    changes: list[Change] = [Put("draw", draw.id, _plain(draw))]
    for (stratum, row), order in zip(picks, orders_after(last_order, len(picks)), strict=True):
        details = {
            **details_of(row, framework),
            "draw": draw.id,
            "chosen_how": DRAWN,
            "chosen_stratum": None if stratum == ALL_CASES else stratum,
        }
        changes += _case(derived_id("case", draw.id, str(row.position)), details, order)
    return Step("draw a sample", tuple(changes))


def pick_on_purpose(record_id: str, details: Mapping[str, Plain], *, reason: str, order: str) -> Step:
    """Add a case on purpose; `details` are its fields: `details_of` a row of the list, or a reference alone.

    Raises InspectorError where there is no reason.
    """
    chosen = {**details, "chosen_how": ON_PURPOSE, "chosen_reason": _said(reason, "picked")}
    return Step("pick a case on purpose", tuple(_case(record_id, chosen, order)))


def replace_case(case: Case, record_id: str, details: Mapping[str, Plain], *, reason: str, order: str) -> Step:
    """Let a case that cannot be read leave the sample, and the next one in the drawn order stand in for it.

    Raises InspectorError where there is no reason.
    """
    said = _said(reason, "replaced")
    chosen = {
        **details,
        "draw": case.draw,
        "chosen_how": REPLACEMENT,
        "chosen_stratum": case.chosen_stratum,
        "chosen_reason": said,
        "replaces": case.id,
    }
    return Step("replace a case", (Set("case", case.id, "left_reason", said), *_case(record_id, chosen, order)))


def leave_sample(case_id: str, reason: str) -> Step:
    """Let a case leave the sample without another in its place. Raises InspectorError where there is no reason."""
    return Step("leave a case out of the sample", (Set("case", case_id, "left_reason", _said(reason, "left out")),))


def details_of(row: FrameRow, framework: Framework) -> dict[str, Plain]:
    """Return what the list says of a case as fields of it; a kind or status that the framework lacks is left open."""
    values = row.values
    return {
        "reference": values[REFERENCE],
        "position": row.position,
        "team": values.get("team") or None,
        "status": _choice(framework.statuses, values.get("status", "")),
        "pathway": _choice(framework.pathways, values.get("pathway", "")),
    }


def _case(record_id: str, details: Mapping[str, Plain], order: str) -> list[Change]:
    record: dict[str, Plain] = {"kind": "case", "title": details[REFERENCE], "order": order}
    return [Put("record", record_id, record), Put("case", record_id, details)]


def _said(reason: str, done: str) -> str:
    if not reason.strip():
        raise InspectorError(f"A case is not {done} without a reason.", "Say why, in a few words.")
    return reason.strip()


def _choice(choices: Sequence[Choice], words: str) -> str | None:
    wanted = words.casefold()
    return next((choice.id for choice in choices if wanted in (choice.id.casefold(), choice.label.casefold())), None)


def _plain(entity: Frame | Draw) -> dict[str, Plain]:
    held = asdict(entity)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in held.items()
        if name not in ("id", "deleted", "extra")
    }
