"""Which words may fill the two sides of an event: candidates by grammar, the likeliest first.

Subjects, agents, objects, possessors, prepositional objects, what a clause inherits from the clause above it. Whom the
words name is asked in parties.py.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.coder.clauses import is_misread_verb
from dateline.coder.lexicon import NO_EVENT
from dateline.coder.predicates import Reader, Reading
from dateline.coder.subjects import RELATIVE, antecedents, inherited_subjects, is_passive, subjects
from dateline.grammar import Tree

_OBJECTS = ("dobj", "dative")
# How likely a candidate is the target, by how it hangs on the predicate; the smaller the likelier.
_FIRST, _OBJECT, _OWNER, _WITH_PARTNER, _OF_CONTENT = 0.0, 1.0, 1.5, 2.0, 2.2
# Taken off the rank of whose offer or demand it is that somebody turns down: before whom it would concern.
_ABOVE_ALL = 2.0
_POSSESSOR, _QUALIFIER, _PURPOSE, _CONTENT, _CONDITION = 30.0, 40.0, 50.0, 60.0, 90.0
# Up to here the verb itself names the target: its object, "against", "with".
_FIRM = 3.3
# Whom an act is directed at, in the order in which prepositions tell it best.
DIRECTED = {
    preposition: 2.1 + rank
    for rank, preposition in enumerate(
        [
            "against",
            "to",
            "with",
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
            "along",
            "after",
            "under",
            "around",
            "within",
            "among",
            "throughout",
            "off",
            "behind",
            "alongside",
        ]
    )
}
# Word classes whose nouns can be a side of an event: somebody, and what stands for somebody.
SOMEBODY = ("person", "state", "party", "outlet", "refugees", "captive", "troops", "ships")
SOMETHING = ("territory", "site", "property", "artefact")
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
_ALONG = frozenset({"from", "to", "through", "along", "into", "inside", "outside", "near", "in", "across", "around"})
_LOCATING = frozenset({"in", "near", "across", "around", "throughout", "at", "outside"})
# "a rally in defence of the decree" is not against it.
_FOR = frozenset({"defence", "defense", "support", "solidarity", "favour", "favor", "honour", "honor", "memory"})
# Operators under which the subject of the governed clause is the target.
_ASKING = frozenset({"demand", "order", "prevent", "allow", "duty", "judgement", "stop", "refuse"})
# Operators whose object or addressee is the target: "urged Oslo to", "agreed with Oslo to".
_ADDRESSING = frozenset({"demand", "order", "prevent", "allow", "threaten", "promise", "offer", "duty", "purpose"})
# Who is praised or condemned for an attack is not whom the attack hit.
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
# "An attack that Kabul blamed on Oslo" was not done to Oslo.
_LAYING_BLAME = frozenset({"blame", "pin", "attribute", "ascribe", "link", "trace"})
# Events that consist in words: what they are "over" or "about" is their topic.
_OF_WORDS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "REJECT", "CONSULT", "AGREE"})
# Events whose clause says what is said: "warned that Riga might leave" warns somebody else than Riga.
_OF_CLAUSES = frozenset({"THREATEN", "PROTEST"})
# Operators of a refusal, and the words that tell until when one refuses.
_REFUSING = frozenset({"negation", "refuse"})
_UNTIL = frozenset({"until", "till", "unless"})
# Verbs under which the subject of an event noun is whom it is done to: "faced criticism from Oslo".
_UNDERGOING = frozenset({"face", "suffer", "undergo", "draw", "attract", "receive", "incur", "sustain", "endure"})
# What is done for somebody, where force is the means.
_FOR_SOMEBODY = frozenset({"restore", "reinstate", "protect", "defend", "help", "save", "rescue", "free", "support"})
# Entities by whose name somebody is meant.
_NAMED = frozenset({"GPE", "PERSON", "NORP"})
# Participles that tell for what something is done: "arrived seeking talks with Oslo".
_SEEKING = frozenset({"seek", "demand", "ask", "urge", "offer", "hope", "target", "call"})
# Verbs whose object is what is talked about, not with whom.
_TOPICAL = frozenset({"discuss", "debate"})
# Verbs whose subject suffers the event.
_SUFFERING = frozenset({"die", "perish"})


class Sides(msgspec.Struct, frozen=True):
    """Candidate heads for the two sides, the likeliest first. `firm` of the targets are named by the verb itself."""

    actors: tuple[int, ...]
    targets: tuple[int, ...]
    firm: int = 0

    def without(self, left_out: frozenset[int]) -> Sides:
        kept = tuple(i for i in self.targets if i not in left_out)
        return Sides(self.actors, kept, sum(i not in left_out for i in self.targets[: self.firm]))


def find_sides(reading: Reading, reader: Reader) -> Sides:
    """The tokens that may head the phrase of who acts and of whom it is done to."""
    tree = reader.tree
    if reader.lemma(reading.core) in _SUFFERING or _founders(reader, reading.core):
        return _sides([], [(_FIRST, i) for i in subjects(reader, reading.core)])
    if tree.tokens[reading.core].pos in ("NOUN", "PROPN") and not is_misread_verb(tree, reading.core):
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
    if is_passive(tree, reading.outer) and reading.operators[:1] != ("purpose",):
        agents = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        patients = tree.deps(reading.outer, "nsubjpass", "nsubj") or inherited_subjects(reader, reading.outer)
        moved = [p for p in patients if _is_content(reading, reader, p)]
        patients = [p for p in patients if p not in moved]
        if not agents and reader.lexicon.ontology[reading.base].event == "MOBILIZE":
            agents = moved  # "Ugandan troops were deployed in Juba"
        own = {i for agent in agents for i in _words_of_name(tree, agent)}
        ranked = [pair for pair in _whom(ranked, reading, reader) if pair[1] not in own]
        return _sides(agents, [(_FIRST, p) for p in antecedents(tree, reading.outer, patients)] + ranked)
    ranked = _whom(ranked, reading, reader)
    acting = tree.deps(reading.outer, "nsubjpass") or subjects(reader, reading.outer)
    return _sides(acting, ranked)


def _founders(reader: Reader, i: int) -> bool:
    """ "The ship has sunk": nobody sinks without an object."""
    return reader.lemma(i) == "sink" and not reader.tree.deps(i, "dobj", "agent", "auxpass", "nsubjpass")


def _sides(actors: list[int], ranked: list[tuple[float, int]]) -> Sides:
    ordered = [pair for pair in sorted(ranked, key=lambda pair: pair[0]) if pair[1] not in actors]
    targets = _unique(i for _, i in ordered)
    return Sides(tuple(_unique(actors)), tuple(targets), len(_unique(i for rank, i in ordered if rank <= _FIRM)))


def _whom(ranked: list[tuple[float, int]], reading: Reading, reader: Reader) -> list[tuple[float, int]]:
    """Without the places where it happens: a rally in Rabat, a march from the mosque to the square, talks in Oslo.
    Without whence shots come, and what a rally is for."""
    tree, event = reader.tree, reader.lexicon.ontology[reading.base].event
    # "condemned the raid in a call with Oslo"; one lodges a complaint with whom it is about
    if event == "ACCUSE" and reading.base != "accuse.complain":
        ranked = [pair for pair in ranked if _preposition_over(tree, pair[1]) != "with"]
    if event in _OF_WORDS or reader.lexicon.ontology[reading.concept].event in _OF_WORDS:
        ranked = [pair for pair in ranked if not _is_topic(tree, pair[1])]
    apart = event in _WHERE_NOT_WHOM or reading.base in ("reject.walk-out", "reject.meet")
    if not apart and event != "ASSAULT":
        return ranked

    def is_beside(i: int) -> bool:
        head = tree.tokens[tree.tokens[i].head]
        preposition = head.lemma.lower() if head.pos == "ADP" else ""
        if event == "ASSAULT":
            return _preposition_over(tree, i) in ("from", "for")
        if event == "PROTEST" and (preposition in _ALONG or any(reader.lemma(a) in _FOR for a in tree.ancestors(i))):
            return True
        return tree.tokens[i].ent in ("GPE", "LOC", "FAC") and preposition in _LOCATING

    return [pair for pair in ranked if not is_beside(pair[1])]


def _preposition_over(tree: Tree, i: int) -> str:
    """The preposition whose object candidate `i` is, or whose object it owns: "for" of "for his campaign"."""
    while tree.tokens[i].dep in ("poss", "compound", "amod", "nmod"):
        i = tree.tokens[i].head
    head = tree.tokens[tree.tokens[i].head]
    return head.lemma.lower() if tree.tokens[i].dep == "pobj" and head.pos == "ADP" else ""


def _is_topic(tree: Tree, i: int) -> bool:
    """ "threats by Oslo over the strait": no one is threatened by name."""
    head = tree.tokens[tree.tokens[i].head]
    return tree.tokens[i].dep == "pobj" and head.pos == "ADP" and head.lemma.lower() in ("over", "about")


def only_where(tree: Tree, i: int) -> bool:
    """Whether candidate `i` tells where it happens: "in Beirut", "outside the palace", "at the checkpoint"."""
    head = tree.tokens[tree.tokens[i].head]
    return tree.tokens[i].dep == "pobj" and head.pos == "ADP" and head.lemma.lower() in _LOCATING


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
        if dep == "dobj" and _is_afterthought(tree, i, c):
            continue
        if dep in ("dobj", "dative", "attr", "oprd") and tokens[c].pos != "ADP":
            if tokens[c].lemma.lower() in RELATIVE and tokens[i].dep == "relcl":
                ranked.append((_OBJECT, tokens[i].head))
            elif dep == "dobj" and reading.base == "sanction.recall":
                # "recalled its ambassador from Oslo": it is done to Oslo.
                ranked += [pair for d in tree.deps(c, "prep") for pair in _objects_of(tree, d)]
            elif dep == "dobj" and reading.base == "consult.discuss" and reader.lemma(i) in _TOPICAL:
                with_whom = [d for d in tree.deps(c, "prep") if tokens[d].lemma == "with"]
                ranked += [(_CONTENT, c), *(pair for d in with_whom for pair in _objects_of(tree, d))]
            elif dep != "dative" and _is_content(reading, reader, c):
                # "sent troops to X", "lifted the ban on X": the object is what happens, not whom it happens to.
                if event not in _MOVES_THINGS and not _is_means(reading, reader, c):
                    ranked.append((_CONTENT, c))
                if reader.lemma(c) not in reader.lexicon.classes["talks"] and (
                    event == "REJECT" or reading.base in _OF_THEIR_THING or "refuse" in reading.operators
                ):
                    lift = _ABOVE_ALL if i == reading.outer != reading.core else 0.0
                    ranked += [(rank - lift, p) for rank, p in _speakers(tree, c)]
                # "sought Oslo's mediation", "demanded the premier's resignation": whose it is, is asked for it.
                if event == "REQUEST" or reader.lemma(c) in reader.lexicon.classes["done_to"]:
                    ranked += [(_OF_CONTENT, p) for p in tree.deps(c, "poss")]
                if not (event in _JUDGING and _is_violence(reader, c)):
                    inside = _inside(tree, c, partners=partners, of=_OF_CONTENT)
                    if reading.operators[:1] == ("purpose",) and i == reading.outer:
                        # "sent the Syrian army to quell it": done by Syria, not to it.
                        inside = [pair for pair in inside if pair[0] != _QUALIFIER]
                    ranked += inside
            else:
                ranked.append((_FIRST if addressed or dep == "dative" else _OBJECT, c))
                # "rejected Kabul's offer to send rice": whose offer it was, before what was offered to whom.
                lift = _OWNER if i == reading.outer != reading.core else 0.0
                ranked += [(rank - lift, p) for rank, p in _speakers(tree, c)]
                if not (event in _JUDGING and _is_violence(reader, c)):
                    ranked += _inside(tree, c, partners=partners)
        elif dep in ("compound", "poss") and tokens[i].dep == "ccomp" and tokens[i].tag == "NN":
            ranked.append((_FIRST, c))  # "demanded that the premier resign", where the parser sees a noun
        elif dep == "prt":
            for p in tree.deps(c, "pobj"):  # "shoots down two drones": the parser hangs them on the particle
                ranked += [(_OBJECT, p), *_inside(tree, p)]
        elif dep in ("nsubj", "nsubjpass") and i != reading.outer and tokens[c].lemma.lower() not in RELATIVE:
            # "demanded that X leave": X is asked. Who threatens or promises that X will act speaks for X.
            if _ASKING & set(reading.operators):
                ranked += [(_FIRST, c), *_speakers(tree, c), *_inside(tree, c, partners=partners)]
        elif (
            dep in ("ccomp", "xcomp")
            and i == reading.core
            and not tree.deps(i, "dobj")
            and not (dep == "xcomp" and tokens[c].tag == "VB" and not tree.deps(c, "nsubj"))
        ):
            # "welcomed the premier to the talks", "found the banker guilty": the parser makes a clause of it.
            if (
                tokens[c].pos == "ADJ"
                or (tokens[c].tag == "VB" and not (event in _OF_CLAUSES and _is_modal(tree, c)))
                or event == "REQUEST"  # "demanded that he appear", whatever the parser makes of "appear"
                or (event not in _OF_CLAUSES and reading.concept != "reject.deny")
            ):
                ranked += [(_OBJECT, d) for d in tree.deps(c, "nsubj") or tree.deps(c, "compound", "poss")]
        elif dep == "prep" and (
            content := [p for p in tree.deps(c, "pobj") if p in reading.words and not _is_somebody(reader, p)]
        ):
            # "flew to Quito for talks with X": the talks are what happens, and X is whom it concerns.
            for p in content:
                ranked += [(_CONTENT, p), *_inside(tree, p, partners=partners, of=_OF_CONTENT)]
        elif dep in ("prep", "agent", "dative"):
            ranked += _objects_of(tree, c, first=addressed, partners=partners)
        elif c != reading.core and (
            (dep in ("advcl", "xcomp", "ccomp") and tokens[c].tag == "VB" and not _is_modal(tree, c))
            or (dep in ("advcl", "xcomp") and tokens[c].tag == "VBG" and reader.lemma(c) in _SEEKING)
        ):
            if event in ("ASSAULT", "CONCEDE") and reader.lemma(c) in _FOR_SOMEBODY:
                continue  # "threatened to use force to restore the president"
            # "arrived seeking talks with X": the purpose names whom it is for, when nothing else does.
            for d in tree.deps(c, "dobj", "dative"):
                # "agreed to set up a company in Berlin" concerns nobody by name; "agreed to arm Kyiv" does.
                if event != "CONSULT" and (event != "AGREE" or tokens[d].ent in _NAMED):
                    ranked += [(_PURPOSE, d), *[(_PURPOSE + rank, p) for rank, p in _inside(tree, d)]]
            for d in tree.deps(c, "prep"):
                if event != "AGREE" or tokens[d].lemma.lower() not in _LOCATING:
                    ranked += [(_PURPOSE + rank, p) for rank, p in _objects_of(tree, d)]
    if reading.operators[:1] and reading.operators[0] in _REFUSING:
        # "will not lift the blockade until Oslo signs": it is held against Oslo.
        for c in tree.deps(i, "advcl"):
            if any(tokens[m].text.lower() in _UNTIL for m in tree.deps(c, "mark", "advmod")):
                ranked += [(_CONDITION, p) for p in tree.deps(c, "nsubj", "nsubjpass")]
                ranked += [(_CONDITION + 1, p) for a in tree.deps(c, "agent") for p in tree.deps(a, "pobj")]
    if tokens[i].dep == "relcl" and not tree.deps(i, "dobj", "advmod", "prep", "ccomp", "xcomp"):
        own = tree.deps(i, "nsubj")
        if own and tokens[own[0]].lemma.lower() not in RELATIVE:
            ranked.append((_OBJECT, tokens[i].head))  # "the rebels the army attacked"
    return ranked


def _is_content(reading: Reading, reader: Reader, i: int) -> bool:
    """Whether an object is part of what happens ("sent troops", "issued a ban") rather than whom it happens to."""
    classes, lemma = reader.lexicon.classes, reader.lemma(i)
    event = reader.lexicon.ontology[reading.base].event
    moved = event in _MOVES_THINGS or reading.base == "sanction.withdraw-peacekeepers"
    if event == "RETREAT" and lemma in classes["arms"]:
        return True  # "laid down their weapons"
    counted = [
        p
        for c in reader.tree.deps(i, "prep")
        if reader.tree.tokens[c].lemma == "of"
        for p in reader.tree.deps(c, "pobj")
    ]
    if _is_means(reading, reader, i):
        return True
    if moved and lemma in classes["quantity"] and counted:
        return _is_content(reading, reader, counted[0])  # "some of its troops"
    if moved and any(lemma in classes[kind] for kind in ("troops", "ships", "aid", "peacekeepers")):
        return True
    if event == "MOBILIZE" and lemma in classes["police"]:
        return True  # "offered to send police to Haiti"
    if reading.base == "consult.envoy":
        return reader.tree.tokens[i].dep == "dobj"  # "sent an envoy to Oslo"
    if lemma == "state" and any(reader.tree.tokens[c].lemma == "of" for c in reader.tree.deps(i, "prep")):
        return True  # "lifted the state of emergency"
    if reading.base == "cooperate.exchange" or (reading.base in _BY_WEAPON and i in reading.words):
        return True
    if reading.base.startswith("concede.return") and lemma not in classes["person"] and lemma not in classes["captive"]:
        return reader.tree.tokens[i].dep == "dobj"
    if reading.operators[:1] == ("purpose",) and i in reader.tree.children[reading.outer]:
        return True
    return i in reading.words and not any(lemma in classes[kind] for kind in (*SOMEBODY, *SOMETHING))


def _is_means(reading: Reading, reader: Reader, i: int) -> bool:
    """ "used military force in Mali": no forces."""
    return reader.lemma(i) == "force" and reader.lemma(reading.core) == "use" and reader.tree.tokens[i].tag == "NN"


def _is_somebody(reader: Reader, i: int) -> bool:
    return any(reader.lemma(i) in reader.lexicon.classes[kind] for kind in SOMEBODY)


def _is_afterthought(tree: Tree, verb: int, i: int) -> bool:
    """ "sought Oslo's help through its envoy, Ola Berg": the parser makes a second object of the name."""
    first = tree.deps(verb, "dobj")[0]
    return first < i and any(tree.tokens[k].text == "," for k in range(first, i) if tree.tokens[k].head == verb)


def _is_modal(tree: Tree, i: int) -> bool:
    return any(tree.tokens[a].tag == "MD" for a in tree.deps(i, "aux"))


def _is_violence(reader: Reader, noun: int) -> bool:
    """ "condemned the attack on the nurses": they are not condemned."""
    told = reader.read(noun) if reader.tree.tokens[noun].pos == "NOUN" else None
    return told is not None and told.concept != NO_EVENT and reader.lexicon.ontology[told.concept].event == "ASSAULT"


def _speakers(tree: Tree, noun: int) -> list[tuple[float, int]]:
    """Whose thing it is: "Kabul's offer", "the offer from Kabul", "an offer made by Kabul", "the Afghan offer"."""
    tokens = tree.tokens
    ranked = [(_OWNER, p) for p in tree.deps(noun, "poss")]
    for c in tree.deps(noun, "prep", "agent"):
        if tokens[c].lemma.lower() in ("by", "from"):
            ranked += [(_OWNER + 0.1, p) for p in tree.deps(c, "pobj")]
    for a in tree.deps(noun, "acl"):
        ranked += [(_OWNER + 0.2, p) for c in tree.deps(a, "agent") for p in tree.deps(c, "pobj")]
    ranked += [(_OWNER + 0.3, q) for q in _qualifiers(tree, noun)]
    return ranked


def _words_of_name(tree: Tree, i: int) -> list[int]:
    """What only says who somebody is: "Israeli" of "Israeli officials", "Israel" of "officials from Israel"."""
    inside = [*_qualifiers(tree, i), *tree.deps(i, "poss", "appos")]
    for c in tree.deps(i, "prep"):
        if tree.tokens[c].lemma.lower() in ("of", "from", "in"):
            inside += [q for p in tree.deps(c, "pobj") for q in (p, *_words_of_name(tree, p))]
    return inside + [q for c in tree.deps(i, "conj") for q in _words_of_name(tree, c)]


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
    rank = DIRECTED.get(lemma)
    if lemma == "with" and partners:
        rank = _WITH_PARTNER
    if of is not None and lemma in ("of", "into", "between"):
        rank = of
    ranked: list[tuple[float, int]] = []
    if rank is not None:
        if first and lemma in ("with", "to", "on", "upon"):
            rank = _FIRST
        for p in tree.deps(preposition, "pobj"):
            ranked.append((rank, p))
            for inner, q in _inside(tree, p):  # "against Hamas targets": Hamas, before any later preposition
                close = inner == _QUALIFIER and rank <= _FIRM
                ranked.append((rank + 0.5 if close else max(rank + 1, inner), q))
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
        if tree.tokens[c].lemma.lower() in _LAYING_BLAME:
            continue
        ranked += [(_PURPOSE, d) for d in tree.deps(c, "dobj", *(("nsubj",) if tree.tokens[c].dep == "acl" else ()))]
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
    if reading.outer != noun and reader.lemma(reading.outer) in _UNDERGOING:
        acts = [
            p
            for d in (noun, reading.outer)
            for c in tree.deps(d, "prep")
            for p in tree.deps(c, "pobj")
            if tokens[c].lemma in ("from", "by", "of")
        ]
        acts = [*acts, *tree.deps(noun, "poss"), *_qualifiers(tree, noun)]
        return _sides(acts, [(_FIRST, s) for s in subjects(reader, reading.outer) if s != noun])
    if reading.outer != noun and tokens[reading.outer].pos in ("VERB", "AUX", "ADJ"):
        if is_passive(tree, reading.outer):
            carried = [p for c in tree.deps(reading.outer, "agent") for p in tree.deps(c, "pobj")]
        else:
            # "He said there was a truce": who says so has no part in it.
            there_is = tree.deps(reading.outer, "expl")
            carried = [] if there_is else [s for s in subjects(reader, reading.outer) if s != noun]
        ranked = [(rank, i) for rank, i in _verb_targets(reading, reader, reading.outer) if i != noun]
        if _ASKING & set(reading.operators[:1]):
            # "pressed for Kabul to propose a truce": Kabul is asked.
            between = [v for v in _chain(tree, reading) if v not in (noun, reading.outer)]
            ranked += [(_FIRST, s) for v in between for s in tree.deps(v, "nsubj") if s not in carried]
        if "refuse" in reading.operators:  # "declined to answer a request from Oslo"
            ranked += _speakers(tree, noun)
    owners = tree.deps(noun, "poss")
    by = [p for c in tree.deps(noun, "prep", "agent") if tokens[c].lemma == "by" for p in tree.deps(c, "pobj")]
    of = [p for c in tree.deps(noun, "prep") if tokens[c].lemma == "of" for p in tree.deps(c, "pobj")]
    beside = {*owners, *by, *of}
    beside |= {
        a for one in beside for a in tree.deps(one, "appos", "poss")
    }  # "a request by the opposition, the Reform Front"
    onto = [pair for pair in _inside(tree, noun) if pair[1] not in beside and pair[0] != _QUALIFIER]
    # "Indian strikes": an adjective names who acts, unless somebody else does.
    qualifiers = _qualifiers(tree, noun)
    if reader.lemma(noun) in reader.lexicon.classes["done_to"]:
        suffers = of or ([] if onto and not by else owners)
        acts = [o for o in owners if o not in suffers]
        ranked = [*[(_OBJECT, i) for i in suffers], *onto, *ranked]
        return _sides([*by, *acts, *carried, *[q for q in qualifiers if q not in suffers]], ranked)
    return _sides([*by, *owners, *carried, *of, *qualifiers], _whom([*onto, *ranked], reading, reader))


def _unique(indices: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(indices))
