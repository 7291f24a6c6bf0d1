"""The record of one concern, for the council: a page with its times, roles, what was asked and what came back."""

from __future__ import annotations

from datetime import datetime

from inspector_app.frameworks.framework import Framework
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, PageFurniture, flow
from inspector_app.letter.evidence_words import instant
from inspector_app.letter.record_story import RecordStory
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.concern_rules import subject, what_is_missing
from inspector_app.visit.entities import Concern, Inspector, Visit
from inspector_app.visit.names import visit_dates_in_words

_NOT_YET = "not yet"


def concern_record_pdf(
    concern: Concern, visit: Visit, raised_by: Inspector | None, framework: Framework, *, created: datetime
) -> bytes:
    """Return the record of a concern as a tagged PDF/UA-1 file; the same values give the same bytes.

    The child is named by the case's reference alone. `created` is an instant with its offset.
    """
    title = f"Concern about {subject(concern)}"
    facts = DocumentFacts(
        title=f"{title}: {visit.authority_name}",
        author=raised_by.name if raised_by else "",
        subject=framework.name,
        language=framework.letter.language,
        created=created,
    )
    with BUILDING:
        canvas = TaggedCanvas(facts, PageFurniture(running=f"{title}, {visit.authority_name}"))
        story = RecordStory(canvas.structure)
        story.heading(1, title)
        story.paragraph(
            "A worry about one child’s safety, taken to the council during an inspection. It is confidential; "
            "the child is named by the case’s reference alone.",
            styles.MARGINAL,
        )
        story.labelled("Authority", visit.authority_name)
        story.labelled("Inspection", framework.name)
        story.labelled("Visit days", visit_dates_in_words(visit.days))
        story.labelled("Case reference", concern.case or "none recorded")
        _raised(story, concern, raised_by)
        _section(story, "What was worrying, and what was asked", concern.matter)
        _section(story, "What came back", concern.response or "")
        story.heading(2, "Where it stands")
        story.labelled("Child known to be safe", instant(concern.safe_at) or _NOT_YET)
        story.labelled("Closed", instant(concern.closed_at) or _NOT_YET)
        story.bullets([("", sentence) for sentence in what_is_missing(concern)])
        story.paragraph(f"Printed on {instant(created.isoformat())}.", styles.MARGINAL)
        flow(story.finish(), canvas)
        return canvas.finish()


def _raised(story: RecordStory, concern: Concern, raised_by: Inspector | None) -> None:
    by = ", ".join(word for word in (raised_by.name, raised_by.designation) if word) if raised_by else ""
    story.labelled("Raised", instant(concern.raised_at) or "no time recorded")
    story.labelled("Raised by", by or "not recorded")
    story.labelled("Raised with", concern.raised_with or "not recorded")


def _section(story: RecordStory, words: str, text: str) -> None:
    story.heading(2, words)
    story.notes(text if text.strip() else "Nothing is written down yet.")
