"""Tying evidence to sentences of the finding that is shown, and confirming it again where a sentence was changed."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.gui.judgement.sentence_list import WHOLE, SentenceList
from inspector_app.visit import sentence_backing
from inspector_app.visit.change import Step
from inspector_app.visit.entities import Finding, Link
from inspector_app.visit.sentence_backing import FindingBacking, SentenceBacking, Tie, backing_by_sentence

_NOTHING = FindingBacking(sentences=())


class SentenceActs(QObject):
    """Says `asked` with a Step, `said` with a sentence where there is nothing to do."""

    asked = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._links: dict[str, Link] = {}
        self._backing = _NOTHING

    def take(self, finding: Finding, evidence: Container[str]) -> None:
        """Act on this finding; `evidence` holds the ids of all pieces that are still there."""
        self._links = {link.evidence: link for link in finding.evidence if link.evidence in evidence}
        self._backing = backing_by_sentence(finding, evidence)

    def tie(self, evidence: Sequence[str], at: QPoint) -> None:
        """Tie pieces to a sentence: to the only one at once, else to one chosen in a list at a point of the screen."""
        links = [self._links[each] for each in evidence if each in self._links]
        sentences = self._backing.sentences
        if not links:
            self.said.emit("Choose a card that lies on a finding first: it is tied to one of its sentences.")
        elif not sentences:
            self.said.emit("The finding has no words yet.")
        elif len(sentences) == 1 and not any(link.ties for link in links):
            self._ask(sentence_backing.tie(links, sentences[0]))
        else:
            tied = [len(_ties_of(held, links)) == len(links) for held in sentences]
            offered = SentenceList([held.sentence.words for held in sentences], tied, self._over)
            offered.chosen.connect(lambda number: self._choose(number, links))
            offered.open_at(at)

    def confirm(self, evidence: Sequence[str] | None = None) -> None:
        """Confirm that the finding's evidence, or these pieces of it, still back the sentences that were changed."""
        ties = [tie for tie in self._backing.to_confirm if evidence is None or tie.link.evidence in evidence]
        self.confirm_ties(ties)

    def confirm_ties(self, ties: Sequence[Tie]) -> None:
        """Confirm these."""
        if not ties:
            self.said.emit("Nothing is to be confirmed here: no sentence was changed since evidence was tied to it.")
        self._ask(sentence_backing.confirm(ties))

    def _choose(self, number: int, links: Sequence[Link]) -> None:
        if number == WHOLE:
            held = [tie for each in self._backing.sentences for tie in _ties_of(each, links)]
            gone = [tie for tie in self._backing.gone if tie.link in links]
            self._ask(sentence_backing.untie((*held, *gone)))
            return
        chosen = self._backing.sentences[number - 1]
        step = sentence_backing.tie(links, chosen)
        self._ask(step if step is not None else sentence_backing.untie(_ties_of(chosen, links)))

    def _ask(self, step: Step | None) -> None:
        if step is not None:
            self.asked.emit(step)


def _ties_of(held: SentenceBacking, links: Sequence[Link]) -> list[Tie]:
    return [tie for tie in held.ties if tie.link in links]
