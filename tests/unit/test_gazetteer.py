"""The shipped gazetteer: names to places, by exact normalised name."""

from __future__ import annotations

import time

import pytest

from dateline.annotate.gazetteer import load_gazetteer, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sana'a", "sanaa"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Chișinău", "Chisinau"),
        ("U.S.", "US"),
        ("The Gambia", "Gambia"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_that_are_one_name(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Muridke", "PAK", "town"),
        ("Helmand", "AFG", "province"),
        ("Ukraine", "UKR", "country"),
        ("Burma", "MMR", "country"),
        ("Line of Control", None, "line"),
        ("Black Sea", None, "sea"),
        ("Tahrir Square", "EGY", "point"),
        ("Zaporizhzhia nuclear power plant", "UKR", "point"),
        ("Zaatari", "JOR", "point"),
        ("Lower Manhattan Nowhere", None, None),
        ("Karaxji", None, None),  # nothing is guessed from similar spelling
    ],
)
def test_lookup(name: str, country: str | None, kind: str | None) -> None:
    found = load_gazetteer().lookup(name)
    if kind is None:
        assert found == ()
    else:
        assert (found[0].country, found[0].kind) == (country, kind)


def test_both_sides_names_of_a_disputed_area_are_one_place() -> None:
    gazetteer = load_gazetteer()
    places = [gazetteer.lookup(name)[0] for name in ("IIOJK", "Jammu and Kashmir", "Indian-administered Kashmir")]
    assert len({place.key for place in places}) == 1
    assert gazetteer.place(places[0]).disputed == ("IND", "PAK")
    assert gazetteer.lookup("PoK")[0].key == gazetteer.lookup("Azad Kashmir")[0].key


def test_a_place_carries_its_province_and_extent() -> None:
    gazetteer = load_gazetteer()
    place = gazetteer.place(gazetteer.lookup("Kandahar")[-1])
    assert place.id.startswith(("geonames:", "admin"))
    pakistan = gazetteer.place(gazetteer.lookup("Pakistan")[0])
    assert pakistan.id == "country:PAK"
    assert 400 < pakistan.extent_km < 700
    muridke = gazetteer.place(gazetteer.lookup("Muridke")[0])
    assert (muridke.admin1, muridke.precision) == ("Punjab", "town")


def test_a_demonym_is_marked_as_no_name_of_a_place() -> None:
    assert {place.bond for place in load_gazetteer().lookup("Ukrainian")} == {"demonym"}


def test_postal_codes_are_marked() -> None:
    assert load_gazetteer().lookup("TX")[0].bond == "code"


def test_it_loads_quickly() -> None:
    load_gazetteer.cache_clear()
    began = time.process_time()
    load_gazetteer()
    assert time.process_time() - began < 1.0  # 0.15 s on a quiet machine


def test_of_two_namesakes_the_one_in_a_country_of_the_report_is_meant():
    from dateline.annotate.geocode import resolve_names
    from dateline.annotate.placecontext import Name
    from dateline.config import Config
    from dateline.resources import resources

    text = "Lebanon said two were killed in a strike, one of them in Tripoli; Beirut was calm, and Israel said nothing."
    names = [
        Name(text.index(word), text.index(word) + len(word)) for word in ("Lebanon", "Tripoli", "Beirut", "Israel")
    ]
    found = resolve_names(names, text, resources(Config()).gazetteer)
    assert found[1].candidate.country == "LBN"
