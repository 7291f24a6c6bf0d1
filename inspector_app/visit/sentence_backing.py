"""Which evidence backs which sentence of a finding, and which of it a person has to look at again.

A tie holds a sentence as it stood when it was made or confirmed last (`Link.ties`). It stays with that sentence by its
words, wherever in the finding it stands; letter case, white space and punctuation do not count. How like two sentences
must be to be the same one, changed, is our own [own].
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from inspector_app.visit.change import Change, Set, Step
from inspector_app.visit.entities import Finding, Link
from inspector_app.visit.problem import Problem
from inspector_app.visit.sentences import Sentence, finding_sentences

_WORD = re.compile(r"\w+|[%£€$+=<>]")
_LIKE = 0.4
"""From this likeness on, of 0 to 1, a sentence is taken for another one changed."""
_STRANGE = 0.2
_SHORT = 3
"""Telling words up to which one mistyped word can make all the difference."""
_TELLING = 4
"""Letters from which on a word tells one sentence from another."""
_LONGEST = 1000
"""Characters that are compared: what comes from elsewhere may be of any length, and comparing takes its square."""
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A piece of evidence tied to a sentence, which read `before` then; `sentence` is the one now, None: it is gone."""

    link: Link
    key: str
    before: str
    sentence: Sentence | None
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceBacking:
    """A sentence with the evidence tied to it, in the order of the finding's evidence."""

    sentence: Sentence
    ties: tuple[Tie, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it was changed after evidence was tied to it, and that is not confirmed yet."""
        return any(tie.changed for tie in self.ties)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBacking:
    """A finding's sentences with their evidence; ties whose sentence is `gone`; and what backs the `whole` finding."""

    sentences: tuple[SentenceBacking, ...]
    gone: tuple[Tie, ...] = ()
    whole: tuple[Link, ...] = ()

    @property
    def to_confirm(self) -> tuple[Tie, ...]:
        """The ties that a person has to look at again."""
        changed = {(each.link.id, each.key): each for held in self.sentences for each in held.ties if each.changed}
        return (*changed.values(), *self.gone)


def backing_by_sentence(finding: Finding, evidence: Container[str]) -> FindingBacking:
    """Return what backs each sentence of a finding; `evidence` holds the ids of all pieces that are still there.

    Sentences of the same words have the same evidence.
    """
    sentences = finding_sentences(finding)
    links = [link for link in finding.evidence if link.evidence in evidence]
    matcher = _Matcher(sentences)
    ties = [tie for link in links for tie in matcher.ties(link)]
    held: dict[Sentence, list[Tie]] = {}
    for each in ties:
        if each.sentence is not None:
            held.setdefault(each.sentence, []).append(each)
    return FindingBacking(
        sentences=tuple(
            SentenceBacking(sentence=sentence, ties=tuple(held.get(matcher.first(sentence), ())))
            for sentence in sentences
        ),
        gone=tuple(each for each in ties if each.sentence is None),
        whole=tuple(link for link in links if not link.ties),
    )


def first_ties(text: str, points: Sequence[str] = ()) -> dict[str, str]:
    """Return the `Link.ties` of evidence newly put on a finding of these words: to its sentence where it has just one,
    else none, and it backs the finding as a whole."""
    sentences = finding_sentences(Finding(id="", category="", text=text, points=tuple(points)))
    return {_key(sentences[0].words): sentences[0].words} if len(sentences) == 1 else {}


# -- acts


def tie(links: Sequence[Link], held: SentenceBacking) -> Step | None:
    """Tie pieces of evidence to a sentence of their finding; one tied to it before, when it read otherwise, is
    confirmed. None where all are tied to it as it stands."""
    sentence, tied = held.sentence, {each.link.id: each for each in held.ties}
    changes: list[Change] = []
    for link in links:
        before = tied.get(link.id)
        if before is None:
            key = _free_key(sentence.words, link.ties)
            changes.append(Set("link", link.id, f"ties/{key}", sentence.words))
        elif before.changed:
            changes.append(Set("link", link.id, f"ties/{before.key}", sentence.words))
    return Step("tie evidence to a sentence", tuple(changes)) if changes else None


def untie(ties: Sequence[Tie]) -> Step | None:
    """Take evidence off the sentences that it is tied to; tied to none, it backs the finding as a whole."""
    changes = tuple(Set("link", each.link.id, f"ties/{each.key}", None) for each in ties)
    return Step("untie evidence from a sentence", changes) if changes else None


def confirm(ties: Sequence[Tie]) -> Step | None:
    """Confirm that evidence still backs its sentence as it now stands; where the sentence is gone, the tie is taken
    away. None where there is nothing to confirm."""
    changes = tuple(
        Set("link", each.link.id, f"ties/{each.key}", each.sentence.words if each.sentence is not None else None)
        for each in ties
        if each.changed or each.sentence is None
    )
    return Step("confirm the evidence of a sentence", changes) if changes else None


# -- checks


def sentence_problems(finding: Finding, evidence: Container[str]) -> Iterator[Problem]:
    """Yield what stands against a finding whose evidence is tied to its sentences; `evidence` as above."""
    if not any(link.ties for link in finding.evidence):
        return
    held = backing_by_sentence(finding, evidence)
    changed = [each.sentence.words for each in held.sentences if each.changed]
    if changed:
        yield Problem(
            check="sentence-changed",
            level="error",
            about={"finding": finding.id},
            message=f"{_quoted(changed)} changed after its evidence was tied to it."
            if len(changed) == 1
            else f"{_quoted(changed)} changed after their evidence was tied to them.",
            mend="Read it beside the evidence and confirm that it still holds, or tie the evidence elsewhere.",
        )
    elif held.gone:
        yield Problem(
            check="sentence-changed",
            level="error",
            about={"finding": finding.id},
            message="A sentence to which evidence was tied is no longer in this finding.",
            mend="Tie the evidence to another sentence, or confirm that it backs the finding as a whole.",
        )
    bare = [each.sentence.words for each in held.sentences if not _supported(each.ties)]
    any_tied = any(_supported(each.ties) for each in held.sentences)
    if any_tied and bare and not any(link.bearing == "supports" for link in held.whole):
        yield Problem(
            check="sentence-without-evidence",
            level="warning",
            about={"finding": finding.id},
            message=f"No evidence is tied to {_quoted(bare, were=False)}.",
            mend="Tie evidence to it, let a piece back the finding as a whole, or say why it may stand.",
        )


def _supported(ties: Iterable[Tie]) -> bool:
    return any(each.link.bearing == "supports" for each in ties)


def _quoted(sentences: Sequence[str], *, were: bool = True) -> str:
    first = " ".join(sentences[0].split())
    first = first if len(first) <= _SHOWN else f"{first[:_SHOWN].rsplit(' ', 1)[0]} …"
    more = len(sentences) - 1
    others = "" if not more else " and one more sentence" if more == 1 else f" and {more} more sentences"
    verb = "" if not were else " was" if not more else " were"
    return f"“{first}”{others}{verb}"


# -- which sentence a tie belongs to


class _Matcher:
    """Finds the sentence that a tie belongs to now; what many pieces are tied to is compared once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._exact: dict[tuple[str, ...], Sentence] = {}
        for sentence in sentences:
            self._exact.setdefault(_words(sentence.words), sentence)
        self._alike_to: dict[str, list[Sentence]] = {}

    def first(self, sentence: Sentence) -> Sentence:
        """Return the first sentence of the same words."""
        return self._exact[_words(sentence.words)]

    def ties(self, link: Link) -> Iterator[Tie]:
        """Yield the ties of a piece; a sentence that holds it as it stands is not taken for another one changed."""
        exact = {key: self._exact.get(_words(before)) for key, before in sorted(link.ties.items())}
        taken = set(exact.values())
        for key, sentence in exact.items():
            before = link.ties[key]
            if sentence is not None:
                yield Tie(link=link, key=key, before=before, sentence=sentence, changed=False)
                continue
            near = next((each for each in self._near(before) if each not in taken), None)
            taken.add(near)
            yield Tie(link=link, key=key, before=before, sentence=near, changed=near is not None)

    def _near(self, before: str) -> list[Sentence]:
        """Return the sentences that may be this one, changed: the likest first, of equals the first in the finding.

        A finding's only sentence is it, however it reads: words are often written over those of the first card.
        """
        if len(self._exact) == 1:
            return list(self._exact.values())
        found = self._alike_to.get(before)
        if found is None:
            scored = [(_alike(before, sentence.words), sentence) for sentence in self._exact.values()]
            likely = sorted((pair for pair in scored if pair[0] >= _LIKE), key=lambda pair: -pair[0])
            found = self._alike_to[before] = [sentence for _score, sentence in likely]
        return found


def _alike(one: str, other: str) -> float:
    """Return how like two sentences are, by their telling words and by their letters (for one mistyped), 0 to 1."""
    one, other = one[:_LONGEST], other[:_LONGEST]
    words, other_words = _telling(one), _telling(other)
    by_words = SequenceMatcher(None, words, other_words, autojunk=False).ratio()
    if by_words < _STRANGE and min(len(words), len(other_words)) > _SHORT:
        return by_words  # letters, which take long to compare, could not make them alike
    by_letters = SequenceMatcher(None, " ".join(_words(one)), " ".join(_words(other)), autojunk=False).ratio()
    return (by_words + by_letters) / 2


def _telling(sentence: str) -> list[str]:
    words = _words(sentence)
    return [word for word in words if len(word) >= _TELLING or word.isdigit()] or list(words)


def _words(sentence: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(sentence.casefold()))


def _key(sentence: str) -> str:
    return hashlib.sha256(" ".join(_words(sentence)).encode()).hexdigest()[:16]


def _free_key(sentence: str, ties: Mapping[str, str]) -> str:
    """Return the key of a sentence, or one more where a tie has it whose sentence has become another since."""
    key = _key(sentence)
    while key in ties:
        key = _key(f"{sentence} {key}")
    return key
