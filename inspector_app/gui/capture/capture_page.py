"""The pages of observations, interviews and documents: what differs between them is their kind and their words."""

from __future__ import annotations

from inspector_app.gui.capture.record_form import CaptureForm
from inspector_app.gui.records.records_page import RecordsPage


class CapturePage(RecordsPage):
    """Records of one kind, with the form that the framework gives to that kind."""

    def make_form(self) -> CaptureForm:
        """Return the form, built from the framework."""
        return CaptureForm(self.visit, self.kind, self.saver, self.near())
