"""The backups of a visit: what is in each, and restoring one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, danger_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain
from inspector_app.store.backups import Backup
from inspector_app.visit.names import in_words


class BackupsDialog(QDialog):
    """Says `restore_wanted` with the name of the backup that is to be the visit again."""

    restore_wanted = Signal(str)

    def __init__(
        self, authority: str, backups: Sequence[Backup], words: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`words` tells by name what each backup holds."""
        super().__init__(parent)
        self.setWindowTitle("Backups")
        self.setMinimumWidth(style.measure("notes") + style.space(20))
        self._backups = tuple(backups)
        self._list = QListWidget(self)
        self._list.setAccessibleName("Backups, the newest first")
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(style.measure("row") * 6)
        for each in backups:
            when = f"{in_words(each.at.date())} at {each.at:%H:%M:%S}, {each.size / 2**20:.1f} MB"
            missing = f", {each.files_missing} attached files missing" if each.files_missing else ""
            item = QListWidgetItem(f"{when}\n{each.fault or words[each.name] + missing}")
            item.setSizeHint(QSize(0, 3 * self.fontMetrics().lineSpacing()))
            self._list.addItem(item)
        self._restore = danger_button("Restore this one…", self._chosen, parent=self)
        rows = column(self)
        rows.addWidget(heading(authority or "New visit", self))
        rows.addWidget(
            plain("Restoring makes the visit what it was then. What is there now is kept as a backup.", self)
            if backups
            else plain("There is no backup of this visit yet: one is made when it is closed.", self)
        )
        rows.addWidget(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self._restore)
        foot.addStretch(1)
        foot.addWidget(button("Close", self.reject, parent=self))
        rows.addLayout(foot)
        self._list.currentRowChanged.connect(lambda _row: self._look())
        self._list.setCurrentRow(0)
        self._look()

    def _look(self) -> None:
        row = self._list.currentRow()
        self._restore.setEnabled(row >= 0 and not self._backups[row].fault)

    def _chosen(self) -> None:
        self.accept()
        self.restore_wanted.emit(self._backups[self._list.currentRow()].name)
