"""The tag of a row whose record was copied from paper or written from memory."""

from __future__ import annotations

from inspector_app.gui.widgets.chips import Chip
from inspector_app.visit.entities import Written
from inspector_app.visit.written_labels import LABELS


def label_chips(written: Written) -> list[Chip]:
    """Return the tag for how a record was written down, or none; one word, so that there is room for it in any list."""
    label = LABELS[written]
    tone = "development" if written == "from-memory" else "neutral"
    return [Chip(label.tag, "", tone, said=label.short)] if label.tag else []
