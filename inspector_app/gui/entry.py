"""The way in: the first run, and unlocking."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.passphrase_strength import strength_of
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import hint, plain, say, title, trouble

DESIGNATIONS = ("His Majesty's Inspector", "Her Majesty's Inspector")


class EntryCard(QWidget):
    """A card in the middle of the window, with a title, a form, a line for trouble and one button."""

    def __init__(self, words: str, explained: str, go_words: str) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words)
        card = QWidget(self)
        card.setProperty("role", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setFixedWidth(style.measure("notes") - style.space(20))
        rows = column(card, margin=6, spacing=3)
        rows.addWidget(title(words, card))
        rows.addWidget(plain(explained, card))
        self.form = FormRows(card)
        rows.addWidget(self.form)
        self.trouble = trouble("", card)
        rows.addWidget(self.trouble)
        self.go: QPushButton = primary_button(go_words, self._pressed, parent=card)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)
        rows.addLayout(self.foot)
        across = QHBoxLayout(self)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(card)
        middle.addStretch(3)
        across.addStretch(1)
        across.addLayout(middle)
        across.addStretch(1)

    def show_trouble(self, sentence: str) -> None:
        """Say what is wrong; the button can be pressed again."""
        say(self.trouble, sentence)
        self.show_busy(False)

    def show_error(self, error: InspectorError) -> None:
        """Say an error for a person."""
        self.show_trouble(f"{error.sentence} {error.next_step}".strip())

    def show_busy(self, busy: bool) -> None:
        """Keep the button from being pressed twice."""
        self.go.setEnabled(not busy)

    def _pressed(self) -> None:
        raise NotImplementedError


class FirstRunPage(EntryCard):
    """Asks for name, designation and a passphrase twice; says `ready` with them."""

    ready = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(
            "Welcome",
            "Everything you write is encrypted on this laptop with your passphrase, and leaves it only when you send "
            "it. Nobody can open it without the passphrase, or the recovery code that you are shown next.",
            "Begin",
        )
        self._name = LineField("Your name", "As it stands under a letter")
        self._designation = LineField("Designation", "His Majesty's Inspector", DESIGNATIONS)
        self._first = _secret("Passphrase")
        self._again = _secret("Passphrase again")
        self._meter = QProgressBar(self)
        self._meter.setRange(0, 4)
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName("Strength of the passphrase")
        self._words = hint("", self)
        self.form.add("Your name", self._name)
        self.form.add("Designation", self._designation)
        self.form.add("Passphrase", self._first)
        self.form.add("Passphrase again", self._again)
        self.form.add_wide(self._meter)
        self.form.add_wide(self._words)
        self.setFocusProxy(self._name)
        self._first.textChanged.connect(self._measure)
        for line in (self._first, self._again):
            line.returnPressed.connect(self._pressed)
        self._measure("")

    def _measure(self, passphrase: str) -> None:
        strength = strength_of(passphrase)
        self._meter.setValue(strength.step)
        self._words.setText(strength.words)

    def _pressed(self) -> None:
        name, designation = self._name.value() or "", self._designation.value() or ""
        if not name.strip():
            self.show_trouble("Your name is missing: it stands under the letters that you sign.")
            self._name.setFocus()
        elif strength_of(self._first.text()).step == 0:
            self.show_trouble(strength_of(self._first.text()).words)
            self._first.setFocus()
        elif self._first.text() != self._again.text():
            self.show_trouble("The two passphrases differ. Type the second one again.")
            self._again.setFocus()
            self._again.selectAll()
        else:
            self.show_trouble("")
            self.show_busy(True)
            self.ready.emit(name.strip(), designation.strip(), self._first.text())


class UnlockPage(EntryCard):
    """Asks for the passphrase; says `ready` with it, or `recover` where the recovery code is to be used."""

    ready = Signal(str)
    recover = Signal()

    def __init__(self) -> None:
        super().__init__("Inspector is locked", "Type your passphrase to go on where you were.", "Unlock")
        self._line = _secret("Passphrase")
        self.form.add("Passphrase", self._line)
        self.foot.insertWidget(0, button("Use the recovery code…", self.recover.emit, parent=self))
        self._line.returnPressed.connect(self._pressed)
        self.setFocusProxy(self._line)

    def reset(self) -> None:
        """Forget what was typed."""
        self._line.clear()
        self.show_trouble("")

    def show_trouble(self, sentence: str) -> None:
        """Say what is wrong, with the passphrase marked to be typed over."""
        super().show_trouble(sentence)
        self._line.selectAll()
        self._line.setFocus()

    def _pressed(self) -> None:
        if self._line.text() and self.go.isEnabled():
            say(self.trouble, "")
            self.show_busy(True)
            self.ready.emit(self._line.text())


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    made.setAccessibleName(name)
    return made
