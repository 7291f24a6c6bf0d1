"""The lines of the letter's outline, as plain values made from the letter's content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inspector_app.frameworks.framework import Framework, LetterPart, PartKind
from inspector_app.letter.content import Bullets, LetterContent, Text, by_theme, letter_content
from inspector_app.letter.wording import is_replaces_wording
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding
from inspector_app.visit.letter_wording import REPLACES

DETAILS = "letter/details"
"""The name of the line for the date, the signatories and the enclosures."""
NEXT_STEPS = "letter/next-steps"
"""The name of the line for the next steps."""

_REPLACES = f"part/{REPLACES}"

_WORDS: dict[PartKind, str] = {
    "subject": "Subject",
    "paragraph": "Paragraph",
    "category-sentence": "Category sentence",
    "lead-in": "Lead-in",
    "findings": "Findings",
    "heading": "Heading",
    "next-steps": "Before the next steps",
    "closing": "Closing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """One line: `name` is that of the block (`content.Origin`), `wording` the key of the author's own words for it.

    `block` is the first block that it stands for, where that has another name.
    `text` are the words that stand in the letter now, `generated` those that the framework gives.
    """

    name: str
    label: str
    text: str = ""
    generated: str = ""
    wording: str = ""
    category: str = ""
    block: str = ""
    finding: Finding | None = None
    dated: bool = False
    """Whether the program put a date into the framework's words: `generated` with another date."""

    @property
    def overridden(self) -> bool:
        """Whether the author's own words stand in place of the framework's."""
        return bool(self.wording and self.generated) and self.text != self.generated and not self.dated


def outline_lines(contents: VisitContents, framework: Framework) -> tuple[OutlineLine, ...]:
    """Return what can be worked on in the letter, in its order; findings also while they have no words."""
    now = generated = _texts(letter_content(contents, framework))
    if contents.letter.wording:
        bare = replace(contents, letter=replace(contents.letter, wording={}))
        generated = _texts(letter_content(bare, framework))
    words = _Words(now, generated)
    lines = [
        OutlineLine(name=DETAILS, label="Date, signatories, enclosures"),
        words.line("part/salutation", "salutation", "Salutation"),
    ]
    for part in framework.letter.parts:
        if part.kind == "findings":
            lines += _findings(part, contents, framework, words)
            continue
        if f"part/{part.id}" in words.now:
            lines.append(words.line(f"part/{part.id}", part.id, _WORDS[part.kind]))
        if part.kind == "subject" and _REPLACES in words.now:
            line = words.line(_REPLACES, REPLACES, "Replaces")
            lines.append(replace(line, dated=is_replaces_wording(line.text, framework)))
        if part.kind == "next-steps":
            lines.append(_next_steps(contents))
    return tuple(lines)


def _findings(part: LetterPart, contents: VisitContents, framework: Framework, words: _Words) -> Iterator[OutlineLine]:
    """The lines of one part: each heading, and under it, by theme where the part has subheadings, its findings."""
    for category_id in part.categories:
        findings = [finding for finding in contents.findings if finding.category == category_id]
        if findings or f"heading/{category_id}" in words.now:
            heading = words.line(f"heading/{category_id}", f"heading:{category_id}", "Heading")
            label = framework.category(category_id).label
            yield replace(heading, category=category_id, text=heading.text or label)
        for theme, group in by_theme(findings).items() if part.theme_subheadings else [("", findings)]:
            if f"subheading/{theme}" in words.now:
                yield words.line(f"subheading/{theme}", f"subheading:{theme}", "Subheading")
            for one in group:
                yield OutlineLine(
                    name=f"finding/{one.id}", label="Finding", text=one.text, category=one.category, finding=one
                )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of each block by its name: those that stand in the letter now, and those that the framework gives."""

    now: Mapping[str, str]
    generated: Mapping[str, str]

    def line(self, name: str, wording: str, label: str) -> OutlineLine:
        return OutlineLine(
            name=name,
            label=label,
            text=self.now.get(name, ""),
            generated=self.generated.get(name, ""),
            wording=wording,
        )


def _next_steps(contents: VisitContents) -> OutlineLine:
    steps = contents.next_steps
    text = "none" if not steps else "1 step" if len(steps) == 1 else f"{len(steps)} steps"
    block = f"next_step/{steps[0].id}" if steps else ""
    return OutlineLine(name=NEXT_STEPS, label="Next steps", text=text, block=block)


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
