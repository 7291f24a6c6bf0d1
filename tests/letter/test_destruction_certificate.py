"""The certificate of destruction: all that is told, signed, and readable by everyone; long lists of files too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from letters import SIGNED_AT, complaints, page_texts, squeezed

from inspector_app.letter.destruction_certificate import destruction_certificate_pdf
from inspector_app.letter.identity import make_identity, read_identity
from inspector_app.letter.verification import verify_pdf
from inspector_app.visit.destroyed import DestroyedLetter, DestructionNote, KnownCopy
from inspector_app.visit.destruction_words import UNKNOWN

VISIT = "e1ee3665-cb5f-56c0-9696-c2ca008364c4"


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


NOTE = DestructionNote(
    id=VISIT,
    authority="City of York Council",
    at=SIGNED_AT.isoformat(),
    by="Joan Dennis",
    designation="Her Majesty's Inspector",
    files={f"visits/{VISIT}.db": digest("visit"), f"backups/{VISIT}/2010-04-21T180000.000000Z.db": digest("backup")},
    kind="Annual unannounced inspection",
    days=(date(2010, 4, 20), date(2010, 4, 21)),
    letters=(DestroyedLetter(1, "2010-05-21T14:02:00+01:00", digest("letter")),),
    log_digest=digest("log"),
    log_entries=12345,
    copies=(KnownCopy("given", "2010-04-20T18:02:00+01:00", "A. Nother"),),
    folders_cleared=("/media/stick",),
)


def test_it_says_what_when_by_whom_and_where_copies_may_be_and_is_signed(tmp_path: Path) -> None:
    made = make_identity("Joan Dennis", "Her Majesty's Inspector", password="x", now=SIGNED_AT)
    identity = read_identity(made, "x", now=SIGNED_AT)
    pdf = destruction_certificate_pdf(NOTE, identity)
    said = verify_pdf(pdf)
    assert (said.good, said.signed_by, said.signed_at) == (True, "Joan Dennis", SIGNED_AT)
    assert complaints(pdf, tmp_path) == []
    printed = squeezed("".join(page_texts(pdf)))
    wanted = [NOTE.authority, NOTE.kind, VISIT, "20 and 21 April 2010", "21 May 2010 at 14:02", "12,345 entries"]
    wanted += ["Joan Dennis, Her Majesty's Inspector", NOTE.log_digest, NOTE.letters[0].sha256, *NOTE.files.values()]
    wanted += ["key was destroyed first", "given to A. Nother on 20 April 2010", UNKNOWN]
    wanted += ["In the second folder for backups /media/stick its backups"]
    assert [words for words in wanted if squeezed(words) not in printed] == []
    many = {f"visits/{VISIT}.files/{digest(str(each))}.kept": digest(f"{each}") for each in range(60)}
    bare = replace(NOTE, files=many, letters=(), log_digest="", copies=(), designation="", left=(f"visits/{VISIT}.db",))
    bare = replace(bare, folders_away=("/media/stick", "/media/another"))
    long = destruction_certificate_pdf(bare, identity)
    assert complaints(long, tmp_path) == []
    pages = page_texts(long)
    assert len(pages) > 2
    assert "could not be read any more" in pages[0]
    assert squeezed("until that is cleared, the visit can be read from it") in squeezed(pages[0])
    assert squeezed("/media/stick and /media/another") in squeezed("".join(pages))
    assert squeezed("nobody can decipher") not in squeezed("".join(pages))
    assert [name for name in many if squeezed(name.rpartition("/")[2]) not in squeezed("".join(pages))] == []
