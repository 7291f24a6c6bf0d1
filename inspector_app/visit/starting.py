"""A visit as it is when it starts: nothing captured yet, its framework frozen, its team and days in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Copy, Inspector, Visit
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import Letter
from inspector_app.visit.ordering import orders


def start_visit(
    framework: Framework,
    *,
    authority_name: str,
    authority_area: str,
    authority_article: str,
    days: Sequence[date],
    team: Sequence[Inspector],
    focus: str | None = None,
) -> VisitContents:
    """Return a new visit with its own frozen framework, an empty addressee, and a place for each required copy.

    The lead signs; where nobody leads, the first of the team does.
    """
    visit_id = new_id()
    placed = tuple(team)
    signs = next((person.id for person in placed if person.lead), placed[0].id if placed else None)
    required = [role for role in framework.copy_roles if role.required]
    copies = [
        Copy(id=new_id(), role=role.id, post=role.label, order=order)
        for role, order in zip(required, orders(len(required)), strict=True)
    ]
    return VisitContents(
        visit=Visit(
            id=visit_id,
            framework=framework.id,
            framework_source=framework.source,
            authority_name=authority_name,
            authority_area=authority_area,
            authority_article=authority_article,
            days=tuple(days),
            focus=focus,
        ),
        inspectors=placed,
        addressees=(Addressee(id=new_id(), name="", organisation=authority_name, order=orders(1)[0]),),
        copies=tuple(copies),
        records=(),
        evidence=(),
        findings=(),
        concerns=(),
        letter=Letter(id=visit_id, signatories=(signs,) if signs else ()),
    )


def following_days(first: date, count: int) -> tuple[date, ...]:
    """Return so many days on end from the first, Saturdays and Sundays left out."""
    days = [first]
    while len(days) < count:
        day = days[-1] + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        days.append(day)
    return tuple(days)
