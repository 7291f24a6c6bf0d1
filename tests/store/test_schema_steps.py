"""Schema steps: what step 1 makes is what the tables describe, and files of every version open for ever."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from made_visits import one_of_everything
from sqlalchemy import create_engine, inspect
from sqlcipher3 import dbapi2

from inspector_app.store.schema_steps import SCHEMA_VERSION, bring_up_to_date, schema_version
from inspector_app.store.search_results import search
from inspector_app.store.tables import metadata
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit import steps
from inspector_app.visit.entities import Inspector

OLD_FILES = Path(__file__).parent.parent / "old_visit_files"


def test_the_steps_make_the_tables_that_are_described() -> None:
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.begin() as connection:
        bring_up_to_date(connection)
        assert schema_version(connection) == SCHEMA_VERSION
        inspector = inspect(connection)
        for table in metadata.tables.values():
            found = {column["name"]: column for column in inspector.get_columns(table.name)}
            assert set(found) == set(table.columns.keys())
            for column in table.columns:
                assert found[column.name]["nullable"] == column.nullable, f"{table.name}.{column.name}"
                assert str(found[column.name]["type"]) == str(column.type), f"{table.name}.{column.name}"
            assert {index["name"] for index in inspector.get_indexes(table.name)} == {
                index.name for index in table.indexes
            }
            described = {(key.parent.name, key.column.table.name) for key in table.foreign_keys}
            keys = inspector.get_foreign_keys(table.name)
            assert {(key["constrained_columns"][0], key["referred_table"]) for key in keys} == described
    engine.dispose()


def test_there_is_an_old_file_of_every_version() -> None:
    assert {path.name for path in OLD_FILES.glob("*.db")} == {
        f"version-{number}.db" for number in range(1, SCHEMA_VERSION + 1)
    }


@pytest.mark.parametrize("old", sorted(OLD_FILES.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_an_old_version_opens_reads_and_goes_on(old: Path, tmp_path: Path) -> None:
    path = tmp_path / old.name
    shutil.copy(old, path)
    kept = json.loads(old.with_suffix(".json").read_text(encoding="utf-8"))
    me = Inspector(id=kept["inspector"], name="A. Inspector")
    store = VisitStore(path, bytes.fromhex(kept["key"]), me=me, laptop=kept["laptop"])
    with store.reading() as reader:
        contents = reader.contents()
    wanted = one_of_everything()
    assert contents.visit.id == wanted.visit.id
    assert contents.visit.framework_source["framework"]["id"] == "ucra-2010"
    assert contents.records[1:] == wanted.records[1:]
    assert contents.records[0].notes == f"Typed in version {old.stem.removeprefix('version-')}."
    assert contents.evidence == wanted.evidence
    assert contents.findings == wanted.findings
    assert store.first_bad_entry() is None
    assert store.log_digest() == kept["log_digest"]
    assert store.undo_action() == "edit a record"
    store.undo().result(10)
    store.write(steps.set_field("record", wanted.records[0].id, "notes", "Goes on.")).result(10)
    with store.reading() as reader:
        assert [hit.entity for hit in search(reader, "goes on", 5)] == ["record"]
    store.close(10)
