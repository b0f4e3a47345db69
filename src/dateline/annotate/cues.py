"""Reporting words in one parsed sentence: who is said to say it (source), by which words (cue), and what (content).

Reads the parse only; quotation marks, speakers and chains are attributions.py's part.
"""

from __future__ import annotations

from dateline.annotate.contents import BLAMING, clause_around, rejoined, verb_contents
from dateline.annotate.frames import Frame, make_frame, runs_of
from dateline.annotate.reporting import Cue, Reporting
from dateline.annotate.subjects import (
    FINITE,
    NO_SOURCE,
    inverted_subject,
    nobody,
    noun_before,
    shifted_from,
    subject_of,
)
from dateline.grammar import Tree
from dateline.model import Span

# Passives whose object is what is said even when nobody is named: "the strike was condemned".
_PASSIVE_ACTS = frozenset({"accuse", "condemn", "criticise", "praise", "describe", "support", "think"})
# "according to plan" reports nothing.
_NOT_SOURCES = frozenset({"plan", "schedule", "tradition", "need", "size", "rule", "law", "custom", "taste", "type"})


def find_frames(tree: Tree, reporting: Reporting) -> list[Frame]:
    """Every reporting word of the sentence that has a content, or may take a quotation, in text order."""
    frames = []
    for i, token in enumerate(tree.tokens):
        if reporting.hears(token):
            frame = _frame_at(tree, i, reporting)
            if frame is not None:
                frames.append(frame)
    # "refused to disclose": one cue, that of the verb that tells.
    telling = [f for f in frames if f.content]
    return [f for f in frames if not any(g is not f and _covers(g.cue, f.cue) for g in telling)]


def _frame_at(tree: Tree, i: int, reporting: Reporting) -> Frame | None:
    """The first reading of the word that gives a content, else the first that may take a quotation."""
    token = tree.tokens[i]
    if token.text.lower() == "according":
        return _according(tree, i)
    # "are convinced that": a participle that the language pack lists as an adjective is read as one.
    states = reporting.readings(token.text, "ADJ") if token.tag in ("VBN", "JJ") else ()
    find = _adjective if states else _verb if token.pos in ("VERB", "AUX") else _noun
    found = [find(tree, i, cue, reporting) for cue in states or reporting.readings(token.lemma, token.pos)]
    frames = [frame for frame in found if frame is not None]
    return next((frame for frame in frames if frame.content), frames[0] if frames else None)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def _verb(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    tokens = tree.tokens
    if tokens[i].dep in ("amod", "compound") or (tokens[i].tag == "VBN" and tokens[i].dep == "acl"):
        return None
    if any(nobody(tree, c) for c in tree.deps(i, "nsubj")):
        return None  # "No one said the bridge was safe"
    left, right = _cue_reach(tree, i, cue, reporting)
    passive = bool(tree.deps(i, "auxpass"))
    contents = verb_contents(tree, i, cue, reporting, passive=passive)
    if cue.act == "quote" and not contents:
        return None
    if tokens[i].tag == "VB" and _asked_to(tree, i, reporting):
        return None  # "asked the paper not to report it" reports nothing of the paper's
    subject, speaker = subject_of(tree, shifted_from(tree, i, reporting) or i, reporting, passive=passive)
    if subject is None and not passive and "speech" in cue.takes:
        subject = speaker = inverted_subject(tree, i)
        if subject is None and tokens[i].tag in FINITE and tokens[i].dep != "relcl":
            subject = speaker = noun_before(tree, left)
        contents = [c for c in contents if subject not in c]
    if "that" in cue.takes and not contents:
        contents = clause_around(tree, i)
    if subject is None and not _may_lack_source(tree, i, cue, passive=passive):
        return None
    speech = "speech" in cue.takes
    left = _light_verb(tree, i, left, reporting)
    if tokens[i].dep == "pcomp":
        left = _quoted_as(tree, i, left, cue, reporting)
    contents = rejoined(tree, contents, left if subject is None else min(left, *tree.subtree(subject)))
    return make_frame(tree, cue.act, (left, right), subject, speaker, contents, speech=speech)


def _may_lack_source(tree: Tree, i: int, cue: Cue, *, passive: bool) -> bool:
    """ "The raid was condemned", "it was reported that ..."; but "to suggest that ..." is nobody's statement."""
    if passive and cue.act in _PASSIVE_ACTS:
        return True
    return bool(tree.deps(i, "ccomp")) and (passive or tree.tokens[i].tag != "VB")


def _asked_to(tree: Tree, i: int, reporting: Reporting) -> bool:
    head = tree.tokens[tree.tokens[i].head]
    outer = reporting.cue(head.lemma, head.pos)
    return tree.tokens[i].dep == "xcomp" and outer is not None and outer.act in ("ask", "urge", "warn")


def _light_verb(tree: Tree, i: int, left: int, reporting: Reporting) -> int:
    """ "issued a statement saying": the cue begins with the light verb."""
    tokens = tree.tokens
    noun = tokens[i].head
    if (
        tokens[i].dep == "acl"
        and tokens[noun].dep == "dobj"
        and tokens[tokens[noun].head].lemma in reporting.light_verbs
    ):
        verb = tokens[noun].head
        if verb < noun < i and i - verb <= 6:
            return verb
    return left


def _quoted_as(tree: Tree, i: int, left: int, cue: Cue, reporting: Reporting) -> int:
    """ "was quoted as saying" is one cue."""
    tokens = tree.tokens
    verb = tokens[tokens[i].head].head
    quoted = any(reading.act == "quote" for reading in reporting.readings(tokens[verb].lemma, tokens[verb].pos))
    if quoted and tree.deps(verb, "auxpass") and i - verb == 2:
        return _cue_reach(tree, verb, cue, reporting)[0]
    return left


def _noun(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    """ "the ministry's claim that ...", "a warning from Oslo that ...", "made a promise to ..."."""
    tokens = tree.tokens
    contents = [tree.subtree(c) for c in tree.children[i] if c > i and _clause_of_noun(tree, c, cue)]
    source, brought_by = _owner(tree, i)
    verb = tokens[i].head
    left = right = i
    if source is None and tokens[i].dep in ("conj", "advcl") and tokens[verb].pos == "VERB" and contents:
        while tokens[verb].dep == "xcomp":  # "urged him to stop, warning ...": who urges warns
            verb = tokens[verb].head
        source = subject_of(tree, verb, reporting)[0]
    elif (
        source is None and tokens[i].dep == "dobj" and tokens[verb].lemma.lower() in reporting.light_verbs and verb < i
    ):
        source = subject_of(tree, verb, reporting)[0]
        left = _cue_reach(tree, verb, cue, reporting)[0]
    elif source is None and tokens[i].dep == "pobj" and tokens[verb].dep == "prep" and contents:
        # "Thapa said in a statement that ...": the parser hangs what he said on the statement.
        said = tokens[verb].head
        if said < i and any("speech" in one.takes for one in reporting.readings(tokens[said].lemma, tokens[said].pos)):
            source = subject_of(tree, said, reporting)[0]
            left, right = _cue_reach(tree, said, cue, reporting)[0], said
    if not contents and source is not None:
        for p in tree.deps(i, "prep"):
            if p != brought_by and tokens[p].text.lower() in cue.prepositions and tree.deps(p, "pobj", "pcomp"):
                contents = [tree.subtree(c) for c in tree.deps(p, "pobj", "pcomp")]
                right = p if p == i + 1 else i
                break
    if not contents:
        return None
    if left == i and i > 0 and tokens[i - 1].head == i and tokens[i - 1].dep in ("amod", "compound"):
        left = i - 1
    return make_frame(tree, cue.act, (left, right), source, source, contents, speech=False)


def _clause_of_noun(tree: Tree, c: int, cue: Cue) -> bool:
    """Whether a child of the noun is the that-clause or infinitive it takes."""
    words = [tree.tokens[k] for k in tree.children[c]]
    dep = tree.tokens[c].dep
    marked = any(w.dep == "mark" and w.text.lower() == "that" for w in words)
    if "that" in cue.takes and (dep == "ccomp" or (dep in ("acl", "relcl") and marked)):
        return True
    return (
        "inf" in cue.takes and dep in ("acl", "relcl", "xcomp") and any(w.tag == "TO" and w.dep == "aux" for w in words)
    )


def _owner(tree: Tree, i: int) -> tuple[int | None, int | None]:
    """Whose claim it is, and the preposition that says so."""
    for c in tree.deps(i, "poss"):
        return c, None
    for p in tree.deps(i, "prep", "agent"):
        if tree.tokens[p].text.lower() in ("by", "from") and tree.deps(p, "pobj"):
            return tree.deps(p, "pobj")[0], p
    return None, None


def _adjective(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> Frame | None:
    """ "is confident that", "are convinced that": the state of whom the verb's subject names."""
    tokens = tree.tokens
    verb = tokens[i].head if tokens[i].dep in ("acomp", "attr", "oprd") else i
    clauses = tree.deps(i, "ccomp") or tree.deps(verb, "ccomp")
    subjects = [c for c in tree.deps(verb, "nsubj", "nsubjpass") if tokens[c].text.lower() not in NO_SOURCE]
    if not clauses or not subjects:
        return None
    left = _cue_reach(tree, verb, cue, reporting)[0]
    contents = [tree.subtree(c) for c in clauses]
    return make_frame(tree, cue.act, (left, i), subjects[0], subjects[0], contents, speech=False)


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
    return make_frame(tree, "say", (i, to), source, source, contents, speech=True)


def _leading_according(tree: Tree, i: int, source: int) -> Frame | None:
    """ "According to X, ..." where the parser hung the whole sentence on X: the first comma after X parts them."""
    comma = next((k for k in range(source + 1, len(tree)) if tree.tokens[k].text in (",", ":")), len(tree))
    named = tree.span(list(range(i + 2, comma)))
    said = runs_of(tree, list(range(comma + 1, len(tree)))) if comma < len(tree) else []
    return Frame(
        sentence=tree.sentence.index,
        act="say",
        cue=tree.span([i, i + 1]),
        source=named,
        speaker_head=tree.tokens[source].start,
        content=tuple(said),
        speech=True,
    )


def _cue_reach(tree: Tree, i: int, cue: Cue, reporting: Reporting) -> tuple[int, int]:
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
    if tokens[i].dep == "xcomp" and tokens[head].lemma.lower() in reporting.carriers and left - 1 == head:
        return _cue_reach(tree, head, cue, reporting)[0], _right(tree, i, right, cue)
    return left, _right(tree, i, right, cue)


def _right(tree: Tree, i: int, right: int, cue: Cue) -> int:
    tokens = tree.tokens
    while right + 1 < len(tokens):
        following = tokens[right + 1]
        brings_in = following.dep in ("prep", "mark") and following.text.lower() in cue.prepositions
        if (cue.act in BLAMING and not tree.deps(i, "auxpass")) or not (
            brings_in or (following.dep == "prt" and following.head == i)
        ):
            break
        right += 1
    return right
