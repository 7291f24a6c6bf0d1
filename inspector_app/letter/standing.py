"""Where findings stand in the letter, in words: "bullet 3 under “Areas for development”"."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.letter.content import Bullets, LetterContent


def standing_in_letter(content: LetterContent) -> Mapping[str, str]:
    """Return where each finding stands, by its id; those that have no words yet are not in the letter."""
    found: dict[str, str] = {}
    heading = subheading = ""
    bullets = paragraphs = 0
    for block in content.body:
        if isinstance(block, Bullets):
            for item in block.items:
                bullets += 1
                if item.origin.kind == "finding":
                    found.setdefault(item.origin.id, f"bullet {bullets}{_under(heading, subheading)}")
        elif block.kind == "heading":
            heading, subheading, bullets, paragraphs = block.text, "", 0, 0
        elif block.kind == "subheading":
            subheading, bullets, paragraphs = block.text, 0, 0
        else:
            paragraphs += 1
            if block.origin.kind == "finding":
                found.setdefault(block.origin.id, f"paragraph {paragraphs}{_under(heading, subheading)}")
    return found


def _under(heading: str, subheading: str) -> str:
    named = ", ".join(f"“{words}”" for words in (heading, subheading) if words)
    return f" under {named}" if named else ""
