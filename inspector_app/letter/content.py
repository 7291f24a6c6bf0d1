"""The letter as a pure value: what it says, in reading order, and where each line comes from.

The PDF, the plain text and the preview are all made from this one value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspector_app.frameworks.framework import Category, Framework, LetterPart
from inspector_app.letter.wording import own_wording
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding
from inspector_app.visit.letter_wording import (
    REPLACES,
    fill,
    generated_wording,
    is_printed,
    next_step_sentences,
    one_line,
    values_for,
    written_findings,
)
from inspector_app.visit.names import in_words

OriginKind = Literal[
    "letterhead", "letter", "addressee", "part", "heading", "subheading", "finding", "next_step", "inspector", "copy"
]
TextKind = Literal["subject", "paragraph", "heading", "subheading"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block comes from: the kind of thing, its id, and the field where there are several.

    The id is that of a framework's part ("part"), category ("heading") or theme ("subheading"), or of an entity.
    """

    kind: OriginKind
    id: str
    field: str = ""

    def __str__(self) -> str:
        return "/".join(word for word in (self.kind, self.id, self.field) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines that stand under one another: one addressee, one side of the letterhead."""

    lines: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One paragraph, heading or subject line; `overridden` says that the author's own words replace the framework's."""

    kind: TextKind
    text: str
    origin: Origin
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """One finding or next step as a bullet, with its second-level points."""

    text: str
    points: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Bullets that stand under one another."""

    items: tuple[Bullet, ...]


Block = Text | Bullets


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePlace:
    """Where one inspector signs: the name and designation that are typed under the signature."""

    name: str
    designation: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """A letter, whole, in reading order; an empty text or tuple is not printed.

    `continuation` is the line at the head of later pages.
    """

    language: str
    title: str
    organisation: str
    office: Lines
    direct: Lines
    date: str
    addressees: tuple[Lines, ...]
    salutation: Text
    body: tuple[Block, ...]
    valediction: str
    signatures: tuple[SignaturePlace, ...]
    copy_label: str
    copies: tuple[Text, ...]
    continuation: str
    enclosure_label: str = ""
    enclosures: tuple[Text, ...] = ()


def letter_content(contents: VisitContents, framework: Framework) -> LetterContent:
    """Return the letter of a visit, in the framework's wording and order, or the author's own where there is some."""
    form = framework.letter
    values = values_for(contents, framework)
    said = generated_wording(contents, framework)
    written = replace(contents, findings=written_findings(contents))
    body = [block for part in form.parts for block in _part(part, written, framework, said)]
    under_subject = next((number for number, block in enumerate(body, 1) if _is_subject(block)), 0)
    body[under_subject:under_subject] = _worded(REPLACES, contents, said) if REPLACES in said else []
    return LetterContent(
        language=form.language,
        title=fill(form.title, values),
        organisation=form.letterhead.organisation,
        office=Lines(lines=form.letterhead.office, origin=Origin("letterhead", "office")),
        direct=Lines(lines=form.letterhead.direct, origin=Origin("letterhead", "direct")),
        date=in_words(contents.letter.date) if contents.letter.date else "",
        addressees=_addressees(contents),
        salutation=_salutation(contents, said),
        body=tuple(body),
        valediction=form.valediction,
        signatures=_signatures(contents),
        copy_label=form.copy_label,
        copies=_copies(contents),
        continuation=fill(form.continuation, values),
        enclosure_label=form.enclosure_label,
        enclosures=_enclosures(contents),
    )


def by_theme(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return the findings under the theme that each names first, themes in the order in which they come.

    Findings without a theme stand first, under an empty name.
    """
    groups: dict[str, list[Finding]] = {"": []}
    for finding in findings:
        groups.setdefault(next(iter(finding.themes), ""), []).append(finding)
    return groups


def _part(part: LetterPart, contents: VisitContents, framework: Framework, said: Mapping[str, str]) -> list[Block]:
    if part.kind == "findings":
        if not is_printed(part, Counter(finding.category for finding in contents.findings)):
            return []
        categories = [framework.category(category_id) for category_id in part.categories]
        return [block for category in categories for block in _category(part, category, contents, said)]
    if part.id not in said:
        return []
    lines = _worded(part.id, contents, said, part.kind if part.kind in ("subject", "heading") else "paragraph")
    return [*lines, Bullets(items=_next_steps(contents, framework))] if part.kind == "next-steps" else list(lines)


def _worded(part_id: str, contents: VisitContents, said: Mapping[str, str], kind: TextKind = "paragraph") -> list[Text]:
    """The paragraphs of one part, in the framework's words or the author's own."""
    own = own_wording(contents, part_id)
    origin = Origin("part", part_id)
    lines = _paragraphs(said[part_id] if own is None else own)
    return [Text(kind=kind, text=line, origin=origin, overridden=own is not None) for line in lines]


def _is_subject(block: Block) -> bool:
    return isinstance(block, Text) and block.kind == "subject"


def _next_steps(contents: VisitContents, framework: Framework) -> tuple[Bullet, ...]:
    said = next_step_sentences(contents, framework)
    return tuple(Bullet(text=text, points=(), origin=Origin("next_step", step_id)) for step_id, text in said.items())


def _category(part: LetterPart, category: Category, contents: VisitContents, said: Mapping[str, str]) -> list[Block]:
    """One heading and its findings; nothing for an empty category, unless the framework wants that said."""
    findings = [finding for finding in contents.findings if finding.category == category.id]
    if not findings and not category.empty_sentence:
        return []
    heading = _heading("heading", category.id, contents, said)
    if not findings:
        return [heading, Text(kind="paragraph", text=category.empty_sentence, origin=heading.origin)]
    if not part.theme_subheadings:
        return [heading, *_findings(part, findings)]
    under: list[Block] = []
    for theme, group in by_theme(findings).items():
        if theme:
            under.append(_heading("subheading", theme, contents, said))
        under += _findings(part, group)
    return [heading, *under]


def _heading(kind: Literal["heading", "subheading"], of: str, contents: VisitContents, said: Mapping[str, str]) -> Text:
    """A heading in the framework's words, or in the author's own, which stand under "heading:<category>" and the like.

    Own words are one line, whatever was typed: a heading is one element of the page.
    """
    own = own_wording(contents, f"{kind}:{of}")
    text = said[f"{kind}:{of}"] if own is None else one_line(own)
    return Text(kind=kind, text=text, origin=Origin(kind, of), overridden=own is not None)


def _findings(part: LetterPart, findings: Sequence[Finding]) -> list[Block]:
    if part.style == "bullets":
        bullets = tuple(bullet for finding in findings for bullet in _bullets(finding))
        return [Bullets(items=bullets)] if bullets else []
    return [block for finding in findings for block in _plain(finding)]


def _bullets(finding: Finding) -> list[Bullet]:
    """A finding as a bullet with its points; as long as only points are written, each is a bullet."""
    origin = Origin("finding", finding.id)
    text = one_line(finding.text)
    if text:
        return [Bullet(text=text, points=_points(finding), origin=origin)]
    return [Bullet(text=point, points=(), origin=origin) for point in _points(finding)]


def _points(finding: Finding) -> tuple[str, ...]:
    return tuple(text for text in map(one_line, finding.points) if text)


def _plain(finding: Finding) -> list[Block]:
    """A finding as paragraphs; its points, where it has some, as bullets under them."""
    origin = Origin("finding", finding.id)
    blocks: list[Block] = [Text(kind="paragraph", text=line, origin=origin) for line in _paragraphs(finding.text)]
    if points := _points(finding):
        blocks.append(Bullets(items=tuple(Bullet(text=text, points=(), origin=origin) for text in points)))
    return blocks


def _salutation(contents: VisitContents, said: Mapping[str, str]) -> Text:
    own = own_wording(contents, "salutation")
    text = one_line(said["salutation"] if own is None else own)
    return Text(kind="paragraph", text=text, origin=Origin("part", "salutation"), overridden=own is not None)


def _addressees(contents: VisitContents) -> tuple[Lines, ...]:
    blocks = []
    for person in contents.addressees:
        lines = (person.name, person.post, person.organisation, *person.address, person.postcode)
        kept = tuple(one_line(line) for line in lines if line and line.strip())
        if kept:
            blocks.append(Lines(lines=kept, origin=Origin("addressee", person.id)))
    return tuple(blocks)


def _signatures(contents: VisitContents) -> tuple[SignaturePlace, ...]:
    people = (contents.inspector(inspector_id) for inspector_id in contents.letter.signatories)
    return tuple(
        SignaturePlace(name=person.name, designation=person.designation, origin=Origin("inspector", person.id))
        for person in people
        if person is not None
    )


def _copies(contents: VisitContents) -> tuple[Text, ...]:
    lines = []
    for person in contents.copies:
        named = [one_line(word) for word in (person.name, person.post, person.organisation) if word and word.strip()]
        if named:
            lines.append(Text(kind="paragraph", text=", ".join(named), origin=Origin("copy", person.id)))
    return tuple(lines)


def _enclosures(contents: VisitContents) -> tuple[Text, ...]:
    origin = Origin("letter", contents.letter.id, "enclosures")
    lines = (one_line(line) for line in contents.letter.enclosures)
    return tuple(Text(kind="paragraph", text=line, origin=origin) for line in lines if line)


def _paragraphs(text: str) -> list[str]:
    """Split an author's text where the lines break: each is a paragraph."""
    return [line for line in map(one_line, text.splitlines()) if line]
