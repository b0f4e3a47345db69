"""Events on a map for Google Earth and GIS programs: KML 2.2, `events.kml`.

A town is a pin; a district, province or country is drawn as the area that it may be anywhere in, never as a pin. Events
without coordinates are left out, and the description of the document counts them.
"""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree as ET

from dateline.exporters.dossier import Line, dossier
from dateline.exporters.graphml import printable
from dateline.model import Event, Place, Record
from dateline.resources import Resources
from dateline.views.index import Index
from dateline.views.marks import MARKS, mark

NAMESPACE = "http://www.opengis.net/kml/2.2"
KM_PER_DEGREE = 111.2
CORNERS = 36


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Events with a place as KML 2.2, `events.kml`: towns as pins, anything wider as the area that it may be in."""
    out.mkdir(parents=True, exist_ok=True)
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}kml")
    document = _add(root, "Document")
    placed = [event for event in record.events if event.where and event.where.lat is not None]
    _add(document, "name", record.title)
    _add(document, "description", f"{len(record.events) - len(placed)} events without a place are not shown.")
    area = _add(document, "Style")
    area.set("id", "area")
    _add(_add(area, "PolyStyle"), "fill", "0")
    made = dossier(record)
    lines = {line.event: line for day in (*made.new, *made.background) for line in day.lines}
    index = Index(record)
    for name, background in (("New", False), ("Background", True)):
        folder = _add(document, "Folder")
        _add(folder, "name", name)
        for event in placed:
            if event.background is background:
                _placemark(folder, event, lines[event.id], MARKS[mark(event, index)]["words"])
    path = out / "events.kml"
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return [path]


def _placemark(folder: ET.Element, event: Event, line: Line, support: str) -> None:
    placemark = _add(folder, "Placemark")
    placemark.set("id", event.id)
    _add(placemark, "name", line.text)
    _add(placemark, "description", "\n\n".join(line.notes))
    if event.when and (event.when.start or event.when.end):
        span = _add(placemark, "TimeSpan")
        for tag, day in (("begin", event.when.start), ("end", event.when.end)):
            if day:
                _add(span, tag, day)
    place = event.where
    if not _is_spot(place):
        _add(placemark, "styleUrl", "#area")
    data = _add(placemark, "ExtendedData")
    for name, value in (
        ("event", event.id), ("concept", event.concept), ("status", event.status), ("support", support),
        ("voices", str(len(event.voices))), ("place", place.name), ("precision", place.precision),
        ("extent_km", str(place.extent_km or "")),
    ):  # fmt: skip
        entry = _add(data, "Data")
        entry.set("name", name)
        _add(entry, "value", value)
    if _is_spot(place):
        _add(_add(placemark, "Point"), "coordinates", f"{place.lon},{place.lat}")
    else:
        ring = _add(_add(_add(placemark, "Polygon"), "outerBoundaryIs"), "LinearRing")
        _add(ring, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in circle(place)))


def _is_spot(place: Place) -> bool:
    return place.precision in ("point", "town")


def circle(place: Place) -> list[tuple[float, float]]:
    """A closed ring of `extent_km` around the place, as longitude and latitude."""
    radius = (place.extent_km or 1.0) / KM_PER_DEGREE
    wide = radius / max(
        0.1, math.cos(math.radians(place.lat))
    )  # a degree of longitude is shorter away from the equator
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [
        (
            round(max(-180.0, min(180.0, place.lon + wide * math.cos(turn))), 5),
            round(max(-90.0, min(90.0, place.lat + radius * math.sin(turn))), 5),
        )
        for turn in turns
    ]
    return [*ring, ring[0]]


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    element.text = printable(text) if text is not None else None
    return element
