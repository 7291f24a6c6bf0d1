"""Abbreviations of one's own that stand for words while one types: "sw" for "social worker"."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from inspector_app.places import resources_folder

ABBREVIATIONS_KEY = "abbreviations"
"""Under this key of the profile's settings the person's own list is kept, as pairs; else the shipped one counts."""
ENDS_A_WORD = frozenset(' \n\t.,;:!?)/”"')
"""A short form is written out when one of these is typed after it."""
_SHORT = re.compile(r"[^\W_]{1,12}")
_LAST = re.compile(r"(?<![^\s(“\"/\[–—])[^\W_]{1,12}$")
_WORD = re.compile(r"[^\W_]{2,13}")
_LINE = re.compile(r"\s*([^\s=:]+)\s*[=:]\s*(.*\S)\s*")


@cache
def shipped_abbreviations() -> Mapping[str, str]:
    """Return the usual short forms of the field, by `resources/writing/abbreviations.toml`."""
    with (resources_folder() / "writing" / "abbreviations.toml").open("rb") as file:
        return dict(tomllib.load(file)["abbreviations"])


@cache
def _only_explained() -> Mapping[str, str]:
    with (resources_folder() / "writing" / "abbreviations.toml").open("rb") as file:
        return dict(tomllib.load(file)["explained"])


def is_short_form(letters: str) -> bool:
    """Say whether letters are a short form of the field, among those that are written out or those only explained."""
    return letters.lower() in shipped_abbreviations() or letters.lower() in _only_explained()


def abbreviations_from(setting: object) -> Mapping[str, str]:
    """Return the short forms of a setting as it was kept; the shipped ones where there is none."""
    if not isinstance(setting, list):
        return shipped_abbreviations()
    return {pair[0]: pair[1] for pair in setting if isinstance(pair, list) and len(pair) == 2}


def abbreviations_in(text: str) -> tuple[dict[str, str], list[str]]:
    """Read "sw = social worker" line by line: the short forms, and the lines that are none."""
    made, faulty = {}, []
    for line in filter(str.strip, text.splitlines()):
        found = _LINE.fullmatch(line)
        if found and _SHORT.fullmatch(found[1]):
            made[found[1].lower()] = found[2]
        else:
            faulty.append(line.strip())
    return made, faulty


def short_forms_in(texts: Iterable[str], abbreviations: Mapping[str, str]) -> dict[str, str]:
    """Return the short forms that occur in texts with what they stand for, as they are written there most often.

    Beside these, those in capitals that are commonly written and never written out while one types
    (`resources/writing/abbreviations.toml`); in order of the alphabet.
    """
    explained = {short: words for short, words in _only_explained().items() if short not in abbreviations}
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in _WORD.findall(text):
            form = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
            if form.lower() in abbreviations or (form.isupper() and form.lower() in explained):
                met[form.lower()][form] += 1
    known = {**explained, **abbreviations}
    return {met[short].most_common(1)[0][0]: known[short] for short in sorted(met)}


def lines_of(abbreviations: Mapping[str, str]) -> str:
    """Return the short forms as lines that `abbreviations_in` reads."""
    return "\n".join(f"{short} = {words}" for short, words in sorted(abbreviations.items()))


def pairs_of(abbreviations: Mapping[str, str]) -> Iterable[list[str]]:
    """Return the short forms as the profile keeps them."""
    return [[short, words] for short, words in abbreviations.items()]


def written_out(before: str, abbreviations: Mapping[str, str]) -> tuple[int, str] | None:
    """Return where the short form at the end of a line so far begins, and what it stands for; None: there is none.

    "Sw" gives "Social worker"; what is typed in capitals (CAF) stays.
    """
    found = _LAST.search(before)
    if found is None:
        return None
    short = found[0]
    words = abbreviations.get(short.lower())
    if words is None or (short != short.lower() and short != short.capitalize()) or (short.isupper()):
        return None
    return found.start(), words[:1].upper() + words[1:] if short[:1].isupper() else words
