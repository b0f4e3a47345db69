"""What the offices people hold say about a report's date: "Foreign Minister Shah Mehmood Qureshi" bounds the year.

Only a person named right beside the office counts; "former", "then-" and the like, and sentences that tell of another
year, do not. The bounds of several people must agree; one who contradicts the others is left out.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.annotate.calendar import month_days
from dateline.annotate.roster import Tenure
from dateline.annotate.spelling import split_words
from dateline.model import Annotations, Document
from dateline.resources import Resources

# How far from the name the words of the office may stand: "Pakistan's minister of foreign affairs, Shah M. Qureshi".
_NEARBY = 60
# Who has just left office is called by it for some time: "President" Yanukovych, a week after he fled.
_STILL_CALLED_SO = timedelta(days=120)
# A year beside the name tells of another time too.
_ANOTHER_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")


class OfficeBound(NamedTuple):
    """The report was written while `name` held `office`: between these days, either None when open."""

    name: str
    office: str
    start: date | None
    end: date | None


def office_bounds(document: Document, annotations: Annotations, resources: Resources) -> list[OfficeBound]:
    """One bound for each person and office named together, in text order; none where the text was not parsed."""
    if not annotations.sentences:
        return []
    words = load_office_words()
    found: dict[tuple[str, str], OfficeBound] = {}
    for person in _persons(document, annotations, resources):
        beside = _beside(document, annotations, person)
        after = document.text[person.end : person.end + _NEARBY]
        if words.gone.search(beside) or _ANOTHER_YEAR.search(beside) or words.fallen.match(after):
            continue
        for office in dict.fromkeys(tenure.office for tenure in person.tenures):
            held = [tenure for tenure in person.tenures if tenure.office == office]
            if (held[0].person, office) not in found and _names_office(beside, office):
                found[held[0].person, office] = _bound(held)
    return list(found.values())


class _Person(NamedTuple):
    start: int
    end: int
    tenures: tuple[Tenure, ...]


def _persons(document: Document, annotations: Annotations, resources: Resources) -> list[_Person]:
    """People with known offices: whom the parser takes for a person, and whose full name the roster has."""
    roster, text = resources.roster, document.text
    found: dict[int, _Person] = {}
    for first, last, name in roster.scan(words := split_words(text)):
        tenures = roster.tenures_of.get(name.keys[0], ()) if name.kind == "person" and len(name.keys) == 1 else ()
        if tenures:
            found[words[first].start] = _Person(words[first].start, words[last - 1].end, tenures)
    for entity in annotations.entities:
        if entity.kind == "PERSON" and entity.start not in found:
            name = re.sub(r"['’]s?$", "", text[entity.start : entity.end])
            if " " in name and (tenures := roster.tenures(name)):
                found[entity.start] = _Person(entity.start, entity.end, tenures)
    return [found[start] for start in sorted(found)]


def _bound(held: list[Tenure]) -> OfficeBound:
    """From the first day of the first tenure to the last of the last; an end that is not known is open."""
    starts = [_edge(tenure.start, last=False) for tenure in held]
    ends = [_edge(tenure.end, last=True) for tenure in held]
    if not held[0].office.endswith(load_office_words().state):
        ends = [None]
    return OfficeBound(
        name=held[0].name,
        office=held[0].office.replace("-", " "),
        start=None if None in starts else min(starts),
        end=None if None in ends else max(ends) + _STILL_CALLED_SO,
    )


def agreed(bounds: list[OfficeBound]) -> tuple[date | None, date | None, list[OfficeBound]]:
    """The days on which all of them held office, and those who count: a bound that leaves no day is left out."""
    low: date | None = None
    high: date | None = None
    used: list[OfficeBound] = []
    for bound in bounds:
        new_low = max((d for d in (low, bound.start) if d), default=None)
        new_high = min((d for d in (high, bound.end) if d), default=None)
        if new_low and new_high and new_low > new_high:
            continue
        low, high = new_low, new_high
        used.append(bound)
    return low, high, used


def _beside(document: Document, annotations: Annotations, person: _Person) -> str:
    """The words before the name and those of an apposition after it, of the same sentence."""
    index = bisect_right(annotations.sentences, person.start, key=lambda s: s.start) - 1
    sentence = annotations.sentences[max(index, 0)]
    before = document.text[max(sentence.start, person.start - _NEARBY) : person.start]
    before = re.split(r"[;.:“”\"]\s", before)[-1]
    after = document.text[person.end : min(sentence.end, person.end + _NEARBY)]
    apposition = re.match(r"\s*,\s*((?:[\w’'-]+\s*){1,7})", after)
    return before + " | " + (apposition[1] if apposition else "")


def _names_office(beside: str, office: str) -> bool:
    before, _, after = beside.lower().partition(" | ")
    words = load_office_words().called.get(office, (office.replace("-", " "),))
    ends = re.sub(r"[\s,]*((general|dr|mr|mrs|ms|sheikh|sir|gen\.?|lt|marshal)\b\.?[\s,]*)*$", "", before)
    for phrase in words:
        if ends.endswith(phrase) and not ends[: -len(phrase)].rstrip().endswith(
            ("vice", "deputy", "vice-", "-", "assistant", "opposition")
        ):
            return True
        if re.match(rf"(?:the |\w+’s |\w+'s |\w+ )?(?:\w+ )?{re.escape(phrase)}\b", after):
            return True
    return False


def _edge(text: str | None, *, last: bool) -> date | None:
    """YYYY, YYYY-MM or YYYY-MM-DD as its first or last day."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return month_days(*parts)[last]
    return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)


class OfficeWords(NamedTuple):
    called: dict[str, tuple[str, ...]]
    gone: re.Pattern
    fallen: re.Pattern
    state: tuple[str, ...]


@lru_cache(maxsize=1)
def load_office_words() -> OfficeWords:
    data = tomllib.loads((files("dateline") / "data" / "times" / "offices.toml").read_text(encoding="utf-8"))
    gone = "|".join(re.escape(word) for word in data["gone"]["words"])
    fallen = "|".join(data["fallen"]["words"])
    return OfficeWords(
        called={office: tuple(names) for office, names in data["called"].items()},
        state=tuple(data["state"]["ends_with"]),
        fallen=re.compile(rf"\s+(?:(?:was|were|is|has|had|been)\s+)*(?:{fallen})\b"),
        gone=re.compile(rf"\b(?:{gone})\b", re.IGNORECASE),
    )
