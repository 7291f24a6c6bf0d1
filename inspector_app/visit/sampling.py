"""Which cases are read: strata, shares, and a random order that anyone can work out again.

The algorithm, "sha256-order/1": each case is given the SHA-256, in hexadecimal digits, of the text `SEED:REFERENCE` in
UTF-8. Within a stratum the cases stand in the order of these, the smallest first. As many as were wanted are drawn from
the top; one that cannot be read is replaced by the next in the same order. No other source of chance is used.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import cycle

from inspector_app.errors import ChangedList, Fault, InspectorError
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame, Stratum
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.names import in_words

ALGORITHM = "sha256-order/1"
ALGORITHM_TOLD = (
    "Each case has the SHA-256, in hexadecimal digits, of the text SEED:REFERENCE (UTF-8). In each stratum the cases "
    "stand in that order, smallest first; they are drawn from the top, and the next replaces one that cannot be read."
)
"""The algorithm by name, as the draw slip tells it."""

IN_PROPORTION = "in-proportion"
EQUAL = "equal"
GIVEN = "given"

REFERENCE = "reference"
KNOWN_COLUMNS = (REFERENCE, "team", "status", "pathway")
"""The columns that the program knows, by id; any other column has its heading as its id."""
ALL_CASES = "all cases"
"""The one stratum of a draw that is not divided."""
NOT_GIVEN = "not given"
"""What stands in a stratum's name for an empty value."""
MOST_STRATA = 60
"""A column with more values divides a list by something else than team, kind or status."""
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One case of the council's list: `position` 1 is the first row below the headings; `values` by column id."""

    position: int
    values: Mapping[str, str]

    @property
    def reference(self) -> str:
        """The case's reference code, which no other row has."""
        return self.values[REFERENCE]


def new_seed() -> str:
    """Return a seed by the system's own chance: nine digits, short enough to be read out."""
    return str(secrets.randbelow(900_000_000) + 100_000_000)


def strata_of(rows: Iterable[FrameRow], stratum_columns: Sequence[str]) -> dict[str, tuple[FrameRow, ...]]:
    """Return the rows of each stratum, strata in the order of their names.

    A stratum's name is its values in these columns, joined by " / ". Raises InspectorError where a column is not in the
    list, or divides it into more strata than can be drawn from.
    """
    found: dict[str, list[FrameRow]] = {}
    for row in rows:
        found.setdefault(_stratum_name(row, stratum_columns), []).append(row)
        if len(found) > MOST_STRATA:
            raise InspectorError(
                f"{' and '.join(stratum_columns)} would divide the list into more than {MOST_STRATA} strata.",
                "Divide it by a column of few values, such as team, status or kind.",
            )
    return {name: tuple(found[name]) for name in sorted(found)}


def share_out(rows_by_stratum: Mapping[str, int], size: int, proportion: str | Mapping[str, int]) -> dict[str, int]:
    """Return how many cases to draw from each stratum, of which these numbers of cases are known; they add up to size.

    "in-proportion": by largest remainder, ties to the stratum first named; where `size` reaches, none is without a
    case, which the largest share gives up. "equal": one each in turn while there are cases. A mapping: these numbers.
    Raises InspectorError where that cannot be done.
    """
    total = sum(rows_by_stratum.values())
    if not 1 <= size <= total:
        raise InspectorError(
            f"{size} cannot be drawn: the list has {total} {'case' if total == 1 else 'cases'}.",
            "Say a number from 1 to that.",
        )
    if isinstance(proportion, Mapping):
        return _given_shares(rows_by_stratum, size, proportion)
    if proportion == EQUAL:
        return _equal_shares(rows_by_stratum, size)
    if proportion == IN_PROPORTION:
        return _proportional_shares(rows_by_stratum, size, total)
    raise ValueError(f"no such proportion: {proportion}")


def drawn_order(rows: Iterable[FrameRow], seed: str) -> tuple[int, ...]:
    """Return the positions of the rows of one stratum in the order in which they are drawn."""
    return tuple(row.position for row in sorted(rows, key=lambda row: _place_in_order(seed, row.reference)))


def draw_sample(
    rows: Sequence[FrameRow],
    frame: Frame,
    *,
    seed: str,
    size: int,
    stratum_columns: Sequence[str] = (),
    proportion: str | Mapping[str, int] = IN_PROPORTION,
    drawn_at: str,
    drawn_by: str,
    order: str,
) -> Draw:
    """Return the draw of so many cases: the same list, seed and settings give the same positions on any machine.

    They give the same id too, so that the draw is one when two laptops that both made it become one visit.
    `drawn_at` is an instant (RFC 3339), `drawn_by` the id of an inspector. Raises InspectorError as `strata_of` and
    `share_out` do.
    """
    strata = strata_of(rows, stratum_columns)
    shares = share_out({name: len(held) for name, held in strata.items()}, size, proportion)
    positions = (drawn_order(held, seed)[: shares[name]] for name, held in strata.items())
    settings = [seed, *stratum_columns, *(f"{name}: {share}" for name, share in shares.items())]
    return Draw(
        id=derived_id("draw", frame.id, ALGORITHM, *settings),
        frame=frame.id,
        algorithm=ALGORITHM,
        seed=seed,
        size=size,
        stratum_columns=tuple(stratum_columns),
        proportion=GIVEN if isinstance(proportion, Mapping) else proportion,
        strata=tuple(Stratum(name=name, rows=len(held), size=shares[name]) for name, held in strata.items()),
        positions=tuple(position for drawn in positions for position in drawn),
        drawn_at=drawn_at,
        drawn_by=drawn_by,
        order=order,
    )


def strata_drawn(draw: Draw) -> dict[str, tuple[int, ...]]:
    """Return the positions drawn from each stratum, in the order of drawing."""
    positions = iter(draw.positions)
    return {stratum.name: tuple(next(positions) for _ in range(stratum.size)) for stratum in draw.strata}


def next_in_order(rows: Iterable[FrameRow], draw: Draw, used_positions: Collection[int], stratum: str) -> int | None:
    """Return the next position of a stratum in the drawn order that is not used yet, or None where there is none."""
    used = frozenset(used_positions)
    of_stratum = strata_of(rows, draw.stratum_columns).get(stratum, ())
    return next((position for position in drawn_order(of_stratum, draw.seed) if position not in used), None)


def positions_used(rows: Iterable[FrameRow], draw: Draw, cases: Iterable[Case]) -> frozenset[int]:
    """Return the positions that no replacement may take: drawn, or of a case that the sample has or has had."""
    references = {case.reference for case in cases}
    return frozenset(draw.positions) | {row.position for row in rows if row.reference in references}


def references_in_sample(cases: Iterable[Case]) -> frozenset[str]:
    """Return the references of the cases that are in the sample now; one that left it may be drawn anew."""
    return frozenset(case.reference for case in cases if case.left_reason is None)


def not_added(
    draw: Draw, frames: Sequence[Frame], draws: Sequence[Draw], cases: Sequence[Case]
) -> dict[int, Case | None]:
    """Return the positions of a draw that made no case, as the sample had one already, each with that case.

    It is None where the case came from another list, in which it stands at another position. Of several cases of one
    position the one that is still in the sample is given, else the last.
    """
    of_file = {frame.id: (frame.file_sha256, frame.sheet) for frame in frames}
    same_list = {each.id for each in draws if of_file.get(each.frame) == of_file.get(draw.frame)}
    if len(set(of_file.values())) == 1:
        same_list.add("")  # what was picked on purpose does not say from which list
    stayed_last = sorted(cases, key=lambda case: case.left_reason is None)
    held = {case.position: case for case in stayed_last if (case.draw or "") in same_list}
    own = {case.position for case in cases if case.draw == draw.id}
    return {position: held.get(position) for position in draw.positions if position not in own}


def drawn_from_before(frames: Sequence[Frame], draws: Sequence[Draw], new: Frame, seed: str) -> Frame | None:
    """Return the list of the visit that a new one is, or must be; None where it is a list of its own.

    It is one that is kept alike. It must be one that was drawn from under the same name, or with this seed, unless it
    comes from the very file that the visit has a list from, with other columns.
    """
    same = next((frame for frame in frames if frame.sha256 == new.sha256), None)
    if same or any((frame.file_sha256, frame.sheet) == (new.file_sha256, new.sheet) for frame in frames):
        return same
    same_seed = {draw.frame for draw in draws if draw.seed == seed}
    drawn_from = {draw.frame for draw in draws}
    for frame in frames:
        if frame.id in same_seed or (frame.id in drawn_from and (frame.name, frame.sheet) == (new.name, new.sheet)):
            return frame
    return None


def check_unchanged(old: Frame, old_rows: Sequence[FrameRow] | None, new: Frame, new_rows: Sequence[FrameRow]) -> None:
    """Raise ChangedList, naming what has changed, where a list is not the one that was drawn from.

    `old_rows` is None where the rows of the old list are not on this laptop.
    """
    if old.sha256 != new.sha256:
        raise ChangedList(
            f"{new.name} is not the list that was drawn from, brought in on {_day_of(old)}. Nothing was drawn.",
            differences(old, old_rows, new, new_rows),
            "Draw from the list as it was. To draw from this one as a list of its own, "
            "give its file another name and use another seed.",
        )


def differences(
    old: Frame, old_rows: Sequence[FrameRow] | None, new: Frame, new_rows: Sequence[FrameRow]
) -> tuple[Fault, ...]:
    """Return what is not the same in two lists: how many cases, which columns, and the first positions that differ."""
    found = []
    if old.rows != new.rows:
        found.append(Fault("number of cases", f"there were {old.rows:,}, there are {new.rows:,}"))
    for column in sorted({*old.columns, *new.columns}):
        if (column in old.columns) != (column in new.columns):
            found.append(Fault(f"column {column}", "it was not kept before" if column in new.columns else "it is gone"))
    if old_rows is None:
        return (*found, Fault("rows", "those of the list that was drawn from are not on this laptop"))
    before = {row.reference: row for row in old_rows}
    after = {row.reference: row for row in new_rows}
    shared = sorted({*old.columns} & {*new.columns})
    rows = [
        Fault(f"position {row.position}", f"{row.reference} is new") for row in new_rows if row.reference not in before
    ]
    rows += [
        Fault(f"position {row.position}", f"{row.reference} is gone") for row in old_rows if row.reference not in after
    ]
    pairs = [(before[row.reference], row) for row in new_rows if row.reference in before]
    rows += [fault for old_row, row in pairs for fault in _other_values(old_row, row, shared)]
    if not rows:
        rows = [_moved(old_row, row) for old_row, row in pairs if old_row.position != row.position]
    if len(rows) > _MOST_TOLD:
        rows[_MOST_TOLD:] = [Fault("and so on", f"{len(rows) - _MOST_TOLD:,} more differ")]
    return (*found, *rows)


def _other_values(before: FrameRow, after: FrameRow, columns: Iterable[str]) -> list[Fault]:
    return [
        Fault(
            f"position {after.position}",
            f"{column} of {after.reference} was “{before.values[column]}”, is “{after.values[column]}”",
        )
        for column in columns
        if before.values[column] != after.values[column]
    ]


def _moved(before: FrameRow, after: FrameRow) -> Fault:
    return Fault(f"position {after.position}", f"{after.reference} stood at position {before.position}")


def _day_of(frame: Frame) -> str:
    return in_words(datetime.fromisoformat(frame.brought_in_at).date())


def _stratum_name(row: FrameRow, stratum_columns: Sequence[str]) -> str:
    if not stratum_columns:
        return ALL_CASES
    missing = [column for column in stratum_columns if column not in row.values]
    if missing:
        raise InspectorError(
            f"The list was brought in without the column {missing[0]}.",
            "Choose among the columns that were kept, or bring the list in again with this one.",
        )
    return " / ".join(row.values[column] or NOT_GIVEN for column in stratum_columns)


def _place_in_order(seed: str, reference: str) -> str:
    return sha256(f"{seed}:{reference}".encode()).hexdigest()


def _given_shares(rows_by_stratum: Mapping[str, int], size: int, given: Mapping[str, int]) -> dict[str, int]:
    for name, wanted in given.items():
        held = rows_by_stratum.get(name, 0)
        if not 0 <= wanted <= held:
            raise InspectorError(
                f"{wanted} cannot be drawn from {name}, which has {held}.", "Say a number from 0 to that."
            )
    if sum(given.values()) != size:
        raise InspectorError(
            f"The numbers for the strata add up to {sum(given.values())}, not to {size}.", "Change one or the other."
        )
    return {name: given.get(name, 0) for name in rows_by_stratum}


def _equal_shares(rows_by_stratum: Mapping[str, int], size: int) -> dict[str, int]:
    shares = dict.fromkeys(rows_by_stratum, 0)
    left = size
    for name in cycle(rows_by_stratum):
        if not left:
            break
        if shares[name] < rows_by_stratum[name]:
            shares[name] += 1
            left -= 1
    return shares


def _proportional_shares(rows_by_stratum: Mapping[str, int], size: int, total: int) -> dict[str, int]:
    shares = {name: size * held // total for name, held in rows_by_stratum.items()}
    remainders = sorted(rows_by_stratum, key=lambda name: -(size * rows_by_stratum[name] % total))
    for name in remainders[: size - sum(shares.values())]:
        shares[name] += 1
    without = [name for name, share in shares.items() if not share and rows_by_stratum[name]]
    for name in without if size >= sum(held > 0 for held in rows_by_stratum.values()) else ():
        largest = max(shares, key=lambda each: shares[each])
        shares[largest] -= 1
        shares[name] = 1
    return shares
