"""Cut the map outlines that ship from world-atlas (TopoJSON of Natural Earth): run by hand, when the source changes.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python tools/build_outlines.py package/countries-50m.json

Borders stay arcs that two countries share, so that one line can be drawn once, and dashed where it is disputed.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from pathlib import Path

import pycountry

OUTLINES = Path(__file__).parent.parent / "src/dateline/data/outlines"
UNITS_PER_DEGREE = 50  # 0.02 degrees, about 2 km: finer than a pixel on any map we draw
TOLERANCE = 0.04  # degrees a simplified line may leave the true one
SMALLEST_RING = 0.02  # square degrees; smaller islands are left out unless they are a country's largest part

# Areas without an ISO code in the source, under codes of our own ("X" is reserved for users).
OWN_CODES = {"Kosovo": "XKX", "N. Cyprus": "XNC", "Somaliland": "XSL", "Siachen Glacier": "XSG"}


def main(source: Path) -> None:
    atlas = json.loads(source.read_text())
    raw = [_decode(arc, atlas["transform"]) for arc in atlas["arcs"]]
    countries = _countries(atlas["objects"]["countries"]["geometries"], raw)
    owners: dict[int, list[str]] = {}
    for code, rings in countries.items():
        for ring in rings:
            for index in ring:
                owners.setdefault(_plain(index), []).append(code)
    disputed = list(csv.DictReader((OUTLINES / "disputed.csv").open(encoding="utf-8")))
    arcs, kinds, places = [], [], {}
    for index in sorted(owners):
        parts = _parts(raw[index], owners[index], disputed)
        places[index] = list(range(len(arcs), len(arcs) + len(parts)))
        arcs += [_encode(_simplify(points)) for _, points in parts]
        kinds += [kind for kind, _ in parts]
    made = {
        "units_per_degree": UNITS_PER_DEGREE,
        "arcs": arcs,
        "kinds": "".join(kinds),  # one letter an arc: c coast, b border, d disputed line
        "countries": {
            code: [[part for i in ring for part in _placed(i, places)] for ring in rings]
            for code, rings in sorted(countries.items())
        },
    }
    target = OUTLINES / "world.json"
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(f"{target}: {target.stat().st_size:,} bytes, {len(arcs)} arcs, {kinds.count('d')} disputed")


def _placed(index: int, places: dict[int, list[int]]) -> list[int]:
    """An arc's parts, in the direction it is walked."""
    parts = places[_plain(index)]
    return parts if index >= 0 else [~part for part in reversed(parts)]


def _decode(arc: list[list[int]], transform: dict) -> list[tuple[float, float]]:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _simplify(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas and Peucker; a closed ring is cut at its farthest point first, or it would fall together."""
    if len(points) < 3:
        return points
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: _distance2(points[i], points[0]))
        return _thin(points[: far + 1]) + _thin(points[far:])[1:]
    return _thin(points)


def _thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        worst = max(range(a + 1, b), key=lambda i: _off_line(points[i], points[a], points[b]))
        if _off_line(points[worst], points[a], points[b]) > TOLERANCE:
            keep.add(worst)
            todo += [(a, worst), (worst, b)]
    return [points[i] for i in sorted(keep)]


def _off_line(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    length2 = _distance2(a, b)
    if length2 == 0:
        return _distance2(p, a) ** 0.5
    t = max(0.0, min(1.0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length2))
    return _distance2(p, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))) ** 0.5


def _distance2(a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _countries(geometries: list[dict], arcs: list[list[tuple[float, float]]]) -> dict[str, list[list[int]]]:
    """ISO alpha-3 code -> outer rings as lists of arc numbers (~n: backwards); tiny islands left out."""
    made: dict[str, list[list[int]]] = {}
    for geometry in geometries:
        code = _code(geometry)
        if code is None:
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = sorted((rings[0] for rings in polygons), key=lambda ring: -_area(ring, arcs))
        made.setdefault(code, []).extend(
            ring for n, ring in enumerate(rings) if n == 0 or _area(ring, arcs) > SMALLEST_RING
        )
    return made


def _code(geometry: dict) -> str | None:
    name = geometry["properties"]["name"]
    if name in OWN_CODES:
        return OWN_CODES[name]
    found = pycountry.countries.get(numeric=geometry.get("id") or "")
    return found.alpha_3 if found else None


def _area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    points = [p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2


def _plain(index: int) -> int:
    return index if index >= 0 else ~index


def _parts(
    points: list[tuple[float, float]], owners: list[str], disputed: list[dict[str, str]]
) -> list[tuple[str, list[tuple[float, float]]]]:
    """The arc cut where a dispute begins or ends: the line of control is one part of a long border."""
    if len(owners) < 2:
        return [("c", points)]
    boxes = [
        [float(row[side]) for side in ("west", "south", "east", "north")]
        for row in disputed
        if {row["a"], row["b"]} == set(owners)
    ]
    parts: list[tuple[str, list[tuple[float, float]]]] = []
    for a, b in pairwise(points):
        inside = any(w <= a[0] <= e and s <= a[1] <= n for w, s, e, n in boxes)
        kind = "d" if inside else "b"
        if parts and parts[-1][0] == kind:
            parts[-1][1].append(b)
        else:
            parts.append((kind, [a, b]))
    return parts


def _encode(points: list[tuple[float, float]]) -> list[int]:
    """First point, then steps, in units: x, y, dx, dy, dx, dy ..."""
    made, x, y = [], 0, 0
    for lon, lat in points:
        nx, ny = round(lon * UNITS_PER_DEGREE), round(lat * UNITS_PER_DEGREE)
        if made and (nx, ny) == (x, y):
            continue
        made += [nx - x, ny - y]
        x, y = nx, ny
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]))
