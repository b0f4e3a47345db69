"""Place names in a report, and which place each means."""

from __future__ import annotations

import pytest

from dateline.annotate.geocode import resolve_names
from dateline.annotate.placecontext import Name
from dateline.annotate.places import find_places, outlet_home
from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.model import Annotations, Block, Document, PlaceMention
from dateline.resources import resources


def places(text: str, url: str | None = None) -> tuple[PlaceMention, ...]:
    block = Block(start=0, end=len(text), kind="paragraph")
    doc = Document(report="R-T", text=text, blocks=(block,), runs=(), removed=(), language="en", url=url)
    sentences, entities = parse(doc, resources(Config()))
    found = find_places(doc, Annotations(report="R-T", sentences=sentences, entities=entities), resources(Config()))
    assert all(text[place.start : place.end] == place.text for place in found)
    return found


def named(text: str) -> list[str]:
    return [place.text for place in places(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Shells fell on the village of Qarat Nuwa on Monday.", ["Qarat Nuwa"]),
        ("A mine went off in Tandiwal district.", ["Tandiwal"]),
        ("Troops exchanged fire across the Line of Control.", ["Line of Control"]),
        ("Aid reached the Zaatari refugee camp.", ["Zaatari"]),
        ("Fighters hold the towns of Balis and Umm Tarqa.", ["Balis", "Umm Tarqa"]),
        ("The party opposed any change in Jammu and Kashmir.", ["Jammu and Kashmir"]),
        ("Ships patrol the Gulf of Guinea.", ["Gulf of Guinea"]),
    ],
)
def test_names_by_form_and_by_the_gazetteer(text: str, want: list[str]) -> None:
    assert named(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith said he would not run again.",
        "Paris Hilton thanked her fans.",
        "The Ukrainian minister called his Polish colleague.",
        "They will meet again in March, after Ramadan.",
        "President Mohamed Morsi spoke; later Morsi left.",
    ],
)
def test_persons_peoples_and_days_are_no_places(text: str) -> None:
    assert named(text) == []


def place_of(text: str, word: str, url: str | None = None) -> tuple[str | None, str | None]:
    place = next(place for place in places(text, url) if place.text == word).place
    return (place.country, place.precision) if place else (None, None)


def test_the_words_beside_a_name_decide() -> None:
    assert place_of("The fire in Paris, Texas, was put out on Sunday.", "Paris") == ("USA", "town")
    assert place_of("The fire in Paris was put out on Sunday.", "Paris") == ("FRA", "town")
    assert place_of("Police in Hyderabad, Pakistan, made four arrests.", "Hyderabad") == ("PAK", "town")
    assert place_of("Police in Punjab province of Pakistan made four arrests.", "Punjab") == ("PAK", "province")


def test_the_reports_other_places_decide() -> None:
    text = "Tbilisi denied the claim. The head of Georgia's border police spoke in Batumi on Friday."
    assert place_of(text, "Georgia") == ("GEO", "country")
    text = "The governor spoke in Atlanta. Schools in Savannah and Macon, Georgia, will close."
    assert place_of(text, "Georgia") == ("USA", "province")


def test_the_outlets_home_decides() -> None:
    assert outlet_home("www.parispi.net") == ("Paris, Tennessee",)
    assert outlet_home("news.example.ie") == ("IRL",)
    assert outlet_home("example.com") == ()
    text = "The council met in Paris on Tuesday."
    assert place_of(text, "Paris", "https://www.parispi.net/a") == ("USA", "town")


def test_the_same_name_means_the_same_place_throughout() -> None:
    text = "A blast hit Tripoli in Lebanon. Residents of Tripoli fled to Beirut."
    found = [place.place.id for place in places(text) if place.place and place.text == "Tripoli"]
    assert len(found) == 2
    assert len(set(found)) == 1


def test_an_unlisted_name_stays_unresolved_with_its_words() -> None:
    found = places("Gunmen attacked the village of Qarat Nuwa.")
    assert [(place.text, place.place, place.score) for place in found] == [("Qarat Nuwa", None, 0.0)]


def test_a_place_that_speaks_is_kept_but_marked() -> None:
    speaking = next(place for place in places("New Delhi said it had proof.") if place.text == "New Delhi")
    told = next(place for place in places("They met in New Delhi.") if place.text == "New Delhi")
    assert speaking.score < told.score
    assert "stands for its government" in speaking.reason


def test_sides_of_a_country_and_parts_of_a_region() -> None:
    assert place_of("Jets bombed southern Lebanon.", "Lebanon") == ("LBN", "region")
    text = "Camps in the Pakistan-controlled part of Kashmir were hit."
    assert place_of(text, "Pakistan-controlled part of Kashmir") == ("PAK", "province")


def test_given_spans_are_resolved_demonyms_too() -> None:
    text = "Ukrainian forces left Bakhmut."
    answers = resolve_names([Name(0, 9), Name(22, 29)], text, resources(Config()).gazetteer)
    assert [answer.candidate.country for answer in answers if answer.candidate] == ["UKR", "UKR"]
