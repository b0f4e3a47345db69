"""The roster: persons, their offices with dates, organisations, states, and the words that stand for a kind of actor.

Facts live in data/actors/*.csv; a user's own CSV (the columns of tenures.csv) is laid over ours and wins. Names are
looked up by normalised words, longest first, so a scan of a phrase costs one dictionary look-up per word that begins no name.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.errors import DataError
from dateline.model import Actor, Struct

_DATA = files("dateline") / "data" / "actors"

# A word of a name: "U.S.", "Shi'ite", "N'Djamena", "10"; the possessive 's stays apart.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|['’](?=\s)")

# How a name was spelt in Latin letters varies with the language it came through. Each line folds one habit, in order:
# "Sergey", "Sergei", "Serguei" -> "sirgi"; "Mursi", "Morsi" -> "mursi"; "Hussain", "Hussein" -> "husin".
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"gu(?=[ei])", "g"),
        (r"kh|q", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ou|oo|o", "u"),
        (r"a?[eiyj]+[eiyj]*", "i"),
        (r"(.)\1+", r"\1"),
        (r"ai", "i"),
        (r"h(?=[^aiu]|$)", ""),
    )
)
# Particles that stand or fall with the outlet: "al-Assad", "Assad"; "Abdel Fattah el-Sisi", "al-Sisi".
_PARTICLES = frozenset({"al", "el", "ul", "ur", "bin", "ben", "ibn", "von", "van", "de", "da", "di", "der"})


class Tenure(Struct):
    """Somebody held an office. `start` and `end` are YYYY, YYYY-MM or YYYY-MM-DD; a `None` start is unknown, a `None`
    end is open (or, when `ended` is set, unknown)."""

    person: str  # key: "person:sergei-lavrov"
    name: str
    office: str  # "foreign-minister"
    country: str | None
    organisation: str | None
    sector: str | None
    start: str | None
    end: str | None
    ended: bool = False
    basis: str = ""

    def holds(self, date: str) -> bool:
        """Whether a day lies in the tenure; a month or a year counts whole at both of its ends."""
        if self.start is None or date[: len(self.start)] < self.start:
            return False
        return not self.ended if self.end is None else date[: len(self.end)] <= self.end


class Role(Struct):
    """A word for a kind of actor: "soldiers" are MIL and a country's military, "foreign minister" is an office."""

    words: str
    sector: str | None
    kind: str  # office, body, people
    slug: str


class Name(Struct):
    """What a name stands for. Several persons may share one."""

    keys: tuple[str, ...]
    kind: str  # name, demonym, metonym, city, organisation, person, surname
    upper: bool = False  # an acronym that is also a word: "US" is a state, "us" is not


class Word(Struct):
    """One word of a phrase: its normalised form and where it stands."""

    norm: str
    text: str
    start: int
    end: int


class Roster:
    """Read-only; `load_roster` makes it. Keys are those of `Actor.key`."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.names: dict[str, Name] = {}
        self.longest: dict[str, int] = {}  # first word -> the most words a name that begins with it has
        self.roles: dict[str, Role] = {}
        self.role_heads: set[str] = set()  # the last words of roles: what may end a phrase that names a role
        self.tenures_of: dict[str, tuple[Tenure, ...]] = {}
        self.holders: dict[tuple[str | None, str], list[Tenure]] = {}
        self.countries: dict[str, str] = {}
        self.folded: dict[str, tuple[str, ...]] = {}
        self.resolved: dict[tuple, Actor | None] = {}  # phrases met so far: the same phrase has the same answer

    def find(self, name: str) -> tuple[Actor, ...]:
        """Every actor a name may stand for, best first; empty when the roster has none."""
        words = split_words(name)
        entry = self.names.get(" ".join(word.norm for word in words if word.norm not in ("the", "'s")))
        keys = entry.keys if entry else self.folded.get(fold_name(name), ())
        return tuple(self.actors[key] for key in keys)

    def tenures(self, name: str) -> tuple[Tenure, ...]:
        """The offices of the one person of that name, oldest first; empty when unknown or when two persons share it."""
        persons = [actor for actor in self.find(name) if actor.kind == "person"]
        return self.tenures_of.get(persons[0].key, ()) if len(persons) == 1 else ()

    def office_holder(self, country: str, office: str, date: str) -> Actor | None:
        """Who held an office ("PAK", "foreign-minister") on a day; None when nobody or two persons fit."""
        fit = [tenure for tenure in self.holders.get((country, office), ()) if tenure.holds(date)]
        persons = dict.fromkeys(tenure.person for tenure in fit)
        if len(persons) > 1:
            # In the month of a change both fit: told to the day, the later start wins; otherwise we do not know.
            exact = [tenure for tenure in fit if tenure.start and len(tenure.start) == 10]
            persons = dict.fromkeys([max(exact, key=lambda tenure: tenure.start or "").person] if exact else ())
        return self.actors[next(iter(persons))] if persons else None

    def person_at(self, key: str, date: str | None) -> Actor:
        """The person with the office held on that day. Without a date the last office known counts; a person who holds
        none any more is of the elite (ELI), as PLOVER has former officials."""
        person = self.actors[key]
        tenures = self.tenures_of.get(key, ())
        if not tenures:
            return person
        fit = [tenure for tenure in tenures if date and tenure.holds(date)]
        if fit:
            return _with_office(person, fit[-1], f"name; {office_words(fit[-1].office)} on {date}")
        if date is None:
            return _with_office(person, tenures[-1], "name; last office known")
        earlier = [tenure for tenure in tenures if tenure.end and tenure.end < date[: len(tenure.end)]]
        if len(earlier) == len(tenures):
            return _with_office(person, None, "name; no office any more")
        return _with_office(person, None, "name; office on that date unknown", sector=None)

    def scan(self, words: tuple[Word, ...]) -> Iterator[tuple[int, int, Name]]:
        """Names in a run of words, longest first, left to right, without overlap: (first, after the last, name)."""
        at = 0
        while at < len(words):
            most = self.longest.get(words[at].norm, 0)
            for length in range(min(most, len(words) - at), 0, -1):
                name = self.names.get(" ".join(word.norm for word in words[at : at + length]))
                if name and _cased(words[at : at + length], name):
                    yield at, at + length, name
                    at += length
                    break
            else:
                at += 1

    def explain(self, text: str, date: str | None) -> str:
        """In plain words, whom a name or phrase stands for on a day and why: what `dateline actors` prints."""
        from dateline.annotate.composition import resolve_phrase

        found = resolve_phrase(text, date=date, roster=self)
        if found is None:
            return f"{text}: nobody that the roster or composition knows."
        told = [f"{text}: {found.name} ({found.key})", f"  kind {found.kind}, by {found.basis}"]
        told += [f"  country {self.countries.get(found.country, found.country)} ({found.country})"] if found.country else []
        told += [f"  sector {found.sector}"] if found.sector else []
        told += [
            f"  {office_words(t.office)}, {self.countries.get(t.country or '', t.organisation or '')}: "
            f"{t.start or 'unknown'} to {t.end or ('unknown' if t.ended else 'now')} ({t.basis})"
            for t in self.tenures_of.get(found.key, ())
        ]
        return "\n".join(told)


def split_words(text: str) -> tuple[Word, ...]:
    """Words with offsets; accents, dots and case are folded in `norm`, hyphens part words.

    >>> [word.norm for word in split_words("the U.S.-backed Élysée's")]
    ['the', 'us', 'backed', 'elysee', "'s"]
    """
    return tuple(Word(norm=_norm(m[0]), text=m[0], start=m.start(), end=m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=65536)
def _norm(word: str) -> str:
    if word[0] in "'’":
        return "'s"
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("’", "'")
    return word.lower().replace(".", "").replace("'", "")


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """A name without the habits of its transliteration.

    >>> fold_name("Sergey Lavrov") == fold_name("Sergei Lavrov"), fold_name("Mohamed Mursi") == fold_name("Mohammed Morsi")
    (True, True)
    """
    words = [word.norm for word in split_words(name) if word.norm not in _PARTICLES and word.norm != "'s"]
    return " ".join(_fold_word(word) for word in words)


def _fold_word(word: str) -> str:
    if re.fullmatch(r"m[ou]h?ame?a?d|m[ou]hamm?[ae]d|mehmed|mehmet|muhammed", word):
        return "muhamad"
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def slug(name: str) -> str:
    """
    >>> slug("Ahmed Sharif Chaudhry")
    'ahmed-sharif-chaudhry'
    """
    return "-".join(word.norm for word in split_words(name) if word.norm != "'s")


def office_words(office: str) -> str:
    return office.replace("-", " ")


def load_roster(overlay_csv: str | None = None) -> Roster:
    """Our tables, with the user's own rows (columns as tenures.csv) laid over them.

    Raises DataError with file and line for a row that cannot be read.
    """
    roster = Roster()
    for row in _rows("countries.csv"):
        roster.countries[row["country"]] = row["name"]
        key = f"state:{row['country']}"
        roster.actors[key] = Actor(key=key, name=row["name"], kind="state", country=row["country"])
    for row in _rows("cities.csv"):
        _add_name(roster, row["name"], f"state:{row['country']}", "city")
    for row in _rows("roles.csv"):
        words = split_words(row["role"])
        role = Role(words=row["role"], sector=row["sector"] or None, kind=row["kind"], slug=row["slug"])
        roster.roles[" ".join(word.norm for word in words)] = role
        roster.role_heads.update((words[0].norm, words[-1].norm))
    for row in _rows("organisations.csv"):
        kind = row["kind"] or "organisation"
        country = row["country"] or None
        roster.actors[row["key"]] = Actor(
            key=row["key"], name=row["name"], kind=kind, country=country, sector=row["sector"] or None
        )
        _add_name(roster, row["name"], row["key"], "organisation")
    _add_tenures(roster, list(_rows("tenures.csv")))
    for row in _rows("aliases.csv"):
        if row["key"] not in roster.actors:
            raise DataError(f"data/actors/aliases.csv: {row['alias']!r} points at {row['key']!r}, which no table has.")
        _add_name(roster, row["alias"], row["key"], roster.actors[row["key"]].kind)
    for row in _rows("country_words.csv"):
        _add_name(roster, row["words"], f"state:{row['country']}", row["kind"])
    if overlay_csv:
        _add_tenures(roster, list(_own_rows(Path(overlay_csv))), wins=True)
    _index_persons(roster)
    return roster


def _add_tenures(roster: Roster, rows: list[dict[str, str]], *, wins: bool = False) -> None:
    grouped: dict[str, list[Tenure]] = {}
    for row in rows:
        key = f"person:{slug(row['person'])}"
        ended = row["to"] == "?"
        tenure = Tenure(
            person=key,
            name=row["person"],
            office=row["office"],
            organisation=row["organisation"] or None,
            country=row["country"] or None,
            sector=row["sector"] or None,
            start=row["from"].replace("?", "") or None,
            end=None if ended else row["to"] or None,
            ended=ended,
            basis=row["basis"],
        )
        grouped.setdefault(key, []).append(tenure)
    for key, tenures in grouped.items():
        ordered = tuple(sorted(tenures, key=lambda tenure: (tenure.start or "", tenure.end or "9")))
        roster.tenures_of[key] = ordered
        last = ordered[-1]
        roster.actors[key] = Actor(key=key, name=last.name, kind="person", country=last.country)
        for tenure in ordered:
            held = roster.holders.setdefault((tenure.country, tenure.office), [])
            if wins:
                held[:] = [other for other in held if other.person == key or not _overlap(other, tenure)]
            held.append(tenure)


def _index_persons(roster: Roster) -> None:
    surnames: dict[str, list[str]] = {}
    folded: dict[str, list[str]] = {}
    for key, actor in roster.actors.items():
        if actor.kind != "person":
            continue
        _add_name(roster, actor.name, key, "person")
        folded.setdefault(fold_name(actor.name), []).append(key)
        surnames.setdefault(split_words(actor.name)[-1].norm, []).append(key)
    for words, name in list(roster.names.items()):
        if name.kind == "person" and " " in words:
            folded.setdefault(fold_name(words), []).extend(name.keys)
    roster.folded = {words: tuple(dict.fromkeys(keys)) for words, keys in folded.items()}
    for surname, keys in surnames.items():
        if surname not in roster.names and len(surname) > 2 and surname not in roster.roles:
            roster.names[surname] = Name(keys=tuple(keys), kind="surname")
            roster.longest.setdefault(surname, 1)


def _add_name(roster: Roster, words: str, key: str, kind: str) -> None:
    parts = split_words(words)
    norm = " ".join(word.norm for word in parts)
    upper = len(parts) == 1 and words.replace(".", "").isupper()
    old = roster.names.get(norm)
    if old and kind == "person" and old.kind == "person":
        roster.names[norm] = Name(keys=tuple(dict.fromkeys((*old.keys, key))), kind=kind, upper=upper)
    else:
        roster.names[norm] = Name(keys=(key,), kind=kind, upper=upper)
    first = parts[0].norm
    roster.longest[first] = max(roster.longest.get(first, 0), len(parts))


def _cased(words: tuple[Word, ...], name: Name) -> bool:
    """Names are capitalised somewhere ("al-Qaeda"); acronyms that are words too are in capitals throughout."""
    if name.upper:
        return words[0].text.replace(".", "").isupper()
    return any(word.text[0].isupper() or word.text[0].isdigit() for word in words)


def _with_office(person: Actor, tenure: Tenure | None, basis: str, *, sector: str | None = "ELI") -> Actor:
    if tenure is None:
        return Actor(key=person.key, name=person.name, kind="person", country=person.country, sector=sector, basis=basis)
    return Actor(
        key=person.key,
        name=person.name,
        kind="person",
        country=tenure.country or person.country,
        sector=tenure.sector,
        role=office_words(tenure.office),
        body=tenure.organisation or (f"state:{tenure.country}" if tenure.country else None),
        basis=basis,
    )


def _overlap(a: Tenure, b: Tenure) -> bool:
    return (a.start or "") <= (b.end or "9") and (b.start or "") <= (a.end or "9")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


_COLUMNS = ("person", "office", "organisation", "country", "sector", "from", "to", "basis")


def _own_rows(path: Path) -> Iterator[dict[str, str]]:
    """The user's rows; only `person` must be filled."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"person"} - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{path}:1: no column 'person'.", advice=f"The columns are {', '.join(_COLUMNS)}.")
            for number, row in enumerate(reader, 2):
                full = {column: (row.get(column) or "").strip() for column in _COLUMNS}
                if not full["person"]:
                    raise DataError(f"{path}:{number}: the row names no person.", advice="Fill it or remove the row.")
                full["basis"] = full["basis"] or f"{path.name}:{number}"
                yield full
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}).", advice="Give a CSV file in UTF-8.") from error
