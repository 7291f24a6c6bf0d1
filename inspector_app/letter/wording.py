"""The words of a letter: templates filled, the category sentence, next steps, and the author's own wording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from inspector_app.frameworks.framework import Framework, NextStepWording
from inspector_app.frameworks.working_days import add_working_days
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import NextStep, SignedLetter
from inspector_app.visit.names import in_words, joined, visit_dates_in_words, with_article

_PLACE = re.compile(r"\{([^{}]+)\}")
_LACKING = "…"


def values_for(contents: VisitContents, framework: Framework) -> Mapping[str, str]:
    """Return what the placeholders of a letter's templates stand for in this visit.

    `council` and `area` come with their article, as they stand in running text (`domain.md` §3). Deadlines are counted
    from the letter's date, in working days. "…" stands for a day, a focus or inspectors that are not known yet.
    """
    visit, letter = contents.visit, contents.letter
    salutations = [person.salutation or person.name for person in contents.addressees]
    focus = framework.focus(visit.focus)
    return {
        "council": with_article(visit.authority_article, visit.authority_name),
        "area": with_article(visit.authority_article, visit.authority_area),
        "visit_dates": visit_dates_in_words(visit.days),
        "year": str(visit.days[0].year) if visit.days else "",
        "date": in_words(letter.date) if letter.date else "",
        "salutation": joined(salutations),
        "focus": focus.in_sentence if focus else _LACKING,
        "inspectors": joined([person.name for person in contents.inspectors]) or _LACKING,
        **{f"days:{each.id}": str(each.working_days) for each in framework.letter.deadlines},
        **{f"by:{each.id}": _deadline(each.working_days, letter.date) for each in framework.letter.deadlines},
    }


def _deadline(days: int, dated: date | None) -> str:
    """The day in words, in a letter that has a date from which it can be counted."""
    try:
        return in_words(add_working_days(dated, days)) if dated else _LACKING
    except OverflowError:
        return _LACKING


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with every placeholder filled; KeyError for one that is not known."""
    return _PLACE.sub(lambda place: values[place.group(1)], template)


def own_wording(contents: VisitContents, part_id: str) -> str | None:
    """Return the author's own words for a part, or None where the framework's stand (also where they are blank)."""
    own = contents.letter.wording.get(part_id)
    return own.strip() if own is not None and own.strip() else None


def category_sentence(framework: Framework, findings: Mapping[str, int], values: Mapping[str, str]) -> str:
    """Return the sentence that says in which categories there are findings, and in which none.

    `findings` says how many there are in each category; KeyError where the framework has no sentence for them.
    """
    present = {category_id for category_id, count in findings.items() if count}
    phrases = dict(values)
    for category in framework.categories:
        phrases[category.id] = category.in_sentence
        phrases[f"none:{category.id}"] = category.none_in_sentence
        one = findings.get(category.id) == 1
        phrases[f"number:{category.id}"] = category.one_in_sentence if one else category.several_in_sentence
    for sentence in framework.letter.category_sentences:
        if set(sentence.present) == present:
            some_single = any(findings[category_id] == 1 for category_id in present)
            return fill(sentence.with_one if sentence.with_one and some_single else sentence.text, phrases)
    raise KeyError(f"no category sentence for {sorted(present)}")


def replaces_sentence(contents: VisitContents, framework: Framework, values: Mapping[str, str]) -> str:
    """Return the sentence that says which letter this one replaces; nothing for one that replaces none.

    The other's date is the day on which it was signed, unless own words (`replaces_wording`) name another.
    """
    replaced = next((each for each in contents.signed_letters if each.id == contents.letter.replaces), None)
    if replaced is None:
        return ""
    return fill(framework.letter.replaces_sentence, {**values, "replaced": in_words(_signed_on(replaced))})


def replaces_wording(dated: date | None, signed: SignedLetter, framework: Framework) -> str | None:
    """Return the words for the letter that replaces one of this date; None where that is the day of its signing.

    What was signed keeps no date of its own, and the letter's is about to become that of the new version.
    """
    if dated is None or dated == _signed_on(signed) or "{replaced}" not in framework.letter.replaces_sentence:
        return None
    return framework.letter.replaces_sentence.replace("{replaced}", in_words(dated))


def _signed_on(signed: SignedLetter) -> date:
    return datetime.fromisoformat(signed.signed_at).date()


def next_step_sentence(wording: NextStepWording, step: NextStep) -> str:
    """Return a next step as a sentence, or nothing while it does not say who and what."""
    who, what, where = step.who.strip(), step.what.strip().rstrip("."), (step.where or "").strip()
    if not who or not what:
        return ""
    by = in_words(step.by) if step.by else ""
    said = {
        "who": who,
        "what": what,
        "where": fill(wording.where, {"where": where}) if where else "",
        "by": fill(wording.by, {"by": by}) if by else "",
    }
    return fill(wording.sentence, said)
