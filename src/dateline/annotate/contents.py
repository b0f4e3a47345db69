"""What a reporting verb says: its clause, its infinitive, the thing it names, or the clause it is set into."""

from __future__ import annotations

from dateline.annotate.reporting import Cue, Reporting
from dateline.annotate.subjects import RELATIVE, shifted_from
from dateline.grammar import Tree

# Of these acts the one urged belongs to what is urged: "urged both sides to talk" urges that both sides talk.
_URGING = frozenset({"urge", "warn"})
# Of these acts "for" and "of" tell what the blame or praise is: they stay with the content unless the cue is passive
# ("was accused of").
BLAMING = frozenset({"accuse", "condemn", "criticise", "praise"})
_UPON = frozenset({"on", "upon", "to"})  # "called on both sides to talk", "appealed to them to stop"
_REASONS = frozenset({"because", "if", "unless"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def verb_contents(tree: Tree, i: int, cue: Cue, reporting: Reporting, *, passive: bool) -> list[list[int]]:
    """The token lists of what is said: a clause, else an infinitive, else what a preposition or object names."""
    tokens = tree.tokens
    clauses = [c for c in tree.deps(i, "ccomp") if not _adverbial(tree, i, c)]
    if "that" in cue.takes and clauses:
        return [_without_shifted(tree, i, c, reporting) for c in clauses] + _reasons(tree, i, clauses)
    things = tree.deps(i, "nsubjpass" if passive else "dobj")
    if "inf" in cue.takes:
        infinitives = [c for c in tree.deps(i, "xcomp", "ccomp") if tokens[c].tag == "VBG" or _has_to(tree, c)]
        if infinitives and cue.act in _URGING and not passive:
            asked = [c for p in tree.deps(i, "prep") if tokens[p].text.lower() in _UPON for c in tree.deps(p, "pobj")]
            things = things + asked
            return [_from_first_to_last(tree, i, [*things, *infinitives])]
        if infinitives:
            about = [tree.subtree(s) for s in things] if passive else []
            return about + [tree.subtree(c) for c in infinitives]
    for c in tree.deps(i, "advcl", "ccomp"):  # "called for both sides to withdraw"
        if any(tokens[k].dep == "mark" and tokens[k].text.lower() in cue.prepositions for k in tree.children[c]):
            return [[k for k in tree.subtree(c) if k != i + 1]]
    for p in tree.deps(i, "prep"):
        word = tokens[p].text.lower()
        if word == "as" and "as" in cue.takes and tree.children[p]:
            return _with_small_clause(tree, things, [p], passive=passive)
        if word in _UPON and p > i + 1:
            continue  # "called his brother on Monday"
        if word in cue.prepositions and tree.deps(p, "pobj", "pcomp"):
            if p > i + 1 or (cue.act in BLAMING and not passive):
                return [tree.subtree(p)]
            return [tree.subtree(c) for c in tree.deps(p, "pobj", "pcomp")]
    states = [c for c in tree.deps(i, "advcl") if any(tokens[k].text.lower() == "as" for k in tree.deps(c, "mark"))]
    if "as" in cue.takes and things and states:
        return _with_small_clause(tree, things, states, passive=passive)
    if "as" in cue.takes and tree.deps(i, "oprd", "ccomp", "xcomp"):
        return _with_small_clause(tree, things, tree.deps(i, "oprd", "ccomp", "xcomp"), passive=passive)
    if "obj" in cue.takes and things:
        return [tree.subtree(c) for c in things]
    if tokens[i].dep == "relcl" and ("obj" in cue.takes or "that" in cue.takes):
        return _antecedent(tree, i)
    return []


def _has_to(tree: Tree, c: int) -> bool:
    return any(tree.tokens[k].tag == "TO" for k in tree.children[c])


def _with_small_clause(tree: Tree, things: list[int], rest: list[int], *, passive: bool) -> list[list[int]]:
    """ "described the strike as a crime", "called them 'heroes'": thing and predicate are one content."""
    if passive:
        return [tree.subtree(c) for c in (*things, *rest)]
    return [_from_first_to_last(tree, tree.tokens[rest[0]].head, [*things, *rest])]


def _from_first_to_last(tree: Tree, i: int, parts: list[int]) -> list[int]:
    """The parts and what stands between them after the cue: "urged his voters in Oslo to ask why"."""
    told = {k for c in parts for k in tree.subtree(c)}
    after = [k for k in told if k > i]
    return sorted(told | set(range(min(after), max(after) + 1))) if after else sorted(told)


def _adverbial(tree: Tree, i: int, c: int) -> bool:
    """ "While he called it late, she said ...": a leading clause with a conjunction is not what is said."""
    if c > i:
        return False
    marks = [tree.tokens[k].text.lower() for k in tree.deps(c, "mark")]
    return any(m not in ("that", "whether") for m in marks) or (
        tree.tokens[c].tag == "VBG" and not tree.deps(c, "nsubj", "aux")
    )


def _without_shifted(tree: Tree, i: int, c: int, reporting: Reporting) -> list[int]:
    out: set[int] = set()
    for k in tree.conjuncts(c)[1:]:
        if shifted_from(tree, k, reporting) == i:
            out.update(tree.subtree(k))
            out.update(b for b in (k - 1, k - 2) if tree.tokens[b].dep in ("cc", "punct", "advmod"))
    return [k for k in tree.subtree(c) if k not in out]


def _reasons(tree: Tree, i: int, clauses: list[int]) -> list[list[int]]:
    """ "... said the road was closed, because the bridge was down": the reason is part of what was said."""
    last = max(clauses)
    return [
        tree.subtree(c)
        for c in tree.deps(i, "advcl")
        if c > last and any(tree.tokens[k].text.lower() in _REASONS for k in tree.deps(c, "mark"))
    ]


def _antecedent(tree: Tree, i: int) -> list[list[int]]:
    """ "the cuts it announced": what was announced is the noun before the relative clause."""
    own = tree.deps(i, *_SUBJECTS)
    if not own or tree.tokens[own[0]].text.lower() in RELATIVE:
        return []
    clause = set(tree.subtree(i))
    return [[k for k in tree.subtree(tree.tokens[i].head) if k not in clause and k < i]]


def clause_around(tree: Tree, i: int) -> list[list[int]]:
    """The clause a reporting clause is set into: "the port, Brandt said, is closed", "as Brandt pointed out"."""
    tokens = tree.tokens
    aside = tokens[i].dep == "parataxis" or (
        tokens[i].dep == "advcl" and any(tokens[k].text.lower() == "as" for k in tree.deps(i, "mark", "advmod"))
    )
    if not aside:
        return []
    own = set(tree.subtree(i))
    return [[k for k in tree.subtree(tokens[i].head) if k not in own]]


def rejoined(tree: Tree, contents: list[list[int]], left: int) -> list[list[int]]:
    """ "The port, Brandt told reporters, is closed": a content that begins with its verb gets back the subject that
    stands before the interruption (`left` is the interruption's first token)."""
    tokens = tree.tokens
    if len(contents) != 1 or not contents[0] or left < 2 or tokens[left - 1].text != ",":
        return contents
    first = tokens[min(contents[0])]
    if first.tag not in ("VBZ", "VBD", "VBP", "MD") or min(contents[0]) < left:
        return contents
    start = 1 if tokens[0].tag == "CC" else 0
    return [list(range(start, left - 1)), *contents]
