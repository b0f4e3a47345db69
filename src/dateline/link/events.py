"""One event from many mentions: within a report, across reports, across wordings.

Candidates come from blocks (a root, a story, somebody or some day they share), never from all pairs; pairs are scored
by `tellings.judge`; groups join by average link unless any two of their members clash.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from dateline.alike.fit import CLASH, actor_fit, days_between, roots_near, width
from dateline.alike.identities import find_identities
from dateline.ids import short_id, unique_ids
from dateline.link.clusters import average_link
from dateline.link.judging import Judgement, judge
from dateline.link.tellings import Telling, beside_their_story, tellings
from dateline.model import (
    Actor,
    ActorMention,
    Annotations,
    Document,
    Event,
    Family,
    Mention,
    Place,
    Status,
    Story,
    When,
)
from dateline.resources import Resources

# The least mean score of two groups that are one event, and of two mentions from different stories: an attack that two
# stories look back on is one event only where its day is told as well.
_LEAST = 0.65
_ACROSS_STORIES = 0.12
# How much of a group's score the best pair alone decides: a short telling ("the April attack") fits few others well.
_BEST_SHARE = 0.7
# Two groups of which more pairs than this share clash stay apart: one mention that was read wrongly must not part ten.
_CLASHES = 0.2
# Two versions of one sentence, in a report and its copy, tell one thing.
_COPIED = 0.25
# A block with more tellings than this is walked in the order of time, each with its next neighbours.
_LARGE_BLOCK, _WINDOW = 80, 25
# How exactly a kind of actor says who it was: the most exact names the event's actors.
_GRAIN = {"person": 0, "office": 1, "group": 2, "organisation": 2, "people": 3, "state": 4, "unnamed": 5}
_PLACE_GRAIN = {"point": 0, "town": 1, "district": 2, "line": 2, "province": 3, "sea": 4, "region": 4, "country": 5}


def merge_mentions(
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    mentions: Sequence[Mention],
    stories: Sequence[Story],
    families: Sequence[Family],
    resources: Resources,
) -> tuple[Event, ...]:
    """Events in the order of their first mention. Every mention is in at least one event: one that tells of two targets
    that others tell apart is in both. An event's id comes from its earliest mention, so reports that are added later do
    not rename it, and `formerly` holds the ids its other mentions would have given it.
    """
    docs = {doc.report: doc for doc in documents}
    story_of = {report: story.id for story in stories for report in story.reports}
    identities = find_identities(annotations, mentions, families, story_of)
    named: dict[tuple[str, int], list[ActorMention]] = defaultdict(list)
    for made in annotations:
        for actor in made.actors:
            named[made.report, actor.sentence].append(actor)
    told = [
        telling
        for mention in sorted(mentions, key=lambda m: (m.report, m.start, m.id))
        for telling in tellings(
            mention,
            docs[mention.report],
            story_of.get(mention.report, mention.report),
            identities,
            named[mention.report, mention.sentence],
            reciprocal=_reciprocal(mention.concept, resources),
        )
    ]
    told = beside_their_story(told)
    copied = _copied_sentences(families)
    versions = _same_sentences(told, families)
    first_told = sorted(versions)
    judged = {pair: _judge(told[pair[0]], told[pair[1]], copied) for pair in _candidates(told, first_told)}

    def clash(one: Sequence[int], other: Sequence[int]) -> bool:
        clashes = 0
        for i in one:
            for j in other:
                if told[i].mention.id == told[j].mention.id:
                    return True  # two targets of one mention: told apart on purpose
                clashes += _clash(told, judged, i, j)
        return clashes > _CLASHES * len(one) * len(other)

    groups = _without_twins(_groups(first_told, versions, judged, clash), told)
    firsts = [min(_order(told[i]) for i in group) for group in groups]
    ids = unique_ids("E", _distinct([first[-1] for first in firsts], groups))
    taken = set(ids)
    made = [
        _event(event_id, [told[i] for i in group], _merges(group, told, judged, versions), taken)
        for event_id, group in zip(ids, groups, strict=True)
    ]
    return tuple(made)


def _reciprocal(concept: str, resources: Resources) -> bool:
    known = resources.ontology.concepts.get(concept)
    return bool(known and known.reciprocal)


# --- candidates ----------------------------------------------------------------------------------------------------


def _same_sentences(told: Sequence[Telling], families: Sequence[Family]) -> dict[int, list[int]]:
    """The first telling of each sentence that copies of one text share word for word -> all of them, itself first.

    A sentence that forty papers copy is judged once. Its time is left out of the comparison: "on Sunday" in a copy
    that is published a week later is still the first Sunday.
    """
    family_of = {report: family.id for family in families if len(family.reports) > 1 for report in family.reports}
    versions: dict[int, list[int]] = {}
    seen: dict[tuple, int] = {}
    for i, telling in enumerate(told):
        mention = telling.mention
        family = family_of.get(mention.report)
        if family is None:
            versions[i] = [i]
            continue
        parties = tuple(actor.key for actor in (*telling.actors, None, *telling.targets) if actor is not None)
        key = (family, mention.concept, mention.status, telling.word, tuple(sorted(telling.words)), parties)
        first = seen.setdefault(key, i)
        # The same words twice in one report are two mentions that stand on their own.
        if first == i or any(told[j].mention.report == mention.report for j in versions[first]):
            versions[i] = [i]
        else:
            versions[first].append(i)
    return versions


def _groups(
    first_told: Sequence[int],
    versions: Mapping[int, Sequence[int]],
    judged: Mapping[tuple[int, int], Judgement],
    clash: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    """Groups of tellings: their first versions clustered, then the copies beside them."""
    place = {i: n for n, i in enumerate(first_told)}
    scores = {(place[i], place[j]): made.score for (i, j), made in judged.items() if made.score > 0}

    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return clash([first_told[n] for n in one], [first_told[n] for n in other])

    groups = average_link(len(first_told), scores, least=_LEAST, apart=apart, best_share=_BEST_SHARE)
    return [sorted(i for n in group for i in versions[first_told[n]]) for group in groups]


def _candidates(told: Sequence[Telling], among: Sequence[int]) -> list[tuple[int, int]]:
    blocks: dict[tuple, list[int]] = defaultdict(list)
    for i in among:
        for key in _keys(told[i]):
            blocks[key].append(i)
    pairs = set()
    for block in blocks.values():
        if len(block) > _LARGE_BLOCK:
            block = sorted(block, key=lambda i: (_day(told[i]), told[i].mention.id))
            pairs.update((i, j) for n, i in enumerate(block) for j in block[n + 1 : n + 1 + _WINDOW])
        else:
            pairs.update((i, j) for n, i in enumerate(block) for j in block[n + 1 :])
    return sorted((min(i, j), max(i, j)) for i, j in pairs if told[i].mention.id != told[j].mention.id)


def _keys(telling: Telling) -> set[tuple]:
    mention = telling.mention
    who = {actor.country or actor.key for actor in telling.actors + telling.targets}
    marks = ["", telling.word, *sorted(who)]
    narrow = width(telling.when)
    if narrow is not None and narrow <= 3:
        marks.append(telling.when.start)
    if telling.place is not None:
        marks.append(telling.place.id)
    keys = set()
    for root in roots_near(mention.concept.split(".")[0]):
        keys.update((telling.story, root, mark) for mark in marks)
        if narrow is not None and narrow <= 3:
            scene = {telling.place.country} if telling.place and telling.place.country else set()
            keys.update(("", root, telling.when.start, mark) for mark in sorted(who | scene))
    return keys


def _day(telling: Telling) -> str:
    return (telling.mention.when and telling.mention.when.start) or ""


def _copied_sentences(families: Sequence[Family]) -> set[frozenset[str]]:
    """Pairs of reports that copy one text."""
    return {frozenset((copy.report, copy.origin)) for family in families for copy in family.copies}


def _judge(a: Telling, b: Telling, copied: set[frozenset[str]]) -> Judgement:
    made = judge(a, b)
    if made.score <= 0:
        return made
    score, reasons = made.score, made.reasons
    if a.story != b.story and not (width(a.when) == 0 == width(b.when) and a.when.start == b.when.start):
        score -= _ACROSS_STORIES
    if frozenset((a.mention.report, b.mention.report)) in copied and a.word == b.word:
        score, reasons = score + _COPIED, (*reasons, "in copies of one text")
    return Judgement(score, reasons)


def _clash(told: Sequence[Telling], judged: dict[tuple[int, int], Judgement], i: int, j: int) -> bool:
    pair = (min(i, j), max(i, j))
    if pair not in judged:
        judged[pair] = judge(told[pair[0]], told[pair[1]])
    return judged[pair].score == CLASH


def _without_twins(groups: Sequence[list[int]], told: Sequence[Telling]) -> list[list[int]]:
    """Groups that hold the same mentions, by their different targets, are one event after all."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for group in groups:
        key = tuple(sorted({told[i].mention.id for i in group}))
        seen.setdefault(key, []).extend(group)
    return [sorted(group) for group in seen.values()]


def _distinct(contents: Sequence[str], groups: Sequence[Sequence[int]]) -> list[str]:
    """What names each event: its earliest mention; where one mention is the earliest of two events, its part too."""
    counts: Counter[str] = Counter()
    made = []
    for content in contents:
        made.append(content if not counts[content] else f"{content}+{counts[content]}")
        counts[content] += 1
    return made


# --- the event -----------------------------------------------------------------------------------------------------


def _order(telling: Telling) -> tuple[str, str, int, str]:
    published = (telling.published and telling.published.start) or "9999"
    return published, telling.mention.report, telling.mention.start, telling.mention.id


def _event(event_id: str, told: Sequence[Telling], merges: tuple[str, ...], taken: set[str]) -> Event:
    told = sorted(told, key=_order)
    mentions = list({t.mention.id: t.mention for t in told}.values())
    reports = tuple(sorted({m.report for m in mentions}))
    lasting = all(m.background for m in mentions)
    formerly = [short_id("E", m.id) for m in mentions]
    actors = _who([t.actors for t in told])
    return Event(
        id=event_id,
        concept=_concept(mentions),
        actors=actors,
        targets=_others(_who([t.targets for t in told]), actors),
        when=_when([m.when for m in mentions]),
        where=_where([t.place for t in told]),
        status=_status(mentions),
        background=lasting,
        background_reason=next((m.background_reason for m in mentions if m.background_reason), None)
        if lasting
        else None,
        mentions=tuple(m.id for m in mentions),
        reports=reports,
        story=Counter(t.story for t in told).most_common(1)[0][0],
        formerly=_claimed(formerly, taken),
        merges=merges,
    )


def retold(event: Event, mentions: Sequence[Mention]) -> Event:
    """The event with every slot as these mentions tell it, which a reviewer chose or corrected. A slot that none of
    them tells stays as it was.
    """
    actors = _who([[party.actor for party in m.actors] for m in mentions])
    targets = _others(_who([[party.actor for party in m.targets] for m in mentions]), actors)
    return msgspec.structs.replace(
        event,
        concept=_concept(mentions),
        actors=actors or event.actors,
        targets=targets or event.targets,
        when=_when([m.when for m in mentions]) or event.when,
        where=_where([m.where.place if m.where else None for m in mentions]) or event.where,
        status=_status(mentions),
    )


def _others(targets: Sequence[Actor], actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets without who acts: nobody does something to himself because two reports see it from two sides, and a
    minister who offers "his country's help" offers it to somebody else.
    """
    keys = {actor.key for actor in actors}
    keys |= {f"state:{actor.country}" for actor in actors if actor.sector == "GOV" and actor.country}
    return tuple(actor for actor in targets if actor.key not in keys)


def _claimed(ids: Sequence[str], taken: set[str]) -> tuple[str, ...]:
    """The ids that no other event has or had, marked as taken: an old link must open one event."""
    free = tuple(one for one in dict.fromkeys(ids) if one not in taken)
    taken.update(free)
    return free


def _concept(mentions: Sequence[Mention]) -> str:
    """What most reports call it; where they tie, the exacter one, then the first."""
    by_report: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        by_report[mention.concept].add(mention.report)
    rank = {concept: n for n, concept in enumerate(dict.fromkeys(m.concept for m in mentions))}
    return min(by_report, key=lambda c: (-len(by_report[c]), c.endswith((".general", ".attack")), rank[c]))


def _who(slots: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Each actor once, at the finest grain any report gives, in the order of how many mentions name it."""
    groups: list[list[Actor]] = []
    for actor in (actor for slot in slots for actor in slot):
        home = next((g for g in groups if any((actor_fit(actor, other) or 0) > 0 for other in g)), None)
        if home is None:
            groups.append([actor])
        else:
            home.append(actor)
    groups.sort(key=lambda g: -len(g))
    return tuple(min(group, key=lambda a: (_GRAIN[a.kind], -group.count(a))) for group in groups)


def _when(told: Sequence[When | None]) -> When | None:
    """The narrowest time that agrees with most of the others; the first of equals."""
    spans: dict[tuple, list[When]] = defaultdict(list)
    for when in told:
        if when is not None:
            spans[when.start, when.end].append(when)
    if not spans:
        return None

    def rank(rows: Sequence[When]) -> tuple[int, int]:
        agreeing = sum(len(others) for others in spans.values() if days_between(rows[0], others[0]) == 0)
        span = width(rows[0])
        return -agreeing, span if span is not None else 10**6

    return min(spans.values(), key=rank)[0]


def _where(told: Sequence[Place | None]) -> Place | None:
    known = [place for place in told if place is not None]
    if not known:
        return None
    counts = Counter(place.id for place in known)
    return min(known, key=lambda place: (_PLACE_GRAIN[place.precision], -counts[place.id]))


def _status(mentions: Sequence[Mention]) -> Status:
    """What most reports say; a report counts once for each status it tells."""
    by_status: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        by_status[mention.status].add(mention.report)
    rank = {status: n for n, status in enumerate(dict.fromkeys(m.status for m in mentions))}
    return min(by_status, key=lambda s: (-len(by_status[s]), rank[s]))


def _merges(
    group: Sequence[int], told: Sequence[Telling], judged: dict, versions: Mapping[int, Sequence[int]]
) -> tuple[str, ...]:
    """Why each mention after the first is one with those before it, by its best partner among them."""
    order = sorted((i for i in group if i in versions), key=lambda i: _order(told[i]))
    lines = [
        f"{told[i].mention.id} with {told[first].mention.id}: the same words in copies of one text"
        for first in order
        for i in versions[first][1:]
    ]
    for n, i in enumerate(order[1:], 1):
        partners = [(judged[min(i, j), max(i, j)], j) for j in order[:n] if (min(i, j), max(i, j)) in judged]
        partners = [(made, j) for made, j in partners if made.score > 0 and told[j].mention.id != told[i].mention.id]
        if not partners:
            continue
        best, j = max(partners, key=lambda pair: (pair[0].score, -pair[1]))
        lines.append(f"{told[i].mention.id} with {told[j].mention.id}: {', '.join(best.reasons)} ({best.score:.2f})")
    return tuple(lines)
