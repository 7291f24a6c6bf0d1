"""Faults between the parts of a framework: names for nothing, names that stand twice, sentences that lack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from inspector_app.errors import Fault
from inspector_app.frameworks.framework import Choice, Clock, Form, Framework
from inspector_app.frameworks.schema_faults import place
from inspector_app.frameworks.templates import LETTER_NAMES, STEP_NAMES, placeholders

FIELDS_WITH_OWN_CHOICES = frozenset({"pathway", "status", "quality"})
"""Fields of a case whose choices stand in cases.toml."""

_TEXT_KINDS = frozenset({"subject", "paragraph", "lead-in", "heading", "closing"})


def cross_reference_faults(framework: Framework) -> list[Fault]:
    """Return every fault between the parts of a framework that is sound by itself."""
    return [
        *_duplicates(framework),
        *_themes(framework),
        *_forms(framework),
        *_clocks(framework),
        *_proportions(framework),
        *_letter_parts(framework),
        *_letter_names(framework),
        *_next_step(framework),
        *_category_sentences(framework),
    ]


def _duplicates(framework: Framework) -> Iterator[Fault]:
    lists: dict[tuple[str, str], Iterable[str]] = {
        ("framework", "focuses"): (focus.id for focus in framework.focuses),
        ("themes", "themes"): (theme.id for theme in framework.themes),
        ("categories", "categories"): (category.id for category in framework.categories),
        ("checks", "checks"): (check.id for check in framework.checks),
        ("cases", "pathways"): _ids(framework.pathways),
        ("cases", "statuses"): _ids(framework.statuses),
        ("cases", "qualities"): _ids(framework.qualities),
        ("cases", "answers"): _ids(framework.answers),
        ("cases", "dates"): _ids(framework.case_dates),
        ("clocks", "clocks"): (clock.id for clock in framework.clocks),
        ("letter", "parts"): (part.id for part in framework.letter.parts),
        ("letter", "deadlines"): (deadline.id for deadline in framework.letter.deadlines),
        ("letter", "copy_roles"): (role.id for role in framework.copy_roles),
        **{("forms", f"{form.kind}.fields"): (field.id for field in form.fields) for form in framework.forms},
    }
    for (file, key), ids in lists.items():
        for index, repeated in _repeated(ids):
            yield Fault(f"{file}.toml, {key}[{index}].id", f'"{repeated}" stands for another one already.')
    for index, key in _repeated(theme.key for theme in framework.themes):
        if key:
            yield Fault(place(("themes", "themes", index, "key")), f'"{key}" is the key of another theme already.')
    words = [(index, word) for index, band in enumerate(framework.proportions) for word in band.words]
    for position, word in _repeated(word for _, word in words):
        band_place = place(("proportions", "proportions", words[position][0], "words"))
        yield Fault(band_place, f'"{word}" stands for other percentages already.')


def _ids(choices: Iterable[Choice]) -> Iterable[str]:
    return (choice.id for choice in choices)


def _repeated(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield index, name
        seen.add(name)


def _unknown(names: Iterable[str], known: Iterable[str], where: str, what: str) -> Iterator[Fault]:
    known = tuple(known)
    for name in names:
        if name not in known:
            yield Fault(where, f'"{name}" is not {what} of this framework; expected one of: {", ".join(known)}.')


def _themes(framework: Framework) -> Iterator[Fault]:
    known = [theme.id for theme in framework.themes]
    for index, focus in enumerate(framework.focuses):
        yield from _unknown(focus.themes, known, place(("framework", "focuses", index, "themes")), "a theme")
    for index, check in enumerate(framework.checks):
        yield from _unknown(check.themes, known, place(("checks", "checks", index, "themes")), "a theme")
    for form in framework.forms:
        for index, prompt in enumerate(form.prompts):
            where = place(("forms", form.kind, "prompts", index, "themes"))
            yield from _unknown(prompt.themes, known, where, "a theme")


def _forms(framework: Framework) -> Iterator[Fault]:
    for form in framework.forms:
        for index, field in enumerate(form.fields):
            where = place(("forms", form.kind, "fields", index, "choices"))
            if field.kind == "choice" and not field.choices and field.id not in FIELDS_WITH_OWN_CHOICES:
                yield Fault(where, "is missing; expected the choices of this field.")
        for index, text in _repeated(prompt.text for prompt in form.prompts):
            yield Fault(place(("forms", form.kind, "prompts", index, "text")), f'"{text}" is asked twice.')
        yield from _roles(form)


def _roles(form: Form) -> Iterator[Fault]:
    known = [word for field in form.fields if field.id == "role" for word in (*field.choices, *field.suggestions)]
    for index, prompt in enumerate(form.prompts):
        where = place(("forms", form.kind, "prompts", index, "roles"))
        yield from _unknown(prompt.roles, known, where, "a role of the form")


def _clocks(framework: Framework) -> Iterator[Fault]:
    dates = [date.id for date in framework.case_dates]
    pathways = [pathway.id for pathway in framework.pathways]
    statuses = [status.id for status in framework.statuses]
    for index, clock in enumerate(framework.clocks):
        yield from _unknown(clock.starts, dates, place(("clocks", "clocks", index, "starts")), "a date of a case")
        yield from _unknown(clock.stops, dates, place(("clocks", "clocks", index, "stops")), "a date of a case")
        for nth, kind in enumerate(clock.not_due):
            where = ("clocks", "clocks", index, "not_due", nth)
            yield from _unknown([kind.pathway], pathways, place((*where, "pathway")), "a pathway")
            yield from _unknown([kind.status], statuses, place((*where, "status")), "a status")
        yield from _limits(clock, index)


def _limits(clock: Clock, index: int) -> Iterator[Fault]:
    for nth, limit in enumerate(clock.limits):
        where = place(("clocks", "clocks", index, "limits", nth, "from"))
        before = clock.limits[nth - 1].from_ if nth else None
        if nth and limit.from_ is None:
            yield Fault(where, "is missing; only the first limit is in force from the beginning.")
        elif before is not None and limit.from_ is not None and limit.from_ <= before:
            yield Fault(where, f"is {limit.from_}; expected a day after that of the limit before it, {before}.")


def _proportions(framework: Framework) -> Iterator[Fault]:
    for index, band in enumerate(framework.proportions):
        if band.high < band.low:
            where = place(("proportions", "proportions", index, "high"))
            yield Fault(where, f"is {band.high:g}; expected at least the low end, {band.low:g}.")
        if index and band.low < framework.proportions[index - 1].low:
            where = place(("proportions", "proportions", index, "low"))
            yield Fault(where, f"is {band.low:g}; expected the least first.")


def _letter_parts(framework: Framework) -> Iterator[Fault]:
    known = [category.id for category in framework.categories]
    for index, part in enumerate(framework.letter.parts):
        where = ("letter", "parts", index)
        yield from _unknown(part.categories, known, place((*where, "categories")), "a category")
        yield from _unknown(part.when, known, place((*where, "when")), "a category")
        if part.kind in _TEXT_KINDS and not part.text:
            yield Fault(place((*where, "text")), f"is missing; expected the text of this {part.kind}.")
        if part.kind == "findings" and not part.categories:
            yield Fault(place((*where, "categories")), "is missing; expected the categories that it prints.")
    printed = [category for part in framework.letter.parts for category in part.categories]
    for _, category in _repeated(printed):
        yield Fault(place(("letter", "parts")), f'"{category}" is printed by two parts.')
    for category in known:
        if category not in printed:
            yield Fault(place(("letter", "parts")), f'no part prints the findings of "{category}".')


def _letter_names(framework: Framework) -> Iterator[Fault]:
    letter = framework.letter
    texts: dict[tuple[str | int, ...], str] = {
        ("title",): letter.title,
        ("salutation",): letter.salutation,
        ("valediction",): letter.valediction,
        ("copy_label",): letter.copy_label,
        ("continuation",): letter.continuation,
        **{("parts", index, "text"): part.text for index, part in enumerate(letter.parts)},
    }
    known = {*LETTER_NAMES, *(f"{what}:{deadline.id}" for deadline in letter.deadlines for what in ("by", "days"))}
    if not framework.focuses:
        known.discard("focus")
    for keys, text in texts.items():
        yield from _unfilled(text, known, place(("letter", *keys)))
    yield from _unfilled(letter.replaces_sentence, {*known, "replaced"}, place(("letter", "replaces_sentence")))


def _next_step(framework: Framework) -> Iterator[Fault]:
    wording = framework.letter.next_step
    if wording is not None:
        yield from _unfilled(wording.sentence, STEP_NAMES, place(("letter", "next_step", "sentence")))
        yield from _unfilled(wording.where, {"where"}, place(("letter", "next_step", "where")))
        yield from _unfilled(wording.by, {"by"}, place(("letter", "next_step", "by")))
    elif any(part.kind == "next-steps" for part in framework.letter.parts):
        yield Fault(place(("letter", "next_step")), "is missing; expected how a next step is said.")


def _unfilled(text: str, known: Collection[str], where: str) -> Iterator[Fault]:
    for name in placeholders(text):
        if name not in known:
            yield Fault(where, f"{{{name}}} cannot be filled in; expected one of: {', '.join(sorted(known))}.")


def _category_sentences(framework: Framework) -> Iterator[Fault]:
    known = [category.id for category in framework.categories]
    counted = [each.id for each in framework.categories if each.one_in_sentence and each.several_in_sentence]
    names = [*known, *(f"none:{category}" for category in known), *(f"number:{category}" for category in counted)]
    sets = [frozenset(sentence.present) for sentence in framework.letter.category_sentences]
    for index, sentence in enumerate(framework.letter.category_sentences):
        where = ("letter", "category_sentences", index)
        yield from _unknown(sentence.present, known, place((*where, "present")), "a category")
        if sets[index] in sets[:index]:
            yield Fault(place((*where, "present")), "another sentence is for the same categories.")
        for key, text in (("text", sentence.text), ("with_one", sentence.with_one)):
            for name in placeholders(text):
                if name not in names:
                    yield Fault(
                        place((*where, key)), f"{{{name}}} names no category; expected one of: {', '.join(names)}."
                    )
    if any(part.kind == "category-sentence" for part in framework.letter.parts):
        for size in range(len(known) + 1):
            for present in combinations(known, size):
                if frozenset(present) not in sets:
                    which = ", ".join(present) or "no category at all"
                    yield Fault(place(("letter", "category_sentences")), f"no sentence for: {which}.")
