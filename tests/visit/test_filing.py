"""Filing a quick note: as a kind, or into a record, with its evidence, its passages and its time."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from made_visits import made_profile, opened

from inspector_app.visit import filing, steps
from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.entities import Evidence, Interview, Observation, Record, Source


@given(before=st.text(max_size=30), notes=st.text(min_size=1, max_size=30), data=st.data())
def test_a_passage_of_an_added_note_stands_where_its_words_stand(before: str, notes: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(notes) - 1))
    end = data.draw(st.integers(start + 1, len(notes)))
    beside = Observation(id="n", setting="Duty room", activity=data.draw(st.none() | st.text(max_size=9)))
    note = Record(id="n", kind="observation", notes=notes, day=date(2010, 6, 8), start=time(14, 5), details=beside)
    piece = Evidence(id="e", record="n", text=notes[start:end], source=Source(field="notes", start=start, end=end))
    whole = Evidence(id="w", record="n", text=notes, source=Source(field="notes"))
    step = filing.add_to(note, Record(id="t", kind="interview", notes=before), (piece, whole), ())
    values = {(change.id, change.field): change.value for change in step.changes if isinstance(change, Set)}
    text = values["t", "notes"]
    assert isinstance(text, str)
    assert text.startswith(before.rstrip())
    assert "8 June 2010, 14:05" in text
    for each in (piece, whole):
        source = values[each.id, "source"]
        assert isinstance(source, dict)
        assert text[source["start"] : source["end"]] == each.text
        assert values[each.id, "record"] == "t"


def test_a_note_is_filed_as_an_interview_keeps_its_words_and_comes_back_by_undo(tmp_path: Path) -> None:
    with made_profile(tmp_path / "p") as profile, opened(profile) as visit:
        begun = steps.new_record(
            "n", "observation", author=visit.me, day=date(2010, 6, 8), start="14:05", written_at="2010-06-08T14:05:00Z",
            order="a0", values={"unfiled": True, "notes": "Overheard."},
        )  # fmt: skip
        visit.write(begun).result(20)
        assert [line.unfiled for line in visit.record_lines("observation")] == [True]
        visit.write(filing.file_as(visit.record("n"), "interview")).result(20)
        assert visit.record_lines("observation") == ()
        filed = visit.record("n")
        assert (filed.notes, filed.unfiled, filed.details) == ("Overheard.", False, Interview(id="n"))
        assert visit.records_with("overhea") == {"n"}
        visit.undo().result(20)
        assert (visit.record("n").kind, visit.record("n").unfiled) == ("observation", True)
        visit.write(Step("add", (Put("record", "m", {"kind": "observation", "order": "a5"}),)))
        assert visit.last_order("record") == "a5"


def test_what_was_written_beside_a_quick_note_goes_with_its_words() -> None:
    beside = Observation(id="n", setting="Duty room", activity="Screening", roles=("social worker", "manager"))
    note = Record(
        id="n", kind="observation", notes="Overheard.\n", title="Lift", written="from-memory",
        explained="No laptop.", details=beside,
    )  # fmt: skip
    lines = ["Setting: Duty room", "Activity: Screening", "Roles: social worker, manager"]

    def written(step: Step) -> list[str]:
        (notes,) = (each.value for each in step.changes if isinstance(each, Set) and each.field == "notes")
        return str(notes).split("\n")

    added = filing.add_to(note, Record(id="t", kind="interview"), (), ())
    assert written(added) == ["Lift", "Written later: No laptop.", *lines, "Overheard.", ""]
    assert written(filing.file_as(note, "document")) == ["Overheard.", "", "", *lines]
    assert not any(each.field == "notes" for each in filing.file_as(note, "observation").changes if type(each) is Set)
