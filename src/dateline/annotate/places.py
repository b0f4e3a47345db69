"""Place names in a report, each with the place it means where the gazetteer and the context tell."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from dateline.annotate.geocode import Resolution, resolve_names
from dateline.annotate.placecontext import Name
from dateline.annotate.placenames import last_names, names_in
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
    people = last_names(annotations.entities, document.text)
    for sentence in annotations.sentences:
        here = names_in(document.text, sentence, entities.get(sentence.index, []), people, gazetteer)
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
    """Where an outlet is at home, by its host or else by the country in the host's end; empty when neither tells.

    >>> outlet_home("www.parispi.net"), outlet_home("news.example.ie")
    (('Paris, Tennessee',), ('IRL',))
    """
    parts = host.lower().split(".")
    for first in range(len(parts) - 1):
        home = _homes().get(".".join(parts[first:]))
        if home:
            return (home,)
    country = _COUNTRY_ENDINGS.get(parts[-1])
    return (country,) if country else ()


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    with (files("dateline") / "data" / "places" / "outlet_homes.csv").open(encoding="utf-8", newline="") as file:
        return {row["host"]: row["home"] for row in csv.DictReader(file)}


# Endings that outlets of a country use; those that are sold to everybody (.tv, .io, .co, .me) are left out.
_COUNTRY_ENDINGS = {
    "uk": "GBR", "ie": "IRL", "au": "AUS", "nz": "NZL", "ca": "CAN", "in": "IND", "pk": "PAK", "bd": "BGD", "lk": "LKA",
    "np": "NPL", "za": "ZAF", "ng": "NGA", "ke": "KEN", "ug": "UGA", "tz": "TZA", "gh": "GHA", "zw": "ZWE", "zm": "ZMB",
    "eg": "EGY", "il": "ISR", "lb": "LBN", "jo": "JOR", "sa": "SAU", "ir": "IRN", "iq": "IRQ", "sy": "SYR", "tr": "TUR",
    "ru": "RUS", "ua": "UKR", "by": "BLR", "ge": "GEO", "az": "AZE", "kz": "KAZ", "cn": "CHN", "tw": "TWN", "hk": "HKG",
    "jp": "JPN", "kr": "KOR", "ph": "PHL", "my": "MYS", "sg": "SGP", "th": "THA", "vn": "VNM", "id": "IDN", "mm": "MMR",
    "fr": "FRA", "de": "DEU", "it": "ITA", "es": "ESP", "pt": "PRT", "nl": "NLD", "be": "BEL", "ch": "CHE", "at": "AUT",
    "pl": "POL", "cz": "CZE", "hu": "HUN", "ro": "ROU", "bg": "BGR", "gr": "GRC", "rs": "SRB", "hr": "HRV", "se": "SWE",
    "no": "NOR", "dk": "DNK", "fi": "FIN", "mx": "MEX", "br": "BRA", "ar": "ARG", "cl": "CHL", "pe": "PER", "tt": "TTO",
    "jm": "JAM", "mt": "MLT", "cy": "CYP",
}  # fmt: skip


def _mention(
    document: Document, sentence: Sentence, name: Name, index: int, answer: Resolution, gazetteer
) -> PlaceMention:
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
        if (
            name.start <= token.start < name.end
            and token.dep in ("nsubj", "nsubjpass")
            and token.head < len(sentence.tokens)
        ):
            return sentence.tokens[token.head].pos == "VERB" and token.dep == "nsubj"
    return False
