"""The acts of the sampling view: each is worked out in the background, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from inspector_app import drawing_cases
from inspector_app.gui.cases import sampling_acts as acts
from inspector_app.gui.cases.sample_rows import SampleRow
from inspector_app.gui.cases.sampling_view import SamplingView
from inspector_app.gui.page import PageWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Step
from inspector_app.visit.contents import CaseContents
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.sampling import FrameRow
from inspector_app.visit.sampling_steps import bring_in_frame, leave_sample

_LISTS = "Lists of cases (*.csv *.txt *.xlsx)"
_PDF = "PDF (*.pdf)"

T = TypeVar("T")


class SamplingDesk(QObject):
    """Does what the view asks for; says `changed` when the sample is another, `picked` with a case that was added."""

    changed = Signal()
    picked = Signal(str)
    _progressed = Signal(int)

    def __init__(self, visit: OpenVisit, window: PageWindow, view: SamplingView, origin: QObject) -> None:
        super().__init__(origin)
        self._visit = visit
        self._window = window
        self._view = view
        self._origin = origin
        self._acts = {
            "B": self.bring_in,
            "D": self.draw,
            "P": self.pick,
            "R": self._replace_current,
            "Del": self._leave_current,
            "S": self.save_slip,
            "V": self.print_slip,
        }
        view.wanted.connect(lambda key: self._acts[key]())
        view.preview.wanted.connect(self._take_list)
        view.panel.wanted.connect(self._draw_wanted)
        self._progressed.connect(view.preview.show_progress)

    def bring_in(self) -> None:
        """Ask for the council's list and show a look at it."""
        path = self._window.ask_to_open("The council's list of cases", _LISTS)
        if path is None:
            return
        from inspector_app.exchange.frame_columns import REMEMBERED_COLUMNS
        from inspector_app.exchange.frame_file import preview

        remembered = self._window.profile.setting(REMEMBERED_COLUMNS) or {}

        def show(sheets: object) -> None:
            self._view.to_preview()
            self._view.preview.show_list(path, sheets, remembered)  # type: ignore[arg-type]

        self._window.run_in_background(lambda: preview(path), show, f"Looking at {path.name}")

    def draw(self) -> None:
        """Show how to draw from the list that was brought in last."""
        frames = self._visit.frames()
        if frames:
            frame = frames[-1]
            rows = self._window.run_in_background
            rows(
                lambda: acts.rows_of(self._visit, frame), lambda held: self._show_panel(frame, held), "Reading the list"
            )

    def pick(self) -> None:
        """Ask which case is added on purpose, and why."""
        self._view.reason.ask(
            "Which case is added on purpose?",
            "A picked case stands for no others: by stratum the summary counts it apart. The slip gives the reason.",
            "Add it",
            self._pick,
            reference=True,
        )

    def replace(self, row: SampleRow) -> None:
        """Ask why a case cannot be read; the next in the drawn order stands in for it."""
        case = row.case
        if row.state in ("replaced", "left"):
            self._window.say(f"{case.reference} has left the sample already.")
        elif case.draw is None:
            self._window.say(
                f"{case.reference} was not drawn from a list here: leave it out, or pick another on purpose."
            )
        else:
            self._view.reason.ask(
                f"Why can {case.reference} not be read?",
                "The next case in the drawn order of its stratum stands in for it. Both stay on the slip.",
                "Replace it",
                lambda _reference, reason: self._replace(case, reason),
            )

    def leave(self, row: SampleRow) -> None:
        """Ask why a case leaves the sample with no other in its place."""
        case = row.case
        if row.state in ("replaced", "left"):
            self._window.say(f"{case.reference} has left the sample already.")
            return
        self._view.reason.ask(
            f"{case.reference} leaves the sample, because …",
            "It stays on the slip with its reason, and is counted no more. What was written of it is kept.",
            "Leave it out",
            lambda _reference, reason: self._leave(case, reason),
        )

    def save_slip(self) -> None:
        """Save the slip of a draw as a PDF."""
        draw = self._draw_at_hand()
        if draw is None:
            return
        path = self._window.ask_to_save("Save the draw slip", _slip_name(draw, self._visit.frames()), _PDF)
        if path is not None:

            def saved(_none: None) -> None:
                self._left()
                self._window.say(f"Saved: {path.name}.")

            self._window.run_in_background(
                lambda: drawing_cases.save_slip(self._visit, draw, path), saved, "Making the draw slip"
            )

    def print_slip(self) -> None:
        """Show the slip of a draw as it will look on paper, and let it be printed from there."""
        draw = self._draw_at_hand()
        if draw is None:
            return

        def show(pdf: bytes) -> None:
            from inspector_app.gui.printing import print_with_preview

            print_with_preview(pdf, "Draw slip", self._window, self._view, saved=self._left)

        self._window.run_in_background(lambda: drawing_cases.slip_of(self._visit, draw), show, "Making the draw slip")

    # -- inside

    def _left(self) -> None:
        self._window.profile.remember_copy(self._visit.id, "exported", "a draw slip")

    def _draw_at_hand(self) -> Draw | None:
        """Return the draw that the case with the cursor comes from, else the last one."""
        draws = self._visit.draws()
        row = self._view.current()
        wanted = row.case.draw if row is not None else None
        return next((each for each in draws if each.id == wanted), draws[-1] if draws else None)

    def _replace_current(self) -> None:
        row = self._view.current()
        if row is not None:
            self.replace(row)

    def _leave_current(self) -> None:
        row = self._view.current()
        if row is not None:
            self.leave(row)

    def _take_list(self, wanted: acts.ListWanted) -> None:
        self._work_out(
            lambda contents: acts.take_list(self._visit, contents, wanted, self._progressed.emit),
            lambda taken: self._list_taken(taken, wanted),
            f"Reading {wanted.path.name}",
        )

    def _list_taken(self, taken: acts.ListTaken, wanted: acts.ListWanted) -> None:
        from inspector_app.exchange.frame_columns import REMEMBERED_COLUMNS

        self._window.profile.set_setting(REMEMBERED_COLUMNS, dict(wanted.columns))
        if taken.known:
            self._window.say(f"{taken.frame.name} was here already, and is the same.")
        else:
            self._write(bring_in_frame(taken.frame), f"{taken.frame.name}: {taken.frame.rows:,} cases brought in.")
        self._show_panel(taken.frame, taken.rows)

    def _show_panel(self, frame: Frame, rows: tuple[FrameRow, ...]) -> None:
        self._view.to_panel()
        self._view.panel.show_list(frame, rows)

    def _draw_wanted(self, wanted: acts.DrawWanted) -> None:
        def done(step: Step) -> None:
            held = wanted.size - sum(change.entity == "case" for change in step.changes)
            there = f" In the sample already: {held:,}." if held else ""
            self._write(step, f"Drawn with seed {wanted.seed}.{there} Ctrl+Z takes it back; S saves the slip.")
            drawn = next((put.id for put in step.changes if put.entity == "record"), None)
            if drawn is not None:
                self._view.choose(drawn)
            self._view.to_table()

        self._work_out(
            lambda contents: acts.make_draw(self._visit, contents, wanted), done, f"Drawing from {wanted.frame.name}"
        )

    def _replace(self, case: Case, reason: str) -> None:
        def done(made: tuple[Step, str]) -> None:
            step, reference = made
            self._write(step, f"{reference} stands in for {case.reference}.")

        self._work_out(
            lambda contents: acts.make_replacement(self._visit, contents, case, reason),
            done,
            "Looking for the next case",
        )

    def _leave(self, case: Case, reason: str) -> None:
        if acts.in_sample(self._visit.case_contents(), case.id):
            said = f"{case.reference} has left the sample. Ctrl+Z brings it back."
            self._write(leave_sample(case.id, reason), said)
        else:
            self._window.say(f"{case.reference} has left the sample already.")

    def _pick(self, reference: str, reason: str) -> None:
        def done(made: tuple[Step, str]) -> None:
            step, record = made
            self._write(step, f"{reference} is picked on purpose.")
            self.picked.emit(record)

        self._work_out(
            lambda contents: acts.make_pick(self._visit, contents, reference, reason), done, "Looking into the list"
        )

    def _work_out(self, work: Callable[[CaseContents], T], done: Callable[[T], None], what: str) -> None:
        """Work an act out in the background; anew where an act before it has made the sample another by then."""
        contents = self._visit.case_contents()

        def check(made: T) -> None:
            if acts.same_sample(contents, self._visit.case_contents()):
                done(made)
            else:
                self._work_out(work, done, what)

        self._window.run_in_background(lambda: work(contents), check, what)

    def _write(self, step: Step, said: str) -> None:
        self._visit.write(step, origin=self._origin)
        self.changed.emit()
        self._window.say(said)


def _slip_name(draw: Draw, frames: tuple[Frame, ...]) -> str:
    frame = next((each for each in frames if each.id == draw.frame), None)
    return f"Draw slip {frame.name.rpartition('.')[0] if frame else ''} seed {draw.seed}.pdf".replace("  ", " ")
