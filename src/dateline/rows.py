"""The columns of every table: what an export's row holds, and what its JSON Schema says.

The comment beside a column is its meaning in docs/reference/tables.md.
"""

from __future__ import annotations

from typing import Any

from dateline.model import Struct

# --- cells -------------------------------------------------------------------------------------------------------


class Offsets(Struct):
    start: int
    end: int  # exclusive


class WhenRow(Struct):
    start: str | None  # the earliest day it can be, YYYY-MM-DD; null: no bound
    end: str | None  # the latest day it can be, that day included
    precision: str  # hour, part of day, day, week, month, season, year, decade, interval, unknown
    basis: str  # how the date is known, in words


class PlaceRow(Struct):
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    lat: float | None
    lon: float | None
    precision: str  # point, town, district, province, country, region, line, sea


class ActorSlot(Struct):
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    sector: str | None  # GOV, MIL, REB, CVL ... as in PLOVER
    role: str | None  # the office or rank
    key: str  # the same for every name of one actor


class SpeakerSlot(Struct):
    name: str | None
    country: str | None  # ISO 3166-1 alpha-3
    start: int | None  # the words that name who says so
    end: int | None


class Plover(Struct):
    event: str | None  # CONSULT, ASSAULT ...
    mode: str | None  # phone, aerial ...
    contexts: list[str]  # military, human rights ...


class ContentRow(Struct):
    start: int
    end: int
    text: str


class WordsRow(Struct):
    report: str  # id of the report
    start: int
    end: int
    text: str


class SideRow(Struct):
    reports: list[str]  # ids of the reports that say so
    text: str  # what this side says, in a few words
    spans: list[WordsRow]  # the words themselves
    speaker: str | None


class RemovedRow(Struct):
    text: str
    reason: str
    raw_start: int  # characters of the report as it came
    raw_end: int


class VoiceRow(Struct):
    label: str
    kind: str  # speaker, family or report
    reports: list[str]  # ids
    reason: str


class StatementRow(Struct):
    report: str  # id of the report
    start: int
    end: int
    text: str  # the number as it is written
    low: int | None
    best: int | None
    high: int | None
    speaker: str | None  # null: the report itself
    said: WhenRow | None  # when it was said, where that is told


class CopyRow(Struct):
    report: str  # id of the copy
    origin: str  # id of the report that it shares passages with
    share: float  # 0-1, of the shorter report's 8-word runs
    runs: int  # how many 8-word runs both have
    changes: list[dict[str, Any]]  # sentences dropped, added and altered, and where the meaning changed


class ApartRow(Struct):
    other: str  # id of the story it looks like
    reason: str


# --- tables ------------------------------------------------------------------------------------------------------


class ReportRow(Struct):
    """One report as it was read."""

    id: str  # from the hash of its bytes: "R-7K3Q9AB2CD"
    path: str  # the file it was read from, and which item of it
    title: str | None
    outlet: str | None  # who published it
    byline: str | None  # who wrote it
    agency: str | None  # the news agency it credits
    url: str | None
    language: str  # ISO 639-1
    published: WhenRow | None  # when it came out, and how that is known
    text: str  # the clean text; all offsets count its code points
    removed: list[RemovedRow]  # what cleaning left out, and why
    family: str | None  # id of the reports that copy one origin
    story: str | None  # id of the running subject
    sha256: str  # of its bytes as they came
    notes: list[str]  # what an analyst should know of it: "12 % of characters could not be decoded"


class MentionRow(Struct):
    """One report's telling of an event."""

    id: str  # report and running number: "R-7K3Q9AB2CD/m4"
    event: str | None  # id of the event it tells
    events: list[str]  # all of them: "separate talks with A and B" tells two
    report: str  # id of the report
    start: int  # the clause that tells it
    end: int
    text: str  # the clause's words
    trigger: Offsets  # the words for what was done
    actor: Offsets | None  # the words for who acts first
    target: Offsets | None  # the words for who is acted upon first
    actors: list[ActorSlot]  # who acts; more than one when they act together
    targets: list[ActorSlot]  # who is acted upon
    speaker: str | None  # who says so in the end; null: the report itself
    speaker_country: str | None  # ISO 3166-1 alpha-3
    concept: str  # what was done: "consult.phone"
    status: str  # happened, denied, threatened, planned, called for, hypothetical
    certainty: float  # -3 (certainly not) to +3 (certainly)
    score: float  # 0-1, share of such mentions that are right
    date: WhenRow | None  # when it happened
    place: PlaceRow | None  # where
    background: bool  # told, but not this report's news
    background_reason: str | None
    rule: str | None  # the coder's rule that fired


class EventRow(Struct):
    """One happening in the world."""

    id: str  # short and stable: "E-7K3Q"
    concept: str  # what was done: "consult.phone"
    plover: Plover  # the same in PLOVER
    cameo: str | None  # the same in CAMEO
    quad: int | None  # 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict
    goldstein: float | None  # -10 (conflict) to +10 (co-operation)
    actors: list[ActorSlot]  # who acts
    targets: list[ActorSlot]  # who is acted upon
    date: WhenRow | None  # when it happened; never the report's date in its stead
    place: PlaceRow | None  # where
    status: str  # happened, denied, threatened, planned, called for, hypothetical
    background: bool  # no report of these tells it as news
    background_reason: str | None
    story: str | None  # id of the running subject
    reports: list[str]  # ids of the reports that tell it
    voices: int  # how many independent voices support it
    voice_list: list[VoiceRow]  # which, and why each is one voice
    mentions: list[str]  # ids of the mentions that tell it
    formerly: list[str]  # ids it had before events were merged
    reviewed: list[str]  # what reviewers decided: accepted, merged, or a corrected slot: date


class AttributionRow(Struct):
    """Somebody is reported to say something."""

    id: str  # report and running number: "R-7K3Q9AB2CD/a3"
    report: str  # id of the report
    kind: str  # direct or indirect
    act: str  # what the cue does: say, claim, deny, warn, urge, promise, think ...
    mixed: bool  # indirect speech with quoted words in it
    speaker: SpeakerSlot | None
    cue: str | None  # the words that report it: "told reporters"
    cue_span: Offsets | None
    content: ContentRow  # what is said
    content_spans: list[Offsets]  # its parts, where the cue interrupts it
    chain: list[str]  # from the outermost to the ultimate speaker
    channel: str | None  # statement, telegram, interview ...
    hedge: str | None  # alleged, without evidence, scare quotes ...


class ConflictRow(Struct):
    """Two or more versions that cannot all be right."""

    id: str  # "C-4T8Z"
    type: str  # figure, date, place, who, whether, speaker, meaning, retraction
    event: str | None  # id of the event
    sides: list[SideRow]
    reason: str


class FigureRow(Struct):
    """The ledger of one figure: low, best, high, and who said each."""

    id: str
    event: str  # id of the event
    kind: str  # killed, injured, captured ...
    low: int | None
    best: int | None
    high: int | None
    statements: list[StatementRow]  # every number that was said, with who said it


class QuoteRow(Struct):
    """One quotation, in every variant that the reports give."""

    id: str
    speaker: str | None
    speaker_country: str | None  # ISO 3166-1 alpha-3
    note: str  # same words, cut, or altered, and how
    variants: list[WordsRow]  # the words in each report


class FamilyRow(Struct):
    """Reports that copy one origin."""

    id: str
    reports: list[str]  # ids
    origin: str | None  # id of the report that the others copy; null: not known
    agency: str | None  # the news agency they credit
    copies: list[CopyRow]


class StoryRow(Struct):
    """A running subject."""

    id: str  # "S-2M1B"
    label: str
    reports: list[str]  # ids
    reason: str  # what its reports share
    apart: list[ApartRow]  # stories that look alike, and why they are others


class ActorRow(Struct):
    """An actor of the record: how often it acts, is acted upon and speaks, in events and attributions, not in reports."""

    key: str
    name: str
    kind: str  # person, office, organisation, state, group, people, unnamed
    country: str | None  # ISO 3166-1 alpha-3
    sector: str | None  # GOV, MIL, REB, CVL ... as in PLOVER
    role: str | None
    acts: int  # events in which it acts
    acted_upon: int  # events in which it is acted upon
    speaks: int  # attributions in which it speaks


class PlaceTableRow(Struct):
    """A place of the record, with every name that reports use for it."""

    id: str
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    lat: float | None
    lon: float | None
    precision: str  # point, town, district, province, country, region, line, sea
    names: list[str]  # what reports call it
    reports: list[str]  # ids of the reports that name it
    events: list[str]  # ids of the events that happened there


class UnreadRow(Struct):
    """An input that gave no report, or a report that was left uncoded."""

    path: str
    reason: str
    advice: str  # what to do about it
