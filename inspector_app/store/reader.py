"""Reading a visit: frozen values, in a handful of queries, with what is pending laid over them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, false, func, or_, select
from sqlalchemy.engine import Connection

from inspector_app.frameworks.framework import RECORD_KINDS, RecordKind
from inspector_app.store import both_wrote_rows
from inspector_app.store.pending import Pending, Rows
from inspector_app.store.plain import Row, entity_of
from inspector_app.store.tables import TABLES, log, signed_pdf
from inspector_app.visit.both_wrote import BothWrote, WaitingPlace
from inspector_app.visit.contents import CaseContents, VisitContents
from inspector_app.visit.entities import Evidence, Finding, Record
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.letter_entities import SignedLetter

_NOTHING_SHORTENED: Mapping[str, int] = {}
_AT_ONCE = 500
"""So many ids are asked for in one query."""


def _shortened(column: Column[Any], length: int | None) -> ColumnElement[Any]:
    return column if length is None else func.substr(column, 1, length).label(column.name)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that are not deleted in the order of (order, id)."""
    standing = [row for row in rows if not row.get("deleted")]
    return sorted(standing, key=lambda row: (str(row.get("order", "")), str(row["id"])))


class Reader:
    """Reads one state of a visit: a transaction of a reading connection and the changes pending at its start.

    `connection` is for the store's other modules that ask the same state (`search_results`).
    """

    def __init__(self, connection: Connection, pending: Pending) -> None:
        self.connection = connection
        self._pending = pending

    def rows(
        self,
        entity: str,
        where: ColumnElement[bool] | None = None,
        columns: Collection[str] | None = None,
        shortened: Mapping[str, int] = _NOTHING_SHORTENED,
    ) -> Rows:
        """Return rows by id, deleted ones too, of all columns or some; with `where`, pending rows come besides.

        `shortened` gives the number of characters that are read of some of the texts.
        """
        table = TABLES[entity]
        asked = [table.c[name] for name in columns] if columns is not None else list(table.c)
        query = select(*(_shortened(column, shortened.get(column.name)) for column in asked))
        if where is not None:
            waiting = self._pending.ids(entity)
            query = query.where(or_(where, table.c.id.in_(waiting)) if waiting else where)
        result = self.connection.execute(query)
        names = list(result.keys())
        found: Rows = {}
        for values in result.all():
            row: Row = dict(zip(names, values, strict=True))
            found[str(row["id"])] = row
        return self._pending.lay_over(entity, found)

    def counts_by(self, entity: str, field: str) -> dict[object, int]:
        """Return how many of an entity stand for each value of a field."""
        table = TABLES[entity]
        waiting = self._pending.ids(entity)
        query = select(table.c[field], func.count()).where(table.c.deleted.is_(False)).group_by(table.c[field])
        found = self.connection.execute(query.where(table.c.id.not_in(waiting)) if waiting else query)
        counts: dict[object, int] = {row[0]: int(row[1]) for row in found}
        for row in in_order(self.rows(entity, false(), ("id", field, "deleted")).values()):
            counts[row[field]] = counts.get(row[field], 0) + 1
        return counts

    def of(self, entity: str, field: str, value: str) -> list[Row]:
        """Return the standing rows whose field has this value, in order."""
        rows = self.rows(entity, TABLES[entity].c[field] == value)
        return in_order(row for row in rows.values() if row[field] == value)

    def one(self, entity: str, entity_id: str) -> Row:
        """Return one standing row. Raises KeyError."""
        row = self.rows(entity, TABLES[entity].c.id == entity_id).get(entity_id)
        if row is None or row.get("deleted"):
            raise KeyError(entity_id)
        return row

    def all(self, entity: str) -> tuple[Any, ...]:
        """Return all standing values of an entity that is not assembled from others, in order."""
        return tuple(entity_of(entity, row) for row in in_order(self.rows(entity).values()))

    def single(self, entity: str) -> Any:
        """Return the one value of an entity of which a visit has one: the visit, or its letter."""
        (row,) = self.rows(entity).values()
        return entity_of(entity, row)

    def record(self, record_id: str) -> Record:
        """Return a record with its details. Raises KeyError."""
        row = self.one("record", record_id)
        kind = str(row["kind"])
        details = self.rows(kind, TABLES[kind].c.id == record_id).get(record_id)
        parts = {"interview": "answer", "case": "check"}.get(kind)
        return _record(row, details, self.of(parts, "record", record_id) if parts else [])

    def records(self, only: RecordKind | None = None) -> tuple[Record, ...]:
        """Return all records with their details, or those of one kind, in order."""
        kinds = RECORD_KINDS if only is None else (only,)
        details: dict[str, Rows] = {kind: self.rows(kind) for kind in kinds}
        parts: dict[str, dict[object, list[Row]]] = {
            kind: _grouped(self.rows(part).values(), "record")
            for kind, part in (("interview", "answer"), ("case", "check"))
            if kind in kinds
        }
        found = []
        rows = self.rows("record", None if only is None else TABLES["record"].c.kind == only)
        for row in in_order(rows.values()):
            kind, record_id = str(row["kind"]), str(row["id"])
            if kind in kinds:
                found.append(_record(row, details[kind].get(record_id), parts.get(kind, {}).get(record_id, [])))
        return tuple(found)

    def evidence(self, record_id: str | None = None) -> tuple[Evidence, ...]:
        """Return the evidence that stands, all or of one record, in order."""
        if record_id is not None:
            rows = self.of("evidence", "record", record_id) if self._stands(record_id) else []
        else:
            gone = self._gone("record")
            rows = [row for row in in_order(self.rows("evidence").values()) if row["record"] not in gone]
        return tuple(entity_of("evidence", row) for row in rows)

    def evidence_piece(self, evidence_id: str) -> Evidence:
        """Return one piece of evidence. Raises KeyError."""
        row = self.one("evidence", evidence_id)
        if row["record"] is not None and not self._stands(str(row["record"])):
            raise KeyError(evidence_id)
        piece: Evidence = entity_of("evidence", row)
        return piece

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings with their links and acceptances, in order."""
        gone = self.gone_evidence()
        links = _grouped((row for row in self.rows("link").values() if row["evidence"] not in gone), "finding")
        accepted = _grouped(self.rows("acceptance").values(), "finding")
        rows = in_order(self.rows("finding").values())
        return tuple(_finding(row, links.get(row["id"], []), accepted.get(row["id"], [])) for row in rows)

    def finding(self, finding_id: str) -> Finding:
        """Return one finding. Raises KeyError."""
        row = self.one("finding", finding_id)
        gone = self.gone_evidence()
        links = [link for link in self.of("link", "finding", finding_id) if link["evidence"] not in gone]
        return _finding(row, links, self.of("acceptance", "finding", finding_id))

    def gone_evidence(self) -> set[str]:
        """Return the ids of evidence that was removed, by itself or with its record."""
        return self._gone("evidence") | self.gone_with_record("evidence")

    def gone_with_record(self, entity: str) -> set[str]:
        """Return the ids of evidence or attachments whose record was removed."""
        gone_records = self._gone("record")
        if not gone_records:
            return set()
        rows = self.rows(entity, TABLES[entity].c.record.in_(gone_records), ("id", "record"))
        return {each for each, row in rows.items() if row["record"] in gone_records}

    def _gone(self, entity: str) -> set[str]:
        rows = self.rows(entity, TABLES[entity].c.deleted.is_(True), ("id", "deleted"))
        return {entity_id for entity_id, row in rows.items() if row["deleted"]}

    def _stands(self, record_id: str) -> bool:
        row = self.rows("record", TABLES["record"].c.id == record_id, ("id", "deleted")).get(record_id)
        return row is not None and not row["deleted"]

    def attachments(self, record_id: str | None = None) -> tuple[Attachment, ...]:
        """Return the attachments that stand, all or of one record, in order."""
        if record_id is not None:
            rows = self.of("attachment", "record", record_id) if self._stands(record_id) else []
        else:
            gone = self._gone("record")
            rows = [row for row in in_order(self.rows("attachment").values()) if row["record"] not in gone]
        return tuple(entity_of("attachment", row) for row in rows)

    def attachment_text(self, attachment_id: str) -> str:
        """Return the words by which an attachment is found, empty where it has none."""
        row = self.rows("attachment_text", TABLES["attachment_text"].c.id == attachment_id).get(attachment_id)
        return str(row["text"]) if row is not None else ""

    def signed_pdf(self, signed_letter_id: str) -> bytes:
        """Return a signed letter, byte for byte. Raises KeyError."""
        digest = self.one("signed_letter", signed_letter_id)["pdf_sha256"]
        query = select(signed_pdf.c.pdf).where(signed_pdf.c.sha256 == digest)
        return bytes(self.connection.execute(query).scalar_one())

    def waiting(self, entity: str) -> Sequence[str]:
        """Return the ids of this entity's things that wait to be written."""
        return self._pending.ids(entity)

    def first_values(self, entity: str, ids: Sequence[str], field: str) -> dict[str, object]:
        """Return the value of a field with which each of these things was made, as the log on disk has it."""
        found: dict[str, object] = {}
        for start in range(0, len(ids), _AT_ONCE):
            query = (
                select(log.c.id, log.c.value)
                .where(log.c.entity == entity, log.c.id.in_(ids[start : start + _AT_ONCE]), log.c.field.is_(None))
                .order_by(log.c.clock)
            )
            for row in self.connection.execute(query):
                found.setdefault(row.id, row.value.get(field))
        return {each: value for each, value in found.items() if value is not None}

    def last_order(self, entity: str) -> str | None:
        """Return the order key behind which new things of an entity stand; None where there are none."""
        order = TABLES[entity].c.order
        last = self.connection.execute(select(func.max(order))).scalar_one_or_none()
        pending = self.rows(entity, false(), ("id", "order")).values()
        return max((str(key) for key in (last, *(row["order"] for row in pending)) if key), default=None)

    def contents(self) -> VisitContents:
        """Return everything that stands."""
        return VisitContents(
            visit=self.single("visit"),
            inspectors=self.all("inspector"),
            addressees=self.all("addressee"),
            copies=self.all("copy"),
            records=self.records(),
            evidence=self.evidence(),
            findings=self.findings(),
            concerns=self.all("concern"),
            letter=self.single("letter"),
            signed_letters=self.signed_letters(),
            attachments=self.attachments(),
            frames=self.all("frame"),
            draws=self.all("draw"),
            agreements=self.all("agreement"),
            moves=self.all("move"),
            assignments=self.all("assignment"),
            next_steps=self.all("next_step"),
            letter_acceptances=self.all("letter_acceptance"),
            proposals=self.all("proposal"),
            issuings=self.all("issuing"),
            holds=self.all("hold"),
            both_wrote=self.waiting_places(),
        )

    def case_contents(self) -> CaseContents:
        """Return what stands of the cases."""
        return CaseContents(
            visit=self.single("visit"), records=self.records("case"), frames=self.all("frame"), draws=self.all("draw")
        )

    def both_wrote(self) -> tuple[BothWrote, ...]:
        """Return what laptops wrote in one place without having seen one another's words."""
        return both_wrote_rows.read_all(self.connection)

    def waiting_places(self) -> tuple[WaitingPlace, ...]:
        """Return where that is, without what was written there."""
        return both_wrote_rows.read_places(self.connection)

    def signed_letters(self) -> tuple[SignedLetter, ...]:
        """Return the signed letters by version, and those of one version by the signatures on them."""
        found: dict[str, SignedLetter] = {each.id: each for each in self.all("signed_letter")}
        return tuple(sorted(found.values(), key=lambda each: (each.version, _signatures(each, found))))


def _signatures(signed: SignedLetter, among: Mapping[str, SignedLetter]) -> int:
    before = among.get(signed.adds_to or "")
    return 1 + (_signatures(before, among) if before is not None else 0)


def _grouped(rows: Iterable[Row], field: str) -> dict[object, list[Row]]:
    groups: dict[object, list[Row]] = {}
    for row in in_order(rows):
        groups.setdefault(row[field], []).append(row)
    return groups


def _record(row: Row, details_row: Row | None, parts: Sequence[Row]) -> Record:
    kind = str(row["kind"])
    details = None
    if details_row is not None:
        assembled: dict[str, object] = {}
        if kind == "interview":
            assembled["answers"] = tuple(entity_of("answer", part) for part in parts)
        elif kind == "case":
            assembled["checks"] = tuple(entity_of("check", part) for part in parts)
        details = entity_of(kind, details_row, **assembled)
    record: Record = entity_of("record", row, details=details)
    return record


def _finding(row: Row, links: Sequence[Row], accepted: Sequence[Row]) -> Finding:
    finding: Finding = entity_of(
        "finding",
        row,
        evidence=tuple(entity_of("link", link) for link in links),
        accepted=tuple(entity_of("acceptance", acceptance) for acceptance in accepted),
    )
    return finding
