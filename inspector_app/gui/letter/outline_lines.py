"""The lines of the letter's outline, as plain values made from the letter's content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector_app.frameworks.framework import Framework, PartKind
from inspector_app.letter.content import Bullets, LetterContent, Text, letter_content
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding

DETAILS = "letter/details"
"""The name of the line for the date and the signatories."""

_WORDS: dict[PartKind, str] = {
    "subject": "Subject",
    "paragraph": "Paragraph",
    "category-sentence": "Category sentence",
    "lead-in": "Lead-in",
    "findings": "Findings",
    "closing": "Closing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """One line: `name` is that of the block (`content.Origin`), `wording` the key of the author's own words for it.

    `text` are the words that stand in the letter now, `generated` those that the framework gives.
    """

    name: str
    label: str
    text: str = ""
    generated: str = ""
    wording: str = ""
    category: str = ""
    finding: Finding | None = None

    @property
    def overridden(self) -> bool:
        """Whether the author's own words stand in place of the framework's."""
        return bool(self.wording and self.generated) and self.text != self.generated


def outline_lines(contents: VisitContents, framework: Framework) -> tuple[OutlineLine, ...]:
    """Return what can be worked on in the letter, in its order; findings also while they have no words."""
    bare = replace(contents, letter=replace(contents.letter, wording={}))
    now = _texts(letter_content(contents, framework))
    generated = _texts(letter_content(bare, framework))
    lines = [OutlineLine(name=DETAILS, label="Date and signatories")]
    lines.append(_worded("part/salutation", "salutation", "Salutation", now, generated))
    for part in framework.letter.parts:
        if part.kind != "findings":
            if f"part/{part.id}" in now:
                lines.append(_worded(f"part/{part.id}", part.id, _WORDS[part.kind], now, generated))
            continue
        for category_id in part.categories:
            findings = [finding for finding in contents.findings if finding.category == category_id]
            if findings or f"heading/{category_id}" in now:
                name, wording = f"heading/{category_id}", f"heading:{category_id}"
                heading = _worded(name, wording, "Heading", now, generated)
                label = framework.category(category_id).label
                lines.append(replace(heading, category=category_id, text=heading.text or label))
            lines += [
                OutlineLine(name=f"finding/{f.id}", label="Finding", text=f.text, category=f.category, finding=f)
                for f in findings
            ]
    return tuple(lines)


def _worded(name: str, wording: str, label: str, now: dict[str, str], generated: dict[str, str]) -> OutlineLine:
    return OutlineLine(
        name=name, label=label, text=now.get(name, ""), generated=generated.get(name, ""), wording=wording
    )


def _texts(content: LetterContent) -> dict[str, str]:
    """Return the words of each block that can be worded, by its name, in reading order."""
    texts: dict[str, list[str]] = {}
    for block in (content.salutation, *content.body):
        if isinstance(block, Text):
            texts.setdefault(str(block.origin), []).append(block.text)
        elif isinstance(block, Bullets):
            for item in block.items:
                texts.setdefault(str(item.origin), []).append(item.text)
    return {name: "\n".join(lines) for name, lines in texts.items()}
