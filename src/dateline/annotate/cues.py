"""Reporting words in one parsed sentence: who is said to say it (source), by which words (cue), and what (content).

Reads the parse only; quotation marks, speakers and chains are attributions.py's part.
"""

from __future__ import annotations

from dateline.annotate.reporting import Cue, Reporting
from dateline.grammar import Tree
from dateline.model import Span, Struct

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NO_SOURCE = frozenset({"it", "there", "which", "what", "this", "that"})
_RELATIVE = frozenset({"who", "that", "which"})
# Verbs that only carry a reporting verb on: "continued to call for", "tried to convince".
_CARRIERS = frozenset({"continue", "try", "begin", "start", "go", "need", "have", "use", "attempt", "fail", "keep"})
# "made a promise to", "issued a statement saying": the verb's subject says it, the noun is what is said.
_LIGHT_VERBS = frozenset(
    "make issue release give have express voice repeat reiterate deliver put raise send get publish post sound".split()
)
_LOOSE = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})
# "according to plan" reports nothing.
_NOT_SOURCES = frozenset({"plan", "schedule", "tradition", "need", "size", "rule", "law", "custom", "taste", "type"})


class Frame(Struct):
    """One reporting word with its slots. `speaker_at` is where the speaker's name is when the source is "who"."""

    sentence: int
    act: str
    cue: Span
    source: Span | None
    speaker_at: Span | None
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
            cue = reporting.cue(lemma, token.pos)
            frame = None
            if cue is not None:
                find = {"VERB": _verb, "AUX": _verb, "ADJ": _adjective}.get(token.pos, _noun)
                frame = find(tree, i, cue, reporting)
        if frame is not None:
            frames.append(frame)
    return frames


def _verb(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    tokens = tree.tokens
    if tokens[i].dep in ("amod", "compound") or (tokens[i].tag == "VBN" and tokens[i].dep == "acl"):
        return None
    left, right = _cue_reach(tree, i, cue)
    passive = bool(tree.deps(i, "auxpass"))
    contents = _verb_contents(tree, i, cue, passive=passive)
    subject, speaker = _subject(tree, i, passive=passive)
    if cue.act == "quote" and not contents:
        return None
    if not contents and tokens[i].dep == "parataxis" and "that" in cue.takes:
        own = set(tree.subtree(i))
        contents = [[k for k in tree.subtree(tokens[i].head) if k not in own]]
    taken = set(range(left, right + 1)) | (set(tree.subtree(subject)) if subject is not None else set())
    speech = "speech" in cue.takes
    if not contents and not speech:
        return None
    return _frame(tree, cue.act, (left, right), subject, speaker, contents, taken, speech=speech)


def _verb_contents(tree: Tree, i: int, cue: Cue, *, passive: bool) -> list[list[int]]:
    """The token lists of what is said, in the order of how surely they are it."""
    tokens = tree.tokens
    if "that" in cue.takes:
        clauses = tree.deps(i, "ccomp")
        if clauses:
            return [tree.subtree(c) for c in clauses]
    found = []
    if "inf" in cue.takes:
        infinitives = [
            c for c in tree.deps(i, "xcomp", "ccomp") if any(tokens[k].tag == "TO" for k in tree.children[c])
        ]
        found = [tree.subtree(c) for c in infinitives]
        if passive and found:
            found = [tree.subtree(s) for s in tree.deps(i, "nsubjpass")] + found
        if found:
            return found
    for p in tree.deps(i, "prep"):
        word = tokens[p].text.lower()
        inside = tree.deps(p, "pobj", "pcomp")
        if word == "as" and "as" in cue.takes and inside:
            things = tree.deps(i, "nsubjpass" if passive else "dobj")
            return (
                [[*(k for t in things for k in tree.subtree(t)), *tree.subtree(p)]]
                if not passive
                else ([tree.subtree(t) for t in things] + [tree.subtree(p)])
            )
        if word in cue.prepositions and inside:
            return [tree.subtree(c) for c in inside]
    if "as" in cue.takes:
        small = tree.deps(i, "oprd", "ccomp")
        things = tree.deps(i, "nsubjpass" if passive else "dobj")
        if small:
            return [[*(k for t in things for k in tree.subtree(t)), *(k for c in small for k in tree.subtree(c))]]
    if "obj" in cue.takes:
        return [tree.subtree(c) for c in tree.deps(i, "nsubjpass" if passive else "dobj")]
    return []


def _noun(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    tokens = tree.tokens
    contents = []
    for c in tree.children[i]:
        marked = any(tokens[k].dep == "mark" and tokens[k].text.lower() == "that" for k in tree.children[c])
        infinitive = any(tokens[k].tag == "TO" and tokens[k].dep == "aux" for k in tree.children[c])
        if "that" in cue.takes and (tokens[c].dep in ("ccomp",) or (tokens[c].dep in ("acl", "relcl") and marked)):
            contents.append(tree.subtree(c))
        elif "inf" in cue.takes and tokens[c].dep in ("acl", "relcl", "xcomp") and infinitive:
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
    tokens = tree.tokens
    verb = tokens[i].head
    if tokens[i].dep not in ("acomp", "attr", "oprd") or tokens[verb].pos not in ("AUX", "VERB"):
        return None
    clauses = tree.deps(i, "ccomp") or tree.deps(verb, "ccomp")
    if not clauses:
        return None
    subject, speaker = _subject(tree, verb, passive=False)
    if subject is None:
        return None
    contents = [tree.subtree(c) for c in clauses]
    left = _cue_reach(tree, verb, cue)[0]
    taken = set(range(left, i + 1)) | set(tree.subtree(subject))
    return _frame(tree, cue.act, (left, i), subject, speaker, contents, taken, speech=False)


def _according(tree: Tree, i: int) -> Frame | None:
    tokens = tree.tokens
    to = i + 1
    if to >= len(tokens) or tokens[to].text.lower() != "to":
        return None
    inside = tree.deps(to, "pobj", "pcomp")
    if not inside or tokens[inside[0]].lemma.lower() in _NOT_SOURCES:
        return None
    own = set(tree.subtree(i)) | set(tree.subtree(to))
    clause = next((a for a in tree.ancestors(i) if tokens[a].pos in ("VERB", "AUX") and a not in own), None)
    if clause is None:
        clause = tokens[i].head if tokens[i].head != i else None
    contents = [[k for k in tree.subtree(clause) if k not in own]] if clause is not None else []
    return _frame(tree, "say", (i, to), inside[0], inside[0], contents, own, speech=True)


def _subject(tree: Tree, i: int, *, passive: bool) -> tuple[int | None, int | None]:
    """The token that says it, and the token that names the speaker (they differ for "who")."""
    tokens = tree.tokens
    if passive:
        for by in tree.deps(i, "agent"):
            for c in tree.deps(by, "pobj"):
                return c, c
        return None, None
    seen = set()
    while i not in seen:
        seen.add(i)
        own = [c for c in tree.deps(i, *_SUBJECTS) if tokens[c].dep != "csubj"]
        if own:
            c = own[0]
            word = tokens[c].text.lower()
            if word in _RELATIVE and tokens[i].dep == "relcl":
                return c, tokens[i].head
            return (None, None) if word in _NO_SOURCE else (c, c)
        if tree.deps(i, "expl"):
            return None, None
        head = tokens[i].head
        dep = tokens[i].dep
        if dep == "acl" and tokens[i].tag == "VBG" and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            return head, head
        if dep == "pcomp" and tokens[head].text.lower() == "as":
            quoted = tokens[head].head
            for c in tree.deps(quoted, "nsubjpass", "dobj"):
                return c, c
            return None, None
        if dep in ("conj", "xcomp", "advcl", "dep") or (dep == "pcomp" and tokens[i].tag == "VBG"):
            i = tokens[head].head if dep == "pcomp" else head
            continue
        return None, None
    return None, None


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
    while right + 1 < len(tokens) and tokens[right + 1].head == i:
        following = tokens[right + 1]
        if following.dep == "prt" or (following.dep == "prep" and following.text.lower() in cue.prepositions):
            right += 1
        else:
            break
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
        speaker_at=tree.phrase(speaker) if speaker is not None else None,
        content=tuple(sorted(spans)),
        speech=speech,
        negated=any(tokens_neg(tree, k) for k in range(left, right + 1)),
    )


def tokens_neg(tree: Tree, k: int) -> bool:
    return tree.tokens[k].dep == "neg"


def _source_span(tree: Tree, source: int, left: int, right: int) -> Span:
    """The whole noun phrase with appositions and relative clauses, cut off where the cue stands, without end marks."""
    indices = [k for k in tree.subtree(source) if not left <= k <= right]
    run = next(r for r in _contiguous(indices) if source in r)
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
