"""Which questions an interview shows, in which order: those of its role first, nothing that was answered left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_app.frameworks.framework import Prompt
from inspector_app.visit.entities import Interview
from inspector_app.visit.identifiers import answer_id


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the id that its answer has or will have; `head` stands above it where a group begins."""

    id: str
    prompt: str
    themes: tuple[str, ...] = ()
    head: str = ""


def asked_in(
    interview: Interview, prompts: Sequence[Prompt], own: Sequence[str], *, others: bool
) -> tuple[list[Asked], int]:
    """Return the questions to show, and how many of the framework's are left out because they are for other roles.

    First what was answered, as it was answered; then the questions of the interview's role, those for everyone, those
    of one's own, and last, if `others`, the remaining ones.
    """
    roles = {role.casefold() for role in roles_of(interview.role or "")}
    mine = [prompt for prompt in prompts if roles & {each.casefold() for each in prompt.roles}]
    everyone = [prompt for prompt in prompts if not prompt.roles]
    rest = [prompt for prompt in prompts if prompt not in mine and prompt not in everyone]
    known = {each.id: each for each in (_asked(interview.id, prompt) for prompt in prompts)}
    answered = [known.get(answer.id) or Asked(answer.id, answer.prompt) for answer in interview.answers]
    groups = [
        ("", answered),
        (f"Questions for: {interview.role}", [_asked(interview.id, prompt) for prompt in mine]),
        ("Questions for everyone", [_asked(interview.id, prompt) for prompt in everyone]),
        ("Questions of your own", [Asked(answer_id(interview.id, words), words) for words in own]),
    ]
    left = [_asked(interview.id, prompt) for prompt in rest]
    shown = _each_once([*groups, ("Questions for other roles", left)] if others else groups)
    ids = {each.id for each in shown}
    return shown, sum(1 for each in left if each.id not in ids)


def roles_of(role: str) -> tuple[str, ...]:
    """Return the roles that the role of an interview names: several, with commas, where a group was talked to."""
    return tuple(each.strip() for each in role.split(",") if each.strip())


def _each_once(groups: Sequence[tuple[str, Sequence[Asked]]]) -> list[Asked]:
    shown: dict[str, Asked] = {}
    for head, members in groups:
        new = [each for each in members if each.id not in shown]
        shown.update({each.id: replace(each, head=head if each is new[0] else "") for each in new})
    return list(shown.values())


def _asked(record: str, prompt: Prompt) -> Asked:
    return Asked(answer_id(record, prompt.text), prompt.text, prompt.themes)
