"""Which events to show first: new, told by independent voices, disputed, grave."""

from __future__ import annotations

from dateline.model import Event
from dateline.views.concepts import concept
from dateline.views.index import Index


def weight(event: Event, index: Index) -> float:
    """Larger is earlier. A ranking for reading, not a measure of truth; method.py says how it is made."""
    goldstein = concept(event.concept).goldstein
    made = 2.0 * min(len(event.voices), 4) + 1.0 * min(len(event.reports), 6)
    made += abs(goldstein or 0.0) / 2
    made += 3.0 if event.id in index.conflicts else 0.0
    made += 1.5 if event.id in index.figures else 0.0
    made += 1.0 if event.when and event.when.start else 0.0
    made -= 3.0 * (not event.actors) + 1.0 * (not event.targets)
    made -= 2.0 * (bool(event.actors) and all(one.kind == "unnamed" for one in event.actors))
    made -= 2.0 if event.concept.endswith(".general") else 0.0
    # The situation begins with what happened; what was denied stands among the conflicts.
    made -= {"happened": 0.0, "denied": 4.0, "hypothetical": 4.0}.get(event.status, 1.0)
    return made - (100.0 if event.background else 0.0)


def by_weight(index: Index) -> list[Event]:
    """All events, the weightiest first; ties by id."""
    return sorted(index.record.events, key=lambda one: (-weight(one, index), one.id))


def by_time(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda one: ((one.when and (one.when.start or one.when.end)) or "9999", one.id))
