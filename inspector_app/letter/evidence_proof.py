"""What ties an evidence record to the store and to the signed letters: their versions, hashes and the change log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from inspector_app.letter import styles
from inspector_app.letter.evidence_index import EvidenceIndex
from inspector_app.letter.evidence_words import LETTER_STATES, amount, by_and_at, instant
from inspector_app.letter.record_story import RecordStory
from inspector_app.visit.change import LogEntry
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.names import in_words, joined

_HOW_TO_COMPARE = (
    "Each entry of the change log holds the SHA-256 over itself and over the entry before it on the same laptop, so "
    "that none can be altered, left out or put in unseen. A signed letter carries the SHA-256 that the log had then: "
    "“inspector-app verify LETTER.pdf --visit ID” compares it with the visit, where that is still kept."
)


def write_letter(story: RecordStory, index: EvidenceIndex) -> None:
    """Add the letter's state, who read and signed which version, to whom it went, and what it asks for next."""
    contents = index.contents
    letter = contents.letter
    story.labelled("State", LETTER_STATES[letter.state])
    story.labelled("Date of the letter", in_words(letter.date) if letter.date else None)
    story.labelled("To be signed by", joined([name for name in map(index.name, letter.signatories) if name]))
    story.labelled("Read by a second reader", by_and_at(index.name(letter.assured_by), letter.assured_at))
    story.labelled("Corrects an earlier version, because", letter.correction)
    for signed in contents.signed_letters:
        story.heading(3, f"Version {signed.version}, signed {instant(signed.signed_at)}")
        _signed(story, signed, index)
    if letter.enclosures:
        story.lead("Enclosed")
        story.bullets([("", words) for words in letter.enclosures])
    steps = [
        (step.who, "; ".join([step.what, *_to(step.where), *([f"by {in_words(step.by)}"] if step.by else [])]))
        for step in contents.next_steps
    ]
    if steps:
        story.lead("Next steps")
        story.bullets(steps)


def write_proof(story: RecordStory, index: EvidenceIndex, log: Sequence[LogEntry], log_digest: str) -> None:
    """Add the digest of the log, the head of each laptop's chain, and who changed what how often."""
    story.labelled("SHA-256 of the change log", log_digest or "not given")
    story.paragraph(_HOW_TO_COMPARE, styles.MARGINAL)
    if log:
        _log(story, index, log)
    attached = index.contents.attachments
    if attached:
        story.lead("Attached files; each is known again by its SHA-256")
        story.bullets([(f"{file.name}:", file.sha256) for file in attached])


def _log(story: RecordStory, index: EvidenceIndex, log: Sequence[LogEntry]) -> None:
    heads = {entry.laptop: entry for entry in sorted(log, key=lambda entry: entry.seq)}
    story.lead("The last entry of each laptop, with its SHA-256")
    story.bullets([(f"Laptop {laptop}, entry {head.seq:,}:", head.hash) for laptop, head in sorted(heads.items())])
    by_author = Counter((index.name(entry.inspector) or "unknown", entry.laptop) for entry in log)
    story.lead("Who changed the visit how often")
    story.bullets(
        [(name, f"{amount(count, 'change')} on laptop {laptop}") for (name, laptop), count in sorted(by_author.items())]
    )
    by_entity = Counter(entry.entity.replace("_", " ") for entry in log)
    kinds = ", ".join(f"{entity} {count:,}" for entity, count in sorted(by_entity.items()))
    story.labelled("Changes by kind", kinds)


def _signed(story: RecordStory, signed: SignedLetter, index: EvidenceIndex) -> None:
    story.labelled("Signed by", index.name(signed.signed_by) or signed.signed_by)
    story.labelled("Replaces an earlier version, because", signed.correction)
    story.labelled("SHA-256 of the PDF", signed.pdf_sha256)
    story.labelled("SHA-256 of the change log at signing", signed.log_digest)
    for sent in index.contents.issuings:
        if sent.signed_letter == signed.id:
            noted = index.name(sent.by)
            by = f", noted by {noted}" if noted else ""
            story.labelled("Issued", f"{instant(sent.issued_at)} to {joined(sent.to)}{by}")


def _to(where: str | None) -> Iterator[str]:
    if where:
        yield f"to {where}"
