"""Noun phrases that name somebody who can act: states, organisations, persons, groups, and unnamed kinds of people.

First every phrase is resolved by itself (names of the roster, composition, the parser's own entities); then the report
as a whole tells who "the minister", "Thapa", "they" and "both sides" are (coreference.py).
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from dateline.annotate.composition import resolve_phrase
from dateline.annotate.coreference import resolve_candidates
from dateline.annotate.homeland import home_of, settle_homelands
from dateline.annotate.identity import SHARED_SURNAME, Candidate
from dateline.annotate.roster import OPEN, Name, Roster
from dateline.annotate.spelling import slug, split_words, word_set
from dateline.grammar import Tree
from dateline.model import Actor, ActorMention, Annotations, Document, Sentence, Span, Token, When
from dateline.resources import Resources

# Dependents on the left of a head that belong to its phrase.
_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "predet", "npadvmod"})
# "minister of X", "spokesman for X", "ambassador to X": these prepositions tell who it is; "in", "at" only where.
_INSIDE = frozenset({"of", "for", "from", "to", "in", "at"})
# A head with one of these labels is part of a longer phrase, which is a candidate itself.
_PART = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PRONOUNS = word_set("he him his himself she her hers herself they them their theirs themselves it its itself who whom")
_NAMED_ENTITIES = frozenset({"PERSON", "ORG", "NORP"})
# A surname of the roster met alone must not be something else: "May" the month, "Lima" the city.
_NOT_PERSON = frozenset({"GPE", "LOC", "DATE", "TIME", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART", "LANGUAGE"})
_TITLE_WORDS = word_set(
    "mr mrs ms dr sir lord lady sheikh gen lt col maj capt brig adm prof sen rep gov rev mk mp pm president minister "
    "commodore "
    "the 's"
)
# What may join a country to the noun whose it is.
_NAMING = frozenset({"amod", "compound", "poss", "nmod"})
_AND = re.compile(r"\s*(?:and|&)\s+")
_ARTICLE = re.compile(r"(?i)^(?:the|both|two|their)\s+")
_POSSESSIVE = re.compile(r"\s?['’]s?\b")
_JOINT = re.compile(r"[\s,;]*(?:and\b|&)?\s*")
# "A state of emergency in Chile" is not Chile.
_NO_STATE = re.compile(r"(?i)\s+of\s+(?:emergency|siege|war|alert|calamity|disaster|exception|alarm)\b")
_COUNTS = word_set("hundreds thousands dozens scores tens millions number group")
_SUFFIXES = frozenset({"Jr", "Sr", "III"})
_DEFINITE = frozenset({"the", "this", "that", "both", "these"})
# "it is", "it seems": nobody is meant.
_EXPLETIVE = frozenset({"be", "seem", "appear", "merit", "matter", "happen"})
# Arms act for those whose they are; arms of nobody, that do nothing, are goods: "exports fighter jets".
_ARMS = word_set("jet drone tank helicopter gunship warplane warship aircraft artillery vessel ship missile")
# A place of more people than this is the likelier reading of a name that only the parser calls an organisation.
_TOWN = 5_000
_VILLAGE = 500
_PLACES = word_set("town city village district province region capital suburb township island camp port")
# "Sudan Tribune", "Arab Gazette": what ends so is an outlet, whoever the parser takes it for.
_OUTLETS = word_set(
    "tribune gazette times post herald news chronicle courier daily telegraph radio television journal observer monitor"
)
_SHIPS = frozenset({"uss", "hms", "ins", "brp", "mv", "mt", "rfa", "hmas", "m/v", "m/t", "m/l"})
_WHERE = frozenset({"in", "near", "at", "around", "outside", "inside", "into", "across", "towards", "toward"})
# A sentence with so large a share of capitalised words is a headline, where the parser sees names in everything.
_HEADLINE = 0.7


def find_actors(document: Document, annotations: Annotations, resources: Resources) -> tuple[ActorMention, ...]:
    """Who is named where, in text order. Words that stand for two actors ("both sides") give one mention for each.

    An adjective or possessor of a country or organisation ("Indian strikes") is a mention of its own, beside that of
    the phrase it stands in.
    """
    roster = resources.roster
    day = day_of(document.published)
    persons = (document.text[e.start : e.end] for e in annotations.entities if e.kind == "PERSON")
    full_names = [re.split(r"[\s-]+", name) for name in persons]
    people = {words[-1] for words in full_names if len(words) > 1}
    candidates: list[Candidate] = []
    for sentence in annotations.sentences:
        if sentence.tokens:
            candidates.extend(_Finder(document.text, sentence, resources, day, people).candidates())
    home = home_of(document, resources)
    mentions = resolve_candidates(document.text, candidates, roster, day, home=home)
    return settle_homelands(document.text, mentions, roster, home)


def day_of(published: When | None) -> str | None:
    """When offices are looked up for: the report's day, or the ISO interval it lies in. Of a report known only to be
    older than a day, that day: it was most likely collected soon."""
    if published is None:
        return None
    start, end = published.start, published.end
    if start is None or start == end:
        return start or end
    return f"{start}/{end or OPEN}"


class _Finder:
    """The candidates of one sentence; thrown away."""

    def __init__(self, text: str, sentence: Sentence, resources: Resources, day: str | None, people: set[str]) -> None:
        self.text, self.date, self.people = text, day, people
        self.resources, self.roster = resources, resources.roster
        self.tree = Tree(sentence)
        self.ends = self._name_ends()
        words = [token.text for token in sentence.tokens if token.text[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        self.headline = len(words) > 3 and capitals >= _HEADLINE * len(words)

    def candidates(self) -> list[Candidate]:
        tokens = self.tree.tokens
        found: list[Candidate] = []
        for i, token in enumerate(tokens):
            if token.pos == "PRON" or token.tag in ("PRP", "PRP$"):
                if token.text.lower() in _PRONOUNS:
                    found.append(self._candidate(i, token.start, token.end, None, pronoun=token.text.lower()))
                continue
            if token.pos not in ("NOUN", "PROPN", "ADJ") or not token.text[0].isalnum():
                continue
            inside = token.dep in _PART and tokens[token.head].pos in ("NOUN", "PROPN", "ADJ", "NUM")
            if token.pos == "ADJ" or (inside and not self._stands_apart(i)):
                if i in self.ends:
                    found.extend(self._modifier(i))
                continue
            several = self._several(i)
            candidate = None if several else self._phrase(i)
            found.extend(several or ([candidate] if candidate is not None else []))
        return found

    def _several(self, i: int) -> list[Candidate]:
        """ "Indian and Chinese troops", "Chile and Peru's foreign ministers", "the presidents of Chile and Peru": a
        candidate for each, over the same words. None when the phrase is no such."""
        tree, head = self.tree, self.tree.tokens[i]
        if head.tag not in ("NNS", "NNPS"):
            return []
        core, whole = self._spans(i)
        for c in tree.children[i]:
            before = c < i and tree.tokens[c].dep in _NAMING
            of = c > i and tree.tokens[c].lemma == "of" and tree.tokens[c].dep == "prep"
            first = c if before else next(iter(tree.deps(c, "pobj")), None) if of else None
            joined = tree.conjuncts(first) if first is not None else []
            if before and c in self.ends:  # the parser may hang both on the noun
                end = self.ends[c][1]
                joined += [
                    d
                    for d in tree.children[i]
                    if d in self.ends and d not in joined and _AND.fullmatch(self.text, end, self.ends[d][0])
                ]
            names = [self.ends[j] for j in joined if j in self.ends and self._is_land_or_body(self.ends[j][2])]
            if len(names) < 2 or len(names) < len(joined):
                continue
            last = max(joined)
            if before and last < i:
                # "Chile and Peru's ...": the possessive stands once, and holds for both.
                rest = _POSSESSIVE.sub("", self.text[tree.tokens[last].end : whole.end], count=1)
            else:
                rest = (
                    " " + self.text[head.start : head.end]
                    if core.start == head.start
                    else self.text[core.start : core.end]
                )
                rest = f" {_ARTICLE.sub('', rest.strip())}"
            actors = [self._one_of_them(self.text[start:end], rest, i) for start, end, _ in names]
            found = [actor for actor in actors if actor is not None]
            if len(found) == len(names) and len({actor.key for actor in found}) > 1:
                return [self._candidate(i, whole.start, whole.end, actor, core=core) for actor in found]
        return []

    def _is_land_or_body(self, name: Name) -> bool:
        return name.kind not in ("person", "surname", "city")

    def _one_of_them(self, name: str, rest: str, i: int) -> Actor | None:
        """Whom one of the joined names and the words behind them name: "Chile" and "foreign ministers"."""
        head = self.tree.tokens[i]
        one = rest.replace(head.text, head.lemma.lower(), 1)
        for words in (one, rest):
            actor = resolve_phrase(f"{name}'s{words}", date=self.date, roster=self.roster)
            if actor is not None and (actor.kind in ("person", "office") or words is rest):
                return None if actor.basis.startswith("loose") or actor.basis == "city" else actor
        return None

    def _name_ends(self) -> dict[int, tuple[int, int, Name]]:
        """The roster's names in the sentence by their last token."""
        sentence, tree = self.tree.sentence, self.tree
        words = split_words(self.text[sentence.start : sentence.end])
        ends: dict[int, tuple[int, int, Name]] = {}
        at = 0
        for i, j, name in self.roster.scan(words):
            start, end = sentence.start + words[i].start, sentence.start + words[j - 1].end
            while at < len(tree) and tree.tokens[at].end < end:
                at += 1
            if at < len(tree) and tree.tokens[at].start < end:
                if name.kind == "surname" and not self._is_surname(at):
                    continue
                if at + 1 < len(tree) and tree.tokens[at + 1].text.rstrip(".") in _SUFFIXES:
                    at += 1
                ends[at] = (start, end, name)
        return ends

    def _is_surname(self, i: int) -> bool:
        """ "the West" and "May" are words where the parser sees no person; "Ali" of "Ali Jamali" is no surname."""
        token = self.tree.tokens[i]
        after = self.tree.tokens[i + 1] if i + 1 < len(self.tree) else None
        if after is not None and after.pos == "PROPN" and after.ent == token.ent == "PERSON":
            return False
        if token.pos != "PROPN":
            return False
        if token.ent in _NOT_PERSON and not self._is_nowhere(token):
            return False
        return token.text.lower() not in self.roster.not_actors or (token.ent == "PERSON" and token.text in self.people)

    def _is_nowhere(self, token: Token) -> bool:
        """Whether what the parser takes for a place is none that the gazetteer knows: "met with Araghchi"."""
        known = self.resources.gazetteer.lookup(token.text)
        return token.ent in ("GPE", "LOC", "FAC", "PRODUCT") and len(token.text) > 4 and not known

    def _stands_apart(self, i: int) -> bool:
        """A person that the parser took for a part of the next name: "thanked Ishaq Dar Moscow's envoy"."""
        if i not in self.ends or self.ends[i][2].kind != "person":
            return False
        end, head = self.ends[i][1], self.tree.tokens[i].head
        between = self.text[end : self.tree.tokens[head].start]
        return head > i and (" and " in between or (head in self.ends and self.ends[head][0] >= end))

    def _modifier(self, i: int) -> list[Candidate]:
        """A country or organisation that only qualifies a noun: "Indian" strikes, "Hamas" fighters."""
        start, end, name = self.ends[i]
        actor = self.roster.actors[name.keys[0]]
        if name.kind in ("person", "surname"):
            # "the Trump administration", "Putin ally": a name before a noun, alone or with its given name.
            following = self.tree.tokens[self.tree.tokens[i].head]
            if len(name.keys) > 1 or (following.pos == "PROPN" and following.dep not in ("pobj", "dobj", "nsubj")):
                return []
            actor = self.roster.person_at(name.keys[0], self.date)
        elif name.kind == "city" or (
            name.kind == "metonym" and _thing(self.tree.tokens[self.tree.tokens[i].head], self.roster)
        ):
            return []  # "the Tashkent talks" tell where
        elif actor.kind == "state":
            actor = replace(actor, basis=name.kind)
        return [self._candidate(i, start, end, actor, modifier=True)]

    def _phrase(self, i: int) -> Candidate | None:
        token = self.tree.tokens[i]
        roles = self.roster.role_heads
        role_like = token.text.lower() in roles or token.lemma.lower() in roles
        if not (i in self.ends or role_like or token.ent in _NAMED_ENTITIES):
            return None
        if i not in self.ends and self._is_activity(i):
            return None
        core, whole = self._spans(i)
        if i in self.ends:
            start, _, name = self.ends[i]
            if start < core.start:
                core = Span(start, core.end)
            if name.kind in ("person", "surname"):
                whole = core
        core = self._after_other_names(i, core)
        whole = Span(core.start, max(core.end, whole.end))
        actor = resolve_phrase(self.text[whole.start : whole.end], date=self.date, roster=self.roster)
        if actor is not None and (actor.basis.startswith("loose") or actor.basis == "city"):
            actor = None
        if actor is not None and actor.country is None and token.lemma.lower() in _ARMS and token.dep not in _SUBJECTS:
            return None
        if token.lemma.lower() == "state" and _NO_STATE.match(self.text, token.end):
            return None
        if actor is not None and actor.key == "unnamed:government" and token.lemma.lower() == "state":
            # "secretary of state", "a state of emergency", "Velmar State": no government of anybody's.
            before = self.text[core.start : token.start].strip().lower()
            if before != "the" or self.text.startswith(" of ", token.end):
                return None
        if actor is None:
            actor = self._by_entity(i, core) or self._by_surname(i)
        if actor is None:
            return None
        return self._candidate(i, whole.start, whole.end, actor, core=core)

    def _is_activity(self, i: int) -> bool:
        """ "stood guard", "voiced opposition to": a bare singular noun that is done rather than does."""
        token = self.tree.tokens[i]
        if token.tag != "NN" or token.text[0].isupper() or token.dep not in ("dobj", "pobj", "conj", "compound"):
            return False
        after = self.tree.tokens[i + 1].text.lower() if i + 1 < len(self.tree) else ""
        if token.lemma.lower() == "opposition" and after == "to":
            return True
        if token.lemma.lower() == "force" and not any(c < i for c in self.tree.children[i]):
            return True  # "the use of force"
        role = self.roster.roles.get(token.text.lower())
        bare = not any(c < i or self.tree.tokens[c].text == "of" for c in self.tree.children[i])
        return bare and role is not None and (role.kind != "body" or token.lemma.lower() == "opposition")

    def _after_other_names(self, i: int, core: Span) -> Span:
        """The phrase without another person's name that the parser put into it, unless that is its possessor."""
        start = core.start
        for j, (first, end, name) in self.ends.items():
            if j < i and core.start <= first and name.kind == "person" and not _POSSESSIVE.match(self.text, end):
                start = max(start, end)
        dash = max(self.text.rfind(mark, core.start, core.end) for mark in ("– ", "— ", "; ", ": "))
        start = max(start, dash + 1)
        if start == core.start:
            return core
        lead = _JOINT.match(self.text, start)
        return Span(lead.end() if lead else start, core.end)

    def _spans(self, i: int) -> tuple[Span, Span]:
        """The phrase of head `i` up to the head, and with the prepositions that tell who it is."""
        tree = self.tree
        first = i
        for c in tree.children[i]:
            if c < i and tree.tokens[c].dep in _LEFT:
                first = min(first, _leftmost(tree, c))
        core = Span(tree.tokens[first].start, tree.tokens[i].end)
        end, last = core.end, i
        for c in tree.children[i]:
            token = tree.tokens[c]
            lemma = token.lemma.lower()
            if c > i and token.dep == "prep" and lemma in _INSIDE and c <= last + 3:
                objects = tree.deps(c, "pobj")
                if objects and (lemma in ("of", "for") or tree.tokens[objects[0]].pos == "PROPN"):
                    inner = self._spans(objects[0])[1]
                    end, last = max(end, inner.end), objects[0]
        return core, Span(core.start, end)

    def _by_entity(self, i: int, core: Span) -> Actor | None:
        """A person or organisation that only the parser knows: the run of its entity tokens is the name."""
        tokens = self.tree.tokens
        kind = tokens[i].ent
        if kind not in ("PERSON", "ORG"):
            return None
        first = last = i
        while first and tokens[first - 1].ent == kind and tokens[first].start <= tokens[first - 1].end + 1:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].ent == kind and tokens[last + 1].dep in ("compound", "flat"):
            last += 1
        if any(_thing(token, self.roster) for token in tokens[first : last + 1]):
            return None
        while first < last and (
            tokens[first].text.lower().rstrip(".") in _TITLE_WORDS or tokens[first].start < core.start
        ):
            first += 1
        if not self._is_somebody(first, last, kind):
            return None
        said = self.text[tokens[first].start : tokens[last].end]
        if first < last and tokens[last].text.lower() in _OUTLETS:
            return Actor(key=f"org:{slug(said)}", name=said, kind="organisation", sector="JRN", basis="entity")
        if kind == "PERSON":
            return Actor(key=f"person:{slug(said)}", name=said, kind="person", basis="entity")
        return Actor(key=f"org:{slug(said)}", name=said, kind="organisation", basis="entity")

    def _by_surname(self, i: int) -> Actor | None:
        """A surname that several persons of the roster share: the report may give a full name, else it is nobody."""
        if i not in self.ends or self.ends[i][2].kind != "surname":
            return None
        said = self.tree.tokens[i].text
        basis = "entity" if said in self.people else SHARED_SURNAME
        return Actor(key=f"person:{slug(said)}", name=said, kind="person", basis=basis)

    def _is_somebody(self, first: int, last: int, kind: str) -> bool:
        """Whether tokens that the parser calls a person or an organisation are one: no place, no thing, no piece of a
        headline."""
        tokens = self.tree.tokens[first : last + 1]
        said = self.text[tokens[0].start : tokens[-1].end]
        end = tokens[-1]
        if not slug(said) or not said[0].isupper() or self.text[end.end : end.end + 1] == "-":
            return False
        if end.text.endswith("ly") and end.pos in ("ADV", "ADJ", "PROPN") and kind == "ORG":
            return False
        if kind == "ORG" and (self.headline or (len(tokens) == 1 and first == 0)) and not said.isupper():
            return False
        before = self.tree.tokens[first - 1].text.lower() if first else ""
        if tokens[0].text.lower() in _SHIPS or before in _SHIPS:
            return False
        if len(tokens) == 1 and said not in self.people and self._told_as_place(first, said):
            return False
        if kind == "ORG" and any(token.pos in ("VERB", "ADP", "AUX") and token.tag != "IN" for token in tokens):
            return False
        if kind == "ORG" or len(tokens) > 1 or said not in self.people:
            return not any((place.population or 0) > _TOWN for place in self.resources.gazetteer.lookup(said)[:1])
        return True

    def _told_as_place(self, i: int, said: str) -> bool:
        """ "near Velmar", "in Velmar and Ostan": a name behind a preposition of place; or a region's, town's or
        province's that the gazetteer has, however small, where somebody would be hit or left."""
        tokens = self.tree.tokens
        while tokens[i].dep == "conj" and tokens[tokens[i].head].pos == "PROPN":
            i = tokens[i].head
        if tokens[i].dep == "pobj":
            lead = tokens[tokens[i].head]
            if lead.text.lower() in _WHERE:
                return True
            if lead.text.lower() == "of" and tokens[lead.head].lemma.lower() in _PLACES:
                return True
        return tokens[i].dep in ("dobj", "pobj", "appos") and any(
            place.name == said or place.kind in ("region", "province") or (place.population or 0) > _VILLAGE
            for place in self.resources.gazetteer.lookup(said)[:1]
        )

    def _candidate(
        self,
        i: int,
        start: int,
        end: int,
        actor: Actor | None,
        *,
        core: Span | None = None,
        pronoun: str | None = None,
        modifier: bool = False,
    ) -> Candidate:
        tree, token = self.tree, self.tree.tokens[i]
        lower = token.text.lower()
        children = tree.children[i]
        person = actor is not None and actor.kind == "person"
        possessor = next((c for c in children if tree.tokens[c].dep == "poss"), None)
        return Candidate(
            start=start,
            end=end,
            head=token.start,
            core_start=core.start if core else start,
            sentence=tree.sentence.index,
            actor=actor,
            word=lower,
            pronoun=pronoun,
            modifier=modifier,
            subject=token.dep in _SUBJECTS
            or self._counted_subject(i)
            or (person and token.dep == "poss" and tree.tokens[token.head].dep in _SUBJECTS),
            plural=token.tag in ("NNS", "NNPS"),
            definite=any(c < i and tree.tokens[c].text.lower() in _DEFINITE for c in children),
            expletive=token.dep == "expl" or (lower == "it" and tree.tokens[token.head].lemma in _EXPLETIVE),
            appositives=tuple(tree.tokens[c].start for c in children if tree.tokens[c].dep == "appos"),
            possessor=tree.tokens[possessor].start if possessor is not None else None,
        )

    def _counted_subject(self, i: int) -> bool:
        """ "Hundreds of troops surrounded it": the troops did."""
        tokens = self.tree.tokens
        of = tokens[i].head
        if tokens[i].dep != "pobj" or tokens[of].lemma != "of":
            return False
        count = tokens[tokens[of].head]
        return count.dep in _SUBJECTS and count.text.lower() in _COUNTS


def _thing(token: Token, roster: Roster) -> bool:
    return token.lemma.lower() in roster.not_actors or token.text.lower() in roster.not_actors


def _leftmost(tree: Tree, i: int) -> int:
    while True:
        left = [c for c in tree.children[i] if c < i and tree.tokens[c].dep != "punct"]
        if not left:
            return i
        i = left[0]
