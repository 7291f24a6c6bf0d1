"""What is told of a package before it is taken in is what stands side by side once it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_visits import VISIT_ID, one_of_everything
from stores import begin, copied

from inspector_app.merging.meeting import would_meet
from inspector_app.visit import steps
from inspector_app.visit.change import Step

VISIT = one_of_everything()
RECORD = next(each for each in VISIT.records if each.kind == "interview")
FINDING, LINK = VISIT.findings[0], VISIT.findings[0].evidence[0]
ANSWER = RECORD.details.answers[0]  # type: ignore[union-attr]
REMOVES = steps.remove("record", RECORD.id)


@pytest.mark.parametrize(
    ("mine", "theirs", "overruled"),
    [
        (REMOVES, steps.set_field("record", RECORD.id, "title", "Managers"), RECORD.id),
        (steps.set_field("answer", ANSWER.id, "answer", "Every six weeks."), REMOVES, RECORD.id),
        (REMOVES, steps.set_field("answer", ANSWER.id, "answer", "Every six weeks."), RECORD.id),
        (steps.remove("finding", FINDING.id), steps.set_field("link", LINK.id, "bearing", "contradicts"), FINDING.id),
        (REMOVES, REMOVES, None),
        (REMOVES, steps.set_field("finding", FINDING.id, "text", "Supervision is rare."), None),
    ],
)
def test_what_meets_is_told_before_it_is_taken_in(
    tmp_path: Path, mine: Step, theirs: Step, overruled: str | None
) -> None:
    begin(tmp_path / "base.db", VISIT, "laptop-a")
    one, two = (copied(tmp_path / "base.db", tmp_path, each, VISIT_ID) for each in ("laptop-a", "laptop-b"))
    one.write(mine)
    two.write(theirs)
    package = two.package()
    new = tuple(entry for entry in package.entries if entry.laptop == two.laptop)
    told = would_meet(one.exchange.entries_met_by(new, ()), new)
    one.take(package)
    assert told == one.both_wrote()
    assert [each.id for each in told if each.was_removed] == ([overruled] if overruled else [])
    one.close()
    two.close()
