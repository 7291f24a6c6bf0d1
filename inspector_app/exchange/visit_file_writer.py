"""Writes a visit as a visit file: what was brought in comes out value for value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from inspector_app.exchange import visit_file_shape as shape
from inspector_app.exchange.private_file import write_private_file
from inspector_app.exchange.visit_file_own_fields import with_own_keys_added
from inspector_app.exchange.visit_file_own_lists import own_list_keys
from inspector_app.exchange.visit_file_reader import FORMAT
from inspector_app.exchange.visit_file_shape import Raw, Shape, as_given, with_own_keys
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Acceptance,
    Addressee,
    Case,
    CaseCheck,
    Concern,
    Copy,
    Document,
    Evidence,
    Extra,
    Finding,
    Inspector,
    Interview,
    Link,
    Observation,
    Record,
    Source,
)
from inspector_app.visit.letter_entities import Letter


def write_visit_file(contents: VisitContents, path: Path) -> None:
    """Write a visit file that only its owner may read; it is whole at the path, or the path is as it was.

    Raises DiskFault where it cannot be written.
    """
    write_private_file(path, visit_file(contents))


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """How many attached files and lists of the council a visit file goes without: they stay on the laptop."""

    files: int
    lists: int

    @property
    def words(self) -> str:
        """A sentence that says so, empty where nothing is left behind."""
        files = "1 attached file" if self.files == 1 else f"{self.files} attached files"
        lists = "1 list of the council" if self.lists == 1 else f"{self.lists} lists of the council"
        left = " and ".join(words for count, words in ((self.files, files), (self.lists, lists)) if count)
        stay = "stays" if self.files + self.lists == 1 else "stay"
        return f"The file goes without {left}, which {stay} on this laptop." if left else ""


def left_behind(contents: VisitContents) -> LeftBehind:
    """Return what does not go along in a visit file (`visit-file.md`)."""
    return LeftBehind(len(contents.attachments), len(contents.frames))


def visit_file(contents: VisitContents) -> bytes:
    """Return the visit file: UTF-8, two spaces a level, keys in the order of the format's description."""
    return (json.dumps(visit_document(contents), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def visit_document(contents: VisitContents) -> Raw:
    """Return the JSON value of a visit file.

    What refers to something that has been removed since is written without it, so that the file can be brought in
    again: an author, a source, a signature or a bearing whose other end is gone.
    """
    file = _File(contents)
    visit = contents.visit
    whole: Raw = {
        "format": FORMAT,
        "visit": file.visit(),
        "records": [file.record(record) for record in contents.records],
        "evidence": [file.evidence(piece) for piece in contents.evidence],
        "findings": [file.finding(finding) for finding in contents.findings],
        "concerns": [file.concern(concern) for concern in contents.concerns],
        "letter": file.letter(contents.letter),
    }
    top_given = _below_top(visit.given) if visit.given is not None else None
    top_own = {key[1:]: value for key, value in visit.extra.items() if key.startswith("/")}
    top_own |= own_list_keys(contents)
    return as_given(with_own_keys(whole, top_own), shape.TOP, top_given)


class _File:
    """The objects of one visit file, and what they may refer to."""

    def __init__(self, contents: VisitContents) -> None:
        self._contents = contents
        self._inspectors = {inspector.id for inspector in contents.inspectors}
        self._evidence = {piece.id for piece in contents.evidence}
        self._records = contents.records_by_id()
        source = contents.visit.framework_source
        self._dates = [each.id for each in framework_from_source(source).case_dates] if source else []

    def visit(self) -> Raw:
        contents, visit = self._contents, self._contents.visit
        whole: Raw = {
            "id": visit.id,
            "framework": visit.framework,
            "authority": {
                "name": visit.authority_name,
                "area": visit.authority_area,
                "article": visit.authority_article,
            },
            "days": [day.isoformat() for day in sorted(set(visit.days))],
            "inspectors": [_inspector(inspector) for inspector in contents.inspectors],
            "addressees": [_addressee(addressee) for addressee in contents.addressees],
            "copies": [_copy(copy) for copy in contents.copies],
            "time_limits": _by_key(visit.time_limits),
        }
        own = {key: value for key, value in with_own_keys_added(visit).items() if not key.startswith("/")}
        return _finished(whole, shape.VISIT, visit.given, own)

    def record(self, record: Record) -> Raw:
        given = None if record.given is None else frozenset(record.given)
        whole: Raw = {
            "id": record.id,
            "kind": record.kind,
            "author": self._inspector(record.author),
            "day": _iso(record.day),
            "start": _iso(record.start),
            "end": _iso(record.end),
            "written_at": record.written_at,
            "written": record.written,
            "title": record.title,
            "themes": list(record.themes),
            "notes": record.notes,
        }
        for kind in shape.DETAILS:
            if kind == record.kind:
                whole[kind] = _details(record, given)
            elif given is not None and kind in given:
                whole[kind] = None
        finished = _finished(whole, shape.RECORD[record.kind], given, with_own_keys_added(record))
        case = finished.get("case")
        if case and case.get("dates"):
            case["dates"] = dict(
                sorted(case["dates"].items(), key=lambda date: (self._place_of_date(date[0]), date[0]))
            )
        return finished

    def evidence(self, piece: Evidence) -> Raw:
        count = piece.count
        record = self._records.get(piece.record) if piece.record else None
        whole: Raw = {
            "id": piece.id,
            "record": record.id if record else None,
            "author": self._inspector(piece.author),
            "text": piece.text,
            "source": _source(piece.source, record),
            "count": None if count is None else {"n": count.n, "of": count.of, "what": count.what},
            "themes": list(piece.themes),
            "leaning": piece.leaning,
            "in_confidence": piece.in_confidence,
        }
        return _finished(whole, shape.EVIDENCE, piece.given, piece.extra)

    def finding(self, finding: Finding) -> Raw:
        risk = finding.risk
        whole: Raw = {
            "id": finding.id,
            "category": finding.category,
            "text": finding.text,
            "points": list(finding.points),
            "themes": list(finding.themes),
            "evidence": [_link(link) for link in finding.evidence if link.evidence in self._evidence],
            "accepted": [_acceptance(acceptance) for acceptance in finding.accepted],
            "risk": None if risk is None else {"who": risk.who, "of_what": risk.of_what, "systemic": risk.systemic},
        }
        return _finished(whole, shape.FINDING, finding.given, with_own_keys_added(finding))

    def concern(self, concern: Concern) -> Raw:
        whole: Raw = {
            "id": concern.id,
            "case": concern.case,
            "raised_at": concern.raised_at,
            "raised_by": self._inspector(concern.raised_by),
            "raised_with": concern.raised_with,
            "matter": concern.matter,
            "response": concern.response,
            "safe_at": concern.safe_at,
            "closed_at": concern.closed_at,
        }
        return _finished(whole, shape.CONCERN, concern.given, with_own_keys_added(concern))

    def letter(self, letter: Letter) -> Raw:
        whole: Raw = {
            "date": _iso(letter.date),
            "signatories": [each for each in letter.signatories if each in self._inspectors],
            "wording": _by_key(letter.wording),
        }
        return _finished(whole, shape.LETTER, letter.given, with_own_keys_added(self._unsigned(letter)))

    def _unsigned(self, letter: Letter) -> Letter:
        """Return the letter as it is without its signatures, which are not in the file."""
        assured_by = self._inspector(letter.assured_by)
        assured = letter.state == "quality-assured" or (letter.state != "draft" and assured_by is not None)
        return replace(letter, assured_by=assured_by, state="quality-assured" if assured else "draft")

    def _place_of_date(self, name: str) -> int:
        """Return where a date stands in the framework's order, which is that of the work; own keys come last."""
        return self._dates.index(name) if name in self._dates else len(self._dates)

    def _inspector(self, inspector_id: str | None) -> str | None:
        return inspector_id if inspector_id in self._inspectors else None


def _inspector(inspector: Inspector) -> Raw:
    whole: Raw = {
        "id": inspector.id,
        "name": inspector.name,
        "designation": inspector.designation,
        "lead": inspector.lead,
    }
    return _finished(whole, shape.INSPECTOR, inspector.given, inspector.extra)


def _addressee(addressee: Addressee) -> Raw:
    whole: Raw = {
        "name": addressee.name,
        "salutation": addressee.salutation,
        "post": addressee.post,
        "organisation": addressee.organisation,
        "address": list(addressee.address),
        "postcode": addressee.postcode,
    }
    return _finished(whole, shape.ADDRESSEE, addressee.given, addressee.extra)


def _copy(copy: Copy) -> Raw:
    whole: Raw = {"role": copy.role, "name": copy.name, "post": copy.post, "organisation": copy.organisation}
    return _finished(whole, shape.COPY, copy.given, copy.extra)


def _details(record: Record, given: frozenset[str] | None) -> Raw:
    details = record.details
    if isinstance(details, Observation):
        return _observation(details)
    if isinstance(details, Interview):
        return _interview(details, given)
    if isinstance(details, Case):
        return _case(details)
    if isinstance(details, Document):
        return _document(details)
    return {}


def _observation(details: Observation) -> Raw:
    whole: Raw = {"setting": details.setting, "activity": details.activity, "roles": list(details.roles)}
    return with_own_keys(whole, details.extra)


def _interview(details: Interview, given: frozenset[str] | None) -> Raw:
    answers = []
    for answer in details.answers:
        whole = with_own_keys({"prompt": answer.prompt, "answer": answer.answer}, answer.extra)
        answers.append(as_given(whole, shape.ANSWER, given, f"interview/answers/{answer.id}/"))
    interview: Raw = {"role": details.role, "team": details.team, "people": details.people, "answers": answers}
    return with_own_keys(interview, with_own_keys_added(details))


def _case(details: Case) -> Raw:
    whole: Raw = {
        "reference": details.reference,
        "pathway": details.pathway,
        "status": details.status,
        "team": details.team,
        "chosen": {
            "how": details.chosen_how,
            "stratum": details.chosen_stratum,
            "reason": details.chosen_reason,
        },
        "dates": {name: day.isoformat() for name, day in details.dates.items()},
        "child_seen": {"on": _iso(details.child_seen_on), "alone": details.child_seen_alone},
        "manager_sign_off": details.manager_sign_off,
        "ethnicity_recorded": details.ethnicity_recorded,
        "quality": details.quality,
        "checks": [_check(each) for each in details.checks],
    }
    return with_own_keys(whole, with_own_keys_added(details))


def _check(check: CaseCheck) -> Raw:
    whole: Raw = {"check": check.check, "answer": check.answer, "note": check.note}
    return _finished(whole, shape.CHECK, check.given, check.extra)


def _document(details: Document) -> Raw:
    whole: Raw = {"type": details.type, "dated": _iso(details.dated), "supplied_by": details.supplied_by}
    return with_own_keys(whole, details.extra)


def _source(source: Source | None, record: Record | None) -> Raw | None:
    """Return the passage, its answer or check counted; None where it is gone.

    A passage that the field no longer holds is named by its field alone.
    """
    if source is None or record is None:
        return None
    name, _, held = source.field.partition("/")
    if name == "notes":
        field, text = name, record.notes
    else:
        details = record.details
        if isinstance(details, Interview):
            texts = {answer.id: answer.answer for answer in details.answers}
        elif isinstance(details, Case):
            texts = {check.id: check.note or "" for check in details.checks}
        else:
            texts = {}
        if held not in texts:
            return None
        field, text = f"{name}/{list(texts).index(held)}", texts[held]
    within = source.start is not None and source.end is not None and source.start <= source.end <= len(text)
    return {"field": field, "start": source.start if within else None, "end": source.end if within else None}


def _link(link: Link) -> Raw:
    whole: Raw = {"id": link.evidence, "bearing": link.bearing, "weighed": link.weighed}
    return _finished(whole, shape.LINK, link.given, with_own_keys_added(link))


def _acceptance(acceptance: Acceptance) -> Raw:
    return with_own_keys({"check": acceptance.check, "why": acceptance.why}, acceptance.extra)


def _finished(whole: Raw, standing: Shape, given: frozenset[str] | tuple[str, ...] | None, own: Extra) -> Raw:
    return as_given(with_own_keys(whole, own), standing, given)


def _by_key(values: Mapping[str, object]) -> Raw:
    """The values in the order of their keys: two laptops wrote them in different orders."""
    return dict(sorted(values.items()))


def _below_top(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path[1:] for path in given if path.startswith("/"))


def _iso(value: date | time | None) -> str | None:
    if value is None:
        return None
    return value.strftime("%H:%M") if isinstance(value, time) else value.isoformat()
