"""Words that name a place: the parser's entities, names of the gazetteer, and names beside words of place.

The parser knows few small places. "in the village of Tariq al-Bab", "Lamki district" and "near Medea" name places by
their form alone, so a capitalised run there is a place whatever the parser took it for; unknown ones stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.annotate.gazetteer import Gazetteer
from dateline.annotate.placecontext import Name
from dateline.annotate.placewords import not_places, place_words
from dateline.model import Entity, Sentence, Token

_PLACE_KINDS = frozenset({"GPE", "LOC", "FAC"})
_PEOPLE_KINDS = frozenset({"PERSON", "NORP"})
_NEVER_KINDS = frozenset({"DATE", "TIME", "LAW", "LANGUAGE", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL", "PERCENT"})

# After a strong preposition a capitalised name is a place even if nobody has heard of it, after a weak one if listed.
_STRONG, _WEAK, _AT = place_words("strong preposition"), place_words("weak preposition"), place_words("at preposition")
_UNITS = place_words("unit")
_SITES = place_words(
    "site"
)  # a title-case name that ends so is a site, even when the parser takes it for an organisation
_TAKING = place_words("takes ground")  # "stormed Mar'e", "patrol Cancun"
_TAKING_EITHER = place_words("takes ground or people")
_ARTICLES, _JOINERS = place_words("article"), place_words("joiner")
_BETWEEN = place_words("between")  # may stand between a preposition and the name: "in the mainly rural ..."
_OF_UNITS = place_words("of unit")  # "Zaatari refugee camp"
_HOLDING = place_words("holding")  # "the rebel-held Springs"
_SIDES = re.compile(
    r"(?:(?:the|far|greater|central|downtown|mainland|rural|suburban|coastal|mid|upper|lower|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)\s+)+(?=[A-Z‘'])"
)
# "Rityan, a village north of ..." says what Rityan is.
_EXPLAINED = re.compile(
    r",\s(?:a|an|the)\s(?:[a-z-]+\s){0,2}?(?:town|village|city|district|suburb|neighbou?rhood|area|camp|port|region)\b"
)
_AND = re.compile(r"(?:\s\([^)]{1,30}\))?(?:,|,?\s(?:and|or|&))\s(?:the\s)?")
_MANY = re.compile(
    r"\b(?:villages|towns|cities|districts|settlements|areas|neighbou?rhoods|suburbs|provinces) of [^.;]*$"
)
_KEPT_ADJECTIVES = re.compile(
    r"-(?:based|led|held|backed|controlled|run|ruled|born|made|style|sponsored|funded|Pacific)\b"
)
_HOLDS = re.compile(r"-(?:controlled|administered|occupied|held|ruled)\b")
_HELD_BY = re.compile(
    r"[A-Z]\w+[- ](?:controlled|administered|occupied|held|ruled)(?: (?:part|side|portion|half) of)? $"
)
_HYPHENATED = re.compile(r"(?:-(?:[a-z]{1,4}-)?[A-Z‘'’][\w’'‘]*)+")
_SITE_AFTER = re.compile(r"(?: [A-Z][a-z]+){0,2}? (?:" + "|".join(sorted(_SITES)) + r")\b")
_SOME_PEOPLE = 20_000  # a town of so many may be what a surname-like word after "to" means
_CERTAIN_PEOPLE = 150_000  # a listed town of so many people is a place even where no word of place stands by


def names_in(
    text: str, sentence: Sentence, entities: list[Entity], people: frozenset[str], gazetteer: Gazetteer
) -> list[Name]:
    """The place names of one sentence in text order; none overlap. `people` are last names of the report's persons."""
    found: list[Name] = []
    tokens = sentence.tokens
    for entity in entities:
        if entity.kind in _PLACE_KINDS:
            name = _trim(text, entity.start, entity.end, sentence.end)
            if name is not None:
                found += [
                    part for part in _parts(text, name, gazetteer) if _stands(text, part, tokens, people, gazetteer)
                ]
    waiting = []
    for run in _runs(tokens):
        start, end = tokens[run[0]].start, tokens[run[-1]].end
        inside = [name for name in found if name.start < end and start < name.end]
        if inside:
            # The parser cuts "Gulf of Guinea" in two and "Qarat Nuwa" short: take the whole when the gazetteer has it,
            # or has nothing of its one part.
            part = inside[0]
            whole = part != Name(start, end) and (
                (len(run) > 2 and _listed(text[start:end], gazetteer))
                or (len(inside) == 1 and part.start == start and not gazetteer.lookup(text[part.start : part.end]))
            )
            if whole:
                found = [name for name in found if name not in inside] + [Name(start, end)]
            continue
        kinds = {e.kind for e in entities if e.start < end and start < e.end}
        if kinds & _NEVER_KINDS:
            continue
        name = _by_form(text, tokens, run, kinds, _cue(text, tokens, run), gazetteer)
        if name is not None and text[start:end] not in people:
            found.append(name)
        elif text[start:end] not in people and (
            not kinds & _PEOPLE_KINDS or (len(run) == 1 and _listed(text[start:end], gazetteer))
        ):
            waiting.append((run, kinds - _PEOPLE_KINDS))
    # "the districts of Kelt and Upper Velmar": what is joined to a place is a place.
    for run, kinds in waiting:
        if _joined_to_place(text, tokens, run, found):
            name = _by_form(text, tokens, run, kinds, "strong", gazetteer)
            if name is not None:
                found.append(name)
    found = [_with_holder(text, name, sentence.start, gazetteer) for name in sorted(found) if not _holds(text, name)]
    return _with_and(text, found, gazetteer)


def _holds(text: str, name: Name) -> bool:
    """Whether a name only says who holds another place: "the Pakistan-controlled part of Kashmir"."""
    return bool(_HOLDS.match(text, name.end))


def _with_holder(text: str, name: Name, limit: int, gazetteer: Gazetteer) -> Name:
    """A name with the words before it that make it another place: "Pakistan-controlled part of Kashmir"."""
    before = _HELD_BY.search(text, max(limit, name.start - 60), name.start)
    if before and _listed(text[before.start() : name.end], gazetteer):
        return Name(before.start(), name.end)
    return name


def last_names(entities: Iterable[Entity], text: str) -> frozenset[str]:
    """Last names of persons that a report names in full: "Morsi" after "Mohamed Morsi" is nobody's town."""
    names = (
        text[entity.start : entity.end].removesuffix("'s").split() for entity in entities if entity.kind == "PERSON"
    )
    return frozenset(words[-1] for words in names if len(words) > 1)


def _parts(text: str, name: Name, gazetteer: Gazetteer) -> list[Name]:
    """ "Pakistan-India" names two countries."""
    first, dash, second = text[name.start : name.end].partition("-")
    if not dash or not all(_is_country(words, gazetteer) for words in (first, second)):
        return [name]
    return [Name(name.start, name.start + len(first)), Name(name.end - len(second), name.end)]


def _is_country(words: str, gazetteer: Gazetteer) -> bool:
    return any(place.kind == "country" and place.bond == "name" for place in gazetteer.lookup(words))


def _stands(text: str, name: Name, tokens: tuple[Token, ...], people: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Whether what the parser calls a place is one: no stop word, no person of the report, nobody unlisted who acts."""
    words = text[name.start : name.end]
    if words.lower() in not_places():
        return False
    listed = _listed(words, gazetteer)
    known = any(place.kind != "town" or place.population >= _CERTAIN_PEOPLE for place in listed)
    if words in people and not known:
        return False
    if listed or gazetteer.lookup(words):
        return True
    inside = [token for token in tokens if name.start <= token.start < name.end]
    acts = any(token.dep == "nsubj" and tokens[token.head].pos == "VERB" for token in inside)
    last = inside[-1].text if inside else words
    return not (acts and last not in _SITES) and not _is_people(last, gazetteer)


def _with_and(text: str, names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Join "Jammu" and "Kashmir" where the gazetteer has them as one name."""
    joined: list[Name] = []
    for name in names:
        if joined and text[joined[-1].end : name.start] in (" and ", " & "):
            start = joined[-1].start
            for end in (name.end, name.start + len(text[name.start : name.end].split()[0])):
                if _listed(text[start:end], gazetteer):
                    joined[-1] = Name(start, end)
                    break
            else:
                joined.append(name)
        else:
            joined.append(name)
    return joined


def _joined_to_place(text: str, tokens: tuple[Token, ...], run: list[int], found: list[Name]) -> bool:
    head = next((i for i in run if tokens[i].head not in run), run[0])
    other = tokens[tokens[head].head]
    if tokens[head].dep == "conj" and any(name.start <= other.start < name.end for name in found):
        return True
    start = tokens[run[0]].start
    before = max((name for name in found if name.end <= start), default=None)
    if before is None or not _AND.fullmatch(text, before.end, start):
        return False
    return bool(_MANY.search(text, max(0, before.start - 200), before.start))


def _trim(text: str, start: int, end: int, limit: int) -> Name | None:
    """An entity without "the northern", the possessive and white space, but with the rest of a hyphenated name."""
    rest = _HYPHENATED.match(text, end, limit)
    if rest and not _KEPT_ADJECTIVES.match(text, end):
        end = rest.end()
    lead = _SIDES.match(text, start, end)
    if lead:
        start = lead.end()
    words = text[start:end]
    cut = len(words) - len(words.rstrip(" \n\t.,;:'’\"”)"))
    if cut and not (
        words.rstrip().endswith(".")
        and re.search(
            r"(?:^|[\s.])[A-Z][a-z]?\.$|\b(?:Mass|Calif|Conn|Tenn|Wash|Miss|Minn|Mich|Okla|Penn|Ont|Alta|Sask|Ariz|Kan|Neb|Tex|Wis|Wyo|Del|Ark|Ala|Fla|Ill|Ind|Ore|Colo|Nev|Mont)\.$",
            words.rstrip(),
        )
    ):
        end -= cut
    else:
        end = start + len(words.rstrip())
    words = text[start:end]
    if words.endswith(("'s", "’s")):
        end -= 2
    site = _SITE_AFTER.match(text, end, limit)
    if site:
        end = site.end()
    # "Kano city" is the name Kano, "Kirkuk City" is the name as a whole.
    while True:
        head, _, tail = text[start:end].rpartition(" ")
        if head and tail.islower():
            end = start + len(head.rstrip())
        else:
            break
    if end <= start or not any(c.isupper() for c in text[start:end]):
        return None
    return Name(start, end)


def _runs(tokens: tuple[Token, ...]) -> list[list[int]]:
    """Runs of capitalised words: "Tariq al-Bab", "Gulf of Guinea", "‘Ayishah"."""
    runs, i, n = [], 0, len(tokens)
    while i < n:
        token = tokens[i]
        if not _capital(token.text) or (token.pos not in ("PROPN", "NOUN", "ADJ") and i == 0) or token.pos in _CLOSED:
            i += 1
            continue
        start = i
        if i >= 1 and tokens[i - 1].text in ("‘", "'", "’") and tokens[i - 1].end == token.start:
            start = i - 1
        if i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].text in _ARTICLES:
            start = i - 2
        last, j = i, i + 1
        while j < n and j - start < 10:
            word = tokens[j].text
            glued = tokens[j].start == tokens[j - 1].end
            if (
                _capital(word)
                and tokens[j].pos not in _CLOSED
                and (tokens[j - 1].text in ("-", "–") or not glued or last != j - 1)
            ):
                last = j
            elif (word in ("-", "'", "’") and glued) or (
                tokens[j - 1].text == "-" and glued and word[:1].isalpha() and len(word) < 5
            ):
                pass
            elif word not in _JOINERS or glued:
                break
            j += 1
        runs.append(list(range(start, last + 1)))
        i = last + 1
    return runs


_CLOSED = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "PUNCT", "NUM", "ADV", "INTJ"})


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0] in "‘'’" and len(word) > 2 and word[1].isupper())


def _by_form(
    text: str, tokens: tuple[Token, ...], run: list[int], kinds: set[str], cue: str, gazetteer: Gazetteer
) -> Name | None:
    """The run as a place name, when the words around it, or the gazetteer and no word against it, say so."""
    first, last = tokens[run[0]], tokens[run[-1]]
    words = text[first.start : last.end]
    if len(words) < 3 or words.lower() in not_places():
        return None
    name = Name(first.start, last.end)
    listed = _listed(words, gazetteer)
    site = len(run) > 1 and last.text in _SITES
    known = any(place.bond == "name" for place in listed) and (
        listed[0].population >= _CERTAIN_PEOPLE or listed[0].kind not in ("town", "district")
    )
    if _is_people(words, gazetteer) or ("NORP" in kinds and not (listed or cue == "unit")):
        return None
    if cue == "unit":
        return name if listed or not (words.isupper() or (first.pos != "PROPN" and run[0] == 0)) else None
    if "PERSON" in kinds:
        # Nobody is in a person: "near Lamki Bazar" is a place, "in Smith's house" and "in Obama times" are not.
        held = any(tokens[i].dep in ("pobj", "dobj") for i in run) and not _possessive(tokens, run)
        if cue == "strong":
            return name if held else None
        return name if cue and listed and held and len(run) == 1 and listed[0].population >= _SOME_PEOPLE else None
    if kinds:
        return name if (listed and (cue == "strong" or (cue and known))) or (site and cue) else None
    if listed and (cue or known) and (cue or first.pos == "PROPN"):
        return name
    return name if (cue in ("strong", "at") and not words.isupper()) or (site and cue) else None


def _is_people(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is an adjective of people: "a Muslim region", "the Jewish settlement"."""
    if " " in words:
        return False
    forms = (words, words.removesuffix("s"))
    return bool(_ADJECTIVE.search(words)) or any(p.bond == "demonym" for form in forms for p in gazetteer.lookup(form))


def _listed(words: str, gazetteer: Gazetteer) -> list:
    return [place for place in gazetteer.lookup(words) if place.bond in ("name", "other name")]


def _possessive(tokens: tuple[Token, ...], run: list[int]) -> bool:
    return run[-1] + 1 < len(tokens) and tokens[run[-1] + 1].tag == "POS"


def _cue(text: str, tokens: tuple[Token, ...], run: list[int]) -> str:
    """What beside the run says that it is a place: "unit", "strong" (a preposition), "weak", or "" for nothing."""
    after = run[-1] + 1
    if after + 1 < len(tokens) and tokens[after].text in _OF_UNITS:
        after += 1
    if after < len(tokens) and tokens[after].text in _UNITS:
        return "unit"
    if _EXPLAINED.match(text, tokens[run[-1]].end):
        return "unit"
    before = run[0] - 1
    while before >= 0:
        if tokens[before].text.lower() in _BETWEEN:
            before -= 1
        elif before >= 2 and tokens[before].text in _HOLDING and tokens[before - 1].text == "-":
            before -= 3  # "the rebel-held Springs"
        else:
            break
    if before < 0:
        return ""
    word, previous = tokens[before].text.lower(), tokens[before - 1] if before else None
    if word == "of" and previous and previous.text.lower() in _UNITS:
        return "unit"
    if tokens[before].text in _UNITS and tokens[before].dep in ("compound", "pobj", "appos", "dobj", "nmod"):
        return "unit"
    if word in _STRONG or word == "#" or tokens[before].lemma in _TAKING:
        return "strong"
    if word in _AT:
        return "at"
    if word in _WEAK or tokens[before].lemma in _TAKING_EITHER:
        return "weak"
    if word in (",", "and") and previous and previous.ent in _PLACE_KINDS:
        return "weak"
    return ""


_ADJECTIVE = re.compile(
    r"(?:ish|ese|ic|ist|ite)$|^(?:Muslim|Christian|Yazidi|Yezidi|Sunni|Shia|Alawite|Hindu|Sikh|Jew|Arab|Kurd|Druze|Pashtun|Tamil|Hutu|Tutsi|Buddhist|Catholic|Protestant|Serb|Croat|Tuareg)s?$"
)
