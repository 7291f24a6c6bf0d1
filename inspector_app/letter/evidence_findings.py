"""Findings and concerns in the evidence record: what each finding rests on, and what became of each concern."""

from __future__ import annotations

from inspector_app.frameworks.framework import RECORD_KINDS, Framework
from inspector_app.letter.evidence_words import KIND_WORDS, Numbers, instant
from inspector_app.letter.evidence_writing import evidence_words
from inspector_app.letter.record_story import RecordStory, sentence_of
from inspector_app.visit.concern_rules import what_is_missing
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Bearing, Evidence, Finding, Link
from inspector_app.visit.weight import Weight, weights
from inspector_app.visit.written_labels import counted_in_words


def write_findings(story: RecordStory, contents: VisitContents, framework: Framework, numbers: Numbers) -> None:
    """Add the findings by category, each with the evidence that supports and contradicts it."""
    weighed = weights(contents)
    count = 0
    for category in framework.categories:
        findings = [finding for finding in contents.findings if finding.category == category.id]
        if not findings:
            continue
        story.heading(2, f"Findings: {category.label.lower()}")
        for finding in findings:
            count += 1
            story.heading(3, f"Finding {count}")
            _finding(story, finding, weighed[finding.id], contents, framework, numbers)


def write_concerns(story: RecordStory, contents: VisitContents) -> None:
    """Add the concerns with their times."""
    if not contents.concerns:
        return
    story.heading(2, "Concerns about a child's safety")
    for concern in contents.concerns:
        raised_by = contents.inspector(concern.raised_by)
        story.heading(3, f"Concern about {concern.case}" if concern.case else "Concern about a child")
        story.labelled("Raised", sentence_of(instant(concern.raised_at), raised_by.name if raised_by else None))
        story.labelled("With", concern.raised_with)
        story.labelled("Matter", concern.matter)
        story.labelled("Answer", concern.response)
        story.labelled("Known to be safe", instant(concern.safe_at))
        story.labelled("Closed", instant(concern.closed_at) or "still open")
        story.bullets([("", sentence) for sentence in what_is_missing(concern)])


def _finding(
    story: RecordStory,
    finding: Finding,
    weight: Weight,
    contents: VisitContents,
    framework: Framework,
    numbers: Numbers,
) -> None:
    story.notes(finding.text)
    story.bullets([("", point) for point in finding.points if point.strip()])
    if finding.risk:
        systemic = {True: "systemic", False: "not systemic", None: None}[finding.risk.systemic]
        said = f"{finding.risk.who} at risk of {finding.risk.of_what}"
        story.labelled("Risk", sentence_of(said, systemic))
    pieces = contents.evidence_by_id()
    _bearing(story, _supported(weight), "supports", finding, pieces, contents, framework, numbers)
    _bearing(story, "Contradicted by", "contradicts", finding, pieces, contents, framework, numbers)
    for acceptance in finding.accepted:
        story.labelled(f"Stands against “{acceptance.check}”", acceptance.why)


def _supported(weight: Weight) -> str:
    kinds = ", ".join(f"{KIND_WORDS[kind].lower()}s" for kind in RECORD_KINDS if kind in weight.kinds)
    records = f"{weight.records} {'record' if weight.records == 1 else 'records'}"
    labels = counted_in_words(weight.from_paper, weight.from_memory)
    of_them = f"; pieces {labels}" if labels else ""
    return f"Supported from {records}: {kinds}{of_them}" if kinds else "Supported by"


def _bearing(
    story: RecordStory,
    title: str,
    bearing: Bearing,
    finding: Finding,
    pieces: dict[str, Evidence],
    contents: VisitContents,
    framework: Framework,
    numbers: Numbers,
) -> None:
    links = [link for link in finding.evidence if link.bearing == bearing and link.evidence in pieces]
    if not links:
        return
    records = {record.id: record for record in contents.records}
    story.lead(title)
    items = []
    for link in links:
        piece = pieces[link.evidence]
        record = records.get(piece.record or "")
        source = f" ({KIND_WORDS[record.kind].lower()}: {record.title})" if record else ""
        items.append((numbers.of(piece.id), f"{evidence_words(piece, record, framework)}{source}{_answered(link)}"))
    story.bullets(items)


def _answered(link: Link) -> str:
    return f" Weighed: {link.weighed}" if link.weighed else ""
