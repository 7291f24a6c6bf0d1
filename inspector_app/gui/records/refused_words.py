"""Words that the signed letter no longer takes: they are kept as a quick note of whoever typed them."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.errors import LetterLocked
from inspector_app.gui.records.beginning import Beginning
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Plain, Put, Set, Step
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.steps import is_typed


def keep_refused(visit: OpenVisit, step: Step, error: LetterLocked) -> LetterLocked:
    """Keep the words of a step that was refused as a quick note, and return the error that says so too.

    On the writer's thread: whoever waits until all is on disk waits for the note as well.
    """
    words = "\n\n".join(typed_words(step))
    if not words:
        return error
    beginning = Beginning(visit)
    beginning.read()
    notes = f"These words came too late, for the letter was signed meanwhile ({step.action}):\n\n{words}"
    visit.write(beginning.step(new_id(), "observation", {"unfiled": True, "notes": notes}))
    return LetterLocked(
        error.sentence, f"What you typed is kept as a quick note, which the overview lists. {error.next_step}".strip()
    )


def typed_words(step: Step) -> Iterator[str]:
    """Give the words of a step that somebody typed; what is made together, such as a finding of a card, repeats words
    that stand elsewhere."""
    puts = [change for change in step.changes if isinstance(change, Put)]
    for change in step.changes:
        if isinstance(change, Put) and len(puts) > 1:
            continue
        values = {change.field: change.value} if isinstance(change, Set) else change.values
        for field, value in values.items():
            if is_typed(change.entity, field) and (words := _as_text(value)):
                yield words


def _as_text(value: Plain) -> str:
    lines = value if isinstance(value, (list, tuple)) else (value,)
    return "\n".join(line for line in lines if isinstance(line, str)).strip()
