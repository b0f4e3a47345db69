"""One actor under several names within one report: full name and surname, two spellings, name and description.

"Ram Thapa, Nepal's home minister", then "Mr Thapa", then "the Nepalese home minister" are one actor with one key.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec.structs import replace

from dateline.annotate.roster import FIRST_OFFICES, Roster, office_words
from dateline.annotate.spelling import fold_name, fold_word, slug, split_words
from dateline.model import Actor, Struct

# The basis of a name that is nobody unless the report gives a full name for it.
SHARED_SURNAME = "shared surname"
# The basis of an acronym that the report itself explains.
IN_THE_REPORT = "acronym in the report"
# Where the family name comes first: "Mao Ning", then "Mao".
_FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG"})
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[\"“']?([A-Z][A-Za-z&-]{1,9}?)[\"”']?\s*\)")
_TITLES_OF_ONE = re.compile(r"\s+(?:and|&)\s+")


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


def settle_identities(text: str, candidates: list[Candidate], roster: Roster, day: str | None) -> list[Candidate]:
    """The candidates with one key for each actor that the report names in several ways."""
    settled = _settle_names(text, _settle_misread(candidates), roster, day)
    settled = _settle_titles(text, settled)
    settled = _settle_appositions(settled)
    return _settle_spellings(_settle_offices(settled, roster, day))


def _settle_spellings(candidates: list[Candidate]) -> list[Candidate]:
    """ "Jordan's premier", then "Prime Minister Abdullah Nsur" for Abdullah Ensour: one office and one given name."""
    known = {
        (c.actor.role, split_words(c.actor.name)[0].norm): c.actor
        for c in candidates
        if c.actor and c.actor.kind == "person" and c.actor.role and c.actor.country
    }
    settled = []
    for candidate in candidates:
        actor = candidate.actor
        if actor is not None and actor.kind == "person" and actor.country is None and actor.role and " " in actor.name:
            same = known.get((actor.role, split_words(actor.name)[0].norm))
            if same is not None:
                candidate = replace(candidate, actor=replace(same, basis="office and given name in the report"))
        settled.append(candidate)
    return settled


def _settle_misread(candidates: list[Candidate]) -> list[Candidate]:
    """Who holds an office is a person, whatever the parser makes of the name: "Hari Rimal, Nepal's home minister"."""
    at_head = {candidate.head: candidate.actor for candidate in candidates if not candidate.modifier}
    settled = []
    for candidate in candidates:
        actor = candidate.actor
        others = [at_head.get(head) for head in candidate.appositives]
        misread = actor is not None and actor.kind == "organisation" and actor.basis == "entity" and " " in actor.name
        if misread and any(other is not None and other.kind == "office" for other in others):
            actor = replace(actor, key=f"person:{slug(actor.name)}", kind="person")  # type: ignore[type-var]
            candidate = replace(candidate, actor=actor)
        settled.append(candidate)
    return settled


# --- names -----------------------------------------------------------------------------------------------------------


def _settle_names(text: str, candidates: list[Candidate], roster: Roster, day: str | None) -> list[Candidate]:
    """Full names first: then a bare surname, another spelling or an acronym in brackets is the same actor."""
    full: dict[str, dict[str, Actor]] = {}  # surname -> folded full name -> actor
    folded: dict[str, Actor] = {}
    acronyms: dict[str, Actor] = {}
    counts = Counter(candidate.actor.key for candidate in candidates if candidate.actor)
    for candidate in candidates:
        actor = candidate.actor
        if actor is None or candidate.modifier:
            continue
        if actor.kind == "person":
            words = split_words(actor.name)
            if len(words) > 1 and not _is_bare(text, candidate):
                fold = fold_name(actor.name)
                if fold not in folded or _knows_more(actor, folded[fold]):
                    folded[fold] = actor
                full.setdefault(words[-1].norm, {}).setdefault(fold, actor)
                if actor.country in _FAMILY_FIRST:
                    full.setdefault(words[0].norm, {}).setdefault(fold, actor)
        elif actor.kind in ("organisation", "group"):
            defined = _ACRONYM.match(text, candidate.end)
            if defined:
                acronyms.setdefault(defined[1], actor)
    countries = Counter(c.actor.country for c in candidates if c.actor and c.actor.kind != "person")
    settled = []
    for candidate in candidates:
        actor = candidate.actor
        if actor is not None and actor.kind == "person":
            if _is_bare(text, candidate):
                actor = _by_surname(text, candidate, actor, full, countries)
            actor = _same_person(actor, full, folded, counts)
            if actor.basis in (SHARED_SURNAME, "entity") and " " not in actor.name:
                first = _first_of_them(actor, roster, day)
                actor = first if first or actor.basis == SHARED_SURNAME else actor
        elif actor is not None and (said := _as_said(text, candidate)) in acronyms:
            # "the Islamic Action Front (IAF)": here the IAF is no air force.
            actor = replace(acronyms[said], basis=IN_THE_REPORT)
        elif actor is not None and actor.basis == "entity":
            actor = _same_organisation(text, candidate, actor, acronyms, full)
        settled.append(candidate if actor is candidate.actor else replace(candidate, actor=actor))
    return settled


def _as_said(text: str, candidate: Candidate) -> str:
    said = text[candidate.core_start : candidate.head + len(candidate.word)]
    return said.removeprefix("The ").removeprefix("the ")


def _first_of_them(actor: Actor, roster: Roster, day: str | None) -> Actor | None:
    """Of those who share a surname that stands alone, the one who heads a state then: "Netanyahu" is not his son."""
    name = roster.names.get(split_words(actor.name)[-1].norm)
    if name is None or name.kind != "surname" or day is None:
        return None
    persons = [roster.person_at(key, day) for key in name.keys]
    first = [person for person in persons if (person.role or "").replace(" ", "-") in FIRST_OFFICES]
    return first[0] if len(first) == 1 else None


def _is_bare(text: str, candidate: Candidate) -> bool:
    """Whether only the surname of a person of the roster is told."""
    actor = candidate.actor
    if actor is None or not actor.basis.startswith("name"):
        return False
    name = [fold_word(word.norm) for word in split_words(actor.name)]
    said = split_words(text[candidate.core_start : candidate.head + len(candidate.word)])
    return len(name) > 1 and sum(fold_word(word.norm) in name for word in said) == 1


def _by_surname(
    text: str, candidate: Candidate, actor: Actor, full: dict[str, dict[str, Actor]], countries: Counter
) -> Actor:
    """Whom a surname of the roster means: somebody whom the report names in full; else the roster's person, when the
    report speaks of that country or everybody knows the office ("Obama"); else nobody we know."""
    surname = text[candidate.head : candidate.head + len(candidate.word)]
    told = full.get(split_words(surname)[-1].norm, {}) if split_words(surname) else {}
    if any(one.key == actor.key for one in told.values()):
        return actor
    if len(told) == 1:
        return replace(next(iter(told.values())), basis="surname in the report")
    if countries[actor.country] or (actor.role or "").replace(" ", "-") in FIRST_OFFICES:
        return actor
    return Actor(key=f"person:{slug(surname)}", name=surname, kind="person", basis="entity")


def _same_person(actor: Actor, full: dict[str, dict[str, Actor]], folded: dict[str, Actor], counts: Counter) -> Actor:
    words = split_words(actor.name)
    same = folded.get(fold_name(actor.name))
    if same is None or (len(words) == 1 and same.key == actor.key):
        said = full.get(words[-1].norm, {})
        if len(words) == 1 and said:
            same = folded[max(said, key=lambda fold: (counts[said[fold].key], fold))]
    if same is None or not (same.key != actor.key or _knows_more(same, actor)):
        return actor
    if same.key == actor.key:
        return same
    return replace(same, basis="name" if len(words) > 1 else "surname in the report")


def _same_organisation(
    text: str, candidate: Candidate, actor: Actor, acronyms: dict[str, Actor], full: dict[str, dict[str, Actor]]
) -> Actor:
    """An acronym told before; or a surname that the parser took for an organisation."""
    words = split_words(text[candidate.core_start : candidate.head + len(candidate.word)])
    for word in words:
        if word.text in acronyms:
            return replace(acronyms[word.text], basis=IN_THE_REPORT)
    said = full.get(words[-1].norm, {}) if len(words) == 1 else {}
    return replace(next(iter(said.values())), basis="surname in the report") if len(said) == 1 else actor


def _knows_more(one: Actor, other: Actor) -> bool:
    def facts(actor: Actor) -> int:
        return (actor.role is not None) + (actor.country is not None) + (actor.sector is not None)

    return facts(one) > facts(other)


# --- titles, appositions, offices ------------------------------------------------------------------------------------


def _settle_titles(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """ "Deputy Prime Minister and Foreign Minister Ram Thapa": the first title is his too."""
    settled = list(candidates)
    for n in range(len(settled) - 1):
        one, two = settled[n], settled[n + 1]
        if one.actor is None or two.actor is None or two.actor.kind != "person" or one.plural or one.modifier:
            continue
        role = one.actor.kind in ("office", "unnamed", "people") and one.actor.role
        # A title, not a description: "Prime Minister and ...", no "the prime minister and ...".
        titled = text[one.core_start].isupper() and text[two.core_start : two.head].count(" ") > 1
        if role and titled and _TITLES_OF_ONE.fullmatch(text, one.end, two.start):
            settled[n] = replace(one, actor=two.actor)
    return settled


def _settle_appositions(candidates: list[Candidate]) -> list[Candidate]:
    """ "Ram Thapa, Nepal's home minister": one actor. The name gives the key, the description country and office."""
    at_head = {candidate.head: n for n, candidate in enumerate(candidates) if not candidate.modifier}
    settled = list(candidates)
    for n, candidate in enumerate(candidates):
        for head in candidate.appositives:
            other = at_head.get(head)
            if other is None or candidate.actor is None or candidates[other].actor is None:
                continue
            merged = _one_of_two(settled[n].actor, settled[other].actor)
            if merged is not None:
                settled[n] = replace(settled[n], actor=merged)
                settled[other] = replace(settled[other], actor=merged)
    best: dict[str, Actor] = {}
    for candidate in settled:
        actor = candidate.actor
        if actor and actor.kind == "person" and (actor.key not in best or _knows_more(actor, best[actor.key])):
            best[actor.key] = actor
    return [_with_best(candidate, best) for candidate in settled]


def _with_best(candidate: Candidate, best: dict[str, Actor]) -> Candidate:
    """What the report tells of a person anywhere holds everywhere."""
    actor = candidate.actor
    if actor is None or actor.kind != "person" or not _knows_more(best[actor.key], actor):
        return candidate
    return replace(candidate, actor=replace(best[actor.key], basis=actor.basis))


def _one_of_two(one: Actor | None, two: Actor | None) -> Actor | None:
    """The actor that a name and its apposition name together; None when they are two."""
    if one is None or two is None:
        return None
    persons = [actor for actor in (one, two) if actor.kind == "person"]
    others = [actor for actor in (one, two) if actor.kind != "person"]
    if len(persons) == 2:
        known = [actor for actor in persons if actor.basis.startswith(("name;", "office"))]
        return known[0] if len(known) == 1 and _may_be_one(persons, known[0]) else None
    if len(persons) == 1 and others[0].kind in ("office", "people", "unnamed"):
        return _described(persons[0], others[0])
    named = [actor for actor in (one, two) if actor.kind in ("organisation", "group")]
    kinds = [actor for actor in (one, two) if actor.kind in ("people", "unnamed")]
    if len(named) == 1 and len(kinds) == 1 and kinds[0].sector in (None, named[0].sector):
        # "Lebanon's Shia militant group Hezbollah"
        return named[0] if named[0].country or not kinds[0].country else replace(named[0], country=kinds[0].country)
    return None


def _described(person: Actor, told: Actor) -> Actor:
    return replace(
        person,
        country=person.country or told.country,
        sector=person.sector if person.role else told.sector or person.sector,
        role=person.role or told.role or office_words(told.key.rsplit("/", 1)[-1].rsplit(":", 1)[-1]),
        body=person.body or told.body,
        basis="name and apposition" if person.basis == "entity" else person.basis,
    )


def _may_be_one(persons: list[Actor], known: Actor) -> bool:
    """Whether the person beside the known one has no country, or the same: then the two are one."""
    other = next(actor for actor in persons if actor is not known)
    same_surname = split_words(other.name)[-1].norm == split_words(known.name)[-1].norm
    return other.country in (None, known.country) and same_surname


def _settle_offices(candidates: list[Candidate], roster: Roster, day: str | None) -> list[Candidate]:
    """An office without a day to look its holder up is held by the one person in the report who held it."""
    holders: dict[str, dict[str, Actor]] = {}
    for candidate in candidates:
        actor = candidate.actor
        if actor is not None and actor.kind == "person":
            for tenure in roster.offices_on(actor.key, day):
                body = tenure.country or tenure.organisation
                holders.setdefault(f"office:{body}/{tenure.office}", {}).setdefault(actor.key, actor)
            if actor.country and actor.role:
                slug = actor.role.replace(" ", "-")
                holders.setdefault(f"office:{actor.country}/{slug}", {}).setdefault(actor.key, actor)
    return [_with_holder(candidate, holders) for candidate in candidates]


def _with_holder(candidate: Candidate, holders: dict[str, dict[str, Actor]]) -> Candidate:
    actor = candidate.actor
    held = holders.get(actor.key, {}) if actor is not None and actor.kind == "office" else {}
    if len(held) != 1:
        return candidate
    person = next(iter(held.values()))
    return replace(candidate, actor=replace(person, role=actor.role, basis="office of a person named in the report"))  # type: ignore[union-attr]
