"""Where reports disagree: figures, days, places, who did it, whether it happened, who said it, what was meant, what was
taken back - each with both sides' words.

What only looks like disagreement is left out: "at least 26" and "26" agree, a part is not the whole, and a newer figure
of the same speaker is an update.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.alike.fit import CLASH, actor_fit, days_between, slot_fit
from dateline.alike.roots import base, plain, root
from dateline.alike.words import quotations
from dateline.corroborate.counts import find_rival_counts
from dateline.corroborate.denials import find_denials, granted
from dateline.corroborate.motives import find_rival_motives
from dateline.corroborate.quotes import compare_quotes, forms
from dateline.corroborate.retractions import NUMBERS, find_retractions
from dateline.corroborate.rivals import find_rival_actors, find_rival_days, find_rival_places
from dateline.corroborate.sides import brief, clause, conflict, side
from dateline.ids import unique_ids
from dateline.model import (
    Actor,
    Annotations,
    Attribution,
    Conflict,
    Document,
    Event,
    Family,
    FigureEntry,
    Mention,
    Quote,
    Side,
    Story,
    Words,
)

# Accusations that can be denied; concern and criticism cannot.
_CHARGES = frozenset(
    f"accuse.{kind}"
    for kind in (
        "general", "blame", "crime", "aggression", "war-crime", "rights-abuse", "espionage", "charge", "incite",
    )
)  # fmt: skip
_DENYING = ("den", "refut", "disput")
_WORD = re.compile(r"\w{4,}")
# What a denial itself tells of, among its words of four letters or more.
_SAID_ITSELF = re.compile(r"\bthat (.+)")
# Words that turn a quotation round.
_TURNING = NUMBERS | {
    "not",
    "no",
    "never",
    "nobody",
    "none",
    "nothing",
    "cannot",
    "may",
    "might",
    "will",
    "all",
    "some",
}
_QUOTED = re.compile(r"'([^']+)'")


def find_conflicts(
    events: Sequence[Event],
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    stories: Sequence[Story],
    families: Sequence[Family],
    figures_ledger: Sequence[FigureEntry],
) -> tuple[Conflict, ...]:
    """Conflicts by type, then in the order of their events; ids from both sides' places, so they hold across builds."""
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    story_of = {report: story.id for story in stories for report in story.reports}
    found = [
        *find_rival_counts(figures_ledger, told),
        *find_rival_days(events, told, docs),
        *find_rival_places(events, told, docs),
        *_without_repeats(
            find_denials(events, mentions, documents, annotations, story_of),
            _whether(events, told, docs, annotations),
        ),
        *find_rival_actors(events, told, docs),
        *_meanings(families, events, told, docs),
        *find_rival_motives(events, told, docs, annotations),
        *_of_quotations(compare_quotes(documents, annotations), annotations),
        *find_retractions(events, mentions, documents),
    ]
    keys = [" ".join(f"{w.report}:{w.start}" for side in c.sides for w in side.spans) + c.type for c in found]
    kept = dict(zip(keys, found, strict=True))
    ids = unique_ids("C", list(kept))
    return tuple(
        Conflict(id=one, type=c.type, event=c.event, sides=c.sides, reason=c.reason)
        for one, c in zip(ids, kept.values(), strict=True)
    )


# --- whether -------------------------------------------------------------------------------------------------------


def _whether(
    events: Sequence[Event],
    told: Mapping[str, Mention],
    docs: Mapping[str, Document],
    annotations: Sequence[Annotations],
) -> list[Conflict]:
    """Told as having happened by some and denied by others; an accusation and the accused's denial."""
    said = {one.id: one for made in annotations for one in made.attributions}
    found = []
    for event in events:
        rows = [told[one] for one in event.mentions]
        yes, no = ([m for m in rows if m.status == status] for status in ("happened", "denied"))
        asserting = {_voice(m) for m in yes}
        # Who says that it happened and that something did not denies something near by.
        no = [m for m in no if _voice(m) not in asserting and not _granted(m, said.get(m.attribution or ""), docs)]
        if yes and no:
            sides = [side(rows, _exactest(rows, docs), docs) for rows in (yes, no)]
            found.append(conflict("whether", event.id, sides, "asserted and denied"))
    denials = [event for event in events if any(_denies(told[one], docs) for one in event.mentions)]
    charges = [event for event in events if event.concept in _CHARGES and event.targets]
    for charge in charges:
        answers = [
            d
            for d in denials
            if d.story == charge.story and _answers(d, charge) and not _denies_another(d, charge, told, docs)
        ]
        if answers:
            no = [told[one] for answer in answers for one in answer.mentions]
            accused = answers[0].actors[0].name
            sides = [side(rows, _exactest(rows, docs), docs) for rows in ([told[one] for one in charge.mentions], no)]
            found.append(conflict("whether", charge.id, sides, f"{accused} denies what it is accused of"))
    return found


def _without_repeats(exact: Sequence[Conflict], coded: Sequence[Conflict]) -> list[Conflict]:
    """What was found sentence against sentence, then what coded events alone tell of other events and denials."""
    known = {conflict.event for conflict in exact if conflict.type == "whether" and conflict.event}
    denied = {(w.report, n) for conflict in exact for w in conflict.sides[-1].spans for n in range(w.start, w.end)}
    return [
        *exact,
        *(
            one
            for one in coded
            if one.event not in known and any((w.report, w.end - 1) not in denied for w in one.sides[-1].spans)
        ),
    ]


def _exactest(rows: Sequence[Mention], docs: Mapping[str, Document]) -> str:
    """The words of the mention that names most: of equals the first."""
    best = min(rows, key=lambda m: (-len(m.actors) - len(m.targets), m.report, m.start))
    return clause(best, docs).text


def _granted(mention: Mention, one: Attribution | None, docs: Mapping[str, Document]) -> bool:
    """Whether what is denied is something else in the same breath, and this is taken for granted."""
    content = [span for span in one.content if span.start <= mention.trigger.start < span.end] if one else []
    return any(granted(docs[mention.report].text[mention.trigger.end : span.end]) for span in content)


def _voice(mention: Mention) -> str:
    """Who says so, a report itself where nobody else does: nobody contradicts himself in two neighbouring sentences."""
    return (mention.speaker.body or mention.speaker.key) if mention.speaker else mention.report


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


def _denies_another(denial: Event, charge: Event, told: Mapping[str, Mention], docs: Mapping[str, Document]) -> bool:
    """Whether every denial says itself what it denies, and that has no word of the charge: who dismissed "the suggestion
    that his release was a gesture" answered no accusation of aggression."""
    charged = {root(base(plain(word))) for one in charge.mentions for word in _words(told[one], docs)}
    for one in denial.mentions:
        said = _SAID_ITSELF.search(" ".join(_words(told[one], docs)))
        if said is None or charged & {root(base(plain(word))) for word in said[1].split()}:
            return False
    return True


def _words(mention: Mention, docs: Mapping[str, Document]) -> list[str]:
    return _WORD.findall(docs[mention.report].text[mention.start : mention.end])


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
            for n, (report, span) in enumerate(((copy.origin, change.origin), (copy.report, change.copy))):
                text = docs[report].text[span.start : span.end]
                words = Words(report=report, start=span.start, end=span.end, text=text)
                sides.append(Side(reports=(report,), text=_around(change.meaning, n, text), spans=(words,)))
            within = [m for m in inside[copy.report] if change.copy.start <= m.start and m.end <= change.copy.end]
            event = next((event_of[m.id] for m in within if m.id in event_of), None)
            found.append(conflict("meaning", event, sides, change.meaning))
    return found


def _around(meaning: str, n: int, text: str) -> str:
    """The sentence, cut so that the `n`-th words that the meaning quotes stay in it."""
    quoted = _QUOTED.findall(meaning)
    at = text.find(quoted[n]) if n < len(quoted) else -1
    return brief(text, start=at, end=at + len(quoted[n])) if at >= 0 else brief(text)


def _of_quotations(quotes: Sequence[Quote], annotations: Sequence[Annotations]) -> list[Conflict]:
    """The same words put into different mouths; a quotation whose versions differ in a number or a "not"."""
    speaker_at = {
        (made.report, span.start): attribution.speaker
        for made in annotations
        for attribution in made.attributions
        for span in attribution.content
    }
    found = []
    for quote in quotes:
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
            found.append(conflict("speaker", None, made, f"said by {' or by '.join(side.text for side in made)}"))
        elif (turned := _turned(quote)) is not None:
            made = [Side(reports=(w.report,), text=brief(w.text), spans=(w,), speaker=quote.speaker) for w in turned]
            found.append(conflict("meaning", None, made, f"quoted otherwise: {quote.note}"))
    return found


def _turned(quote: Quote) -> tuple[Words, Words] | None:
    """The first two versions of a quotation that differ in a word which turns its meaning."""
    if not quote.note.startswith("altered"):
        return None
    said = [(words, _weighty(words.text)) for words in quote.variants if quotations(words.text)]
    return next(((one, other) for n, (one, a) in enumerate(said) for other, b in said[n + 1 :] if a != b), None)


def _weighty(text: str) -> frozenset[str]:
    text = " ".join(text[span.start : span.end] for span in quotations(text))
    return frozenset(form for form in forms(text) if form in _TURNING or form.isdigit() or form.endswith("n't"))
