"""What the page of the team shows, read beside the window; nothing of it needs the window."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector_app.confirmed_colleagues import phrase_of
from inspector_app.errors import IdentityFault
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import kept_identity
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import Colleague, colleagues, unacknowledged
from inspector_app.visit.both_words import BothInWords, ChoiceInWords
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector
from inspector_app.visit.roles import leads_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReading:
    """The team as this laptop knows it.

    `phrase` is that of my identity, empty where there is none that can be used; `given` counts the packages that were
    given, `unacknowledged` the changes in them that no colleague's laptop is known to have.
    """

    phrase: str
    team: tuple[Inspector, ...]
    leads: str
    colleagues: tuple[Colleague, ...]
    given: int
    unacknowledged: int
    choices: tuple[ChoiceInWords, ...] = field(repr=False)


def read_team(profile: Profile, visit: OpenVisit) -> TeamReading:
    """Read the whole visit and its log, which takes seconds where they are large. Raises DamagedFile, DiskFault."""
    contents = visit.contents()
    return TeamReading(
        phrase=_phrase(profile),
        team=contents.inspectors,
        leads=leads_in_words(contents),
        colleagues=colleagues(visit),
        given=len(visit.exchange.statements("given")),
        unacknowledged=unacknowledged(visit),
        choices=_choices(contents, visit),
    )


def _choices(contents: VisitContents, visit: OpenVisit) -> tuple[ChoiceInWords, ...]:
    telling = BothInWords(contents, visit.framework)
    return tuple(telling.choice(both, visit.laptop) for both in visit.both_wrote())


def _phrase(profile: Profile) -> str:
    try:
        identity = kept_identity(profile)
    except IdentityFault:
        return ""
    return phrase_of(identity) if identity is not None else ""
