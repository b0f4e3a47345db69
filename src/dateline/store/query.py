"""What an analyst types into the search box, read into conditions.

    actor:RUS act:offer to:PAK place:Kashmir since:2025-05-01 voices:>=2 status:threatened new "border post" -to:IRN

Words are looked for in the sentences that tell an event; `field:value` narrows; a minus leaves out. Nothing the user
types reaches SQLite but as a bound value or a quoted word.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

from dateline.errors import DatelineError
from dateline.model import Struct

LONGEST = 500  # characters; a longer query is refused, not cut
MOST_CONDITIONS = 24
# Field -> what it asks for, for the help and for error messages.
FIELDS = {
    "actor": "who did it: a country code, a name, a word of a name",
    "to": "to whom it was done",
    "with": "who did it or to whom it was done",
    "act": "what was done: consult, offer, assault.airstrike",
    "place": "where",
    "speaker": "who says so",
    "outlet": "in which paper",
    "story": "in which running subject: its id or a word of its name",
    "report": "in which report: its id",
    "since": "on or after a day, month or year: 2025-05-01",
    "until": "on or before it",
    "voices": "how many independent voices: 2, >=2, <2",
    "status": "happened, denied, threatened, planned, called-for, hypothetical",
    "mark": "independent, one-voice, single, conflict",
}
# A bare word that is a condition -> the column that decides, and its value.
FLAGS = {"new": ("background", 0), "background": ("background", 1), "reviewed": ("reviewed", 1)}
STATUSES = ("happened", "denied", "threatened", "planned", "called for", "hypothetical")
MARKS = ("independent", "one-voice", "single", "conflict")
_ALIASES = {"target": "to", "voice": "voices", "who": "actor", "concept": "act", "says": "speaker", "from": "since"}
# A token: an optional minus, an optional field, then a quoted phrase or a run without blanks. No part overlaps another.
_TOKEN = re.compile(r'(-?)(?:([A-Za-z]{2,20}):)?(?:"([^"]*)"?|([^\s"]+))')
_NUMBER = re.compile(r"(>=|<=|≥|≤|>|<|=|)(\d{1,4})\Z")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")


class Condition(Struct):
    field: str  # "words", "flag", or one of FIELDS
    value: str
    op: Literal[">=", "<=", ">", "<", "="] = "="
    exclude: bool = False


class BadQuery(DatelineError):
    """What is wrong with a query, and what may have been meant."""


def parse_query(text: str) -> tuple[Condition, ...]:
    """The conditions of a query, all of which must hold. Raises BadQuery, with the nearest name for an unknown one.

    >>> [(one.field, one.op, one.value) for one in parse_query('actor:RUS voices:>=2 new')]
    [('actor', '=', 'rus'), ('voices', '>=', '2'), ('flag', '=', 'new')]
    """
    if len(text) > LONGEST:
        raise BadQuery(f"The query is longer than {LONGEST} characters.", advice="Ask for less at once.")
    made = []
    for minus, field, phrase, bare in _TOKEN.findall(text):
        value = " ".join((phrase or bare).split())
        if field or _has_word(value):
            made.append(_condition(field.lower(), value, quoted=bool(phrase), exclude=bool(minus)))
    if len(made) > MOST_CONDITIONS:
        raise BadQuery(f"The query has more than {MOST_CONDITIONS} parts.", advice="Ask for less at once.")
    return tuple(made)


def _condition(field: str, value: str, *, quoted: bool, exclude: bool) -> Condition:
    field = _ALIASES.get(field, field)
    if not field:
        flag = value.lower() in FLAGS and not quoted
        return Condition(field="flag" if flag else "words", value=value.lower() if flag else value, exclude=exclude)
    if field not in FIELDS:
        near = get_close_matches(field, [*FIELDS, *_ALIASES], n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}:?" if near else f"There are: {', '.join(f'{name}:' for name in FIELDS)}."
        raise BadQuery(f"No field {field}:.", advice=f'{hint} To look for the words, write "{field} {value}".')
    if not value:
        raise BadQuery(f"Nothing stands after {field}:.", advice=f"It asks {FIELDS[field]}.")
    if field == "voices":
        return _number(value, exclude)
    if field in ("since", "until"):
        return _day(field, value, exclude)
    value = value.lower()
    if field == "status":
        value = value.replace("-", " ").replace("_", " ")
    known = {"status": STATUSES, "mark": MARKS}.get(field)
    if known and value not in known:
        near = get_close_matches(value, known, n=1, cutoff=0.4)
        raise BadQuery(
            f"No {field} {value!r}.", advice=f"Did you mean {near[0]!r}?" if near else f"{', '.join(known)}."
        )
    return Condition(field=field, value=value, exclude=exclude)


def _number(value: str, exclude: bool) -> Condition:
    found = _NUMBER.match(value)
    if not found:
        raise BadQuery(f"voices:{value} is no number.", advice="Write voices:>=2.")
    op = {"≥": ">=", "≤": "<=", "": "="}.get(found[1], found[1])
    return Condition(field="voices", value=str(int(found[2])), op=op, exclude=exclude)  # type: ignore[arg-type]


def _day(field: str, value: str, exclude: bool) -> Condition:
    if not _DAY.match(value):
        raise BadQuery(
            f"{field}:{value} is no day.", advice=f"Write {field}:2025-05-01, {field}:2025-05 or {field}:2025."
        )
    # A month ends after its every day: "2025-05" until is "2025-05-99", which sorts after them all.
    whole = value + ("-99" * (2 - value.count("-")) if field == "until" else "")
    return Condition(field=field, value=whole, exclude=exclude)


def _has_word(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
