"""Making the letter's pages for the screen, in memory only; what looks as before is not drawn again.

While the words change only the pages in sight are made; the whole letter, as it will be printed, once they rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from inspector_app.gui.letter.pages_view import PAGE_HEIGHT, Place
from inspector_app.letter.content import LetterContent

if TYPE_CHECKING:
    from inspector_app.letter.flowables import Place as PlaceOnPaper
    from inspector_app.letter.pdf import BuiltLetter


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter's PDF, its pages as images, and where its blocks lie.

    `waiting` are the pages, from 0, that are not drawn yet: theirs is the image that was shown there before, or none.
    `whole` is false of a PDF that holds the words of those pages alone that were in sight.
    """

    pdf: bytes
    scale: float
    keys: tuple[str, ...]
    places: tuple[Place, ...] = ()
    whole: bool = True
    images: tuple[QImage, ...] = ()
    waiting: tuple[int, ...] = ()


class Drawing:
    """Draws one letter again and again; keeps the image of each page, and the PDF as long as the words are the same.

    Work for one thread at a time, and not for the main one.
    """

    def __init__(self) -> None:
        self._built: tuple[LetterContent, bool, BuiltLetter] | None = None
        self._signed: tuple[bytes, tuple[Place, ...]] | None = None
        self._last: DrawnLetter | None = None

    def draw_in_sight(
        self, content: LetterContent, *, draft: bool, created: datetime, scale: float, first: Collection[int]
    ) -> DrawnLetter:
        """Return the letter at `scale` pixels a point with the pages drawn that are to come `first`, at once."""
        from inspector_app.letter.pdf import build_letter

        if self._is_built(content, draft):
            return self.draw_letter(content, draft=draft, created=created, scale=scale, first=first)
        built = build_letter(content, draft=draft, created=created, drawn=first)
        return self._draw(replace(_letter(built, scale), whole=False), [n for n in first if n < len(built.page_keys)])

    def draw_letter(
        self, content: LetterContent, *, draft: bool, created: datetime, scale: float, first: Collection[int]
    ) -> DrawnLetter:
        """Return the letter likewise, with its whole PDF."""
        from inspector_app.letter.pdf import build_letter

        if not self._is_built(content, draft):
            self._built = (content, draft, build_letter(content, draft=draft, created=created))
        assert self._built is not None
        return self._draw(_letter(self._built[2], scale), first)

    def draw_signed(
        self, pdf: bytes, content: LetterContent, *, created: datetime, scale: float, first: Iterable[int]
    ) -> DrawnLetter:
        """Return a signed letter's own PDF likewise; `content` is what it was made from."""
        from inspector_app.letter.preview import page_count

        if self._signed is None or self._signed[0] != pdf:
            self._signed = (pdf, _places_in(pdf, content, created))
        digest = sha256(pdf).hexdigest()
        keys = tuple(f"{digest}/{page}" for page in range(page_count(pdf)))
        return self._draw(DrawnLetter(pdf, scale, keys, self._signed[1]), first)

    def draw_next(self, drawn: DrawnLetter) -> DrawnLetter:
        """Return the letter with one more page drawn of those that wait."""
        return self._with_pages(drawn, drawn.waiting[:1])

    def _is_built(self, content: LetterContent, draft: bool) -> bool:
        return self._built is not None and self._built[:2] == (content, draft)

    def _draw(self, drawn: DrawnLetter, first: Iterable[int]) -> DrawnLetter:
        """Give pages that look as before their images, and draw those of the others that come first."""
        before, keys = self._last, drawn.keys
        known: dict[str, QImage] = {}
        shown: tuple[QImage, ...] = ()
        if before is not None:
            shown = before.images
            if before.scale == drawn.scale:
                known = {
                    key: image
                    for n, (key, image) in enumerate(zip(before.keys, shown, strict=True))
                    if n not in before.waiting
                }
        images = tuple(known.get(key) or (shown[n] if n < len(shown) else QImage()) for n, key in enumerate(keys))
        waiting = tuple(n for n, key in enumerate(keys) if key not in known)
        at_once = {min(n, len(keys) - 1) for n in first}
        drawn = replace(drawn, images=images, waiting=waiting)
        return self._with_pages(drawn, [n for n in waiting if n in at_once])

    def _with_pages(self, drawn: DrawnLetter, numbers: Iterable[int]) -> DrawnLetter:
        """Draw some pages, and remember all."""
        from inspector_app.letter.preview import page_images

        numbers = tuple(numbers)
        images = list(drawn.images)
        for n, page in zip(numbers, page_images(drawn.pdf, numbers, drawn.scale) if numbers else (), strict=True):
            images[n] = QImage(page.pixels, page.width, page.height, QImage.Format.Format_RGB32).copy()
        waiting = tuple(n for n in drawn.waiting if n not in numbers)
        self._last = replace(drawn, images=tuple(images), waiting=waiting)
        return self._last


def _letter(built: BuiltLetter, scale: float) -> DrawnLetter:
    return DrawnLetter(built.pdf, scale, built.page_keys, _on_screen(built.places))


def _places_in(pdf: bytes, content: LetterContent, created: datetime) -> tuple[Place, ...]:
    from inspector_app.letter.pdf import build_letter
    from inspector_app.letter.preview import places_alike

    return _on_screen(places_alike(build_letter(content, draft=False, created=created), pdf))


def _on_screen(places: Iterable[PlaceOnPaper]) -> tuple[Place, ...]:
    return tuple(Place(str(place.origin), place.page, _area(place.rect)) for place in places)


def _area(rect: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Turn corners counted from the foot of a page into left, top, width and height."""
    left, bottom, right, top = rect
    return left, PAGE_HEIGHT - top, right - left, top - bottom
