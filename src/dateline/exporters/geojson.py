"""Events on a map: GeoJSON (RFC 7946), `events.geojson`. A centroid never passes for a spot: `precision` says what each point stands for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every event, those without coordinates with a null geometry, as the standard has it for what is not located."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "events.geojson"
    features = [_feature(row) for row in rows(record, "events", resources)]
    path.write_bytes(msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features})) + b"\n")
    return [path]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    place, date = row["place"], row["date"]
    geometry = None
    if place and place["lat"] is not None and place["lon"] is not None:
        geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry,
        "properties": {
            "concept": row["concept"],
            "plover": row["plover"]["event"],
            "cameo": row["cameo"],
            "actors": [a["name"] for a in row["actors"]],
            "targets": [a["name"] for a in row["targets"]],
            "start": date and date["start"],
            "end": date and date["end"],
            "place": place and place["name"],
            "precision": place and place["precision"],
            "status": row["status"],
            "background": row["background"],
            "voices": row["voices"],
            "reports": row["reports"],
        },
    }
