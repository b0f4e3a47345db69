"""Coasts, borders and disputed lines from data/outlines, cut to a box of degrees."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north


@lru_cache(maxsize=1)
def _world() -> tuple[list[list[Point]], str, dict[str, list[list[int]]]]:
    made = json.loads((files("dateline") / "data/outlines/world.json").read_text(encoding="utf-8"))
    scale = made["units_per_degree"]
    arcs = []
    for steps in made["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / scale, y / scale))
        arcs.append(points)
    return arcs, made["kinds"], made["countries"]


def country_box(code: str) -> Box | None:
    """The box of a country's largest part; None for a country that has no outline."""
    rings = _world()[2].get(code)
    return _box(_ring(rings[0])) if rings else None


def land(box: Box) -> list[tuple[str, list[Point]]]:
    """(country, polygon) for all land inside the box, cut at its edges."""
    made = []
    for code, rings in _world()[2].items():
        for ring in rings:
            points = _ring(ring)
            if _apart(_box(points), box):
                continue
            inside = _clip(points, box)
            if len(inside) > 2:
                made.append((code, inside))
    return made


def lines(box: Box, kind: str) -> list[list[Point]]:
    """Borders ("b") or disputed lines ("d") that come near the box. They may stick out: the drawing cuts them."""
    arcs, kinds, _ = _world()
    near = (box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3)
    return [
        part
        for arc, one in zip(arcs, kinds, strict=True)
        if one == kind and len(arc) > 1 and not _apart(_box(arc), box)
        for part in _pieces(arc, near)
    ]


def _pieces(arc: list[Point], box: Box) -> list[list[Point]]:
    """The runs of an arc that lie in a box."""
    west, south, east, north = box
    made: list[list[Point]] = [[]]
    for x, y in arc:
        if west <= x <= east and south <= y <= north:
            made[-1].append((x, y))
        elif made[-1]:
            made.append([])
    return [part for part in made if len(part) > 1]


def _ring(ring: list[int]) -> list[Point]:
    arcs = _world()[0]
    points: list[Point] = []
    for index in ring:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def _box(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _apart(a: Box, b: Box) -> bool:
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def _clip(points: list[Point], box: Box) -> list[Point]:
    """Sutherland and Hodgman: cut a polygon at the four edges, one after the other."""
    west, south, east, north = box
    for axis, edge, keep_greater in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        made: list[Point] = []
        for n, here in enumerate(points):
            before = points[n - 1]
            here_in = (here[axis] >= edge) == keep_greater or here[axis] == edge
            before_in = (before[axis] >= edge) == keep_greater or before[axis] == edge
            if here_in != before_in:
                share = (edge - before[axis]) / (here[axis] - before[axis])
                made.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
            if here_in:
                made.append(here)
        points = made
        if not points:
            return []
    return points
