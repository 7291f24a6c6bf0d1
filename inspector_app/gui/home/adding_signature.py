"""Signing a letter that another has signed on their own laptop, and that waits for the person of this profile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_app.errors import InspectorError
from inspector_app.exchange.foreign_file import read_foreign_file
from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui.page import PageWindow
from inspector_app.own_identity import own_identity

if TYPE_CHECKING:
    from inspector_app.letter.verification import Verification

_PDF = "PDF (*.pdf)"


class AddingSignature:
    """Asks for the file, says what it is, signs it off the main thread, and asks where to put it."""

    def __init__(self, window: PageWindow) -> None:
        self._window = window

    def begin(self) -> None:
        """Ask for the letter that was received."""
        path = self._window.ask_to_open("Sign a letter that another has signed", _PDF)
        if path is None:
            return

        def work() -> tuple[bytes, Verification]:
            from inspector_app.letter.verification import LARGEST, verify_pdf

            pdf = read_foreign_file(path, LARGEST)
            return pdf, verify_pdf(pdf)

        self._window.run_in_background(work, lambda read: self._ask(path, *read), "Reading the letter")

    def _ask(self, path: Path, pdf: bytes, said: Verification) -> None:
        if said.good and not self._window.ask(
            "Add your signature to this letter?",
            f"{said.sentence}\n\nYou sign the letter as it is in {path.name}: read it first.",
            "Add your signature",
        ):
            return
        profile = self._window.profile

        def work() -> bytes:
            from inspector_app.letter.signing import add_signature

            return add_signature(
                pdf,
                own_identity(profile),
                signatory=profile.name,
                signature_image=profile.signature_image(),
                signed_at=datetime.now(UTC).astimezone().replace(microsecond=0),
            )

        self._window.run_in_background(work, lambda signed: self._save(path, signed), "Signing the letter")

    def _save(self, path: Path, signed: bytes) -> None:
        to = self._window.ask_to_save("Save the letter with your signature", f"{path.stem} - by both.pdf", _PDF)
        if to is None:
            return
        try:
            write_private_file(to, signed)
        except InspectorError as error:
            self._window.tell(error)
        else:
            self._window.say(f"Saved: {to.name}. Send it back to who signed first, who takes it in.")
