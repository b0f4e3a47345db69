"""What the words beside a place name say: what kind of place it is, and where it lies.

"Punjab province", "the village of Balkh", "Paris, Texas", "Pakistan's Muridke", "the hospital in Kunduz".
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from dateline.annotate.gazetteer import Candidate, Gazetteer

# The kinds of place (Place.precision) that a word beside the name may mean.
UNITS = {
    "province": ("province",), "state": ("province",), "governorate": ("province",), "oblast": ("province", "district"),
    "region": ("province", "region", "district"), "district": ("district", "province"), "county": ("district",),
    "parish": ("district",), "city": ("town",), "town": ("town",), "village": ("town",),
    "municipality": ("town", "district"),
    "republic": ("country", "province"), "island": ("region", "province", "point", "country", "district"),
    "peninsula": ("region", "province"), "river": ("line",), "sea": ("sea",), "strait": ("sea",), "lake": ("sea",),
    "camp": ("point", "town"), "base": ("point", "town"), "airport": ("point", "town"),
    "valley": ("region", "district"),
}  # fmt: skip
_SUBURB_KM = 40.0  # "Dundrum, Dublin": a place named with a town lies in it or near it
# "the Red Sea island of Hanish" calls Hanish an island, not the Red Sea.
_PARTS = frozenset({"island", "city", "town", "village", "port"})
_LONGEST_SITE = 7  # words

_UNIT_AFTER = re.compile(r"\s+(" + "|".join(UNITS) + r")s?\b", re.I)
_UNIT_BEFORE = re.compile(r"\b(" + "|".join(UNITS) + r")\s+of\s+(?:the\s+)?$", re.I)

# "Fla." and "N.J." keep their points, a sentence's last word does not.
_WORD = r"(?:[A-Z][\w'’-]*|[A-Z][a-z]{0,4}\.|(?:[A-Z]\.)+)"
_PARENT_AFTER = re.compile(
    r"\s*(?:,\s*|\s\(|\s+(?:in|at)\s+|,\s*(?:in|at)\s+)(?:the\s+)?(?:(?:far|north|south|east|west|central|north-?east|"
    r"north-?west|south-?east|south-?west)(?:ern)?\s+)?("
    + _WORD
    + r"(?:[ -](?:and\s|of\s|al-|the\s)?"
    + _WORD
    + r"){0,3})"
)
_PARENT_BEFORE = re.compile(
    r"((?:[A-Z][\w.-]*)(?:\s[A-Z][\w.-]*){0,2})(?:'s|’s|s'|s’)\s+(?:[\w-]+\s+){0,4}?(?:(?:city|town|village|district|"
    r"province|region|state|capital|port)\s+(?:of\s+)?)?$"
)


_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l|[Aa][dnrstz]|[Aa]sh)[- ](?=\w{4})")
_NEAR_AFTER = re.compile(
    r",?\s+(?:just\s+)?(?:near|outside)\s+(?:the\s+(?:town|city|village)\s+of\s+)?("
    + _WORD
    + r"(?:[ -]"
    + _WORD
    + r"){0,2})"
)
_SIDE_BEFORE = re.compile(r"\b((?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)\s$", re.I)
_TAIL = re.compile(
    r"(?i)\s+(city|province|state|county|region|district|governorate|area|town|village|island|islands|airport|"
    r"international airport|university|river|valley)$"
)
_FRONT = re.compile(
    r"(?i)^(?:the\s+)?(?:city of|town of|village of|state of|province of|greater|downtown|central|mainland|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)\s+"
)


class Name(NamedTuple):
    """Words that name a place: `text[start:end]`."""

    start: int
    end: int


class Question(NamedTuple):
    """One name with what the words beside it say; names asked in the same way share the answer."""

    norm: str
    side: str  # "southern" before "Lebanon"
    unit: str
    parents: tuple[str, ...]


def question_of(text: str, name: object) -> Question:
    start, end = name.start, name.end  # type: ignore[attr-defined]
    words = text[start:end]
    after, before = text[end : end + 60], text[max(0, start - 60) : start]
    unit = _UNIT_AFTER.match(after)
    if unit and unit[1].lower() in _PARTS and after.startswith(" of ", unit.end()):
        unit = None
    unit = unit or _UNIT_BEFORE.search(before)
    rest = after[unit.end() :] if unit and unit.re is _UNIT_AFTER else after
    parents = [
        found[1]
        for found in (_PARENT_AFTER.match(rest), _PARENT_BEFORE.search(before), _NEAR_AFTER.match(rest))
        if found
    ]
    side = _SIDE_BEFORE.search(before)
    return Question(words.strip(), side[1] if side else "", unit[1].lower() if unit else "", tuple(parents))


def shorter(words: str) -> list[str]:
    """The name without "northern", "province", "city of" and the like, nearest first; "Paris, Texas" without Texas."""
    forms = []
    for form in (_TAIL.sub("", words), _FRONT.sub("", words), _FRONT.sub("", _TAIL.sub("", words))):
        if form and form != words and form not in forms:
            forms.append(form)
    if "," in words:
        forms.append(words.split(",")[0])
    if words.endswith(("'s", "’s")):
        forms.append(words[:-2])
    if _ARTICLE.match(words):
        forms.append(_ARTICLE.sub("", words))
    return forms


def lies_in(candidate: Candidate, parent: str, gazetteer: Gazetteer) -> bool:
    return holder(candidate, parent, gazetteer) is not None


def holder(candidate: Candidate, parent: str, gazetteer: Gazetteer) -> Candidate | None:
    """The area called `parent`, or by its first words, that holds a candidate."""
    for words in prefixes(parent):
        for form in (words, *shorter(words)):
            for area in gazetteer.lookup(form):
                if area.number == candidate.number or (candidate.kind != "town" and area.name == candidate.name):
                    continue
                if area.kind == "country":
                    held = area.country == candidate.country
                elif area.kind in ("region", "point"):
                    held = distance(area, candidate) < area.extent_km
                elif area.kind == "town":
                    small = candidate.kind == "point" or candidate.population * 5 < area.population
                    held = small and candidate.kind in ("town", "point") and distance(area, candidate) < _SUBURB_KM
                else:
                    held = area.number in (candidate.admin1, candidate.admin2)
                if held:
                    return area
    return None


def prefixes(words: str) -> list[str]:
    """A run of capitalised words and its beginnings, longest first: "Florida The" may be Florida."""
    parts = words.split()
    return [" ".join(parts[:size]) for size in range(len(parts), 0, -1)]


def places_of_site(name: str) -> list[str]:
    """What may be a place in a site's name: its beginning, and what follows "of"."""
    words = _FRONT.sub("", name).split()
    if not 2 <= len(words) <= _LONGEST_SITE or words[-1] in ("Township", "Twp."):
        return []
    after = words[words.index("of") + 1 :] if "of" in words else []
    return [" ".join(words[:size]) for size in range(min(3, len(words) - 1), 0, -1)] + (
        [" ".join(after)] if after else []
    )


def distance(one: Candidate, other: Candidate) -> float:
    """Kilometres on a flat map of their surroundings: enough to tell near from far, at a fraction of the cost."""
    across = abs(one.lon - other.lon)
    if across > 180:
        across = 360 - across
    return 111.2 * math.hypot(one.lat - other.lat, across * math.cos(math.radians((one.lat + other.lat) / 2)))
