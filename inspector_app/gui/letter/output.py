"""What leaves the letter page: paper, files, the signed letter; and what comes in: a file to verify."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.errors import InspectorError, SignatureFault
from inspector_app.exchange.foreign_file import read_foreign_file
from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.gui.letter.state_words import version
from inspector_app.gui.page import PageWindow
from inspector_app.letter.content import LetterContent
from inspector_app.letter.digest_code import short_code
from inspector_app.letter.plain_text import plain_text
from inspector_app.letter_signing import Signed, sign_and_seal, take_in
from inspector_app.letter_verifying import evidence_of_letter
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import LetterState, SignedLetter
from inspector_app.visit.names import in_words
from inspector_app.visit.problem import Problem

_PDF = "PDF (*.pdf)"


class LetterOutput(QObject):
    """Does it, asking where and with what; `sealed` when the letter has been signed."""

    sealed = Signal()

    def __init__(self, visit: OpenVisit, window: PageWindow, page: QWidget) -> None:
        super().__init__(page)
        self._visit = visit
        self._window = window
        self._page = page

    # -- paper

    def print_preview(self, pdf: bytes, state: LetterState) -> None:
        """Show how it will look on paper, and let it be printed from there."""
        from inspector_app.gui.printing import print_with_preview

        print_with_preview(pdf, self._stated(state), self._window, self._page, saved=self._left)

    def print_now(self, pdf: bytes, state: LetterState) -> None:
        """Print, after asking for printer and copies."""
        from inspector_app.gui.printing import print_with_dialog

        print_with_dialog(pdf, self._stated(state), self._window, self._page, saved=self._left)

    # -- files

    def export_pdf(self, pdf: bytes, state: LetterState) -> None:
        """Save the PDF where the person says; a draft says so in its name."""
        path = self._window.ask_to_save("Export the letter as a PDF", f"{self._stated(state)}.pdf", _PDF)
        if path is not None:
            self._save(path, pdf)

    def export_text(self, content: LetterContent) -> None:
        """Save the letter as plain text, a line a paragraph or bullet."""
        path = self._window.ask_to_save("Export the letter as text", f"{self._name()}.txt", "Text (*.txt)")
        if path is not None:
            self._save(path, plain_text(content).encode())

    def export_word_file(self, content: LetterContent, state: LetterState) -> None:
        """Save the letter as a .docx, for offices that lay it out again; a draft says so in its name."""
        path = self._window.ask_to_save("Export the letter for Word", f"{self._stated(state)}.docx", "Word (*.docx)")
        if path is None:
            return
        draft = state == "draft"

        def work() -> bytes:
            from inspector_app.letter.word_file import word_file

            return word_file(content, draft=draft, created=datetime.now(UTC))

        self._window.run_in_background(work, lambda made: self._save(path, made), "Making the Word file")

    def verify_file(self) -> None:
        """Ask for a signed PDF and say what its signature says."""
        path = self._window.ask_to_open("Verify a signed letter", _PDF)
        if path is None:
            return
        from inspector_app.letter.verification import LARGEST

        self._verify(lambda: read_foreign_file(path, LARGEST))

    def signed_version(self, letter: SignedLetter, wanted: str) -> None:
        """Save, print or verify a signed version, byte for byte as it was sealed; or print its file copy, which says at
        the foot of each page on which evidence it rests."""
        pdf = self._visit.signed_pdf(letter.id)
        if wanted == "save":
            self._save_signed(pdf, letter.version)
        elif wanted == "print":
            self.print_preview(pdf, "signed")
        elif wanted == "file-copy":
            from inspector_app.gui.printing import print_with_preview

            name = f"{self._name()} - file copy"
            print_with_preview(pdf, name, self._window, self._page, file_copy_line(letter), saved=self._left)
        else:
            self._verify(lambda: pdf)

    # -- signing

    def sign(self, contents: VisitContents, problems: tuple[Problem, ...]) -> None:
        """Ask who signs and with what, sign off the main thread, and say where the signed letter was put."""
        dialog = SignDialog(contents, problems, self._visit.me, self._window, self._page)
        dialog.accepted.connect(lambda: self._sign(dialog.new_picture()))
        dialog.open()

    def _sign(self, picture: bytes | None) -> None:
        visit, profile = self._visit, self._window.profile
        if picture is not None:
            profile.set_signature_image(picture)

        def work() -> Signed:
            from inspector_app.own_identity import own_identity

            return sign_and_seal(
                visit,
                own_identity(profile),
                signed_at=datetime.now(UTC).astimezone(),
                signature_image=profile.signature_image(),
            )

        self._window.run_in_background(work, self._signed, "Signing the letter")

    def _signed(self, signed: Signed) -> None:
        self.sealed.emit()
        self._window.say(signed.verification.sentence)
        self._save_signed(signed.pdf, signed.letter.version)

    def take_in_file(self) -> None:
        """Ask for the letter as it came back from who signed it after this inspector, and keep it with the visit."""
        path = self._window.ask_to_open("Take in the letter with another signature", _PDF)
        if path is None:
            return
        visit = self._visit

        def work() -> Signed:
            from inspector_app.letter.verification import LARGEST

            return take_in(visit, read_foreign_file(path, LARGEST))

        def kept(signed: Signed) -> None:
            self.sealed.emit()
            self._window.say(f"Kept with the visit. {signed.verification.sentence}")

        self._window.run_in_background(work, kept, "Reading the signed letter")

    # -- inside

    def _verify(self, file: Callable[[], bytes]) -> None:
        visit = self._visit

        def work() -> str:
            from inspector_app.letter.verification import verify_pdf

            pdf = file()
            said = verify_pdf(pdf)
            if not said.good:
                raise SignatureFault(said.sentence, "Do not rely on this file; ask for it again.")
            return f"{said.sentence} {evidence_of_letter(visit, pdf, said).sentence}"

        self._window.run_in_background(work, self._window.say, "Verifying the signature")

    def _save_signed(self, pdf: bytes, number: int) -> None:
        path = self._window.ask_to_save("Save the signed letter", f"{self._name(number)} - signed.pdf", _PDF)
        if path is not None:
            self._save(path, pdf)

    def _save(self, path: Path, content: bytes) -> None:
        try:
            write_private_file(path, content)
        except InspectorError as error:
            self._window.tell(error)
        else:
            self._left()
            self._window.say(f"Saved: {path.name}.")

    def _left(self) -> None:
        self._window.profile.remember_copy(self._visit.id, "exported", "the letter")

    def _stated(self, state: LetterState) -> str:
        """Name the letter as it leaves the program now: a draft says so, also where a printer keeps a list."""
        return f"Draft - {self._name()}" if state == "draft" else self._name()

    def _name(self, number: int | None = None) -> str:
        """Name the letter by authority and day, a corrected one by its version too; None: the newest version."""
        visit = self._visit.visit()
        number = number or version(self._visit.letter(), self._visit.signed_letters())
        days = visit.days[0].isoformat() if visit.days else ""
        words = f"Letter {visit.authority_area or visit.authority_name} {days}"
        words += f" version {number}" if number > 1 else ""
        return " ".join(words.replace("/", "-").split())


def file_copy_line(letter: SignedLetter) -> str:
    """Return what stands at the foot of each page of a signed letter's file copy."""
    day = in_words(date.fromisoformat(letter.signed_at[:10]))
    return (
        f"File copy of version {letter.version}, signed {day}. Code of the evidence: {short_code(letter.log_digest)}."
    )
