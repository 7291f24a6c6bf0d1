"""What an inspector may do at a laptop, at random, as the program's own steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

from stores import StoreLaptop

from inspector_app.errors import LabelStays, LetterLocked, NothingToUndo
from inspector_app.visit import steps
from inspector_app.visit.both_wrote import both_texts, choose
from inspector_app.visit.change import Put, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Record
from inspector_app.visit.filing import add_to, file_as
from inspector_app.visit.finding_steps import merge_findings
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.keeping_steps import place_hold
from inspector_app.visit.letter_state import assure, back_to_draft, correct
from inspector_app.visit.ordering import order_behind, placed_at

WORDS = (
    "Supervision is monthly.",
    "Supervision is irregular.",
    "Files are clear.",
    "Thresholds are met. So are limits.",
)
CATEGORIES = ("strengths", "areas-for-development")
THINGS = tuple(str(number) for number in range(4))
"""Ids are derived from these: two laptops make the same thing."""

Act = Callable[[VisitContents, random.Random], Step | None]
_REFUSALS = (LetterLocked, LabelStays, NothingToUndo)


def act(laptop: StoreLaptop, chance: random.Random) -> str:
    """Do one thing, and return its name; what the program refuses is not done."""
    name = chance.choice(tuple(ACTS))
    step = ACTS[name](laptop.contents(), chance)
    if step is not None:
        with suppress(*_REFUSALS):
            laptop.write(step)
    return name


def undo_or_redo(laptop: StoreLaptop, chance: random.Random) -> None:
    """Take back the last step, or do it again."""
    with suppress(*_REFUSALS):
        (laptop.store.undo if chance.random() < 0.6 else laptop.store.redo)().result(20)


def choose_some(laptop: StoreLaptop, chance: random.Random) -> None:
    """Choose in half of the places where both wrote."""
    for both in laptop.both_wrote():
        joined = both_texts(both)
        values = [True, False] if both.was_removed else [each.value for each in both.versions]
        value = chance.choice([*values, joined] if joined is not None else values)
        if chance.random() < 0.5:
            with suppress(*_REFUSALS):
                laptop.write(choose(both, value))


def type_on(laptop: StoreLaptop, chance: random.Random) -> None:
    """Type a burst into one field, and leave without waiting for the disk."""
    records = laptop.contents().records
    if records:
        record, typed = chance.choice(records).id, ""
        for word in chance.choice(WORDS).split():
            typed = f"{typed} {word}".strip()
            laptop.store.write(steps.set_field("record", record, "notes", typed))


def sign_or_correct(laptop: StoreLaptop, chance: random.Random) -> None:
    """Sign the letter, or begin a new version of one that is signed."""
    held = laptop.contents()
    with suppress(*_REFUSALS):
        if held.letter.state in ("draft", "quality-assured"):
            laptop.seal(b"%PDF-" + chance.randbytes(4))
        elif held.signed_letters:
            laptop.write(correct(held.letter, held.signed_letters[-1], chance.choice(WORDS)))


def _of_kind(held: VisitContents, kind: str) -> list[Record]:
    return [each for each in held.records if each.kind == kind]


def _one(things: Sequence[Any], chance: random.Random) -> Any:
    return chance.choice(things) if things else None


def _finding_words(held: VisitContents, chance: random.Random) -> Step | None:
    finding = _one(held.findings, chance)
    name = chance.choice(("text", "trigger", "points"))
    value = chance.sample(WORDS, 2) if name == "points" else chance.choice(WORDS)
    return steps.set_field("finding", finding.id, name, value) if finding else None


def _record_words(held: VisitContents, chance: random.Random) -> Step | None:
    record = _one(held.records, chance)
    return (
        steps.set_field("record", record.id, chance.choice(("notes", "title")), chance.choice(WORDS))
        if record
        else None
    )


def _new_finding(held: VisitContents, chance: random.Random) -> Step | None:
    new = derived_id("finding of", chance.choice(THINGS))
    values = {"category": chance.choice(CATEGORIES), "text": chance.choice(WORDS), "order": order_behind(held.findings)}
    return (
        None
        if any(each.id == new for each in held.findings)
        else Step("make a finding", (Put("finding", new, values),))
    )


def _new_record(held: VisitContents, chance: random.Random) -> Step | None:
    new = derived_id("record of", chance.choice(THINGS))
    if any(each.id == new for each in held.records):
        return None
    kind: Any = chance.choice(("observation", "interview", "case", "document"))
    return steps.new_record(
        new,
        kind,
        author=held.inspectors[0].id,
        day=held.visit.days[0],
        start="10:00",
        written_at="",
        order=order_behind(held.records),
        values={"title": chance.choice(WORDS), "unfiled": chance.random() < 0.5},
    )


def _file_note(held: VisitContents, chance: random.Random) -> Step | None:
    note = _one(_of_kind(held, "observation"), chance)
    if note is None:
        return None
    others = [each for each in held.records if each.id != note.id]
    if others and chance.random() < 0.4:
        evidence = [each for each in held.evidence if each.record == note.id]
        files = [each for each in held.attachments if each.record == note.id]
        return add_to(note, chance.choice(others), evidence, files)
    return file_as(note, chance.choice(("interview", "case", "document", "observation")))


def _answer(held: VisitContents, chance: random.Random) -> Step | None:
    talk = _one(_of_kind(held, "interview"), chance)
    prompt = chance.choice(("How often?", "Why?"))
    return steps.write_answer(talk.id, prompt, chance.choice(WORDS), "a0") if talk else None


def _case(held: VisitContents, chance: random.Random) -> Step | None:
    case = _one(_of_kind(held, "case"), chance)
    if case is None:
        return None
    if chance.random() < 0.5:
        name = f"dates/{chance.choice(('referral', 'decision'))}"
        return steps.set_field("case", case.id, name, chance.choice((None, "2010-05-04", "2010-05-06")))
    field, value = chance.choice((("answer", "yes"), ("answer", "no"), ("note", "Thin.")))
    return steps.answer_check(case.id, chance.choice(("analysis-of-risk", "plan")), field, value, "a0")


def _evidence(held: VisitContents, chance: random.Random) -> Step | None:
    new = derived_id("evidence of", chance.choice(THINGS))
    if any(each.id == new for each in held.evidence):
        return steps.set_field("evidence", new, *chance.choice((("text", WORDS[0]), ("leaning", "weakness"))))
    record = chance.choice([None, *(each.id for each in held.records)])
    values = {"record": record, "text": chance.choice(WORDS), "leaning": "strength", "order": "a5"}
    return steps.add("evidence", new, values)


def _link(held: VisitContents, chance: random.Random) -> Step | None:
    finding, piece = _one(held.findings, chance), _one(held.evidence, chance)
    if finding is None or piece is None:
        return None
    if any(link.evidence == piece.id for link in finding.evidence) and chance.random() < 0.5:
        return steps.unlink_evidence(finding.id, piece.id)
    return steps.link_evidence(finding.id, piece.id, "a3", chance.choice(("supports", "contradicts")))


def _card(held: VisitContents, chance: random.Random) -> Step | None:
    one, other = _one(held.findings, chance), _one(held.findings, chance)
    linked = one is not None and one.evidence and one.id != other.id
    return steps.move_card(one.evidence[0].evidence, one.id, other.id, "a1") if linked else None


def _move(held: VisitContents, chance: random.Random) -> Step | None:
    finding = _one(held.findings, chance)
    if finding is None:
        return None
    if chance.random() < 0.5:
        return steps.move_finding(finding.id, chance.choice(CATEGORIES), chance.choice(("a0", "a1", "a2")))
    keys = placed_at(held.findings, [finding.id], chance.randrange(len(held.findings) + 1))
    return steps.move("finding", keys) if keys else None


def _merge(held: VisitContents, chance: random.Random) -> Step | None:
    return merge_findings(chance.sample(held.findings, 2)) if len(held.findings) > 1 else None


def _remove(held: VisitContents, chance: random.Random) -> Step | None:
    of: dict[str, Sequence[Any]] = {
        "finding": held.findings, "record": held.records, "evidence": held.evidence, "attachment": held.attachments,
    }  # fmt: skip
    entity = chance.choice(tuple(of))
    thing = _one(of[entity], chance)
    return steps.remove(entity, thing.id) if thing else None


def _letter(held: VisitContents, chance: random.Random) -> Step | None:
    if chance.random() < 0.5:
        name = f"wording/{chance.choice(('subject', 'opening'))}"
        return steps.set_field("letter", held.letter.id, name, chance.choice(WORDS))
    if held.letter.state == "draft":
        return assure(held.letter, by=held.inspectors[-1].id, at=f"2010-07-0{chance.randint(1, 9)}T10:00:00+01:00")
    return back_to_draft(held.letter) if held.letter.state == "quality-assured" else None


def _team_and_visit(held: VisitContents, chance: random.Random) -> Step | None:
    word = chance.choice(("One", "Two"))
    if chance.random() < 0.5:
        return steps.set_field(
            "inspector", chance.choice(held.inspectors).id, chance.choice(("name", "designation")), word
        )
    return steps.set_field("visit", held.visit.id, chance.choice(("authority_area", "authority_name")), word)


def _reason(held: VisitContents, chance: random.Random) -> Step | None:
    if chance.random() < 0.2:
        return place_hold(chance.choice(WORDS), by=held.inspectors[0].id, at="2010-07-01T10:00:00+01:00", order="a0")
    finding = _one(held.findings, chance)
    return steps.accept_warning(finding.id, "finding-contradicted", chance.choice(WORDS), "a0") if finding else None


def _attachment(held: VisitContents, chance: random.Random) -> Step | None:
    record = _one(held.records, chance)
    if record is None:
        return None
    new, word = derived_id("file of", chance.choice(THINGS)), chance.choice(WORDS)
    values = {
        "record": record.id, "name": "a.txt", "media_type": "text/plain", "size": len(word),
        "sha256": sha256(word.encode()).hexdigest(), "order": "a0",
    }  # fmt: skip
    return Step("attach a file", (Put("attachment", new, values), Put("attachment_text", new, {"text": word})))


ACTS: Mapping[str, Act] = {
    each.__name__.removeprefix("_"): each
    for each in (
        _finding_words, _record_words, _new_finding, _new_record, _file_note, _answer, _case, _evidence, _link, _card,
        _move, _merge, _remove, _letter, _team_and_visit, _reason, _attachment,
    )
}  # fmt: skip
