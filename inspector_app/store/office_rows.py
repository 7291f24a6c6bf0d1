"""One visit as the rows of an office's database (`office_tables.py`): values in, rows out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Table

from inspector_app.frameworks.framework import Framework
from inspector_app.store import office_tables as tables
from inspector_app.store.office_words import OfficeWords, Reason
from inspector_app.visit.clocks import case_clocks
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Document, Evidence, Finding, Interview, Observation, Record
from inspector_app.visit.weight import source_kind

OfficeRow = dict[str, object]


@dataclass(frozen=True, slots=True)
class OfficeRows:
    """The rows of one visit by their table, and the evidence and findings whose words are left out: (kind, id, why)."""

    of: Mapping[Table, Sequence[OfficeRow]]
    left_out: tuple[tuple[str, str, Reason], ...]

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind, and of how many the words are left out, by why."""
        told = {table.name: len(self.of[table]) for table in (tables.record, tables.evidence, tables.finding)}
        why = Counter(reason for _kind, _id, reason in self.left_out)
        return {**told, "in-confidence": why["in-confidence"], "tells-who": why["tells-who"]}


def office_rows(
    contents: VisitContents, framework: Framework, *, log_digest: str, keep_until: date | None, written_at: datetime
) -> OfficeRows:
    """Return the rows of a visit; `written_at` is an instant with its offset, `log_digest` that of its change log."""
    rows = _Rows(contents, framework)
    rows.add_visit(log_digest, keep_until, written_at)
    rows.add_framework()
    rows.add_people()
    for record in contents.records:
        rows.add_record(record)
    for piece in contents.evidence:
        rows.add_evidence(piece)
    for place, finding in enumerate(contents.findings, 1):
        rows.add_finding(place, finding)
    rows.add_concerns()
    rows.add_letters()
    return OfficeRows(rows.of, tuple(rows.left_out))


class _Rows:
    """Collects the rows of one visit."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self.of: defaultdict[Table, list[OfficeRow]] = defaultdict(list)
        self.left_out: list[tuple[str, str, Reason]] = []
        self._contents = contents
        self._framework = framework
        self._words = OfficeWords(contents, framework)
        self._records = contents.records_by_id()
        self._numbers = {person.id: number for number, person in enumerate(contents.inspectors, 1)}

    def add_visit(self, log_digest: str, keep_until: date | None, written_at: datetime) -> None:
        visit, letter = self._contents.visit, self._contents.letter
        days = sorted(set(visit.days))
        row: OfficeRow = {
            "id": visit.id,
            "framework": self._framework.id,
            "framework_version": self._framework.version,
            "framework_name": self._framework.name,
            "authority": visit.authority_name,
            "area": visit.authority_area,
            "focus": visit.focus if self._framework.focus(visit.focus) else None,
            "first_day": days[0] if days else None,
            "last_day": days[-1] if days else None,
            "letter_state": letter.state,
            "letter_date": letter.date,
            "keep_until": keep_until,
            "on_hold": any(hold.lifted_at is None for hold in self._contents.holds),
            "log_digest": log_digest,
            "written_at": written_at,
        }
        self.of[tables.visit].append(row)
        for day in days:
            self._add(tables.visit_day, day=day)

    def add_framework(self) -> None:
        for place, theme in enumerate(self._framework.themes, 1):
            self._add(tables.theme, id=theme.id, label=theme.label, place=place)
        for place, category in enumerate(self._framework.categories, 1):
            row = {"id": category.id, "label": category.label, "is_priority": category.priority, "place": place}
            self._add(tables.category, **row)
        for check in self._framework.checks:
            self._add(tables.case_question, id=check.id, label=check.label, question=check.question)

    def add_people(self) -> None:
        plain = self._words.plain
        for person in self._contents.inspectors:
            number = self._numbers[person.id]
            self._add(tables.inspector, number=number, designation=plain(person.designation), lead=person.lead)
        to = [("addressee", None, each.post, each.organisation) for each in self._contents.addressees]
        copies = [("copy", each.role, each.post, each.organisation) for each in self._contents.copies]
        for place, (how, role, post, organisation) in enumerate([*to, *copies], 1):
            known = {"role": plain(role), "post": plain(post), "organisation": plain(organisation)}
            self._add(tables.recipient, place=place, how=how, **known)

    def add_record(self, record: Record) -> None:
        details = record.details
        document = details if isinstance(details, Document) else None
        self._add(
            tables.record,
            id=record.id,
            kind=record.kind,
            inspector=self._numbers.get(record.author or ""),
            day=record.day,
            starts=record.start,
            ends=record.end,
            written_at=_instant(record.written_at),
            written=record.written,
            team=self._words.plain(details.team) if isinstance(details, Interview | Case) else None,
            people=details.people if isinstance(details, Interview) else None,
            document_type=self._words.plain(document.type) if document else None,
            document_dated=document.dated if document else None,
        )
        for place, role in enumerate(filter(None, map(self._words.plain, _roles(record))), 1):
            self._add(tables.record_role, record=record.id, place=place, role=role)
        self._add_themes(tables.record_theme, "record", record.id, record.themes)
        if isinstance(details, Case):
            self._add_case(details)

    def _add_case(self, case: Case) -> None:
        self._add(
            tables.case_file,
            id=case.id,
            reference=self._words.plain(case.reference),
            pathway=case.pathway,
            status=case.status,
            chosen_how=self._words.plain(case.chosen_how),
            in_sample=case.left_reason is None,
            child_seen_on=case.child_seen_on,
            child_seen_alone=case.child_seen_alone,
            manager_sign_off=case.manager_sign_off,
            ethnicity_recorded=case.ethnicity_recorded,
            quality=case.quality,
        )
        for what, day in case.dates.items():
            self._add(tables.case_date, case_file=case.id, what=what, day=day)
        for reading in case_clocks(case, self._framework, self._contents.visit):
            self._add(
                tables.case_clock,
                case_file=case.id,
                clock=reading.clock,
                label=reading.label,
                started=reading.from_,
                stopped=reading.to,
                working_days=reading.working_days,
                allowed=reading.limit,
                allowed_by=reading.limit_from,
                state=reading.state,
            )
        for check in case.checks:
            self._add(tables.case_answer, case_file=case.id, question=check.check, answer=check.answer)

    def add_evidence(self, piece: Evidence) -> None:
        words = self._words.of_evidence(piece)
        known = not piece.in_confidence and words.left_out != "in-confidence"
        self._add(
            tables.evidence,
            id=piece.id,
            record=piece.record if known else None,
            inspector=self._numbers.get(piece.author or "") if known else None,
            source_kind=source_kind(piece, self._records),
            leaning=piece.leaning,
            in_confidence=piece.in_confidence,
            words=words.text,
            words_left_out=words.left_out,
            count_n=piece.count.n if piece.count else None,
            count_of=piece.count.of if piece.count else None,
        )
        self._add_themes(tables.evidence_theme, "evidence", piece.id, piece.themes)
        self._tell_left_out("evidence", piece.id, words.left_out)

    def add_finding(self, place: int, finding: Finding) -> None:
        words, risk = self._words.of_finding(finding), finding.risk
        self._add(
            tables.finding,
            id=finding.id,
            category=finding.category,
            place=place,
            words=words.text,
            words_left_out=words.left_out,
            risk_who=self._words.plain(risk.who) if risk else None,
            risk_of_what=self._words.plain(risk.of_what) if risk else None,
            risk_systemic=risk.systemic if risk else None,
            trigger_met=self._words.plain(finding.trigger),
        )
        self._add_themes(tables.finding_theme, "finding", finding.id, finding.themes)
        self._tell_left_out("finding", finding.id, words.left_out)
        for link in finding.evidence:
            weighed = bool((link.weighed or "").strip())
            known = {"id": link.id, "finding": finding.id, "evidence": link.evidence}
            self._add(tables.link, **known, bearing=link.bearing, weighed=weighed)

    def add_concerns(self) -> None:
        for concern in self._contents.concerns:
            self._add(
                tables.concern,
                id=concern.id,
                case_reference=self._words.plain(concern.case),
                raised_at=_instant(concern.raised_at),
                raised_by=self._numbers.get(concern.raised_by or ""),
                raised_with=self._words.plain(concern.raised_with),
                safe_at=_instant(concern.safe_at),
                closed_at=_instant(concern.closed_at),
            )

    def add_letters(self) -> None:
        for letter in self._contents.signed_letters:
            self._add(
                tables.signed_letter,
                id=letter.id,
                version=letter.version,
                signed_at=_instant(letter.signed_at),
                signed_by=self._numbers.get(letter.signed_by),
                pdf_sha256=letter.pdf_sha256,
                log_digest=letter.log_digest,
                adds_to=letter.adds_to,
                replaces=letter.replaces,
            )
        for issuing in self._contents.issuings:
            sent = {"id": issuing.id, "signed_letter": issuing.signed_letter}
            self._add(tables.issuing, **sent, issued_at=_instant(issuing.issued_at))

    def _add(self, table: Table, **values: object) -> None:
        self.of[table].append({"visit": self._contents.visit.id, **values})

    def _add_themes(self, table: Table, entity: str, entity_id: str, themes: Iterable[str]) -> None:
        for place, theme in enumerate(dict.fromkeys(themes), 1):
            self._add(table, **{entity: entity_id, "theme": theme, "place": place})

    def _tell_left_out(self, kind: str, entity_id: str, why: Reason | None) -> None:
        if why is not None:
            self.left_out.append((kind, entity_id, why))


def _roles(record: Record) -> tuple[str | None, ...]:
    details = record.details
    if isinstance(details, Observation):
        return details.roles
    if isinstance(details, Interview):
        return (details.role,)
    return (details.supplied_by,) if isinstance(details, Document) else ()


def _instant(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)
