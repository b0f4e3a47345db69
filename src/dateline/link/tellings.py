"""One mention seen as a candidate for merging: who, whom, when and where at their clearest, and its words.

A mention with several targets ("held separate talks with A and B") tells as many happenings, so it gives one telling
for each; where nothing else tells them apart they fall together again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dateline.alike.fit import width
from dateline.alike.identities import Identities, identity
from dateline.alike.things import name_stems, thing_words, weighed_words
from dateline.alike.words import fold
from dateline.link.clauses import ABOUT, Cues, clause_words, content_words, cues_of, trigger_word
from dateline.link.leaning import LEAD, lean
from dateline.model import Actor, ActorMention, Document, Mention, Party, Place, When

# What stands between two names that are told together.
_JOINED = re.compile(r"(?:,\s*)?(?:\s+and\s+|\s*&\s*|,\s+)(?:with\s+)?")
_NAME_BEFORE = re.compile(r"\b([A-Z][\w’'-]+)\s+(?:has\s+|have\s+|had\s+|also\s+)*$")
_POSSESSOR = re.compile(r"['’]s?\s")
# Characters between a title and the name it belongs to: " and Foreign Minister ".
_TITLE_GAP = 6
# Words of a clause that name no content: "rejected the claim", "denies it".
_EMPTY_WORDS = "claim charge accusation allegation report account suggestion part involvement statement way today day"
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Words and places that much of a story shares tell little in it: from so many tellings on, and for a place this share.
_FEWEST_TELLINGS, _USUAL_SHARE = 8, 0.2


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A mention, or one target's part of it."""

    mention: Mention
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    word: str  # the trigger, folded
    words: dict[str, float]  # what else the clause tells of, or the headline, with how rare each word is
    content: dict[str, float]  # of them, those that name no party
    said: dict[str, float]  # of them, of acts in words, what is said: "rejected the claim" says nothing
    particular: dict[str, float]  # the same, what the whole story tells weighed down
    things: dict[str, float]  # words of targets that have no name of their own
    named: frozenset[str]  # words of all targets, named or not
    cues: Cues
    story: str
    when: When | None
    loose_day: bool  # the words of the day stand outside the clause: it may be another act's
    place: Place | None
    place_name: str | None  # where the words name a place that could not be resolved
    usual_place: bool  # much of the story happens there
    published: When | None
    last_day: int | None  # by when it was over, where that is told; as a number
    news: int | None  # the day of the report, where it tells news and no day of its own; as a number
    voice: str | None  # key of the one person of the acting state whom the sentence names
    named_voice: str | None  # of an act in words without an actor: the name that stands before its verb
    title: bool  # stands in the headline
    lead: bool  # or in the first sentences
    reciprocal: bool
    leans_on: str | None = None  # id of the mention whose telling fills in what this one leaves out


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
    content, cues = content_words(doc, mention), cues_of(doc, mention)
    title = bool(doc.blocks) and doc.blocks[0].kind == "title" and mention.start < doc.blocks[0].end
    told_apart = reciprocal and len(targets) > 1 and bool(actors)
    whole = Telling(
        mention=mention,
        actors=tuple(actors),
        targets=tuple(targets),
        word=trigger_word(doc, mention),
        words=weighed_words(doc.text[doc.blocks[0].start : doc.blocks[0].end]) if title else clause_words(doc, mention),
        content=content,
        said={word: weight for word, weight in content.items() if word not in _EMPTY},
        particular=content,
        things=thing_words(targets),
        named=_name_words(targets),
        cues=cues,
        story=story,
        when=mention.when,
        loose_day=cues.noun and _day_outside(mention),
        place=mention.where.place if mention.where else None,
        place_name=fold(mention.where.text) if mention.where and mention.where.place is None else None,
        usual_place=False,
        published=doc.published,
        last_day=_last_day(mention.when),
        news=_news_day(mention, doc.published),
        voice=_voice(actors, mention, identities, named),
        named_voice=_named_voice(doc, mention),
        title=title,
        lead=mention.sentence < LEAD,
        reciprocal=reciprocal,
    )
    if not told_apart:
        return [whole]
    return [
        msgspec.structs.replace(whole, targets=(one,), things=thing_words([one]), named=_name_words([one]))
        for one in targets
    ]


def beside_their_story(told: Sequence[Telling]) -> list[Telling]:
    """The tellings beside the others of their report and story: silent ones lean on what the report tells elsewhere,
    and what is usual in the story is weighed down ("crossing" where all is about a crossing)."""
    told = lean(told)
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


def _name_words(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset().union(*(name_stems(actor.name) for actor in actors))


def _last_day(when: When | None) -> int | None:
    return date.fromisoformat(when.end).toordinal() if width(when) is not None else None


def _news_day(mention: Mention, published: When | None) -> int | None:
    """The day of a report that is known to the day, for what it tells as news and gives no day of its own."""
    if mention.background or width(mention.when) is not None or width(published) not in (0, 1):
        return None
    return date.fromisoformat(published.start).toordinal()


def _day_outside(mention: Mention) -> bool:
    span = mention.when_span
    return span is not None and not (mention.start <= span.start and span.end <= mention.end)


def _voice(actors: Sequence[Actor], mention: Mention, identities: Mapping, named: Sequence[ActorMention]) -> str | None:
    """Who speaks for the state that acts: "May told MPs that Britain urged restraint"."""
    if len(actors) != 1 or actors[0].country is None:
        return None
    if actors[0].kind == "person":
        return actors[0].key
    if actors[0].kind != "state" or mention.speaker is not None:
        return None  # who tells of an act of his state need not have done it
    persons = {
        one.key
        for one in (identity(identities, mention.report, actor.actor) for actor in named)
        if one.kind == "person" and one.country in (actors[0].country, None)
    }
    return persons.pop() if len(persons) == 1 else None


def _named_voice(doc: Document, mention: Mention) -> str | None:
    """ "Harper condemns ...": a name that nobody could place, and yet a name."""
    if mention.actors or not mention.concept.startswith(ABOUT):
        return None
    match = _NAME_BEFORE.search(doc.text, mention.start, mention.trigger.start)
    return fold(match.group(1)) if match and match.end() == mention.trigger.start else None


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
