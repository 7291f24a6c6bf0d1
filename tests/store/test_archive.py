"""An archive: the whole visit in one file, opened by this program and by a script that knows nothing of it."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest
from made_visits import key_of, made_profile, one_of_everything, opened

from inspector_app.archiving import archive, archive_name
from inspector_app.errors import (
    DamagedFile,
    InspectorError,
    NewerFile,
    RecoveryCodeMistyped,
    VisitExists,
    WrongRecoveryCode,
)
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import own_identity
from inspector_app.places import ProfilePlaces
from inspector_app.store import archive as archive_module
from inspector_app.store.archive_instructions import columns_in_words, instructions
from inspector_app.store.archive_words import TABLES_IN_WORDS
from inspector_app.store.cipher import open_by_passphrase
from inspector_app.store.profile import Profile
from inspector_app.store.recovery_code import new_code
from inspector_app.store.tables import metadata
from inspector_app.team_exchange import confirm, give, join, look_into
from inspector_app.visit import steps
from inspector_app.visit.attaching import attach
from inspector_app.visit.file_entities import Attachment

LETTER, ATTACHED = b"%PDF-1.7 the letter", b"the minutes of a meeting" * 50_000
CODE = new_code()
OUTSIDER = """
import json, re, sys, textwrap, zipfile
from sqlcipher3 import dbapi2
archive, code = sys.argv[1:]
with zipfile.ZipFile(archive) as zipped:
    told = zipped.read("READ ME.txt").decode().replace("\\r\\n", "\\n")
    zipped.extract("visit.db", sys.argv[1] + ".out")
connection = dbapi2.connect(sys.argv[1] + ".out/visit.db")
for pragma in re.findall(r"PRAGMA .*;", told):
    connection.execute(pragma.replace("THE RECOVERY CODE", code))
for query in ("SELECT name, media_type, bytes FROM archive_document", "SELECT sha256, name, bytes FROM archive_file"):
    assert query in told
    for *names, content in connection.execute(query):
        print(*names, len(content), content[:5])
exec(textwrap.dedent(told[told.index("    import hashlib"):told.index("THE TABLES")]))
connection.row_factory = dbapi2.Row
heads = {}
for row in connection.execute("SELECT * FROM log ORDER BY laptop, seq"):
    columns = {**dict(row), "value": None if row["value"] is None else json.loads(row["value"])}
    before = heads.get(row["laptop"], (0, 0, "0" * 64))[2]
    assert columns.pop("hash") == entry_hash(columns, before), dict(row)
    heads[row["laptop"]] = (row["laptop"], row["seq"], row["hash"])
(digest,) = connection.execute("SELECT value FROM archive_about WHERE name = 'log_digest'").fetchone()
assert digest == log_digest(heads.values())
connection.row_factory = None
print(connection.execute("SELECT notes FROM record WHERE title = 'Duty desk'").fetchone()[0].splitlines()[0])
"""


@pytest.fixture
def archived(profile: Profile, tmp_path: Path) -> tuple[Path, OpenVisit]:
    """A visit with a signed letter and an attached file, archived; the visit has been closed."""
    with opened(profile, one_of_everything()) as visit:
        record = visit.record_lines()[0].id
        digest = visit.keep_file(ATTACHED)
        made = Attachment(
            id="a", record=record, name="minutes.pdf", media_type="application/pdf", size=len(ATTACHED), sha256=digest
        )
        visit.write(attach(made, "")).result(10)
        visit.seal(LETTER, signed_by=visit.me, signed_at="2010-07-06T10:00:00+01:00", log_digest="")
    path = tmp_path / archive_name("Exampleshire County Council", "8 and 9 June 2010")
    note = archive(profile, visit.id, path, CODE)
    assert (note.letters, note.documents, note.files, note.missing) == (1, 2, 1, ())
    return path, visit


@pytest.mark.other_process
def test_a_script_that_knows_nothing_of_the_program_finds_all(archived: tuple[Path, OpenVisit]) -> None:
    path, _visit = archived
    ran = run([sys.executable, "-I", "-c", OUTSIDER, path, CODE], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Letter, version 1, signed 6 July 2010.pdf application/pdf 19 b'%PDF-'" in ran.stdout
    assert "Evidence record.pdf application/pdf" in ran.stdout
    assert f"minutes.pdf {len(ATTACHED)} b'the m'" in ran.stdout
    assert "Two calls taken." in ran.stdout


def test_it_comes_back_whole_under_a_key_of_its_own(archived: tuple[Path, OpenVisit], profile: Profile) -> None:
    path, before = archived
    assert path.name == "Exampleshire County Council 8 and 9 June 2010.visit-archive"
    raw = path.read_bytes()
    told = zipfile.ZipFile(path).read("READ ME.txt").decode()
    assert "Council: Exampleshire County Council\r\nDays of the visit: 8 and 9 June 2010" in told
    assert not [word for word in (b"Two calls", b"minutes", LETTER, CODE.encode()) if word in raw]
    assert {each.name for each in path.parent.iterdir()} == {path.name, "profile"}
    with pytest.raises(VisitExists):
        profile.archives.bring_back(path, CODE)
    with OpenVisit.open(profile, before.id) as visit:
        was, log, laptop = visit.contents(), visit.history(), visit.laptop
    key = key_of(profile.places, before.id)
    note = profile.destroy_visit(before.id)
    assert [copy.how for copy in note.copies] == ["archived"]
    assert profile.archives.bring_back(path, CODE.lower().replace("-", " ")) == before.id
    assert key_of(profile.places, before.id) != key
    with OpenVisit.open(profile, before.id) as visit:
        assert visit.contents() == was
        assert visit.history()[: len(log)] == log
        assert visit.laptop != laptop, "what this laptop wrote after the archive may be at a colleague's"
        assert visit.me == before.me
        assert visit.kept_file(was.attachments[0].sha256) == ATTACHED
        assert visit.signed_pdf(was.signed_letters[0].id) == LETTER
        assert visit.search("calls")
    assert [each.name for each in profile.places.visits.iterdir() if ".new" in each.name] == []


def test_what_is_no_archive_of_ours_is_refused_whole(
    archived: tuple[Path, OpenVisit], own_profile: ProfilePlaces, tmp_path: Path
) -> None:
    path, _visit = archived
    whole = path.read_bytes()
    with made_profile(tmp_path / "another") as other:
        for content, code, error in _refused(whole, tmp_path):
            path.write_bytes(content)
            with pytest.raises(error):
                other.archives.bring_back(path, code)
            assert (other.visits(), list(other.places.visits.iterdir())) == ((), [])
        path.write_bytes(whole)
        other.archives.bring_back(path, CODE)
        assert other.visits()[0].counts["evidence"] == 2


def _refused(whole: bytes, tmp_path: Path) -> Iterator[tuple[bytes, str, type[InspectorError]]]:
    yield whole, new_code(), WrongRecoveryCode
    yield whole, CODE[:-1], RecoveryCodeMistyped
    yield b"", CODE, DamagedFile
    yield b"not a zip at all", CODE, DamagedFile
    yield whole[: len(whole) // 2], CODE, DamagedFile
    for place in (len(whole) // 2, whole.rindex(b"PK\x05\x06") + 16):  # a page, and where the zip's directory begins
        altered = bytearray(whole)
        altered[place] ^= 0x41
        yield bytes(altered), CODE, DamagedFile
    for statement in (
        "CREATE TRIGGER later AFTER INSERT ON record BEGIN DELETE FROM evidence; END",
        "CREATE TABLE elsewhere (x)",
        "DROP TABLE archive_about",
        "UPDATE visit SET id = '../outside'",
        "UPDATE archive_file SET bytes = x'00'",
        "UPDATE visit SET days = '[\"the first\"]'",
        "UPDATE visit SET framework_source = 'null'",
        "UPDATE record SET day = 'tomorrow'",
        "UPDATE log SET hash = 'x' WHERE seq = (SELECT max(seq) FROM log)",
    ):
        yield _with(whole, tmp_path, statement), CODE, DamagedFile
    for statement in ("UPDATE archive_about SET value = '2' WHERE name = 'format'", "PRAGMA user_version = 99"):
        yield _with(whole, tmp_path, statement), CODE, NewerFile


def _with(whole: bytes, tmp_path: Path, statement: str) -> bytes:
    """The archive with a statement done to its database by somebody who has the code."""
    packed, database = tmp_path / "packed", tmp_path / "visit.db"
    packed.write_bytes(whole)
    archive_module.unpack(packed, database)
    connection = open_by_passphrase(database, CODE)
    connection.execute(statement)
    connection.close()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.write(database, "visit.db")
    database.unlink()
    changed = packed.read_bytes()
    packed.unlink()
    return changed


def test_an_archive_that_was_cut_short_is_not_there(
    archived: tuple[Path, OpenVisit], profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, visit = archived
    before = path.read_bytes()
    left = path.with_name(f".{path.name[:40]}.0123abcd-1.new")
    left.write_bytes(b"what a kill has left")
    monkeypatch.setattr(archive_module, "unpack", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(InspectorError, match="disk is full"):
        archive(profile, visit.id, path, CODE)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {path.name, "profile"}


def test_every_table_and_column_of_a_visit_is_told_in_words() -> None:
    said = instructions("Example", "1 June 2010")
    for table in metadata.tables:
        assert f"\r\n{table}: {TABLES_IN_WORDS[table]}" in said
        assert [column for column, words in columns_in_words(table).items() if not words] == []


def test_who_brings_an_archive_back_can_give_it_on_in_the_name_of_who_wrote_it(tmp_path: Path) -> None:
    file, code = tmp_path / "visit.visit-archive", new_code()
    package, words = tmp_path / "given.visit-package", "six words that are said across a room"
    with made_profile(tmp_path / "a") as first, opened(first, one_of_everything()) as visit:
        visit_id = visit.id
        visit.close(10)
        archive(first, visit_id, file, code)
    with made_profile(tmp_path / "b") as second:
        second.archives.bring_back(file, code)
        with OpenVisit.open(second, visit_id) as visit:
            visit.write(steps.set_field("record", visit.record_lines()[0].id, "title", "Years after")).result(10)
            give(second, visit, own_identity(second), package, words)
    with made_profile(tmp_path / "c") as third:
        offer = look_into(third, None, package, words)
        confirm(third, offer)
        assert join(third, offer) == visit_id
