"""Settings of writing: short forms that are written out, and words that are spelt right because the person says so."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import ListField, TextField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import hint
from inspector_app.spelling.speller import OWN_WORDS_KEY
from inspector_app.visit.abbreviations import (
    ABBREVIATIONS_KEY,
    abbreviations_from,
    abbreviations_in,
    lines_of,
    pairs_of,
)

_HOW = (
    "One on each line: sw = social worker. Typed in small letters it is written out after a blank or a full stop; one "
    "Ctrl+Z takes that back. Typed in capitals (CAF) it stays."
)


class WritingPanel(QWidget):
    """Both lists as lines; they are kept when the field is left."""

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Writing")
        self._window = window
        self._short_forms = TextField("Short forms", lines=8, most=16)
        self._words = ListField("Words of your own", "One on each line, as you add them with F7")
        self._said = hint(_HOW, self)
        self._short_forms.left.connect(self._keep_short_forms)
        self._words.left.connect(self._keep_words)
        form = FormRows(self)
        form.setMaximumWidth(style.measure("notes"))
        form.add("Short forms", self._short_forms)
        form.add("Words of your own", self._words)
        row = QHBoxLayout()
        row.addWidget(button("Put back the usual short forms", self._put_back, parent=self))
        row.addStretch(1)
        rows = column(self, margin=0, spacing=2)
        rows.addWidget(self._said)
        rows.addWidget(form)
        rows.addLayout(row)

    def reset(self) -> None:
        """Show what is set."""
        profile = self._window.profile
        self._short_forms.set_value(lines_of(abbreviations_from(profile.setting(ABBREVIATIONS_KEY))))
        self._words.set_value(profile.setting(OWN_WORDS_KEY, []))
        self._said.setText(_HOW)

    def _keep_short_forms(self) -> None:
        made, faulty = abbreviations_in(self._short_forms.value() or "")
        if made != abbreviations_from(self._window.profile.setting(ABBREVIATIONS_KEY)):
            self._window.profile.set_setting(ABBREVIATIONS_KEY, list(pairs_of(made)))
        told = f"Not taken, for it is no short form with its words: “{faulty[0]}”." if faulty else ""
        self._said.setText(f"{told} {_HOW}".strip())

    def _keep_words(self) -> None:
        words = self._words.value()
        if words != self._window.profile.setting(OWN_WORDS_KEY, []):
            self._window.profile.set_setting(OWN_WORDS_KEY, words)

    def _put_back(self) -> None:
        self._window.profile.set_setting(ABBREVIATIONS_KEY, None)
        self.reset()
