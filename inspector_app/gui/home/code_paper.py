"""The recovery code on paper: one page, straight to the printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from inspector_app.errors import NoPrinter


def print_code(code: str, title: str, name: str, words: Sequence[str], parent: QWidget) -> bool:
    """Ask for a printer and print the code; False where the person changed their mind. Raises NoPrinter."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter("No printer is set up on this computer.", "Write the code down by hand.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Recovery code")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)  # a code in a file opens everything
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paper(code, title, name, words).print_(printer)
    return True


def paper(code: str, title: str, name: str, words: Sequence[str]) -> QTextDocument:
    """Return the page: what code it is and whose, the code, and where not to keep it."""
    groups = code.split("-")
    lines = ["     ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    document = QTextDocument()
    document.setPlainText("\n".join([f"Inspector: {title}", f"of {name}", "", *lines, "", *words]))
    return document
