"""Findings that rest on one or two cases, or count so few: whoever knows the sample may know the child."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.confidence import SAYS_LITTLE
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Finding, Record
from inspector_app.visit.letter_text import framework_words, words_of
from inspector_app.visit.names import in_words, joined
from inspector_app.visit.problem import Problem

MOST_CASES = 2
_SHOWN = 4
"""Words that are shown of those that could give a child away."""
_LEAST_TELLING = 4
"""Letters of the shortest word that is taken to tell anything."""
_LIKE = (
    r"(?:(?:very|young|younger|older|small|unborn|newborn|vulnerable|looked[- ]after|unaccompanied|asylum[- ]seeking"
    r"|missing|homeless|teenage|other|further|more|such|recent|complex|open|pre-school|high-risk|black|white|roma"
    r"|traveller|\w+-year-old|(?!shared|combined|integrated)\w+(?:ed|ish|ian|ese))\s+){0,3}"
)
"""What may be said of those who are counted: "one vulnerable child"."""
_CHILDREN = (
    r"(?:child|children(?!['’]s))(?!\s+(?:protection|in need|care)\b)|young\s+(?:person|people(?!['’]s))"
    r"|care leavers?(?!['’])|siblings?|brothers?|sisters?|twins?|bab(?:y|ies)|infants?|toddlers?|teenagers?"
    r"|pupils?|boys?|girls?|mothers?(?!\s+and\s+baby)|fathers?|famil(?:y|ies)(?!\s+(?:support|cent|group|court))"
)
_COUNTED = re.compile(
    r"(?<![\w.,/£–-])(?:one|two|[12]|a single|a couple of)\s+(?:of\s+(?:the|these|those|all|\d+|\w+)\s+(?:\w+\s+)?)?"
    rf"(?:{_LIKE}(?:{_CHILDREN}|cases?(?!\s+(?:file|record)))|(?:case\s+)?(?P<paper>files?|records?))\b"
    r"(?!\s+(?:co-?ordinat|management|conference|plan|work|protection|centre|court|keeping|recording|system))",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters before a count that may bear on it."""
_NOT_SO_FEW_BEFORE = re.compile(
    r"\b(?:(?<!no )more than|not|never|nor|no|without|every|at least|one in|1 in"
    r"|(?:section|level|tier|stage|year|phase|type|priority|band|part|grade|category|step|group|team|table|version"
    r"|chapter|regulation|article|schedule|paragraph|wave|round|over|under|age))\s+\Z",
    re.IGNORECASE,
)
"""What makes a count none, a rule or a label: "not a single case", "more than one case", "level 2 cases"."""
_RULE_AFTER = re.compile(
    r"\s+(?:in\s+(?:(?:every|each)\b|(?:two|three|four|five|six|seven|eight|nine|ten|(?:[2-9]|10)(?!\d))\b(?!\s+[a-z]{3,}s\b))"
    r"|(?:for|per|on)\s+(?:each|every)\b|at\s+a\s+time\b)|,\s+one\b",
    re.IGNORECASE,
)
"""What makes a count a proportion or a rule: "one child in five", "one record for each child"."""
_PAPER_BEFORE = re.compile(
    r"\b(?:has|have|had|is|are|as|into|keeps?|kept|uses?|shares?)\s+(?:only\s+|just\s+|now\s+)?\Z", re.IGNORECASE
)
_PAPER_AFTER = re.compile(
    r"\s+(?:of\s+(?!children|the\s+children|cases|the\s+cases)|(?:is|are)\s+(?:now\s+)?(?:used|kept|held|shared)\b)",
    re.IGNORECASE,
)
"""What makes a file or record a way of working: "each child has one file", "a single case record is used"."""
_SAYS = re.compile(r"\s+(?:told\s+(?:us|inspectors)|said|says|felt|feels|described|spoke|thought)\b", re.IGNORECASE)
_PARENT = re.compile(r"(?:mother|father)s?\Z", re.IGNORECASE)


class SmallCells:
    """What is known of the cases of one visit."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self._evidence: Mapping[str, Evidence] = contents.evidence_by_id()
        self._records = contents.records_by_id()
        self._known = framework_words(framework)
        self._words: dict[str, frozenset[str]] = {}
        """Of each record; read where a finding rests on one or two cases."""

    def problems(self, finding: Finding) -> Iterator[Problem]:
        """Yield that a finding rests on one or two cases alone, with what could give them away, or counts so few."""
        cases = self._cases(finding)
        if cases:
            how_many = "one case" if len(cases) == 1 else "two cases"
            telling = self._telling(finding, cases)
            shown = f": {joined([f'“{word}”' for word in telling[:_SHOWN]])} could give it away" if telling else ""
            yield _problem(finding, ", ".join(telling), f"This finding rests on {how_many} alone{shown}.")
        for text in (finding.text, *finding.points):
            for found in filter(_counts_children, _COUNTED.finditer(text)):
                yield _problem(finding, found[0], f"“{found[0]}” counts so few that a child could be known by it.")

    def _cases(self, finding: Finding) -> list[Record]:
        """Return the one or two cases that alone support a finding; none where there are more, or other sources."""
        held = [self._evidence.get(link.evidence) for link in finding.evidence if link.bearing == "supports"]
        pieces = [piece for piece in held if piece is not None]
        records = {piece.record: self._records.get(piece.record or "") for piece in pieces}
        if any(piece.count is not None and piece.count.of > MOST_CASES for piece in pieces):
            return []
        cases = [record for record in records.values() if record is not None and isinstance(record.details, Case)]
        others = len(cases) < len(records)
        return [] if others or len(cases) > MOST_CASES else cases

    def _telling(self, finding: Finding, cases: list[Record]) -> list[str]:
        """Return the words of a finding that of all records those of its cases alone have, and their days and teams."""
        words = self._words = self._words or self._words_by_record()
        own = frozenset().union(*(words[case.id] for case in cases))
        of_cases = {case.id for case in cases}
        elsewhere = frozenset().union(*(has for record, has in words.items() if record not in of_cases))
        telling = own - elsewhere - self._known - SAYS_LITTLE
        text = " ".join((finding.text, *finding.points))
        found = [word for word in dict.fromkeys(words_of(text)) if word in telling and len(word) >= _LEAST_TELLING]
        dates = (case.details.dates for case in cases if isinstance(case.details, Case))
        days = dict.fromkeys(in_words(day) for each in dates for day in each.values())
        return [*found, *(day for day in days if day in text)]

    def _words_by_record(self) -> dict[str, frozenset[str]]:
        written = {record.id: [record.title, record.notes, *_of_case(record)] for record in self._records.values()}
        for piece in self._evidence.values():
            written.get(piece.record or "", []).append(piece.text)
        return {record: frozenset(words_of("\n".join(texts))) for record, texts in written.items()}


def _counts_children(found: re.Match[str]) -> bool:
    """Say whether a count is one of children or cases that were seen: no rule, proportion, or what a parent said."""
    before, after = found.string[max(0, found.start() - _NEAR) : found.start()], found.end()
    if _NOT_SO_FEW_BEFORE.search(before) or _RULE_AFTER.match(found.string, after):
        return False
    if found["paper"]:
        return not (_PAPER_BEFORE.search(before) or _PAPER_AFTER.match(found.string, after))
    return not (_PARENT.search(found[0]) and _SAYS.match(found.string, after))


def _of_case(record: Record) -> list[str]:
    case = record.details
    return [case.team or "", *(check.note or "" for check in case.checks)] if isinstance(case, Case) else []


def _problem(finding: Finding, words: str, message: str) -> Problem:
    return Problem(
        check="small-cell",
        level="warning",
        about={"finding": finding.id},
        words=words,
        message=message,
        mend="Say it more broadly, add other evidence, or say why it may stand.",
    )
