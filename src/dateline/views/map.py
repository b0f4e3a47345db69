"""Where it happened, as precisely as the reports say and no more.

A town is a point, a district or province a ring of its size, a country is hatched: "somewhere in this country".
The drawing is made in units of the map's width (1000); latitudes are squeezed by the cosine of the middle one.
"""

from __future__ import annotations

from math import cos, radians

from dateline.model import Event, Place, Record
from dateline.views.concepts import concept, country_name
from dateline.views.index import Index
from dateline.views.marks import mark
from dateline.views.outlines import Box, Point, country_box, land, lines
from dateline.views.phrases import sentence
from dateline.views.weight import weight

WIDTH = 1000
# Height over width of the map; degrees kept free around what is shown; never closer than this.
TALLEST, FLATTEST = 0.64, 0.45
MARGIN = 1.5
CLOSEST = 9.0
# The map shows this share of the events that have a place, and leaves out what is farther than this (degrees).
SHOWN_SHARE, FAR = 0.9, 16
KM_PER_DEGREE = 111.2
# Radius of a place whose size we are not told (km).
USUAL_KM = {"town": 5, "district": 40, "province": 150, "region": 250, "line": 120, "sea": 300}
PRECISION_WORDS = {
    "point": "this point",
    "town": "this town",
    "district": "somewhere in this district",
    "province": "somewhere in this province",
    "country": "somewhere in this country",
    "region": "somewhere in this region",
    "line": "somewhere along this line",
    "sea": "somewhere in this sea",
}
LABELS = 26
# A ring larger than this (km) would cover what it is drawn over: such places are listed only.
WIDEST_RING = 330
# A circle would be a lie about a line or a sea; a country is hatched.
LISTED_ONLY = ("country", "line", "sea")


def world_map(record: Record) -> dict:
    index = Index(record)
    by_place: dict[str, list[Event]] = {}
    places: dict[str, Place] = {}
    nowhere = 0
    for event in sorted(record.events, key=lambda one: (-weight(one, index), one.id)):
        if event.where is None:
            nowhere += not event.background
            continue
        places.setdefault(event.where.id, event.where)
        by_place.setdefault(event.where.id, []).append(event)
    called = _called(record, index)
    rows = [_place_row(places[one], by_place[one], called.get(one, []), index) for one in by_place]
    rows.sort(key=lambda row: (-row["new"], -row["events"], row["name"]))
    box = _frame(
        [(places[row["id"]], row["new"]) for row in rows if row["new"]] or [(places[r["id"]], 1) for r in rows]
    )
    return {"rows": rows, "nowhere": nowhere, "drawing": _drawing(box, rows, places) if box else None}


def _place_row(place: Place, events: list[Event], called: list[dict], index: Index) -> dict:
    first = events[0]
    return {
        "id": place.id,
        "name": place.name,
        "country": country_name(place.country) if place.country else "no one country",
        "precision": place.precision,
        "words": PRECISION_WORDS[place.precision],
        "disputed": [country_name(code) for code in place.disputed],
        "events": len(events),
        "new": sum(not one.background for one in events),
        "hostile": sum(concept(one.concept).hostile for one in events),
        "first": {"event": first.id, "text": sentence(first), "mark": mark(first, index)},
        "called": called,
    }


def _called(record: Record, index: Index) -> dict[str, list[dict]]:
    """What each source calls a place: its own words, with the outlets that use them."""
    found: dict[str, dict[str, list[str]]] = {}
    for report in index.order:
        for one in index.annotations[report].places if report in index.annotations else ():
            if one.place:
                outlets = found.setdefault(one.place.id, {}).setdefault(" ".join(one.text.split()), [])
                if index.name(report) not in outlets:
                    outlets.append(index.name(report))
    for mention in record.mentions:
        if mention.where and mention.where.place:
            outlets = found.setdefault(mention.where.place.id, {}).setdefault(" ".join(mention.where.text.split()), [])
            if index.name(mention.report) not in outlets:
                outlets.append(index.name(mention.report))
    return {
        place: [
            {"name": name, "outlets": outlets[:6], "more": max(0, len(outlets) - 6)}
            for name, outlets in sorted(names.items(), key=lambda item: (-len(item[1]), item[0]))[:6]
        ]
        for place, names in found.items()
    }


def _frame(places: list[tuple[Place, int]]) -> Box | None:
    """The part of the world to show: where most events with an exact place are; whole countries when none has one."""
    exact = [(place, count) for place, count in places if _drawn(place)]
    boxes = [_around(place) for place in _heart(exact)]
    if not boxes:
        boxes = [found for place, _ in places if place.country and (found := country_box(place.country))]
    if not boxes:
        return None
    west, south = min(b[0] for b in boxes) - MARGIN, min(b[1] for b in boxes) - MARGIN
    east, north = max(b[2] for b in boxes) + MARGIN, max(b[3] for b in boxes) + MARGIN
    return _shaped(west, south, east, north)


def _around(place: Place) -> Box:
    reach = (place.extent_km or USUAL_KM.get(place.precision, 10)) / KM_PER_DEGREE
    return place.lon - reach, place.lat - reach, place.lon + reach, place.lat + reach


def _heart(places: list[tuple[Place, int]]) -> list[Place]:
    """The places nearest to the middle one that hold most of the events: a call from far away must not shrink them."""
    every = [place for place, count in places for _ in range(count)]
    if not every:
        return []
    x = sorted(place.lon for place in every)[len(every) // 2]
    y = sorted(place.lat for place in every)[len(every) // 2]
    kept, held = [], 0
    for place, count in sorted(places, key=lambda one: ((one[0].lon - x) ** 2 + (one[0].lat - y) ** 2, one[0].id)):
        far = abs(place.lon - x) > FAR or abs(place.lat - y) > FAR
        if kept and (held >= SHOWN_SHARE * len(every) or (far and held >= len(every) / 2)):
            break
        kept.append(place)
        held += count
    return kept


def _shaped(west: float, south: float, east: float, north: float) -> Box:
    """Widen the box until it is neither too close nor too tall nor too flat."""
    x, y = (west + east) / 2, max(-70.0, min(75.0, (south + north) / 2))
    squeeze = cos(radians(y))
    width, height = max(east - west, CLOSEST), max(north - south, CLOSEST * FLATTEST)
    height = max(height, width * squeeze * FLATTEST)
    width = max(width, height / squeeze / TALLEST)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _drawing(box: Box, rows: list[dict], places: dict[str, Place]) -> dict:
    west, south, east, north = box
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / (east - west)
    height = round((north - south) * scale / squeeze)

    def at(point: Point) -> tuple[float, float]:
        return round((point[0] - west) * scale, 1), round((north - point[1]) * scale / squeeze, 1)

    def path(points: list[Point], close: bool) -> str:
        made = [at(point) for point in points]
        kept = [p for n, p in enumerate(made) if n == 0 or p != made[n - 1]]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + ("Z" if close else "")

    shown = land(box)
    taken: list[Box] = []
    symbols = _symbols(rows, places, box, at, scale / squeeze / KM_PER_DEGREE, height, taken)
    hatched = {places[row["id"]].country for row in rows if row["precision"] == "country" and row["new"]}
    by_country: dict[str, str] = {}
    for code, points in shown:
        by_country[code] = by_country.get(code, "") + path(points, True)
    return {
        "width": WIDTH,
        "height": height,
        "land": [{"country": code, "path": d, "hatched": code in hatched} for code, d in by_country.items()],
        "borders": "".join(path(points, False) for points in lines(box, "b")),
        "disputed": "".join(path(points, False) for points in lines(box, "d")),
        "names": _country_names(shown, at, height, taken),
        "places": symbols,
        "outside": [row["name"] for row in rows if _drawn(places[row["id"]]) and not _inside(places[row["id"]], box)],
        "wide": [row["name"] for row in rows if row["precision"] != "country" and not _drawn(places[row["id"]])],
    }


def _drawn(place: Place) -> bool:
    if place.lat is None or place.lon is None or place.precision in LISTED_ONLY:
        return False
    return (place.extent_km or USUAL_KM.get(place.precision, 0)) <= WIDEST_RING


def _inside(place: Place, box: Box) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return box[0] <= place.lon <= box[2] and box[1] <= place.lat <= box[3]


def _symbols(
    rows: list[dict], places: dict[str, Place], box: Box, at: object, px_per_km: float, height: int, taken: list[Box]
) -> list[dict]:
    """A point or ring for each place, larger ones first so that small ones stay on top; labels that do not collide."""
    made = []
    for row in rows:
        place = places[row["id"]]
        if not _drawn(place) or not _inside(place, box):
            continue
        x, y = at((place.lon, place.lat))  # type: ignore[operator]
        exact = place.precision in ("point", "town")
        extent = (place.extent_km or USUAL_KM.get(place.precision, 10)) * px_per_km
        radius = 3.5 + min(9.0, 2.0 * row["events"] ** 0.5) if exact else max(10.0, min(extent, WIDTH / 4))
        label = _label(row["name"], x, y, radius if exact else 4.0, taken, height) if len(taken) < LABELS else None
        made.append(
            {
                "event": row["first"]["event"],
                "name": row["name"],
                "x": x,
                "y": y,
                "r": round(radius, 1),
                "exact": exact,
                "label": label,
                "old": row["new"] == 0,
                "title": f"{row['name']}: {row['events']} event{'s' if row['events'] != 1 else ''}, {row['words']}",
            }
        )
    return sorted(made, key=lambda one: (-one["r"], one["name"]))


def _label(name: str, x: float, y: float, radius: float, taken: list[Box], height: int) -> dict | None:
    """Right of the symbol, or left, above, below: the first free place; none when all are taken."""
    wide, tall = 7.6 * len(name) + 4, 17
    for anchor, dx, dy in (
        ("start", radius + 4, 5),
        ("end", -radius - 4, 5),
        ("middle", 0, -radius - 6),
        ("middle", 0, radius + 16),
    ):
        left = {"start": x + dx, "end": x + dx - wide, "middle": x - wide / 2}[anchor]
        box = (left, y + dy - 13, left + wide, y + dy - 13 + tall)
        free = all(b[2] < box[0] or box[2] < b[0] or b[3] < box[1] or box[3] < b[1] for b in taken)
        if free and left > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < height - 2:
            taken.append(box)
            return {"x": round(x + dx, 1), "y": round(y + dy, 1), "anchor": anchor}
    return None


def _country_names(shown: list[tuple[str, list[Point]]], at: object, height: int, taken: list[Box]) -> list[dict]:
    """A country's name in the middle of its largest visible part, where no place is named already."""
    largest: dict[str, tuple[float, Point]] = {}
    for code, points in shown:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        size = (max(xs) - min(xs)) * (max(ys) - min(ys))
        if size > largest.get(code, (0.0, (0.0, 0.0)))[0]:
            largest[code] = (size, _middle(points))
    made = []
    for code, (size, middle) in sorted(largest.items(), key=lambda item: (-item[1][0], item[0])):
        x, y = at(middle)  # type: ignore[operator]
        name = country_name(code)
        half = 5.5 * len(name)
        free = all(b[2] < x - half or x + half < b[0] or b[3] < y - 14 or y + 4 < b[1] for b in taken)
        if free and size > 6 and 60 < x < WIDTH - 60 and 20 < y < height - 20 and not name.startswith("X"):
            made.append({"name": name.upper(), "x": x, "y": y})
    return made[:14]


def _middle(points: list[Point]) -> Point:
    """Centre of a polygon's area."""
    area = x = y = 0.0
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        area, x, y = area + cross, x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return (x / (3 * area), y / (3 * area)) if area else points[0]
