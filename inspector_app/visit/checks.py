"""What stands against signing: findings that are weakly held up, open concerns, and all that letter_checks finds.

Each check has a name that visit files, the command line and the window share (`design.md` §5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.agreement import Standing, agreement_problems, standings
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Concern, Evidence, Finding
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.names import joined
from inspector_app.visit.priority import lacking, lacks_trigger
from inspector_app.visit.problem import Problem
from inspector_app.visit.quantity_counts import FEWEST, Reading, counted_support, read_quantities
from inspector_app.visit.sentence_backing import sentence_problems
from inspector_app.visit.weight import Weight, weights

_KIND_WORDS = {"observation": "observations", "interview": "interviews", "case": "cases", "document": "documents"}


def problems(contents: VisitContents, framework: Framework, own_words: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return all problems of a visit: of its findings, then its concerns, then its letter.

    `own_words` are those that somebody has taught the program to be spelt right.
    """
    return (*judgement_problems(contents, framework), *letter_problems(contents, framework, own_words))


def against_signing(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stand against signing: every error, and every warning that is neither accepted nor a
    hint; not an open concern of which the lead said why the letter may be signed."""
    return tuple(problem for problem in found if not problem.accepted and not problem.hint)


def judgement_problems(contents: VisitContents, framework: Framework) -> tuple[Problem, ...]:
    """Return the problems of findings and concerns."""
    weighed, evidence = weights(contents), contents.evidence_by_id()
    said = {agreement.id: agreement for agreement in contents.agreements}
    of_findings = (
        problem
        for finding in contents.findings
        for problem in finding_problems(
            finding,
            weighed[finding.id],
            evidence,
            framework,
            standings(finding, evidence, said, contents.inspectors),
        )
    )
    of_concerns = (_open_concern(concern) for concern in contents.concerns if concern.closed_at is None)
    return (*of_findings, *of_concerns)


def finding_problems(
    finding: Finding,
    weight: Weight,
    evidence: Mapping[str, Evidence],
    framework: Framework,
    standing: Sequence[Standing] = (),
) -> tuple[Problem, ...]:
    """Return the problems of one finding, given its weight, the evidence by id, of which the counts are read, and where
    the inspectors stand on it.

    Only a warning can be accepted, and only with a reason.
    """
    found = (
        *_held_up(finding, weight),
        *_contradicted(finding, weight),
        *_priority(finding, framework),
        *_proportion_words(finding, evidence, framework),
        *sentence_problems(finding, evidence),
        *agreement_problems(finding, standing),
    )
    accepted = {acceptance.check for acceptance in finding.accepted if acceptance.why.strip()}
    return tuple(
        replace(problem, accepted=problem.level == "warning" and problem.check in accepted) for problem in found
    )


def _held_up(finding: Finding, weight: Weight) -> Iterator[Problem]:
    about = {"finding": finding.id}
    if not weight.supports:
        yield Problem(
            check="finding-without-evidence",
            level="error",
            about=about,
            message="No evidence supports this finding.",
            mend="Put evidence on it that supports it, or take the finding out.",
        )
        return
    if weight.records < 2:
        yield Problem(
            check="finding-single-record",
            level="warning",
            about=about,
            message="This finding rests on a single record.",
            mend="Add evidence from another record, or say why it may stand.",
        )
    if len(weight.kinds) < 2:
        only = f"{_KIND_WORDS[weight.kinds[0]]} alone" if weight.kinds else "no record at all"
        yield Problem(
            check="finding-single-kind",
            level="warning",
            about=about,
            message=f"This finding rests on {only}.",
            mend="Add evidence from another kind of source, or say why it may stand.",
        )
    if weight.told and not weight.seen:
        told = joined([_KIND_WORDS[kind] for kind in weight.kinds])
        yield Problem(
            check="finding-told-not-seen",
            level="warning",
            about=about,
            message=f"This finding rests on what inspectors were told or handed: {told}.",
            mend="Add what was seen, in an observation or a case file, or say why it may stand.",
        )
    if weight.from_memory == weight.supports:
        yield Problem(
            check="finding-from-memory",
            level="warning",
            about=about,
            message="All that supports this finding was written from memory.",
            mend="Add evidence that was written down at the time, or say why it may stand.",
        )


def _contradicted(finding: Finding, weight: Weight) -> Iterator[Problem]:
    if weight.contradicts:
        pieces = "1 piece of evidence contradicts" if weight.contradicts == 1 else "{} pieces of evidence contradict"
        yield Problem(
            check="finding-contradicted",
            level="warning",
            about={"finding": finding.id},
            message=f"{pieces.format(weight.contradicts)} this finding.",
            mend="Weigh what contradicts it and change its words, or say why it may stand.",
        )
    for evidence in weight.unanswered:
        yield Problem(
            check="contradiction-unanswered",
            level="error",
            about={"finding": finding.id, "evidence": evidence},
            message="Evidence that contradicts this finding has not been weighed.",
            mend="Write beside it: weighed, because ...",
        )


def _priority(finding: Finding, framework: Framework) -> Iterator[Problem]:
    """A priority finding says who is at risk of what, whether systemic, and its trigger (`domain.md` §6)."""
    if finding.category not in {category.id for category in framework.categories if category.priority}:
        return
    missing = lacking(finding.risk)
    category = framework.category(finding.category)
    label = category.label
    also = ["which named trigger it meets"] if lacks_trigger(category, finding.trigger) else []
    if missing:
        yield Problem(
            check="priority-without-risk",
            level="error",
            about={"finding": finding.id},
            message=f'A finding under "{label}" has to say who is at risk of what, and whether it is systemic.',
            mend=f"Say {joined([*missing, *also])}, or move the finding to another category.",
        )
    elif also:
        # A warning: visit files of other programs say no trigger.
        yield Problem(
            check="priority-without-risk",
            level="warning",
            about={"finding": finding.id},
            message=f'A finding under "{label}" has to name the trigger that it meets.',
            mend="Choose the trigger, or say why it meets none of them; or say why the finding may stand.",
        )


def _proportion_words(finding: Finding, evidence: Mapping[str, Evidence], framework: Framework) -> Iterator[Problem]:
    """One warning for all the words of a finding; a word behind which no one count stands is none (issue 5)."""
    counted = counted_support(finding, evidence)
    if not counted:
        return
    read = read_quantities((finding.text, *finding.points), counted, framework.proportions)
    against = [reading for reading in read if reading.verdict in ("disagrees", "too-small")]
    if against:
        instead = joined([f"“{reading.instead}”" for reading in against if reading.instead])
        yield Problem(
            check="proportion-word",
            level="warning",
            about={"finding": finding.id},
            message=" ".join(_against_word(reading) for reading in against),
            mend=f"Write {instead}, or say why it may stand."
            if instead
            else "Change the word, or say why it may stand.",
        )


def _against_word(reading: Reading) -> str:
    if reading.verdict == "too-small":
        return f"“{reading.said()}” rests on {reading.counted()}: fewer than {FEWEST} cases."
    return f"“{reading.said()}” does not fit the count, {reading.counted()}."


def _open_concern(concern: Concern) -> Problem:
    """It bars signing unless the lead said why it may stay open (issue 6 of this project)."""
    about_case = f" about case {concern.case}" if concern.case else ""
    return Problem(
        check="open-concern",
        level="error",
        about={"concern": concern.id},
        message=f"A concern{about_case} is still open.",
        mend="Record what came back and when the child was known to be safe, and close it; or the lead says why the"
        " letter may be signed.",
        accepted=bool((concern.open_because or "").strip()),
    )
