"""Are two tellings one happening? A score of explainable features with plain weights.

Every weight is a share of a perfect fit; `events.py` says from which score on two tellings are one event. The weights
were set by reading what they merge (docs/measured-linking.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.alike.fit import CLASH, concept_fit
from dateline.alike.rarity import rarity
from dateline.link.clauses import ABOUT, set_apart, wording_fit
from dateline.link.parties import IN_WORDS, Fits, parties_worth, party_fits
from dateline.link.scene import in_towns, place_fits, scene_worth, time_fits
from dateline.link.tellings import Telling
from dateline.model import Actor, Mention

# What the act adds. Acts that are only distant kin need more than their parties: a meeting agreed is no telephone call.
_CONCEPT, _KIN, _DISTANT = 0.34, 0.7, 0.3
# One telling takes up the other: the headline, "the strike", the dead of the same sentence.
_LEANS = 0.3
# A headline and the first sentences of its report.
_HEADLINE = 0.05
# Two tellings of one report stand beside each other for a reason: the same word again speaks for one happening, a
# sentence that tells two things speaks against.
_SAME_WORD, _RARE_WORD, _SAME_SENTENCE = 0.04, 0.012, -0.08
# Counts that are equal, the more so where they are high, and counts that differ.
_SAME_FIGURE, _SAME_HIGH_COUNT, _HIGH_COUNT, _OTHER_FIGURE = 0.06, 0.1, 10, -0.04
# One report that tells of seven dead and of four dead tells of two things.
_OTHER_FIGURE_OF_ONE_REPORT = -0.2
# Words that both clauses have beyond the act itself ("Pahalgam", "26", "ambassador").
_WORDING = 0.16
# "The attack that killed 26": a clause inside the other tells of the same.
_INSIDE, _NEAR_ENOUGH = 0.18, 0.8
# The dead and the injured of one sentence are of one attack.
_CASUALTIES = frozenset({"assault.kill", "assault.injure"})
# A denial may be of something near by: "did not target other parts of the building".
_DENIED = -0.08
# A campaign is more than one of its blows.
_CAMPAIGN = -0.16
# "The worst since soldiers killed ...": not the one that is the worst.
_MEASURE = -0.2
# "Another attack", "again called": not the one told before.
_ONE_MORE, _SPOKEN_ONCE_MORE = -0.14, -0.22
# Two tellings of acts in words that both say what about, and share no word of it, are of two things.
_OTHER_CONTENT, _LEAST_CONTENT = -0.22, 0.2
# A refusal that does not say of what may be of anything.
_NO_CONTENT = -0.2
# Something must tell that two tellings are of one happening: somebody, a place, a number, the words. Who fights fights
# again: for blows of one side it must be more than who struck - a day, a town, a victim, a number, the words.
_OFTEN_KINDS = "attack assassinate general kill injure airstrike artillery drone shoot clash offensive destroy bomb beat shoot-down"
_OFTEN = frozenset(f"assault.{kind}" for kind in _OFTEN_KINDS.split())
_NOTHING_IN_PARTICULAR, _NOTHING_AT_ALL, _SOME_WORDING = -0.12, -0.1, 0.34
_WORLD = {"happened": 0, "denied": 0, "planned": 1, "threatened": 1, "called for": 2, "hypothetical": 3}
# Pairs that fit less are no reason for a merger.
_WORTH_TELLING = 0.3
_PROMISES = ("agree.promise", "offer")


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """How well two tellings fit one happening (`CLASH`: not at all), and why in words."""

    score: float
    reasons: tuple[str, ...]


_APART = Judgement(CLASH, ())


def judge(a: Telling, b: Telling) -> Judgement:
    """Score from CLASH or 0 to about 1; the reasons name what fits, best first."""
    near = concept_fit(a.mention.concept, b.mention.concept)
    if near == 0.0 or not _one_world(a.mention, b.mention):
        return _APART
    parties, when, where = party_fits(a, b), time_fits(a, b), place_fits(a, b)
    if CLASH in parties or when == CLASH or where == CLASH or set_apart(a.things, b.things):
        return _APART
    leans = a.leans_on == b.mention.id or b.leans_on == a.mention.id
    score = (
        _CONCEPT * near
        - _DISTANT * max(0.0, _KIN - near)
        + parties_worth(a, b, parties)
        + scene_worth(a, b, when, where)
        + _words(a, b, leans=leans)
        + _figures(a.mention, b.mention, same_victims=(parties[1] or 0.0) >= 0.5)
        + _content(a, b)
        + _nothing_in_particular(a, b, parties, when, where, leans=leans)
        + _which_one(a, b, when, leans=leans)
    )
    if score < _WORTH_TELLING:
        return Judgement(score, ())
    return Judgement(score, tuple(_reasons(a, b, near, parties, when, where, leans=leans)))


def _one_world(a: Mention, b: Mention) -> bool:
    """What did not happen yet is another thing than what did: "threatened to strike" is no telling of the strike. A
    promise is made when it is spoken, whatever becomes of it."""
    return _WORLD[a.status] == _WORLD[b.status] or (a.concept.startswith(_PROMISES) and b.concept.startswith(_PROMISES))


# --- words -----------------------------------------------------------------------------------------------------------


def _words(a: Telling, b: Telling, *, leans: bool) -> float:
    same_word = _SAME_WORD + _RARE_WORD * rarity(a.word) if a.word == b.word else 0.0
    if leans:
        return same_word + _LEANS
    if (same_sentence := _one_sentence(a.mention, b.mention)) is not None:
        return same_word + same_sentence
    headline = a.mention.report == b.mention.report and ((a.title and b.lead) or (b.title and a.lead))
    return same_word + _HEADLINE * headline + _WORDING * (_common_wording(a, b) or 0.0)


def _common_wording(a: Telling, b: Telling) -> float | None:
    """Of acts in words only what was said: that the same two speak says nothing of what they speak about."""
    if a.mention.concept.startswith(ABOUT):
        return wording_fit(a.particular, b.particular)
    return wording_fit(a.words, b.words)


def _one_sentence(a: Mention, b: Mention) -> float | None:
    """What it tells that two mentions stand in one sentence; None where they do not."""
    if a.report != b.report or a.sentence != b.sentence:
        return None
    if {a.concept, b.concept} == _CASUALTIES:
        return _INSIDE
    inside = a.start <= b.trigger.start < a.end or b.start <= a.trigger.start < b.end
    return _INSIDE if inside and concept_fit(a.concept, b.concept) >= _NEAR_ENOUGH else _SAME_SENTENCE


def _content(a: Telling, b: Telling) -> float:
    """Acts in words: what is denied, warned of, asked for."""
    if not (a.mention.concept.startswith(ABOUT) and b.mention.concept.startswith(ABOUT)):
        return 0.0
    fit = wording_fit(a.said, b.said)
    if fit is None:
        return _NO_CONTENT * all(t.mention.concept.startswith("reject") for t in (a, b))
    return _OTHER_CONTENT if fit < _LEAST_CONTENT else 0.0


# --- which one of its kind -------------------------------------------------------------------------------------------


def _figures(a: Mention, b: Mention, *, same_victims: bool) -> float:
    """Equal counts of the dead speak for one happening; other counts only a little against: counts change, and rivals
    count the same dead otherwise."""
    kinds = {figure.kind: figure.best for figure in a.figures if figure.best is not None}
    for figure in b.figures:
        if figure.kind in kinds and figure.best is not None:
            if figure.best != kinds[figure.kind]:
                rivals = a.speaker is not None and b.speaker is not None and a.speaker != b.speaker and same_victims
                return _OTHER_FIGURE_OF_ONE_REPORT if a.report == b.report and not rivals else _OTHER_FIGURE
            return _SAME_HIGH_COUNT if figure.best >= _HIGH_COUNT else _SAME_FIGURE
    return 0.0


def _nothing_in_particular(
    a: Telling, b: Telling, parties: Fits, when: float | None, where: float | None, *, leans: bool
) -> float:
    """Two tellings that agree on nobody, no place, number or words; two blows that agree on nothing but who struck and,
    at most, which country was struck."""
    if leans:
        return 0.0
    often = {a.mention.concept, b.mention.concept} <= _OFTEN
    if _figures(a.mention, b.mention, same_victims=True) > 0 or ((where or 0.0) >= 0.7 and in_towns(a, b)):
        return 0.0
    if (wording_fit(a.particular, b.particular) or 0.0) >= _SOME_WORDING:
        return 0.0
    if when == 1.0 and a.mention.report != b.mention.report:  # all that one report tells may be of one day
        return 0.0
    if not (parties[0] or 0.0) > 0.0:
        return 0.0 if (parties[1] or 0.0) > 0.0 or _one_sentence(a.mention, b.mention) == _INSIDE else _NOTHING_AT_ALL
    if not often:
        return 0.0
    named = all(any(t.kind != "state" for t in telling.targets) for telling in (a, b))
    if named and parties[1] is not None and parties[1] >= 0.5:
        return 0.0
    return _NOTHING_IN_PARTICULAR


def _which_one(a: Telling, b: Telling, when: float | None, *, leans: bool) -> float:
    """What the clauses tell of which happening they mean: a denial, a campaign or a blow, one more."""
    score = _DENIED * (a.mention.status != b.mention.status)
    if leans:
        return score
    if a.cues.campaign != b.cues.campaign and when != 1.0 and a.mention.concept.startswith("assault"):
        score += _CAMPAIGN
    if a.cues.measure != b.cues.measure:
        score += _MEASURE
    if a.cues.one_more != b.cues.one_more:
        if a.mention.concept.startswith(IN_WORDS):
            score += _SPOKEN_ONCE_MORE * (2 if _told_of(a) != _told_of(b) else 1)
        elif a.mention.report == b.mention.report:
            score += _ONE_MORE
    return score


def _told_of(telling: Telling) -> int | None:
    """The day of the act, or else of the report."""
    return telling.news or telling.last_day


# --- in words --------------------------------------------------------------------------------------------------------


def _reasons(
    a: Telling, b: Telling, near: float, parties: Fits, when: float | None, where: float | None, *, leans: bool
) -> list[str]:
    found = []
    if near == 1.0:
        found.append(f"both {a.mention.concept}")
    else:
        found.append(f"{a.mention.concept} is near {b.mention.concept}")
    if leans:
        found.append("one takes up the other")
    for one, other, fit, slot in (
        (a.actors, b.actors, parties[0], "actor"),
        (a.targets, b.targets, parties[1], "target"),
    ):
        if fit and one and other:
            ours, theirs = _names(one), _names(other)
            found.append(f"same {slot} {ours}" if ours == theirs else f"{slot} {ours} = {theirs}")
    if when:
        found.append(f"both on {a.when.start}" if when == 1.0 else "times that meet")
    if where:
        known = [t.place.name if t.place else t.mention.where.text for t in (a, b)]
        found.append(f"both at {known[0]}" if known[0] == known[1] else f"{known[0]} and {known[1]} meet")
    return found


def _names(actors: Sequence[Actor]) -> str:
    return " and ".join(actor.name for actor in actors)
