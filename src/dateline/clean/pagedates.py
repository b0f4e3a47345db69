"""The dates that a page shows or declares: meta tags, microdata, time elements, elements named for dates, lines that say
"published". Each with the trust that its kind has earned; which of them dates the report is decided in dates.py.

The names of meta tags are in data/pages/date_names.csv.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.clean.cues import cued_days
from dateline.clean.days import Day, first_day
from dateline.clean.metadata import Facts, Stamp, language_code
from dateline.clean.outlets import host_of
from dateline.clean.page import Page, Telling, told
from dateline.clean.passages import CLOSERS, STOPS, Passage
from dateline.clean.place import Place

# The head of the site, where today's date stands.
_HEAD = re.compile(
    r"(?:^|[ ._-])(?:masthead|top-?bar|top-?nav\w*|top-?menu|site-?header|page-?header|header-?top|current-?date|today)"
    r"(?=$|[ ._-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED_DATE = re.compile(
    r"(?<![a-z])(?:(?:post|entry|pub|news|article|create|publish)?dat(?:e|um|o|a)(?:time|line|s|header)?|data(?=pub)|fecha\w*|"
    r"publi(?:sh|c|é|e|k)\w*|posted\w*|parution|pubdate|timestamp|dateline|veroeffentlich\w*|erstellt\w*|created|datetime|"
    r"time|kuupaev|datum\w*)(?![a-z])"
)
_NAMED_NEAR = re.compile(
    r"(?<![a-z])(?:meta\w*|byline\w*|info\w*|subline|submitted|author\w*|autor\w*|details?|clock|calendar|post-?(?:footer|header)|"
    r"entry-?(?:footer|header)|postmetadata|kicker|overline|subtitle|credits?)(?![a-z])"
)
_NAMED_CHANGED = re.compile(
    r"updat|modif|(?<![a-z])edited|revis(?:ed|ion)|aktualis|geaendert|mise-a-jour", re.IGNORECASE
)
_DECLARED = re.compile(
    r"(?:^|[:#/ ])(?:datepublished|dateissued|date|issued|created|datecreated|pubdate|published_time|published)$"
)
_DECLARED_CHANGED = re.compile(r"(?:^|[:#/ ])(?:datemodified|modified|updated|dateupdated|modified_time)$")
_PUBLISHED_CLASS = re.compile(
    r"(?:^|[. ])(?:published|dt-published|entry-date|entry-time|pubdate|date-published|posted-on)(?=$|[. ])"
)
_FULL_DATE_NAMES = re.compile(r"pub|post|issu|releas|creat|first|original|online|display", re.IGNORECASE)
_NO_DATE_NAMES = re.compile(
    r"updat|modif|expir|birth|event|start|end\b|valid|crawl|revis|review|until|cache|build|verif|fetch", re.IGNORECASE
)
# Scripts that carry the page's data: only what is called a day of publication.
_IN_SCRIPTS = re.compile(
    r"""["']?\b(?:date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time|ed_?at)|publication_?(?:date|time)|pub_?date|"""
    r"""first_?publish(?:ed)?_?(?:at|date)?|(?:article|page|post|content)_?(?:publish(?:ed)?|publication)_?(?:date|time)?|"""
    r"""date_?posted|post_?date|original_?publish_?date|article_?date)["']?\s*[:=]\s*(?:["']([^"'\n]{8,40})["']|(1[0-9]{9}(?:\d{3})?)\b)""",
    re.IGNORECASE,
)
_SCRIPTS_MAX = 400_000  # characters of one page's scripts that are looked through
_FIRST_TIME = "first time element"
# Of two dates shown alike the one that stands first on the page counts more, by so little.
_LATER = 0.01
_BEYOND_SCRIPTS = 0.85  # they are long to search, and add nothing to a declared day of publication
_LINE_MAX = 220
_STORY_END = re.compile(rf"[{STOPS}][{CLOSERS}“]?$")
_DATE_LINE_MAX = 120
_BESIDE = 4  # words beside a day and an hour: the weekday, "at", the hour, "Uhr"
# More words than a byline, a desk and a town have, and nothing between them.
_CLAUSE = 7
_SET_APART = re.compile(r"[|/•·;:–—@]|\s-\s")
_DIGIT = re.compile(r"\d")
_MOSTLY, _ALMOST_ALL = 0.2, 0.6  # so much of a line a date without a word about it must be
_ENOUGH = 200  # a page with so many dates is a calendar or an archive
_EDGE = 100
_PARAGRAPH = 120  # characters; what is shorter may be a line
_PLACE_BEFORE = re.compile(
    r"\W{0,3}(?:[^\W\d_a-zß-ÿ][\w.’'-]*(?: (?:am|an|de|la|le|del|of|den)\b)?[ /]?){1,4}(?:\([^()]{1,20}\))?,?\s?"
    r"(?:(?:den|le|am|on|el|il|,) )?\(?"
)
_DASH_BEHIND = re.compile(r"\)\s|\)?[.,]?\s*(?:[-–—:|/]+\s|\([^()]{2,40}\)\s*[-–—:.])")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,40}\d[^()\[\]]{3,25}[)\]]\W*$")
# An element that tells a date tells little else.
_ELEMENT_MAX = 300
_LOOKED_THROUGH = 1_500  # characters of its source, for a digit
_UNITED_STATES = re.compile(r"[-_]us$", re.IGNORECASE)
_GENERIC_ENDS = frozenset(
    {"com", "org", "net", "info", "edu", "gov", "mil", "us", "tv", "io", "me", "co", "fm", "ai", "news", "cc"}
)
_AMERICAN_ENDS = frozenset({"us", "gov", "mil", "edu"})
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:20)?\d\d(?![\d/])")


def page_stamps(source: str, page: Page, place: Place, facts: Facts) -> list[Stamp]:
    """Every date of publication or change that the page declares outside its JSON-LD, or shows: in elements made for
    dates, in lines that say "published", and alone near the headline."""
    facts.month_first = _month_first(page, facts)
    stamps = _from_metas(facts.metas)
    stamps += _from_elements(source, page, facts, place)
    if not any(stamp.kind == "published" and stamp.weight >= _BEYOND_SCRIPTS for stamp in facts.stamps + stamps):
        stamps += _from_scripts(source, page)
    return stamps + _from_lines(page.passages, facts, place)


def is_date_line(text: str, facts: Facts) -> bool:
    """Whether a line tells nothing but when the page was published or changed, and by whom."""
    if len(text) > _DATE_LINE_MAX or not _DIGIT.search(text):
        return False
    found = _cued(text, facts)
    said = sum(len(day.said) for day, _, _ in found)
    if tells_a_story(text, facts):
        return False
    if any(kind in ("published", "updated") for _, kind, _ in found):
        return said > _MOSTLY * len(text) or found[0][0].start == 0
    if found and found[0][0].hour and len(text.split()) - len(found[0][0].said.split()) <= _BESIDE:
        return True  # "segunda-feira, 22 de janeiro de 2018 às 0:13"
    return said > _ALMOST_ALL * len(text)


def _from_lines(passages: list[Passage], facts: Facts, place: Place) -> list[Stamp]:
    stamps: list[Stamp] = []
    for passage in passages:
        if len(stamps) > _ENOUGH:
            break
        text = passage.text
        if len(text) > _LINE_MAX or passage.hidden or not _DIGIT.search(text):
            continue
        if place.is_of_others(passage.path):
            continue
        near, alone = place.is_near(passage.start), True
        if tells_a_story(text, facts):
            continue
        for day, kind, cue in _cued(text, facts):
            if kind == "published":
                stamps.append(_shown(day, "published", 0.72 if near else 0.52, f"line, {cue!r}"))
            elif kind == "updated":
                stamps.append(_shown(day, "modified", 0.5, f"line, {cue!r}"))
            elif alone and not kind and near and len(day.said) > _MOSTLY * len(text):
                if not passage.linked:
                    stamps.append(_shown(day, "published", 0.55, "line near the headline"))
                elif len(day.said) > _ALMOST_ALL * len(text):
                    stamps.append(_shown(day, "published", 0.5, "link near the headline"))
            alone = False
    return stamps + _from_edges(passages, facts, place)


def tells_a_story(text: str, facts: Facts) -> bool:
    """Whether a line with dates is told by the report: a sentence, "The report was published on 4 May 2015.", or a clause
    of it, "The treaty was signed into law by both sides on 4 May 1935"."""
    if not _DIGIT.search(text):
        return False
    found = _cued(text, facts)
    if _STORY_END.search(text, max(0, len(text) - 2)) and sum(len(day.said) for day, _, _ in found) < 0.5 * len(text):
        return True
    if not found or any(kind in ("published", "updated") for _, kind, _ in found):
        return False
    rest = text[: found[0][0].start] + text[found[-1][0].start + len(found[-1][0].said) :]
    return len(rest.split()) > _CLAUSE and not _SET_APART.search(rest)


def _from_edges(passages: list[Passage], facts: Facts, place: Place) -> list[Stamp]:
    """Days at the edges of the text: "Halden, 12. März 2019 – The envoys ..." and "(Ann Lee, 12.03.2019)" at its end."""
    language = language_code(facts)
    long = [p for p in passages if not p.hidden and len(p.text) > _PARAGRAPH and not place.is_of_others(p.path)]
    stamps = []
    for passage in long[:3]:
        head = passage.text[:_EDGE]
        day = first_day(head, month_first=facts.month_first, language=language) if _DIGIT.search(head) else None
        if day is None:
            continue
        if _PLACE_BEFORE.fullmatch(head[: day.start]) and _DASH_BEHIND.match(head, day.start + len(day.said)):
            stamps.append(_shown(day, "published", 0.6, "dateline"))
        elif day.start < 2 and not any(map(str.isalpha, day.said)):
            stamps.append(_shown(day, "published", 0.5, "beginning of the text"))
    for passage in long[-1:]:
        foot = _IN_BRACKETS.search(passage.text[-_EDGE:])
        day = first_day(foot[0], month_first=facts.month_first, short_years=True, language=language) if foot else None
        if day:
            stamps.append(_shown(day, "published", 0.5, "end of the text"))
    return stamps


def _cued(text: str, facts: Facts) -> tuple[tuple[Day, str, str], ...]:
    return cued_days(text, month_first=facts.month_first, language=language_code(facts))


def _shown(day: Day, kind: str, weight: float, evidence: str) -> Stamp:
    value = day.day.isoformat() + ("T" if day.hour else "")
    return Stamp(value, kind, weight, evidence, said=day.said, swapped=day.swapped)


def _from_metas(metas: dict[str, list[str]]) -> list[Stamp]:
    stamps = []
    for name, values in metas.items():
        kind, trust = _date_names().get(name) or _guessed(name)
        if kind:
            stamps += [Stamp(value, kind, trust, f"metadata: {name}") for value in values[:2]]
    return stamps


def _guessed(name: str) -> tuple[str, float]:
    """What a name that nobody listed says of itself: "sn-post-date"."""
    if not re.search(r"date|datum|(?<![a-z])time", name) or len(name) > 60 or _NO_DATE_NAMES.search(name):
        return "", 0.0
    return "published", 0.75 if _FULL_DATE_NAMES.search(name) else 0.5


def _from_elements(source: str, page: Page, facts: Facts, place: Place) -> list[Stamp]:
    best: dict[tuple[str, str], Stamp] = {}  # an element around another tells the same day again
    has_time = False
    for one in page.telling:
        stamp = _of_element(source, one, facts, place, first_time=not has_time)
        if stamp is None:
            continue
        has_time = has_time or (stamp.evidence == _FIRST_TIME and stamp.weight >= 0.5)
        day = first_day(stamp.value)
        key = (day.day.isoformat() if day else stamp.value, stamp.kind)
        stamp = msgspec.structs.replace(stamp, weight=round(stamp.weight - _LATER * min(len(best), 5), 3))
        if key not in best or best[key].weight < stamp.weight:
            best[key] = stamp
    return list(best.values())


def _of_element(source: str, one: Telling, facts: Facts, place: Place, *, first_time: bool) -> Stamp | None:
    attrs = one.attrs
    value = next((attrs[key].strip() for key in _VALUES if attrs.get(key, "").strip()), "")
    if not value and not _DIGIT.search(source, one.start, min(one.end, one.start + _LOOKED_THROUGH)):
        return None
    declared = f"{attrs.get('itemprop', '')} {attrs.get('property', '')}"
    promised = _promise(one.mark, declared, "datetime" in attrs, "pubdate" in attrs)
    if promised is None or (promised.evidence == _FIRST_TIME and not first_time):
        return None
    kind, evidence = promised.kind, promised.evidence
    trust = promised.near if place.is_near(one.start) else promised.far
    around = f"{one.path} {one.mark}"
    if place.is_of_others(around):
        trust = min(trust, 0.3)
    elif _HEAD.search(place.apart(around)):
        trust = min(trust, 0.4)
    text = "" if value and first_day(value) else _text(source, one)
    if not text:
        return Stamp(value, kind, trust, evidence) if value and first_day(value) else None
    days = _cued(text, facts)
    days = [one for one in days if one[1] == "published"] or [one for one in days if one[1] != "other"]
    for day, cued, cue in days[:1]:
        if cued == "updated" and kind == "published":
            kind, trust = "modified", min(trust, 0.5)
        elif cued == "published" and trust >= 0.4:
            trust = max(trust, 0.65)
        return _shown(day, kind, trust, f"{evidence}, {cue!r}" if cue else evidence)
    return None


_VALUES = (
    "datetime",
    "content",
    "data-datetime",
    "data-date",
    "data-published",
    "data-timestamp",
    "data-utime",
    "title",
)


class _Promise(msgspec.Struct, frozen=True):
    """What an element is expected to tell by its name and declarations, and the trust in it near the headline and far."""

    kind: str
    near: float
    far: float
    evidence: str


@lru_cache(maxsize=8192)  # the same marks stand on every page of an outlet
def _promise(mark: str, declared: str, has_datetime: bool, has_pubdate: bool) -> _Promise | None:
    mark, declared = _CAMEL.sub("-", mark).lower(), declared.lower()
    is_time = mark.startswith("time") or has_datetime
    named = "time element" if is_time else "element"
    if _DECLARED.search(declared) or (is_time and has_pubdate):
        return _Promise("published", 0.88, 0.88, "microdata")
    if _DECLARED_CHANGED.search(declared):
        return _Promise("modified", 0.5, 0.5, "microdata, modified")
    # "entry-date published updated" is how WordPress marks a page that never changed.
    if _PUBLISHED_CLASS.search(mark):
        return _Promise("published", 0.8, 0.8, f"{named}, published")
    if _NAMED_CHANGED.search(mark):
        return _Promise("modified", 0.5, 0.5, f"{named}, updated")
    if is_time:
        return _Promise("published", 0.6, 0.5, _FIRST_TIME)
    if _NAMED_DATE.search(mark):
        return _Promise("published", 0.65, 0.5, "element for a date")
    if _NAMED_NEAR.search(mark):
        return _Promise("published", 0.55, 0.4, "element beside the headline")
    return None


def _text(source: str, one: Telling) -> str:
    """What the element shows, when it is short and holds digits."""
    if not _DIGIT.search(source, one.start, min(one.end, one.start + _LOOKED_THROUGH)):
        return ""
    text = told(source, one)
    return text if len(text) <= _ELEMENT_MAX else ""


def _from_scripts(source: str, page: Page) -> list[Stamp]:
    """Days of publication in the page's own data. Where they differ, the data hold other pages too."""
    found: list[tuple[str, str]] = []
    left = _SCRIPTS_MAX
    for token in page.opaque:
        if token.name != "script" or "ld+json" in token.attrs.lower() or left <= 0:
            continue
        text = source[token.inner_start : min(token.inner_end, token.inner_start + left)]
        left -= len(text)
        if not re.search("publi|pub_?date|posted|post_?date|article_?date", text, re.IGNORECASE):
            continue
        for match in _IN_SCRIPTS.finditer(text):
            value = match[1] or match[2]
            day = first_day(value)
            if day:
                found.append((value, day.day.isoformat()))
    days = {day for _, day in found}
    return [Stamp(found[0][0], "published", 0.6 if len(days) == 1 else 0.4, "data of the page")] if found else []


def _month_first(page: Page, facts: Facts) -> bool:
    """Whether the page writes the month before the day: as its other dates show, else as its country does."""
    first = second = 0
    for passage in page.passages:
        if "/" in passage.text[:_LINE_MAX]:
            for a, b in _NUMBERS.findall(passage.text[:_LINE_MAX]):
                first += int(a) > 12
                second += int(b) > 12
    if first != second and (not first or not second):
        return second > first
    end = host_of(facts.url).rpartition(".")[2]
    if end in _AMERICAN_ENDS:
        return True
    return bool(_UNITED_STATES.search(facts.language or "")) and (not end or end in _GENERIC_ENDS)


@lru_cache(maxsize=1)
def _date_names() -> dict[str, tuple[str, float]]:
    return {row["name"]: (row["kind"], float(row["trust"])) for row in _rows("date_names.csv")}


def _rows(name: str) -> Iterable[dict[str, str]]:
    with files("dateline").joinpath("data", "pages", name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
