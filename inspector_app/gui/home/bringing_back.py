"""Backups of a visit and repairing a damaged one, from Home."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.home.backups_dialog import BackupsDialog
from inspector_app.gui.home.visit_list import counted_words
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain
from inspector_app.store.backups import Backup
from inspector_app.store.repair import RepairNote, sentences
from inspector_app.visit.lines import VisitSummary


class BringingBack:
    """What Home does with backups; `changed` is called when a visit is another than before."""

    def __init__(self, window: PageWindow, parent: QWidget, changed: Callable[[], None]) -> None:
        self._window = window
        self._parent = parent
        self._changed = changed

    def show_backups(self, visit: VisitSummary) -> None:
        """Show the backups of a visit, with what is in each."""
        safekeeping = self._window.profile.safekeeping
        self._window.run_in_background(
            lambda: safekeeping.backups(visit.id), lambda found: self._show(visit, found), "Looking at the backups"
        )

    def repair(self, visit: VisitSummary) -> None:
        """Repair a damaged visit, and say what came back and what did not."""
        if self._window.ask(
            "Repair this visit?",
            "Its newest good backup is restored, and what its change log still holds beyond that is brought back. The "
            "damaged file is kept aside.",
            "Repair",
        ):
            from inspector_app.holding import repair_visit

            profile = self._window.profile
            self._window.run_in_background(
                lambda: repair_visit(profile, visit.id), self._repaired, "Repairing the visit"
            )

    def _show(self, visit: VisitSummary, found: tuple[Backup, ...]) -> None:
        words = {each.name: counted_words(each.counts) for each in found}
        dialog = BackupsDialog(visit.authority, found, words, self._parent)
        dialog.restore_wanted.connect(lambda name: self._restore(visit, name))
        dialog.open()

    def _restore(self, visit: VisitSummary, name: str) -> None:
        if self._window.ask(
            "Restore this backup?",
            "The visit becomes what it was then: what was written since is no longer in it. What is there now is kept "
            "as a backup, and can be restored in the same way.",
            "Restore",
        ):
            from inspector_app.holding import restore_backup

            profile = self._window.profile
            self._window.run_in_background(
                lambda: restore_backup(profile, visit.id, name), self._restored, "Restoring the backup"
            )

    def _restored(self, held: str) -> None:
        self._changed()
        self._window.say(f"The visit is as it was in the backup. {held}".rstrip())

    def _repaired(self, done: tuple[RepairNote, str]) -> None:
        self._changed()
        RepairedDialog(*done, self._parent).open()


class RepairedDialog(QDialog):
    """What came back and what did not, and that the visit is still on hold, where it is."""

    def __init__(self, note: RepairNote, held: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Repaired")
        self.setMinimumWidth(style.measure("notes"))
        rows = column(self)
        rows.addWidget(heading("The visit can be opened again", self))
        for sentence in filter(None, (*sentences(note), held)):
            rows.addWidget(plain(sentence, self))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(foot)
