"""One address, three forms: a page, JSON or CSV, by the suffix of the address or by what the client accepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dateline.exporters.csv import csv_text
from dateline.exporters.html import environment

FORMS = ("json", "csv")


def form_of(request: Request) -> str:
    """html, json or csv. A suffix decides; without one, JSON or CSV only for a client that does not take pages."""
    suffix = request.path_params.get("suffix") or request.url.path.rpartition("/")[2].rpartition(".")[2]
    if suffix in FORMS:
        return suffix
    accept = request.headers.get("accept", "")
    if "text/html" in accept or "*/*" in accept or not accept:
        return "html"
    return "json" if "application/json" in accept else "csv" if "text/csv" in accept else "html"


def bare(name: str) -> str:
    """A name of a path without the suffix that tells the form: "E-7K3Q.json" is "E-7K3Q"."""
    stem, _, suffix = name.rpartition(".")
    return stem if stem and suffix in FORMS else name


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page of ours. What every page needs is added here."""
    state = request.app.state
    text = (
        environment()
        .get_template(f"server/{template}.html")
        .render(
            token=state.token,
            read_only=state.read_only,
            unlinked=state.held.unlinked,
            rebuilds=state.rebuilds,
            reviewer=state.who,
            version=state.version,
            stamp=state.stamp,
            here=request.url.path,
            other_forms=_other_forms(request),
            **({"query": "", "error": ""} | values),
        )
    )
    # A lone half of a surrogate pair cannot be written as UTF-8; no reader should lose the page over one.
    return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")


def json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def csv(rows: Sequence[Mapping[str, Any]], table: str, *, data: bool = False) -> Response:
    """Rows of a table. Made for spreadsheets unless `data` is asked for: no cell is run as a formula."""
    text = csv_text(rows, table, for_spreadsheets=not data)  # type: ignore[arg-type]
    encoding = "utf-8" if data else "utf-8-sig"
    headers = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
    return Response(text.encode(encoding, "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def wants_raw(request: Request) -> bool:
    """Whether a CSV is for a program: `?flavour=data`."""
    return request.query_params.get("flavour") == "data"


def _other_forms(request: Request) -> dict[str, str]:
    """The same address as JSON and CSV."""
    path = "/search" if request.url.path == "/" else request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return {form: f"{path}.{form}{query}" for form in FORMS}
