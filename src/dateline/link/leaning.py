"""Tellings that lean on another of their report: the headline on the first sentences, "the strike" on the strike told
before it, the dead of a sentence on the blow that struck them. What they leave out - who, whom, when, where - is what
the other tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.alike.fit import CLASH, concept_fit, place_fit, slot_fit, time_fit, width

if TYPE_CHECKING:
    from dateline.link.tellings import Telling

# Acts that happen to somebody and that a report may name apart from the dead they leave.
_BLOWS = "assault"
_DEEDS = ("assault", "coerce", "protest")
_LEFT = frozenset({"assault.kill", "assault.injure"})
_TOLD = frozenset({"happened", "denied"})
# How near the act of what is taken up must be, and the headline's.
_NEAR_ENOUGH = 0.7
# Sentences (the headline is the first) in which a report's news stands, and how far back "the strike" reaches.
LEAD, _REACH = 4, 8
# And a bare count of the hurt.
_NEAR = 3


def lean(told: Sequence[Telling]) -> list[Telling]:
    """The tellings, those that lean on another with what it tells where they are silent. Order is kept."""
    made = list(told)
    by_report: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(told):
        by_report[telling.mention.report].append(i)
    for rows in by_report.values():
        rows.sort(key=lambda i: (told[i].mention.start, told[i].mention.id))
        body = [i for i in rows if not told[i].title]
        for n, i in enumerate(body):
            _lean(made, i, [j for j in body[:n] if made[j].mention.id != made[i].mention.id], body[n + 1 :])
        for i in (i for i in rows if told[i].title):
            lead = [j for j in body if told[j].mention.sentence < LEAD]
            _on(made, i, [j for j in lead if _tells_the_same(made[i], made[j])])
    return made


def _lean(made: list[Telling], i: int, before: Sequence[int], after: Sequence[int]) -> None:
    one = made[i]
    if one.mention.concept in _LEFT:
        sentence = [j for j in (*reversed(before), *after) if made[j].mention.sentence == one.mention.sentence]
        if _on(made, i, [j for j in sentence if _struck(one, made[j])]):
            return
        if _bare(one):
            near = [j for j in reversed(before) if one.mention.sentence - made[j].mention.sentence <= _NEAR]
            _on(made, i, [j for j in near if _can_be_taken_up(one, made[j])])
            return
    if one.cues.taken_up and one.place is None and one.mention.concept.startswith(_DEEDS):
        near = [j for j in reversed(before) if one.mention.sentence - made[j].mention.sentence <= _REACH]
        _on(made, i, [j for j in near if _can_be_taken_up(one, made[j])])


def _on(made: list[Telling], i: int, others: Sequence[int]) -> bool:
    """Let a telling lean on the first of the others that it does not contradict."""
    one = made[i]
    home = next((made[j] for j in others if _fits(one, made[j])), None)
    if home is None:
        return False
    when = one.when if width(one.when) is not None else home.when or one.when
    made[i] = msgspec.structs.replace(
        one,
        leans_on=home.mention.id,
        actors=one.actors or home.actors,
        targets=one.targets or home.targets,
        things=one.things if one.targets else home.things,
        named=one.named or home.named,
        when=when,
        last_day=one.last_day if when is one.when else home.last_day,
        place=one.place or (None if one.place_name else home.place),
    )
    return True


def _fits(one: Telling, other: Telling) -> bool:
    """Whether nothing that both tell clashes."""
    checks: Sequence[Callable[[], float | None]] = (
        lambda: slot_fit(one.actors, other.actors),
        lambda: time_fit(one.when, other.when) if width(one.when) == 0 == width(other.when) else None,
        lambda: place_fit(one.place, other.place),
    )
    return all(check() != CLASH for check in checks)


def _struck(left: Telling, blow: Telling) -> bool:
    """Whether the dead or injured of a sentence are of the blow it tells: "hit a hospital and killed six"."""
    concept = blow.mention.concept
    return (
        concept.startswith(_BLOWS)
        and concept not in _LEFT
        and concept_fit(left.mention.concept, concept) >= _NEAR_ENOUGH
        and {left.mention.status, blow.mention.status} <= _TOLD
        and not blow.cues.campaign
    )


def _bare(one: Telling) -> bool:
    """ "About 80 people were wounded": of what was told just before, where nothing says of what else."""
    nobody = not one.actors and not one.things and all(target.kind in ("unnamed", "people") for target in one.targets)
    nowhere = one.place is None and one.place_name is None and width(one.mention.when) is None
    told_anew = one.cues.one_more or one.cues.measure or one.cues.campaign or "since" in one.words
    return nobody and nowhere and bool(one.mention.figures) and not told_anew


def _can_be_taken_up(one: Telling, other: Telling) -> bool:
    return (
        other.leans_on is None
        and concept_fit(one.mention.concept, other.mention.concept) >= _NEAR_ENOUGH
        and other.mention.status in _TOLD
        and not other.cues.campaign
        and (not one.targets or not one.cues.noun or bool(one.things.keys() & (other.things | other.content).keys()))
    )


def _tells_the_same(title: Telling, other: Telling) -> bool:
    return (
        title.mention.status == other.mention.status
        and title.cues.campaign == other.cues.campaign
        and concept_fit(title.mention.concept, other.mention.concept) >= _NEAR_ENOUGH
        and (
            title.word == other.word
            or bool(title.words.keys() & other.words.keys())
            or (slot_fit(title.actors, other.actors) or 0.0) > 0.0
            or (slot_fit(title.targets, other.targets) or 0.0) > 0.0
        )
    )
