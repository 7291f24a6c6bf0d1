"""Letters for tests: York's, and ones made up of the parts that a test names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
from outloud import check
from pdfua import validate

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.library import load_framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Copy, Finding, Inspector
from inspector_app.visit.identifiers import derived_id

EXAMPLES = Path(__file__).parent.parent / "examples"
DEMO = Path(__file__).parent.parent.parent / "resources" / "demo" / "york-2010.visit.json"
SIGNED_AT = datetime(2010, 5, 21, 14, 2, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
PASSWORD = "a password"


def york() -> VisitContents:
    """York's letter as the example has it, without evidence."""
    return read_visit_file(EXAMPLES / "york-2010-letter.visit.json")


def ucra() -> Framework:
    return load_framework("ucra-2010")


def york_text() -> str:
    """York's letter from the salutation on, mended where `domain.md` §7 says the conversion tore it."""
    text = (EXAMPLES / "york-letter-2010.txt").read_text("utf-8").translate(str.maketrans("‘’“”", "''\"\""))
    text = text[text.index("Dear Mr Dwyer") :]
    return text.replace("Action is taken by senior", "- Action is taken by senior", 1)


def finding(category: str, text: str, *points: str) -> Finding:
    return Finding(id=derived_id("finding", category, text, *points), category=category, text=text, points=points)


def letter_of(
    findings: Sequence[Finding],
    *,
    addressees: Sequence[Addressee] | None = None,
    inspectors: Sequence[Inspector] | None = None,
    copies: Sequence[Copy] | None = None,
    days: Sequence[date] | None = None,
) -> VisitContents:
    """York's visit with other findings, and other people or days where they are given."""
    base = york()
    team = tuple(base.inspectors if inspectors is None else inspectors)
    return replace(
        base,
        visit=replace(base.visit, days=tuple(base.visit.days if days is None else days)),
        findings=tuple(findings),
        addressees=tuple(base.addressees if addressees is None else addressees),
        inspectors=team,
        copies=tuple(base.copies if copies is None else copies),
        letter=replace(base.letter, signatories=tuple(person.id for person in team)),
    )


def words(text: str) -> list[str]:
    """The words of a text, signs of bullets left out."""
    return [word for word in text.split() if word not in {"-", "•", "–"}]


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF's pages, without their feet."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded(bottom=60) for page in document)
    finally:
        document.close()


def page_texts(pdf: bytes) -> list[str]:
    """All text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def complaints(pdf: bytes, folder: Path) -> list[str]:
    """What the two PDF/UA checkers find wrong, errors and warnings alike."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    heard = check(str(file))
    seen = validate(str(file))
    found = [f"outloud {one.rule}: {one.message}" for one in heard.findings if one.severity in {"error", "warning"}]
    return found + [f"pdfua {one.rule_id}: {one.message}" for one in seen.findings]


def squeezed(text: str) -> str:
    """A text without white space, and without hyphens, which PDFium leaves out at the ends of lines."""
    return re.sub(r"[\s\u2010\ufffe\x02-]+", "", text)
