"""The structure tree of a tagged PDF: elements in reading order, and how they are written into ReportLab's document.

ReportLab has no tagging of its own. The names of elements and keys are those of ISO 32000-1 §14.7 and §14.8; what
PDF/UA-1 asks for beyond them is in ISO 14289-1 §7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A stretch of a page's content: the page, counted from 0, and the number of the stretch on it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class AnnotationRef:
    """An annotation on a page, by the name of its object in ReportLab's document."""

    page: int
    name: str


@dataclass(slots=True)
class Element:
    """One element of the structure tree; its kids stand in reading order."""

    role: str
    alt: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    kids: list[Kid] = field(default_factory=list)

    def add(self, role: str, *, alt: str = "", attributes: Mapping[str, object] | None = None) -> Element:
        """Put a new element at the end of this one and return it."""
        child = Element(role, alt, attributes or {})
        self.kids.append(child)
        return child


Kid = Element | MarkedContent | AnnotationRef


class Structure:
    """The elements of one document, and which of them each stretch of content and each annotation belongs to."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = []
        self._annotations: list[tuple[AnnotationRef, Element]] = []

    def mark(self, element: Element, page: int) -> int:
        """Give the element the next stretch of content of a page, and return the number of that stretch."""
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(element)
        element.kids.append(MarkedContent(page, number))
        return number

    def annotate(self, element: Element, page: int, name: str) -> int:
        """Give the element an annotation, and return the key that the annotation bears as /StructParent.

        Keys of annotations start far above those of pages, so that they can be given before the pages are counted.
        """
        reference = AnnotationRef(page, name)
        element.kids.append(reference)
        self._annotations.append((reference, element))
        return _FIRST_ANNOTATION_KEY + len(self._annotations) - 1

    def write(self, document: Any) -> None:
        """Put the tree into ReportLab's document (whose type has no public members), with all its pages there."""
        writer = _Writer(document)
        root = writer.element(self.root, PDFObjectReference(_ROOT))
        parents: list[object] = []
        for page, elements in enumerate(self._pages):
            parents += [page, PDFArray([writer.references[id(element)] for element in elements])]
        for count, (_, element) in enumerate(self._annotations):
            parents += [_FIRST_ANNOTATION_KEY + count, writer.references[id(element)]]
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([root]),
            "ParentTree": document.Reference(PDFDictionary({"Nums": PDFArray(parents)}), "StructParentTree"),
            "ParentTreeNextKey": _FIRST_ANNOTATION_KEY + len(self._annotations),
        }
        document.Reference(PDFDictionary(tree), _ROOT)
        document.Catalog.StructTreeRoot = PDFObjectReference(_ROOT)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page_object in enumerate(document.Pages.pages):
            page_object.__NoDefault__ = [*page_object.__NoDefault__, "StructParents", "Tabs"]
            page_object.StructParents = number
            page_object.Tabs = PDFName("S")


_ROOT = "StructTreeRoot"
_FIRST_ANNOTATION_KEY = 100_000


class _Writer:
    """Turns elements into objects of ReportLab's document, each under a name that depends on its place alone."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.references: dict[int, PDFObjectReference] = {}

    def element(self, element: Element, parent: PDFObjectReference) -> PDFObjectReference:
        name = f"StructElem.{len(self.references)}"
        reference = PDFObjectReference(name)
        self.references[id(element)] = reference
        page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        entries: dict[str, Any] = {"Type": PDFName("StructElem"), "S": PDFName(element.role), "P": parent}
        if page is not None:
            entries["Pg"] = _page(page)
        if element.alt:
            entries["Alt"] = PDFString(element.alt)
        if element.attributes:
            entries["A"] = PDFDictionary(dict(element.attributes))
        kids = [self._kid(kid, reference, page) for kid in element.kids]
        if kids:
            entries["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        self._document.Reference(PDFDictionary(entries), name)
        return reference

    def _kid(
        self, kid: Element | MarkedContent | AnnotationRef, parent: PDFObjectReference, page: int | None
    ) -> object:
        if isinstance(kid, Element):
            return self.element(kid, parent)
        if isinstance(kid, AnnotationRef):
            return PDFDictionary({"Type": PDFName("OBJR"), "Obj": PDFObjectReference(kid.name), "Pg": _page(kid.page)})
        if kid.page == page:
            return kid.number
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": _page(kid.page), "MCID": kid.number})


def _page(number: int) -> PDFObjectReference:
    """ReportLab names its pages Page1, Page2 and so on."""
    return PDFObjectReference(f"Page{number + 1}")
