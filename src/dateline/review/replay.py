"""Decisions laid over what the machine found: after mentions were merged into events, before voices are counted.

What is replayed depends on reports and decisions alone. A decision that finds nothing to decide about is never dropped
in silence: it comes back with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline.ids import short_id
from dateline.link.events import retold
from dateline.model import (
    Actor,
    Annotations,
    Document,
    Event,
    Mention,
    Party,
    PlaceMention,
    Report,
    Struct,
)
from dateline.review.log import Decision, Telling, standing
from dateline.review.tellings import Tellings

BY_REVIEWER = "corrected by a reviewer"
# The field of an event, and of a mention, that each slot of a decision corrects.
_EVENT_FIELD = {
    "actor": "actors", "target": "targets", "date": "when", "place": "where", "status": "status", "concept": "concept",
}  # fmt: skip
_CERTAINTY = {"happened": 3.0, "denied": -3.0}
_LENGTHS = (4, 6, 8, 10)


class Stale(Struct):
    """A decision that no longer applies, and why."""

    id: str
    kind: str
    event: str
    reason: str


class Replayed(Struct):
    """Mentions and events with the decisions in force, and those that could not be."""

    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    stale: tuple[Stale, ...]
    applied: int
    background: dict[str, bool]  # what a reviewer said of an event, by id


def replay(
    decisions: Sequence[Decision],
    reports: Sequence[Report],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    mentions: Sequence[Mention],
    events: Sequence[Event],
) -> Replayed:
    """Apply the decisions that stand, oldest first; undone ones leave no trace. The order of their lines and of the
    reports does not matter.
    """
    ordered = standing(decisions)
    if not ordered:
        return Replayed(mentions=tuple(mentions), events=tuple(events), stale=(), applied=0, background={})
    draft = _Draft(Tellings(reports, documents, annotations, mentions), documents, mentions, events)
    stale = []
    for decision in ordered:
        reason = draft.apply(decision)
        if reason:
            stale.append(Stale(id=decision.id, kind=decision.kind, event=decision.event, reason=reason))
    return draft.result(tuple(stale), len(ordered) - len(stale))


def settle(events: Sequence[Event], replayed: Replayed) -> tuple[Event, ...]:
    """The events with the background marks that reviewers set, once the machine has set its own."""
    return tuple(_settled(event, replayed.background.get(event.id)) for event in events)


def _settled(event: Event, background: bool | None) -> Event:
    if background is None or background == event.background:
        return event
    reason = "background, by a reviewer's decision" if background else None
    return msgspec.structs.replace(event, background=background, background_reason=reason)


class _Stale(Exception):
    """The decision has nothing to decide about; the message says why."""


class _Draft:
    """The record while decisions change it."""

    def __init__(
        self,
        tellings: Tellings,
        documents: Sequence[Document],
        mentions: Sequence[Mention],
        events: Sequence[Event],
    ) -> None:
        self.tellings = tellings
        self.published = {d.report: (d.published and d.published.start) or "9999" for d in documents}
        self.mentions = {mention.id: mention for mention in mentions}
        self.events = {event.id: event for event in events}
        self.background: dict[str, bool] = {}

    def apply(self, decision: Decision) -> str | None:
        """Why the decision does not apply, or None when it does."""
        try:
            getattr(self, "_" + decision.kind.replace("-", "_"))(decision)
        except _Stale as stale:
            return str(stale)
        return None

    def result(self, stale: tuple[Stale, ...], applied: int) -> Replayed:
        held = {one for event in self.events.values() for one in event.mentions}
        former: set[str] = set(self.events)
        events = []
        for event in self.events.values():
            formerly = tuple(one for one in event.formerly if one not in former)
            former.update(formerly)
            events.append(event if formerly == event.formerly else msgspec.structs.replace(event, formerly=formerly))
        return Replayed(
            mentions=tuple(mention for key, mention in self.mentions.items() if key in held),
            events=tuple(events),
            stale=stale,
            applied=applied,
            background={key: value for key, value in self.background.items() if key in self.events},
        )

    # --- the kinds of decision -----------------------------------------------------------------------------------

    def _accept(self, decision: Decision) -> None:
        event, _ = self._found(decision, same_concept=True)
        self._reviewed(event, "accepted")

    def _reject(self, decision: Decision) -> None:
        event, ids = self._found(decision, same_concept=True)
        self._keep(event, [one for one in event.mentions if one not in ids])

    def _note(self, decision: Decision) -> None:
        self._found(decision)

    def _background(self, decision: Decision) -> None:
        event, _ = self._found(decision)
        self.background[event.id] = True
        self._reviewed(event, "background")

    def _new(self, decision: Decision) -> None:
        event, _ = self._found(decision)
        self.background[event.id] = False
        self._reviewed(event, "new")

    def _re_attribute(self, decision: Decision) -> None:
        event, ids = self._found(decision)
        speaker = decision.actors[0] if decision.actors else None
        for one in ids:
            self.mentions[one] = msgspec.structs.replace(self.mentions[one], speaker=speaker, attribution=None)
        self._reviewed(event, "speaker")

    def _correct(self, decision: Decision) -> None:
        event, ids = self._found(decision)
        if decision.slot is None:
            raise _Stale("it does not say what to correct")
        field, value = _EVENT_FIELD[decision.slot], self._value(decision)
        if decision.level == "event":
            self.events[event.id] = msgspec.structs.replace(event, **{field: value})
        else:
            for one in ids:
                self.mentions[one] = self._corrected(self.mentions[one], decision)
            told = getattr(retold(event, self._told(event)), field)
            # Words that name nobody leave the event as it is, unless all of its tellings were decided about.
            whole = set(ids) == set(event.mentions)
            self.events[event.id] = msgspec.structs.replace(event, **{field: value if whole else told})
        self._reviewed(self.events[event.id], decision.slot)

    def _merge(self, decision: Decision) -> None:
        one, _ = self._found(decision)
        other, _ = self._found(msgspec.structs.replace(decision, tellings=decision.others, event=""))
        if one.id == other.id:
            return  # the machine has come to see it so itself
        first, second = sorted((one, other), key=self._age)
        ids = sorted({*first.mentions, *second.mentions}, key=self._order)
        self.background |= {first.id: self.background.pop(second.id)} if second.id in self.background else {}
        del self.events[second.id]
        joined = msgspec.structs.replace(
            first,
            mentions=tuple(ids),
            formerly=(*first.formerly, second.id, *second.formerly),
            merges=(*first.merges, *second.merges, "one event, by a reviewer's decision"),
            reviewed=tuple(dict.fromkeys((*first.reviewed, *second.reviewed))),
        )
        self._put(retold(joined, self._told(joined)))
        self._reviewed(self.events[first.id], "merged")

    def _split(self, decision: Decision) -> None:
        event, ids = self._found(decision)
        rest = [one for one in event.mentions if one not in ids]
        if not rest:
            return  # they stand alone already
        first = min(event.mentions, key=self._order)
        leaving = [one for one in event.mentions if one in ids]
        # The part with the earliest telling keeps the name, so that a link in last week's mail opens what it did.
        staying, leaving = (rest, leaving) if first in rest else (leaving, rest)
        self._keep(event, staying)
        name = self._free_id(min(leaving, key=self._order))
        part = msgspec.structs.replace(
            event,
            id=name,
            mentions=tuple(leaving),
            formerly=tuple(short_id("E", one) for one in leaving),
            merges=_merges_among(event.merges, leaving),
        )
        self._put(retold(part, self._told(part)))
        for one in (event.id, name):
            self._reviewed(self.events[one], "split")

    # --- finding -------------------------------------------------------------------------------------------------

    def _found(self, decision: Decision, *, same_concept: bool = False) -> tuple[Event, list[str]]:
        """The event a decision is about, and which of its mentions the decision names."""
        ids, reasons = [], []
        for telling in decision.tellings:
            found = self._find(telling, same_concept=same_concept)
            if isinstance(found, Mention):
                ids.append(found.id)
            else:
                reasons.append(found)
        if not ids:
            raise _Stale(reasons[0] if reasons else "it names no telling")
        wanted = set(ids)
        shared = {event.id: len(wanted & set(event.mentions)) for event in self.events.values()}
        most = max(shared.values(), default=0)
        if not most:
            raise _Stale("its tellings were rejected by an earlier decision")
        best = [event for event in self.events.values() if shared[event.id] == most]
        event = next((e for e in best if decision.event and decision.event in (e.id, *e.formerly)), best[0])
        return event, [one for one in event.mentions if one in wanted]

    def _find(self, telling: Telling, *, same_concept: bool) -> Mention | str:
        found = self.tellings.find(telling)
        if isinstance(found, str):
            return found
        now = self.mentions[found.id]
        if same_concept and telling.concept not in (found.concept, now.concept):
            return f"“{telling.trigger}” was read as {telling.concept} then and is read as {now.concept} now"
        return now

    # --- changing ------------------------------------------------------------------------------------------------

    def _keep(self, event: Event, ids: Sequence[str]) -> None:
        """The event with these of its mentions; without any it is no event."""
        if not ids:
            del self.events[event.id]
            self.background.pop(event.id, None)
            return
        kept = msgspec.structs.replace(event, mentions=tuple(ids), merges=_merges_among(event.merges, ids))
        self._put(retold(kept, self._told(kept)))

    def _put(self, event: Event) -> None:
        reports = tuple(sorted({mention.report for mention in self._told(event)}))
        self.events[event.id] = msgspec.structs.replace(event, reports=reports)

    def _reviewed(self, event: Event, what: str) -> None:
        now = self.events[event.id]
        if what not in now.reviewed:
            self.events[event.id] = msgspec.structs.replace(now, reviewed=(*now.reviewed, what))

    def _value(self, decision: Decision) -> object:
        return {
            "actor": decision.actors,
            "target": decision.actors,
            "date": decision.when,
            "place": decision.place,
            "status": decision.status,
            "concept": decision.concept,
        }[decision.slot or "status"]

    def _corrected(self, mention: Mention, decision: Decision) -> Mention:
        if decision.slot in ("actor", "target"):
            field = "actors" if decision.slot == "actor" else "targets"
            parties = tuple(self._party(mention, actor, getattr(mention, field)) for actor in decision.actors)
            return msgspec.structs.replace(mention, **{field: parties})
        if decision.slot == "date":
            return msgspec.structs.replace(mention, when=decision.when)
        if decision.slot == "place":
            return msgspec.structs.replace(mention, where=self._where(mention, decision))
        if decision.slot == "status":
            certainty = _CERTAINTY.get(decision.status or "", mention.certainty)
            return msgspec.structs.replace(mention, status=decision.status, certainty=certainty)
        return msgspec.structs.replace(mention, concept=decision.concept)

    def _party(self, mention: Mention, actor: Actor, was: Sequence[Party]) -> Party:
        """The actor at its own words where the sentence has them, else at those it was misread from."""
        start, end = self.tellings.bounds(mention)
        at = self.tellings.words(mention.report).find(actor.name, start, end)
        if at >= 0:
            return Party(start=at, end=at + len(actor.name), actor=actor)
        span = was[0] if was else mention.trigger
        return Party(start=span.start, end=span.end, actor=actor)

    def _where(self, mention: Mention, decision: Decision) -> PlaceMention | None:
        if decision.place is None:
            return None
        text = self.tellings.words(mention.report)
        start, end = self.tellings.bounds(mention)
        at = text.find(decision.place.name, start, end)
        was = mention.where or mention.trigger
        span = (at, at + len(decision.place.name)) if at >= 0 else (was.start, was.end)
        return PlaceMention(
            start=span[0],
            end=span[1],
            sentence=mention.sentence,
            text=text[span[0] : span[1]],
            place=decision.place,
            score=1.0,
            reason=BY_REVIEWER,
        )

    # --- order and names -----------------------------------------------------------------------------------------

    def _told(self, event: Event) -> list[Mention]:
        return [self.mentions[one] for one in event.mentions]

    def _order(self, one: str) -> tuple[str, str, int, str]:
        mention = self.mentions[one]
        return self.published.get(mention.report, "9999"), mention.report, mention.start, mention.id

    def _age(self, event: Event) -> tuple[tuple[str, str, int, str], str]:
        return min(self._order(one) for one in event.mentions), event.id

    def _free_id(self, mention: str) -> str:
        ids = (short_id("E", mention, length=length) for length in _LENGTHS)
        return next(one for one in ids if one not in self.events)


def _merges_among(merges: Iterable[str], ids: Sequence[str]) -> tuple[str, ...]:
    """The reasons that speak of these mentions only; none where one mention is left."""
    if len(ids) < 2:
        return ()
    known = set(ids)
    return tuple(
        line for line in merges if all(word in known for word in line.replace(":", " ").split() if "/m" in word)
    )
