"""What stands on home where there is no visit yet: four ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain, title


class FirstChoice(QWidget):
    """A new visit, the example, a colleague's package, or a file."""

    new_visit = Signal()
    example = Signal()
    bring_in = Signal()
    take_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("How to begin")
        choices = QHBoxLayout()
        choices.setSpacing(style.space(4))
        start = primary_button("New visit", self.new_visit.emit)
        choices.addWidget(
            _choice("Start a visit", "The authority, the two days, your team. Then write your first note.", start)
        )
        choices.addWidget(
            _choice(
                "Look at the York example",
                "York’s real letter of 2010, with illustrative evidence that could have led to it.",
                button("Open the example", self.example.emit),
            )
        )
        choices.addWidget(
            _choice(
                "Join a colleague",
                "A visit that your colleague has begun: the package that they gave, and the six words that they say.",
                button("Take in a package", self.take_in.emit, key="Ctrl+Shift+O"),
            )
        )
        choices.addWidget(
            _choice(
                "Bring in a file",
                "A visit that another program has written as a visit file, or an archive.",
                button("Bring in a file", self.bring_in.emit, key="Ctrl+O"),
            )
        )
        self.setFocusProxy(start)
        middle = QVBoxLayout()
        middle.setSpacing(style.space(5))
        middle.addStretch(2)
        middle.addWidget(title("No visit is on this laptop yet", self), 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addLayout(choices)
        middle.addStretch(3)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(1)


def _choice(words: str, explained: str, press: QWidget) -> QWidget:
    card = QWidget()
    card.setProperty("role", "card")
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    card.setFixedWidth(style.measure("choice"))
    rows = column(card, margin=5, spacing=3)
    rows.addWidget(heading(words, card))
    rows.addWidget(plain(explained, card))
    rows.addStretch(1)
    rows.addWidget(press)
    return card
