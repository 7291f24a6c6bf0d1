"""The letter as plain text: a line a paragraph or bullet, for offices that lay it out again."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.letter.content import Block, Bullets, LetterContent, SignaturePlace, Text


def plain_text(content: LetterContent) -> str:
    """Return the letter as lines; a bullet starts with "- ", a second-level one with "  - " (`design.md` §5)."""
    groups: list[list[str]] = [
        [content.organisation, *content.office.lines],
        list(content.direct.lines),
        [content.date],
        *(list(block.lines) for block in content.addressees),
        [content.salutation.text],
        *(_block(block) for block in content.body),
        [content.valediction],
        *(_signature(place) for place in content.signatures),
        listed_lines(content.enclosure_label, content.enclosures),
        listed_lines(content.copy_label, content.copies),
    ]
    printed = [[line for line in group if line] for group in groups]
    return "\n\n".join("\n".join(group) for group in printed if group) + "\n"


def listed_lines(label: str, listed: Sequence[Text]) -> list[str]:
    """Return enclosures or copies, a line each, their label standing before the first."""
    names = [each.text for each in listed]
    return [f"{label} {names[0]}".strip(), *names[1:]] if names else []


def _block(block: Block) -> list[str]:
    if isinstance(block, Bullets):
        return [line for item in block.items for line in (f"- {item.text}", *(f"  - {point}" for point in item.points))]
    return [block.text]


def _signature(place: SignaturePlace) -> list[str]:
    return [place.name, place.designation]
