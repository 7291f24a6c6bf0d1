"""The code book of a visit for qualitative analysis programs: themes, findings under their categories, leanings.

Every code has a name of its own, as some of these programs want it, and an id that is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Leaning
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.numbering import References, numbered_findings
from inspector_app.visit.withholding import Withholding

_OPENING = 60
"""Characters of a finding that stand in the name of its code."""
_LEANINGS: tuple[tuple[Leaning, str], ...] = (
    ("strength", "Leans to a strength"),
    ("neutral", "Neutral"),
    ("weakness", "Leans to a weakness"),
)
_CONFIDENCE = "It may inform, never be quoted."


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code, with those under it; a heading only, where it is not `codable`."""

    id: str
    name: str
    description: str = ""
    codable: bool = True
    under: tuple[Code, ...] = ()


class CodeBook:
    """The codes of a visit, and which of them a piece of evidence has."""

    def __init__(
        self, contents: VisitContents, framework: Framework, references: References, withholding: Withholding
    ) -> None:
        self._framework = framework
        self._withholding = withholding
        self._references = references
        findings = numbered_findings(contents, framework)
        links = [link for finding in findings for link in finding.evidence]
        self._against = {link.finding for link in links if link.bearing == "contradicts"}
        self._of_piece: dict[str, list[str]] = {}
        for link in links:
            code = link.finding if link.bearing == "supports" else against_id(link.finding)
            self._of_piece.setdefault(link.evidence, []).append(code)
        given = [record.themes for record in contents.records] + [piece.themes for piece in contents.evidence]
        used = [theme for themes in given for theme in themes]
        self.codes = (
            self._heading("Themes", self._themes(used)),
            self._heading("Findings", [self._category(each.id, findings) for each in framework.categories]),
            self._heading("Leaning", [Code(id=self._id("leaning", each), name=name) for each, name in _LEANINGS]),
            Code(id=self._id("in-confidence"), name="Said in confidence", description=_CONFIDENCE),
        )

    def of_themes(self, themes: Iterable[str]) -> list[str]:
        """Return the ids of the codes of some themes."""
        return [self._id("theme", theme) for theme in dict.fromkeys(themes)]

    def of_piece(self, piece: Evidence) -> list[str]:
        """Return the ids of the codes of a piece of evidence."""
        leaning = [self._id("leaning", piece.leaning)] if piece.leaning else []
        confidence = [self._id("in-confidence")] if piece.in_confidence else []
        return [*self.of_themes(piece.themes), *self._of_piece.get(piece.id, []), *leaning, *confidence]

    def _themes(self, used: Sequence[str]) -> list[Code]:
        labels = {theme.id: theme.label for theme in self._framework.themes}
        return [
            Code(id=self._id("theme", theme), name=labels.get(theme, theme))
            for theme in dict.fromkeys((*labels, *used))
        ]

    def _category(self, category_id: str, findings: Sequence[Finding]) -> Code:
        category = self._framework.category(category_id)
        return Code(
            id=self._id("category", category_id),
            name=f"Category: {category.label}",
            description=category.definition,
            codable=False,
            under=tuple(code for each in findings if each.category == category_id for code in self._finding(each)),
        )

    def _finding(self, finding: Finding) -> Iterator[Code]:
        """Yield the code for what supports a finding, and beside it that for what contradicts it: some of these
        programs cannot put a code under one that is used."""
        text, *points = (self._withholding.kept(words).text for words in (finding.text, *finding.points))
        reference, line = self._references.finding(finding.id), " ".join(text.split())
        opening = line if len(line) <= _OPENING else f"{line[:_OPENING].rsplit(' ', 1)[0]} …"
        description = "\n".join([text, *(f"- {point}" for point in points)])
        yield Code(id=finding.id, name=f"{reference}: {opening}".rstrip(": "), description=description)
        if finding.id in self._against:
            yield Code(id=against_id(finding.id), name=f"{reference}, contradicted", description=description)

    def _heading(self, name: str, under: Sequence[Code]) -> Code:
        return Code(id=self._id("heading", name), name=name, codable=False, under=tuple(under))

    def _id(self, *parts: str) -> str:
        """Return the id of a code that is the framework's: the same in the files of all visits of this kind."""
        return derived_id("qdpx", self._framework.id, *parts)


def against_id(finding: str) -> str:
    """Return the id of the code for evidence that contradicts a finding."""
    return derived_id("qdpx", "contradicts", finding)
