"""What was said in confidence is cut out of the texts that it was taken from; all else is found where it stands."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from made_visits import one_of_everything

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Source
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.withholding import CUT_OUT, LEFT_OUT, Withholding, place_of

FRAMEWORK = load_framework("ucra-2010")
WORDS = [f"w{number}" for number in range(12)]
SPAN = st.tuples(st.integers(0, 11), st.integers(0, 11)).map(sorted)


def noted(notes: str, *pieces: tuple[str, int | None, int | None, bool]) -> VisitContents:
    """A visit whose first record has these notes, and evidence from them: text, start, end, in confidence."""
    contents = one_of_everything()
    record = replace(contents.records[0], notes=notes)
    evidence = tuple(
        Evidence(
            id=derived_id("piece", str(number)),
            record=record.id,
            text=text,
            source=Source(field="notes", start=start, end=end),
            in_confidence=confided,
        )
        for number, (text, start, end, confided) in enumerate(pieces)
    )
    return replace(contents, records=(record, *contents.records[1:]), evidence=evidence)


def kept(contents: VisitContents, *, in_confidence: bool = False) -> str:
    record = contents.records[0]
    return Withholding(contents, FRAMEWORK, in_confidence=in_confidence).kept(record.notes, record.id, "notes").text


@settings(max_examples=50, deadline=None)
@given(st.lists(SPAN, max_size=3), st.lists(SPAN, max_size=3))
def test_open_passages_are_found_in_what_is_kept_and_confided_ones_are_gone(
    confided: list[list[int]], open_ones: list[list[int]]
) -> None:
    notes = " ".join(WORDS)

    def piece(span: list[int], in_confidence: bool) -> tuple[str, int, int, bool]:
        start = notes.index(WORDS[span[0]] + (" " if span[0] < 11 else ""))
        end = start + len(" ".join(WORDS[span[0] : span[1] + 1]))
        return notes[start:end], start, end, in_confidence

    contents = noted(notes, *(piece(each, True) for each in confided), *(piece(each, False) for each in open_ones))
    record = contents.records[0]
    withholding = Withholding(contents, FRAMEWORK, in_confidence=False)
    left = withholding.kept(record.notes, record.id, "notes")
    gone = {word for first, last in confided for word in WORDS[first : last + 1]}
    assert gone.isdisjoint(left.text.split())
    assert set(WORDS) - gone <= set(left.text.split())
    for evidence in contents.evidence:
        place = place_of(evidence, record)
        assert place is not None
        start, end = left.place(*place)
        if gone.isdisjoint(evidence.text.split()):
            assert left.text[start:end] == evidence.text
        elif set(evidence.text.split()) <= gone:
            assert left.text[start:end].startswith("[") and left.text[start:end].endswith("]")


def test_words_are_left_out_wherever_they_stand_again_and_copies_with_them() -> None:
    said = "Nobody here dares to ring the manager at night."
    notes = f"Quiet shift. {said}\n\nAgain: nobody here dares to ring\nthe manager at night! Gave me tea."
    copied = "Nobody here dares to ring the manager at night. Gave me tea."
    contents = noted(notes, (said, 13, 13 + len(said), True), (copied, 13, 70, False))
    text = kept(contents)
    assert "dares" not in text and text.startswith("Quiet shift. ") and text.endswith("Gave me tea.")
    withholding = Withholding(contents, FRAMEWORK, in_confidence=False)
    assert [withholding.words(piece) for piece in contents.evidence] == [LEFT_OUT, f"{CUT_OUT}. Gave me tea."]
    assert "1 piece of evidence" in withholding.sentence()
    assert kept(contents, in_confidence=True) == notes


def test_two_confided_words_are_left_out_however_they_are_typed_again() -> None:
    notes = "I was told that TM drinks. Later: tm drinks, Tm  Drinks, TM\ndrinks."
    at = notes.index("TM drinks")
    left = kept(noted(notes, ("TM drinks", at, at + len("TM drinks"), True)))
    assert "drinks" not in left.casefold()
    assert left.startswith("I was told that ")


def test_where_the_words_of_a_confided_piece_are_no_longer_found_the_whole_text_is_left_out_and_it_is_said() -> None:
    notes = "0915 Duty desk, two workers on. TM drinks vodka at work. No."
    edited = noted(notes, ("TM drinks at work.", 0, 18, True))
    withholding = Withholding(edited, FRAMEWORK, in_confidence=False)
    assert "left out whole" not in withholding.sentence()
    left = withholding.kept(notes, edited.records[0].id, "notes")
    assert left.text == CUT_OUT and left.place(5, 9) == (0, len(CUT_OUT))
    assert "1 text of a record is left out whole" in withholding.sentence()
    assert kept(noted(notes, ("Not possible.", None, None, True))) == CUT_OUT
    assert kept(noted(notes, ("No.", 57, 60, True))) == f"{notes[:57]}{CUT_OUT}"
