"""Why a visit was kept from destruction, and why no longer, in the evidence record."""

from __future__ import annotations

from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_words import by_and_at
from inspector_app.letter.record_story import RecordStory, sentence_of


def write_holds(story: RecordStory, index: EvidenceIndex) -> None:
    """Add each hold: its reason, who placed it when, and who lifted it when, and why."""
    for hold in index.contents.holds:
        story.labelled("Hold", hold.reason)
        story.labelled("Placed", by_and_at(index.name(hold.placed_by), hold.placed_at))
        lifted = sentence_of(by_and_at(index.name(hold.lifted_by), hold.lifted_at), hold.lifted_because)
        story.labelled("Lifted", lifted if hold.lifted_at else "not yet: it still stands")
