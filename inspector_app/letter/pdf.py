"""The letter as a tagged PDF on A4, laid out as a public body's letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.platypus.flowables import Flowable

from inspector_app.letter import styles
from inspector_app.letter.content import Bullet, Bullets, LetterContent, SignaturePlace, Text
from inspector_app.letter.document import BUILDING, PageFurniture, flow, sorted_places
from inspector_app.letter.flowables import HeldTogether, Label, Place, text
from inspector_app.letter.letterhead import Letterhead
from inspector_app.letter.screen_canvas import ScreenCanvas
from inspector_app.letter.signature_place import SignatureArea, VisibleSignature
from inspector_app.letter.structure import Element, Structure
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas

DRAFT_MARK = "DRAFT – not signed"
DRAFT_LINE = "Draft – not yet signed"
BULLET_SIGN = "•"
POINT_SIGN = "–"
MOST_LISTED_TOGETHER = 14
"""Lines of an address, copies or enclosures: so many of three lines each fit on a page, and more are torn."""

MOST_UNDER_A_SIGNATURE = 6
"""Lines of enclosures and copies: so few never stand alone on a page of their own."""


@dataclass(frozen=True, slots=True)
class BuiltLetter:
    """A letter's PDF, and where on its pages each block lies (`Place.origin` is a `content.Origin`).

    `page_keys` has a key for each page; a page that looks the same in two letters has the same key in both.
    """

    pdf: bytes
    places: tuple[Place, ...]
    page_keys: tuple[str, ...]


def letter_pdf(
    content: LetterContent,
    *,
    draft: bool,
    created: datetime,
    signature: VisibleSignature | None = None,
    log_digest: str = "",
) -> bytes:
    """Return the letter as a tagged PDF/UA-1 file; the same values give the same bytes.

    A draft says so on every page, in its title and as its first words. Without a signature there is room for one in
    ink above each name. `created` is an instant with its offset; `log_digest` the SHA-256 (hex) of the change log.
    """
    return build_letter(content, draft=draft, created=created, signature=signature, log_digest=log_digest).pdf


def build_letter(
    content: LetterContent,
    *,
    draft: bool,
    created: datetime,
    signature: VisibleSignature | None = None,
    log_digest: str = "",
    drawn: Collection[int] | None = None,
) -> BuiltLetter:
    """Return the letter's PDF as `letter_pdf` does, with where each block lies.

    `drawn`: for the screen, in a third of the time. Only these pages, from 0, have their text, and nothing is tagged;
    pages, places and keys are as in the whole letter.
    """
    facts = DocumentFacts(
        title=f"Draft: {content.title}" if draft else content.title,
        author=content.organisation,
        subject=content.continuation,
        language=content.language,
        created=created,
        log_digest=log_digest,
    )
    furniture = PageFurniture(running=content.continuation, mark=DRAFT_MARK if draft else "")
    places: list[Place] = []
    with BUILDING:
        canvas = TaggedCanvas(facts, furniture) if drawn is None else ScreenCanvas(facts, furniture, drawn)
        flow(_Story(content, canvas.structure, places, signature).make(draft=draft), canvas)
        pdf = canvas.finish()
        return BuiltLetter(pdf, sorted_places(places), tuple(canvas.page_keys))


class _Story:
    """The flowables of one letter, made in reading order, so that the structure tree has that order too."""

    def __init__(
        self, content: LetterContent, structure: Structure, places: list[Place], signature: VisibleSignature | None
    ) -> None:
        self._content = content
        self._root = structure.root
        self._places = places
        self._signature = signature

    def make(self, *, draft: bool) -> list[Flowable]:
        content = self._content
        draft_line = text(DRAFT_LINE, styles.DRAFT, self._root.add("P"), self._places) if draft else None
        story: list[Flowable] = [Letterhead(content, self._root.add("Sect"), self._places, draft_line)]
        if content.date:
            story.append(text(content.date, styles.DATE, self._root.add("P"), self._places, origin="date"))
        # Without a date the first addressee stands as far below the letterhead's line as the date would.
        under = 0 if content.date else styles.DATE.before
        for number, person in enumerate(content.addressees):
            story += self._address(person.lines, person.origin, before=10 if number else under)
        salutation = self._text(content.salutation, styles.SALUTATION)
        first, *others = self._body()
        story += [HeldTogether(salutation, first), *others]
        below = self._listed(content.enclosure_label, content.enclosures, styles.ENCLOSURE_FIRST, styles.ENCLOSURE)
        below += self._listed(content.copy_label, content.copies, styles.COPY_FIRST, styles.COPY)
        if below and len(content.enclosures) + len(content.copies) <= MOST_UNDER_A_SIGNATURE:
            return [*story[:-1], HeldTogether(story[-1], *_together(below))]
        return story + below

    def _address(self, lines: Sequence[str], origin: object, *, before: float) -> list[Flowable]:
        section = self._root.add("Sect")
        gap = styles.TextStyle(after=0, before=before)
        return _together(
            [
                text(line, gap if number == 0 else styles.ADDRESS, section.add("P"), self._places, origin=origin)
                for number, line in enumerate(lines)
            ]
        )

    def _text(self, block: Text, style: styles.TextStyle, role: str = "P") -> Flowable:
        element, heads = self._root.add(role), role != "P"
        outline = _OUTLINE_LEVELS.get(role)
        return text(block.text, style, element, self._places, origin=block.origin, whole=heads, outline=outline)

    def _body(self) -> list[Flowable]:
        """Body and signatures: headings and lead-ins keep what follows, the signature keeps the last words."""
        made: list[Flowable] = []
        waiting: list[Flowable] = []
        for block in self._content.body:
            if isinstance(block, Bullets):
                items = self._bullets(block.items)
            elif block.kind == "paragraph":
                items = [self._text(block, styles.BODY)]
            else:
                items = [self._text(block, *_HEADINGS[block.kind])]
            if waiting and items:
                items[0] = HeldTogether(waiting.pop(), items[0])
            made += items
            if not isinstance(block, Bullets) and (block.kind != "paragraph" or block.text.endswith(":")):
                waiting.append(made.pop())
        made += waiting
        ending = self._ending()
        return [*made[:-1], HeldTogether(made[-1], ending[0]), *ending[1:]] if made else ending

    def _bullets(self, items: Sequence[Bullet]) -> list[Flowable]:
        made: list[Flowable] = []
        outer = self._root.add("L", attributes=_DISC)
        for item in items:
            main, body = self._bullet(outer, item.text, BULLET_SIGN, styles.BULLET, item.origin)
            points: list[Flowable] = []
            if item.points:
                inner = body.add("L", attributes=_DISC)
                points = [self._bullet(inner, point, POINT_SIGN, styles.POINT, item.origin)[0] for point in item.points]
            made += [HeldTogether(main, points[0]), *points[1:]] if points else [main]
        return made

    def _bullet(
        self, outer: Element, words: str, sign: str, style: styles.TextStyle, origin: object
    ) -> tuple[Flowable, Element]:
        item = outer.add("LI")
        label = Label(sign, item.add("Lbl"))
        body = item.add("LBody")
        return text(words, style, body.add("P"), self._places, origin=origin, label=label), body

    def _ending(self) -> list[Flowable]:
        """The valediction held with the first signature, then the other signatures."""
        valediction = text(self._content.valediction, styles.CLOSING, self._root.add("P"), self._places)
        signed = [self._signed(number, place) for number, place in enumerate(self._content.signatures)]
        return [HeldTogether(valediction, signed[0]), *signed[1:]] if signed else [valediction]

    def _signed(self, number: int, place: SignaturePlace) -> Flowable:
        section = self._root.add("Sect")
        area = SignatureArea(self._content.signatures, number, self._signature, section)
        name = text(place.name, styles.NAME, section.add("P"), self._places, origin=place.origin)
        if not place.designation:
            return HeldTogether(area, name)
        designation = text(place.designation, styles.ADDRESS, section.add("P"), self._places, origin=place.origin)
        return HeldTogether(area, HeldTogether(name, designation))

    def _listed(
        self, label: str, listed: Sequence[Text], first: styles.TextStyle, other: styles.TextStyle
    ) -> list[Flowable]:
        """Enclosures or copies under the letter: the label hangs before the first, a short list stays together."""
        if not listed:
            return []
        section = self._root.add("Sect")
        hanging = Label(label, section.add("P"))
        outer = section.add("L")
        lines: list[Flowable] = []
        for number, each in enumerate(listed):
            body = outer.add("LI").add("LBody")
            style, sign = (other, None) if number else (first, hanging)
            lines.append(text(each.text, style, body, self._places, origin=each.origin, label=sign))
        return _together(lines)


def _together(lines: list[Flowable]) -> list[Flowable]:
    """Return lines held together on one page, unless they are too many."""
    if not lines or len(lines) > MOST_LISTED_TOGETHER:
        return lines
    *others, held = lines
    for line in reversed(others):
        held = HeldTogether(line, held)
    return [held]


_DISC = {"O": PDFName("List"), "ListNumbering": PDFName("Disc")}
_HEADINGS = {
    "subject": (styles.SUBJECT, "H1"),
    "heading": (styles.HEADING, "H2"),
    "subheading": (styles.SUBHEADING, "H3"),
}
_OUTLINE_LEVELS = {"H1": 0, "H2": 0, "H3": 1}
