"""The page of interviews, with the keys that go from answer to answer."""

from __future__ import annotations

from inspector_app.gui.capture.capture_page import CapturePage
from inspector_app.gui.capture.record_form import CaptureForm
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.notes_edit import NotesEdit


class InterviewsPage(CapturePage):
    """What was told, question by question."""

    kind = "interview"
    page_name = "interviews"
    title = "Interviews"
    rail_icon = "speech"
    one = "interview"
    belongs = "What staff, managers and partners tell you."

    def make_form(self) -> CaptureForm:
        """Return the form, with the keys that go from answer to answer."""
        form = super().make_form()
        form.sources_changed.connect(self._other_questions)
        self.command("Next answer", "Ctrl+Down", lambda: form.next_question(1))
        self.command("Answer before", "Ctrl+Up", lambda: form.next_question(-1))
        self.command("Add a question of your own", "Ctrl+Shift+Q", form.add_question)
        self.command("Go to what you make of it", "Ctrl+Shift+M", lambda: self._focus_text("views", None))
        return form

    def texts(self) -> list[SourceField]:
        """Return the texts of the form, with what the inspector makes of it."""
        return [*super().texts(), *(SourceField("views", views) for views in self._views())]

    def take_evidence(self) -> None:
        """Make evidence of what was said; of one's own view none is made."""
        if any(views.hasFocus() for views in self._views()):
            self.shell.say("What you make of it is no evidence. Evidence is made of what was said: notes and answers.")
        else:
            super().take_evidence()

    def _views(self) -> list[NotesEdit]:
        views = self.form.views if isinstance(self.form, CaptureForm) else None
        return [views.editor()] if views is not None else []

    def how_with_reminders(self) -> str:
        """Return how answers are written; an interview's prompts are its questions."""
        return (
            "Ctrl+Down and Ctrl+Up go from answer to answer. Ctrl+E in an answer makes evidence of it, with the "
            "question's theme. A question left empty is not stored."
        )

    def reminders(self) -> tuple[str, ...]:
        """Return none: the prompts stand in the form."""
        return ()

    def _other_questions(self) -> None:
        if self.shown is not None:
            self.desk.fields_changed(self.form.sources())
            self.bringing_in.show_record(self.form.sources())
