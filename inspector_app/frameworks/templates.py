"""Templates of the letter: text with `{names}` in it, which the letter fills in."""

from __future__ import annotations

import re

LETTER_NAMES = frozenset({"area", "council", "visit_dates", "year", "date", "salutation", "focus", "inspectors"})
"""What a text of the letter may name; `{area}` and `{council}` come with their article."""

STEP_NAMES = frozenset({"who", "what", "where", "by"})
"""What the sentence of a next step may name."""

_NAME = re.compile(r"\{([^{}]*)\}")


def placeholders(template: str) -> tuple[str, ...]:
    """Return the names in braces, in their order."""
    return tuple(_NAME.findall(template))
