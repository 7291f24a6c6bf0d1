"""The letter page: outline and wording left, the real pages right, checks below them, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout

from inspector_app.errors import InspectorError, LetterLocked
from inspector_app.gui import style
from inspector_app.gui.letter.actions_bar import ActionsBar
from inspector_app.gui.letter.agreement_line import AgreementLine
from inspector_app.gui.letter.letter_checking import LetterChecking, line_of, page_to_mend
from inspector_app.gui.letter.letter_states import LetterStates, with_state
from inspector_app.gui.letter.moving import step_to_move
from inspector_app.gui.letter.outline import Outline
from inspector_app.gui.letter.outline_lines import DETAILS, NEXT_STEPS, OutlineLine, outline_lines
from inspector_app.gui.letter.output import LetterOutput
from inspector_app.gui.letter.pages_view import PagesView
from inspector_app.gui.letter.part_editor import PartEditor
from inspector_app.gui.letter.preview import Preview
from inspector_app.gui.letter.problem_list import ProblemList
from inspector_app.gui.letter.reading_form import COMMENT_KEY
from inspector_app.gui.letter.second_reading import SecondReading
from inspector_app.gui.letter.typed_words import with_typed
from inspector_app.gui.page import Page, PageWindow
from inspector_app.gui.records.refused_words import keep_refused
from inspector_app.gui.records.saver import Saver
from inspector_app.letter.content import LetterContent, letter_content
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import LetterState
from inspector_app.visit.letter_state import is_locked, unlocks, waits_for
from inspector_app.visit.problem import Problem
from inspector_app.visit.problem_answers import answer, with_answers

_LINE_OF_BLOCK: dict[str, str] = {"date": DETAILS, "inspector": DETAILS, "letter": DETAILS, "next_step": NEXT_STEPS}
"""Where a click on a kind of block leads; other blocks have a line of their own."""
_READ: dict[str, tuple[str, Callable[[OpenVisit], Any]]] = {
    "visit": ("visit", OpenVisit.visit),
    "inspector": ("inspectors", OpenVisit.inspectors),
    "addressee": ("addressees", OpenVisit.addressees),
    "copy": ("copies", OpenVisit.copies),
    "finding": ("findings", OpenVisit.findings),
    "link": ("findings", OpenVisit.findings),
    "acceptance": ("findings", OpenVisit.findings),
    "concern": ("concerns", OpenVisit.concerns),
    "letter": ("letter", OpenVisit.letter),
    "letter_acceptance": ("letter_acceptances", OpenVisit.letter_acceptances),
    "next_step": ("next_steps", OpenVisit.next_steps),
    "proposal": ("proposals", OpenVisit.proposals),
    "signed_letter": ("signed_letters", OpenVisit.signed_letters),
    "issuing": ("issuings", OpenVisit.issuings),
}
"""What is read anew where a kind of thing has changed; where another has, the whole visit is."""


class LetterPage(Page):
    """The product of the visit."""

    title = "Letter"
    rail_icon = "letter"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._contents: VisitContents = visit.contents()
        self._problems: tuple[Problem, ...] = ()
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(self._refused)
        self.states = LetterStates(visit, window.profile, self)
        self.output = LetterOutput(visit, window, self)
        self.bar = ActionsBar(self)
        self.agreement = AgreementLine(self)
        self.outline = Outline(visit.framework, self)
        self.editor = PartEditor(self)
        self.pages = PagesView(self)
        self._preview = Preview(self.pages, window)
        self.checks = ProblemList(self)
        self._checking = LetterChecking(visit, self.checks)
        self.reading = SecondReading(visit.me, self.editor, self.checks, self)
        self._lay_out()
        self._connect()
        self._read()

    # -- what the window asks

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what is shown."""
        if change is not None and change.changed.keys() <= _READ.keys():
            self._read(change.changed.keys())
        else:
            self._show(self.visit.contents())

    def show_place(self, place: str | None) -> None:
        """Go to "finding:<id>", "part:<id>" or "heading:<category>"; a tail puts the cursor into its words.

        "@text" into the words, "@points" into the points under a finding.
        """
        name, _, tail = (place or "").partition("@")
        if name:
            self.outline.go_to(name.replace(":", "/", 1))
        if tail == "points" and not self.reading.is_on():
            self.editor.finding.points.setFocus()
        elif tail:
            self.reading.take_focus()
        else:
            self.outline.setFocus()

    def current_place(self) -> str:
        """Return the part of the letter that is being worked on."""
        line = self.outline.current_line()
        if line is None:
            return ""
        points = self.editor.finding.points
        tail = "@points" if points.isAncestorOf(self.focusWidget() or self) else "@text" if self._editing() else ""
        return f"{line.name.replace('/', ':', 1)}{tail}"

    def leave(self) -> None:
        """Hand over what is being typed."""
        self.reading.flush()
        self.checks.flush()

    def stop(self) -> None:
        """Draw no more: the visit is about to be closed."""
        self._preview.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the pages when they are first looked at."""
        super().showEvent(event)
        self._redraw()

    def drawn_pdf(self) -> bytes:
        """Return the PDF whose pages are shown; nothing before they have been drawn."""
        return self._preview.pdf()

    # -- building

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self.outline)
        left.addWidget(self.reading.work)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(self.pages)
        right.addWidget(self.reading.answers)
        right.setStretchFactor(0, 1)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.addWidget(left)
        panes.addWidget(right)
        panes.setStretchFactor(1, 1)
        for splitter in (left, right, panes):
            splitter.setChildrenCollapsible(False)
        self.keep_widths(left, "letter/left", [style.space(85), style.space(65)])
        self.keep_widths(right, "letter/right", [style.space(98), style.space(44)])
        self.keep_widths(panes, "letter/panes", [style.space(105), style.space(190)])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(2), style.space(2), style.space(2), 0)
        rows.setSpacing(style.space(2))
        top = QHBoxLayout()
        top.addWidget(self.bar)
        rows.addLayout(top)
        rows.addWidget(self.agreement)
        rows.addWidget(panes, 1)

    def _connect(self) -> None:
        self.outline.chosen.connect(self._show_line)
        self.outline.itemActivated.connect(lambda _item: self.reading.take_focus())
        self.editor.asked.connect(self._write)
        self.editor.typed.connect(self._redraw)
        self.editor.left.connect(self.visit.field_left)
        self.editor.waits.connect(lambda waits: self.visit.typing_waits(self.editor, waits))
        self.editor.move_wanted.connect(self._move_finding)
        self.editor.board_wanted.connect(self._show_on_board)
        self.pages.block_clicked.connect(self._open_block)
        self.pages.width_changed.connect(self._redraw)
        self.checks.chosen.connect(self._go_to_problem)
        self.checks.answered.connect(self._answer)
        self.checks.waits.connect(lambda waits: self.visit.typing_waits(self.checks, waits))
        self.agreement.open_wanted.connect(lambda: self.shell.go("judgement", "open:"))
        self.output.sealed.connect(lambda: self._read())
        self._connect_reading()
        self._connect_states()
        self.bar.sign_wanted.connect(self.sign)
        self.bar.take_in_wanted.connect(self.output.take_in_file)
        self.bar.preview_wanted.connect(lambda: self._with_pdf(self.output.print_preview))
        self.bar.print_wanted.connect(lambda: self._with_pdf(self.output.print_now))
        self.bar.pdf_wanted.connect(lambda: self._with_pdf(self.output.export_pdf))
        self.bar.text_wanted.connect(lambda: self.output.export_text(self._content()))
        self.bar.word_file_wanted.connect(self._export_word_file)
        self.bar.verify_wanted.connect(self.output.verify_file)
        self.bar.version_wanted.connect(self.output.signed_version)
        up = self.command("Move the finding up", "Ctrl+Up", lambda: self._move_finding(-1))
        down = self.command("Move the finding down", "Ctrl+Down", lambda: self._move_finding(1))
        for action in (up, down):
            action.setAutoRepeat(True)
        self.command("Print preview", "Ctrl+P", lambda: self._with_pdf(self.output.print_preview))
        self.command("Say why a problem may stand (W in the list of checks)", "", self.checks.answer)
        self.command("Sign the letter", "", self.sign)
        self.command("Verify a signed file", "", self.output.verify_file)
        self.command("Take in a letter that another has signed too", "", self.output.take_in_file)

    def _connect_states(self) -> None:
        states, bar = self.states, self.bar
        states.asked.connect(self._write)
        states.correction_asked.connect(self._correct)
        states.said.connect(self.shell.say)
        states.reading_wanted.connect(lambda: bar.reading.setChecked(True))
        bar.quality_assured.connect(self._change_state)
        bar.issue_wanted.connect(lambda: states.issue(self._contents))
        bar.correct_wanted.connect(lambda: states.correct(self._contents))
        self.command("Mark the letter quality assured, or make it a draft", "", bar.assure)
        self.command("Write down that the letter was issued", "", bar.issue_wanted.emit)
        self.command("Correct a signed letter by a new version", "", bar.correct_wanted.emit)

    def _connect_reading(self) -> None:
        reading, form = self.reading, self.reading.form
        reading.asked.connect(self._write)
        reading.line_wanted.connect(self.outline.go_to)
        reading.said.connect(self.shell.say)
        form.left.connect(self.visit.field_left)
        form.waits.connect(lambda waits: self.visit.typing_waits(form, waits))
        form.comment.waits.connect(lambda waits: self.visit.typing_waits(form.comment, waits))
        self.bar.reading_wanted.connect(self._read_second)
        self.command("Second reading: propose other words", "Ctrl+R", self.bar.read_again)
        self.command("Comment on the marked words (second reading)", COMMENT_KEY, form.ask_comment)
        self.command("Go to the proposals, or back to the words", "F6", reading.go_on)

    # -- reading and showing

    def _read(self, changed: Collection[str] = _READ.keys()) -> None:
        """Read again what the letter is made of, of these kinds; typing does not wait for records and evidence."""
        reads = dict(_READ[kind] for kind in changed)
        both = self.visit.waiting_places()
        self._show(replace(self._contents, both_wrote=both, **{name: read(self.visit) for name, read in reads.items()}))

    def _show(self, contents: VisitContents) -> None:
        before, self._contents = self._contents.letter.state, contents
        self._problems = self._checking.check(self._contents)
        self.bar.show_letter(self._contents, self.visit.me)
        if (before, self._contents.letter.state) == ("quality-assured", "draft"):
            self.shell.say("The letter is a draft again, and marked as one on every page.")
        self.editor.lock(self._locked())
        self.outline.show_lines(outline_lines(self._contents, self.visit.framework))
        self.reading.answers.setVisible(not self._locked())
        self.agreement.show_agreement(self._contents)
        line = self.outline.current_line()
        if line is not None:
            self.editor.show_line(line, self._contents)
        self.reading.show_letter(self._contents, self.outline.lines(), line)
        if self.isVisible():
            self._redraw()

    def _show_line(self, line: OutlineLine) -> None:
        self.editor.show_line(line, self._contents)
        self.reading.show_line(line)
        self.pages.mark(line.block or line.name)

    def _redraw(self) -> None:
        """Let the pages show what stands in the fields, written already or not."""
        if self._locked() and self._contents.signed_letters:
            pdf = self.visit.signed_pdf(self._contents.signed_letters[-1].id)
            self._preview.show_signed(pdf, self._contents, self.visit.framework)
        else:
            contents = with_typed(self._contents, self.editor.typed_steps())
            self._preview.show_letter(contents, self.visit.framework)

    def _content(self) -> LetterContent:
        return letter_content(self._contents, self.visit.framework)

    def _locked(self) -> bool:
        return is_locked(self._contents.letter)

    def _editing(self) -> bool:
        inside = self.reading.work.focusWidget()
        return inside is not None and inside.hasFocus()

    # -- writing

    def _correct(self, step: Step) -> None:
        if (future := self._write(step)) is not None:
            self.states.follow_correction(future)

    def _write(self, step: Step) -> Future[VisitChange] | None:
        """Write a step, and return what becomes of it; nothing where the letter is signed."""
        if self._locked() and not unlocks(step.changes):
            signed = LetterLocked(
                "The letter is signed, so it cannot be changed.", "A correction is a new version of it."
            )
            self.shell.tell(keep_refused(self.visit, step, signed))
            self._read()
            return None
        stated = with_state(step, self._contents)
        future = self._saver.act(stated)
        # the first step written at a laptop may add its person to the team
        self.show_read(lambda: self._read({"inspector", *(each.entity for each in stated.changes)}))
        return future

    def _refused(self, error: InspectorError) -> None:
        """The letter was signed while a step waited to be written."""
        self.shell.tell(error)

    def _read_second(self, on: bool) -> None:
        self.reading.begin(on)
        self._read()
        self.reading.take_focus()

    def _change_state(self, assured: bool) -> None:
        self.reading.flush()
        (self.states.assure if assured else self.states.draft_again)(self._contents)

    def _move_finding(self, way: int) -> None:
        """Move the finding that is worked on, by one place under its heading."""
        line = self.outline.current_line()
        if line is None or line.finding is None:
            return
        self.editor.flush()
        finding = next(one for one in self._contents.findings if one.id == line.finding.id)
        step = step_to_move(self._contents.findings, finding, way, self.visit.framework)
        if step is not None:
            self._write(step)

    # -- going places

    def _open_block(self, name: str) -> None:
        kind = name.partition("/")[0]
        if kind in ("addressee", "copy"):
            self.shell.go("details", name.replace("/", ":", 1))
        elif self.outline.go_to(_LINE_OF_BLOCK.get(kind, name)):
            self.reading.take_focus()

    def _show_on_board(self) -> None:
        line = self.outline.current_line()
        if line is not None and line.finding is not None:
            self.shell.go("judgement", f"finding:{line.finding.id}")

    def _go_to_problem(self, problem: Problem) -> None:
        """Go to where a problem can be mended: words here, what holds a finding up on the board."""
        page = page_to_mend(problem)
        if problem.check == "proposal-open":
            self.bar.reading.setChecked(True)
            self.reading.show_in_list(problem.place, problem.words)
        elif page is not None:
            self.shell.go(*page)
        elif self.outline.go_to(line_of(problem)):
            self.reading.take_focus()
            self.editor.mark_words(problem.words, problem.words.partition(", ")[0])

    def _answer(self, problem: Problem, why: str) -> None:
        """Let a problem stand, or no longer; a reason that was never given is not taken back."""
        (before,) = with_answers([problem], self._contents, self.visit.me)
        if why.strip() or before.why:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            self._write(answer(problem, why, self._contents, by=self.visit.me, at=now))

    # -- paper, files, signature

    def _with_pdf(self, do: Callable[[bytes, LetterState], None]) -> None:
        """Do something with the PDF as the letter now stands, made anew so that it is not older than the words."""
        self.editor.flush()
        if self._locked():
            do(self.visit.signed_pdf(self._contents.signed_letters[-1].id), self._contents.letter.state)
            return
        state, content = self._contents.letter.state, self._content()
        created = datetime.now().astimezone()

        def work() -> bytes:
            from inspector_app.letter.pdf import letter_pdf

            return letter_pdf(content, draft=state == "draft", created=created)

        self.shell.run_in_background(work, lambda pdf: do(pdf, state), "Making the PDF")

    def _export_word_file(self) -> None:
        self.editor.flush()
        self.output.export_word_file(self._content(), self._contents.letter.state)

    def sign(self) -> None:
        """Ask how to sign, unless it is signed already."""
        self.editor.flush()
        if self._locked() and self.visit.me not in waits_for(self._contents):
            self.shell.say("The letter is signed already.")
            return
        self.output.sign(self._contents, self._problems)
