"""The recovery code: shown once, on paper where wanted, and asked back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.home.code_paper import print_code
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import heading, plain, say, trouble
from inspector_app.gui.widgets.secret_line import code_line
from inspector_app.store.recovery_code import asked_back


@dataclass(frozen=True, slots=True)
class CodeWords:
    """What is said of a code: what it is, what it opens, how the dialog is put off, and what stands on its paper."""

    title: str
    opens: str
    later: str
    on_paper: tuple[str, ...]


PROFILE_CODE = CodeWords(
    title="Your recovery code",
    opens="Should you forget your passphrase, this code opens everything, and nothing else does. It is shown this "
    "once. Keep it on paper, away from this laptop. Any code before it opens nothing now.",
    later="Later",
    on_paper=(
        "With this code, and without the passphrase, everything on the laptop can be opened.",
        "Keep it locked away, never with the laptop.",
    ),
)


class RecoveryCodeDialog(QDialog):
    """Shows a new code, then asks two of its groups back; says `kept` once they are right. It may be put off."""

    kept = Signal()

    def __init__(
        self, code: str, window: PageWindow, parent: QWidget | None = None, words: CodeWords = PROFILE_CODE
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self.setMinimumWidth(style.measure("notes"))
        self._words = words
        self._code = code
        self._window = window
        self._asked = asked_back()
        self._groups: list[QLineEdit] = [code_line(f"Group {number + 1}") for number in self._asked]
        self._trouble = trouble("", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._shown())
        self._stack.addWidget(self._asking())
        rows = column(self, margin=0)
        rows.addWidget(self._stack)

    def _shown(self) -> QWidget:
        page = QWidget(self)
        rows = column(page)
        rows.addWidget(heading("Write this code down", page))
        rows.addWidget(plain(self._words.opens, page))
        rows.addWidget(_code_label(self._code, page))
        foot = QHBoxLayout()
        foot.addWidget(button("Print…", self._print, icon="printer", parent=page))
        foot.addStretch(1)
        foot.addWidget(button(self._words.later, self.reject, parent=page))
        foot.addWidget(primary_button("I have written it down", self._ask, parent=page))
        rows.addLayout(foot)
        return page

    def _asking(self) -> QWidget:
        page = QWidget(self)
        rows = column(page)
        first, second = (number + 1 for number in self._asked)
        rows.addWidget(heading("Show that you kept it", page))
        rows.addWidget(plain(f"Type group {first} and group {second} from what you have written down.", page))
        form = FormRows(page)
        for line in self._groups:
            form.add(line.accessibleName(), line)
        rows.addWidget(form)
        rows.addWidget(self._trouble)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(button("Show the code again", lambda: self._stack.setCurrentIndex(0), parent=page))
        foot.addStretch(1)
        foot.addWidget(button(self._words.later, self.reject, parent=page))
        foot.addWidget(primary_button("I kept it", self._compare, parent=page))
        rows.addLayout(foot)
        return page

    def _print(self) -> None:
        try:
            print_code(self._code, self._words.title, self._window.profile.name, self._words.on_paper, self)
        except InspectorError as error:
            self._window.tell(error)

    def _ask(self) -> None:
        self._stack.setCurrentIndex(1)
        self._groups[0].setFocus()

    def _compare(self) -> None:
        held = self._code.split("-")
        for line, number in zip(self._groups, self._asked, strict=True):
            if line.text().strip().upper() != held[number]:
                say(self._trouble, f"Group {number + 1} is another. Look at it again.")
                line.setFocus()
                line.selectAll()
                return
        self.kept.emit()
        self.accept()


class ProveDialog(QDialog):
    """Asks for the whole code, and says `kept` once it has opened the profile."""

    kept = Signal()

    def __init__(self, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Show that you kept the recovery code")
        self.setMinimumWidth(style.measure("notes"))
        self._window = window
        self._line = code_line("Recovery code")
        self._trouble = trouble("", self)
        self._go = primary_button("Try it", self._try, parent=self)
        rows = column(self)
        rows.addWidget(heading("Type the code as you have it on paper", self))
        rows.addWidget(plain("It is tried on the profile. Nothing is changed.", self))
        rows.addWidget(self._line)
        rows.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Later", self.reject, parent=self))
        foot.addWidget(self._go)
        rows.addLayout(foot)
        self._line.setFocus()

    def _try(self) -> None:
        keys, code = self._window.profile.keys, self._line.text()
        self._go.setEnabled(False)
        self._window.run_in_background(
            lambda: keys.prove_recovery_code(code), lambda _none: self._proved(), "Trying the code", self._failed
        )

    def _proved(self) -> None:
        self.accept()
        self.kept.emit()

    def _failed(self, error: InspectorError) -> None:
        self._go.setEnabled(True)
        say(self._trouble, f"{error.sentence} {error.next_step}".strip())


def _code_label(code: str, parent: QWidget) -> QLabel:
    groups = code.split("-")
    lines = ["   ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    made = QLabel("\n".join(lines), parent)
    made.setAccessibleName(f"Recovery code: {' '.join(groups)}")
    made.setObjectName("recovery-code")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(style.font("title").pointSizeF())
    made.setFont(font)
    made.setMargin(style.space(4))
    return made
