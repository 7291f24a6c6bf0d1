"""What the letter itself still lacks before it can be signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.problem import Problem


def letter_problems(contents: VisitContents, framework: Framework) -> tuple[Problem, ...]:
    """Return what the letter still lacks, by the name letter-incomplete; `about` names the part."""
    return tuple(_incomplete(contents, framework))


def _incomplete(contents: VisitContents, framework: Framework) -> Iterator[Problem]:
    letter = contents.letter
    if not any(person.name.strip() for person in contents.addressees):
        yield _missing({"part": "addressee"}, "The letter has no addressee.", "Say to whom it goes.")
    for person in contents.addressees:
        if person.name.strip() and not person.salutation.strip():
            yield _missing(
                {"part": "addressee", "addressee": person.id},
                f"The letter does not say how {person.name} is greeted.",
                'Give the words after "Dear".',
            )
    if not contents.visit.days:
        yield _missing({"part": "visit-days"}, "The days of the visit are not recorded.", "Give the visit days.")
    if letter.date is None:
        yield _missing({"part": "date"}, "The letter has no date.", "Give the date of the letter.")
    if not any(contents.inspector(person) for person in letter.signatories):
        yield _missing({"part": "signatory"}, "Nobody is named to sign the letter.", "Choose who signs it.")
    copied = {copy.role for copy in contents.copies if copy.name or copy.post or copy.organisation}
    for role in framework.copy_roles:
        if role.required and role.id not in copied:
            label = f"{role.label[:1].lower()}{role.label[1:]}"
            yield _missing(
                {"part": "copies", "role": role.id},
                f"The copy list lacks the {label}.",
                f"Add the {label} to the copy list.",
            )
    if not contents.findings:
        yield _missing({"part": "findings"}, "The letter has no findings.", "Make findings from the evidence.")
    for finding in contents.findings:
        if not finding.text.strip():
            yield _missing({"finding": finding.id}, "A finding has no words yet.", "Write it, or take it out.")


def _missing(about: Mapping[str, str], message: str, mend: str) -> Problem:
    return Problem(check="letter-incomplete", level="error", about=about, message=message, mend=mend)
