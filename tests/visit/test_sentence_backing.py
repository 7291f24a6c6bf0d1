"""Evidence held by sentences: what happens to it when the words change, and what that bars."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit import sentence_backing as backing
from inspector_app.visit.change import Set, Step
from inspector_app.visit.entities import Finding, Link
from inspector_app.visit.sentences import sentence_spans

REGULAR = "Supervision is held every month."
REFLECTS = "It is too little focused on reflection."
ACTION = "The council has already taken action to address this."
ANYTHING = ("e0", "e1", "e2", "e3")


def finding(text: str, *links: Link, points: tuple[str, ...] = ()) -> Finding:
    return Finding(id="f", category="areas-for-development", text=text, points=points, evidence=links)


def link(number: int = 0, *sentences: str, bearing: str = "supports") -> Link:
    ties = {key: words for words in sentences for key in backing.first_ties(words)}
    return Link(id=f"l{number}", finding="f", evidence=f"e{number}", ties=ties, bearing=bearing)  # type: ignore[arg-type]


def done(step: Step | None, before: Finding) -> Finding:
    """The finding after a step that sets ties."""
    ties = {one.id: dict(one.ties) for one in before.evidence}
    for change in step.changes if step else ():
        assert isinstance(change, Set) and change.field.startswith("ties/")
        key = change.field.removeprefix("ties/")
        if change.value is None:
            del ties[change.id][key]
        else:
            ties[change.id][key] = str(change.value)
    return replace(before, evidence=tuple(replace(one, ties=ties[one.id]) for one in before.evidence))


def told(of: Finding) -> dict[str, list[str]]:
    """Each sentence with its evidence ("e0", "e0 changed"), what is gone and what backs the whole."""
    held = backing.backing_by_sentence(of, ANYTHING)
    shown = {
        each.sentence.words: [f"{tie.link.evidence}{' changed' if tie.changed else ''}" for tie in each.ties]
        for each in held.sentences
    }
    shown["gone"] = [tie.link.evidence for tie in held.gone]
    shown["whole"] = [one.evidence for one in held.whole]
    return {words: pieces for words, pieces in shown.items() if pieces}


def checks(of: Finding) -> list[str]:
    return [problem.check for problem in backing.sentence_problems(of, ANYTHING)]


# What a finding said when a piece was tied to its sentence, that sentence, what the finding says now, and where the
# piece is then: at this sentence as it was, at this one "changed", or "gone".
CHANGES = [
    ("case and stops", REGULAR, "supervision  is held,\nEvery month", None),
    ("blanks", REGULAR, "Supervision is\theld every  month.", REGULAR),
    ("other order", REGULAR, f"{ACTION} {REFLECTS} {REGULAR}", REGULAR),
    ("dash for comma", "Calls, though few, are checked.", "Calls – though few – are checked!", "as it was"),
    ("one word more", REGULAR, "Supervision is always held every month.", "changed"),
    ("denied", REGULAR, "Supervision is not held every month.", "changed"),
    ("figure", "In 13 of 24 cases the child was seen.", "In 14 of 24 cases the child was seen.", "changed"),
    ("mistyped", "Supervison is regular.", "Supervision is regular.", "changed"),
    ("percent", "Some 20% are late.", "Some 20 are late.", "changed"),
    ("said otherwise", "There are delays in closing cases.", "Delays were found in the closing of cases.", "changed"),
    (
        "cut in two",
        "Calls are logged and referrals are followed up at once.",
        "Referrals are followed up at once.",
        "changed",
    ),
    ("another", REGULAR, f"Referrals are followed up at once. {ACTION}", "gone"),
    ("another of the same small words", "The team is established.", f"The service is poor. {ACTION}", "gone"),
    ("written over, the only one", REGULAR, "Referrals are followed up at once.", "changed"),
    ("nothing", REGULAR, "", "gone"),
]


@pytest.mark.parametrize(("then", "now", "where"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_tie_stays_with_its_sentence_by_its_words(then: str, now: str, where: str | None) -> None:
    shown = told(finding(now, link(0, then)))
    if where is None:  # the line break made two of it
        assert list(shown.values()) == [["e0 changed"]]
    elif where == "gone":
        assert shown == {"gone": ["e0"]}
    elif where == "changed":
        assert shown == {now: ["e0 changed"]}
    else:
        assert list(shown.values()) == [["e0"]]


def test_a_changed_sentence_is_told_from_those_beside_it_and_points_count() -> None:
    changed = "Supervision is held every month in both teams."
    now = finding(f"{REFLECTS} {changed}", link(0, REGULAR), link(1, ACTION), points=(ACTION,))
    assert told(now) == {changed: ["e0 changed"], ACTION: ["e1"]}


def test_a_sentence_that_already_holds_a_piece_does_not_take_its_other_tie() -> None:
    one, two = "Calls are logged each day.", "Calls are logged each night."
    assert told(finding(two, link(0, one, two))) == {two: ["e0"], "gone": ["e0"]}
    assert told(finding(two, link(0, one), link(1, two))) == {two: ["e0 changed", "e1"]}


def test_pieces_are_tied_once_to_any_number_of_sentences_and_untied() -> None:
    before = finding(f"{REGULAR} {REFLECTS}", link(0), link(1))
    first, second = backing.backing_by_sentence(before, ANYTHING).sentences
    tied = done(backing.tie(before.evidence, first), before)
    assert told(tied) == {REGULAR: ["e0", "e1"]}
    held = backing.backing_by_sentence(tied, ANYTHING)
    assert backing.tie(tied.evidence, held.sentences[0]) is None
    both = done(backing.tie(tied.evidence[:1], second), tied)
    assert told(both) == {REGULAR: ["e0", "e1"], REFLECTS: ["e0"]}
    held = backing.backing_by_sentence(both, ANYTHING)
    assert told(done(backing.untie(held.sentences[0].ties), both)) == {REFLECTS: ["e0"], "whole": ["e1"]}


def test_tying_to_a_changed_sentence_confirms_it() -> None:
    now = finding("Supervision is held most months.", link(0, REGULAR))
    (held,) = backing.backing_by_sentence(now, ANYTHING).sentences
    after = done(backing.tie(now.evidence, held), now)
    assert told(after) == {now.text: ["e0"]}
    assert len(after.evidence[0].ties) == 1


def test_the_key_of_words_that_were_there_before_is_not_taken_twice() -> None:
    changed = "Supervision is held most months, not every month."
    now = finding(f"{changed}", link(0, REGULAR))
    confirmed = done(backing.confirm(backing.backing_by_sentence(now, ANYTHING).to_confirm), now)
    back = replace(confirmed, text=f"{changed} {REGULAR}")
    held = backing.backing_by_sentence(back, ANYTHING).sentences[1]
    assert told(done(backing.tie(back.evidence, held), back)) == {changed: ["e0"], REGULAR: ["e0"]}


def test_a_sentence_that_stands_twice_has_the_same_evidence_both_times() -> None:
    now = finding(f"{REGULAR} {ACTION} {REGULAR}", link(0, REGULAR))
    held = backing.backing_by_sentence(now, ANYTHING)
    assert [len(each.ties) for each in held.sentences] == [1, 0, 1]
    assert backing.tie(now.evidence, held.sentences[2]) is None


def test_evidence_new_to_a_finding_of_one_sentence_is_tied_to_it() -> None:
    assert list(backing.first_ties(REGULAR).values()) == [REGULAR]
    assert backing.first_ties(REGULAR).keys() == backing.first_ties(REGULAR.upper()).keys()
    assert backing.first_ties(f"{REGULAR} {ACTION}") == {}
    assert backing.first_ties(REGULAR, (ACTION,)) == {}
    assert backing.first_ties("") == {}


# -- checks


def test_a_changed_sentence_bars_until_it_is_confirmed() -> None:
    now = finding("Supervision is not held every month.", link(0, REGULAR))
    (problem,) = backing.sentence_problems(now, ANYTHING)
    assert (problem.check, problem.level, problem.about) == ("sentence-changed", "error", {"finding": "f"})
    assert "changed after its evidence was tied to it" in problem.message
    assert checks(done(backing.confirm(backing.backing_by_sentence(now, ANYTHING).to_confirm), now)) == []


def test_a_sentence_that_is_gone_bars_until_its_evidence_backs_the_whole() -> None:
    now = finding(f"{ACTION} {REFLECTS}", link(0, REGULAR))
    assert checks(now) == ["sentence-changed"]
    after = done(backing.confirm(backing.backing_by_sentence(now, ANYTHING).to_confirm), now)
    assert told(after) == {"whole": ["e0"]}
    assert checks(after) == []


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ((), []),
        ((link(0),), []),
        ((link(0, REGULAR),), ["sentence-without-evidence"]),
        ((link(0, REGULAR), link(1)), []),
        ((link(0, REGULAR), link(1, bearing="contradicts")), ["sentence-without-evidence"]),
        ((link(0, REGULAR), link(1, REFLECTS, bearing="contradicts")), ["sentence-without-evidence"]),
        ((link(0, REGULAR), link(1, REFLECTS)), []),
        ((link(0, REGULAR, REFLECTS),), []),
        ((link(0, REGULAR, bearing="contradicts"),), []),
        ((link(9, REGULAR),), []),  # its evidence has been removed
    ],
)
def test_a_sentence_without_evidence_is_told_where_others_have_some(links: tuple[Link, ...], found: list[str]) -> None:
    assert checks(finding(f"{REGULAR} {REFLECTS}", *links)) == found


def test_the_message_names_the_sentences_shortly() -> None:
    long = "Supervision of all social workers in both teams is held monthly " + "and in full " * 9 + "now."
    shown = finding(f"{long} {REFLECTS}", link(0, long.replace("monthly", "weekly")), link(1, REFLECTS))
    (problem,) = backing.sentence_problems(shown, ANYTHING)
    assert problem.message.startswith("“Supervision of all social workers in both teams is held …” was")


def test_sentences_of_any_length_are_compared_in_no_time() -> None:
    long = finding(f"{'a' * 100_000}. {'C' * 100_000}.", link(0, "a" * 100_000 + "b"), link(1, "b" * 100_000))
    assert told(long)["gone"] == ["e1"]


# -- laws

SENTENCES = st.lists(
    st.lists(
        st.sampled_from(["calls", "checked", "cases", "closed", "children", "seen", "managers", "know", "not"]),
        min_size=2,
        max_size=6,
    ).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=5,
)


@given(SENTENCES, SENTENCES)
def test_all_confirmed_is_confirmed_and_confirming_again_does_nothing(then: list[str], now: list[str]) -> None:
    changed = finding(" ".join(now), *(link(number, *then[number:]) for number in range(min(4, len(then)))))
    after = done(backing.confirm(backing.backing_by_sentence(changed, ANYTHING).to_confirm), changed)
    held = backing.backing_by_sentence(after, ANYTHING)
    assert held.to_confirm == () and backing.confirm(held.to_confirm) is None
    assert "sentence-changed" not in checks(after)


@given(SENTENCES, st.randoms(use_true_random=False))
def test_white_space_case_stops_and_order_open_nothing_again(then: list[str], chance) -> None:
    tied = finding(" ".join(then), link(0, *then))
    mixed = list(then)
    chance.shuffle(mixed)
    edited = "  ".join(chance.choice([str.upper, str.lower, str.title])(each).replace(" ", "   ") for each in mixed)
    one_a_line = edited.replace(".", "\n")
    now = replace(tied, text=one_a_line)
    assert backing.backing_by_sentence(now, ANYTHING).to_confirm == ()
    assert len(sentence_spans(one_a_line)) == len(then)
