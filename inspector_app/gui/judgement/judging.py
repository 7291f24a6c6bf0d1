"""Cards, findings and what the rules say of them, kept up to date by reading only what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inspector_app.gui.judgement.rows import CardRow, Judged
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import finding_problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Record
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.lines import Card, CardLink
from inspector_app.visit.problem import Problem
from inspector_app.visit.quantity_counts import counted_support
from inspector_app.visit.weight import Weight, weight


class BoardReader:
    """What the board shows of a visit: `cards` (and as `rows`) and `findings` by id, in order, what is `judged`, and
    whether the letter was signed (`locked`) when it was read."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit
        self.cards: dict[str, Card] = {}
        self.rows: dict[str, CardRow] = {}
        self.findings: dict[str, Finding] = {}
        self.judged = Judged()
        self.locked = False
        self._evidence: dict[str, Evidence] = {}
        self._records: dict[str, Record] = {}

    def read_all(self) -> None:
        """Read everything again."""
        self.cards = {card.id: card for card in self._visit.cards()}
        self.rows = {card.id: CardRow(card=card) for card in self.cards.values()}
        self._evidence = {card.id: self._piece(card) for card in self.cards.values()}
        self._records = {
            card.record: Record(id=card.record, kind=card.kind, day=card.day)
            for card in self.cards.values()
            if card.record is not None and card.kind is not None
        }
        self._take(self._visit.findings(), {})

    def read_findings(self) -> None:
        """Read findings, links and acceptances again: what acts on the board change."""
        before = self.findings
        findings = self._visit.findings()
        links = _links_by_card(findings)
        for card_id in {link.evidence for finding in before.values() for link in finding.evidence} | set(links):
            card = self.cards.get(card_id)
            if card is not None and card.links != links.get(card_id, ()):
                self.cards[card_id] = replace(card, links=links.get(card_id, ()))
                self.rows[card_id] = CardRow(card=self.cards[card_id])
        self._take(findings, before)

    def counted(self, finding: Finding) -> tuple[Evidence, ...]:
        """Return the counted pieces that support a finding."""
        return counted_support(finding, self._evidence)

    def _take(self, findings: Iterable[Finding], before: dict[str, Finding]) -> None:
        """Weigh the findings; those that are as they were keep their weight and problems."""
        self.findings = {finding.id: finding for finding in findings}
        without_words = self._without_words()
        weights: dict[str, Weight] = {}
        problems: dict[str, tuple[Problem, ...]] = {}
        for finding in self.findings.values():
            if before.get(finding.id) == finding and finding.id in self.judged.weights:
                weights[finding.id] = self.judged.weights[finding.id]
                problems[finding.id] = self.judged.problems[finding.id]
                continue
            weights[finding.id] = weight(finding, self._evidence, self._records)
            found = finding_problems(finding, weights[finding.id], self._evidence, self._visit.framework)
            problems[finding.id] = (*found, *without_words.get(finding.id, ()))
        self.judged = Judged(weights=weights, problems=problems)

    def _without_words(self) -> dict[str, tuple[Problem, ...]]:
        letter = self._visit.letter()
        self.locked = letter.state in ("signed", "issued")
        contents = VisitContents(
            visit=self._visit.visit(),
            inspectors=(),
            addressees=(),
            copies=(),
            records=(),
            evidence=(),
            findings=tuple(self.findings.values()),
            concerns=(),
            letter=letter,
        )
        found = letter_problems(contents, self._visit.framework)
        return {problem.about["finding"]: (problem,) for problem in found if "finding" in problem.about}

    def _piece(self, card: Card) -> Evidence:
        """The evidence of a card, as far as the rules read it; a count is read, for a card does not carry it."""
        count = self._visit.evidence_piece(card.id).count if card.counted else None
        return Evidence(id=card.id, record=card.record, author=card.author, text=card.text, count=count)


def _links_by_card(findings: Iterable[Finding]) -> dict[str, tuple[CardLink, ...]]:
    links: dict[str, tuple[CardLink, ...]] = {}
    for finding in findings:
        for link in finding.evidence:
            made = CardLink(finding=finding.id, bearing=link.bearing, weighed=link.weighed, order=link.order)
            links[link.evidence] = (*links.get(link.evidence, ()), made)
    return links
