"""Who "the minister", "Thapa", "they" and "both sides" are, within one report.

Candidates come in text order. Names are settled first (a surname takes the full name the report gives), then
appositions, then what has no name of its own looks back: by role, number and nearness, and abstains when two fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from dateline.annotate.composition import resolve_phrase
from dateline.annotate.roster import Roster, office_words
from dateline.annotate.spelling import fold_name, slug, split_words
from dateline.model import Actor, ActorMention, Struct

# How many sentences back a pronoun may reach, and how far a definite role ("the minister") may.
_PRONOUN_REACH = 2
_SINGULAR = frozenset("he him his himself she her hers herself".split())
_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_THING = frozenset("it its itself".split())
_MALE_TITLE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Sheikh)\b\.?\s")
_FEMALE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Madam)\b\.?\s")
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[\"“']?([A-Z][A-Za-z&-]{1,9}?)[\"”']?\s*\)")
_BOTH = re.compile(
    r"(?i)^(?:both|the two|two|the)\s+(?:(?:nuclear|armed|south|asian|rival|warring|neighbou?ring|hostile|old|arch|bitter)[- ]+)*"
    r"(sides|countries|nations|states|neighbou?rs|governments|armies|militaries|leaders|ministers|presidents|rivals|foes|"
    r"capitals|powers|forces|parties)$"
)
# What both stand for, beyond the two states themselves.
_BOTH_BODY = {"armies": "military", "militaries": "military", "forces": "military"}
# Organisations that a bare noun may look back to.
_BARE_BODY = frozenset(
    "ministry group party agency organisation organization army military court parliament company union movement "
    "militia alliance bloc mission embassy commission council committee department force forces police administration".split()
)


class Candidate(Struct):
    """A phrase under resolution: where it stands, what it looks like, and whom it names by itself."""

    start: int
    end: int
    head: int
    core_start: int
    sentence: int
    actor: Actor | None
    word: str  # the head word in lower case
    pronoun: str | None = None
    modifier: bool = False
    subject: bool = False
    plural: bool = False
    definite: bool = False
    expletive: bool = False
    appositives: tuple[int, ...] = ()  # heads of its appositions
    possessor: int | None = None  # head of its possessor
    apposed_to: int | None = None


def resolve_candidates(
    text: str, candidates: list[Candidate], roster: Roster, date: str | None
) -> tuple[ActorMention, ...]:
    """Mentions in text order; a pronoun or bare noun that fits nobody or two is left out or stays unnamed."""
    named = _settle_names(text, candidates)
    named = _settle_appositions(named, roster, date)
    report = _Report(text, named, roster, date)
    found = [mention for candidate in named for mention in report.mentions(candidate)]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.head, mention.actor.key)))


# --- names -----------------------------------------------------------------------------------------------------------


def _settle_names(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Full names first: then a bare surname, another spelling or an acronym in brackets is the same actor."""
    full: dict[str, dict[str, Actor]] = {}
    folded: dict[str, Actor] = {}
    acronyms: dict[str, Actor] = {}
    counts = Counter(candidate.actor.key for candidate in candidates if candidate.actor)
    for candidate in candidates:
        actor = candidate.actor
        if actor is None or candidate.modifier:
            continue
        if actor.kind == "person":
            words = split_words(actor.name)
            if len(words) > 1 or actor.basis.startswith("name;"):
                fold = fold_name(actor.name)
                if fold not in folded or _knows_more(actor, folded[fold]):
                    folded[fold] = actor
                by_surname = full.setdefault(words[-1].norm, {})
                by_surname.setdefault(fold, actor)
        elif actor.kind in ("organisation", "group"):
            defined = _ACRONYM.match(text, candidate.end)
            if defined:
                acronyms.setdefault(defined[1], actor)
    settled = []
    for candidate in candidates:
        actor = candidate.actor
        if actor is not None and actor.kind == "person":
            words = split_words(actor.name)
            same = folded.get(fold_name(actor.name))
            if same is None or (len(words) == 1 and same.key == actor.key):
                said = full.get(words[-1].norm, {})
                if len(words) == 1 and len(said) == 1:
                    same = folded[next(iter(said))]
                elif len(words) == 1 and len(said) > 1:
                    same = folded[max(said, key=lambda fold: (counts[said[fold].key], fold))]
            if same is not None and same.key != actor.key or same is not None and _knows_more(same, actor):
                basis = "name" if len(words) > 1 else "surname in the report"
                actor = replace(same, basis=same.basis if same.key == actor.key else basis)
        elif actor is not None and actor.basis == "entity":
            said = text[candidate.core_start : candidate.head + len(candidate.word)]
            for word in split_words(said):
                if word.text in acronyms:
                    actor = replace(acronyms[word.text], basis="acronym in the report")
        settled.append(candidate if actor is candidate.actor else replace(candidate, actor=actor))
    return settled


def _knows_more(one: Actor, other: Actor) -> bool:
    def facts(actor: Actor) -> int:
        return (actor.role is not None) + (actor.country is not None) + (actor.sector is not None)

    return facts(one) > facts(other)


def _settle_appositions(candidates: list[Candidate], roster: Roster, date: str | None) -> list[Candidate]:
    """ "Ram Thapa, Nepal's home minister": one actor. The name gives the key, the description country and office."""
    at_head = {candidate.head: n for n, candidate in enumerate(candidates) if not candidate.modifier}
    settled = list(candidates)
    for n, candidate in enumerate(candidates):
        for head in candidate.appositives:
            other = at_head.get(head)
            if other is None or candidate.actor is None or candidates[other].actor is None:
                continue
            one, two = settled[n].actor, settled[other].actor
            merged = _one_of_two(one, two)
            if merged is not None:
                settled[n] = replace(settled[n], actor=merged)
                settled[other] = replace(settled[other], actor=merged)
    best: dict[str, Actor] = {}
    for candidate in settled:
        actor = candidate.actor
        if actor and actor.kind == "person" and (actor.key not in best or _knows_more(actor, best[actor.key])):
            best[actor.key] = actor
    return [
        replace(candidate, actor=replace(best[candidate.actor.key], basis=candidate.actor.basis))
        if candidate.actor
        and candidate.actor.kind == "person"
        and _knows_more(best[candidate.actor.key], candidate.actor)
        else candidate
        for candidate in settled
    ]


def _one_of_two(one: Actor | None, two: Actor | None) -> Actor | None:
    """The actor that a name and its apposition name together; None when they are two."""
    if one is None or two is None:
        return None
    persons = [actor for actor in (one, two) if actor.kind == "person"]
    others = [actor for actor in (one, two) if actor.kind != "person"]
    if len(persons) == 2:
        known = [actor for actor in persons if actor.basis.startswith(("name;", "office"))]
        return known[0] if len(known) == 1 and _plain(persons, known[0]) else None
    if len(persons) == 1 and others[0].kind in ("office", "people", "unnamed"):
        person, told = persons[0], others[0]
        return replace(
            person,
            country=person.country or told.country,
            sector=person.sector if person.role else told.sector or person.sector,
            role=person.role or told.role or office_words(told.key.rsplit("/", 1)[-1].rsplit(":", 1)[-1]),
            body=person.body or told.body,
            basis="name and apposition" if person.basis == "entity" else person.basis,
        )
    return None


def _plain(persons: list[Actor], known: Actor) -> bool:
    """Whether the person beside the known one has no country, or the same: then the two are one."""
    other = next(actor for actor in persons if actor is not known)
    return (
        other.country in (None, known.country) and split_words(other.name)[-1].norm == split_words(known.name)[-1].norm
    )


# --- what looks back -------------------------------------------------------------------------------------------------


class _Report:
    """What a report has told so far, in text order."""

    def __init__(self, text: str, candidates: list[Candidate], roster: Roster, date: str | None) -> None:
        self.text, self.roster, self.date = text, roster, date
        self.counts = Counter(c.actor.key for c in candidates if c.actor)
        self.countries = Counter(c.actor.country for c in candidates if c.actor and c.actor.country)
        self.female = self._gendered(candidates, _FEMALE_TITLE)
        self.male = self._gendered(candidates, _MALE_TITLE)
        self.past: list[Candidate] = []
        self.at_head: dict[int, Actor] = {}

    def mentions(self, candidate: Candidate) -> Iterable[ActorMention]:
        actors = self._actors(candidate)
        for actor in actors:
            self.at_head.setdefault(candidate.head, actor)
            yield ActorMention(
                start=candidate.start, end=candidate.end, head=candidate.head, sentence=candidate.sentence, actor=actor
            )
        if actors:
            self.past.append(replace(candidate, actor=actors[0]))

    def _actors(self, candidate: Candidate) -> list[Actor]:
        if candidate.pronoun is not None:
            found = self._pronoun(candidate)
            return [replace(found, basis="pronoun")] if found else []
        actor = candidate.actor
        if actor is None:
            return []
        both = self._both(candidate)
        if both:
            return both
        if candidate.word == "counterpart":
            return [self._counterpart(candidate, actor)]
        if actor.kind == "unnamed" and candidate.definite:
            return [self._definite(candidate, actor) or actor]
        return [actor]

    def _gendered(self, candidates: list[Candidate], title: re.Pattern) -> set[str]:
        return {
            c.actor.key
            for c in candidates
            if c.actor and c.actor.kind == "person" and title.search(self.text[c.core_start : c.head])
        }

    def _pronoun(self, candidate: Candidate) -> Actor | None:
        if candidate.expletive:
            return None
        word = candidate.pronoun
        if word in _SINGULAR:
            wrong = self.male if word in _FEMALE else self.female
            fits = lambda c: c.actor.key not in wrong and _one_person(c)  # noqa: E731
        elif word in _PLURAL:
            fits = lambda c: c.plural or c.actor.kind in ("organisation", "group", "people") and not c.modifier  # noqa: E731
        elif word in _THING:
            fits = lambda c: c.actor.kind in ("state", "organisation", "group") and not c.plural and not c.modifier  # noqa: E731
        else:
            return None
        for back in range(_PRONOUN_REACH + 1):
            near = [
                c for c in self.past if c.sentence == candidate.sentence - back and c.end <= candidate.start and fits(c)
            ]
            if not near:
                continue
            subjects = [c for c in near if c.subject]
            pool = subjects or near
            keys = dict.fromkeys(c.actor.key for c in pool)
            if len(keys) == 1 or (subjects and back == 0) or word in _SINGULAR and subjects:
                return (subjects[0] if subjects and back else pool[-1]).actor
            if word in _SINGULAR and len(keys) > 1:
                best = max(keys, key=lambda key: self.counts[key])
                rest = [self.counts[key] for key in keys if key != best]
                if self.counts[best] >= 2 * max(rest):
                    return next(c.actor for c in pool if c.actor.key == best)
            return None
        return None

    def _definite(self, candidate: Candidate, actor: Actor) -> Actor | None:
        """ "the minister", "the ministry", "the group" after the one that was named."""
        word = candidate.word
        if actor.role is not None or actor.sector == "GOV" or word in ("leader", "chief", "general", "commander"):
            wanted = split_words(office_words(actor.key.split(":", 1)[1]))
            fits = [
                c.actor
                for c in self.past
                if c.actor.kind in ("person", "office")
                and c.actor.role
                and _role_fits(c.actor.role, [w.norm for w in wanted])
            ]
            if fits and not candidate.plural:
                best = max(dict.fromkeys(a.key for a in fits), key=lambda key: self.counts[key])
                nearest = fits[-1]
                chosen = (
                    nearest
                    if self.counts[nearest.key] * 3 >= self.counts[best]
                    else next(a for a in fits if a.key == best)
                )
                return replace(chosen, basis="role in the report")
        if word in _BARE_BODY:
            for c in reversed(self.past):
                if c.actor.kind in ("organisation", "group") and not c.modifier and _same_sort(c.actor, word):
                    return replace(c.actor, basis="named before")
        return self._domestic(actor)

    def _domestic(self, actor: Actor) -> Actor | None:
        """ "the government", "the army", "the president" of the one country that a report is about."""
        if not self.countries:
            return None
        country, most = self.countries.most_common(1)[0]
        if most < 0.6 * sum(self.countries.values()) or most < 4:
            return None
        role = self.roster.roles.get(actor.name)
        if role is None or role.kind not in ("office", "body"):
            return None
        place = self.roster.countries.get(country or "", "")
        told = resolve_phrase(f"{place}'s {actor.name}", date=self.date, roster=self.roster)
        return replace(told, basis=f"the report is about {place}; {told.basis}") if told else None

    def _counterpart(self, candidate: Candidate, actor: Actor) -> Actor:
        """ "his Pakistani counterpart": the office of whoever "his" is, in the country the phrase names."""
        owner = self.at_head.get(candidate.possessor) if candidate.possessor is not None else None
        if owner is None:
            persons = [
                c.actor for c in self.past if c.sentence == candidate.sentence and c.actor.kind in ("person", "office")
            ]
            owner = persons[-1] if persons else None
        if owner is None or owner.role is None or actor.country is None:
            return actor
        place = self.roster.countries.get(actor.country, actor.country)
        told = resolve_phrase(f"{place}'s {owner.role}", date=self.date, roster=self.roster)
        return replace(told, basis=f"counterpart; {told.basis}") if told else actor

    def _both(self, candidate: Candidate) -> list[Actor]:
        """ "both sides", "the two countries", "both armies": the two states told of most, when they stand out."""
        said = _BOTH.match(self.text[candidate.core_start : candidate.head + len(candidate.word)])
        if not said or not (candidate.plural and ("both" in said[0].lower() or "two" in said[0].lower())):
            return []
        recent = [c for c in self.past if candidate.sentence - c.sentence <= 6]
        word = said[1].lower()
        if word in ("leaders", "ministers", "presidents"):
            persons = [c.actor for c in recent if c.actor.kind == "person" and candidate.sentence - c.sentence <= 2]
            pair = list({a.key: a for a in reversed(persons)}.values())
            return [replace(a, basis="the two") for a in sorted(pair, key=lambda a: a.key)] if len(pair) == 2 else []
        tally = Counter(c.actor.country for c in recent if c.actor.country and c.actor.kind != "unnamed")
        top = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        if len(top) < 2 or (len(top) > 2 and top[2][1] >= top[1][1]):
            whole = sorted(self.countries.items(), key=lambda item: (-item[1], item[0] or ""))
            top = whole if len(whole) >= 2 and (len(whole) == 2 or whole[1][1] >= 2 * whole[2][1]) else []
        if len(top) < 2:
            return []
        countries = sorted(country for country, _ in top[:2])
        return [self._body_or_state(country, _BOTH_BODY.get(word)) for country in countries]

    def _body_or_state(self, country: str, body: str | None) -> Actor:
        place = self.roster.countries.get(country, country)
        if body is None:
            return Actor(key=f"state:{country}", name=place, kind="state", country=country, basis="both sides")
        told = resolve_phrase(f"{place}'s {body}", date=self.date, roster=self.roster)
        return replace(told, basis="both sides")  # type: ignore[arg-type]


def _one_person(candidate: Candidate) -> bool:
    if candidate.plural or candidate.modifier:
        return False
    actor = candidate.actor
    return actor is not None and (
        actor.kind in ("person", "office") or (actor.kind in ("people", "unnamed") and candidate.word not in _BARE_BODY)
    )


def _role_fits(role: str, wanted: list[str]) -> bool:
    """ "the minister" fits a foreign minister; "the defence minister" does not."""
    told = role.split()
    return bool(wanted) and told[-len(wanted) :] == wanted


def _same_sort(actor: Actor, word: str) -> bool:
    """Whether a bare noun may stand for this organisation: its name or kind says so."""
    named = {part.norm for part in split_words(actor.name)}
    if word in named:
        return True
    if word in ("group", "movement", "organisation", "organization", "militia"):
        return actor.kind == "group" or actor.sector in ("REB", "PRM", "UAF")
    if word == "party":
        return actor.sector == "PTY"
    if word in ("alliance", "bloc"):
        return actor.sector == "IGO"
    return slug(word) in actor.key
