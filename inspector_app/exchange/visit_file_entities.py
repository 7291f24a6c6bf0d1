"""A checked visit file's objects as the values of a visit (`visit/entities.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, time
from typing import Any

from inspector_app.exchange import visit_file_shape as shape
from inspector_app.exchange.visit_file_own_fields import with_own_fields
from inspector_app.exchange.visit_file_own_lists import own_lists_of
from inspector_app.exchange.visit_file_shape import Raw, own_keys, spelled_out
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Acceptance,
    Addressee,
    Answer,
    Case,
    CaseCheck,
    Concern,
    Copy,
    Count,
    Details,
    Document,
    Evidence,
    Finding,
    Inspector,
    Interview,
    Link,
    Observation,
    Record,
    Risk,
    Source,
    Visit,
)
from inspector_app.visit.identifiers import acceptance_id, answer_id, case_check_id, derived_id, link_id
from inspector_app.visit.letter_entities import Letter
from inspector_app.visit.ordering import orders


def contents_of(document: Raw, framework: Framework) -> VisitContents:
    """Return the visit of a document that has no fault; its order is kept as order keys."""
    raw = document["visit"]
    records = [_record(each, order) for each, order in _ordered(document, "records")]
    by_id = {record.id: record for record in records}
    own = own_lists_of(document)
    return VisitContents(
        visit=_visit(document, framework, without=own),
        inspectors=tuple(_inspector(each, order) for each, order in _ordered(raw, "inspectors")),
        addressees=tuple(
            _addressee(each, order, derived_id("addressee", raw["id"], str(nth)))
            for nth, (each, order) in enumerate(_ordered(raw, "addressees"))
        ),
        copies=tuple(
            _copy(each, order, derived_id("copy", raw["id"], str(nth)))
            for nth, (each, order) in enumerate(_ordered(raw, "copies"))
        ),
        records=tuple(records),
        evidence=tuple(_evidence(each, order, by_id) for each, order in _ordered(document, "evidence")),
        findings=tuple(_finding(each, order) for each, order in _ordered(document, "findings")),
        concerns=tuple(_concern(each, order) for each, order in _ordered(document, "concerns")),
        letter=_letter(document.get("letter") or {}, raw["id"]),
        **{name: entities for lists in own.values() for name, entities in lists.items()},
    )


def _visit(document: Raw, framework: Framework, without: Collection[str]) -> Visit:
    raw = document["visit"]
    authority = raw["authority"]
    top_given = (f"/{path}" for path in spelled_out(document, shape.TOP))
    top_own = {f"/{key}": value for key, value in own_keys(document).items() if key not in without}
    visit = Visit(
        id=raw["id"],
        framework=raw["framework"],
        framework_source=framework.source,
        authority_name=authority["name"],
        authority_area=authority.get("area") or "",
        authority_article=authority.get("article") or "",
        days=tuple(date.fromisoformat(day) for day in raw["days"]),
        time_limits={name: int(days) for name, days in _map(raw, "time_limits").items()},
        given=(*spelled_out(raw, shape.VISIT), *top_given),
        extra={**own_keys(raw, "authority", "time_limits"), **top_own},
    )
    return with_own_fields(visit)


def _inspector(raw: Raw, order: str) -> Inspector:
    return Inspector(
        id=raw["id"],
        name=raw["name"],
        designation=raw.get("designation") or "",
        lead=bool(raw.get("lead")),
        order=order,
        given=spelled_out(raw, shape.INSPECTOR),
        extra=own_keys(raw),
    )


def _addressee(raw: Raw, order: str, entity_id: str) -> Addressee:
    return Addressee(
        id=entity_id,
        name=raw["name"],
        salutation=raw.get("salutation") or "",
        post=raw.get("post"),
        organisation=raw.get("organisation"),
        address=_texts(raw, "address"),
        postcode=raw.get("postcode"),
        order=order,
        given=spelled_out(raw, shape.ADDRESSEE),
        extra=own_keys(raw),
    )


def _copy(raw: Raw, order: str, entity_id: str) -> Copy:
    return Copy(
        id=entity_id,
        role=raw["role"],
        name=raw.get("name"),
        post=raw.get("post"),
        organisation=raw.get("organisation"),
        order=order,
        given=spelled_out(raw, shape.COPY),
        extra=own_keys(raw),
    )


def _record(raw: Raw, order: str) -> Record:
    record_id, kind = raw["id"], raw["kind"]
    details = _DETAILS[kind](raw.get(kind) or {}, record_id)
    given = [*spelled_out(raw, shape.RECORD[kind])]
    if isinstance(details, Interview):
        for answer, (each, _) in zip(details.answers, _ordered(raw.get(kind) or {}, "answers"), strict=True):
            given += spelled_out(each, shape.ANSWER, f"interview/answers/{answer.id}/")
    record = Record(
        id=record_id,
        kind=kind,
        author=raw.get("author"),
        day=_day(raw, "day"),
        start=_time(raw, "start"),
        end=_time(raw, "end"),
        written_at=raw.get("written_at"),
        written=raw.get("written") or "at-the-time",
        title=raw.get("title") or "",
        themes=_texts(raw, "themes"),
        notes=raw.get("notes") or "",
        order=order,
        details=details,
        given=tuple(given),
        extra=own_keys(raw),
    )
    return with_own_fields(record)


def _observation(raw: Raw, record_id: str) -> Details:
    return Observation(
        id=record_id,
        setting=raw.get("setting"),
        activity=raw.get("activity"),
        roles=_texts(raw, "roles"),
        extra=own_keys(raw),
    )


def _interview(raw: Raw, record_id: str) -> Details:
    asked: Counter[str] = Counter()
    answers = []
    for each, order in _ordered(raw, "answers"):
        prompt = each["prompt"]
        answers.append(
            Answer(
                id=answer_id(record_id, prompt, asked[prompt]),
                record=record_id,
                prompt=prompt,
                answer=each.get("answer") or "",
                order=order,
                extra=own_keys(each),
            )
        )
        asked[prompt] += 1
    interview = Interview(
        id=record_id,
        role=raw.get("role"),
        team=raw.get("team"),
        people=_number(raw, "people"),
        answers=tuple(answers),
        extra=own_keys(raw),
    )
    return with_own_fields(interview)


def _case(raw: Raw, record_id: str) -> Details:
    answered: Counter[str] = Counter()
    checks = []
    for each, order in _ordered(raw, "checks"):
        check = each["check"]
        checks.append(
            CaseCheck(
                id=case_check_id(record_id, check, answered[check]),
                record=record_id,
                check=check,
                answer=each.get("answer"),
                note=each.get("note"),
                order=order,
                given=spelled_out(each, shape.CHECK),
                extra=own_keys(each),
            )
        )
        answered[check] += 1
    chosen, seen = raw.get("chosen") or {}, raw.get("child_seen") or {}
    case = Case(
        id=record_id,
        reference=raw.get("reference") or "",
        pathway=raw.get("pathway"),
        status=raw.get("status"),
        team=raw.get("team"),
        chosen_how=chosen.get("how"),
        chosen_stratum=chosen.get("stratum"),
        chosen_reason=chosen.get("reason"),
        dates={name: date.fromisoformat(day) for name, day in _map(raw, "dates").items()},
        child_seen_on=_day(seen, "on"),
        child_seen_alone=seen.get("alone"),
        manager_sign_off=raw.get("manager_sign_off"),
        ethnicity_recorded=raw.get("ethnicity_recorded"),
        quality=raw.get("quality"),
        checks=tuple(checks),
        extra=own_keys(raw, "chosen", "dates", "child_seen"),
    )
    return with_own_fields(case)


def _document(raw: Raw, record_id: str) -> Details:
    return Document(
        id=record_id,
        type=raw.get("type"),
        dated=_day(raw, "dated"),
        supplied_by=raw.get("supplied_by"),
        extra=own_keys(raw),
    )


_DETAILS = {"observation": _observation, "interview": _interview, "case": _case, "document": _document}


def _evidence(raw: Raw, order: str, records: dict[str, Record]) -> Evidence:
    source, count = raw.get("source"), raw.get("count")
    return Evidence(
        id=raw["id"],
        record=raw.get("record"),
        author=raw.get("author"),
        text=raw["text"],
        source=None if source is None else _source(source, records[raw["record"]]),
        count=None if count is None else Count(n=int(count["n"]), of=int(count["of"]), what=count["what"]),
        themes=_texts(raw, "themes"),
        leaning=raw.get("leaning"),
        in_confidence=bool(raw.get("in_confidence")),
        order=order,
        given=spelled_out(raw, shape.EVIDENCE),
        extra=own_keys(raw, "source", "count"),
    )


def _source(raw: Raw, record: Record) -> Source:
    """Return a passage; what the file counts (`answers/0`) is named by its id."""
    name, _, position = raw["field"].partition("/")
    field = name
    if isinstance(record.details, Interview) and position:
        field = f"{name}/{record.details.answers[int(position)].id}"
    elif isinstance(record.details, Case) and position:
        field = f"{name}/{record.details.checks[int(position)].id}"
    return Source(field=field, start=_number(raw, "start"), end=_number(raw, "end"))


def _finding(raw: Raw, order: str) -> Finding:
    finding_id, risk = raw["id"], raw.get("risk")
    accepted: Counter[str] = Counter()
    acceptances = []
    for each, place in _ordered(raw, "accepted"):
        check = each["check"]
        acceptances.append(
            Acceptance(
                id=acceptance_id(finding_id, check, accepted[check]),
                finding=finding_id,
                check=check,
                why=each["why"],
                order=place,
                extra=own_keys(each),
            )
        )
        accepted[check] += 1
    finding = Finding(
        id=finding_id,
        category=raw["category"],
        text=raw["text"],
        points=_texts(raw, "points"),
        themes=_texts(raw, "themes"),
        risk=None if risk is None else _risk(risk),
        evidence=tuple(_link(each, place, finding_id) for each, place in _ordered(raw, "evidence")),
        accepted=tuple(acceptances),
        order=order,
        given=spelled_out(raw, shape.FINDING),
        extra=own_keys(raw, "risk"),
    )
    return with_own_fields(finding)


def _risk(raw: Raw) -> Risk:
    return Risk(who=raw.get("who") or "", of_what=raw.get("of_what") or "", systemic=raw.get("systemic"))


def _link(raw: Raw, order: str, finding_id: str) -> Link:
    link = Link(
        id=link_id(finding_id, raw["id"]),
        finding=finding_id,
        evidence=raw["id"],
        bearing=raw.get("bearing") or "supports",
        weighed=raw.get("weighed"),
        order=order,
        given=spelled_out(raw, shape.LINK),
        extra=own_keys(raw),
    )
    return with_own_fields(link)


def _concern(raw: Raw, order: str) -> Concern:
    concern = Concern(
        id=raw["id"],
        case=raw.get("case"),
        raised_at=raw.get("raised_at"),
        raised_by=raw.get("raised_by"),
        raised_with=raw.get("raised_with"),
        matter=raw.get("matter") or "",
        response=raw.get("response"),
        safe_at=raw.get("safe_at"),
        closed_at=raw.get("closed_at"),
        order=order,
        given=spelled_out(raw, shape.CONCERN),
        extra=own_keys(raw),
    )
    return with_own_fields(concern)


def _letter(raw: Raw, visit_id: str) -> Letter:
    letter = Letter(
        id=visit_id,
        date=_day(raw, "date"),
        signatories=_texts(raw, "signatories"),
        wording=_map(raw, "wording"),
        given=spelled_out(raw, shape.LETTER),
        extra=own_keys(raw, "wording"),
    )
    return with_own_fields(letter)


def _ordered(raw: Raw, key: str) -> list[tuple[Raw, str]]:
    """Return the objects of a list with an order key each."""
    held = raw.get(key) or []
    return list(zip(held, orders(len(held)), strict=True))


def _texts(raw: Raw, key: str) -> tuple[str, ...]:
    return tuple(raw.get(key) or ())


def _map(raw: Raw, key: str) -> dict[str, Any]:
    """Return what is recorded under the framework's names."""
    held = raw.get(key) or {}
    return {name: value for name, value in held.items() if value is not None and not shape.is_own_key(name)}


def _day(raw: Raw, key: str) -> date | None:
    value = raw.get(key)
    return None if value is None else date.fromisoformat(value)


def _time(raw: Raw, key: str) -> time | None:
    value = raw.get(key)
    return None if value is None else time.fromisoformat(value)


def _number(raw: Raw, key: str) -> int | None:
    value = raw.get(key)
    return None if value is None else int(value)
