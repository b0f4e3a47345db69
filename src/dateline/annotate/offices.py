"""What the offices people hold say about a report's date: "Foreign Minister Shah Mehmood Qureshi" bounds the year.

Only a person named right beside the office counts; "former", "then-" and the like, and sentences that tell of another
year, do not. The bounds of several people must agree; one who contradicts the others is left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dateline.annotate.calendar import month_days
from dateline.model import Annotations, Document, Entity
from dateline.resources import Resources

# How far from the name the words of the office may stand: "Pakistan's minister of foreign affairs, Shah M. Qureshi".
_NEARBY = 60
_GONE = re.compile(
    r"\b(former|formerly|ex|then|late|ousted|deposed|predecessor|outgoing|retired|one-time|onetime|veteran|ex-\w+|elect|1\d{3}|20\d\d)\b",
    re.I,
)
_SHORT = {
    "prime-minister": ("prime minister", "premier", "pm"),
    "foreign-minister": ("foreign minister", "foreign secretary", "external affairs minister", "minister of foreign affairs", "minister for foreign affairs",
                         "minister of external affairs", "secretary of state", "top diplomat", "fm"),
    "defence-minister": ("defence minister", "defense minister", "defence secretary", "defense secretary", "minister of defence", "minister of defense"),
    "president": ("president",),
}  # fmt: skip


class OfficeBound(NamedTuple):
    """The report was written while `name` held `office`: between these days, either None when open."""

    name: str
    office: str
    start: date | None
    end: date | None
    words: str


def office_bounds(document: Document, annotations: Annotations, resources: Resources) -> list[OfficeBound]:
    """One bound for each person and office named together, in text order."""
    found: dict[tuple[str, str], OfficeBound] = {}
    for entity in annotations.entities:
        if entity.kind != "PERSON" or entity.end - entity.start < 5:
            continue
        name = document.text[entity.start : entity.end]
        name = re.sub(r"['’]s?$", "", name)
        tenures = resources.roster.tenures(name)
        if not tenures:
            continue
        beside = _beside(document, annotations, entity)
        if _GONE.search(beside):
            continue
        for office in dict.fromkeys(t.office for t in tenures):
            if (name, office) in found or not _names_office(beside, office):
                continue
            spans = [_days(t) for t in tenures if t.office == office]
            starts = [s for s, _ in spans]
            ends = [e for _, e in spans]
            if any(t.ended and t.end is None for t in tenures if t.office == office):
                ends = [None]
            found[name, office] = OfficeBound(
                name,
                office.replace("-", " "),
                None if None in starts else min(starts),
                None if None in ends else max(ends),
                beside.strip(),
            )
    return list(found.values())


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


def _beside(document: Document, annotations: Annotations, entity: Entity) -> str:
    sentence = annotations.sentences[entity.sentence]
    before = document.text[max(sentence.start, entity.start - _NEARBY) : entity.start]
    before = re.split(r"[;.:“”\"]\s", before)[-1]
    after = document.text[entity.end : min(sentence.end, entity.end + _NEARBY)]
    apposition = re.match(r"\s*,\s*((?:[\w’'-]+\s*){1,7})", after)
    return before + " | " + (apposition[1] if apposition else "")


def _names_office(beside: str, office: str) -> bool:
    before, _, after = beside.lower().partition(" | ")
    words = _SHORT.get(office, (office.replace("-", " "),))
    ends = re.sub(r"[\s,]*((general|dr|mr|mrs|ms|sheikh|sir|gen\.?|lt|marshal)\b\.?[\s,]*)*$", "", before)
    for phrase in words:
        if ends.endswith(phrase) and not ends[: -len(phrase)].rstrip().endswith(
            ("vice", "deputy", "vice-", "-", "assistant", "opposition")
        ):
            return True
        if re.match(rf"(?:the |\w+’s |\w+'s |\w+ )?(?:\w+ )?{re.escape(phrase)}\b", after):
            return True
    return False


def _days(tenure) -> tuple[date | None, date | None]:
    return _edge(tenure.start, last=False), _edge(tenure.end, last=True)


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
