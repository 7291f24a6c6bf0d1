"""How much holds a finding up, in lines: pieces, what was seen and told, records, kinds, inspectors, days."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.visit.names import joined
from inspector_app.visit.weight import Weight
from inspector_app.visit.written_labels import counted_in_words


def weight_lines(weight: Weight | None, inspectors: Mapping[str, str]) -> tuple[str, ...]:
    """Return a finding's weight in lines to be read; `inspectors` are the names by id."""
    if weight is None or not (weight.supports or weight.contradicts):
        return ("No evidence yet.",)
    labels = counted_in_words(weight.from_paper, weight.from_memory)
    of_them = f" ({labels})" if labels else ""
    kinds = ", ".join(style.KIND_WORDS[kind].lower() for kind in weight.kinds) or "none"
    people = [inspectors.get(person, "") for person in weight.inspectors]
    days = joined([spoken.short_day(day) for day in weight.days])
    named = joined([name for name in people if name]) or "none"
    pieces = f"Supports: {weight.supports}{of_them} · contradicts: {weight.contradicts}"
    sources = f"Records: {weight.records} · kinds of source: {kinds}"
    return (
        f"{pieces} · seen: {weight.seen} · told or handed over: {weight.told}",
        f"{sources} · inspectors: {named} · days: {days or 'none'}",
    )
