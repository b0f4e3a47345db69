"""ACLED's 31 columns: comma separated with a header; only concepts that ACLED's event types cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dateline.exporters.field.codes import Where, country_name, iso_number, ontology_table, region
from dateline.exporters.field.told import Told, told
from dateline.exporters.field.written import ONE_EVENT, Row, write_note, write_table
from dateline.model import Actor, Record, When
from dateline.resources import Resources

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
EMPTY = {
    "admin3, source_scale, tags": "not coded",
    "timestamp": "a record holds no clock: equal reports give equal files",
    "fatalities": "empty where no report gives a number, never 0 for unknown; else the lowest that anybody gives",
}
OURS = (
    "Event types follow the concept, and the sides where ACLED's turn on them (an attack on armed men is an armed clash); "
    "weapons that a report does not tell are not guessed. "
    "time_precision is 1 for a day, 2 for up to a week, 3 for up to a month, and event_date the first day of it; an "
    "event known less exactly has no date. actor1 is the first who acts, the others stand in assoc_actor_1."
)
_PRECISION = {"point": "1", "town": "1", "district": "2", "province": "3"}
_STATE, _REBELS, _CIVILIANS, _OUTSIDE = "State forces", "Rebel group", "Civilians", "External/Other forces"
_INTER = {
    "GOV": _STATE, "MIL": _STATE, "COP": _STATE, "SPY": _STATE, "PRM": _STATE, "REB": _REBELS,
    "CRM": "Political militia", "UAF": "Political militia", "CVL": _CIVILIANS, "JRN": _CIVILIANS, "MED": _CIVILIANS,
    "EDU": _CIVILIANS, "LAB": _CIVILIANS, "BUS": _CIVILIANS, "NGO": _CIVILIANS, "REL": _CIVILIANS, "AGR": _CIVILIANS,
    "IGO": _OUTSIDE,
}  # fmt: skip
# What a concept does not tell: that it is an army that crosses a line, and armed men who are attacked.
_OVERTAKES, _CLASH = "Non-state actor overtakes territory", "Armed clash"
_ARMED = (_STATE, _REBELS, _OUTSIDE, "Political militia")
_TARGETED = ("Attack", "Abduction/forced disappearance", "Sexual violence")  # ACLED's violence against civilians


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """ACLED's 31 columns: comma separated with a header; only concepts that ACLED's event types cover; with a note."""
    events = [one for one in told(record, resources) if resources.ontology[one.event.concept].acled]
    rows = (_row(one, resources) for one in events)
    return [
        write_table(out / "acled.csv", COLUMNS, rows, delimiter=","),
        write_note(out, "ACLED", COLUMNS, EMPTY, OURS, events, record, row=ONE_EVENT, precision="time_precision"),
    ]


def _row(one: Told, resources: Resources) -> Row:
    event, sub_event = one.event, resources.ontology[one.event.concept].acled or ""
    where, (day, precision) = Where(event.where, resources), _date(event.when)
    actors, targets = one.actors, one.targets
    inter1, inter2 = _inter(actors, where), _inter(targets, where)
    if (sub_event == _OVERTAKES and inter1 in (_STATE, _OUTSIDE)) or (sub_event == "Attack" and inter2 in _ARMED):
        sub_event = _CLASH
    kind = _event_types()[sub_event]
    texts = {doc.report: doc.text for _, doc in one.reports}
    words = dict.fromkeys(" ".join(texts[m.report][m.start : m.end].split()) for m in one.mentions)
    return {
        "event_id_cnty": event.id,
        "event_date": day,
        "year": day and day[:4],
        "time_precision": precision,
        "disorder_type": _disorder(kind, sub_event),
        "event_type": kind,
        "sub_event_type": sub_event,
        "actor1": actors[0].name if actors else None,
        "assoc_actor_1": "; ".join(actor.name for actor in actors[1:]),
        "inter1": inter1,
        "actor2": targets[0].name if targets else None,
        "assoc_actor_2": "; ".join(actor.name for actor in targets[1:]),
        "inter2": inter2,
        "interaction": "-".join(part for part in (inter1, inter2) if part),
        "civilian_targeting": "Civilian targeting"
        if inter2 == _CIVILIANS or (sub_event in _TARGETED and not inter2)
        else None,
        "iso": iso_number(where.country),
        "region": region(where.country),
        "country": country_name(where.country),
        "admin1": where.province,
        "admin2": where.district,
        "location": where.name,
        "latitude": where.lat,
        "longitude": where.lon,
        "geo_precision": _PRECISION.get(event.where.precision) if event.where else None,
        "source": "; ".join(one.publishers),
        "notes": " / ".join(list(words)[:3]),
        "fatalities": one.killed.low if one.killed else None,
    }


def _inter(actors: Sequence[Actor], where: Where) -> str | None:
    if not actors:
        return None
    kind = _INTER.get(actors[0].sector or "")
    # ACLED's state forces are those of the country in which it happens; a foreign army is an external force.
    abroad = where.country and actors[0].country and actors[0].country != where.country
    return _OUTSIDE if kind == _STATE and abroad else kind


def _date(when: When | None) -> tuple[str | None, str | None]:
    if not when or not when.start or not when.end:
        return None, None
    days = (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1
    precision = "1" if days == 1 else "2" if days <= 7 else "3" if days <= 31 else None
    return (when.start, precision) if precision else (None, None)


def _disorder(event_type: str, sub_event: str) -> str:
    if event_type == "Strategic developments":
        return event_type
    if sub_event == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    return (
        "Demonstrations" if event_type == "Protests" or sub_event == "Violent demonstration" else "Political violence"
    )


def _event_types() -> dict[str, str]:
    return {row["sub_event"]: row["event_type"] for row in ontology_table("acled.csv").values()}
