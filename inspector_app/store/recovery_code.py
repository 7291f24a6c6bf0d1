"""The recovery code: random letters in groups that can be written down, each group with a letter that checks it."""

from __future__ import annotations

import re
import secrets

from inspector_app.errors import RecoveryCodeMistyped

LETTERS = "ABCDEFGHJKMNPRSTWXY"
"""Letters that are not taken for one another, or for a digit, when written by hand; nineteen, a prime, so that the
check letter finds every single wrong letter and every two letters exchanged."""
GROUPS, GROUP_LETTERS = 8, 5
"""The last letter of each group checks it: 8 × 4 random letters are 135 bits."""

_APART = re.compile(r"[\s\-–—.,]+")


def new_code() -> str:
    """Return a new code, in groups with hyphens between: "ABCDE-FGHJK-…"."""
    groups = []
    for number in range(GROUPS):
        drawn = "".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS - 1))
        groups.append(drawn + _check_letter(number, drawn))
    return "-".join(groups)


def groups_of(code: str) -> tuple[str, ...]:
    """Return the groups of a code that was typed, however it was spaced.

    Raises RecoveryCodeMistyped, which names the first group that cannot be right.
    """
    typed = [part for part in _APART.split(code.upper()) if part]
    if len(typed) != GROUPS:
        typed = _cut("".join(typed))
    for number, group in enumerate(typed):
        if not is_group(number, group):
            raise RecoveryCodeMistyped(
                f"Group {number + 1} of the recovery code is mistyped.",
                f"Look at that group again: {GROUP_LETTERS} letters, never I, L, O, Q, U, V or Z.",
            )
    return tuple(typed)


def is_group(number: int, group: str) -> bool:
    """Say whether letters can be a code's group of this number, counted from 0: its check letter fits."""
    group = group.strip().upper()
    known = len(group) == GROUP_LETTERS and all(letter in LETTERS for letter in group)
    return known and _check_letter(number, group[:-1]) == group[-1]


def asked_back() -> tuple[int, ...]:
    """Return which two groups (counted from 0) to ask back, as proof that the code was kept."""
    return tuple(sorted(secrets.SystemRandom().sample(range(GROUPS), 2)))


def _cut(letters: str) -> list[str]:
    """Cut a run of letters into groups."""
    wanted = GROUPS * GROUP_LETTERS
    if len(letters) != wanted:
        raise RecoveryCodeMistyped(
            f"The recovery code has {wanted} letters in {GROUPS} groups; {len(letters)} were typed.",
            "Type it again, with a space or a hyphen after each group.",
        )
    return [letters[start : start + GROUP_LETTERS] for start in range(0, wanted, GROUP_LETTERS)]


def _check_letter(number: int, drawn: str) -> str:
    """The group's number is weighed in, so that two groups exchanged are found as well."""
    total = number + 1 + sum(weight * LETTERS.index(letter) for weight, letter in enumerate(drawn, start=2))
    return LETTERS[total % len(LETTERS)]
