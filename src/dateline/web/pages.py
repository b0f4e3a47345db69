"""The pages for reading: search, an event, a report, two reports side by side, the situation page, the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline import tables
from dateline.errors import InputError, UnknownName
from dateline.model import Event
from dateline.store.query import FIELDS, BadQuery
from dateline.store.search import COUNTED, ROWS
from dateline.views.evidence import KINDS, report_evidence
from dateline.views.labels import with_labels
from dateline.views.marks import mark, origin_words
from dateline.views.phrases import day_words, sentence, speakers_of
from dateline.views.register import event_row, plainest, telling_row
from dateline.views.sidebyside import side_by_side
from dateline.views.why import find_event
from dateline.web import answer
from dateline.web.held import Shown

PER_PAGE = 40
TABLE_ROWS = 10_000  # rows of a table in one answer, at most
# Reports listed on one page; the table of reports has all.
REPORTS = 2_000


def find(request: Request) -> Response:
    """Search and facets; every event where nothing is asked."""
    shown, decided = request.app.state.held.both()
    text = request.query_params.get("q", "").strip()
    form = answer.form_of(request)
    number = _number(request, "page", 1, 100_000)
    limit = PER_PAGE if form == "html" else _number(request, "limit", ROWS, ROWS)
    try:
        found = shown.search(text, limit=limit, offset=(number - 1) * limit)
    except BadQuery as error:
        if form != "html":
            raise
        return answer.page(request, "search", 400, query=text, error=str(error), found=None, record=shown.record)
    if form == "csv":
        return answer.csv(shown.events(found.events), "events", data=answer.wants_raw(request))
    if form == "json":
        return answer.json(
            {
                "query": text,
                "total": found.total,
                "page": number,
                "pages": -(-found.total // limit),
                "milliseconds": found.milliseconds,
                "facets": found.facets,
                "hints": found.hints,
                "events": shown.events(found.events),
            }
        )
    return answer.page(
        request,
        "search",
        query=text,
        found=found,
        record=shown.record,
        results=[_result(shown.index.events[one], shown) | {"waits": decided.waits_on(one)} for one in found.events],
        facets=_facets(found.facets, text),
        counted=min(found.total, COUNTED),
        number=number,
        pages=-(-found.total // PER_PAGE),
        fields=FIELDS,
    )


def event(request: Request) -> Response:
    """One event with all that tells it. An id that it had before leads to the one it has."""
    shown, decided = request.app.state.held.both()
    wanted = answer.bare(request.path_params["id"])
    found = find_event(shown.record, wanted)
    form = answer.form_of(request)
    if found.id != wanted:
        suffix = f".{form}" if request.url.path.endswith(f".{form}") else ""
        return RedirectResponse(f"/event/{found.id}{suffix}", 307)
    if form == "csv":
        own = [row for row in shown.rows("mentions") if row["id"] in set(found.mentions)]
        return answer.csv(own, "mentions", data=answer.wants_raw(request))
    if form == "json":
        own = [row for row in shown.rows("mentions") if row["id"] in set(found.mentions)]
        return answer.json(
            shown.events((found.id,))[0]
            | {"sentence": sentence(found, speakers_of(shown.index.of(found))), "mentions": own}
            | {"decisions": decision_lines(decided.by_event.get(found.id, []), decided.states)}
            | {name: [r for r in shown.rows(name) if r["event"] == found.id] for name in ("conflicts", "figures")}
        )
    return answer.page(
        request,
        "event",
        record=shown.record,
        decisions=decision_lines(decided.by_event.get(found.id, []), decided.states),
        **event_parts(found, shown),
    )


def report(request: Request) -> Response:
    """One report, every word marked that the record rests on, beside the events it tells."""
    shown: Shown = request.app.state.held.shown()
    found = shown.report(answer.bare(request.path_params["id"]))
    form = answer.form_of(request)
    own = [m for m in shown.record.mentions if m.report == found]
    if form == "csv":
        rows = [row for row in shown.rows("mentions") if row["report"] == found]
        return answer.csv(rows, "mentions", data=answer.wants_raw(request))
    if form == "json":
        row = next(row for row in shown.rows("reports") if row["id"] == found)
        told = [m for m in shown.rows("mentions") if m["report"] == found]
        said = [a for a in shown.rows("attributions") if a["report"] == found]
        return answer.json(row | {"number": shown.index.number[found], "mentions": told, "attributions": said})
    events = dict.fromkeys(shown.event_of[m.id].id for m in own if m.id in shown.event_of)
    family = shown.index.family.get(found)
    others = [one for one in (family.reports if family else ()) if one != found]
    return answer.page(
        request,
        "report",
        record=shown.record,
        report=report_evidence(shown.record, shown.index, found),
        kinds=KINDS,
        events=[_line(shown.index.events[one], shown) for one in events],
        relatives=[_report_line(one, shown) for one in others],
    )


def reports(request: Request) -> Response:
    """All reports, in order of publication."""
    shown: Shown = request.app.state.held.shown()
    form = answer.form_of(request)
    if form != "html":
        return _table(request, "reports", shown, form)
    rows = [_report_line(one, shown) for one in shown.index.order[:REPORTS]]
    return answer.page(
        request, "reports", record=shown.record, reports=rows, left_out=len(shown.index.order) - len(rows)
    )


def compare(request: Request) -> Response:
    """Two reports side by side, shared and changed passages marked."""
    shown: Shown = request.app.state.held.shown()
    wanted = [answer.bare(request.query_params.get(name, "")) for name in ("a", "b")]
    if not all(wanted):
        raise InputError("Two reports are needed.", advice="Ask for /compare?a=1&b=2.")
    first, second = (shown.report(one) for one in wanted)
    made = side_by_side(shown.record, shown.index, first, second)
    if answer.form_of(request) == "json":
        return answer.json({"a": first, "b": second} | made)
    return answer.page(
        request,
        "compare",
        record=shown.record,
        first=_report_line(first, shown),
        second=_report_line(second, shown),
        view=made,
        reports=[_report_line(one, shown) for one in shown.index.order[:REPORTS]],
    )


def table(request: Request) -> Response:
    """A whole table of the record, as `dateline export` writes it."""
    shown: Shown = request.app.state.held.shown()
    name = answer.bare(request.path_params["name"])
    if name not in tables.TABLES:
        raise UnknownName(f"no table {name}.", advice=f"There are {', '.join(tables.TABLES)}.")
    return _table(request, name, shown, answer.form_of(request))


def _table(request: Request, name: str, shown: Shown, form: str) -> Response:
    """A page of a table; as many rows as asked for, up to TABLE_ROWS. `dateline export` writes all at once."""
    limit = _number(request, "limit", TABLE_ROWS, TABLE_ROWS)
    number = _number(request, "page", 1, 1_000_000)
    every = shown.rows(name)
    rows = every[(number - 1) * limit : number * limit]
    if form == "csv":
        return answer.csv(rows, name, data=answer.wants_raw(request))
    return answer.json(
        {"table": name, "total": len(every), "page": number, "pages": -(-len(every) // limit), "rows": rows}
    )


def event_parts(found: Event, shown: Shown) -> dict[str, Any]:
    """What the page of an event and the desk show of it."""
    index = shown.index
    row = event_row(found, index)
    named = {report: f"report {number}" for report, number in index.number.items()}
    return {
        "event": row
        | {
            "merges": [with_labels(reason, named) for reason in found.merges],
            "voices": [one | {"reason": with_labels(one["reason"], named)} for one in row["voices"]],
        },
        "tellings": [telling_row(one, index) | {"id": one.id} for one in index.of(found)],
        "conflicts": [
            {
                "type": one.type,
                "reason": one.reason,
                "sides": [
                    {"text": side.text, "cites": [index.cite(w.report, w.start) for w in side.spans[:6]]}
                    for side in one.sides
                ],
            }
            for one in index.conflicts.get(found.id, [])
        ],
        "figures": [
            {
                "kind": one.kind,
                "low": one.low,
                "high": one.high,
                "rows": [
                    {"text": s.text, "who": s.speaker.name if s.speaker else "", "cite": index.cite(s.report, s.start)}
                    for s in one.statements
                ],
            }
            for one in index.figures.get(found.id, [])
        ],
    }


def decision_lines(decisions: list[Any], states: Mapping[str, str]) -> list[dict[str, str]]:
    """Decisions as the pages list them, the newest first, each with what became of it."""
    from dateline.review.values import decided_words

    return [
        {
            "id": one.id,
            "kind": one.kind,
            "slot": one.slot or "",
            "value": decided_words(one),
            "was": one.was,
            "who": one.who,
            "at": one.at[:16].replace("T", " "),
            "why": one.why,
            "event": one.event,
            "state": states[one.id],
        }
        for one in reversed(decisions)
    ]


def _line(found: Event, shown: Shown) -> dict[str, Any]:
    index = shown.index
    return {
        "id": found.id,
        "text": sentence(found, speakers_of(index.of(found))),
        "mark": mark(found, index),
        "status": found.status,
        "date": day_words(found.when),
        "background": found.background,
        "origin": origin_words(found, index),
        "reports": len(found.reports),
        "reviewed": found.reviewed,
    }


def _result(found: Event, shown: Shown) -> dict[str, Any]:
    best = plainest(shown.index.of(found))
    return _line(found, shown) | {"best": telling_row(best, shown.index) if best else None}


def _report_line(found: str, shown: Shown) -> dict[str, Any]:
    index = shown.index
    doc = index.documents[found]
    return {
        "id": found,
        "number": index.number[found],
        "outlet": index.name(found),
        "title": index.heading(found),
        "published": day_words(doc.published) if doc.published else "undated",
    }


def _facets(facets: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Each facet with the query that narrows to its value."""
    names = {"news": "News", "mark": "Support", "status": "Status", "actor": "Actor", "to": "To", "act": "Act"}
    names |= {"place": "Place", "outlet": "Outlet"}
    made = []
    for facet, name in names.items():
        rows = [
            {"value": one.value, "count": one.count, "query": " ".join([text, _narrow(facet, one.value)]).strip()}
            for one in facets.get(facet, ())
        ]
        if rows:
            made.append({"facet": facet, "name": name, "rows": rows})
    return made


def _narrow(facet: str, value: str) -> str:
    if facet == "news":
        return value
    shown = value.replace('"', " ")
    return f'{facet}:"{shown}"' if " " in shown else f"{facet}:{shown}"


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "")
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 9 else default
