"""UCDP's Georeferenced Event Dataset, 49 columns: comma separated with a header; only violence that somebody died of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import floor
from pathlib import Path

from dateline.exporters.field.codes import Where, country_name, gleditsch_ward, ucdp_region
from dateline.exporters.field.dyads import CIVILIANS, ONE_SIDED, deaths_by_side, dyad, kind_of, side_name, states_of
from dateline.exporters.field.told import Told, number, published, told
from dateline.exporters.field.written import ONE_EVENT, Row, write_note, write_table
from dateline.model import Document, FigureEntry, Place, Record, When
from dateline.resources import Resources

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence",
    "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
EMPTY = {
    "conflict_*, *_dset_id, *_new_id": "UCDP's own conflicts, dyads and actors; our names are not linked to them",
    "active_year": "needs the dead of a whole year and conflict",
    "code_status, event_clarity": "judgements of UCDP's coders",
}
OURS = (
    "id and relid are dateline's own: relid is the event's id, id a number of 48 bits made from it, which no 32-bit "
    "integer holds. "
    "type_of_violence follows the sides: 1 where a state fights a state or a group, 2 where groups fight each other, 3 "
    "where either attacks civilians - UCDP asks that it be meant, which a record does not tell, so a state's shells and air "
    "strikes are left out of it. It is empty where a side is not told, or is only \"people\"; such a row may be no organised "
    "violence at all. "
    "number_of_sources counts independent voices: reports that copy one text, or rest on one statement of one "
    "speaker, are one. source_article, source_office, source_date and source_headline list every report, so there may be "
    "more of them; source_original is who says so in them. "
    "low, best and high are the ledger's: the lowest and highest that anybody gives, and what most give, the latest of "
    "equals; where nobody gives a best number it is the lowest. Parts are not added up. "
    "The four columns of deaths divide best, as UCDP's do: 0 says that none of best is told to be theirs, not that none "
    "of them died. All of best is one side's where what is counted (soldiers, rebels, civilians) can only be that side's, "
    "otherwise it is in deaths_unknown. "
    "date_prec is 1 for a day, 2 for up to six, 3 for a week, 4 for up to a month, 5 for up to a year. where_prec is 1 for "
    "a town or a point, 3 for a district, 4 for a province, 5 for a region or a line, 6 for a country, 7 for a sea; 2 "
    "(near a place) is not coded. gwnoa and gwnob stand where the side is one state; country_id is the state that "
    "the place lies in by ISO 3166, empty for a disputed area and for what Gleditsch and Ward list as no state."
)  # fmt: skip
_PRECISION = {"point": 1, "town": 1, "district": 3, "province": 4, "region": 5, "line": 5, "country": 6, "sea": 7}
# Assaults by nobody organised, or without arms.
_NOT_ARMED = frozenset(
    f"assault.{kind}" for kind in ("blockade", "cyber", "human-shield", "lynch", "mass-expulsion")
)  # fmt: skip
_FROM_AFAR = ("Air/drone strike", "Shelling/artillery/missile attack")
_EXCESSIVE = "Excessive force against protesters"  # one-sided violence at UCDP


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """UCDP GED's 49 columns: comma separated with a header; only armed violence with a number of dead; with a note."""
    events = [one for one in told(record, resources) if _dead(one) and _armed(one, resources)]
    rows = (_row(one, resources) for one in events)
    return [
        write_table(out / "ucdp.csv", COLUMNS, rows, delimiter=","),
        write_note(out, "UCDP", COLUMNS, EMPTY, OURS, events, record, row=ONE_EVENT, precision="date_prec"),
    ]


def _armed(one: Told, resources: Resources) -> bool:
    """Whether it is an assault with arms, and nobody who bears none is told to have done it: no airline of a crash."""
    concept = resources.ontology[one.event.concept]
    if one.actors and all(kind_of(actor) == CIVILIANS for actor in one.actors):
        return False
    return concept.acled == _EXCESSIVE or (concept.event == "ASSAULT" and concept.name not in _NOT_ARMED)


def _dead(one: Told) -> int | None:
    return _best(one.killed) if one.killed else None


def _best(killed: FigureEntry) -> int | None:
    return next((number for number in (killed.best, killed.low, killed.high) if number is not None), None)


def _row(one: Told, resources: Resources) -> Row:
    event, best = one.event, _dead(one) or 0
    sides = dyad(one, aimed=resources.ontology[event.concept].acled not in _FROM_AFAR)
    a = side_name(sides.a)
    b = side_name(sides.b, civilians=sides.violence == ONE_SIDED)
    docs = [doc for _, doc in one.reports]
    return {
        "id": number(event.id),
        "relid": event.id,
        "type_of_violence": sides.violence,
        "dyad_name": f"{a} - {b}" if sides.violence else None,
        "side_a": a,
        "side_b": b,
        "number_of_sources": len(event.voices),
        "source_article": ";".join(f'"{_article(doc, one)}"' for doc in docs),
        "source_office": _each(_office(doc, one) for doc in docs),
        "source_date": _each(published(doc) for doc in docs),
        "source_headline": _each(doc.title for doc in docs),
        "source_original": _each(dict.fromkeys(m.speaker.name for m in one.mentions if m.speaker)),
        **_place(event.where, one, resources),
        **_date(event.when),
        **deaths_by_side(one, sides, best),
        "best": best,
        "high": max(best, (one.killed and one.killed.high) or best),
        "low": min(best, best if not one.killed or one.killed.low is None else one.killed.low),
        "gwnoa": _state(states_of(sides.a)),
        "gwnob": _state(states_of(sides.b)),
    }


def _place(place: Place | None, one: Told, resources: Resources) -> Row:
    if place is None:
        return {}
    where = Where(place, resources)
    words = (m.where.text for m in one.mentions if m.where and m.where.place and m.where.place.id == place.id)
    known = where.lat is not None and where.lon is not None
    return {
        "where_prec": _PRECISION[place.precision],
        "where_coordinates": where.name,
        "where_description": _each(dict.fromkeys(words)),
        "adm_1": where.province,
        "adm_2": where.district,
        "latitude": where.lat,
        "longitude": where.lon,
        "geom_wkt": f"POINT ({where.lon} {where.lat})" if known else None,
        "priogrid_gid": priogrid(where.lat, where.lon) if known else None,
        "country": country_name(where.country),
        "country_id": gleditsch_ward(where.country),
        "region": ucdp_region(where.country),
    }


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half degrees, 720 to a row, counted eastward and northward from the south-west, from 1.

    >>> priogrid(-90, -180), priogrid(34.53, 69.17), priogrid(90, 180)
    (1, 179779, 259200)
    """
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _date(when: When | None) -> Row:
    """The days between which it happened, where they lie no more than a year apart; the year where both agree on it."""
    if not when or not when.start or not when.end:
        return {}
    days = (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1
    # UCDP's steps: a day, up to six, a week, up to a month, up to a year.
    steps = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
    precision = next((code for most, code in steps if days <= most), None)
    if precision is None:
        return {}
    return {
        "year": when.start[:4] if when.start[:4] == when.end[:4] else None,
        "date_prec": precision,
        "date_start": f"{when.start} 00:00:00.000",
        "date_end": f"{when.end} 00:00:00.000",
    }


def _article(doc: Document, one: Told) -> str:
    """ "The Plain Ledger,2019-02-26,Jets strike a camp": what is not known stays empty between its commas."""
    parts = (_office(doc, one), published(doc) or "", doc.title or "")
    return ",".join(part.replace('"', "'").replace(";", ",") for part in parts)


def _office(doc: Document, one: Told) -> str:
    return doc.outlet or one.labels[doc.report]


def _each(values: Iterable[str | None]) -> str | None:
    """A list as UCDP writes it. What is not known keeps its place, so that lists of reports stay beside each other."""
    parts = [(value or "").replace(";", ",") for value in values]
    return ";".join(parts) if any(parts) else None


def _state(countries: list[str]) -> str | None:
    return gleditsch_ward(countries[0]) if len(countries) == 1 else None
