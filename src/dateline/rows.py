"""The columns of every table: what an export's row holds, and what its JSON Schema says."""

from __future__ import annotations

from typing import Any

from dateline.model import Struct


class Offsets(Struct):
    start: int
    end: int


class WhenRow(Struct):
    start: str | None  # YYYY-MM-DD, both ends included
    end: str | None
    precision: str
    basis: str


class PlaceRow(Struct):
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    lat: float | None
    lon: float | None
    precision: str


class ActorSlot(Struct):
    name: str
    country: str | None
    sector: str | None
    role: str | None
    key: str


class SpeakerSlot(Struct):
    name: str | None
    country: str | None
    start: int | None
    end: int | None


class Plover(Struct):
    event: str | None
    mode: str | None
    contexts: list[str]


class ContentRow(Struct):
    start: int
    end: int
    text: str


class WordsRow(Struct):
    report: str
    start: int
    end: int
    text: str


class SideRow(Struct):
    reports: list[str]
    text: str
    spans: list[WordsRow]
    speaker: str | None


class RemovedRow(Struct):
    text: str
    reason: str
    raw_start: int
    raw_end: int


class VoiceRow(Struct):
    label: str
    kind: str
    reports: list[str]
    reason: str


class ReportRow(Struct):
    """One report as it was read."""

    id: str
    path: str
    title: str | None
    outlet: str | None
    byline: str | None
    agency: str | None
    url: str | None
    language: str
    published: WhenRow | None
    text: str
    removed: list[RemovedRow]
    family: str | None
    story: str | None
    sha256: str


class MentionRow(Struct):
    """One report's telling of an event."""

    id: str
    event: str | None
    events: list[str]  # all of them: "separate talks with A and B" tells two
    report: str
    start: int
    end: int
    text: str
    trigger: Offsets
    actor: Offsets | None
    target: Offsets | None
    actors: list[ActorSlot]
    targets: list[ActorSlot]
    speaker: str | None
    speaker_country: str | None
    concept: str
    status: str
    certainty: float
    score: float
    date: WhenRow | None
    place: PlaceRow | None
    background: bool
    background_reason: str | None
    rule: str | None


class EventRow(Struct):
    """One happening in the world."""

    id: str
    concept: str
    plover: Plover
    cameo: str | None
    quad: int | None
    goldstein: float | None
    actors: list[ActorSlot]
    targets: list[ActorSlot]
    date: WhenRow | None
    place: PlaceRow | None
    status: str
    background: bool
    background_reason: str | None
    story: str | None
    reports: list[str]
    voices: int  # how many independent voices support it
    voice_list: list[VoiceRow]
    mentions: list[str]
    formerly: list[str]


class AttributionRow(Struct):
    """Somebody is reported to say something."""

    id: str
    report: str
    kind: str  # direct or indirect
    act: str  # what the cue does: say, claim, deny, warn, urge, promise, think ...
    mixed: bool  # indirect speech with quoted words in it
    speaker: SpeakerSlot | None
    cue: str | None
    cue_span: Offsets | None
    content: ContentRow
    content_spans: list[Offsets]
    chain: list[str]  # from the outermost to the ultimate speaker
    channel: str | None
    hedge: str | None


class ConflictRow(Struct):
    """Two or more versions that cannot all be right."""

    id: str
    type: str
    event: str | None
    sides: list[SideRow]
    reason: str


class StatementRow(Struct):
    report: str
    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    speaker: str | None


class FigureRow(Struct):
    """The ledger of one figure: low, best, high, and who said each."""

    id: str
    event: str
    kind: str
    low: int | None
    best: int | None
    high: int | None
    statements: list[StatementRow]


class CopyRow(Struct):
    report: str
    origin: str
    share: float
    runs: int
    changes: list[dict[str, Any]]


class FamilyRow(Struct):
    """Reports that copy one origin."""

    id: str
    reports: list[str]
    origin: str | None
    agency: str | None
    copies: list[CopyRow]


class ApartRow(Struct):
    other: str
    reason: str


class StoryRow(Struct):
    """A running subject."""

    id: str
    label: str
    reports: list[str]
    reason: str
    apart: list[ApartRow]


class ActorRow(Struct):
    """An actor of the record: how often it acts, is acted upon and speaks, in events and attributions, not in reports."""

    key: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    role: str | None
    acts: int
    acted_upon: int
    speaks: int


class PlaceTableRow(Struct):
    """A place of the record, with every name that reports use for it."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    names: list[str]
    reports: list[str]
    events: list[str]
