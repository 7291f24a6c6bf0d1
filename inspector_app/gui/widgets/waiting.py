"""What has been typed in several fields and is not handed over yet: each field's newest, after a silence or at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from inspector_app.gui.widgets.debounce import Debounce


class Waiting(QObject):
    """Holds one act a field until there is silence; `flush` does them now, in the order in which they were begun."""

    waits = Signal(bool)
    """Something begins to wait, or nothing waits any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts: dict[str, Callable[[], None]] = {}
        self._silence = Debounce(self._do_all, self)

    def put(self, field: str, do: Callable[[], None]) -> None:
        """Let `do` wait for a silence, in place of what waited for the field before."""
        if not self._acts:
            self.waits.emit(True)
        self._acts[field] = do
        self._silence.start()

    def holds(self, field: str) -> bool:
        """Say whether something typed in a field still waits."""
        return field in self._acts

    def fields(self) -> tuple[str, ...]:
        """Return the fields in which something typed still waits."""
        return tuple(self._acts)

    def flush(self) -> None:
        """Do now what waits."""
        self._silence.drop()
        self._do_all()

    def _do_all(self) -> None:
        acts, self._acts = list(self._acts.values()), {}
        for do in acts:
            do()
        if acts:
            self.waits.emit(False)
