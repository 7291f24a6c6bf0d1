"""Which fields hold words that a person types, and how many words came to be in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from inspector_app.visit.change import Change, Plain, Put

_TYPED: Mapping[str, tuple[str, ...]] = {
    "visit": ("authority_name", "authority_area"),
    "inspector": ("name", "designation"),
    "addressee": ("name", "salutation", "post", "organisation", "address", "postcode"),
    "copy": ("name", "post", "organisation"),
    "record": ("title", "notes"),
    "observation": ("setting", "activity", "roles"),
    "interview": ("role", "team"),
    "answer": ("answer",),
    "case": ("reference", "team", "chosen_stratum", "chosen_reason", "left_reason"),
    "check": ("note",),
    "document": ("type", "supplied_by"),
    "evidence": ("text",),
    "finding": ("text", "points", "risk"),
    "link": ("weighed",),
    "acceptance": ("why",),
    "concern": ("case", "raised_with", "matter", "response"),
    "letter": ("wording",),
}


def typed_texts(entity: str, field: str | None, value: Plain) -> Iterator[tuple[str, str]]:
    """Yield the fields that hold typed words, and the words, of a value as a change or an entry of the log gives it.

    `field` None: the value holds all fields of an entity that was made.
    """
    if field is None:
        for name, part in value.items() if isinstance(value, Mapping) else ():
            yield from typed_texts(entity, str(name), part)
    elif field.split("/", 1)[0] in _TYPED.get(entity, ()):
        if isinstance(value, Mapping) and "/" not in field and field != "risk":
            for key, part in value.items():
                yield f"{field}/{key}", _text(part)
        else:
            yield field, _text(value)


def texts_of_change(change: Change) -> Iterator[tuple[str, str]]:
    """Yield the fields of a change that hold typed words, and the words."""
    if isinstance(change, Put):
        yield from typed_texts(change.entity, None, change.values)
    else:
        yield from typed_texts(change.entity, change.field, change.value)


def added_words(before: str, after: str) -> int:
    """Return how many of the words that stand after did not stand before."""
    return sum((Counter(after.split()) - Counter(before.split())).values())


def words(count: int) -> str:
    """Return a number of words, in words: "1 word", "12 words"."""
    return f"{count:,} word{'' if count == 1 else 's'}"


def _text(value: Plain) -> str:
    if isinstance(value, Mapping):
        return "\n".join(_text(part) for part in value.values() if part)
    if isinstance(value, list | tuple):
        return "\n".join(_text(part) for part in value)
    return value if isinstance(value, str) else ""
