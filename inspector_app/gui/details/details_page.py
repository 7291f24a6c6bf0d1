"""Visit details: who is visited, when, by whom, and to whom the letter goes; saved while typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.details.visit_fields import VisitFields
from inspector_app.gui.page import Page, PageWindow
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.entity_cards import CardField, EntityCards
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import hint, title
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import Ordered, order_behind, placed_at

_ADDRESSEE = (
    CardField("name", "Name", hint="Mr P. Surname", absent=""),
    CardField("salutation", "Dear …", hint="Mr Surname", absent=""),
    CardField("post", "Post title", hint="Director of Children's Services, as the council has it"),
    CardField("organisation", "Organisation"),
    CardField("address", "Address", "list", "A line each"),
    CardField("postcode", "Postcode"),
)


class DetailsPage(Page):
    """The details of the visit."""

    title = "Visit details"
    rail_icon = "settings"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(self._refused)
        self._fields = VisitFields(visit.framework)
        self._fields.typed.connect(self._typed_visit)
        self._fields.left.connect(self._saver.left)
        self._cards: dict[str, EntityCards] = {
            "inspector": EntityCards("Team", "inspector", self._inspector_fields()),
            "addressee": EntityCards("The letter is addressed to", "addressee", _ADDRESSEE),
        }
        if visit.framework.copy_roles:
            self._cards["copy"] = EntityCards("Copies go to", "copy", self._copy_fields())
        for entity, cards in self._cards.items():
            self._connect(entity, cards)
        self._unsaved: set[str] = set()
        self._saver.handed_over.connect(self._unsaved.clear)
        self._lay_out()
        self.refresh(None)

    def refresh(self, change: VisitChange | None) -> None:
        """Show everything again where something shown has changed."""
        if change is None or change.touches("visit", "inspector", "addressee", "copy"):
            self._saver.flush()  # cards that are built anew show what has been handed over, and nothing else
            self._show_all()

    def show_place(self, place: str | None) -> None:
        """Go to "addressee:<id>" and the like; else to the first field."""
        entity, _, thing = (place or "").partition(":")
        if entity in self._cards:
            self._cards[entity].focus(thing)
        else:
            self._fields.focus()

    def current_place(self) -> str:
        """Return the thing whose card has the cursor."""
        focus = QApplication.focusWidget()
        for entity, cards in self._cards.items():
            if focus is not None and cards.isAncestorOf(focus):
                return next((f"{entity}:{thing.id}" for thing in self._things(entity)), "")
        return ""

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._saver.left()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setAccessibleName("Visit details")
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._fields)
        left.addWidget(self._cards["inspector"])
        left.addStretch(1)
        for entity, cards in self._cards.items():
            if entity != "inspector":
                right.addWidget(cards)
        right.addStretch(1)
        for side in (left, right):
            side.setSpacing(style.space(5))
        across = QHBoxLayout()
        across.setSpacing(style.space(8))
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(*(4 * (style.space(4),)))
        framework = self.visit.framework
        rows.addWidget(title("Visit details", inner))
        rows.addWidget(
            hint(f"{framework.name}, version {framework.version}, as it stood when the visit started.", inner)
        )
        rows.addLayout(across)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def _show_all(self) -> None:
        visit = self.visit.visit()
        prefix = f"{visit.id}/"
        self._fields.show_visit(visit, [key.removeprefix(prefix) for key in self._unsaved if key.startswith(prefix)])
        for entity, cards in self._cards.items():
            cards.show_things(self._things(entity), tuple(self._unsaved))

    def _things(self, entity: str) -> Sequence[Ordered]:
        things: Mapping[str, Sequence[Ordered]] = {
            "inspector": self.visit.inspectors(),
            "addressee": self.visit.addressees(),
            "copy": self.visit.copies(),
        }
        return things[entity]

    def _connect(self, entity: str, cards: EntityCards) -> None:
        cards.typed.connect(lambda thing, field, value: self._typed(entity, thing, field, value))
        cards.chose.connect(lambda thing, field, value: self._saver.act(steps.set_field(entity, thing, field, value)))
        cards.left.connect(self._saver.left)
        cards.added.connect(lambda: self._add(entity))
        cards.removed.connect(lambda thing: self._act(steps.remove(entity, thing)))
        cards.moved_up.connect(lambda thing: self._move_up(entity, thing))

    def _typed_visit(self, field: str, value: object) -> None:
        self._typed("visit", self.visit.id, field, value)

    def _typed(self, entity: str, thing: str, field: str, value: object) -> None:
        key = f"{thing}/{field}"
        self._unsaved.add(key)
        self._saver.typed(key, steps.set_field(entity, thing, field, value))

    def _act(self, step: Step) -> None:
        self._saver.act(step)
        self._show_all()

    def _add(self, entity: str) -> None:
        thing = new_id()
        things = self._things(entity)
        values: dict[str, object] = {"order": order_behind(things)}
        values |= {"role": self.visit.framework.copy_roles[0].id} if entity == "copy" else {"name": ""}
        self._act(steps.add(entity, thing, values))
        self._cards[entity].focus(thing)

    def _move_up(self, entity: str, thing: str) -> None:
        things = self._things(entity)
        at = next(index for index, each in enumerate(things) if each.id == thing)
        self._act(steps.move(entity, placed_at(things, [thing], at - 1)))
        self._cards[entity].focus(thing)

    def _refused(self, error: Exception) -> None:
        self.shell.tell(error)  # type: ignore[arg-type]
        self._show_all()

    def _inspector_fields(self) -> tuple[CardField, ...]:
        designations = self.visit.framework.designations
        return (
            CardField("name", "Name", hint="As it stands under the letter", absent=""),
            CardField("designation", "Designation", absent="", suggestions=designations),
            CardField("lead", "Leads the visit", "yes-no", absent=False),
        )

    def _copy_fields(self) -> tuple[CardField, ...]:
        roles = tuple((role.id, role.label) for role in self.visit.framework.copy_roles)
        return (
            CardField("role", "Copy for", "choice", choices=roles),
            CardField("name", "Name"),
            CardField("post", "Post"),
            CardField("organisation", "Organisation"),
        )
