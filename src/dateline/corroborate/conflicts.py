"""Where reports disagree: figures, days, places, who did it, whether it happened, who said it, what was meant, what was
taken back - each with both sides' words.

What only looks like disagreement is left out: "at least 26" and "26" agree, a part is not the whole, and a newer figure
of the same speaker is an update.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.alike.fit import CLASH, actor_fit, concept_fit, days_between, place_fit, slot_fit, time_fit, width
from dateline.corroborate.denials import find_denials
from dateline.corroborate.figures import said_on
from dateline.corroborate.quotes import compare_quotes
from dateline.corroborate.retractions import find_retractions
from dateline.ids import unique_ids
from dateline.model import (
    Actor,
    Annotations,
    Conflict,
    Document,
    Event,
    Family,
    FigureEntry,
    Mention,
    Side,
    Statement,
    Words,
)

# Units that count everybody: a number of "civilians" or "soldiers" beside them is a part of theirs.
_EVERYBODY = frozenset({"people", "persons", "person", "individuals", "victims", "others", "lives"})
# Accusations that can be denied; concern and criticism cannot.
_CHARGES = frozenset(
    f"accuse.{kind}"
    for kind in (
        "general", "blame", "crime", "aggression", "war-crime", "rights-abuse", "espionage", "charge", "incite",
    )
)  # fmt: skip
# Acts that are repeated from day to day.
_REPEATED = frozenset({"request", "accuse", "support", "threaten", "reject", "offer"})
_FROM_ANOTHER = re.compile(r"\b(?:after|before|later|earlier|since)\b", re.IGNORECASE)
_GAP = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\b", re.IGNORECASE)
_NEXT_WORD = 8  # characters: " after", " before"
_DENYING = ("den", "refut", "disput")
# Two events that are one but for who did it: how near their concepts must be.
_SAME_ACT = 0.8


def find_conflicts(
    events: Sequence[Event],
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    families: Sequence[Family],
    figures_ledger: Sequence[FigureEntry],
) -> tuple[Conflict, ...]:
    """Conflicts by type, then in the order of their events; ids from both sides' places, so they hold across builds."""
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    found = [
        *_figures(figures_ledger, told, docs),
        *_whens(events, told, docs),
        *_places(events, told, docs),
        *_without_repeats(
            find_denials(events, mentions, documents, annotations, _stories(events)), _whether(events, told, docs)
        ),
        *_who(events, told, docs),
        *_meanings(families, events, told, docs),
        *_speakers(documents, annotations),
        *find_retractions(events, mentions, documents),
    ]
    keys = [" ".join(f"{w.report}:{w.start}" for side in c.sides for w in side.spans) + c.type for c in found]
    kept = {key: conflict for key, conflict in zip(keys, found, strict=True)}
    ids = unique_ids("C", list(kept))
    return tuple(
        Conflict(id=one, type=c.type, event=c.event, sides=c.sides, reason=c.reason)
        for one, c in zip(ids, kept.values(), strict=True)
    )


def _conflict(kind: str, event: str | None, sides: Sequence[Side], reason: str) -> Conflict:
    return Conflict(id="", type=kind, event=event, sides=tuple(sides), reason=reason)


def clause(mention: Mention, docs: Mapping[str, Document]) -> Words:
    """The words of a mention as evidence."""
    text = docs[mention.report].text[mention.start : mention.end]
    return Words(report=mention.report, start=mention.start, end=mention.end, text=text)


def _side(rows: Sequence[Mention], text: str, docs: Mapping[str, Document]) -> Side:
    speakers = {m.speaker.key: m.speaker for m in rows if m.speaker is not None}
    return Side(
        reports=tuple(sorted({m.report for m in rows})),
        text=text,
        spans=tuple(clause(m, docs) for m in rows),
        speaker=next(iter(speakers.values())) if len(speakers) == 1 else None,
    )


# --- figures -------------------------------------------------------------------------------------------------------


def _figures(
    ledger: Sequence[FigureEntry], told: Mapping[str, Mention], docs: Mapping[str, Document]
) -> list[Conflict]:
    found = []
    for entry in ledger:
        rows = _current([s for s in entry.statements if s.best is not None or s.low is not None or s.high is not None])
        sides: list[list[Statement]] = []
        for statement in rows:
            home = next((side for side in sides if all(_agree(statement, other, told) for other in side)), None)
            if home is None:
                sides.append([statement])
            else:
                home.append(statement)
        if len(sides) > 1:
            made = [_figure_side(side) for side in sorted(sides, key=lambda side: min(span_of(s) for s in side))]
            reason = f"{entry.kind}: {' or '.join(side.text for side in made)}"
            found.append(_conflict("figure", entry.event, made, reason))
    return found


def _current(statements: Sequence[Statement]) -> list[Statement]:
    """The last word of each speaker: an older number of the same speaker was superseded, not contradicted."""
    latest: dict[str, str] = {}
    for statement in statements:
        if (who := _speaks(statement)) is not None:
            latest[who] = max(latest.get(who, ""), said_on(statement.said))
    return [s for s in statements if _speaks(s) is None or said_on(s.said) == latest[_speaks(s)] or not said_on(s.said)]


def _speaks(statement: Statement) -> str | None:
    speaker = statement.speaker
    return (speaker.body or speaker.key) if speaker is not None else None


def _agree(a: Statement, b: Statement, told: Mapping[str, Mention]) -> bool:
    """Ranges that meet agree; so do numbers of different things, of which one may be a part of the other."""
    if not _same_unit(_unit(a, told), _unit(b, told)):
        return True
    (low_a, high_a), (low_b, high_b) = span_of(a), span_of(b)
    return low_a <= high_b and low_b <= high_a


def span_of(statement: Statement) -> tuple[float, float]:
    """The range a statement allows: "at least 26" is 26 and more."""
    low = statement.low if statement.low is not None else statement.best if statement.high is None else 0
    high = statement.high if statement.high is not None else statement.best if statement.low is None else None
    return float(low or 0), float("inf") if high is None else float(high)


def _unit(statement: Statement, told: Mapping[str, Mention]) -> str | None:
    mention = told.get(statement.mention or "")
    for figure in mention.figures if mention else ():
        if figure.start == statement.start:
            return figure.unit
    return None


def _same_unit(a: str | None, b: str | None) -> bool:
    one, other = ((unit or "people").casefold() for unit in (a, b))
    return one == other or (one in _EVERYBODY and other in _EVERYBODY)


def _figure_side(rows: Sequence[Statement]) -> Side:
    speakers = {s.speaker.key: s.speaker for s in rows if s.speaker is not None}
    return Side(
        reports=tuple(sorted({s.report for s in rows})),
        text=rows[-1].text,
        spans=tuple(Words(report=s.report, start=s.start, end=s.end, text=s.text) for s in rows),
        speaker=next(iter(speakers.values())) if len(speakers) == 1 else None,
    )


# --- when and where ------------------------------------------------------------------------------------------------


def _whens(events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]) -> list[Conflict]:
    """Two days told for one deed. Only days that the text names count, not those inferred from a report's date; and
    appeals and condemnations are left out, which are made anew every day."""
    found = []
    for event in events:
        if event.concept.split(".")[0] in _REPEATED:
            continue
        days: dict[str, list[Mention]] = defaultdict(list)
        for mention in (told[one] for one in event.mentions):
            if _names_a_day(mention, docs):
                days[mention.when.start].append(mention)
        if (
            len(days) > 1
            and not _same_words(days.values(), docs)
            and len({m.report for rows in days.values() for m in rows}) > 1
        ):
            sides = [_side(rows, day, docs) for day, rows in sorted(days.items())]
            found.append(_conflict("date", event.id, sides, f"on {' or on '.join(sorted(days))}"))
    return found


def _same_words(sides: Iterable[Sequence[Mention]], docs: Mapping[str, Document]) -> bool:
    """Whether two sides tell it word for word: copies of one text that were dated by what stands around them."""
    seen: dict[str, int] = {}
    for n, rows in enumerate(sides):
        for mention in rows:
            text = " ".join(docs[mention.report].text[mention.start : mention.end].casefold().split())
            if seen.setdefault(text, n) != n:
                return True
    return False


def _names_a_day(mention: Mention, docs: Mapping[str, Document]) -> bool:
    """Whether the mention's own words tell its day. "A day after they bombed it" tells the day of something else."""
    if mention.when is None or mention.when_span is None or width(mention.when) != 0:
        return False
    text = docs[mention.report].text
    told = text[mention.when_span.start : mention.when_span.end + _NEXT_WORD]
    return not (_FROM_ANOTHER.search(told) or _GAP.search(text, mention.start, mention.trigger.start))


def _places(events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]) -> list[Conflict]:
    """Two towns told for one event, neither near the other."""
    found = []
    for event in events:
        places: dict[str, list[Mention]] = defaultdict(list)
        for mention in (told[one] for one in event.mentions):
            place = mention.where.place if mention.where else None
            if place is not None and place.precision in ("point", "town"):
                places[place.id].append(mention)
        rows = list(places.values())
        apart = len(rows) == 2 and place_fit(rows[0][0].where.place, rows[1][0].where.place) in (0.0, CLASH)
        if apart and {m.report for m in rows[0]} != {m.report for m in rows[1]}:
            sides = [_side(group, group[0].where.place.name, docs) for group in rows]
            found.append(_conflict("place", event.id, sides, f"at {' or at '.join(side.text for side in sides)}"))
    return found


# --- whether and who -----------------------------------------------------------------------------------------------


def _whether(events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]) -> list[Conflict]:
    """Told as having happened by some and denied by others; an accusation and the accused's denial."""
    found = []
    for event in events:
        rows = [told[one] for one in event.mentions]
        yes, no = [m for m in rows if m.status == "happened"], [m for m in rows if m.status == "denied"]
        if yes and no and _speakers_of(yes) != _speakers_of(no):
            sides = [_side(rows, _exactest(rows, docs), docs) for rows in (yes, no)]
            found.append(_conflict("whether", event.id, sides, "asserted and denied"))
    denials = [event for event in events if any(_denies(told[one], docs) for one in event.mentions)]
    charges = [event for event in events if event.concept in _CHARGES and event.targets]
    for charge in charges:
        answers = [d for d in denials if d.story == charge.story and _answers(d, charge)]
        if answers:
            no = [told[one] for answer in answers for one in answer.mentions]
            accused = answers[0].actors[0].name
            sides = [_side(rows, _exactest(rows, docs), docs) for rows in ([told[one] for one in charge.mentions], no)]
            found.append(_conflict("whether", charge.id, sides, f"{accused} denies what it is accused of"))
    return found


def _stories(events: Sequence[Event]) -> dict[str, str]:
    """The story of each report, from its events."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        for report in event.reports:
            counts[report][event.story or ""] += 1
    return {report: min(rows, key=lambda story: (-rows[story], story)) for report, rows in counts.items()}


def _without_repeats(exact: Sequence[Conflict], coded: Sequence[Conflict]) -> list[Conflict]:
    """What was found sentence against sentence, then what coded events alone tell of other events."""
    known = {conflict.event for conflict in exact if conflict.type == "whether" and conflict.event}
    return [*exact, *(conflict for conflict in coded if conflict.event not in known)]


def _exactest(rows: Sequence[Mention], docs: Mapping[str, Document]) -> str:
    """The words of the mention that names most: of equals the first."""
    best = min(rows, key=lambda m: (-len(m.actors) - len(m.targets), m.report, m.start))
    return clause(best, docs).text


def _speakers_of(mentions: Sequence[Mention]) -> set[str]:
    """Who says so, a report itself where nobody else does: nobody contradicts himself in two neighbouring sentences."""
    return {(m.speaker.body or m.speaker.key) if m.speaker else m.report for m in mentions}


def _denies(mention: Mention, docs: Mapping[str, Document]) -> bool:
    """A denial by its concept, or by its word where the concept is only refusal: "offered no concessions" denies
    nothing."""
    word = docs[mention.report].text[mention.trigger.start : mention.trigger.end].casefold()
    return mention.concept == "reject.deny" or (mention.concept == "reject.general" and word.startswith(_DENYING))


def _answers(denial: Event, charge: Event) -> bool:
    """Whether the accused denies, to the accuser or to nobody in particular."""
    who = slot_fit(denial.actors, charge.targets)
    whom = slot_fit(denial.targets, charge.actors)
    return who is not None and who > 0 and whom != CLASH and days_between(denial.when, charge.when) <= 14


def _who(events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]) -> list[Conflict]:
    """One act against the same target on the same day at the same place, ascribed to different actors."""
    found = []
    days: dict[tuple[str | None, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.when is not None and width(event.when) == 0 and event.actors and event.targets:
            days[event.story, event.when.start].append(event)
    for rows in days.values():
        for n, one in enumerate(rows):
            for other in rows[n + 1 :]:
                if _differ_in_actor(one, other):
                    sides = [
                        _side([told[m] for m in event.mentions], f"by {_names(event.actors)}", docs)
                        for event in (one, other)
                    ]
                    found.append(_conflict("who", one.id, sides, f"{sides[0].text} or {sides[1].text}"))
    return found


def _differ_in_actor(one: Event, other: Event) -> bool:
    if concept_fit(one.concept, other.concept) < _SAME_ACT or time_fit(one.when, other.when) != 1.0:
        return False
    if not one.concept.startswith(("assault.", "coerce.", "mobilize.", "accuse.blame")):
        return False
    same_target = slot_fit(one.targets, other.targets)
    same_place = place_fit(one.where, other.where)
    # A battle has two sides: who strikes back is no rival account of who struck.
    mutual = any((actor_fit(a, b) or 0) > 0 for a in one.actors for b in other.targets)
    place_told = same_place is not None and same_place >= 0.7
    return slot_fit(one.actors, other.actors) == CLASH and (same_target or 0) >= 0.5 and place_told and not mutual


def _names(actors: Sequence[Actor]) -> str:
    return " and ".join(actor.name for actor in actors)


# --- meaning and speaker -------------------------------------------------------------------------------------------


def _meanings(
    families: Sequence[Family], events: Sequence[Event], told: Mapping[str, Mention], docs: Mapping[str, Document]
) -> list[Conflict]:
    """Sentences whose meaning changed from a report to its copy."""
    event_of = {mention: event.id for event in events for mention in event.mentions}
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in told.values():
        inside[mention.report].append(mention)
    found = []
    for copy in (copy for family in families for copy in family.copies):
        for change in copy.changes:
            if change.meaning is None or change.origin is None or change.copy is None:
                continue
            sides = []
            for report, span in ((copy.origin, change.origin), (copy.report, change.copy)):
                text = docs[report].text[span.start : span.end]
                words = Words(report=report, start=span.start, end=span.end, text=text)
                sides.append(Side(reports=(report,), text=text, spans=(words,)))
            within = [m for m in inside[copy.report] if change.copy.start <= m.start and m.end <= change.copy.end]
            event = next((event_of[m.id] for m in within if m.id in event_of), None)
            found.append(_conflict("meaning", event, sides, change.meaning))
    return found


def _speakers(documents: Sequence[Document], annotations: Sequence[Annotations]) -> list[Conflict]:
    """The same words put into different mouths."""
    speaker_at = {
        (made.report, span.start): attribution.speaker
        for made in annotations
        for attribution in made.attributions
        for span in attribution.content
    }
    found = []
    for quote in compare_quotes(documents, annotations):
        sides: list[tuple[Actor, list[Words]]] = []
        for words in quote.variants:
            speaker = speaker_at.get((words.report, words.start))
            if speaker is None or speaker.kind == "unnamed":
                continue
            home = next((row for row in sides if actor_fit(speaker, row[0]) != CLASH), None)
            if home is None:
                sides.append((speaker, [words]))
            else:
                home[1].append(words)
        # A report that names two for the same words leaves open which of them it means.
        reports = [report for _, rows in sides for report in {words.report for words in rows}]
        if len(sides) > 1 and len(reports) == len(set(reports)):
            made = [
                Side(reports=tuple(sorted({w.report for w in rows})), text=who.name, spans=tuple(rows), speaker=who)
                for who, rows in sides
            ]
            found.append(_conflict("speaker", None, made, f"said by {' or by '.join(side.text for side in made)}"))
    return found
