"""Sentences and entities from the parser, as plain records."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dateline.annotate.headlines import plain_case
from dateline.errors import ConfigError
from dateline.model import Document, Entity, Sentence, Token
from dateline.resources import Resources

# Parsed blocks kept in memory (about 20 kB each): enough for the copies of a day, too few to fill a laptop.
_MOST_BLOCKS = 4096


def load_parser(name: str) -> Any:
    """A spaCy English pipeline by package name or folder; raises ConfigError where it is not installed."""
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ImportError) as error:
        raise ConfigError(f"parser {name!r} cannot be loaded ({error}).", advice=f"Try: pip install {name}") from error
    if "lemmatizer" in nlp.pipe_names:
        nlp.disable_pipe(
            "lemmatizer"
        )  # `_lemma` calls it once per word form; run as a pipe it costs a tenth of the parse
    return nlp


def parse(doc: Document, resources: Resources) -> tuple[tuple[Sentence, ...], tuple[Entity, ...]]:
    """Split every block into parsed sentences, in text order, and give the parser's named entities.

    Each block is a text of its own to the parser: the same words get the same parse whatever stands around them, and a
    paragraph that ten papers copy is parsed once. A document in another language has no sentences.
    """
    if doc.language not in ("en", "und"):
        return (), ()
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    parsed = _parse_blocks([doc.text[block.start : block.end] for block in doc.blocks], resources)
    for number, (block, (rows, names)) in enumerate(zip(doc.blocks, parsed, strict=True)):
        first = len(sentences)
        for row in rows:
            tokens = tuple(Token(t[0] + block.start, t[1] + block.start, *t[2:]) for t in row)
            sentences.append(
                Sentence(index=len(sentences), start=tokens[0].start, end=tokens[-1].end, block=number, tokens=tokens)
            )
        entities += [
            Entity(start=start + block.start, end=end + block.start, kind=kind, sentence=first + at)
            for start, end, kind, at in names
        ]
    return tuple(sentences), tuple(entities)


# Rows of tokens by sentence, and (start, end, kind, sentence) of each entity; offsets from the start of the block.
_Block = tuple[list[list[tuple]], list[tuple]]


@lru_cache(maxsize=4)
def _known_blocks(resources: Resources) -> dict[str, _Block]:
    return {}


def _parse_blocks(texts: list[str], resources: Resources) -> list[_Block]:
    """Each text parsed; those not seen before in one batch, a third faster than one by one and bit for bit the same."""
    known = _known_blocks(resources)
    new = [text for text in dict.fromkeys(texts) if text not in known]
    # A headline in Title Case hides its verb from the parser; the words keep their places and their own letters.
    plain = [plain_case(text, resources.lexicon.words) for text in new]
    made = {
        text: _rows(text, parsed, resources)
        for text, parsed in zip(new, resources.nlp.pipe(plain, batch_size=64), strict=True)
    }
    blocks = [made[text] if text in made else known[text] for text in texts]
    known.update(made)
    while len(known) > _MOST_BLOCKS:
        del known[next(iter(known))]  # the oldest
    return blocks


def _rows(text: str, parsed: Any, resources: Resources) -> _Block:
    lemma = _lemmas(resources)
    rows, names = [], []
    for sentence in parsed.sents:
        first = sentence.start
        row = [
            (
                t.idx,
                t.idx + len(t),
                text[t.idx : t.idx + len(t)],
                lemma(t),
                t.pos_,
                t.tag_,
                t.dep_,
                t.head.i - first,
                t.ent_type_,
            )
            for t in sentence
            if not t.is_space
        ]
        if not row:
            continue
        row = _without_spaces(sentence, row)
        names += [(e.start_char, e.end_char, e.label_, len(rows)) for e in sentence.ents]
        rows.append(row)
    return rows, names


@lru_cache(maxsize=4)
def _lemmas(resources: Resources) -> Callable[[Any], str]:
    """The parser's own lemmatizer behind a table: a word form of one part of speech and morphology has one lemma."""
    nlp = resources.nlp
    if "lemmatizer" not in nlp.component_names:
        return lambda token: token.lemma_
    lemmatizer = nlp.get_pipe("lemmatizer")
    known: dict[tuple[int, int, int], str] = {}

    def lemma(token: Any) -> str:
        if token.lemma:  # the attribute ruler knows this word
            return token.lemma_
        key = (token.orth, token.pos, token.morph.key)
        if key not in known:
            known[key] = lemmatizer.lemmatize(token)[0]
        return known[key]

    return lemma


def _without_spaces(sentence: Any, row: list[tuple]) -> list[tuple]:
    """Re-number heads after space tokens are left out; a word that hung on a space becomes its own head's child."""
    kept = [t.i - sentence.start for t in sentence if not t.is_space]
    if len(kept) == len(sentence):
        return row
    place = {old: new for new, old in enumerate(kept)}

    def new_head(index: int) -> int:
        token = sentence[index]
        while token.head.is_space and token.head.i != token.i:
            token = token.head
        return place.get(token.head.i - sentence.start, place[index])

    return [(*t[:7], new_head(kept[n]), t[8]) for n, t in enumerate(row)]
