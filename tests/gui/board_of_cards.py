"""A visit with cards to be judged, and a window for a page that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from inspector_app.errors import InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Addressee,
    Document,
    Evidence,
    Finding,
    Inspector,
    Interview,
    Link,
    Observation,
    Record,
    Visit,
)
from inspector_app.visit.identifiers import derived_id, link_id
from inspector_app.visit.letter_entities import Letter

ME, COLLEAGUE = derived_id("me"), derived_id("colleague")
TEXTS = ("Supervision monthly.", "No reflection.", "Calls checked at once.", "Told: we cope.", "Nine sessions read.")
CARDS = tuple(derived_id("card", text) for text in TEXTS)
FINDING = derived_id("finding", "supervision")
OTHER = derived_id("finding", "calls")


def visit_to_judge() -> VisitContents:
    """Five cards of three records; the first two on a finding (the second contradicts), a second finding is empty."""
    seen, told, read = (derived_id("record", name) for name in ("seen", "told", "read"))
    records = (
        Record(
            id=seen,
            kind="observation",
            author=ME,
            day=date(2010, 6, 8),
            title="Duty desk",
            order="a0",
            details=Observation(id=seen),
        ),
        Record(
            id=told,
            kind="interview",
            author=COLLEAGUE,
            day=date(2010, 6, 9),
            title="Manager",
            order="a1",
            details=Interview(id=told),
        ),
        Record(
            id=read,
            kind="document",
            author=ME,
            day=date(2010, 6, 9),
            title="File",
            order="a2",
            details=Document(id=read),
        ),
    )
    of = (told, told, seen, told, read)
    themes = (("supervision",), ("supervision",), ("front-door",), ("workforce",), ("supervision",))
    leanings = ("strength", "weakness", "strength", "neutral", "weakness")
    people = (COLLEAGUE, COLLEAGUE, ME, COLLEAGUE, ME)
    evidence = tuple(
        Evidence(
            id=CARDS[n],
            record=of[n],
            author=people[n],
            text=TEXTS[n],
            themes=themes[n],
            leaning=leanings[n],  # type: ignore[arg-type]
            in_confidence=n == 3,
            order=f"a{n}",
        )
        for n in range(5)
    )
    links = (
        Link(id=link_id(FINDING, CARDS[0]), finding=FINDING, evidence=CARDS[0], order="a0"),
        Link(id=link_id(FINDING, CARDS[1]), finding=FINDING, evidence=CARDS[1], bearing="contradicts", order="a1"),
    )
    findings = (
        Finding(
            id=FINDING, category="areas-for-development", text="Supervision is regular.", order="a0", evidence=links
        ),
        Finding(id=OTHER, category="areas-for-development", text="Calls are checked.", order="a1"),
    )
    return VisitContents(
        visit=Visit(
            id=derived_id("visit", "to judge"),
            framework="ucra-2010",
            authority_name="Exampleshire County Council",
            authority_area="Exampleshire",
            days=(date(2010, 6, 8), date(2010, 6, 9)),
        ),
        inspectors=(
            Inspector(id=ME, name="A. Inspector", designation="Her Majesty's Inspector", lead=True, order="a0"),
            Inspector(id=COLLEAGUE, name="B. Colleague", designation="Her Majesty's Inspector", order="a1"),
        ),
        addressees=(Addressee(id=derived_id("to"), name="Ms B. Director", salutation="Ms Director", order="a0"),),
        copies=(),
        records=records,
        evidence=evidence,
        findings=findings,
        concerns=(),
        letter=Letter(id=derived_id("letter", "to judge"), date=date(2010, 7, 6), signatories=(ME,)),
    )


@contextmanager
def opened(places: ProfilePlaces, contents: VisitContents) -> Iterator[tuple[OpenVisit, Profile]]:
    """Open a visit in a new profile, whose person is the first inspector of the team."""
    me = contents.inspectors[0]
    with (
        Profile.create(places, "four words to remember", name=me.name, designation=me.designation) as profile,
        OpenVisit.open(profile, profile.new_visit(contents)) as visit,
    ):
        yield visit, profile


@dataclass
class LoneWindow:
    """What a page asks of its window, done at once and noted."""

    profile: Profile
    save_to: Path | None = None
    open_from: Path | None = None
    said: list[str] = field(default_factory=list)
    told: list[InspectorError] = field(default_factory=list)
    went: list[tuple[str, str | None]] = field(default_factory=list)
    kept: dict[str, object] = field(default_factory=dict)
    later: list[Callable[[], None]] = field(default_factory=list)
    at_once: bool = True

    def go(self, page: str, place: str | None = None) -> None:
        self.went.append((page, place))

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def tell(self, error: InspectorError) -> None:
        self.told.append(error)

    def ask(self, question: str, explanation: str, yes: str, no: str = "Cancel") -> bool:
        return True

    def ask_to_save(self, title: str, file_name: str, kind: str) -> Path | None:
        return self.save_to / file_name if self.save_to else None

    def ask_to_open(self, title: str, kind: str) -> Path | None:
        return self.open_from

    def hand_over(self) -> None:
        pass

    def run_in_background(self, work, done, what, failed=None, given_up=None):  # type: ignore[no-untyped-def]
        def run() -> None:
            try:
                result = work()
            except InspectorError as error:
                (failed or self.tell)(error)
            else:
                done(result)

        if self.at_once:
            run()
        else:
            self.later.append(run)

    def remembered(self, name: str) -> object | None:
        return self.kept.get(name)

    def remember(self, name: str, value: object) -> None:
        self.kept[name] = value
