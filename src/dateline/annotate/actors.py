"""Noun phrases that name somebody who can act: states, organisations, persons, groups, and unnamed kinds of people.

First every phrase is resolved by itself (names of the roster, composition, the parser's own entities); then the report
as a whole tells who "the minister", "Thapa", "they" and "both sides" are (coreference.py).
"""

from __future__ import annotations

from msgspec.structs import replace

from dateline.annotate.composition import resolve_phrase
from dateline.annotate.coreference import Candidate, resolve_candidates
from dateline.annotate.roster import Name, Roster
from dateline.annotate.spelling import slug, split_words
from dateline.grammar import Tree
from dateline.model import Actor, ActorMention, Annotations, Document, Sentence, Span, When
from dateline.resources import Resources

# Dependents on the left of a head that belong to its phrase.
_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "predet", "npadvmod"})
# "minister of X", "spokesman for X", "ambassador to X": these prepositions tell who it is; "in", "at" only where.
_INSIDE = frozenset({"of", "for", "from", "to", "in", "at"})
# A head with one of these labels is part of a longer phrase, which is a candidate itself.
_PART = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs themselves it its itself who whom".split()
)
_PERSON_ENTITIES = frozenset({"PERSON"})
_ORG_ENTITIES = frozenset({"ORG", "NORP"})
# A surname of the roster met alone must not be something else: "May" the month, "Lima" the city.
_NOT_PERSON = frozenset({"GPE", "LOC", "DATE", "TIME", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART", "LANGUAGE"})
_TITLE_WORDS = frozenset(
    "mr mrs ms dr sir lord lady sheikh gen lt col maj capt brig adm prof sen rep gov rev president minister".split()
)


def find_actors(document: Document, annotations: Annotations, resources: Resources) -> tuple[ActorMention, ...]:
    """Who is named where, in text order. Words that stand for two actors ("both sides") give one mention for each.

    An adjective or possessor of a country or organisation ("Indian strikes") is a mention of its own, beside that of
    the phrase it stands in.
    """
    roster = resources.roster
    date = day_of(document.published)
    candidates: list[Candidate] = []
    for sentence in annotations.sentences:
        if sentence.tokens:
            candidates.extend(_candidates(document.text, sentence, roster, date))
    return resolve_candidates(document.text, candidates, roster, date)


def day_of(published: When | None) -> str | None:
    """The day offices are looked up for: the report's day, or the middle of the bounds it lies in."""
    if published is None or published.start is None:
        return None
    if published.end is None or published.end == published.start:
        return published.start
    from datetime import date

    first, last = date.fromisoformat(published.start), date.fromisoformat(published.end)
    return (first + (last - first) / 2).isoformat()


def _candidates(text: str, sentence: Sentence, roster: Roster, date: str | None) -> list[Candidate]:
    tree = Tree(sentence)
    tokens = sentence.tokens
    names = _names(text, sentence, roster)
    ends = _name_of_token(tree, names)
    found: list[Candidate] = []
    for i, token in enumerate(tokens):
        if token.pos == "PRON" or token.tag in ("PRP", "PRP$"):
            if token.text.lower() in _PRONOUNS:
                found.append(_candidate(tree, i, token.start, token.end, None, pronoun=token.text.lower()))
            continue
        inside = token.dep in _PART and tokens[token.head].pos in ("NOUN", "PROPN", "ADJ", "NUM")
        if token.pos not in ("NOUN", "PROPN") or inside:
            if i in ends and (inside or token.pos in ("ADJ", "PROPN")):
                found.extend(_modifier(tree, i, ends[i], roster, date))
            continue
        candidate = _phrase_candidate(text, tree, i, ends, roster, date)
        if candidate is not None:
            found.append(candidate)
    return found


def _names(text: str, sentence: Sentence, roster: Roster) -> list[tuple[int, int, Name]]:
    """The roster's names in a sentence, by document offsets."""
    words = split_words(text[sentence.start : sentence.end])
    first = sentence.start
    return [(first + words[i].start, first + words[j - 1].end, name) for i, j, name in roster.scan(words)]


def _name_of_token(tree: Tree, names: list[tuple[int, int, Name]]) -> dict[int, tuple[int, int, Name]]:
    """The last token of each name, with the name."""
    ends: dict[int, tuple[int, int, Name]] = {}
    at = 0
    for start, end, name in names:
        while at < len(tree) and tree.tokens[at].end < end:
            at += 1
        if at < len(tree) and tree.tokens[at].start < end:
            token = tree.tokens[at]
            if name.kind == "surname" and (token.pos != "PROPN" or token.ent in _NOT_PERSON):
                continue
            ends[at] = (start, end, name)
    return ends


def _modifier(tree: Tree, i: int, named: tuple[int, int, Name], roster: Roster, date: str | None) -> list[Candidate]:
    """A country or organisation that only qualifies a noun: "Indian" strikes, "Hamas" fighters."""
    start, end, name = named
    actor = roster.actors[name.keys[0]]
    if name.kind in ("person", "surname"):
        # "the Trump administration", "Putin ally": a name before a noun, alone or with its given name.
        actor = roster.person_at(name.keys[0], date)
        following = tree.tokens[tree.tokens[i].head]
        if len(name.keys) > 1 or following.pos == "PROPN" and following.dep not in ("pobj", "dobj", "nsubj"):
            return []
    elif name.kind == "city":
        return []
    elif actor.kind == "state":
        actor = replace(actor, basis=name.kind)
    return [_candidate(tree, i, start, end, actor, modifier=True)]


def _phrase_candidate(
    text: str, tree: Tree, i: int, ends: dict[int, tuple[int, int, Name]], roster: Roster, date: str | None
) -> Candidate | None:
    token = tree.tokens[i]
    lemma = token.lemma.lower()
    lower = token.text.lower()
    role_like = lower in roster.role_heads or lemma in roster.role_heads
    person_like = token.ent in _PERSON_ENTITIES
    if not (i in ends or role_like or person_like or token.ent in _ORG_ENTITIES):
        return None
    core, whole = _spans(tree, i)
    if i in ends and ends[i][0] < core.start:
        core = Span(ends[i][0], core.end)
        whole = Span(ends[i][0], max(core.end, whole.end))
    said = text[whole.start : whole.end]
    actor = resolve_phrase(said, date=date, roster=roster)
    if actor is not None and actor.basis.startswith("loose"):
        actor = None
    if actor is not None and actor.kind == "people" and actor.basis == "city":
        actor = None
    if actor is None:
        actor = _by_entity(text, tree, i, core)
    if actor is None:
        return None
    return _candidate(tree, i, whole.start, whole.end, actor, core=core)


def _spans(tree: Tree, i: int) -> tuple[Span, Span]:
    """The phrase of head `i` up to the head, and with the prepositions that tell who it is."""
    first = i
    for c in tree.children[i]:
        if c < i and tree.tokens[c].dep in _LEFT:
            first = min(first, _leftmost(tree, c))
    core = Span(tree.tokens[first].start, tree.tokens[i].end)
    end, last = core.end, i
    for c in tree.children[i]:
        token = tree.tokens[c]
        if c > i and token.dep == "prep" and token.lemma.lower() in _INSIDE and c <= last + 3:
            objects = tree.deps(c, "pobj")
            if objects and (
                token.lemma.lower() == "of" or tree.tokens[objects[0]].pos == "PROPN" or token.lemma == "for"
            ):
                inner = _spans(tree, objects[0])[1]
                end, last = max(end, inner.end), objects[0]
    return core, Span(core.start, end)


def _leftmost(tree: Tree, i: int) -> int:
    while True:
        left = [c for c in tree.children[i] if c < i and tree.tokens[c].dep != "punct"]
        if not left:
            return i
        i = left[0]


def _by_entity(text: str, tree: Tree, i: int, core: Span) -> Actor | None:
    """A person or organisation that only the parser knows: the run of its entity tokens is the name."""
    kind = tree.tokens[i].ent
    if kind not in ("PERSON", "ORG"):
        return None
    first = last = i
    while first and tree.tokens[first - 1].ent == kind and tree.tokens[first - 1].end + 1 >= tree.tokens[first].start:
        first -= 1
    while (
        last + 1 < len(tree) and tree.tokens[last + 1].ent == kind and tree.tokens[last + 1].dep in ("compound", "flat")
    ):
        last += 1
    while first < last and tree.tokens[first].text.lower().rstrip(".") in _TITLE_WORDS | {"the", "'s"}:
        first += 1
    said = text[tree.tokens[first].start : tree.tokens[last].end]
    name = slug(said)
    if not name or not any(c.isupper() for c in said):
        return None
    if kind == "PERSON":
        return Actor(key=f"person:{name}", name=said, kind="person", basis="entity")
    return Actor(key=f"org:{name}", name=said, kind="organisation", basis="entity")


def _candidate(
    tree: Tree,
    i: int,
    start: int,
    end: int,
    actor: Actor | None,
    *,
    core: Span | None = None,
    pronoun: str | None = None,
    modifier: bool = False,
) -> Candidate:
    token = tree.tokens[i]
    appositive = [tree.tokens[c].start for c in tree.deps(i, "appos")]
    possessor = [tree.tokens[c].start for c in tree.deps(i, "poss")]
    return Candidate(
        start=start,
        end=end,
        head=token.start,
        core_start=core.start if core else start,
        sentence=tree.sentence.index,
        actor=actor,
        word=token.text.lower(),
        pronoun=pronoun,
        modifier=modifier,
        subject=token.dep in _SUBJECTS,
        plural=token.tag in ("NNS", "NNPS"),
        definite=bool(
            [
                c
                for c in tree.children[i]
                if c < i and tree.tokens[c].text.lower() in ("the", "this", "that", "both", "these")
            ]
        ),
        expletive=token.dep == "expl"
        or (token.text.lower() == "it" and tree.tokens[token.head].lemma in ("be", "seem")),
        appositives=tuple(appositive),
        possessor=possessor[0] if possessor else None,
        apposed_to=tree.tokens[token.head].start if token.dep == "appos" else None,
    )
