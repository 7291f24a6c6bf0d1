"""The stores of three laptops keep to the rules: the same in the end, whoever takes what from whom in which order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from acts import act, choose_some, sign_or_correct, type_on, undo_or_redo
from histories import state_of
from made_visits import VISIT_ID, one_of_everything
from stores import StoreLaptop, begin, copied

from inspector_app.errors import PackageRefused
from inspector_app.store.plain import defaults, with_field
from inspector_app.store.tables import TABLES
from inspector_app.visit import steps
from inspector_app.visit.both_wrote import both_texts, choose
from inspector_app.visit.change import Put, Step
from inspector_app.visit.letter_state import assure
from inspector_app.visit.package import Package

SEED = 90210
ACTS = 25
VISIT = one_of_everything()
FINDING, RECORD = VISIT.findings[0], VISIT.records[0]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.db"
    begin(path, VISIT, "laptop-a")
    return path


@pytest.fixture
def laptops(base: Path, tmp_path: Path) -> Iterator[list[StoreLaptop]]:
    """Three laptops that hold the same visit."""
    made = [copied(base, tmp_path, f"laptop-{name}", VISIT_ID) for name in "abc"]
    yield made
    for each in made:
        each.close()


def meet(laptops: list[StoreLaptop]) -> None:
    """Everybody takes what everybody gives, twice: takings are given as well."""
    for _ in range(2):
        for one in laptops:
            for other in laptops:
                if one is not other:
                    one.take(other.package(one.heads()))


def assert_the_same(laptops: list[StoreLaptop], folder: Path) -> None:
    """The same contents and exported bytes; what stands is what the log says, whether made at once or bit by bit."""
    first = laptops[0].contents()
    exported = laptops[0].exported(folder)
    for each in laptops:
        assert each.verify_chain() is None
        assert each.contents() == first
        assert each.exported(folder) == exported
        tables = each.tables()
        assert each.made_again() == tables
    log = laptops[0].history()
    with laptops[0].store.whole_log() as connection:
        for (entity, thing), said in state_of(log).items():
            row = {**defaults(entity), "id": thing}
            for name in sorted(said.fields):
                with_field(row, name, said.fields[name].value)
            table = TABLES[entity]
            held = dict(connection.execute(table.select().where(table.c.id == thing)).one()._mapping)
            apart = ["deleted", *(("assured_by", "assured_at") if not held.get("assured_by") else ())]
            apart += ["state"] if held.get("state") == "draft" else []
            assert {**held, **dict.fromkeys(apart)} == {**row, **dict.fromkeys(apart)}


@pytest.mark.parametrize("seed", range(SEED, SEED + 3))
def test_whatever_happens_all_end_alike(laptops: list[StoreLaptop], tmp_path: Path, seed: int) -> None:
    """Packages whole and of what lacks, old ones, again, out of order; undo, choices, bursts, signatures, restoring."""
    chance = random.Random(seed)
    kept: list[Package] = []
    for number in range(ACTS):
        place = chance.randrange(len(laptops))
        laptop = laptops[place]
        what = chance.choices(
            ("act", "undo", "choose", "type", "sign", "take", "keep", "old", "restored"), (16, 5, 3, 2, 1, 6, 2, 2, 0.4)
        )[0]
        if what == "act":
            act(laptop, chance)
        elif what == "undo":
            undo_or_redo(laptop, chance)
        elif what == "choose":
            choose_some(laptop, chance)
        elif what == "type":
            type_on(laptop, chance)
        elif what == "sign":
            sign_or_correct(laptop, chance)
        elif what == "take":
            other = chance.choice([each for each in laptops if each is not laptop])
            laptop.take(other.package(laptop.heads() if chance.random() < 0.5 else None))
        elif what == "keep":
            kept.append(laptop.package(chance.choice(laptops).heads()))
        elif what == "old" and kept:
            _take_where_it_goes_on(laptop, chance.choice(kept))
        elif what == "restored":
            laptops[place] = laptop.anew(f"{laptop.laptop}-{number}")
    meet(laptops)
    assert_the_same(laptops, tmp_path)


def _take_where_it_goes_on(laptop: StoreLaptop, package: Package) -> None:
    try:
        laptop.take(package)
    except PackageRefused as refused:
        assert "goes on from a package" in refused.sentence


def test_what_both_wrote_alike_is_written_over_in_one(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Met by a random history: who had seen both and wrote anew had to choose against what nobody said any more."""
    one, other, _ = laptops
    for each in (one, other):
        each.write(steps.set_field("finding", FINDING.id, "text", "Both say this."))
    one.take(other.package())
    assert one.both_wrote() == ()
    one.write(steps.set_field("finding", FINDING.id, "text", "It is said better."))
    meet(laptops)
    assert [each.both_wrote() for each in laptops] == [(), (), ()]
    assert other.finding(FINDING.id).text == "It is said better."
    assert_the_same(laptops, tmp_path)


def test_what_was_made_on_both_is_written_on_from_what_is_shown(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """What was made later elsewhere does not come back over what was written here before."""
    one, other, _ = laptops
    made = Step("make a finding", (Put("finding", "x", {"category": "strengths", "text": "Made.", "order": "a5"}),))
    one.write(made)
    one.write(steps.set_field("finding", "x", "text", "Written on."))
    one.store.field_left()
    other.write(made)
    one.take(other.package())
    one.write(steps.set_field("finding", "x", "text", "Written on again."))
    meet(laptops)
    assert [each.both_wrote() for each in laptops] == [(), (), ()]
    assert_the_same(laptops, tmp_path)


def test_only_typed_words_can_stand_one_below_the_other(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Two kinds of a record are no third kind; maps that were filled in another order are one file all the same."""
    one, other, _ = laptops
    for each, leaning, day in ((one, "neutral", "2010-05-06"), (other, "weakness", "2010-05-07")):
        each.write(steps.set_field("evidence", VISIT.evidence[1].id, "leaning", leaning))
        each.write(steps.set_field("letter", VISIT.letter.id, f"wording/{leaning}", leaning))
        each.write(steps.set_field("case", VISIT.records[2].id, "dates/referral", day))
        each.write(steps.set_field("record", RECORD.id, "title", leaning))
    meet(laptops)
    joined = {each.field: both_texts(each) for each in one.both_wrote()}
    assert joined == {"leaning": None, "dates/referral": None, "title": "weakness / neutral"}
    for both in one.both_wrote():
        one.write(choose(both, both_texts(both) or both.versions[1].value))
    meet(laptops)
    assert other.record(RECORD.id).title == "weakness / neutral"
    assert_the_same(laptops, tmp_path)


def test_a_removal_is_chosen_against_writing_in_a_part(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """The choice goes on from what was written in the part, and travels all the same."""
    one, other, third = laptops
    talk = VISIT.records[1].id
    one.write(steps.remove("record", talk))
    other.write(steps.write_answer(talk, "Why?", "It was said.", "a5"))
    meet(laptops)
    (both,) = third.both_wrote()
    assert both.was_removed and len(third.contents().records) == len(VISIT.records)
    third.write(choose(both, True))
    meet(laptops)
    assert [each.both_wrote() for each in laptops] == [(), (), ()]
    assert len(one.contents().records) == len(VISIT.records) - 1
    third.store.undo().result(20)
    meet(laptops)
    assert len(one.contents().records) == len(VISIT.records)
    assert_the_same(laptops, tmp_path)


def test_what_is_moved_away_keeps_what_it_was_in_no_more(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Met by a random history: what kept a record that was removed elsewhere changed with what was moved since."""
    one, other, third = laptops
    piece, left, right = VISIT.evidence[1].id, VISIT.records[0].id, VISIT.records[3].id
    one.write(steps.remove("record", left))
    other.write(steps.set_field("evidence", piece, "text", "Written on."))
    third.take(one.package())
    third.take(other.package())
    assert [each.versions[0].entry.laptop for each in third.both_wrote()] == ["laptop-b"]
    third.write(steps.set_field("evidence", piece, "record", right))
    meet(laptops)
    assert [each.versions[0].entry.laptop for each in one.both_wrote()] == ["laptop-b"]
    assert any(each.id == left for each in one.contents().records)
    assert_the_same(laptops, tmp_path)


def test_a_letter_is_signed_while_a_finding_is_written(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Both stand: the letter is signed, with its bytes on every laptop, and what was written is told beside it."""
    one, other, third = laptops
    one.seal(b"%PDF-1")
    other.write(steps.set_field("finding", FINDING.id, "text", "Written at the same time."))
    third.take(other.package())
    meet(laptops)
    for each in laptops:
        assert each.letter().state == "signed"
        (signed,) = each.signed_letters()
        assert each.signed_pdf(signed.id) == b"%PDF-1"
        assert each.finding(FINDING.id).text == "Written at the same time."
    assert_the_same(laptops, tmp_path)


def test_words_that_the_second_reader_did_not_know_stay_so_once_signed(
    laptops: list[StoreLaptop], tmp_path: Path
) -> None:
    """Met by a random history: who signed had a draft before them, others a letter that was assured."""
    one, other, third = laptops
    other.write(steps.set_field("finding", FINDING.id, "text", "Not read again."))
    one.write(assure(one.letter(), by=VISIT.inspectors[0].id, at="2010-07-05T10:00:00+01:00"))
    other.take(one.package())
    assert other.letter().state == "draft"
    other.seal(b"%PDF-1")
    third.write(steps.set_field("finding", FINDING.id, "text", "Written beside it."))
    meet(laptops)
    assert {(each.letter().state, each.letter().assured_by) for each in laptops} == {("signed", None)}
    assert_the_same(laptops, tmp_path)


def test_a_letter_that_two_signed_alike_is_signed(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    one, other, _ = laptops
    one.seal(b"%PDF-1")
    other.seal(b"%PDF-2")
    meet(laptops)
    assert {each.letter().state for each in laptops} == {"signed"}
    assert {each.pdf_sha256 for each in one.signed_letters()} == {each.pdf_sha256 for each in other.signed_letters()}
    assert len(one.signed_letters()) == 2
    assert_the_same(laptops, tmp_path)


def test_who_was_restored_signs_for_what_they_wrote_before(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Met by a random history: what was never given before, and is given under a new id, could not be passed on."""
    one, other, _ = laptops
    laptops[2].write(steps.set_field("finding", FINDING.id, "text", "Written, and not given yet."))
    laptops[2] = laptops[2].anew("laptop-c-restored")
    one.take(laptops[2].package())
    other.take(one.package())
    assert other.finding(FINDING.id).text == "Written, and not given yet."
    meet(laptops)
    assert_the_same(laptops, tmp_path)


def test_typing_goes_on_while_a_package_is_taken_in(laptops: list[StoreLaptop], tmp_path: Path) -> None:
    """Nothing typed is lost, and what is typed after it is an entry of its own, written in sight of what came in."""
    one, other, _ = laptops
    other.write(steps.set_field("record", RECORD.id, "notes", "Their words."))
    package = other.package()
    for words in ("M", "My", "My w"):
        one.store.write(steps.set_field("record", RECORD.id, "notes", words))
    taken = one.exchange.take(package)
    last = [one.store.write(steps.set_field("record", RECORD.id, "notes", words)) for words in ("My wo", "My words.")]
    taken.result(20)
    last[-1].result(20)
    assert one.record(RECORD.id).notes == "My words."
    notes = [each for each in one.history("record", RECORD.id) if each.field == "notes"]
    assert [each.value for each in notes] == ["Their words.", "My w", "My words."]
    (both,) = one.both_wrote()
    assert [each.value for each in both.versions] == ["My words.", "Their words."]
    meet(laptops)
    assert_the_same(laptops, tmp_path)
