"""The evidence record: everything that the visit holds is in it, once, and it can be read by everyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from letters import DEMO, DIGEST, SIGNED_AT, complaints, page_texts, pdf_text, squeezed, ucra, york
from made_visits import large_visit, one_of_everything

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.letter.content import letter_content
from inspector_app.letter.evidence_record import evidence_record_pdf
from inspector_app.letter.pdf import letter_pdf
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.keeping_entities import Hold


def record_of(contents: VisitContents, log: tuple[LogEntry, ...] = ()) -> bytes:
    return evidence_record_pdf(contents, ucra(), log, log_digest=DIGEST, created=SIGNED_AT)


@pytest.fixture(scope="module")
def demo() -> VisitContents:
    return read_visit_file(DEMO)


@pytest.fixture(scope="module")
def demo_record(demo: VisitContents) -> bytes:
    return record_of(demo)


def test_every_word_of_the_visit_is_in_it(demo: VisitContents, demo_record: bytes) -> None:
    printed = squeezed(pdf_text(demo_record))
    texts = [piece.text for piece in demo.evidence]
    texts += [line for record in demo.records for line in (record.title, *record.notes.splitlines())]
    texts += [finding.text for finding in demo.findings]
    texts += [link.weighed or "" for finding in demo.findings for link in finding.evidence]
    texts += [text or "" for one in demo.concerns for text in (one.matter, one.response, one.raised_with)]
    for record in demo.records:
        if isinstance(record.details, Interview):
            texts += [text for one in record.details.answers for text in (one.prompt, *one.answer.splitlines())]
        if isinstance(record.details, Case):
            texts += [one.note or "" for one in record.details.checks]
    printed = printed.replace(squeezed("[in confidence: "), "").replace("]", "")
    missing = [text for text in texts if squeezed(text) not in printed and not _torn_by_a_page(text, printed)]
    assert missing == []


def _torn_by_a_page(text: str, printed: str) -> bool:
    """A paragraph that goes over a page is there in two parts."""
    bare = squeezed(text)
    return any(bare[:at] in printed and bare[at:] in printed for at in range(20, len(bare) - 20))


def test_the_checkers_find_nothing(demo_record: bytes, tmp_path: Path) -> None:
    assert complaints(demo_record, tmp_path) == []


def test_one_of_everything_and_a_visit_without_evidence_can_be_printed(tmp_path: Path) -> None:
    base = one_of_everything()
    placed = Hold(
        id="1", reason="A complaint of 3 June", placed_by=base.inspectors[0].id, placed_at="2010-06-03T09:00:00Z"
    )
    lifted = replace(
        placed, id="2", reason="An inquiry", lifted_at="2012-01-02T09:00:00Z", lifted_because="It has ended"
    )
    held = record_of(replace(base, holds=(placed, lifted)))
    assert complaints(held, tmp_path) == []
    printed = " ".join(pdf_text(held).split())
    name = base.inspectors[0].name
    assert f"A complaint of 3 June Placed: {name}, 3 June 2010 at 09:00 Lifted: not yet" in printed
    assert "Lifted: 2 January 2012 at 09:00 · It has ended" in printed
    assert complaints(record_of(york()), tmp_path) == []


def test_pages_that_begin_alike_are_not_taken_for_running_heads(tmp_path: Path) -> None:
    contents = large_visit(12, words=60)
    assert complaints(record_of(replace(contents, findings=contents.findings[:14])), tmp_path) == []


def test_each_finding_names_the_evidence_under_its_number(demo: VisitContents, demo_record: bytes) -> None:
    printed = pdf_text(demo_record)
    numbers = {piece.id: f"E{count} " for count, piece in enumerate(demo.evidence, start=1)}
    after = printed[printed.index("Findings:") :]
    assert all(numbers[link.evidence] in after for finding in demo.findings for link in finding.evidence)


def test_the_outline_leads_to_days_records_and_findings(demo: VisitContents, demo_record: bytes) -> None:
    with pikepdf.open(BytesIO(demo_record)) as document, document.open_outline() as outline:
        sections = [item.title for item in outline.root[0].children]
        entries = [entry.title for item in outline.root[0].children for entry in item.children]
    assert any(entry.startswith("Finding 8: Most staff report satisfactory access") for entry in entries)
    assert "Records of Tuesday 20 April 2010" in sections and "Findings: areas for development" in sections
    assert len(entries) == len(demo.records) + len(demo.findings) + len(demo.concerns)


def links_of(pdf: bytes) -> list[tuple[str, int]]:
    """What each link within a document says, and to which of its pages, from 0, it leads."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        return [
            (str(link.Contents), pages[link.Dest[0].objgen])
            for page in document.pages
            for link in page.get("/Annots", [])
            if "/Dest" in link
        ]


def test_the_numbers_lead_from_a_finding_to_its_evidence_to_the_record_and_back(
    demo: VisitContents, demo_record: bytes
) -> None:
    pages = [squeezed(text) for text in page_texts(demo_record)]
    links = dict(links_of(demo_record))
    piece = next(piece for piece in demo.evidence if piece.record and piece.id == demo.findings[0].evidence[0].evidence)
    record = demo.records_by_id()[piece.record or ""]
    number = f"E{demo.evidence.index(piece) + 1}"
    assert squeezed(f"{number} {piece.text} [") in pages[links[number]]
    told = next(words for words in links if words.startswith("R2 "))
    assert squeezed(f"R2 · 09:20 to 10:05 · Observation: {record.title}") in pages[links[told]]
    assert (
        squeezed("Finding 1 In the letter: bullet 1 under “Satisfactory practice” Action is taken")
        in pages[links["For Finding 1"]]
    )


def test_the_list_of_contents_names_the_page_of_each_section(demo_record: bytes) -> None:
    pages = page_texts(demo_record)
    first, links = squeezed(pages[0]), dict(links_of(demo_record))
    sections = [words for words in links if words.startswith(("Findings:", "Records of", "Hashes", "Words,"))]
    assert len(sections) == 6
    for words in sections:
        assert squeezed(words) in squeezed(pages[links[words]])
        assert squeezed(f"{words}{links[words] + 1}") in first


def test_the_digest_of_the_log_stands_on_every_page(demo_record: bytes) -> None:
    assert all(DIGEST[:16] in text for text in page_texts(demo_record))


def test_the_log_is_counted_by_author() -> None:
    contents = york()
    entry = LogEntry("laptop-1", 1, contents.inspectors[0].id, "c", "a", 1, None, "record", "r", None, {}, None, "h")
    printed = " ".join(pdf_text(record_of(contents, (entry, replace(entry, seq=2)))).split())
    assert "Joan Dennis 2 changes on laptop laptop-1" in printed


def test_what_was_written_from_memory_says_so_at_the_record_the_evidence_and_the_counts() -> None:
    base = one_of_everything()
    desk, talk = base.records[:2]
    assert isinstance(talk.details, Interview)
    views = replace(talk.details, views="Guarded, but open about workload.")
    records = (
        replace(desk, written="from-paper", paper_id="WK7M-234"),
        replace(talk, written="from-memory", explained="The interview was cut short.", details=views),
        *base.records[2:],
    )
    printed = " ".join(pdf_text(record_of(replace(base, records=records))).split())
    assert "2 pieces of evidence (1 from memory, 1 from paper)" in printed
    assert "copied from paper notes, form WK7M-234" in printed
    assert "written from memory (The interview was cut short.)" in printed
    assert "Monthly, mostly cases. [weakness · Supervision · written from memory]" in printed
    assert "Supported from 1 record (interviews); 1 piece: 0 seen, 1 told or handed over; 1 from memory" in printed
    assert "What the inspector makes of it Guarded, but open about workload." in printed


def test_what_is_attached_is_listed_with_its_size_and_hash(tmp_path: Path) -> None:
    contents = one_of_everything()
    attached = Attachment(
        id="a1",
        record=contents.records[3].id,
        name="Supervision policy.pdf",
        media_type="application/pdf",
        size=3 * 2**20,
        sha256="0123456789abcdef" * 4,
    )
    made = record_of(replace(contents, attachments=(attached,)))
    assert squeezed(f"Supervision policy.pdf: PDF, 3.0 MB, SHA-256 {attached.sha256}") in squeezed(pdf_text(made))
    assert complaints(made, tmp_path) == []


def test_characters_that_no_font_has_are_named() -> None:
    base = one_of_everything()
    records = (replace(base.records[0], notes="All well 😀"), *base.records[1:])
    assert "[U+1F600 grinning face]" in " ".join(pdf_text(record_of(replace(base, records=records))).split())


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert record_of(one_of_everything()) == record_of(one_of_everything())


class _Log(tuple[LogEntry, ...]):
    """A log that tells when it is counted, which is while the record is being made."""

    counted: Callable[[], None]

    def __len__(self) -> int:
        self.counted()
        return 0


def test_a_letter_need_not_wait_until_the_record_is_made_and_neither_changes_the_other(
    demo: VisitContents, demo_record: bytes
) -> None:
    content = letter_content(york(), ucra())
    alone = letter_pdf(content, draft=True, created=SIGNED_AT)
    made: list[bytes] = []
    letter = Thread(target=lambda: made.append(letter_pdf(content, draft=True, created=SIGNED_AT)))
    log = _Log()
    log.counted = lambda: None if letter.ident else letter.start()
    record = record_of(demo, log)
    made_meanwhile = list(made)
    letter.join()
    assert made_meanwhile == [alone]
    assert record == demo_record
