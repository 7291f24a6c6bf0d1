"""The viewer: an attachment beside the notes, in memory only; what cannot be shown says what it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QWidget

from inspector_app.errors import InspectorError
from inspector_app.exchange.attachment_pages import MOST_PAGES, Size
from inspector_app.gui import style
from inspector_app.gui.attachments.page_area import PageArea
from inspector_app.gui.attachments.reading import Reading
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import plain
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.attaching import MOST_TEXT, kind_named, size_words
from inspector_app.visit.file_entities import Attachment


class AttachmentViewer(QWidget):
    """Shows one attachment as long as it is in sight; hidden (also by the lock) it keeps nothing of it."""

    closed = Signal()
    copy_wanted = Signal(str)
    unwanted = Signal(str)

    def __init__(self, visit: OpenVisit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Attachment")
        self._visit = visit
        self._attachment: Attachment | None = None
        self._reading: Reading | None = None
        self._count = 0
        self._left_at = 0
        self._name = ElidedLabel()
        self._name.setProperty("role", "heading")
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "hint")
        self._hash = ElidedLabel()
        self._hash.setProperty("role", "hint")
        self._where = QLabel(self)
        self._pages = PageArea(self)
        self._words = QPlainTextEdit(self)
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setAccessibleName("Words of the attachment")
        self._said = plain("", self)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setContentsMargins(*(4 * (style.space(4),)))
        self._stack = QStackedWidget(self)
        for widget in (self._pages, self._words, self._said):
            self._stack.addWidget(widget)
        self._pages.wanted.connect(self._draw)
        self._pages.turned.connect(self._show_where)
        self._paging = QWidget(self)
        self._turn_to_words = icon_button("quote", "Words or pages", self._words_or_pages, parent=self)
        self._lay_out()

    def attachment(self) -> Attachment | None:
        """Return what is shown."""
        return self._attachment

    def show_attachment(self, attachment: Attachment) -> None:
        """Show an attachment from its first page on."""
        self._release()
        self._attachment = attachment
        self._left_at = 0
        self._name.set_text(attachment.name)
        self._show_facts(0)
        self._hash.set_text(f"SHA-256 {attachment.sha256}")
        if self.isVisible():
            self._open()

    def focus(self) -> None:
        """Put the cursor on what is shown."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, wherever the cursor is in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the attachment."""
        super().showEvent(event)
        if self._reading is None:
            self._open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of it; it comes back at the same page."""
        self._left_at = self._pages.number()
        self._release()
        super().hideEvent(event)

    def _open(self) -> None:
        if self._attachment is None:
            return
        paged = kind_named(self._attachment.media_type).pages
        self._paging.setVisible(paged)
        self._turn_to_words.setVisible(paged and bool(self._visit.attachment_text(self._attachment.id).strip()))
        if paged:
            self._stack.setCurrentWidget(self._pages)
            self._reading = Reading(self._visit, self._attachment, self._failed, self)
            self._reading.sizes(self._opened)  # may fail before it returns
            return
        self._show_words(self._attachment)

    def _show_words(self, attachment: Attachment) -> None:
        words = self._visit.attachment_text(attachment.id)
        more = "\n\n…" if len(words) >= MOST_TEXT else ""
        self._words.setPlainText(f"{words}{more}" if words.strip() else "No words were found in this file.")
        self._stack.setCurrentWidget(self._words)

    def _words_or_pages(self) -> None:
        """Show the words of the pages, for who copies or listens to them, or the pages again."""
        if self._stack.currentWidget() is self._words:
            self._stack.setCurrentWidget(self._pages)
        elif self._attachment is not None:
            self._show_words(self._attachment)
        self.focus()

    def _release(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.end()
            reading.deleteLater()
        self._pages.forget()
        self._words.clear()

    def _opened(self, sizes: tuple[Size, ...]) -> None:
        self._show_facts(len(sizes))
        self._pages.open(sizes, self._left_at)

    def _draw(self, number: int, scale: float) -> None:
        if self._reading is not None:
            self._reading.page(number, scale, self._drawn)

    def _drawn(self, image: QImage) -> None:
        self._pages.show_page(image)

    def _failed(self, error: InspectorError) -> None:
        self._pages.forget()
        self._paging.hide()
        self._said.setText(f"{error.sentence} {error.next_step}".strip())
        self._stack.setCurrentWidget(self._said)

    def _show_facts(self, pages: int) -> None:
        if self._attachment is None:
            return
        kind = kind_named(self._attachment.media_type)
        facts = [kind.words, *([f"{pages} pages"] if pages > 1 else []), size_words(self._attachment.size)]
        self._facts.set_text(" · ".join(facts) + ("" if kind.pages else " · shown as words only"))
        self._count = pages
        for widget in self._turning:
            widget.setVisible(pages > 1)

    def _show_where(self, number: int) -> None:
        self._where.setText(f"{number + 1} of {self._count}")

    def _want_copy(self) -> None:
        if self._attachment is not None:
            self.copy_wanted.emit(self._attachment.id)

    def _remove(self) -> None:
        if self._attachment is not None:
            self.unwanted.emit(self._attachment.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(icon_button("cross", "Close the attachment (Escape)", self.closed.emit, parent=self))
        paging = QHBoxLayout(self._paging)
        paging.setContentsMargins(0, 0, 0, 0)
        pages = self._pages
        before = icon_button("arrow-left", "Page before (Left)", lambda: pages.turn(-1), parent=self)
        after = icon_button("arrow-right", "Next page (Right)", lambda: pages.turn(1), parent=self)
        self._where.setMinimumWidth(self._where.fontMetrics().horizontalAdvance(f"{MOST_PAGES} of {MOST_PAGES}"))
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._turning = (before, self._where, after)
        for widget in self._turning:
            paging.addWidget(widget)
        paging.addWidget(icon_button("zoom-out", "Smaller (-)", pages.zoom_out, parent=self))
        paging.addWidget(icon_button("zoom-in", "Larger (+)", pages.zoom_in, parent=self))
        acts = QHBoxLayout()
        acts.addWidget(self._paging)
        acts.addWidget(self._turn_to_words)
        acts.addStretch(1)
        acts.addWidget(button("Save a copy outside…", self._want_copy, icon="send-out", parent=self))
        acts.addWidget(icon_button("bin", "Remove the attachment", self._remove, parent=self))
        rows = column(self, margin=3, spacing=1)
        rows.addLayout(head)
        rows.addWidget(self._facts)
        rows.addWidget(self._hash)
        rows.addLayout(acts)
        rows.addWidget(self._stack, 1)
