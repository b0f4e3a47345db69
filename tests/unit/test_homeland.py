"""Officials without a country, acronyms of two countries, and names that are nobody's."""

from __future__ import annotations

import pytest

from dateline.annotate.actors import find_actors
from dateline.annotate.composition import resolve_phrase
from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.model import Actor, Annotations, Block, Document, When
from dateline.resources import resources


@pytest.fixture(scope="module")
def shared():
    return resources(Config())


def actors(text: str, shared, *, day: str = "2025-05-04", dateline: str | None = None) -> dict[str, Actor]:
    """The actor of each run of words that names one, the last where the words stand twice."""
    document = Document(
        report="R-TEST",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(),
        removed=(),
        language="en",
        dateline=dateline,
        published=When(start=day, end=day, precision="day", basis="test"),
    )
    sentences, entities = parse(document, shared)
    found = find_actors(document, Annotations(report="R-TEST", sentences=sentences, entities=entities), shared)
    return {text[m.start : m.end]: m.actor for m in found}


def test_an_official_without_a_country_is_of_the_one_told_before(shared):
    found = actors("Peru closed its border on Friday. Army spokesman Juan Velmar said nobody had been hurt.", shared)
    assert found["Army spokesman Juan Velmar"].country == "PER"


def test_an_adviser_is_of_the_country_of_whom_he_advises(shared):
    text = "Talks failed, Karim Velmar, foreign policy adviser to Ilham Aliyev, told Russia's ambassador in Russia."
    found = actors(text, shared, dateline="MOSCOW")
    assert found["Karim Velmar"].country == "AZE"


def test_an_envoy_is_not_of_the_country_the_report_is_about(shared):
    text = "Peru called the talks off. Peru's ministry said so. Peru was ready. Peru summoned Ambassador Hans Velmar."
    found = actors(text, shared)
    assert next(actor.country for words, actor in found.items() if "Velmar" in words) is None


def test_an_acronym_is_read_by_the_countries_of_the_report(shared):
    indian = actors("India said its troops were ready. The IAF flew over the border.", shared)
    israeli = actors("Israel said its troops were ready. The IAF flew over the border.", shared)
    assert (indian["The IAF"].key, israeli["The IAF"].key) == ("org:ind-air-force", "org:isr-air-force")


def test_whom_somebody_urges_is_not_who_urges(shared):
    found = actors(
        "Antony Blinken spoke with Ilham Aliyev and urged him to stop the fighting.", shared, day="2023-09-20"
    )
    assert found["him"].key == "person:ilham-aliyev"


def test_a_surname_alone_means_the_head_of_state_who_shares_it(shared):
    assert actors("Netanyahu called it a disgrace.", shared)["Netanyahu"].key == "person:benjamin-netanyahu"


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("the M23 armed group", "org:m23"),
        ("the NATO-led KFOR mission", "org:kfor"),
        ("the UN force in southern Lebanon", "org:un"),
        ("an RSF commander", "org:rsf/commander"),
        ("an international tribunal in The Hague", "unnamed:court"),
        ("the National Task Force for the West Philippine Sea", "org:phl-military"),
        ("President Ferdinand Marcos Jr.", "person:ferdinand-marcos-jr"),
        ("Commodore Jay Velmar", "person:jay-velmar"),
        ("seven Latin American countries", "unnamed:countries"),
        ("the Saudi Hospital", "unnamed:hospital"),
    ],
)
def test_a_phrase_is_whose_it_says(shared, phrase, key):
    assert resolve_phrase(phrase, date="2024-05-04", roster=shared.roster).key == key


def test_a_ship_is_not_the_state_of_the_town_in_its_name(shared):
    assert resolve_phrase("the Marlin Luanda", date=None, roster=shared.roster) is None


def test_one_who_writes_a_second_name_is_not_his_namesake(shared):
    found = resolve_phrase("Admiral R. Hari Velmar", date="2024-01-28", roster=shared.roster)
    assert found.key == "person:r-hari-velmar"
    assert shared.roster.find("R. Hari Kumar")[0].key == "person:r-hari-kumar"


def test_names_behind_near_and_village_of_are_places(shared):
    found = actors("Shells fell near Brnjak and on the village of Dzhanyatag on Friday, the police said.", shared)
    assert not {"Brnjak", "Dzhanyatag"} & set(found)


def test_a_capital_with_a_namesake_is_read_by_the_countries_of_the_report(shared):
    lebanese = actors("Lebanon said two men had been killed in Tripoli on Friday.", shared)
    libyan = actors("Libya's government has left Tripoli. Tripoli denied it.", shared)
    assert "Tripoli" not in lebanese
    assert libyan["Tripoli"].key == "state:LBY"


def test_the_rebels_are_the_one_armed_group_of_the_report(shared):
    found = actors("M23 said it would leave the town. The rebels had seized it on Wednesday.", shared)
    assert found["The rebels"].key == "org:m23"


def test_a_state_of_emergency_is_no_government(shared):
    found = actors("Peru declared a state of emergency, the secretary of state said.", shared)
    assert not [words for words, actor in found.items() if actor.key == "unnamed:government"]
