"""What a page of records does with attachments: attach, show beside the notes, copy outside, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QBuffer, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QSplitter, QWidget

from inspector_app.attaching import attach_file, content_of
from inspector_app.errors import AttachmentRefused
from inspector_app.gui.attachments.reading import content_of_attachment
from inspector_app.gui.attachments.strip import AttachmentStrip
from inspector_app.gui.attachments.viewer import AttachmentViewer
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.attaching import kind_named
from inspector_app.visit.file_entities import Attachment

_KINDS = (
    "Files that can be attached (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.gif *.webp *.xlsx *.csv *.docx *.txt "
    "*.md);;All files (*)"
)


class Commands(Protocol):
    """Gives a page a command: its words, its key, what it does."""

    def __call__(self, words: str, key: str, do: Callable[[], None]) -> QAction:
        """Add it."""


class AttachedFiles(QObject):
    """The strip below the form, and the viewer that takes the place of what stands beside it.

    `always`: the strip is there also where nothing is attached. `back` puts the cursor into the text again.
    """

    def __init__(
        self, visit: OpenVisit, window: PageWindow, parent: QWidget, back: Callable[[], None], *, always: bool
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._window = window
        self._back = back
        self._always = always
        self._record: str | None = None
        self._attached: dict[str, Attachment] = {}
        self._beside: tuple[QWidget, ...] = ()
        self._editors: WeakSet[NotesEdit] = WeakSet()
        self._panes = QSplitter(Qt.Orientation.Horizontal, parent)
        self._panes.setChildrenCollapsible(False)
        self._viewer: AttachmentViewer | None = None
        self.strip = AttachmentStrip(parent)
        self.strip.setVisible(always)
        self.strip.wanted.connect(self.ask)
        self.strip.shown.connect(self.show)
        self.strip.unwanted.connect(self.remove)
        self.strip.files_given.connect(self.attach)
        self.strip.picture_given.connect(self.attach_picture)
        self.strip.left.connect(back)

    def around(self, page: QWidget, *beside: QWidget) -> QWidget:
        """Return the page with room for the viewer at its left; what stands `beside` the form gives way to it."""
        self._beside = beside
        self._panes.addWidget(page)
        return self._panes

    def add_commands(self, add: Commands) -> None:
        """Give the page the commands on attachments."""
        add("Attach a file", "F8", self.ask)
        add("Attach the picture or files on the clipboard", "", self.attach_clipboard)
        add("Go to the attachments", "F9", self.focus)

    def show_record(self, record_id: str | None, editors: Sequence[NotesEdit] = ()) -> None:
        """Show what is attached to a record; files and pictures that these editors are given are attached to it."""
        self._record = record_id
        for editor in editors:
            if editor not in self._editors:
                self._editors.add(editor)
                editor.files_given.connect(self.strip.take)
        attached = self._visit.attachments(record_id) if record_id is not None else ()
        self._attached = {each.id: each for each in attached}
        self.strip.show_attachments(attached, self._visit.lacking_files() or ())
        self.strip.setVisible(self._always or bool(attached))
        viewed = self._viewed()
        if viewed is not None and viewed.id not in self._attached:
            self.put_away()

    def focus(self) -> None:
        """Go to what is shown, else to the list, else to the button that attaches."""
        if self._viewer is not None and self._viewer.isVisible():
            self._viewer.focus()
        elif self._record is not None:
            self.strip.setVisible(True)
            self.strip.focus()

    # -- attaching

    def ask(self) -> None:
        """Ask for a file, and attach it."""
        if self._record is not None:
            path = self._window.ask_to_open("Attach a file", _KINDS)
            if path is not None:
                self.attach([path])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files, one after another, in the background."""
        for path in paths:
            self.attach_content(path.name, lambda path=path: content_of(path))  # type: ignore[misc]

    def attach_picture(self, picture: QImage) -> None:
        """Attach a picture from the clipboard."""
        now = datetime.now()
        self.attach_content(f"Picture {now:%Y-%m-%d %H.%M.%S}.png", lambda: _png(picture))

    def attach_clipboard(self) -> None:
        """Attach what the clipboard holds."""
        self.strip.take(QGuiApplication.clipboard().mimeData())

    def attach_content(self, name: str, content: Callable[[], bytes]) -> None:
        """Attach what `content` gives, which is asked in the background, under a name."""
        visit, record, given_up = self._visit, self._record, Event()
        if record is not None:
            self._window.run_in_background(
                lambda: attach_file(visit, record, name, content(), given_up.is_set)[0],
                lambda attachment_id: self._arrived(record, attachment_id),
                f"Attaching {name}",
                given_up=given_up.set,
            )

    def _arrived(self, record: str, attachment_id: str) -> None:
        if record == self._record:
            self.show_record(record)
            self.strip.choose(attachment_id)
        self._window.say("Attached. Ctrl+Z takes it off again.")

    # -- showing

    def show(self, attachment_id: str) -> None:
        """Show an attachment of this record beside the form."""
        attachment = self._attached.get(attachment_id)
        if attachment is None:
            return
        first = self._viewer is None
        viewer = self._viewer or self._make_viewer()
        viewer.show_attachment(attachment)
        self.strip.choose(attachment_id)
        for widget in self._beside:
            widget.hide()
        viewer.show()
        if first:  # as much for the one as for the other, once what gave way is out of the layout
            QTimer.singleShot(0, self, lambda: self._panes.setSizes([1, 1]))
        viewer.focus()

    def put_away(self) -> None:
        """Close the viewer, and show again what it took the place of."""
        if self._viewer is None:
            return
        self._viewer.hide()
        for widget in self._beside:
            widget.show()

    def remove(self, attachment_id: str) -> None:
        """Take an attachment off its record; it can be brought back."""
        name = self._attached[attachment_id].name
        self._visit.write(steps.remove("attachment", attachment_id))
        self.show_record(self._record)
        self._window.say(f"“{name}” is removed. Ctrl+Z brings it back.")
        self.strip.focus()

    def copy_outside(self, attachment_id: str) -> None:
        """Save a readable copy, where the person says so."""
        attachment = self._attached[attachment_id]
        if not self._window.ask(
            "Save a readable copy?",
            "Inside the visit this file is encrypted. The copy outside is not: whoever has it can read it, and it "
            "stays when the visit is destroyed.",
            "Save a copy",
        ):
            return
        ending = kind_named(attachment.media_type).endings[0]
        path = self._window.ask_to_save(
            "Save a readable copy", attachment.name, f"Attachment (*{ending});;All files (*)"
        )
        if path is not None:
            visit, profile = self._visit, self._window.profile

            def saved(_none: None) -> None:
                profile.remember_copy(visit.id, "exported", "an attached file")
                self._window.say("A readable copy is saved outside.")

            self._window.run_in_background(
                lambda: _write(path, content_of_attachment(visit, attachment)), saved, "Saving a copy"
            )

    def _viewed(self) -> Attachment | None:
        return self._viewer.attachment() if self._viewer is not None and not self._viewer.isHidden() else None

    def _leave_viewer(self) -> None:
        self.put_away()
        self._back()

    def _make_viewer(self) -> AttachmentViewer:
        viewer = self._viewer = AttachmentViewer(self._visit, self._panes)
        viewer.hide()
        viewer.closed.connect(self._leave_viewer)
        viewer.copy_wanted.connect(self.copy_outside)
        viewer.unwanted.connect(self.remove)
        self._panes.insertWidget(0, viewer)
        return viewer


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise AttachmentRefused("The picture on the clipboard cannot be read.", "Save it as a file, and attach that.")
    return bytes(buffer.data().data())


def _write(path: Path, content: bytes) -> None:
    from inspector_app.exchange.private_file import write_private_file

    write_private_file(path, content)
