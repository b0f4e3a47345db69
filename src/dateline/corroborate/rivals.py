"""Rival accounts of one deed: on which day, at which place, by whose hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.alike.fit import CLASH, actor_fit, concept_fit, place_fit, slot_fit, time_fit, width
from dateline.alike.things import thing_words, things_fit
from dateline.corroborate.sides import conflict, side
from dateline.model import Conflict, Document, Event, Mention

# Acts that are repeated from day to day.
_REPEATED = frozenset({"request", "accuse", "support", "threaten", "reject", "offer"})
_FROM_ANOTHER = re.compile(r"\b(?:after|before|later|earlier|since)\b", re.IGNORECASE)
_GAP = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\b", re.IGNORECASE)
_TOOK_PLACE = re.compile(r"\s+(?:took\s+place|happened|occurred|came|began|was\s+carried\s+out)\s+(?:on\s+)?")
_NEXT_WORD = 8  # characters: " after", " before"
# One night has two days: "late on Tuesday", "in the early hours of Wednesday".
_NIGHT = re.compile(
    r"\b(?:late|night|overnight|midnight|dawn|daybreak|early|pre-dawn|small\s+hours|evening)\b", re.IGNORECASE
)
_AROUND = 25  # characters before the words of the day
# Two events that are one but for who did it or where: how near their concepts must be, and what was hit.
_SAME_ACT, _SAME_THING = 0.8, 0.5
_TOWNS = frozenset({"point", "town"})
_DEEDS = ("assault.", "coerce.", "mobilize.", "accuse.blame")


def find_rival_days(
    events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]
) -> list[Conflict]:
    """Two days told for one deed. Only days that the text names count, not those inferred from a report's date; and
    appeals and condemnations are left out, which are made anew every day."""
    found = []
    for event in events:
        if event.concept.split(".")[0] in _REPEATED:
            continue
        days: dict[str, list[Mention]] = defaultdict(list)
        for mention in (told[one] for one in event.mentions):
            if _names_a_day(mention, docs):
                days[mention.when.start].append(mention)
        if (
            len(days) > 1
            and not _same_words(days.values(), docs)
            and not _one_night(days, docs)
            and len({m.report for rows in days.values() for m in rows}) > 1
        ):
            sides = [side(rows, day, docs) for day, rows in sorted(days.items())]
            found.append(conflict("date", event.id, sides, f"on {' or on '.join(sorted(days))}"))
    return found


def _names_a_day(mention: Mention, docs: Mapping[str, Document]) -> bool:
    """Whether the mention's own words tell its day. "A day after they bombed it" tells the day of something else, and
    so does a day outside the clause: "on Wednesday condemned the attack"."""
    if mention.when is None or mention.when_span is None or width(mention.when) != 0:
        return False
    text = docs[mention.report].text
    inside = mention.start <= mention.when_span.start and mention.when_span.end <= mention.end
    if not inside and not _TOOK_PLACE.fullmatch(text[mention.end : mention.when_span.start]):
        return False
    words = text[mention.when_span.start : mention.when_span.end + _NEXT_WORD]
    return not (_FROM_ANOTHER.search(words) or _GAP.search(text, mention.start, mention.trigger.start))


def _same_words(sides: Iterable[Sequence[Mention]], docs: Mapping[str, Document]) -> bool:
    """Whether two sides tell it word for word: copies of one text that were dated by what stands around them."""
    seen: dict[str, int] = {}
    for n, rows in enumerate(sides):
        for mention in rows:
            text = " ".join(docs[mention.report].text[mention.start : mention.end].casefold().split())
            if seen.setdefault(text, n) != n:
                return True
    return False


def _one_night(days: Mapping[str, Sequence[Mention]], docs: Mapping[str, Document]) -> bool:
    """Whether two neighbouring days may be one night, by the words of either."""
    rows = [mention for group in days.values() for mention in group]
    if len(days) != 2 or time_fit(*(group[0].when for group in days.values())) != 0.0:
        return False
    return any(
        _NIGHT.search(docs[m.report].text, max(m.start, m.when_span.start - _AROUND), m.when_span.end + _NEXT_WORD)
        for m in rows
    )


def find_rival_places(
    events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]
) -> list[Conflict]:
    """Two towns told for one deed, neither near the other: within one event, or in two that are alike in all else."""
    found = []
    for event in events:
        places: dict[str, list[Mention]] = defaultdict(list)
        for mention in (told[one] for one in event.mentions):
            place = mention.where.place if mention.where else None
            if place is not None and place.precision in _TOWNS:
                places[place.id].append(mention)
        rows = list(places.values())
        apart = len(rows) == 2 and place_fit(rows[0][0].where.place, rows[1][0].where.place) in (0.0, CLASH)
        if apart and {m.report for m in rows[0]} != {m.report for m in rows[1]}:
            found.append(_of_places(event, [(group, group[0].where.place.name) for group in rows], docs))
    for one, other in _of_one_day(events, told):
        if _elsewhere(one, other, told):
            sides = [([told[m] for m in event.mentions], event.where.name) for event in (one, other)]
            found.append(_of_places(one, sides, docs))
    return found


def _of_places(event: Event, sides: Sequence[tuple[Sequence[Mention], str]], docs: Mapping[str, Document]) -> Conflict:
    made = [side(rows, name, docs) for rows, name in sides]
    return conflict("place", event.id, made, f"at {' or at '.join(name for _, name in sides)}")


def find_rival_actors(
    events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]
) -> list[Conflict]:
    """One act against the same target on the same day at the same place, ascribed to different actors."""
    found = []
    for one, other in _of_one_day(events, told):
        if _by_another(one, other):
            sides = [side([told[m] for m in event.mentions], f"by {_names(event)}", docs) for event in (one, other)]
            found.append(conflict("who", one.id, sides, f"{sides[0].text} or {sides[1].text}"))
    return found


def _names(event: Event) -> str:
    return " and ".join(actor.name for actor in event.actors)


def _of_one_day(events: Sequence[Event], told: Mapping[str, Mention]) -> Iterator[tuple[Event, Event]]:
    """Pairs of deeds of one kind, one day and one story, unless one report tells both as its own."""
    days: dict[tuple[str | None, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.concept.startswith(_DEEDS) and event.targets and event.when is not None and width(event.when) == 0:
            days[event.story, event.when.start].append(event)
    for rows in days.values():
        for n, one in enumerate(rows):
            for other in rows[n + 1 :]:
                if concept_fit(one.concept, other.concept) >= _SAME_ACT and not _side_by_side(one, other, told):
                    yield one, other


def _side_by_side(one: Event, other: Event, told: Mapping[str, Mention]) -> bool:
    """Whether a report tells both, and does not put them into two mouths."""
    if set(one.reports).isdisjoint(other.reports):
        return False
    speakers = [
        {speaker.key if (speaker := told[m].speaker) else None for m in event.mentions} for event in (one, other)
    ]
    return None in speakers[0] | speakers[1] or not speakers[0].isdisjoint(speakers[1])


def _by_another(one: Event, other: Event) -> bool:
    if not one.actors or not other.actors or slot_fit(one.actors, other.actors) != CLASH:
        return False
    # A battle has two sides: who strikes back is no rival account of who struck.
    if any((actor_fit(a, b) or 0) > 0 for a in one.actors for b in other.targets):
        return False
    place = place_fit(one.where, other.where)
    if place is not None and place < 0.7:
        return False
    return _same_target(one, other, named=place is None)


def _elsewhere(one: Event, other: Event, told: Mapping[str, Mention]) -> bool:
    """Whether two events differ in nothing but the town: the same dead of the same kind, nobody else's hand."""
    places = one.where, other.where
    if any(place is None or place.precision not in _TOWNS for place in places) or place_fit(*places) not in (
        0.0,
        CLASH,
    ):
        return False
    if slot_fit(one.actors, other.actors) == CLASH or not _same_target(one, other, named=False):
        return False
    counts = [{(f.kind, f.best) for m in event.mentions for f in told[m].figures if f.best} for event in (one, other)]
    return bool(counts[0] & counts[1])


def _same_target(one: Event, other: Event, *, named: bool) -> bool:
    """Whether both tell of one target; `named` asks for words that are no chance ("the Kherson bridge")."""
    words = [thing_words(event.targets) for event in (one, other)]
    fit = things_fit(*words) or 0.0
    if named:
        return fit >= 0.9 and min(len(w) for w in words) >= 2
    return fit >= _SAME_THING or (slot_fit(one.targets, other.targets) or 0.0) >= _SAME_THING
