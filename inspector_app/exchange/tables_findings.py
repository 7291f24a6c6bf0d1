"""The table of findings: a row a finding, in the order of the letter's headings, with what holds it up."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.exchange.table import NARROW, USUAL, WIDE, Cell, Column, Table, listed, yes_no
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding, Link, Risk
from inspector_app.visit.numbering import References, numbered_findings
from inspector_app.visit.weight import Weight, weights
from inspector_app.visit.withholding import Withholding

_COLUMNS = (
    Column("Finding", NARROW),
    Column("Category", USUAL),
    Column("Place in the category", NARROW),
    Column("Text", WIDE),
    Column("Points", 40),
    Column("Themes", 30),
    Column("Pieces that support it", NARROW),
    Column("Pieces that contradict it", NARROW),
    Column("Contradictions not weighed", NARROW),
    Column("Kinds of source", USUAL),
    Column("Records", NARROW),
    Column("Inspectors", NARROW),
    Column("Days", NARROW),
    Column("Pieces seen", NARROW),
    Column("Pieces told or handed over", NARROW),
    Column("Pieces copied from paper", NARROW),
    Column("Pieces from memory", NARROW),
    Column("Supported by", 30),
    Column("Contradicted by", 30),
    Column("Who is at risk", 30),
    Column("Of what", 30),
    Column("Systemic", NARROW),
    Column("Priority action because", 30),
    Column("Id", 38),
)


def findings_table(
    contents: VisitContents, framework: Framework, references: References, withholding: Withholding
) -> Table:
    """Return the table of findings; each is weighed as on the board (`visit/weight.py`)."""
    weighed = weights(contents)
    rows, before = [], ""
    place = 0
    for finding in numbered_findings(contents, framework):
        place = place + 1 if finding.category == before else 1
        before = finding.category
        rows.append(_row(finding, place, weighed[finding.id], framework, references, withholding))
    return Table("Findings", _COLUMNS, tuple(rows))


def _row(
    finding: Finding,
    place: int,
    weight: Weight,
    framework: Framework,
    references: References,
    withholding: Withholding,
) -> tuple[Cell, ...]:
    supporting = [link for link in finding.evidence if link.bearing == "supports"]
    against = [link for link in finding.evidence if link.bearing == "contradicts"]
    risk, shown = finding.risk or Risk(who="", of_what=""), withholding.shown
    return (
        references.finding(finding.id),
        framework.category(finding.category).label,
        place,
        shown(finding.text),
        "\n".join(withholding.kept(point).text for point in finding.points),
        listed(framework.theme_label(theme) for theme in finding.themes),
        weight.supports,
        weight.contradicts,
        len(weight.unanswered),
        listed(weight.kinds),
        weight.records,
        len(weight.inspectors),
        len(weight.days),
        weight.seen,
        weight.told,
        weight.from_paper,
        weight.from_memory,
        _pieces(supporting, references),
        _pieces(against, references),
        shown(risk.who or None),
        shown(risk.of_what or None),
        yes_no(risk.systemic),
        shown(finding.trigger),
        finding.id,
    )


def _pieces(links: Sequence[Link], references: References) -> str:
    return listed(references.evidence(link.evidence) for link in links)
