"""Whose writing keeps a thing that was removed elsewhere: its parts, and what was drawn from it."""

from __future__ import annotations

from collections.abc import Mapping

FAMILY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "record": (
        ("observation", "id"), ("interview", "id"), ("case", "id"), ("document", "id"), ("answer", "record"),
        ("check", "record"), ("evidence", "record"), ("attachment", "record"),
    ),
    "finding": (("link", "finding"), ("acceptance", "finding")),
    "evidence": (("link", "evidence"),),
    "attachment": (("attachment_text", "id"),),
}  # fmt: skip
"""By entity: the entities that belong to it, each with the field that names it."""
