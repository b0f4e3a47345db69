"""Up or down: for each pair of actors, each day's events on the Goldstein scale (-10 conflict to +10 co-operation).

Counts events, not reports: a strike that two hundred papers print is one event.
"""

from __future__ import annotations

from datetime import date

from dateline.model import Event, Record
from dateline.views.concepts import concept
from dateline.views.index import Index
from dateline.views.network import dyad
from dateline.views.phrases import sentence
from dateline.views.timeline import timeline

PAIRS = 6
FEWEST = 3


def escalation(record: Record) -> dict:
    index = Index(record)
    shown = timeline(record)
    if not shown["days"]:
        return {"pairs": [], "first": None, "last": None, "days": 0}
    first, days = date.fromisoformat(shown["first"]), shown["days"]
    by_pair: dict[str, list[tuple[int, float, Event]]] = {}
    for event in index.record.events:
        place = _place(event, first, days)
        value = concept(event.concept).goldstein
        if place is not None and value is not None and " – " in dyad(event, index):
            by_pair.setdefault(dyad(event, index), []).append((place, value, event))
    order = sorted((name for name in by_pair if len(by_pair[name]) >= FEWEST), key=lambda n: (-len(by_pair[n]), n))
    return {
        "first": shown["first"],
        "last": shown["last"],
        "days": days,
        "pairs": [_pair(name, by_pair[name], first, days) for name in order[:PAIRS]],
    }


def _place(event: Event, first: date, days: int) -> int | None:
    """The event's day in the span; only what happened on a known day, and is news, counts."""
    if event.background or event.status != "happened" or not event.when or not event.when.start:
        return None
    if event.when.start[:10] != (event.when.end or "")[:10]:
        return None
    place = (date.fromisoformat(event.when.start[:10]) - first).days
    return place if 0 <= place < days else None


def _pair(name: str, items: list[tuple[int, float, Event]], first: date, days: int) -> dict:
    by_day: dict[int, list[tuple[float, Event]]] = {}
    for place, value, event in items:
        by_day.setdefault(place, []).append((value, event))
    rows = []
    for place, found in sorted(by_day.items()):
        found.sort(key=lambda item: (item[0], item[1].id))
        values = [value for value, _ in found]
        rows.append(
            {
                "date": date.fromordinal(first.toordinal() + place).isoformat(),
                "x": (place + 0.5) / days,
                "events": len(found),
                "mean": round(sum(values) / len(values), 1),
                "lowest": values[0],
                "highest": values[-1],
                "dots": [{"event": e.id, "value": v, "text": sentence(e)} for v, e in found[:40]],
            }
        )
    return {"name": name, "events": len(items), "rows": rows}
