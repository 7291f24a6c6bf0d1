"""Writing a tagged document in order: headings with bookmarks, lines with a label, notes, lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.platypus.flowables import Flowable

from inspector_app.letter import styles
from inspector_app.letter.contents_list import ContentsLine
from inspector_app.letter.flowables import HeldTogether, Label, Place, TaggedText
from inspector_app.letter.fonts import BOLD, missing_characters
from inspector_app.letter.line_breaking import Run, with_links
from inspector_app.letter.note_lines import NoteLine, note_lines
from inspector_app.letter.structure import Element, Structure
from inspector_app.letter.tagged_canvas import WITHIN

_OPENING = 60
"""Characters of a text that a bookmark says, or a line of a table of contents, which is never broken."""
_HEADINGS = {1: styles.TITLE, 2: styles.SECTION, 3: styles.ENTRY}


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that lead to the place of the document that bears this anchor."""

    words: str
    anchor: str


Words = str | Sequence[str | Ref]
"""What a line says: text, or text with references in it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: a bold label (or none) before its words; references lead to its `anchor`, if it has one."""

    label: str | Ref
    words: Words
    anchor: str = ""


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
        """Return all flowables in order, but for those that were taken before."""
        return [*self.taken(), *self._waiting]

    def taken(self) -> list[Flowable]:
        """Return the flowables that are ready, in order, and keep none of them: a long document is drawn by parts."""
        made, self._made = self._made, []
        return made

    def heading(
        self, level: int, words: str, style: styles.TextStyle | None = None, *, anchor: str = "", opening: str = ""
    ) -> None:
        """Add a heading of level 1 to 3, in its level's style or another; it stays with what follows it.

        References lead to its `anchor`, if it has one; its bookmark says the `opening` of what follows, too.
        """
        style, element = style or _HEADINGS[level], self._structure.root.add(f"H{level}")
        runs = [Run(printable(words), style.font)]
        bookmark = f"{words}: {_shortened(opening)}" if opening else words
        self._waiting.append(
            TaggedText(
                runs,
                style,
                element,
                self._places,
                whole=True,
                outline=level - 1,
                bookmark=printable(bookmark),
                anchor=anchor,
            )
        )

    def contents(self, lines: Sequence[tuple[str, str]]) -> None:
        """Add a table of contents: what stands where, and the anchor of that place."""
        table = self._structure.root.add("TOC")
        for words, anchor in lines:
            link = table.add("TOCI").add("Reference").add("Link")
            self._add(ContentsLine(printable(_shortened(words)), anchor, link))

    def lead(self, words: str, style: styles.TextStyle = styles.PROMPT) -> None:
        """Add a line that stays with what follows it: a prompt, what a list is of; nothing for an empty one."""
        if words.strip():
            element = self._structure.root.add("P")
            runs = with_links(printable(words), style.font)
            self._waiting.append(TaggedText(runs, style, element, self._places, whole=True))

    def paragraph(self, words: Words, style: styles.TextStyle = styles.RECORD) -> None:
        """Add a paragraph; nothing for an empty one."""
        if says_something(words):
            element = self._structure.root.add("P")
            self._add(TaggedText(_runs(words, style.font), style, element, self._places))

    def labelled(self, label: str, words: Words | None) -> None:
        """Add a paragraph that starts with a bold label, and one more a further line; nothing without words."""
        if words and says_something(words):
            first, *more = _lines(words)
            self.labelled_together([(label, first)])
            for line in more:
                self.paragraph(line)

    def labelled_together(
        self, pairs: Sequence[tuple[str, Words | None]], style: styles.TextStyle = styles.RECORD
    ) -> None:
        """Add one paragraph of several bold labels, each with its words; those without words are left out."""
        runs: list[Run] = []
        for label, words in pairs:
            if words and says_something(words):
                runs += [Run(". ", style.font)] if runs else []
                runs += [Run(f"{label}: ", BOLD), *_runs(words, style.font)]
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

    def bullets(self, items: Sequence[tuple[str, Words]]) -> None:
        """Add a list, each item with a bold label (or none) before its words, which keep their line breaks."""
        self.items([Item(label, words) for label, words in items])

    def items(self, items: Sequence[Item], style: styles.TextStyle = styles.RECORD_BULLET, sign: str = "•") -> None:
        """Add a list of items that may be referred to, or refer to another place; text keeps its line breaks."""
        if not items:
            return
        outer = self._list(self._structure.root, "Disc")
        for each in items:
            item = outer.add("LI")
            label: Label | None = Label(sign, item.add("Lbl"))
            body, anchor = item.add("LBody"), each.anchor
            lead = [*_runs([each.label], BOLD), Run(" ", BOLD)] if each.label else []
            for words in _lines(each.words):
                runs = [*lead, *_runs(words, style.font)]
                self._add(TaggedText(runs, style, body.add("P"), self._places, label=label, anchor=anchor))
                label, lead, anchor = None, [], ""

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


def says_something(words: Words) -> bool:
    """Say whether there is anything in the words but white space."""
    return bool(words.strip() if isinstance(words, str) else words)


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


def _lines(words: Words) -> list[Words]:
    """Return the words as their lines that say something, at least one."""
    lines: list[list[str | Ref]] = [[]]
    for part in [words] if isinstance(words, str) else words:
        if isinstance(part, Ref):
            lines[-1].append(part)
            continue
        first, *more = part.splitlines() or [""]
        lines[-1].append(first)
        lines += [[line] for line in more]
    return [line for line in lines if any(isinstance(part, Ref) or part.strip() for part in line)] or [""]


def _runs(words: Words, font: str) -> list[Run]:
    """The words as stretches of a line: a reference is a link, and text keeps the blanks that part it from one."""
    if isinstance(words, str):
        return list(with_links(printable(words), font))
    runs: list[Run] = []
    for part in words:
        if isinstance(part, Ref):
            runs.append(Run(printable(part.words), font, f"{WITHIN}{part.anchor}"))
            continue
        before, after = (" " if blank.isspace() else "" for blank in (part[:1], part[-1:]))
        line = printable(part)
        runs += [Run(before, font), *with_links(line, font), Run(after, font)] if line else [Run(before, font)]
    return [run for run in runs if run.text]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _OPENING else f"{line[:_OPENING].rsplit(' ', 1)[0]} …"


def _there(parts: Sequence[str | None]) -> Iterator[str]:
    return (part for part in parts if part)
