"""What the trail page shows, read and told beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector_app.gui.records.place import Place, read_place
from inspector_app.gui.trail.story_words import StoryWords
from inspector_app.gui.trail.trail_place import TrailPlace
from inspector_app.letter.letter_trail import Trail, trail_of
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.passages import find_passage
from inspector_app.visit.trail import Happening, story
from inspector_app.visit.trail_past import Subject

Story = tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A trail and the log that it was told from, so that the stories of what stands in its chain can be told too.

    `at` is what was at hand: the subject, or the evidence of the passage in which the cursor stood.
    """

    trail: Trail
    at: Subject | None
    visit: OpenVisit
    log: Sequence[LogEntry]
    names: Mapping[str, str]
    compared: StoryWords = field(default_factory=StoryWords)
    _told: dict[Subject, Story] = field(default_factory=dict)

    def known(self, subject: Subject) -> Story | None:
        """Return a story that has been told already, or None."""
        return self.trail.happenings if subject == self.trail.subject else self._told.get(subject)

    def tell(self, subject: Subject) -> Story:
        """Tell the story of something in the chain, which takes a moment where the log is long."""
        visit = self.visit
        told = story(self.log, visit.framework, subject, names=self.names, laptop=visit.laptop)
        self.compared.compare(told)
        self._told[subject] = told
        return told


def read_trail(visit: OpenVisit, asked: TrailPlace, names: Mapping[str, str]) -> Reading:
    """Read the trail that is asked for; `names` are those of people whom the log may not know.

    Raises DamagedFile, DiskFault.
    """
    contents, log = visit.contents(), visit.history()
    subject = asked.subject(visit)
    trail = trail_of(contents, visit.framework, log, subject, names=names, laptop=visit.laptop)
    at = _at_the_cursor(contents, read_place(asked.place)) or subject
    read = Reading(trail=trail, at=at, visit=visit, log=log, names=names)
    read.compared.compare(trail.happenings)
    return read


def _at_the_cursor(contents: VisitContents, place: Place) -> Subject | None:
    """Return the evidence of the passage in which the cursor stood in a record, if it stood in one."""
    record = contents.records_by_id().get(place.record or "")
    if record is None or place.cursor is None:
        return None
    for piece in contents.evidence:
        if piece.record != record.id or piece.source is None or piece.source.field != place.field:
            continue
        passage = (piece.source.start, piece.source.end)
        if place.field == "notes":
            passage = find_passage(record.notes, piece.text, *passage) or (None, None)
        start, end = passage
        if start is not None and end is not None and start <= place.cursor <= end:
            return Subject("evidence", piece.id)
    return None
