"""What is done between two parties where no row of the lexicon reads it: a linear choice by the words around them.

The words above the two parties, what hangs on those, and every other word of the sentence vote for one of PLOVER's
events. Trained on the sentences of data/training alone (data/model/SOURCE.md).
"""

from __future__ import annotations

import msgspec

from dateline.coder.linear import load_choice
from dateline.coder.ontology import Ontology
from dateline.coder.predicates import Reading
from dateline.grammar import Tree
from dateline.model import Span

_WORDS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "PART"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})
# Words with a beginning in common tell alike: "negotiate", "negotiator".
_BEGINNING = 5
# Further above a party than this, words tell of something else.
_STEPS = 3
_BESIDE = ("dobj", "prt", "attr", "prep", "xcomp")


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties in a sentence, and what the rules read between them (None: nothing), found on `where`."""

    tree: Tree
    source: Span
    target: Span
    reading: Reading | None
    where: str


def chosen_event(pair: Pair, ontology: Ontology) -> tuple[str, float]:
    """The likeliest PLOVER event and how likely it is (0-1)."""
    model = load_choice("choice")
    shares = model.shares(choice_features(pair, ontology))
    best = max(range(len(shares)), key=lambda n: (shares[n], -n))
    return model.classes[best], shares[best]


def choice_features(pair: Pair, ontology: Ontology) -> list[str]:
    """Short names of what the model looks at, each once, in a fixed order."""
    tree, tokens = pair.tree, pair.tree.tokens
    read = ontology[pair.reading.concept].event if pair.reading else "nothing"
    features = [f"read {read}", f"read {read} on {pair.where}"]
    inside = {i for i, t in enumerate(tokens) if _in(t.start, pair.source) or _in(t.start, pair.target)}
    for name, span in (("source", pair.source), ("target", pair.target)):
        head = tree.head_of(span)
        if head is None:
            continue
        features.append(f"{name} by {tokens[head].dep}")
        for step, i in enumerate([i for i in tree.ancestors(head) if i not in inside][:_STEPS]):
            lemma = tokens[i].lemma.lower()
            features += [f"above {name} {lemma}", f"{step} above {name} {lemma}"]
            if tokens[i].pos == "VERB":
                features += [f"beside {tokens[c].lemma.lower()}" for c in tree.deps(i, *_BESIDE)]
                break
    for i, token in enumerate(tokens):
        if i not in inside and token.pos in _WORDS:
            lemma = token.lemma.lower()
            features.append(f"has {lemma}")
            if token.pos in _CONTENT and len(lemma) > _BEGINNING:
                features.append(f"begins {lemma[:_BEGINNING]}")
    return list(dict.fromkeys(features))


def _in(offset: int, span: Span) -> bool:
    return span.start <= offset < span.end
