"""Writing a tagged document in order: headings with bookmarks, lines with a label, notes, lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.platypus.flowables import Flowable

from inspector_app.letter import styles
from inspector_app.letter.flowables import HeldTogether, Label, Place, TaggedText
from inspector_app.letter.fonts import BOLD, missing_characters
from inspector_app.letter.line_breaking import Run, with_links
from inspector_app.letter.note_lines import NoteLine, note_lines
from inspector_app.letter.structure import Element, Structure

_HEADINGS = {1: styles.TITLE, 2: styles.SECTION, 3: styles.ENTRY}


@dataclass(slots=True)
class _List:
    """A list that is being written: its numbering, its element, and the body of its last item."""

    numbering: str
    element: Element
    body: Element = field(init=False)


class RecordStory:
    """Collects the flowables of a document; what is added first is read first."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._made: list[Flowable] = []
        self._waiting: list[Flowable] = []
        self._places: list[Place] = []

    def finish(self) -> list[Flowable]:
        """Return all flowables in order."""
        return [*self._made, *self._waiting]

    def heading(self, level: int, words: str, style: styles.TextStyle | None = None) -> None:
        """Add a heading of level 1 to 3, in its level's style or another; it stays with what follows it."""
        style, element = style or _HEADINGS[level], self._structure.root.add(f"H{level}")
        runs = [Run(printable(words), style.font)]
        self._waiting.append(TaggedText(runs, style, element, self._places, whole=True, outline=level - 1))

    def lead(self, words: str, style: styles.TextStyle = styles.PROMPT) -> None:
        """Add a line that stays with what follows it: a prompt, what a list is of; nothing for an empty one."""
        if words.strip():
            element = self._structure.root.add("P")
            runs = with_links(printable(words), style.font)
            self._waiting.append(TaggedText(runs, style, element, self._places, whole=True))

    def paragraph(self, words: str, style: styles.TextStyle = styles.RECORD) -> None:
        """Add a paragraph; nothing for an empty one."""
        if words.strip():
            element = self._structure.root.add("P")
            self._add(TaggedText(with_links(printable(words), style.font), style, element, self._places))

    def labelled(self, label: str, words: str | None) -> None:
        """Add a paragraph that starts with a bold label; nothing where there are no words."""
        self.labelled_together([(label, words)])

    def labelled_together(
        self, pairs: Sequence[tuple[str, str | None]], style: styles.TextStyle = styles.RECORD
    ) -> None:
        """Add one paragraph of several bold labels, each with its words; those without words are left out."""
        runs: list[Run] = []
        for label, words in pairs:
            if words and words.strip():
                gap = ". " if runs else ""
                runs += [Run(f"{gap}{label}: ", BOLD), *with_links(printable(words), style.font)]
        if runs:
            self._add(TaggedText(runs, style, self._structure.root.add("P"), self._places))

    def notes(self, words: str) -> None:
        """Add free text as it was written: with its line breaks, its lists, and the gaps between paragraphs."""
        lists: list[_List] = []
        for line in note_lines(words):
            if line.level:
                self._item(line, lists)
            else:
                lists.clear()
                self.paragraph(line.words, styles.RECORD_AFTER_GAP if line.after_gap else styles.RECORD)

    def bullets(self, items: Sequence[tuple[str, str]]) -> None:
        """Add a list, each item with a bold label (or none) before its words, which keep their line breaks."""
        if not items:
            return
        outer = self._list(self._structure.root, "Disc")
        for label, words in items:
            item = outer.add("LI")
            sign: Label | None = Label("•", item.add("Lbl"))
            body = item.add("LBody")
            first, *rest = [line for line in words.splitlines() if line.strip()] or [""]
            for lead, line in ((label, first), *(("", line) for line in rest)):
                runs = [*([Run(f"{lead} ", BOLD)] if lead else []), *with_links(printable(line), styles.RECORD.font)]
                self._add(TaggedText(runs, styles.RECORD_BULLET, body.add("P"), self._places, label=sign))
                sign = None

    def _item(self, line: NoteLine, lists: list[_List]) -> None:
        """Add an item to the list of its level; `lists` are those that are open, the outermost first."""
        numbering = "Disc" if line.sign == "-" else "Decimal"
        del lists[line.level :]
        if len(lists) == line.level and lists[-1].numbering != numbering:
            lists.pop()
        if len(lists) < line.level:
            within = lists[-1].body if lists else self._structure.root
            lists.append(_List(numbering, self._list(within, numbering)))
        item = lists[-1].element.add("LI")
        sign = Label("•" if line.sign == "-" else line.sign, item.add("Lbl"))
        lists[-1].body = item.add("LBody")
        runs = with_links(printable(line.words), styles.RECORD.font)
        style = styles.record_item(line.level)
        self._add(TaggedText(runs, style, lists[-1].body.add("P"), self._places, label=sign))

    def _list(self, within: Element, numbering: str) -> Element:
        return within.add("L", attributes={"O": PDFName("List"), "ListNumbering": PDFName(numbering)})

    def _add(self, flowable: Flowable) -> None:
        while self._waiting:
            flowable = HeldTogether(self._waiting.pop(), flowable)
        self._made.append(flowable)


def printable(words: str) -> str:
    """Return the words on one line, with the name of each character that no font of ours has in its place."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    for character in missing_characters(line):
        name = unicodedata.name(character, "").lower()
        said = f"[U+{ord(character):04X} {name}]" if name else f"[U+{ord(character):04X}]"
        line = line.replace(character, said)
    return line


def sentence_of(*parts: str | None) -> str:
    """Return the parts that are there, with middle dots between."""
    return " · ".join(_there(parts))


def _there(parts: Sequence[str | None]) -> Iterator[str]:
    return (part for part in parts if part)
