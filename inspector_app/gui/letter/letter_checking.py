"""What stands against the letter: worked out as it is read, shown in the list, and where each problem is mended."""

from __future__ import annotations

from inspector_app.gui.letter.outline_lines import DETAILS, NEXT_STEPS
from inspector_app.gui.letter.problem_list import ProblemList
from inspector_app.gui.page import PageName
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import judgement_problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.letter_state import is_locked
from inspector_app.visit.problem import Problem
from inspector_app.visit.problem_answers import with_answers
from inspector_app.visit.text_checks import TextChecks

_PLACE_OF_PART: dict[str, str] = {"date": DETAILS, "signatory": DETAILS, "enclosures": DETAILS}
_PAGE_OF_PART: dict[str, PageName] = {
    "addressee": "details",
    "authority": "details",
    "copies": "details",
    "focus": "details",
    "inspectors": "details",
    "lead": "team",
    "visit-days": "details",
    "findings": "judgement",
}


class LetterChecking:
    """Checks the letter at each write, at once: of its texts only those are looked through that have changed."""

    def __init__(self, visit: OpenVisit, shown: ProblemList) -> None:
        self._visit = visit
        self._list = shown
        self._text_checks = TextChecks()

    def check(self, contents: VisitContents) -> tuple[Problem, ...]:
        """Return all problems of the visit as `visit.checks.problems` does, and show them unless it is signed."""
        framework, own_words = self._visit.framework, self._visit.own_words()
        of_letter = letter_problems(contents, framework, own_words, self._text_checks)
        found = (*judgement_problems(contents, framework), *of_letter)
        words = {finding.id: finding.text for finding in contents.findings}
        standing = () if is_locked(contents.letter) else found
        self._list.show_problems(with_answers(standing, contents, self._visit.me), words)
        return found


def page_to_mend(problem: Problem) -> tuple[PageName, str | None] | None:
    """Return the page and the place in it where a problem is mended; None: in the letter's own words."""
    about = problem.about
    if "both_wrote" in about:
        return "team", f"both:{about['both_wrote']}"
    if "finding" in about and not problem.words:
        return "judgement", f"finding:{about['finding']}"
    if "concern" in about:
        return "concerns", f"concern:{about['concern']}"
    page = _PAGE_OF_PART.get(about.get("part", ""))
    return (page, None) if page else None


def line_of(problem: Problem) -> str:
    """Return the line of the outline in which a problem's words stand."""
    about = problem.about
    if "next_step" in about:
        return NEXT_STEPS
    if "finding" in about:
        return f"finding/{about['finding']}"
    part = about["part"]
    return _PLACE_OF_PART.get(part) or (part.replace(":", "/") if ":" in part else f"part/{part}")
