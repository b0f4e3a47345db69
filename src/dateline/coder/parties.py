"""Who does it and to whom: from a predicate to the words that fill its two sides, and from those to actors.

First the grammar: subjects, agents, objects, possessors, prepositional objects, what a clause inherits from the clause
above it. That gives candidate heads for each side, the likeliest first. Then the actors: a candidate that names no actor
is opened up ("Kabul's decision", "the border with Chad", "Indian strikes") until one is found.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.coder.predicates import Reader, Reading
from dateline.grammar import Tree
from dateline.model import Actor, ActorMention, Party

_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("dobj", "dative")
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "relcl", "advcl", "conj"})
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
# How likely a candidate is the target, by how it hangs on the predicate; the smaller the likelier.
_FIRST, _OBJECT, _OWNER, _WITH_PARTNER, _OF_CONTENT = 0.0, 1.0, 1.5, 2.0, 2.2
_POSSESSOR, _QUALIFIER, _PURPOSE, _CONTENT = 30.0, 40.0, 50.0, 60.0
# Up to here the verb itself names the target: its object, "against", "with".
_FIRM = 3.3
# Whom an act is directed at, in the order in which prepositions tell it best.
_RANKS = {
    preposition: 2.1 + rank
    for rank, preposition in enumerate(
        "against to with on upon at from toward towards for between into over in of by about across near inside outside"
        " through along after under around within among throughout off via behind alongside".split()
    )
}
# Events done together with somebody, whom "with" names.
_PARTNERS = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
# Attacks whose object may be the weapon: "fired rockets".
_BY_WEAPON = frozenset(
    {"assault.artillery", "assault.bomb", "assault.grenade", "assault.shoot", "assault.suicide-bomb", "mobilize.test"}
)
# Concepts about something that the target has, says or does.
_OF_THEIR_THING = frozenset(
    {"concede.general", "support.endorse", "support.praise", "support.welcome", "support.general", "support.defend"}
)
# Events in which troops, ships or goods are moved: they are not whom it is done to.
_MOVES_THINGS = frozenset({"MOBILIZE", "RETREAT", "AID", "COOPERATE"})
# Events that happen in a place without being done to it: a rally in Rabat, talks in Oslo.
_WHERE_NOT_WHOM = frozenset({"PROTEST", "CONSULT"})
_LOCATING = frozenset({"in", "near", "across", "around", "throughout", "at", "outside"})
# Operators under which the subject of the governed clause is the target.
_ASKING = frozenset({"demand", "order", "prevent", "allow", "duty", "judgement", "stop", "refuse"})
# Operators whose object or addressee is the target: "urged Oslo to", "agreed with Oslo to".
_ADDRESSING = frozenset({"demand", "order", "prevent", "allow", "threaten", "promise", "offer", "duty", "purpose"})
# Nouns made from what is done to somebody: "the killing of X", "the arrest of X" name the target; others name the actor.
_PASSIVE_NOUNS = frozenset(
    [
        "killing",
        "murder",
        "slaying",
        "assassination",
        "execution",
        "beheading",
        "arrest",
        "detention",
        "release",
        "kidnapping",
        "abduction",
        "capture",
        "deportation",
        "expulsion",
        "shelling",
        "bombing",
        "bombardment",
        "shooting",
        "torture",
        "rape",
        "siege",
        "blockade",
        "occupation",
        "annexation",
        "demolition",
        "seizure",
        "confiscation",
        "condemnation",
        "criticism",
        "rejection",
        "recognition",
        "extradition",
        "repatriation",
        "evacuation",
        "suspension",
        "revocation",
        "prosecution",
        "indictment",
        "conviction",
        "deployment",
        "violation",
        "breach",
        "overthrow",
        "ouster",
        "trial",
        "dismissal",
        "destruction",
        "persecution",
        "massacre",
        "invasion",
        "lifting",
        "signing",
        "breakup",
        "hacking",
        "poisoning",
        "stabbing",
        "closure",
    ]
)
# Verbs whose infinitive acts for their object: "urged Oslo to act".
_OBJECT_CONTROL = frozenset(
    [
        "urge",
        "ask",
        "order",
        "tell",
        "press",
        "allow",
        "let",
        "permit",
        "enable",
        "force",
        "demand",
        "call",
        "require",
        "want",
        "invite",
        "advise",
        "persuade",
        "warn",
        "help",
        "pressure",
        "push",
        "beg",
        "implore",
        "exhort",
        "prevent",
        "stop",
        "bar",
        "forbid",
        "authorize",
        "authorise",
        "instruct",
        "direct",
        "command",
        "get",
        "appeal",
        "encourage",
        "compel",
        "oblige",
        "expect",
        "need",
        "remind",
        "accuse",
        "suspect",
        "blame",
        "see",
        "lobby",
        "petition",
    ]
)
# Verbs whose subject suffers the event.
_SUFFERING = frozenset({"die", "perish"})
# Word classes whose nouns fill a side when no known actor does: somebody, and what stands for somebody.
# Endings that make a noun a person; "-er" would make one of "border" too.
_PEOPLE_ENDINGS = ("ist", "man", "woman", "crat", "monger")
_PEOPLE_BY_STATE = frozenset({"wounded", "injured", "sick", "poor", "wound", "injure", "displaced", "elderly"})
_SOMEBODY = ("person", "state", "party", "outlet", "refugees", "captive", "troops", "ships")
_SOMETHING = ("territory", "site", "property", "artefact")
# Words of a phrase that make the key of somebody unnamed.
_KEY_WORDS = 5
_QUALIFIERS = frozenset({"compound", "amod", "nmod"})
# Word classes whose capitalised nouns name no actor: "the Simla Agreement", "Operation Dawn".
_NAMED_THINGS = ("agreement", "talks", "statement", "exercise", "attack", "ceasefire", "law", "visit", "ties")
# Proper names that are nobody's: days, laws, events.
_NO_NAMES = frozenset(
    "DATE TIME EVENT LOC LAW WORK_OF_ART LANGUAGE MONEY PERCENT QUANTITY PRODUCT CARDINAL ORDINAL".split()
)


class Sides(msgspec.Struct, frozen=True):
    """Candidate heads for the two sides, the likeliest first. `firm` of the targets are named by the verb itself."""

    actors: tuple[int, ...]
    targets: tuple[int, ...]
    firm: int = 0


def find_sides(reading: Reading, reader: Reader) -> Sides:
    """The tokens that may head the phrase of who acts and of whom it is done to."""
    tree = reader.tree
    if reader.lemma(reading.core) in _SUFFERING:
        return _sides([], [(_FIRST, i) for i in subjects(tree, reading.core)])
    if tree.tokens[reading.core].pos in ("NOUN", "PROPN"):
        return _noun_sides(reading, reader)
    ranked: list[tuple[float, int]] = []
    # Everything between the outer verb and the core belongs to one event: "urged Oslo to lift its ban on tea".
    for verb in _chain(tree, reading):
        ranked += _verb_targets(reading, reader, verb)
    if "order" in reading.operators and reading.concept == reading.base:
        # "ordered troops to fire on the crowd": they carry it out, the crowd suffers it.
        executors = {*tree.deps(reading.outer, "dobj"), *tree.deps(reading.core, "nsubj")}
        armed = reader.lexicon.classes["troops"] | reader.lexicon.classes["police"]
        executors = {i for i in executors if reader.lemma(i) in armed}
        ranked = [(_CONTENT if i in executors else rank, i) for rank, i in ranked]
    if _is_passive(tree, reading.outer) and reading.operators[:1] != ("purpose",):
        agents = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        patients = tree.deps(reading.outer, "nsubjpass") or inherited_subjects(tree, reading.outer)
        patients = [p for p in patients if not _is_content(reading, reader, p)]
        return _sides(agents, [(_FIRST, p) for p in _antecedents(tree, reading.outer, patients)] + ranked)
    if reader.lexicon.ontology[reading.base].event in _WHERE_NOT_WHOM or reading.base in ("reject.walk-out", "reject.meet"):
        ranked = [pair for pair in ranked if not _is_location(tree, pair[1])]
    acting = tree.deps(reading.outer, "nsubjpass") or subjects(tree, reading.outer)
    return _sides(acting, ranked)


def _sides(actors: list[int], ranked: list[tuple[float, int]]) -> Sides:
    ordered = [pair for pair in sorted(ranked, key=lambda pair: pair[0]) if pair[1] not in actors]
    targets = _unique(i for _, i in ordered)
    return Sides(tuple(_unique(actors)), tuple(targets), len(_unique(i for rank, i in ordered if rank <= _FIRM)))


def _is_location(tree: Tree, i: int) -> bool:
    """A place name after "in" and the like: where it happens."""
    head = tree.tokens[tree.tokens[i].head]
    return tree.tokens[i].ent in ("GPE", "LOC", "FAC") and head.pos == "ADP" and head.lemma.lower() in _LOCATING


def _is_passive(tree: Tree, i: int) -> bool:
    return bool(tree.deps(i, "nsubjpass", "auxpass")) or _reduced_passive(tree, i)


def subjects(tree: Tree, i: int) -> list[int]:
    """Who acts in verb `i`: its subject, or the one it inherits from the clause above."""
    # "KABUL (AP) - The mission condemned ...": the parser takes the dateline for a second subject; the nearest one acts.
    if tree.tokens[i].pos == "NOUN":
        return tree.deps(i, "poss") or [
            *(p for c in tree.deps(i, "prep") if tree.tokens[c].lemma in ("by", "of") for p in tree.deps(c, "pobj")),
            *(s for v in tree.ancestors(i) if tree.tokens[v].pos in ("VERB", "AUX") for s in tree.deps(v, *_SUBJECTS)),
        ]
    own = _nearest(tree, i)
    if not own:
        return inherited_subjects(tree, i)
    found = _antecedents(tree, i, own)
    if tree.tokens[found[0]].pos == "PRON" and tree.tokens[i].dep == "ccomp":
        # "The rebels said they would leave": who says it, where nobody has resolved the pronoun.
        found += _nearest(tree, tree.tokens[i].head)
    return found


def _nearest(tree: Tree, i: int) -> list[int]:
    own = tree.deps(i, *_SUBJECTS)
    before = [c for c in own if c < i]
    return before[-1:] or own[:1]


def inherited_subjects(tree: Tree, i: int) -> list[int]:
    tokens = tree.tokens
    seen = {i}
    while tokens[i].dep in _CLAUSES or tokens[i].dep in ("prep", "pcomp", "acomp", "aux"):
        head = tokens[i].head
        if head in seen:
            return []
        seen.add(head)
        if tokens[i].dep in ("acl", "relcl") and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            if tokens[i].tag in ("VB",):
                # "a plan to attack": whoever owns the plan acts.
                i = head
                owners = tree.deps(head, "poss")
                if owners:
                    return owners
                while tokens[i].pos not in ("VERB", "AUX") and tokens[i].head != i:
                    i = tokens[i].head
                return tree.deps(i, *_SUBJECTS) or inherited_subjects(tree, i)
            return [head]
        if (
            tokens[i].dep in ("xcomp", "ccomp", "advcl")
            and tokens[head].lemma in _OBJECT_CONTROL
            and tokens[i].dep != "advcl"
        ):
            objects = tree.deps(head, "dobj", "dative", "nsubjpass")
            if objects:
                return objects
        found = tree.deps(head, *_SUBJECTS)
        if found:
            return _antecedents(tree, head, found)
        passive = tree.deps(head, "nsubjpass")
        if passive:
            return _antecedents(tree, head, passive)
        i = head
    return []


def _antecedents(tree: Tree, i: int, own: list[int]) -> list[int]:
    """For "who", "which", "that": the noun that the relative clause hangs on."""
    tokens = tree.tokens
    found = []
    for c in own:
        if tokens[c].lemma.lower() in _RELATIVE and tokens[c].tag in ("WP", "WDT", "IN", "DT"):
            verb = i
            while tokens[verb].dep in ("conj", "xcomp", "ccomp") and tokens[verb].head != verb:
                verb = tokens[verb].head
            if tokens[verb].dep in ("relcl", "acl"):
                found.append(tokens[verb].head)
                continue
        found.append(c)
    return found


def _reduced_passive(tree: Tree, i: int) -> bool:
    """ "The villagers killed by the army": a participle that hangs on its own object."""
    token = tree.tokens[i]
    if token.tag != "VBN" or tree.deps(i, *_SUBJECTS, "aux", "dobj"):
        return False
    return token.dep == "acl" or (token.dep in ("advcl", "ROOT", "conj") and bool(tree.deps(i, "agent")))


def _chain(tree: Tree, reading: Reading) -> list[int]:
    """The verbs from the outer one down to the core."""
    chain = [reading.core]
    for i in tree.ancestors(reading.core):
        if reading.core == reading.outer or reading.outer in chain:
            break
        if tree.tokens[i].pos in ("VERB", "AUX", "ADJ"):
            chain.append(i)
    if reading.outer not in chain:
        chain.append(reading.outer)
    return chain


def _verb_targets(reading: Reading, reader: Reader, i: int) -> list[tuple[float, int]]:
    """Ranked candidates for whom verb `i` is done to; a smaller rank is likelier."""
    tree, tokens = reader.tree, reader.tree.tokens
    ranked: list[tuple[float, int]] = []
    addressed = i == reading.outer != reading.core and bool(_ADDRESSING & set(reading.operators[:1]))
    event = reader.lexicon.ontology[reading.base].event
    partners = event in _PARTNERS or reading.base == "retreat.ceasefire"
    for c in tree.children[i]:
        dep = tokens[c].dep
        if dep in ("dobj", "dative", "attr", "oprd") and tokens[c].pos != "ADP":
            if tokens[c].lemma.lower() in _RELATIVE and tokens[i].dep == "relcl":
                ranked.append((_OBJECT, tokens[i].head))
            elif dep != "dative" and _is_content(reading, reader, c):
                # "sent troops to X", "lifted the ban on X": the object is what happens, not whom it happens to.
                if event not in _MOVES_THINGS:
                    ranked.append((_CONTENT, c))
                if reader.lemma(c) not in reader.lexicon.classes["talks"] and (
                    event == "REJECT" or reading.base in _OF_THEIR_THING or "refuse" in reading.operators
                ):
                    lift = _OWNER if i == reading.outer != reading.core else 0.0
                    ranked += [(rank - lift, p) for rank, p in _speakers(tree, c)]
                if reader.lemma(c) in _PASSIVE_NOUNS:
                    ranked += [(_OF_CONTENT, p) for p in tree.deps(c, "poss")]
                ranked += _inside(tree, c, partners=partners, of=_OF_CONTENT)
            else:
                ranked.append((_FIRST if addressed or dep == "dative" else _OBJECT, c))
                # "rejected Kabul's offer to send rice": whose offer it was, before what was offered to whom.
                lift = _OWNER if i == reading.outer != reading.core else 0.0
                ranked += [(rank - lift, p) for rank, p in _speakers(tree, c)]
                ranked += _inside(tree, c, partners=partners)
        elif dep in ("nsubj", "nsubjpass") and i != reading.outer and tokens[c].lemma.lower() not in _RELATIVE:
            # "demanded that X leave": X is asked. Who threatens or promises that X will act speaks for X.
            if _ASKING & set(reading.operators):
                ranked += [(_FIRST, c), *_speakers(tree, c), *_inside(tree, c, partners=partners)]
        elif dep in ("ccomp", "xcomp") and i == reading.core and not tree.deps(i, "dobj"):
            # "welcomed the premier to the talks", "found the banker guilty": the parser makes a clause of it.
            if tokens[c].pos == "ADJ" or tokens[c].tag == "VB" or reading.concept != "reject.deny":
                ranked += [(_OBJECT, d) for d in tree.deps(c, "nsubj")]
        elif dep == "prep" and (content := [p for p in tree.deps(c, "pobj") if p in reading.words]):
            # "flew to Quito for talks with X": the talks are what happens, and X is whom it concerns.
            for p in content:
                ranked += [(_CONTENT, p), *_inside(tree, p, partners=partners, of=_OF_CONTENT)]
        elif dep in ("prep", "agent", "dative"):
            ranked += _objects_of(tree, c, first=addressed, partners=partners)
        elif dep in ("advcl", "xcomp", "ccomp") and tokens[c].tag in ("VB", "VBG") and c != reading.core:
            # "arrived seeking talks with X": the purpose names whom it is for, when nothing else does.
            for d in tree.deps(c, "dobj", "dative"):
                ranked += [(_PURPOSE, d), *[(_PURPOSE + rank, p) for rank, p in _inside(tree, d)]]
            ranked += [(_PURPOSE + rank, p) for d in tree.deps(c, "prep") for rank, p in _objects_of(tree, d)]
    if tokens[i].dep == "relcl" and not tree.deps(i, "dobj", "advmod", "prep", "ccomp", "xcomp"):
        own = tree.deps(i, "nsubj")
        if own and tokens[own[0]].lemma.lower() not in _RELATIVE:
            ranked.append((_OBJECT, tokens[i].head))  # "the rebels the army attacked"
    return ranked


def _is_content(reading: Reading, reader: Reader, i: int) -> bool:
    """Whether an object is part of what happens ("sent troops", "issued a ban") rather than whom it happens to."""
    classes, lemma = reader.lexicon.classes, reader.lemma(i)
    event = reader.lexicon.ontology[reading.base].event
    if event in _MOVES_THINGS and (lemma in classes["troops"] or lemma in classes["ships"] or lemma in classes["aid"]):
        return True
    if reading.base == "cooperate.exchange" or (reading.base in _BY_WEAPON and i in reading.words):
        return True
    if reading.base.startswith("concede.return") and lemma not in classes["person"] and lemma not in classes["captive"]:
        return reader.tree.tokens[i].dep == "dobj"
    if reading.operators[:1] == ("purpose",) and i in reader.tree.children[reading.outer]:
        return True
    return i in reading.words and not any(lemma in classes[kind] for kind in (*_SOMEBODY, *_SOMETHING))


def _speakers(tree: Tree, noun: int) -> list[tuple[float, int]]:
    """Whose thing it is: "Kabul's decision", "the offer from Kabul", "an offer made by Kabul", "the Afghan decision"."""
    tokens = tree.tokens
    ranked = [(_OWNER, p) for p in tree.deps(noun, "poss")]
    for c in tree.deps(noun, "prep", "agent"):
        if tokens[c].lemma.lower() in ("by", "from"):
            ranked += [(_OWNER + 0.1, p) for p in tree.deps(c, "pobj")]
    for a in tree.deps(noun, "acl"):
        ranked += [(_OWNER + 0.2, p) for c in tree.deps(a, "agent") for p in tree.deps(c, "pobj")]
    ranked += [(_OWNER + 0.3, q) for q in _qualifiers(tree, noun)]
    return ranked


def _qualifiers(tree: Tree, noun: int) -> list[int]:
    """What stands before a noun, in text order: "India-Pakistan border tensions" gives India, Pakistan, border."""
    found: list[int] = []
    for q in tree.deps(noun, "compound", "amod", "nmod"):
        found += [*_qualifiers(tree, q), q]
    return found


def _objects_of(
    tree: Tree, preposition: int, *, first: bool = False, partners: bool = False, of: float | None = None
) -> list[tuple[float, int]]:
    tokens = tree.tokens
    lemma = tokens[preposition].lemma.lower()
    rank = _RANKS.get(lemma)
    if lemma == "with" and partners:
        rank = _WITH_PARTNER
    if of is not None and lemma in ("of", "into", "between"):
        rank = of
    ranked: list[tuple[float, int]] = []
    if rank is not None:
        if first and lemma in ("with", "to", "on", "upon"):
            rank = _FIRST
        for p in tree.deps(preposition, "pobj"):
            ranked += [(rank, p), *[(max(rank + 1, inner), q) for inner, q in _inside(tree, p)]]
        for p in tree.deps(preposition, "pcomp"):
            for q in tree.deps(p, "dobj", "nsubj"):
                ranked += [(rank + 1, q), *[(rank + inner, o) for inner, o in _speakers(tree, q)]]
    for c in tree.deps(preposition, "prep"):
        if lemma not in ("accord", "according", "due"):
            ranked += _objects_of(tree, c, partners=partners)
    return ranked


def _inside(
    tree: Tree, noun: int, depth: int = 0, *, partners: bool = False, of: float | None = None
) -> list[tuple[float, int]]:
    """Who is named inside a noun phrase: its owner, its prepositional objects, its adjective."""
    # The owner of what happens is mostly who does it: "offered its help". Of anything else it is whom it concerns.
    ranked: list[tuple[float, int]] = [] if of is not None else [(_POSSESSOR, p) for p in tree.deps(noun, "poss")]
    ranked += [(_QUALIFIER, q) for q in _qualifiers(tree, noun)]
    ranked += [(_OWNER, q) for q in tree.deps(noun, "appos")]
    for c in tree.deps(noun, "prep"):
        ranked += _objects_of(tree, c, partners=partners, of=of)
    for c in tree.deps(noun, "acl", "relcl"):
        ranked += [(_PURPOSE, d) for d in tree.deps(c, "dobj", "nsubj")]
        ranked += [(_PURPOSE + rank, p) for d in tree.deps(c, "prep", "agent") for rank, p in _objects_of(tree, d)]
    if depth < 1:
        for c in tree.deps(noun, "conj"):
            ranked += _inside(tree, c, depth + 1)
    return ranked


def _noun_sides(reading: Reading, reader: Reader) -> Sides:
    """Sides of an event noun: its possessor, adjectives and prepositions, and the sides of the verb that carries it."""
    tree, noun = reader.tree, reading.core
    tokens = tree.tokens
    carried: list[int] = []
    ranked: list[tuple[float, int]] = []
    if reading.outer != noun and tokens[reading.outer].pos in ("VERB", "AUX", "ADJ"):
        if _is_passive(tree, reading.outer):
            carried = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        else:
            carried = [s for s in subjects(tree, reading.outer) if s != noun]
        ranked = [(rank, i) for rank, i in _verb_targets(reading, reader, reading.outer) if i != noun]
    owners = tree.deps(noun, "poss")
    by = [p for c in tree.deps(noun, "prep", "agent") if tokens[c].lemma == "by" for p in tree.deps(c, "pobj")]
    of = [p for c in tree.deps(noun, "prep") if tokens[c].lemma == "of" for p in tree.deps(c, "pobj")]
    onto = [pair for pair in _inside(tree, noun) if pair[1] not in (*owners, *by, *of) and pair[0] != _QUALIFIER]
    # "Indian strikes": an adjective names who acts, unless somebody else does.
    qualifiers = _qualifiers(tree, noun)
    if reader.lemma(noun) in _PASSIVE_NOUNS:
        suffers = of or ([] if onto and not by else owners)
        acts = [o for o in owners if o not in suffers]
        ranked = [*[(_OBJECT, i) for i in suffers], *onto, *ranked]
        return _sides([*by, *acts, *carried, *[q for q in qualifiers if q not in suffers]], ranked)
    return _sides([*by, *owners, *carried, *of, *qualifiers], [*onto, *ranked])


# --- from heads to actors -------------------------------------------------------------------------------------------


class Cast:
    """The actors of one sentence, asked by token."""

    def __init__(self, reader: Reader, mentions: Iterable[ActorMention]) -> None:
        self.reader = reader
        self.tree = reader.tree
        self._by_token: dict[int, ActorMention] = {}
        starts = {token.start: n for n, token in enumerate(self.tree.tokens)}
        for mention in mentions:
            at = starts.get(mention.head)
            if at is not None:
                self._by_token.setdefault(at, mention)
            # The parser may see another head in a long name; the phrase hangs in the sentence by that one.
            top = self.tree.head_of(mention)
            if top is not None and self.tree.tokens[top].pos in ("NOUN", "PROPN"):
                self._by_token.setdefault(top, mention)

    def parties(
        self,
        heads: Iterable[int],
        taken: frozenset[int] = frozenset(),
        *,
        things: bool = False,
        apart_from: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Party, int], ...]:
        """The first candidate that names an actor, with everybody it is co-ordinated with.

        With `things`, a place or a property also fills the side: one attacks a camp, one returns a statue. Nobody whose
        key is in `apart_from` is taken: "opened its borders" is not done to oneself.
        """
        for head in heads:
            found = []
            for one in self._together(head):
                party = self._party(one, things)
                if party and party[1] not in taken and party[0].actor.key not in apart_from:
                    found.append(party)
            if found:
                return tuple(found)
        return ()

    def _together(self, head: int) -> list[int]:
        """`head` and whom it is co-ordinated or hyphened with: "Oslo and Kyiv", "India-Pakistan"."""
        found = self.tree.conjuncts(head)
        pair = head + 2
        tokens = self.tree.tokens
        if pair < len(tokens) and tokens[head + 1].text in ("-", "–") and pair in self._by_token:
            found.append(pair)
        return found

    def _party(self, head: int, things: bool) -> tuple[Party, int] | None:
        if self.tree.tokens[head].dep in _QUALIFIERS:
            if self.qualifies(head):
                return self._named(head), head
            token = self.tree.tokens[head]
            named = token.pos == "PROPN" and token.ent in ("ORG", "PERSON") and head not in self._by_token
            return (self._unnamed(head, None), head) if named else None
        if head in self._by_token:
            head = self._named_beside(head)
            return self._named(head), head
        if self._fills_a_side(head, things):
            return self._unnamed(head, self._actor_token(head)), head
        return None

    def qualifies(self, i: int) -> bool:
        """Whether a word before a noun names who acts: "Indian strikes", "NATO strikes", not "the Mumbai attacks"."""
        mention = self._by_token.get(i)
        if mention is None:
            return False
        return self.tree.tokens[i].pos == "ADJ" or mention.actor.kind not in ("unnamed", "people") and not (
            self.tree.tokens[i].ent == "GPE" and mention.actor.kind != "state"
        )

    def inside(self, heads: Iterable[int]) -> list[int]:
        """The actors that these phrases speak of: "Kabul's decision" speaks of Kabul."""
        return [at for head in heads if (at := self._actor_token(head)) is not None]

    def _named_beside(self, head: int) -> int:
        """ "his Iranian counterpart, Ali Reza": the name tells more than the office."""
        for c in self.tree.deps(head, "appos"):
            if c in self._by_token and self._by_token[c].actor.kind == "person":
                return head if self._by_token[head].actor.kind == "person" else c
        return head

    def _named(self, at: int) -> Party:
        mention = self._by_token[at]
        return Party(start=mention.start, end=mention.end, actor=mention.actor)

    def _unnamed(self, head: int, inner: int | None) -> Party:
        """ "the migrant camp in Calais": nobody we know, but somebody; the country is that of the name inside."""
        span = self.tree.phrase(head)
        country = self._by_token[inner].actor.country if inner is not None else None
        words = [t for t in self.tree.tokens if span.start <= t.start < span.end]
        name = " ".join(t.text for t in words if t.pos != "DET")
        # Equal words make equal people, and no more: "three soldiers" and "five soldiers" are told apart by the event.
        plain = [t.lemma.lower() for t in words if t.pos in ("NOUN", "PROPN", "ADJ")][:_KEY_WORDS]
        key = f"unnamed:{'-'.join(plain) or self.reader.lemma(head)}"
        return Party(
            start=span.start,
            end=span.end,
            actor=Actor(key=key, name=name, kind="unnamed", country=country, basis="the words of the sentence"),
        )

    def _fills_a_side(self, i: int, things: bool) -> bool:
        token, lexicon = self.tree.tokens[i], self.reader.lexicon
        lemma = self.reader.lemma(i)
        if token.pos not in ("NOUN", "PROPN"):
            # "treated the wounded": an adjective stands for people where a noun should be.
            return token.pos in ("ADJ", "VERB") and token.dep in ("dobj", "pobj", "nsubj") and lemma in _PEOPLE_BY_STATE
        if lemma == "state" and any(self.tree.tokens[c].lemma == "of" for c in self.tree.deps(i, "prep")):
            return False  # "a state of emergency"
        if lemma in lexicon.classes["quantity"]:
            counted = [p for c in self.tree.deps(i, "prep") for p in self.tree.deps(c, "pobj")]
            if not counted:
                return token.tag == "NNS"  # "thousands marched"
            return any(self._fills_a_side(p, things) for p in counted)
        if token.pos == "PROPN" and token.ent not in _NO_NAMES:
            return not any(lemma in lexicon.classes[kind] for kind in _NAMED_THINGS)
        if lemma.endswith(_PEOPLE_ENDINGS):
            return True
        kinds = _SOMEBODY + _SOMETHING if things else _SOMEBODY
        return any(lemma in lexicon.classes[kind] for kind in kinds)

    def _actor_token(self, head: int, depth: int = 0) -> int | None:
        """The token of the actor that a noun phrase names, or speaks of: its owner, its "of", its adjective."""
        if head in self._by_token:
            return head
        if depth > 2:
            return None
        tree, tokens = self.tree, self.tree.tokens
        inside = tree.deps(head, "poss")
        inside += tree.deps(head, "appos")
        for wanted in _RANKS:
            for c in tree.deps(head, "prep", "agent"):
                if tokens[c].lemma.lower() == wanted:
                    inside += tree.deps(c, "pobj")
        inside += [q for q in tree.deps(head, "compound", "amod", "nmod") if self.qualifies(q)]
        for one in inside:
            found = self._actor_token(one, depth + 1)
            if found is not None:
                return found
        return None


def _unique(indices: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(indices))
