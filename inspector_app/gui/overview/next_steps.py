"""What to do next, from what a visit holds: plain sentences that lead to their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.page import PageName
from inspector_app.visit.checks import against_signing, judgement_problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.coverage import gaps
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.names import joined
from inspector_app.visit.team_checks import choice_name

_IN_DETAILS = ("addressee", "authority", "copies", "focus", "inspectors", "visit-days")
"""Parts of the letter that are written among the visit's details."""
_NAMED = 3
"""Themes that are named before the rest are only counted."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence, an icon of the set, and the page and place where it is done."""

    words: str
    icon: str
    page: PageName
    place: str | None = None


def next_steps(contents: VisitContents, framework: Framework, own_words: Collection[str] = ()) -> tuple[NextStep, ...]:
    """Return what to do next, the most urgent first; `own_words` are spelt right because somebody says so."""
    return (
        *_concerns(contents),
        *_choices(contents),
        *_capture(contents, framework),
        *_judgement(contents, framework),
        *_letter(contents, framework, own_words),
    )


def _concerns(contents: VisitContents) -> Iterator[NextStep]:
    for concern in contents.concerns:
        if concern.closed_at is None:
            known = "the child is known to be safe" if concern.safe_at else "the child is not yet known to be safe"
            yield NextStep(
                f"Concern about {concern.case or 'a child'} is open; {known}",
                "flag",
                "concerns",
                f"concern:{concern.id}",
            )


def _choices(contents: VisitContents) -> Iterator[NextStep]:
    if places := len(contents.both_wrote):
        where = "1 place where both wrote waits" if places == 1 else f"{places} places where both wrote wait"
        yield NextStep(f"{where} for a choice", "merge", "team", f"both:{choice_name(contents.both_wrote[0])}")


def _capture(contents: VisitContents, framework: Framework) -> Iterator[NextStep]:
    if not contents.visit.days:
        yield NextStep("Write down the visit days", "calendar", "details")
    if not contents.records:
        yield NextStep("Write the first note: Ctrl+N on any of the pages for notes", "eye", "observations")
        return
    if not contents.evidence:
        yield NextStep("Mark words in a note and press Ctrl+E to make evidence", "quote", "observations")
        return
    missing = [framework.theme_label(theme) for theme in gaps(contents, framework)]
    if missing:
        named = (
            joined(missing)
            if len(missing) <= _NAMED
            else f"{', '.join(missing[:_NAMED])} and {len(missing) - _NAMED} more"
        )
        yield NextStep(f"No evidence yet on {named}", "search", "overview")


def _judgement(contents: VisitContents, framework: Framework) -> Iterator[NextStep]:
    placed = {link.evidence for finding in contents.findings for link in finding.evidence}
    unsorted = sum(1 for piece in contents.evidence if piece.id not in placed)
    if unsorted:
        count = "1 piece of evidence is" if unsorted == 1 else f"{unsorted} pieces of evidence are"
        yield NextStep(f"{count} not on any finding", "scales", "judgement")
    troubled = {
        problem.about["finding"]: problem
        for problem in reversed(against_signing(judgement_problems(contents, framework)))
        if "finding" in problem.about
    }
    if troubled:
        first = next(finding.id for finding in contents.findings if finding.id in troubled)
        count = "1 finding is" if len(troubled) == 1 else f"{len(troubled)} findings are"
        yield NextStep(f"{count} not held up well enough to sign", "warning", "judgement", f"finding:{first}")


def _letter(contents: VisitContents, framework: Framework, own_words: Collection[str]) -> Iterator[NextStep]:
    if not contents.findings or contents.letter.state in ("signed", "issued"):
        return
    found = against_signing(letter_problems(contents, framework, own_words))
    missing = [problem for problem in found if problem.check != "both-wrote"]
    if missing:
        part = missing[0].about.get("part")
        page: PageName = "team" if part == "lead" else "details" if part in _IN_DETAILS else "letter"
        yield NextStep(missing[0].message, "letter", page)
    else:
        yield NextStep("Read the letter, and sign it", "signature", "letter")
