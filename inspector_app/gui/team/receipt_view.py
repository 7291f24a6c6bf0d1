"""The receipt of an exchange: to be read, saved and printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, plain, say
from inspector_app.team_receipt import ExchangeReceipt

_ON_PAPER = 7.0
"""Points of the letters on paper: the receipt's lines of 100 then fit between its margins."""
_NOT_YET = (
    "There is no receipt yet: it is made once both laptops have taken in what the other gave, and is then the same on "
    "both, byte for byte."
)


class ReceiptView(QWidget):
    """Says `put_away` when the person is done."""

    put_away = Signal()

    def __init__(self, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Receipt")
        self._window = window
        self._heading = heading("", self)
        self._said = plain("", self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Words of the receipt")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(style.font("small").pointSizeF())
        self.text.setFont(font)
        self._save = button("Save …", self._save_text, parent=self)
        self._print = button("Print …", self._print_text, icon="printer", parent=self)
        self._close = button("Close", self.put_away.emit, key="Esc", parent=self)
        self._close.setAutoDefault(True)  # Enter presses it where the cursor is put on it
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        for part in (self._heading, self._said):
            rows.addWidget(part)
        rows.addWidget(self.text, 1)
        acts = QHBoxLayout()
        acts.setSpacing(style.space(2))
        for act in (self._save, self._print, self._close):
            acts.addWidget(act)
        acts.addStretch(1)
        rows.addLayout(acts)

    def begin(self, taken: str = "") -> None:
        """Say that the receipt is being made, and what has just been taken in."""
        self._heading.setText("Taken in" if taken else "Receipt")
        say(self._said, f"{taken} The receipt is being made …".strip())
        self.text.setPlainText("")
        for part in (self._save, self._print, self.text):
            part.setVisible(False)

    def show_receipt(self, made: ExchangeReceipt | None, taken: str = "") -> None:
        """Show a receipt, or why there is none yet; `taken` is what has just been taken in."""
        reaches = _reaches(made) if made is not None else _NOT_YET
        say(self._said, " ".join(filter(None, (taken, reaches))))
        self.text.setPlainText(made.text if made is not None else "")
        for part in (self._save, self._print, self.text):
            part.setVisible(made is not None)

    def take_focus(self) -> None:
        """Put the cursor where Enter closes it."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def _save_text(self) -> None:
        path: Path | None = self._window.ask_to_save("Save the receipt", "receipt.txt", "Text (*.txt)")
        text = self.text.toPlainText().encode("utf-8")
        if path is not None:
            self._window.run_in_background(
                lambda: write_private_file(path, text),
                lambda _none: self._window.say(f"Saved: {path.name}."),
                "Saving",
            )

    def _print_text(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog  # what looks for printers is not for who only opens the page

        from inspector_app.gui.printing import a4_printer

        printer = a4_printer("Receipt")
        printer.setFullPage(False)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            paper = self.text.document().clone()
            font = paper.defaultFont()
            font.setPointSizeF(_ON_PAPER)
            paper.setDefaultFont(font)
            paper.print_(printer)
            self._window.say("The receipt: on its way to the printer.")
        dialog.deleteLater()


def _reaches(receipt: ExchangeReceipt) -> str:
    if not receipt.not_given:
        return ""
    changes = amount(receipt.not_given, "change")
    which = "that is here and that you have" if receipt.not_given == 1 else "that are here and that you have"
    return f"The receipt is without {changes} {which} not given yet: give, and let your colleague take that in."
