"""Background or news: whether an event is told as this report's news, or as what came before it.

Time decides first: an event some days older than the report is background. Without a time the words decide: "the 1972
agreement", "in the wake of the attack", "had met".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.coder.timecues import load_time_cues
from dateline.coder.when import SINCE, time_told
from dateline.grammar import Tree
from dateline.model import Annotations, Document, When

# News is told within this many days; weekly papers and slow wires are the reason it is not one.
_NEWS_DAYS = timedelta(days=3)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A phrase of background stands at most this many words above what it holds: "after the deadly attack on the camp".
_REACH = 4


def background_of(
    document: Document, tree: Tree, trigger: int, when: When | None, annotations: Annotations
) -> tuple[bool, str | None]:
    """Whether the event of token `trigger` is background, with the reason in plain words."""
    if reason := _by_time(document, when):
        return True, reason
    if reason := _history(document, tree, trigger):
        return True, reason
    if _dated_as_news(document, when):
        return False, None
    reason = (
        _long_ago_in_words(document, tree, trigger, annotations)
        or _introduced(tree, trigger)
        or _past_perfect(tree, trigger)
        or _clause_words(tree, trigger)
    )
    return bool(reason), reason


# --- by time -------------------------------------------------------------------------------------------------------


def _by_time(document: Document, when: When | None) -> str | None:
    """Older than the news even on the earliest day the report may be of."""
    published = document.published
    if when is None or when.start is None or when.end is None or published is None or published.start is None:
        return None
    # What went on "since January" is no news of today, though it goes on.
    last = when.start if when.basis.startswith(SINCE) else when.end
    gap = date.fromisoformat(published.start[:10]) - date.fromisoformat(last[:10])
    if gap <= _NEWS_DAYS:
        return None
    days = f"{gap.days} days" if gap.days < 2 * 365 else f"{gap.days // 365} years"
    return f"{days} before the report ({when.basis})"


def _dated_as_news(document: Document, when: When | None) -> bool:
    """Told to the day and inside the days of news: words like "after" do not make it background."""
    published = document.published
    if when is None or when.start is None or published is None or published.start is None:
        return False
    # "had been killed since Sunday" goes on up to the report; "since January" sums up what was news before.
    goes_on = when.precision == "interval" and when.basis.startswith(SINCE)
    if not goes_on and when.precision not in ("day", "hour", "part of day"):
        return False
    return date.fromisoformat(published.start[:10]) - date.fromisoformat(when.start[:10]) <= _NEWS_DAYS


def _long_ago_in_words(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> str | None:
    """'last month's attack' in a report without a date is older than the news all the same."""
    time = time_told(document, tree, trigger, annotations)
    words = document.text[time.start : time.end] if time else ""
    return f"'{words}' is before the news" if load_time_cues().long_ago.search(words) else None


# --- by words ------------------------------------------------------------------------------------------------------


def _history(document: Document, tree: Tree, trigger: int) -> str | None:
    """'the 1972 agreement', 'the 2019 crisis': a noun named by a year that is not the report's."""
    token, history = tree.tokens[trigger], load_time_cues().history
    if token.lemma.lower() not in history and token.text.lower() not in history:
        return None
    published = document.published.start[:4] if document.published and document.published.start else None
    for child in tree.children[trigger]:
        year = tree.tokens[child].text
        if child < trigger and _YEAR.fullmatch(year) and year != published:
            return f"'{year} ... {token.text}' names a past event"
    return None


def _introduced(tree: Tree, trigger: int) -> str | None:
    """A known event in a phrase that tells what came before: 'after the attack', 'following last week's strikes'.

    'after an attack' brings it as news, 'after he was beaten' is part of the account; so only a definite noun, or a
    noun named by a name, counts.
    """
    tokens, at = tree.tokens, trigger
    if tokens[at].dep in ("relcl", "acl", "advcl"):  # "after the attack that killed 26"
        at = tokens[at].head
    if tokens[at].pos not in ("NOUN", "PROPN"):
        return None
    if not any(_makes_known(tree, child) for child in tree.children[at] if child < at):
        return None
    for _ in range(_REACH):
        token = tokens[at]
        if token.head == at or token.dep in ("nsubj", "nsubjpass", "dobj", "ccomp"):
            return None
        at = token.head
        if token.dep in ("pobj", "pcomp"):
            lead = " ".join(t.text.lower() for t in tokens[max(0, at - 3) : at + 1])
            cue = next((c for c in load_time_cues().introduces if lead == c or lead.endswith(" " + c)), None)
            if cue:
                return f"stands after '{cue}'"
    return None


def _makes_known(tree: Tree, child: int) -> bool:
    token = tree.tokens[child]
    if token.dep == "det":
        return token.text.lower() in ("the", "this", "that", "these", "those")
    return token.dep in ("poss", "compound") and token.pos in ("PROPN", "NOUN", "PRON")


def _past_perfect(tree: Tree, trigger: int) -> str | None:
    if tree.tokens[trigger].tag not in ("VBN", "VBG"):
        return None
    for child in tree.deps(trigger, "aux"):
        if tree.tokens[child].lemma == "have" and tree.tokens[child].tag == "VBD":
            return f"'had {tree.tokens[trigger].text}': told as earlier than the news"
    return None


def _clause_words(tree: Tree, trigger: int) -> str | None:
    for child in tree.children[trigger]:
        word = tree.tokens[child].text.lower()
        if tree.tokens[child].dep in ("advmod", "npadvmod") and word in load_time_cues().clause:
            return f"'{word}' tells of another time"
    return None
