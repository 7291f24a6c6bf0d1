"""Writing a tagged document in order: headings with bookmarks, lines with a label, notes, lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.platypus.flowables import Flowable

from inspector_app.letter import styles
from inspector_app.letter.flowables import HeldTogether, Label, Place, TaggedText
from inspector_app.letter.fonts import BOLD, missing_characters
from inspector_app.letter.line_breaking import Run, with_links
from inspector_app.letter.structure import Structure

_HEADINGS = {1: styles.TITLE, 2: styles.SECTION, 3: styles.ENTRY}


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

    def heading(self, level: int, words: str) -> None:
        """Add a heading of level 1 to 3; it stays with what follows it."""
        style, element = _HEADINGS[level], self._structure.root.add(f"H{level}")
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

    def labelled_together(self, pairs: Sequence[tuple[str, str | None]]) -> None:
        """Add one paragraph of several bold labels, each with its words; those without words are left out."""
        runs: list[Run] = []
        for label, words in pairs:
            if words and words.strip():
                gap = ". " if runs else ""
                runs += [Run(f"{gap}{label}: ", BOLD), *with_links(printable(words), styles.RECORD.font)]
        if runs:
            self._add(TaggedText(runs, styles.RECORD, self._structure.root.add("P"), self._places))

    def notes(self, words: str) -> None:
        """Add free text as it was written, with its line breaks."""
        for line in words.splitlines():
            self.paragraph(line)

    def bullets(self, items: Sequence[tuple[str, str]]) -> None:
        """Add a list, each item with a bold label (that may be empty) before its words."""
        if not items:
            return
        outer = self._structure.root.add("L", attributes={"O": PDFName("List"), "ListNumbering": PDFName("Disc")})
        for label, words in items:
            item = outer.add("LI")
            sign = Label("•", item.add("Lbl"))
            runs = [*([Run(f"{label} ", BOLD)] if label else []), *with_links(printable(words), styles.RECORD.font)]
            body = item.add("LBody").add("P")
            self._add(TaggedText(runs, styles.RECORD_BULLET, body, self._places, label=sign))

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
