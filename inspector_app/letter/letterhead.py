"""The head of the first page: the organisation on the left, its office and the direct contacts on the right."""

from __future__ import annotations

from inspector_app.letter import styles
from inspector_app.letter.content import LetterContent, Lines
from inspector_app.letter.flowables import Place, TaggedFlowable, TaggedText, text
from inspector_app.letter.structure import Element

_GAP = 6
_CONTACTS_SHARE = 0.55
_BELOW = 10
_ABOVE = 12


class Letterhead(TaggedFlowable):
    """The letterhead, read in the order organisation, office, direct contacts, with a rule under it.

    A line `above` stands in the page's margin, so that pages break as they do without it.
    """

    def __init__(self, content: LetterContent, section: Element, places: list[Place], above: TaggedText | None) -> None:
        super().__init__()
        self._above = above
        self._organisation = text(
            content.organisation, styles.ORGANISATION, section.add("P"), places, origin=content.office.origin
        )
        self._groups = [
            [self._line(line, group, section, places) for line in group.lines]
            for group in (content.office, content.direct)
            if group.lines
        ]

    @staticmethod
    def _line(line: str, group: Lines, section: Element, places: list[Place]) -> TaggedText:
        return text(line, styles.CONTACT, section.add("P"), places, origin=group.origin)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Say how much room the letterhead takes, in points."""
        self.width = aW
        name = self._organisation.wrap(aW * (1 - _CONTACTS_SHARE), aH)[1]
        lines = [line for group in self._groups for line in group]
        contacts = sum(line.wrap(aW * _CONTACTS_SHARE, aH)[1] for line in lines) + _GAP * max(0, len(self._groups) - 1)
        self.height = max(name, contacts) + _BELOW
        return self.width, self.height

    def draw(self) -> None:
        """Draw the three parts in reading order, then the rule."""
        canvas = self.canv
        if self._above is not None:
            self._above.wrap(self.width, styles.TOP)
            self._above.drawOn(canvas, 0, self.height + _ABOVE)
        self._organisation.drawOn(canvas, 0, self.height - self._organisation.height)
        top = self.height
        for group in self._groups:
            for line in group:
                top -= line.height
                line.drawOn(canvas, self.width * (1 - _CONTACTS_SHARE), top)
            top -= _GAP
        with canvas.artefact():
            canvas.setStrokeColor(styles.ACCENT)
            canvas.setLineWidth(0.8)
            canvas.line(0, 0, self.width, 0)
