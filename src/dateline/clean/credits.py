"""Credits inside the text: who wrote it, which wire it comes from, where it was filed. Out of the text, into data.

"CAIRO, Dec 5 (Reuters) - The prime minister" tells a place, a day and an agency before the report begins; "(Writing by
A. Editor; editing by B. Editor)" tells names after it has ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from dateline.clean.authors import without_glued
from dateline.clean.outlets import Agencies
from dateline.clean.passages import Passage

# Bylines stand near the beginning, credits near the end.
_HEAD = 8
_TAIL = 8
_DATELINE_WITHIN = 8  # lines of a page scraped with its menu may stand before it

_PARTICLE = r"(?:al-|el-|ul-|bin |ibn |van der |van |von |de |da |dos |di |el |al )?"
_NAME = rf"(?:[A-Z][\w.’'-]+|[A-Z]\.)(?: {_PARTICLE}[A-Z][\w.’'-]*){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:,? and |, | & |,? with ){_NAME})*"
_BY = r"(?:[Bb][Yy]|Written by|Reported by|Reporting by|Compiled by|Story by|Text by|Words by|Author:|Authors:|Byline:)"
_BYLINE = re.compile(
    rf"\(?{_BY}:? (?P<names>{_NAMES})\)?"
    rf"(?:,? (?:in|at|for) {_NAME}(?: and {_NAME})?|,? [\w &’'./-]{{2,60}}|(?: ?[|/•·–—-] ?).{{2,80}}|"
    r" \d{1,2},? (?:19|20)\d\d.{0,40})?"  # "By Ann LeeMay 4, 2015": the date line ran into the name
)
_DESK = re.compile(
    r"(?:by )?(?:the )?(?:[\w.&’' ]{2,30} )?"
    r"(?:web ?desk|news ?desk|digital desk|staff report(?:er)?s?|our (?:staff )?(?:correspondent|reporter)|"
    r"staff writers?|special correspondent|monitoring (?:report|desk|team)|news agenc(?:y|ies)|agencies|agency report|"
    r"correspondent|newsroom|editorial staff|wire services?|from (?:our )?(?:correspondents?|agencies)|news service)",
    re.IGNORECASE,
)
_CREDIT_WORDS = (
    r"(?:additional |further )?"
    r"(?:reporting|writing|editing|edited|written|compiled|translated|translation|reported|photography|production) "
    r"(?:and (?:writing|editing|reporting) )?by (?-i:[A-Z])"
)
_CREDIT_END = re.compile(rf"\s*[(\[]{_CREDIT_WORDS}[^()\[\]]{{3,400}}[)\]]\.?\s*\Z", re.IGNORECASE)
_CREDIT_LINE = re.compile(rf"[(\[*–—-]*\s*{_CREDIT_WORDS}[^“”\"]{{3,400}}", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"[^“”\"]{3,300} (?:contributed (?:to (?:this|the) (?:report|story|article)|(?:additional )?reporting)"
    r"(?: from .{2,60})?|reported from [\w ,;.’'-]{3,120}|(?:contributed|reporting) from .{2,60})\.?"
)
_WITH = re.compile(
    r"\s*[(\[*–—-]*\s*(?:—|-)?\s*(?:with|from) (?:additional )?"
    r"(?:inputs?|files?|reporting|reports?|material|information|contributions?)(?: \w+)? "
    r"(?:from|by) (?P<who>[^()\[\]]{2,100})[)\]]?\.?\s*\Z",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"[(\[]?(?:source|courtesy|via|credit|originally from|news source|with thanks to|inputs?(?: from)?|agency)s? ?"
    r"(?:[:|]|-(?= )|–|—) ?(?P<who>[^\n]{2,80}?)[)\]]?\.?",
    re.IGNORECASE,
)
_SOURCE_ALONE = re.compile(r"(?:source|via|courtesy|credits?|sources?)\.?", re.IGNORECASE)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)
_DAY = rf"(?:{_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\.?(?:,? \d{{4}})?)"
# One way to read each sign: where "-" or "/" could stand for two, forty towns in a row would be read in 2^40 ways.
_UPPER = r"(?:(?:ST|FT|MT)\. )?[A-Z][A-Z’'.-]*[A-Z](?: [A-Z][A-Z’'.-]*)*"
_WORD = r"[A-Z][a-zâãäåèéêëíñóôöúüçışğ’']+(?:-[A-Za-zâãäåèéêëíñóôöúüçışğ’']+)*"
_TITLE = rf"{_WORD}(?: (?:al-|el-|de |of )?{_WORD}){{0,2}}"
_REGION = rf"(?:,? ?[\[(]?(?:{_TITLE}|{_UPPER}|[A-Z]\.[A-Z]\.|[A-Z][a-z]{{2,5}}\.)[\])]?)"
_AGENCY = r"[(/]\s?(?P<agency>[A-Z][\w’'.&/ -]{1,30})\s?[)/]"
_DASH = r"\s*(?:--|[-–—:.]+)+\s*"
# An agency in brackets makes a dateline of any place before it; without one the place must be in capitals, or known.
_WITH_AGENCY = re.compile(
    rf"(?:(?P<place>(?:{_UPPER}|{_TITLE})(?:/(?:{_UPPER}|{_TITLE}))*){_REGION}?)?[,.]?\s*"
    rf"(?P<day>{_DAY})?[,.:]?\s*{_AGENCY}{_DASH}(?=\S)"
)
_IN_CAPITALS = re.compile(
    rf"(?P<place>{_UPPER}(?:/{_UPPER})*)(?P<region>, (?:{_UPPER}|{_TITLE}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+\.))?"
    rf"[,.]?\s*(?P<day>{_DAY})?\s*"
    r"(?:--|—|–|-(?= )|:)\s*(?=[\"“'‘A-Z0-9\[(]|\Z)"
)
_KNOWN_PLACE = re.compile(
    rf"(?P<place>{_TITLE}(?:/{_TITLE})*){_REGION}?,?\s*(?P<day>{_DAY})?\s*(?:--|—|–| -(?= )|:)\s*(?=[\"“'‘A-Z0-9])"
)
# "GENEVA (4 May 2015) –" of the United Nations, and "May 4, 2015 (VELMAR) –".
_DAY_IN_BRACKETS = re.compile(rf"(?P<place>{_UPPER}|{_TITLE}){_REGION}?,? \((?P<day>{_DAY})\){_DASH}(?=\S)")
_PLACE_IN_BRACKETS = re.compile(rf"(?P<day>{_DAY}) \((?P<place>{_UPPER}(?:/{_UPPER})*)\){_DASH}(?=\S)")
# Place, day and agency make a dateline without a dash too: "Velmar, May 4 (CNA) The minister".
_WITHOUT_DASH = re.compile(
    rf"(?P<place>{_UPPER}|{_TITLE}){_REGION}?, (?P<day>{_DAY}) \((?P<agency>[A-Z][A-Za-z./]{{1,12}})\)\s*"
    r"(?=[\"“'‘A-Z0-9]|\Z)"
)
_AGENCY_ALONE = re.compile(r"(?P<agency>[A-Z][A-Z.]{1,7})\s+(?:--|[-–—])\s+(?=[\"“'‘A-Z0-9])")
# The same in the middle of a passage, after a caption or a byline that was scraped into the same paragraph.
_INSIDE = re.compile(
    rf"(?<=[\s.)])(?P<place>{_UPPER}(?:/{_UPPER})*)(?:, (?:{_TITLE}))?[,.]?\s*(?P<day>{_DAY})?\s*{_AGENCY}\s*"
    r"(?:--|[-–—])\s*"
)
_DATELINES = (
    _DAY_IN_BRACKETS,
    _WITH_AGENCY,
    _PLACE_IN_BRACKETS,
    _WITHOUT_DASH,
    _AGENCY_ALONE,
    _IN_CAPITALS,
    _KNOWN_PLACE,
)
# "The queen visited. REUTERS": the wire's name behind the last full stop.
_AGENCY_END = re.compile(r"(?<=[.!?\"”])\s*[—–-]?\s*\(?(?P<agency>[A-Z][A-Z.]{1,9}(?:/[A-Z]{2,9})?)\)?\Z")
# The expressions above are quadratic in what they may look at; a dateline is short, and so is a caption before one.
_DATELINE_MAX = 160
_CREDIT_MAX = 600  # characters at the end of a passage, more than any of them can match
_CAPTION_MAX = 600


class Credits(msgspec.Struct):
    byline: str | None = None
    desk: str | None = None  # who signs where nobody does: "Web Desk"
    agency: str | None = None
    dateline: str | None = None
    day: str | None = None  # the day in a dateline, as written: "Dec 5"
    sources: list[str] = []  # other credited sources, as written


class Credited(msgspec.Struct):
    kept: list[Passage]
    dropped: list[tuple[Passage, str]]
    credits: Credits


def take_credits(
    passages: list[Passage], agencies: Agencies, *, is_town: Callable[[str], bool] = lambda name: False
) -> Credited:
    """Take bylines, agency credits, source lines and the dateline out of the passages of one report.

    `is_town` says whether a name in capitals is a town, beyond the places that reports are often filed from.
    """
    out = Credited([], [], Credits())
    first, last = min(_HEAD, len(passages)), max(0, len(passages) - _TAIL)
    for number, passage in enumerate(passages):
        if number < first or number >= last:
            passage = _without_credits(passage, out, agencies, head=number < first, tail=number >= last)
        if passage.text and number < first and len(out.kept) < _DATELINE_WITHIN and out.credits.dateline is None:
            passage = _without_dateline(passage, out, agencies, is_town)
        if passage.text:
            out.kept.append(passage)
    return out


def _without_credits(passage: Passage, out: Credited, agencies: Agencies, *, head: bool, tail: bool) -> Passage:
    text, credits = passage.text, out.credits
    if len(text) <= 400:
        reason = _credit_line(text, credits, agencies, head=head)
        if reason:
            out.dropped.append((passage, reason))
            return passage.cut(0, 0)
    signed = _AGENCY_END.search(text) if tail else None
    if signed and (agency := agencies.of(signed["agency"])):
        credits.agency = credits.agency or agency
        out.dropped.append((passage.cut(signed.start(), signed.end()), "agency credit"))
        return passage.cut(0, signed.start())
    for pattern in (_CREDIT_END, _WITH):
        match = pattern.search(text, max(0, len(text) - _CREDIT_MAX))
        if match and (match.start() > 0 or len(text) < 400):
            said = match[0].strip()
            credits.agency = credits.agency or agencies.named_in(said)
            out.dropped.append((passage.cut(match.start(), match.end()), "credit line"))
            return passage.cut(0, match.start())
    return passage


def _credit_line(text: str, credits: Credits, agencies: Agencies, *, head: bool) -> str:
    """Why the whole line is a credit, "" when it is none. Notes what it tells."""
    if head and (match := _BYLINE.fullmatch(text)) and not text.endswith((".", "!", "?")):
        credits.byline = credits.byline or without_glued(match["names"])
        credits.agency = credits.agency or agencies.named_in(text)
        return "byline"
    if len(text) <= 60 and (agency := agencies.of(text.strip("()[] .-–—*"))):
        credits.agency = credits.agency or agency
        return "agency credit"
    if len(text) <= 60 and _DESK.fullmatch(text):
        credits.desk = credits.desk or text
        return "byline"
    if _CREDIT_LINE.fullmatch(text) or _CONTRIBUTED.fullmatch(text):
        credits.agency = credits.agency or agencies.named_in(text)
        return "credit line"
    if _SOURCE_ALONE.fullmatch(text):
        return "source line"
    if (match := _SOURCE.fullmatch(text)) and len(text.split()) <= 12:
        _note_source(match["who"], credits, agencies)
        return "source line"
    return ""


def _note_source(who: str, credits: Credits, agencies: Agencies) -> None:
    agency = agencies.named_in(who)
    if agency:
        credits.agency = credits.agency or agency
    else:
        credits.sources.append(who.strip())


def _without_dateline(passage: Passage, out: Credited, agencies: Agencies, is_town: Callable[[str], bool]) -> Passage:
    text, credits = passage.text, out.credits
    matches = (pattern.match(text, 0, _DATELINE_MAX) for pattern in _DATELINES)
    found = next((match for match in matches if match and _is_dateline(match, agencies, is_town)), None)
    if found is None:
        found = _INSIDE.search(text, 0, _CAPTION_MAX)
        if found is None or not _drop_before_dateline(passage.cut(0, found.start()), out):
            return passage
    place = found.groupdict().get("place")
    credits.dateline = place.strip(" ,.") if place else credits.dateline
    credits.day = found.groupdict().get("day") or credits.day
    said = found.groupdict().get("agency")
    if said:
        credits.agency = credits.agency or agencies.of(said) or agencies.named_in(said) or said.strip()
    out.dropped.append((passage.cut(found.start(), found.end()), "dateline"))
    return passage.cut(found.end(), len(text))


def _drop_before_dateline(before: Passage, out: Credited) -> bool:
    """Take out the byline or caption that runs into a dateline; False when what stands there is neither."""
    match = _BYLINE.fullmatch(before.text)
    if match:
        out.credits.byline = out.credits.byline or match["names"]
    elif not before.text.endswith((")", ".", "”", '"')):
        return False
    out.dropped.append((before, "byline" if match else "photo caption"))
    return True


def _is_dateline(found: re.Match[str], agencies: Agencies, is_town: Callable[[str], bool]) -> bool:
    if found.re is _WITH_AGENCY:
        # "(Reuters) -" alone needs a known agency: "(Ha) - " may be anything.
        return found["place"] is not None or agencies.of(found["agency"]) is not None
    if found.re is _AGENCY_ALONE:
        return agencies.of(found["agency"]) is not None
    if found.re in (_DAY_IN_BRACKETS, _PLACE_IN_BRACKETS, _WITHOUT_DASH):
        return True
    if found.re is _IN_CAPITALS:
        # "BREAKING: ..." and "UPDATE - ..." are no places; a known place, its state or country, or a day tell one.
        told = bool(found["region"] or found["day"])
        return told or agencies.is_place(found["place"]) or is_town(found["place"])
    return agencies.is_place(found["place"])
