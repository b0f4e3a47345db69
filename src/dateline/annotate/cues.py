"""Reporting words in one parsed sentence: who is said to say it (source), by which words (cue), and what (content).

Reads the parse only; quotation marks, speakers and chains are attributions.py's part.
"""

from __future__ import annotations

from dateline.annotate.reporting import Cue, Reporting
from dateline.grammar import Tree
from dateline.model import Span, Struct

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NO_SOURCE = frozenset({"there", "which", "what", "this", "that"})
_RELATIVE = frozenset({"who", "that", "which"})
# Verbs that only carry a reporting verb on: "continued to call for", "tried to convince".
_CARRIERS = frozenset(
    [
        "continue",
        "try",
        "begin",
        "start",
        "go",
        "need",
        "have",
        "use",
        "attempt",
        "fail",
        "keep",
        "refuse",
        "decline",
        "appear",
        "seem",
        "want",
        "plan",
    ]
)
# "made a promise to", "issued a statement saying": the verb's subject says it, the noun is what is said.
_LIGHT_VERBS = frozenset(
    [
        "make",
        "issue",
        "release",
        "give",
        "have",
        "express",
        "voice",
        "repeat",
        "reiterate",
        "deliver",
        "put",
        "raise",
        "send",
        "get",
        "publish",
        "post",
        "sound",
    ]
)
# Passives whose object is what is said even when nobody is named: "the strike was condemned".
_PASSIVE_ACTS = frozenset({"accuse", "criticise", "praise", "describe", "support", "think"})
# Of these acts the one urged belongs to what is urged: "urged both sides to talk" urges that both sides talk.
_URGING = frozenset({"urge", "warn"})
# Of these acts "for" and "of" tell what the blame or praise is, so they stay with the content.
_BLAMING = frozenset({"accuse", "criticise", "praise"})
_SPOKEN = frozenset(
    [
        "say",
        "claim",
        "accuse",
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
    ]
)
_REASONS = frozenset({"because", "if", "unless"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LOOSE = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})
# "according to plan" reports nothing.
_DASHES = frozenset({"-", "–", "—", "--"})
_NOT_SOURCES = frozenset({"plan", "schedule", "tradition", "need", "size", "rule", "law", "custom", "taste", "type"})


class Frame(Struct):
    """One reporting word with its slots."""

    sentence: int
    act: str
    cue: Span | None  # None for a quotation that nobody claims
    source: Span | None
    speaker_head: int | None  # offset of the word that names the speaker: the noun before "who"
    content: tuple[Span, ...]
    speech: bool  # whether a quotation beside it may be its content
    negated: bool = False


def find_frames(tree: Tree, reporting: Reporting) -> list[Frame]:
    """Every reporting word of the sentence that has a content, or may take a quotation, in text order."""
    frames = []
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if lemma not in reporting.words and token.text.lower() != "according":
            continue
        if token.text.lower() == "according":
            frame = _according(tree, i)
        else:
            # "are convinced that": a participle that the language pack lists as an adjective is read as one.
            state = reporting.cue(token.text, "ADJ") if token.tag in ("VBN", "JJ") else None
            cue = state or reporting.cue(lemma, token.pos)
            frame = None
            if cue is not None:
                find = {"VERB": _verb, "AUX": _verb}.get(token.pos, _noun) if state is None else _adjective
                frame = find(tree, i, cue, reporting)
        if frame is not None:
            frames.append(frame)
    # "refused to disclose": one cue, that of the verb that tells.
    return [f for f in frames if not any(g is not f and _covers(g.cue, f.cue) for g in frames)]


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def _verb(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    tokens = tree.tokens
    if tokens[i].dep in ("amod", "compound") or (tokens[i].tag == "VBN" and tokens[i].dep == "acl"):
        return None
    left, right = _cue_reach(tree, i, cue)
    passive = bool(tree.deps(i, "auxpass"))
    contents = _verb_contents(tree, i, cue, reporting, passive=passive)
    if cue.act == "quote" and not contents:
        return None
    if tokens[i].tag == "VB" and _asked_to(tree, i, reporting):
        return None  # "asked the paper not to report it" reports nothing of the paper's
    subject, speaker = _subject(tree, _shifted_from(tree, i, reporting) or i, passive=passive)
    if subject is None and not passive and "speech" in cue.takes:
        subject = speaker = _inverted(tree, i)
        contents = [c for c in contents if subject not in c]
    if "that" in cue.takes and not contents:
        contents = _around(tree, i)
    if subject is None and (not passive or cue.act not in _PASSIVE_ACTS) and not _clausal(tree, i):
        return None
    speech = "speech" in cue.takes
    if subject is None and tokens[i].tag == "VB" and not passive:
        return None  # "to suggest that ..." is nobody's statement
    left = _light_verb(tree, i, left)
    taken = set(range(left, right + 1)) | (set(tree.subtree(subject)) if subject is not None else set())
    return _frame(tree, cue.act, (left, right), subject, speaker, contents, taken, speech=speech)


def _asked_to(tree: Tree, i: int, reporting: Reporting) -> bool:
    head = tree.tokens[tree.tokens[i].head]
    outer = reporting.cue(head.lemma, head.pos)
    return tree.tokens[i].dep == "xcomp" and outer is not None and outer.act in ("ask", "urge", "warn")


def _inverted(tree: Tree, i: int) -> int | None:
    """'"...," added Brandt': the parser may take the name after the verb for its object."""
    tokens = tree.tokens
    if not i or tokens[i - 1].pos != "PUNCT":
        return None
    return next((c for c in tree.deps(i, "dobj") if tokens[c].pos in ("PROPN", "NOUN", "PRON")), None)


def _clausal(tree: Tree, i: int) -> bool:
    return bool(tree.deps(i, "ccomp"))


def _verb_contents(tree: Tree, i: int, cue: Cue, reporting: Reporting, *, passive: bool) -> list[list[int]]:
    """The token lists of what is said: a clause, else an infinitive, else what a preposition or object names."""
    tokens = tree.tokens
    clauses = [c for c in tree.deps(i, "ccomp") if not _adverbial(tree, i, c)]
    if "that" in cue.takes and clauses:
        return [_without_shifted(tree, i, c, reporting) for c in clauses] + _reasons(tree, i, clauses)
    things = tree.deps(i, "nsubjpass" if passive else "dobj")
    if "inf" in cue.takes:
        infinitives = [c for c in tree.deps(i, "xcomp", "ccomp") if tokens[c].tag == "VBG" or _has_to(tree, c)]
        if infinitives and cue.act in _URGING and not passive:
            return [sorted({k for c in (*things, *infinitives) for k in tree.subtree(c)})]
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
        if word in cue.prepositions and tree.deps(p, "pobj", "pcomp"):
            if p > i + 1 or cue.act in _BLAMING:
                return [tree.subtree(p)]
            return [tree.subtree(c) for c in tree.deps(p, "pobj", "pcomp")]
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
    parts = [tree.subtree(t) for t in things] + [tree.subtree(c) for c in rest]
    return parts if passive else [sorted({k for part in parts for k in part})]


def _adverbial(tree: Tree, i: int, c: int) -> bool:
    """ "While he called it late, she said ...": a leading clause with a conjunction is not what is said."""
    if c > i:
        return False
    marks = [tree.tokens[k].text.lower() for k in tree.deps(c, "mark")]
    return any(m not in ("that", "whether") for m in marks) or (
        tree.tokens[c].tag == "VBG" and not tree.deps(c, "nsubj", "aux")
    )


def _shifted_from(tree: Tree, c: int, reporting: Reporting) -> int | None:
    """ "The ministry said it was worried and called on both sides ...": the parser hangs "called" on "worried", but the
    ministry calls. Gives the reporting verb ("said") whose subject `c` shares, or None."""
    tokens = tree.tokens
    if tokens[c].dep != "conj" or tokens[c].tag != "VBD" or tree.deps(c, "nsubj", "nsubjpass", "aux"):
        return None
    first = tokens[c].head
    while tokens[first].dep == "conj" and not tree.deps(first, "nsubj", "nsubjpass"):
        first = tokens[first].head
    verb = tokens[first].head
    if tokens[first].dep != "ccomp" or verb > first or tokens[verb].tag != "VBD":
        return None
    outer, own = reporting.cue(tokens[verb].lemma, tokens[verb].pos), reporting.cue(tokens[c].lemma, tokens[c].pos)
    return verb if outer is not None and own is not None and "that" in outer.takes and own.act in _SPOKEN else None


def _without_shifted(tree: Tree, i: int, c: int, reporting: Reporting) -> list[int]:
    out: set[int] = set()
    for k in tree.conjuncts(c)[1:]:
        if _shifted_from(tree, k, reporting) == i:
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
    if not own or tree.tokens[own[0]].text.lower() in _RELATIVE:
        return []
    clause = set(tree.subtree(i))
    return [[k for k in tree.subtree(tree.tokens[i].head) if k not in clause and k < i]]


def _around(tree: Tree, i: int) -> list[list[int]]:
    """The clause a reporting clause is set into: "the port, Brandt said, is closed", "as Brandt pointed out"."""
    tokens = tree.tokens
    aside = tokens[i].dep == "parataxis" or (
        tokens[i].dep == "advcl" and any(tokens[k].text.lower() == "as" for k in tree.deps(i, "mark", "advmod"))
    )
    if not aside:
        return []
    own = set(tree.subtree(i))
    return [[k for k in tree.subtree(tokens[i].head) if k not in own]]


def _light_verb(tree: Tree, i: int, left: int) -> int:
    """ "issued a statement saying": the cue begins with the light verb."""
    tokens = tree.tokens
    noun = tokens[i].head
    if tokens[i].dep == "acl" and tokens[noun].dep == "dobj" and tokens[tokens[noun].head].lemma in _LIGHT_VERBS:
        verb = tokens[noun].head
        if verb < noun < i and i - verb <= 6:
            return verb
    return left


def _noun(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    tokens = tree.tokens
    contents = []
    for c in tree.children[i]:
        marked = any(tokens[k].dep == "mark" and tokens[k].text.lower() == "that" for k in tree.children[c])
        infinitive = any(tokens[k].tag == "TO" and tokens[k].dep == "aux" for k in tree.children[c])
        if (
            "that" in cue.takes and (tokens[c].dep in ("ccomp",) or (tokens[c].dep in ("acl", "relcl") and marked))
        ) or ("inf" in cue.takes and tokens[c].dep in ("acl", "relcl", "xcomp") and infinitive):
            contents.append(tree.subtree(c))
    source = speaker = None
    for c in tree.deps(i, "poss"):
        source = speaker = c
    used = None
    for p in tree.deps(i, "prep", "agent"):
        if tokens[p].text.lower() in ("by", "from") and tree.deps(p, "pobj") and source is None:
            source = speaker = tree.deps(p, "pobj")[0]
            used = p
    head = tokens[i].head
    left = right = i
    if source is None and tokens[i].dep in ("conj", "advcl") and tokens[head].pos == "VERB" and contents:
        source, speaker = _subject(tree, head, passive=False)  # "urged him to stop, warning ...": a participle
    if source is None and tokens[i].dep == "dobj" and tokens[head].lemma.lower() in _LIGHT_VERBS and head < i:
        source, speaker = _subject(tree, head, passive=False)
        left = _cue_reach(tree, head, cue)[0]
    if not contents and source is not None:
        for p in tree.deps(i, "prep"):
            if p != used and tokens[p].text.lower() in cue.prepositions and tree.deps(p, "pobj", "pcomp"):
                contents = [tree.subtree(c) for c in tree.deps(p, "pobj", "pcomp")]
                right = p if p == i + 1 else i
                break
    if not contents:
        return None
    while left == i and left > 0 and tokens[left - 1].head == i and tokens[left - 1].dep in ("amod", "compound"):
        left -= 1
        i = i if left else i
        break
    taken = set(range(left, right + 1)) | (set(tree.subtree(source)) if source is not None else set())
    return _frame(tree, cue.act, (left, right), source, speaker, contents, taken, speech=False)


def _adjective(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    """ "is confident that", "are convinced that": the state of whom the verb's subject names."""
    tokens = tree.tokens
    verb = tokens[i].head if tokens[i].dep in ("acomp", "attr", "oprd") else i
    clauses = tree.deps(i, "ccomp") or tree.deps(verb, "ccomp")
    subjects = [c for c in tree.deps(verb, "nsubj", "nsubjpass") if tokens[c].text.lower() not in _NO_SOURCE]
    if not clauses or not subjects:
        return None
    left = _cue_reach(tree, verb, cue)[0]
    taken = set(range(left, i + 1)) | set(tree.subtree(subjects[0]))
    contents = [tree.subtree(c) for c in clauses]
    return _frame(tree, cue.act, (left, i), subjects[0], subjects[0], contents, taken, speech=False)


def _according(tree: Tree, i: int) -> Frame | None:
    tokens = tree.tokens
    to = i + 1
    if to >= len(tokens) or tokens[to].text.lower() != "to":
        return None
    inside = tree.deps(to, "pobj", "pcomp")
    if not inside or tokens[inside[0]].lemma.lower() in _NOT_SOURCES:
        return None
    source = inside[0]
    if tokens[i].head == i:
        return _leading_according(tree, i, source)
    own = set(tree.subtree(i)) | set(tree.subtree(to))
    clause = next((a for a in tree.ancestors(i) if tokens[a].pos in ("VERB", "AUX")), tokens[i].head)
    contents = [[k for k in tree.subtree(clause) if k not in own]]
    return _frame(tree, "say", (i, to), source, source, contents, own, speech=True)


def _leading_according(tree: Tree, i: int, source: int) -> Frame | None:
    """ "According to X, ..." where the parser hung the whole sentence on X: the first comma after X parts them."""
    comma = next((k for k in range(source + 1, len(tree)) if tree.tokens[k].text in (",", ":")), len(tree))
    named = tree.span(list(range(i + 2, comma)))
    said = _runs(tree, list(range(comma + 1, len(tree)))) if comma < len(tree) else []
    return Frame(
        sentence=tree.sentence.index,
        act="say",
        cue=tree.span([i, i + 1]),
        source=named,
        speaker_head=tree.tokens[source].start,
        content=tuple(said),
        speech=True,
    )


def _subject(tree: Tree, i: int, *, passive: bool) -> tuple[int | None, int | None]:
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
            if tokens[head].dep != "dobj" or tokens[verb].lemma not in _LIGHT_VERBS:
                return head, head
            i = verb
        elif dep == "pcomp" and tokens[head].text.lower() == "as":
            quoted = tokens[head].head
            things = tree.deps(quoted, "nsubjpass", "dobj")
            return _speaker(tree, things[0], quoted) if things else (None, None)
        elif dep == "acl" and tokens[i].tag in _FINITE:
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
    """ "Brandt, head of the union, tweeted ...": a finite verb read as belonging to a noun; the topmost noun says it."""
    noun = tree.tokens[i].head
    while tree.tokens[noun].dep in ("appos", "pobj", "prep", "relcl", "dobj", "conj", "xcomp"):
        noun = tree.tokens[noun].head
    return noun, noun


def _speaker(tree: Tree, subject: int, verb: int) -> tuple[int | None, int | None]:
    """ "who said" names nobody: the speaker is the noun before the relative clause."""
    word = tree.tokens[subject].text.lower()
    if word in _RELATIVE and tree.tokens[verb].dep == "relcl":
        return subject, tree.tokens[verb].head
    return (None, None) if word in _NO_SOURCE else (subject, subject)


def _cue_reach(tree: Tree, i: int, cue: Cue) -> tuple[int, int]:
    """The first and last token of the cue: the verb with its auxiliaries, negation, adverbs, particle, preposition."""
    tokens = tree.tokens
    left = right = i
    while (
        left > 0 and tokens[left - 1].head in (i, left) and tokens[left - 1].dep in ("aux", "auxpass", "neg", "advmod")
    ):
        if tokens[left - 1].tag.startswith("W"):
            break
        left -= 1
    head = tokens[i].head
    if tokens[i].dep == "xcomp" and tokens[head].lemma.lower() in _CARRIERS and left - 1 == head:
        return _cue_reach(tree, head, cue)[0], _right(tree, i, right, cue)
    return left, _right(tree, i, right, cue)


def _right(tree: Tree, i: int, right: int, cue: Cue) -> int:
    tokens = tree.tokens
    while right + 1 < len(tokens):
        following = tokens[right + 1]
        brings_in = following.dep in ("prep", "mark") and following.text.lower() in cue.prepositions
        if cue.act in _BLAMING or not (brings_in or (following.dep == "prt" and following.head == i)):
            break
        right += 1
    return right


def _frame(
    tree: Tree,
    act: str,
    reach: tuple[int, int],
    source: int | None,
    speaker: int | None,
    contents: list[list[int]],
    taken: set[int],
    *,
    speech: bool,
) -> Frame:
    left, right = reach
    cue = Span(tree.tokens[left].start, tree.tokens[right].end)
    spans = [s for indices in contents for s in _runs(tree, [k for k in indices if k not in taken])]
    return Frame(
        sentence=tree.sentence.index,
        act=act,
        cue=cue,
        source=_source_span(tree, source, left, right) if source is not None else None,
        speaker_head=tree.tokens[speaker].start if speaker is not None else None,
        content=tuple(sorted(spans)),
        speech=speech,
        negated=any(tokens_neg(tree, k) for k in range(left, right + 1)),
    )


def tokens_neg(tree: Tree, k: int) -> bool:
    return tree.tokens[k].dep == "neg"


def _source_span(tree: Tree, source: int, left: int, right: int) -> Span:
    """The whole noun phrase with appositions and relative clauses, cut off where the cue stands, without end marks."""
    before = {k for c in tree.deps(source, "prep", "advmod") if c < source for k in tree.subtree(c)}
    indices = [k for k in tree.subtree(source) if not left <= k <= right and k not in before]
    run = next((r for r in _contiguous(indices) if source in r), [source])
    # "OSLO (Reuters) - The minister said": the parser takes the dateline for part of the name.
    dash = next((k for k in reversed(run) if k < source and tree.tokens[k].text in _DASHES), None)
    run = [k for k in run if dash is None or k > dash]
    while len(run) > 1 and tree.tokens[run[-1]].text in _LOOSE:
        run = run[:-1]
    while len(run) > 1 and (tree.tokens[run[0]].text in _LOOSE or tree.tokens[run[-1]].dep == "case"):
        run = run[1:] if tree.tokens[run[0]].text in _LOOSE else run[:-1]
    return tree.span(run)


def _runs(tree: Tree, indices: list[int]) -> list[Span]:
    """Contiguous stretches of the content, without the commas and stops at their edges."""
    spans = []
    for run in _contiguous(indices):
        while run and tree.tokens[run[-1]].text in _LOOSE:
            run = run[:-1]
        while run and tree.tokens[run[0]].text in _LOOSE:
            run = run[1:]
        if run and any(tree.tokens[k].pos != "PUNCT" for k in run):
            spans.append(tree.span(run))
    return spans


def _contiguous(indices: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for k in sorted(indices):
        if runs and k == runs[-1][-1] + 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs
