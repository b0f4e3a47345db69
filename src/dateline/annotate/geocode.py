"""Which place on earth a name means, in this report: candidates of the gazetteer weighed by what stands around them.

A name's candidates start with how well known each is. The words beside it ("Paris, Texas"; "Punjab province") add most;
then the country, the province and the nearness of the report's other places. All mentions of a name in one report mean
the same place unless the words beside one say otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from dateline.annotate.gazetteer import Candidate, Gazetteer
from dateline.annotate.placecontext import (
    UNITS,
    Question,
    distance,
    holder,
    lies_in,
    places_of_site,
    prefixes,
    question_of,
    shorter,
)
from dateline.annotate.placewords import place_words

# How well known a place is before any context, on the scale of log10 of its population. A region, sea or line that we
# list by hand is listed because reports name it.
_KNOWN = {"country": 9.0, "province": 5.8, "district": 2.6, "region": 7.0, "sea": 7.0, "line": 7.0, "point": 7.0}
_SHARE_OF_PEOPLE = {"town": 1.0, "province": 0.15, "district": 0.25, "country": 0.05}
_OTHER_NAME = 1.6  # what a name that is not the place's own costs
_DEMONYM = 0.5
_CAPITAL = 1.6  # a country's capital is named far more often than its people would tell

_BESIDE = 7.0  # the words beside the name say it lies there
_LISTED = 2.5  # ... or lists it among its like
_SIDE = 2.0  # what a bare "Western" or "North" costs a province of that name
_UNIT_FITS = 3.0  # "Punjab province" is a province
_SEAT_KM = 60.0
_SEAT = 1.2  # what a province costs that has a town of its name: "Kabul" is the town unless it is called a province
_UNIT_MISFITS = -2.5  # ... and no town
_SAME_COUNTRY = 2.2  # at most, when every other place of the report lies in the candidate's country
_SAME_PROVINCE = 2.0
_NEAR = 2.4  # at most, for the nearest of the report's other places
_NEAR_KM = 120.0
_HOME_TRUST = 1.5  # what the outlet's home counts, where a place of the report counts up to one
_SMALL = 4.3  # on the scale of _known: a town of 20,000
_NOWHERE_ELSE = 1.3  # what it costs a place that the report names no other place in its country
_MUCH_CONTEXT = 2.0  # other places' trust from which a namesake in none of their countries is not believed
_ROUNDS = 2
_MOST_CANDIDATES = 24

_GENERIC = place_words("generic")  # words of sites that are also names of towns: "Central", "Hope"
_SIDES_ALONE = place_words("side")
_WELL_KNOWN = 4.5  # a place inside an unlisted name must be known as well as a town of 30,000


class Resolution(NamedTuple):
    candidate: Candidate | None
    score: float  # 0-1, the share of the weight that the chosen candidate has among its rivals
    reason: str


def resolve_names(
    names: Sequence[object], text: str, gazetteer: Gazetteer, *, home: Sequence[str] = ()
) -> list[Resolution]:
    """Say for each span (`start`, `end`) which place its words mean. `home` names places that the outlet is close to,
    "Paris, Tennessee" or a country's code.

    A name that the gazetteer does not have resolves to None; nothing is guessed from similar spelling. A site whose own
    name, or the words beside it, hold a place ("Kirkuk airport", "the Convention Centre, Dublin") resolves to that
    place, with a smaller score and the reason.
    """
    asked = [question_of(text, name) for name in names]
    candidates = {question: _candidates(question, gazetteer) for question in dict.fromkeys(asked)}
    background = [place for place in (_place_called(name, gazetteer) for name in home) if place]
    answers = _weigh(candidates, asked, background, gazetteer)
    for question, answer in list(answers.items()):
        if answer.candidate is None:
            answers[question] = _by_what_holds_it(question, answers, gazetteer)
    return [answers[question] for question in asked]


def _place_called(name: str, gazetteer: Gazetteer) -> Candidate | None:
    """The best known place of a name that may say where it lies: "Paris, Tennessee"."""
    if len(name) == 3 and name.isupper():
        return gazetteer.country(name)
    words, _, parent = name.partition(", ")
    found = gazetteer.lookup(words)
    inside = [place for place in found if lies_in(place, parent, gazetteer)] if parent else found
    return max(inside, key=lambda place: (_known(place), -place.number), default=None)


def _by_what_holds_it(question: Question, answers: dict[Question, Resolution], gazetteer: Gazetteer) -> Resolution:
    """For a name that is not listed: the place that the words beside it put it in, or that its own name starts with."""
    told = {other.norm: answer.candidate for other, answer in answers.items() if answer.candidate}
    sources = [(parent, "the words beside it") for parent in question.parents]
    sources += [(part, "its name") for part in places_of_site(question.norm)]
    for words, reason in sources:
        for form in prefixes(words):
            place = told.get(form)
            if place is None and form not in _GENERIC:
                place = _place_called(form, gazetteer)
                if place and (_known(place) < _WELL_KNOWN or place.bond in ("code", "other name")):
                    place = None
            # "Eshkol, Ashdod and Ashkelon" is a list: a town holds only what is plainly a site.
            if place and (place.kind not in ("town", "point") or " " in question.norm):
                return Resolution(place, 0.4, f"not listed; lies in {place.name} by {reason}")
    return Resolution(None, 0.0, "no place of this name in the gazetteer")


def _candidates(question: Question, gazetteer: Gazetteer) -> list[Candidate]:
    words = question.norm
    found = gazetteer.lookup(words)
    if question.side:
        # "southern Lebanon" is an area of its own where the gazetteer has it; "north Arlington" is no other town.
        whole = gazetteer.lookup(f"{question.side} {words}")
        found = tuple(place for place in whole if place.bond == "name" and place.kind != "town") or found
    if question.unit and not found:
        found = gazetteer.lookup(f"{words} {question.unit}")
    elif question.unit in ("county", "parish", "district"):
        found = gazetteer.lookup(f"{words} {question.unit}") + found
    if not found:
        for form in shorter(words):
            found = gazetteer.lookup(form)
            if found:
                break
    bare = "." not in words and len(words) < 3
    kept, seen = [], set()
    for candidate in found:
        if candidate.number not in seen and not (bare and candidate.bond == "code" and not words.isupper()):
            seen.add(candidate.number)
            kept.append(candidate)
    kept.sort(key=lambda c: (-_known(c), c.number))
    return kept


def _known(candidate: Candidate) -> float:
    base = _KNOWN.get(candidate.kind, 0.0)
    people = math.log10(candidate.population + 1) * _SHARE_OF_PEOPLE.get(candidate.kind, 0.0)
    cost = {"other name": _OTHER_NAME, "demonym": _DEMONYM, "code": _OTHER_NAME}.get(candidate.bond, 0.0)
    return base + people - cost + (_CAPITAL if candidate.capital else 0.0)


def _weigh(
    candidates: dict[Question, list[Candidate]],
    asked: list[Question],
    background: list[Candidate],
    gazetteer: Gazetteer,
) -> dict[Question, Resolution]:
    """Weigh every question's candidates by itself, then twice more with the others' answers as context."""
    told = _told_beside(candidates, gazetteer)
    own: dict[Question, list[tuple[float, Candidate, str]]] = {}
    for question, found in candidates.items():
        scored = [(*_own_weight(question, candidate, found, told), candidate) for candidate in found]
        scored = sorted(((w, c, why) for w, why, c in scored), key=lambda row: (-row[0], row[1].number))
        own[question] = scored[:_MOST_CANDIDATES]
    chosen = {question: _choose(rows) for question, rows in own.items()}
    counts: dict[Question, int] = {}
    for question in asked:
        counts[question] = counts.get(question, 0) + 1
    for _ in range(_ROUNDS):
        around = [
            (question, answer.candidate, answer.score * (1 + math.log(counts[question])))
            for question, answer in chosen.items()
            if answer.candidate
        ]
        around += [(None, place, _HOME_TRUST) for place in background]
        chosen = {question: _in_context(question, rows, around) for question, rows in own.items()}
    unsure = Resolution(None, 0.0, "only small places far from the report's others bear this name")
    return {question: unsure if _too_far(question, answer, around) else answer for question, answer in chosen.items()}


def _told_beside(
    candidates: dict[Question, list[Candidate]], gazetteer: Gazetteer
) -> dict[tuple[str, int], tuple[float, str]]:
    """What the words beside the names say of (name, place): "Paris, Texas" speaks for one Paris wherever the report
    names it again, and for the Texas that it lies in."""
    told: dict[tuple[str, int], tuple[float, str]] = {}
    for question, found in candidates.items():
        for parent in question.parents:
            inside = [(place, holder(place, parent, gazetteer)) for place in found]
            inside = [(place, area) for place, area in inside if area]
            if not inside:
                continue
            listed = _in_list(found, inside[0][1])
            if listed:
                told |= {(question.norm, place.number): (_LISTED, "one of a list of its kind") for place in listed}
                continue
            for place, area in inside:
                told[question.norm, place.number] = (_BESIDE, f"the words beside it: {parent}")
                for name in dict.fromkeys((parent, area.name)):
                    told.setdefault((name, area.number), (_BESIDE / 2, f"named as the surroundings of {question.norm}"))
            break
    return told


def _in_list(found: list[Candidate], area: Candidate) -> list[Candidate]:
    """The name's own states where "Washington, Pennsylvania and Ohio" lists states and tells no town's state."""
    if area.bond != "name" or area.kind not in ("country", "province"):
        return []
    return [place for place in found if place.kind == area.kind and place.bond == "name" and place.name != area.name]


def _own_weight(question: Question, candidate: Candidate, rivals: list[Candidate], told: dict) -> tuple[float, str]:
    weight, reason = _known(candidate), ""
    if question.unit:
        fits = candidate.kind in UNITS[question.unit]
        weight += _UNIT_FITS if fits else _UNIT_MISFITS
        reason = f"called a {question.unit}" if fits else ""
    elif candidate.kind in ("province", "district") and any(_is_seat(town, candidate) for town in rivals):
        weight -= _SEAT
    if not question.unit and candidate.kind != "region" and question.norm.lower() in _SIDES_ALONE:
        weight -= _SIDE
    extra, why = told.get((question.norm, candidate.number), (0.0, ""))
    return weight + extra, why or reason


def _is_seat(town: Candidate, province: Candidate) -> bool:
    return (
        town.kind == "town"
        and town.bond != "other name"
        and distance(town, province) < max(_SEAT_KM, province.extent_km)
    )


def _in_context(question: Question, rows: list, around: list) -> Resolution:
    others = [(place, weight) for key, place, weight in around if key is None or key.norm != question.norm]
    if len(rows) < 2 or not others:
        return _choose(rows)
    total = sum(weight for _, weight in others)
    scored = []
    for weight, candidate, reason in rows:
        same_country = same_province = 0.0
        near, nearest = 0.0, ""
        for place, trust in others:
            if place.country is None or place.country != candidate.country:
                continue
            same_country += trust
            if place.kind == "country":
                continue
            if (
                place.admin1 == candidate.admin1 >= 0
                or candidate.number == place.admin1
                or candidate.admin1 == place.number
            ):
                same_province += trust
            if place.number != candidate.number:
                close = min(1.0, trust) * math.exp(-distance(place, candidate) / _NEAR_KM)
                if close > near:
                    near, nearest = close, place.name
        gain = _SAME_COUNTRY * same_country / total + _SAME_PROVINCE * same_province / total + _NEAR * near
        if not reason and gain > 1.0:
            reason = f"near {nearest}" if _NEAR * near > gain / 2 else "in the country of the report's other places"
        if candidate.kind != "country" and not same_country and total >= _MUCH_CONTEXT:
            gain -= _NOWHERE_ELSE
        scored.append((weight + gain, candidate, reason))
    scored.sort(key=lambda row: (-row[0], row[1].number))
    return _choose(scored)


def _too_far(question: Question, answer: Resolution, around: list) -> bool:
    """Whether a small town is all that bears the name, in a country that nothing else in the report speaks of."""
    place = answer.candidate
    if (
        place is None
        or place.kind not in ("town", "district")
        or _known(place) > _SMALL
        or answer.reason.startswith("the words")
    ):
        return False
    others = [
        (other, trust) for key, other, trust in around if (key is None or key.norm != question.norm) and other.country
    ]
    here = sum(trust for other, trust in others if other.country == place.country)
    return here == 0 and sum(trust for _, trust in others) >= _MUCH_CONTEXT


def _choose(rows: list) -> Resolution:
    if not rows:
        return Resolution(None, 0.0, "no place of this name in the gazetteer")
    best = rows[0][0]
    rivals = [math.exp(weight - best) for weight, candidate, _ in rows if _apart(candidate, rows[0][1])]
    _, candidate, reason = rows[0]
    if not reason:
        reason = (
            "the only place of this name" if len(rows) == 1 else f"the best known of {len(rows)} places of this name"
        )
    return Resolution(candidate, round(1 / (1 + sum(rivals)), 3), reason)


def _apart(one: Candidate, other: Candidate) -> bool:
    return one.number != other.number and distance(one, other) > max(one.extent_km, other.extent_km, 25)
