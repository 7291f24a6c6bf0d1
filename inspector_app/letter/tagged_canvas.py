"""ReportLab's canvas with tagging: marked content, artefacts, links, and pages that know how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Protocol

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from inspector_app.letter.fonts import REGULAR, in_fonts, register_fonts, text_width
from inspector_app.letter.structure import Element, Structure
from inspector_app.letter.xmp import xmp_packet

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

MANY_PAGES = 12
"""A document of more pages opens with its outline beside it."""

WITHIN = "#"
"""What the target of a link begins with that leads to a place of the same document; the place's name follows."""

PRINTED = 4
PRINTED_AND_LOCKED = 132


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a PDF says of itself. `log_digest` is empty, or 64 hexadecimal digits."""

    title: str
    author: str
    subject: str
    language: str
    created: datetime
    log_digest: str = ""


class Furniture(Protocol):
    """What stands on the pages and is no content: page numbers, running lines, a mark."""

    def draw_behind(self, canvas: TaggedCanvas) -> None:
        """Draw what lies behind the text of every page."""

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the furniture of one page, counted from 1, of so many."""


class TaggedCanvas(Canvas):
    """A canvas of A4 pages on which everything is either an element's content or an artefact.

    The same calls give the same bytes: no clock and no random number is asked. The furniture is drawn at the end, when
    it is known how many pages there are.
    """

    _doc: Any
    _code: list[str]
    _pageNumber: int
    _startPage: Callable[[], None]
    _addAnnotation: Callable[[PDFDictionary, str], None]
    _bookmarkReference: Callable[[str], Any]

    def __init__(self, facts: DocumentFacts, furniture: Furniture) -> None:
        register_fonts()
        rl_config.useA85 = 0  # bytes may stand in a PDF as they are: smaller, and quicker to write
        self._buffer = BytesIO()
        super().__init__(
            self._buffer,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=REGULAR,  # type: ignore[arg-type]
            lang=facts.language,
        )
        self.structure = Structure()
        self._furniture = furniture
        self._waiting: list[dict[str, Any]] = []
        self._fields: list[PDFObjectReference] = []
        self._names = 0
        self._bookmarks: dict[int, list[tuple[str, int, float]]] = {}
        self._anchors: dict[int, dict[str, float]] = {}
        self._numbers_due: list[tuple[int, _NumberDue]] = []
        self._words: list[str] = []
        self._text_codes: set[str] = set()
        self.page_keys: list[str] = []
        """Once finished, a key for each page: pages of any two documents with the same key look the same."""
        self._describe(facts)

    def _describe(self, facts: DocumentFacts) -> None:
        self.setTitle(facts.title)
        self.setAuthor(facts.author)
        self.setSubject(facts.subject)
        self.setCreator("inspector-app")
        self.setViewerPreference("DisplayDocTitle", "true")
        self._doc._timeStamp = _timestamp(facts.created)
        packet = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}))
        packet.content = xmp_packet(
            title=facts.title,
            author=facts.author,
            language=facts.language,
            created=facts.created,
            log_digest=facts.log_digest,
        )
        self._doc.Catalog.Metadata = packet

    @property
    def page(self) -> int:
        """The page that is being drawn, counted from 0."""
        return self._pageNumber - 1

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Mark what is drawn inside as the element's content."""
        number = self.structure.mark(element, self.page)
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artefact(self, kind: str = "Layout") -> Iterator[None]:
        """Mark what is drawn inside as no content: `kind` is "Layout", or "Header" or "Footer" for page furniture."""
        properties = "/Type /Layout" if kind == "Layout" else f"/Type /Pagination /Subtype /{kind}"
        self._code.append(f"/Artifact <<{properties}>> BDC")
        yield
        self._code.append("EMC")

    def put_text(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Set one line of text with its baseline at y, in points."""
        self._words.append(f"{x} {y} {font} {size} {text}")
        code = self.text_code(x, y, text, font, size)
        self._text_codes.add(code)
        self._code.append(code)

    def text_code(self, x: float, y: float, text: str, font: str, size: float) -> str:
        """Return what sets one line of text in the file."""
        line = self.beginText(x, y)
        for name, part in in_fonts(text, font):
            line.setFont(name, size)
            line.textOut(part)
        return str(line.getCode())

    def on_page(self, left: float, bottom: float, width: float, height: float) -> Rect:
        """Return where a rectangle of the present coordinates lies on the page."""
        x0, y0 = self.absolutePosition(left, bottom)
        x1, y1 = self.absolutePosition(left + width, bottom + height)
        return (x0, y0, x1, y1)

    def put_link(self, element: Element, rect: Rect, target: str, label: str) -> None:
        """Make a rectangle of the page a link to a web or mail address or, behind `WITHIN`, to an anchor of this
        document, inside its Link element."""
        entries: dict[str, Any] = {"Subtype": PDFName("Link"), "Border": PDFArray([0, 0, 0]), "F": PRINTED}
        if target.startswith(WITHIN):
            entries["Dest"] = self._bookmarkReference(target.removeprefix(WITHIN))
        else:
            entries["A"] = PDFDictionary({"Type": PDFName("Action"), "S": PDFName("URI"), "URI": PDFString(target)})
        self._annotate(element, rect, {**entries, "Contents": PDFString(label)})

    def put_anchor(self, name: str, y: float) -> None:
        """Let links to this name lead to a height of this page."""
        self._anchors.setdefault(self.page, {})[name] = self.absolutePosition(0, y)[1]

    def put_page_number(self, anchor: str, right: float, y: float, font: str, size: float) -> None:
        """Set the number of the page on which an anchor lies, which may still be to come; it ends at `right`."""
        self._numbers_due.append((len(self._code), _NumberDue(anchor, right, y, font, size)))
        self._code.append("")

    def put_signature_field(self, element: Element, rect: Rect, name: str, label: str, *, locks: bool = False) -> None:
        """Make a rectangle of the page the field of a digital signature, inside its Form element.

        `locks`: who signs in it locks the file, all fields of it and against any change (ISO 32000-2, table 236).
        """
        look = PDFStream(PDFDictionary({"Type": PDFName("XObject"), "Subtype": PDFName("Form")}))
        look.dictionary["BBox"] = PDFArray([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
        look.dictionary["Resources"] = PDFDictionary({})
        look.content = " "
        entries = {
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(name),
            "TU": PDFString(label),
            "Contents": PDFString(label),
            "F": PRINTED_AND_LOCKED,
            "AP": PDFDictionary({"N": self._doc.Reference(look)}),
        }
        if locks:
            lock = {"Type": PDFName("SigFieldLock"), "Action": PDFName("All"), "P": 1}
            entries["Lock"] = self._doc.Reference(PDFDictionary(lock))
        self._fields.append(self._annotate(element, rect, entries))

    def put_bookmark(self, title: str, level: int, y: float) -> None:
        """Put a line into the PDF's outline that leads to a height of this page; the first level is 0."""
        self._bookmarks.setdefault(self.page, []).append((title, level, self.absolutePosition(0, y)[1]))

    def _annotate(self, element: Element, rect: Rect, entries: dict[str, Any]) -> PDFObjectReference:
        name = f"Tagged.{self._names}"
        self._names += 1
        key = self.structure.annotate(element, self.page, self._doc.annotationName(name))
        common = {
            "Type": PDFName("Annot"),
            "Rect": PDFArray([round(edge, 3) for edge in rect]),
            "P": PDFObjectReference(f"Page{self.page + 1}"),
            "StructParent": key,
        }
        self._addAnnotation(PDFDictionary({**common, **entries}), name)
        return PDFObjectReference(self._doc.annotationName(name))

    def showPage(self) -> None:
        """Put the page aside until it is known how many there are."""
        self._waiting.append(dict(self.__dict__))
        self._numbers_due = []
        self._words = []
        self._text_codes = set()
        self._startPage()

    def finish(self) -> bytes:
        """Return the PDF; the canvas is of no use after."""
        total = len(self._waiting)
        pages = {name: page + 1 for page, names in self._anchors.items() for name in names}
        for number in range(1, total + 1):
            self.__dict__.update(self._waiting[number - 1])
            self._waiting[number - 1] = {}  # a long document is not held twice
            content = self._code
            for place, due in self._numbers_due:
                self._code = []
                due.draw(self, str(pages[due.anchor]))
                content[place] = "\n".join(self._code)
            self._code = []
            self._furniture.draw_behind(self)
            self._code += content
            self._furniture.draw(self, number, total)
            self._write_bookmarks(number - 1)
            self.page_keys.append(self._page_key())
            super().showPage()
        self.structure.write(self._doc)
        if self._bookmarks and total > MANY_PAGES:
            self.showOutline()
        if self._fields:
            form = {"Fields": PDFArray(self._fields), "SigFlags": 3}
            self._doc.Catalog.AcroForm = PDFDictionary(form)
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]

    def _page_key(self) -> str:
        """Words with their places stand for the codes that set them: which letters those mean depends on the rest of
        the document, and where it is not drawn there are none."""
        drawing = ("" if code in self._text_codes else code for code in self._code)
        return sha256("\n".join((*drawing, *self._words)).encode()).hexdigest()

    def _write_bookmarks(self, page: int) -> None:
        for name, top in self._anchors.get(page, {}).items():
            self.bookmarkPage(name, fit="XYZ", left=0, top=top, zoom=0)
        for number, (title, level, top) in enumerate(self._bookmarks.get(page, ())):
            key = f"bookmark.{page}.{number}"
            self.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
            self.addOutlineEntry(title, key, level=level, closed=level > 0)


@dataclass(frozen=True, slots=True)
class _NumberDue:
    """The number of a page that is not known yet, and where it is to stand."""

    anchor: str
    right: float
    y: float
    font: str
    size: float

    def draw(self, canvas: TaggedCanvas, number: str) -> None:
        canvas.put_text(self.right - text_width(number, self.font, self.size), self.y, number, self.font, self.size)


def _timestamp(moment: datetime) -> TimeStamp:
    """ReportLab's own form of an instant, in UTC, so that the file does not depend on where it was made."""
    stamp = TimeStamp(invariant=1)
    universal = moment.astimezone(UTC)
    stamp.t = universal.timestamp()
    stamp.lt = universal.timetuple()
    stamp.YMDhms = tuple(universal.timetuple())[:6]
    return stamp
