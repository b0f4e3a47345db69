"""Who and whom: do the parties of two tellings fit one act?

Acts in words are their speaker's, deeds are known by whom or what they hit, mutual acts by both sides together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.alike.fit import CLASH, slot_fit
from dateline.alike.things import name_stems, things_fit
from dateline.alike.words import fold
from dateline.link.tellings import Telling
from dateline.model import Actor

# What each slot adds where it fits wholly, and where one side does not tell.
_SLOT, _SLOT_UNTOLD = 0.24, 0.08
# Acts in words are known by who speaks: two speakers who have nothing in common speak of two things.
IN_WORDS = ("accuse", "request", "offer", "reject", "threaten", "support", "agree")
_EACH_FOR_HIMSELF = ("accuse", "request", "reject", "threaten", "support")
# What one did of several who speak together is hardly what he did alone.
_JOINT = 0.3
# Two of one trade and country ("leaders", "the opposition") are not yet one speaker.
_ONE_VOICE = 0.65
# Nothing is known of who speaks on one side, or nothing that the two who speak have in common.
_NO_VOICE, _OTHER_VOICE = -0.06, -0.08
# Where one telling of a mutual act names one side only, it must be the very same, and is half of it.
_THE_SAME, _ONE_SIDE = 0.85, 0.7
# Things named in the same words ("a cattle market", "the market"): their fit, the least share of words that counts, and
# the weight of words that is no chance.
_THING, _LEAST_THING, _TELLING_WORDS = 0.75, 0.4, 12.0
# Who takes the port has not taken the whole coast.
_TAKEN = frozenset({"assault.occupy", "assault.retake", "coerce.seize"})
# What happens to a man once, or hardly twice in the same news.
_ONCE = frozenset(
    f"{root}.{kind}"
    for root, kinds in (
        ("assault", "kill assassinate execute abduct car-bomb bomb"),
        ("coerce", "arrest jail"),
        ("concede", "release"),
    )
    for kind in kinds.split()
)
_SAME_MAN = 0.1
# Deeds that are done to somebody in person.
_DEEDS = ("assault", "coerce", "concede", "aid")

Fits = tuple[float | None, float | None]


def party_fits(a: Telling, b: Telling) -> Fits:
    """Fit of actors and of targets; where the act is mutual, all parties of one are held against all of the other."""
    if not (a.reciprocal and b.reciprocal):
        return _actors(a, b), _targets(a, b)
    ours, theirs = a.actors + a.targets, b.actors + b.targets
    whole = slot_fit(ours, theirs)
    if min(len(ours), len(theirs)) > 1 or whole == CLASH:
        return whole, whole
    return (_ONE_SIDE * whole if whole and whole >= _THE_SAME else None), None


def parties_worth(a: Telling, b: Telling, fits: Fits) -> float:
    """What the fits add to the score. An act in words is its speaker's: little is left where he is not told, or where
    two have nothing in common."""
    worth = sum(_SLOT_UNTOLD if fit is None else _SLOT * fit for fit in fits)
    if fits[0] is None and a.mention.concept.startswith(_EACH_FOR_HIMSELF):
        worth += _OTHER_VOICE if a.actors and b.actors else _NO_VOICE
    if a.mention.concept in _ONCE and b.mention.concept in _ONCE and _same_man(a.targets, b.targets):
        worth += _SAME_MAN
    return worth


def _same_man(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    return any(x.kind == "person" and x.key == y.key for x in one for y in other)


# --- who -------------------------------------------------------------------------------------------------------------


def _actors(a: Telling, b: Telling) -> float | None:
    if a.named_voice or b.named_voice:
        return _named_voices(a, b)
    fit = slot_fit(a.actors, b.actors)
    if not a.mention.concept.startswith(IN_WORDS):
        return _hand(a, b) if fit is None else fit
    if fit == 0.0:
        return CLASH
    if a.mention.concept.startswith(_EACH_FOR_HIMSELF):
        if fit is not None and 0.0 < fit < _ONE_VOICE:
            return None
        if a.voice and b.voice and a.voice != b.voice and fit != 1.0:
            return CLASH
        fewer, more = sorted((len(a.actors), len(b.actors)))
        if fit is not None and 0 < fewer < more:
            fit *= _JOINT + (1 - _JOINT) * fewer / more
    return fit


def _hand(a: Telling, b: Telling) -> float | None:
    """ "A missile fired by the Houthis", "an army aircraft": whose it was, in the words that name it."""
    if not a.actors or not b.actors:
        return None
    share = things_fit(*({word: 1.0 for one in t.actors for word in name_stems(one.name)} for t in (a, b)))
    return _THING * share if share is not None and share >= _LEAST_THING else None


def _named_voices(a: Telling, b: Telling) -> float | None:
    """Fit of speakers of whom one or both are a name that nobody could place: "Harper condemns ..."."""
    names = [
        {t.named_voice} if t.named_voice else {fold(word) for one in t.actors for word in one.name.split()}
        for t in (a, b)
    ]
    if not names[0] or not names[1]:
        return None
    return _THE_SAME if names[0] & names[1] else CLASH


# --- whom ------------------------------------------------------------------------------------------------------------


def _targets(a: Telling, b: Telling) -> float | None:
    if a.mention.concept.startswith(_DEEDS) and _person_and_state(a.targets, b.targets):
        return None  # who kills a man of a country does not thereby strike the country
    fit = slot_fit(a.targets, b.targets)
    if fit is None or 0.0 <= fit < _THING:
        thing = max(_found(a.things, b), _found(b.things, a))
        if thing >= _LEAST_THING:
            return max(fit or 0.0, _THING * thing)
        if fit is None and thing == 0.0 and a.things and b.things and a.mention.concept in _TAKEN:
            return 0.0
    if fit is None and (_man_and_thing(a, b) or _man_and_thing(b, a)):
        return 0.0
    return fit


def _found(things: Mapping[str, float], other: Telling) -> float:
    """How much of what has no name of its own the other telling names: "the market" where a cattle market was hit."""
    whole = sum(things.values())
    if not whole:
        return 0.0
    found = sum(weight for word, weight in things.items() if word in other.named or word in other.content)
    return found / whole * min(1.0, 0.5 + found / _TELLING_WORDS)


def _man_and_thing(a: Telling, b: Telling) -> bool:
    """Whether one tells of somebody by name and the other of something else: "killed the commander", "hit a tower"."""
    return (
        bool(b.things)
        and any(one.kind == "person" for one in a.targets)
        and all(one.kind == "unnamed" and one.sector is None and one.role is None for one in b.targets)
    )


def _person_and_state(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    kinds = [{actor.kind for actor in slot} for slot in (one, other)]
    return {"person"} in kinds and {"state"} in kinds
