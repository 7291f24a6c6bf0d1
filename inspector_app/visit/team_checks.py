"""What the team has still to settle among themselves: where both wrote, and who leads."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.visit.both_wrote import WaitingPlace
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_state import is_of_the_words
from inspector_app.visit.names import joined
from inspector_app.visit.problem import Problem
from inspector_app.visit.roles import leads_of
from inspector_app.visit.trail_values import field_words, thing_words


def team_problems(contents: VisitContents) -> Iterator[Problem]:
    """Yield the problems by the names both-wrote and two-leads.

    Where both wrote what the letter is made of, that bars signing; elsewhere it is a hint.
    """
    for both in contents.both_wrote:
        yield _both_wrote(both)
    leads = leads_of(contents)
    if len(leads) > 1:
        names = joined([person.name.strip() or "somebody without a name" for person in leads])
        yield Problem(
            check="two-leads",
            level="error",
            about={"part": "lead"},
            message=f"{names} are both marked as leading the visit.",
            mend="Hand the lead over to one of them, on the page Team.",
        )


def choice_name(both: WaitingPlace) -> str:
    """Return the name of a choice, by which the window and the command line lead to it: "entity:id:field"."""
    return f"{both.entity}:{both.id}:{both.field}"


def _both_wrote(both: WaitingPlace) -> Problem:
    of_letter = is_of_the_words(both.entity, both.field)
    thing = thing_words(both.entity, {})
    what = f"Several laptops wrote different things as the {field_words(both.field)} of {thing}."
    if both.was_removed:
        what = f"One laptop removed {thing} in which another wrote on."
    finding = {"finding": both.id} if both.entity == "finding" else {}
    return Problem(
        check="both-wrote",
        level="error" if of_letter else "warning",
        hint=not of_letter,
        about={"both_wrote": choice_name(both), **finding},
        message=what,
        mend="Choose what stands, on the page Team.",
    )
