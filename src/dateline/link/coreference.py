"""Do two words tell one happening? A trained scorer over features one can read, for any words, coded or not.

Where events.py knows concept, actors and time of a mention, this knows only words: the trigger and its kin ("quake",
"earthquake"), what its clause names, how alike the two reports are. The trees are in data/linking/coreference.json,
made by tools/train_linker.py from the ECB+ training split.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.alike.kin import kin_of_lemma
from dateline.alike.rarity import rarity, stem
from dateline.link.clusters import average_link
from dateline.model import Sentence, Token

# The least mean score of two groups that are one happening: .25 to .4 are within .005 CoNLL F1 of it on ECB+ dev.
LEAST = 0.3
_FEWEST_SCORE = 0.02
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT"})
_COUNTED = frozenset({"CARDINAL", "MONEY", "QUANTITY", "ORDINAL"})
_DATED = frozenset({"DATE", "TIME"})
_EMPTY_HEADS = frozenset({"ADP", "PART", "ADV", "AUX", "DET"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss", "agent", "compound", "amod", "nmod"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "prep", "pobj"})
# A noun under a verb ("launched an attack", "died in the crash") shares that verb's company.
_UNDER = frozenset({"dobj", "pobj", "conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "nsubj", "compound", "attr"})
_SAYING_WORDS = "say tell announce report add state confirm claim release reveal write"
_SAYING = frozenset(_SAYING_WORDS.split())
_GENERAL_WORDS = "go make take have be do get give come put it this that event"
_GENERAL = frozenset(_GENERAL_WORDS.split())
_NEIGHBOURHOOD = 6  # words to either side of the trigger
_MOST_COUNTED = 20
FEATURES = (
    "same lemma", "same stem", "same words", "same part of speech", "verb", "other verb", "rarity", "saying", "general",
    "subjects", "objects", "company", "sentence", "neighbourhood", "company weighed", "names", "numbers", "days",
    "reports against the crowd", "reports", "same report", "same sentence", "sentences apart", "opening",
    "words shared",
    "trigger in the other sentence", "lemma count", "other lemma count", "subject as object", "object as subject",
    "near words", "prefix", "length", "other length", "sentence with trigger", "pronoun",
)  # fmt: skip


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A trigger with its surroundings, as sets of lemmas."""

    report: int
    sentence: int
    opening: bool
    lemma: str
    pos: str
    words: tuple[str, ...]
    subjects: frozenset[str]
    objects: frozenset[str]
    company: frozenset[str]
    context: frozenset[str]
    near: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]


def group_tellings(
    told: Sequence[Telling], likeness: Mapping[tuple[int, int], float], bare: Mapping[tuple[int, int], float]
) -> list[list[int]]:
    """Groups of tellings of one happening. `likeness` and `bare` are those of `likeness.pair_scores`, by report."""
    pairs = list(candidates(told, likeness))
    counts = Counter(telling.lemma for telling in told)
    rows = [features(told[i], told[j], likeness, bare, counts) for i, j in pairs]
    scores = {pair: score for pair, score in zip(pairs, _scores(rows), strict=True) if score > _FEWEST_SCORE}
    return average_link(len(told), scores, least=LEAST)


def telling(sentence: Sentence, indices: Sequence[int], *, report: int, opening: bool) -> Telling:
    """The trigger at these tokens of a parsed sentence."""
    tokens = sentence.tokens
    own = set(indices)
    head = _head(tokens, indices)
    children = [i for i, token in enumerate(tokens) if token.head == head and i not in own]
    company = set(children)
    if tokens[head].dep in _UNDER:
        company |= {i for i, token in enumerate(tokens) if token.head == tokens[head].head and i not in own}

    def lemmas(kinds: frozenset[str]) -> frozenset[str]:
        return frozenset(_lemma(token) for token in tokens if token.ent in kinds)

    return Telling(
        report=report,
        sentence=sentence.index,
        opening=opening,
        lemma=_lemma(tokens[head]),
        pos=tokens[head].pos,
        words=tuple(_lemma(tokens[i]) for i in sorted(own)),
        subjects=_phrases(tokens, [i for i in children if tokens[i].dep in _SUBJECTS]),
        objects=_phrases(tokens, [i for i in children if tokens[i].dep in _OBJECTS]),
        company=_phrases(tokens, sorted(company)),
        context=frozenset(_lemma(t) for i, t in enumerate(tokens) if t.pos in _CONTENT and i not in own),
        near=frozenset(
            _lemma(t)
            for i, t in enumerate(tokens)
            if t.pos in _CONTENT and i not in own and abs(i - head) <= _NEIGHBOURHOOD
        ),
        names=lemmas(_NAMED),
        numbers=frozenset(t.text for t in tokens if t.ent in _COUNTED and t.text[0].isdigit()),
        days=lemmas(_DATED),
    )


def candidates(told: Sequence[Telling], likeness: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Pairs within a report and across reports that are alike at all."""
    by_report: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        by_report[one.report].append(i)
    for rows in (by_report[report] for report in sorted(by_report)):
        yield from ((i, j) for n, i in enumerate(rows) for j in rows[n + 1 :])
    for (a, b), score in sorted(likeness.items()):
        if score >= 0:
            yield from ((min(i, j), max(i, j)) for i in by_report.get(a, ()) for j in by_report.get(b, ()))


def features(
    a: Telling,
    b: Telling,
    likeness: Mapping[tuple[int, int], float],
    bare: Mapping[tuple[int, int], float],
    counts: Mapping[str, int],
) -> list[float]:
    """The values of FEATURES for two tellings; -1 where one side does not tell."""
    reports = (min(a.report, b.report), max(a.report, b.report))
    same = a.report == b.report
    words = set(a.words) & set(b.words)
    return [
        a.lemma == b.lemma,
        stem(a.lemma)[:5] == stem(b.lemma)[:5],
        a.words == b.words,
        a.pos == b.pos,
        a.pos == "VERB",
        b.pos == "VERB",
        min(_weight(a.lemma), _weight(b.lemma)),
        a.lemma in _SAYING or b.lemma in _SAYING,
        a.lemma in _GENERAL or b.lemma in _GENERAL,
        _overlap(a.subjects, b.subjects),
        _overlap(a.objects, b.objects),
        _overlap(a.company, b.company),
        _cosine(a.context, b.context),
        _cosine(a.near, b.near),
        _cosine(a.company, b.company),
        _overlap(a.names, b.names),
        _overlap(a.numbers, b.numbers),
        _overlap(a.days, b.days),
        1.0 if same else likeness.get(reports, -0.1),
        1.0 if same else bare.get(reports, 0.0),
        same,
        same and a.sentence == b.sentence,
        abs(a.sentence - b.sentence) if same else -1,
        a.opening + b.opening,
        len(words) / min(len(set(a.words)), len(set(b.words))),
        a.lemma in b.context or b.lemma in a.context,
        min(counts[a.lemma], _MOST_COUNTED),
        min(counts[b.lemma], _MOST_COUNTED),
        _overlap(a.subjects, b.objects),
        _overlap(a.objects, b.subjects),
        len(kin_of_lemma(a.lemma) & kin_of_lemma(b.lemma)),
        _prefix(a.lemma, b.lemma),
        len(a.words),
        len(b.words),
        _cosine(a.context | set(a.words), b.context | set(b.words)),
        a.words in (("it",), ("this",), ("that",)),
    ]


# --- reading a sentence --------------------------------------------------------------------------------------------


def _head(tokens: Sequence[Token], indices: Sequence[int]) -> int:
    """The trigger's word whose head lies outside it; a content word, where that one says nothing."""
    heads = [i for i in indices if tokens[i].head not in indices or tokens[i].head == i]
    head = heads[0] if heads else indices[0]
    if len(indices) > 1 and tokens[head].pos in _EMPTY_HEADS:
        return next((i for i in indices if tokens[i].pos in _CONTENT), head)
    return head


def _phrases(tokens: Sequence[Token], heads: Sequence[int]) -> frozenset[str]:
    """Lemmas of the phrases under these heads; of what follows it, where a head is a preposition."""
    found = set()
    for i in heads:
        for j in [k for k, t in enumerate(tokens) if t.head == i and k != i] if tokens[i].dep == "prep" else [i]:
            if tokens[j].pos in _CONTENT:
                found.add(_lemma(tokens[j]))
            found |= {_lemma(t) for t in tokens if t.head == j and t.pos in ("PROPN", "NOUN", "NUM")}
    return frozenset(found)


def _lemma(token: Token) -> str:
    return token.lemma.lower()


# --- comparing -----------------------------------------------------------------------------------------------------


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else -1.0


@lru_cache(maxsize=50_000)
def _weight(lemma: str) -> float:
    return rarity(stem(lemma))


def _cosine(a: frozenset[str], b: frozenset[str]) -> float:
    both = sum(_weight(word) ** 2 for word in a & b)
    if not both:
        return 0.0
    return both / math.sqrt(sum(_weight(word) ** 2 for word in a) * sum(_weight(word) ** 2 for word in b))


def _prefix(a: str, b: str) -> float:
    """Share of the longer word that both begin with: "resign", "resignation"."""
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common / max(1, len(a), len(b))


# --- the trees -----------------------------------------------------------------------------------------------------


def _scores(rows: list[list[float]]) -> list[float]:
    """Probability of each row of features by the boosted trees."""
    import numpy as np

    if not rows:
        return []
    table = np.array(rows, dtype=np.float32)
    total = np.full(len(rows), _model()["base"], dtype=np.float64)
    for tree in _model()["trees"]:
        feature, threshold, left, right, value = (np.array(column) for column in tree)
        node = np.zeros(len(rows), dtype=np.int64)
        while (inner := feature[node] >= 0).any():
            go_left = table[np.arange(len(rows)), np.maximum(feature[node], 0)] <= threshold[node]
            node = np.where(inner, np.where(go_left, left[node], right[node]), node)
        total += value[node]
    return [float(score) for score in 1 / (1 + np.exp(-total))]


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    return json.loads(_data("coreference.json"))


def _data(name: str) -> str:
    return files("dateline").joinpath(f"data/linking/{name}").read_text(encoding="utf-8")
