"""What the trail page shows, read and told beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector_app.gui.trail.trail_place import TrailPlace
from inspector_app.letter.letter_trail import Trail, trail_of
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import LogEntry
from inspector_app.visit.trail import Happening, story
from inspector_app.visit.trail_past import Subject

Story = tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A trail and the log that it was told from, so that the stories of what stands in its chain can be told too."""

    trail: Trail
    visit: OpenVisit
    log: Sequence[LogEntry]
    names: Mapping[str, str]
    _told: dict[Subject, Story] = field(default_factory=dict)

    def known(self, subject: Subject) -> Story | None:
        """Return a story that has been told already, or None."""
        return self.trail.happenings if subject == self.trail.subject else self._told.get(subject)

    def tell(self, subject: Subject) -> Story:
        """Tell the story of something in the chain, which takes a moment where the log is long."""
        visit = self.visit
        told = story(self.log, visit.framework, subject, names=self.names, laptop=visit.laptop)
        self._told[subject] = told
        return told


def read_trail(visit: OpenVisit, asked: TrailPlace, names: Mapping[str, str]) -> Reading:
    """Read the trail that is asked for; `names` are those of people whom the log may not know.

    Raises DamagedFile, DiskFault.
    """
    contents, log = visit.contents(), visit.history()
    subject = asked.subject(visit)
    trail = trail_of(contents, visit.framework, log, subject, names=names, laptop=visit.laptop)
    return Reading(trail=trail, visit=visit, log=log, names=names)
