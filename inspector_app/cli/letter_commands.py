"""`inspector-app letter` and `inspector-app verify`: the letter as PDF or plain text, and what a signed one says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.outcome import DONE, FAULT
from inspector_app.cli.session import Session, is_id, shared_options
from inspector_app.visit.letter_state import is_locked

if TYPE_CHECKING:
    from inspector_app.letter.verification import Verification
    from inspector_app.open_visit import OpenVisit

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file_or_id", metavar="FILE-OR-ID")
@click.option("--out", type=_FILE, help="The file to write.")
@click.option("--draft", is_flag=True, help="Mark every page as a draft.")
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
    pdf, kind = _signed(session, file_or_id) if sign else _unsigned(session, file_or_id, draft)
    write_private_file(out, pdf)
    session.speaker.tell(f"Wrote the {kind} letter to {out}.", {"file": str(out), "letter": kind})


@click.command()
@click.argument("file", metavar="FILE.pdf", type=_FILE)
@click.option("--visit", "visit_id", metavar="ID", help="The visit whose letter it is.")
@shared_options
@click.pass_obj
def verify(session: Session, file: Path, visit_id: str | None) -> int:
    """Say who signed a letter, and what was changed since."""
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.letter.verification import LARGEST, verify_pdf

    said = verify_pdf(read_foreign_file(file, LARGEST))
    answer: dict[str, object] = {
        "signed_by": said.signed_by,
        "signed_at": said.signed_at.isoformat() if said.signed_at else None,
        "intact": said.intact,
        "changed_since": said.changed_since,
        "self_made": said.self_made,
        "log_digest": said.log_digest,
        "message": said.sentence,
    }
    sentences, good = said.sentence, said.good
    if visit_id is not None:
        with session.visit(visit_id) as visit:
            as_it_was, about_evidence = _evidence_since(visit, said)
        answer["evidence"] = {"visit": visit_id, "as_it_was": as_it_was, "message": about_evidence}
        sentences, good = f"{sentences}\n{about_evidence}", good and as_it_was
    session.speaker.tell(sentences, answer)
    return DONE if good else FAULT


def _write_text(session: Session, file_or_id: str, out: Path | None) -> None:
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.plain_text import plain_text

    contents, framework = session.contents(file_or_id)
    text = plain_text(letter_content(contents, framework))
    if out is None:
        session.speaker.tell(text.removesuffix("\n"), {"visit": contents.visit.id, "text": text})
        return
    from inspector_app.exchange.private_file import write_private_file

    write_private_file(out, text.encode("utf-8"))
    session.speaker.tell(f"Wrote the letter as plain text to {out}.", {"file": str(out), "letter": "text"})


def _signed(session: Session, file_or_id: str) -> tuple[bytes, str]:
    from inspector_app.letter_signing import sign_and_seal, sign_visit_file
    from inspector_app.own_identity import own_identity

    signed_at = _now()
    if is_id(file_or_id):
        from inspector_app.open_visit import OpenVisit

        with session.profile() as profile, OpenVisit.open(profile, file_or_id) as visit:
            identity, image = own_identity(profile), profile.signature_image()
            signed = sign_and_seal(visit, identity, signed_at=signed_at, signature_image=image)
        for person in signed.verification.waits_for:
            session.speaker.remark(
                f"It waits for the signature of {person.name}, who adds it by “inspector-app sign-also”."
            )
        return signed.pdf, "signed"
    contents, framework = session.contents(file_or_id)
    with session.profile() as profile:
        identity, image = own_identity(profile), profile.signature_image()
        signer = profile.name
    pdf = sign_visit_file(contents, framework, identity, signer=signer, signed_at=signed_at, signature_image=image)
    return pdf, "signed"


def _unsigned(session: Session, file_or_id: str, draft: bool) -> tuple[bytes, str]:
    """Return the letter as it stands; one that was signed in the store comes out as it was signed."""
    if not is_id(file_or_id):
        contents, framework = session.contents(file_or_id)
    else:
        with session.visit(file_or_id) as visit:
            contents, framework = visit.contents(), visit.framework
            if is_locked(contents.letter) and contents.signed_letters and not draft:
                return visit.signed_pdf(contents.signed_letters[-1].id), "signed"
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.pdf import letter_pdf
    from inspector_app.letter.proof import unprintable

    content = letter_content(contents, framework)
    for sentence in unprintable(content):
        session.speaker.remark(sentence)
    pdf = letter_pdf(content, draft=draft, created=_now())
    return pdf, "draft" if draft else "unsigned"


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _evidence_since(visit: OpenVisit, said: Verification) -> tuple[bool, str]:
    """Say whether the visit is still what the letter rests on: no entry of the log after it was signed."""
    sealed = next((each for each in visit.signed_letters() if each.log_digest == said.log_digest), None)
    if sealed is None:
        return False, "This letter was not signed from this visit, or not on this laptop."
    bad = visit.verify_chain()
    if bad is not None:
        return False, f"The visit's change log was tampered with: entry {bad} is not what was written."
    entries = visit.history()
    signed_at = next(place for place, each in enumerate(entries) if each.id == sealed.id)
    since = [each for each in entries[signed_at:] if each.entity not in {"signed_letter", "letter"}]
    if not since:
        return True, "The evidence is as it was when the letter was signed."
    who = {each.inspector for each in since}
    names = sorted(person.name for person in visit.inspectors() if person.id in who)
    entry = "entry" if len(since) == 1 else "entries"
    return False, f"The visit was changed after the letter was signed: {len(since)} {entry} by {', '.join(names)}."
