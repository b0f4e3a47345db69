"""Headlines: without the outlet, and told from menus and subtitles."""

import pytest

from dateline.clean.passages import passages_of_text
from dateline.clean.titles import headline_of_text, same_headline, without_outlet

LEDE = "Envoys of both countries met in the capital on Monday and agreed to meet again before the end of the month."
SECOND = "The talks on the border had been put off twice since the spring, an official said on Monday."


@pytest.mark.parametrize(
    ("title", "names", "headline"),
    [
        ("Envoys meet in the capital | The Evening Courier", ["The Evening Courier"], "Envoys meet in the capital"),
        ("Envoys meet in the capital - The Evening Courier", ["The Evening Courier"], "Envoys meet in the capital"),
        ("Envoys meet in the capital « Courier Breaking News", [], "Envoys meet in the capital"),
        ("Courier : Envoys meet in the capital", ["courier.org"], "Envoys meet in the capital"),
        ("Envoys meet - and part again", ["The Evening Courier"], "Envoys meet - and part again"),
        ("Border: envoys meet", ["The Evening Courier"], "Border: envoys meet"),
        ("Courier cuts forty jobs - Media", ["Courier"], "Courier cuts forty jobs - Media"),
        ("Courier Asia - Envoys meet in the capital", ["Courier"], "Envoys meet in the capital"),
        ("Notes from the Hill » Blog Archive » Envoys meet", [], "Envoys meet"),
        ("两国代表同意重开哈尔登老桥_北岸网", [], "两国代表同意重开哈尔登老桥"),
        ("两国代表同意-重开哈尔登老桥", [], "两国代表同意-重开哈尔登老桥"),
        ("Envoys meet", [], "Envoys meet"),
    ],
)
def test_the_outlet_is_cut_off(title, names, headline):
    assert title[slice(*without_outlet(title, names))] == headline


def test_of_a_declared_headline_only_the_outlet_is_cut_off():
    title = "Envoys meet in the capital | Border talks"
    assert title[slice(*without_outlet(title, ["The Evening Courier"], only_named=True))] == title
    assert title[slice(*without_outlet(title, ["Border Talks"], only_named=True))] == "Envoys meet in the capital"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["Envoys meet in the capital", LEDE, SECOND], 0),
        (["Sections of the site", "Envoys meet in the capital", LEDE, SECOND], 1),
        (["Envoys meet in the capital", "They agreed to meet again this month", LEDE, SECOND], 0),
        ([LEDE, SECOND], None),
        (["World", LEDE, SECOND], None),
        (["Envoys meet in the capital"], None),
    ],
)
def test_a_headline_shares_words_with_its_report(lines, number):
    assert headline_of_text(passages_of_text("\n\n".join(lines))) == number


def test_the_same_headline_in_other_words():
    assert same_headline("Envoys meet in the capital", "Envoys meet in capital")
    assert not same_headline("Envoys meet in the capital", "Envoys leave the talks")
    assert not same_headline("", "Envoys meet")
