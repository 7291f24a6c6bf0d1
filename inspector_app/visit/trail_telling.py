"""How things are named and single changes told, wherever in the trail they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector_app.visit.change import Plain
from inspector_app.visit.trail_past import Changed, Past
from inspector_app.visit.trail_values import MANY_WORDS, as_words, field_words, shown

_SHORT = 90
"""Characters of a text that is only named, not told."""
_QUIET = frozenset({"order", "given", "extra", "judged", "at", "by", "id"})
"""Fields that say nothing by themselves beside others of the same step."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that follows the name of who did it; where words changed, those before and after."""

    sentence: str
    before: str = ""
    after: str = ""


def holds_words(entity: str, field: str | None) -> bool:
    """Say whether a field holds words that a person types, told as what went and what came."""
    if field is None:
        return False
    return field.partition("/")[0] in MANY_WORDS.get(entity, frozenset())


def of_field(change: Changed, past: Past, thing: str) -> Told:
    """Tell that one field of a thing was changed; "it" is the subject of the trail."""
    entry = change.entry
    name = str(entry.field)
    what = f"its {field_words(name)}" if thing == "it" else f"the {field_words(name)} of {thing}"
    if holds_words(entry.entity, name):
        verb = "changed" if as_words(change.before) else "wrote"
        return Told(f"{verb} {what}", as_words(change.before), as_words(entry.value))
    if name == "themes":
        return Told(f"set {what}: {theme_words(past, entry.value)}")
    if change.before in (None, "", [], False):
        return Told(f"set {what}: {shown(entry.value)}")
    return Told(f"changed {what} from {shown(change.before)} to {shown(entry.value)}")


def loud(changes: Sequence[Changed]) -> list[Changed]:
    """Return the changes that say something; where none does, all of them."""
    return [change for change in changes if change.entry.field not in _QUIET] or list(changes)


def it_or_named(past: Past, entity: str, entity_id: str) -> str:
    """Return "it" for the subject of the trail, else what it is and how it begins."""
    if past.subject is not None and past.subject.entity == entity:
        return "it"
    return f"the {entity} {quoted(past.text(entity, entity_id))}".rstrip()


def finding_words(past: Past, finding: Plain) -> str:
    """Return "it" for the subject, else the finding by how it begins; None: findings of which none is named."""
    if finding is None:
        return "it" if past.subject is not None and past.subject.entity == "finding" else "findings"
    return it_or_named(past, "finding", str(finding))


def piece_words(past: Past, evidence: Plain) -> str:
    """Return "it" for the subject, else the evidence by how it begins."""
    if past.subject is not None and past.subject.entity == "evidence":
        return "it"
    return f"the evidence {quoted(past.text('evidence', evidence))}".rstrip()


def passage_words(past: Past, held: Mapping[str, Plain]) -> str:
    """Return where evidence was taken from."""
    if held.get("record") is None:
        return "that stands alone"
    if past.subject is not None and past.subject.entity == "record":
        return "of a passage"
    return f"of a passage of {record_words(past, held['record'])}"


def record_words(past: Past, record: Plain) -> str:
    """Return a record by its kind and title."""
    held = past.held("record", record)
    title = as_words(held.get("title")) or as_words(past.held("case", record).get("reference"))
    return f"the {held.get('kind', 'record')} {quoted(title)}".rstrip()


def this_record(past: Past, record: str) -> str:
    """Return "it" for the subject, else the record by its kind and title."""
    return "it" if past.subject is not None and past.subject.entity == "record" else record_words(past, record)


def category_words(past: Past, category: Plain) -> str:
    """Return the label of a category."""
    labels = {each.id: each.label for each in past.framework.categories}
    return labels.get(str(category), str(category))


def theme_words(past: Past, themes: Plain) -> str:
    """Return the labels of themes."""
    labels = {each.id: each.label for each in past.framework.themes}
    held = themes if isinstance(themes, list | tuple) else ()
    return ", ".join(labels.get(str(theme), str(theme)) for theme in held) or "none"


def quoted(text: str) -> str:
    """Return how a text begins, in quotation marks; nothing for none."""
    line = " ".join(text.split())
    if not line:
        return ""
    return f"“{line if len(line) <= _SHORT else line[:_SHORT].rsplit(' ', 1)[0] + ' …'}”"
