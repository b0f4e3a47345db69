"""Who says it: the subject of a reporting verb, wherever the parse has put it."""

from __future__ import annotations

from dateline.annotate.reporting import Reporting
from dateline.grammar import Tree

NO_SOURCE = frozenset({"there", "which", "what", "this", "that"})
RELATIVE = frozenset({"who", "that", "which"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# The acts of words that somebody speaks; showing, deciding, supporting and thinking need no voice.
_SPOKEN = frozenset(
    {
        "say",
        "claim",
        "accuse",
        "condemn",
        "deny",
        "warn",
        "ask",
        "urge",
        "promise",
        "announce",
        "criticise",
        "praise",
        "describe",
        "complain",
    }
)


def subject_of(tree: Tree, i: int, reporting: Reporting, *, passive: bool = False) -> tuple[int | None, int | None]:
    """The token that says it, and the token that names the speaker (they differ for "who")."""
    tokens = tree.tokens
    if passive:
        agents = [c for by in tree.deps(i, "agent") for c in tree.deps(by, "pobj")]
        return (agents[0], agents[0]) if agents else (None, None)
    start, seen = i, set()
    while i not in seen:
        seen.add(i)
        own = tree.deps(i, "nsubj", "nsubjpass")
        if own:
            nearest = min(own, key=lambda c: abs(c - i))
            return _speaker(tree, nearest, i)
        head, dep = tokens[i].head, tokens[i].dep
        if tree.deps(i, "expl") or dep in ("relcl", "csubj", "ccomp"):
            return None, None
        if dep == "acl" and tokens[i].tag == "VBG" and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            verb = tokens[head].head
            if tokens[head].dep != "dobj" or tokens[verb].lemma not in reporting.light_verbs:
                return head, head
            i = verb
        elif dep == "pcomp" and tokens[head].text.lower() == "as":
            quoted = tokens[head].head
            things = tree.deps(quoted, "nsubjpass", "dobj")
            return _speaker(tree, things[0], quoted) if things else (None, None)
        elif dep == "acl" and tokens[i].tag in FINITE:
            return _misread_subject(tree, i)
        elif dep == "xcomp" and tree.deps(head, "dobj") and i == start:
            told = tree.deps(head, "dobj")[0]  # "asked the police to say": the police would say it
            return told, told
        elif dep in ("conj", "xcomp", "advcl", "dep") or (tokens[start].tag == "VBG" and dep not in ("nsubj", "ROOT")):
            i = head
        else:
            return None, None
    return None, None


def _misread_subject(tree: Tree, i: int) -> tuple[int, int]:
    """ "Brandt, head of the union, tweeted ...": a finite verb read as part of a noun phrase, whose head says it."""
    noun = tree.tokens[i].head
    while tree.tokens[noun].dep in ("appos", "pobj", "prep", "relcl", "dobj", "conj", "xcomp"):
        noun = tree.tokens[noun].head
    return noun, noun


def _speaker(tree: Tree, subject: int, verb: int) -> tuple[int | None, int | None]:
    """ "who said" names nobody: the speaker is the noun before the relative clause."""
    word = tree.tokens[subject].text.lower()
    if word in RELATIVE and tree.tokens[verb].dep == "relcl":
        return subject, tree.tokens[verb].head
    return (None, None) if word in NO_SOURCE or nobody(tree, subject) else (subject, subject)


def nobody(tree: Tree, subject: int) -> bool:
    """ "No one said", "no official would say": nobody says it."""
    words = [subject, *tree.deps(subject, "det")]
    return any(tree.tokens[k].text.lower() in ("no", "nobody", "none", "neither") for k in words)


def shifted_from(tree: Tree, c: int, reporting: Reporting) -> int | None:
    """ "The ministry said it was worried and called on both sides ...": the parser hangs "called" on "worried", but the
    ministry calls. Gives the reporting verb ("said") whose subject `c` shares, or None."""
    tokens = tree.tokens
    if tokens[c].dep != "conj" or tokens[c].tag not in ("VBD", "VBG") or tree.deps(c, "nsubj", "nsubjpass", "aux"):
        return None
    first = tokens[c].head
    while tokens[first].dep == "conj" and not tree.deps(first, "nsubj", "nsubjpass"):
        first = tokens[first].head
    verb = tokens[first].head
    if tokens[first].dep != "ccomp" or verb > first or tokens[verb].tag != tokens[c].tag:
        return None
    outer, own = reporting.cue(tokens[verb].lemma, tokens[verb].pos), reporting.cue(tokens[c].lemma, tokens[c].pos)
    return verb if outer is not None and own is not None and "that" in outer.takes and own.act in _SPOKEN else None


def noun_before(tree: Tree, left: int) -> int | None:
    """The noun right before a finite cue that the parser left without a subject: "Brandt, though late, said"."""
    k = left - 1
    if k < 0 or tree.tokens[k].pos not in _NOMINAL:
        return None
    while tree.tokens[k].head < left and tree.tokens[tree.tokens[k].head].pos in _NOMINAL and tree.tokens[k].head != k:
        k = tree.tokens[k].head
    return None if nobody(tree, k) else k


def inverted_subject(tree: Tree, i: int) -> int | None:
    """'"...," added Brandt': the parser may take the name after the verb for its object."""
    tokens = tree.tokens
    if not i or tokens[i - 1].pos != "PUNCT":
        return None
    return next((c for c in tree.deps(i, "dobj") if tokens[c].pos in ("PROPN", "NOUN", "PRON")), None)
