"""What the words of a mention's clause tell: of whom and what, which one of its kind, and whether it is told anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.alike.fit import width
from dateline.alike.rarity import stem
from dateline.alike.things import weighed_words
from dateline.alike.words import fold
from dateline.model import Document, Mention, Party

# Acts in words: what they are about stands after the verb.
ABOUT = ("accuse", "reject", "request", "threaten")
FEWEST_WORDS = 2
# Fewer words than this before a noun make it one with its article: "the recent drone strike".
_BETWEEN = r"(?:[\w-]+\s+){0,2}"
# "The strike that began the crisis" says itself which strike it means.
_NO_MORE = r"(?!\s+(?:that|which|of|last|this|in\s+\d))"
# How far before a clause its sentence is looked at (characters), and where the sentence before it ends.
_REACH = 200
_LAST_END = re.compile(r"(?:.*(?:[.!?][\"”’]?\s|\n))?", re.DOTALL)
# Characters after the verb in which "again" and "another" tell of the act: "called again on both", "struck another".
_NEXT_WORD, _NEXT_WORDS = 7, 25
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:\s*[-–/]\s*\d{2,4})?\b")


class Cues(msgspec.Struct, frozen=True, gc=False):
    """How a clause tells its deed."""

    noun: bool  # the deed is named, not told: "the strike"
    taken_up: bool  # "the strike", "died in the ambush": what was told before
    one_more: bool  # "another", "again": not what was told before
    measure: bool  # "the worst since ...": what others are measured by
    campaign: bool  # "its assault on the strip": many blows, not one
    years: frozenset[str]  # years that the clause names


def cues_of(doc: Document, mention: Mention) -> Cues:
    clause = doc.text[mention.start : mention.end]
    at = mention.trigger.start - mention.start
    before, trigger = clause[: max(0, at)], doc.text[mention.trigger.start : mention.trigger.end].casefold()
    reach = _NEXT_WORD if mention.concept.startswith(ABOUT) else _NEXT_WORDS
    around = f"{before[-40:]} {trigger} {clause[max(0, mention.trigger.end - mention.start) :][:reach]}"
    table = _patterns()
    noun = trigger in table["deeds"]
    after = doc.text[mention.trigger.end : mention.end]
    taken_up = bool(
        (table["the"].search(before) and table["no_more"].match(after))
        if noun
        else table["in_the"].search(clause, max(0, at)) or table["did"].match(after)
    )
    campaign = trigger in table["campaign"] or mention.concept == "assault.offensive"
    return Cues(
        noun=noun,
        taken_up=taken_up,
        one_more=table["once_more"].search(around) is not None,
        measure=table["measure"].search(_sentence_before(doc, mention)) is not None,
        campaign=campaign or table["lasting"].search(around) is not None,
        years=frozenset(_YEAR.findall(clause)) or _years_before(doc, mention),
    )


def _years_before(doc: Document, mention: Mention) -> frozenset[str]:
    """Years that the sentence names before the clause, where it tells no time of its own: "the 2009 report found that
    they used ..."."""
    if width(mention.when) is not None:
        return frozenset()
    return frozenset(_YEAR.findall(_sentence_before(doc, mention)))


def _sentence_before(doc: Document, mention: Mention) -> str:
    """The sentence up to the clause."""
    before = doc.text[max(0, mention.start - _REACH) : mention.start]
    return before[_LAST_END.match(before).end() :]


def trigger_word(doc: Document, mention: Mention) -> str:
    """The first word of the trigger, folded: "spoke to" -> "spoke"."""
    words = doc.text[mention.trigger.start : mention.trigger.end].split()
    return stem(fold(words[0].strip(".,;:\"“”'"))) if words and words[0].strip(".,;:\"“”'") else ""


def clause_words(doc: Document, mention: Mention, *, without: Sequence[Party] = ()) -> dict[str, float]:
    """What the clause tells beyond its trigger, stemmed, with how rare each word is."""
    clause = doc.text[mention.start : mention.end]
    for span in (mention.trigger, *without):
        first, last = max(0, span.start - mention.start), max(0, span.end - mention.start)
        clause = clause[:first] + " " * (min(last, len(clause)) - min(first, len(clause))) + clause[last:]
    return weighed_words(clause)


def content_words(doc: Document, mention: Mention) -> dict[str, float]:
    """What the clause tells beyond who and whom; of an act in words what follows it: "An official said it was an F-16;
    Pakistan denied that it had used any"."""
    whole = clause_words(doc, mention, without=mention.actors + mention.targets)
    if not mention.concept.startswith(ABOUT):
        return whole
    after = msgspec.structs.replace(mention, start=min(mention.trigger.start, mention.end))
    said = clause_words(doc, after, without=mention.actors + mention.targets)
    return said if len(said) >= FEWEST_WORDS else whole


def wording_fit(one: Mapping[str, float], other: Mapping[str, float], *, fewest: int = FEWEST_WORDS) -> float | None:
    """Share of what the shorter telling tells that the other tells too, rare words counting more; None where the
    shorter one has fewer words than `fewest`."""
    if min(len(one), len(other)) < fewest:
        return None
    wholes = sum(one.values()), sum(other.values())
    # Of equally many words those that tell less, so that the order of the two cannot matter.
    first = (len(one), wholes[0]) <= (len(other), wholes[1])
    fewer, more, whole = (one, other, wholes[0]) if first else (other, one, wholes[1])
    return sum(weight for word, weight in fewer.items() if word in more) / whole if whole else None


def set_apart(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether words tell two things of one kind apart: "the first site", "the second site"."""
    return any(
        (ours := row & one.keys()) and (theirs := row & other.keys()) and not ours & theirs
        for row in _patterns()["apart"]
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, Any]:
    table = tomllib.loads(files("dateline").joinpath("data/linking/retelling.toml").read_text(encoding="utf-8"))
    deeds = "|".join(sorted(table["deeds"]))

    def any_of(name: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in table[name])})\b", re.IGNORECASE)

    return {
        "deeds": frozenset(table["deeds"]),
        "campaign": frozenset(table["campaign"]),
        "lasting": any_of("lasting"),
        "once_more": any_of("once_more"),
        "measure": re.compile(rf"\b(?:{'|'.join(table['superlatives'])})\b.*\bsince\b", re.IGNORECASE | re.DOTALL),
        "the": re.compile(rf"\b(?:the|this|that|these|those)\s+{_BETWEEN}$", re.IGNORECASE),
        "no_more": re.compile(_NO_MORE, re.IGNORECASE),
        "in_the": re.compile(
            rf"\b(?:in|by|during|from)\s+(?:the|this|that)\s+{_BETWEEN}(?:{deeds})\b{_NO_MORE}", re.IGNORECASE
        ),
        "did": re.compile(
            rf"\s*(?:out\s+)?(?:responsibility\s+for\s+)?(?:the|this|that)\s+{_BETWEEN}(?:{deeds})\b{_NO_MORE}",
            re.IGNORECASE,
        ),
        "apart": tuple(frozenset(stem(word) for word in row) for row in table["apart"]),
    }
