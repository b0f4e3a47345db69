"""The form of a clause under another verb: what "suggest" and its like mean hangs on it.

"Suggests that it sent troops" reports a deed, "suggests sending troops" and "suggested that it send troops" do not.
"""

from __future__ import annotations

from dateline.grammar import Tree

_SINGULAR = frozenset({"NN", "NNP"})
_NO_SUBJUNCTIVE = frozenset({"aux", "auxpass"})


def is_gerund(tree: Tree, i: int) -> bool:
    """ "sending troops", not yet done; "having sent troops" looks back, "his sending" too."""
    token = tree.tokens[i]
    return token.tag == "VBG" and not tree.deps(i, "aux", "auxpass", "poss")


def is_for_to(tree: Tree, i: int) -> bool:
    """ "called for Oslo to act": the parser hangs the whole beside "called"."""
    return tree.tokens[i].tag == "VB" and any(tree.tokens[c].text.lower() == "for" for c in tree.deps(i, "mark"))


def is_wanted(tree: Tree, i: int) -> bool:
    """ "that Oslo send troops": a bare verb after "Oslo", or after "suggested", tells what somebody wants."""
    token = tree.tokens[i]
    subjects = tree.deps(i, "nsubj", "nsubjpass")
    if token.dep != "ccomp" or not subjects:
        return False
    if tree.deps(i, *_NO_SUBJUNCTIVE):
        return any(tree.tokens[c].text.lower() == "be" for c in tree.deps(i, "auxpass"))
    bare = token.tag in ("VB", "VBP") and token.text.lower() in (token.lemma.lower(), "be")
    if not bare or token.text.lower() in ("are", "have"):
        return False
    above = tree.tokens[token.head].tag
    return above in ("VBD", "VBN") or tree.tokens[subjects[0]].tag in _SINGULAR


def is_misread_verb(tree: Tree, i: int) -> bool:
    """ "demanded that the premier resign", "Deputies urge scrapping the treaty": the parser takes the verb for a noun."""
    token = tree.tokens[i]
    if token.tag not in ("NN", "NNS"):
        return False
    if token.dep == "ccomp":
        return bool(tree.deps(i, "mark"))
    return token.dep == "ROOT" and bool(tree.deps(i, "nsubj")) and bool(tree.deps(i, "xcomp", "ccomp"))
