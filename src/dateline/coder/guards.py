"""What sounds like an event and is none: sport, figures of speech, anniversaries, names of things."""

from __future__ import annotations

from dateline.coder.predicates import Reader, Reading

# Roots that sport, weather and business borrow. Words of speech and diplomacy are hardly ever borrowed.
_BORROWED = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})
# One word of sport may be chance; two in a sentence are a match report.
_SPORT_WORDS = 2
# A sentence with more capitals than this is a headline, where a capital says nothing (share of its words).
_HEADLINE_SHARE = 0.6
_OPENERS = frozenset({'"', "“", "'", "‘", ":", "-", "–", "—", "("})
_NAMING = frozenset(["call", "label", "brand", "describe", "portray"])
_THINGS = frozenset(["it", "this", "that", "what", "which", "these"])
_ANNIVERSARY = frozenset(["anniversary", "commemoration", "memorial", "reenactment", "re-enactment"])


def no_event(reading: Reading, reader: Reader) -> bool:
    """Whether the sentence uses the trigger's words without telling the event."""
    tree, lexicon = reader.tree, reader.lexicon
    event = lexicon.ontology[reading.concept].event
    if reading.concept == "aid.military" and tree.tokens[reading.core].text.lower() == "armed":
        return not tree.deps(reading.core, "dobj", "agent", "nsubjpass")  # "a man armed with a knife"
    if _is_state_of_things(reading, reader) or _is_naming(reading, reader):
        return True
    if _is_wished(reading, reader) or _is_a_name_for_things(reading, reader):
        return True
    if _in_a_name(reading.core, reader) and reading.core == reading.outer:
        return True
    if any(reader.lemma(i) in _ANNIVERSARY for i in tree.ancestors(reading.core)):
        return True
    if event == "COOPERATE" and tree.tokens[reading.core].tag in ("VBZ", "VBP") and tree.tokens[-1].text == ".":
        return True  # "Norway sells gas to Germany": how things are; only a headline tells news so
    if event not in _BORROWED:
        return False
    sport = lexicon.classes["sport"]
    return sum(reader.lemma(i) in sport for i in range(len(tree))) >= _SPORT_WORDS


def _is_state_of_things(reading: Reading, reader: Reader) -> bool:
    """ "a region controlled by Guyana": how things are, and nobody takes it."""
    token = reader.tree.tokens[reading.core]
    return (
        reading.concept == "assault.occupy"
        and reader.lemma(reading.core) == "control"
        and token.dep in ("acl", "relcl")
    )


def _is_naming(reading: Reading, reader: Reader) -> bool:
    """ "the exercise, called Joint Sword": a name, and no judgement."""
    tree, core = reader.tree, reading.core
    return (
        reading.concept == "accuse.criticize"
        and reader.lemma(core) == "call"
        and tree.tokens[core].dep == "acl"
        and not tree.deps(core, "agent")
        and any(tree.tokens[c].pos == "PROPN" for c in tree.deps(core, "oprd", "dobj", "attr"))
    )


def _is_wished(reading: Reading, reader: Reader) -> bool:
    """ "wanted to reclaim the island": a wish of one's own, and nobody asks for it."""
    tree, core = reader.tree, reading.core
    return (
        reading.outer == core
        and tree.tokens[core].dep == "xcomp"
        and reader.lemma(tree.tokens[core].head) in ("want", "need")
        and not tree.deps(core, "nsubj", "nsubjpass")
        and reader.lexicon.ontology[reading.concept].quad > 2
    )


def _is_a_name_for_things(reading: Reading, reader: Reader) -> bool:
    """ "called it a first step": a judgement of a thing accuses nobody; "called him a liar" does."""
    tree, core = reader.tree, reading.core
    if reading.concept != "accuse.criticize" or reader.lemma(core) not in _NAMING:
        return False
    named = [*tree.deps(core, "dobj"), *(s for c in tree.deps(core, "ccomp") for s in tree.deps(c, "nsubj"))]
    return bool(named) and all(tree.tokens[i].text.lower() in _THINGS for i in named)


def _in_a_name(i: int, reader: Reader) -> bool:
    """ "Indian Illegally Occupied Jammu and Kashmir": a capital inside the sentence, unless it is a headline."""
    tokens = reader.tree.tokens
    if i == 0 or not tokens[i].text[:1].isupper() or tokens[i - 1].text in _OPENERS:
        return False
    words = [token for token in tokens if token.text[:1].isalpha()]
    return sum(token.text[:1].isupper() for token in words) < _HEADLINE_SHARE * len(words)
