"""Who did what to whom: actor by actor, first as a matrix, then as a drawing.

Persons and offices count for their country, groups for themselves: twenty actors can be read, two hundred cannot.
Counts are of events, not of reports.
"""

from __future__ import annotations

from math import cos, pi, sin

from dateline.model import Actor, Event, Record
from dateline.views.concepts import concept, country_name
from dateline.views.index import Index, cut
from dateline.views.marks import mark
from dateline.views.phrases import sentence
from dateline.views.weight import by_weight

MOST_ACTORS = 14
LONGEST_NAME = 34
# Sectors whose members stand for their country; rebels, parties and crowds do not.
_GOVERNMENT = frozenset({None, "GOV", "MIL", "SPY", "COP", "JUD", "LEG"})


def network(record: Record) -> dict:
    """The matrix's rows act, its columns are acted upon. A cell counts events of co-operation and of conflict."""
    index = Index(record)
    cells: dict[tuple[str, str], dict] = {}
    counts: dict[str, int] = {}
    for event in by_weight(index):
        if event.background:
            continue
        for source in sides(event.actors, index):
            counts[source] = counts.get(source, 0) + 1
        for target in sides(event.targets, index):
            counts[target] = counts.get(target, 0) + 1
        for source in sides(event.actors, index):
            for target in sides(event.targets, index):
                cell = cells.setdefault((source, target), {"together": 0, "against": 0, "events": []})
                cell["against" if concept(event.concept).hostile else "together"] += 1
                cell["events"].append(event)
    pairs: dict[str, int] = {}
    for (source, target), cell in cells.items():
        for name in {source, target}:
            pairs[name] = pairs.get(name, 0) + len(cell["events"])
    names = sorted(pairs, key=lambda name: (-pairs[name], name))[:MOST_ACTORS]
    shown = {pair: cell for pair, cell in sorted(cells.items()) if pair[0] in names and pair[1] in names}
    return {
        "actors": [name for name in names if any(target == name for _, target in shown)],
        "left_out": len(counts) - len(names),
        "rows": _rows(names, shown, index),
        "most": max((len(cell["events"]) for cell in shown.values()), default=0),
        "nodes": _nodes(names, pairs),
        "edges": _edges(names, shown),
        "table": [
            {
                "actor": a,
                "target": b,
                "together": cell["together"],
                "against": cell["against"],
                "events": _few(cell["events"], index),
            }
            for (a, b), cell in sorted(shown.items(), key=lambda item: (-len(item[1]["events"]), item[0]))
        ],
    }


def side(actor: Actor, index: Index) -> str:
    """The name an actor counts under."""
    country = actor.country or index.country.get(actor.key)
    if country and actor.sector in _GOVERNMENT and actor.kind in ("state", "person", "office", "organisation"):
        return country_name(country)
    if actor.kind in ("people", "unnamed") and country:
        return f"people of {country_name(country)}"
    return cut(actor.name, LONGEST_NAME)


def sides(actors: tuple[Actor, ...], index: Index) -> list[str]:
    return list(dict.fromkeys(side(actor, index) for actor in actors))


def dyad(event: Event, index: Index) -> str:
    """The pair an event is between, in alphabetical order; one name when only one is known."""
    names = sorted({name for name in (*sides(event.actors, index)[:1], *sides(event.targets, index)[:1])})
    return " – ".join(names) if names else "not told who"


def _rows(names: list[str], cells: dict[tuple[str, str], dict], index: Index) -> list[dict]:
    """A row for each actor that acts, a column for each that is acted upon: no row and no column stays empty."""
    doers, targets = ([name for name in names if any(pair[side] == name for pair in cells)] for side in (0, 1))
    return [{"actor": a, "cells": [_cell(cells.get((a, b)), a, b, index) for b in targets]} for a in doers]


def _cell(cell: dict | None, source: str, target: str, index: Index) -> dict | None:
    if cell is None:
        return None
    return {
        "together": cell["together"],
        "against": cell["against"],
        "count": len(cell["events"]),
        "event": cell["events"][0].id,
        "title": f"{source} to {target}: {cell['together']} of co-operation, {cell['against']} of conflict",
    }


def _few(events: list[Event], index: Index) -> list[dict]:
    return [{"event": one.id, "text": sentence(one), "mark": mark(one, index)} for one in events[:3]]


def _nodes(names: list[str], pairs: dict[str, int]) -> list[dict]:
    """Actors on a circle, the busiest on top; positions in a square of -1 to 1."""
    most = max((pairs[name] for name in names), default=1)
    return [
        {
            "name": name,
            "x": round(sin(2 * pi * n / len(names)), 4),
            "y": round(-cos(2 * pi * n / len(names)), 4),
            "size": round((pairs[name] / most) ** 0.5, 3),
        }
        for n, name in enumerate(names)
    ]


def _edges(names: list[str], cells: dict[tuple[str, str], dict]) -> list[dict]:
    """One line a pair, both directions together, heavier for more events."""
    sums: dict[tuple[str, str], list[int]] = {}
    for (a, b), cell in cells.items():
        if a != b:
            pair = (a, b) if names.index(a) < names.index(b) else (b, a)
            kept = sums.setdefault(pair, [0, 0])
            kept[0] += cell["together"]
            kept[1] += cell["against"]
    return [
        {
            "a": a,
            "b": b,
            "together": together,
            "against": against,
            "title": f"{a} – {b}: {together} of co-operation, {against} of conflict",
        }
        for (a, b), (together, against) in sorted(sums.items(), key=lambda item: (item[1][0] + item[1][1], item[0]))
    ]
