"""Blank forms to be printed, each with an id of its own: for the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector_app.frameworks.framework import RECORD_KINDS, Framework, RecordKind
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.paper import paper_id

if TYPE_CHECKING:
    from inspector_app.letter.blank_forms import BlankForm

_SETTING = "paper-forms"
"""The profile's setting of how many forms this laptop has printed for each visit."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form that can be printed: the kind of record, and for an interview whom it asks."""

    kind: RecordKind
    role: str = ""


def form_kinds(framework: Framework, kinds: Sequence[RecordKind] = RECORD_KINDS) -> tuple[FormKind, ...]:
    """Return the forms of these kinds that a framework has: one a kind, and for interviews one a role."""
    return tuple(
        FormKind(kind, role) for kind in kinds for role in (_roles(framework) if kind == "interview" else ("",))
    )


def numbered_forms(profile: Profile, visit: OpenVisit, wanted: Sequence[FormKind]) -> tuple[BlankForm, ...]:
    """Return the forms with their ids; no form that this laptop prints for the visit has the same one again."""
    from inspector_app.letter.blank_forms import BlankForm

    printed = dict(profile.setting(_SETTING, {}))
    first = int(printed.get(visit.id, 0))
    profile.set_setting(_SETTING, {**printed, visit.id: first + len(wanted)})
    return tuple(
        BlankForm(paper_id(visit.id, visit.laptop, each.kind, number), each.role)
        for number, each in enumerate(wanted, start=first)
    )


def _roles(framework: Framework) -> tuple[str, ...]:
    fields = framework.form("interview").fields
    return next((field.choices for field in fields if field.id == "role" and field.choices), ("",))
