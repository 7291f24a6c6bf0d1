"""What is pasted or dropped from another program, as the text of a note."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QMimeData

from inspector_app.errors import InspectorError

_LONGEST_HTML = 300_000
"""Characters of HTML that are read while one waits; of more, the plain text beside it is taken."""
_PATIENCE = 0.3
"""Seconds of waiting, after which it is the plain text as well."""
_SAYS_MORE = ("<li", "<table", "mso-list")


def text_of_mime(mime: QMimeData) -> str:
    """Return the text; where the HTML beside it has lists or tables, they are kept as lines."""
    from inspector_app.exchange.text_import import plain
    from inspector_app.exchange.text_of_html import text_of_html

    html = mime.html() if mime.hasHtml() else ""
    if len(html) <= _LONGEST_HTML and any(sign in html.lower() for sign in _SAYS_MORE):
        with contextlib.suppress(InspectorError):
            text = text_of_html(html, _PATIENCE)
            if text.strip():
                return plain(text)
    return mime.text()
