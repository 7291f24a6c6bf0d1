"""Which column of the council's list is which, and which ones name a child and are never kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from inspector_app.visit.sampling import KNOWN_COLUMNS

REMEMBERED_COLUMNS = "list-columns"
"""The setting of the profile that holds the last mapping, column id to heading (`Profile.setting`)."""

_USUAL: Mapping[str, tuple[str, ...]] = {
    "reference": (
        "reference", "case reference", "reference code", "ref", "case ref", "reference number", "ref no", "case id",
        "case number", "case no", "client id", "person id", "child id", "record id", "file number", "file ref",
        "ics number", "ics id", "system id", "unique id", "pid", "id",
    ),
    "team": ("team", "team name", "allocated team", "current team", "responsible team", "service team", "service"),
    "status": ("status", "case status", "open or closed", "open closed", "current status", "state"),
    "pathway": (
        "pathway", "kind", "case type", "type", "type of case", "stage", "current stage", "case stage", "activity",
        "assessment type", "what it is",
    ),
}  # fmt: skip

_IDENTIFYING = frozenset(
    (
        "forename", "forenames", "surname", "surnames", "firstname", "lastname", "fullname", "childname", "clientname",
        "nickname", "initials", "alias", "aka", "dob", "born", "birth", "birthday", "birthdate", "address", "postcode",
        "street", "uprn", "nhs", "upn", "ni", "nino", "insurance", "phone", "telephone", "tel", "mobile", "email",
        "mail", "mother", "father", "parent", "parents", "carer", "carers", "sibling", "siblings", "guardian", "gp",
        "worker", "workers", "keyworker", "caseworker", "sw", "holder", "caseholder", "practitioner", "officer", "iro",
    )
)  # fmt: skip
"""Words of headings under which a person is named or could be found, whatever other words stand with them."""
_NAMES = frozenset(("name", "names"))
_PEOPLE = frozenset(
    (
        "child", "children", "client", "clients", "person", "persons", "people", "young", "yp", "user", "users",
        "subject", "family", "pupil", "patient", "baby", "member",
    )
)  # fmt: skip
"""Words whose "name" is that of a person."""
_NAMED_UNDER = frozenset(
    (
        "child", "children", "client", "person", "young person", "yp", "service user", "user", "subject", "family",
        "allocated to", "assigned to",
    )
)  # fmt: skip
"""Whole headings under which a name is to be expected."""
_KNOWN_AS = frozenset(("known", "as"))
_SENSITIVE = frozenset(
    (
        "ethnicity", "ethnic", "race", "gender", "sex", "age", "religion", "faith", "language", "nationality",
        "disability", "disabled", "family", "school", "manager", "notes", "comments", "description",
    )
)  # fmt: skip
"""Words of headings of what is said of a person: left out by default, kept only where someone chooses the column."""
_NO_PERSON = frozenset(("team", "service", "area", "locality", "district", "unit", "office", "file", "status", "stage"))
"""Words that make a "name" that of no person, where no word of people stands with them: team name."""


def suggest_columns(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the heading for each column that the program knows, where one seems to be it; no personal column.

    What was chosen last time (`remembered`, column id to heading) wins where the list has that heading, unless it tells
    what is theirs alone: such a column is chosen anew each time.
    """
    open_headings = [heading for heading in headings if not identifies(heading)]
    found: dict[str, str] = {}
    for column in KNOWN_COLUMNS:
        kept = (remembered or {}).get(column)
        left = [heading for heading in open_headings if heading not in found.values()]
        again = kept in left and not looks_personal(str(kept))
        chosen = kept if again else _usual_heading(column, left)
        if chosen is not None:
            found[column] = chosen
    return found


def looks_personal(heading: str) -> bool:
    """Say whether a column is left out unless someone chooses it: it names a person, or tells what is theirs alone."""
    return identifies(heading) or bool(_words(heading) & _SENSITIVE)


def identifies(heading: str) -> bool:
    """Say whether a column names people or says where they can be found; such a column is never kept."""
    words = _words(heading)
    if " ".join(_in_words(heading)) in _NAMED_UNDER or words & _IDENTIFYING or words >= _KNOWN_AS:
        return True
    return bool(words & _NAMES) and (not words & _NO_PERSON or bool(words & _PEOPLE))


def _usual_heading(column: str, headings: Sequence[str]) -> str | None:
    by_words = {" ".join(_in_words(heading)): heading for heading in reversed(headings)}
    return next((by_words[usual] for usual in _USUAL[column] if usual in by_words), None)


def _words(heading: str) -> frozenset[str]:
    return frozenset(_in_words(heading))


def _in_words(heading: str) -> list[str]:
    """The words of a heading, "NHS_No", "ChildFirstName", "D.O.B." and "Post code" among them."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace(".", "")).casefold()
    return re.findall(r"[a-z0-9]+", apart.replace("post code", "postcode"))
