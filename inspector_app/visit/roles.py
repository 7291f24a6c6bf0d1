"""Who leads a visit: the lead signs and issues the letter, a team inspector can do all but that."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_app.visit.change import Set, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector
from inspector_app.visit.names import joined


def leads_of(contents: VisitContents) -> tuple[Inspector, ...]:
    """Return everybody who is marked as the lead: more than one where two laptops handed the lead over."""
    return tuple(person for person in contents.inspectors if person.lead)


def lead_of(contents: VisitContents) -> Inspector | None:
    """Return the lead; None where nobody is, or several are."""
    leads = leads_of(contents)
    return leads[0] if len(leads) == 1 else None


def why_not_lead(contents: VisitContents, me: str) -> str:
    """Return why an inspector may not sign first, issue or correct, in a sentence; nothing where they may.

    Where nobody leads, whoever signs the letter may; where several do, each of them (the check two-leads tells it).
    """
    leads = leads_of(contents)
    if not leads or me in [person.id for person in leads]:
        return ""
    names = joined([person.name.strip() or "who leads the visit" for person in leads])
    return f"Only the lead may do that: ask {names}, or hand over the lead on the page Team."


def hand_over(team: Iterable[Inspector], to: str) -> Step:
    """Hand the lead over to a member of the team (an id): whoever led before does not any more.

    Raises ValueError where the team lacks them.
    """
    people = list(team)
    if all(person.id != to for person in people):
        raise ValueError("the lead is handed over to a member of the team")
    before = [Set("inspector", person.id, "lead", False) for person in people if person.lead and person.id != to]
    return Step("hand the lead over", (*before, Set("inspector", to, "lead", True)), settles=True)


def leads_in_words(contents: VisitContents) -> str:
    """Return who leads, in a sentence."""
    names = [person.name.strip() or "somebody without a name" for person in leads_of(contents)]
    if not names:
        return "Nobody leads this visit yet; until somebody does, whoever signs the letter may issue it."
    return f"{joined(names)} {'leads' if len(names) == 1 else 'are both marked as leading'} this visit."
