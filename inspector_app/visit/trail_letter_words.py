"""What a step did to the letter, and to what the team agreed upon around it, in sentences that follow a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from inspector_app.visit.change import Plain
from inspector_app.visit.trail_past import Changed, Past
from inspector_app.visit.trail_telling import Told, finding_words, loud, of_field, theme_words
from inspector_app.visit.trail_values import as_words, shown

_STATES: Mapping[str, str] = {
    "draft": "made the letter a draft again",
    "quality-assured": "marked the letter as quality assured",
    "issued": "marked the letter as issued",
}


def _of_letter(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    states = [change for change in changes if change.entry.field == "state"]
    for change in loud(changes):
        if change.entry.field is None:
            yield Told("began the letter")
        elif change.entry.field == "state":
            said = _STATES.get(str(change.entry.value))
            if said is not None:  # that it was signed is told by the signed letter
                yield Told(said)
        elif change.entry.field == "signatories":
            who = [past.people.get(str(each), "somebody") for each in _listed(change.entry.value)]
            yield Told(f"set who signs the letter: {', '.join(who) or 'nobody'}")
        elif change.entry.field.startswith("wording/"):
            part = f"the letter’s part “{change.entry.field.partition('/')[2]}”"
            before, after = as_words(change.before), as_words(change.entry.value)
            how = "changed the own words of" if before else "wrote own words for"
            yield Told(f"{how if after else 'went back to the framework’s words for'} {part}", before, after)
        elif change.entry.field not in ("assured_by", "assured_at") or not states:
            yield of_field(change, past, "the letter")


def _of_signed_letter(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("signed_letter", changes[0].entry.id)
    corrects = ", which corrects the one before" if held.get("replaces") else ""
    yield Told(f"signed the letter, version {held.get('version')}{corrects}", "", as_words(held.get("correction")))


def _of_letter_acceptance(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("letter_acceptance", changes[0].entry.id)
    check = str(held.get("check", "")).replace("-", " ")
    words = as_words(held.get("words"))
    what = f"“{words}” in {_about(past, held.get('about'))}" if words else _about(past, held.get("about"))
    if any(change.entry.field == "deleted" and change.entry.value for change in changes):
        yield Told(f"no longer let {what} stand against the warning “{check}”")
        return
    before = next((as_words(change.before) for change in changes if change.entry.field == "why"), "")
    yield Told(f"let {what} stand against the warning “{check}”, because", before, as_words(held.get("why")))


def _of_proposal(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("proposal", changes[0].entry.id)
    where = _about(past, held.get("about"))
    said = {change.entry.field: change.entry.value for change in changes}
    before, after = as_words(held.get("before")), as_words(held.get("after"))
    if "answer" in said:
        answer = said["answer"]
        verb = str(answer) if answer else "took back the answer to"
        yield Told(f"{verb} what was proposed for {where}", before, after)
    elif said.get("deleted"):
        yield Told(f"withdrew what was proposed for {where}", before, after)
    else:
        if held.get("after") is not None:
            yield Told(f"proposed other words for {where}", before, after)
        if as_words(held.get("comment")):
            yield Told(f"remarked on “{before}” in {where}", "", as_words(held.get("comment")))


def _of_assignment(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("assignment", changes[0].entry.id)
    kind = f" ({held['kind']})" if held.get("kind") else ""
    gap = f"{theme_words(past, [held.get('theme')])}{kind}"
    who = past.people.get(str(held.get("inspector")), "somebody")
    said = {change.entry.field: change for change in changes}
    if held.get("deleted"):
        yield Told(f"let nobody in particular look at {gap}")
    elif said.keys() & {None, "inspector", "deleted"}:
        yield Told(f"asked {who} to look at {gap}", "", as_words(held.get("note")))
    elif "note" in said:
        yield Told(
            f"noted what {who} should look at in {gap}", as_words(said["note"].before), as_words(held.get("note"))
        )


def _of_issuing(changes: Sequence[Changed], past: Past) -> Iterator[Told]:
    held = past.held("issuing", changes[0].entry.id)
    if held.get("deleted"):
        yield Told("took back to whom the letter went")
    else:
        yield Told(f"wrote that the letter went to {shown(held.get('to'))}, {shown(held.get('issued_at'))}")


def _about(past: Past, about: Plain) -> str:
    """Return a place of the letter in words; "it" where that is the finding that the trail is of."""
    kind, _, entity_id = str(about).partition(":")
    if kind == "next_step":
        return "a next step"
    return finding_words(past, entity_id) if kind == "finding" else f"the letter’s part “{entity_id}”"


def _listed(value: Plain) -> Sequence[Plain]:
    return value if isinstance(value, list | tuple) else ()


LETTER_TELLERS: Mapping[str, Callable[[Sequence[Changed], Past], Iterator[Told]]] = {
    "letter": _of_letter,
    "signed_letter": _of_signed_letter,
    "letter_acceptance": _of_letter_acceptance,
    "proposal": _of_proposal,
    "assignment": _of_assignment,
    "issuing": _of_issuing,
}
