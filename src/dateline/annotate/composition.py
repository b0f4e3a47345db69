"""A noun phrase to an actor by composition: "Nepal's home minister", "Israeli troops", "a former CIA official".

A phrase is cut into names and role words, longest first. Its core ends at the first preposition or comma outside them;
what ends the core is its head and decides, what stands before the head (or after "of", "in", "from") gives the country.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from dateline.annotate.rolewords import (
    AFTER_NAMES,
    AMERICAN,
    ARMED,
    BODY_NAMES,
    BREAKS,
    FORMER,
    ITSELF,
    NAMED_AFTER,
    NO_TITLES,
    NOT_NAMES,
    NOT_OWN,
    OF_A_TOWN,
    OF_MANY,
    OF_THE_STATE,
    OFFICE_HERE,
    OWNERS,
    PARTITIVE,
    PASSING,
    PLACE_PREPOSITIONS,
    POSSESSIVES,
    RANKS,
    SENT,
    SERVING,
    SKIPPED,
    STATE_BODIES,
    TITLES,
)
from dateline.annotate.roster import Name, Role, Roster, day_words, office_words
from dateline.annotate.spelling import is_particle, slug, split_words
from dateline.model import Actor, Struct

# "More than 40,000 people", "as many as 47 lawmakers": how many says nothing of who.
_HOW_MANY = re.compile(
    r"(?i)^(?:(?:(?:no )?(?:more|fewer|less) than|as (?:many|few) as|up to|at (?:least|most)|nearly|almost|about|around|"
    r"some|over|roughly|approximately|an estimated)\s+)+(?=\S)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_IN_BRACKETS = re.compile(r"\(\s*(?:the\s+)?[A-Z][A-Za-z&/-]{1,9}\s*\)")


class Part(Struct):
    """A name or a role word in a phrase: words `first:last`."""

    first: int
    last: int
    name: Name | None
    role: Role | None


def resolve_phrase(phrase: str, *, date: str | None, context: str = "", roster: Roster) -> Actor | None:
    """Whom a noun phrase names: a person with the office held on `date`, a state, an organisation, a kind of people.

    `context` is a word or two on where we are ("Somalia", "Mexican"); its country serves a phrase that tells none.
    None when the phrase names nobody: "yesterday", "puppies". Unknown parts of the answer are None.
    """
    key = (phrase, date, context)
    if key not in roster.resolved:
        if len(roster.resolved) > 200_000:  # some 50 MB; a long-lived worker starts afresh
            roster.resolved.clear()
        roster.resolved[key] = _Phrase(phrase, date, context, roster).actor()
    return roster.resolved[key]


def country_of(text: str, roster: Roster) -> str | None:
    """The country of the first state, city or demonym that a text names."""
    for _, _, name in roster.scan(split_words(text)):
        if name.keys[0].startswith("state:"):
            return roster.actors[name.keys[0]].country
    return None


class _Phrase:
    """One phrase under resolution; thrown away."""

    def __init__(self, phrase: str, date: str | None, context: str, roster: Roster) -> None:
        # "Public Relations (ISPR) General X": an acronym after its name says nothing new, and would end the core.
        phrase = _THOUSANDS.sub("", _HOW_MANY.sub("", phrase))
        self.text = _IN_BRACKETS.sub(lambda found: " " * len(found[0]), phrase)
        self.date, self.context, self.roster = date, context, roster
        self.words = split_words(self.text)
        self.parts = self._parts()
        self.end = self._core_end()  # the core is words[:end]
        self.core = [part for part in self.parts if part.last <= self.end]
        self.former = any(word.norm in FORMER for word in self.words[: self.end])

    def actor(self) -> Actor | None:
        if not self.words:
            return None
        head = self._head()
        if head is not None and head.name is not None:
            return self._named(head, head.name)
        if head is not None and head.role is not None:
            return self._role(head, head.role)
        return self._person_unknown() or self._loosely()

    # --- cutting ---------------------------------------------------------------------------------------------------

    def _parts(self) -> list[Part]:
        names = {first: (last, name) for first, last, name in self.roster.scan(self.words)}
        parts, at = [], 0
        while at < len(self.words):
            last, name = names.get(at, (at, None))
            role_last, role = self._role_at(at)
            if role and (
                role_last - at > last - at or (name and name.kind in ("surname", "city") and role_last >= last)
            ):
                parts.append(Part(first=at, last=role_last, name=None, role=role))
                at = role_last
            elif name:
                parts.append(Part(first=at, last=last, name=name, role=None))
                at = last
            else:
                at += 1
        return parts

    def _role_at(self, at: int) -> tuple[int, Role | None]:
        roles, words = self.roster.roles, self.words
        for length in range(min(5, len(words) - at), 0, -1):
            role = roles.get(" ".join(word.norm for word in words[at : at + length]))
            if role:
                return at + length, role
        return at, None

    def _core_end(self) -> int:
        covered = {at for part in self.parts for at in range(part.first, part.last)}
        for at in range(1, len(self.words)):
            gap = self.text[self.words[at - 1].end : self.words[at].start]
            broken = any(mark in gap for mark in ",;:()[]—–")
            if at not in covered and (self.words[at].norm in BREAKS or broken):
                if not broken and self._joins_titles(at):
                    continue
                return at
            if broken and not any(part.first < at < part.last for part in self.parts):
                return at
        return len(self.words)

    def _joins_titles(self, at: int) -> bool:
        """ "Deputy Prime Minister and Foreign Minister Ram Thapa": an "and" between two offices of one person."""
        if self.words[at].norm != "and":
            return False
        before = any(part.role and part.last == at for part in self.parts)
        after = next((part for part in self.parts if part.role and part.first == at + 1), None)
        named = after and after.last < len(self.words) and self.words[after.last].text[0].isupper()
        return bool(before and named)

    def _head(self) -> Part | None:
        """The part that ends the core (a possessive 's does not count)."""
        end = self.end
        while end and self.words[end - 1].norm in AFTER_NAMES:
            end -= 1
        return next((part for part in reversed(self.core) if part.last in (end, self.end)), None)

    # --- names -----------------------------------------------------------------------------------------------------

    def _named(self, head: Part, name: Name) -> Actor | None:
        if name.kind in ("person", "surname"):
            return self._person(head, name)
        actor = self.roster.actors[name.keys[0]]
        if actor.kind in ("organisation", "group"):
            generic = self.roster.roles.get(" ".join(word.norm for word in self.words[head.first : head.last]))
            country = self._country(head.first)
            if generic and country not in (None, actor.country):
                return self._role(head, generic)  # "Chile's Defense Department" is not Washington's
        if name.kind == "metonym" and self._ends_a_name(head):
            return None
        if actor.kind != "state":
            return replace(actor, sector="ELI") if self.former and actor.kind == "person" else actor
        if name.kind == "demonym":
            return replace(actor, key=f"people:{actor.country}", kind="people", basis="demonym")
        if name.kind == "city":
            return Actor(
                key=f"people:{actor.country}/{slug(self._said(head))}",
                name=self._said(head),
                kind="people",
                country=actor.country,
                sector="CVL",
                basis="city",
            )
        return replace(actor, basis=name.kind)

    def _ends_a_name(self, head: Part) -> bool:
        """ "the Marlin Luanda" is a ship: a capital behind a capitalised word that is no part of its own name."""
        if not head.first:
            return False
        before = self.words[head.first - 1]
        covered = any(part.first < head.first <= part.last for part in self.parts)
        beside = self.text[before.end : self.words[head.first].start] == " "
        plain = before.norm in SKIPPED or before.norm in FORMER or before.norm in OF_A_TOWN
        return beside and not covered and not plain and before.text[0].isupper()

    def _person(self, head: Part, name: Name) -> Actor | None:
        before = self.words[head.first - 1] if head.first else None
        given = (
            name.kind == "surname"
            and before is not None
            and self.words[head.first].start - before.end <= 2
            and before.text[0].isupper()
            and before.norm not in TITLES
            and before.norm not in SKIPPED
            and before.norm not in FORMER
            and before.norm != "'s"
            and not any(part.last == head.first and _no_given_name(part) for part in self.core)
        )
        if given:
            return self._person_unknown()  # "Ali Khan" is not the roster's Khan
        key = self._one_of(name.keys)
        if key is None:
            return self._person_unknown()
        person = self.roster.person_at(key, self.date)
        title = next((part.role for part in reversed(self.core) if part.role and part.last <= head.first), None)
        if self.former and (self.date is None or person.role is None):
            return replace(person, sector="ELI")
        if title and title.sector and not self.former and person.role is None:
            return replace(person, sector=title.sector, role=title.words, basis="name and title")
        return person

    def _one_of(self, keys: tuple[str, ...]) -> str | None:
        """The one person meant, by country and then by who holds an office on the day; None when two fit."""
        if len(keys) == 1:
            return keys[0]
        country = self._country(self.end) or country_of(self.context, self.roster)
        for fits in (
            lambda key: country is not None and self.roster.actors[key].country == country,
            lambda key: self.date is not None and self.roster.person_at(key, self.date).role is not None,
        ):
            some = [key for key in keys if fits(key)]
            if len(some) == 1:
                return some[0]
        return None

    def _in_a_name(self, at: int) -> bool:
        """A capitalised word, or the "al" of "Mohamed al-Hawij" between two."""
        if self.words[at].text[0].isupper():
            return True
        beside = at and self.words[at - 1].text[0].isupper() and at + 1 < len(self.words)
        return is_particle(self.words[at].norm) and bool(beside)

    def _person_unknown(self) -> Actor | None:
        """A title or role and a name nobody knows: "Nepal's home minister Ram Thapa", "Ram Thapa, home minister"."""
        end = self.end
        while end and self.words[end - 1].norm in AFTER_NAMES:
            end -= 1
        first = end
        covered = {at: part for part in self.core for at in range(part.first, part.last)}
        while first and self._in_a_name(first - 1) and self.words[first - 1].norm not in TITLES:
            part = covered.get(first - 1)
            if part and not (part.name and part.name.kind in ("surname", "city") and first < end + 1):
                break
            if self.words[first - 1].norm in SKIPPED:
                break
            first -= 1
        if first == end or not self.words[first].text[0].isupper():
            return None
        said = self.text[self.words[first].start : self.words[end - 1].end]
        if self.words[end - 1].norm in self.roster.not_actors or self.words[end - 1].norm in NOT_NAMES:
            return None
        title = next((part for part in reversed(self.core) if part.role and part.last <= first), None)
        sector = next((TITLES[w.norm] for w in self.words[:first] if TITLES.get(w.norm)), None)
        addressed = any(word.norm in TITLES for word in self.words[:first])
        if title and title.role and end - first == 1 and title.role.words.endswith("s"):
            return None  # "Judges Club": many judges have no one name
        if title and title.role and title.role.words in NO_TITLES:
            return None  # "the National Penitentiary" is no national's
        told = self._role(title, title.role) if title and title.role else None
        if told is None and self.end < len(self.words):
            rest = self.text[self.words[self.end].start :]
            told = resolve_phrase(rest, date=None, context=self.context, roster=self.roster)
            if told is not None and (told.kind in ("person", "state") or told.basis.startswith("loose")):
                told = None
        if told is None and not addressed:
            return None
        return Actor(
            key=f"person:{slug(said)}",
            name=said,
            kind="person",
            country=(told.country if told else None) or self._country(first),
            sector=(told.sector if told else None) or sector,
            role=(told.role if told else None)
            or (office_words(told.key.rsplit("/", 1)[-1]) if told and "/" in told.key else None),
            body=told.body if told else None,
            basis="name and title" if told else "title",
        )

    # --- roles -----------------------------------------------------------------------------------------------------

    def _role(self, head: Part, role: Role) -> Actor:
        within = self._within(head, role)
        if within is not None:
            return within
        served = self._served(head)
        if served is not None and served.sector == "IGO" and split_words(role.words)[-1].norm in OF_MANY:
            return replace(served, basis="composition")  # "the NATO-led KFOR mission", "the UN force in Lebanon"
        country = None if self._is_a_name_of(head, role) else self._country(head.first)
        fights = role.slug in ARMED and served is not None and served.key in self.roster.actors
        served = served if fights or _serves(role) else None
        country = country or (served.country if served else None)
        if (
            country is None and not (served and served.sector == "IGO") and not self._of_many()
        ):  # peacekeepers in Mali are not Mali's
            country = self._country_after(role)
        country = country or self._country_of_person(head) or country_of(self.context, self.roster)
        country = country or ("USA" if role.words in AMERICAN else None)
        sector = (served.sector if served and not _is_region(served) else None) or role.sector
        if role.sector == "JRN" and any(word.norm in OF_THE_STATE for word in self.words[: head.first]):
            sector = "GOV"
        if self.former and role.kind in ("office", "people"):
            sector = "ELI"
        slug_, words = self._portfolio(head, role)
        if served is not None and _is_region(served) and slug_ in STATE_BODIES:
            return replace(served, sector="GOV", basis="composition")
        if served is not None and served.key in self.roster.actors:
            armed = served.sector in ("REB", "PRM", "MIL") and slug_ in RANKS | ARMED
            if slug_.rsplit("-", 1)[-1] in ITSELF or armed:
                return replace(served, country=country, basis="composition")
            holder = None if self._one_of_several() else self._holder(served.key, slug_)
            if holder is not None:
                return holder
        if served is not None and (role.kind != "office" or country is None or _is_region(served)):
            key = f"{served.key}/{slug_}"
            name = f"{served.name} {words}"
            return Actor(
                key=key,
                name=name,
                kind="people",
                country=country,
                sector=sector,
                role=words,
                body=served.key,
                basis="composition",
            )
        if role.kind == "office" or slug_ != role.slug:
            return self._office(slug_, words, country, sector)
        if country is None:
            return Actor(key=f"unnamed:{slug_}", name=words, kind="unnamed", sector=sector, basis="role word")
        place = self.roster.countries.get(country, country)
        if slug_ in STATE_BODIES:
            return Actor(
                key=f"state:{country}",
                name=place,
                kind="state",
                country=country,
                sector=sector,
                role=words,
                basis="composition",
            )
        if role.kind == "body":
            # One name for one body: "troops", "soldiers" and "the army" are all the military.
            key, kind, words = (
                f"org:{country.lower()}-{slug_}",
                "organisation",
                BODY_NAMES.get(slug_) or office_words(slug_),
            )
            if key in self.roster.actors:
                return replace(self.roster.actors[key], basis="composition")
        else:
            key, kind = f"people:{country}/{slug_}", "people"
        return Actor(
            key=key,
            name=f"{place}'s {words}",
            kind=kind,
            country=country,
            sector=sector,
            role=words if kind == "people" else None,
            body=f"state:{country}",
            basis="composition",
        )

    def _office(self, slug_: str, words: str, country: str | None, sector: str | None) -> Actor:
        if country is None:
            return Actor(
                key=f"unnamed:{slug_}", name=words, kind="unnamed", sector=sector, role=words, basis="role word"
            )
        slug_ = OFFICE_HERE.get((country, slug_), slug_)
        holder = None if self._one_of_several() else self._holder(country, slug_)
        if holder is not None:
            return replace(holder, sector=sector)
        place = self.roster.countries.get(country, country)
        former = "former " if self.former else ""
        return Actor(
            key=f"office:{country}/{former.strip()}{'-' if former else ''}{slug_}",
            name=f"{place}'s {former}{words}",
            kind="office",
            country=country,
            sector=sector,
            role=f"{former}{words}",
            body=f"state:{country}",
            basis="composition",
        )

    def _one_of_several(self) -> bool:
        """ "an RSF commander" is not the commander."""
        return self.words[0].norm in ("a", "an", "another") and not any(part.first == 0 for part in self.parts)

    def _of_many(self) -> bool:
        """ "an international tribunal in The Hague" is not the Netherlands'."""
        return any(word.norm in ("international", "multinational") for word in self.words[: self.end])

    def _is_a_name_of(self, head: Part, role: Role) -> bool:
        """ "the Saudi Hospital" in a Sudanese town is named after a country, and none of its own."""
        return role.slug in NAMED_AFTER and self.words[head.first].text[0].isupper()

    def _holder(self, body: str, office: str) -> Actor | None:
        """Who holds an office of a country or organisation on the phrase's date."""
        if self.date is None or self.former:
            return None
        holder = self.roster.office_holder(body, office, self.date)
        if holder is None:
            return None
        person = self.roster.person_at(holder.key, self.date)
        return replace(person, role=office_words(office), basis=f"office {day_words(self.date)}")

    def _within(self, head: Part, role: Role) -> Actor | None:
        """ "a group of thieves", "a team of police": whom the words after "of" name, when the head only counts them."""
        if role.slug not in PARTITIVE or head.last != self.end or self._at(self.end) != "of":
            return None
        told = resolve_phrase(
            self.text[self.words[self.end].end :], date=self.date, context=self.context, roster=self.roster
        )
        return told if told is not None and (told.sector or told.country) and told.kind != "state" else None

    def _country_of_person(self, head: Part) -> str | None:
        """ "the Assad government": the country of the person named right before."""
        for part in self.core:
            if part.last == head.first and part.name and part.name.kind in ("person", "surname"):
                key = self._one_of(part.name.keys)
                return self.roster.actors[key].country if key else None
        return None

    def _portfolio(self, head: Part, role: Role) -> tuple[str, str]:
        """A minister or ministry of something that no row lists: "water minister", "minister for railways"."""
        last = role.slug.rsplit("-", 1)[-1]
        if role.slug in ("minister", "ministry"):
            before = self.words[head.first - 1] if head.first else None
            after = self.words[head.last : head.last + 4]
            free = (
                before is not None and before.norm not in SKIPPED and before.norm not in FORMER and before.norm != "'s"
            )
            if free and not any(part.first < head.first <= part.last for part in self.parts):
                return f"{before.norm}-{last}", f"{before.norm} {last}"  # type: ignore[union-attr]
            if after and after[0].norm in ("of", "for") and len(after) > 1:
                portfolio = [w.norm for w in after[1:3] if w.norm not in ("the", "and")][:1]
                if portfolio and not any(p.first == head.last + 1 and p.name for p in self.parts):
                    known = self.roster.roles.get(f"{portfolio[0]} {last}")
                    if known:
                        return known.slug, known.words
                    return f"{portfolio[0]}-{last}", f"{portfolio[0]} {last}"
        return role.slug, role.words

    def _served(self, head: Part) -> Actor | None:
        """The organisation or body just before the head: "CIA" of "a former CIA official"."""
        for part in reversed([part for part in self.core if part.last <= head.first]):
            if head.first - part.last > 2 and self._at(part.last) != "'s":
                break
            if part.name and part.name.kind not in ("person", "surname") and not self._opposed(part):
                actor = self.roster.actors[part.name.keys[0]]
                of_role = any(other.role and other.first <= part.last < other.last for other in self.parts)
                if actor.kind in ("organisation", "group") and (of_role or self._at(part.last) not in NOT_OWN):
                    return actor  # "the M23 armed group" is nobody that M23 arms
                if part.name.kind in ("name", "demonym", "metonym", "city"):
                    break
            if part.role and part.role.kind == "body":
                told = self._role(part, part.role)
                return (
                    told
                    if told.kind in ("organisation", "state")
                    else Actor(
                        key=told.key, name=told.name, kind="organisation", sector=told.sector, country=told.country
                    )
                )
            if part.role and part.role.sector:
                return Actor(
                    key=f"unnamed:{part.role.slug}",
                    name=part.role.words,
                    kind="group",
                    sector=part.role.sector,
                    country=self._country(part.first),
                )
        rest = self.words[self.end :]
        if rest and rest[0].norm in ("of", "for", "from", "in", "at", "with") and head.last == self.end:
            for part in self.parts:
                if part.first >= self.end and part.name:
                    actor = self.roster.actors[part.name.keys[0]]
                    return actor if actor.kind in ("organisation", "group") else None
                if part.first >= self.end and part.role:
                    return None
        return None

    # --- country ---------------------------------------------------------------------------------------------------

    def _country(self, before: int) -> str | None:
        """The country of what stands before the head; a possessor ("Russia's Syria envoy") wins over the nearest."""
        found: str | None = None
        for part in self.core:
            if part.last > before or not part.name:
                continue
            if self._at(part.last) in NOT_OWN or self._opposed(part):
                continue
            actor = self.roster.actors[part.name.keys[0]]
            if actor.country is None or part.name.kind in ("person", "surname") or actor.sector == "JRN":
                continue
            if self._at(part.last) == "'s":
                return actor.country
            found = actor.country
        return found

    def _country_after(self, role: Role | None = None) -> str | None:
        at = self.end
        # "its ambassador in Moscow" is not Russia's.
        sent = role is not None and (role.slug.rstrip("s") in SENT or role.words in PASSING)
        prepositions = OWNERS if sent else PLACE_PREPOSITIONS
        if sent and self.words[0].norm in POSSESSIVES:
            return None  # "its ambassador from Moscow" is called home from there
        for part in self.parts:
            if part.first < at or not part.name or part.name.kind in ("person", "surname"):
                continue
            actor = self.roster.actors[part.name.keys[0]]
            lead = [self._at(i) for i in range(max(0, part.first - 3), part.first)]
            if actor.country and any(word in prepositions for word in lead) and self._at(part.last) not in NOT_OWN:
                return actor.country
        return None

    def _opposed(self, part: Part) -> bool:
        """ "anti-Syrian opposition" is not Syria's."""
        return part.first > 0 and self.words[part.first - 1].norm in ("anti", "pro", "non")

    def _at(self, index: int) -> str:
        return self.words[index].norm if index < len(self.words) else ""

    def _said(self, part: Part) -> str:
        return " ".join(word.text for word in self.words[part.first : part.last])

    # --- the rest --------------------------------------------------------------------------------------------------

    def _loosely(self) -> Actor | None:
        """The head is no name and no role: the last role or organisation before it says the sector ("army accountant"),
        any country said the country ("targets in Syria")."""
        for part in reversed(self.core):
            if part.role and part.role.sector:
                told = self._role(part, part.role)
                return replace(told, basis="loose: " + told.basis)
            if part.name and part.name.kind in ("organisation", "group"):
                return replace(self.roster.actors[part.name.keys[0]], basis="loose: name")
        country = self._country(self.end) or self._country_after()
        if country is None:
            return None
        said = slug(self.text)
        return Actor(
            key=f"people:{country}/{said}", name=self.text, kind="people", country=country, basis="loose: country"
        )


def _is_region(actor: Actor | None) -> bool:
    """ "Crimea's prime minister" is not Ukraine's."""
    return actor is not None and actor.key.startswith("region:")


def _no_given_name(part: Part) -> bool:
    """Whether what stands before a surname is a title or a country, rather than another name."""
    return part.role is not None or (part.name is not None and part.name.kind not in ("surname", "person", "city"))


def _serves(role: Role) -> bool:
    last = split_words(role.words)[-1].norm
    return role.sector is None or role.kind == "office" or last in SERVING | ITSELF | RANKS
