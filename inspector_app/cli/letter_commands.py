"""`inspector-app letter`: the letter as PDF, file for Word or plain text, as a draft, unsigned or signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import Session, is_id, shared_options
from inspector_app.visit.letter_entities import LetterState
from inspector_app.visit.letter_state import is_locked

_STATES: dict[LetterState, str] = {
    "draft": "a draft",
    "quality-assured": "quality assured",
    "signed": "signed",
    "issued": "issued",
}
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@click.option("--out", type=_FILE, help="The file to write; one that ends in .docx is for Word.")
@click.option(
    "--draft", is_flag=True, help="Mark every page as a draft; one from the store that is a draft is marked by itself."
)
@click.option("--sign", is_flag=True, help="Sign it; from the store, this locks the letter.")
@click.option("--text", "as_text", is_flag=True, help="Plain text, a line a paragraph or bullet.")
@shared_options
@click.pass_obj
def letter(session: Session, file_or_id: str, out: Path | None, draft: bool, sign: bool, as_text: bool) -> None:
    """Write the letter of a visit, from a visit file or from the store."""
    if draft + sign + as_text > 1:
        raise click.UsageError("Choose one of --draft, --sign and --text.")
    if as_text:
        _write_text(session, file_or_id, out)
        return
    if out is None:
        raise click.UsageError("Say where to write the PDF: --out FILE.pdf.")
    from inspector_app.exchange.private_file import check_folder, write_private_file

    check_folder(out)
    if out.suffix.lower() == ".docx":
        if sign:
            raise click.UsageError("Only a PDF can be signed: --out FILE.pdf.")
        _write_word_file(session, file_or_id, out, draft)
        return
    made = _signed(session, file_or_id) if sign else _unsigned(session, file_or_id, draft)
    write_private_file(out, made.pdf)
    state = f" In the visit it is {_STATES[made.state]}." if made.state and made.state != made.kind else ""
    answer = {"file": str(out), "letter": made.kind, "state": made.state}
    session.speaker.tell(f"Wrote the {made.kind} letter to {out}.{state}", answer)


def _write_text(session: Session, file_or_id: str, out: Path | None) -> None:
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.plain_text import plain_text

    contents, framework = session.contents(file_or_id, gives_out="the letter" if out is not None else "")
    text = plain_text(letter_content(contents, framework))
    if out is None:
        session.speaker.tell(text.removesuffix("\n"), {"visit": contents.visit.id, "text": text})
        return
    from inspector_app.exchange.private_file import write_private_file

    write_private_file(out, text.encode("utf-8"))
    session.speaker.tell(f"Wrote the letter as plain text to {out}.", {"file": str(out), "letter": "text"})


def _write_word_file(session: Session, file_or_id: str, out: Path, draft: bool) -> None:
    from inspector_app.exchange.private_file import write_private_file
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.word_file import word_file

    contents, framework = session.contents(file_or_id, gives_out="the letter")
    draft = draft or (is_id(file_or_id) and contents.letter.state == "draft")
    write_private_file(out, word_file(letter_content(contents, framework), draft=draft, created=_now()))
    session.speaker.tell(f"Wrote the letter for Word to {out}.", {"file": str(out), "letter": "docx"})


@dataclass(frozen=True, slots=True)
class _Made:
    """A letter's PDF, what it was made as, and the state of the letter in the store; None: it is a file's."""

    pdf: bytes
    kind: str
    state: LetterState | None = None


def _signed(session: Session, file_or_id: str) -> _Made:
    from inspector_app.letter_signing import sign_and_seal, sign_visit_file
    from inspector_app.own_identity import own_identity

    signed_at = _now()
    if is_id(file_or_id):
        from inspector_app.open_visit import OpenVisit

        with session.profile() as profile, OpenVisit.open(profile, file_or_id) as visit:
            identity, image = own_identity(profile), profile.signature_image()
            signed = sign_and_seal(visit, identity, signed_at=signed_at, signature_image=image)
            profile.remember_copy(file_or_id, "exported", "the letter")
        for person in signed.verification.waits_for:
            session.speaker.remark(
                f"It waits for the signature of {person.name}, who adds it by “inspector-app sign-also”."
            )
        return _Made(signed.pdf, "signed", "signed")
    contents, framework = session.contents(file_or_id)
    with session.profile() as profile:
        identity, image = own_identity(profile), profile.signature_image()
        signer = profile.name
    pdf = sign_visit_file(contents, framework, identity, signer=signer, signed_at=signed_at, signature_image=image)
    return _Made(pdf, "signed")


def _unsigned(session: Session, file_or_id: str, draft: bool) -> _Made:
    """Return the letter as it stands; from the store, a draft says so, and one that was signed is as it was signed."""
    state: LetterState | None = None
    if not is_id(file_or_id):
        contents, framework = session.contents(file_or_id)
    else:
        with session.visit(file_or_id, gives_out="the letter") as visit:
            contents, framework = visit.contents(), visit.framework
            state = contents.letter.state
            if is_locked(contents.letter) and contents.signed_letters and not draft:
                return _Made(visit.signed_pdf(contents.signed_letters[-1].id), "signed", state)
            draft = draft or state == "draft"
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.pdf import letter_pdf
    from inspector_app.letter.proof import unprintable

    content = letter_content(contents, framework)
    for sentence in unprintable(content):
        session.speaker.remark(sentence)
    pdf = letter_pdf(content, draft=draft, created=_now())
    return _Made(pdf, "draft" if draft else "unsigned", state)


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)
