"""The certificate of destruction: what was destroyed, when and by whom, and what copies may still exist; signed.

Nothing that the visit held stands in it: the council, the days, ids, and digests by which a copy that turns up is
known again (`domain.md` §8).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reportlab.platypus.flowables import Flowable

from inspector_app.letter import styles
from inspector_app.letter.content import Origin, SignaturePlace
from inspector_app.letter.document import BUILDING, PageFurniture, flow
from inspector_app.letter.evidence_words import instant
from inspector_app.letter.flowables import HeldTogether, TaggedText
from inspector_app.letter.identity import SigningIdentity
from inspector_app.letter.line_breaking import Run
from inspector_app.letter.record_story import RecordStory, printable
from inspector_app.letter.signature_place import SignatureArea, VisibleSignature
from inspector_app.letter.signing import sign_alone, visible_signature
from inspector_app.letter.structure import Element, Structure
from inspector_app.letter.tagged_canvas import DocumentFacts, TaggedCanvas
from inspector_app.visit.destroyed import DestructionNote
from inspector_app.visit.destruction_words import copies_in_words, files_by_kind, opening_words
from inspector_app.visit.names import visit_dates_in_words

TITLE = "Certificate of destruction"
REASON = "To certify that this visit was destroyed"
_LANGUAGE = "en-GB"
_BEFORE_SIGNATURE = replace(styles.RECORD, before=18, after=6)


def destruction_certificate_pdf(
    note: DestructionNote, identity: SigningIdentity, *, signature_image: bytes | None = None
) -> bytes:
    """Return the signed certificate as a tagged PDF/UA-1 file; it is signed at the instant of the destruction.

    `signature_image` is a picture (PNG or JPEG bytes) or None. Raises IdentityFault.
    """
    at = datetime.fromisoformat(note.at)
    visible = visible_signature(identity, signature_image, at, 0)
    return sign_alone(_unsigned(note, visible, at), identity, reason=REASON, signed_at=at)


def _unsigned(note: DestructionNote, visible: VisibleSignature, at: datetime) -> bytes:
    facts = DocumentFacts(
        title=f"{TITLE}: {note.authority}, {visit_dates_in_words(note.days)}",
        author=note.by,
        subject=note.kind,
        language=_LANGUAGE,
        created=at,
        log_digest=note.log_digest,
    )
    with BUILDING:
        canvas = TaggedCanvas(facts, PageFurniture(running=f"{TITLE}: {note.authority}"))
        story = RecordStory(canvas.structure)
        _what(story, note)
        _copies(story, note)
        pages = [*story.taken(), _signed(note, visible, canvas.structure)]
        _files(story, note)
        flow([*pages, *story.finish()], canvas)
        return canvas.finish()


def _what(story: RecordStory, note: DestructionNote) -> None:
    story.heading(1, TITLE)
    story.paragraph(opening_words(note))
    story.labelled("Authority", note.authority)
    story.labelled("Inspection", note.kind)
    story.labelled("Visit days", visit_dates_in_words(note.days))
    story.labelled("Id of the visit", note.id)
    story.labelled("Destroyed", instant(note.at))
    story.labelled("By", ", ".join(word for word in (note.by, note.designation) if word))
    if note.log_digest:
        story.labelled("Change log", f"{note.log_entries:,} entries, SHA-256 {note.log_digest}")
    else:
        story.labelled("Change log", "could not be read any more")
    if note.letters:
        story.lead("Signed letters that were kept with the visit, with the SHA-256 of each PDF")
        story.bullets(
            [
                (f"Version {letter.version}, signed {instant(letter.signed_at)}:", letter.sha256)
                for letter in note.letters
            ]
        )


def _copies(story: RecordStory, note: DestructionNote) -> None:
    story.heading(2, "Copies that may exist elsewhere")
    story.bullets([("", sentence) for sentence in copies_in_words(note)])


def _files(story: RecordStory, note: DestructionNote) -> None:
    story.heading(2, "Files that were destroyed")
    if not note.files:
        story.paragraph("No file of the visit was there any more.")
        return
    story.lead("Each by the name under which it lay encrypted, with its SHA-256.", styles.MARGINAL)
    for kind, files in files_by_kind(note).items():
        story.heading(3, f"{kind} ({len(files):,})")
        story.bullets([(f"{name}:", digest or "could not be read any more") for name, digest in files.items()])


def _signed(note: DestructionNote, visible: VisibleSignature, structure: Structure) -> Flowable:
    """The signature above the typed name, on one page."""
    section = structure.root.add("Sect")
    place = SignaturePlace(name=note.by, designation=note.designation, origin=Origin("part", "signature"))
    lead = _line("Destroyed by, and certified by:", _BEFORE_SIGNATURE, section)
    area = SignatureArea((place,), 0, visible, section)
    last = _line(note.by, styles.NAME, section)
    if note.designation:
        last = HeldTogether(last, _line(note.designation, styles.ADDRESS, section))
    return HeldTogether(lead, HeldTogether(area, last))


def _line(words: str, style: styles.TextStyle, section: Element) -> Flowable:
    return TaggedText([Run(printable(words), style.font)], style, section.add("P"), [])
