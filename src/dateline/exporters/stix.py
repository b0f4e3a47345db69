"""STIX 2.1 for threat-intelligence platforms, `record.stix.json`: one bundle of standard objects.

Reports are `report` objects, actors `identity`, places `location`. An event is a `note` about them, since STIX has no
object for "who did what to whom": its content is the sentence and the words that tell it, and its fields stand in a
property extension that the bundle defines itself. A conflict is a `note` about its event. Ids are UUIDs of our ids, so
the same event keeps its STIX id from export to export.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec

from dateline import __version__
from dateline.exporters.dossier import Line, dossier
from dateline.exporters.field.codes import ontology_table
from dateline.model import Actor, Document, Event, Place, Record, Report
from dateline.resources import Resources
from dateline.views.labels import report_labels, with_labels

# Of our own making (random once): every id of ours has its UUID in here.
SPACE = UUID("6d0f3c1e-7c52-4f6a-9a0e-2f1b8f4f6a51")
# What is not dated is dated so, as STIX wants a time everywhere; the extension says what is known.
UNKNOWN = "1970-01-01"
_CLASSES = {"person": "individual", "organisation": "organization", "state": "organization", "office": "individual"}


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """STIX 2.1, `record.stix.json`: reports, identities, locations, and events and conflicts as notes about them."""
    out.mkdir(parents=True, exist_ok=True)
    objects = list(_objects(record, resources))
    bundle = {
        "type": "bundle",
        "id": _id("bundle", "/".join(report.id for report in record.reports)),
        "objects": objects,
    }
    path = out / "record.stix.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(bundle)) + b"\n")
    return [path]


def _objects(record: Record, resources: Resources) -> Iterator[dict[str, Any]]:
    days = {doc.report: _day(doc) for doc in record.documents}
    first = min(days.values(), default=UNKNOWN)
    yield _object("identity", "dateline", UNKNOWN, name="dateline", identity_class="system")
    yield _object(
        "extension-definition",
        "event",
        UNKNOWN,
        name="dateline event",
        description="What dateline knows of a political event: concept, PLOVER and CAMEO codes, dates, status, voices.",
        schema="fields: event, concept, plover, cameo, quad, goldstein, start, end, precision, status, background, "
        "voices, actors, targets",
        version=__version__,
        extension_types=["property-extension"],
    )
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    for event in record.events:
        for actor in (*event.actors, *event.targets):
            actors.setdefault(actor.key, actor)
        if event.where and (event.where.country or event.where.lat is not None):
            places.setdefault(event.where.id, event.where)
    for key in sorted(actors):
        yield _identity(actors[key], first)
    for key in sorted(places):
        yield _location(places[key], first)
    told: dict[str, list[str]] = {doc.report: [] for doc in record.documents}
    for event in record.events:
        for report in event.reports:
            told[report].append(_id("note", event.id))
    reports = {one.id: one for one in record.reports}
    yield from (_report(doc, reports[doc.report], told[doc.report]) for doc in record.documents)
    made = dossier(record)
    lines = {line.event: line for day in (*made.new, *made.background) for line in day.lines}
    for event in record.events:
        yield _event(event, lines[event.id], min(days[report] for report in event.reports), places, resources)
    labels = report_labels(record)
    for conflict, (kind, sides) in zip(record.conflicts, made.conflicts, strict=True):
        reports = dict.fromkeys(report for side in conflict.sides for report in side.reports)
        refs = [_id("report", report) for report in reports]
        if conflict.event:
            refs.append(_id("note", conflict.event))
        yield _object(
            "note", conflict.id, min(days[r] for r in reports), abstract=f"Conflict: {kind}",
            content=with_labels(sides, labels), object_refs=refs,
        )  # fmt: skip


def _identity(actor: Actor, day: str) -> dict[str, Any]:
    told = {"description": actor.role, "roles": [actor.sector] if actor.sector else None}
    kind = _CLASSES.get(actor.kind, "group")
    return _object("identity", actor.key, day, name=actor.name, identity_class=kind, **told)


def _location(place: Place, day: str) -> dict[str, Any]:
    row = ontology_table("countries.csv").get(place.country or "")
    fields: dict[str, Any] = {"name": place.name, "country": row["iso2"] if row else None}
    if place.lat is not None and place.lon is not None:
        fields |= {"latitude": place.lat, "longitude": place.lon}
        if place.extent_km:
            fields["precision"] = place.extent_km * 1000.0  # metres within which it is
    if place.precision != "country":
        fields["administrative_area"] = place.admin1
    return _object("location", place.id, day, **fields)


def _report(doc: Document, report: Report, events: list[str]) -> dict[str, Any]:
    links: list[dict[str, Any]] | None = [{"source_name": doc.outlet or "report", "url": doc.url}] if doc.url else None
    if links and report.media_type == "text/html":  # the hash of a row or a feed's item would be no page's
        links[0]["hashes"] = {"SHA-256": report.sha256}
    return _object(
        "report",
        doc.report,
        _day(doc),
        name=doc.title or doc.report,
        description=f"{doc.outlet or 'Outlet not known'}; {doc.report}",
        published=_time(_day(doc)),
        report_types=["observed-data"],
        object_refs=events or [_id("identity", "dateline")],  # STIX wants at least one
        external_references=links,
    )


def _event(event: Event, line: Line, day: str, places: dict[str, Place], resources: Resources) -> dict[str, Any]:
    concept = resources.ontology[event.concept]
    when = event.when
    about = [*event.actors, *event.targets]
    refs = [_id("identity", key) for key in dict.fromkeys(actor.key for actor in about)]
    refs += [_id("report", report) for report in event.reports]
    if event.where and event.where.id in places:
        refs.append(_id("location", event.where.id))
    extension = {
        "extension_type": "property-extension",
        "event": event.id,
        "concept": event.concept,
        "plover": concept.event,
        "cameo": concept.cameo,
        "quad": concept.quad,
        "goldstein": concept.goldstein,
        "start": when and when.start,
        "end": when and when.end,
        "precision": when and when.precision,
        "status": event.status,
        "background": event.background,
        "voices": len(event.voices),
        "actors": [_id("identity", actor.key) for actor in event.actors],
        "targets": [_id("identity", actor.key) for actor in event.targets],
    }
    told = {name: value for name, value in extension.items() if value not in (None, [])}
    return _object(
        "note", event.id, day, abstract=line.text, content="\n".join(line.notes), object_refs=refs,
        extensions={_id("extension-definition", "event"): told},
    )  # fmt: skip


def _object(kind: str, key: str, day: str, **fields: Any) -> dict[str, Any]:
    made = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": _time(day), "modified": _time(day)}
    if key != "dateline":
        made["created_by_ref"] = _id("identity", "dateline")
    return made | {name: value for name, value in fields.items() if value is not None}


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid5(SPACE, f'{kind}/{key}')}"


def _day(doc: Document) -> str:
    """The day a report came out, or the last day on which it can have."""
    return (doc.published and (doc.published.end or doc.published.start)) or UNKNOWN


def _time(day: str) -> str:
    return f"{day}T00:00:00.000Z"
