"""What the server answers, as OpenAPI 3.1 and as a plain page: written from one table of addresses."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline import tables
from dateline.store.query import FIELDS
from dateline.web import answer

# (address, summary, parameters, forms besides the page)
_PAGES = [("page", "query", "1, 2, ..."), ("limit", "query", "rows on a page")]
_QUERY = [("q", "query", "words and field:value conditions"), *_PAGES]
_EVENT = [("id", "path", "an event's id, present or former: E-7K3Q")]
_REPORT = [("id", "path", "a report's number or id")]
_BOTH = [("a", "query", "a report's number or id"), ("b", "query", "another's")]
ADDRESSES: tuple[tuple[str, str, list[tuple[str, str, str]], tuple[str, ...]], ...] = (
    ("/search", "Events that fit a query, with facets", _QUERY, ("json", "csv")),
    ("/events", "The same: every event where no query is given", _QUERY, ("json", "csv")),
    ("/event/{id}", "One event with its mentions, conflicts and figures; CSV: its mentions", _EVENT, ("json", "csv")),
    ("/reports", "All reports", _PAGES, ("json", "csv")),
    ("/report/{id}", "One report with its mentions and attributions; CSV: its mentions", _REPORT, ("json", "csv")),
    ("/compare", "Two reports side by side", _BOTH, ("json",)),
    ("/tables/{name}", "A table of the record", [("name", "path", ", ".join(tables.TABLES)), *_PAGES], ("json", "csv")),
    ("/review", "The review queue, the most worth reviewing first", [], ("json",)),
    (
        "/review/state",
        "How many decisions and added reports the record does not show yet, and how far its build is",
        [],
        ("json",),
    ),
    ("/decisions", "The log of decisions, each with what became of it", [], ("json",)),
)


def openapi(request: Request) -> Response:
    return answer.json(document(request.app.state.version))


def docs(request: Request) -> Response:
    """The same, to read."""
    record = request.app.state.held.shown().record
    return answer.page(request, "docs", record=record, addresses=ADDRESSES, fields=FIELDS, tables=list(tables.TABLES))


def document(version: str) -> dict[str, Any]:
    """The OpenAPI document. Rows of tables are described by the schemas in docs/reference."""
    paths: dict[str, Any] = {}
    for address, summary, parameters, forms in ADDRESSES:
        for form in forms:
            paths[f"{address}.{form}"] = {"get": _operation(address, form, summary, parameters)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "dateline",
            "version": version,
            "description": "The record as JSON and CSV, at the addresses of its pages. To read only.",
        },
        "paths": paths,
    }


def _operation(address: str, form: str, summary: str, parameters: list[tuple[str, str, str]]) -> dict[str, Any]:
    given = [*parameters, ("flavour", "query", "data: no protection against formulas")] if form == "csv" else parameters
    media = {"json": "application/json", "csv": "text/csv"}[form]
    schema: dict[str, Any] = {"type": "string"} if form == "csv" else {}
    name = "-".join(part.strip("{}") for part in address.split("/") if part)
    return {
        "operationId": f"{name}-{form}",
        "summary": summary,
        "parameters": [
            {"name": n, "in": where, "required": where == "path", "description": told, "schema": {"type": "string"}}
            for n, where, told in given
        ],
        "responses": {
            "200": {"description": summary, "content": {media: {"schema": schema}}},
            "400": {"description": "The query cannot be read; `error` says why"},
            "404": {"description": "Nothing of that name; `error` names the nearest"},
        },
    }
