"""Over the letter: with how many of its findings the whole team agrees; it leads to those that are still open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit.agreement import team_agreement, team_in_words
from inspector_app.visit.contents import VisitContents


class AgreementLine(QWidget):
    """Hidden where there is one inspector alone, or no finding yet."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agreement")
        self._words = hint("", self)
        self._words.setWordWrap(False)
        self._open = icon_button("arrow-right", "Show what is still open", self.open_wanted.emit, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._words)
        row.addWidget(self._open)
        row.addStretch(1)
        self.hide()

    def show_agreement(self, contents: VisitContents) -> None:
        """Show how far the team of a visit has got."""
        team = team_agreement(contents)
        if team is not None:
            self._words.setText(team_in_words(team))
            self._open.setVisible(bool(team.open))
        self.setVisible(team is not None and bool(contents.findings))
