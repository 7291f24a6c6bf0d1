"""The letter's fonts: Noto Sans, embedded, and a small font of signs for what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from inspector_app.places import resources_folder

REGULAR = "Letter-Regular"
BOLD = "Letter-Bold"
ITALIC = "Letter-Italic"
SIGNS = "Letter-Signs"

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SIGNS: "NotoSansSigns-Regular.ttf",
}

_CONTROL = frozenset(map(chr, [*range(32), *range(127, 160)]))


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(resources_folder() / "fonts" / _FILES[name]))
    pdfmetrics.registerFont(font)
    return font


def register_fonts() -> None:
    """Make the fonts known to ReportLab; they are read once."""
    for name in _FILES:
        _font(name)


@lru_cache(maxsize=20_000)
def text_width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points, set in a font of ours and, where it lacks a character, in the signs."""
    return sum(float(_font(name).stringWidth(part, size)) for name, part in in_fonts(text, font))


def in_fonts(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Split a text into stretches that one font can print: the given one, or that of signs where it has to be."""
    if _characters(font).issuperset(text):
        yield font, text
        return
    for name, characters in groupby(text, key=lambda character: _font_for(character, font)):
        yield name, "".join(characters)


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters of a text that cannot be printed, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(character for character in text if not _printable(character)))


@cache
def _characters(name: str) -> frozenset[str]:
    return frozenset(map(chr, _font(name).face.charToGlyph)) - _CONTROL


def _font_for(character: str, font: str) -> str:
    return SIGNS if character not in _characters(font) and character in _characters(SIGNS) else font


def _printable(character: str) -> bool:
    return character in _characters(REGULAR) or character in _characters(SIGNS)
