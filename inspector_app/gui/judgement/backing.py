"""What holds a finding up and what stands against it: problems to answer, then each piece of evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.headings import heading, hint, plain
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.entities import Finding, Link
from inspector_app.visit.lines import Card
from inspector_app.visit.problem import Problem
from inspector_app.visit.weight import Weight
from inspector_app.visit.written_labels import LABELS, counted_in_words


class Backing(QWidget):
    """Shows problems and evidence of one finding, and says what was answered."""

    weighed = Signal(object, str)
    """A contradiction was answered: the Link, and the words."""
    accepted = Signal(str, str)
    """A finding may stand against a warning: the check, and why (empty: no longer)."""
    record_wanted = Signal(object)
    """The Card whose record is to be opened."""
    left = Signal()
    waits = Signal(bool)
    """Words begin to wait for a silence, or have been handed over."""

    def __init__(self, framework: Framework, inspectors: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._inspectors = inspectors
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._shown: object = None
        self._pieces: dict[str, _Piece] = {}
        self.setAccessibleName("What holds it up")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, style.space(2), 0)
        self._rows.setSpacing(style.space(2))

    def show_backing(
        self, finding: Finding, cards: Mapping[str, Card], weight: Weight | None, problems: Sequence[Problem]
    ) -> None:
        """Show a finding's problems and evidence; nothing is built anew where nothing has changed."""
        held = tuple((link, cards[link.evidence]) for link in finding.evidence if link.evidence in cards)
        shown = (finding.id, finding.accepted, held, weight, tuple(problems))
        if shown == self._shown or self._is_typed_in(finding.id):
            return
        self._shown = shown
        self._clear()
        whys = {acceptance.check: acceptance.why for acceptance in finding.accepted}
        if problems:
            self._rows.addWidget(heading("To answer", self))
        for problem in problems:
            self._rows.addWidget(self._problem(problem, whys.get(problem.check, "")))
        self._rows.addWidget(heading("What holds it up", self))
        self._rows.addWidget(plain(weight_sentence(weight), self))
        for link, card in sorted(held, key=lambda pair: pair[0].bearing != "contradicts"):
            self._rows.addWidget(self._piece(link, card))
        self._rows.addStretch(1)

    def mark(self, card: str | None) -> QWidget | None:
        """Mark the piece that is current on the board, and return its row."""
        for piece_id, piece in self._pieces.items():
            piece.mark(piece_id == card)
        return self._pieces.get(card or "")

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def _is_typed_in(self, finding: str) -> bool:
        """Say whether the cursor is in an answer of this finding: it is left alone, and shown anew when it is left."""
        same = isinstance(self._shown, tuple) and self._shown[0] == finding
        field = QApplication.focusWidget()
        return same and isinstance(field, QLineEdit) and self.isAncestorOf(field)

    def _clear(self) -> None:
        self._pieces = {}
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _problem(self, problem: Problem, why: str) -> QWidget:
        box = _Box(self)
        tone = "priority" if problem.level == "error" else "neutral" if problem.accepted else "development"
        icon = "cross" if problem.level == "error" else "tick" if problem.accepted else "warning"
        box.add_line(icon, f"tone_{tone}", problem.message, problem.mend)
        if problem.level == "warning":
            name = f"Why it may stand: {problem.check}"
            line = LineField(name, "It may stand, because …")
            line.set_value(why)
            self._answered_by(line, name, partial(self.accepted.emit, problem.check))
            box.add(line)
        return box

    def _piece(self, link: Link, card: Card) -> QWidget:
        piece = _Piece(link, card, self._framework, self._inspectors, self)
        piece.record_wanted.connect(lambda: self.record_wanted.emit(card))
        if link.bearing == "contradicts":
            name = f"Weighed, because: {card.text[:40]}"
            line = LineField(name, "Weighed, because …")
            line.set_value(link.weighed)
            self._answered_by(line, name, partial(self.weighed.emit, link))
            piece.add(line)
        self._pieces[card.id] = piece
        return piece

    def _answered_by(self, line: LineField, name: str, do: Callable[[str], None]) -> None:
        line.edited.connect(lambda words: self._waiting.put(name, lambda: do(words or "")))
        line.left.connect(self._waiting.flush)
        line.left.connect(self.left)


class _Box(QFrame):
    """A quiet frame for lines under one another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(*(4 * (style.space(2),)))
        self._rows.setSpacing(style.space(1))

    def add(self, widget: QWidget) -> None:
        """Add something under what is there."""
        self._rows.addWidget(widget)

    def add_line(self, icon: str, tone: str, words: str, detail: str, aside: QWidget | None = None) -> None:
        """Add an icon with words, a quieter line under them, and something at the right."""
        side = style.measure("icon")
        picture = QLabel(self)
        picture.setPixmap(style.icon(icon, tone).pixmap(side, side))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(plain(words, self))
        if detail:
            said.addWidget(hint(detail, self))
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        if aside is not None:
            row.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)


class _Piece(_Box):
    """One piece of evidence, whole, with where it comes from."""

    record_wanted = Signal()

    def __init__(
        self, link: Link, card: Card, framework: Framework, inspectors: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        against = link.bearing == "contradicts"
        icon, tone = ("against", "error") if against else ("supports", "text_muted")
        aside = None
        if card.record is not None:
            aside = icon_button("arrow-right", "Go to its record", self.record_wanted.emit, parent=self)
        facts = facts_line(card, framework, inspectors)
        self.add_line(icon, tone, card.text, f"Contradicts · {facts}" if against else facts, aside)

    def mark(self, marked: bool) -> None:
        """Show that this is the one that is current on the board."""
        if self.property("marked") != marked:
            self.setProperty("marked", marked)
            self.style().polish(self)


def facts_line(card: Card, framework: Framework, inspectors: Mapping[str, str]) -> str:
    """Return where a card comes from: kind, record, day, author, leaning, themes, in confidence."""
    facts = [spoken.source_kind(card), card.record_title, spoken.short_day(card.day), LABELS[card.written].noted]
    facts.append(inspectors.get(card.author or "", ""))
    facts.append(style.LEANING_WORDS[card.leaning] if card.leaning else "")
    facts += [framework.theme_label(theme) for theme in card.themes]
    facts.append("said in confidence: never quoted" if card.in_confidence else "")
    facts.append(spoken.MOVED_ON if card.moved_on else "")
    return " · ".join(fact for fact in facts if fact)


def weight_sentence(weight: Weight | None) -> str:
    """Return how much holds a finding up, in a sentence."""
    if weight is None or not (weight.supports or weight.contradicts):
        return "No evidence yet."
    kinds = ", ".join(style.KIND_WORDS[kind].lower() for kind in weight.kinds) or "no kind of record"
    against = f"; {weight.contradicts} against" if weight.contradicts else ""
    labels = counted_in_words(weight.from_paper, weight.from_memory)
    of_them = f" ({labels})" if labels else ""
    return f"{weight.supports} for{of_them}{against} · records: {weight.records} · kinds of source: {kinds}"
