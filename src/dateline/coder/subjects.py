"""Who acts in a verb: its subject, or the one it inherits from the clause above, from a noun or from a control verb."""

from __future__ import annotations

from dateline.coder.predicates import Reader
from dateline.grammar import Tree

RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_SUBJECTS = ("nsubj", "csubj")
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "relcl", "advcl", "conj"})


def subjects(reader: Reader, i: int) -> list[int]:
    """Who acts in verb `i`: its subject, or the one it inherits from the clause above."""
    tree = reader.tree
    # "KABUL (AP) - The mission condemned": the parser takes the dateline for a second subject; the nearest acts.
    if tree.tokens[i].pos == "NOUN":
        return tree.deps(i, "poss") or [
            *(p for c in tree.deps(i, "prep") if tree.tokens[c].lemma in ("by", "of") for p in tree.deps(c, "pobj")),
            *(s for v in tree.ancestors(i) if tree.tokens[v].pos in ("VERB", "AUX") for s in tree.deps(v, *_SUBJECTS)),
        ]
    own = _nearest(tree, i)
    if not own:
        return inherited_subjects(reader, i)
    found = antecedents(tree, i, own)
    if tree.tokens[found[0]].pos == "PRON" and tree.tokens[i].dep == "ccomp":
        # "The rebels said they would leave": who says it, where nobody has resolved the pronoun.
        found += _nearest(tree, tree.tokens[i].head)
    return found


def _nearest(tree: Tree, i: int) -> list[int]:
    own = tree.deps(i, *_SUBJECTS)
    before = [c for c in own if c < i]
    return before[-1:] or own[:1]


def inherited_subjects(reader: Reader, i: int) -> list[int]:
    """Who acts in a verb without a subject: that of the clause above, or its object ("urged Oslo to act")."""
    tree, tokens = reader.tree, reader.tree.tokens
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
                return tree.deps(i, *_SUBJECTS) or inherited_subjects(reader, i)
            return [head]
        if (
            tokens[i].dep in ("xcomp", "ccomp", "advcl")
            and reader.lemma(head) in reader.lexicon.classes["acted_by_object"]
            and tokens[i].dep != "advcl"
        ):
            objects = tree.deps(head, "dobj", "dative", "nsubjpass")
            if objects:
                return objects
        found = tree.deps(head, *_SUBJECTS)
        if found:
            return antecedents(tree, head, found)
        passive = tree.deps(head, "nsubjpass")
        if passive:
            return antecedents(tree, head, passive)
        i = head
    return []


def antecedents(tree: Tree, i: int, own: list[int]) -> list[int]:
    """For "who", "which", "that": the noun that the relative clause hangs on."""
    tokens = tree.tokens
    found = []
    for c in own:
        if tokens[c].lemma.lower() in RELATIVE and tokens[c].tag in ("WP", "WDT", "IN", "DT"):
            verb = i
            while tokens[verb].dep in ("conj", "xcomp", "ccomp") and tokens[verb].head != verb:
                verb = tokens[verb].head
            if tokens[verb].dep in ("relcl", "acl"):
                found.append(tokens[verb].head)
                continue
        found.append(c)
    return found


def is_passive(tree: Tree, i: int) -> bool:
    return bool(tree.deps(i, "nsubjpass", "auxpass")) or _reduced_passive(tree, i)


def _reduced_passive(tree: Tree, i: int) -> bool:
    """ "The villagers killed by the army": a participle that hangs on its own object."""
    token = tree.tokens[i]
    if token.tag != "VBN" or tree.deps(i, *_SUBJECTS, "aux", "dobj"):
        return False
    return token.dep == "acl" or (token.dep in ("advcl", "ROOT", "conj") and bool(tree.deps(i, "agent")))
