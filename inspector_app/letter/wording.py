"""An author's own words in place of what the framework says in a letter."""

from __future__ import annotations

import re
from datetime import date

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.letter_wording import signed_on
from inspector_app.visit.names import in_words

_DAY = re.compile(r"\d{1,2}\s\w+\s\d{4}")
"""A date as `visit/names.in_words` puts it."""


def own_wording(contents: VisitContents, part_id: str) -> str | None:
    """Return the author's own words for a part, or None where the framework's stand (also where they are blank)."""
    own = contents.letter.wording.get(part_id)
    return own.strip() if own is not None and own.strip() else None


def is_replaces_wording(words: str, framework: Framework) -> bool:
    """Say whether words for the letter that is replaced are the framework's, with whichever date."""
    before, place, behind = framework.letter.replaces_sentence.partition("{replaced}")
    return (
        bool(place)
        and words.startswith(before)
        and words.endswith(behind)
        and bool(_DAY.fullmatch(words[len(before) : len(words) - len(behind)]))
    )


def replaces_wording(dated: date | None, signed: SignedLetter, framework: Framework) -> str | None:
    """Return the words for the letter that replaces one of this date; None where that is the day of its signing.

    What was signed keeps no date of its own, and the letter's is about to become that of the new version.
    """
    if dated is None or dated == signed_on(signed) or "{replaced}" not in framework.letter.replaces_sentence:
        return None
    return framework.letter.replaces_sentence.replace("{replaced}", in_words(dated))
