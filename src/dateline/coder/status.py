"""Did it happen? A mention's status and graded certainty, read off the words that stand above and beside its trigger.

Every embedding word ("refused to", "the threat of", "know that") has a signature: the certainty of what it embeds when
the word itself holds, and when it is denied (Nairn, Condoravdi and Karttunen 2006). The path from the sentence's root
down to the trigger is walked once, so "did not refuse to meet" and "denied that it planned to attack" come out right.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from dateline.grammar import Tree
from dateline.model import Annotations, Evidence, Status, Struct

_FOLDER = Path(__file__).parent.parent / "data" / "lang"
_CERTAIN = 3.0
# From here on a mention counts as happened, below minus that as denied (certainty).
_HAPPENED, _DENIED = 1.75, -0.75
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_CLAUSE = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass"})
_TERMS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "pobj"})
# A purpose is mostly reached when somebody acts for it: "came to sign the accord".
_PURPOSE = (1.3, -0.5)
_INFINITIVE_OF_NOUN = (0.9, -0.5)
# What a definite or possessed noun, a relative clause or "after ..." takes for granted.
_PRESUPPOSED = 2.7


class Judgement(Struct):
    """Whether it happened, how certainly (-3 to +3), and the words that say so."""

    status: Status
    certainty: float
    evidence: tuple[Evidence, ...] = ()
    hedges: tuple[str, ...] = ()


class Signature(Struct):
    """What a word makes of what it embeds or modifies, when it holds (`plus`) and when it is denied (`minus`)."""

    plus: float
    minus: float
    status: Status
    takes: frozenset[str] = frozenset()


class StatusWords(Struct):
    embedding: dict[tuple[str, str], Signature]
    words: dict[tuple[str, str], Signature]  # (kind, word)


def status_of(tree: Tree, trigger: int, annotations: Annotations | None = None) -> Judgement:
    """The status of the event at token `trigger`, from the report's point of view; who says so is not weighed here."""
    words = load_status_words("en")
    path = [trigger, *tree.ancestors(trigger)][::-1]
    certainty, context = _CERTAIN, _CERTAIN
    trail: list[tuple[str, str, int]] = []  # (rule, status, token)
    for depth, node in enumerate(path):
        if depth:
            certainty, context = _embedded(tree, path[depth - 1], node, certainty, context, words, trail)
        else:
            certainty = context = _main_clause(tree, node, words, trail)
        certainty = _own_words(tree, node, certainty, words, trail, is_trigger=node == trigger)
    return Judgement(
        status=_status(certainty, trail),
        certainty=round(max(-_CERTAIN, min(_CERTAIN, certainty)), 2),
        evidence=tuple(
            Evidence(rule=rule, start=tree.tokens[k].start, end=tree.tokens[k].end, note=status)
            for rule, status, k in trail
        ),
        hedges=tuple(tree.tokens[k].text.lower() for rule, _, k in trail if rule in ("adverb", "adjective")),
    )


def _status(certainty: float, trail: list[tuple[str, str, int]]) -> Status:
    if certainty <= _DENIED:
        return "denied"
    unreal = [status for _, status, _ in reversed(trail) if status not in ("happened", "denied")]
    if certainty >= _HAPPENED and "planned" not in unreal:
        return "happened"
    return unreal[0] if unreal else ("happened" if certainty >= 1.0 else "hypothetical")  # type: ignore[return-value]


def _combine(certainty: float, signature: Signature) -> float:
    """Between what holds and what is denied, an uncertain context gives the middle."""
    share = abs(certainty) / _CERTAIN
    side = signature.plus if certainty >= 0 else signature.minus
    return share * side + (1 - share) * (signature.plus + signature.minus) / 2


def _main_clause(tree: Tree, root: int, words: StatusWords, trail: list) -> float:
    if tree.tokens[-1].text == "?" or (len(tree) > 1 and tree.tokens[-2].text == "?"):
        trail.append(("question", "hypothetical", len(tree) - 1))
        return 0.8
    first = tree.tokens[root]
    if first.tag == "VB" and not tree.deps(root, "nsubj", "nsubjpass", "aux", "expl") and first.pos == "VERB":
        trail.append(("imperative", "called for", root))
        return 0.6
    return _CERTAIN


def _embedded(
    tree: Tree, above: int, node: int, certainty: float, context: float, words: StatusWords, trail: list
) -> tuple[float, float]:
    """The certainty handed down from `above` to `node`, and the context `node`'s own conjuncts share."""
    token, head = tree.tokens[node], tree.tokens[above]
    dep = token.dep
    if dep == "conj":
        alone = tree.deps(node, "nsubj", "nsubjpass", "aux", "neg")
        handed = context if alone else certainty
        return handed, handed
    signature = words.embedding.get((head.lemma.lower(), _POS.get(head.pos, "")))
    if head.pos == "ADP" or dep == "prep" or head.dep == "agent":
        return _through_preposition(tree, above, node, certainty, context, words, trail)
    infinitive = any(tree.tokens[c].tag == "TO" for c in tree.deps(node, "aux"))
    if dep in _CLAUSE:
        if signature is not None and "clause" in signature.takes:
            trail.append(("embedding", signature.status, above))
            certainty = _combine(certainty, signature)
        elif infinitive and dep == "xcomp":
            certainty = min(certainty, 1.0) if certainty > 0 else certainty
            trail.append(("infinitive", "hypothetical", node))
        return certainty, certainty
    if dep in ("advcl", "acl", "relcl"):
        return _adjunct(tree, above, node, signature, certainty, infinitive, words, trail)
    if dep in _TERMS and token.pos in ("NOUN", "PROPN") and signature is not None and "obj" in signature.takes:
        trail.append(("embedding", signature.status, above))
        certainty = _combine(certainty, signature)
        return certainty, certainty
    if (
        token.pos in ("NOUN", "PROPN")
        and dep in ("dobj", "nsubj", "nsubjpass", "pobj")
        and _taken_for_granted(tree, node)
    ):
        return _PRESUPPOSED, _PRESUPPOSED
    if dep in ("nsubj", "nsubjpass") and head.pos in ("VERB", "AUX"):
        return max(abs(certainty), 1.5) if certainty < 0 else max(certainty, 1.5), context
    return certainty, certainty


def _through_preposition(
    tree: Tree, above: int, node: int, certainty: float, context: float, words: StatusWords, trail: list
) -> tuple[float, float]:
    token, head = tree.tokens[node], tree.tokens[above]
    if token.dep == "prep":
        signature = words.embedding.get((head.lemma.lower(), _POS.get(head.pos, "")))
        if signature is not None and token.text.lower() in signature.takes:
            trail.append(("embedding", signature.status, above))
            certainty = _combine(certainty, signature)
            return certainty, certainty
        return (_CERTAIN if head.pos in ("NOUN", "PROPN") else abs(certainty)), context
    if head.text.lower() in ("without", "despite"):
        value = -2.6 if head.text.lower() == "without" else 2.7
        trail.append(("preposition", "denied" if value < 0 else "happened", above))
        return value, value
    if head.text.lower() in ("after", "since", "following", "during", "amid", "over"):
        return _PRESUPPOSED, _PRESUPPOSED
    return certainty, certainty


def _adjunct(
    tree: Tree,
    above: int,
    node: int,
    signature: Signature | None,
    certainty: float,
    infinitive: bool,
    words: StatusWords,
    trail: list,
) -> tuple[float, float]:
    dep = tree.tokens[node].dep
    if dep == "advcl":
        for c in tree.deps(node, "mark", "advmod"):
            found = words.words.get(("mark", tree.tokens[c].text.lower()))
            if found is not None:
                trail.append(("conditional", found.status, c))
                return found.plus, found.plus
            if tree.tokens[c].dep == "mark" and not infinitive:
                return _PRESUPPOSED, _PRESUPPOSED
        if infinitive:
            trail.append(("purpose", "hypothetical", node))
            value = _combine(certainty, Signature(plus=_PURPOSE[0], minus=_PURPOSE[1], status="hypothetical"))
            return value, value
        return certainty, certainty
    if infinitive or (signature is not None and dep == "acl" and tree.deps(node, "mark")):
        if signature is not None and "clause" in signature.takes:
            trail.append(("embedding", signature.status, above))
            value = _combine(certainty, signature)
        else:
            trail.append(("infinitive", "hypothetical", node))
            value = _combine(
                certainty,
                Signature(plus=_INFINITIVE_OF_NOUN[0], minus=_INFINITIVE_OF_NOUN[1], status="hypothetical"),
            )
        return value, value
    return _PRESUPPOSED, _PRESUPPOSED


def _taken_for_granted(tree: Tree, node: int) -> bool:
    """Whether a noun speaks of something known: "the attack", "his visit", "last week's talks"."""
    for c in tree.children[node]:
        if tree.tokens[c].dep == "poss" or tree.tokens[c].text.lower() in ("the", "this", "that", "these", "those"):
            return True
    return False


def _own_words(tree: Tree, node: int, certainty: float, words: StatusWords, trail: list, *, is_trigger: bool) -> float:
    """What stands beside the word itself: negation, modals, adverbs, adjectives, "no", "nobody"."""
    tokens = tree.tokens
    for c in tree.children[node]:
        kind = {
            "neg": "adverb",
            "advmod": "adverb",
            "preconj": "adverb",
            "aux": "modal",
            "amod": "adjective",
            "det": "determiner",
            "nsubj": "subject",
            "nsubjpass": "subject",
        }.get(tokens[c].dep)
        if kind is None:
            continue
        found = words.words.get((kind, tokens[c].text.lower()))
        if found is None and kind == "subject":
            found = next(
                (
                    words.words.get(("determiner", tokens[d].text.lower()))
                    for d in tree.deps(c, "det")
                    if tokens[d].text.lower() in ("no", "neither")
                ),
                None,
            )
        if found is not None:
            trail.append(("negation" if found.status == "denied" else kind, found.status, c))
            certainty = _combine(certainty, found)
    return certainty


@lru_cache(maxsize=4)
def load_status_words(language: str) -> StatusWords:
    """Read status_embedding.csv and status_words.csv of a language pack."""
    embedding, words = {}, {}
    for row in _rows(_FOLDER / language / "status_embedding.csv"):
        embedding[row["word"], row["pos"]] = Signature(
            plus=float(row["plus"]),
            minus=float(row["minus"]),
            status=row["status"],  # type: ignore[arg-type]
            takes=frozenset(row["takes"].split()),
        )
    for row in _rows(_FOLDER / language / "status_words.csv"):
        words[row["kind"], row["word"]] = Signature(
            plus=float(row["plus"]),
            minus=float(row["minus"]),
            status=row["status"],  # type: ignore[arg-type]
        )
    return StatusWords(embedding=embedding, words=words)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
