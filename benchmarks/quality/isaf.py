"""ISAF press releases: date, province, killed and captured of one incident, through dating, times, places and figures.

The set has conventions of its own, which live here and not in the package: vague numbers have fixed values (several 3,
multiple 3, numerous 4), a bare plural counts as three, "a" leader counts one and leaders count among the captured.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import msgspec

from benchmarks.quality.timex import as_document
from dateline.annotate.dating import date_report
from dateline.annotate.figures import find_figures, load_figure_words, victims
from dateline.annotate.places import find_places
from dateline.annotate.sentences import parse
from dateline.annotate.times import find_times
from dateline.coder.background import background_of
from dateline.coder.when import when_of
from dateline.grammar import Tree
from dateline.model import Annotations, DateCandidate, Document, Figure, PlaceMention, When
from dateline.resources import Resources

# No release is younger than the set.
_READ = "2014-01-01"
_KILLED = frozenset({"killed"})
_CAPTURED = frozenset({"captured", "detained"})
# Words that tell the incident itself.
_INCIDENT = frozenset(
    {"kill", "capture", "detain", "arrest", "conduct", "operation", "search", "engage", "airstrike", "attack"}
)
_DAYS = frozenset({"day", "part of day", "hour"})


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    fields = ("start_date", "province", "min_killed", "min_captured")
    right = dict.fromkeys(fields, 0)
    for row in rows:
        gold, found = row["events"][0], read_release(row["text"], resources)
        for field in fields:
            wanted = gold.get(field)
            if field == "province":
                wanted = {name.strip() for part in wanted or () for name in part.split(";") if name.strip()}
            right[field] += wanted == found[field]
    total = len(rows) or 1
    return {
        "start_date": right["start_date"] / total,
        "province": right["province"] / total,
        "killed": right["min_killed"] / total,
        "captured": right["min_captured"] / total,
        "rows": len(rows),
    }


def read_release(text: str, resources: Resources) -> dict:
    document = msgspec.structs.replace(as_document(text, None), date_candidates=_release_number(text))
    sentences, entities = parse(document, resources)
    base = Annotations(report=document.report, sentences=sentences, entities=entities)
    document = date_report(document, base, resources, now=_READ)
    base = msgspec.structs.replace(base, times=find_times(document, base, resources))
    base = msgspec.structs.replace(base, figures=find_figures(document, base, resources))
    return {
        "start_date": _incident_day(document, base),
        "province": _provinces(document, base, resources),
        "min_killed": _count(document, base, _KILLED),
        "min_captured": _count(document, base, _CAPTURED),
    }


def _release_number(text: str) -> tuple[DateCandidate, ...]:
    """ "2011-06-S-026": year and month of the release, as a registry of releases would give them."""
    found = re.search(r"\b(20\d\d)-(\d\d?)-(?:S|CA|AO)\s?[-–]\s?\d+", text)
    if not found:
        return _winter_without_numbers(text)
    month = f"{found[1]}-{int(found[2]):02d}"
    when = When(start=f"{month}-01", end=f"{month}-28", precision="month", basis="release number")
    return (DateCandidate(when=when, weight=0.5, evidence=found[0]),)


def _winter_without_numbers(text: str) -> tuple[DateCandidate, ...]:
    """Releases with neither a number nor a year are all of the winter 2011-12 (9 of 9 on dev)."""
    found = re.search(r"\(([A-Z][a-z]{2,8})\.? \d\d?\)", text)
    if not found:
        return ()
    year = "2011" if found[1][:3] in ("Sep", "Oct", "Nov", "Dec") else "2012"
    when = When(
        start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="the winter of releases without numbers"
    )
    return (DateCandidate(when=when, weight=0.4, evidence="no release number"),)


def _incident_day(document: Document, annotations: Annotations) -> str | None:
    """The day of the first killing or capture told to a day; else the first recent day told; else the release's day."""
    published = document.published.start if document.published else None
    for sentence in annotations.sentences:
        if sentence.block == 0 and len(document.blocks) > 1:
            continue  # the headline
        tree = Tree(sentence)
        for i, token in enumerate(sentence.tokens):
            if token.lemma.lower() in _INCIDENT:
                when, _ = when_of(document, tree, i, annotations)
                if when and when.start and when.precision in _DAYS and published and _recent(when.start, published):
                    return when.start
    told = [t for t in annotations.times if t.anchor == "report date" and t.when and t.when.precision in _DAYS]
    told = [t for t in told if document.text[max(0, t.start - 1) : t.start] != "("]
    told = [t for t in told if published and _recent(t.when.start, published)]
    # "today announced the arrest of a man ..., Saturday": of the first sentence with a day, the earlier one.
    first = [t.when.start for t in told if t.sentence == told[0].sentence]
    return min(first) if first else published


def _recent(day: str, published: str) -> bool:
    """Releases tell of the days just before them; an older day belongs to the background."""
    return timedelta(0) <= date.fromisoformat(published) - date.fromisoformat(day) <= timedelta(7)


def _provinces(document: Document, annotations: Annotations, resources: Resources) -> set[str]:
    """The province of the first place told after the line the release is filed from; a place called a province counts
    before a town or district."""
    named, other = [], []
    body = document.blocks[0].end if len(document.blocks) > 1 else 0
    for mention in find_places(document, annotations, resources):
        place = mention.place
        if place is None or place.country != "AFG" or not place.admin1 or _filed_from(document, mention):
            continue
        called = document.text[mention.end : mention.end + 12].lower().lstrip().startswith("province")
        sure = (called or place.precision == "province") and mention.start >= body
        (named if sure else other).append(_plain(place.admin1))
    return set([*named, *other][:1])


def _filed_from(document: Document, mention: PlaceMention) -> bool:
    """'VELMAR, Ostania (Nov. 3, 2012)'."""
    return mention.text.isupper() or document.text[mention.end : mention.end + 14].startswith(", Afghanistan")


# How the set writes provinces that gazetteers write otherwise.
_SPELLINGS = {
    "khowst": "khost", "paktia": "paktya", "paktiya": "paktya", "maidan wardak": "wardak", "oruzgan": "uruzgan",
    "urozgan": "uruzgan", "sari pul": "sar-e pul", "sar-e pol": "sar-e pul", "konduz": "kunduz", "konar": "kunar",
    "zabol": "zabul", "nimruz": "nimroz", "lowgar": "logar", "panjshayr": "panjshir", "jawzjan": "jowzjan",
    "daykundi": "day kundi",
}  # fmt: skip


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    folded = re.sub(r"\s+(province|wilayat)$", "", folded)
    return _SPELLINGS.get(folded, folded)


def _count(document: Document, annotations: Annotations, kinds: frozenset[str]) -> int:
    """Figures of one sentence add up, with somebody known ("the leader and two others"); a later sentence tells the
    same people again, or more of them ("another", "additional")."""
    total = 0
    told: set[tuple[int, str | None]] = set()
    for sentence in annotations.sentences:
        tree = Tree(sentence)
        here, more = _known(tree, kinds, document, annotations), False
        for figure in annotations.figures:
            if figure.sentence != sentence.index or figure.kind not in kinds or figure.trigger is None:
                continue
            same = (_least(figure, document), figure.unit)
            if same in told or _earlier_attack(tree, tree.at(figure.trigger.start), document, annotations):
                continue
            told.add(same)
            here += same[0]
            more = more or bool(_MORE.search(_around(document, figure)))
        total = total + here if more else max(total, here)
    return total


def _around(document: Document, figure: Figure) -> str:
    """The words in which a figure says that it comes on top of another: "also detained", "two additional suspects"."""
    start, end = min(figure.start, figure.trigger.start), max(figure.end, figure.trigger.end)
    return document.text[max(0, start - 6) : end + 25]


_MORE = re.compile(r"\b(another|additional|other|others|more suspected|second|also)\b")
_PERSONS = frozenset({
    "leader", "commander", "facilitator", "insurgent", "militant", "he", "him", "individual", "specialist", "suspect",
    "man", "male", "expert", "fighter", "member", "deputy", "emir", "governor", "associate",
})  # fmt: skip


def _known(tree: Tree, kinds: frozenset[str], document: Document, annotations: Annotations) -> int:
    words = load_figure_words()
    found = 0
    for i, token in enumerate(tree.tokens):
        kind = words.suffered.get(token.lemma.lower()) or words.of.get(token.lemma.lower())
        if kind not in kinds or _earlier_attack(tree, i, document, annotations):
            continue
        heads = (
            victims(tree, i) if token.pos == "VERB" else [o for p in tree.deps(i, "prep") for o in tree.deps(p, "pobj")]
        )
        for noun in heads:
            word = tree.tokens[noun]
            new = any(
                tree.tokens[c].text.lower() in ("a", "an", "another", "one") for c in tree.deps(noun, "det", "nummod")
            )
            person = word.ent == "PERSON" or word.lemma.lower() in _PERSONS
            if person and word.tag in ("NN", "NNP", "PRP") and not new:
                found = 1
    return found


def _earlier_attack(tree: Tree, trigger: int | None, document: Document, annotations: Annotations) -> bool:
    """Whether the figure belongs to another attack that the release looks back on, or to a purpose ("to capture")."""
    if trigger is None:
        return False
    token = tree.tokens[trigger]
    if token.dep == "relcl" or any(tree.tokens[a].dep == "relcl" for a in tree.ancestors(trigger)):
        return True
    if any(tree.tokens[c].tag == "TO" for c in tree.deps(trigger, "aux")):
        return True
    when, _ = when_of(document, tree, trigger, annotations)
    return background_of(document, tree, trigger, when, annotations)[0]


def _least(figure: Figure, document: Document) -> int:
    words = document.text[figure.start : figure.end].lower()
    for vague, value in (("several", 3), ("multiple", 3), ("numerous", 4), ("number", 3), ("few", 3), ("couple", 2)):
        if vague in words:
            return value
    if "more than" in words and figure.low is not None:
        return figure.low + 1
    return next((n for n in (figure.low, figure.best, figure.high) if n is not None), 0)
