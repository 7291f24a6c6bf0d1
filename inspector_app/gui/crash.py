"""What happens when the program is at fault: a report without a word of evidence, kept here and sent nowhere."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from inspector_app.crash_reports import keep_report, report_of
from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain

_log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Says that the program was at fault, what is safe, and shows the report."""

    def __init__(self, report: str, kept: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setMinimumWidth(style.measure("notes"))
        rows = column(self)
        rows.addWidget(heading("Something went wrong in the program"))
        rows.addWidget(
            plain(
                "What was saved is safe, and what you typed is still in its field. You can go on; if the page looks "
                "wrong, close the program and open it again."
            )
        )
        where = (
            f"It is kept in {kept} and sent nowhere." if kept else "It could not be kept on disk; it is sent nowhere."
        )
        rows.addWidget(
            plain(f"The report below holds no text of the visit: only where in the program it happened. {where}")
        )
        text = QPlainTextEdit(report, self)
        text.setReadOnly(True)
        text.setAccessibleName("Report")
        rows.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Copy the report", lambda: _copy(report)))
        row.addWidget(primary_button("Go on", self.accept))
        rows.addLayout(row)


class CrashHooks(QObject):
    """Takes every fault that nobody caught, on whatever thread, and shows it on the GUI thread.

    An `InspectorError` is not a fault: it goes to `tell`. Uninstall it when the program ends.
    """

    _met = Signal(object)

    def __init__(self, folder: Path, tell: Callable[[InspectorError], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._tell = tell
        self._showing: CrashDialog | None = None
        self._met.connect(self._show)

    def install(self) -> None:
        """Put the hooks in place."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_nowhere
        qInstallMessageHandler(_log_qt)

    def uninstall(self) -> None:
        """Put back what was there when Python started."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def met(self, fault: BaseException) -> None:
        """Take a fault, from any thread."""
        self._met.emit(fault)

    def _from_main(self, _kind: type[BaseException], fault: BaseException, _at: TracebackType | None) -> None:
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(_kind, fault, _at)
            return
        self.met(fault)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.met(args.exc_value)

    def _from_nowhere(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.met(args.exc_value)

    def _show(self, fault: BaseException) -> None:
        if isinstance(fault, InspectorError):
            self._tell(fault)
            return
        report = report_of(fault, f"Qt {qVersion()}")
        kept = keep_report(report, self._folder)
        _log.error("fault of the program: %s", type(fault).__qualname__)
        if self._showing is not None and self._showing.isVisible():
            return
        self._showing = CrashDialog(report, kept)
        self._showing.open()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    """Keep that Qt complained and where, not what it said."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        _log.warning("Qt %s in %s:%s", kind.name, context.category, context.line)


def _copy(report: str) -> None:
    QGuiApplication.clipboard().setText(report)
