"""Claim and denial, sentence against sentence: "Officials spoke of 300 dead. The other side says nobody died."

Coded events need not be one for this: a denial that points back ("rejected the claim", "disputes that account") denies
what another side said just before it; one that says what it denies is held against what another side said in the same
words, in its own report first, then in the other reports of its story. Two sides that count one loss differently in
neighbouring sentences disagree as well. Word lists are data (data/linking/denials.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.alike.kin import kin_of_form
from dateline.alike.rarity import STOP, rarity, stem
from dateline.alike.words import fold, words_of
from dateline.corroborate.retractions import withdrawn
from dateline.corroborate.sides import brief
from dateline.model import (
    Actor,
    Annotations,
    Attribution,
    Conflict,
    Document,
    Event,
    Figure,
    Mention,
    Side,
    Span,
    Words,
)

# How many sentences before a denial the claim may stand.
_NEAR = 2
# Least share of the shorter statement's words that both have, and least number, across reports; a word this rare or a
# word of kin counts.
_SHARE_ELSEWHERE, _FEWEST_ELSEWHERE = 0.4, 2
_RARE = 3.0
_PREFIX = 5
# Roots that stand for a row of kindred words.
_KIN = "#"
# Acts of speech that assert something, and those that can say that it is not so.
_ASSERTING = frozenset({"say", "claim", "announce", "accuse", "condemn", "report", "confirm", "write", "tell"})
_DENYING = frozenset({"deny", "say", "claim", "tell"})
# What is denied stands close to the word of denial: so many words after it ("no casualties") or before ("hit nobody").
_AFTER, _BEFORE = 4, 2
# What may not happen is no denial of what did.
_MAY = frozenset({"may", "might", "could", "would", "should", "will"})
# Words that the parser takes for a speaker and that are nobody.
_NOBODY = frozenset({"that", "who", "which", "it", "someone", "somebody"})
# Sectors of those who fight; and of them those who are a side without a country or a name.
_ARMED = frozenset({"MIL", "REB", "SPY", "COP", "OPP"})
_MANY = frozenset({"group", "unnamed", "people"})
_REBELS = frozenset({"REB", "OPP"})
# What is said to be something: all before it is taken for granted.
_COPULA = re.compile(r"\b(?:is|are|was|were)\s+(?:an?|the|its|their|any|part|behind|responsible|involved|linked)\b")
# A statement longer than this (words) says many things.
_LONGEST = 45


class _Said(msgspec.Struct, frozen=True, gc=False):
    report: str
    sentence: int
    span: Span
    speaker: Actor
    denial: bool
    asserts: bool
    accused: frozenset[str] | None  # whom the sentence names beside who accuses
    plain: bool  # says that something is so, not that it is not or may be
    words: frozenset[str]  # roots of what is said, names of states and words of denial left out
    denied: frozenset[str]  # of them, what the words of denial stand by; all where the verb itself denies
    label: str  # what to show of it
    points: bool  # says nothing but "the claim", "it"
    story: str


def find_denials(
    events: Sequence[Event],
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    story_of: Mapping[str, str],
) -> list[Conflict]:
    """One conflict for each claim of one side that another denies, in the order of the claims; the same claim told and
    denied in several reports is one."""
    docs = {doc.report: doc for doc in documents}
    said: dict[str, list[_Said]] = {
        made.report: _statements(made, docs[made.report], story_of) for made in annotations if made.report in docs
    }
    figures = {made.report: made.figures for made in annotations}
    claims = _Claims(one for report in sorted(said) for one in said[report])
    pairs: list[tuple[_Said, _Said, str]] = []
    for report in sorted(said):
        for denial in (one for one in said[report] if one.denial):
            if withdrawn(docs[report].text[denial.span.start : denial.span.end]):
                continue  # a correction of one's own is told in retractions.py
            claim = _claim_before(denial, said[report]) or claims.answering(denial)
            if claim is not None:
                pairs.append((claim, denial, "whether"))
        pairs += [(a, b, "figure") for a, b in _counted_otherwise(said[report], figures[report], docs[report])]
    return _conflicts(pairs, events, mentions, docs)


# --- statements ----------------------------------------------------------------------------------------------------


def _statements(made: Annotations, doc: Document, story_of: Mapping[str, str]) -> list[_Said]:
    # Who is spoken of is no evidence of what is said: "the rebels took the town", "it does not back the rebels".
    parties = [
        a for a in made.actors if a.actor.kind == "state" or (a.actor.kind in _MANY and a.actor.sector in _ARMED)
    ]
    in_sentence: dict[int, set[str]] = defaultdict(set)
    for a in made.actors:
        in_sentence[a.sentence] |= {a.actor.key, a.actor.country or a.actor.key}
    found = []
    for one in made.attributions:
        if one.speaker is None or not one.content or one.act not in _ASSERTING | _DENYING:
            continue
        if one.speaker.name.casefold() in _NOBODY:
            continue
        span = _content(one, doc)
        forms = [w.form for w in words_of(doc.text[span.start : span.end])]
        if len(forms) > _LONGEST:
            continue
        names = {fold(word) for a in parties for word in doc.text[a.start : a.end].split()}
        told = {f for f in forms if f not in STOP and f not in names and f not in _cues()["no"]}
        roots = {form: _root(form) for form in told if kin_of_form(form) or rarity(stem(form)) >= _RARE}
        denied = _denied(doc.text[span.start : span.end], roots) if one.act == "deny" else _beside_no(forms, roots)
        # "Rejected the claim as deceptive" says what it is called and nothing of what it was.
        named_as = {w.form for w in words_of(doc.text[span.start : span.end].partition(" as ")[2])}
        points = one.act == "deny" and not told - named_as - _cues()["pointing"]
        named = _is_a_side(one.speaker)
        found.append(
            _Said(
                report=made.report,
                sentence=one.sentence,
                span=span,
                speaker=one.speaker,
                denial=named and one.act in _DENYING and (one.act == "deny" or bool(denied)),
                asserts=one.act in _ASSERTING,
                accused=frozenset(in_sentence[one.sentence]) if one.act in ("accuse", "condemn") else None,
                plain=not set(forms) & (_cues()["no"] | _MAY),
                words=frozenset(roots.values()),
                denied=frozenset(denied),
                label=_label(one, span, doc, points=points),
                points=points,
                story=story_of.get(made.report, made.report),
            )
        )
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def _content(one: Attribution, doc: Document) -> Span:
    """The part that says no, else all that is said: where a cue interrupts ("A was hit; B says nobody was hurt"), the
    parser may have taken in the clause before."""
    spans = sorted(one.content, key=lambda span: span.start)
    for span in reversed(spans):
        if one.act == "deny" or any(w.form in _cues()["no"] for w in words_of(doc.text[span.start : span.end])):
            return span
    return Span(spans[0].start, spans[-1].end) if one.kind == "direct" else spans[-1]


def _label(one: Attribution, span: Span, doc: Document, *, points: bool) -> str:
    """The words of a statement; of one that only points back, the verb with them: "rejected the claim"."""
    parts = [part for part in (one.source, one.cue) if part is not None] if points or one.act == "deny" else []
    if parts and span.start <= min(part.start for part in parts) and not points:
        # The parser took the claim itself for the content: "A hit a camp; B denies it".
        return doc.text[min(part.start for part in parts) : max(part.end for part in parts)]
    whole = [*parts, span]
    return doc.text[min(part.start for part in whole) : max(part.end for part in whole)]


def _denied(text: str, roots: Mapping[str, str]) -> set[str]:
    """Roots of what is denied: of "that the freighter it struck was a civilian vessel" what it was, and not the blow."""
    copula = _COPULA.search(text)
    after = {w.form for w in words_of(text[copula.start() :])} if copula else roots.keys()
    return {root for form, root in roots.items() if form in after}


def granted(after: str) -> bool:
    """Whether words after a deed turn to what else is denied: "the freighter it struck | was a civilian vessel"."""
    return _COPULA.search(after) is not None


def _beside_no(forms: Sequence[str], roots: Mapping[str, str]) -> set[str]:
    """Roots of the words that words of denial stand by."""
    found = set()
    for n, form in enumerate(forms):
        if (form in _cues()["no"] or form.endswith("n't")) and not _MAY & set(forms[max(0, n - _AFTER) : n]):
            near = [*forms[max(0, n - _BEFORE) : n], *forms[n + 1 : n + 1 + _AFTER]]
            found |= {roots[one] for one in near if one in roots}
    return found


def _root(form: str) -> str:
    kin = kin_of_form(form)
    return f"{_KIN}{min(kin)}" if kin else stem(form)[:_PREFIX]


def _other_side(a: Actor, b: Actor) -> bool:
    if a.key == b.key or (a.body and a.body in (b.body, b.key)) or (b.body and b.body == a.key):
        return False
    if a.country and b.country:
        return a.country != b.country
    # "The military" that a report does not name further may be the one that it names elsewhere.
    return not (a.sector in _ARMED and a.sector == b.sector and "unnamed" in (a.kind, b.kind))


def _is_a_side(speaker: Actor) -> bool:
    """Whether somebody can be held to his word: not "residents", not "officials" of nowhere."""
    return speaker.country is not None or speaker.kind in ("organisation", "group") or speaker.sector in _REBELS


# --- which claim a denial denies -------------------------------------------------------------------------------------


def _claim_before(denial: _Said, said: Sequence[_Said]) -> _Said | None:
    """The nearest statement of another side that stands before the denial and that it can be about."""
    near = [
        one
        for one in said
        if one.asserts
        and not one.points
        and _other_side(one.speaker, denial.speaker)
        and one.span.end <= denial.span.start
        and denial.sentence - one.sentence <= _NEAR
    ]
    if denial.points:
        return max(near, key=lambda one: one.span.end, default=None)
    about = [one for one in near if one.plain and one.words & denial.denied]
    return max(about, key=lambda one: (len(one.words & denial.words), one.span.end), default=None)


class _Claims:
    """Plain statements of all reports by story and word, each once for a side that makes it in the same words, so that
    a denial meets only statements it shares a word with."""

    def __init__(self, said: Iterable[_Said]) -> None:
        self._by_word: dict[tuple[str, str], list[_Said]] = defaultdict(list)
        self._answers: dict[tuple, _Said | None] = {}
        seen = set()
        for one in said:
            key = (one.story, _side_of(one.speaker), one.words)
            if one.asserts and one.plain and _is_a_side(one.speaker) and key not in seen:
                seen.add(key)
                for word in one.words:
                    self._by_word[one.story, word].append(one)

    def answering(self, denial: _Said) -> _Said | None:
        """What of another side's statements the denial shares most with, the first of equals."""
        key = (denial.story, _side_of(denial.speaker), denial.words, denial.denied)
        if key not in self._answers:
            self._answers[key] = self._best(denial)
        return self._answers[key]

    def _best(self, denial: _Said) -> _Said | None:
        best, most = None, 0.0
        for one in {id(c): c for word in sorted(denial.denied) for c in self._by_word[denial.story, word]}.values():
            shared = one.words & denial.words
            common = len(shared)
            share = common / (min(len(one.words), len(denial.words)) or 1)
            if common < _FEWEST_ELSEWHERE or share < _SHARE_ELSEWHERE or not _other_side(one.speaker, denial.speaker):
                continue
            if all(word.startswith(_KIN) for word in shared):
                continue  # shots and the hurt are everywhere: the ford, the jet, the camp must be shared too
            if one.accused is not None and not one.accused & {denial.speaker.key, denial.speaker.country}:
                continue  # others are accused
            if best is None or (-share, one.report, one.span.start) < (-most, best.report, best.span.start):
                best, most = one, share
        return best


def _counted_otherwise(said: Sequence[_Said], figures: Sequence[Figure], doc: Document) -> list[tuple[_Said, _Said]]:
    """Neighbouring statements of two sides that count the same loss and differ: "it shot down two jets" and "it lost
    one aircraft"."""
    counted = [(one, thing, number) for one in said if one.asserts for thing, number in _losses(one, figures, doc)]
    return [
        (a, b)
        for n, (a, thing, number) in enumerate(counted)
        for b, other, count in counted[n + 1 :]
        if thing == other
        and number != count
        and 0 <= b.sentence - a.sentence <= 1
        and _other_side(a.speaker, b.speaker)
    ]


def _losses(one: _Said, figures: Sequence[Figure], doc: Document) -> list[tuple[str, int]]:
    text = doc.text[one.span.start : one.span.end]
    forms = [w.form for w in words_of(text)]
    if not set(forms) & _cues()["lost"]:
        return []
    found = []
    for figure in figures:
        if not (one.span.start <= figure.start < one.span.end) or figure.best is None or figure.low != figure.best:
            continue
        after = [w.form for w in words_of(doc.text[figure.end : one.span.end])][:4]
        for thing, names in _losses_by_name().items():
            if set(after) & names:
                found.append((thing, figure.best))
    return found


# --- the conflicts ---------------------------------------------------------------------------------------------------


def _conflicts(
    pairs: Sequence[tuple[_Said, _Said, str]],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    docs: Mapping[str, Document],
) -> list[Conflict]:
    event_of = {mention: event for event in events for mention in event.mentions}
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        inside[mention.report].append(mention)
    groups: dict[tuple, list[tuple[_Said, _Said]]] = defaultdict(list)
    for claim, denial, kind in pairs:
        told = [m for m in inside[claim.report] if claim.span.start <= m.trigger.start < claim.span.end]
        told.sort(key=lambda m: (not m.concept.startswith("assault"), m.start))
        home = next((event_of[m.id] for m in told if m.id in event_of), None)
        if home is not None and home.background and claim.report != denial.report:
            continue  # an old attack and a denial of the new one
        event = home.id if home else None
        key = (
            kind,
            event or " ".join(sorted(claim.words)) or claim.label,
            _side_of(claim.speaker),
            _side_of(denial.speaker),
        )
        groups[key].append((claim, denial))
    known_events = {event.id for event in events}
    found = []
    for (kind, event, _, _), rows in groups.items():
        shared = frozenset(word for claim, denial in rows for word in claim.words & denial.denied)
        sides = tuple(_side([row[n] for row in rows], shared, docs) for n in (0, 1))
        names = [side.speaker.name if side.speaker else "one side" for side in sides]
        reason = f"{names[0]} says so, {names[1]} {'denies it' if kind == 'whether' else 'tells another number'}"
        known = event if event in known_events else None
        found.append(Conflict(id="", type=kind, event=known, sides=sides, reason=reason))
    return found


def _side_of(actor: Actor) -> str:
    return actor.country or actor.body or actor.key


def _side(rows: Sequence[_Said], shared: frozenset[str], docs: Mapping[str, Document]) -> Side:
    spans = {(one.report, one.span.start): one for one in rows}
    ordered = [spans[key] for key in sorted(spans)]
    words = tuple(
        Words(
            report=one.report,
            start=one.span.start,
            end=one.span.end,
            text=docs[one.report].text[one.span.start : one.span.end],
        )
        for one in ordered
    )
    # What is denied stays in what is shown of the claim.
    telling = max(rows, key=lambda one: (not one.points, len(one.words), one.report))
    places = [word for word in words_of(telling.label) if _root(word.form) in shared]
    return Side(
        reports=tuple(sorted({one.report for one in rows})),
        text=brief(telling.label, start=places[0].start, end=places[-1].end) if places else brief(telling.label),
        spans=words,
        speaker=telling.speaker,
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("dateline").joinpath("data/linking/denials.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _cues() -> dict[str, frozenset[str]]:
    table = _table()
    return {
        "no": frozenset(table["no"]),
        "pointing": frozenset(table["pointing"]),
        "lost": frozenset(table["lost"]["words"]),
    }


@lru_cache(maxsize=1)
def _losses_by_name() -> dict[str, frozenset[str]]:
    return {thing: frozenset(names) for thing, names in _table()["loss"].items()}
