"""What a step did, in sentences that follow a name: "put evidence on it: …", "moved it to …, because …"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from inspector_app.visit.both_wrote import CHOICE
from inspector_app.visit.trail_keeping_words import KEEPING_TELLERS
from inspector_app.visit.trail_letter_words import LETTER_TELLERS
from inspector_app.visit.trail_past import Changed, Past
from inspector_app.visit.trail_telling import (
    Told,
    category_words,
    finding_words,
    it_or_named,
    loud,
    of_field,
    passage_words,
    piece_words,
    record_words,
    this_record,
)
from inspector_app.visit.trail_values import MANY_WORDS, as_words, shown, thing_words

_MANY_LINKS = 3
"""Pieces of evidence put on a finding in one step that are told one by one; more are counted."""
_MADE: Mapping[str, tuple[str, str]] = {
    "make a finding": ("made", " from a card"),
    "split a finding": ("split", " off another"),
    "bring in the visit": ("brought in", ""),
}
"""How a finding came about, by the act in whose step it was made."""


_Teller = Callable[[Sequence[Changed], Past], Iterator[Told]]


def told_of_step(changes: Sequence[Changed], past: Past) -> tuple[Told, ...]:
    """Return what the changes of one step came to; nothing where they say nothing by themselves."""
    things: dict[tuple[str, str], list[Changed]] = {}
    for change in changes:
        things.setdefault((change.entry.entity, change.entry.id), []).append(change)
    moved = {past.held("move", entity_id).get("finding") for entity, entity_id in things if entity == "move"}
    put = [key for key, own in things.items() if key[0] == "link" and own[0].entry.field is None]
    lines: list[Told] = []
    for (entity, entity_id), own in things.items():
        if entity == "link" and len(put) > _MANY_LINKS and own[0].entry.field is None:
            continue
        if entity == "finding" and entity_id in moved:
            own = [change for change in own if change.entry.field not in ("category", "order")]
        lines += _TELLERS.get(entity, _of_anything)(own, past) if own else ()
    if len(put) > _MANY_LINKS:
        lines.append(Told(f"put {len(put)} pieces of evidence on {finding_words(past, None)}"))
    if changes and changes[0].entry.action == CHOICE:
        return tuple(replace(line, sentence=f"chose where both wrote, and {line.sentence}") for line in lines)
    return tuple(lines)


def _of_finding(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    it = it_or_named(past, "finding", changes[0].entry.id)
    category = past.held("finding", changes[0].entry.id).get("category")
    where = f"under {category_words(past, category)}"
    for change in loud(changes):
        entry, before = change.entry, change.before
        match entry.field:
            case None:
                text = "\n".join(filter(None, (as_words(change.values.get(name)) for name in ("text", "points"))))
                made, how = _MADE.get(entry.action, ("made", ""))
                yield Told(f"{made} {'the finding' if it == 'it' else it}{how} {where}", "", text)
            case "text" if entry.action.startswith(("split ", "merge ")):
                how = "split a part off" if entry.action.startswith("split") else "merged others into"
                yield Told(f"{how} {it}", as_words(before), as_words(entry.value))
            case "category":
                yield Told(f"moved {it} from {category_words(past, before)} to {category_words(past, entry.value)}")
            case "order":
                yield Told(f"moved {it} to another place {where}")
            case "deleted":
                gone = f"merged {it} into another finding" if entry.action.startswith("merge ") else f"removed {it}"
                yield Told(gone if entry.value else f"brought {it} back")
            case "risk":
                yield Told(f"wrote for {it} who is at risk of what", shown(before), shown(entry.value))
            case "trigger":
                yield Told(f"said which trigger {it} meets: {shown(entry.value)}")
            case _:
                yield of_field(change, past, it)


def _of_link(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    link = past.held("link", changes[0].entry.id)
    piece, where = piece_words(past, link.get("evidence")), finding_words(past, link.get("finding"))
    against = link.get("bearing") == "contradicts"
    put = f"put {piece} {'against' if against else 'on'} {where}"
    if any(change.entry.field == "deleted" and not change.entry.value for change in changes):
        yield Told(put)
        changes = [change for change in changes if change.entry.field in ("weighed",)]
    yield from _of_ties([change for change in changes if (change.entry.field or "").startswith("ties")], piece)
    for change in loud(changes):
        entry = change.entry
        match (entry.field or "").partition("/")[0]:
            case "":
                yield Told(put)
                weighed = as_words(change.values.get("weighed"))
                if weighed:
                    yield Told(f"weighed {piece}, because", "", weighed)
            case "deleted":
                yield Told(f"took {piece} off {where}")
            case "bearing":
                yield Told(f"let {piece} {'contradict' if entry.value == 'contradicts' else 'support'} {where}")
            case "weighed":
                yield Told(f"weighed {piece}, because", as_words(change.before), as_words(entry.value))
            case "order":
                yield Told(f"moved {piece} to another place on {where}")
            case "ties":
                pass
            case _:
                yield of_field(change, past, f"{piece} on {where}")


def _of_ties(changes: Sequence[Changed], piece: str) -> Iterator[Told]:
    """A sentence tied, let go, or confirmed: then the words it had give way to those it has."""
    gone = [as_words(change.before) for change in changes if change.entry.value is None]
    new = [change for change in changes if change.entry.value is not None]
    for change in new:
        before = as_words(change.before) or (gone.pop(0) if gone else "")
        verb = f"confirmed that {piece} backs the sentence" if before else f"tied {piece} to the sentence"
        yield Told(verb, before, shown(change.entry.value))
    for sentence in gone:
        yield Told(f"untied {piece} from the sentence", sentence, "")


def _of_acceptance(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("acceptance", changes[0].entry.id)
    check = str(held.get("check", "")).removeprefix("finding-").replace("-", " ")
    it = finding_words(past, held.get("finding"))
    if any(change.entry.field == "deleted" and change.entry.value for change in changes):
        yield Told(f"no longer let {it} stand against the warning “{check}”")
        return
    before = next((as_words(change.before) for change in changes if change.entry.field == "why"), "")
    yield Told(f"let {it} stand against the warning “{check}”, because", before, as_words(held.get("why")))


def _of_agreement(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("agreement", changes[0].entry.id)
    it, said = finding_words(past, held.get("finding")), {change.entry.field for change in changes}
    author, who = changes[0].entry.inspector, held.get("inspector")
    whose = "" if who == author else f"wrote that {past.people.get(str(who), 'a colleague')} "
    if held.get("deleted") or held.get("agreed") is None:
        yield Told(f"{whose}took back what was said of {it}")
    elif said & {None, "agreed", "judged", "deleted"}:
        again = "" if said & {None, "agreed", "deleted"} else " as it stands now"
        yield Told(f"{whose}{'agreed' if held['agreed'] else 'did not agree'} with {it}{again}")
    for change in changes:
        note = change.values.get("note") if change.entry.field is None else change.entry.value
        if change.entry.field in (None, "note") and (note or change.before):
            yield Told("noted", as_words(change.before), as_words(note))


def _of_move(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("move", changes[0].entry.id)
    came, went = category_words(past, held.get("from_category")), category_words(past, held.get("to_category"))
    it = finding_words(past, held.get("finding"))
    if any(change.entry.field == "deleted" and change.entry.value for change in changes):
        yield Told(f"took back why {it} was moved to {went}")
    else:
        yield Told(f"moved {it} from {came} to {went}, because", "", as_words(held.get("why")))


def _of_evidence(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("evidence", changes[0].entry.id)
    it = piece_words(past, changes[0].entry.id)
    for change in loud(changes):
        entry = change.entry
        match entry.field:
            case None:
                source = "of a count" if held.get("count") else passage_words(past, held)
                yield Told(f"made evidence {source}", "", as_words(change.values.get("text")))
            case "deleted":
                yield Told(f"removed {it}" if entry.value else f"brought {it} back")
            case "in_confidence":
                yield Told(f"marked {it} as {'' if entry.value else 'not '}given in confidence")
            case "leaning":
                leans = f"let {it} lean towards {shown(entry.value)}"
                yield Told(leans if entry.value else f"took back which way {it} leans")
            case "source":
                yield Told(f"marked another passage for {it}")
            case "record":
                yield Told(f"moved {it} to {record_words(past, entry.value)}")
            case _:
                yield of_field(change, past, it)


def _of_record(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    record_id = changes[0].entry.id
    it = this_record(past, record_id)
    for change in loud(changes):
        if change.entry.field is None:
            begun = "brought in" if change.entry.action.startswith("bring in") else "began"
            yield Told(f"{begun} {record_words(past, record_id)}", "", as_words(change.values.get("notes")))
        elif change.entry.field == "deleted":
            yield Told(f"removed {it}" if change.entry.value else f"brought {it} back")
        else:
            yield of_field(change, past, it)


def _of_details(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    """The fields that only one kind of record has; that they were made is told by their record."""
    for change in loud(changes):
        if change.entry.field is not None:
            yield of_field(change, past, this_record(past, change.entry.id))


def _of_anything(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    entity, entity_id = changes[0].entry.entity, changes[0].entry.id
    thing = thing_words(entity, past.held(entity, entity_id))
    for change in loud(changes):
        if change.entry.field is None:
            words = [as_words(change.values.get(name)) for name in sorted(MANY_WORDS.get(entity, ()))]
            yield Told(f"added {thing}", "", "\n".join(filter(None, words)))
        elif change.entry.field == "deleted":
            yield Told(f"removed {thing}" if change.entry.value else f"brought {thing} back")
        else:
            yield of_field(change, past, thing)


_TELLERS: Mapping[str, _Teller] = {
    **LETTER_TELLERS,
    **KEEPING_TELLERS,
    "finding": _of_finding,
    "link": _of_link,
    "acceptance": _of_acceptance,
    "agreement": _of_agreement,
    "move": _of_move,
    "evidence": _of_evidence,
    "record": _of_record,
    "observation": _of_details,
    "interview": _of_details,
    "case": _of_details,
    "document": _of_details,
}
