"""The words of a letter: templates filled, the category sentence, and the author's own wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.names import in_words, joined, visit_dates_in_words, with_article

_PLACE = re.compile(r"\{([^{}]+)\}")


def values_for(contents: VisitContents) -> Mapping[str, str]:
    """Return what the placeholders of a letter's templates stand for in this visit.

    `council` and `area` come with their article, as they stand in running text (`domain.md` §3).
    """
    visit = contents.visit
    salutations = [person.salutation or person.name for person in contents.addressees]
    return {
        "council": with_article(visit.authority_article, visit.authority_name),
        "area": with_article(visit.authority_article, visit.authority_area),
        "visit_dates": visit_dates_in_words(visit.days),
        "year": str(visit.days[0].year) if visit.days else "",
        "date": in_words(contents.letter.date) if contents.letter.date else "",
        "salutation": joined(salutations),
    }


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with every placeholder filled; KeyError for one that is not known."""
    return _PLACE.sub(lambda place: values[place.group(1)], template)


def own_wording(contents: VisitContents, part_id: str) -> str | None:
    """Return the author's own words for a part, or None where the framework's stand (also where they are blank)."""
    own = contents.letter.wording.get(part_id)
    return own.strip() if own is not None and own.strip() else None


def category_sentence(framework: Framework, present: Set[str], values: Mapping[str, str]) -> str:
    """Return the sentence that says in which categories there are findings, and in which none.

    `present` holds the ids of the categories with findings; KeyError where the framework has no sentence for them.
    """
    phrases = dict(values)
    for category in framework.categories:
        phrases[category.id] = category.in_sentence
        phrases[f"none:{category.id}"] = category.none_in_sentence
    for sentence in framework.letter.category_sentences:
        if set(sentence.present) == present:
            return fill(sentence.text, phrases)
    raise KeyError(f"no category sentence for {sorted(present)}")
