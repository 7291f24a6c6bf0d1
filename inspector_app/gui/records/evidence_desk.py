"""The evidence of the record at hand: made by Ctrl+E, sorted by one key each, leading to the board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui.records.piece_editor import PieceEditor
from inspector_app.gui.records.piece_list import PieceList, PieceRow
from inspector_app.gui.records.reminders import Reminders
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import Passages, SourceField
from inspector_app.gui.widgets.notes_edit import Highlight, NotesEdit
from inspector_app.gui.widgets.option import Option
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.entities import Evidence, Record
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_between
from inspector_app.visit.passages import passage_for


class EvidenceDesk(QWidget):
    """List of pieces above; below, the chosen piece, or the reminders where none is chosen."""

    back_to_text = Signal(str)
    """Back to the text of a source: its field, as a `Source` names it."""
    board_wanted = Signal(str)
    """A piece's place on the board is wanted: its id."""
    said = Signal(str)
    """A sentence for the status line."""
    amount_changed = Signal()
    """The record has more or fewer pieces now."""

    def __init__(self, visit: OpenVisit, saver: Saver, reminders: Reminders) -> None:
        super().__init__()
        self.setAccessibleName("Evidence from this record")
        self._visit = visit
        self._saver = saver
        self._record: Record | None = None
        self._fields: tuple[SourceField, ...] = ()
        self._heard: list[NotesEdit] = []
        self._pieces: dict[str, Evidence] = {}
        self._passages = Passages(visit)
        self._places: dict[str, tuple[int, int] | None] = {}
        self._findings: dict[str, list[str]] | None = None
        self._piece: str | None = None
        themes = [Option(theme.id, theme.label, theme.key) for theme in visit.framework.themes]
        self._list = PieceList()
        self._editor = PieceEditor(themes)
        self._reminders = reminders
        self._below = QStackedWidget(self)
        self._below.addWidget(reminders)
        self._below.addWidget(self._editor)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._list, 2)
        rows.addWidget(self._below, 5)
        self._connect()

    def show_record(self, record: Record | None, fields: Sequence[SourceField]) -> None:
        """Show the evidence of a record whose texts stand in these fields."""
        if record is None or self._record is None or record.id != self._record.id:
            self._choose(None)
        for old in self._fields:
            if old not in fields:
                old.editor.set_highlights(())
        self._record = record
        self._take_fields(fields)
        self._list.setVisible(record is not None)
        self._below.setVisible(record is not None)
        self.refresh()

    def refresh(self, *, findings: bool = False) -> None:
        """Read the record's evidence again; `findings`: also on which findings it lies."""
        if findings:
            self._findings = None
        pieces = () if self._record is None else self._visit.evidence(self._record.id)
        self._pieces = {piece.id: piece for piece in pieces}
        self._places = {piece.id: self._where(piece) for piece in pieces}
        self._list.set_rows([self._row(piece) for piece in pieces])
        self._highlight()
        if self._piece not in self._pieces:
            self._choose(None)
        else:
            self._show_piece()

    def amount(self) -> int:
        """Return how many pieces rest on the record."""
        return len(self._pieces)

    def fields_changed(self, fields: Sequence[SourceField]) -> None:
        """Take other fields of the same record."""
        self._take_fields(fields)
        self.refresh()

    def show_at_cursor(self) -> None:
        """Show the piece whose passage the cursor stands in."""
        for source in self._fields:
            if source.editor.hasFocus():
                at = source.editor.cursor_place()
                found = source.editor.highlight_at(at) or source.editor.highlight_at(max(0, at - 1))
                if found is not None:
                    self._choose(found.id)
                    self.focus_list()
                    return
        self.said.emit("The cursor stands in no passage that is evidence.")

    def take(self, *, stay: bool = False) -> None:
        """Make evidence of the marked words, or of the whole note where it is short, else of the cursor's paragraph.

        `stay` leaves the cursor in the text, behind the passage.
        """
        if self._record is None:
            return
        source = next((each for each in self._fields if each.editor.hasFocus()), None)
        source = source or next((each for each in self._fields if each.editor.selected() is not None), None)
        source = source or next((each for each in self._fields if each.editor.value().strip()), None)
        text = source.editor.value() if source is not None else ""
        passage = passage_for(text, source.editor.selected(), source.editor.cursor_place()) if source else None
        if source is None or passage is None:
            self.said.emit("Nothing is written here yet that could become evidence.")
            return
        same = next((each for each in self._taken_from(source) if self._places[each] == passage), None)
        if same is None:
            self._add(source, text, passage, stay=stay)
            return
        self.said.emit("This passage is evidence already; here it is.")
        self._choose(same)
        if not stay:
            self._editor.focus_keys()

    def choose(self, piece_id: str) -> None:
        """Show one piece below the list, and its passage in the text."""
        if piece_id in self._pieces:
            self._choose(piece_id)
            self._show_passage(piece_id)

    def chosen(self) -> str | None:
        """Return the id of the piece shown, or None."""
        return self._piece

    def focus_list(self) -> None:
        """Put the cursor in the list of pieces."""
        self._list.focus_rows()

    def focus_reminders(self) -> None:
        """Put the piece away, and the cursor among the reminders."""
        self._choose(None)
        self._reminders.focus_list()

    def leave_piece(self) -> None:
        """Put the piece away and show the reminders."""
        self._choose(None)

    def _take_fields(self, fields: Sequence[SourceField]) -> None:
        self._fields = tuple(fields)
        for source in fields:
            if source.editor not in self._heard:
                self._heard.append(source.editor)
                source.editor.highlight_opened.connect(self.board_wanted)

    def _taken_from(self, source: SourceField) -> list[str]:
        return [
            piece.id
            for piece in self._pieces.values()
            if piece.source is not None and piece.source.field == source.field
        ]

    def _connect(self) -> None:
        self._list.chosen.connect(self.choose)
        self._list.opened.connect(self.board_wanted)
        self._list.removed.connect(self._remove)
        self._list.left.connect(self._done)
        self._list.keys_wanted.connect(self._editor.focus_keys)
        self._editor.text_edited.connect(self._text_edited)
        self._editor.text_left.connect(self._saver.left)
        self._editor.themes_changed.connect(lambda themes: self._set("themes", list(themes)))
        self._editor.leaning_changed.connect(lambda leaning: self._set("leaning", leaning))
        self._editor.confidence_changed.connect(lambda told: self._set("in_confidence", told))
        self._editor.removed.connect(lambda: self._remove(self._piece) if self._piece else None)
        self._editor.board_wanted.connect(lambda: self.board_wanted.emit(self._piece) if self._piece else None)
        self._editor.done.connect(self._done)

    def _add(self, source: SourceField, text: str, passage: tuple[int, int], *, stay: bool) -> None:
        record = self._record
        assert record is not None
        start, end = passage
        piece_id = new_id()
        themes = source.themes or (record.themes if len(record.themes) == 1 else ())
        values: dict[str, object] = {
            "record": record.id,
            "author": self._visit.me,
            "text": text[start:end],
            "source": {"field": source.field, "start": start, "end": end},
            "themes": list(themes),
            "order": self.next_order(),
        }
        self._saver.act(steps.add("evidence", piece_id, values))
        cursor = source.editor.textCursor()
        cursor.clearSelection()
        source.editor.setTextCursor(cursor)
        self.refresh()
        self._choose(piece_id)
        if stay:
            self.said.emit("Evidence. Ctrl+J leads to it, for theme and leaning.")
        else:
            self._editor.focus_keys()
        self.amount_changed.emit()

    def next_order(self) -> str:
        """Return an order key behind all evidence of the visit."""
        return order_between(self._visit.last_order("evidence"), None)

    def _set(self, field: str, value: object) -> None:
        if self._piece is not None:
            self._saver.act(steps.set_field("evidence", self._piece, field, value))
            self.refresh()

    def _text_edited(self, words: str) -> None:
        if self._piece is not None:
            step = steps.set_field("evidence", self._piece, "text", words)
            self._saver.typed(f"evidence/{self._piece}/text", step)

    def _remove(self, piece_id: str) -> None:
        self._saver.act(steps.remove("evidence", piece_id))
        self.said.emit("Evidence removed. Ctrl+Z brings it back.")
        self._done()
        self.refresh()
        self.amount_changed.emit()

    def _done(self) -> None:
        self._saver.left()
        piece = self._pieces.get(self._piece or "")
        source = self._source(piece) if piece is not None else None
        self.back_to_text.emit(source.field if source is not None else "notes")
        self._choose(None)

    def _choose(self, piece_id: str | None) -> None:
        self._piece = piece_id
        self._list.choose(piece_id)
        self._below.setCurrentWidget(self._editor if piece_id is not None else self._reminders)
        if piece_id is not None:
            self._show_piece()

    def _show_piece(self) -> None:
        assert self._piece is not None
        piece = self._pieces[self._piece]
        moved_on = piece.source is not None and self._places[piece.id] is None
        typing = self._saver.waits(f"evidence/{piece.id}/text")
        self._editor.show_piece(piece, self._on_findings(piece.id), moved_on=moved_on, keep_text=typing)

    def _show_passage(self, piece_id: str) -> None:
        place, source = self._places.get(piece_id), self._source(self._pieces[piece_id])
        if place is not None and source is not None and not source.editor.hasFocus():
            source.editor.set_cursor_place(place[0])

    def _source(self, piece: Evidence) -> SourceField | None:
        wanted = piece.source.field if piece.source is not None else None
        return next((each for each in self._fields if each.field == wanted), None)

    def _where(self, piece: Evidence) -> tuple[int, int] | None:
        source = self._source(piece)
        return None if source is None else self._passages.where_now(piece, source.editor.value())

    def _highlight(self) -> None:
        for source in self._fields:
            passages = []
            for piece_id in self._taken_from(source):
                place = self._places[piece_id]
                if place is not None:
                    passages.append(Highlight(piece_id, *place))
            source.editor.set_highlights(passages)

    def _row(self, piece: Evidence) -> PieceRow:
        labels = [self._visit.framework.theme_label(theme) for theme in piece.themes]
        moved_on = piece.source is not None and self._places[piece.id] is None
        return PieceRow(
            id=piece.id,
            text=piece.text,
            themes=", ".join(labels) or "No theme yet",
            leaning=piece.leaning,
            findings=len(self._on_findings(piece.id)),
            in_confidence=piece.in_confidence,
            moved_on=moved_on,
        )

    def _on_findings(self, piece_id: str) -> list[str]:
        if self._findings is None:
            self._findings = {}
            for finding in self._visit.findings():
                label = self._visit.framework.category(finding.category).label
                for link in finding.evidence:
                    bears = "" if link.bearing == "supports" else "contradicts · "
                    self._findings.setdefault(link.evidence, []).append(f"{bears}{label}: {finding.text}")
        return self._findings.get(piece_id, [])
