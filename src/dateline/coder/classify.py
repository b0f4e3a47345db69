"""What is done between two given parties: the pair is told, the act is found."""

from __future__ import annotations

import msgspec

from dateline.coder.choose import Pair, chosen_event
from dateline.coder.lexicon import NO_EVENT, Lexicon
from dateline.coder.predicates import Reader
from dateline.grammar import Tree
from dateline.model import Block, Document, Run, Sentence, Span
from dateline.resources import Resources

# How sure a reading is by where it was found: on the source's verb, the target's, or elsewhere.
_SCORES = {"source": 0.9, "target": 0.75, "noun": 0.7, "anywhere": 0.5}
# Where nothing is recognised, a choice by the words around is right in about this share of its own certainty.
_UNREAD, _NOWHERE = 0.4, 0.1
_FALLBACK = "consult.discuss"
# The plainest concept of each PLOVER event, for a choice that knows no finer one.
_PLAINEST = {
    "ACCUSE": "accuse.criticize",
    "AGREE": "agree.general",
    "AID": "aid.general",
    "ASSAULT": "assault.attack",
    "COERCE": "coerce.restrict",
    "CONCEDE": "concede.general",
    "CONSULT": "consult.discuss",
    "COOPERATE": "cooperate.general",
    "MOBILIZE": "mobilize.troops",
    "PROTEST": "protest.demonstrate",
    "REJECT": "reject.general",
    "REQUEST": "request.general",
    "RETREAT": "retreat.withdraw",
    "SANCTION": "sanction.general",
    "SUPPORT": "support.general",
    "THREATEN": "threaten.general",
}


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """`root` is one of the fifteen PLOVER roots, `quad` 1-4, `concept` ours, `score` 0-1."""

    root: str
    quad: int
    concept: str
    score: float
    rule: str = ""


def classify(text: str, source: tuple[int, int], target: tuple[int, int], resources: Resources) -> Classification:
    """The act by which the words at `source` stand to those at `target` (offsets of `text`, end exclusive)."""
    document = one_paragraph(text)
    sentences, _ = resources.parse(document)
    return classify_parsed(sentences, Span(*source), Span(*target), resources.lexicon)


def classify_parsed(sentences: tuple[Sentence, ...], source: Span, target: Span, lexicon: Lexicon) -> Classification:
    pair = read_pair(sentences, source, target, lexicon)
    if pair is None:
        return _classification(_FALLBACK, _NOWHERE, "no sentence", lexicon)
    if pair.reading is not None:
        return _classification(pair.reading.concept, _SCORES[pair.where], pair.reading.rule, lexicon)
    event, share = chosen_event(pair, lexicon.ontology)
    return _classification(_PLAINEST[event], _UNREAD * share, "no row reads it: chosen by the words around", lexicon)


def read_pair(sentences: tuple[Sentence, ...], source: Span, target: Span, lexicon: Lexicon) -> Pair | None:
    """What the rules read between two parties; None where there is no sentence."""
    chosen = _sentence_of(sentences, source, target)
    if chosen is None:
        return None
    tree = Tree(chosen)
    reader = Reader(tree, lexicon)
    for where, i in _candidates(tree, source, target):
        reading = reader.read(i)
        if reading and reading.concept != NO_EVENT:
            return Pair(tree=tree, source=source, target=target, reading=reading, where=where)
    return Pair(tree=tree, source=source, target=target, reading=None, where="nowhere")


def _candidates(tree: Tree, source: Span, target: Span) -> list[tuple[str, int]]:
    """Predicates to ask, the likeliest first: above the source, above the target, then event nouns and the rest."""
    tokens = tree.tokens
    candidates: list[tuple[str, int]] = []
    nouns: list[tuple[str, int]] = []
    inside = {i for i, token in enumerate(tokens) if _in(token, source) or _in(token, target)}
    for name, span in (("source", source), ("target", target)):
        head = tree.head_of(span)
        if head is None:
            continue
        for i in tree.ancestors(head):
            if tokens[i].pos in ("VERB", "AUX"):
                candidates.append((name, i))
            elif i not in inside:
                nouns.append(("noun", i))
    rest = [
        ("anywhere", i) for i, token in enumerate(tokens) if token.pos in ("VERB", "NOUN", "ADJ") and i not in inside
    ]
    first: dict[int, tuple[str, int]] = {}
    for name, i in [*candidates, *nouns, *rest]:
        first.setdefault(i, (name, i))
    return list(first.values())


def _in(token: object, span: Span) -> bool:
    return span.start <= token.start < span.end  # type: ignore[attr-defined]


def _sentence_of(sentences: tuple[Sentence, ...], source: Span, target: Span) -> Sentence | None:
    """The sentence that holds both spans; else the one of the source, else of the target."""
    for wanted in ((source, target), (source,), (target,)):
        for sentence in sentences:
            if all(sentence.start <= span.start < sentence.end for span in wanted):
                return sentence
    return sentences[0] if sentences else None


def _classification(concept: str, score: float, rule: str, lexicon: Lexicon) -> Classification:
    known = lexicon.ontology[concept]
    return Classification(root=known.root, quad=known.quad, concept=concept, score=round(score, 3), rule=rule)


def one_paragraph(text: str) -> Document:
    return Document(
        report="R-TEXT",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=(),
        language="en",
    )
