"""Bylines, agencies, datelines: out of the text, into the data."""

import pytest

from dateline.clean.credits import take_credits
from dateline.clean.outlets import load_agencies
from dateline.clean.passages import passages_of_text

BODY = "\n".join(f"The governor said on day {n} that the road would be opened again soon." for n in range(9))


def credited(first: str, last: str = ""):
    return take_credits(passages_of_text(f"{first}\n{BODY}\n{last}".strip()), load_agencies())


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("CAIRO (Reuters) - The army has moved.", "CAIRO", "Reuters", None),
        ("ANKARA, Dec 17 (KUNA) -- The army has moved.", "ANKARA", "Kuwait News Agency", "Dec 17"),
        ("KYIV, Ukraine (AP) — The army has moved.", "KYIV", "Associated Press", None),
        ("New Delhi [India], May 4 (ANI): The army has moved.", "New Delhi", "Asian News International", "May 4"),
        ("GAZA/JERUSALEM, Nov 18 (Reuters) - The army has moved.", "GAZA/JERUSALEM", "Reuters", "Nov 18"),
        ("MOSCOW, May 4. /TASS/. The army has moved.", "MOSCOW", "TASS", "May 4"),
        ("Moscow: The army has moved.", "Moscow", None, None),
        ("NEW YORK (Reuters) - The army has moved.", "NEW YORK", "Reuters", None),
        ("COLUMBIA, S.C. (AP) — The army has moved.", "COLUMBIA", "Associated Press", None),
        ("ST. JOSEPH, Mich. — The army has moved.", "ST. JOSEPH", None, None),
        ("THE HAGUE, March 7 (Reuters) - The army has moved.", "THE HAGUE", "Reuters", "March 7"),
        ("AMMAN: The army has moved.", "AMMAN", None, None),
        ("(Reuters) - The army has moved.", None, "Reuters", None),
        ("Port-au-Prince (AFP) - The army has moved.", "Port-au-Prince", "Agence France-Presse", None),
        ("GENEVA (4 May 2015) – The army has moved.", "GENEVA", None, "4 May 2015"),
        ("GENEVA (May 4) -- The army has moved.", "GENEVA", None, "May 4"),
        ("May 4, 2015 (EL FASHER) – The army has moved.", "EL FASHER", None, "May 4, 2015"),
        ("Velmar, May 4 (XNA) The army has moved.", "Velmar", "XNA", "May 4"),
        ("BUKAVU, DEMOCRATIC REPUBLIC OF CONGO —\nThe army has moved.", "BUKAVU", None, None),
        ("KUNA - The army has moved.", None, "Kuwait News Agency", None),
    ],
)
def test_datelines_become_data(line, place, agency, day):
    found = credited(line)
    assert found.kept[0].text == "The army has moved."
    assert (found.credits.dateline, found.credits.agency, found.credits.day) == (place, agency, day)


@pytest.mark.parametrize(
    "line",
    [
        "Lavrov: The talks will go on next week.",
        "BREAKING: The army has moved to the border.",
        "Iran (and its allies) - a group of four - rejected the offer.",
        "NATO - an alliance of 32 - has not answered.",
    ],
)
def test_speakers_and_labels_are_no_datelines(line):
    found = credited(line)
    assert found.kept[0].text == line
    assert found.credits.dateline is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Ann Lee and Omar al-Said", "Ann Lee and Omar al-Said"),
        ("BY ANN LEE | Courier Staff", "ANN LEE"),
        ("Written by Ann Lee", "Ann Lee"),
        ("By Ann LeeMay 4, 2015", "Ann Lee"),
    ],
)
def test_bylines_become_data(line, names):
    found = credited(line)
    assert found.credits.byline == names
    assert [reason for _, reason in found.dropped] == ["byline"]


def test_a_sentence_that_begins_with_by_stays():
    line = "By Friday Ann Lee had left the town."
    assert credited(line).kept[0].text == line


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(Writing by A. Editor; editing by B. Editor)", None),
        ("Ann Lee in the capital contributed to this report.", None),
        ("With files from The Associated Press", "Associated Press"),
        ("(With inputs from ANI)", "Asian News International"),
        ("AFP", "Agence France-Presse"),
        ("Source: Reuters", "Reuters"),
    ],
)
def test_credits_at_the_end_are_taken_out(line, agency):
    found = credited("The road was shut.", line)
    assert [passage.text for passage, _ in found.dropped] == [line]
    assert found.credits.agency == agency


def test_a_credited_source_that_is_no_agency_is_noted():
    assert credited("The road was shut.", "Source: Border Watch Blog").credits.sources == ["Border Watch Blog"]


def test_a_reporter_on_the_scene_is_no_credit():
    line = "Reporting from the scene, a correspondent of the radio said the fire had begun at noon."
    assert credited(line).kept[0].text == line


def test_a_caption_before_the_dateline_is_a_caption():
    found = credited(
        "A guard looks at a shell in the town. (Reuters/A. Example) BETHLEHEM (Ma'an) -- The army denied it."
    )
    assert found.kept[0].text == "The army denied it."
    assert [reason for _, reason in found.dropped] == ["photo caption", "dateline"]


def test_a_wire_behind_the_last_full_stop_is_its_credit():
    found = credited("The army has moved.", "The road is open again. REUTERS")
    assert found.kept[-1].text == "The road is open again."
    assert found.credits.agency == "Reuters"


def test_a_town_in_capitals_opens_a_report_and_a_label_does_not():
    passages = passages_of_text("VELMAR: The army has moved.")
    assert take_credits(passages, load_agencies(), is_town="VELMAR".__eq__).credits.dateline == "VELMAR"
    assert take_credits(passages, load_agencies()).credits.dateline is None
