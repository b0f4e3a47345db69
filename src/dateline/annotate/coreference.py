"""Who "the minister", "Thapa", "they" and "both sides" are, within one report.

Candidates come in text order. Names are settled first (identity.py), then what has no name of its own looks back: by
role, number and nearness, and abstains when two fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from dateline.annotate.composition import resolve_phrase
from dateline.annotate.homeland import is_at_home
from dateline.annotate.identity import Candidate, settle_identities
from dateline.annotate.roster import Roster, office_words
from dateline.annotate.spelling import slug, split_words, word_set
from dateline.model import Actor, ActorMention

# How many sentences back a pronoun may reach, and how far "the two leaders" may.
_PRONOUN_REACH = 2
_LEADERS_REACH = 2
_SAME_WORD_REACH = 4
_SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_OBJECTS = frozenset({"him", "them"})
# "Obama spoke with Thapa and Rimal, and they agreed": more than so many are a list, and nobody's "they".
_TOGETHER = 4
_THING = frozenset({"it", "its", "itself"})
_MALE_TITLE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Sheikh)\b\.?\s")
_FEMALE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Madam)\b\.?\s")
_BOTH = re.compile(
    r"(?i)^(?:both|the two|two|the)\s+"
    r"(?:(?:nuclear|armed|south|asian|rival|warring|neighbou?ring|hostile|old|arch|bitter)[- ]+)*"
    r"(sides|countries|nations|states|neighbou?rs|governments|armies|militaries|leaders|ministers|presidents|rivals|foes|"
    r"capitals|powers|forces|parties)$"
)
# What both stand for, beyond the two states themselves.
_BOTH_BODY = {"armies": "military", "militaries": "military", "forces": "military"}
_PERSONS = frozenset({"leaders", "ministers", "presidents"})
# Two names are told as a pair by what stands between them: "Nepal and India", "Nepal-India".
_PAIRED = re.compile(r"(?:\s*[-–/]\s*|\s+(?:and|&)\s+(?:the\s+)?)$")
_MORE = re.compile(r"(?:,\s*|,?\s+and\s+)(?:in\s+)?")
# "The committee rejected India's claim that it had hit a camp": who claims speaks of himself.
_OWN_CLAIM = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,2}?(?:claim|assertion|insistence|denial|statement|announcement|threat|promise|pledge|vow)s?"
    r"\s+that\s+$"
)
# Words for the state last spoken of.
_COUNTRY_WORDS = frozenset({"country", "nation", "state", "kingdom", "republic"})
# Organisations that a bare noun may look back to.
_BARE_BODY = word_set(
    "ministry group party agency organisation organization army military court parliament company union movement "
    "militia alliance bloc mission embassy commission council committee department force forces police "
    "administration"
)
# Whom people ask at home, and who asks.
_ASKED_AT_HOME = frozenset({"government", "authorities", "cabinet", "parliament", "president", "king"})
_ASKING_AT_HOME = frozenset({"OPP", "PTY", "LEG", "LAB", "CVL"})
# Bodies that each country has one of.
_NATIONAL = frozenset({"army", "military", "police", "parliament", "court"})
_SCENE = re.compile(r"(?:^|[\s.”\"])In $")
# Places and houses that a parser calls by a role word: none of them is a "he" or a "she".
_NO_PERSON = word_set(
    "market hospital school university college prison camp base court station side newspaper channel television media "
    "office crew"
)
# Bodies of a country that are told of without an article.
_BARE = word_set("police prosecutors soldiers troops authorities")
# Of these, reports of wars abroad are full: the filing place says nothing of whose they are.
_ANYBODYS = frozenset({"soldiers", "troops"})
# "The rebels" are the one armed group that a report names.
_FIGHTERS = frozenset({"rebels", "paramilitaries", "insurgents"})
# Roles that belong to whom "his", "its", "their" stands for: "its ambassador", "his government".
_POSSESSED = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})
# A report is about a country that has so large a share of what it names, and is named so often.
_MAIN_SHARE, _MAIN_COUNT = 0.6, 4
# "Local authorities" are nobody's government.
_LOCAL = re.compile(r"(?i)\b(?:local|regional|provincial|municipal|city|town|village|district|tribal|rival)\b")


def resolve_candidates(
    text: str, candidates: list[Candidate], roster: Roster, date: str | None, *, home: str | None = None
) -> tuple[ActorMention, ...]:
    """Mentions in text order; a pronoun or bare noun that fits nobody or two is left out or stays unnamed. `home` is
    the country of the outlet or of the place the report is filed from."""
    named = settle_identities(text, candidates, roster, date)
    report = _Report(text, named, roster, date, home)
    found = [mention for candidate in named for mention in report.mentions(candidate)]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.head, mention.actor.key)))


class _Report:
    """What a report has told so far, in text order."""

    def __init__(
        self, text: str, candidates: list[Candidate], roster: Roster, date: str | None, home: str | None
    ) -> None:
        self.text, self.roster, self.date, self.home = text, roster, date, home
        self.counts = Counter(c.actor.key for c in candidates if c.actor)
        self.countries = Counter(c.actor.country for c in candidates if c.actor and c.actor.country)
        self.female = self._gendered(candidates, _FEMALE_TITLE)
        self.male = self._gendered(candidates, _MALE_TITLE)
        # "that country's prime minister, Ram Thapa": whose country it is, by the head of "country".
        self.owned = {
            c.possessor: c.actor.country for c in candidates if c.possessor is not None and c.actor and c.actor.country
        }
        self.named = {(c.sentence, c.actor.country) for c in candidates if c.actor and c.actor.country}
        self.past: list[Candidate] = []
        self.sentences: dict[int, list[Candidate]] = {}
        self.at_head: dict[int, Actor] = {}
        self.ending: dict[int, str] = {}  # where a name of a country's ends -> the country
        self.pairs: list[tuple[int, str, str]] = []  # (sentence, one country, the other)

    def mentions(self, candidate: Candidate) -> Iterable[ActorMention]:
        actors = [_acting(actor) for actor in self._actors(candidate)]
        for actor in actors:
            self.at_head.setdefault(candidate.head, actor)
            yield ActorMention(
                start=candidate.start, end=candidate.end, head=candidate.head, sentence=candidate.sentence, actor=actor
            )
        if actors:
            self._remember(replace(candidate, actor=actors[0]))
        for other in actors[1:]:  # "both leaders": who comes after the first is told in the sentence too
            self.sentences[candidate.sentence].append(replace(candidate, actor=other))

    def _remember(self, candidate: Candidate) -> None:
        self.past.append(candidate)
        self.sentences.setdefault(candidate.sentence, []).append(candidate)
        actor = candidate.actor
        if actor is None or actor.country is None or candidate.pronoun or actor.kind == "unnamed":
            return
        before = _PAIRED.search(self.text, max(0, candidate.start - 9), candidate.start)
        other = self.ending.get(before.start()) if before else None
        if other and other != actor.country:
            self.pairs.append((candidate.sentence, other, actor.country))
        self.ending[candidate.end] = actor.country

    def _actors(self, candidate: Candidate) -> list[Actor]:
        if candidate.pronoun is not None:
            found = self._all_here(candidate) or [self._pronoun(candidate)]
            return [replace(actor, basis="pronoun") for actor in found if actor]
        actor = candidate.actor
        if actor is None:
            return []
        both = self._both(candidate)
        if both:
            return both
        if candidate.word in ("counterpart", "counterparts"):
            return self._counterparts(candidate, actor)
        if candidate.word in _COUNTRY_WORDS and candidate.definite and actor.kind == "unnamed" and not candidate.plural:
            country = self._country_told(candidate)
            return [self._body_or_state(country, None, "the country told of before")] if country else [actor]
        if actor.kind == "unnamed" and candidate.possessor is not None:
            owner = self.at_head.get(candidate.possessor)
            if candidate.word in _COUNTRY_WORDS and not candidate.plural and owner is not None and owner.country:
                return [self._body_or_state(owner.country, None, f"the country of {owner.name}")]
            return [self._possessed(candidate, actor)]
        if actor.kind == "unnamed" and candidate.definite:
            return [self._definite(candidate, actor) or actor]
        if actor.kind == "unnamed" and candidate.word in _BARE and candidate.start == candidate.head:
            return [self._bare_body(candidate, actor) or actor]
        return [actor]

    def _bare_body(self, candidate: Candidate, actor: Actor) -> Actor | None:
        """ "Police detained ..." in a report that is about one country, or filed from the one it tells of most."""
        country, word = self._main_country(), candidate.word
        here = {country for sentence, country in self.named if sentence == candidate.sentence}
        if here and country not in here and self.home not in here:
            return None  # "clashed with police in Yerevan", in a report from Baku
        acting = self._acting_in(candidate.sentence, candidate.start)
        if acting and country not in acting:
            return None  # "the premier of Libya fled to Egypt after soldiers stormed his house", in a report of Egypt
        filed = self.home is not None and self.countries[self.home] >= _MAIN_COUNT and word not in _ANYBODYS
        if country is None and filed:
            country = self.home if self.countries[self.home] == max(self.countries.values()) else None
        return self._of_country(country, actor, "of the country the report is about") if country else None

    def _gendered(self, candidates: list[Candidate], title: re.Pattern) -> set[str]:
        return {
            c.actor.key
            for c in candidates
            if c.actor and c.actor.kind == "person" and title.search(self.text, c.core_start, c.head)
        }

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, candidate: Candidate) -> Actor | None:
        fits = None if candidate.expletive else self._fitting(candidate.pronoun or "")
        if fits is None:
            return None
        word = candidate.pronoun
        for c in self.sentences.get(candidate.sentence, ()):
            if c.end <= candidate.start and fits(c) and _OWN_CLAIM.fullmatch(self.text[c.end : candidate.start]):
                return c.actor
        # "when a missile struck it": a thing of the sentence, mostly; who was told of before is not struck.
        reach = 0 if word == "it" and not candidate.subject else _PRONOUN_REACH
        for back in range(reach + 1):
            told = self.sentences.get(candidate.sentence - back, ())
            near = [c for c in told if c.end <= candidate.start and fits(c)]
            if not near:
                continue
            subjects = [c for c in near if c.subject]
            others = {c.actor.key for c in near if not c.subject} - {c.actor.key for c in subjects}
            object_ = word in _OBJECTS or (word == "it" and not candidate.subject)
            if back == 0 and object_ and len(others) == 1:
                # "He spoke with Thapa and urged him": whom somebody does it to is not who does it.
                return next(c.actor for c in near if c.actor.key in others)
            pool = subjects or near
            acting = next((c.actor.key for c in reversed(told) if c.subject and c.end <= candidate.start), None)
            if back == 0 and object_ and any(c.actor.key != acting for c in pool):
                pool = [c for c in pool if c.actor.key != acting]  # "Oslo said Chad condemned it": not itself
            keys = dict.fromkeys(c.actor.key for c in pool)
            if len(keys) == 1 or (subjects and back == 0) or (word in _SINGULAR and subjects):
                return (subjects[0] if subjects and back else pool[-1]).actor
            if word in _SINGULAR:
                best = max(keys, key=lambda key: self.counts[key])
                rest = [self.counts[key] for key in keys if key != best]
                if self.counts[best] >= 2 * max(rest):
                    return next(c.actor for c in pool if c.actor.key == best)
            return None
        return None

    def _all_here(self, candidate: Candidate) -> list[Actor]:
        """ "Obama spoke with Thapa and Rimal, and they agreed": all whom the sentence names, where no word of it stands
        for several."""
        if candidate.pronoun not in ("they", "them"):
            return []
        fits = self._fitting("they")
        here = [c for c in self.sentences.get(candidate.sentence, ()) if c.end <= candidate.start and not c.modifier]
        if candidate.pronoun == "them" and not candidate.subject:
            # "spoke to both leaders and urged them": all whom the same words named.
            named = [c for c in here if not c.subject and c.pronoun is None]
            spans = {(c.start, c.end) for c in named}
            return [c.actor for c in named] if len(named) > 1 and len(spans) == 1 else []
        if not candidate.subject:
            return []
        persons = {c.actor.key: c.actor for c in here if c.actor.kind == "person"}
        several = fits is not None and any(fits(c) for c in here)
        return list(persons.values()) if 2 <= len(persons) <= _TOGETHER and not several else []

    def _fitting(self, word: str) -> Callable[[Candidate], bool] | None:
        """Whom a pronoun can stand for."""
        if word in _SINGULAR:
            wrong = self.male if word in _FEMALE else self.female
            return lambda c: c.actor.key not in wrong and _one_person(c)
        if word in _PLURAL:
            return lambda c: (
                c.plural
                or (c.actor.kind in ("organisation", "group", "people") and not c.modifier and not _is_region(c.actor))
            )
        if word in _THING:
            return _one_body
        return None

    # --- roles and bodies --------------------------------------------------------------------------------------------

    def _definite(self, candidate: Candidate, actor: Actor) -> Actor | None:
        """ "the minister", "the ministry", "the group" after the one that was named."""
        word = candidate.word
        own = self._own_government(candidate)
        if own is not None:
            return self._of_country(own, actor, "asked by its own people")
        for c in reversed(self.past):
            if candidate.sentence - c.sentence > _SAME_WORD_REACH or self.text[candidate.head].isupper():
                break
            if c.word != word or c.modifier or c.pronoun:
                continue
            known = c.actor.country and c.actor.kind != "unnamed"
            if known or (c.actor.key != actor.key and actor.sector is None and c.actor.sector):
                meant = self._of_those_told_of(candidate) if word in _NATIONAL else None
                return replace(meant or c.actor, basis="the same word before")
        if actor.role is not None or actor.sector == "GOV" or word in ("leader", "chief", "general", "commander"):
            wanted = [part.norm for part in split_words(office_words(actor.key.split(":", 1)[1]))]
            fits = [
                c.actor
                for c in self.past
                if c.actor.kind in ("person", "office") and c.actor.role and _role_fits(c.actor.role, wanted)
            ]
            if fits and not candidate.plural:
                best = max(dict.fromkeys(a.key for a in fits), key=lambda key: self.counts[key])
                often = 3 * self.counts[fits[-1].key] >= self.counts[best]
                chosen = fits[-1] if often else next(a for a in fits if a.key == best)
                return replace(chosen, basis="role in the report")
        if word in _BARE_BODY:
            wanted = [part.norm for part in split_words(actor.name)]
            fits = [
                c.actor
                for c in reversed(self.past)
                if c.actor.kind in ("organisation", "group") and not c.modifier and _same_sort(c.actor, word, wanted)
            ]
            # Of two armies "the army" is that of the country the report is written in.
            own = [actor for actor in fits if actor.country and actor.country == self._own_country()]
            there = self._told_as_scene(candidate)
            if there is not None and word in _NATIONAL:
                return self._of_country(there, actor, "of the country the sentence is set in")
            if fits:
                return replace((own or fits)[0], basis="named before")
        if word in _FIGHTERS:
            fighting = {c.actor.key: c.actor for c in self.past if c.actor.kind in ("organisation", "group")}
            fighting = {key: one for key, one in fighting.items() if one.sector in ("REB", "PRM") and "/" not in key}
            if len(fighting) == 1:
                return replace(next(iter(fighting.values())), basis="the only such group told of before")
        if word in ("ministry", "office", "department"):
            told = self._ministry(actor)
            if told is not None:
                return told
        return self._domestic(candidate, actor) or self._governing(candidate, actor)

    def _of_those_told_of(self, candidate: Candidate) -> Actor | None:
        """Of two armies of which the report told, that of the country whose people acted in the sentence before."""
        acting = self._acting_in(candidate.sentence - 1)
        told = {
            c.actor.key: c.actor
            for c in self.past
            if c.word == candidate.word
            and not c.modifier
            and c.actor.country in acting
            and c.actor.kind != "unnamed"
            and candidate.sentence - c.sentence <= _SAME_WORD_REACH
        }
        return next(iter(told.values())) if len(told) == 1 else None

    def _acting_in(self, sentence: int, before: int | None = None) -> set[str]:
        """The countries of those who are subjects in a sentence, up to an offset."""
        told = [c for c in self.sentences.get(sentence, ()) if c.subject and (before is None or c.end <= before)]
        return {c.actor.country for c in told if c.actor.country}

    def _own_government(self, candidate: Candidate) -> str | None:
        """ "Jordan's opposition urged the government": its own."""
        if candidate.subject or candidate.word not in _ASKED_AT_HOME:
            return None
        here = [c for c in self.sentences.get(candidate.sentence, ()) if c.end <= candidate.start and c.subject]
        asking = here[-1].actor if here else None
        return asking.country if asking is not None and asking.sector in _ASKING_AT_HOME else None

    def _told_as_scene(self, candidate: Candidate) -> str | None:
        """ "In Mali, ... the army said": the country at the head of the sentence."""
        for c in self.sentences.get(candidate.sentence, ())[:1]:
            if c.actor.kind == "state" and _SCENE.search(self.text, max(0, c.start - 5), c.start):
                return c.actor.country
        return None

    def _ministry(self, actor: Actor) -> Actor | None:
        """ "the foreign ministry" in a report of Nepal's foreign minister is Nepal's; of two, the one told of more."""
        kind = actor.name.removesuffix(" ministry").removesuffix(" office").removesuffix(" department")
        ministers = [
            c.actor
            for c in self.past
            if c.actor.country and c.actor.role and c.actor.role.endswith("minister") and c.actor.role.startswith(kind)
        ]
        if not ministers:
            return None
        most = max(ministers, key=lambda minister: self.counts[minister.key])
        return self._of_country(most.country, actor, f"of the {most.role} named before")

    def _possessed(self, candidate: Candidate, actor: Actor) -> Actor:
        """ "its ambassador", "his government": of the country of whoever "its" or "his" stands for."""
        owner = self.at_head.get(candidate.possessor) if candidate.possessor is not None else None
        if owner is None or owner.country is None or actor.sector not in _POSSESSED:
            return actor
        led = self.roster.actors.get(owner.body or "") if owner.sector in ("REB", "PRM") else None
        if led is not None and actor.sector == "MIL":
            return replace(led, basis=f"of {owner.name}")  # "his forces" of a rebel leader are the rebels
        return self._of_country(owner.country, actor, f"of {owner.name}") or actor

    def _of_country(self, country: str | None, actor: Actor, reason: str) -> Actor | None:
        place = self.roster.countries.get(country or "")
        told = resolve_phrase(f"{place}'s {actor.name}", date=self.date, roster=self.roster) if place else None
        return replace(told, basis=f"{reason}; {told.basis}") if told else None

    def _domestic(self, candidate: Candidate, actor: Actor) -> Actor | None:
        """ "the government", "the army", "the president" of the one country that a report is about."""
        country = self._main_country()
        if country is None and candidate.subject and is_at_home(self.home, self.countries):
            country = self.home
        if country is None and candidate.subject and actor.sector == "MIL":
            country = self._own_country()
        role = self.roster.roles.get(actor.name)
        if _LOCAL.search(self.text, candidate.core_start, candidate.head):
            return None
        if country is None or role is None or role.kind not in ("office", "body"):
            return None
        return self._of_country(country, actor, f"the report is about {self.roster.countries.get(country, country)}")

    def _governing(self, candidate: Candidate, actor: Actor) -> Actor | None:
        """ "The government" says, after sentences about one state: of the state that was the subject last, unless this
        sentence names it as somebody else."""
        said = self.text[candidate.start : candidate.end].lower()
        if said != "the government" or not candidate.subject:
            return None
        for back in range(1, _SAME_WORD_REACH):
            told = self.sentences.get(candidate.sentence - back, ())
            acted = [c.actor.country for c in told if c.subject and c.actor.kind == "state" and not c.modifier]
            if acted:
                country = acted[-1]
                elsewhere = (candidate.sentence, country) in self.named or len(set(acted)) > 1
                return None if elsewhere else self._of_country(country, actor, "of the state told of before")
        return None

    def _own_country(self) -> str | None:
        """The country of the outlet or the filing place; else the one that the report names first."""
        if is_at_home(self.home, self.countries):
            return self.home
        return next((c.actor.country for c in self.past if c.actor.country), None)

    def _main_country(self) -> str | None:
        if not self.countries:
            return None
        country, most = self.countries.most_common(1)[0]
        return country if most >= _MAIN_SHARE * sum(self.countries.values()) and most >= _MAIN_COUNT else None

    def _country_told(self, candidate: Candidate) -> str | None:
        """ "the country": the state that was the subject, else the one told last, here or in the sentence before."""
        if candidate.head in self.owned:
            return self.owned[candidate.head]
        for back in range(_PRONOUN_REACH):
            told = [
                c
                for c in self.sentences.get(candidate.sentence - back, ())
                if c.end <= candidate.start and c.actor.country and c.actor.kind != "unnamed"
            ]
            states = [c for c in told if c.actor.kind == "state" and not c.modifier]
            pool = states or told
            if pool:
                subjects = [c for c in pool if c.subject and back]
                return (subjects or pool)[-1].actor.country
        return self._main_country()

    def _counterparts(self, candidate: Candidate, actor: Actor) -> list[Actor]:
        """ "his Nepalese counterpart", "his counterparts in India and Nepal": the office of whoever "his" is, there."""
        owner = self.at_head.get(candidate.possessor) if candidate.possessor is not None else None
        if owner is None or (owner.role is None and owner.kind != "organisation"):
            told = self.sentences.get(candidate.sentence, ())
            persons = [c.actor for c in told if c.actor.kind in ("person", "office") and c.actor.role]
            owner = persons[-1] if persons else None
        office = owner.role if owner is not None else None
        if owner is not None and owner.kind == "organisation" and owner.country:
            office = owner.key.removeprefix(f"org:{owner.country.lower()}-").replace(
                "-", " "
            )  # "its Polish counterpart"
        if office is None or actor.country is None:
            return [actor]
        countries = [actor.country]
        if candidate.plural:
            countries += [c for c in self._countries_after(candidate.end) if c not in countries]
        found = []
        for country in countries:
            place = self.roster.countries.get(country, country)
            told = resolve_phrase(f"{place}'s {office}", date=self.date, roster=self.roster)
            if told is not None:
                found.append(replace(self._holder_told(told), basis=f"counterpart; {told.basis}"))
        return found or [actor]

    def _holder_told(self, office: Actor) -> Actor:
        """The person in the report who is told to hold an office that no row gives a holder for."""
        if office.kind != "office":
            return office
        told = {
            c.actor.key: c.actor
            for c in self.past
            if c.actor.kind == "person" and c.actor.country == office.country and c.actor.role == office.role
        }
        return next(iter(told.values())) if len(told) == 1 else office

    def _countries_after(self, end: int) -> list[str]:
        """The countries that go on a list: ", Nepal and Bhutan"."""
        found = []
        while more := _MORE.match(self.text, end):
            words = split_words(self.text[more.end() : more.end() + 40])
            first = next(((i, j, name) for i, j, name in self.roster.scan(words) if i == 0), None)
            country = self.roster.actors[first[2].keys[0]].country if first else None
            if first is None or country is None:
                break
            found.append(country)
            end = more.end() + words[first[1] - 1].end
        return found

    # --- two at once -------------------------------------------------------------------------------------------------

    def _both(self, candidate: Candidate) -> list[Actor]:
        """ "both sides", "the two countries", "both armies": the two that were told as a pair, or told of most."""
        if not candidate.plural:
            return []
        said = _BOTH.match(self.text[candidate.core_start : candidate.head + len(candidate.word)])
        if not said or not ("both" in said[0].lower() or "two" in said[0].lower()):
            return []
        word = said[1].lower()
        if word in _PERSONS:
            near = [c for back in range(_LEADERS_REACH + 1) for c in self.sentences.get(candidate.sentence - back, ())]
            pair = {c.actor.key: c.actor for c in near if c.actor.kind == "person"}
            return [replace(pair[key], basis="the two") for key in sorted(pair)] if len(pair) == 2 else []
        countries = self._two_countries(candidate)
        return [self._body_or_state(country, _BOTH_BODY.get(word), "both sides") for country in countries]

    def _two_countries(self, candidate: Candidate) -> list[str]:
        here = [c for c in self.sentences.get(candidate.sentence, ()) if c.actor.kind != "unnamed" and c.actor.country]
        for sentence, one, other in reversed(self.pairs):
            if sentence == candidate.sentence:
                return sorted((one, other))
        named = dict.fromkeys(c.actor.country for c in here)
        if len(named) == 2:
            return sorted(named)
        # "Russia urged both sides": who urges is none of them.
        urging = {c.actor.country for c in here if c.subject} or set(named)
        for _, one, other in reversed(self.pairs):
            if one not in urging and other not in urging:
                return sorted((one, other))
        recent = [c for c in self.past if candidate.sentence - c.sentence <= 6 and c.actor.kind != "unnamed"]
        near = Counter(c.actor.country for c in recent if c.actor.country and c.actor.country not in named)
        for tally in (near, self.countries):
            top = sorted(tally.items(), key=lambda item: (-item[1], item[0] or ""))
            if len(top) == 2 or (len(top) > 2 and top[1][1] >= 2 * top[2][1]):
                return sorted(country for country, _ in top[:2])
        return []

    def _body_or_state(self, country: str, body: str | None, basis: str) -> Actor:
        place = self.roster.countries.get(country, country)
        told = resolve_phrase(f"{place}'s {body}", date=self.date, roster=self.roster) if body else None
        if told is not None:
            return replace(told, basis=basis)
        return Actor(key=f"state:{country}", name=place, kind="state", country=country, basis=basis)


def _acting(actor: Actor) -> Actor:
    """A state that acts does so through its government."""
    return replace(actor, sector="GOV") if actor.kind == "state" and actor.sector is None else actor


def _is_region(actor: Actor) -> bool:
    return actor.key.startswith("region:")


def _one_person(candidate: Candidate) -> bool:
    actor = candidate.actor
    if candidate.plural or candidate.modifier or actor is None:
        return False
    return actor.kind in ("person", "office") or (
        actor.kind in ("people", "unnamed") and candidate.word not in _BARE_BODY | _COUNTRY_WORDS | _NO_PERSON
    )


def _one_body(candidate: Candidate) -> bool:
    actor = candidate.actor
    if candidate.modifier or actor is None:
        return False
    if candidate.plural:  # "the Black Brigades said it"
        return actor.kind in ("organisation", "group") and actor.basis == "name"
    return actor.kind in ("state", "organisation", "group") or candidate.word in _BARE_BODY


def _role_fits(role: str, wanted: list[str]) -> bool:
    """ "the minister" fits a foreign minister; "the defence minister" does not."""
    told = role.split()
    return bool(wanted) and told[-len(wanted) :] == wanted


def _same_sort(actor: Actor, word: str, wanted: list[str]) -> bool:
    """Whether a bare noun may stand for this organisation: its name or kind says so."""
    named = {part.norm for part in split_words(actor.name)}
    if word in named:
        return all(part in named for part in wanted)
    if word in ("group", "movement", "organisation", "organization", "militia"):
        return actor.kind == "group" or actor.sector in ("REB", "UAF")
    if word == "party":
        return actor.sector == "PTY"
    if word in ("alliance", "bloc"):
        return actor.sector == "IGO"
    return slug(word) in actor.key
