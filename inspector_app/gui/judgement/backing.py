"""What holds a finding up and what stands against it: problems to answer, then each sentence with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement.pieces import Box, Piece
from inspector_app.gui.judgement.sentence_heading import SentenceHeading
from inspector_app.gui.judgement.weight_lines import weight_lines
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.headings import heading, plain
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.entities import Acceptance, Finding, Link
from inspector_app.visit.lines import Card
from inspector_app.visit.problem import Problem
from inspector_app.visit.sentence_backing import FindingBacking, Tie, backing_by_sentence
from inspector_app.visit.weight import Weight

_AT_ONCE = 4
"""Pieces that are built in one go: those in sight, while an arrow key is held down on the board; the rest follow."""
_SPARE = 40
"""Pieces that are kept to show others in them: as many as most findings have."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that is shown; `held` are the links with their cards."""

    finding: str
    held: tuple[tuple[Link, Card], ...]
    accepted: tuple[Acceptance, ...]
    weight: Weight | None
    problems: tuple[Problem, ...]
    backing: FindingBacking
    all_sentences: bool

    def but_for_words(self) -> tuple[object, ...]:
        """Return what stays while the finding's words are typed."""
        return (self.finding, self.held, self.accepted, self.weight, self.all_sentences)


class Backing(QWidget):
    """Shows problems and evidence of one finding, and says what was answered."""

    weighed = Signal(object, str)
    """A contradiction was answered: the Link, and the words."""
    accepted = Signal(str, str)
    """A finding may stand against a warning: the check, and why (empty: no longer)."""
    record_wanted = Signal(object)
    """The Card whose record is to be opened."""
    tie_wanted = Signal(object)
    """A piece is to be tied to a sentence, or untied: the Piece."""
    confirmed = Signal(object)
    """Evidence still backs its sentences: the Ties."""
    pointed = Signal(object)
    """The keyboard is on this Piece; None: on none."""
    left = Signal()
    waits = Signal(bool)
    """Words begin to wait for a silence, or have been handed over."""

    def __init__(self, framework: Framework, inspectors: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._inspectors = inspectors
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._shown: _Shown | None = None
        self._all_sentences = False
        self._locked = False
        self._pieces: list[Piece] = []
        self._spare: list[Piece] = []
        self._last: QWidget | None = None  # that Tab leads to, of those built so far
        self._marked: str | None = None
        self.setAccessibleName("What holds it up")
        self._building: Iterator[None] = iter(())
        self._more = QTimer(self)
        self._more.timeout.connect(self._build_more)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, style.space(2), 0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.space(2))
        around.addLayout(self._rows)
        around.addStretch(1)

    def show_backing(
        self,
        finding: Finding,
        cards: Mapping[str, Card],
        weight: Weight | None,
        problems: Sequence[Problem],
        *,
        words_are_typed: bool = False,
    ) -> None:
        """Show a finding's problems and evidence; nothing is built anew where nothing has changed, nor for its words
        alone while they are being typed."""
        shown = _Shown(
            finding=finding.id,
            held=tuple((link, cards[link.evidence]) for link in finding.evidence if link.evidence in cards),
            accepted=finding.accepted,
            weight=weight,
            problems=tuple(problems),
            backing=backing_by_sentence(finding, cards),
            all_sentences=self._all_sentences,
        )
        before = self._shown
        if shown == before or self._is_answered(finding.id):
            return
        if words_are_typed and before is not None and before.but_for_words() == shown.but_for_words():
            return
        self._shown = shown
        focused = self.focused_piece()
        kept = (focused.link.evidence, focused.tie.key if focused.tie else None) if focused is not None else None
        self._clear()
        self._building = self._build(shown)
        self._build_more()
        for piece in self._spare:
            piece.hide()
        if kept is not None:
            self._focus_again(*kept)

    def make_spare(self) -> None:
        """Make the pieces of a first sight beforehand."""
        if not self._pieces and not self._spare:
            self._spare = [self._new_piece() for _ in range(2 * _AT_ONCE)]
            for piece in self._spare:
                piece.hide()

    def show_all_sentences(self, wanted: bool) -> None:
        """Show also the sentences of a finding to none of which anything is tied, from the next finding shown on."""
        self._all_sentences = wanted

    def lock(self, locked: bool) -> None:
        """Let nothing be answered once the letter is signed; the pieces can still be gone through."""
        if locked != self._locked:
            self._locked = locked
            self._shown = None  # whatever is shown next is built anew

    def mark(self, card: str | None) -> None:
        """Mark the pieces of the card that is current on the board, those to come too."""
        self._marked = card
        for piece in self._pieces:
            piece.mark(piece.link.evidence == card)

    def marked_piece(self) -> Piece | None:
        """Return the first piece that is marked, or None."""
        return next((piece for piece in self._pieces if piece.link.evidence == self._marked), None)

    def is_building(self) -> bool:
        """Say whether there are pieces to come."""
        return self._more.isActive()

    def focused_piece(self) -> Piece | None:
        """Return the piece that the keyboard is on, or None."""
        return next((piece for piece in self._pieces if piece.hasFocus()), None)

    def take_focus(self, card: str | None) -> bool:
        """Put the keyboard on the piece of a card, or on the first; False: there is none."""
        wanted = self._pieces_of(card) or self._pieces
        if wanted:
            wanted[0].show()  # it may just have been added
            wanted[0].setFocus()
        return bool(wanted)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def _is_answered(self, finding: str) -> bool:
        """Say whether the cursor is in an answer of this finding: it is left alone, and shown anew when it is left."""
        same = self._shown is not None and self._shown.finding == finding
        field = QApplication.focusWidget()
        return same and isinstance(field, QLineEdit) and self.isAncestorOf(field)

    def _clear(self) -> None:
        if self._pieces and any(piece.hasFocus() for piece in self._pieces):
            self.setFocus()  # it does not wander to another field meanwhile
        free = [piece for piece in self._pieces if not piece.is_answered()] + self._spare
        self._pieces, self._spare, self._last = [], free[:_SPARE], None
        self._building = iter(())
        gone: list[QWidget | None] = [*free[_SPARE:]]
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if not isinstance(widget, Piece) or widget.is_answered():
                gone.append(widget)
        for each in gone:
            if each is not None:
                each.hide()
                each.deleteLater()

    def _focus_again(self, card: str, sentence: str | None) -> None:
        same = self._pieces_of(card)
        exact = [piece for piece in same if piece.tie is not None and piece.tie.key == sentence]
        for piece in (exact or same)[:1]:
            piece.show()
            piece.setFocus()

    def _pieces_of(self, card: str | None) -> list[Piece]:
        """Return the pieces of a card, once all that comes before the first of them is built."""
        if card is not None:
            while not any(piece.link.evidence == card for piece in self._pieces) and self.is_building():
                self._build_more()
        return [piece for piece in self._pieces if piece.link.evidence == card]

    # -- building

    def _build_more(self) -> None:
        """Build the next pieces, and the others when the window has nothing else to do."""
        built = sum(1 for _ in islice(self._building, _AT_ONCE))
        if built < _AT_ONCE:
            self._more.stop()
        elif not self._more.isActive():
            self._more.start(0)

    def _build(self, shown: _Shown) -> Iterator[None]:
        """Build what is shown from the top; yield at each piece."""
        whys = {acceptance.check: acceptance.why for acceptance in shown.accepted}
        if shown.problems:
            self._rows.addWidget(heading("To answer", self))
        for problem in shown.problems:
            self._rows.addWidget(self._problem(problem, whys.get(problem.check, "")))
        self._rows.addWidget(heading("What holds it up", self))
        for line in weight_lines(shown.weight, self._inspectors):
            self._rows.addWidget(plain(line, self))
        backing, cards = shown.backing, {card.id: card for _link, card in shown.held}
        is_tied = bool(backing.gone) or any(each.ties for each in backing.sentences)
        if is_tied or shown.all_sentences:
            yield from self._build_sentences(backing, cards, in_order=shown.all_sentences)
        if backing.whole:
            if is_tied or len(backing.sentences) > 1:
                self._heading().show_whole(nothing_tied=not is_tied)
            yield from self._add_pieces(((link, None) for link in backing.whole), cards)

    def _build_sentences(self, backing: FindingBacking, cards: Mapping[str, Card], *, in_order: bool) -> Iterator[None]:
        """Add the sentences; where there is little room, those that are to be confirmed come first."""
        numbered = list(enumerate(backing.sentences, start=1))
        for number, held in numbered if in_order else sorted(numbered, key=lambda pair: not pair[1].changed):
            over = self._heading()
            over.show_sentence(number, held)
            self._let_tab_lead_to(over)
            yield from self._add_pieces(((tie.link, tie) for tie in held.ties), cards)
        if backing.gone:
            over = self._heading()
            over.show_gone(backing.gone)
            self._let_tab_lead_to(over)
            yield from self._add_pieces(((tie.link, tie) for tie in backing.gone), cards)

    def _heading(self) -> SentenceHeading:
        made = SentenceHeading(self)
        made.lock(self._locked)
        made.confirmed.connect(self.confirmed)
        self._rows.addWidget(made)
        return made

    def _add_pieces(self, held: Iterable[tuple[Link, Tie | None]], cards: Mapping[str, Card]) -> Iterator[None]:
        """Add pieces, those that contradict first."""
        for link, tie in sorted(held, key=lambda pair: pair[0].bearing != "contradicts"):
            self._rows.addWidget(self._piece(link, cards[link.evidence], tie))
            yield

    def _problem(self, problem: Problem, why: str) -> QWidget:
        box = Box(self)
        tone = "priority" if problem.level == "error" else "neutral" if problem.accepted else "development"
        icon = "cross" if problem.level == "error" else "tick" if problem.accepted else "warning"
        box.add_line().show(icon, f"tone_{tone}", problem.message, problem.mend)
        if problem.level == "warning":
            name = f"Why it may stand: {problem.check}"
            line = LineField(name, "It may stand, because …")
            line.set_value(why)
            self._answered_by(line, name, partial(self.accepted.emit, problem.check))
            box.add(line)
            self._let_tab_lead_to(line)
        return box

    def _piece(self, link: Link, card: Card, tie: Tie | None) -> QWidget:
        answered_above = any(other.link.evidence == link.evidence for other in self._pieces)
        piece = self._spare.pop(0) if self._spare else self._new_piece()
        piece.show_piece(link, card, tie)
        piece.mark(card.id == self._marked)
        if piece.isHidden():
            piece.show()
        self._let_tab_lead_to(piece)
        if link.bearing == "contradicts" and not answered_above:
            name = f"Weighed, because: {card.text[:40]}"
            line = LineField(name, "Weighed, because …")
            line.set_value(link.weighed)
            self._answered_by(line, name, partial(self.weighed.emit, link))
            piece.answer_in(line)
            self._let_tab_lead_to(line)
        self._pieces.append(piece)
        return piece

    def _new_piece(self) -> Piece:
        piece = Piece(self._framework, self._inspectors, self)
        piece.record_wanted.connect(lambda: self.record_wanted.emit(piece.card))
        piece.tie_wanted.connect(lambda: self.tie_wanted.emit(piece))
        piece.stepped.connect(partial(self._step, piece))
        piece.focused.connect(lambda on: self.pointed.emit(piece if on else None))
        return piece

    def _let_tab_lead_to(self, widget: QWidget) -> None:
        """Let Tab go down what is shown, in whatever order it was made."""
        takes_keys = widget.focusProxy() or widget
        if takes_keys.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return
        if self._last is not None:
            self.setTabOrder(self._last, takes_keys)
        self._last = takes_keys

    def _step(self, piece: Piece, way: int) -> None:
        at = self._pieces.index(piece) + way
        if 0 <= at < len(self._pieces):
            self._pieces[at].setFocus()

    def _answered_by(self, line: LineField, name: str, do: Callable[[str], None]) -> None:
        line.setEnabled(not self._locked)
        line.edited.connect(lambda words: self._waiting.put(name, lambda: do(words or "")))
        line.left.connect(self._waiting.flush)
        line.left.connect(self.left)
