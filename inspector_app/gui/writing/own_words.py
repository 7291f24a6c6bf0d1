"""What a person has taught the program about words, kept in the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from secrets import token_hex

from inspector_app.open_visit import OpenVisit
from inspector_app.spelling.speller import OWN_WORDS_KEY
from inspector_app.store.profile import Profile
from inspector_app.visit.abbreviations import ABBREVIATIONS_KEY, abbreviations_from

_WORD = re.compile(r"[^\W\d_]+")


class OwnWords:
    """The words of one person in one visit; a container of what is no name here, for `name_warnings`.

    What was dismissed is kept as a digest with a salt of its own, which the encrypted profile alone holds: the profile
    does not list the names that stood in a visit, and a list of names is not tried on many visits at once.
    """

    def __init__(self, profile: Profile, visit: OpenVisit) -> None:
        self._profile = profile
        self._dismissed_key = f"no-names/{visit.id}"
        kept = profile.setting(self._dismissed_key)
        if not isinstance(kept, dict):
            kept = {"salt": token_hex(16), "digests": []}
        self._salt: str = kept["salt"]
        self._dismissed: set[str] = set(kept["digests"])
        self._of_the_visit = {word.casefold() for word in _words_of(visit)}
        self._of_the_visit |= {each.postcode.casefold() for each in visit.addressees() if each.postcode}
        self._kept: tuple[object, Mapping[str, str]] = (None, abbreviations_from(None))

    def __contains__(self, passage: object) -> bool:
        return isinstance(passage, str) and (passage in self._of_the_visit or self._digest(passage) in self._dismissed)

    def known(self) -> list[str]:
        """Return the words that are right beside those of the dictionary: the person's, and those of the visit."""
        return [*self._profile.setting(OWN_WORDS_KEY, []), *self._of_the_visit]

    def add(self, word: str) -> None:
        """Take a word as right, in all visits."""
        words = {*self._profile.setting(OWN_WORDS_KEY, []), word}
        self._profile.set_setting(OWN_WORDS_KEY, sorted(words, key=str.casefold))

    def dismiss(self, passage: str) -> None:
        """Take a passage as no name and nobody's number, in this visit."""
        self._dismissed.add(self._digest(passage.casefold()))
        kept = {"salt": self._salt, "digests": sorted(self._dismissed)}
        self._profile.set_setting(self._dismissed_key, kept)

    def abbreviations(self) -> Mapping[str, str]:
        """Return the person's short forms."""
        setting = self._profile.setting(ABBREVIATIONS_KEY)
        if setting is not self._kept[0]:
            self._kept = (setting, abbreviations_from(setting))
        return self._kept[1]

    def _digest(self, passage: str) -> str:
        return sha256(f"{self._salt}\n{passage.casefold()}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _words_of(visit: OpenVisit) -> Iterator[str]:
    """Yield the words that a visit brings along: the authority's, its themes', roles' and categories'."""
    about, framework = visit.visit(), visit.framework
    texts = [about.authority_name, about.authority_area, framework.name]
    texts += [theme.label for theme in framework.themes]
    texts += [category.label for category in framework.categories]
    for text in texts:
        yield from _WORD.findall(text)
