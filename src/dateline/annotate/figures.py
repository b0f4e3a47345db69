"""Figures: how many were killed, injured, captured, displaced ..., as low, best and high, with the words that say so.

A word of data/times/figures.toml says what happened ("killed", "death toll", "missing"); the parse gives whom it
happened to, and numbers.py reads how many. "A soldier was killed" counts one; "the soldier" is somebody known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.annotate.numbers import Amount, amount_at, word_value
from dateline.grammar import Tree
from dateline.model import Annotations, Document, Figure, Span
from dateline.resources import Resources

_PEOPLE_KINDS = frozenset({"killed", "injured", "detained", "captured", "kidnapped", "missing", "displaced", "rescued"})
# A singular noun counts one only after these; "the leader" was counted where he was first told.
_ONE = frozenset({"a", "an", "another", "one"})


def find_figures(document: Document, annotations: Annotations, resources: Resources) -> tuple[Figure, ...]:
    """Every figure of a document in text order; a number is told once, by its nearest trigger."""
    words = load_figure_words()
    found: list[Figure] = []
    for sentence in annotations.sentences:
        if not any(t.lemma.lower() in words.triggers or t.text.lower() in words.triggers for t in sentence.tokens):
            continue
        taken: set[int] = set()
        for told in _told(Tree(sentence), words):
            if told.amount.last in taken:
                continue
            taken.update(range(told.amount.first, told.amount.last + 1))
            found.append(_figure(told, sentence))
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


class _Told(NamedTuple):
    kind: str
    trigger: int
    amount: Amount
    unit: str | None


def _figure(told: _Told, sentence) -> Figure:
    tokens, amount = sentence.tokens, told.amount
    trigger = tokens[told.trigger]
    return Figure(
        start=tokens[amount.first].start,
        end=tokens[amount.last].end,
        sentence=sentence.index,
        kind=told.kind,
        low=amount.low,
        best=amount.best,
        high=amount.high,
        unit=told.unit,
        trigger=Span(trigger.start, trigger.end),
    )


def _told(tree: Tree, words: FigureWords) -> Iterator[_Told]:
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "ADJ", "AUX") or token.tag in ("VBN", "VBD", "VBG"):
            lemma = _shot(tree, i) or lemma
            if lemma in words.suffered:
                yield from _counts(tree, i, words.suffered[lemma], victims(tree, i))
            elif lemma in words.suffers:
                yield from _counts(
                    tree, i, words.suffers[lemma], [_antecedent(tree, n, i) for n in tree.deps(i, "nsubj")]
                )
            elif lemma in words.lives:
                yield from _lives(tree, i, words.lives[lemma])
        lower = token.text.lower()
        if lower in words.state and token.pos in ("ADJ", "NOUN", "VERB", "ADV"):
            yield from _counts(tree, i, words.state[lower], _in_state(tree, i))
        if token.pos in ("NOUN", "PROPN"):
            if lemma in words.toll:
                yield from _toll(tree, i, words.toll[lemma])
            if lemma in words.of:
                yield from _counts(tree, i, words.of[lemma], _of(tree, i))
    for i, token in enumerate(tree.tokens):  # last: "300 protesters were arrested" counts the arrested
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in words.counted:
            heads = [i]
            above = tree.tokens[token.head].head
            if token.dep == "pobj" and tree.tokens[token.head].text.lower() == "of" and amount_at(tree.tokens, above):
                heads.append(above)  # "thousands of protesters"
            yield from _counts(tree, i, words.counted[token.lemma.lower()], heads, singular=False)


# --- whom it happened to -------------------------------------------------------------------------------------------


def victims(tree: Tree, verb: int) -> list[int]:
    """The nouns a verb of harm is told of: its object, its passive subject, or the noun it modifies."""
    token = tree.tokens[verb]
    found = tree.deps(verb, "nsubjpass", "dobj", "oprd")
    passive = bool(tree.deps(verb, "auxpass", "nsubjpass")) or token.tag == "VBN"
    if not found and passive:
        subject = tree.deps(verb, "nsubj")
        if subject and not tree.deps(verb, "aux"):
            found = subject
        elif token.dep in ("conj", "ccomp", "advcl") and tree.tokens[token.head].tag == "VBN":
            found = []  # "were detained and questioned": the first verb has them
    if token.dep in ("acl", "relcl", "amod") and not tree.deps(verb, "dobj"):
        found = [token.head, *[f for f in found if tree.tokens[f].pos != "PRON"]]
    if not found and verb and word_value(tree.tokens[verb - 1].text) is not None:
        found = [verb - 1]  # a headline: "Eight killed, 38 injured"
    return found


def _in_state(tree: Tree, i: int) -> list[int]:
    token = tree.tokens[i]
    found: list[int] = []
    if token.dep in ("acomp", "oprd", "xcomp", "attr", "ccomp", "advmod"):
        found = tree.deps(i, "nsubj") or tree.deps(token.head, "nsubj", "nsubjpass", "dobj")
        if tree.deps(token.head, "dobj") and token.dep != "acomp":
            found = tree.deps(token.head, "dobj")
    elif token.dep in ("amod", "acl"):
        found = [token.head]
    elif token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT", "appos"):
        found = tree.deps(i, "nsubj") or [i]
    if i and word_value(tree.tokens[i - 1].text) is not None:
        found = [i - 1]
    return found


def _shot(tree: Tree, i: int) -> str | None:
    """The verb that "shot dead" and "shot down" amount to."""
    if tree.tokens[i].lemma != "shoot":
        return None
    beside = {tree.tokens[c].text.lower() for c in tree.children[i]}
    return "kill" if "dead" in beside else "down" if "down" in beside else None


def _antecedent(tree: Tree, noun: int, verb: int) -> int:
    """Whom "who" stands for in "eight people who died"."""
    if tree.tokens[noun].tag in ("WP", "WDT") and tree.tokens[verb].dep == "relcl":
        return tree.tokens[verb].head
    return noun


def _of(tree: Tree, noun: int) -> list[int]:
    return [o for p in tree.deps(noun, "prep") if tree.tokens[p].text.lower() == "of" for o in tree.deps(p, "pobj")]


def _lives(tree: Tree, verb: int, kind: str) -> Iterator[_Told]:
    """'claimed 41 lives', 'lost 200 soldiers'? - only lives are counted."""
    for noun in tree.deps(verb, "dobj", "nsubjpass"):
        if tree.tokens[noun].lemma.lower() == "life":
            yield from _counts(tree, verb, kind, [noun, *_of(tree, noun)])


def _toll(tree: Tree, noun: int, kind: str) -> Iterator[_Told]:
    """'the death toll rose to 41', 'a toll of 41': the number hangs on the noun or on its verb."""
    token = tree.tokens[noun]
    if (
        not any(
            tree.tokens[c].text.lower() in ("death", "casualty", "body") for c in tree.deps(noun, "compound", "amod")
        )
        and token.lemma != "toll"
    ):
        return
    if any(tree.tokens[c].text.lower() in ("injury", "injured", "casualty") for c in tree.deps(noun, "compound")):
        kind = "casualties"
    heads = [noun]
    if tree.tokens[token.head].pos in ("VERB", "AUX") and token.dep in ("nsubj", "nsubjpass", "dobj"):
        heads.append(token.head)
    for head in heads:
        for prep in tree.deps(head, "prep"):
            # "rose from 38 to 41": the last is what is told now.
            if tree.tokens[prep].text.lower() in ("to", "at", "of", "past", "above"):
                for number in tree.deps(prep, "pobj"):
                    yield from _counts(tree, noun, kind, [number])
        for number in tree.deps(head, "attr", "dobj", "nummod"):
            if number != noun:
                yield from _counts(tree, noun, kind, [number])


def _listed(tree: Tree, noun: int) -> list[int]:
    """A noun and those listed with it. A parser takes the second of "a leader, a driver and two guards" for an
    apposition; one that is followed by "and" is not."""
    found = tree.conjuncts(noun)
    for aside in tree.deps(noun, "appos"):
        if tree.deps(aside, "cc"):
            found += tree.conjuncts(aside)
    return found


def _along_with(tree: Tree, trigger: int, noun: int) -> list[int]:
    """'detained a leader along with several suspects': the suspects too."""
    found = []
    preps = [p for head in (trigger, noun) for p in tree.deps(head, "prep")]
    preps += [inner for p in preps for inner in tree.deps(p, "prep")]  # "along" heads "with"
    for prep in preps:
        with_them = prep > noun and tree.tokens[prep].text.lower() == "with"
        if with_them and tree.tokens[prep - 1].text.lower() in ("along", "together"):
            found += [c for o in tree.deps(prep, "pobj") for c in tree.conjuncts(o)]
    return found


# --- how many ------------------------------------------------------------------------------------------------------


def _counts(tree: Tree, trigger: int, kind: str, nouns: list[int], *, singular: bool = True) -> Iterator[_Told]:
    for noun in nouns:
        for head in [*_listed(tree, noun), *_along_with(tree, trigger, noun)]:
            told = _count(tree, head, singular=singular and kind in _PEOPLE_KINDS)
            if told is not None:
                yield _Told(kind, trigger, *told)


def _count(tree: Tree, noun: int, *, singular: bool) -> tuple[Amount, str | None] | None:
    tokens = tree.tokens
    own = amount_at(tokens, noun)
    if own is not None:  # "killed eight", "dozens of people", "26 of them"
        of = _of(tree, noun)
        return own, tokens[of[0]].text if of else None
    for child in tree.deps(noun, "nummod", "amod", "quantmod", "det"):
        if child < noun and tokens[child].dep != "det":
            amount = amount_at(tokens, child)
            if amount is not None and amount.last < noun:
                return amount, tokens[noun].text
    left = noun - 1
    while left >= 0 and tokens[left].pos in ("NOUN", "PROPN", "ADJ") and word_value(tokens[left].text) is None:
        left -= 1
    if left >= 0 and left != noun - 1 and word_value(tokens[left].text) is not None:  # "two dozen aid workers"
        amount = amount_at(tokens, left)
        if amount is not None:
            return amount, tokens[noun].text
    for child in tree.deps(noun, "det"):
        lower = tokens[child].text.lower()
        if lower == "no":
            return Amount(child, child, 0, 0, 0), tokens[noun].text
        if (
            singular
            and lower in _ONE
            and tokens[noun].tag in ("NN", "NNP")
            and tokens[noun].lemma.lower() not in _GROUPS
        ):
            return Amount(child, child, 1, 1, 1), tokens[noun].text
        if lower == "a" and (few := amount_at(tokens, child + 1)) is not None and few.first == child:
            return few, tokens[noun].text
    if tokens[noun].lemma.lower() == "number" and (of := _of(tree, noun)):
        at = amount_at(tokens, noun)
        return (at, tokens[of[0]].text) if at else None
    return None


# "A group was arrested" does not say how many.
_GROUPS = frozenset(
    {"group", "family", "team", "crowd", "number", "series", "majority", "lot", "crew", "cell", "gang", "network"}
)


class FigureWords(NamedTuple):
    suffered: dict[str, str]
    suffers: dict[str, str]
    state: dict[str, str]
    counted: dict[str, str]
    toll: dict[str, str]
    of: dict[str, str]
    lives: dict[str, str]
    triggers: frozenset[str]


@lru_cache(maxsize=1)
def load_figure_words() -> FigureWords:
    data = tomllib.loads((files("dateline") / "data" / "times" / "figures.toml").read_text(encoding="utf-8"))
    tables = [data[name] for name in ("suffered", "suffers", "state", "counted", "toll", "of", "lives")]
    return FigureWords(*tables, triggers=frozenset(word for table in tables for word in table))
