"""Did it happen? A mention's status and graded certainty, read off the words that stand above and beside its trigger.

Every embedding word ("refused to", "the threat of", "know that") has a signature: the certainty of what it embeds when
the word itself holds, and when it is denied (Nairn, Condoravdi and Karttunen 2006). The path from the sentence's root
down to the trigger is walked once, so "did not refuse to meet" and "denied that it planned to attack" come out right.
Who says so is not weighed here: "she said it fell" is as certain as she is.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.coder.clauses import is_for_to, is_gerund, is_misread_verb, is_wanted
from dateline.coder.statuswords import Signature, StatusWords, load_status_words
from dateline.grammar import Tree
from dateline.model import Annotations, Evidence, Status, Struct

_CERTAIN = 3.0
# From here on a mention counts as happened, below minus that as denied (certainty).
_HAPPENED, _DENIED = 1.7, -0.5
# What "the attack", "his visit", a relative clause or "after ..." takes for granted.
_GIVEN = 2.9
# A question and a command say nothing about whether.
_ASKED, _COMMANDED = 0.8, 0.6
# Under a denied verb: what a preposition brings in is mostly given ("was not told about the raid").
_BESIDE_DENIAL = 1.2
# A purpose is mostly reached when somebody acts for it ("came to sign"); other infinitives less.
_PURPOSE = Signature(plus=1.6, minus=0.0, status="planned")
_INFINITIVE = Signature(plus=1.5, minus=-0.5, status="hypothetical")
# "made no secret", "sees no end": with these verbs "no" denies the thing and leaves the verb half true.
_LIGHT = frozenset({"have", "make", "see", "take", "know", "serve", "find", "get", "give"})
_HAS_NO = Signature(plus=1.2, minus=-1.2, status="happened")
_WHETHER = Signature(plus=0.8, minus=0.8, status="hypothetical")
# A request that is denied, an offer that is rejected, was made.
_REFUSED_SPEECH = Signature(plus=1.8, minus=_GIVEN, status="happened")
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass"})
_TERMS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_AFTER = frozenset({"after", "since", "following", "during", "amid", "despite", "over"})
# "not until Tuesday", "not only", "never so": the word after the negation takes it away from the verb.
_UNDOES_NEGATION = frozenset({"until", "only", "just", "merely", "simply", "so"})
_QUOTES = frozenset("“”‘’\"'«»")
_OWN = {
    "neg": "adverb",
    "advmod": "adverb",
    "preconj": "adverb",
    "aux": "modal",
    "amod": "adjective",
    "det": "determiner",
    "nsubj": "subject",
    "nsubjpass": "subject",
}


class Judgement(Struct):
    """Whether it happened, how certainly (-3 to +3), and the words that say so."""

    status: Status
    certainty: float
    evidence: tuple[Evidence, ...] = ()
    hedges: tuple[str, ...] = ()


class Step(NamedTuple):
    """One reason on the way down: a rule, the status it gives, the token it rests on. `given` forgets what is above."""

    rule: str
    status: Status
    token: int
    given: bool = False


class Walk(NamedTuple):
    tree: Tree
    words: StatusWords
    trail: list[Step]
    settled: tuple[int, ...] = ()


def status_of(
    tree: Tree, trigger: int, annotations: Annotations | None = None, *, settled: tuple[int, ...] = ()
) -> Judgement:
    """The status of the event at token `trigger`, as its sentence tells it.

    `settled` are words that its concept already holds: "did not recognise the council" is a refusal, and that refusal
    happened.
    """
    walk = Walk(tree, load_status_words("en"), [], settled)
    if settled and _infinitive(tree, trigger):
        trigger = tree.tokens[trigger].head  # "chose not to attend": who so chooses has refused
    path = [trigger, *tree.ancestors(trigger)][::-1]
    context = certainty = _CERTAIN
    for depth, node in enumerate(path):
        context = _handed_down(walk, path[depth - 1], node, certainty, context) if depth else _main_clause(walk, node)
        certainty = _own_words(walk, node, context, below=path[depth + 1] if depth + 1 < len(path) else None)
    tokens = tree.tokens
    return Judgement(
        status=_status(certainty, walk.trail),
        certainty=round(max(-_CERTAIN, min(_CERTAIN, certainty)), 2),
        evidence=tuple(
            Evidence(rule=step.rule, start=tokens[step.token].start, end=tokens[step.token].end, note=step.status)
            for step in walk.trail
        ),
        hedges=(
            *(tokens[s.token].text.lower() for s in walk.trail if s.rule == "hedge"),
            *(("scare quotes",) if _in_scare_quotes(tree, trigger) else ()),
        ),
    )


def _in_scare_quotes(tree: Tree, trigger: int) -> bool:
    """The army's "rescue" of the town: a word or three in quotes, which the report does not make its own."""
    tokens = tree.tokens
    opened = next((k for k in range(trigger - 1, trigger - 4, -1) if k >= 0 and tokens[k].text in _QUOTES), None)
    closed = next((k for k in range(trigger + 1, min(trigger + 4, len(tokens))) if tokens[k].text in _QUOTES), None)
    return opened is not None and closed is not None and closed - opened <= 4


def _status(certainty: float, trail: list[Step]) -> Status:
    """The reason nearest to the trigger decides, unless what it says is as good as denied."""
    if certainty <= _DENIED:
        return "denied"
    told: Status | None = None
    for step in reversed(trail):
        if step.given:
            break
        if step.status not in ("happened", "denied"):
            if step.rule != "modal":
                return step.status  # "warned that it would attack": the warning says more than the "would"
            told = told or step.status
    if told is not None:
        return told
    if certainty >= _HAPPENED or (trail and trail[-1].rule == "hedge"):
        return "happened"
    return "hypothetical"


def _combine(certainty: float, signature: Signature) -> float:
    """A certain context takes the signature's side; an uncertain one goes towards the middle of both."""
    share = abs(certainty) / _CERTAIN
    side = signature.plus if certainty >= 0 else signature.minus
    return share * side + (1 - share) * (signature.plus + signature.minus) / 2


def _apply(walk: Walk, rule: str, token: int, signature: Signature, certainty: float) -> float:
    walk.trail.append(Step(rule, signature.status, token, signature.factive))
    return _combine(certainty, signature)


def _given(walk: Walk, token: int) -> float:
    walk.trail.append(Step("given", "happened", token, given=True))
    return _GIVEN


def _main_clause(walk: Walk, root: int) -> float:
    tree = walk.tree
    token = tree.tokens[root]
    if any(t.text == "?" for t in tree.tokens[-2:]):
        walk.trail.append(Step("question", "hypothetical", root))
        return _ASKED
    subjects = tree.deps(root, "nsubj", "nsubjpass", "expl", "aux", "ccomp")
    if token.tag == "VB" and token.pos == "VERB" and not subjects:
        walk.trail.append(Step("command", "called for", root))
        return _COMMANDED
    return _CERTAIN


# --- from a word to what hangs on it -------------------------------------------------------------------------------


def _handed_down(walk: Walk, above: int, node: int, certainty: float, context: float) -> float:
    """The certainty in which `node` stands, before its own negation and modals."""
    tree, words = walk.tree, walk.words
    token, head = tree.tokens[node], tree.tokens[above]
    signature = words.embeds(head.lemma, _pos(tree, above))
    if token.dep == "conj" and token.tag in ("VBD", "VBZ") and head.tag == "VB":
        return _given(walk, node)  # "threatened to use force and imposed sanctions": hung too low by the parser
    if token.dep == "conj":
        return context if tree.deps(node, "nsubj", "nsubjpass", "aux", "neg") else certainty
    if token.dep == "compound" and signature is not None and head.pos in _NOMINAL:
        return _apply(walk, "embedding", above, signature, certainty)  # "evacuation plans", "a coup attempt"
    if token.dep in ("amod", "compound", "poss"):
        return context
    if token.dep == "parataxis":
        return _CERTAIN
    if token.dep in ("prep", "agent"):
        return _into_preposition(walk, above, node, signature, certainty)
    if head.pos in ("ADP", "SCONJ") and token.dep in ("pobj", "pcomp"):
        return _out_of_preposition(walk, above, node, certainty)
    if token.dep in _CLAUSES:
        return _complement(walk, above, node, certainty)
    if token.dep in ("advcl", "acl", "relcl"):
        return _adjunct(walk, above, node, signature, certainty)
    return _term(walk, above, node, signature, certainty)


def _pos(tree: Tree, i: int) -> str:
    return "VERB" if is_misread_verb(tree, i) else tree.tokens[i].pos  # "MPs urge scrapping the treaty"


def _complement(walk: Walk, above: int, node: int, certainty: float) -> float:
    tree = walk.tree
    if _asks_which(tree, node):
        return _given(walk, node)
    for c in tree.deps(node, "mark"):
        if tree.tokens[c].text.lower() in ("whether", "if"):
            return _apply(walk, "condition", c, _WHETHER, certainty)
    form = "gerund" if is_gerund(tree, node) else "wanted" if is_wanted(tree, node) else "clause"
    signature = walk.words.embeds(tree.tokens[above].lemma, _pos(tree, above), form)
    if signature is not None and not signature.takes.isdisjoint(("clause", form)):
        return _apply(walk, "embedding", above, signature, certainty)
    if tree.tokens[node].dep == "ccomp" and node < above:
        return _CERTAIN  # fronted: the main clause said before its comment
    if _infinitive(tree, node):
        return _apply(walk, "infinitive", node, _INFINITIVE, certainty)
    return certainty


def _term(walk: Walk, above: int, node: int, signature: Signature | None, certainty: float) -> float:
    """A noun as subject or object: "planned an attack", "prevented the attack", "the attack did not ..."."""
    tree = walk.tree
    token = tree.tokens[node]
    if token.pos not in _NOMINAL and token.tag != "VBG":
        return certainty
    told = walk.words.embeds(token.lemma, token.pos)
    if signature is not None and "speech" in signature.takes and told is not None and told.status != "happened":
        return _apply(walk, "embedding", above, _REFUSED_SPEECH, certainty)
    governs = signature is not None and "obj" in signature.takes and token.dep in _TERMS
    known = _taken_for_granted(tree, node)
    if governs and not (known and signature.status == "hypothetical"):  # type: ignore[union-attr]
        return _apply(walk, "embedding", above, signature, certainty)  # type: ignore[arg-type]
    for c in tree.deps(above, "acomp") if token.dep == "nsubj" else ():
        found = walk.words.word("adjective", tree.tokens[c].text)
        if found is not None:
            return _apply(walk, "hedge", c, found, certainty)  # "an attack is imminent"
    if known:
        return _given(walk, node)
    if token.dep in ("nsubj", "nsubjpass"):
        return max(abs(certainty), 1.5)
    return certainty


def _into_preposition(walk: Walk, above: int, node: int, signature: Signature | None, certainty: float) -> float:
    tree = walk.tree
    word = tree.tokens[node].text.lower()
    if signature is not None and word in signature.takes and node > above:
        return _apply(walk, "embedding", above, signature, certainty)
    if tree.tokens[above].pos in _NOMINAL:
        return certainty if certainty > 0 else _CERTAIN
    return certainty if certainty >= 0 else _BESIDE_DENIAL


def _out_of_preposition(walk: Walk, above: int, node: int, certainty: float) -> float:
    tree = walk.tree
    word = tree.tokens[above].text.lower()
    if word in _AFTER:
        return _given(walk, above)
    kind = "before gerund" if tree.tokens[node].dep == "pcomp" else "preposition"
    found = walk.words.word(kind, word)
    if found is not None:
        return _apply(walk, "preposition", above, found, _CERTAIN)
    embedded = bool(walk.trail) and walk.trail[-1].rule == "embedding"
    if not embedded and _taken_for_granted(tree, node):
        return _given(walk, node)
    if tree.tokens[node].dep == "pcomp" and _asks_which(tree, node):
        return _given(walk, node)
    return certainty


def _adjunct(walk: Walk, above: int, node: int, signature: Signature | None, certainty: float) -> float:
    """Adverbial clauses and clauses on a noun."""
    tree = walk.tree
    token = tree.tokens[node]
    for c in tree.deps(node, "mark", "advmod"):
        found = walk.words.word("mark", tree.tokens[c].text)
        if found is not None and token.dep != "relcl":
            return _apply(walk, "condition", c, found, _CERTAIN)
    infinitive = _infinitive(tree, node)
    # "gathered to protest the decree" is the protest itself; "came to sign" is not yet the signature.
    reached = walk.words.word("purpose", token.lemma) if infinitive else None
    if reached is not None and (token.dep == "advcl" or signature is None):
        return _apply(walk, "purpose", node, reached, certainty)
    if token.dep == "advcl":
        if signature is not None and "for" in signature.takes and is_for_to(tree, node):
            return _apply(walk, "embedding", above, signature, certainty)
        if is_for_to(tree, node):
            return _apply(
                walk, "infinitive", node, _INFINITIVE, certainty
            )  # "no reason for Chad to invade": nobody's aim
        if infinitive:
            return _apply(walk, "purpose", node, _PURPOSE, certainty)
        subordinate = [c for c in tree.deps(node, "mark", "advmod") if c < node]
        return _given(walk, node) if subordinate or certainty < 0 else certainty
    if signature is not None and "clause" in signature.takes and (infinitive or tree.deps(node, "mark")):
        return _apply(walk, "embedding", above, signature, certainty)
    if infinitive:
        return _apply(walk, "infinitive", node, _INFINITIVE, certainty)
    if _taken_for_granted(tree, above) or certainty >= _HAPPENED:
        return _given(walk, node)
    return (certainty + _GIVEN) / 2  # "have not seen a suit filed": as real as the noun


def _infinitive(tree: Tree, node: int) -> bool:
    return any(tree.tokens[c].tag == "TO" for c in tree.deps(node, "aux"))


def _asks_which(tree: Tree, node: int) -> bool:
    """ "who shot down the plane", "which of them was held" take for granted that somebody did; "whether" does not."""
    first = tree.deps(node, "nsubj", "nsubjpass", "dobj", "advmod", "attr")
    asking = [*first, *(d for c in first for d in tree.deps(c, "det"))]
    return any(
        tree.tokens[c].tag in ("WP", "WRB", "WDT") and tree.tokens[c].text.lower() not in ("whether", "that")
        for c in asking
    )


def _taken_for_granted(tree: Tree, node: int) -> bool:
    """Whether a noun speaks of something known: "the attack", "his visit", "last week's talks"."""
    return any(
        tree.tokens[c].dep == "poss" or tree.tokens[c].text.lower() in _KNOWN for c in tree.children[node] if c < node
    )


# --- what stands beside a word -------------------------------------------------------------------------------------


def _own_words(walk: Walk, node: int, certainty: float, *, below: int | None) -> float:
    """Negation, modals, adverbs, adjectives, "no", "nobody", "has no ...".

    A "no" that belongs to the noun next on the way (`below`) is read there.
    """
    tree, tokens = walk.tree, walk.tree.tokens
    for c in tree.children[node]:
        if c in walk.settled:
            continue
        kind = _OWN.get(tokens[c].dep)
        found = walk.words.word(kind, tokens[c].text) if kind else None
        if found is None and c != below and tokens[c].dep in ("nsubj", "nsubjpass", "dobj", "attr", "advmod"):
            found = _no_determiner(walk, c)
        if kind == "determiner" and found is not None and found.status != "denied" and certainty < 0:
            continue  # "denied any attack" denies it fully
        if found is None or (found.status == "denied" and _negation_elsewhere(tree, c)):
            continue
        rule = "negation" if found.status == "denied" else "hedge" if kind in ("adverb", "adjective") else "modal"
        certainty = _apply(walk, rule, c, found, certainty)
    return certainty


def _no_determiner(walk: Walk, c: int) -> Signature | None:
    """ "killed no civilians", "no group claimed it", "is no longer held"; "no matter what" denies nothing."""
    tree = walk.tree
    for d in tree.deps(c, "det", "neg", "advmod"):
        if tree.tokens[d].text.lower() in ("no", "neither"):
            if tree.tokens[c].lemma == "matter":
                return None
            if tree.tokens[c].dep == "dobj" and tree.tokens[tree.tokens[c].head].lemma in _LIGHT:
                return _HAS_NO
            return walk.words.word("determiner", tree.tokens[d].text)
    return None


def _negation_elsewhere(tree: Tree, c: int) -> bool:
    return c + 1 < len(tree) and tree.tokens[c + 1].text.lower() in _UNDOES_NEGATION
