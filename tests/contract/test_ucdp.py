"""The table in the shape of UCDP's GED, read by pandas with the published types: who fought whom, whose the dead are."""

from __future__ import annotations

from pathlib import Path

import pandas
import pytest

from dateline.config import Config
from dateline.corroborate.figures import build_ledger
from dateline.exporters.field import ucdp
from dateline.model import Actor, When
from dateline.resources import resources
from tests.factories import BALAKOT, INDIA, PAKISTAN, day, document, event, figure, mention, record

# Whole numbers and numbers as in UCDP's own description of its data; the rest is text. A whole number may be missing.
TYPES = {
    column: "Int64"
    for column in (
        "id", "year", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id",
        "number_of_sources", "where_prec", "priogrid_gid", "country_id", "event_clarity", "date_prec", "deaths_a",
        "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    )
} | {"latitude": "float64", "longitude": "float64"}  # fmt: skip
DAYS = ["date_start", "date_end"]


def actor(key: str, name: str, kind: str, **codes: str) -> Actor:
    return Actor(key=key, name=name, kind=kind, **codes)


ARMY = actor("org:ind-army", "Indian Army", "organisation", country="IND", sector="MIL")
FRONT = actor("group:front", "the Front", "group", country="PAK", sector="REB")
LEAGUE = actor("group:league", "the League", "group", country="PAK", sector="PRM")
VILLAGERS = actor("unnamed:villagers", "villagers", "unnamed", sector="CVL")
AIRLINE = actor("org:airline", "Plain Air", "organisation", sector="BUS")
PEOPLE = actor("unnamed:people", "people", "unnamed", sector="CVL")
NOBODY = ()


def export(folder: Path, *tellings) -> pandas.DataFrame:
    """The table for events each told by one mention (document, mention)."""
    docs, mentions = [doc for doc, _ in tellings], [told for _, told in tellings]
    events = [event([told]) for told in mentions]
    made = record(docs, mentions, events, figures=build_ledger(events, mentions, docs, ()))
    path, note = ucdp.write(made, folder, resources(Config()))
    assert note.read_text().startswith("Made by dateline")
    return read(path)


def read(path: Path) -> pandas.DataFrame:
    types = {column: TYPES.get(column, str) for column in ucdp.COLUMNS if column not in DAYS}
    return pandas.read_csv(path, dtype=types, parse_dates=DAYS)


def telling(acting, struck, *, unit: str | None = "people", concept: str = "assault.kill", **slots):
    """Twelve dead in one sentence; the names of the sides stand in it so that the spans can be looked up."""
    names = [one.name for one in (*acting, *struck)]
    text = f"{', '.join(names)} fought near Balakot and 12 {unit or ''} were killed on Tuesday."
    doc = document(text, path=f"{names}{unit}{concept}", outlet="The Plain Ledger", published="2019-02-26")
    told = mention(
        doc, text, trigger="killed", concept=concept, actors=[(a.name, a) for a in acting],
        targets=[(a.name, a) for a in struck], figures=[figure(doc, "12", 12, unit=unit)], **slots,
    )  # fmt: skip
    return doc, told


def test_a_strike_is_one_row_with_the_published_columns_and_types(tmp_path):
    slots = {"when": day("2019-02-26"), "where": ("Balakot", BALAKOT)}
    table = export(tmp_path, telling([ARMY], [FRONT], unit="militants", **slots))
    assert tuple(table.columns) == ucdp.COLUMNS
    assert len(ucdp.COLUMNS) == 49
    assert all(pandas.api.types.is_datetime64_any_dtype(table[column]) for column in DAYS)
    row = table.iloc[0]
    assert (row.dyad_name, row.type_of_violence) == ("Government of India - the Front", 1)
    assert (row.gwnoa, row.country_id, row.region) == (750, 770, "Asia")
    assert (row.geom_wkt, row.priogrid_gid) == ("POINT (73.35 34.55)", 249 * 720 + 506 + 1)
    assert (row.where_prec, row.date_prec, row.year) == (1, 1, 2019)
    assert (row.source_article, row.source_date) == ('"The Plain Ledger,2019-02-26,"', "2019-02-26")
    empty = {"conflict_new_id", "dyad_new_id", "conflict_name", "active_year", "code_status", "event_clarity", "gwnob"}
    assert table[sorted(empty)].isna().all(axis=None)


@pytest.mark.parametrize(
    ("acting", "struck", "violence", "a", "b"),
    [
        ([INDIA], [PAKISTAN], 1, "Government of India", "Government of Pakistan"),
        ([FRONT], [ARMY], 1, "Government of India", "the Front"),  # the state is side A, whoever began
        ([ARMY, FRONT], NOBODY, 1, "Government of India", "the Front"),  # "clashes between A and B left 12 dead"
        ([ARMY], [FRONT, INDIA], 1, "Government of India", "the Front"),  # nobody fights himself
        ([FRONT], [LEAGUE], 2, "the Front", "the League"),
        ([FRONT], [VILLAGERS], 3, "the Front", "Civilians"),
        ([ARMY, INDIA], [VILLAGERS], 3, "Government of India", "Civilians"),
        ([FRONT], [PEOPLE], None, "the Front", "people"),  # not told to be civilians
        ([ARMY, PAKISTAN], [VILLAGERS], None, "Government of India, Government of Pakistan", "villagers"),
        ([ARMY, LEAGUE], [VILLAGERS], None, "Government of India, the League", "villagers"),
    ],
)  # fmt: skip
def test_the_sides_tell_the_type_of_violence(tmp_path, acting, struck, violence, a, b):
    row = export(tmp_path, telling(acting, struck)).iloc[0]
    assert (row.side_a, row.side_b) == (a, b)
    assert pandas.isna(row.type_of_violence) if violence is None else row.type_of_violence == violence


def test_a_states_shells_on_a_village_are_not_taken_for_an_attack_on_civilians(tmp_path):
    table = export(tmp_path, telling([ARMY], [VILLAGERS], unit="villagers", concept="assault.artillery"))
    assert table.type_of_violence.isna().all()
    assert table.deaths_civilians.tolist() == [12]


@pytest.mark.parametrize(
    ("acting", "struck", "unit", "column"),
    [
        ([ARMY], [FRONT], "militants", "deaths_b"),
        ([FRONT], [ARMY], "soldiers", "deaths_a"),
        ([ARMY], [FRONT], "villagers", "deaths_civilians"),
        ([ARMY], [FRONT], "people", "deaths_unknown"),
        ([ARMY], [FRONT], None, "deaths_unknown"),
        ([INDIA], [PAKISTAN], "soldiers", "deaths_unknown"),  # whose soldiers?
        ([FRONT], [LEAGUE], "militants", "deaths_unknown"),
        ([FRONT], [VILLAGERS], "militants", "deaths_unknown"),
    ],
)  # fmt: skip
def test_the_dead_are_a_sides_only_where_that_is_told(tmp_path, acting, struck, unit, column):
    row = export(tmp_path, telling(acting, struck, unit=unit)).iloc[0]
    four = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
    assert {one: row[one] for one in four} == dict.fromkeys(four, 0) | {column: 12}
    assert row.best == 12


def test_only_armed_violence_that_happened_with_a_number_of_dead_is_in_it(tmp_path):
    doc, told = telling([ARMY], [FRONT], concept="assault.shoot")
    unnumbered = mention(document("They died.", path="x"), "They died", trigger="died", concept="assault.kill")
    table = export(
        tmp_path,
        (doc, told),
        telling([ARMY], [FRONT], concept="assault.artillery", status="denied"),
        telling([ARMY], [FRONT], concept="assault.airstrike", background=True),
        telling([ARMY], [FRONT], concept="consult.phone"),
        telling([ARMY], [FRONT], concept="assault.human-shield"),
        telling([AIRLINE], [PEOPLE]),
        (document("They died.", path="x"), unnumbered),
    )
    assert table.relid.tolist() == [event([told]).id]


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2019-02-26", "2019-02-26", 1),
        ("2019-02-25", "2019-03-02", 2),
        ("2019-02-25", "2019-03-03", 3),
        ("2019-03-01", "2019-03-31", 4),
        ("2019-03-01", "2019-04-01", 5),
        ("2018-03-01", "2019-04-01", None),
        (None, "2019-04-01", None),
    ],
)
def test_days_are_told_as_exactly_as_they_are_known(tmp_path, start, end, precision):
    when = When(start=start, end=end, precision="interval", basis="given by the test")
    row = export(tmp_path, telling([ARMY], [FRONT], when=when)).iloc[0]
    if precision is None:
        assert row[["date_prec", "date_start", "date_end", "year"]].isna().all()
    else:
        assert (row.date_prec, str(row.date_start.date()), str(row.date_end.date())) == (precision, start, end)


def test_sources_are_counted_by_voices_and_listed_by_reports(tmp_path):
    doc, told = telling([ARMY], [FRONT])
    again = document(doc.text, path="copy", title=None, outlet="Ravi; Courier", published="2019-02-27")
    copy = mention(again, again.text, trigger="killed", concept="assault.kill", figures=[figure(again, "12", 12)])
    first = event([told])
    both = event([told, copy], voices=first.voices)
    made = record([doc, again], [told, copy], [both], figures=build_ledger([both], [told, copy], [doc, again], ()))
    row = read(ucdp.write(made, tmp_path, resources(Config()))[0]).iloc[0]
    assert row.number_of_sources == 1
    assert row.source_office.split(";") == ["The Plain Ledger", "Ravi, Courier"]
    assert len(row.source_article.split(";")) == 2


def test_numbers_are_the_ledgers_with_best_between_low_and_high(tmp_path):
    doc, told = telling([ARMY], [FRONT])
    text = "The Front said at least 9 people were killed; medics said 15 people were killed."
    other = document(text, path="other")
    least = figure(other, "9", 9, unit="people")
    more = mention(other, text, trigger="killed", concept="assault.kill", figures=[least, figure(other, "15", 15)])
    both = event([told, more])
    made = record([doc, other], [told, more], [both], figures=build_ledger([both], [told, more], [doc, other], ()))
    row = read(ucdp.write(made, tmp_path, resources(Config()))[0]).iloc[0]
    assert (row.low, row.high) == (9, 15)
    assert row.low <= row.best <= row.high
