"""Archiving a visit: with its letters and its evidence record as documents to read, under a recovery code."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from inspector_app import __version__
from inspector_app.errors import IdentityFault
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import own_identity
from inspector_app.store.archive import SUFFIX, ArchivedDocument, ArchiveNote
from inspector_app.store.profile import Profile
from inspector_app.visit.abbreviations import ABBREVIATIONS_KEY, abbreviations_from
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_state import is_locked
from inspector_app.visit.letter_wording import signed_on
from inspector_app.visit.names import in_words, joined, visit_dates_in_words

_PDF = "application/pdf"


def archive_name(authority: str, days: str) -> str:
    """Return what an archive is called: the council's name and the days, without what no file's name may have."""
    words = f"{authority} {days}".strip() or "visit"
    return "".join(each if each.isalnum() or each in " -,." else "-" for each in words) + SUFFIX


def archive(profile: Profile, visit_id: str, path: Path, code: str) -> ArchiveNote:
    """Write a visit's archive under a recovery code. Raises VisitMissing, NewerFile, DamagedFile, DiskFault.

    Nobody may have the visit open. It takes as long as the evidence record takes: for a thread in the background.
    """
    from inspector_app.exchange.private_file import check_folder

    check_folder(path)
    at = datetime.now().astimezone()
    with OpenVisit.open(profile, visit_id) as visit:
        contents = visit.contents()
        documents = [
            *_letters(visit, contents),
            *_draft(visit, contents),
            _evidence_record(profile, visit, contents, at),
        ]
        about = {
            "visit": visit_id,
            "authority": contents.visit.authority_name,
            "days": visit_dates_in_words(contents.visit.days),
            "framework": f"{visit.framework.name} ({visit.framework.id}, version {visit.framework.version})",
            "log_digest": visit.log_digest(),
            "archived_at": at.isoformat("T", "seconds"),
            "archived_by": profile.name,
            "program": f"inspector-app {__version__}",
        }
        _sign(profile, visit)
    return profile.archives.write(visit_id, path, code, about, documents)


def held_words(note: ArchiveNote) -> str:
    """Return what an archive holds: "894 changes, 3 documents and 1 attached file"."""
    counted = (
        (note.entries, "change", "changes"),
        (note.documents, "document", "documents"),
        (note.files, "attached file", "attached files"),
    )
    return joined([f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count])


def missing_words(note: ArchiveNote) -> str:
    """Return what is said of attached files that are not in an archive, nothing where all are."""
    if not note.missing:
        return ""
    one = len(note.missing) == 1
    return (
        f"{len(note.missing)} attached {'file is' if one else 'files are'} not in it: lost or damaged on this laptop, "
        "and in no backup."
    )


def _sign(profile: Profile, visit: OpenVisit) -> None:
    """Sign how far the log goes: who brings the archive back can then give what others wrote on, in their name."""
    from inspector_app.merging.signed_heads import Head, sign_heads, to_json

    with suppress(IdentityFault):  # out of date: the archive is written all the same
        identity = own_identity(profile)
        heads = [Head(laptop, seq, last) for laptop, (seq, last) in visit.exchange.heads().items()]
        signed = sign_heads(visit.id, visit.laptop, visit.me, heads, pkcs12=identity.pkcs12, password=identity.password)
        visit.exchange.keep_statement("archived", to_json(signed))


def _letters(visit: OpenVisit, contents: VisitContents) -> list[ArchivedDocument]:
    made: list[ArchivedDocument] = []
    for signed in contents.signed_letters:
        nth = sum(each.version == signed.version for each in contents.signed_letters[: len(made) + 1])
        more = f", signature {nth}" if nth > 1 else ""
        name = f"Letter, version {signed.version}, signed {in_words(signed_on(signed))}{more}.pdf"
        made.append(ArchivedDocument(name, _PDF, visit.signed_pdf(signed.id)))
    return made


def _draft(visit: OpenVisit, contents: VisitContents) -> list[ArchivedDocument]:
    """The letter as it stands, where that is not signed: its words alone."""
    from inspector_app.letter.content import letter_content
    from inspector_app.letter.plain_text import plain_text

    if is_locked(contents.letter):
        return []
    words = plain_text(letter_content(contents, visit.framework))
    return [ArchivedDocument("Letter, a draft, not signed.txt", "text/plain; charset=utf-8", words.encode())]


def _evidence_record(
    profile: Profile, visit: OpenVisit, contents: VisitContents, created: datetime
) -> ArchivedDocument:
    from inspector_app.letter.evidence_record import evidence_record_pdf

    pdf = evidence_record_pdf(
        contents,
        visit.framework,
        visit.history(),
        log_digest=visit.log_digest(),
        created=created,
        short_forms=abbreviations_from(profile.setting(ABBREVIATIONS_KEY)),
    )
    return ArchivedDocument("Evidence record.pdf", _PDF, pdf)
