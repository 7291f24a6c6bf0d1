"""What stands against signing in the letter itself: what it lacks, gives away, quotes, or does not put well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_state import is_locked
from inspector_app.visit.letter_text import own_texts
from inspector_app.visit.letter_wording import REPLACES, generated_wording
from inspector_app.visit.problem import Problem
from inspector_app.visit.proposals import still_open
from inspector_app.visit.roles import leads_in_words, leads_of
from inspector_app.visit.small_cell import SmallCells
from inspector_app.visit.team_checks import team_problems
from inspector_app.visit.text_checks import TextChecks
from inspector_app.visit.wording_checks import overridden


def letter_problems(
    contents: VisitContents,
    framework: Framework,
    own_words: Collection[str] = (),
    text_checks: TextChecks | None = None,
) -> tuple[Problem, ...]:
    """Return what the letter lacks, and what is wrong with the author's words in it, no problem twice.

    `own_words` are those that somebody has taught the program to be spelt right. Warnings that were let stand with a
    reason have `accepted` true. `text_checks` are those of the last time: they look only at texts that have changed.
    """
    of_words = _of_words(contents, framework, own_words, text_checks or TextChecks())
    found = (
        *letter_lacks(contents, framework),
        *of_words,
        *_unanswered(contents),
        *team_problems(contents),
        *_lead_signs(contents),
    )
    once = {(each.check, each.place, each.words, each.message): each for each in found}
    return tuple(_answered(once.values(), contents))


def letter_lacks(contents: VisitContents, framework: Framework) -> tuple[Problem, ...]:
    """Return what the letter still lacks, by the name letter-incomplete; `about` names the part."""
    return tuple(_incomplete(contents, framework))


def _of_words(
    contents: VisitContents, framework: Framework, own_words: Collection[str], text_checks: TextChecks
) -> Iterator[Problem]:
    generated = generated_wording(contents, framework)
    yield from text_checks.problems(own_texts(contents, generated), contents, framework, own_words)
    for part, words in contents.letter.wording.items():
        # The program itself puts the other's date into the words that name the letter that is replaced.
        if words.strip() and part in generated and part != REPLACES:
            yield overridden(part, words, generated[part])
    cells = SmallCells(contents, framework)
    for finding in contents.findings:
        yield from cells.problems(finding)


def _unanswered(contents: VisitContents) -> Iterator[Problem]:
    """What a second reader proposes or asks is answered before the letter is signed: it cannot be afterwards."""
    for proposal in still_open(contents.proposals):
        kind, _, name = proposal.about.partition(":")
        what = "comment" if proposal.after is None else "proposal"
        yield Problem(
            check="proposal-open",
            level="error",
            about={kind: name},
            words=proposal.before,
            message=f"A second reader's {what} waits for an answer.",
            mend="Accept or refuse it in the second reading.",
        )


def _lead_signs(contents: VisitContents) -> Iterator[Problem]:
    """The lead signs first (`roles.why_not_lead`): where the lead is none of the signatories, nobody could."""
    leads = leads_of(contents)
    signatories = [person for person in contents.letter.signatories if contents.inspector(person)]
    if leads and signatories and not is_locked(contents.letter) and not {each.id for each in leads} & {*signatories}:
        yield Problem(
            check="lead-does-not-sign",
            level="error",
            about={"part": "signatory"},
            message=f"{leads_in_words(contents).removesuffix('.')}, but is not among those who sign the letter.",
            mend="Choose the lead among those who sign, or hand the lead over on the page Team.",
        )


def _answered(found: Iterable[Problem], contents: VisitContents) -> Iterator[Problem]:
    """Mark the warnings that somebody let stand."""
    stands = may_stand(contents)
    return (replace(problem, accepted=stands(problem)) for problem in found)


def may_stand(contents: VisitContents) -> Callable[[Problem], bool]:
    """Return what says whether somebody let a warning stand: with these words at this place, or, where it is about no
    words, on the finding as a whole.

    A finding's own acceptance says nothing of words: others may have been written since.
    """
    stand = {(each.check, each.about, each.words) for each in contents.letter_acceptances if each.why.strip()}
    of_findings = {
        (each.check, f"finding:{finding.id}")
        for finding in contents.findings
        for each in finding.accepted
        if each.why.strip()
    }

    def stands(problem: Problem) -> bool:
        if problem.level != "warning":
            return False
        on_finding = not problem.words and (problem.check, problem.place) in of_findings
        return on_finding or (problem.check, problem.place, problem.words) in stand

    return stands


def _incomplete(contents: VisitContents, framework: Framework) -> Iterator[Problem]:
    letter = contents.letter
    if not contents.visit.authority_name.strip() or not contents.visit.authority_area.strip():
        yield _missing(
            {"part": "authority"}, "The council or its area has no name.", "Give both names in the visit's details."
        )
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
    if framework.focuses and framework.focus(contents.visit.focus) is None:
        yield _missing(
            {"part": "focus"}, "It is not recorded what the visit looks at.", "Choose the focus in the visit's details."
        )
    if letter.date is None:
        yield _missing({"part": "date"}, "The letter has no date.", "Give the date of the letter.")
    if not any(contents.inspector(person) for person in letter.signatories):
        yield _missing({"part": "signatory"}, "Nobody is named to sign the letter.", "Choose who signs it.")
    yield from _nameless(contents, framework)
    yield from _too_early(contents)
    yield from _copies(contents, framework)
    if not contents.findings:
        yield _missing({"part": "findings"}, "The letter has no findings.", "Make findings from the evidence.")
    for step in contents.next_steps:
        if not step.who.strip() or not step.what.strip():
            yield _missing(
                {"next_step": step.id}, "A next step does not say who should do what.", "Complete it, or take it out."
            )
    for finding in contents.findings:
        if not finding.text.strip():
            yield _missing({"finding": finding.id}, "A finding has no words yet.", "Write it, or take it out.")


def _nameless(contents: VisitContents, framework: Framework) -> Iterator[Problem]:
    """An inspector without a name signs nothing, and is missing where the letter names all inspectors."""
    all_named = any("{inspectors}" in part.text for part in framework.letter.parts)
    for person in contents.inspectors:
        if not person.name.strip() and (all_named or person.id in contents.letter.signatories):
            yield _missing(
                {"part": "inspectors", "inspector": person.id},
                "An inspector whom the letter names has no name.",
                "Give the name in the visit's details, or take the inspector out.",
            )


def _too_early(contents: VisitContents) -> Iterator[Problem]:
    """No letter is written before the visit is over, nor asks for what should have been done before it came."""
    dated = contents.letter.date
    if dated is None:
        return
    if contents.visit.days and dated < max(contents.visit.days):
        yield _missing({"part": "date"}, "The letter is dated before the end of the visit.", "Give a later date.")
    for step in contents.next_steps:
        if step.by is not None and step.by < dated:
            yield _missing(
                {"next_step": step.id}, "A next step is due before the letter's date.", "Give it a later day."
            )


def _copies(contents: VisitContents, framework: Framework) -> Iterator[Problem]:
    copied = {copy.role for copy in contents.copies if copy.name or copy.post or copy.organisation}
    for role in framework.copy_roles:
        if role.required and role.id not in copied:
            label = f"{role.label[:1].lower()}{role.label[1:]}"
            yield _missing(
                {"part": "copies", "role": role.id},
                f"The copy list lacks the {label}.",
                f"Add the {label} to the copy list.",
            )


def _missing(about: Mapping[str, str], message: str, mend: str) -> Problem:
    return Problem(check="letter-incomplete", level="error", about=about, message=message, mend=mend)
