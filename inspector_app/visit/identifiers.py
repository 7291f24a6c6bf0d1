"""Ids of entities: random ones for what a person makes, derived ones for what two laptops must name alike."""

from __future__ import annotations

import uuid
from functools import lru_cache

_NAMESPACE = uuid.UUID("0d9a3d0e-5d0c-4f0e-9a55-6c5b1a7b2f10")


_KEPT = 10_000
"""How many ids are kept that are asked for again and again; words of the visit are never kept with them."""


def new_id() -> str:
    """Return a new random id."""
    return str(uuid.uuid4())


def derived_id(*parts: str) -> str:
    """Return the id that these parts give on every laptop, such as that of a link between a finding and evidence."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def link_id(finding: str, evidence: str) -> str:
    """Return the id of the one link between a finding and a piece of evidence."""
    return derived_id("link", finding, evidence)


def answer_id(record: str, prompt: str, nth: int = 0) -> str:
    """Return the id of the answer to the nth prompt of these words in an interview."""
    return derived_id("answer", record, prompt, str(nth))


def case_check_id(record: str, check: str, nth: int = 0) -> str:
    """Return the id of the answer to a check of a case."""
    return derived_id("check", record, check, str(nth))


@lru_cache(_KEPT)
def agreement_id(finding: str, inspector: str) -> str:
    """Return the id of what one inspector says of one finding."""
    return derived_id("agreement", finding, inspector)


def assignment_id(theme: str, kind: str | None) -> str:
    """Return the id of the assignment of one gap."""
    return derived_id("assignment", theme, kind or "")


def letter_acceptance_id(check: str, about: str, words: str) -> str:
    """Return the id of why these words may stand at a place of the letter against one warning."""
    return derived_id("letter-acceptance", check, about, words)


@lru_cache(_KEPT)
def acceptance_id(finding: str, check: str, nth: int = 0) -> str:
    """Return the id of a finding's acceptance of one warning."""
    return derived_id("acceptance", finding, check, str(nth))
