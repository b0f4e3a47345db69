"""Where an event happened, by its own words: the places that its sentence ties to the trigger.

Each place of the trigger's sentence gets the weight of what can be said about it: the preposition it stands after, the
way through the sentence from it to the trigger, whether a narrower place stands beside it, how far off it is. The
weights (data/places/event_place.json, made by tools/train_event_place.py) are a logistic model and read as such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.grammar import Tree
from dateline.model import Annotations, Document, PlaceMention

_LEAST_ALONE = 0.5  # "sanctions on Iran" (0.37) tells whom they hit, not where; the record keeps what is likely
_TIE = 0.05  # two unconnected places whose shares differ by less fit equally well

_SAYING = frozenset(
    {"say", "tell", "announce", "claim", "deny", "warn", "accuse", "urge", "report", "add", "call", "ask"}
)
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "conj", "parataxis", "pcomp", "csubj"})
_DIRECTION = re.compile(r"^(?:north|south|east|west)(?:east|west)?(?:ern)?$")
_MEASURE = re.compile(r"^(?:km|kms|kilomet(?:er|re)s?|miles?|mi|meters|metres|yards)$")
_SHAPES = {
    **dict.fromkeys(
        ("in", "at", "near", "outside", "inside", "around", "on", "within", "throughout", "across"), "place"
    ),
    **dict.fromkeys(("of", "'s", "poss"), "of"),
    **dict.fromkeys(
        ("from", "to", "into", "toward", "towards", "through", "for", "against", "by", "over", "with"), "prep"
    ),
    **dict.fromkeys(("dobj", "obj", "oprd"), "object"),
    **dict.fromkeys(("nsubj", "nsubjpass", "agent"), "subject"),
    **dict.fromkeys(("compound", "amod", "nmod", "appos"), "modifier"),
    **dict.fromkeys(("ccomp", "csubj", "parataxis"), "content"),
    **dict.fromkeys(("advcl", "relcl", "acl", "xcomp", "conj", "pcomp"), "clause"),
    "pobj": "",
    "apart": "apart",
}
_HAPPENINGS = frozenset({
    "attack", "assault", "explosion", "blast", "bombing", "bomb", "clash", "raid", "operation", "offensive", "battle",
    "protest", "demonstration", "rally", "march", "strike", "airstrike", "ambush", "shooting", "fighting", "firefight",
    "gunfight", "violence", "riot", "unrest", "siege", "crackdown", "massacre", "incident", "crash", "meeting", "talk",
    "summit", "visit", "election", "ceremony", "war", "conflict", "shelling", "bombardment", "invasion", "skirmish",
    "campaign", "patrol", "standoff", "uprising", "coup", "arrest", "kidnapping", "earthquake", "flood",
})  # fmt: skip
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "advcl", "relcl", "ccomp", "conj"})
_LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "within", "throughout", "across", "along", "through", "into",
    "over", "off", "from", "to", "toward", "towards", "beyond", "between", "above", "north", "south", "east", "west",
})  # fmt: skip
_ON_GROUND = frozenset({
    "attack", "strike", "bomb", "hit", "shell", "invade", "occupy", "raid", "enter", "storm", "capture", "seize",
    "besiege", "patrol", "retake", "recapture", "liberate", "overrun", "cross", "visit", "leave", "flee", "reach",
    "target", "bombard", "control", "evacuate", "surround", "annex", "tour", "destroy", "devastate", "rock", "shake",
})  # fmt: skip
_LONGEST_WAY = 6  # labels; longer ways through a sentence are all alike


def where_of(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> PlaceMention | None:
    """The place that the event's own words give, or None when they give none or two that fit equally well.

    `trigger` is the token that tells the event. Of a chain ("in Muridke, near Lahore in Punjab") it is the narrowest.
    The place's score is its own times the share of such places that are the event's.
    """
    sentence = tree.sentence.index
    shares = _shares(tree, trigger, [place for place in annotations.places if place.sentence == sentence])
    capitals = {mention.start for mention in annotations.actors if mention.actor.kind == "state"}
    good = [(share, place) for share, place in shares if _is_ground(tree, place, acts=place.start in capitals)]
    if not good or good[0][0] < _LEAST_ALONE:
        return None
    share, place = good[0]
    for rival, other in good[1:]:
        equal = share - rival < _TIE or (rival >= _model().least_joined and _joined(tree, place, other))
        if equal and not _same_place(place, other):
            return None
    return msgspec.structs.replace(place, score=round(place.score * share, 3) if place.place else 0.0)


def _is_ground(tree: Tree, place: PlaceMention, *, acts: bool) -> bool:
    """Whether a name is told as ground and not as a party: "in Pakistan", not "talks with Pakistan". `acts`: the name
    can stand for a state, as a capital's does: "blamed it on Damascus"."""
    i = tree.head_of(place)
    if i is None:
        return False
    country = bool(place.place and place.place.precision == "country")
    for _ in range(len(tree)):
        token, above = tree.tokens[i], tree.tokens[tree.tokens[i].head]
        if token.dep == "prep":
            # "an attack on Gaza" happens there; what is blamed on Damascus does not.
            onto = not country and (not acts or above.lemma.lower() in _HAPPENINGS)
            if token.lemma.lower() in _LOCATIVE or (token.lemma.lower() == "on" and onto):
                return True
            if token.lemma.lower() != "of":
                return False
        elif token.dep == "nsubj" and above.pos == "VERB":
            return False
        elif token.dep in ("dobj", "nsubjpass") or above.pos in ("VERB", "AUX"):
            return above.lemma.lower() in _ON_GROUND or (
                token.dep == "dobj" and not (country or acts) and i == tree.head_of(place)
            )
        if token.head == i:
            return False
        i = token.head
    return False


def event_places(tree: Tree, trigger: int, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """All places of the event told at `trigger`, likeliest first: the best one, and those joined to it by "and"."""
    model = _model()
    shares = _shares(tree, trigger, places)
    if not shares or shares[0][0] < model.least:
        return []
    best = shares[0][1]
    others = [place for share, place in shares[1:] if share >= model.least_joined and _joined(tree, best, place)]
    return [best, *others]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the logistic model; a feature without a weight counts nothing."""

    least: float  # a place with a smaller share is not the event's
    least_joined: float  # ... nor is one joined to the event's place
    bias: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def _model() -> Model:
    path = files("dateline") / "data" / "places" / "event_place.json"
    return msgspec.json.decode(path.read_bytes(), type=Model)


def _shares(tree: Tree, trigger: int, places: Sequence[PlaceMention]) -> list[tuple[float, PlaceMention]]:
    model = _model()
    found, known = [], []
    for place, words in features(tree, trigger, places):
        total = model.bias + sum(model.weights.get(word, 0.0) for word in words)
        found.append(1 / (1 + math.exp(-total)))
        known.append(place)
    # What happened in the wider place happened in the narrower one named with it: "the New York borough of Queens".
    for wide, place in enumerate(known):
        narrow = _narrower(tree, place, known)[1]
        if narrow is not None and found[known.index(narrow)] < found[wide]:
            found[known.index(narrow)], found[wide] = found[wide], found[known.index(narrow)]
    return sorted(zip(found, known, strict=True), key=lambda row: (-row[0], row[1].start))


def features(tree: Tree, trigger: int, places: Sequence[PlaceMention]) -> Iterator[tuple[PlaceMention, list[str]]]:
    """What can be said about each place as the place of the event at `trigger`, in names that people can read."""
    heads = {place.start: tree.head_of(place) for place in places}
    known = [place for place in places if heads[place.start] is not None]
    order = sorted(known, key=lambda place: abs(heads[place.start] - trigger))
    lemma, alone = tree.tokens[trigger].lemma.lower(), len(known) == 1
    above = [trigger, *tree.ancestors(trigger)]
    for place in known:
        first = _first_joined(tree, heads[place.start], heads.values())
        joined, head = first != heads[place.start], first
        up, down, at_trigger = _way(tree, head, above)
        preposition, parent_noun = _governor(tree, head)
        narrower = _narrower(tree, place, known)[0]
        yield (
            place,
            [
                f"shape {_shape(up)} > {_shape(down)}",
                f"joined {joined}",
                f"places {min(4, len(known))}",
                f"happening between {_happening(tree, head, above)}",
                f"from place {up}",
                f"to trigger {down}",
                f"clauses between {min(3, sum(label in _CLAUSES for label in (*up.split(), *down.split())))}",
                f"preposition {preposition}",
                f"preposition {preposition} of trigger {at_trigger and len(up.split()) <= 2}",
                f"of {parent_noun}",
                f"label {tree.tokens[head].dep}",
                f"trigger {lemma}",
                f"trigger {lemma} with {up.split()[-1] if up else 'itself'}",
                f"trigger says {lemma in _SAYING}",
                f"trigger label {tree.tokens[trigger].dep}",
                f"nearest {min(3, order.index(place))}",
                f"alone {alone}",
                f"apart {_bucket(head - trigger)}",
                f"kind {place.place.precision if place.place else 'unknown'}",
                f"narrower beside it {narrower}",
                f"wider beside it {any(_narrower(tree, wide, [place])[1] for wide in known if wide is not place)}",
                f"distance from it {_measured(tree, place)}",
                f"acts {place.reason.endswith('here')}",
                f"in brackets {tree.tokens[max(0, head - 1)].text in '()'}",
                f"first words {place.start == tree.sentence.start}",
            ],
        )


def _way(tree: Tree, head: int, above: list[int]) -> tuple[str, str, bool]:
    """Labels from the place up to what it shares with the trigger, and from there down to the trigger."""
    up, i = [], head
    for _ in range(len(tree)):
        if i in above:
            break
        token = tree.tokens[i]
        up.append(token.lemma.lower() if token.dep in ("prep", "agent") else token.dep)
        if token.head == i:
            break
        i = token.head
    down = [tree.tokens[j].dep for j in above[: above.index(i)]] if i in above else ["apart"]
    return " ".join(up[:_LONGEST_WAY]), " ".join(reversed(down[:_LONGEST_WAY])), i == above[0]


def _first_joined(tree: Tree, head: int, heads: Iterable[int | None]) -> int:
    """The first of the joined places that a place belongs to: "Rome" for the "Turin" of "in Rome, Naples and Turin"."""
    among = {h for h in heads if h is not None}
    seen = {head}
    while tree.tokens[head].dep in ("conj", "appos") and tree.tokens[head].head in among - seen:
        head = tree.tokens[head].head
        seen.add(head)
    return head


def _shape(way: str) -> str:
    """A way with its labels in classes: "pobj in dobj" and "pobj near dobj" are both "place object"."""
    shapes: list[str] = []
    for label in way.split():
        shape = _SHAPES.get(label, "other")
        if shape and (not shapes or shapes[-1] != shape):
            shapes.append(shape)
    return " ".join(shapes) or "none"


def _happening(tree: Tree, head: int, above: list[int]) -> bool:
    """Whether a word for a happening stands on the way: "killed in an attack in Mosul"."""
    for i in tree.ancestors(head):
        if i in above:
            return tree.tokens[i].lemma.lower() in _HAPPENINGS and i != above[0]
        if tree.tokens[i].lemma.lower() in _HAPPENINGS:
            return True
    return False


def _governor(tree: Tree, head: int) -> tuple[str, str]:
    """The preposition over a place and the lemma of what the whole hangs on, skipping "the city of"."""
    preposition, i = "none", head
    for j in tree.ancestors(head):
        token = tree.tokens[j]
        if tree.tokens[i].dep in ("pobj", "pcomp") and token.pos == "ADP":
            inner = tree.tokens[token.head].lemma.lower()
            if preposition == "none" or (preposition == "of" and inner != preposition):
                preposition = token.lemma.lower()
            if preposition != "of":
                return preposition, inner
        elif tree.tokens[i].dep in _ARGUMENTS or token.pos not in ("NOUN", "PROPN", "ADP"):
            return preposition, token.lemma.lower()
        i = j
    return preposition, "root"


def _narrower(tree: Tree, place: PlaceMention, places: Sequence[PlaceMention]) -> tuple[str, PlaceMention | None]:
    """How a narrower place stands beside this one ("X, place", "X in place", "place's X"), and that place."""
    for other in places:
        first, second = (other, place) if other.start < place.start else (place, other)
        if other is place or not first.end <= second.start <= first.end + _FAR:
            continue
        words = [token.text.lower() for token in tree.tokens if first.end <= token.start < second.start]
        relation, narrow = _beside(first, second, words)
        if narrow is other:
            return relation, other
    return "no", None


def _beside(first: PlaceMention, second: PlaceMention, words: list[str]) -> tuple[str, PlaceMention | None]:
    """Which of two neighbouring places is the narrower, by the words between them."""
    if not words or len(words) > _MOST_BETWEEN or not all(_FILLER.match(word) or word in _CONTAINERS for word in words):
        return "no", None
    same = first.place and second.place and first.place.precision == second.place.precision in ("country", "town")
    if words == [","]:
        return ("no", None) if same else ("comma", first)
    if words[0] in ("'s", "’s") or words[0] in _NARROW_UNITS or (words[-1] == "of" and _is_wide(first, second)):
        return "owned", second
    if any(word in ("in", "of", "inside", "within") for word in words):
        return "in", first
    return "no", None


def _is_wide(first: PlaceMention, second: PlaceMention) -> bool:
    """Whether the first of two places holds the second by what they are: a country, a sea, the other's province."""
    one, other = first.place, second.place
    return bool(one and (one.precision in ("country", "region", "sea") or (other and other.admin1 == one.name)))


_FAR = 60  # characters between two places that one phrase may hold
_MOST_BETWEEN = 7  # words
_CONTAINERS = frozenset({"in", "of", "inside", "within", ",", "'s", "’s", "(", "the", "a", "an"})
# "the New York borough of Queens": what follows lies in what stands before; not so in
# "Anar Dara district of Farah".
_NARROW_UNITS = frozenset({
    "borough", "suburb", "city", "port", "resort", "neighborhood", "neighbourhood", "capital", "stronghold", "town",
})  # fmt: skip
_FILLER = re.compile(
    r"^(?:[a-z-]*(?:ern|est|east|north|south|west|rural|central)|district|province|region|village|town|city|area|state|"
    r"governorate|county|suburb|borough|capital|port|neighbou?rhood|countryside|part|parts|outskirts|resort|camp|sub-district|"
    r"municipality|commune|island|restive|volatile|border|coastal|remote|mountainous|main|third|second|largest|holy|key|"
    r"strategic|stronghold|suburbs|valley|desert|troubled|rebel-held|eastern|provincial|northern|sector|side|corner|heart|"
    r"center|centre|township|enclave)$"
)


def _joined(tree: Tree, one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places are co-ordinated: "in Malakal and Bor"."""
    first, second = sorted((one, other), key=lambda place: place.start)
    i, j = tree.head_of(first), tree.head_of(second)
    if i is None or j is None:
        return False
    heads = {i, *(k for k in tree.ancestors(i) if tree.tokens[k].pos in ("ADP", "NOUN", "PROPN"))}
    for k in (j, *tree.ancestors(j)):
        if tree.tokens[k].dep == "conj":
            return True
        if k in heads:
            return False
    return False


def _measured(tree: Tree, place: PlaceMention) -> str:
    """Whether a distance or a direction is told from this place: "35 km north of Lahore", "north of Lahore"."""
    before = [token.text.lower() for token in tree.tokens if token.end <= place.start][-8:]
    if not before or before[-1] not in ("of", "from"):
        return "no"
    directed = any(_DIRECTION.match(word) for word in before[-3:])
    measured = any(_MEASURE.match(word) for word in before)
    return "measured" if measured else "directed" if directed else "no"


def _bucket(apart: int) -> str:
    side = "after" if apart > 0 else "before"
    for limit in (2, 4, 7, 12, 20):
        if abs(apart) <= limit:
            return f"{side} {limit}"
    return f"{side} more"


def _same_place(one: PlaceMention, other: PlaceMention) -> bool:
    return one.text == other.text or bool(one.place and other.place and one.place.id == other.place.id)
