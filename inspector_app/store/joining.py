"""A visit that comes to this laptop as a log: from a colleague's package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector_app.errors import ForgedPackage
from inspector_app.store.entry_check import check_entry, forged
from inspector_app.store.new_visit import fill_visit_file
from inspector_app.store.plain import defaults, entity_of, field_types, with_field
from inspector_app.store.taking_in import add_entries, keep_statements
from inspector_app.visit.change import LogEntry
from inspector_app.visit.entities import Inspector, Visit
from inspector_app.visit.package import Package
from inspector_app.visit.registers import Seen, registers


def make_joined_file(path: Path, key: bytes, package: Package) -> None:
    """Write a visit's file from a whole package. Raises ForgedPackage, naming the entry, DiskFault."""

    def fill(connection: Any) -> None:
        add_entries(connection, package.entries, package.letters)
        keep_statements(connection, package)

    fill_visit_file(path, key, fill)


def remembered_of(package: Package) -> Mapping[str, Any]:
    """Return what the profile remembers of a visit before its file can tell. Raises ForgedPackage."""
    from inspector_app.frameworks.reader import framework_from_source

    visit: Visit = _one(package, "visit", package.visit)
    framework = framework_from_source(visit.framework_source)
    return {
        "authority": visit.authority_name,
        "framework": framework.id,
        "framework_name": framework.name,
        "retention_months": framework.retention_months,
        "days": [day.isoformat() for day in visit.days],
        "state": "draft",
        "counts": {},
    }


def team_of(package: Package) -> list[Inspector]:
    """Return the members of the team whom the log of a package names."""
    ids = dict.fromkeys(entry.id for entry in package.entries if entry.entity == "inspector")
    return [_one(package, "inspector", each) for each in ids]


def _one(package: Package, entity: str, entity_id: str) -> Any:
    entries: list[LogEntry] = [each for each in package.entries if (each.entity, each.id) == (entity, entity_id)]
    if not entries:
        raise ForgedPackage(
            "The package does not hold the visit that it says it holds.", "Ask your colleague to give it again."
        )
    row = {**defaults(entity), "id": entity_id}
    for entry in entries:
        check_entry(entry)
    for name, register in sorted(registers(entries, Seen(())).items()):
        with_field(row, name, register.value)
    if field_types(entity).keys() - row.keys():
        raise forged(entries[0], "is about something that was never made")
    return entity_of(entity, row)
