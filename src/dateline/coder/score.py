"""How far a coded mention can be trusted: the share of mentions told like this that were right.

A linear model over what the rules saw: the word, the concept, how the sides hang on it, who they are, the status, what
else stands in the sentence. Trained on the sentences of data/training alone (data/model/SOURCE.md).
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.coder.lexicon import Lexicon
from dateline.coder.linear import load_linear
from dateline.coder.told import Found
from dateline.grammar import Tree
from dateline.model import Party, Status

# Word classes that say a sentence may only sound like an event.
_LOOSE = ("sport", "weather", "health", "market", "private")
# What hangs on the verb and says how it is meant, names apart: who they are is no reason to believe more or less.
_TELLING = frozenset({"dobj", "prep", "nsubj", "nsubjpass", "advmod", "prt"})
# A party this many words from the verb is often another verb's.
_FAR = 8
# So many steps of the parse tell how a party hangs on the verb; further away, only that it does.
_NEAR_STEPS = 3
_OWN = frozenset({"its", "their", "his", "her"})
_FEATURES_TOLD = 3


class Weight(NamedTuple):
    share: float  # calibrated, 0-1: of a hundred mentions with this score, so many are right
    reasons: str  # what moved it most: "+1.2 both named, -0.8 word cut"


def weigh(found: Found, status: Status, tree: Tree, lexicon: Lexicon) -> Weight:
    """How far an event as told can be trusted, and why."""
    model, features = load_linear("score"), score_features(found, status, tree, lexicon)
    heaviest = model.heaviest(features, _FEATURES_TOLD)
    return Weight(
        round(model.share(features), 3), ", ".join(f"{weight:+.1f} {feature}" for feature, weight in heaviest)
    )


def score_features(found: Found, status: Status, tree: Tree, lexicon: Lexicon) -> list[str]:
    """Short names of everything the model looks at; each at most once, in a fixed order."""
    reading, tokens = found.reading, tree.tokens
    core, outer = tokens[reading.core], tokens[reading.outer]
    concept = lexicon.ontology[reading.concept]
    sides = "both" if found.paired else "actor" if found.actors else "target" if found.targets else "nobody"
    features = [
        f"word {core.lemma.lower()}",
        f"concept {concept.name}",
        f"event {concept.event}",
        f"{sides} named",
        f"{sides} named for {concept.event}",
        f"{core.pos.lower()} under {outer.pos.lower()}",
        f"hangs by {core.dep}",
        f"status {status}",
        f"status {status} of {concept.event}",
        "main clause" if found.main else "in passing",
        f"{min(len(set(reading.words)), 4)} words rest on",
    ]
    if reading.operators:
        features.append(f"moved by {reading.operators[0]}")
    verbs = frozenset({reading.core, reading.outer, reading.trigger})
    features += _party_features("actor", found.actors, reading.outer, verbs, tree)
    features += _party_features("target", found.targets, reading.core, verbs, tree)
    features += _both_sides(found)
    for c in tree.children[reading.core]:
        if tokens[c].dep in _TELLING and tokens[c].pos != "PROPN":
            features.append(f"{tokens[c].dep} {tokens[c].lemma.lower()}")
    names = sum(token.ent in ("PERSON", "ORG", "GPE", "NORP") and token.head >= 0 for token in tokens)
    features.append(f"{min(names, 3)} names" if names < 3 else "many names")
    lemmas = {token.lemma.lower() for token in tokens}
    features += [f"speaks of {kind}" for kind in _LOOSE if not lexicon.classes[kind].isdisjoint(lemmas)]
    return list(dict.fromkeys(features))


def _party_features(side: str, parties: tuple[Party, ...], verb: int, verbs: frozenset[int], tree: Tree) -> list[str]:
    if not parties:
        return []
    first = parties[0]
    at = tree.head_of(first)
    features = [f"{side} is {first.actor.kind}", f"{side} of {'a' if first.actor.country else 'no'} country"]
    if len(parties) > 1:
        features.append(f"many {side}s")
    if at is not None:
        token = tree.tokens[at]
        features += [f"{side} by {token.dep}", f"{side} {token.pos.lower()}"]
        if token.dep == "pobj":
            features.append(f"{side} after {tree.tokens[token.head].lemma.lower()}")
        if abs(at - verb) > _FAR:
            features.append(f"{side} far")
        if first.actor.kind in ("unnamed", "people"):
            features.append(f"{side} {token.lemma.lower()}")
        if any(tree.tokens[c].text.lower() in _OWN for c in tree.deps(at, "poss")):
            features.append(f"{side} is one's own")
        features += _way_up(side, at, verbs, tree)
    return features


def _way_up(side: str, at: int, verbs: frozenset[int], tree: Tree) -> list[str]:
    """How a party hangs on the event's words: "the raid on [Kano]" is two steps, past no other verb."""
    way = [at, *tree.ancestors(at)]
    steps = next((n for n, i in enumerate(way) if i in verbs), None)
    if steps is None:
        return [f"{side} beside the event"]
    passed = {tree.tokens[i].pos for i in way[1:steps]}
    features = [f"{side} {min(steps, _NEAR_STEPS + 1)} steps away"]
    if steps <= _NEAR_STEPS:
        features.append(f"{side} hangs by {' on '.join(tree.tokens[i].dep for i in way[:steps])}")
    features += [f"{side} under another {word}" for word in ("verb", "noun") if word.upper() in passed]
    return features


def _both_sides(found: Found) -> list[str]:
    """Who does something to himself, or to his own country, was often taken for somebody else."""
    if not found.paired:
        return []
    actor, target = found.actors[0].actor, found.targets[0].actor
    features = ["same party on both sides"] if actor.key == target.key else []
    if actor.country and actor.country == target.country:
        features.append("both sides of one country")
    return features
