"""The letter as a pure value: what it says, in reading order, and where each line comes from.

The PDF, the plain text and the preview are all made from this one value.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from inspector_app.frameworks.framework import Category, Framework, LetterPart
from inspector_app.letter.wording import category_sentence, fill, own_wording, values_for
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding
from inspector_app.visit.names import in_words

OriginKind = Literal["letterhead", "letter", "addressee", "part", "heading", "finding", "inspector", "copy"]
TextKind = Literal["subject", "paragraph", "heading"]

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WHITE = re.compile(r"[^\S\u00a0\u202f]+")
"""Runs of white space, but not the spaces at which an author wants no line to break."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block comes from: the kind of thing, its id, and the field where there are several.

    The id is that of a framework's part ("part"), a category ("heading"), or an entity of the visit.
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
    """One finding as a bullet, with its second-level points."""

    text: str
    points: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """The findings of one category."""

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


def letter_content(contents: VisitContents, framework: Framework) -> LetterContent:
    """Return the letter of a visit, in the framework's wording and order, or the author's own where there is some."""
    form = framework.letter
    values = values_for(contents)
    body = [block for part in form.parts for block in _part(part, contents, framework)]
    return LetterContent(
        language=form.language,
        title=fill(form.title, values),
        organisation=form.letterhead.organisation,
        office=Lines(lines=form.letterhead.office, origin=Origin("letterhead", "office")),
        direct=Lines(lines=form.letterhead.direct, origin=Origin("letterhead", "direct")),
        date=in_words(contents.letter.date) if contents.letter.date else "",
        addressees=_addressees(contents),
        salutation=_template("salutation", form.salutation, "paragraph", contents),
        body=tuple(body),
        valediction=form.valediction,
        signatures=_signatures(contents),
        copy_label=form.copy_label,
        copies=_copies(contents),
        continuation=fill(form.continuation, values),
    )


def _part(part: LetterPart, contents: VisitContents, framework: Framework) -> list[Block]:
    present = {finding.category for finding in contents.findings if _is_written(finding)}
    if part.when and present.isdisjoint(part.when):
        return []
    if part.kind == "findings":
        return [
            block
            for category_id in part.categories
            for block in _category(part, framework.category(category_id), contents)
        ]
    own = own_wording(contents, part.id)
    if own is not None:
        text = own
    elif part.kind == "category-sentence":
        text = category_sentence(framework, present, values_for(contents))
    else:
        text = fill(part.text, values_for(contents))
    kind: TextKind = "subject" if part.kind == "subject" else "paragraph"
    origin = Origin("part", part.id)
    return [Text(kind=kind, text=line, origin=origin, overridden=own is not None) for line in _paragraphs(text)]


def _category(part: LetterPart, category: Category, contents: VisitContents) -> list[Block]:
    """One heading and its findings; nothing for an empty category, unless the framework wants that said."""
    findings = [finding for finding in contents.findings if finding.category == category.id and _is_written(finding)]
    if not findings and not category.empty_sentence:
        return []
    own = own_wording(contents, f"heading:{category.id}")
    origin = Origin("heading", category.id)
    heading = Text(kind="heading", text=own or category.label, origin=origin, overridden=own is not None)
    if not findings:
        return [heading, Text(kind="paragraph", text=category.empty_sentence, origin=origin)]
    if part.style == "bullets":
        return [heading, Bullets(items=tuple(bullet for finding in findings for bullet in _bullets(finding)))]
    return [heading, *(block for finding in findings for block in _plain(finding))]


def _is_written(finding: Finding) -> bool:
    """A finding that has no words yet is not in the letter."""
    return bool(_one_line(finding.text)) or any(_one_line(point) for point in finding.points)


def _bullets(finding: Finding) -> list[Bullet]:
    """A finding as a bullet with its points; as long as only points are written, each is a bullet."""
    origin = Origin("finding", finding.id)
    text = _one_line(finding.text)
    if text:
        return [Bullet(text=text, points=_points(finding), origin=origin)]
    return [Bullet(text=point, points=(), origin=origin) for point in _points(finding)]


def _points(finding: Finding) -> tuple[str, ...]:
    return tuple(text for text in map(_one_line, finding.points) if text)


def _plain(finding: Finding) -> list[Block]:
    """A finding as paragraphs; its points, where it has some, as bullets under them."""
    origin = Origin("finding", finding.id)
    blocks: list[Block] = [Text(kind="paragraph", text=line, origin=origin) for line in _paragraphs(finding.text)]
    if points := _points(finding):
        blocks.append(Bullets(items=tuple(Bullet(text=text, points=(), origin=origin) for text in points)))
    return blocks


def _template(part_id: str, template: str, kind: TextKind, contents: VisitContents) -> Text:
    own = own_wording(contents, part_id)
    text = own if own is not None else fill(template, values_for(contents))
    return Text(kind=kind, text=_one_line(text), origin=Origin("part", part_id), overridden=own is not None)


def _addressees(contents: VisitContents) -> tuple[Lines, ...]:
    blocks = []
    for person in contents.addressees:
        lines = (person.name, person.post, person.organisation, *person.address, person.postcode)
        kept = tuple(_one_line(line) for line in lines if line and line.strip())
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
        named = [_one_line(word) for word in (person.name, person.post, person.organisation) if word and word.strip()]
        if named:
            lines.append(Text(kind="paragraph", text=", ".join(named), origin=Origin("copy", person.id)))
    return tuple(lines)


def _paragraphs(text: str) -> list[str]:
    """Split an author's text where the lines break: each is a paragraph."""
    return [line for line in map(_one_line, text.splitlines()) if line]


def _one_line(text: str) -> str:
    """One line of composed characters, without soft hyphens and other marks that no reader sees or hears."""
    return _WHITE.sub(" ", unicodedata.normalize("NFC", text).translate(_UNSEEN)).strip(" ")
