"""ngec_actors: a phrase, sometimes a date and a word of context, to country and PLOVER sector.

A row expects one value or `any_of` several; "none" expects nobody. Unknown is one thing under several names there:
"", UNK and JNK. Supranational actors carry IGO as their country in these rows and as their sector with us.
"""

from __future__ import annotations

from datetime import date

from dateline.annotate.composition import resolve_phrase
from dateline.model import Actor
from dateline.resources import Resources

_UNKNOWN = frozenset({"", "UNK", "JNK", None})
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def score(rows: list[dict], folder: object, resources: Resources) -> dict[str, float | int]:
    right = {"both": 0, "country": 0, "sector": 0}
    n_country = n_sector = 0
    for row in rows:
        actor = resolve_phrase(
            row["phrase"].strip(),
            date=_day(row.get("date") or ""),
            context=row.get("context") or "",
            roster=resources.roster,
        )
        good = judge(row["expect"], actor)
        right["both"] += all(good.values())
        n_country += "country" in good
        n_sector += "sector" in good
        right["country"] += good.get("country", False)
        right["sector"] += good.get("sector", False)
    return {
        "both": right["both"] / (len(rows) or 1),
        "country": right["country"] / (n_country or 1),
        "sector": right["sector"] / (n_sector or 1),
        "rows": len(rows),
    }


def judge(expect: dict, actor: Actor | None) -> dict[str, bool]:
    """Which of the expected parts are right; what a row does not name is not judged."""
    country, sector = _told(actor)
    if expect.get("none"):
        return {"country": country in _UNKNOWN, "sector": sector in _UNKNOWN}
    good = {}
    if "country" in expect:
        good["country"] = _fits(expect["country"], country)
    if "code_1" in expect:
        good["sector"] = _fits(expect["code_1"], sector)
    return good


def _told(actor: Actor | None) -> tuple[str | None, str | None]:
    if actor is None:
        return None, None
    if actor.country is None and actor.sector == "IGO":
        return "IGO", "IGO"
    return actor.country, actor.sector


def _fits(expected: object, told: str | None) -> bool:
    values = expected.get("any_of", []) if isinstance(expected, dict) else [expected]
    return any(value == told or (value in _UNKNOWN and told in _UNKNOWN) for value in values)


def _day(text: str) -> str | None:
    """ "2022-03-01", "10 May 2015"; "today" and "" are no date."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    parts = text.split()
    if len(parts) == 3 and parts[1] in _MONTHS:
        return f"{parts[2]}-{_MONTHS.index(parts[1]) + 1:02d}-{int(parts[0]):02d}"
    return None
