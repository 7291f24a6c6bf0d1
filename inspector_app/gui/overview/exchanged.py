"""What this laptop has not yet exchanged with each colleague's, as the overview says it."""

from __future__ import annotations

from inspector_app.gui.packages.in_words import lacks, whose
from inspector_app.open_visit import OpenVisit
from inspector_app.team_exchange import colleagues


def not_exchanged(visit: OpenVisit) -> str:
    """Return a sentence for each laptop that lacks something, nothing where none does; for a thread in the background.

    Raises DamagedFile, DiskFault.
    """
    return "  ·  ".join(f"{whose(each)} {lacks(each)}" for each in colleagues(visit) if each.lacks)
