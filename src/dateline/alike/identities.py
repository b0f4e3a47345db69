"""One actor under several names: "S. Jaishankar" and his full name, "his counterpart" and the minister the report
names, "the ministry" and the ministry it names.

Reports resolve actors one by one; seen beside the rest of its report, its family and its story, an actor that was left
open often has one possible bearer. Where there are two, it stays open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.model import Actor, Annotations, Family, Mention

# The name of a body that a report uses once it has named it in full: "the foreign ministry" after "Russia's foreign
# ministry".
_OPEN = ("unnamed:",)
_SKIPPED = frozenset({"the", "of", "and", "'s", "s"})

# Two spellings of one name share their consonants; so few consonants share them by chance.
_LEAST_SKELETON = 3
_VOWELS = re.compile(r"[aeiouyáéíóúäöü'’-]")
_DOUBLED = re.compile(r"(.)\1+")

Identities = dict[str, dict[str, Actor]]  # report -> actor key as annotated -> who it is


def find_identities(
    annotations: Sequence[Annotations],
    mentions: Sequence[Mention],
    families: Sequence[Family],
    story_of: Mapping[str, str],
) -> Identities:
    """For every report, who its actors are. An actor that keeps its own identity maps to itself."""
    met = _met(annotations, mentions)
    made: Identities = {report: {key: actor for key, actor in sorted(actors.items())} for report, actors in met.items()}
    by_story: dict[str, list[str]] = defaultdict(list)
    for report in sorted(made):
        by_story[story_of.get(report, report)].append(report)
    for reports in by_story.values():
        _join_persons(reports, made)
    for report in sorted(made):
        _name_surnames(report, made)
        _name_offices([report], made)
    for family in families:
        reports = [report for report in family.reports if report in made]
        _name_bodies(reports, made)
        if len(reports) > 1:
            _name_offices(reports, made)
    for reports in by_story.values():
        _name_offices(reports, made)
    return made


def identity(identities: Identities, report: str, actor: Actor) -> Actor:
    return identities.get(report, {}).get(actor.key, actor)


def _met(annotations: Sequence[Annotations], mentions: Sequence[Mention]) -> dict[str, dict[str, Actor]]:
    """Every actor of each report, the version that tells most for each key."""
    met: dict[str, dict[str, Actor]] = defaultdict(dict)

    def meet(report: str, actor: Actor) -> None:
        known = met[report].get(actor.key)
        if known is None or _told(actor) > _told(known):
            met[report][actor.key] = actor

    for made in annotations:
        for mention in made.actors:
            meet(made.report, mention.actor)
        for attribution in made.attributions:
            if attribution.speaker is not None:
                meet(made.report, attribution.speaker)
    for mention in mentions:
        for party in mention.actors + mention.targets:
            meet(mention.report, party.actor)
        if mention.speaker is not None:
            meet(mention.report, mention.speaker)
    return met


def _told(actor: Actor) -> int:
    return sum(value is not None for value in (actor.country, actor.sector, actor.role, actor.body))


# --- persons -------------------------------------------------------------------------------------------------------


def _join_persons(reports: Sequence[str], made: Identities) -> None:
    """Persons of a story whose names may be one name, where only one full name is possible."""
    by_surname: dict[str, dict[str, Actor]] = defaultdict(dict)
    for report in reports:
        for actor in made[report].values():
            if actor.kind == "person" and actor.name.split():
                known = by_surname[_words(actor.name)[-1]].get(actor.key)
                best = actor if known is None or _told(actor) > _told(known) else known
                by_surname[_words(actor.name)[-1]][actor.key] = best
    # What one report tells of somebody holds in the others: whose minister he is.
    bearer: dict[str, Actor] = {key: actor for persons in by_surname.values() for key, actor in persons.items()}
    for persons in by_surname.values():
        if len(persons) > 1:
            bearer |= _bearers(sorted(persons.values(), key=lambda actor: actor.key))
    for persons in _spelled_alike(bearer.values()):
        bearer |= _one_of(persons, bearer)
    for report in reports:
        for key in made[report]:
            if key in bearer:
                made[report][key] = bearer[key]


def _name_surnames(report: str, made: Identities) -> None:
    """A bare surname that was left open, where the report names one person who bears it."""
    persons = {actor.key: actor for actor in made[report].values() if actor.kind == "person"}
    for key, actor in made[report].items():
        if actor.kind == "unnamed" and actor.name[:1].isupper() and len(actor.name.split()) == 1:
            bearers = [one for one in persons.values() if _words(one.name)[-1] == _words(actor.name)[0]]
            if len(bearers) == 1:
                made[report][key] = bearers[0]


def _bearers(persons: list[Actor]) -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    for person in persons:
        fuller = [other for other in persons if other.key != person.key and _abbreviates(person, other)]
        longest = [
            one for one in fuller if not any(_abbreviates(one, other) for other in fuller if other.key != one.key)
        ]
        if len(longest) == 1:
            found[person.key] = longest[0]
    # What any of the names tells, the full name tells too.
    for full in {actor.key: actor for actor in found.values()}.values():
        kin = [person for person in persons if found.get(person.key, person).key == full.key]
        complete = _completed(full, kin)
        found |= {person.key: complete for person in kin}
    return found


def _spelled_alike(persons: Iterable[Actor]) -> list[list[Actor]]:
    """Persons of one office and initial whose surnames are one name in two spellings: "Yatsenyuk", "Yatseniuk"."""
    groups: dict[tuple, dict[str, Actor]] = defaultdict(dict)
    for person in persons:
        words = _words(person.name)
        bones = _skeleton(words[-1])
        if len(words) > 1 and person.country and person.role and len(bones) >= _LEAST_SKELETON:
            groups[person.country, person.role, words[0][:1], bones][person.key] = person
    return [[group[key] for key in sorted(group)] for group in groups.values() if len(group) > 1]


def _one_of(persons: list[Actor], bearer: Mapping[str, Actor]) -> dict[str, Actor]:
    """All who map to one of the persons, mapped to the one of whom most is told: of equals the first."""
    best = min(persons, key=lambda actor: (-_told(actor), actor.key))
    keys = {actor.key for actor in persons}
    return {key: best for key, actor in bearer.items() if actor.key in keys}


def _skeleton(name: str) -> str:
    """The consonants of a name, doubled ones once: what transliterations have in common.

    >>> _skeleton("yatsenyuk") == _skeleton("yatseniuk")
    True
    """
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", name.replace("kh", "h").replace("ck", "k").replace("q", "k")))


def _abbreviates(short: Actor, full: Actor) -> bool:
    """ "S. Jaishankar" and "Jaishankar" for "Subrahmanyam Jaishankar"; never for one of another country."""
    if short.country and full.country and short.country != full.country:
        return False
    one, other = _words(short.name), _words(full.name)
    if len("".join(one)) >= len("".join(other)) or one[-1] != other[-1]:
        return False
    given, names = one[:-1], other[:-1]
    return all(any(name.startswith(word) if len(word) == 1 else name == word for name in names) for word in given)


def _completed(actor: Actor, kin: Iterable[Actor]) -> Actor:
    for other in kin:
        if _told(other) > _told(actor) or actor.country is None:
            actor = msgspec.structs.replace(
                actor,
                country=actor.country or other.country,
                sector=actor.sector or other.sector,
                role=actor.role or other.role,
                body=actor.body or other.body,
            )
    return actor


# --- offices and bodies --------------------------------------------------------------------------------------------


def _name_offices(reports: Sequence[str], made: Identities) -> None:
    """An office whose holder these reports name is its holder: "his Pakistani counterpart", then "Foreign Minister
    D."."""
    persons: dict[str, Actor] = {}
    for report in reports:
        for actor in made[report].values():
            if actor.kind == "person" and actor.role:
                persons.setdefault(actor.key, actor)
    for report in reports:
        for key, actor in made[report].items():
            if actor.kind != "office" or not actor.role:
                continue
            holders = [p for p in persons.values() if p.role == actor.role and p.country in (actor.country, None)]
            exact = [p for p in holders if p.country == actor.country] or holders
            if len(exact) == 1:
                holder = _completed(exact[0], [actor])
                made[report][key] = holder
                made[report] = {k: holder if a.key == holder.key else a for k, a in made[report].items()}


def _name_bodies(reports: Sequence[str], made: Identities) -> None:
    """ "The ministry" is the one ministry that these reports name in full."""
    named: dict[str, Actor] = {}
    for report in reports:
        for actor in made[report].values():
            if actor.kind == "organisation" and actor.country:
                named.setdefault(actor.key, actor)
    for report in reports:
        for key, actor in made[report].items():
            if not key.startswith(_OPEN) or actor.sector is None:
                continue
            words = set(_words(actor.name)) - _SKIPPED
            bodies = [body for body in named.values() if words and words < set(_words(body.name))]
            if len(bodies) == 1 and bodies[0].sector == actor.sector:
                made[report][key] = bodies[0]


def _words(name: str) -> list[str]:
    return [word.strip(".,()").casefold().removesuffix("'s").removesuffix("’s") for word in name.split()] or [""]
