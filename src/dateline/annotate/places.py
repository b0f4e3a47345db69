"""Place names in a report, each with the place it means where the gazetteer and the context tell."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dateline.annotate.geocode import UNITS, Name, Resolution, resolve_names
from dateline.model import Annotations, Document, PlaceMention, Sentence, Token
from dateline.resources import Resources

__all__ = ["find_places", "outlet_home", "resolve_names"]

_PLACE_KINDS = frozenset({"GPE", "LOC", "FAC"})
_OTHER_KINDS = frozenset({"PERSON", "ORG", "NORP", "WORK_OF_ART", "LAW", "LANGUAGE", "PRODUCT", "EVENT"})
_LEADING = re.compile(r"(?i)^(?:the\s+)")
_UNIT_WORDS = frozenset(UNITS)
_SAYING = frozenset({"say", "tell", "announce", "claim", "deny", "warn", "accuse", "urge", "reject", "condemn", "want"})
_LONGEST_NAME = 5  # words of a name that the parser did not see


def find_places(document: Document, annotations: Annotations, resources: Resources) -> tuple[PlaceMention, ...]:
    """Every place name of the report in text order, resolved where possible, with a score and the reason.

    A name that the gazetteer does not have stays with `place` None. Names of persons and organisations are left out.
    A country or capital that speaks or acts ("New Delhi said") is kept with half its score: it is no event's place.
    """
    gazetteer = resources.gazetteer
    found: list[tuple[Name, int]] = []
    entities: dict[int, list] = {}
    for entity in annotations.entities:
        entities.setdefault(entity.sentence, []).append(entity)
    for sentence in annotations.sentences:
        found += [(name, sentence.index) for name in _names_in(document.text, sentence, entities, gazetteer)]
    home = list(outlet_home(urlsplit(document.url or "").hostname or ""))
    if document.dateline:
        home.append(document.dateline)
    answers = resolve_names([name for name, _ in found], document.text, gazetteer, home=home)
    return tuple(
        _mention(document, annotations.sentences[index], name, index, answer, gazetteer)
        for (name, index), answer in zip(found, answers, strict=True)
    )


def outlet_home(host: str) -> tuple[str, ...]:
    """Places that an outlet with this host writes about unless it says otherwise."""
    return ()


def _names_in(text: str, sentence: Sentence, entities: dict[int, list], gazetteer) -> list[Name]:
    spans: list[Name] = []
    taken: list[tuple[int, int]] = []
    for entity in entities.get(sentence.index, ()):
        if entity.kind in _PLACE_KINDS:
            name = _trim(text, entity.start, entity.end)
            if name.end > name.start:
                spans.append(name)
                taken.append((entity.start, entity.end))
        elif entity.kind in _OTHER_KINDS:
            taken.append((entity.start, entity.end))
    spans += _unseen(sentence.tokens, taken, gazetteer, text)
    return sorted(spans)


def _trim(text: str, start: int, end: int) -> Name:
    words = text[start:end]
    lead = _LEADING.match(words)
    if lead:
        start += lead.end()
    if words.endswith(("'s", "’s")):
        end -= 2
    return Name(start, end)


def _unseen(tokens: tuple[Token, ...], taken: list[tuple[int, int]], gazetteer, text: str) -> list[Name]:
    """Runs of proper nouns outside every entity that the gazetteer has as a name."""
    found, i = [], 0
    while i < len(tokens):
        if tokens[i].pos != "PROPN" or not tokens[i].text[:1].isupper() or _covered(tokens[i], taken):
            i += 1
            continue
        j = i
        while j < len(tokens) and j - i < _LONGEST_NAME and tokens[j].pos == "PROPN" and not _covered(tokens[j], taken):
            j += 1
        for last in range(j, i, -1):
            if any(c.bond == "name" for c in gazetteer.lookup(text[tokens[i].start : tokens[last - 1].end])):
                found.append(Name(tokens[i].start, tokens[last - 1].end))
                break
        i = j
    return found


def _covered(token: Token, taken: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in taken)


def _mention(document: Document, sentence: Sentence, name: Name, index: int, answer: Resolution, gazetteer) -> PlaceMention:
    score, reason = answer.score, answer.reason
    if _speaks(sentence, name):
        score, reason = round(score / 2, 3), reason + "; stands for its government here"
    return PlaceMention(
        start=name.start,
        end=name.end,
        sentence=index,
        text=document.text[name.start : name.end],
        place=gazetteer.place(answer.candidate) if answer.candidate else None,
        score=score,
        reason=reason,
    )


def _speaks(sentence: Sentence, name: Name) -> bool:
    """Whether the name is the subject of a verb: a place that acts is a government."""
    for token in sentence.tokens:
        if name.start <= token.start < name.end and token.dep in ("nsubj", "nsubjpass") and token.head < len(sentence.tokens):
            return sentence.tokens[token.head].pos == "VERB" and token.dep == "nsubj"
    return False
