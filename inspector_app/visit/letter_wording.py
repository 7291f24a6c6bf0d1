"""What the framework says in a letter: templates filled, the category sentence, next steps, and headings.

An author's own words for a part stand under the same key as what the framework says (`generated_wording`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from inspector_app.frameworks.framework import Category, Framework, LetterPart, NextStepWording
from inspector_app.frameworks.working_days import add_working_days
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding
from inspector_app.visit.letter_entities import NextStep, SignedLetter
from inspector_app.visit.names import in_words, joined, visit_dates_in_words, with_article

REPLACES = "replaces"
"""The part that says which letter this one replaces; no framework lists it among its parts."""

_PLACE = re.compile(r"\{([^{}]+)\}")
_LACKING = "…"
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WHITE = re.compile(r"[^\S\u00a0\u202f]+")
"""Runs of white space, but not the spaces at which an author wants no line to break."""
_SAID_ALREADY = re.compile(r"\A(?:(?:should|to)(?:\s+|\Z))+", re.IGNORECASE)
"""What a next step's sentence says before what is to be done and before where to, and many an author types again."""
_END_STOPS = " .,;:"


def generated_wording(contents: VisitContents, framework: Framework) -> dict[str, str]:
    """Return what the framework says in the letter as it stands, for each part that its author may put otherwise.

    The keys are those of `letter.wording`; a part or heading that is not printed has none. KeyError where the framework
    has no sentence for the categories.
    """
    form, values = framework.letter, values_for(contents, framework)
    findings = written_findings(contents)
    amounts = Counter(finding.category for finding in findings)
    said = {"salutation": fill(form.salutation, values)}
    if contents.letter.replaces:
        said[REPLACES] = replaces_sentence(contents, framework, values)
    for part in form.parts:
        if not is_printed(part, amounts):
            continue
        if part.kind == "findings":
            said.update(_headings(part, findings, framework))
        elif part.kind == "category-sentence":
            said[part.id] = category_sentence(framework, amounts, values)
        elif part.kind != "next-steps" or next_step_sentences(contents, framework):
            said[part.id] = fill(part.text, values)
    return said


def is_printed(part: LetterPart, amounts: Mapping[str, int]) -> bool:
    """Say whether a part is in a letter with so many findings in each category."""
    return not part.when or any(amounts.get(category) for category in part.when)


def written_findings(contents: VisitContents) -> tuple[Finding, ...]:
    """Return the findings that are in the letter: one that has no words yet is not."""
    return tuple(one for one in contents.findings if any(map(one_line, (one.text, *one.points))))


def _headings(part: LetterPart, findings: Sequence[Finding], framework: Framework) -> Iterator[tuple[str, str]]:
    for category in map(framework.category, part.categories):
        here = [finding for finding in findings if finding.category == category.id]
        if here or category.empty_sentence:
            yield f"heading:{category.id}", _heading(part, category, len(here))
        if part.theme_subheadings:
            for theme in filter(None, (next(iter(finding.themes), "") for finding in here)):
                yield f"subheading:{theme}", framework.theme_label(theme)


def _heading(part: LetterPart, category: Category, findings: int) -> str:
    if part.headings == "by-number" and findings == 1:
        return category.label_singular
    return category.heading or category.label


def one_line(text: str) -> str:
    """Return one line of composed characters, without soft hyphens and other marks that no reader sees or hears."""
    if text.isascii():
        # The same, many times faster: every text of a letter is read so at each key.
        return " ".join(text.split())
    return _WHITE.sub(" ", unicodedata.normalize("NFC", text).translate(_UNSEEN)).strip(" ")


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
        "inspectors": joined([person.name for person in contents.inspectors if person.name.strip()]) or _LACKING,
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
    return fill(framework.letter.replaces_sentence, {**values, "replaced": in_words(signed_on(replaced))})


def signed_on(letter: SignedLetter) -> date:
    """Return the day of a letter's signature."""
    return datetime.fromisoformat(letter.signed_at).date()


def next_step_sentences(contents: VisitContents, framework: Framework) -> dict[str, str]:
    """Return the sentence of each next step that says who and what, by its id, in their order."""
    wording = framework.letter.next_step
    said = {step.id: one_line(next_step_sentence(wording, step)) for step in contents.next_steps} if wording else {}
    return {step: sentence for step, sentence in said.items() if sentence}


def next_step_sentence(wording: NextStepWording, step: NextStep) -> str:
    """Return a next step as a sentence, or nothing while it does not say who and what."""
    who, what, where = step.who.strip(), _bare(step.what), _bare(step.where or "")
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


def _bare(words: str) -> str:
    """Return what was typed without what the sentence says before it, and without end stops."""
    return _SAID_ALREADY.sub("", words.strip(), count=1).rstrip(_END_STOPS)
