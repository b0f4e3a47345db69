"""From the words that name a source to the actor who speaks: by name, by who spoke last, or as a kind of source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable

from dateline.annotate.frames import Frame
from dateline.annotate.reporting import Reporting
from dateline.annotate.subjects import RELATIVE
from dateline.model import Actor, ActorMention, Annotations, Document, Entity, Span

_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ALONE = ("person", "office")
# So many paragraphs back a pronoun or "the minister" may look for who spoke last.
_REACH = 2
# The mentions that may cover a word are among so many that begin last before it.
_NEAR = 6
# "Mr Brandt", "MK Brandt": a surname with a title has at most so many words.
_NAME_WORDS = 2
_VAGUE = "unnamed"
_MINISTRIES = frozenset({"the foreign ministry", "foreign ministry", "the ministry", "the ministry of foreign affairs"})
_TITLE = re.compile(r"^(?:Mr|Ms|Mrs|Miss|Dr|Gen|Sen|Rep)\.? ")
_LONGEST_NAME = 5  # words
# Bases of actors that were found by their noun, not by their name.
_BY_ITS_NOUN = frozenset({"role word", "named before"})
_PROPER_WORDS = 3
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_WORD = re.compile(r"\w[\w-]*")
# "Us", "Mr": what is shorter names no kind of source (characters).
_SHORTEST_NOUN = 3


class Speakers:
    """Resolves the sources of one document in text order; keeps who spoke last, so that "he added" finds his name."""

    def __init__(self, document: Document, annotations: Annotations, reporting: Reporting) -> None:
        self.text = document.text
        self.blocks = [block.start for block in document.blocks]
        self.mentions = sorted(annotations.actors, key=lambda m: m.start)
        self.starts = [m.start for m in self.mentions]
        self.by_name = {self.text[m.start : m.end]: m.actor for m in reversed(self.mentions)}
        self.surnames = {
            m.actor.name.split()[-1]: m.actor
            for m in reversed(self.mentions)
            if m.actor.kind == "person" and m.actor.name
        }
        self.persons = [
            name
            for e in annotations.entities
            if e.kind == "PERSON" and " " in (name := _bare(self.text[e.start : e.end]))
        ]
        self.entities = [e for e in annotations.entities if e.kind in _NAMES]
        self.entity_starts = [e.start for e in self.entities]
        self.unnamed = reporting.unnamed
        self.spoken: list[tuple[int, Actor]] = []  # (offset, actor) of those who spoke, in text order
        self.full_names: dict[str, Actor] = {}

    def of(self, frames: list[Frame], nested: list[bool]) -> list[Actor | None]:
        """The actor of each frame's source, None where there is no source or nothing is known of it. Who only speaks
        inside another's words (`nested`) is nobody that "he added" would look back to."""
        found: dict[int, Actor | None] = {}
        for n in sorted(range(len(frames)), key=lambda n: frames[n].source.start if frames[n].source else -1):
            frame = frames[n]
            source = frame.source
            actor = self._resolve(source, frame.speaker_head) if source is not None else None
            relative = source is not None and self.text[source.start : source.end].lower() in RELATIVE
            if actor is not None and source is not None and not nested[n] and not relative:
                self.spoken.append((source.start, actor))
            found[n] = actor
        return [found[n] for n in range(len(frames))]

    def _resolve(self, source: Span, head: int | None) -> Actor | None:
        words = self.text[source.start : source.end]
        mention = self._mention(source, head)
        named = mention.actor if mention is not None else None
        if words.lower() in _PRONOUNS:
            return self._who_spoke(source.start, named)
        if words.lower() == "it":
            spoke = self._last(source.start, lambda actor: actor.kind not in _ALONE, reach=0)
            return spoke[1] if spoke is not None else named
        if named is not None and (named.kind == _VAGUE or named.basis in _BY_ITS_NOUN):
            return self._proper_name(source) or self._ministry(words, source.start) or named
        if named is not None:
            return self._namesake(words, named) or self._spelt_out(words, named) or named
        return self._without_mention(source, head, words)

    def _proper_name(self, source: Span) -> Actor | None:
        """ "The International Ski Committee" known by its noun alone is an organisation of that name."""
        entity = self._entity(source)
        if entity is None or entity.kind != "ORG" or entity.end > source.end:
            return None
        name = _bare(self.text[entity.start : entity.end]).removeprefix("the ").removeprefix("The ")
        long_enough = sum(word[:1].isupper() for word in name.split()) >= _PROPER_WORDS
        if not long_enough:
            return None
        return Actor(key=f"org:{_slug(name)}", name=name, kind="organisation", basis="name as written")

    def _without_mention(self, source: Span, head: int | None, words: str) -> Actor | None:
        known = self.by_name.get(words) or self.surnames.get(words.split()[-1])
        if known is not None and len(words.split()) <= _NAME_WORDS:
            return known
        kind = self._kind(words)
        entity = self._entity(source)
        if kind is not None and (entity is None or entity.kind in ("NORP", "GPE")):
            return self._kind_of_source(source, words, kind)
        if entity is not None:
            return self._named(entity)
        if words.lower().startswith(("the ", "they")):
            spoke = self._last(source.start, lambda actor: True)
            if spoke is not None:
                return spoke[1]
        if head is None and words[:1].isupper() and len(words.split()) <= _LONGEST_NAME:
            return self._signed(words)
        noun = _WORD.match(self.text, head) if head is not None else None
        if noun is None or len(noun.group()) <= _SHORTEST_NOUN:
            return None
        return self._kind_of_source(source, words, noun.group().lower())

    def _signed(self, words: str) -> Actor:
        """ "MR BRANDT:", "- Johan Brandt": a name set apart by a mark is a person's, known from elsewhere or not."""
        name = words.title() if words.isupper() else words
        name = _TITLE.sub("", name)
        known = self.surnames.get(name.split()[-1]) or self.by_name.get(name)
        return known or Actor(key=f"person:{_slug(name)}", name=name, kind="person", basis="name as written")

    def _who_spoke(self, at: int, named: Actor | None) -> Actor | None:
        """Whom "he" means: who was quoted last stands nearer than who was merely named last, unless somebody else came
        up after him."""
        spoke = self._last(at, lambda actor: actor.kind in _ALONE or (named is None and actor.kind == _VAGUE))
        if spoke is None or (named is not None and named.key == spoke[1].key):
            return named
        if named is None or named.kind not in _ALONE:
            return spoke[1]
        between = self.mentions[bisect_right(self.starts, spoke[0]) : bisect_left(self.starts, at)]
        came_up = any(m.actor.key == named.key and m.actor.basis != "pronoun" for m in between)
        return named if came_up else spoke[1]

    def _last(self, at: int, fits: Callable[[Actor], bool], *, reach: int = _REACH) -> tuple[int, Actor] | None:
        """Who spoke last before `at`, at most `reach` paragraphs back, among those that fit."""
        block = bisect_right(self.blocks, at)
        for start, actor in reversed(self.spoken):
            if block - bisect_right(self.blocks, start) > reach:
                return None
            if start < at and fits(actor):
                return start, actor
        return None

    def _ministry(self, words: str, at: int) -> Actor | None:
        """ "The (foreign) ministry" without its country is that of the minister the report is about so far: the one
        named most often, of two the first."""
        if words.lower() not in _MINISTRIES:
            return None
        ministers = [
            m.actor
            for m in self.mentions[: bisect_left(self.starts, at)]
            if m.actor.country and m.actor.role and m.actor.role.endswith("foreign minister")
        ]
        if not ministers:
            return None
        counts = Counter(actor.country for actor in ministers)
        country = max(counts, key=lambda code: counts[code])  # the first of equals: Counter keeps the text's order
        key = f"org:{country.lower()}-mfa"
        known = next((m.actor for m in self.mentions if m.actor.key == key), None)
        return known or Actor(
            key=key, name="foreign ministry", kind="organisation", country=country, sector="GOV", basis="the minister's"
        )

    def _namesake(self, words: str, named: Actor) -> Actor | None:
        """A bare surname is the person whom this report gives in full, before anybody else of that name."""
        surname = words.split()[-1]
        if named.kind != "person" or len(words.split()) > _NAME_WORDS or not named.basis.startswith("name"):
            return None
        full = [name for name in self.persons if name.endswith(" " + surname)]
        given = named.name.split()[0]
        if not full or any(name.split()[0] == given for name in full) or surname == given:
            return None
        own = self.by_name.get(full[0])
        if own is not None and own.key != named.key:
            return own
        return Actor(key=f"person:{_slug(full[0])}", name=full[0], kind="person", basis="surname in the report")

    def _spelt_out(self, words: str, named: Actor) -> Actor | None:
        """An acronym is what this report spells it out as: "the Islamic Action Front (IAF)" is no air force."""
        acronym = _ACRONYM.search(words)
        if acronym is None or named.kind != "organisation":
            return None
        spelt = re.search(rf"((?:[A-Z][\w’'-]+ ){{{len(acronym.group())}}})\({acronym.group()}\)", self.text)
        if spelt is None:
            return None
        name = spelt.group(1).strip()
        if "".join(word[0] for word in name.split()) != acronym.group() or name.lower() == named.name.lower():
            return None
        known = self.by_name.get(name) or self.by_name.get("the " + name)
        if known is not None and known.key != named.key:
            return known
        return Actor(key=f"org:{_slug(name)}", name=name, kind="organisation", basis="acronym in the report")

    def _mention(self, source: Span, head: int | None) -> ActorMention | None:
        """The mention of the source's head word, else the longest whose head word stands in the source."""
        if head is not None:
            near = self.mentions[: bisect_right(self.starts, head)][-_NEAR:]
            exact = [m for m in near if m.head == head] or [m for m in near if m.start <= head < m.end]
            if exact:
                return max(exact, key=lambda m: (m.end - m.start, -m.start))
        inside = [m for m in self._inside(source) if m.start >= source.start and m.head < source.end]
        return max(inside, key=lambda m: (m.end - m.start, -m.start), default=None)

    def _inside(self, source: Span) -> list[ActorMention]:
        first = bisect_left(self.starts, source.start)
        last = bisect_left(self.starts, source.end)
        return [m for m in self.mentions[max(0, first - 2) : last] if m.end > source.start]

    def _entity(self, source: Span) -> Entity | None:
        first = bisect_left(self.entity_starts, source.start)
        found = self.entities[first : first + 1]
        return found[0] if found and found[0].start < source.end else None

    def _named(self, entity: Entity) -> Actor:
        name = _bare(self.text[entity.start : entity.end])
        if entity.kind != "PERSON":
            return Actor(key=f"org:{_slug(name)}", name=name, kind="organisation", basis="name as written")
        known = self.full_names.get(name.split()[-1])
        if known is not None:
            return known
        made = Actor(key=f"person:{_slug(name)}", name=name, kind="person", basis="name as written")
        if " " in name:
            self.full_names[name.split()[-1]] = made
        return made

    def _kind_of_source(self, source: Span, words: str, kind: str) -> Actor:
        country = next((m.actor.country for m in self._inside(source) if m.actor.country), None)
        key = f"unnamed:{kind.replace(' ', '-')}" + (f"/{country}" if country else "")
        return Actor(key=key, name=words, kind="unnamed", country=country, basis="kind of source")

    def _kind(self, words: str) -> str | None:
        for word in re.findall(r"[\w-]+", words.lower()):
            for form in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"ies$", "y", word)):
                if form in self.unnamed:
                    return self.unnamed[form]
        return None


def _bare(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")
