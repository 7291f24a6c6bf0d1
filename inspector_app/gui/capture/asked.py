"""Which questions an interview shows, in which order: those of its role first, nothing that was answered left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.frameworks.framework import Prompt
from inspector_app.visit.entities import Answer, Interview
from inspector_app.visit.identifiers import answer_id


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the id that its answer has or will have."""

    id: str
    prompt: str
    themes: tuple[str, ...] = ()


def asked_in(
    interview: Interview, prompts: Sequence[Prompt], own: Sequence[str], *, others: bool
) -> tuple[list[Asked], int]:
    """Return the questions to show, and how many of the framework's are left out because they are for other roles.

    First those of the interview's role, then those for everyone, then what else was answered or added (`own`), last,
    if `others`, the remaining ones.
    """
    role = (interview.role or "").casefold()
    mine = [prompt for prompt in prompts if role and role in (each.casefold() for each in prompt.roles)]
    everyone = [prompt for prompt in prompts if not prompt.roles]
    rest = [prompt for prompt in prompts if prompt not in mine and prompt not in everyone]
    shown = [_asked(interview.id, prompt) for prompt in mine + everyone]
    known = {each.id for each in shown}
    by_id = {each.id: each for each in (_asked(interview.id, prompt) for prompt in rest)}
    for answer in interview.answers:
        if answer.id not in known:
            shown.append(by_id.get(answer.id) or _answered(answer))
            known.add(answer.id)
    for words in own:
        mine_own = Asked(answer_id(interview.id, words), words)
        if mine_own.id not in known:
            shown.append(mine_own)
            known.add(mine_own.id)
    left = [each for each in by_id.values() if each.id not in known]
    return (shown + left, 0) if others else (shown, len(left))


def _asked(record: str, prompt: Prompt) -> Asked:
    return Asked(answer_id(record, prompt.text), prompt.text, prompt.themes)


def _answered(answer: Answer) -> Asked:
    return Asked(answer.id, answer.prompt)
