"""What a package brings, before anything of it is taken in: thing by thing, and what both wrote side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.packages.versions_view import VersionsView
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import plain
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.merging.kinds import KINDS
from inspector_app.merging.package_account import AccountLine, PackageAccount, What
from inspector_app.visit.both_words import ChoiceInWords

_AT_ONCE = 200
"""Lines that are shown before more are asked for."""
_MORE = 1000
"""Lines that come at once then: ten thousand take most of a second."""
_NAME = 90
_ICONS: Mapping[What, tuple[str, str]] = {
    "new": ("plus", "good"),
    "changed": ("pen", "text_muted"),
    "removed": ("minus", "error"),
}
_ONE: Mapping[str, str] = {
    "attachment": "attached file",
    "letter": "part of the letter",
    "sampling": "list or draw",
    "visit": "the visit and its team",
}


class OfferView(QWidget):
    """A list to read; under the line of a place where both wrote, the versions stand side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[ChoiceInWords] = ()
        self._lines: Sequence[Paragraph] = ()
        self._counted = plain("", self)
        self.list = ParagraphList("What the package brings", {}, self)
        self._more = button("Show more", self._show_more, parent=self)
        self._versions = VersionsView(self)
        self._versions.setMaximumHeight(style.space(44))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        for part in (self._counted, self.list, self._more, self._versions):
            rows.addWidget(part, 1 if part is self.list else 0)
        self.list.currentRowChanged.connect(self._show_versions)

    def show_offer(self, account: PackageAccount, choices: Sequence[ChoiceInWords]) -> None:
        """Show what a package brings; `choices` are the places where both wrote."""
        self._choices = choices
        things = {each.both.id for each in choices} | {each.finding for each in choices if each.finding is not None}
        things |= {each.record[0] for each in choices if each.record is not None}
        by_id = {line.id: line for line in account.lines}
        self._lines = (
            *(_of_choice(each, by_id.get(each.both.id)) for each in choices),
            *(_of_line(line) for line in account.lines if line.id not in things),
        )
        self._counted.setText(counted(account))
        self._counted.setVisible(bool(account.lines))
        self._show(self._lines[:_AT_ONCE])
        self.list.setVisible(bool(self._lines))

    def _show(self, lines: Sequence[Paragraph]) -> None:
        left = len(self._lines) - len(lines)
        self._more.setText(f"Show {min(left, _MORE):,} more of {left:,}")
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(left > 0)
        self.list.show_paragraphs(lines, 0 if lines else -1)
        self._show_versions(self.list.currentRow())

    def _show_more(self) -> None:
        row = self.list.currentRow()
        self._show(self._lines[: self.list.count() + _MORE])
        self.list.setCurrentRow(row)
        self.list.setFocus()

    def _show_versions(self, row: int) -> None:
        choice = self._choices[row] if 0 <= row < len(self._choices) else None
        self._versions.show_choice(choice)
        self._versions.setVisible(choice is not None)


def counted(account: PackageAccount) -> str:
    """Return how much of each kind a package brings: "interviews: 3 new, 1 changed; evidence: 12 new"."""
    parts = []
    for kind, amounts in account.by_kind.items():
        said = [
            f"{number:,} {what}"
            for number, what in (
                (amounts.new, "new"),
                (amounts.changed, "changed"),
                (amounts.removed, "removed"),
            )
            if number
        ]
        parts.append(f"{KINDS[kind]}: {', '.join(said)}")
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _of_line(line: AccountLine) -> Paragraph:
    words = f"{line.what.capitalize()}: {_called(line)}"
    if line.kind == "visit" and line.name and line.what == "new":
        words = f"New in the team: {line.name}"
    return Paragraph(words, words, *_ICONS[line.what])


def _of_choice(choice: ChoiceInWords, line: AccountLine | None) -> Paragraph:
    """A choice; what was removed here is named by the package's account, for the visit holds it no more."""
    words = f"Both wrote: {choice.about}, {choice.field}"
    if choice.both.was_removed:
        wrote, removed = ("you" if each.here else each.who for each in (choice.versions[0], choice.versions[-1]))
        thing = _called(line) if line is not None else choice.about
        words = f"Removed by {removed}, written in by {wrote}: {thing}"
    return Paragraph(words, words, "bin" if choice.both.was_removed else "merge", "warning")


def _called(line: AccountLine) -> str:
    name = line.name if len(line.name) <= _NAME else line.name[:_NAME].rsplit(" ", 1)[0] + " …"
    return f"{_ONE.get(line.kind, line.kind)}{f' “{name}”' if name else ''}"
