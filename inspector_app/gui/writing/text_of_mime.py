"""What is pasted or dropped from another program, as the text of a note."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

_LONGEST_HTML = 3_000_000
"""Characters of HTML that are read while one waits; of more, the plain text beside it is taken."""
_SAYS_MORE = ("<li", "<table", "mso-list")


def text_of_mime(mime: QMimeData) -> str:
    """Return the text; where the HTML beside it has lists or tables, they are kept as lines."""
    from inspector_app.exchange.text_import import plain
    from inspector_app.exchange.text_of_html import text_of_html

    if mime.hasHtml():
        html = mime.html()
        low = html[:_LONGEST_HTML].lower()
        if len(html) <= _LONGEST_HTML and any(sign in low for sign in _SAYS_MORE):
            text = text_of_html(html)
            if text.strip():
                return plain(text)
    return mime.text()
