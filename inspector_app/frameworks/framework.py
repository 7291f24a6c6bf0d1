"""The kind of inspection as frozen values: what is asked, what is judged, and what the letter says.

Every text that an inspector or a reader of the letter meets comes from a framework's files, never from code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

RecordKind = Literal["observation", "interview", "case", "document"]
RECORD_KINDS: tuple[RecordKind, ...] = ("observation", "interview", "case", "document")

FieldKind = Literal["line", "text", "choice", "date", "number", "list", "yes-no"]
PartKind = Literal[
    "subject", "paragraph", "category-sentence", "lead-in", "findings", "heading", "next-steps", "closing"
]
Tone = Literal["neutral", "strength", "satisfactory", "development", "priority"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One subject of the inspection; `key` is the letter that sets it on a piece of evidence."""

    id: str
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One heading under which findings stand in the letter, strongest first in `Framework.categories`.

    `heading` stands in the letter in place of the label, where that is too long for the board.
    `source` says where the definition is from: "published", or "own" for wording of ours.
    `in_sentence` and `none_in_sentence` are the phrases for the category sentence, `one_in_sentence` and
    `several_in_sentence` those that go by how many findings there are.
    `threshold` is what has to be the case before a finding stands here, `triggers` the named examples of it.
    `empty_sentence` is printed in place of findings where the framework wants one; empty leaves the heading out.
    """

    id: str
    label: str
    label_singular: str
    definition: str
    source: Literal["published", "own"]
    tone: Tone
    in_sentence: str
    none_in_sentence: str
    one_in_sentence: str = ""
    several_in_sentence: str = ""
    priority: bool = False
    heading: str = ""
    empty_sentence: str = ""
    threshold: str = ""
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form: `id` is a field of the record's details (see `visit/entities.py`)."""

    id: str
    label: str
    kind: FieldKind
    hint: str = ""
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question or reminder of a form; an interview's prompts may be meant for some roles only."""

    text: str
    roles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one kind of record asks."""

    kind: RecordKind
    title: str
    notes_label: str
    title_hint: str = ""
    fields: tuple[FormField, ...] = ()
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question asked of every sampled case."""

    id: str
    question: str
    label: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An id and the words shown for it: a pathway, a quality, a status, an answer, a date of a case.

    `counts` is false for an answer that leaves its case out of a count: it did not apply, or was not looked for.
    """

    id: str
    label: str
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit in working days, in force for clocks that start on `from_` (inclusive) or later."""

    working_days: int
    from_: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDue:
    """A kind of case in which a step was never called for, by pathway and status."""

    pathway: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time limit: runs from the first recorded date of `starts` to the first recorded one of `stops`.

    `starts` and `stops` name dates of a case. Limits are in order of the day from which they are in force.
    A clock that has not stopped is not read for the cases of `not_due`: a closed contact awaits no assessment.
    """

    id: str
    label: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    limits: tuple[Limit, ...]
    not_due: tuple[NotDue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a visit of this kind may look at: its words in running text, and its themes (where none are named: all)."""

    id: str
    label: str
    in_sentence: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A word of the quantity scale and the percentages that it stands for, both ends included.

    `over`: the low end itself is not included ("over 90%"). In `Framework.proportions` the least stands first.
    """

    words: tuple[str, ...]
    low: float
    high: float
    over: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRole:
    """Someone who is sent a copy of the letter."""

    id: str
    label: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The top of the letter: the office on one side, the direct contacts on the other, a line each."""

    organisation: str
    office: tuple[str, ...]
    direct: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPart:
    """One part of the letter, in order; `id` names it for an author's own wording (`letter.wording`).

    `text` is a template: `{council}`, `{area}`, `{visit_dates}`, `{year}` and the like are filled in.
    `categories` are those that a findings part prints, in order; `style` is how each finding stands, `headings` whether
    a category with a single finding has its heading in the singular. With `theme_subheadings` the findings of a
    category stand under the themes that they have first. The text of next steps leads in to them.
    `when` lists categories of which one must have findings for the part to be printed; empty: always.
    """

    id: str
    kind: PartKind
    text: str = ""
    categories: tuple[str, ...] = ()
    style: Literal["bullets", "paragraphs"] = "bullets"
    headings: Literal["plural", "by-number"] = "plural"
    theme_subheadings: bool = False
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorySentence:
    """The sentence for exactly these categories being present.

    `text` holds `{category-id}` for a category's `in_sentence`, `{none:category-id}` for its `none_in_sentence` and
    `{number:category-id}` for its phrase by number. `with_one` stands in its place where one of the categories has a
    single finding.
    """

    present: tuple[str, ...]
    text: str
    with_one: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that the letter works out: so many working days after its own date.

    A text names the day `{by:deadline-id}`, and the number of working days `{days:deadline-id}`.
    """

    id: str
    working_days: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepWording:
    """How a next step is said: `sentence` holds `{who}`, `{what}`, `{where}` and `{by}`.

    `where` and `by` are what `{where}` and `{by}` stand for in a step that says where to, or by when.
    """

    sentence: str
    where: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """The wording and order of the letter.

    `replaces_sentence` stands under the subject of one that corrects another; `{replaced}` is the other's date.
    """

    language: str
    title: str
    letterhead: Letterhead
    salutation: str
    valediction: str
    parts: tuple[LetterPart, ...]
    copy_label: str = ""
    continuation: str = ""
    category_sentences: tuple[CategorySentence, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    next_step: NextStepWording | None = None
    enclosure_label: str = "Enclosed:"
    replaces_sentence: str = "This letter replaces that of {replaced}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One kind of inspection, whole.

    `source` is the checked content of its files, one mapping with a key a file, from which the same value can be read
    again: it is what a visit keeps from the day it starts.
    """

    id: str
    version: str
    name: str
    description: str
    visit_days: int
    retention_months: int
    designations: tuple[str, ...]
    themes: tuple[Theme, ...]
    categories: tuple[Category, ...]
    forms: tuple[Form, ...]
    checks: tuple[Check, ...]
    pathways: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    qualities: tuple[Choice, ...]
    case_dates: tuple[Choice, ...]
    answers: tuple[Choice, ...]
    clocks: tuple[Clock, ...]
    proportions: tuple[Proportion, ...]
    copy_roles: tuple[CopyRole, ...]
    letter: LetterForm
    focuses: tuple[Focus, ...] = ()
    source: Mapping[str, object] = field(repr=False, compare=False, default_factory=dict)

    def form(self, kind: RecordKind) -> Form:
        """Return the form of one kind of record."""
        return next(form for form in self.forms if form.kind == kind)

    def category(self, category_id: str) -> Category:
        """Return a category by its id; KeyError where the framework lacks it."""
        return _by_id(self.categories, category_id)

    def theme_label(self, theme_id: str) -> str:
        """Return the words for a theme, or its id where the framework lacks it."""
        return next((theme.label for theme in self.themes if theme.id == theme_id), theme_id)

    def focus(self, focus_id: str | None) -> Focus | None:
        """Return one of the possible themes of a visit by its id, or None."""
        return next((focus for focus in self.focuses if focus.id == focus_id), None)

    def themes_of(self, focus_id: str | None) -> tuple[Theme, ...]:
        """Return the themes on which a visit with this focus is to have evidence, in order."""
        focus = self.focus(focus_id)
        if focus is None or not focus.themes:
            return self.themes
        return tuple(theme for theme in self.themes if theme.id in focus.themes)

    def clock(self, clock_id: str) -> Clock:
        """Return a clock by its id; KeyError where the framework lacks it."""
        for clock in self.clocks:
            if clock.id == clock_id:
                return clock
        raise KeyError(clock_id)


def _by_id(categories: tuple[Category, ...], wanted: str) -> Category:
    for category in categories:
        if category.id == wanted:
            return category
    raise KeyError(wanted)
