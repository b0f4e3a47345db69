"""Who acts in a verb: its subject, or the one it inherits from the clause above, from a noun or from a control verb."""

from __future__ import annotations

from dateline.coder.clauses import is_misread_verb
from dateline.coder.predicates import Reader
from dateline.grammar import Tree

RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_SUBJECTS = ("nsubj", "csubj")
# A place of filing is told in so many words before the dash.
_IN_DATELINE = 8
_DASHES = frozenset({"--", "—", "–", "-"})
_ASKING = frozenset({"for", "on", "upon"})
_LAYING_BLAME = frozenset(["accuse", "suspect", "blame", "charge", "convict", "criticize", "criticise", "condemn"])
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "relcl", "advcl", "conj"})


def subjects(reader: Reader, i: int) -> list[int]:
    """Who acts in verb `i`: its subject, or the one it inherits from the clause above."""
    tree = reader.tree
    # "KABUL (AP) - The mission condemned": the parser takes the dateline for a second subject; the nearest acts.
    if tree.tokens[i].pos == "NOUN" and not is_misread_verb(tree, i):
        return tree.deps(i, "poss") or [
            *(p for c in tree.deps(i, "prep") if tree.tokens[c].lemma in ("by", "of") for p in tree.deps(c, "pobj")),
            *(s for v in tree.ancestors(i) if tree.tokens[v].pos in ("VERB", "AUX") for s in tree.deps(v, *_SUBJECTS)),
        ]
    own = _nearest(tree, i) or _joined_too_low(tree, i)
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
    return [_behind_the_dateline(tree, c) for c in before[-1:] or own[:1]]


def _behind_the_dateline(tree: Tree, subject: int) -> int:
    """ "OSLO, Norway -- A court has ...": the parser makes the court a gloss on the place of filing."""
    tokens = tree.tokens
    if subject > _IN_DATELINE or not tokens[subject].text.isupper():
        return subject
    for i in range(subject + 1, min(subject + _IN_DATELINE, len(tokens))):
        if tokens[i].text in _DASHES:
            after = [j for j in tree.subtree(subject) if j > i and tokens[j].dep in ("appos", "conj")]
            return after[0] if after else subject
    return subject


def _joined_too_low(tree: Tree, i: int) -> list[int]:
    """ "Kyiv mobilised on Sunday and Oslo threatened ...": the parser joins Oslo to the Sunday. A noun right before a
    verb, with no "and" between them, is its subject."""
    before = i - 1
    while before > 0 and tree.tokens[before].pos in ("ADV", "AUX", "PART"):
        before -= 1
    return [before] if before >= 0 and is_subject_of_next(tree, before, i) else []


def is_subject_of_next(tree: Tree, noun: int, verb: int | None = None) -> bool:
    """Whether a noun that the parser joined to the noun before it is the subject of the verb that follows."""
    tokens = tree.tokens
    if tokens[noun].dep != "conj" or tokens[noun].pos not in ("NOUN", "PROPN"):
        return False
    if verb is None:
        verb = noun + 1
        while verb < len(tokens) and tokens[verb].pos in ("ADV", "AUX", "PART"):
            verb += 1
        if verb == len(tokens) or tokens[verb].pos != "VERB" or tree.deps(verb, *_SUBJECTS):
            return False
    if tokens[tokens[noun].head].ent in ("DATE", "TIME") and tokens[noun].ent not in ("DATE", "TIME"):
        return True
    return tokens[verb].dep == "conj" and tokens[verb].tag in ("VBD", "VBZ", "VBP") and tokens[verb].head < noun


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
            verb = tokens[head].head
            if reader.lemma(head) in reader.lexicon.classes["statement"]:
                # "issued a statement accusing Oslo and calling on it to act": who issues it accuses and calls.
                return _makers(tree, head) or (
                    subjects(reader, verb) if reader.lemma(verb) in reader.lexicon.classes["issuing"] else [head]
                )
            return [head]
        accused = tokens[i].dep == "prep" and tokens[i].lemma in ("of", "for", "over") and tokens[head].pos == "VERB"
        if accused and reader.lemma(head) in _LAYING_BLAME:
            # "accused Oslo of planning a raid", "a man accused of planning it": the accused would be who plans it.
            blamed = tree.deps(head, "dobj", "nsubjpass") or ([tokens[head].head] if tokens[head].dep == "acl" else [])
            if not blamed and tree.deps(head, "auxpass"):
                blamed = inherited_subjects(reader, head)
            if blamed:
                return antecedents(tree, head, blamed)
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


def _makers(tree: Tree, statement: int) -> list[int]:
    """ "a motion signed by deputies", "a statement from Oslo": whose statement it is."""
    signed = [c for a in tree.deps(statement, "acl") for c in tree.deps(a, "agent")]
    signed += [c for c in tree.deps(statement, "prep") if tree.tokens[c].lemma in ("by", "from")]
    return [p for c in signed for p in tree.deps(c, "pobj")] or tree.deps(statement, "poss")


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
    return bool(tree.deps(i, "nsubjpass", "auxpass")) or _reduced_passive(tree, i) or _short_passive(tree, i)


def _short_passive(tree: Tree, i: int) -> bool:
    """ "Three were killed and dozens wounded": the second passive leaves "were" out."""
    token = tree.tokens[i]
    short = token.dep == "conj" and token.tag in ("VBN", "VBD") and bool(tree.deps(i, "nsubj"))
    return short and not tree.deps(i, "aux", "dobj", "ccomp", "xcomp") and bool(tree.deps(token.head, "auxpass"))


def _reduced_passive(tree: Tree, i: int) -> bool:
    """ "The villagers killed by the army": a participle that hangs on its own object."""
    token = tree.tokens[i]
    if token.tag not in ("VBN", "VBD") or tree.deps(i, *_SUBJECTS, "aux", "dobj"):
        return False
    if token.lemma == "call" and any(tree.tokens[c].lemma in _ASKING for c in tree.deps(i, "prep")):
        return False
    if token.dep == "acl":
        # Also where the parser sees a past: "an activist tortured to death"; but not "the envoy, called for calm".
        return token.tag == "VBN" or not any(tree.tokens[c].lemma in _ASKING for c in tree.deps(i, "prep"))
    return token.tag == "VBN" and token.dep in ("advcl", "ROOT", "conj") and bool(tree.deps(i, "agent"))
