"""Claims that were taken back: "first claimed the attack, though later distanced itself from it".

Cue words are data (data/linking/retractions.toml). A claim and its withdrawal are looked for in one sentence, then in
two neighbouring ones of one paragraph that share a name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from dateline.alike.rarity import STOP, stem
from dateline.alike.words import split_sentences, words_of
from dateline.corroborate.sides import brief
from dateline.model import Conflict, Document, Event, Mention, Side, Span, Words

# "It had first reported that two were held", after a sentence that tells what holds now.
_HAD_FIRST = re.compile(
    r"^\W*(?:It|He|She|They|The\s+\w+)\s+had\s+(?:first|initially|earlier|originally|at\s+first)\s+"
    r"(?:reported|said|announced|claimed|stated|told|put)\b"
)
# "It later said that it held only one", after a sentence that tells what was claimed.
_LATER_ONLY = re.compile(
    r"^\W*(?:It|He|She|They|The\s+\w+)\s+(?:later|then|afterwards|subsequently)\s+"
    r"(?:said|announced|admitted|acknowledged|clarified|conceded|stated)\b.*?\b(?:only|just|instead|not|no)\b"
)
# "Three people were dead, revising the toll down from eight".
_REVISED = re.compile(r"[\s,–—-]+(?:revising|lowering|correcting|raising)\b[^.;]{0,40}?\bfrom\s+(?P<old>[^.;]+)")
# "Not two, as it had announced in the morning": the claim told after its correction.
_HAD_SAID = re.compile(
    r"(?:,\s+not\b[^,.;]*?)?\s+\b(?:as|than|what|that)\s+(?:\w+\s+){0,3}had\s+(?:\w+\s+)?"
    r"(?:announced|said|claimed|reported|stated|told)\b",
    re.IGNORECASE,
)
_COUNTING = "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds none both"
NUMBERS = frozenset(_COUNTING.split())
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


def find_retractions(
    events: Sequence[Event], mentions: Sequence[Mention], documents: Sequence[Document]
) -> list[Conflict]:
    """One conflict for each claim with its withdrawal, in text order, with the event whose mention stands nearest."""
    event_of = {mention: event.id for event in events for mention in event.mentions}
    by_report: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_report.setdefault(mention.report, []).append(mention)
    found = []
    for doc in sorted(documents, key=lambda doc: doc.report):
        for claim, withdrawal in _pairs(doc):
            inside = [m for m in by_report.get(doc.report, ()) if m.start < withdrawal.end and claim.start < m.end]
            event = next((event_of[m.id] for m in inside if m.id in event_of), None)
            sides = tuple(_side(doc, span) for span in (claim, withdrawal))
            reason = f"claimed, later taken back: '{_cue(doc, withdrawal)}'"
            found.append(Conflict(id="", type="retraction", event=event, sides=sides, reason=reason))
    return found


def _side(doc: Document, span: Span) -> Side:
    text = doc.text[span.start : span.end]
    cue = _cues()["withdrawal"].search(text) or _cues()["claim"].search(text)
    return Side(
        reports=(doc.report,),
        text=brief(text, start=cue.start(), end=cue.end()) if cue else brief(text),
        spans=(Words(report=doc.report, start=span.start, end=span.end, text=text),),
    )


def _pairs(doc: Document) -> list[tuple[Span, Span]]:
    cues = _cues()
    found = []
    previous: Span | None = None
    for sentence in split_sentences(doc):
        text = doc.text[sentence.start : sentence.end]
        before = doc.text[previous.start : previous.end] if previous is not None else ""
        if previous is not None and _HAD_FIRST.search(text) and _share_a_thing(before, text):
            found.append((sentence, previous))
        elif previous is not None and _LATER_ONLY.search(text) and _counts(before) and _counts(text):
            found.append((previous, sentence))
        if (revised := _REVISED.search(text)) and _counts(text[revised.start("old") :]):
            middle = sentence.start + revised.start()
            old = _trim(doc, sentence.start + revised.start("old"), sentence.start + revised.end("old"))
            found.append((old, _trim(doc, sentence.start, middle)))
        taken = cues["withdrawal"].search(text)
        if taken:
            claim = cues["claim"].search(text, 0, taken.start())
            if corrected := _HAD_SAID.search(text, taken.end()):
                middle = sentence.start + corrected.start()
                found.append((_trim(doc, middle, sentence.end), _trim(doc, sentence.start, middle)))
            elif claim and (
                cues["turn"].search(text, claim.end(), taken.start()) or cues["before"].search(text, 0, claim.start())
            ):
                at = _turning(text, claim.end(), taken.start(), cues["turn"])
                found.append(
                    (_trim(doc, sentence.start, sentence.start + at), _trim(doc, sentence.start + at, sentence.end))
                )
            elif (
                previous is not None
                and cues["turn"].search(text, 0, taken.start())
                and cues["claim"].search(before)
                and _share_a_name(before, text)
            ):
                found.append((previous, sentence))
        previous = sentence
    return found


def withdrawn(text: str) -> bool:
    """Whether words of withdrawal stand in a text."""
    return _cues()["withdrawal"].search(text) is not None


def _turning(text: str, start: int, end: int, turn: re.Pattern[str]) -> int:
    """Where the sentence turns from the claim to its withdrawal: before the turning word, else before the cue."""
    match = turn.search(text, start, end)
    return match.start() if match else end


def _trim(doc: Document, start: int, end: int) -> Span:
    piece = doc.text[start:end]
    return Span(start + len(piece) - len(piece.lstrip(" ,;")), start + len(piece.rstrip(" ,;")))


def _share_a_name(a: str, b: str) -> bool:
    # The first word of a sentence is capitalised whatever it is.
    return bool(set(_NAME.findall(a)) & (set(_NAME.findall(b[1:])) | set(_NAME.findall(b)[:1])))


def _share_a_thing(a: str, b: str) -> bool:
    """Whether two sentences count or name one thing: "holds one pilot", "two pilots were captured"."""
    one, other = ({stem(word.form) for word in words_of(text)} - STOP for text in (a, b))
    return _counts(a) and _counts(b) and bool(one & other - NUMBERS)


def _counts(text: str) -> bool:
    return any(word.form.isdigit() or word.form in NUMBERS for word in words_of(text))


def _cue(doc: Document, span: Span) -> str:
    match = _cues()["withdrawal"].search(doc.text[span.start : span.end])
    return match.group() if match else "taken back"


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("dateline").joinpath("data/linking/retractions.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(
            r"\b(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + r")\b",
            re.IGNORECASE,
        )
        for name, words in table.items()
    }
