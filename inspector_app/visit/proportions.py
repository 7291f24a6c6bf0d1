"""Words for quantities: from a count to the framework's word, and from the word to what it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import Proportion


def percentage(n: int, of: int) -> float:
    """Return n of `of` in per cent, not rounded; ValueError where the count is none."""
    if not 0 <= n <= of or of == 0:
        raise ValueError(f"{n} of {of} is no count")
    return 100 * n / of


def proportion_for(proportions: Sequence[Proportion], n: int, of: int) -> Proportion | None:
    """Return the band of the framework's scale for a count; None where there is nothing to count, or no scale.

    A band reaches up to where the next one begins, so that 74.6%, which the published scale in whole per cent leaves
    out, is still "the majority".
    """
    if of == 0:
        return None
    percent = percentage(n, of)
    reached = [band for band in proportions if percent > band.low or (percent == band.low and not band.over)]
    return reached[-1] if reached else None


def proportion_word(proportions: Sequence[Proportion], n: int, of: int) -> str:
    """Return the framework's word for a count, "the majority" for 13 of 24; empty where it has none."""
    band = proportion_for(proportions, n, of)
    return band.words[0] if band is not None else ""


def proportion_named(proportions: Sequence[Proportion], word: str) -> Proportion | None:
    """Return the band that a word stands for, in any case of its letters, or None."""
    wanted = word.casefold()
    return next((band for band in proportions if wanted in (known.casefold() for known in band.words)), None)


def word_agrees(proportions: Sequence[Proportion], word: str, n: int, of: int) -> bool:
    """Say whether a count bears out a word of the scale; False where the word is none of the scale.

    "Almost all" is also true of all: the published bands count, beside the one that `proportion_for` gives.
    """
    band = proportion_named(proportions, word)
    if band is None or of == 0:
        return False
    percent = percentage(n, of)
    within = band.low < percent <= band.high or (percent == band.low and not band.over)
    return within or band == proportion_for(proportions, n, of)
