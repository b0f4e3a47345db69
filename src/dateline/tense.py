"""The tense around a word: past, present or future, read from the verb that governs it. Knows Penn tags, no events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dateline.model import Token

Tense = Literal["past", "present", "future"]

_WILL = frozenset({"will", "shall", "wo", "'ll", "’ll"})
# "is expected on Monday", "is due to meet", "plans to": what hangs on these lies ahead whatever the tense.
_AHEAD = frozenset({"expect", "schedule", "due", "slate", "plan", "set", "intend", "hope", "aim", "prepare", "vow"})


def governing_verb(tokens: Sequence[Token], i: int) -> int | None:
    """The nearest verb at or above token `i`."""
    for _ in range(len(tokens)):
        if tokens[i].pos in ("VERB", "AUX"):
            return i
        head = tokens[i].head
        if head == i:
            return None
        i = head
    return None


def tense_of(tokens: Sequence[Token], verb: int) -> Tense:
    """The tense of a verb with its auxiliaries; an infinitive or participle takes it from the verb above."""
    seen = 0
    while seen <= len(tokens):
        seen += 1
        auxiliaries = [t for t in tokens if t.head == verb and t.dep in ("aux", "auxpass") and t is not tokens[verb]]
        words = {t.text.lower() for t in auxiliaries}
        if words & _WILL:
            return "future"
        token = tokens[verb]
        finite = [t.tag for t in (*auxiliaries, token)]
        ahead = token.lemma in _AHEAD or "going" in words
        if ahead and ("VBZ" in finite or "VBP" in finite or "VBD" not in finite):
            return "future"
        if "VBD" in finite:
            return "past"
        if "VBZ" in finite or "VBP" in finite:
            # "has met", "have been killed": perfect, so past.
            return "past" if token.tag == "VBN" and any(t.lemma == "have" for t in auxiliaries) else "present"
        if "to" in words and "VB" in finite:
            return "future"
        if token.head == verb:
            return "past" if token.tag == "VBN" else "present"
        above = governing_verb(tokens, token.head)
        if above is None or above == verb:
            return "past" if token.tag == "VBN" else "present"
        verb = above
    return "present"


def tense_at(tokens: Sequence[Token], i: int) -> Tense:
    """The tense of the clause that token `i` stands in; "past" when it has no verb, as reports mostly tell the past."""
    verb = governing_verb(tokens, i)
    return "past" if verb is None else tense_of(tokens, verb)


# "Iran says on Friday" tells what was said; "the court meets on Friday" is a plan.
_REPORTS = frozenset({"say", "tell", "report", "write", "state", "claim", "warn", "announce", "add", "show", "quote"})


# What is done "until Thursday" with one of these lasts for days to come: "the curfew was extended until Thursday".
_LASTING = frozenset({"extend", "postpone", "delay", "adjourn", "suspend", "close", "remand", "ban"})


def _would_be(tokens: Sequence[Token], verb: int) -> bool:
    """ "said they would meet on Wednesday": ahead of the saying."""
    words = {t.text.lower() for t in tokens if t.head == verb and t.dep == "aux"}
    return "would" in words and "have" not in words and tokens[verb].dep == "ccomp" and tokens[verb].tag == "VB"


def _lasts_until(tokens: Sequence[Token], i: int, verb: int) -> bool:
    lead = tokens[tokens[i].head]
    return lead.text.lower() in ("until", "till") and tokens[verb].lemma in _LASTING


_NAMING = frozenset({"compound", "poss", "amod", "nmod", "nummod"})


def is_planned(tokens: Sequence[Token], i: int) -> bool:
    """Whether the day at token `i` lies ahead: in the future, or right beside a verb in the simple present.

    "Soldiers are deployed since Friday" and "during Friday's debate" are no plans; nor are headlines, without full
    stop, which tell the past in the present.
    """
    verb = governing_verb(tokens, i)
    if verb is None:
        return False
    tense = tense_of(tokens, verb)
    if tense == "future":
        # "to recover from her Sunday fall": a day that names a thing takes no tense from an infinitive.
        return tokens[i].dep not in _NAMING or any(t.head == verb and t.text.lower() in _WILL for t in tokens)
    if _would_be(tokens, verb) or _lasts_until(tokens, i, verb):
        return True
    if tense == "past":
        return False
    head = tokens[i].head
    head = tokens[head].head if tokens[head].pos == "ADP" else head
    simple = head == verb and tokens[verb].tag in ("VBZ", "VBP") and tokens[verb].lemma not in _REPORTS
    return simple and any(token.text in (".", "!", "?", ";", ":") for token in tokens[-3:])
