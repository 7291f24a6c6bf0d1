"""Why something that stands against signing may stand: which problems can be answered so, by whom, and the step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspector_app.visit import steps
from inspector_app.visit.change import Plain, Put, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import acceptance_id, letter_acceptance_id
from inspector_app.visit.ordering import order_behind
from inspector_app.visit.problem import Problem


@dataclass(frozen=True, slots=True)
class AnsweredProblem:
    """A problem with the reason that was given for it, empty where there is none, and whether one may be given."""

    problem: Problem
    why: str
    may_answer: bool


def with_answers(problems: Iterable[Problem], contents: VisitContents, me: str) -> tuple[AnsweredProblem, ...]:
    """Return problems with their reasons, and whether the inspector `me` may give one.

    A warning takes a reason from anybody of the team, an open concern from the lead alone, another error from nobody.
    """
    of_words = {(each.check, each.about, each.words): each.why for each in contents.letter_acceptances}
    of_findings = {each.id: each.why for finding in contents.findings for each in finding.accepted}
    of_concerns = {each.id: each.open_because or "" for each in contents.concerns}
    person = contents.inspector(me)
    leads = person is not None and person.lead
    answered = []
    for problem in problems:
        if problem.check == "open-concern":
            answered.append(AnsweredProblem(problem, of_concerns.get(problem.about["concern"], ""), leads))
            continue
        why = of_words.get((problem.check, problem.place, problem.words), "")
        if not why and not problem.words:
            why = of_findings.get(acceptance_id(problem.about.get("finding", ""), problem.check), "")
        answered.append(AnsweredProblem(problem, why, problem.level == "warning" and not problem.hint))
    return tuple(answered)


def answer(problem: Problem, why: str, contents: VisitContents, *, by: str, at: str) -> Step:
    """Return the step by which a problem may stand, because `why`; empty: it may not, or no longer.

    `by` is an inspector, `at` an instant. What is about words stands for these words alone, at their place.
    """
    if problem.check == "open-concern":
        return steps.set_field("concern", problem.about["concern"], "open_because", why or None)
    if not problem.words:
        return _on_finding(problem, why, contents)
    if not why.strip():
        return steps.remove("letter_acceptance", _id(problem))
    kept = contents.letter_acceptances
    before = next((each for each in kept if each.id == _id(problem)), None)
    if before is not None and before.by == by:
        return steps.set_field("letter_acceptance", before.id, "why", why)
    values: dict[str, Plain] = {
        "check": problem.check,
        "about": problem.place,
        "words": problem.words,
        "why": why,
        "by": by,
        "at": at,
        "order": before.order if before is not None else order_behind(kept),
    }
    return Step("let words of the letter stand", (Put("letter_acceptance", _id(problem), values),), typing=True)


def _on_finding(problem: Problem, why: str, contents: VisitContents) -> Step:
    finding = next(each for each in contents.findings if each.id == problem.about["finding"])
    if not why.strip():
        return steps.remove("acceptance", acceptance_id(finding.id, problem.check))
    order = next((each.order for each in finding.accepted if each.check == problem.check), None)
    return steps.accept_warning(finding.id, problem.check, why, order or order_behind(finding.accepted))


def _id(problem: Problem) -> str:
    return letter_acceptance_id(problem.check, problem.place, problem.words)
