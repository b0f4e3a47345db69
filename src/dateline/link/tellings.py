"""One mention seen as a candidate for merging, and the score of two of them: explainable features, plain weights.

A mention with several targets ("held separate talks with A and B") tells as many happenings, so it gives one telling
for each; where nothing else tells them apart they fall together again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from dateline.alike.fit import CLASH, concept_fit, history_apart, place_fit, slot_fit, time_fit
from dateline.alike.identities import Identities, identity
from dateline.alike.rarity import STOP, rarity, stem
from dateline.alike.words import fold, words_of
from dateline.model import Actor, ActorMention, Document, Mention, Party, Place, When

# What each feature adds where it fits wholly, and where one side does not tell. They sum to 1 for a perfect fit.
_CONCEPT = 0.34
_SLOT, _SLOT_UNTOLD = 0.24, 0.08
_TIME, _TIME_UNTOLD, _NEXT_DAY = 0.12, 0.04, -0.06
_PLACE, _PLACE_UNTOLD = 0.06, 0.02
# Two tellings of one report stand beside each other for a reason: the same word again speaks for one happening, a
# sentence that tells two things speaks against.
_SAME_WORD, _SAME_SENTENCE = 0.06, -0.08
_SAME_FIGURE, _OTHER_FIGURE = 0.06, -0.04
# One report that tells of seven dead and of four dead tells of two things.
_OTHER_FIGURE_OF_ONE_REPORT = -0.2
# Words that both clauses have beyond the act itself ("Pahalgam", "26", "ambassador").
_WORDING, _FEWEST_WORDS = 0.16, 2
# "The attack that killed 26": a clause inside the other tells of the same.
_INSIDE, _NEAR_ENOUGH = 0.18, 0.8
# The dead and the injured of one sentence are of one attack.
_CASUALTIES = frozenset({"assault.kill", "assault.injure"})
# History and news: a telling of old times and one of now are two things unless the times say otherwise.
_HISTORY = -0.14
# A denial may be of something near by: "did not target other parts of the building".
_DENIED = -0.08
# Acts in words are known by who speaks: two speakers who have nothing in common speak of two things.
_IN_WORDS = ("accuse", "request", "offer", "reject", "threaten", "support", "agree")
_THE_SAME = 0.85
# What stands between two names that are told together.
_JOINED = re.compile(r"(?:,\s*)?(?:\s+and\s+|\s*&\s*|,\s+)(?:with\s+)?")
_POSSESSOR = re.compile(r"['’]s?\s")
# Characters between a title and the name it belongs to: " and Foreign Minister ".
_TITLE_GAP = 6
_ABOUT = ("accuse", "reject", "request", "threaten")
# Two tellings of acts in words that both say what about, and share no word of it, are of two things.
_OTHER_CONTENT, _LEAST_CONTENT = -0.22, 0.2
# A refusal that does not say of what may be of anything.
_NO_CONTENT = -0.14
# Words and places that much of a story shares tell little in it: from so many tellings on, and for a place this share.
_FEWEST_TELLINGS, _USUAL_SHARE = 8, 0.2
# Who fights fights again: blows of one side are one blow only where something tells so - a day, a town, a victim, a
# number, the words.
_OFTEN_KINDS = "attack general kill injure airstrike artillery drone shoot clash offensive destroy bomb beat"
_OFTEN = frozenset(f"assault.{kind}" for kind in _OFTEN_KINDS.split())
_NOTHING_IN_PARTICULAR, _SOME_WORDING = -0.12, 0.34
_TOWNS = frozenset({"point", "town"})
# Two towns of which neither is far nor near.
_OTHER_TOWN = -0.1
# Words of a clause that name no content: "rejected the claim", "denies it".
_EMPTY_WORDS = "claim charge accusation allegation report account suggestion part involvement statement way today day"
_EMPTY = frozenset(stem(word) for word in _EMPTY_WORDS.split())
# What did not happen yet is another thing than what did: "threatened to strike" is no telling of the strike.
_WORLD = {"happened": 0, "denied": 0, "planned": 1, "threatened": 1, "called for": 2, "hypothetical": 3}


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A mention, or one target's part of it."""

    mention: Mention
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    word: str  # the trigger, folded
    words: dict[str, float]  # what else the clause tells of, with how rare each word is
    content: dict[str, float]  # of them, those that name no party
    particular: dict[str, float]  # the same, what the whole story tells weighed down
    story: str
    place: Place | None
    usual_place: bool  # much of the story happens there
    published: When | None
    reciprocal: bool


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """How well two tellings fit one happening (`CLASH`: not at all), and why in words."""

    score: float
    reasons: tuple[str, ...]


def tellings(
    mention: Mention,
    doc: Document,
    story: str,
    identities: Identities,
    named: Sequence[ActorMention],
    *,
    reciprocal: bool,
) -> list[Telling]:
    """One telling for each target of a mutual act ("spoke to A and B"); one of everything else, or where there is only
    one: "urged A and B" urges both at once. `named` are the actors that the mention's sentence names."""
    parties = _with_conjuncts(mention.targets, doc, named) if reciprocal else mention.targets
    actors, targets = (
        _without_titles([(party, identity(identities, mention.report, party.actor)) for party in slot])
        for slot in (mention.actors, parties)
    )
    content = _content_words(doc, mention)
    told_apart = reciprocal and len(targets) > 1 and bool(actors)
    return [
        Telling(
            mention=mention,
            actors=tuple(actors),
            targets=tuple(part),
            word=trigger_word(doc, mention),
            words=_clause_words(doc, mention),
            content=content,
            particular=content,
            story=story,
            place=mention.where.place if mention.where else None,
            usual_place=False,
            published=doc.published,
            reciprocal=reciprocal,
        )
        for part in ([[target] for target in targets] if told_apart else [targets])
    ]


def beside_their_story(told: Sequence[Telling]) -> list[Telling]:
    """The tellings with what is usual in their story weighed down: "crossing" where all is about a crossing."""
    by_story: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_story[telling.story].append(telling)
    counts = {story: Counter(word for t in rows for word in t.content) for story, rows in by_story.items()}
    places = {story: Counter(t.place.id for t in rows if t.place) for story, rows in by_story.items()}
    made = []
    for telling in told:
        size = len(by_story[telling.story])
        if size < _FEWEST_TELLINGS:
            made.append(telling)
            continue
        known = counts[telling.story]
        particular = {
            word: weight * min(1.0, math.log((size + 1) / known[word]) / math.log(size / 2))
            for word, weight in telling.content.items()
        }
        usual = telling.place is not None and places[telling.story][telling.place.id] > _USUAL_SHARE * size
        made.append(msgspec.structs.replace(telling, particular=particular, usual_place=usual))
    return made


def _with_conjuncts(targets: Sequence[Party], doc: Document, named: Sequence[ActorMention]) -> list[Party]:
    """The targets with who is named beside them: "A and B", or "his counterparts in A and B", two actors at one
    place."""
    found = list(targets)
    apart = [one for one in named if not any(_within(one, other) for other in named)]
    for target in targets:
        for other in apart:
            first, second = sorted((target, other), key=lambda span: (span.start, span.end))
            beside = (target.start, target.end) == (other.start, other.end)
            if not beside and not _JOINED.fullmatch(doc.text[first.end : second.start]):
                continue
            if _POSSESSOR.match(doc.text, other.end):
                continue  # "India's A and Pakistan's B": B is the second target, Pakistan only says whose he is
            if all(other.actor.key != party.actor.key for party in found):
                found.append(Party(start=other.start, end=other.end, actor=other.actor))
    return sorted(found, key=lambda party: (party.start, party.end, party.actor.key))


def _within(one: ActorMention, other: ActorMention) -> bool:
    """ "Pakistani" in "Pakistani Foreign Minister D." is nobody beside him."""
    return (one.end - one.start) < (other.end - other.start) and other.start <= one.start and one.end <= other.end


def _without_titles(parties: Sequence[tuple[Party, Actor]]) -> list[Actor]:
    """Each actor once; "Deputy Prime Minister and Foreign Minister D." is one man, not two."""
    found: list[Actor] = []
    for n, (party, actor) in enumerate(parties):
        following = parties[n + 1] if n + 1 < len(parties) else None
        title = actor.kind in ("office", "unnamed") and actor.role is not None
        if title and following and following[1].kind == "person" and following[0].start - party.end <= _TITLE_GAP:
            continue
        if all(other.key != actor.key for other in found):
            found.append(actor)
    return found


def trigger_word(doc: Document, mention: Mention) -> str:
    """The first word of the trigger, folded: "spoke to" -> "spoke"."""
    words = doc.text[mention.trigger.start : mention.trigger.end].split()
    return stem(fold(words[0].strip(".,;:\"“”'"))) if words and words[0].strip(".,;:\"“”'") else ""


def _clause_words(doc: Document, mention: Mention, *, without: Sequence[Party] = ()) -> dict[str, float]:
    clause = doc.text[mention.start : mention.end]
    for span in (mention.trigger, *without):
        first, last = max(0, span.start - mention.start), max(0, span.end - mention.start)
        clause = clause[:first] + " " * (min(last, len(clause)) - min(first, len(clause))) + clause[last:]
    return {form: rarity(form) for form in (stem(word.form) for word in words_of(clause)) if form not in STOP}


def _content_words(doc: Document, mention: Mention) -> dict[str, float]:
    """What the clause tells beyond who and whom; of an act in words what follows it: "An official said it was an F-16;
    Pakistan denied that it had used any"."""
    whole = _clause_words(doc, mention, without=mention.actors + mention.targets)
    if not mention.concept.startswith(_ABOUT):
        return whole
    after = msgspec.structs.replace(mention, start=min(mention.trigger.start, mention.end))
    said = _clause_words(doc, after, without=mention.actors + mention.targets)
    return said if len(said) >= _FEWEST_WORDS else whole


def _wording_fit(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Share of what the shorter clause tells that the other tells too, rare words counting more."""
    fewer, more = sorted((one, other), key=lambda words: (len(words), sorted(words)))
    whole = sum(fewer.values())
    if len(fewer) < _FEWEST_WORDS or not whole:
        return None
    return sum(weight for word, weight in fewer.items() if word in more) / whole


def judge(a: Telling, b: Telling) -> Judgement:
    """Score from CLASH or 0 to about 1; the reasons name what fits, best first."""
    near = concept_fit(a.mention.concept, b.mention.concept)
    if near == 0.0 or _WORLD[a.mention.status] != _WORLD[b.mention.status]:
        return Judgement(CLASH, ())
    slots = _slots(a, b)
    when = time_fit(a.mention.when, b.mention.when)
    where = place_fit(a.place, b.place)
    if CLASH in slots or when == CLASH or where == CLASH:
        return Judgement(CLASH, ())
    score = _CONCEPT * near + sum(_SLOT_UNTOLD if fit is None else _SLOT * fit for fit in slots)
    score += _TIME_UNTOLD if when is None else _next_day(a, b) if when == 0.0 else _TIME * when
    score += _PLACE_UNTOLD if where is None else _OTHER_TOWN if where == 0.0 else _PLACE * where
    score += _SAME_WORD * (a.word == b.word) + _figures(a.mention, b.mention)
    if (same_sentence := _one_sentence(a.mention, b.mention)) is not None:
        score += same_sentence
    elif (wording := _common_wording(a, b)) is not None:
        score += _WORDING * wording
    score += _content(a, b) + _nothing_in_particular(a, b, slots, when, where)
    if history_apart(a.mention.when, b.mention.when):
        score += _HISTORY
    if a.mention.status != b.mention.status:
        score += _DENIED
    return Judgement(score, tuple(_reasons(a, b, near, slots, when, where)))


def _slots(a: Telling, b: Telling) -> tuple[float | None, float | None]:
    """Fit of actors and targets; where the act is mutual, all parties of one are held against all of the other."""
    if not (a.reciprocal and b.reciprocal):
        actors = slot_fit(a.actors, b.actors)
        if actors == 0.0 and a.mention.concept.startswith(_IN_WORDS):
            actors = CLASH
        return actors, slot_fit(a.targets, b.targets)
    ours, theirs = a.actors + a.targets, b.actors + b.targets
    whole = slot_fit(ours, theirs)
    if min(len(ours), len(theirs)) > 1 or whole == CLASH:
        return whole, whole
    # Where one telling names one side only, nothing is known of the other: it must name the very same.
    return (whole if whole and whole >= _THE_SAME else None), None


def _common_wording(a: Telling, b: Telling) -> float | None:
    """Of acts in words only what was said: that the same two speak says nothing of what they speak about."""
    if a.mention.concept.startswith(_ABOUT):
        return _wording_fit(a.content, b.content)
    return _wording_fit(a.words, b.words)


def _content(a: Telling, b: Telling) -> float:
    """Acts in words: what is denied, warned of, asked for."""
    if not (a.mention.concept.startswith(_ABOUT) and b.mention.concept.startswith(_ABOUT)):
        return 0.0
    fit = _wording_fit(*({word: w for word, w in t.content.items() if word not in _EMPTY} for t in (a, b)))
    if fit is None:
        return _NO_CONTENT * all(t.mention.concept.startswith("reject") for t in (a, b))
    return _OTHER_CONTENT if fit < _LEAST_CONTENT else 0.0


def _nothing_in_particular(
    a: Telling, b: Telling, slots: Sequence[float | None], when: float | None, where: float | None
) -> float:
    """Two blows of one side that agree on nothing but who struck and, at most, which country was struck."""
    if not {a.mention.concept, b.mention.concept} <= _OFTEN or not (slots[0] or 0.0) > 0.0:
        return 0.0
    if (
        when == 1.0
        or _figures(a.mention, b.mention) > 0
        or (_wording_fit(a.particular, b.particular) or 0.0) >= _SOME_WORDING
    ):
        return 0.0
    if where is not None and where >= 0.7 and not a.usual_place and {a.place.precision, b.place.precision} <= _TOWNS:
        return 0.0
    named = all(any(t.kind != "state" for t in telling.targets) for telling in (a, b))
    if named and slots[1] is not None and slots[1] >= 0.5:
        return 0.0
    return _NOTHING_IN_PARTICULAR


def _one_sentence(a: Mention, b: Mention) -> float | None:
    """What it tells that two mentions stand in one sentence; None where they do not."""
    if a.report != b.report or a.sentence != b.sentence:
        return None
    if {a.concept, b.concept} == _CASUALTIES:
        return _INSIDE
    inside = a.start <= b.trigger.start < a.end or b.start <= a.trigger.start < b.end
    return _INSIDE if inside and concept_fit(a.concept, b.concept) >= _NEAR_ENOUGH else _SAME_SENTENCE


def _next_day(a: Telling, b: Telling) -> float:
    """Neighbouring days: a strike at night may be told under either, an appeal is made anew."""
    return _NEXT_DAY - 0.1 * a.mention.concept.startswith(_IN_WORDS)


def _figures(a: Mention, b: Mention) -> float:
    """Equal counts of the dead speak for one happening; other counts only a little against: counts change."""
    kinds = {figure.kind: figure.best for figure in a.figures if figure.best is not None}
    for figure in b.figures:
        if figure.kind in kinds and figure.best is not None:
            other = _OTHER_FIGURE_OF_ONE_REPORT if a.report == b.report else _OTHER_FIGURE
            return _SAME_FIGURE if figure.best == kinds[figure.kind] else other
    return 0.0


def _reasons(a: Telling, b: Telling, near: float, slots: Sequence[float | None], when, where) -> list[str]:
    found = []
    if near == 1.0:
        found.append(f"both {a.mention.concept}")
    else:
        found.append(f"{a.mention.concept} is near {b.mention.concept}")
    for one, other, fit, slot in ((a.actors, b.actors, slots[0], "actor"), (a.targets, b.targets, slots[1], "target")):
        if fit is not None:
            ours, theirs = _names(one), _names(other)
            found.append(f"same {slot} {ours}" if ours == theirs else f"{slot} {ours} = {theirs}")
    if when:
        found.append(f"both on {a.mention.when.start}" if when == 1.0 else "times that meet")
    if where:
        found.append(f"both at {a.place.name}" if where == 1.0 else f"{a.place.name} and {b.place.name} meet")
    return found


def _names(actors: Sequence[Actor]) -> str:
    return " and ".join(actor.name for actor in actors)
