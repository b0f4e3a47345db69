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
from dateline.model import ActorMention, Party

_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("dobj", "dative")
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "relcl", "advcl", "conj"})
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
# Whom an act is directed at, in the order in which prepositions tell it best.
_TARGET_PREPOSITIONS = (
    "against",
    "with",
    "to",
    "on",
    "upon",
    "at",
    "from",
    "toward",
    "towards",
    "for",
    "between",
    "into",
    "over",
    "in",
    "of",
    "by",
    "about",
    "across",
    "near",
    "inside",
    "outside",
    "through",
    "along",
    "after",
    "under",
    "around",
    "within",
    "among",
    "throughout",
    "off",
    "via",
    "behind",
    "alongside",
)
# Nouns made from what is done to somebody: "the killing of X", "the arrest of X" name the target; others name the actor.
_PASSIVE_NOUNS = frozenset(
    ["killing", "murder", "slaying", "assassination", "execution", "beheading", "arrest", "detention", "release", "kidnapping", "abduction", "capture", "deportation", "expulsion", "shelling", "bombing", "bombardment", "shooting", "torture", "rape", "siege", "blockade", "occupation", "annexation", "demolition", "seizure", "confiscation", "condemnation", "criticism", "rejection", "recognition", "extradition", "repatriation", "evacuation", "suspension", "revocation", "prosecution", "indictment", "conviction", "deployment", "violation", "breach", "overthrow", "ouster", "trial", "dismissal", "destruction", "persecution", "massacre", "invasion", "lifting", "signing", "breakup", "hacking", "poisoning", "stabbing", "closure"]
)
# Verbs whose infinitive acts for their object: "urged Oslo to act".
_OBJECT_CONTROL = frozenset(
    ["urge", "ask", "order", "tell", "press", "allow", "let", "permit", "enable", "force", "demand", "call", "require", "want", "invite", "advise", "persuade", "warn", "help", "pressure", "push", "beg", "implore", "exhort", "prevent", "stop", "bar", "forbid", "authorize", "authorise", "instruct", "direct", "command", "get", "appeal", "encourage", "compel", "oblige", "expect", "need", "remind", "accuse", "suspect", "blame", "see", "lobby", "petition"]
)
_SELF = frozenset({"himself", "herself", "itself", "themselves", "ourselves"})
_EACH_OTHER = frozenset({"other", "another"})


class Sides(msgspec.Struct, frozen=True):
    """Candidate heads for the two sides, the likeliest first, and whether the subject names both."""

    actors: tuple[int, ...]
    targets: tuple[int, ...]


def find_sides(reading: Reading, reader: Reader) -> Sides:
    """The tokens that may head the phrase of who acts and of whom it is done to."""
    tree = reader.tree
    core = tree.tokens[reading.core]
    if core.pos in ("NOUN", "PROPN"):
        return _noun_sides(reading, reader)
    actors = subjects(tree, reading.outer)
    targets: list[int] = []
    # Everything between the outer verb and the core belongs to one event: "urged Oslo to lift its ban on tea".
    for verb in _chain(tree, reading):
        targets += _verb_targets(tree, verb, is_outer=verb == reading.outer)
        if verb != reading.outer:
            own = [c for c in tree.deps(verb, "nsubj", "nsubjpass") if tree.tokens[c].lemma.lower() not in _RELATIVE]
            targets += [c for c in own if c not in targets]
    passive = bool(tree.deps(reading.outer, "nsubjpass", "auxpass")) or _reduced_passive(tree, reading.outer)
    if passive:
        agents = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        patients = tree.deps(reading.outer, "nsubjpass") or inherited_subjects(tree, reading.outer)
        return Sides(tuple(agents), tuple(_unique([*patients, *targets])))
    targets = [t for t in _unique(targets) if t not in actors]
    return Sides(tuple(actors), tuple(targets))


def subjects(tree: Tree, i: int) -> list[int]:
    """Who acts in verb `i`: its subject, or the one it inherits from the clause above."""
    own = [c for c in tree.deps(i, *_SUBJECTS)]
    if own:
        return _antecedents(tree, i, own)
    return inherited_subjects(tree, i)


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
    if token.tag != "VBN" or tree.deps(i, *_SUBJECTS) or tree.deps(i, "aux"):
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


def _verb_targets(tree: Tree, i: int, *, is_outer: bool) -> list[int]:
    tokens = tree.tokens
    objects = tree.deps(i, *_OBJECTS)
    found = [c for c in objects if tokens[c].pos != "ADP"]
    if tokens[i].dep == "relcl" and not objects:
        # "the rebels whom the army attacked": the object stands before the clause.
        gap = [c for c in tree.deps(i, "dobj", "pobj")]
        if (
            not gap
            and not any(tokens[c].lemma.lower() in _RELATIVE for c in tree.deps(i, *_SUBJECTS))
            and tree.deps(i, *_SUBJECTS)
        ):
            found.append(tokens[i].head)
    found = [tokens[i].head if tokens[c].lemma.lower() in _RELATIVE and tokens[i].dep == "relcl" else c for c in found]
    found += tree.deps(i, "attr", "oprd")
    found += _preposition_objects(tree, i)
    for c in tree.children[i]:
        # "arrived seeking talks with X", "to help X": the purpose clause names whom it is for.
        if tokens[c].dep in ("advcl", "xcomp", "ccomp") and tokens[c].tag in ("VB", "VBG"):
            found += tree.deps(c, *_OBJECTS)
            found += _preposition_objects(tree, c)
    return found


def _preposition_objects(tree: Tree, i: int) -> list[int]:
    """The objects of the prepositions of `i`, the best telling preposition first."""
    tokens = tree.tokens
    ranked = []
    for c in tree.children[i]:
        if tokens[c].dep in ("prep", "dative", "prt") or (tokens[c].dep == "agent"):
            lemma = tokens[c].lemma.lower()
            if lemma not in _TARGET_PREPOSITIONS:
                continue
            rank = _TARGET_PREPOSITIONS.index(lemma)
            ranked += [(rank, p) for p in tree.deps(c, "pobj")]
            ranked += [(rank + 1, q) for p in tree.deps(c, "pcomp") for q in tree.deps(p, *_OBJECTS, "nsubj")]
            for d in tree.deps(c, "prep"):
                ranked += [(rank, p) for p in tree.deps(d, "pobj")]
    return [p for _, p in sorted(ranked, key=lambda pair: pair[0])]


def _noun_sides(reading: Reading, reader: Reader) -> Sides:
    """Sides of an event noun: its possessor, adjectives and prepositions, and the sides of the verb that carries it."""
    tree, noun = reader.tree, reading.core
    tokens = tree.tokens
    actors: list[int] = []
    targets: list[int] = []
    if reading.outer != noun and tokens[reading.outer].pos in ("VERB", "AUX", "ADJ"):
        passive = bool(tree.deps(reading.outer, "nsubjpass"))
        agents = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        actors += agents if passive else [s for s in subjects(tree, reading.outer) if s != noun]
        targets += [t for t in _verb_targets(tree, reading.outer, is_outer=True) if t != noun]
    owners = tree.deps(noun, "poss")
    by_preposition: dict[str, list[int]] = {}
    for c in tree.deps(noun, "prep", "agent"):
        by_preposition.setdefault(tokens[c].lemma.lower(), []).extend(tree.deps(c, "pobj"))
    qualifiers = tree.deps(noun, "amod", "compound", "nmod")
    own_targets = [
        p
        for name in ("against", "on", "with", "to", "at", "from", "in", "into", "for", "over", "between")
        for p in by_preposition.get(name, ())
    ]
    if reader.lemma(noun) in _PASSIVE_NOUNS:
        actors = [*by_preposition.get("by", ()), *actors]
        own_targets = [*by_preposition.get("of", ()), *own_targets]
        if by_preposition.get("of") or by_preposition.get("on"):
            actors += owners
        else:
            own_targets = [*owners, *own_targets] if not actors or by_preposition.get("by") else own_targets
    else:
        actors = [*by_preposition.get("by", ()), *owners, *actors, *by_preposition.get("of", ())]
    # "Indian strikes": an adjective names who acts, unless somebody else does.
    actors += qualifiers
    return Sides(tuple(_unique(actors)), tuple(_unique([*own_targets, *targets])))


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

    def parties(self, heads: Iterable[int], taken: frozenset[int] = frozenset()) -> tuple[tuple[Party, int], ...]:
        """The first candidate that names an actor, with everybody it is co-ordinated with."""
        for head in heads:
            if head in taken:
                continue
            found = []
            for one in self.tree.conjuncts(head):
                at = self._actor_token(one)
                if at is not None and at not in taken:
                    found.append((self._party(at), at))
            if found:
                return tuple(found)
        return ()

    def _party(self, at: int) -> Party:
        mention = self._by_token[at]
        return Party(start=mention.start, end=mention.end, actor=mention.actor)

    def _actor_token(self, head: int, depth: int = 0) -> int | None:
        """The token of the actor that a noun phrase names, or speaks of: its owner, its "of", its adjective."""
        if head in self._by_token:
            return head
        if depth > 2:
            return None
        tree, tokens = self.tree, self.tree.tokens
        inside = tree.deps(head, "poss")
        inside += tree.deps(head, "appos")
        for wanted in _TARGET_PREPOSITIONS:
            for c in tree.deps(head, "prep", "agent"):
                if tokens[c].lemma.lower() == wanted:
                    inside += tree.deps(c, "pobj")
        inside += tree.deps(head, "compound", "amod", "nmod")
        for c in tree.deps(head, "acl", "relcl"):
            inside += tree.deps(c, "nsubj", "dobj")
        for one in inside:
            found = self._actor_token(one, depth + 1)
            if found is not None:
                return found
        return None


def _unique(indices: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(indices))
