"""Events on a map: GeoJSON (RFC 7946), `events.geojson`.

A centroid never passes for a spot: `precision` says what each point stands for, `extent_km` how far off it may be.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from dateline.model import Event, Record
from dateline.resources import Resources
from dateline.tables import rows
from dateline.views.phrases import sentence


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every event, those without coordinates with a null geometry, as the standard has it for what is not located."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "events.geojson"
    features = [
        _feature(row, event) for row, event in zip(rows(record, "events", resources), record.events, strict=True)
    ]
    path.write_bytes(
        msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features})) + b"\n"
    )
    return [path]


def _feature(row: dict[str, Any], event: Event) -> dict[str, Any]:
    place, date = row["place"], row["date"]
    geometry = None
    if place and place["lat"] is not None and place["lon"] is not None:
        geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry,
        "properties": {
            "title": sentence(event),
            "concept": row["concept"],
            "plover": row["plover"]["event"],
            "cameo": row["cameo"],
            "actors": [a["name"] for a in row["actors"]],
            "targets": [a["name"] for a in row["targets"]],
            "start": date and date["start"],
            "end": date and date["end"],
            "place": place and place["name"],
            "precision": place and place["precision"],
            "extent_km": event.where and event.where.extent_km,  # the point may be off by so much
            "status": row["status"],
            "background": row["background"],
            "voices": row["voices"],
            "reports": row["reports"],
        },
    }
