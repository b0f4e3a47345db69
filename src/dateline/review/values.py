"""What a reviewer types, as the value of a slot: a day, actors, a place, a status. Says what it cannot read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from dateline.errors import InputError
from dateline.model import Actor, Place, Record, When
from dateline.resources import Resources
from dateline.review.log import Decision
from dateline.review.replay import BY_REVIEWER

STATUSES = ("happened", "denied", "threatened", "planned", "called for", "hypothetical")
# What stands for "nobody", "not told": an empty field could also be a slip.
NOTHING = ("-", "none", "unknown", "not told")
LONGEST_NAME = 120
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


def slot_value(slot: str, text: str, record: Record, resources: Resources) -> dict[str, object]:
    """The fields of a Decision that hold the value typed for `slot` ("speaker" for a re-attribution).

    Raises InputError saying what may be typed.
    """
    text = " ".join(text.split())
    if not text:
        raise InputError("Nothing was typed.", advice="Write “-” for nobody or not told.")
    nothing = text.lower() in NOTHING
    if slot in ("actor", "target", "speaker"):
        return {"actors": () if nothing else tuple(_actor(one, record, resources) for one in _names(text))}
    if slot == "date":
        return {"when": None if nothing else parse_when(text)}
    if slot == "place":
        return {"place": None if nothing else _place(text, record, resources)}
    if slot == "status":
        return {"status": _one_of(text.lower(), STATUSES, "status")}
    if slot == "concept":
        return {"concept": _one_of(text.lower(), sorted(resources.ontology.concepts), "concept")}
    raise InputError(f"No slot {slot!r}.", advice="There are actor, target, date, place, status, concept and speaker.")


def decided_words(decision: Decision) -> str:
    """The value of a decision in words."""
    if decision.kind == "re-attribute" or decision.slot in ("actor", "target"):
        return "; ".join(actor.name for actor in decision.actors) or "nobody"
    if decision.slot == "date":
        when = decision.when
        return "not told" if when is None else when.start if when.start == when.end else f"{when.start}..{when.end}"
    if decision.slot == "place":
        return decision.place.name if decision.place else "not told"
    return decision.status or decision.concept or ""


def parse_when(text: str) -> When:
    """
    >>> parse_when("2019-02"), parse_when("2019-02-26..2019-02-27").end
    (When(start='2019-02-01', end='2019-02-28', precision='month', basis='corrected by a reviewer'), '2019-02-27')
    """
    first, _, last = (part.strip() for part in text.partition(".."))
    start, end = _bounds(first), _bounds(last or first)
    if end[1] < start[0]:
        raise InputError(f"{text}: ends before it begins.", advice="Write the earlier day first.")
    precision = "interval" if last else {1: "year", 2: "month", 3: "day"}[first.count("-") + 1]
    return When(start=start[0], end=end[1], precision=precision, basis=BY_REVIEWER)  # type: ignore[arg-type]


def _bounds(text: str) -> tuple[str, str]:
    """First and last day of a day, month or year."""
    found = _DAY.match(text)
    try:
        if found:
            year, month, day = (int(part) if part else None for part in found.groups())
            if month is None:
                return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
            last = day or calendar.monthrange(year, month)[1]
            return date(year, month, day or 1).isoformat(), date(year, month, last).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        pass
    raise InputError(f"{text}: not a day.", advice="Write 2019-02-26, 2019-02, 2019 or 2019-02-26..2019-02-28.")


def _names(text: str) -> list[str]:
    return [one.strip()[:LONGEST_NAME] for one in text.split(";") if one.strip()][:8]


def _actor(name: str, record: Record, resources: Resources) -> Actor:
    """An actor of the record, else of our tables, else a new one by that name."""
    folded = name.casefold()
    for actor in record_actors(record):
        if folded in (actor.name.casefold(), actor.key.casefold()):
            return actor
    state = resources.roster.actors.get(f"state:{name.upper()}")
    if state is not None:
        return state
    known = resources.roster.find(name)
    if known:
        return known[0]
    slug = re.sub(r"[^\w]+", "-", folded).strip("-") or "somebody"
    return Actor(key=f"unnamed:{slug}", name=name, kind="unnamed", basis=BY_REVIEWER)


def _place(name: str, record: Record, resources: Resources) -> Place:
    folded = name.casefold()
    for place in record_places(record):
        if folded in (place.name.casefold(), place.id.casefold()):
            return place
    found = resources.gazetteer.lookup(name)
    if not found:
        near = get_close_matches(name, [place.name for place in record_places(record)], n=1)
        hint = f"Did you mean {near[0]}?" if near else "Write it as the reports do, or its larger neighbour."
        raise InputError(f"No place called {name} is known.", advice=hint)
    return resources.gazetteer.place(found[0])


def record_actors(record: Record) -> Iterator[Actor]:
    """Every actor and speaker of the record, each key once."""
    seen: set[str] = set()
    told = [actor for event in record.events for actor in (*event.actors, *event.targets)]
    told += [mention.speaker for mention in record.mentions if mention.speaker]
    for actor in told:
        if actor.key not in seen:
            seen.add(actor.key)
            yield actor


def record_places(record: Record) -> Iterator[Place]:
    """Every place of the record, each once."""
    seen: set[str] = set()
    for of_report in record.annotations:
        for mention in of_report.places:
            if mention.place and mention.place.id not in seen:
                seen.add(mention.place.id)
                yield mention.place


def _one_of(text: str, known: tuple[str, ...] | list[str], what: str) -> str:
    if text not in known:
        near = get_close_matches(text, known, n=1, cutoff=0.4)
        raise InputError(f"No {what} {text!r}.", advice=f"Did you mean {near[0]!r}?" if near else "")
    return text
