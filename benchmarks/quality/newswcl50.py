"""newswcl50: which mentions of actors, countries and groups in five reports of one event name the same actor.

The gold chains have the grain of an analyst's table: who is told of often stands alone, everybody else counts for the
country ("the FBI", "Mr Priebus" are the United States). We put a mention where the actor that the pipeline finds in it
belongs by the same rule: a person or body told of often is itself, others are their country.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from benchmarks.quality.metrics import conll
from dateline.annotate.actors import find_actors
from dateline.annotate.composition import resolve_phrase
from dateline.annotate.sentences import parse
from dateline.annotate.spelling import fold_name, split_words
from dateline.model import Actor, ActorMention, Annotations, Block, Document, When
from dateline.resources import Resources

_KINDS = ("ACTOR", "COUNTRY", "GROUP")
# Told of at least so often in the five reports, an actor stands for itself.
_OFTEN_PERSON = 12
_OFTEN_BODY = 12
# Less of the words in common, and the mention is of somebody else.
_ENOUGH = 0.3
# Words in a sentence, roughly: to choose among several places of the same words in a paragraph.
_SENTENCE_WORDS = 25
# The rows write straight quotation marks.
_PLAIN = str.maketrans("’‘", "''")
# These act for their state.
_STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "ELI"})


def score(rows: list[dict], folder: object, resources: Resources) -> dict[str, float | int]:
    gold: dict[str, str] = {}
    predicted: dict[str, str] = {}
    for cluster in sorted({row["cluster"] for row in rows}):
        told: dict[str, tuple[str, Actor | None]] = {}
        for row in (row for row in rows if row["cluster"] == cluster):
            for number, (name, words, actor) in enumerate(_mentions(row, resources)):
                item = f"{row['id']}/{number}"
                gold[item] = f"{cluster}:{name}"
                told[item] = (words, actor)
        predicted |= {item: f"{cluster}:{label}" for item, label in cluster_actors(told).items()}
    return {**conll(gold, predicted), "mentions": len(gold)}


def cluster_actors(told: dict[str, tuple[str, Actor | None]]) -> dict[str, str]:
    """A label for each mention (its words, and the actor the pipeline found in them): equal for one actor."""
    keys = _one_key_a_person({item: _key(words, actor) for item, (words, actor) in told.items()})
    counts = Counter(keys.values())
    countries = Counter(actor.country for _, actor in told.values() if actor is not None and actor.country)
    main = countries.most_common(1)[0][0] if countries else None
    known = {keys[item]: actor.country for item, (_, actor) in told.items() if actor is not None and actor.country}
    labels = {}
    for item, (_, actor) in told.items():
        key = keys[item]
        country = (actor.country if actor is not None else None) or known.get(key)
        labels[item] = _label(key, actor, counts[key], country, main)
    return labels


def _label(key: str, actor: Actor | None, count: int, country: str | None, main: str | None) -> str:
    if key.startswith("state:"):
        return key
    if key.startswith("person:"):
        return key if count >= _OFTEN_PERSON else f"state:{country or main}"
    if actor is None:
        return key if count >= _OFTEN_BODY else f"state:{main}"
    if actor.sector in _STATE_SECTORS:
        return f"state:{country or main}"
    if count >= _OFTEN_BODY or not (country or main):
        return key
    return f"state:{country or main}"


def _key(words: str, actor: Actor | None) -> str:
    if actor is None:
        return f"words:{_head(words)}"
    if actor.kind == "person":
        return f"person:{fold_name(actor.name)}"
    if actor.kind in ("office",):
        return actor.key
    if actor.kind == "unnamed" or (actor.kind == "people" and actor.sector not in _STATE_SECTORS):
        return f"kind:{actor.sector}" if actor.sector in ("REF", "REB", "CRM") else f"words:{_head(words)}"
    return actor.key


def _one_key_a_person(keys: dict[str, str]) -> dict[str, str]:
    """ "person:komi" and "person:jims komi" are one when no other person of that surname is told of so often."""
    counts = Counter(key for key in keys.values() if key.startswith("person:"))
    best: dict[str, str] = {}
    for key in sorted(counts, key=lambda key: (-counts[key] * (" " in key), key)):
        best.setdefault(key.rsplit(":", 1)[-1].split(" ")[-1], key)
    return {
        item: best[key[7:]] if key.startswith("person:") and " " not in key[7:] and key[7:] in best else key
        for item, key in keys.items()
    }


def _head(words: str) -> str:
    """The last word before what only qualifies: "organizers of the caravan" is "organizer"."""
    core = re.split(r"\s(?:of|for|from|in|who|that|to|at|on|with)\s", words.lower())[0]
    parts = split_words(core)
    last = next((part.norm for part in reversed(parts) if part.norm != "'s"), words.lower())
    return last[:-1] if last.endswith("s") and len(last) > 3 else last


def _mentions(row: dict, resources: Resources) -> Iterable[tuple[str, str, Actor | None]]:
    """Name of the chain, words, and our actor, for each gold mention of a report in file order."""
    text = row["text"].translate(_PLAIN)
    blocks = tuple(Block(start=m.start(), end=m.end(), kind="paragraph") for m in re.finditer(r"\S[^\r\n]*", text))
    day = row["date"]
    document = Document(
        report=row["id"],
        text=text,
        blocks=blocks,
        runs=(),
        removed=(),
        language="en",
        published=When(start=day, end=day, precision="day", basis="metadata"),
    )
    sentences, entities = parse(document, resources)
    base = Annotations(report=row["id"], sentences=sentences, entities=entities)
    actors = find_actors(document, base, resources)
    by_head: dict[int, list[ActorMention]] = defaultdict(list)
    for mention in actors:
        by_head[mention.head].append(mention)
    for annotation in row["annotations"]:
        if annotation["code_type"] not in _KINDS:
            continue
        words = annotation["code_mention"]
        span = _find(text, words, blocks, annotation)
        actor = _best(actors, *span) if span else None
        actor = actor or resolve_phrase(words, date=day, roster=resources.roster)
        yield annotation["code_name"], words, actor


def _find(text: str, words: str, blocks: tuple[Block, ...], annotation: dict) -> tuple[int, int] | None:
    """The occurrence in the paragraph that the row names, nearest to its sentence and token; else the first of all."""
    paragraph = int(annotation["paragraph"])
    block = blocks[paragraph] if paragraph < len(blocks) else blocks[-1]
    inside = text[block.start : block.end]
    places = [found.start() for found in re.finditer(re.escape(words), inside)]
    if not places:
        first = text.find(words)
        return (first, first + len(words)) if first >= 0 else None
    near = int(annotation["sentence"]) * _SENTENCE_WORDS + int(annotation["start"])
    best = block.start + min(places, key=lambda place: abs(inside[:place].count(" ") - near))
    return best, best + len(words)


def _best(actors: Iterable[ActorMention], start: int, end: int) -> Actor | None:
    """The actor whose words are most nearly the gold mention's, head inside; an adjective counts only alone."""
    inside = [m for m in actors if start <= m.head < end]
    if not inside:
        return None

    def fit(mention: ActorMention) -> tuple[float, int]:
        shared = min(end, mention.end) - max(start, mention.start)
        return shared / (max(end, mention.end) - min(start, mention.start)), -mention.start

    best = max(inside, key=fit)
    return best.actor if fit(best)[0] > _ENOUGH and best.end >= end - 1 else None
