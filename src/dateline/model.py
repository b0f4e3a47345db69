"""The nouns: every record that flows between the stages, as frozen structs.

Imports nothing from dateline. All offsets are Unicode code points of the document's text, end exclusive. `None` means
unknown - never "", never 0. Countries are ISO 3166-1 alpha-3 ("RUS"); supranational and disputed ones carry our own
codes, listed in data/actors/SOURCE.md. Dates are ISO strings (YYYY-MM-DD), which sort and serialise as they stand.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False, gc=False):
    """Base of all records: frozen, compared by value, encodable."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A run of a document's text: `text[start:end]`."""

    start: int
    end: int


# --- reports and documents ---------------------------------------------------------------------------------------


class Report(Struct):
    """One article as it came. `raw` is the decoded content; `id` is "R-" and ten characters of the content's hash."""

    id: str
    sha256: str
    path: str  # as given by the user, "/" separated; a row of a file is "file.jsonl#3"
    reader: str  # name in the readers registry
    media_type: str  # text/plain, text/html, application/json ...
    encoding: str
    raw: str
    fields: dict[str, str] = {}  # what the format itself says: title, text, outlet, url, byline, published, crawled ...


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """`length` characters of text from `start` stand for raw[raw_start:raw_end]. When both sides are equally long the
    characters are the same one by one; otherwise the run is one indivisible replacement (an entity, folded spaces)."""

    start: int
    length: int
    raw_start: int
    raw_end: int


class Removed(Struct):
    """One line or block that cleaning left out: where it stood in `raw`, its words, and why."""

    raw_start: int
    raw_end: int
    text: str
    reason: str  # a short fixed phrase: "comment form", "read more", "doubled headline", "photo credit" ...


class Block(Struct):
    """A paragraph of the document's text."""

    start: int
    end: int
    kind: Literal["title", "paragraph", "heading", "caption", "list"]


class When(Struct):
    """An interval of days, both ends included. Either end may be None (open or unknown)."""

    start: str | None
    end: str | None
    precision: Literal["hour", "part of day", "day", "week", "month", "season", "year", "decade", "interval", "unknown"]
    basis: str  # how it is known, in words: "metadata: article:published_time", "'on Sunday', from the report's date"


class DateCandidate(Struct):
    """One reason to date a report so. The best consistent candidates decide; all are kept."""

    when: When
    weight: float  # 0-1
    evidence: str  # the words or the field it rests on
    refused: str | None = None  # why it was not used: "crawl date", "after the report was read" ...


class Document(Struct):
    """The clean text of a report with an offset map back to the raw characters."""

    report: str
    text: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    removed: tuple[Removed, ...]
    language: str  # ISO 639-1, "und" when not told
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    agency: str | None = None  # the wire credited: "Reuters"
    url: str | None = None
    dateline: str | None = None  # the place a report is filed from: "CAIRO"
    published: When | None = None
    date_candidates: tuple[DateCandidate, ...] = ()
    extractor: str = "text"  # which extractor gave the text, and why when it was not the first
    notes: tuple[str, ...] = ()  # what an analyst should know: "12 % of characters could not be decoded"


# --- annotations ---------------------------------------------------------------------------------------------------


class Token(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word of a parsed sentence; `head` indexes the sentence's own tokens (the root's head is itself)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn tag
    dep: str  # ClearNLP label, as spaCy's English models give it
    head: int
    ent: str  # entity type of the token, "" for none


class Sentence(Struct):
    index: int
    start: int
    end: int
    block: int
    tokens: tuple[Token, ...]  # empty when the sentence was not parsed


class Entity(Struct):
    """A named entity as the parser gives it (OntoNotes types)."""

    start: int
    end: int
    kind: str
    sentence: int


class Actor(Struct):
    """Somebody who acts or is acted upon. `key` is equal for the same actor in every report."""

    key: str  # "person:sergei-lavrov", "state:RUS", "org:rus-mfa", "office:PAK/foreign-minister", "unnamed:witnesses"
    name: str
    kind: Literal["person", "office", "organisation", "state", "group", "people", "unnamed"]
    country: str | None = None
    sector: str | None = None  # PLOVER sector code: GOV, MIL, REB, CVL ...
    role: str | None = None  # the office in words: "foreign minister"
    body: str | None = None  # key of the organisation or state the actor speaks for: "org:rus-mfa"
    basis: str = "name"  # how it was resolved: "name", "office on 2025-05-04", "metonym", "composition", "pronoun" ...


class ActorMention(Struct):
    """Words of a sentence that name an actor: the noun phrase `start:end`, its head word at `head`."""

    start: int
    end: int
    head: int  # offset of the head word's first character
    sentence: int
    actor: Actor


class TimeExpression(Struct):
    """Words that tell a time. `value` is the TIMEX3 value ("2025-05-04", "P2D", "2025-W18", "PAST_REF")."""

    start: int
    end: int
    sentence: int
    kind: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When | None  # None for durations, sets and what has no anchor
    anchor: str  # "none" (complete in itself), "report date", "previous time", "unknown"


class Place(Struct):
    """A place on earth. `precision` says what the coordinates stand for; `extent_km` is the radius of that area."""

    id: str  # "geonames:1176615", "country:PAK", "area:line-of-control"
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Literal["point", "town", "district", "province", "country", "region", "line", "sea"]
    extent_km: float | None = None
    disputed: tuple[str, ...] = ()  # ISO codes of the states that claim it


class PlaceMention(Struct):
    start: int
    end: int
    sentence: int
    text: str
    place: Place | None  # None: the words name a place that we could not resolve
    score: float
    reason: str


class Figure(Struct):
    """A number of people or things told in a sentence: "at least 26 people were killed" is low 26, high None."""

    start: int  # the number with its hedge
    end: int
    sentence: int
    kind: str  # killed, injured, captured, missing, displaced, detained, ... or "count"
    low: int | None
    best: int | None
    high: int | None
    unit: str | None = None  # whom or what: "civilians", "camps"
    trigger: Span | None = None  # the word that says what happened to them: "killed"


class Link(Struct):
    """One step of a chain of attribution: who is said to say it, at these words."""

    start: int
    end: int
    actor: Actor | None


class Attribution(Struct):
    """Somebody is reported to say something."""

    id: str  # report id and running number: "R-7K3Q9AB2CD/a3"
    report: str
    sentence: int
    kind: Literal["direct", "indirect", "mixed"]
    source: Span | None  # the words that name who says so
    cue: Span | None
    content: tuple[Span, ...]  # usually one; more when the cue interrupts it
    chain: tuple[Link, ...]  # from the outermost to the ultimate speaker, whom `speaker` repeats
    speaker: Actor | None
    hedge: str | None = None  # "alleged", "without evidence", "scare quotes" ...
    channel: str | None = None  # "statement", "telegram", "interview" ...
    act: str = "say"  # what the cue does (lang/*/reporting.csv): say, claim, deny, warn, urge, promise, think ...


class Annotations(Struct):
    report: str
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    figures: tuple[Figure, ...] = ()


# --- mentions, events, stories ------------------------------------------------------------------------------------

Status = Literal["happened", "denied", "threatened", "planned", "called for", "hypothetical"]


class Party(Struct):
    """An actor in a slot of a mention, at these words."""

    start: int
    end: int
    actor: Actor


class Evidence(Struct):
    """Why the coder says so: the rule's name and the words it rests on."""

    rule: str
    start: int
    end: int
    note: str = ""


class Mention(Struct):
    """One report's telling of an event."""

    id: str  # "R-7K3Q9AB2CD/m4", numbered in text order
    report: str
    sentence: int
    start: int  # the clause that tells it
    end: int
    trigger: Span
    concept: str  # fine concept: "consult.phone"
    actors: tuple[Party, ...]  # who acts; more than one when they act together
    targets: tuple[Party, ...]
    status: Status
    certainty: float  # factuality from -3 (certainly did not happen) to +3 (certainly happened)
    score: float  # 0-1, calibrated share of such mentions that are right
    contexts: tuple[str, ...] = ()  # PLOVER contexts: "military", "human rights" ...
    speaker: Actor | None = None  # ultimate speaker when it is attributed
    attribution: str | None = None  # id of the attribution it stands in
    when: When | None = None
    when_span: Span | None = None
    where: PlaceMention | None = None
    figures: tuple[Figure, ...] = ()
    background: bool = False
    background_reason: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Voice(Struct):
    """An independent origin: these reports copy one text, or rest on one statement of one speaker."""

    label: str  # "Russian foreign ministry", "Reuters", "dawn.com"
    kind: Literal["speaker", "family", "report"]
    reports: tuple[str, ...]
    reason: str


class Event(Struct):
    """One happening in the world, with every mention that tells it."""

    id: str  # "E-7K3Q"
    concept: str
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    when: When | None
    where: Place | None
    status: Status
    background: bool
    background_reason: str | None
    mentions: tuple[str, ...]
    reports: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    story: str | None = None
    formerly: tuple[str, ...] = ()  # ids of events that were merged into this one
    merges: tuple[str, ...] = ()  # in words, why the mentions were taken for one event
    reviewed: tuple[str, ...] = ()  # what a reviewer decided: "accepted", "merged", or a slot: "date"


class Apart(Struct):
    """Why a report or story that looks alike was kept apart."""

    other: str
    reason: str


class Story(Struct):
    id: str  # "S-2M1B"
    label: str
    reports: tuple[str, ...]
    reason: str
    apart: tuple[Apart, ...] = ()


class Change(Struct):
    """A sentence that differs between a report and its origin. One span is None for a dropped or added sentence."""

    kind: Literal["dropped", "added", "altered"]
    origin: Span | None
    copy: Span | None
    meaning: str | None = (
        None  # why the meaning differs: "'two days after he spoke' became 'followed two days of talks'"
    )


class Copy(Struct):
    """`report` shares passages with `origin`."""

    report: str
    origin: str
    share: float  # 0-1, of the shorter report's 8-word runs
    runs: int  # how many 8-word runs both have
    changes: tuple[Change, ...] = ()
    reason: str = ""


class Family(Struct):
    """Reports that copy one origin. Every report is in exactly one family, most of them alone."""

    id: str  # "F-9Q2X"
    reports: tuple[str, ...]
    origin: str | None  # the report that came first, None when that is not known
    agency: str | None
    copies: tuple[Copy, ...] = ()


# --- corroboration -------------------------------------------------------------------------------------------------


class Words(Struct):
    """A span in a report, with its text, as evidence."""

    report: str
    start: int
    end: int
    text: str


class Side(Struct):
    reports: tuple[str, ...]
    text: str  # what this side says, in a few words
    spans: tuple[Words, ...]
    speaker: Actor | None = None


class Conflict(Struct):
    id: str  # "C-4T8Z"
    type: Literal["figure", "date", "place", "who", "whether", "speaker", "meaning", "retraction"]
    event: str | None
    sides: tuple[Side, ...]
    reason: str


class Statement(Struct):
    """One number in the ledger: who said it, in which report, at which words."""

    report: str
    mention: str | None
    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    speaker: Actor | None
    said: When | None


class FigureEntry(Struct):
    """The ledger of one figure of one event."""

    id: str
    event: str
    kind: str
    low: int | None
    best: int | None
    high: int | None
    statements: tuple[Statement, ...]


class Quote(Struct):
    """One quotation in its variants across reports."""

    id: str
    speaker: Actor | None
    variants: tuple[Words, ...]
    note: str  # "same words", "cut", "altered: ..."


class Unread(Struct):
    """An input that gave no report, or a report that was left uncoded."""

    path: str
    reason: str
    advice: str


class Record(Struct):
    """Everything of one build, in a stable order."""

    title: str
    reports: tuple[Report, ...]
    documents: tuple[Document, ...]
    annotations: tuple[Annotations, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    families: tuple[Family, ...]
    conflicts: tuple[Conflict, ...]
    figures: tuple[FigureEntry, ...]
    quotes: tuple[Quote, ...] = ()
    unread: tuple[Unread, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()  # (path, report id): the same bytes under a second path
