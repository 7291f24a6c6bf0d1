"""Which printers are set up on this computer."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo


def printer_names() -> list[str]:
    """Return the printers' names, also where no window is open."""
    application = QGuiApplication.instance()
    if application is None:
        if sys.platform not in {"win32", "darwin"} and not os.environ.get("DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication(["inspector-app"])
    return list(QPrinterInfo.availablePrinterNames())
