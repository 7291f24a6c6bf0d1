"""Reads a visit file: bytes in, a visit out, or every fault of the file in words; nothing is half taken in."""

from __future__ import annotations

import re
from itertools import chain, islice
from pathlib import Path

from inspector_app.errors import MOST_FAULTS, Fault, FaultyVisitFile, FrameworkMissing, InspectorError
from inspector_app.exchange.foreign_file import read_foreign_file
from inspector_app.exchange.json_text import NotJson, read_json
from inspector_app.exchange.visit_file_entities import contents_of
from inspector_app.exchange.visit_file_own_fields import own_field_faults
from inspector_app.exchange.visit_file_own_lists import own_list_faults
from inspector_app.exchange.visit_file_references import reference_faults
from inspector_app.exchange.visit_file_schema import schema_faults
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents

FORMAT = "inspector-visit/1"
LARGEST = 100 * 2**20
"""How many bytes a visit file may have: twice those of a visit with a hundred thousand pieces of evidence."""
_ALL_FAULTS_UNTIL = 250_000
"""In files with more commas than this the schema is told one fault at a time: a million of them cost gigabytes."""
_TOO_LARGE = "Look whether it is a visit file. Nothing was taken from it."
_ANY_FORMAT = re.compile(r"inspector-visit/([1-9][0-9]*)")
_NEXT_STEP = "Nothing was taken from it. Mend these places and bring it in again."


def read_visit_file(source: Path | bytes, frameworks_folder: Path | None = None) -> VisitContents:
    """Return the visit of a visit file, given as its path or as its bytes.

    `frameworks_folder` holds frameworks installed beside those that the program ships.
    Raises FaultyVisitFile with every fault, and FrameworkMissing where only the framework is not here.
    """
    content, name = (_content(source), source.name) if isinstance(source, Path) else (source, "The file")
    try:
        document = read_json(content)
    except NotJson as error:
        raise _faulty(name, error.faults) from None
    foreign = _foreign(document)
    if foreign is not None or not isinstance(document, dict):
        raise _faulty(name, [foreign] if foreign else [])
    framework, missing = _framework(document, frameworks_folder)
    against_schema = schema_faults(document, only_first=content.count(b",") > _ALL_FAULTS_UNTIL)
    of_references = (find(document, framework) for find in (reference_faults, own_field_faults, own_list_faults))
    faults = list(islice(chain(against_schema, *of_references), MOST_FAULTS + 1))
    if faults and missing is not None:
        faults.append(Fault("$.visit.framework", missing.sentence))
    if faults:
        raise _faulty(name, faults)
    if framework is None:
        raise missing or AssertionError("a file without faults names its framework")
    return contents_of(document, framework)


def _content(path: Path) -> bytes:
    try:
        return read_foreign_file(path, LARGEST)
    except InspectorError as error:
        raise FaultyVisitFile(error.sentence, (), error.next_step) from None


def _foreign(document: object) -> Fault | None:
    """Return why this is not a visit file of a version that is known here, or None."""
    if not isinstance(document, dict) or not isinstance(document.get("format"), str):
        return Fault("$.format", f'This is no visit file: it does not say "format": "{FORMAT}".')
    named = document["format"]
    version = _ANY_FORMAT.fullmatch(named)
    if version is None:
        return Fault("$.format", f'This is no visit file: its format is not "{FORMAT}".')
    if named != FORMAT:
        return Fault("$.format", f"This visit file was written by a newer program (version {version[1][:9]}).")
    return None


def _framework(
    document: dict[str, object], frameworks_folder: Path | None
) -> tuple[Framework | None, FrameworkMissing | None]:
    visit = document.get("visit")
    named = visit.get("framework") if isinstance(visit, dict) else None
    if not isinstance(named, str) or not named:
        return None, None
    from inspector_app.frameworks.library import load_framework

    try:
        return load_framework(named, frameworks_folder), None
    except FrameworkMissing as error:
        return None, error


def _faulty(name: str, faults: list[Fault]) -> FaultyVisitFile:
    many = str(len(faults)) if len(faults) <= MOST_FAULTS else f"more than {MOST_FAULTS}"
    count = "one fault" if len(faults) == 1 else f"{many} faults"
    return FaultyVisitFile(f"{name} is not taken in: it has {count}.", faults, _NEXT_STEP)
