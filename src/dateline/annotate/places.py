"""Place names in a report, each with the place it means where the gazetteer and the context tell."""

from __future__ import annotations

from urllib.parse import urlsplit

from dateline.annotate.geocode import Name, Resolution, resolve_names
from dateline.annotate.placenames import names_in
from dateline.model import Annotations, Document, PlaceMention, Sentence
from dateline.resources import Resources

__all__ = ["find_places", "outlet_home", "resolve_names"]

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
        here = names_in(document.text, sentence, entities.get(sentence.index, []), gazetteer)
        found += [(name, sentence.index) for name in here]
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
