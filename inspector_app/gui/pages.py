"""Which class is which page; imported when a page is first shown, so that the program starts fast."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from inspector_app.gui.page import Page, PageName, PageWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.lines import Hit

_PLACES: dict[PageName, tuple[str, str]] = {
    "overview": ("overview.overview_page", "OverviewPage"),
    "observations": ("capture.observations_page", "ObservationsPage"),
    "interviews": ("capture.interviews_page", "InterviewsPage"),
    "cases": ("cases.cases_page", "CasesPage"),
    "documents": ("capture.documents_page", "DocumentsPage"),
    "concerns": ("concerns.concerns_page", "ConcernsPage"),
    "judgement": ("judgement.judgement_page", "JudgementPage"),
    "letter": ("letter.letter_page", "LetterPage"),
    "team": ("team.team_page", "TeamPage"),
    "details": ("details.details_page", "DetailsPage"),
    "trail": ("trail.trail_page", "TrailPage"),
}
_KINDS: dict[str, PageName] = {
    "observation": "observations",
    "interview": "interviews",
    "case": "cases",
    "document": "documents",
}


def make_page(name: PageName, visit: OpenVisit, window: PageWindow) -> Page:
    """Return a new page of this name."""
    module, made = _PLACES[name]
    page_class = cast("type[Page]", getattr(import_module(f"inspector_app.gui.{module}"), made))
    return page_class(visit, window)


def page_of_record(kind: str) -> PageName:
    """Return the page on which records of a kind stand."""
    return _KINDS[kind]


def place_of(hit: Hit) -> tuple[PageName, str]:
    """Return the page and place of something that was found."""
    if hit.entity == "record":
        return _KINDS[hit.kind], f"record:{hit.id}"
    if hit.entity == "concern":
        return "concerns", f"concern:{hit.id}"
    if hit.entity == "attachment":
        return _KINDS[hit.kind], f"record:{hit.record}@attachment:{hit.id}"
    return "judgement", f"{hit.entity}:{hit.id}"
