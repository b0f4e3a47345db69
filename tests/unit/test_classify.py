"""Told the pair, what is done between them."""

from __future__ import annotations

import pytest

from dateline.coder.acled import sub_event
from dateline.coder.classify import classify, one_paragraph
from dateline.config import Config
from dateline.resources import resources


def classified(text, source, target):
    start, end = text.index(source), text.index(target)
    return classify(text, (start, start + len(source)), (end, end + len(target)), resources(Config()))


@pytest.mark.parametrize(
    ("text", "source", "target", "root", "quad"),
    [
        ("Oslo gave two million euros to Haiti.", "Oslo", "Haiti", "AID", 2),
        ("Rabat withdrew its troops from the border with Algiers.", "Rabat", "Algiers", "YIELD", 2),
        ("The junta jailed the editor.", "The junta", "the editor", "COERCE", 4),
        ("Seoul demanded an apology from Tokyo.", "Seoul", "Tokyo", "REQUEST", 3),
        ("Lima will send aid to Quito.", "Lima", "Quito", "AGREE", 1),
        ("Lima said it would send troops into Quito.", "Lima", "Quito", "THREATEN", 3),
    ],
)
def test_root_and_quad(text, source, target, root, quad):
    found = classified(text, source, target)
    assert (found.root, found.quad) == (root, quad), found.rule


def test_the_other_clause_does_not_answer():
    text = "After Chad attacked Sudan, Kenya offered food to Sudan."
    assert classified(text, "Chad", "Sudan").root == "ASSAULT"
    assert classified(text, "Kenya", "Sudan").concept == "offer.help"


def test_nothing_recognised_is_a_low_score():
    assert classified("The lake lies between Peru and Bolivia.", "Peru", "Bolivia").score < 0.2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A suicide bomber blew himself up at the gate of the barracks.", "Suicide bomb"),
        ("Soldiers recaptured the village from the insurgents.", "Government regains territory"),
        ("Police seized a cache of rifles and ammunition in a garage.", "Disrupted weapons use"),
        ("Thousands marched peacefully through the capital in protest at the tax.", "Peaceful protest"),
    ],
)
def test_acled_sub_event(text, name):
    shared = resources(Config())
    assert sub_event(shared.parse(one_paragraph(text))[0], shared.lexicon) == name
