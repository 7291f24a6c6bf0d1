"""Keeping a signed letter and locking the visit's letter, in the transaction of the caller's connection."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from inspector_app.errors import LetterLocked, SigningBarred
from inspector_app.store.pending import Pending
from inspector_app.store.plain import row_of
from inspector_app.store.reader import Reader
from inspector_app.store.step_writing import StepWriting, WrittenStep, letter_is_locked
from inspector_app.store.tables import TABLES, signed_pdf
from inspector_app.visit.change import Put, Set
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.letter_state import waits_for

ACTION = "sign the letter"


def seal(
    connection: Connection,
    signed: SignedLetter,
    pdf: bytes,
    *,
    laptop: str,
    inspector: str,
    made_from: VisitContents | None,
) -> WrittenStep:
    """Keep a signed letter and lock the letter. Raises LetterLocked, SigningBarred."""
    if signed.adds_to is not None:
        _refuse_to_add_to_another(connection, signed)
    elif letter_is_locked(connection):
        raise LetterLocked("The letter is signed already.", "It can be issued as it is.")
    if made_from is not None and not made_from.has_the_letter_of(Reader(connection, Pending(())).contents()):
        raise SigningBarred("The letter was changed while it was being signed.", "Read it again, then sign it.")
    letter = connection.execute(select(TABLES["letter"].c.id)).scalar_one()
    connection.execute(insert(signed_pdf).values(sha256=signed.pdf_sha256, pdf=pdf))
    writing = StepWriting(connection, laptop=laptop, inspector=inspector, action=ACTION, sealing=True)
    _, row = row_of(signed)
    writing.write(Put("signed_letter", signed.id, {name: value for name, value in row.items() if name != "id"}))
    writing.write(Set("letter", letter, "state", "signed"))
    return writing.finish()


def _refuse_to_add_to_another(connection: Connection, signed: SignedLetter) -> None:
    """A signature is added to the letter that was signed last, by somebody who has not signed it yet."""
    held = Reader(connection, Pending(())).contents()
    last = held.signed_letters[-1].id if held.signed_letters else None
    if signed.adds_to != last or signed.signed_by not in waits_for(held):
        raise LetterLocked("This letter does not wait for this signature.", "See who has signed it already.")
