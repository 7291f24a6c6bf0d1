"""How the cases were chosen, in the evidence record: how many in which way, why those on purpose, and each draw."""

from __future__ import annotations

from collections import Counter

from inspector_app.letter.draw_slip import write_draw
from inspector_app.letter.evidence_words import amount, instant
from inspector_app.letter.record_story import RecordStory
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case
from inspector_app.visit.sampling_steps import DRAWN, REPLACEMENT


def write_sampling(story: RecordStory, contents: VisitContents) -> None:
    """Add the sampling note of a visit that has cases."""
    cases = [record.details for record in contents.records if isinstance(record.details, Case)]
    drawn = [case for case in cases if case.chosen_how == DRAWN]
    instead = [case for case in cases if case.chosen_how == REPLACEMENT]
    picked = [case for case in cases if case.chosen_how not in (None, DRAWN, REPLACEMENT)]
    unsaid = len(cases) - len(drawn) - len(instead) - len(picked)
    said = [f"{len(drawn)} drawn at random"] if drawn else []
    said += [f"{len(instead)} in place of one that could not be read"] if instead else []
    said += [f"{len(picked)} picked on purpose"] if picked else []
    said += [f"{unsaid} without a note of how"] if unsaid else []
    story.paragraph(f"{amount(len(cases), 'case')}: {', '.join(said)}.")
    left = sum(case.left_reason is not None for case in cases)
    story.labelled("Left the sample without being read", amount(left, "case") if left else None)
    strata = Counter(case.chosen_stratum for case in cases if case.chosen_stratum)
    story.labelled("Strata", ", ".join(f"{stratum} {count}" for stratum, count in sorted(strata.items())))
    reasons = [(case.reference, case.chosen_reason) for case in picked if case.chosen_reason]
    if reasons:
        story.lead("Picked on purpose, and why")
        story.bullets(reasons)
    for draw in contents.draws:
        story.heading(3, f"Draw of {instant(draw.drawn_at)}")
        write_draw(story, contents, draw)
    if drawn and not contents.draws:
        story.paragraph("From which list they were drawn, and with which seed, was not recorded with the visit.")
