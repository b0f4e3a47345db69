"""POLECAT's 40 columns: tab separated with a header; what is missing is "None", as there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline import __version__
from dateline.exporters.field.codes import Where, cow
from dateline.exporters.field.told import Told, told
from dateline.exporters.field.written import Row, write_note, write_table
from dateline.model import Actor, Annotations, Record
from dateline.resources import Resources

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
EMPTY = {
    "Wikipedia Actor ID, Wikipedia Recipient ID": "our actors are not linked to Wikipedia",
    "GeoNames ID": "of places of our own (sites, lines, disputed areas) only",
}
OURS = (
    "Intensity is the Goldstein value of the concept, Quad Code a number: 1 verbal and 2 material co-operation, 3 "
    "verbal and 4 material conflict. Source and Story columns cover every report that tells the "
    "event, Publication Date is that of the first dated one."
)


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """POLECAT's 40 columns: tab separated with a header; what is missing is "None", as there; with a note."""
    events = told(record, resources)
    annotations = {one.report: one for one in record.annotations}
    rows = (row for one in events for row in _rows(one, annotations, resources))
    return [
        write_table(out / "polecat.txt", COLUMNS, rows, delimiter="\t", missing="None"),
        write_note(out, "POLECAT", COLUMNS, EMPTY, OURS, events, record),
    ]


def _rows(one: Told, annotations: dict[str, Annotations], resources: Resources) -> Iterator[Row]:
    event, concept = one.event, resources.ontology[one.event.concept]
    where = Where(event.where, resources)
    raw_places = [
        m.where.text
        for m in one.mentions
        if m.where and m.where.place and event.where and m.where.place.id == event.where.id
    ]
    stories = [annotations[doc.report] for _, doc in one.reports]
    shared = {
        "Event Date": one.day,
        "Event Type": concept.event,
        "Event Mode": concept.mode,
        "Intensity": concept.goldstein,
        "Quad Code": concept.quad,
        "Contexts": _list(sorted({context for m in one.mentions for context in m.contexts})),
        "Placename": where.name,
        "City": where.city,
        "District": where.district,
        "Province": where.province,
        "Country": where.country,
        "Latitude": where.lat,
        "Longitude": where.lon,
        "GeoNames ID": where.geonames,
        "Raw Placename": raw_places[0] if raw_places else None,
        "Feature Type": where.feature,
        "Source": _list(one.publishers),
        "Publication Date": one.first_published,
        "Story People": _list(m.actor.name for a in stories for m in a.actors if m.actor.kind == "person"),
        "Story Organizations": _list(m.actor.name for a in stories for m in a.actors if m.actor.kind == "organisation"),
        "Story Locations": _list(m.place.name for a in stories for m in a.places if m.place),
        "Language": "English",
        "Version": f"dateline-{__version__}",
    }
    for pair in one.pairs():
        actor, recipient = _party("Actor", pair.actor, one), _party("Recipient", pair.target, one)
        yield {"Event ID": pair.id} | shared | actor | recipient


def _party(side: str, actor: Actor | None, one: Told) -> dict[str, object]:
    if actor is None:
        return {}
    return {
        f"{side} Name": actor.name,
        f"{side} Country": actor.country,
        f"{side} COW": cow(actor.country),
        f"Primary {side} Sector": actor.sector,
        f"{side} Sectors": actor.sector,
        f"{side} Title": actor.role,
        f"{side} Name Raw": one.raw_name(actor),
    }


def _list(names: Iterable[str]) -> str | None:
    """Each name once, in order, with the semicolon that POLECAT uses."""
    return ";".join(dict.fromkeys(name.replace(";", ",") for name in names)) or None
