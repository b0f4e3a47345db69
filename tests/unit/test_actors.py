"""Who is named where: phrases, appositions, counterparts, pairs, and what is nobody."""

from __future__ import annotations

import pytest

from dateline.annotate.actors import find_actors
from dateline.annotate.composition import resolve_phrase
from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.model import Annotations, Block, Document, When
from dateline.resources import resources


@pytest.fixture(scope="module")
def shared():
    return resources(Config())


def actors(text: str, shared, day: str | None = "2025-05-04") -> list[tuple[str, str]]:
    """(words, key) of every mention."""
    published = When(start=day, end=day, precision="day", basis="test") if day else None
    document = Document(
        report="R-TEST",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(),
        removed=(),
        language="en",
        published=published,
    )
    sentences, entities = parse(document, shared)
    found = find_actors(document, Annotations(report="R-TEST", sentences=sentences, entities=entities), shared)
    for mention in found:
        assert mention.start <= mention.head < mention.end
    return [(text[m.start : m.end], m.actor.key) for m in found]


@pytest.mark.parametrize(
    ("phrase", "country", "sector", "key"),
    [
        ("Nepal's home minister", "NPL", "GOV", "office:NPL/interior-minister"),
        ("Israeli troops", "ISR", "MIL", "org:isr-military"),
        ("the Hamas movement", "PSE", "REB", "org:hamas"),
        ("Crimea's prime minister", "UKR", "GOV", "region:crimea/prime-minister"),
        ("Indian-administered Kashmir", "IND", None, "region:jammu-and-kashmir"),
        ("RSF drones", "SDN", "PRM", "org:rsf"),
        ("jihadists of JNIM", "MLI", "REB", "org:jnim"),
        ("Economy Minister Mohamed al-Hawij", None, "GOV", "person:mohamed-al-hawij"),
        ("more than 1,200 Kenyan soldiers", "KEN", "MIL", "org:ken-military"),
        ("Kosovo Serbs", "XKX", None, "people:XKX"),
        ("Taliban fighters", "AFG", "REB", "org:taliban"),
        ("the UN Secretary-General", None, "IGO", "person:antonio-guterres"),
        ("a gang of smugglers", None, "CRM", "unnamed:smugglers"),
        ("Peru's Defense Department", "PER", "GOV", "org:per-mod"),
        ("a former CIA official", "USA", "ELI", None),
        ("the Assad government", "SYR", "GOV", "state:SYR"),
        ("Ghana's ambassador in Moscow", "GHA", "GOV", None),
        ("the state news agency", None, "GOV", None),
    ],
)
def test_a_phrase_composes_to_an_actor(shared, phrase, country, sector, key):
    actor = resolve_phrase(phrase, date="2024-05-04", roster=shared.roster)
    assert (actor.country, actor.sector) == (country, sector)
    assert key is None or actor.key == key


def test_nobody_is_abstained_from(shared):
    assert resolve_phrase("puppies", date=None, roster=shared.roster) is None


def test_titles_before_a_name_are_one_actor(shared):
    found = actors("Deputy Prime Minister and Foreign Minister Antonio Tajani met reporters.", shared)
    assert {key for words, key in found if "Minister" in words} == {"person:antonio-tajani"}


def test_a_name_and_its_apposition_are_one_actor(shared):
    found = actors("Hari Rimal, Nepal's home minister, resigned. Mr Rimal gave no reason.", shared)
    assert {key for words, key in found if words != "Nepal"} == {"person:hari-rimal"}


def test_a_counterpart_holds_the_same_office_elsewhere(shared):
    found = dict(actors("Russian Foreign Minister Sergey Lavrov telephoned his Pakistani counterpart.", shared))
    assert found["his Pakistani counterpart"] == "person:ishaq-dar"
    found = actors("Foreign Minister Sergei Lavrov wrote to his counterparts in India and Pakistan.", shared)
    keys = {key for words, key in found if words.startswith("his counterparts")}
    assert keys == {"person:ishaq-dar", "person:subrahmanyam-jaishankar"}


def test_two_possessives_are_two_persons(shared):
    found = actors("Lavrov telephoned Pakistan’s Ishaq Dar and India’s S Jaishankar.", shared)
    assert [key for words, key in found if "Dar" in words] == ["person:ishaq-dar"]
    assert [key for words, key in found if "Jaishankar" in words] == ["person:subrahmanyam-jaishankar"]


def test_both_sides_are_the_pair_that_was_told_and_not_who_urges_them(shared):
    found = actors("Ties between Armenia and Azerbaijan soured. France urged both countries to talk.", shared)
    assert {key for words, key in found if words == "both countries"} == {"state:ARM", "state:AZE"}


def test_a_ministry_without_a_country_is_that_of_the_minister_named(shared):
    found = dict(actors("Russian Foreign Minister Sergei Lavrov flew home, the foreign ministry said.", shared))
    assert found["the foreign ministry"] == "org:rus-mfa"


def test_the_government_is_that_of_the_state_told_of_before(shared):
    text = "Kenya keeps to its old position. The government wants Somalia to act first, and Ethiopia agrees."
    assert ("The government", "state:KEN") in actors(text, shared)


def test_its_ambassador_is_of_the_owner(shared):
    found = dict(actors("Kenya protested through its ambassador in Paris.", shared))
    assert found["its ambassador in Paris"].startswith("people:KEN/")


def test_a_surname_is_of_whom_the_report_names(shared):
    found = actors("Farida Putin, a baker from Leeds, won the prize. Putin thanked her family.", shared, None)
    assert "person:vladimir-putin" not in {key for _, key in found}


@pytest.mark.parametrize(
    "text",
    [
        "The Lahore Declaration was signed that year.",
        "Crowds gathered at the Western Wall.",
        "Troops stood near the Line of Control.",
    ],
)
def test_agreements_and_places_do_not_act(shared, text):
    keys = {
        key
        for words, key in actors(text, shared)
        if any(w in words for w in ("Declaration", "Wall", "Line", "Control"))
    }
    assert keys == set()


def test_goods_do_not_act(shared):
    assert "fighter jets" not in dict(actors("Sweden exports fighter jets to Brazil.", shared))


def test_states_act_through_their_government(shared):
    document = "Chile recalled its envoy."
    assert ("Chile", "state:CHL") in actors(document, shared)


def test_who_claims_speaks_of_himself(shared):
    found = actors("The committee rejected India's claim that it had destroyed a bridge.", shared)
    assert [key for words, key in found if words == "it"] == ["state:IND"]


def test_joint_phrases_name_each(shared):
    found = actors("Thai and Cambodian soldiers met. Chile and Peru's foreign ministers met.", shared, day=None)
    keys = [key for words, key in found if words.startswith(("Thai and", "Chile and"))]
    assert keys == [
        "org:khm-military",
        "org:tha-military",
        "office:CHL/foreign-minister",
        "office:PER/foreign-minister",
    ]


def test_his_country_is_the_country_of_whoever_he_is(shared):
    found = actors("Abiy Ahmed told deputies that his country would not invade Eritrea.", shared)
    assert ("his country", "state:ETH") in found


def test_a_state_of_emergency_is_nobody(shared):
    assert "state:CHL" not in [
        k for w, k in actors("Chile's mayor declared a state of emergency in Chile.", shared) if "state of" in w
    ]


def test_an_acronym_that_the_report_explains_is_what_it_explains(shared):
    found = actors("The Islamic Action Front (IAF) met on Tuesday. The IAF called for talks.", shared)
    assert ("The IAF", "org:islamic-action-front") in found


def test_the_opposition_asks_its_own_government(shared):
    found = actors("Israel closed the crossing. Jordan's opposition urged the government to recall its envoy.", shared)
    assert ("the government", "state:JOR") in found


def test_it_as_an_object_reaches_no_further_than_its_sentence(shared):
    """What a missile strikes is a thing; who was told of in the sentence before is not struck."""
    text = "The Houthis claimed the raid. Three men died when a missile struck it."
    assert ("it", "org:houthis") not in actors(text, shared)
    told_here = "Norway said that Chad had condemned it."
    assert ("it", "state:NOR") in actors(told_here, shared)


REPORT_OF_EGYPT = (
    "Egypt's president met envoys in Cairo. Egypt wants a truce, and Egyptian officials flew to Doha. "
    "Egyptian ministers urged calm. "
)


def test_bare_soldiers_are_not_of_the_country_that_somebody_of_another_flees_to(shared):
    """A report of Egypt means Egypt's, but not where a Libyan acts and Egypt is only where he goes."""
    fled = actors(REPORT_OF_EGYPT + "Libya's premier flew to Egypt after soldiers stormed his house.", shared)
    stayed = actors(REPORT_OF_EGYPT + "Egypt's premier flew to Libya after soldiers stormed his house.", shared)
    assert ("soldiers", "org:egy-military") not in fled
    assert ("soldiers", "org:egy-military") in stayed


def test_of_two_police_forces_the_police_are_of_whom_the_sentence_before_told(shared):
    two = "Georgian police detained two men. Turkish police searched a house in Ankara. "
    told = actors(two + "Georgia's opposition marched in Tbilisi. The police fired tear gas.", shared)
    assert ("The police", "org:geo-police") in told
    told = actors(two + "Turkey's opposition marched in Izmir. The police fired tear gas.", shared)
    assert ("The police", "org:tur-police") in told
