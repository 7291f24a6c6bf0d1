"""What one row of a list of observations, interviews or documents shows."""

from __future__ import annotations

from inspector_app.gui.records.label_chip import label_chips
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.visit.happened import written_later
from inspector_app.visit.lines import RecordLine


def record_row(line: RecordLine) -> Row:
    """Return title, time, the beginning of the notes, and the marks: evidence, written up later, from memory."""
    chips = [Chip("to file", "pen", "development")] if line.unfiled else []
    chips += label_chips(line.written)
    if line.written == "at-the-time" and written_later(line.day, line.start, line.end, line.written_at):
        chips.append(Chip("later", "clock", "development"))
    if line.evidence:
        chips.append(Chip(str(line.evidence), "quote", "satisfactory"))
    title = line.title or line.opening or "Untitled"
    return Row(
        title=title,
        detail=" · ".join(part for part in (line.label, line.opening) if part and part != title) or _nothing(line),
        side=f"{line.start:%H:%M}" if line.start else "",
        chips=tuple(chips),
    )


def _nothing(line: RecordLine) -> str:
    return "Nothing written yet" if not line.opening else ""
