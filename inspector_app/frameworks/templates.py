"""Templates of the letter: text with `{names}` in it, filled from values."""

from __future__ import annotations

import re
from collections.abc import Mapping

LETTER_NAMES = frozenset({"area", "council", "visit_dates", "year", "date", "salutation"})
"""What a text of the letter may name; `{area}` and `{council}` come with their article."""

_NAME = re.compile(r"\{([^{}]*)\}")


def placeholders(template: str) -> tuple[str, ...]:
    """Return the names in braces, in their order."""
    return tuple(_NAME.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with each name in braces replaced by its value; KeyError where a value is lacking."""
    return _NAME.sub(lambda name: values[name.group(1)], template)
