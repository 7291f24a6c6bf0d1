"""The strip of attachments below a record's form: what is attached, and the ways to attach more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.attaching import kind_named, size_words
from inspector_app.visit.file_entities import Attachment

_ID = Qt.ItemDataRole.UserRole + 2
_MOST_ROWS = 2
_DROP = "Drop files here, or paste files or a picture."


class AttachmentStrip(QWidget):
    """Enter shows an attachment, Delete removes it, Ctrl+V attaches what is on the clipboard."""

    wanted = Signal()
    """A file is to be chosen and attached."""
    shown = Signal(str)
    unwanted = Signal(str)
    files_given = Signal(list)
    """Files were dropped or pasted: their paths."""
    picture_given = Signal(QImage)
    left = Signal()
    """The person goes back to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Attachments")
        self.setAcceptDrops(True)
        self._ids: list[str] = []
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName("Attachments of this record")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.doubleClicked.connect(lambda _index: self._show_current())
        self._attach = button("Attach a file…", self.wanted.emit, icon="plus", key="F8", parent=self)
        self._how = hint(_DROP, self)
        head = QHBoxLayout()
        head.setSpacing(style.space(3))
        head.addWidget(heading("Attachments", self))
        head.addWidget(self._how, 1)
        head.addWidget(self._attach)
        rows = column(self, margin=3, spacing=1)
        rows.addLayout(head)
        rows.addWidget(self._list)
        self.show_attachments((), ())

    def show_attachments(self, attachments: Sequence[Attachment], lacking: Collection[str]) -> None:
        """Show these; `lacking` are SHA-256 (hex) of files that are not on this laptop or damaged."""
        current = self.current()
        self._ids = [each.id for each in attachments]
        self._model.clear()
        for each in attachments:
            row = attachment_row(each, each.sha256 in lacking)
            item = QStandardItem(row.spoken())
            item.setData(row, ROW)
            item.setData(each.id, _ID)
            self._model.appendRow(item)
        height = self._list.sizeHintForRow(0) if attachments else 0
        self._list.setFixedHeight(height * min(len(attachments), _MOST_ROWS) + 2 * self._list.frameWidth())
        self._list.setVisible(bool(attachments))
        self.choose(current if current in self._ids else next(iter(self._ids), None))

    def current(self) -> str | None:
        """Return the id of the attachment that is chosen."""
        found = self._list.currentIndex().data(_ID)
        return found if isinstance(found, str) else None

    def choose(self, attachment_id: str | None) -> None:
        """Choose an attachment."""
        if attachment_id in self._ids:
            self._list.setCurrentIndex(self._model.index(self._ids.index(attachment_id), 0))

    def focus(self) -> None:
        """Put the cursor on the attachments, or on what attaches the first."""
        target = self._list if self._ids else self._attach
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that the list leaves."""
        current = self.current()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current is not None:
            self._show_current()
        elif event.key() == Qt.Key.Key_Delete and current is not None:
            self.unwanted.emit(current)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files and pictures be dropped."""
        if _files(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        self.take(event.mimeData())
        event.acceptProposedAction()

    def take(self, held: QMimeData) -> None:
        """Say which files or picture are held by a clipboard or by what was dropped."""
        if files := _files(held):
            self.files_given.emit(files)
        elif held.hasImage() and isinstance(picture := held.imageData(), QImage) and not picture.isNull():
            self.picture_given.emit(picture)

    def _show_current(self) -> None:
        current = self.current()
        if current is not None:
            self.shown.emit(current)


def attachment_row(attachment: Attachment, lacking: bool) -> Row:
    """Return an attachment as a row of a list."""
    kind = kind_named(attachment.media_type)
    chips = (Chip("not on this laptop", "warning", "priority"),) if lacking else ()
    detail = f"{kind.words} · SHA-256 {attachment.sha256[:16]}…"
    return Row(attachment.name, detail, size_words(attachment.size), "page", chips=chips)


def _files(held: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
