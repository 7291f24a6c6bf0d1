"""An office's database, on SQLite and on a real PostgreSQL server: what goes, what does not, and written again."""

from __future__ import annotations

import stat
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import AWAY, PASSWORD, USER, Server, running_server, server_programs
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from inspector_app.errors import OfficeDatabaseFault
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.places import resources_folder
from inspector_app.store import office_tables as tables
from inspector_app.store.office_database import open_office_database
from inspector_app.store.office_rows import OfficeRows, office_rows
from inspector_app.visit.clocks import visit_clocks
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview, Observation, Record
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.letter_entities import NextStep, SignedLetter

WRITTEN_AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEEP_UNTIL = date(2016, 5, 21)
STAYS = "this-stays-on-the-laptop"


def demo(name: str) -> VisitContents:
    return read_visit_file(resources_folder() / "demo" / f"{name}.visit.json", Path("none"))


@pytest.fixture(scope="module")
def york() -> VisitContents:
    """York's visit, with a word that may not go in each text that stays behind, and a letter that is signed."""
    contents = demo("york-2010")
    signed = SignedLetter(
        id="signed",
        version=1,
        signed_at="2010-05-21T16:30:00+01:00",
        signed_by=contents.inspectors[0].id,
        pdf_sha256="5" * 64,
        log_digest="6" * 64,
    )
    concerns = (replace(each, matter=STAYS, response=STAYS, open_because=STAYS) for each in contents.concerns)
    return replace(
        contents,
        records=tuple(map(marked, contents.records)),
        concerns=tuple(concerns),
        signed_letters=(signed,),
        holds=(Hold(id="hold", reason=STAYS),),
        next_steps=(NextStep(id="step", who=STAYS, what=STAYS, where=STAYS),),
    )


def marked(record: Record) -> Record:
    details = record.details
    if isinstance(details, Observation):
        details = replace(details, setting=STAYS, activity=STAYS)
    elif isinstance(details, Interview):
        answers = tuple(replace(each, answer=STAYS) for each in details.answers)
        details = replace(details, views=STAYS, answers=answers)
    elif isinstance(details, Case):
        checks = tuple(replace(each, note=STAYS) for each in details.checks)
        details = replace(details, chosen_reason=STAYS, chosen_stratum=STAYS, left_reason=STAYS, checks=checks)
    return replace(record, title=STAYS, notes=STAYS, explained=STAYS, details=details)


@pytest.fixture(scope="module")
def focused() -> VisitContents:
    return demo("focused-visit")


@pytest.fixture(scope="module")
def york_rows(york: VisitContents) -> OfficeRows:
    return rows_of(york)


@pytest.fixture(scope="module")
def focused_rows(focused: VisitContents) -> OfficeRows:
    return rows_of(focused)


def rows_of(contents: VisitContents) -> OfficeRows:
    framework = framework_from_source(contents.visit.framework_source)
    return office_rows(contents, framework, log_digest="7" * 64, keep_until=KEEP_UNTIL, written_at=WRITTEN_AT)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with running_server(programs) as running:
        yield running


class Place:
    """Where to write, and what somebody else finds there."""

    def __init__(self, where: str, url: str) -> None:
        self.where = where
        self._engine = create_engine(url, poolclass=NullPool)

    def write(self, *visits: OfficeRows) -> None:
        with open_office_database(self.where, PASSWORD) as database:
            for rows in visits:
                database.write(rows)

    def ask(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        with self._engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    def do(self, statement: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(statement))

    def all_rows(self, visit: str) -> dict[str, Counter[tuple[Any, ...]]]:
        with self._engine.begin() as connection:
            return {
                table.name: Counter(tuple(row) for row in connection.execute(table.select().where(mine == visit)))
                for table in tables.office_metadata.sorted_tables
                if (mine := table.c.id if table is tables.visit else table.c.get("visit")) is not None
            }


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return Place(str(tmp_path / "office.db"), f"sqlite:///{tmp_path / 'office.db'}")
    server = request.getfixturevalue("server")
    url = make_url(server.url("postgres")).set(drivername="postgresql+psycopg", password=PASSWORD)
    name = f"office_{abs(hash(request.node.name)):x}"
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return Place(server.url(name), url.set(database=name).render_as_string(hide_password=False))


def test_two_visits_are_looked_across_without_a_name_or_a_word_in_confidence(
    place: Place, york: VisitContents, focused: VisitContents, york_rows: OfficeRows, focused_rows: OfficeRows
) -> None:
    place.write(york_rows, focused_rows)

    both = {each.visit.id: each for each in (york, focused)}
    found = place.ask(
        "SELECT v.id, v.authority, v.first_day, count(*), sum(CASE WHEN c.state = 'met' THEN 1 ELSE 0 END) FROM visit v"
        " JOIN case_clock c ON c.visit = v.id GROUP BY v.id, v.authority, v.first_day"
    )
    for visit, authority, first_day, clocks, met in found:
        contents = both.pop(visit)
        readings = visit_clocks(contents, framework_from_source(contents.visit.framework_source))
        assert (authority, clocks) == (contents.visit.authority_name, len(readings))
        assert str(first_day) == contents.visit.days[0].isoformat()
        assert met == sum(reading.state == "met" for reading in readings)
    assert not both

    weak = "SELECT count(*) FROM evidence e JOIN evidence_theme t ON t.visit = e.visit AND t.evidence = e.id"
    weak += " WHERE e.leaning = 'weakness' AND t.theme = 'supervision' AND e.visit = :visit"
    mine = [each for each in york.evidence if each.leaning == "weakness" and "supervision" in each.themes]
    assert place.ask(weak, visit=york.visit.id) == [(len(mine),)] != [(0,)]
    (finding,) = place.ask("SELECT words FROM finding WHERE visit = :visit AND place = 1", visit=york.visit.id)
    assert finding[0] == york.findings[0].text
    kept = place.all_rows(york.visit.id)
    (visit,) = kept["visit"]
    assert {KEEP_UNTIL, WRITTEN_AT, york.visit.days[1]} <= set(visit)
    assert place.ask("SELECT on_hold FROM visit ORDER BY first_day") == [(True,), (False,)]
    (letter,) = kept["signed_letter"]
    assert datetime(2010, 5, 21, 15, 30, tzinfo=UTC) in letter and "5" * 64 in letter

    told = [each for each in york.evidence if each.in_confidence]
    held_back = place.ask("SELECT id, record, inspector, words, words_left_out FROM evidence WHERE in_confidence")
    assert sorted(held_back) == sorted((each.id, None, None, None, "in-confidence") for each in told) != []
    everything = "\n".join(
        str(value)
        for visit in (york, focused)
        for rows in place.all_rows(visit.visit.id).values()
        for row in rows
        for value in row
    )
    people = [*york.inspectors, *york.addressees, *york.copies]
    for words in (STAYS, *(each.name for each in people), *(each.text for each in told)):
        assert words not in everything
    assert all(each.case in everything for each in york.concerns)


def test_what_a_visit_looks_at_goes_only_as_the_framework_names_it(focused: VisitContents) -> None:
    typed = replace(focused, visit=replace(focused.visit, focus="the front door, after Tracey Sparrow"))
    told = [rows.of[tables.visit][0]["focus"] for rows in (rows_of(focused), rows_of(typed))]
    assert told == [focused.visit.focus, None] and focused.visit.focus


def test_a_visit_written_again_takes_its_own_place_and_a_failed_write_none(
    place: Place, york: VisitContents, focused: VisitContents, york_rows: OfficeRows, focused_rows: OfficeRows
) -> None:
    place.write(york_rows, focused_rows)
    others, before = place.all_rows(focused.visit.id), place.all_rows(york.visit.id)

    gone = {tables.evidence: york_rows.of[tables.evidence][:20], tables.evidence_theme: [], tables.link: []}
    shorter = OfficeRows({**york_rows.of, **gone}, ())
    with pytest.raises(IntegrityError):
        place.write(OfficeRows({**shorter.of, tables.evidence: [*shorter.of[tables.evidence]] * 2}, ()))
    assert place.all_rows(york.visit.id) == before

    place.write(shorter)
    after = place.all_rows(york.visit.id)
    assert (after["evidence"].total(), after["evidence_theme"].total(), after["link"].total()) == (20, 0, 0)
    assert after["record"] == before["record"] and after["finding"] == before["finding"]
    assert place.all_rows(focused.visit.id) == others

    place.do("UPDATE inspector_app_office SET version = 99")
    with pytest.raises(OfficeDatabaseFault, match="of version 99; this program writes version"):
        place.write(york_rows)
    assert place.all_rows(york.visit.id) == after


def test_another_programs_database_is_refused_and_stays_as_it_is(place: Place, york_rows: OfficeRows) -> None:
    place.do("CREATE TABLE visit (id INTEGER)")
    with pytest.raises(OfficeDatabaseFault, match="holds other tables"):
        place.write(york_rows)
    assert place.ask("SELECT count(*) FROM visit") == [(0,)]


def test_a_file_is_its_owners_alone_and_what_is_no_database_is_left(tmp_path: Path, york_rows: OfficeRows) -> None:
    path, letter = tmp_path / "office.db", tmp_path / "letter.pdf"
    with open_office_database(f"sqlite:///{path}") as database:
        database.write(york_rows)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["office.db"]

    letter.write_bytes(b"%PDF-1.7 a letter of the office")
    for where in (letter, tmp_path, tmp_path / "none" / "office.db"):
        with pytest.raises(OfficeDatabaseFault), open_office_database(str(where)):
            pass
    assert letter.read_bytes() == b"%PDF-1.7 a letter of the office"


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://office:a-secret@localhost/x",
        "postgresql://localhost/x?password=a-secret",
        "mysql://office@localhost/x",
        "sqlite://",
        "postgresql+psycopg2://office@localhost/x",
        "://x",
        "postgresql://office@localhost:port/x",
        "postgresql://office@localhost:1/x",
    ],
)
def test_an_address_that_will_not_do_is_refused_and_no_secret_is_repeated(where: str) -> None:
    with pytest.raises(OfficeDatabaseFault) as refused, open_office_database(where):
        pass
    assert "a-secret" not in str(refused.value) and refused.value.next_step


def test_a_server_that_refuses_is_quoted_in_a_sentence(server: Server) -> None:
    why = f'password authentication failed for user "{USER}"'
    opening = open_office_database(server.url("postgres"), "another word")
    with pytest.raises(OfficeDatabaseFault, match=why) as refused, opening:
        pass
    assert "another word" not in str(refused.value)


def test_nothing_goes_over_a_network_unencrypted_unless_the_address_says_so(server: Server) -> None:
    with pytest.raises(OfficeDatabaseFault, match="SSL"), open_office_database(server.url_away("postgres"), PASSWORD):
        pass
    with open_office_database(f"{server.url_away('postgres')}?sslmode=disable", PASSWORD) as database:
        assert AWAY in database.place


def test_where_the_driver_is_not_installed_it_is_said_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(OfficeDatabaseFault) as refused, open_office_database("postgresql://office@localhost/x"):
        pass
    assert "pip install" in refused.value.next_step
