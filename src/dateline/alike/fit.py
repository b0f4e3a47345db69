"""Do two tellings fit one happening? Concepts near each other, actors at different grain, times and places that meet.

Each judgement is a number from 0 to 1 with the words that explain it; a clash is `CLASH`; `None` means that one side
does not tell.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files

from dateline.model import Actor, Place, When

CLASH = -1.0
# Sectors that speak and act for their state: "Moscow", "Russia", "the foreign minister", "the army".
_OF_THE_STATE = frozenset({"GOV", "MIL", "SPY", "JUD", "LEG", "COP", "ELI"})
# "People" and "people" are the same word, not the same people.
_NOBODY_IN_PARTICULAR = 0.5
# Names of towns within this distance are told for one another ("near Lahore"); beyond it they are two places (km).
_NEARBY_KM, _FAR_KM = 60.0, 120.0
_EXACT = frozenset({"point", "town"})
# How history is dated; news is dated by the day.
_COARSE = frozenset({"month", "season", "year", "decade"})


def concept_fit(a: str, b: str) -> float:
    """1 for the same concept, less for near ones, 0 for others.

    >>> concept_fit("consult.phone", "consult.phone"), concept_fit("consult.phone", "assault.kill")
    (1.0, 0.0)
    """
    if a == b:
        return 1.0
    return _nearness(min(a, b), max(a, b))


@lru_cache(maxsize=20_000)
def _nearness(a: str, b: str) -> float:
    table = _near_concepts()
    roots = a.split(".")[0] + ".*", b.split(".")[0] + ".*"
    # The exacter row decides: two concepts, then a concept and a root, then two roots. Of two rows as exact the lower
    # one: an abduction is hardly any other assault, though an attack may be told as many.
    for pairs in (((a, b),), ((a, roots[1]), (roots[0], b)), (roots,)):
        found = [table[pair] for one, other in pairs for pair in ((one, other), (other, one)) if pair in table]
        if found:
            return min(found)
    return 0.0


@lru_cache(maxsize=1)
def _near_concepts() -> dict[tuple[str, str], float]:
    text = files("dateline").joinpath("data/linking/near_concepts.csv").read_text(encoding="utf-8")
    return {(row["one"], row["other"]): float(row["nearness"]) for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1_000)
def roots_near(root: str) -> tuple[str, ...]:
    """The roots whose concepts may tell the same happening as concepts of `root`, itself first."""
    others = {
        (set(pair) - {own}).pop().split(".")[0]
        for pair in _near_concepts()
        for own in pair
        if own.split(".")[0] == root and len(set(pair)) == 2
    }
    return (root, *sorted(others - {root}))


# --- actors --------------------------------------------------------------------------------------------------------


def actor_fit(a: Actor, b: Actor) -> float | None:
    """Are these the same actor, at whatever grain?

    The same key is 1, .5 for "people" and "officials". A minister and his ministry, an office and who holds it, a
    state and its government fit with less; two persons, or actors of two countries, clash; None where nothing speaks
    for or against.
    """
    if a.key == b.key:
        return _NOBODY_IN_PARTICULAR if _anybody(a) else 1.0
    if a.name[:1].isupper() and a.name.casefold() == b.name.casefold() and not _differ(a.country, b.country):
        return 0.9  # the name of a ship, taken for a person's in one report
    if a.kind == b.kind == "person":
        return 0.9 if _same_surname(a.name, b.name) and not _differ(a.country, b.country) else CLASH
    if _differ(a.country, b.country):
        return CLASH
    if (a.body and a.body in (b.key, b.body)) or (b.body and b.body == a.key):
        return 0.85
    if {a.kind, b.kind} == {"person", "office"}:
        if a.role and a.role == b.role and a.country == b.country:
            return 0.9
        return CLASH if a.role and b.role and _differ(a.sector, b.sector) else _same_state(a, b)
    if a.kind == b.kind == "office":
        return CLASH
    if {a.kind, b.kind} <= {"group", "organisation"} and a.kind == b.kind and not _generic(a, b):
        return _same_state(a, b) if "state" in (a.kind, b.kind) else (None if a.sector == b.sector else CLASH)
    if "state" in (a.kind, b.kind):
        return _same_state(a, b)
    if {a.kind, b.kind} == {"person", "people"} and a.country == b.country and _differ(a.role, b.role):
        return CLASH
    if a.country and a.country == b.country and a.sector and a.sector == b.sector:
        return 0.6
    if a.sector and a.sector == b.sector and "unnamed" not in (a.kind, b.kind):
        return 0.4
    return None


def _same_state(a: Actor, b: Actor) -> float | None:
    if not a.country or a.country != b.country:
        return None
    acts_for_it = all(x.kind == "state" or x.sector in _OF_THE_STATE or x.sector is None for x in (a, b))
    return 0.7 if acts_for_it else None


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _generic(a: Actor, b: Actor) -> bool:
    """Whether one of the two is a kind of people ("militants", "tourists") and no name."""
    return any(x.key.startswith(("people:", "unnamed:")) for x in (a, b))


def _same_surname(a: str, b: str) -> bool:
    one, other = a.casefold().split(), b.casefold().split()
    if not one or not other or one[-1] != other[-1]:
        return False
    return min(len(one), len(other)) == 1 or one[0] == other[0]


def slot_fit(one: Sequence[Actor], other: Sequence[Actor]) -> float | None:
    """How well the fuller slot holds the smaller: the mean of the best matches, 0 where both are told and nothing
    speaks for them; CLASH where somebody clashes with everybody; None where a slot is empty or names nobody in
    particular."""
    if not one or not other:
        return None
    fewer, more = sorted((one, other), key=len)
    best = [_best(a, more) for a in fewer]
    if CLASH in best:
        return CLASH
    told = [fit for fit in best if fit is not None]
    # Who names nobody in particular counts half: "E. and his crew", "E. and the team".
    return sum(told) / (len(told) + (len(fewer) - len(told)) / 2) if told else None


def _best(actor: Actor, others: Sequence[Actor]) -> float | None:
    fits = [actor_fit(actor, other) for other in others]
    good = [fit for fit in fits if fit is not None and fit >= 0]
    if good:
        return max(good)
    if all(fit == CLASH for fit in fits):
        return CLASH
    named = [
        other
        for other, fit in zip(others, fits, strict=True)
        if fit is None and not _anybody(other) and not _may_serve(actor, other)
    ]
    return 0.0 if named and not _anybody(actor) else None


def _may_serve(a: Actor, b: Actor) -> bool:
    """A person of no known country may be any state's: "Foreign Minister T." beside the state he serves."""
    return any(
        one.kind in ("person", "office") and one.country is None and other.kind in ("state", "organisation", "office")
        for one, other in ((a, b), (b, a))
    )


def _anybody(actor: Actor) -> bool:
    """Words that may stand for anybody of a kind: "officials", "people", "a spokesman"."""
    return actor.kind == "unnamed" or actor.key.startswith("unnamed:")


# --- times and places ----------------------------------------------------------------------------------------------


def days_between(a: When | None, b: When | None) -> int:
    """Days between two intervals; 0 where they meet or where an end that matters is open."""
    if a is None or b is None:
        return 0
    gaps = [_days(one.end, other.start) for one, other in ((a, b), (b, a)) if one.end and other.start]
    return max([0, *gaps])


def width(when: When | None) -> int | None:
    """Days from the first to the last day of an interval; None where an end is open."""
    return _days(when.start, when.end) if when and when.start and when.end else None


@lru_cache(maxsize=50_000)
def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def history_apart(a: When | None, b: When | None) -> bool:
    """Whether one is told with a year or a season of its own ("the 2005 bombing") and the other with no time at all."""
    told = [when is not None and width(when) is not None for when in (a, b)]
    coarse = any(when is not None and when.precision in _COARSE and width(when) is not None for when in (a, b))
    return coarse and told[0] != told[1]


def time_fit(a: When | None, b: When | None) -> float | None:
    """1 for narrow intervals that meet, .5 for wide ones, 0 for neighbouring days, CLASH further apart."""
    widths = width(a), width(b)
    if a is None or b is None or (widths == (None, None)):
        return None
    gap = days_between(a, b)
    if gap > 1:
        return CLASH
    if gap == 1:
        return 0.0
    if None in widths:
        return None
    return 1.0 if max(widths) <= 3 else 0.5 if max(widths) <= 40 else None


def place_fit(a: Place | None, b: Place | None) -> float | None:
    """1 for the same place, .6 where one lies in the other, 0 for places apart, CLASH for two towns far apart."""
    if a is None or b is None:
        return None
    if a.id == b.id:
        return 1.0
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    apart = kilometres(a.lat, a.lon, b.lat, b.lon)
    exact = a.precision in _EXACT and b.precision in _EXACT
    if exact:
        return 0.7 if apart <= _NEARBY_KM else CLASH if apart > _FAR_KM else 0.0
    reach = max(a.extent_km or 0.0, b.extent_km or 0.0) + _NEARBY_KM
    return 0.6 if apart <= reach else 0.0


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))
