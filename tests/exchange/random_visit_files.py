"""Visit files at random that have no fault: every key present, null, absent or holding its default, with own keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from random_own_lists import own_lists

from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.library import load_framework

Raw = dict[str, Any]

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "Siân, Łukasz 👩🏽", "a\nb"]
)
DAY = st.dates().map(str) | st.sampled_from(["2010-04-20", "2010-06-08"])
TIME = st.times().map(lambda time: time.strftime("%H:%M"))
INSTANT = st.sampled_from(
    ["2010-06-08T10:31:07+01:00", "2010-06-08T10:31:07.125Z", "2026-11-22T23:59:59-00:00", "1999-12-31T00:00:00+05:30"]
)
YES_NO = st.booleans()
NUMBER = st.integers(0, 10**9)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e9, 1e9) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=3,
)
ALIKE = st.sampled_from(["x-focus", "x-views", "x-ties", "x-state", "x-judging", "x-inspector-app"])
"""Keys of other programs that are almost ours."""
OWN_KEYS = st.dictionaries(TEXT.map("x-{}".format) | ALIKE, ANY_JSON, max_size=1)


def _object(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    may_be = {key: st.none() | values for key, values in optional.items()}
    both = st.tuples(OWN_KEYS, st.fixed_dictionaries(required, optional=may_be))
    return both.map(lambda parts: {**parts[0], **parts[1]})


def _map(names: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    both = st.tuples(OWN_KEYS, st.dictionaries(st.sampled_from(names), st.none() | values, max_size=3))
    return both.map(lambda parts: {**parts[1], **parts[0]})


def _ids(draw: st.DrawFn, most: int = 3) -> list[str]:
    return draw(st.lists(st.uuids(version=4).map(str), max_size=most, unique=True))


def _one_of_ids(ids: list[str]) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *ids])


@st.composite
def visit_files(draw: st.DrawFn) -> Raw:
    """A visit file without a fault, of the framework ucra-2010."""
    framework = load_framework("ucra-2010")
    names = _Names(framework)
    inspectors = _ids(draw)
    record_ids, evidence_ids = _ids(draw), _ids(draw)
    records = [draw(_record(each, inspectors, names)) for each in record_ids]
    evidence = [draw(_evidence(each, inspectors, records, names)) for each in evidence_ids]
    visit: Raw = {
        "id": str(draw(st.uuids())),
        "framework": framework.id,
        "authority": draw(_object({"name": TEXT}, area=TEXT, article=st.sampled_from(["", "the"]))),
        "days": sorted(set(draw(st.lists(DAY, max_size=3)))),
    }
    team = [draw(_object({"id": st.just(each), "name": TEXT}, designation=TEXT, lead=YES_NO)) for each in inspectors]
    whole: Raw = {
        "format": "inspector-visit/1",
        "visit": visit | draw(_visit_lists(team, names)) | draw(OWN_KEYS),
    }
    finding_ids = _ids(draw)
    lists = {
        "records": records,
        "evidence": evidence,
        "findings": [draw(_finding(each, evidence_ids, names)) for each in finding_ids],
        "concerns": [draw(_concern(each, inspectors)) for each in _ids(draw)],
        "letter": draw(st.none() | _letter(inspectors)),
    }
    own = draw(OWN_KEYS) | draw(own_lists(framework, inspectors, finding_ids))
    return whole | own | {key: held for key, held in lists.items() if held or draw(YES_NO)}


class _Names:
    def __init__(self, framework: Framework) -> None:
        self.themes = st.lists(st.sampled_from([each.id for each in framework.themes]), max_size=2)
        self.framework = framework

    def of(self, field: str) -> list[str]:
        return [each.id for each in getattr(self.framework, field)]

    def one(self, field: str) -> st.SearchStrategy[str]:
        return st.sampled_from(self.of(field))


def _visit_lists(team: list[Raw], names: _Names) -> st.SearchStrategy[Raw]:
    addressee = _object(
        {"name": TEXT}, salutation=TEXT, post=TEXT, organisation=TEXT, address=st.lists(TEXT, max_size=2), postcode=TEXT
    )
    copy = _object({"role": names.one("copy_roles")}, name=TEXT, post=TEXT, organisation=TEXT)
    required = {"inspectors": st.just(team)} if team else {}
    return st.fixed_dictionaries(
        required,
        optional={
            **({} if team else {"inspectors": st.sampled_from([None, []])}),
            "addressees": st.none() | st.lists(addressee, max_size=2),
            "copies": st.none() | st.lists(copy, max_size=2),
            "time_limits": st.none() | _map(names.of("clocks"), st.integers(0, 1000)),
        },
    )


@st.composite
def _record(draw: st.DrawFn, record_id: str, inspectors: list[str], names: _Names) -> Raw:
    kind = draw(st.sampled_from(["observation", "interview", "case", "document"]))
    details = {
        "observation": _object({}, setting=TEXT, activity=TEXT, roles=st.lists(TEXT, max_size=2)),
        "interview": _object(
            {},
            role=TEXT,
            team=TEXT,
            people=NUMBER,
            answers=st.lists(_object({"prompt": TEXT}, answer=TEXT), max_size=3),
        ),
        "case": _case(names),
        "document": _object({}, type=TEXT, dated=DAY, supplied_by=TEXT),
    }
    parts = {other: st.none() for other in details} | {kind: details[kind]}
    return draw(
        _object(
            {"id": st.just(record_id), "kind": st.just(kind)},
            author=_one_of_ids(inspectors),
            day=DAY,
            start=TIME,
            end=TIME,
            written_at=INSTANT,
            written=st.sampled_from(["at-the-time", "from-paper", "from-memory"]),
            title=TEXT,
            themes=names.themes,
            notes=TEXT,
            **parts,
        )
    )


def _case(names: _Names) -> st.SearchStrategy[Raw]:
    check = _object({"check": names.one("checks")}, answer=names.one("answers"), note=TEXT)
    return _object(
        {},
        reference=TEXT,
        pathway=names.one("pathways"),
        status=names.one("statuses"),
        team=TEXT,
        chosen=_object({}, how=st.sampled_from(["random", "on-purpose"]), stratum=TEXT, reason=TEXT),
        dates=_map(names.of("case_dates"), DAY),
        child_seen=_object({}, on=DAY, alone=YES_NO),
        manager_sign_off=YES_NO,
        ethnicity_recorded=YES_NO,
        quality=names.one("qualities"),
        checks=st.lists(check, max_size=3),
    )


@st.composite
def _evidence(draw: st.DrawFn, evidence_id: str, inspectors: list[str], records: list[Raw], names: _Names) -> Raw:
    record = draw(st.sampled_from([None, *records]))
    count = st.tuples(NUMBER, NUMBER).flatmap(
        lambda both: _object({"n": st.just(min(both)), "of": st.just(max(both)), "what": TEXT})
    )
    piece = draw(
        _object(
            {"id": st.just(evidence_id), "text": TEXT},
            author=_one_of_ids(inspectors),
            count=count,
            themes=names.themes,
            leaning=st.sampled_from(["strength", "neutral", "weakness"]),
            in_confidence=YES_NO,
            source=st.none(),
        )
    )
    if record is None:
        return piece | draw(st.sampled_from([{}, {"record": None}]))
    piece["record"] = record["id"]
    field, text = draw(st.sampled_from(_passages(record)))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    whole_field = draw(
        st.sampled_from([{}, {"start": None}, {"start": None, "end": None}, {"start": start, "end": end}])
    )
    return piece | draw(st.sampled_from([{}, {"source": {"field": field} | whole_field | draw(OWN_KEYS)}]))


def _passages(record: Raw) -> list[tuple[str, str]]:
    found = [("notes", record.get("notes") or "")]
    for part, name, text in (("interview", "answers", "answer"), ("case", "checks", "note")):
        held = (record.get(part) or {}).get(name) or []
        found += [(f"{name}/{nth}", each.get(text) or "") for nth, each in enumerate(held)]
    return found


@st.composite
def _finding(draw: st.DrawFn, finding_id: str, evidence_ids: list[str], names: _Names) -> Raw:
    on_it = draw(st.lists(st.sampled_from(evidence_ids), unique=True)) if evidence_ids else []
    bearing = st.sampled_from(["supports", "contradicts"])
    links = [draw(_object({"id": st.just(each)}, bearing=bearing, weighed=TEXT)) for each in on_it]
    return draw(
        _object(
            {"id": st.just(finding_id), "category": names.one("categories"), "text": TEXT},
            points=st.lists(TEXT, max_size=2),
            themes=names.themes,
            evidence=st.just(links),
            accepted=st.lists(_object({"check": st.just("finding-contradicted"), "why": TEXT}), max_size=2),
            risk=_object({}, who=TEXT, of_what=TEXT, systemic=YES_NO),
        )
    )


def _concern(concern_id: str, inspectors: list[str]) -> st.SearchStrategy[Raw]:
    return _object(
        {"id": st.just(concern_id)},
        case=TEXT,
        raised_at=INSTANT,
        raised_by=_one_of_ids(inspectors),
        raised_with=TEXT,
        matter=TEXT,
        response=TEXT,
        safe_at=INSTANT,
        closed_at=INSTANT,
    )


def _letter(inspectors: list[str]) -> st.SearchStrategy[Raw]:
    signed_by = st.lists(st.sampled_from(inspectors), max_size=2) if inspectors else st.just([])
    wording = _map(["category-sentence", "opening", "closing"], TEXT)
    return _object({}, date=DAY, signatories=signed_by, wording=wording)


@st.composite
def corrupted(draw: st.DrawFn, file: Raw) -> Raw:
    """The same file with one value somewhere in it replaced, taken away or added."""
    places = list(_places(file))
    holder, key = draw(st.sampled_from(places))
    act = draw(st.sampled_from(["replace", "take away", "add"]))
    if act == "take away":
        del holder[key]
    elif act == "add" and isinstance(holder, dict):
        holder[draw(TEXT)] = draw(ANY_JSON)
    else:
        holder[key] = draw(ANY_JSON | st.just(str(UUID(int=0))) | st.sampled_from(["2010-02-30", "25:00", -1, 1e300]))
    return file


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]
