"""The page of documents."""

from __future__ import annotations

from inspector_app.gui.capture.capture_page import CapturePage


class DocumentsPage(CapturePage):
    """What the council handed over."""

    kind = "document"
    page_name = "documents"
    title = "Documents"
    rail_icon = "page"
    one = "document"
    belongs = "What the council hands over: supervision files, policies, performance reports."
