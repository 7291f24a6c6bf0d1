"""What becomes of a visit in the years after, from Home: archived, brought back, held, destroyed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from inspector_app.errors import VisitOnHold
from inspector_app.gui.home.archive_code_dialog import ArchiveCodeDialog
from inspector_app.gui.home.destroying import DestroyDialog, NoteDialog
from inspector_app.gui.home.hold_dialog import HoldDialog
from inspector_app.gui.home.recovery_dialogs import CodeWords, RecoveryCodeDialog
from inspector_app.gui.page import PageWindow
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.retention import refuse_held

ARCHIVES = "Archives (*.visit-archive)"
ARCHIVE_SUFFIX = ".visit-archive"
_PDF = "PDF (*.pdf)"


class YearsAfter:
    """What Home does with a visit that is over; `changed` is called when the list is another than before, with the
    visit that is to be chosen in it, if there is one."""

    def __init__(self, window: PageWindow, parent: QWidget, changed: Callable[[str], None]) -> None:
        self._window = window
        self._parent = parent
        self._changed = changed

    def archive(self, visit: VisitSummary) -> None:
        """Ask where to, show the archive's code, and write it once the code was shown to be kept."""
        from inspector_app.archiving import archive_name
        from inspector_app.store.recovery_code import new_code

        name = archive_name(visit.authority, visit_dates_in_words(visit.days))
        path = self._window.ask_to_save("Archive the visit", name, ARCHIVES)
        if path is None:
            return
        path = path if path.name.endswith(ARCHIVE_SUFFIX) else path.with_name(path.name + ARCHIVE_SUFFIX)
        code = new_code()
        dialog = RecoveryCodeDialog(code, self._window, self._parent, _words_for(path))
        dialog.kept.connect(lambda: self._write(visit, path, code))
        dialog.open()

    def _write(self, visit: VisitSummary, path: Path, code: str) -> None:
        from inspector_app.archiving import archive, held_words, missing_words

        profile = self._window.profile
        self._window.run_in_background(
            lambda: archive(profile, visit.id, path, code),
            lambda note: self._window.say(
                f"Archived to {path.name}, and opened again: {held_words(note)}. {missing_words(note)}".rstrip()
            ),
            "Writing the archive",
        )

    def bring_back(self, path: Path) -> None:
        """Ask for an archive's code, and bring its visit back."""
        dialog = ArchiveCodeDialog(path, self._window, self._parent)
        dialog.brought_back.connect(self._back)
        dialog.open()

    def _back(self, visit_id: str) -> None:
        self._changed(visit_id)
        self._window.say("The visit has been brought back. Enter opens it.")

    def hold(self, visit: VisitSummary) -> None:
        """Place a hold on a visit, or lift the one that stands."""
        dialog = HoldDialog(visit, self._parent)
        dialog.answered.connect(lambda reason: self._hold(visit, reason))
        dialog.open()

    def _hold(self, visit: VisitSummary, reason: str) -> None:
        from inspector_app.holding import hold_visit, lift_holds

        profile, held = self._window.profile, bool(visit.held_because)
        act = lift_holds if held else hold_visit
        told = "The hold has been lifted." if held else "The visit is on hold: it cannot be destroyed."

        def done(_none: None) -> None:
            self._changed(visit.id)
            self._window.say(told)

        self._window.run_in_background(lambda: act(profile, visit.id, reason), done, "Writing it down")

    def destroy(self, visit: VisitSummary) -> None:
        """Destroy a visit, after the authority's name has been typed and it is said where its certificate goes."""
        try:
            refuse_held(visit)
        except VisitOnHold as error:
            self._window.tell(error)
            return
        dialog = DestroyDialog(visit.authority, self._parent)
        dialog.accepted.connect(lambda: self._destroy(visit))
        dialog.open()

    def _destroy(self, visit: VisitSummary) -> None:
        from inspector_app.destroying import Destroyed, destroy

        name = f"{visit.authority} {visit_dates_in_words(visit.days)} destroyed.pdf".replace("/", "-")
        path = self._window.ask_to_save("Keep the certificate of destruction", name, _PDF)
        if path is None:
            self._window.say("Nothing was destroyed: it was not said where its certificate is to be kept.")
            return
        profile = self._window.profile

        def done(destroyed: Destroyed) -> None:
            self._changed("")
            NoteDialog(destroyed, self._window, self._parent).open()

        self._window.run_in_background(
            lambda: destroy(profile, visit.id, path),
            done,
            "Destroying the visit",
            given_up=lambda: self._changed(""),
        )


def _words_for(path: Path) -> CodeWords:
    return CodeWords(
        title="The archive’s recovery code",
        opens=f"This code opens {path.name}, and nothing else does: in this program, and in any that knows SQLCipher. "
        "It is shown this once. Keep it on paper, apart from the file. The archive is written once you have shown that "
        "you kept the code.",
        later="Cancel",
        on_paper=(
            f"It opens the archive {path.name}, and nothing else does.",
            "Keep it locked away, apart from that file, for as long as the file is kept.",
        ),
    )
