"""A trigger with its surroundings, as sets of words: what coreference.py compares.

Any words can be a trigger, coded or not: "quake", "was put on trial", "it".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from dateline.alike.kin import kin_of_lemma, same_action, same_rows
from dateline.alike.rarity import rarity, stem
from dateline.alike.roots import base, is_number, plain, root
from dateline.model import Sentence, Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_VERBAL = frozenset({"VERB", "AUX"})
_PARTICLES = frozenset({"ADP", "ADV", "PART"})
_EMPTY_HEADS = _PARTICLES | {"AUX", "DET"}
_DATED = frozenset({"DATE", "TIME"})
_SAYING_WORDS = "say tell announce report add state confirm claim release reveal write"
_SAYING = frozenset(_SAYING_WORDS.split())
# Verbs that say little without the noun beside them, and words that stand for any happening.
_LIGHT_WORDS = """
make take have be do get give come go put hold place carry keep set see become bring face suffer undergo turn run
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_GENERAL = _LIGHT | {"it", "this", "that", "event"}
_POINTING = frozenset({("it",), ("this",), ("that",)})
_SUBJECTS = frozenset({"nsubj", "csubj", "poss"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_TRAITS = frozenset({"compound", "amod", "nummod", "nmod"})
# A trigger without a subject has that of the verb it hangs on ("agreed to resign", "came under fire").
_BELOW = frozenset({"xcomp", "conj", "advcl", "dobj", "pobj", "prep", "ccomp", "acl", "relcl"})
_HIGHEST = 3  # steps up to that verb
# A noun under a verb ("launched an attack", "died in the crash") shares that verb's company.
_UNDER = frozenset({"dobj", "pobj", "conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "nsubj", "compound", "attr"})
_NEIGHBOURHOOD = 6  # words to either side of the trigger
_DEEPEST = 8


class Bag(msgspec.Struct, frozen=True, gc=False):
    """Words and how much they tell together: the sum of their squared rarities."""

    words: frozenset[str]
    weight: float


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A trigger and what its sentence says around it. Words are plain forms."""

    report: int
    sentence: int
    at: int  # the head's place in the sentence
    opening: bool
    depth: int  # steps to the root of the sentence
    verb: bool
    pos: str
    base: str  # the word that tells most: "trial" in "go on trial"
    root: str
    words: tuple[str, ...]
    roots: frozenset[str]
    initials: str
    phrase: str  # "step_down", where known_phrases has it
    same: frozenset[int]  # rows of same_words.csv for the phrase, or else the word
    same_any: frozenset[int]  # and for every content word
    kin: frozenset[int]  # rows of near_words.csv
    saying: bool
    general: bool
    pointing: bool
    governor: str  # root of the word the trigger hangs on
    subjects: Bag
    objects: Bag
    settings: Bag  # what prepositions add: where, when, with what
    traits: Bag  # what stands beside a noun: "murder trial"
    parties: Bag  # subjects and objects
    arguments: Bag  # all four
    argument_names: Bag
    argument_roots: frozenset[str]
    company: Bag
    sentence_words: Bag
    sentence_roots: frozenset[str]
    near: Bag
    full: Bag
    names: Bag
    near_names: Bag
    numbers: frozenset[str]
    days: frozenset[str]


def telling(sentence: Sentence, indices: Sequence[int], *, report: int, opening: bool) -> Telling:
    """The trigger at these tokens of a parsed sentence. `opening`: it is the first sentence of its report."""
    tokens, own = sentence.tokens, sorted(set(indices))
    head = _head(tokens, indices)
    words = tuple(_base(tokens[i]) for i in own)
    content = [word for i, word in zip(own, words, strict=True) if tokens[i].pos in _CONTENT | {"AUX"}] or list(words)
    main = _main_word(_base(tokens[head]), content)
    phrases = _phrases_of(tokens, head, own, words)
    same = frozenset().union(*([known_phrases()[p] for p in phrases] or map(same_action, (main, root(main)))))
    telling_words = [word for word in content if word not in _LIGHT]
    subjects, objects, settings, traits = _arguments(tokens, head, own)
    arguments = subjects | objects | settings | traits
    around = [i for i, token in enumerate(tokens) if token.pos in _CONTENT and i not in own]
    near = [i for i in around if abs(i - head) <= _NEIGHBOURHOOD]
    sentence_words = frozenset(_word(tokens[i]) for i in around)
    roots = frozenset(map(root, telling_words or content))
    governor = _governor(tokens, head, own)

    def bag(places: Iterable[int]) -> Bag:
        return bag_of(_word(tokens[i]) for i in places if tokens[i].pos in _CONTENT and tokens[i].text.isalnum())

    def names(places: Iterable[int]) -> Bag:
        return bag_of(plain(tokens[i].text) for i in places if tokens[i].pos == "PROPN")

    return Telling(
        report=report,
        sentence=sentence.index,
        at=head,
        opening=opening,
        depth=_depth(tokens, head),
        verb=tokens[head].pos == "VERB",
        pos=tokens[head].pos,
        base=main,
        root=root(main),
        words=words,
        roots=roots,
        initials="".join(word[0] for word in content) if len(content) > 1 else "",
        phrase=phrases[0] if phrases else "",
        same=same,
        same_any=same.union(*(same_action(form) for word in telling_words for form in (word, root(word)))),
        kin=kin_of_lemma(tokens[head].lemma.lower()) | kin_of_lemma(main),
        saying=main in _SAYING,
        general=main in _GENERAL,
        pointing=words in _POINTING,
        governor="" if governor is None else root(_base(tokens[governor])),
        subjects=bag(subjects),
        objects=bag(objects),
        settings=bag(settings),
        traits=bag(traits),
        parties=bag(subjects | objects),
        arguments=bag(arguments),
        argument_names=names(arguments),
        argument_roots=frozenset(root(_base(tokens[i])) for i in arguments),
        company=bag(_company(tokens, head, own)),
        sentence_words=bag_of(sentence_words),
        sentence_roots=frozenset(map(root, sentence_words)),
        near=bag_of(_word(tokens[i]) for i in near),
        full=bag_of(sentence_words | roots),
        names=names(around),
        near_names=names(near),
        numbers=frozenset(plain(token.text) for token in tokens if _counts(token)),
        days=frozenset(token.lemma.lower() for token in tokens if token.ent in _DATED),
    )


def bag_of(words: Iterable[str]) -> Bag:
    held = frozenset(words)
    return Bag(words=held, weight=sum(squared_rarity(word) for word in sorted(held)))


@lru_cache(maxsize=50_000)
def squared_rarity(word: str) -> float:
    return rarity(stem(word)) ** 2


# --- words ---------------------------------------------------------------------------------------------------------


def _base(token: Token) -> str:
    """The plain form; a parser's lemma is believed for verbs alone, and only where it is another word."""
    word, lemma = plain(token.text), plain(token.lemma or token.text)
    return base(lemma) if token.pos in _VERBAL and lemma != word else base(word)


def _word(token: Token) -> str:
    return plain(token.text) if token.pos == "PROPN" else base(plain(token.lemma or token.text))


def _main_word(head: str, content: Sequence[str]) -> str:
    """The last word that tells something, where the head is light: "trial" of "go on trial"."""
    other = [word for word in content if word not in _LIGHT]
    return other[-1] if head in _LIGHT and other else head


def _counts(token: Token) -> bool:
    return token.pos == "NUM" or token.text[0].isdigit() or (token.pos == "ADJ" and is_number(token.text.lower()))


def _phrases_of(tokens: Sequence[Token], head: int, own: Sequence[int], words: Sequence[str]) -> list[str]:
    """The phrases of same_words.csv that the trigger makes up, alone or with the particle behind it."""
    found = ["_".join(words)]
    if len(words) > 1:
        found += [f"{words[0]}_{words[-1]}", "_".join(words[:2])]
    for j in (head + 1, head + 2):
        if j < len(tokens) and tokens[j].pos in _PARTICLES and (tokens[j].head == head or j == head + 1):
            found.append(f"{_base(tokens[head])}_{tokens[j].text.lower()}")
    return [phrase for phrase in found if phrase in known_phrases()]


@lru_cache(maxsize=1)
def known_phrases() -> dict[str, frozenset[int]]:
    """The phrases of same_words.csv by the plain forms of their words: "go_on_try" for "go on trial"."""
    return {"_".join(map(base, phrase.split("_"))): rows for phrase, rows in same_rows().items() if "_" in phrase}


# --- the clause ----------------------------------------------------------------------------------------------------


def _head(tokens: Sequence[Token], indices: Sequence[int]) -> int:
    """The trigger's word whose head lies outside it; a content word, where that one says nothing."""
    heads = [i for i in indices if tokens[i].head not in indices or tokens[i].head == i]
    head = heads[0] if heads else indices[0]
    if len(indices) > 1 and tokens[head].pos in _EMPTY_HEADS:
        return next((i for i in indices if tokens[i].pos in _CONTENT), head)
    return head


def _arguments(
    tokens: Sequence[Token], head: int, own: Collection[int]
) -> tuple[set[int], set[int], set[int], set[int]]:
    """Places of the words of subjects, objects, settings and traits."""
    subjects: set[int] = set()
    objects: set[int] = set()
    settings: set[int] = set()
    traits: set[int] = set()
    for i in _children(tokens, head, own):
        dep = tokens[i].dep
        if dep in _SUBJECTS:
            subjects |= _phrase(tokens, i, own)
        elif dep in _OBJECTS:
            objects |= _phrase(tokens, i, own)
        elif dep in _TRAITS:
            traits.add(i)
        elif dep in ("agent", "prep", "dative"):
            of = tokens[i].text.lower() == "of" and tokens[head].pos not in _VERBAL
            into = subjects if dep == "agent" else objects if of else settings
            for j in _children(tokens, i, own):
                if tokens[j].dep in ("pobj", "pcomp"):
                    into |= _phrase(tokens, j, own)
    if not subjects:
        subjects = _subject_above(tokens, head, own)
    return subjects, objects, settings, traits


def _subject_above(tokens: Sequence[Token], head: int, own: Collection[int]) -> set[int]:
    i = head
    for _ in range(_HIGHEST):
        above = tokens[i].head
        if tokens[i].dep not in _BELOW or above == i:
            break
        if tokens[above].pos in _VERBAL:
            subjects = [j for j in _children(tokens, above, own) if tokens[j].dep in ("nsubj", "nsubjpass") and j != i]
            return set().union(*(_phrase(tokens, j, own) for j in subjects))
        i = above
    return set()


def _company(tokens: Sequence[Token], head: int, own: Collection[int]) -> set[int]:
    """Words of the phrases beside and below the trigger."""
    beside = _children(tokens, head, own)
    if tokens[head].dep in _UNDER:
        beside += _children(tokens, tokens[head].head, own)
    found = set()
    for i in beside:
        for j in _children(tokens, i, own) if tokens[i].dep == "prep" else [i]:
            found |= _phrase(tokens, j, own)
    return found - {head}


def _children(tokens: Sequence[Token], head: int, own: Collection[int]) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.head == head and i != head and i not in own]


def _phrase(tokens: Sequence[Token], head: int, own: Collection[int]) -> set[int]:
    """A word and the content words right below it."""
    return {head} | {i for i in _children(tokens, head, own) if tokens[i].pos in _CONTENT}


def _governor(tokens: Sequence[Token], head: int, own: Collection[int]) -> int | None:
    i = head
    while tokens[i].head != i and tokens[tokens[i].head].pos in ("ADP", "DET"):
        i = tokens[i].head
    above = tokens[i].head
    return None if above == i or above in own else above


def _depth(tokens: Sequence[Token], head: int) -> int:
    depth, i = 0, head
    while tokens[i].head != i and depth < _DEEPEST:
        i, depth = tokens[i].head, depth + 1
    return depth
