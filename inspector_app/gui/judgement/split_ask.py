"""Asked when a finding is split: where it is cut, and which evidence goes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy

from inspector_app.gui import style
from inspector_app.gui.judgement.ask_pane import AskPane
from inspector_app.gui.widgets.fields import CalmCombo
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.entities import Finding
from inspector_app.visit.finding_steps import Side, halves, sides
from inspector_app.visit.lines import Card
from inspector_app.visit.sentences import sentence_spans

_ICONS: Mapping[Side, str] = {"stays": "arrow-left", "goes": "arrow-right", "both": "link"}
_WORDS: Mapping[Side, str] = {"stays": "Stays", "goes": "Goes along", "both": "On both"}
_NEXT: Mapping[Side, Side] = {"stays": "goes", "goes": "both", "both": "stays"}
_SHOWN = 60
_CARD_WORDS = Qt.ItemDataRole.UserRole + 1


class SplitAsk(AskPane):
    """Says to `answered` the place of the cut (code points) and where each piece of evidence is to be.

    By themselves pieces go with the sentences to which they are tied; Space or a click sends one elsewhere.
    """

    def __init__(
        self,
        finding: Finding,
        cards: Mapping[str, Card],
        cursor: int | None,
        answered: Callable[[int, dict[str, Side]], None],
    ) -> None:
        super().__init__("Split the finding", "Split", (finding,))
        self._finding = finding
        self._answered = answered
        self._chosen: dict[str, Side] = {}
        self._cut = CalmCombo(self)
        self._cut.setAccessibleName("The new finding begins with")
        for at in _cuts(finding.text, cursor):
            self._cut.addItem(_opening(finding.text[at:]), at)
        self._first = plain("", self)
        self._second = plain("", self)
        form = FormRows(self)
        form.add("Cut before", self._cut)
        form.add("This one keeps", self._first)
        form.add("The new one", self._second)
        self.left.addWidget(form)
        self.left.addStretch(1)
        self._list = QListWidget(self)
        self._list.setAccessibleName("Evidence, and where it goes")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMinimumHeight(style.space(14))
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for link in finding.evidence:
            card = cards.get(link.evidence)
            if card is not None:
                item = QListWidgetItem(card.text, self._list)
                item.setData(Qt.ItemDataRole.UserRole, card.id)
        self.right.addWidget(hint("Which evidence goes along? Space or a click: stays, goes, on both.", self))
        self.right.addWidget(self._list, 1)
        self._cut.currentIndexChanged.connect(lambda _at: self._show())
        self._list.itemClicked.connect(self._send_on)
        self._list.installEventFilter(self)
        self._list.setCurrentRow(0)
        self._show()

    def begin(self) -> None:
        """Put the cursor on the place of the cut."""
        self._cut.setFocus()

    def answer(self) -> None:
        """Split where it is cut now."""
        at, going = self._at(), self._going()
        self.closed.emit()
        self._answered(at, going)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space sends the current piece elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            if self._list.currentItem() is not None:
                self._send_on(self._list.currentItem())
            return True
        return super().eventFilter(watched, event)

    def _at(self) -> int:
        return int(self._cut.currentData())

    def _going(self) -> dict[str, Side]:
        return {**sides(self._finding, self._at()), **self._chosen}

    def _send_on(self, item: QListWidgetItem) -> None:
        evidence = item.data(Qt.ItemDataRole.UserRole)
        self._chosen[evidence] = _NEXT[self._going()[evidence]]
        self._show()

    def _show(self) -> None:
        first, second = halves(self._finding.text, self._at())
        points = "".join(f"\n• {point}" for point in self._finding.points)
        self._first.setText(first)
        self._second.setText(second + points)
        going = self._going()
        for row in range(self._list.count()):
            item = self._list.item(row)
            side = going[item.data(Qt.ItemDataRole.UserRole)]
            words = item.data(_CARD_WORDS) or item.text()
            item.setData(_CARD_WORDS, words)
            item.setText(f"{_WORDS[side]}: {words}")
            item.setIcon(style.icon(_ICONS[side], "text_muted" if side == "stays" else "accent"))


def can_be_split(finding: Finding, cursor: int | None) -> bool:
    """Say whether there is a place at which both findings would have words."""
    return bool(_cuts(finding.text, cursor))


def _cuts(text: str, cursor: int | None) -> list[int]:
    """Return where the words may be cut: at the cursor first, then before each sentence but the first."""
    before = [] if cursor is None else [cursor]
    starts = [span.start for span in sentence_spans(text)][1:]
    found: dict[str, int] = {}
    for at in [*before, *starts]:
        first, second = halves(text, at)
        if first and second:
            found.setdefault(second, at)
    return list(found.values())


def _opening(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"
