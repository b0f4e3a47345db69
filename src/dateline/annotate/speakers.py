"""From the words that name a source to the actor who speaks: by name, by pronoun, or as a kind of unnamed source."""

from __future__ import annotations

import re
from bisect import bisect_left

from dateline.annotate.cues import Frame
from dateline.annotate.reporting import Reporting
from dateline.model import Actor, ActorMention, Annotations, Document, Entity, Span

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class Speakers:
    """Resolves the sources of one document; keeps the last speakers, so that "he added" finds his name."""

    def __init__(self, document: Document, annotations: Annotations, reporting: Reporting) -> None:
        self.text = document.text
        self.mentions = sorted(annotations.actors, key=lambda m: m.start)
        self.starts = [m.start for m in self.mentions]
        self.entities = [e for e in annotations.entities if e.kind in _NAMES]
        self.entity_starts = [e.start for e in self.entities]
        self.unnamed = reporting.unnamed
        self.last: Actor | None = None
        self.full_names: dict[str, Actor] = {}

    def actor(self, frame: Frame) -> Actor | None:
        source = frame.speaker_at or frame.source
        if source is None:
            return None
        found = self._resolve(source)
        if found is not None and found.kind in ("person", "office"):
            self.last = found
        return found

    def _resolve(self, source: Span) -> Actor | None:
        words = self.text[source.start : source.end]
        mention = self._mention(source)
        if mention is not None:
            return mention.actor
        if words.lower() in _SINGULAR:
            return self.last
        kind = self._kind(words)
        entity = self._entity(source)
        if kind is not None and (entity is None or entity.kind in ("NORP", "GPE")):
            country = next((m.actor.country for m in self._inside(source) if m.actor.country), None)
            key = f"unnamed:{kind.replace(' ', '-')}" + (f"/{country}" if country else "")
            return Actor(key=key, name=words, kind="unnamed", country=country, basis="kind of source")
        if entity is not None:
            return self._named(entity)
        return None

    def _mention(self, source: Span) -> ActorMention | None:
        """The mention whose head word is the source's: the one with the same end or the longest within."""
        inside = [m for m in self._inside(source) if m.start >= source.start and m.head < source.end]
        return max(inside, key=lambda m: (m.end - m.start, -m.start), default=None)

    def _inside(self, source: Span) -> list[ActorMention]:
        first = bisect_left(self.starts, source.start)
        found = []
        for m in self.mentions[max(0, first - 2) :]:
            if m.start >= source.end:
                break
            if m.end > source.start:
                found.append(m)
        return found

    def _entity(self, source: Span) -> Entity | None:
        for e in self.entities[bisect_left(self.entity_starts, source.start) :]:
            if e.start >= source.end:
                return None
            return e
        return None

    def _named(self, entity: Entity) -> Actor:
        name = re.sub(r"['’]s$", "", self.text[entity.start : entity.end])
        if entity.kind == "PERSON":
            known = self.full_names.get(name.split()[-1])
            if known is not None:
                return known
            made = Actor(key=f"person:{_slug(name)}", name=name, kind="person", basis="name as written")
            if " " in name:
                self.full_names[name.split()[-1]] = made
            return made
        return Actor(key=f"org:{_slug(name)}", name=name, kind="organisation", basis="name as written")

    def _kind(self, words: str) -> str | None:
        for word in words.lower().split():
            word = word.strip(",.")
            found = self.unnamed.get(word) or (self.unnamed.get(word[:-1]) if word.endswith("s") else None)
            if found:
                return found
        return None


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")
