"""Sentences assembled from record fields: who did what to whom, where, when. Nothing here is free text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.model import Actor, Event, Mention, When
from dateline.views.concepts import concept, country_name
from dateline.views.index import cut

NOBODY = "somebody not named"
# More actors than this are counted, not listed.
LISTED = 3
# A name longer than this (characters) is a run of words that the coder could not resolve; it is cut.
LONGEST_NAME = 56
# An event known only to lie in more days than these has no date worth a place in a sentence.
VAGUE_DAYS = 9

STATUS_WORDS = {
    "happened": "reported as happened",
    "denied": "denied",
    "threatened": "threatened",
    "planned": "planned",
    "called for": "called for",
    "hypothetical": "only considered",
}


def sentence(event: Event, speakers: Sequence[Actor] = ()) -> str:
    """One event as one sentence, with its place and date; `speakers` are named where it was denied or asked."""
    return headline(event, speakers) + scene(event)


def headline(event: Event, speakers: Sequence[Actor] = ()) -> str:
    """The sentence without place and date."""
    happened, denied = clause(event, "past"), clause(event, "past")
    plan = concept(event.concept)
    doer = doers(event)
    told = ", ".join(_short(one) for one in speakers[:2])
    made = {
        "happened": happened,
        "denied": f"{told or 'It was denied that'}{' denied that' if told else ''} {denied}",
        "threatened": f"{doer} threatened to {plan.base}{towards(event)}",
        "planned": f"{doer} planned to {plan.base}{towards(event)}",
        "called for": f"{told or 'It'} {'called' if told else 'was called'} for {doer} to {plan.base}{towards(event)}",
        "hypothetical": f"It was only considered that {doer} would {plan.base}{towards(event)}",
    }[event.status]
    # A plan to threaten and a threat to threaten are one: the concept already says it.
    if event.status == "threatened" and event.concept.startswith("threaten."):
        made = happened
    return capital(" ".join(made.split()))


def clause(event: Event, form: str = "past") -> str:
    """Actor, act, target: "India carried out an air strike on Pakistan"."""
    return f"{doers(event)} {getattr(concept(event.concept), form)}{towards(event)}"


def doers(event: Event) -> str:
    return listed(event.actors) or NOBODY


def towards(event: Event) -> str:
    """The target with its link word, or nothing when no target is told."""
    target = listed(event.targets)
    link = concept(event.concept).link
    return f" {link} {target}".replace("  ", " ") if target else ""


def scene(event: Event) -> str:
    """Where and when, as far as they are told: " in Balakot on Tue 26 Feb 2019"."""
    place = (
        f" in {event.where.name}" if event.where and not _is_party(event, event.where.country, event.where.id) else ""
    )
    when = event.when
    if when is None or not (when.start and when.end):  # "before the report came out" says nothing in a sentence
        return place
    if when.start == when.end:
        return f"{place} on {day_words(when)}"
    if when.precision not in ("month", "year", "season") and _days(when) > VAGUE_DAYS:
        return place
    return f"{place} in {day_words(when)}" if when.precision in ("month", "year") else f"{place} ({day_words(when)})"


def _days(when: When) -> int:
    start, end = _day(when.start), _day(when.end)
    return (end - start).days if start and end else 0


def _is_party(event: Event, country: str | None, place: str) -> bool:
    """Whether the place only repeats an actor: "in Pakistan" after "on Pakistan"."""
    if any(event.where is not None and event.where.name == one.name for one in event.targets):
        return True
    return place == f"country:{country}" and any(one.country == country for one in (*event.actors, *event.targets))


def listed(actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(actor_words(one) for one in actors))
    if len(names) > LISTED:
        names = [*names[: LISTED - 1], f"{len(names) - LISTED + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def actor_words(actor: Actor) -> str:
    """A name with its country: "Sergei Lavrov (Russia)"; a state is its own country."""
    # Names that the coder puts together from words have spaces around their hyphens: "Jaish - e - Mohammad".
    name = cut(" ".join(actor.name.split()).replace(" - ", "-"), LONGEST_NAME)
    if actor.kind == "state" or not actor.country or country_name(actor.country) in name:
        return name
    return f"{name} ({country_name(actor.country)})"


def _short(actor: Actor) -> str:
    return actor.name


def speakers_of(mentions: Sequence[Mention]) -> list[Actor]:
    """Who is said to say so, each once, in order."""
    found: dict[str, Actor] = {}
    for one in mentions:
        if one.speaker:
            found.setdefault(one.speaker.key, one.speaker)
    return list(found.values())


def day_words(when: When | None) -> str:
    """A date as it is known: "Sun 4 May 2025", "May 2025", "between 26 and 28 February 2019"."""
    if when is None or not (when.start or when.end):
        return "date not told"
    start, end = _day(when.start), _day(when.end)
    if start is None or end is None:
        return f"from {_full(start)} on" if start else f"until {_full(end)}"
    if start == end:
        return _full(start)
    if when.precision == "year" or (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and (end + timedelta(days=1)).day == 1:
        return f"{start:%B} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {start:%b} {start.year}"
    first = f"{start.day} {start:%b}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first} – {end.day} {end:%b} {end.year}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _full(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}" if day else "a day not told"


def range_words(low: int | None, high: int | None) -> str:
    """
    >>> range_words(8, 8), range_words(4, 7), range_words(40, None), range_words(None, 300)
    ('8', '4–7', '40 or more', 'up to 300')
    """
    if low is None or high is None:
        return f"{low:,} or more" if low is not None else f"up to {high:,}" if high is not None else "not told"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def count_words(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
