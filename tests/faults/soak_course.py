"""The course of one simulated visit, drawn from its number: what is done in it, and where it is to be killed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from made_visits import one_of_everything

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_file
from inspector_app.places import resources_folder
from inspector_app.visit import steps
from inspector_app.visit.change import Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import derived_id

IMPORT, UPGRADE, SIGNING, BACKUP = "an import", "an upgrade", "a signing", "a backup"
PASSPHRASE, WRITE, OPENING, IDLE = "a passphrase change", "a write", "an opening", "idle"
PHASES = (WRITE, IMPORT, SIGNING, UPGRADE, BACKUP, PASSPHRASE, OPENING, IDLE)

_AIMS = {WRITE: 40, IMPORT: 12, BACKUP: 12, SIGNING: 9, PASSPHRASE: 9, UPGRADE: 8, OPENING: 4, "any": 6}
_FULL_LETTERS = 6
"""One in so many of the visits to be killed in a signing signs a whole letter; the others seal made-up bytes."""
_FAILING_DISKS = 8
_WORDS = (
    *("assessment", "referral", "supervision", "manager", "threshold", "child", "seen", "alone", "recorded", "core"),
    *("strategy", "meeting", "delay", "duty", "contact", "worker", "police", "health", "plan", "risk", "partner"),
)


@dataclass(frozen=True)
class Act:
    """One act: `what` is write, leave, undo, redo, read, import, open, close, passphrase, seal or sign."""

    what: str
    step: Step | None = None
    text: str = ""
    pdf: bytes = b""
    wait: bool = False


@dataclass
class Course:
    """One simulated visit. `aim` names the phase to be killed in; `at` (0–1) is where in it, `nth` which write."""

    number: int
    source: bytes = field(repr=False)
    contents: VisitContents = field(repr=False)
    aim: str = WRITE
    at: float = 0.0
    nth: int = 0
    in_seal: bool = False
    disk: str = ""
    disk_nth: int = 0
    disk_room: int = 0
    disk_back: bool = False
    killed_again: bool = False
    acts: list[Act] = field(default_factory=list)


@cache
def small_source() -> tuple[bytes, VisitContents]:
    """A small visit file with one of everything, and what is in it."""
    source = visit_file(one_of_everything())
    return source, read_visit_file(source)


@cache
def york_source() -> tuple[bytes, VisitContents]:
    """The visit whose letter may be signed, and what is in it."""
    source = (resources_folder() / "demo" / "york-2010.visit.json").read_bytes()
    return source, read_visit_file(source)


def course_of(seed: int, number: int) -> Course:
    """Draw the course of the visit of this number."""
    chance = random.Random(f"{seed}/{number}")
    aim = chance.choices(list(_AIMS), list(_AIMS.values()))[0]
    whole_letter = aim == SIGNING and chance.randrange(_FULL_LETTERS) == 0
    source, contents = york_source() if whole_letter else small_source()
    course = Course(number, source, contents, aim, at=chance.random())
    course.in_seal = whole_letter and chance.random() < 0.6
    course.killed_again = chance.random() < 0.1
    if chance.randrange(_FAILING_DISKS) == 0:
        course.disk = chance.choice(("full", "limit"))
        course.disk_nth = chance.randrange(12)
        course.disk_room = chance.choice((0, chance.randrange(2**13), chance.randrange(2**17), chance.randrange(2**20)))
        course.disk_back = chance.random() < 0.6
    acts = _Acts(chance, number, contents)
    course.acts = acts.drawn(aim, whole_letter)
    writes = sum(act.what in ("write", "undo", "redo") for act in course.acts)
    course.nth = chance.randrange(max(1, int(writes * 0.8)))
    return course


class _Acts:
    """Draws acts, and knows what there is so far."""

    def __init__(self, chance: random.Random, number: int, contents: VisitContents) -> None:
        self.chance = chance
        self.number = number
        self.acts: list[Act] = []
        self.made = 0
        self.tokens = 0
        self.records = [record.id for record in contents.records]
        self.findings = [finding.id for finding in contents.findings]
        self.evidence = [piece.id for piece in contents.evidence]
        self.letter = contents.letter.id
        self.categories = sorted({finding.category for finding in contents.findings} | {"strengths"})
        self.links: dict[tuple[str, str], bool] = {}
        for finding in contents.findings:
            self.links |= {(finding.id, link.evidence): True for link in finding.evidence}
        self.loose = {piece for piece in self.evidence if not any(piece == link[1] for link in self.links)}
        self.sealed = False

    def drawn(self, aim: str, whole_letter: bool) -> list[Act]:
        self.acts = [Act("import", wait=True), Act("open", wait=True)]
        self._sort_and_type(4 if whole_letter else self.chance.randint(3, 7), gentle=whole_letter)
        if aim == PASSPHRASE or self.chance.random() < 0.04:
            self.acts.append(Act("passphrase", text=f"words {self.number}"))
            self._sort_and_type(2, gentle=whole_letter)
        if aim == SIGNING or self.chance.random() < 0.04:
            size = self.chance.choice((3_000, 60_000, 400_000))
            pdf = self.chance.randbytes(size)
            self.acts.append(Act("sign", wait=True) if whole_letter else Act("seal", pdf=pdf, wait=True))
            self.sealed = True
            self._sort_and_type(1, gentle=whole_letter)
        if aim == BACKUP or self.chance.random() < 0.06:
            self.acts += [Act("close"), Act("open")]
            self._sort_and_type(1, gentle=whole_letter)
        return self.acts

    def _sort_and_type(self, rounds: int, gentle: bool = False) -> None:
        kinds = [self._new_record] if gentle else [self._new_record, self._burst]
        if not (gentle or self.sealed):
            kinds += [
                self._burst,
                self._mark,
                self._finding,
                self._link,
                self._move,
                self._unlink,
                self._gone,
                self._set,
            ]
        for _ in range(rounds):
            self.chance.choice(kinds)()

    def _write(self, step: Step) -> None:
        self.acts.append(Act("write", step, wait=self.chance.random() < 0.5))

    def _whole(self, step: Step) -> None:
        """A step that may be taken back and done again."""
        self._write(step)
        if self.chance.random() < 0.3:
            self.acts.append(Act("undo", wait=self.chance.random() < 0.5))
            self.acts.append(Act("redo"))

    def _text(self, words: int) -> str:
        self.tokens += 1
        token = f"w{self.number}x{self.tokens}"
        return " ".join([token, *self.chance.choices(_WORDS, k=words)])

    def _new(self, kind: str) -> str:
        self.made += 1
        return derived_id("soak", kind, str(self.number), str(self.made))

    def _burst(self) -> None:
        record, finding = self.chance.choice(self.records), self.chance.choice(self.findings)
        place = self.chance.choice([("record", record, "notes"), ("record", record, "title")])
        if not self.sealed and self.chance.random() < 0.4:
            place = self.chance.choice([("finding", finding, "text"), ("letter", self.letter, "wording/opening")])
        text = self._text(2)
        for _ in range(self.chance.randint(2, 7)):
            self._write(steps.set_field(*place, text))
            text += " " + self.chance.choice(_WORDS)
        if self.chance.random() < 0.7:
            self.acts.append(Act("leave"))
        if self.chance.random() < 0.1:
            self.acts.append(Act("read"))

    def _new_record(self) -> None:
        record = self._new("record")
        values = {"day": "2010-06-08", "start": "10:20", "order": "b00"}
        step = steps.add("record", record, {"kind": "interview", **values})
        put = steps.add("interview", record, {"role": "social worker"}).changes
        self._whole(Step("new interview", (*step.changes, *put)))
        for number in range(2):
            self._write(steps.write_answer(record, f"Prompt {number}?", self._text(4), f"a{number}"))
        self.records.append(record)

    def _mark(self) -> None:
        piece = self._new("evidence")
        values = {"record": self.chance.choice(self.records), "text": self._text(6), "order": "b00"}
        self._whole(steps.add("evidence", piece, {**values, "source": {"field": "notes", "start": 0, "end": 3}}))
        self.evidence.append(piece)
        self.loose.add(piece)

    def _finding(self) -> None:
        finding, piece = self._new("finding"), self.chance.choice(self.evidence)
        category = self.chance.choice(self.categories)
        self._whole(steps.finding_from_card(finding, category, self._text(8), "b00", piece))
        self.findings.append(finding)
        self.links[finding, piece] = True
        self.loose.discard(piece)

    def _link(self) -> None:
        finding, piece = self.chance.choice(self.findings), self.chance.choice(self.evidence)
        if not self.links.get((finding, piece)):
            self._whole(steps.link_evidence(finding, piece, "b00"))
            self.links[finding, piece] = True
            self.loose.discard(piece)

    def _move(self) -> None:
        standing = [link for link, there in self.links.items() if there]
        finding, piece = self.chance.choice(standing)
        to = self.chance.choice(self.findings)
        if to != finding and not self.links.get((to, piece)):
            self._whole(steps.move_card(piece, finding, to, "c00"))
            self.links[finding, piece], self.links[to, piece] = False, True
        else:
            self._whole(steps.move_finding(finding, self.chance.choice(self.categories), self._place()))

    def _unlink(self) -> None:
        standing = [link for link, there in self.links.items() if there]
        if len(standing) > 1:
            link = self.chance.choice(standing)
            self._whole(steps.unlink_evidence(*link))
            self.links[link] = False

    def _gone(self) -> None:
        if self.loose:
            piece = self.chance.choice(sorted(self.loose))
            self._whole(steps.remove("evidence", piece))
            self.loose.discard(piece)
            self.evidence.remove(piece)

    def _set(self) -> None:
        self._whole(steps.set_field("evidence", self.chance.choice(self.evidence), "order", self._place()))

    def _place(self) -> str:
        """A place that nothing has had before, so that the step changes something and can be taken back."""
        self.tokens += 1
        return f"c{self.tokens:03d}"
