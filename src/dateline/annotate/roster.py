"""The roster: persons, their offices with dates, organisations, states, and the words that stand for a kind of actor.

Facts live in data/actors/*.csv, who held what in data/actors/tenures/*.csv; a user's own CSV (the columns of those) is
laid over ours and wins. Names are looked up by normalised words, longest first, so a scan of a phrase costs one
dictionary look-up per word that begins no name; other spellings and longer forms of a person's name by folded words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from dateline.annotate.spelling import Word, fold_name, fold_word, is_particle, slug, split_words, word_set
from dateline.errors import DataError
from dateline.model import Actor, Struct

_DATA = files("dateline") / "data" / "actors"

# Who holds several offices at once is told of by the first of these: a foreign minister who is also deputy prime
# minister meets other foreign ministers. Other offices come after, the latest begun first.
FIRST_OFFICES = (
    "president",
    "prime-minister",
    "supreme-leader",
    "monarch",
    "chancellor",
    "foreign-minister",
    "defence-minister",
    "secretary-general",
    "deputy-prime-minister",
    "vice-president",
)
# Offices that say nothing without the organisation: a country has many leaders and spokesmen.
_OF_ORGANISATIONS = word_set(
    "leader spokesman secretary-general chairman chairwoman chair head director commander chief director-general "
    "deputy-leader co-leader founder high-representative"
)
# Words before a name that are capitalised and yet no part of it.
_BEFORE_NAMES = word_set(
    "mr mrs ms miss dr sir lord lady sheikh sheik hon prof gen lt col maj capt brig adm cmdr sgt sen rep rev fr "
    "gov mk mp pm fm the a and of for in on at by with from to as but that when while after before meanwhile "
    "however late then former ex acting interim deputy vice"
)

_SUFFIXES = frozenset({"jr", "sr", "iii"})
# "Abdel Fattah Saeed Hussein Khalil el-Sisi" has more; nobody prints them.
_MOST_GIVEN = 4
# So many words of a name suffice without its first.
_CUT_SHORT = 2


# "Latin American countries" are not the United States', nor is South America.
_OF_A_CONTINENT = frozenset(
    (first, last) for first in ("latin", "south", "central", "north") for last in ("american", "america", "americans")
)
# The last day of an interval that is open.
OPEN = "9999-12-31"


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
        """Whether a day, or any day of an ISO interval ("2018-08-20/2019-03-01"), lies in the tenure; a month or a year
        counts whole at both of its ends."""
        first, last = _first_and_last(date)
        if self.start is None or last[: len(self.start)] < self.start:
            return False
        return not self.ended if self.end is None else first[: len(self.end)] <= self.end


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


class Roster:
    """Read-only; `load_roster` makes it. Keys are those of `Actor.key`."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.names: dict[str, Name] = {}
        self.longest: dict[str, int] = {}  # first word -> the most words a name that begins with it has
        self.roles: dict[str, Role] = {}
        self.role_heads: set[str] = set()  # the last words of roles: what may end a phrase that names a role
        self.tenures_of: dict[str, tuple[Tenure, ...]] = {}
        self.holders: dict[tuple[str | None, str], list[Tenure]] = {}  # (country or organisation, office)
        self.countries: dict[str, str] = {}
        self.by_surname: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}  # folded surname -> (folded name, key)
        self.name_words: frozenset[str] = frozenset()  # folded words of persons' names
        self.not_actors: frozenset[str] = frozenset()  # last words of names of places, things and events
        self.resolved: dict[tuple, Actor | None] = {}  # phrases met so far: the same phrase has the same answer

    def find(self, name: str) -> tuple[Actor, ...]:
        """Every actor a name may stand for, best first; empty when the roster has none."""
        words = [word for word in split_words(name) if word.norm not in ("the", "'s")]
        entry = self.names.get(" ".join(word.norm for word in words))
        keys = entry.keys if entry else self.persons_named(words)
        return tuple(self.actors[key] for key in keys)

    def persons_named(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The persons that two or more words may name: otherwise spelt, with initials, with more or fewer given names.

        >>> roster.persons_named(split_words("Sergey V. Lavrov"))
        ('person:sergei-lavrov',)
        """
        said = tuple(fold_word(word.norm) for word in words if not is_particle(word.norm))
        if len(said) < 2:
            return ()
        fits = [key for name, key in self.by_surname.get(said[-1], ()) if _same_person(said, name, self.name_words)]
        return tuple(dict.fromkeys(fits))

    def tenures(self, name: str) -> tuple[Tenure, ...]:
        """The offices of the one person of that name, oldest first; empty when unknown or when two persons share it."""
        persons = [actor for actor in self.find(name) if actor.kind == "person"]
        return self.tenures_of.get(persons[0].key, ()) if len(persons) == 1 else ()

    def office_holder(self, body: str, office: str, date: str) -> Actor | None:
        """Who held an office ("PAK" or "org:un", "foreign-minister") on a day; None when nobody or two persons fit."""
        fit = [tenure for tenure in self.holders.get((body, office), ()) if tenure.holds(date)]
        persons = dict.fromkeys(tenure.person for tenure in fit)
        if len(persons) > 1 and "/" in date:
            return None
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
        if date is None:
            last = max(tenures, key=lambda tenure: (tenure.end is None and not tenure.ended, *_by_end(tenure)))
            same = [tenure for tenure in tenures if _by_end(tenure) == _by_end(last)]
            return _with_office(person, first_office(same), "name; last office known")
        fit = [tenure for tenure in tenures if tenure.holds(date)]
        if fit:
            held = first_office(fit)
            return _with_office(person, held, f"name; {office_words(held.office)} {day_words(date)}")
        first, last = _first_and_last(date)
        earlier = [tenure for tenure in tenures if tenure.end and tenure.end < first[: len(tenure.end)]]
        later = [tenure for tenure in tenures if tenure.start and tenure.start > last[: len(tenure.start)]]
        if earlier and len(earlier) + len(later) == len(tenures):
            return _with_office(person, None, f"name; no office {'then' if later else 'any more'}")
        return _with_office(person, None, "name; office on that date unknown", sector=None)

    def offices_on(self, key: str, date: str | None) -> tuple[Tenure, ...]:
        """Every office a person held on a day; without a date every office known."""
        return tuple(tenure for tenure in self.tenures_of.get(key, ()) if date is None or tenure.holds(date))

    def scan(self, words: tuple[Word, ...]) -> Iterator[tuple[int, int, Name]]:
        """Names in a run of words, longest first, left to right, without overlap: (first, after the last, name)."""
        at = free = 0  # words before `free` belong to names already found
        while at < len(words):
            end, name = self._name_at(words, at)
            if name is None or name.kind == "surname":
                first, last, keys = self._person_around(words, free, at)
                if keys:
                    yield first, last, Name(keys=keys, kind="person")
                    at = free = last
                    continue
            if name is not None:
                yield at, end, name
                at = free = end
            else:
                at += 1

    def _name_at(self, words: tuple[Word, ...], at: int) -> tuple[int, Name | None]:
        most = self.longest.get(words[at].norm, 0)
        for length in range(min(most, len(words) - at), 0, -1):
            name = self.names.get(" ".join(word.norm for word in words[at : at + length]))
            if name and at and (words[at - 1].norm, words[at].norm) in _OF_A_CONTINENT:
                continue
            if name and _cased(words[at : at + length], name):
                return at + length, name
        return at, None

    def _person_around(self, words: tuple[Word, ...], free: int, at: int) -> tuple[int, int, tuple[str, ...]]:
        """A person whose name ends at `at`, or begins there with another's surname ("Hassan" of "Hassan Rouhani")."""
        last = at
        while last < len(words) and last - at <= _MOST_GIVEN:
            first, keys = self._person_ending(words, free, last)
            if keys and first <= at:
                return first, last + 1, keys
            if (
                last + 1 == len(words)
                or words[at].norm not in self.names
                or not self._is_given(words[last], words[last + 1])
            ):
                break
            last += 1
        return at, at, ()

    def _person_ending(self, words: tuple[Word, ...], free: int, at: int) -> tuple[int, tuple[str, ...]]:
        """A person whose surname stands at `at` with given names before it: from which word on, and who."""
        word = words[at]
        if not word.text[0].isupper() or fold_word(word.norm) not in self.by_surname:
            return at, ()
        first = at
        while first > free and at - first < _MOST_GIVEN and self._is_given(words[first - 1], words[first]):
            first -= 1
        for start in range(first, at):
            keys = self.persons_named(words[start : at + 1])
            if keys and words[start].text[0].isupper():
                return start, keys
        return at, ()

    def _is_given(self, word: Word, following: Word) -> bool:
        """Whether a word may be a given name of what follows it: capitalised or a particle, right beside, no title."""
        if following.start - word.end > 2 or word.norm in _BEFORE_NAMES or word.norm in self.role_heads:
            return False
        return word.text[0].isupper() or is_particle(word.norm)

    def explain(self, text: str, date: str | None) -> str:
        """In plain words, whom a name or phrase stands for on a day and why: what `dateline actors` prints."""
        from dateline.annotate.composition import resolve_phrase

        found = resolve_phrase(text, date=date, roster=self)
        if found is None:
            return f"{text}: nobody that the roster or composition knows."
        told = [f"{text}: {found.name} ({found.key})", f"  kind {found.kind}, by {found.basis}"]
        told += (
            [f"  country {self.countries.get(found.country, found.country)} ({found.country})"] if found.country else []
        )
        told += [f"  sector {found.sector}"] if found.sector else []
        told += [
            f"  {office_words(t.office)}, {self.countries.get(t.country or '', t.organisation or '')}: "
            f"{t.start or 'unknown'} to {t.end or ('unknown' if t.ended else 'now')} ({t.basis})"
            for t in self.tenures_of.get(found.key, ())
        ]
        return "\n".join(told)


def day_words(date: str) -> str:
    """
    >>> day_words("2025-05-04"), day_words("2018-08-20/2019-03-01"), day_words("2018-08-20/9999-12-31")
    ('on 2025-05-04', 'between 2018-08-20 and 2019-03-01', 'after 2018-08-20')
    """
    first, last = _first_and_last(date)
    if first == last:
        return f"on {first}"
    return f"after {first}" if last == OPEN else f"between {first} and {last}"


def _first_and_last(date: str) -> tuple[str, str]:
    first, _, last = date.partition("/")
    return first, last or first


def office_words(office: str) -> str:
    return office.replace("-", " ")


def load_roster(overlay_csv: str | None = None) -> Roster:
    """Our tables, with the user's own rows (columns as in tenures/) laid over them.

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
    roster.not_actors = frozenset(row["word"] for row in _rows("not_actors.csv"))
    for row in _rows("organisations.csv"):
        kind = row["kind"] or "organisation"
        country = row["country"] or None
        roster.actors[row["key"]] = Actor(
            key=row["key"], name=row["name"], kind=kind, country=country, sector=row["sector"] or None
        )
        _add_name(roster, row["name"], row["key"], "organisation")
    _add_tenures(roster, [row for name in _tenure_files() for row in _rows(name)])
    for row in _rows("aliases.csv"):
        if row["key"] not in roster.actors:
            raise DataError(f"data/actors/aliases.csv: {row['alias']!r} points at {row['key']!r}, which no table has.")
        kind = roster.actors[row["key"]].kind
        _add_name(roster, row["alias"], row["key"], kind if kind == "person" else "organisation")
    for row in _rows("country_words.csv"):
        _add_name(roster, row["words"], f"state:{row['country']}", row["kind"])
    for row in _rows("regions.csv"):
        roster.actors[row["key"]] = Actor(
            key=row["key"],
            name=row["name"],
            kind="organisation",
            country=row["country"] or None,
            sector=row["sector"] or None,
        )
        for words in row["words"].split("|"):
            _add_name(roster, words, row["key"], "organisation")
    if overlay_csv:
        _add_tenures(roster, list(_own_rows(Path(overlay_csv))), wins=True)
    _index_persons(roster)
    return roster


def _tenure_files() -> list[str]:
    return sorted(f"tenures/{entry.name}" for entry in (_DATA / "tenures").iterdir() if entry.name.endswith(".csv"))


def _add_tenures(roster: Roster, rows: list[dict[str, str]], *, wins: bool = False) -> None:
    grouped: dict[str, list[Tenure]] = {}
    for row in rows:
        key = f"person:{slug(row['person'])}"
        ended = row["to"] == "?"
        role = roster.roles.get(row["office"].replace("-", " ").lower())
        organisation = _organisation_key(roster, row["organisation"])
        served = roster.actors.get(organisation or "")
        tenure = Tenure(
            person=key,
            name=row["person"],
            office=role.slug if role and role.kind == "office" else slug(row["office"]),
            organisation=organisation,
            country=row["country"] or (served.country if served else None),
            sector=row["sector"] or (role.sector if role else None),
            start=row["from"].replace("?", "") or None,
            end=None if ended else row["to"] or None,
            ended=ended,
            basis=row["basis"],
        )
        grouped.setdefault(key, []).append(tenure)
    for key, tenures in grouped.items():
        ordered = tuple(sorted((*roster.tenures_of.get(key, ()), *tenures), key=_by_start))
        roster.tenures_of[key] = ordered
        last = ordered[-1]
        roster.actors[key] = Actor(key=key, name=last.name, kind="person", country=last.country)
        for tenure in tenures:
            for body in _bodies(tenure):
                held = roster.holders.setdefault((body, tenure.office), [])
                if wins:
                    held[:] = [other for other in held if other.person == key or not _overlap(other, tenure)]
                held.append(tenure)


def _organisation_key(roster: Roster, told: str) -> str | None:
    """A key as it stands, or the key of the organisation of that name."""
    if not told or told in roster.actors:
        return told or None
    entry = roster.names.get(" ".join(word.norm for word in split_words(told)))
    if entry and entry.kind == "organisation":
        return entry.keys[0]
    return told if ":" in told else f"org:{slug(told)}"


def _bodies(tenure: Tenure) -> tuple[str, ...]:
    """Whose office it is: the organisation's, and the country's when the office tells enough without it."""
    bodies = [tenure.organisation] if tenure.organisation else []
    if tenure.country and not (bodies and tenure.office in _OF_ORGANISATIONS):
        bodies.append(tenure.country)
    return tuple(bodies)


def first_office(tenures: Sequence[Tenure]) -> Tenure:
    """The office to name when a person holds several."""

    def rank(tenure: Tenure) -> tuple[int, str]:
        known = tenure.office in FIRST_OFFICES
        return (-FIRST_OFFICES.index(tenure.office) if known else -len(FIRST_OFFICES), tenure.start or "")

    return max(tenures, key=rank)


def _by_start(tenure: Tenure) -> tuple[str, str]:
    return tenure.start or "", tenure.end or "9"


def _by_end(tenure: Tenure) -> tuple[str, str]:
    return ("9" if tenure.end is None and not tenure.ended else tenure.end or "", "")


def _same_person(said: tuple[str, ...], name: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a name as told is the name in the table: the same surname, and the given names of one among those of the
    other, in order; an initial stands for what it begins. Words that the table lacks may stand between its words, or
    before them when they occur in names ("Muhammad Ishaq Dar")."""
    if len(said) < len(name):
        # "Abdul Qadir" is not "Zambry Abdul Kadir": a name cut short keeps its first word, or two others.
        first = _in_order(said[:-1], name[:-1])
        return first == 0 or (first is not None and len(said) > _CUT_SHORT)
    first = _in_order(name[:-1], said[:-1])
    if len(said) > len(name) and any(len(word) == 1 for word in said):
        # "R. Hari Kumar" is not Raveesh Kumar: who writes a second name in full is known by it.
        first = first if any(len(word) > 1 and word in name[:-1] for word in said[:-1]) else None
    return first is not None and all(word in known or len(word) == 1 for word in said[:first])


def _in_order(words: tuple[str, ...], among: tuple[str, ...]) -> int | None:
    """Where the first of these words stands among others that hold them all in this order; None when they do not."""
    at, found = 0, []
    for word in words:
        while at < len(among) and not _same_given(word, among[at]):
            at += 1
        if at == len(among):
            return None
        found.append(at)
        at += 1
    return found[0]


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other


def _index_persons(roster: Roster) -> None:
    surnames: dict[str, list[str]] = {}
    juniors: dict[str, list[str]] = {}
    folded: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, actor in roster.actors.items():
        if actor.kind == "person":
            _add_name(roster, actor.name, key, "person")
            words = [word.norm for word in split_words(actor.name)]
            surnames.setdefault(words[-1], []).append(key)
            if len(words) > 2 and words[-1] in _SUFFIXES:
                juniors.setdefault(words[-2], []).append(key)
    for surname, keys in juniors.items():
        surnames.setdefault(surname, keys)  # "Trump" is not Trump Jr.; "Marcos" is Marcos Jr.
    for words, name in roster.names.items():
        parts = tuple(fold_name(words).split()) if name.kind == "person" else ()
        if len(parts) > 1:
            folded.setdefault(parts[-1], []).extend((parts, key) for key in name.keys)
    roster.by_surname = {surname: tuple(names) for surname, names in folded.items()}
    roster.name_words = frozenset(part for names in folded.values() for parts, _ in names for part in parts)
    for surname, keys in surnames.items():
        if surname not in roster.names and len(surname) > 2 and surname not in roster.roles:
            roster.names[surname] = Name(keys=tuple(keys), kind="surname")
            roster.longest.setdefault(surname, 1)


def _add_name(roster: Roster, words: str, key: str, kind: str) -> None:
    parts = split_words(words)
    norm = " ".join(word.norm for word in parts)
    upper = len(parts) == 1 and words.replace(".", "").isupper()
    kind = "surname" if kind == "person" and len(parts) == 1 else kind  # "Lula", "Xi": as careful as with a surname
    old = roster.names.get(norm)
    if old and kind in ("person", "surname") and old.kind == kind:
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
        return Actor(
            key=person.key, name=person.name, kind="person", country=person.country, sector=sector, basis=basis
        )
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
