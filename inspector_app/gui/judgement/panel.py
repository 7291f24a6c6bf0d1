"""Beside the board: the current finding with its words and backing, or the current card, or what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement import acts
from inspector_app.gui.judgement.agreement_strip import AgreementStrip
from inspector_app.gui.judgement.backing import Backing
from inspector_app.gui.judgement.finding_form import FindingForm
from inspector_app.gui.judgement.pieces import Piece, facts_line
from inspector_app.gui.judgement.sentence_acts import SentenceActs
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import heading, hint, plain
from inspector_app.gui.widgets.notes_edit import Highlight
from inspector_app.visit import steps
from inspector_app.visit.entities import Evidence, Finding, Link
from inspector_app.visit.identifiers import acceptance_id
from inspector_app.visit.lines import Card
from inspector_app.visit.ordering import order_behind
from inspector_app.visit.problem import Problem
from inspector_app.visit.weight import Weight


class JudgementPanel(QStackedWidget):
    """Says `asked` with a Step; `left` when a field was left; `record_wanted` with a Card."""

    asked = Signal(object)
    left = Signal()
    waits = Signal(object, bool)
    """In a part of the panel words begin to wait for a silence, or have been handed over."""
    record_wanted = Signal(object)

    def __init__(self, framework: Framework, inspectors: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Finding or card")
        self._framework = framework
        self._inspectors = inspectors
        self.form = FindingForm(framework, self)
        self.backing = Backing(framework, inspectors)
        self.sentences = SentenceActs(self)
        self._beside = False
        self._fills_page = False
        self._current_card: str | None = None
        self._to_marked = QTimer(self)  # once what is new has found its place
        self._to_marked.setSingleShot(True)
        self._to_marked.setInterval(0)
        self._to_marked.timeout.connect(self._show_marked)
        self._scroll = scrolling(self.backing)
        self._finding_pane = QWidget(self)
        self.agreement = AgreementStrip(self._finding_pane)
        self.agreement.hide()
        rows = QVBoxLayout(self._finding_pane)
        rows.setContentsMargins(*(4 * (style.space(3),)))
        rows.setSpacing(style.space(2))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(style.space(4))
        self._bands = QVBoxLayout()
        rows.addWidget(self.agreement)
        rows.addLayout(self._halves, 1)
        form_scroll = scrolling(self.form)
        self._halves.addWidget(form_scroll, 1)
        beside = QVBoxLayout()  # a band takes no line of the finding's words: a laptop's page has few
        beside.addLayout(self._bands)
        beside.addWidget(self._scroll, 1)
        self._halves.addLayout(beside, 1)
        self._card_pane = CardPane(self)
        self._nothing = EmptyState(
            "scales",
            "Sort the evidence into findings",
            "Choose a card and press 1 to 9 for a new finding in that category, or drag it onto a finding.\n"
            "L finds a finding by typing; F1 shows all keys.",
        )
        for pane in (self._nothing, self._finding_pane, self._card_pane):
            self.addWidget(pane)
        self._finding: Finding | None = None
        self.form.asked.connect(self.asked)
        self.form.left.connect(self.left)
        self.backing.left.connect(self.left)
        self.agreement.left.connect(self.left)
        self.form.waits.connect(lambda waits: self.waits.emit(self.form, waits))
        self.backing.waits.connect(lambda waits: self.waits.emit(self.backing, waits))
        self.agreement.waits.connect(lambda waits: self.waits.emit(self.agreement, waits))
        self.backing.weighed.connect(self._weigh)
        self.backing.accepted.connect(self._accept)
        self.backing.record_wanted.connect(self.record_wanted)
        self.backing.confirmed.connect(self.sentences.confirm_ties)
        self.backing.pointed.connect(self._point)
        self.backing.tie_wanted.connect(self.tie_piece)
        self.sentences.asked.connect(self.asked)
        self._card_pane.record_wanted.connect(self.record_wanted)

    def minimumSizeHint(self) -> QSize:
        """Leave the board its room."""
        return QSize(style.space(60), style.space(46))

    def showEvent(self, event: QShowEvent) -> None:
        """Dress the fields of a finding once the page is in sight: the first finding shown does not wait for it."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._dress)

    def lie(self, orientation: Qt.Orientation) -> None:
        """Lie beside the board (vertical halves) or under it (halves side by side)."""
        self._beside = orientation == Qt.Orientation.Horizontal
        self._lay_out()

    def fill_page(self, fills: bool) -> None:
        """Show one finding and its evidence side by side, with all its sentences; or lie with the board again."""
        self._fills_page = fills
        self.backing.show_all_sentences(fills)
        self._lay_out()

    def _lay_out(self) -> None:
        below = self._beside and not self._fills_page
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._halves.setStretch(0, 2)
        self._halves.setStretch(1, 3 if below else 2)

    def show_finding(
        self,
        finding: Finding,
        cards: Mapping[str, Card],
        weight: Weight | None,
        problems: Sequence[Problem],
        counted: Sequence[Evidence],
        current_card: str | None,
    ) -> None:
        """Show a finding; `counted` is its counted support, `current_card` the piece that is current on the board."""
        if self._finding is not None and self._finding.id != finding.id:
            self.flush()
        is_new = self._finding is None or (self._finding.id, self._current_card) != (finding.id, current_card)
        self._finding, self._current_card = finding, current_card
        self.form.show_finding(finding, counted)
        self.sentences.take(finding, cards)
        self.backing.show_backing(finding, cards, weight, problems, words_are_typed=self._is_typed_in())
        self.backing.mark(current_card)
        if is_new:
            self._to_marked.start()
        self.setCurrentWidget(self._finding_pane)

    def show_card(self, card: Card) -> None:
        """Show a card that lies on no finding."""
        self.flush()
        self._card_pane.show_card(card, facts_line(card, self._framework, self._inspectors))
        self.setCurrentWidget(self._card_pane)

    def show_nothing(self) -> None:
        """Show what to do first."""
        self.flush()
        self.setCurrentWidget(self._nothing)

    def add_band(self, band: QWidget) -> None:
        """Put a band above the evidence of the finding."""
        self._bands.addWidget(band)

    def lock(self, locked: bool) -> None:
        """Let nothing be changed once the letter is signed."""
        self.form.lock(locked)
        self.backing.lock(locked)
        self.agreement.lock(locked)

    def edit(self) -> None:
        """Put the cursor into the finding's words."""
        if self.currentWidget() is self._finding_pane:
            self.form.text.setFocus()

    def tie_piece(self, piece: Piece) -> None:
        """Tie a piece of evidence to a sentence, or untie it."""
        at = piece.mapToGlobal(QPoint(style.space(4), style.space(4)))
        self.sentences.tie([piece.link.evidence], at)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.form.flush()
        self.backing.flush()
        self.agreement.flush()

    def _is_typed_in(self) -> bool:
        """Say whether the cursor is in the finding's words: what stands beside them waits until it has left."""
        field = QApplication.focusWidget()
        return field is not None and self.form.isAncestorOf(field)

    def _dress(self) -> None:
        self.backing.make_spare()
        for part in (self._finding_pane, *self._finding_pane.findChildren(QWidget)):
            part.ensurePolished()

    def _show_marked(self) -> None:
        piece = self.backing.marked_piece()
        if piece is not None:
            self._scroll.ensureWidgetVisible(piece)
        elif self.backing.is_building():
            self._to_marked.start()

    def _point(self, piece: Piece | None) -> None:
        """Show in the finding's words the sentence of the piece that the keyboard is on."""
        sentence = piece.tie.sentence if piece is not None and piece.tie is not None else None
        lit = []
        if sentence is not None and sentence.field == "text":
            stands = self.form.text.value()[sentence.start : sentence.end] == sentence.words
            lit = [Highlight("sentence", sentence.start, sentence.end)] if stands else []
        self.form.text.set_highlights(lit)
        if piece is not None:
            self._scroll.ensureWidgetVisible(piece)

    def _weigh(self, link: Link, words: str) -> None:
        self.asked.emit(acts.weigh(link, words))

    def _accept(self, check: str, why: str) -> None:
        if self._finding is None:
            return
        if why.strip():
            accepted = self._finding.accepted
            order = next((one.order for one in accepted if one.check == check), order_behind(accepted))
            self.asked.emit(steps.accept_warning(self._finding.id, check, why, order))
        elif any(one.check == check for one in self._finding.accepted):
            self.asked.emit(steps.remove("acceptance", acceptance_id(self._finding.id, check)))


class CardPane(QScrollArea):
    """A card whole, with its source and what can be done with it."""

    record_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        inner = QWidget(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(*(4 * (style.space(3),)))
        rows.setSpacing(style.space(2))
        self._text = plain("", inner)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAccessibleName("Words of the card")
        self._text.setMaximumWidth(style.measure("notes"))
        self._facts = hint("", inner)
        self._open = button("Go to its record", self._want_record, icon="arrow-right", parent=inner)
        rows.addWidget(heading("Unsorted evidence", inner))
        rows.addWidget(self._text)
        rows.addWidget(self._facts)
        rows.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(
            hint("Keys: 1 to 9 new finding in a category · F new finding · L put on a finding · Space folds", inner)
        )
        rows.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Card")

    def show_card(self, card: Card, facts: str) -> None:
        """Show a card with its facts in words."""
        self._card = card
        self._text.setText(card.text)
        self._facts.setText(facts)
        self._open.setVisible(card.record is not None)

    def _want_record(self) -> None:
        if self._card is not None:
            self.record_wanted.emit(self._card)
