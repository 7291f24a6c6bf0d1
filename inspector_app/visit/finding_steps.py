"""Splitting a finding and merging several, as steps: nothing that holds them up is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inspector_app.visit import steps
from inspector_app.visit.change import Change, Plain, Put, Set, Step
from inspector_app.visit.entities import Bearing, Finding, Risk
from inspector_app.visit.identifiers import acceptance_id, link_id
from inspector_app.visit.ordering import order_between, orders, placed_at
from inspector_app.visit.sentence_backing import backing_by_sentence

Side = Literal["stays", "goes", "both"]
"""Where a piece of evidence is after a split: on the finding, on the new one, or on both."""


def halves(text: str, at: int) -> tuple[str, str]:
    """Return the words before and from a place on (code points), without the white space between them."""
    return text[:at].rstrip(), text[at:].lstrip()


def sides(finding: Finding, at: int) -> dict[str, Side]:
    """Return where each piece of evidence goes by itself when the words are split: after the sentences to which it is
    tied, and where it is tied to none that is there, it stays."""
    tied = _ties_of_halves(finding, at)
    found: dict[str, Side] = {}
    for link in finding.evidence:
        firsts, seconds = tied.first.get(link.id), tied.second.get(link.id)
        found[link.evidence] = "both" if firsts and seconds else "goes" if seconds else "stays"
    return found


def split_finding(finding: Finding, new: str, among: Sequence[Finding], at: int, going: Mapping[str, Side]) -> Step:
    """Make two findings of one: the words from a place on, and the points under them, become a new one behind it,
    among the findings of its category (in order).

    Evidence goes as `going` says (what it does not name stays), with its bearing and what was weighed. Both have the
    category, themes, risk and trigger; what was accepted was accepted of the whole and stays. Raises ValueError where
    either would have no words.
    """
    first, second = halves(finding.text, at)
    if not first or not second:
        raise ValueError("one of the two findings would have no words")
    keys = dict(placed_at(among, [new], [one.id for one in among].index(finding.id) + 1))
    values: dict[str, Plain] = {
        "category": finding.category,
        "text": second,
        "points": list(finding.points),
        "themes": list(finding.themes),
        "risk": _risk_values(finding.risk),
        "trigger": finding.trigger,
        "order": keys.pop(new),
    }
    changes: list[Change] = [
        Set("finding", finding.id, "text", first),
        Set("finding", finding.id, "points", []),
        Put("finding", new, values),
        *steps.placing("finding", keys),
    ]
    tied = _ties_of_halves(finding, at)
    for link, order in zip(finding.evidence, orders(len(finding.evidence)), strict=True):
        side = going.get(link.evidence, "stays")
        if side == "stays":
            continue
        along = dict(link.ties) if side == "goes" else tied.second.get(link.id, {})
        changes.append(_put(new, link.evidence, link.bearing, link.weighed, along, order))
        if side == "goes":
            changes.append(Set("link", link.id, "deleted", True))
        else:
            gone = along.keys() - tied.first.get(link.id, {}).keys()
            changes += [Set("link", link.id, f"ties/{key}", None) for key in sorted(gone)]
    return Step("split a finding", tuple(changes))


def merge_findings(merged: Sequence[Finding]) -> Step:
    """Make one finding of several: the first takes in the words of the others under its own, in this order.

    Every piece of evidence is kept; where one supports one finding and contradicts another it contradicts. What was
    weighed and why warnings were accepted is kept, as are all points and themes; where several say who is at risk, all
    of it is said. Raises ValueError for fewer than two.
    """
    if len(merged) < 2:
        raise ValueError("it takes two findings to merge")
    into, others = merged[0], merged[1:]
    words: list[tuple[str, Plain]] = [
        ("text", "\n".join(text for text in (one.text.strip() for one in merged) if text)),
        ("points", [point for one in merged for point in one.points]),
        ("themes", list(dict.fromkeys(theme for one in merged for theme in one.themes))),
        ("risk", _risk_values(_all_risks([one.risk for one in merged if one.risk is not None]))),
        ("trigger", next((one.trigger for one in merged if one.trigger), None)),
    ]
    changes: list[Change] = [Set("finding", into.id, name, value) for name, value in words]
    last = max((link.order for link in into.evidence), default=None)
    places = {link.evidence: link.order for link in into.evidence}
    for held in _united(merged):
        if held.evidence not in places:
            places[held.evidence] = last = order_between(last, None)
        order = places[held.evidence]
        changes.append(_put(into.id, held.evidence, held.bearing, _one_line(held.weighed) or None, held.ties, order))
    changes += _reasons(into, merged)
    for one in others:
        changes += [Set("link", link.id, "deleted", True) for link in one.evidence]
        changes += steps.remove("finding", one.id).changes
    return Step(f"merge {len(merged)} findings", tuple(changes))


@dataclass(slots=True)
class _Halves:
    """The ties to sentences before the cut and behind it, by link; the points stand behind it."""

    first: dict[str, dict[str, str]] = field(default_factory=dict)
    second: dict[str, dict[str, str]] = field(default_factory=dict)


def _ties_of_halves(finding: Finding, at: int) -> _Halves:
    """A sentence that is cut in two is on both sides; one that is gone on neither."""
    found = _Halves()
    for held in backing_by_sentence(finding, {link.evidence for link in finding.evidence}).sentences:
        in_text = held.sentence.field == "text"
        for tie in held.ties:
            if in_text and held.sentence.start < at:
                found.first.setdefault(tie.link.id, {})[tie.key] = tie.before
            if not in_text or held.sentence.end > at:
                found.second.setdefault(tie.link.id, {})[tie.key] = tie.before
    return found


@dataclass(slots=True)
class _Held:
    """One piece of evidence of several findings."""

    evidence: str
    bearing: Bearing
    weighed: list[str] = field(default_factory=list)
    ties: dict[str, str] = field(default_factory=dict)


def _united(merged: Sequence[Finding]) -> list[_Held]:
    held: dict[str, _Held] = {}
    for link in (link for one in merged for link in one.evidence):
        piece = held.setdefault(link.evidence, _Held(link.evidence, link.bearing))
        if link.bearing == "contradicts":
            piece.bearing = "contradicts"
        if link.weighed:
            piece.weighed.append(link.weighed)
        for key, sentence in link.ties.items():
            piece.ties[_free_key(key, sentence, piece.ties)] = sentence
    return list(held.values())


def _free_key(key: str, sentence: str, ties: Mapping[str, str]) -> str:
    """Two findings may know different sentences by one key, since a sentence keeps its key while it is changed."""
    while ties.get(key, sentence) != sentence:
        key = f"{key}+"
    return key


def _reasons(into: Finding, merged: Sequence[Finding]) -> Iterator[Put]:
    """Keep why warnings were accepted, all of it where several say it of one check."""
    whys: dict[str, list[str]] = {}
    for reason in (reason for one in merged for reason in one.accepted):
        whys.setdefault(reason.check, []).append(reason.why.strip())
    for (check, said), order in zip(whys.items(), orders(len(whys)), strict=True):
        values = {"finding": into.id, "check": check, "why": _one_line(said), "order": order}
        yield Put("acceptance", acceptance_id(into.id, check), values)


def _all_risks(risks: Sequence[Risk]) -> Risk | None:
    if not risks:
        return None
    said = [risk.systemic for risk in risks]
    return Risk(
        who=_one_line([risk.who for risk in risks]),
        of_what=_one_line([risk.of_what for risk in risks]),
        systemic=True if True in said else False if False in said else None,
    )


def _one_line(words: Sequence[str]) -> str:
    """Return several answers as one, each said once."""
    return "; ".join(dict.fromkeys(word.strip() for word in words if word.strip()))


def _put(
    finding: str, evidence: str, bearing: Bearing, weighed: str | None, ties: Mapping[str, str], order: str
) -> Put:
    values: dict[str, Plain] = {
        "finding": finding,
        "evidence": evidence,
        "bearing": bearing,
        "weighed": weighed,
        "ties": dict(ties),
        "order": order,
    }
    return Put("link", link_id(finding, evidence), values)


def _risk_values(risk: Risk | None) -> Plain:
    return None if risk is None else {"who": risk.who, "of_what": risk.of_what, "systemic": risk.systemic}
