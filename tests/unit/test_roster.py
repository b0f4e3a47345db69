"""The roster: names in every spelling, offices by day, organisations, and a user's own rows."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from dateline.annotate.composition import resolve_phrase
from dateline.annotate.roster import load_roster
from dateline.annotate.spelling import fold_name, split_words
from dateline.errors import DataError

DATA = files("dateline") / "data" / "actors"


@pytest.fixture(scope="module")
def roster():
    return load_roster()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Mohamed Mursi", "Mohammed Morsi"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Ahmed Hussain", "Ahmad Hussein"),
        ("Yevgeniy Primakov", "Yevgeny Primakov"),
    ],
)
def test_habits_of_transliteration_fold_to_one_spelling(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Sergey V. Lavrov", "person:sergei-lavrov"),
        ("S. Jaishankar", "person:subrahmanyam-jaishankar"),
        ("Muhammad Ishaq Dar", "person:ishaq-dar"),
        ("Shah Mahmood Qureshi", "person:shah-mehmood-qureshi"),
        ("Aleksandr Lukashenka", "person:alexander-lukashenko"),
    ],
)
def test_a_person_is_found_under_other_forms_of_the_name(roster, said, key):
    assert [actor.key for actor in roster.find(said)] == [key]


def test_another_given_name_is_another_person(roster):
    assert roster.find("Zulfiqar Lavrov") == ()
    assert roster.find("Abdul Kadir") == ()  # the roster has a Zambry Abdul Kadir


def test_an_office_is_that_of_the_day(roster):
    assert roster.office_holder("PAK", "foreign-minister", "2019-03-01").key == "person:shah-mehmood-qureshi"
    assert roster.office_holder("PAK", "foreign-minister", "2025-05-04").key == "person:ishaq-dar"
    assert roster.office_holder("PAK", "foreign-minister", "1901-01-01") is None
    assert roster.person_at("person:vladimir-putin", "1999-01-01").sector == "SPY"
    assert roster.person_at("person:vladimir-putin", "2009-01-01").role == "prime minister"


def test_in_an_interval_an_office_has_a_holder_only_when_one_held_it(roster):
    assert roster.office_holder("RUS", "foreign-minister", "2010-01-01/2020-01-01").key == "person:sergei-lavrov"
    assert roster.office_holder("PAK", "foreign-minister", "2010-01-01/2020-01-01") is None


def test_of_several_offices_the_first_in_rank_is_told(roster):
    assert roster.person_at("person:ishaq-dar", "2025-05-04").role == "foreign minister"
    assert {tenure.office for tenure in roster.offices_on("person:ishaq-dar", "2025-05-04")} >= {
        "deputy-prime-minister"
    }


def test_who_held_office_once_is_of_the_elite(roster):
    assert roster.person_at("person:imran-khan", "2025-01-01").sector == "ELI"


def test_words_end_at_the_longest_name(roster):
    words = split_words("The Islamic State Khorasan Province, not the Islamic State")
    assert [roster.actors[name.keys[0]].key for _, _, name in roster.scan(words)] == [
        "org:isis-k",
        "org:islamic-state",
    ]


def test_explain_reads_well(roster):
    told = roster.explain("Nepal's home minister", "2025-05-04")
    assert ("Nepal" in told and "interior minister" in told) or "home minister" in told
    assert "nobody" in roster.explain("puppies", None)


def test_own_rows_win_where_they_overlap(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("person,office,country,sector,from,to\nZoe Example,foreign-minister,PAK,GOV,2025-01-01,\n")
    roster = load_roster(str(own))
    assert resolve_phrase("Pakistan's foreign minister", date="2025-05-04", roster=roster).name == "Zoe Example"
    assert roster.office_holder("PAK", "foreign-minister", "2019-03-01").name == "Shah Mehmood Qureshi"


def test_own_rows_without_a_person_are_named(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("person,office\n,minister\n")
    with pytest.raises(DataError, match=r"own\.csv:2"):
        load_roster(str(own))


def test_every_row_of_an_organisation_counts_once_and_every_tenure_points_at_one_we_have(roster):
    rows = list(csv.DictReader((DATA / "organisations.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 1000
    assert len({row["key"] for row in rows}) == len(rows)
    pointed = {t.organisation for tenures in roster.tenures_of.values() for t in tenures if t.organisation}
    assert sorted(key for key in pointed if key not in roster.actors) == []


def test_no_tenure_ends_before_it_begins(roster):
    wrong = [
        t
        for tenures in roster.tenures_of.values()
        for t in tenures
        if t.start and t.end and t.end < t.start[: len(t.end)]
    ]
    assert wrong == []
