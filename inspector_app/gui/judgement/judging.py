"""Cards, findings and what the rules say of them, kept up to date by reading only what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from inspector_app.gui.judgement.rows import CardRow, FindingRow
from inspector_app.gui.judgement.team import Team
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.agreement import Standing
from inspector_app.visit.change import Put, Step
from inspector_app.visit.checks import finding_problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Record
from inspector_app.visit.letter_checks import letter_lacks
from inspector_app.visit.lines import Card, CardLink
from inspector_app.visit.problem import Problem
from inspector_app.visit.quantity_counts import counted_support
from inspector_app.visit.weight import Weight, weight

Changed = Mapping[str, Collection[str]]
"""Which ids have changed, by entity, as an announcement says it."""

_ONE_BY_ONE = 12
"""So many findings are read one by one; more of them are read with all others at once."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules and the team say of the findings, by finding."""

    weights: dict[str, Weight] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    standings: dict[str, tuple[Standing, ...]] = field(default_factory=dict)


class BoardReader:
    """What the board shows of a visit: `cards` and `findings` by id and in order, the same as `rows` and
    `finding_rows`, what is `judged`, and whether the letter was signed (`locked`) when it was read."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit
        self.cards: dict[str, Card] = {}
        self.rows: dict[str, CardRow] = {}
        self.findings: dict[str, Finding] = {}
        self.finding_rows: dict[str, FindingRow] = {}
        self.judged = Judged()
        self.locked = False
        self.evidence: dict[str, Evidence] = {}
        """The pieces of evidence, as far as the rules read them."""
        self._team = Team(visit)
        self._records: dict[str, Record] = {}
        self._finding_of_link: dict[str, str] = {}

    # -- reading

    def read_all(self) -> None:
        """Read everything again."""
        self.cards = {card.id: card for card in self._visit.cards()}
        self.rows = {card.id: CardRow(card=card) for card in self.cards.values()}
        self.evidence = {card.id: self._piece(card) for card in self.cards.values()}
        self._records = {
            card.record: Record(id=card.record, kind=card.kind, day=card.day, written=card.written)
            for card in self.cards.values()
            if card.record is not None and card.kind is not None
        }
        self.findings, self.finding_rows, self.judged = {}, {}, Judged()
        self._team.read()
        self.read_lock()
        self._take({finding.id: finding for finding in self._visit.findings()})

    def read_step(self, step: Step) -> None:
        """Read again what a step has changed that was just handed over."""
        changed: dict[str, set[str]] = {}
        for change in step.changes:
            changed.setdefault(change.entity, set()).add(change.id)
            if isinstance(change, Put) and change.entity == "link":
                self._finding_of_link[change.id] = str(change.values["finding"])
        self.read_findings(changed)

    def read_findings(self, changed: Changed) -> None:
        """Read again the findings that have changed, or their links or acceptances, or what the team says of them."""
        if changed.get("inspector"):
            self.read_all()
            return
        ids, said_of = self._findings_of(changed), self._team.read_again(changed.get("agreement", ()))
        if ids is None or len(ids | said_of) > _ONE_BY_ONE:
            now = {finding.id: finding for finding in self._visit.findings()}
            ids = {each for each in {*now, *self.findings} if now.get(each) != self.findings.get(each)}
            self._take({each: now.get(each) for each in ids | said_of})
        else:
            self._take({each: self._finding(each) for each in ids | said_of})

    def read_lock(self) -> None:
        """Read again whether the letter is signed, and what its own checks go by."""
        self._about, self._letter = self._visit.visit(), self._visit.letter()
        self.locked = self._letter.state in ("signed", "issued")

    def cards_changed(self, changed: Changed) -> bool:
        """Say whether a card is another than it was: `read_all` then.

        An announcement names also what a link or a record's part belongs to, which need not have changed itself.
        """
        pieces, records = changed.get("evidence", ()), changed.get("record", ())
        return (
            len(pieces) + len(records) > _ONE_BY_ONE
            or any(record in self._records or self._visit.evidence(record) for record in records)
            or any(self._card_changed(piece) for piece in pieces)
        )

    def standing(self, finding_id: str) -> tuple[Standing, ...]:
        """Return where each inspector stands on a finding; nothing where there is one alone."""
        return self.judged.standings.get(finding_id, ())

    def counted(self, finding: Finding) -> tuple[Evidence, ...]:
        """Return the counted pieces that support a finding."""
        return counted_support(finding, self.evidence)

    # -- what is read

    def _findings_of(self, changed: Changed) -> set[str] | None:
        """Return the findings that a change is about; None where it names a link that was never seen."""
        ids = set(changed.get("finding", ()))
        for link in changed.get("link", ()):
            if link not in self._finding_of_link:
                return None
            ids.add(self._finding_of_link[link])
        for acceptance in changed.get("acceptance", ()):
            of = next((f.id for f in self.findings.values() if any(a.id == acceptance for a in f.accepted)), None)
            if of is None:
                return None
            ids.add(of)
        return ids

    def _card_changed(self, evidence_id: str) -> bool:
        try:
            now = self._visit.evidence_piece(evidence_id)
        except KeyError:
            return evidence_id in self.cards
        card = self.cards.get(evidence_id)
        return card is None or _said(card) != _said(now) or self.evidence[evidence_id].count != now.count

    def _finding(self, finding_id: str) -> Finding | None:
        try:
            return self._visit.finding(finding_id)
        except KeyError:
            return None

    def _take(self, read: Mapping[str, Finding | None]) -> None:
        """Take findings as they are now (None: gone), with their cards, weight and problems."""
        before = {each: self.findings[each] for each in read if each in self.findings}
        standing = [finding for finding in read.values() if finding is not None]
        kept = [finding for finding in self.findings.values() if finding.id not in read]
        ordered = sorted((*kept, *standing), key=lambda finding: (finding.order, finding.id))
        self.findings = {finding.id: finding for finding in ordered}
        self._finding_of_link |= {link.id: finding.id for finding in standing for link in finding.evidence}
        beside = self._link_cards(before.values(), standing, set(read))
        self._judge(standing)
        made = {each: self._row(self.findings[each]) for each in {*read, *beside} if each in self.findings}
        self.finding_rows = {each: made.get(each) or self.finding_rows[each] for each in self.findings}

    def _link_cards(self, before: Iterable[Finding], now: Iterable[Finding], read: set[str]) -> set[str]:
        """Let the cards say on which findings they lie; return the other findings that show one that now says more."""
        links: dict[str, list[CardLink]] = {link.evidence: [] for finding in before for link in finding.evidence}
        for finding in now:
            for link in finding.evidence:
                made = CardLink(finding=finding.id, bearing=link.bearing, weighed=link.weighed, order=link.order)
                links.setdefault(link.evidence, []).append(made)
        beside: set[str] = set()
        for card_id, fresh in links.items():
            card = self.cards.get(card_id)
            if card is None:
                continue
            others = [link for link in card.links if link.finding not in read]
            lies = tuple(sorted((*others, *fresh), key=lambda link: (link.order, link.finding)))
            if lies != card.links:
                self.cards[card_id] = replace(card, links=lies)
                self.rows[card_id] = CardRow(card=self.cards[card_id])
                beside |= {link.finding for link in others}
        return beside

    def _row(self, finding: Finding) -> FindingRow:
        """Return a finding's row; cards that lie there as they did keep theirs."""
        before = self.finding_rows.get(finding.id)
        had = {row.card.id: row for row in before.cards} if before is not None else {}
        cards = []
        for link in finding.evidence:
            card = self.cards.get(link.evidence)
            if card is None:
                continue
            lies = next(each for each in card.links if each.finding == finding.id)
            row = had.get(card.id)
            cards.append(row if row and row.card is card and row.link == lies else CardRow(card=card, link=lies))
        made = FindingRow(
            finding=finding,
            cards=tuple(cards),
            weight=self.judged.weights[finding.id],
            problems=self.judged.problems[finding.id],
            standing=self.judged.standings[finding.id],
        )
        return before if before is not None and before == made else made

    # -- what the rules say

    def _judge(self, findings: Collection[Finding]) -> None:
        without_words = self._without_words(findings)
        for finding in findings:
            weighed = weight(finding, self.evidence, self._records)
            standing = self._team.standing(finding, self.evidence)
            found = finding_problems(finding, weighed, self.evidence, self._visit.framework, standing)
            self.judged.standings[finding.id] = standing
            self.judged.weights[finding.id] = weighed
            self.judged.problems[finding.id] = (*found, *without_words.get(finding.id, ()))

    def _without_words(self, findings: Collection[Finding]) -> dict[str, tuple[Problem, ...]]:
        """Return what the letter's own checks say of these findings, by finding."""
        contents = VisitContents(
            visit=self._about,
            inspectors=(),
            addressees=(),
            copies=(),
            records=(),
            evidence=(),
            findings=tuple(findings),
            concerns=(),
            letter=self._letter,
        )
        found: dict[str, tuple[Problem, ...]] = {}
        for problem in letter_lacks(contents, self._visit.framework):
            if of := problem.about.get("finding"):
                found[of] = (*found.get(of, ()), problem)
        return found

    def _piece(self, card: Card) -> Evidence:
        """The evidence of a card, as far as the rules read it; a count is read, for a card does not carry it."""
        count = self._visit.evidence_piece(card.id).count if card.counted else None
        return Evidence(id=card.id, record=card.record, author=card.author, text=card.text, count=count)


def _said(piece: Card | Evidence) -> tuple[object, ...]:
    """Return what a card takes from its evidence alone."""
    return piece.text, piece.themes, piece.leaning, piece.in_confidence, piece.author, piece.record, piece.order
