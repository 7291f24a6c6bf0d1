"""What is done on the board, as steps: values in, a step out, or None where nothing would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_app.visit import steps
from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.entities import Bearing, Finding, Link
from inspector_app.visit.identifiers import link_id
from inspector_app.visit.lines import Card
from inspector_app.visit.ordering import orders, placed_at
from inspector_app.visit.sentence_backing import first_ties


@dataclass(frozen=True, slots=True)
class Picked:
    """A card that is being moved, and the finding that it is taken from (None: it is unsorted)."""

    card: Card
    finding: str | None


def put_on_finding(
    picked: Sequence[Picked],
    target: Finding,
    position: int | None = None,
    bearing: Bearing | None = None,
    keep: bool = False,
) -> Step | None:
    """Put cards on a finding, at a position among its cards (None: last); `keep` leaves them also where they were.

    Without a bearing a card keeps the one that it has on the target, else it supports. A card new to a finding of one
    sentence is tied to it (`visit/sentence_backing.py`).
    """
    moved = {link_id(target.id, one.card.id): one for one in picked}
    links = target.evidence
    at = len(links) if position is None else max(0, min(position, len(links)))
    keys = placed_at(links, list(moved), at)
    order_of = {**{link.id: link.order for link in links}, **keys}
    changes: list[Change] = []
    for own, one in moved.items():
        had = _bearing_on(one.card, target.id)
        if had is not None and bearing in (None, had) and position is None:
            continue
        ties = first_ties(target.text, target.points) if had is None else None
        changes += steps.link_evidence(
            target.id, one.card.id, order_of[own], bearing or had or "supports", ties
        ).changes
        if not keep and had is None and bearing == "contradicts":
            changes += _weighed_along(one, target.id)
    changes += steps.placing("link", {link: key for link, key in keys.items() if link not in moved})
    if not keep:
        changes += _taken_off([one for one in picked if one.finding not in (None, target.id)])
    return _step("move", picked, changes)


def new_finding(
    finding_id: str,
    category: str,
    picked: Sequence[Picked],
    among: Sequence[Finding],
    position: int,
    keep: bool = False,
) -> Step:
    """Make a finding from cards, held up by them, at a position among the findings of a category (in order).

    Its first words are the first card's, unless they were given in confidence: those may inform, never be quoted.
    """
    cards = [one.card for one in _each_once(picked)]
    text = next((card.text for card in cards if not card.in_confidence), "")
    themes = list(dict.fromkeys(theme for card in cards for theme in card.themes))
    keys = dict(placed_at(among, [finding_id], position))
    values = {"category": category, "text": text, "themes": themes, "order": keys.pop(finding_id)}
    changes: list[Change] = [Put("finding", finding_id, values), *steps.placing("finding", keys)]
    for card, place in zip(cards, orders(len(cards)), strict=True):
        changes += steps.link_evidence(finding_id, card.id, place, ties=first_ties(text)).changes
    if not keep:
        changes += _taken_off([one for one in picked if one.finding is not None])
    return Step("make a finding", tuple(changes))


def begins_without_words(step: Step) -> bool:
    """Say whether a step makes a finding whose cards were all given in confidence."""
    return any(
        isinstance(change, Put) and change.entity == "finding" and not change.values["text"] for change in step.changes
    )


def unsort(picked: Sequence[Picked]) -> Step | None:
    """Take cards off the findings from which they were picked."""
    return _step("take", picked, _taken_off([one for one in picked if one.finding is not None]))


def set_bearing(picked: Sequence[Picked], bearing: Bearing) -> Step | None:
    """Let cards support or contradict the findings that they lie on."""
    changes: list[Change] = [
        Set("link", link_id(one.finding, one.card.id), "bearing", bearing)
        for one in picked
        if one.finding is not None and _bearing_on(one.card, one.finding) != bearing
    ]
    if not changes:
        return None
    return Step("let evidence support" if bearing == "supports" else "let evidence contradict", tuple(changes))


def move_findings(moved: Sequence[Finding], category: str, among: Sequence[Finding], position: int) -> Step | None:
    """Put findings into a category, at a position among its findings (`among`, in order)."""
    keys = placed_at(among, [finding.id for finding in moved], position)
    if not keys and all(finding.category == category for finding in moved):
        return None
    changes: list[Change] = []
    for finding in moved:
        changes += steps.move_finding(finding.id, category, keys.get(finding.id, finding.order)).changes
    ids = {finding.id for finding in moved}
    changes += steps.placing("finding", {finding: key for finding, key in keys.items() if finding not in ids})
    return Step("move a finding" if len(moved) == 1 else f"move {len(moved)} findings", tuple(changes))


def remove_findings(removed: Sequence[Finding]) -> Step | None:
    """Remove findings; their cards lie unsorted again, unless they lie on others too."""
    changes: list[Change] = []
    for finding in removed:
        changes += [Set("link", link.id, "deleted", True) for link in finding.evidence]
        changes += steps.remove("finding", finding.id).changes
    if not changes:
        return None
    return Step("remove a finding" if len(removed) == 1 else f"remove {len(removed)} findings", tuple(changes))


def weigh(link: Link, words: str) -> Step:
    """Answer a contradiction: "weighed, because ..."; empty words take the answer back."""
    return replace(steps.set_field("link", link.id, "weighed", words or None), action="answer a contradiction")


def _each_once(picked: Sequence[Picked]) -> list[Picked]:
    return list({one.card.id: one for one in picked}.values())


def _taken_off(picked: Sequence[Picked]) -> list[Change]:
    return [Set("link", link_id(one.finding, one.card.id), "deleted", True) for one in picked if one.finding]


def _weighed_along(one: Picked, target: str) -> list[Change]:
    """Let a contradiction that was weighed on the finding from which it is taken be weighed on the next too."""
    weighed = next((link.weighed for link in one.card.links if link.finding == one.finding), None)
    return [Set("link", link_id(target, one.card.id), "weighed", weighed)] if weighed else []


def _bearing_on(card: Card, finding: str) -> Bearing | None:
    return next((link.bearing for link in card.links if link.finding == finding), None)


def _step(verb: str, picked: Sequence[Picked], changes: Sequence[Change]) -> Step | None:
    if not changes:
        return None
    number = len({one.card.id for one in picked})
    cards = "a card" if number == 1 else f"{number} cards"
    return Step(f"move {cards}" if verb == "move" else f"take {cards} off", tuple(changes))
