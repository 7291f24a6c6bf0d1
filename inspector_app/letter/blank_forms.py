"""Blank forms to write on by hand, from the framework: the bridge over the day on which a laptop dies.

Each form bears a short id (`visit/paper.py`) by which it is typed in later, and a page number of its own on every page,
so that loose sheets find together again. What is asked for is what the window asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from reportlab.platypus.flowables import Flowable

from inspector_app.frameworks.framework import Form, FormField, Framework, Prompt
from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING, flow
from inspector_app.letter.flowables import HeldTogether, Label, Place, text
from inspector_app.letter.fonts import BOLD, REGULAR, text_width
from inspector_app.letter.form_flowables import Cell, FillInRow, FormHead, Ruled, TickRow
from inspector_app.letter.structure import Element
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.entities import Visit
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.paper import PaperId

_HOW = (
    "Write as it happens, in any order; skip what does not fit. Roles and reference codes, never names. "
    "To be kept as the case files themselves are kept."
)
_LINES_AN_ANSWER = 3
_LONG = frozenset({"observation", "document"})
"""Kinds whose forms have a second page to write on, so that a sheet is used on both sides."""
_FIELD_LABEL = 110.0
_DATE_LABEL = 180.0
_YES_NO = ("Yes", "No")


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One form to be printed: its id, and for an interview the role that it asks (empty: everyone)."""

    paper: PaperId
    role: str = ""


def blank_forms_pdf(visit: Visit, framework: Framework, forms: Sequence[BlankForm], *, created: datetime) -> bytes:
    """Return the forms one after another as a tagged PDF/UA-1 file; the same values give the same bytes.

    `created` is an instant with its offset.
    """
    facts = DocumentFacts(
        title=f"Blank forms: {visit.authority_name}, {visit_dates_in_words(visit.days)}",
        author="",
        subject=framework.name,
        language=framework.letter.language,
        created=created,
    )
    furniture = _Furniture()
    with BUILDING:
        canvas = TaggedCanvas(facts, furniture)
        for blank in forms:
            before = canvas.page
            part = canvas.structure.root.add("Sect")
            flow(_Story(part, visit, framework, blank).made(), canvas)
            furniture.add(f"{_title(framework, blank)}, {visit.authority_name}", blank.paper.text, canvas.page - before)
        return canvas.finish()


class _Furniture:
    """At the head and foot of every page: which form it is, and which of its pages."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str, int, int]] = []

    def add(self, title: str, paper_id: str, pages: int) -> None:
        """Take in a form of so many pages."""
        self._pages += [(title, paper_id, page, pages) for page in range(1, pages + 1)]

    def draw_behind(self, canvas: TaggedCanvas) -> None:
        """Draw nothing behind: it is written on."""

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:  # noqa: ARG002
        """Draw the id at the head of pages after the first, and at the foot of all."""
        title, paper_id, number, of = self._pages[page - 1]
        size, right = styles.RUNNING.size, styles.PAGE_WIDTH - styles.RIGHT
        canvas.setFillColor(styles.INK)
        if number > 1:
            with canvas.artefact("Header"):
                y = styles.PAGE_HEIGHT - styles.TOP + 14
                canvas.put_text(right - text_width(paper_id, BOLD, 13), y, paper_id, BOLD, 13)
        with canvas.artefact("Footer"):
            foot = f"{paper_id}   page {number} of {of}"
            y = styles.BOTTOM - 32
            canvas.put_text(right - text_width(foot, BOLD, size), y, foot, BOLD, size)
            canvas.put_text(styles.LEFT, y, title, REGULAR, size)


class _Story:
    """Collects what stands on one form, in order."""

    def __init__(self, part: Element, visit: Visit, framework: Framework, blank: BlankForm) -> None:
        self._part = part
        self._visit = visit
        self._framework = framework
        self._blank = blank
        self._form = framework.form(blank.paper.kind)
        self._made: list[Flowable] = []
        self._places: list[Place] = []

    def made(self) -> list[Flowable]:
        """Return the flowables of the form."""
        self._head()
        fields = [field for field in self._form.fields if not (field.id == "role" and self._blank.role)]
        self._fields([field for field in fields if field.id != "quality"])
        if self._blank.paper.kind == "interview":
            self._questions()
        elif self._blank.paper.kind == "case":
            self._case()
        else:
            self._reminders(self._form.prompts)
        self._ruled(self._form.notes_label, None)
        if self._blank.paper.kind in _LONG:
            self._ruled(f"{self._form.notes_label} (continued)", None)
        return self._made

    def _head(self) -> None:
        visit = self._visit
        title = _title(self._framework, self._blank)
        under = (
            f"{visit.authority_name}, {visit_dates_in_words(visit.days)}",
            "Copy from paper, in the program, asks for this id.",
        )
        heading, line = self._part.add("H1"), self._part.add("P")
        self._made.append(FormHead(title, under, self._blank.paper.text, heading, line))
        self._made.append(text(_HOW, styles.FORM_HINT, self._part.add("P"), self._places))
        self._row(Cell("Day", "day", 1.4), Cell("from", "time"), Cell("to", "time"))
        self._row(Cell("Author"), Cell("Written later? When:"))
        if self._blank.paper.kind != "case":
            self._row(Cell("Title"))

    def _fields(self, fields: Sequence[FormField]) -> None:
        """Choices with their boxes; a case's lines, which are short, two in a row."""
        in_a_row = 2 if self._blank.paper.kind == "case" else 1
        waiting: list[Cell] = []
        for field in fields:
            choices = self._choices(field)
            if not choices and field.kind != "date":
                waiting.append(Cell(field.label))
                if len(waiting) < in_a_row:
                    continue
            if waiting:
                self._row(*waiting)
                waiting = []
            if choices:
                self._made.append(TickRow(field.label, choices, self._part, beside=_FIELD_LABEL))
            elif field.kind == "date":
                self._made.append(FillInRow([Cell(field.label, "day")], self._part, beside=_FIELD_LABEL))
        if waiting:
            self._row(*waiting)

    def _choices(self, field: FormField) -> tuple[str, ...]:
        framework = self._framework
        lists = {"pathway": framework.pathways, "status": framework.statuses, "quality": framework.qualities}
        if field.id in lists:
            return tuple(choice.label for choice in lists[field.id])
        if field.kind == "yes-no":
            return _YES_NO
        return tuple(choice.replace("-", " ").capitalize() for choice in field.choices)

    def _questions(self) -> None:
        self._section("Questions")
        for prompt in prompts_for(self._form, self._blank.role):
            self._ruled(prompt.text, _LINES_AN_ANSWER, styles.FORM_QUESTION)
        self._ruled("What I make of it (apart from what was said)", 6)

    def _case(self) -> None:
        self._section("Dates")
        for choice in self._framework.case_dates:
            self._made.append(FillInRow([Cell(choice.label, "day")], self._part, beside=_DATE_LABEL))
        self._section("Checks")
        answers = [f"{key} {answer.label}" for key, answer in enumerate(self._framework.answers, 1)]
        for check in self._framework.checks:
            self._made.append(TickRow(check.question, answers, self._part, note=True))
        self._fields([field for field in self._form.fields if field.id == "quality"])
        self._reminders(self._form.prompts)

    def _reminders(self, prompts: Sequence[Prompt]) -> None:
        if not prompts:
            return
        together = [self._heading("To look for")]
        outer = self._part.add("L")
        for prompt in prompts:
            item = outer.add("LI")
            sign = Label("•", item.add("Lbl"))
            body = item.add("LBody").add("P")
            together.append(text(prompt.text, styles.RECORD_BULLET, body, self._places, label=sign, whole=True))
        self._made.append(reduce(lambda rest, first: HeldTogether(first, rest), reversed(together)))

    def _section(self, words: str) -> None:
        self._made.append(self._heading(words))

    def _heading(self, words: str) -> Flowable:
        return text(words, styles.FORM_SECTION, self._part.add("H2"), self._places)

    def _row(self, *cells: Cell) -> None:
        self._made.append(FillInRow(cells, self._part))

    def _ruled(self, words: str, lines: int | None, style: styles.TextStyle = styles.FORM_SECTION) -> None:
        role = "H2" if style is styles.FORM_SECTION else "P"
        self._made.append(Ruled(words, style, self._part.add(role), lines))


def prompts_for(form: Form, role: str) -> list[Prompt]:
    """Return the prompts for a role, then those for everyone, as they stand in the window."""
    mine = [prompt for prompt in form.prompts if role in prompt.roles]
    return mine + [prompt for prompt in form.prompts if not prompt.roles]


def _title(framework: Framework, blank: BlankForm) -> str:
    title = framework.form(blank.paper.kind).title
    return f"{title}: {blank.role}" if blank.role else title
