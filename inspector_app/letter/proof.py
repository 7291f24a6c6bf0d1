"""Proof that a PDF is the letter: the same words in the same order, every character, and a signature that holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from inspector_app.errors import SigningBarred
from inspector_app.letter.content import Bullets, LetterContent
from inspector_app.letter.fonts import missing_characters
from inspector_app.letter.pdf import BULLET_SIGN, POINT_SIGN
from inspector_app.letter.pdfium import opened
from inspector_app.letter.plain_text import plain_text
from inspector_app.letter.signature_place import VisibleSignature
from inspector_app.letter.styles import BOTTOM, PAGE_HEIGHT, TOP
from inspector_app.letter.verification import verify_pdf

_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u00ad\x02\ufffe"))


def unprintable(content: LetterContent) -> tuple[str, ...]:
    """Return a sentence for each character of the letter that its fonts lack, where it stands said with it."""
    sentences = []
    for line in plain_text(content).splitlines():
        for character in missing_characters(line):
            name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
            sentences.append(f"The letter cannot print “{character}” ({name}) in “{_around(line, character)}”.")
    return tuple(dict.fromkeys(sentences))


def prove_letter(pdf: bytes, content: LetterContent, signature: VisibleSignature) -> None:
    """Check that a PDF holds the letter's words in their order, and no others.

    Raises SigningBarred where a character cannot be printed; a PDF that differs for another reason is a fault of ours.
    """
    sentences = unprintable(content)
    if sentences:
        raise SigningBarred(" ".join(sentences), "Write these words with letters that can be printed.")
    if _bare(_text(pdf)) != _bare(" ".join(_lines(content, signature))):
        raise AssertionError("the PDF does not hold the letter's words in their order")


def prove_signature(pdf: bytes, log_digest: str) -> None:
    """Check that a letter that was just signed verifies, and names the change log that it rests on."""
    said = verify_pdf(pdf)
    if not said.good or (said.log_digest or "") != log_digest:
        raise AssertionError(f"the signed letter does not verify: {said.sentence}")


def prove_added(signed: bytes, before: bytes) -> None:
    """Check that a signature that was just added verifies, and left what had been signed as it was."""
    said = verify_pdf(signed)
    if not said.good or not signed.startswith(before):
        raise AssertionError(f"the signature that was added does not verify: {said.sentence}")


def _lines(content: LetterContent, signature: VisibleSignature) -> Iterator[str]:
    """What the pages say, signs of bullets included, in reading order."""
    yield from (content.organisation, *content.office.lines, *content.direct.lines, content.date)
    yield from (line for person in content.addressees for line in person.lines)
    yield content.salutation.text
    for block in content.body:
        if isinstance(block, Bullets):
            for item in block.items:
                yield from (BULLET_SIGN, item.text)
                yield from (words for point in item.points for words in (POINT_SIGN, point))
        else:
            yield block.text
    yield content.valediction
    for number, place in enumerate(content.signatures):
        yield from (signature.line if number == signature.place else "", place.name, place.designation)
    for label, listed in ((content.enclosure_label, content.enclosures), (content.copy_label, content.copies)):
        yield label if listed else ""
        yield from (each.text for each in listed)


def _text(pdf: bytes) -> str:
    """The text of all pages, without what stands above and below the text's frame."""
    frame = {"bottom": BOTTOM - 6, "top": PAGE_HEIGHT - TOP + 2}
    with opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded(**frame) for page in document)


def _bare(text: str) -> str:
    """Text without white space, since pages break lines where they like, and without hyphens.

    PDFium leaves a hyphen out at the end of a line, taking it for one that came from breaking a word.
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(_HYPHENS).split())


def _around(line: str, character: str) -> str:
    at = line.index(character)
    return line[max(0, at - 20) : at + 20].strip()
