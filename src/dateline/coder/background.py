"""Background or news: whether an event is told as this report's news, or as what came before it.

Time decides first: an event some days older than the report is background. Without a time the words decide: past perfect,
"in the wake of the attack", "the 1972 agreement".
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.grammar import Tree
from dateline.model import Annotations, Document, When
from dateline.tense import governing_verb

# News is told within this many days; weekly papers and slow wires are the reason it is not one.
_NEWS_DAYS = timedelta(days=3)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def background_of(
    document: Document, tree: Tree, trigger: int, when: When | None, annotations: Annotations
) -> tuple[bool, str | None]:
    """Whether the event of token `trigger` is background, with the reason in plain words."""
    if reason := _by_time(document, when):
        return True, reason
    if _dated_as_news(document, when):
        return False, None
    for reason in (
        _history(tree, trigger),
        _introduced(tree, trigger),
        _past_perfect(tree, trigger),
        _clause_words(tree, trigger),
    ):
        if reason:
            return True, reason
    return False, None


def _by_time(document: Document, when: When | None) -> str | None:
    published = document.published
    if when is None or when.end is None or when.start is None or published is None:
        return None
    first_day = published.start
    if first_day is None:
        return None
    gap = date.fromisoformat(first_day[:10]) - date.fromisoformat(when.end[:10])
    if gap > _NEWS_DAYS:
        return f"{gap.days} days before the report ({when.basis})"
    return None


def _dated_as_news(document: Document, when: When | None) -> bool:
    """Told to the day and inside the days of news: words like "after" do not make it background."""
    published = document.published
    if when is None or when.start is None or published is None or published.start is None:
        return False
    if when.precision not in ("day", "hour", "part of day"):
        return False
    return date.fromisoformat(published.start[:10]) - date.fromisoformat(when.start[:10]) <= _NEWS_DAYS


def _history(tree: Tree, trigger: int) -> str | None:
    """'the 1972 Simla Agreement', 'the 2019 crisis'."""
    token = tree.tokens[trigger]
    if token.lemma.lower() not in load_cues().history and token.text.lower() not in load_cues().history:
        return None
    for child in tree.children[trigger]:
        if child < trigger and _YEAR.fullmatch(tree.tokens[child].text):
            return f"'{tree.tokens[child].text} {token.text}' names a past event"
    return None


def _introduced(tree: Tree, trigger: int) -> str | None:
    """A noun or a participle in a phrase that tells what came before: 'after the attack', 'following the strikes'."""
    cues, at = load_cues(), trigger
    for _ in range(4):
        token = tree.tokens[at]
        if token.dep in ("ROOT", "ccomp", "dobj", "nsubj", "nsubjpass"):
            return None
        head = token.head
        if head == at:
            return None
        words = " ".join(t.text.lower() for t in tree.tokens[max(0, min(head, at) - 4) : max(head, at)])
        head_token = tree.tokens[head]
        if token.dep in ("pobj", "pcomp") or head_token.dep in ("prep", "mark", "pcomp"):
            for cue in cues.introduces:
                if re.search(rf"\b{cue}\b", words) and (
                    head_token.text.lower() in cue.split() or cue.endswith(head_token.text.lower())
                ):
                    return f"told after '{cue}'"
        for child in tree.deps(at, "mark", "prep"):
            word = tree.tokens[child].text.lower()
            if child < at and tree.tokens[child].dep == "mark" and word in ("after", "since", "before"):
                return f"told after '{word}'"
        at = head
    return None


def _past_perfect(tree: Tree, trigger: int) -> str | None:
    verb = governing_verb(tree.tokens, trigger)
    if verb != trigger:
        return None
    for child in tree.deps(verb, "aux"):
        if tree.tokens[child].lemma == "have" and tree.tokens[child].tag == "VBD":
            return "past perfect: told as earlier than the news"
    return None


def _clause_words(tree: Tree, trigger: int) -> str | None:
    for child in tree.children[trigger]:
        word = tree.tokens[child].text.lower()
        if tree.tokens[child].dep in ("advmod", "npadvmod") and word in load_cues().clause:
            return f"'{word}' tells of another time"
    return None


class Cues(NamedTuple):
    introduces: tuple[str, ...]
    clause: frozenset[str]
    history: frozenset[str]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    data = tomllib.loads((files("dateline") / "data" / "times" / "background.toml").read_text(encoding="utf-8"))
    longest_first = tuple(sorted(data["introduces"]["phrases"], key=lambda p: (-len(p), p)))
    return Cues(longest_first, frozenset(data["clause"]["words"]), frozenset(data["history"]["nouns"]))
