"""A visit as a REFI-QDA project: as the published schema wants it, each passage at the words of its evidence.

`refi_qda/Project.xsd` is the schema of the standard as REFI published it (MIT licence, in the file).
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from made_visits import one_of_everything
from random_visit_files import Raw, visit_files

from inspector_app.exchange.qdpx import write_qdpx
from inspector_app.exchange.qdpx_project import Project, qdpx_project
from inspector_app.exchange.qdpx_texts import plain
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.places import resources_folder
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Source
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.withholding import CUT_OUT, LEFT_OUT, NAME, Withholding

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "refi_qda" / "Project.xsd"))
MADE_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
YORK = resources_folder() / "demo" / "york-2010.visit.json"
FRAMEWORK = load_framework("ucra-2010")
HOSTILE = st.text(
    st.sampled_from("a b\n\r\x00\x0b\x85\u2028\ufffe\U0001f469\U0010ffff&<]>\"'"), min_size=1, max_size=12
)


def project_of(contents: VisitContents, *, in_confidence: bool = False) -> Project:
    source = contents.visit.framework_source
    framework = framework_from_source(source) if source else FRAMEWORK
    return qdpx_project(contents, framework, Withholding(contents, framework, in_confidence=in_confidence), MADE_AT)


def read(project: Project) -> etree._Element:
    root = etree.fromstring(project.xml)
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def below(root: Any, path: str) -> list[Any]:
    return root.findall("/".join(f"{{*}}{step}" if step else "" for step in path.split("/")))


def passages(project: Project, root: Any) -> dict[str, str]:
    """The words that each passage selects, by the id of its evidence."""
    found = {}
    for source in below(root, "Sources/TextSource"):
        text = project.texts[source.get("plainTextPath").removeprefix("internal://")]
        for each in below(source, "PlainTextSelection"):
            found[each.get("guid")] = text[int(each.get("startPosition")) : int(each.get("endPosition"))]
    return found


def test_york_is_a_project_with_every_piece_coded_and_no_name_in_it(tmp_path: Path) -> None:
    contents = read_visit_file(YORK)
    framework = framework_from_source(contents.visit.framework_source)
    written = write_qdpx(contents, framework, tmp_path / "york.qdpx", made_at=MADE_AT)
    with zipfile.ZipFile(tmp_path / "york.qdpx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    texts = {name.removeprefix("sources/"): text.decode() for name, text in files.items() if name != "project.qde"}
    project = Project(files["project.qde"], texts)
    root = read(project)
    assert written.left_out == 3 and written.words == "85 texts, 175 passages and 33 codes"
    words = passages(project, root)
    held = {piece.id: LEFT_OUT if piece.in_confidence else piece.text for piece in contents.evidence}
    assert words == held
    codes = {code.get("guid"): code for code in root.iter("{*}Code")}
    assert len({code.get("name") for code in codes.values()}) == len(codes)
    findings = {finding.id for finding in contents.findings}
    assert findings <= codes.keys()
    coded = {
        (each.get("guid"), ref.get("targetGUID"))
        for each in root.iter("{*}PlainTextSelection")
        for ref in each.iter("{*}CodeRef")
        if ref.get("targetGUID") in findings
    }
    links = {
        (link.evidence, finding.id)
        for finding in contents.findings
        for link in finding.evidence
        if link.bearing == "supports"
    }
    assert coded == links
    whole = b"".join(files.values()).decode()
    assert not any(person.name in whole for person in contents.inspectors)
    assert not any(concern.matter in whole for concern in contents.concerns)
    write_qdpx(contents, framework, tmp_path / "again.qdpx", made_at=MADE_AT)
    assert (tmp_path / "again.qdpx").read_bytes() == (tmp_path / "york.qdpx").read_bytes()


def test_what_contradicts_a_finding_has_a_code_of_its_own() -> None:
    contents = one_of_everything()
    root = read(project_of(contents))
    finding = contents.findings[0]
    (category,) = (each for each in root.iter("{*}Code") if finding.id in [code.get("guid") for code in each])
    supports, against = below(category, "Code")
    of_piece = {
        passage.get("guid"): {ref.get("targetGUID") for ref in passage.iter("{*}CodeRef")}
        for passage in root.iter("{*}PlainTextSelection")
    }
    for link in finding.evidence:
        code, other = (supports, against) if link.bearing == "supports" else (against, supports)
        assert code.get("guid") in of_piece[link.evidence] and other.get("guid") not in of_piece[link.evidence]
    assert all(passage.get("creationDateTime") for passage in root.iter("{*}PlainTextSelection", "{*}TextSource"))


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(visit_files())
def test_any_visit_makes_a_project_that_the_schema_takes(file: Raw) -> None:
    contents = read_visit_file(json.dumps(file).encode())
    project = project_of(contents, in_confidence=True)
    words = passages(project, read(project))
    assert words.keys() == {piece.id for piece in contents.evidence if piece.text}
    for piece in contents.evidence:
        cut = any(mark in words.get(piece.id, "") for mark in (NAME, CUT_OUT))
        assert cut or words.get(piece.id, "") == plain(piece.text)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(HOSTILE, st.sampled_from(["none", "open", "confided"])), min_size=1, max_size=6), st.booleans()
)
def test_passages_of_hostile_text_are_found_and_what_was_confided_is_not(parts: list[Any], asked: bool) -> None:
    contents = one_of_everything()
    record = contents.records[0]
    notes, pieces, at = "", [], 0
    for number, (text, kind) in enumerate(parts):
        words = f"{number}{text}{number} "
        notes += words
        if kind != "none":
            made = Evidence(
                id=derived_id("piece", str(number)),
                record=record.id,
                text=words,
                source=Source(field="notes", start=at, end=at + len(words)),
                in_confidence=kind == "confided",
            )
            pieces.append(made)
        at += len(words)
    records = (replace(record, notes=notes), *contents.records[1:])
    project = project_of(replace(contents, records=records, evidence=tuple(pieces)), in_confidence=asked)
    words_of = passages(project, read(project))
    for piece in pieces:
        left_out = piece.in_confidence and not asked
        assert (words_of[piece.id] == plain(piece.text)) is not left_out
        assert not left_out or LEFT_OUT in words_of[piece.id]
    text = project.texts[f"{record.id}.txt"]
    for piece in pieces:
        assert (plain(piece.text) in text) is not (piece.in_confidence and not asked)
