"""The page of observations."""

from __future__ import annotations

from inspector_app.gui.capture.capture_page import CapturePage


class ObservationsPage(CapturePage):
    """What was seen and heard."""

    kind = "observation"
    page_name = "observations"
    title = "Observations"
    rail_icon = "eye"
    one = "observation"
    belongs = "What you see and hear beside people at their work."
